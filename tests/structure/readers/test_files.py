"""Formats beyond the common ones, elements that a file does not name, and text made to hang a reader."""

from __future__ import annotations

import io
import json
import time

import numpy as np
import pytest
from ase import Atoms
from ase.build import bulk
from ase.io import write
from ase.units import Bohr

from pesviz.errors import PesvizError, StructureError, StructureReadError
from pesviz.structure import load, load_bytes
from pesviz.structure.readers.files import read_bytes


@pytest.fixture(scope="module")
def salt() -> Atoms:
    return bulk("LiCl", "rocksalt", a=5.13, cubic=True)


def same(crystal, atoms) -> None:
    assert crystal.mobile_species == "Li"
    assert sorted(crystal.atoms.numbers) == sorted(atoms.numbers)
    assert crystal.volume == pytest.approx(atoms.get_volume(), rel=1e-3)
    found = crystal.atoms.get_all_distances(mic=True)[0]
    assert np.sort(found) == pytest.approx(np.sort(atoms.get_all_distances(mic=True)[0]), abs=5e-3)


PWSCF = """
     Program PWSCF v.7.2 starts on  1Jan2026 at 10: 0: 0

     bravais-lattice index     =            0
     lattice parameter (alat)  =  {alat:.8f}  a.u.
     unit-cell volume          =  {volume:.4f} (a.u.)^3
     number of atoms/cell      =            {n}
     number of atomic types    =            2

     celldm(1)= {alat:.8f}  celldm(2)=   0.000000  celldm(3)=   0.000000
     celldm(4)=   0.000000  celldm(5)=   0.000000  celldm(6)=   0.000000

     crystal axes: (cart. coord. in units of alat)
               a(1) = (   1.000000   0.000000   0.000000 )
               a(2) = (   0.000000   1.000000   0.000000 )
               a(3) = (   0.000000   0.000000   1.000000 )

   Cartesian axes

     site n.     atom                  positions (alat units)
{sites}

     number of k points=     1
                       cart. coord. in units 2pi/alat
        k(    1) = (   0.0000000   0.0000000   0.0000000), wk =   2.0000000

!    total energy              =     -60.00000000 Ry
"""


def pwscf(atoms: Atoms) -> str:
    sites = "\n".join(
        f"         {i + 1}           {s:2s}  tau({i + 1:4d}) = (  {p[0]:.7f}  {p[1]:.7f}  {p[2]:.7f}  )"
        for i, (s, p) in enumerate(zip(atoms.symbols, scaled(atoms), strict=True))
    )
    side = atoms.cell.lengths()[0] / Bohr
    return PWSCF.format(alat=side, volume=side**3, n=len(atoms), sites=sites)


def scaled(atoms: Atoms) -> np.ndarray:
    return atoms.get_scaled_positions()


def written(atoms: Atoms, file_format: str) -> str:
    text = io.StringIO()
    write(text, atoms, format=file_format)
    return text.getvalue()


@pytest.mark.parametrize(
    ("name", "text_of"),
    [
        ("salt.pwo", pwscf),
        ("salt.out", pwscf),
        ("no-suffix", pwscf),
        ("salt.pdb", lambda a: written(a, "proteindatabank")),
        ("salt.gen", lambda a: written(a, "gen")),
        ("salt.xsf", lambda a: written(a, "xsf")),
        ("salt.extxyz", lambda a: written(a, "extxyz")),
        ("no-suffix-either", lambda a: written(a, "extxyz")),
    ],
)
def test_further_formats(name, text_of, salt, tmp_path):
    text = text_of(salt)
    same(load_bytes(text.encode(), name), salt)
    (tmp_path / name).write_text(text)
    same(load(tmp_path / name), salt)


@pytest.mark.parametrize(
    ("name", "file_format"), [("salt.cube", "cube"), ("salt.res", "res"), ("salt.struct", "struct")]
)
def test_formats_that_ase_writes_to_paths_only(name, file_format, salt, tmp_path):
    write(tmp_path / name, salt, format=file_format)
    same(load(tmp_path / name), salt)
    same(load_bytes((tmp_path / name).read_bytes(), name), salt)


LAMMPS = "x\n\n2 atoms\n2 atom types\n0 5 xlo xhi\n0 5 ylo yhi\n0 5 zlo zhi\n\n{masses}Atoms{style}\n\n{rows}\n"
MASSES = "Masses\n\n1 6.94\n2 35.45\n\n"


@pytest.mark.parametrize("style", ["", " # atomic"])
def test_lammps_without_masses_is_not_hydrogen_and_helium(style, tmp_path):
    text = LAMMPS.format(masses="", style=style, rows="1 1 0 0 0\n2 2 2.5 2.5 2.5")
    with pytest.raises(StructureReadError, match="no masses"):
        load_bytes(text.encode(), "salt.lmp")
    (tmp_path / "salt.lmp").write_text(text)
    with pytest.raises(StructureReadError, match="no masses"):
        load(tmp_path / "salt.lmp")


@pytest.mark.parametrize(
    ("style", "rows"),
    [
        ("", "1 1 0 0 0\n2 2 2.5 2.5 2.5"),
        ("", "1 1 1.0 0 0 0\n2 2 -1.0 2.5 2.5 2.5"),
        (" # charge", "1 1 1.0 0 0 0\n2 2 -1.0 2.5 2.5 2.5"),
        (" # full", "1 1 1 1.0 0 0 0\n2 1 2 -1.0 2.5 2.5 2.5"),
        ("", "1 1 1 1.0 0 0 0\n2 1 2 -1.0 2.5 2.5 2.5"),
    ],
)
def test_lammps_atom_styles(style, rows):
    crystal = load_bytes(LAMMPS.format(masses=MASSES, style=style, rows=rows).encode(), "salt.lmp")
    assert crystal.atoms.get_chemical_symbols() == ["Li", "Cl"]
    assert crystal.atoms.get_distance(0, 1) == pytest.approx(2.5 * 3**0.5)


POSCAR = "{title}\n1.0\n4 0 0\n0 4 0\n0 0 4\n{symbols}1 1\nDirect\n0 0 0\n.5 .5 .5\n"


@pytest.mark.parametrize("title", ["my cell", "LiCl"])
def test_a_poscar_without_elements_is_not_hydrogen_and_helium(title, tmp_path):
    text = POSCAR.format(title=title, symbols="")
    with pytest.raises(StructureReadError, match="does not name its elements"):
        load_bytes(text.encode(), "POSCAR")
    (tmp_path / "POSCAR").write_text(text)
    with pytest.raises(StructureReadError, match="does not name its elements"):
        load(tmp_path / "POSCAR")


@pytest.mark.parametrize("name", ["poscar", "vasp", "VASP"])
def test_a_format_can_be_asked_for(name):
    data = POSCAR.format(title="x", symbols="Li Cl\n").encode()
    assert load_bytes(data, "upload", format=name).formula == "LiCl"


@pytest.mark.parametrize("name", ["traj", "json-rpc", "py", "db", "bundletrajectory", "../cif"])
def test_no_other_format_is_read_from_bytes(name):
    with pytest.raises(StructureReadError):
        read_bytes(b"x = 1", "x", file_format=name)


def test_sites_without_an_element():
    sites = [{"species": [{"element": e, "occu": 1}], "abc": [x] * 3} for e, x in (("Xx", 0), ("Li", 0.5))]
    data = json.dumps({"lattice": {"matrix": (4 * np.eye(3)).tolist()}, "sites": sites}).encode()
    with pytest.raises(StructureError, match="no chemical element"):
        load_bytes(data, "x.json")


@pytest.mark.parametrize(
    "text",
    ["x" + "\n" * 200_000 + "x", "1" * 200_000, " " * 200_000 + "x", "[" * 100_000, "{" * 100_000, "1\n" * 50_000],
)
def test_hostile_text_is_refused_at_once(text):
    started = time.process_time()
    with pytest.raises(PesvizError):
        load_bytes(text.encode(), "upload.txt")
    assert time.process_time() - started < 5


def test_a_name_with_a_null_character(tmp_path):
    with pytest.raises(StructureReadError, match="cannot be read"):
        load(f"{tmp_path}/a\0b.cif")
