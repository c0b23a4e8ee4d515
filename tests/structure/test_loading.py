"""From whatever a person has to a crystal; what is refused, and how it is said."""

from __future__ import annotations

import gzip
import json
import pickle

import numpy as np
import pytest
from ase import Atoms
from ase.build import bulk, fcc111, molecule
from ase.io import write
from hypothesis import given, settings
from hypothesis import strategies as st
from pymatgen.core import Structure

from pesviz.errors import (
    DisorderError,
    NotPeriodicError,
    OverlapError,
    PesvizError,
    StructureError,
    StructureReadError,
)
from pesviz.structure import load, load_bytes, validate

FDF = """
SystemName          lithium chloride
NumberOfAtoms       2
NumberOfSpecies     2
LatticeConstant     5.13 Ang
%block LatticeVectors
 0.0 0.5 0.5
 0.5 0.0 0.5
 0.5 0.5 0.0
%endblock LatticeVectors
%block ChemicalSpeciesLabel
 1  3 Li
 2 17 Cl
%endblock ChemicalSpeciesLabel
AtomicCoordinatesFormat Fractional
%block AtomicCoordinatesAndAtomicSpecies
 0.0 0.0 0.0 1
 0.5 0.5 0.5 2
%endblock AtomicCoordinatesAndAtomicSpecies
"""


@pytest.fixture(scope="module")
def salt() -> Atoms:
    return bulk("LiCl", "rocksalt", a=5.13)


def same(crystal, atoms) -> None:
    assert sorted(crystal.atoms.numbers) == sorted(atoms.numbers)
    assert crystal.atoms.get_volume() == pytest.approx(atoms.get_volume(), rel=1e-4)
    assert crystal.mobile_species == "Li"
    distance = crystal.atoms.get_distance(0, 1, mic=True)
    assert distance == pytest.approx(atoms.get_distance(0, 1, mic=True), abs=1e-3)


def text_of(salt, name, file_format, tmp_path, **options) -> bytes:
    path = tmp_path / name
    write(path, salt, format=file_format, **options)
    return path.read_bytes()


def test_siesta_fdf(salt, tmp_path):
    same(load_bytes(FDF.encode(), "input.fdf"), salt)
    bohr = FDF.replace("5.13 Ang", f"{5.13 / 0.529177210544:.8f} Bohr")
    same(load_bytes(bohr.encode(), "anything"), salt)
    (tmp_path / "salt.fdf").write_text(FDF)
    same(load(tmp_path / "salt.fdf"), salt)


def test_an_fdf_may_not_reach_for_other_files(tmp_path):
    (tmp_path / "secret").write_text("LatticeConstant 1 Ang")
    with pytest.raises(StructureReadError, match="includes other files"):
        load_bytes(f"%include {tmp_path / 'secret'}\n{FDF}".encode(), "input.fdf")


def test_pymatgen_json_and_compression(salt, tmp_path):
    structure = load(salt).atoms
    data = json.dumps(Structure(structure.cell.array, ["Li", "Cl"], structure.get_scaled_positions()).as_dict())
    same(load_bytes(data.encode(), "salt.json"), salt)
    same(load_bytes(gzip.compress(data.encode()), "salt.json.gz"), salt)
    (tmp_path / "salt.json").write_text(data)
    same(load(tmp_path / "salt.json"), salt)


def test_json_imports_nothing(tmp_path):
    marker = tmp_path / "executed"
    evil = {
        "@module": "os",
        "@class": "system",
        "lattice": {"matrix": np.eye(3).tolist()},
        "sites": [],
        "x": str(marker),
    }
    with pytest.raises(PesvizError):
        load_bytes(json.dumps(evil).encode(), "evil.json")
    assert not marker.exists()


def test_a_pickle_is_not_unpickled(tmp_path):
    marker = tmp_path / "executed"

    class Evil:
        def __reduce__(self):
            return (open, (str(marker), "w"))

    for name in ("evil.pkl", "evil.traj", "evil.cif", "evil", "evil.json"):
        with pytest.raises(StructureReadError):
            load_bytes(pickle.dumps(Evil()), name)
        (tmp_path / name).write_bytes(pickle.dumps(Evil(), protocol=0))
        with pytest.raises(PesvizError):
            load(tmp_path / name)
    assert not marker.exists()


def test_names_from_outside_are_no_paths(salt, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    data = text_of(salt, "ok.cif", "cif", tmp_path)
    crystal = load_bytes(data, "../../../etc/cron.d/x.cif")
    assert crystal.name == "x"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["ok.cif"]


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"", "empty.cif"),
        (b"  \n ", "blank.cif"),
        (b"hello world", "note.cif"),
        (b"\x00\x01\x02" * 50, "noise.cif"),
        (b"data_x\n_cell_length_a 3\n", "short.cif"),
        (b"{}", "empty.json"),
        (b"{not json", "bad.json"),
        (b"\x1f\x8b broken", "x.cif.gz"),
        (b"LiCl\n1.0\n1 0 0\n", "POSCAR"),
        (b"5\nLattice\nLi 0 0 0\n", "cut.xyz"),
        (bytes(range(256)), "photo.png"),
    ],
)
def test_nonsense_gets_a_sentence_and_a_remedy(data, name, tmp_path):
    with pytest.raises(StructureReadError) as caught:
        load_bytes(data, name)
    assert caught.value.problem.endswith(".")
    assert caught.value.remedy.startswith(("Give", "Compress", "Write"))
    (tmp_path / name).write_bytes(data)
    with pytest.raises(StructureReadError):
        load(tmp_path / name)


@settings(max_examples=60)
@given(st.binary(max_size=300))
def test_any_bytes_are_refused_or_read(data):
    try:
        load_bytes(data, "anything.cif")
    except PesvizError:
        return


def test_missing_files_and_folders(tmp_path):
    with pytest.raises(StructureReadError, match="cannot be read"):
        load(tmp_path / "none.cif")
    with pytest.raises(StructureReadError, match="folder"):
        load(tmp_path)
    with pytest.raises(StructureReadError, match="Choose one of: LiCl-wurtzite"):
        load("gallery:Unobtainium")


def test_molecules_slabs_overlaps_and_absurd_cells(salt):
    with pytest.raises(NotPeriodicError, match="no complete cell"):
        load(molecule("LiF"))
    boxed = molecule("LiF", cell=[14, 14, 14], pbc=True)
    with pytest.raises(NotPeriodicError, match="without atoms along"):
        load(boxed)
    slab = fcc111("Ag", (2, 2, 3), vacuum=12)
    slab.pbc = True
    with pytest.raises(NotPeriodicError, match="slab"):
        validate(slab)
    close = salt.copy()
    close.positions[1] = close.positions[0] + [0.3, 0, 0]
    with pytest.raises(OverlapError, match=r"Atoms \d \(Li\) and \d \(Cl\)|0.30 Å"):
        load(close)
    image = Atoms("LiCl", scaled_positions=[[0.01, 0.5, 0.5], [0.99, 0.5, 0.5]], cell=[5, 5, 5], pbc=True)
    with pytest.raises(OverlapError, match=r"0\.10 Å"):
        load(image)
    squeezed = salt.copy()
    squeezed.set_cell(squeezed.cell * 0.37, scale_atoms=True)
    with pytest.raises(StructureError, match="per atom"):
        load(squeezed)
    broken = salt.copy()
    broken.positions[0, 0] = np.nan
    with pytest.raises(StructureError, match="not numbers"):
        load(broken)
    with pytest.raises(StructureError, match="no atoms"):
        validate(Atoms(cell=np.eye(3), pbc=True))


def test_partial_occupancy_is_refused_with_the_sites(shared_data):
    half = Structure(np.eye(3) * 4, [{"Li": 0.5, "Na": 0.3}, "Cl"], [[0, 0, 0], [0.5, 0.5, 0.5]])
    with pytest.raises(DisorderError, match=r"1 of 2 sites.*0.5 Li \+ 0.3 Na.*--disorder"):
        load(half)
    obelix = sorted((shared_data / "obelix" / "cifs").glob("*.cif"))
    counts = {"read": 0, "disordered": 0}
    for path in obelix:
        try:
            load(path)
            counts["read"] += 1
        except DisorderError:
            counts["disordered"] += 1
    assert counts == {"read": 72, "disordered": 249}


def test_kahle_structures_are_read(shared_data):
    import csv

    with (shared_data / "kahle2020" / "kahle.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 116
    for row in rows:
        crystal = load_bytes(row["structure"].encode(), "kahle.json")
        assert crystal.mobile_species == "Li"
