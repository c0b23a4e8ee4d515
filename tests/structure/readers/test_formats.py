"""Every format that is claimed: written by its own program's conventions, read from a path and from bytes."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import numpy as np
import pytest
from ase import Atoms
from ase.build import bulk
from ase.io import write
from ase.units import Bohr

from pesviz.errors import StructureReadError
from pesviz.structure import load, load_bytes
from pesviz.structure.readers.formats import TEXT_FORMATS, guess_formats


def crystal() -> Atoms:
    """Return a crystal that is hexagonal, with no site at the origin: mixed-up axes, units and origins are seen."""
    atoms = bulk("LiI", "wurtzite", a=4.514, c=7.311)
    atoms.positions += atoms.cell.array.T @ [0.11, 0.07, 0.05]
    atoms.wrap()
    return atoms


def siesta_xv(atoms: Atoms) -> str:
    kinds = {3: 1, 53: 2}
    rows = [" ".join(f"{x / Bohr:.9f}" for x in (*v, 0, 0, 0)) for v in atoms.cell.array]
    rows.append(str(len(atoms)))
    for z, p in zip(atoms.numbers, atoms.positions, strict=True):
        rows.append(f"{kinds[z]} {z} " + " ".join(f"{x / Bohr:.9f}" for x in (*p, 0, 0, 0)))
    return "\n".join(rows)


def struct_out(atoms: Atoms) -> str:
    rows = [" ".join(f"{x:.9f}" for x in v) for v in atoms.cell.array]
    rows.append(str(len(atoms)))
    for z, s in zip(atoms.numbers, atoms.get_scaled_positions(), strict=True):
        rows.append(f"1 {z} " + " ".join(f"{x:.9f}" for x in s))
    return "\n".join(rows)


def siesta_fdf(atoms: Atoms) -> str:
    species = {"Li": 1, "I": 2}
    vectors = "\n".join(" ".join(f"{x:.9f}" for x in v) for v in atoms.cell.array)
    sites = "\n".join(
        " ".join(f"{x:.9f}" for x in p) + f" {species[s]}"
        for p, s in zip(atoms.positions, atoms.get_chemical_symbols(), strict=True)
    )
    return (
        f"SystemName LiI # a comment\nNumberOfAtoms {len(atoms)}\nNumberOfSpecies 2\nLatticeConstant 1.0 Ang\n"
        f"%block LatticeVectors\n{vectors}\n%endblock LatticeVectors\n"
        "%block ChemicalSpeciesLabel\n 1 3 Li\n 2 53 I\n%endblock ChemicalSpeciesLabel\n"
        "AtomicCoordinatesFormat Ang\n"
        f"%block AtomicCoordinatesAndAtomicSpecies\n{sites}\n%endblock AtomicCoordinatesAndAtomicSpecies\n"
    )


def pw_output(atoms: Atoms) -> str:
    """What pw.x prints before its first iteration: a run that was stopped holds a structure all the same."""
    alat = 4.514
    axes = "\n".join(
        f"               a({i}) = ( {v[0]:.9f} {v[1]:.9f} {v[2]:.9f} )"
        for i, v in enumerate(atoms.cell.array / alat, start=1)
    )
    sites = "\n".join(
        f"         {i}           {s}   tau(   {i}) = (   {p[0]:.9f}   {p[1]:.9f}   {p[2]:.9f}  )"
        for i, (s, p) in enumerate(zip(atoms.get_chemical_symbols(), atoms.positions / alat, strict=True), start=1)
    )
    return (
        "\n     Program PWSCF v.7.4 starts on 30Dec2024 at 16:10:39\n\n"
        "     bravais-lattice index     =            0\n"
        f"     lattice parameter (alat)  =       {alat / Bohr:.4f}  a.u.\n"
        f"     number of atoms/cell      =            {len(atoms)}\n\n"
        f"     celldm(1)= {alat / Bohr:10.6f}  celldm(2)=   0.000000  celldm(3)=   0.000000\n"
        "     celldm(4)=   0.000000  celldm(5)=   0.000000  celldm(6)=   0.000000\n\n"
        f"     crystal axes: (cart. coord. in units of alat)\n{axes}\n\n"
        "   Cartesian axes\n\n     site n.     atom                  positions (alat units)\n"
        f"{sites}\n\n     Self-consistent Calculation\n\n     iteration #  1     ecut=    60.00 Ry     beta= 0.70\n"
    )


def vasprun(atoms: Atoms) -> str:
    names = "".join(f"<rc><c>{s}</c><c>1</c></rc>" for s in atoms.get_chemical_symbols())
    basis = "".join("<v>" + " ".join(f"{x:.9f}" for x in v) + "</v>" for v in atoms.cell.array)
    sites = "".join("<v>" + " ".join(f"{x:.9f}" for x in s) + "</v>" for s in atoms.get_scaled_positions())
    structure = f'<crystal><varray name="basis">{basis}</varray></crystal><varray name="positions">{sites}</varray>'
    return (
        '<?xml version="1.0" encoding="ISO-8859-1"?><modeling>'
        '<kpoints><generation param="Gamma"></generation><varray name="kpointlist"><v>0 0 0</v></varray></kpoints>'
        f'<atominfo><array name="atoms"><set>{names}</set></array></atominfo>'
        f'<structure name="initialpos">{structure}</structure>'
        '<calculation><scstep><energy><i name="e_fr_energy">-1.0</i><i name="e_0_energy">-1.0</i>'
        '<i name="e_wo_entrp">-1.0</i></energy></scstep>'
        f'<structure>{structure}</structure><energy><i name="e_fr_energy">-1.0</i></energy></calculation>'
        "</modeling>"
    )


def elk_geometry(atoms: Atoms) -> str:
    vectors = "\n".join(" ".join(f"{x / Bohr:.9f}" for x in v) for v in atoms.cell.array)
    blocks = []
    for symbol in dict.fromkeys(atoms.get_chemical_symbols()):
        sites = atoms.get_scaled_positions()[atoms.symbols == symbol]
        rows = "\n".join(" ".join(f"{x:.9f}" for x in s) + " 0.0 0.0 0.0" for s in sites)
        blocks.append(f"'{symbol}.in'                                  : spfname\n{len(sites)}\n{rows}")
    return (
        "scale\n 1.0\n\nscale1\n 1.0\n\nscale2\n 1.0\n\nscale3\n 1.0\n\n"
        f"avec\n{vectors}\n\natoms\n{len(blocks)}\n" + "\n".join(blocks) + "\n"
    )


ASE_WRITES = {
    "crystal.cif": ("cif", {}),
    "POSCAR": ("vasp", {}),
    "CONTCAR_relaxed": ("vasp", {"direct": True}),
    "XDATCAR": ("vasp-xdatcar", {}),
    "crystal.xyz": ("extxyz", {}),
    "scf.pwi": ("espresso-in", {"pseudopotentials": {"Li": "Li.upf", "I": "I.upf"}}),
    "scf.in": ("espresso-in", {"pseudopotentials": {"Li": "Li.upf", "I": "I.upf"}}),
    "crystal.lmp": ("lammps-data", {"masses": True, "specorder": ["Li", "I"]}),
    "lammps.data": ("lammps-data", {"masses": True, "specorder": ["I", "Li"], "atom_style": "charge"}),
    "geometry.in": ("aims", {}),
    "run.abi": ("abinit-in", {}),
    "run.in": ("abinit-in", {}),
    "a.arc": ("dmol-arc", {}),
    "a.ascii": ("v-sim", {}),
    "a.car": ("dmol-car", {}),
    "a.cfg": ("cfg", {}),
    "CONFIG": ("dlp4", {}),
    "a.cube": ("cube", {}),
    "a.f34": ("crystal", {}),
    "a.g96": ("gromos", {}),
    "a.gen": ("gen", {}),
    "a.geom": ("castep-geom", {}),
    "a.gro": ("gromacs", {}),
    "a.magres": ("magres", {}),
    "a.md": ("castep-md", {}),
    "a.pdb": ("proteindatabank", {}),
    "a.res": ("res", {}),
    "a.rmc6f": ("rmc6f", {}),
    "input.data": ("runnerdata", {}),
    "a.struct": ("struct", {}),
    "a.xsd": ("xsd", {}),
    "a.xsf": ("xsf", {}),
}
BY_HAND = {
    "run.fdf": siesta_fdf,
    "run.XV": siesta_xv,
    "run.STRUCT_OUT": struct_out,
    "scf.pwo": pw_output,
    "scf.out": pw_output,
    "vasprun.xml": vasprun,
    "GEOMETRY.OUT": elk_geometry,
}
NAMELESS = ["crystal.cif", "POSCAR", "crystal.xyz", "scf.pwi", "crystal.lmp", "geometry.in", "a.xsf"]
DECIMALS = {"a.pdb": 2e-3, "a.gro": 5e-3}
"""What formats with few decimals keep, Å."""


def written(name, folder) -> bytes:
    if name in BY_HAND:
        return BY_HAND[name](crystal()).encode()
    file_format, options = ASE_WRITES[name]
    write(folder / "written", crystal(), format=file_format, **options)
    return (folder / "written").read_bytes()


def neighbours(atoms: Atoms) -> np.ndarray:
    """Sorted distances from Li to I, which no choice of axes or order changes."""
    li, i = np.flatnonzero(atoms.symbols == "Li"), np.flatnonzero(atoms.symbols == "I")
    return np.sort(atoms.repeat(2).get_all_distances(mic=True)[np.ix_(li, np.r_[i, i + len(atoms)])].ravel())


def assert_same(found: Atoms, tolerance: float) -> None:
    expected = crystal()
    assert sorted(found.numbers) == sorted(expected.numbers)
    assert np.allclose(np.sort(found.cell.cellpar()), np.sort(expected.cell.cellpar()), atol=20 * tolerance)
    assert found.get_volume() == pytest.approx(expected.get_volume(), rel=2 * tolerance)
    order = np.argsort(found.numbers, kind="stable")
    expected = expected[np.argsort(expected.numbers, kind="stable")]
    assert np.allclose(neighbours(found[order]), neighbours(expected), atol=3 * tolerance)


@pytest.mark.parametrize("name", [*ASE_WRITES, *BY_HAND])
def test_read_from_path_and_from_bytes(name, tmp_path):
    data = written(name, tmp_path)
    tolerance = DECIMALS.get(name, 1e-4)
    uploaded = load_bytes(data, f"../elsewhere/{name}")
    assert_same(uploaded.atoms, tolerance)
    (tmp_path / name).write_bytes(data)
    assert_same(load(tmp_path / name).atoms, tolerance)
    assert uploaded.mobile_species == "Li"


@pytest.mark.parametrize("name", [*NAMELESS, "run.fdf", "scf.pwo", "vasprun.xml"])
def test_found_by_content_alone(name, tmp_path):
    assert_same(load_bytes(written(name, tmp_path), "upload").atoms, 1e-4)


def test_every_format_is_tested():
    tested = {form for form, _ in ASE_WRITES.values()} - {"vasp"}
    tested |= {guess_formats(name, "")[0] for name in BY_HAND}
    assert TEXT_FORMATS - tested == {"json", "poscar"}, "JSON has its own tests; POSCAR is ASE's vasp"


def test_the_last_frame_is_taken_and_said(tmp_path):
    first, last = crystal(), crystal()
    first.set_cell(first.cell * 1.1, scale_atoms=True)
    write(tmp_path / "run.xyz", [first, first, last], format="extxyz")
    found = load(tmp_path / "run.xyz")
    assert_same(found.atoms, 1e-4)
    assert found.notes == ("The last of 3 frames in the file.",)


def test_the_first_block_of_a_cif_is_taken_and_said(tmp_path):
    data = written("crystal.cif", tmp_path)
    both = data + data.replace(b"data_image0", b"data_image1")
    found = load_bytes(both, "two.cif")
    assert_same(found.atoms, 1e-4)
    assert found.notes == ("The first of 2 structures in the file.",)


@pytest.mark.parametrize("blank", ["\n", " ", "\t\n", " 1", "a\n", "data_\n"])
def test_guessing_takes_no_time_on_hostile_text(blank):
    import time

    text = blank * (2_000_000 // len(blank))
    start = time.process_time()
    guess_formats("upload", text)
    assert time.process_time() - start < 1.0


_FORBIDDEN = (
    "subprocess.Popen",
    "os.system",
    "os.exec",
    "os.posix_spawn",
    "os.fork",
    "pickle.find_class",
    "socket.connect",
)
_watched: list[tuple[str, str]] | None = None


def _watch(event, arguments):
    if _watched is None:
        return
    if event in _FORBIDDEN:
        _watched.append((event, repr(arguments)[:200]))
    if event == "open" and isinstance(arguments[0], str) and isinstance(arguments[1], str):
        _watched.append((f"open {arguments[1]}", arguments[0]))


@pytest.fixture
def watched(monkeypatch):
    """What Python's audit hooks see while a file from outside is read."""
    sys.addaudithook(_watch)  # stays for good, and does nothing outside this fixture
    seen: list[tuple[str, str]] = []

    def start():
        monkeypatch.setattr(sys.modules[__name__], "_watched", seen)
        return seen

    return start


@pytest.mark.parametrize("name", [*ASE_WRITES, *BY_HAND])
def test_reading_starts_nothing_and_writes_only_to_its_own_folder(name, tmp_path, watched):
    data = written(name, tmp_path)
    load_bytes(data, name)  # imports happen here, unwatched
    seen = watched()
    load_bytes(data, name)
    own = str(Path(tempfile.gettempdir()) / "pesviz-read-")
    strange = [
        (event, what)
        for event, what in seen
        if not event.startswith("open") or (event != "open r" and event != "open rb" and not what.startswith(own))
    ]
    assert strange == []


def test_a_reader_that_starts_a_program_is_not_reached(watched):
    vectors = "\n".join(" ".join(f"{x:.9f}" for x in v) for v in crystal().cell.array)
    data = f"%BLOCK LATTICE_CART\n{vectors}\n%ENDBLOCK LATTICE_CART\n%BLOCK POSITIONS_FRAC\nLi 0 0 0\nI 0.5 0.5 0.5\n"
    data = f"{data}%ENDBLOCK POSITIONS_FRAC\n".encode()  # ASE's reader of it runs `castep --version`
    seen = watched()
    for file_format in (None, "castep-cell"):
        with pytest.raises(StructureReadError):
            load_bytes(data, "a.cell", format=file_format)
    assert not [event for event, _ in seen if not event.startswith("open")]
