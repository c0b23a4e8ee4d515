"""Makes LiH-md.pwo.gz: ten femtoseconds of first-principles MD of LiH by pw.x through ASE."""

from ase.build import bulk
from ase.calculators.espresso import Espresso, EspressoProfile

atoms = bulk("LiH", "rocksalt", a=4.08, cubic=True)
atoms.rattle(0.01, seed=1)
calc = Espresso(
    profile=EspressoProfile("pw.x", "/usr/share/espresso/pseudo"),
    directory="run",
    pseudopotentials={"Li": "Li.pbesol-s-rrkjus_psl.0.2.1.UPF", "H": "H.pbe-kjpaw.UPF"},
    input_data={
        "control": {"calculation": "md", "nstep": 20, "dt": 20.0, "tprnfor": True},
        "system": {"ecutwfc": 40, "ecutrho": 240, "input_dft": "pbesol", "nosym": True},
        "electrons": {"conv_thr": 1e-7},
        "ions": {"ion_temperature": "initial", "tempw": 600},
    },
    kpts=(2, 2, 2),
)
atoms.calc = calc
print(atoms.get_potential_energy())
