"""Reading every format that is claimed, from paths and from bytes; what is refused, and how it is said."""

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
    NetworkError,
    NoMobileIonError,
    NotPeriodicError,
    OverlapError,
    PesvizError,
    SettingsError,
    StructureError,
    StructureReadError,
)
from pesviz.structure import gallery, load, load_bytes, load_realisations, propose_mobile, validate
from pesviz.structure.materials_project import fetch_structure, structure_from_document
from pesviz.structure.reading import to_atoms

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


FORMATS = {
    "salt.cif": ("cif", {}),
    "POSCAR": ("vasp", {}),
    "CONTCAR_final": ("vasp", {}),
    "salt.vasp": ("vasp", {"direct": True}),
    "salt.xyz": ("extxyz", {}),
    "salt.XV": ("siesta-xv", {}),
    "salt.pwi": ("espresso-in", {"pseudopotentials": {"Li": "Li.upf", "Cl": "Cl.upf"}}),
    "salt.lmp": ("lammps-data", {"masses": True, "specorder": ["Li", "Cl"]}),
    "salt.gen": ("gen", {}),
    "salt.xsf": ("xsf", {}),
}


@pytest.mark.parametrize("name", FORMATS)
def test_formats_from_path_and_from_bytes(name, salt, tmp_path):
    file_format, options = FORMATS[name]
    try:
        data = text_of(salt, name, file_format, tmp_path, **options)
    except (ValueError, NotImplementedError):  # ASE reads this format but does not write it
        data = siesta_xv(salt)
        (tmp_path / name).write_bytes(data)
    same(load(tmp_path / name), salt)
    same(load_bytes(data, name), salt)


def siesta_xv(atoms) -> bytes:
    from ase.units import Bohr

    rows = [" ".join(f"{x / Bohr:.9f}" for x in (*v, 0, 0, 0)) for v in atoms.cell.array]
    rows.append(str(len(atoms)))
    kinds = {3: 1, 17: 2}
    rows += [
        f"{kinds[z]} {z} " + " ".join(f"{x / Bohr:.9f}" for x in (*p, 0, 0, 0))
        for z, p in zip(atoms.numbers, atoms.positions, strict=True)
    ]
    return "\n".join(rows).encode()


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


def test_mobile_species_asked_or_proposed(salt):
    assert load(salt, mobile="cl").mobile_indices == (1,)
    assert propose_mobile(load("gallery:Na3PS4").atoms)[0] == "Na"
    assert propose_mobile(load("gallery:CaF2").atoms)[:2] == ["Ca", "F"]
    assert gallery()[-1].crystal().mobile_species == "F"
    with pytest.raises(NoMobileIonError, match=r"no Na.*Li, Cl"):
        load(salt, mobile="Na")
    with pytest.raises(NoMobileIonError, match="not a chemical element"):
        load(salt, mobile="Xx")
    with pytest.raises(NoMobileIonError, match="None of the elements"):
        load(bulk("SiC", "zincblende", a=4.36))
    with pytest.raises(NoMobileIonError):
        load(bulk("Li"))
    with pytest.raises(NoMobileIonError, match="without a framework"):
        load(bulk("Li"), mobile="Li")


def test_primitive_and_supercell():
    conventional = load("gallery:Li2S")
    primitive = load("gallery:Li2S", primitive=True)
    assert (len(conventional.atoms), len(primitive.atoms)) == (12, 3)
    assert "Primitive cell: 3 of 12 atoms." in primitive.notes
    assert primitive.mobile_indices == tuple(np.flatnonzero(primitive.atoms.numbers == 3))
    large = load("gallery:Li2S", primitive=True, supercell=(2, 1, 3))
    assert len(large.atoms) == 18
    assert large.volume == pytest.approx(6 * primitive.volume)
    for wrong in ((0, 1, 1), (1, 1), (99, 1, 1)):
        with pytest.raises(SettingsError):
            load("gallery:Li2S", supercell=wrong)


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


def test_ordered_realisations_are_whole_and_reproducible(shared_data):
    disordered = shared_data / "obelix" / "cifs"
    tried = 0
    for path in sorted(disordered.glob("*.cif"))[:60]:
        try:
            load(path)
            continue
        except DisorderError:
            tried += 1
        first, second = load_realisations(path, 2, seed=7)
        assert "seed 7" in first.notes[-1]
        again = load_realisations(path, 2, seed=7)
        assert np.array_equal(first.atoms.positions, again[0].atoms.positions)
        assert np.array_equal(first.atoms.numbers, again[0].atoms.numbers)
        assert len(first.atoms) == len(second.atoms)
        validate(first.atoms)
    assert tried > 20


def test_realisations_keep_the_composition():
    half = Structure(np.eye(3) * 4, [{"Li": 0.5}, "Cl"], [[0, 0, 0], [0.5, 0.5, 0.5]])
    drawn = load_realisations(half, 5, supercell=(2, 2, 2), seed=1)
    assert all(c.atoms.get_chemical_formula() == "Cl8Li4" for c in drawn)
    assert len({c.atoms.positions.tobytes() for c in drawn}) > 1


def test_kahle_structures_are_read(shared_data):
    import csv

    with (shared_data / "kahle2020" / "kahle.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 116
    for row in rows:
        crystal = load_bytes(row["structure"].encode(), "kahle.json")
        assert crystal.mobile_species == "Li"


def test_gallery_is_chemistry():
    expected = {"Li3N": 4, "LiFePO4": 28, "LiCoO2": 12, "LiBH4": 24, "CaF2": 12, "LiCl-wurtzite": 4, "Na3PS4": 16}
    entries = {e.key: e for e in gallery()}
    assert len(entries) == 12
    for key, n in expected.items():
        crystal = entries[key].crystal()
        assert len(crystal.atoms) == n
        validate(crystal.atoms)
    assert entries["LiI-wurtzite"].paper_xi == 0.9812
    assert [k for k, e in entries.items() if e.relax_first] == ["LiBH4"]


def test_materials_project_without_package_key_or_network(monkeypatch):
    monkeypatch.delenv("MP_API_KEY", raising=False)
    with pytest.raises(NetworkError, match=r"mp-api|MP_API_KEY"):
        load("mp:mp-1185319")
    with pytest.raises(StructureReadError, match="no Materials Project id"):
        fetch_structure("../../etc")


def test_materials_project_documents_offline(salt):
    structure = Structure(salt.cell.array, ["Li", "Cl"], salt.get_scaled_positions())
    for document in ({"structure": structure}, {"structure": structure.as_dict()}):
        assert to_atoms(structure_from_document(document)).get_chemical_formula() == "ClLi"
    with pytest.raises(StructureReadError, match="no structure"):
        structure_from_document({"material_id": "mp-1"})
