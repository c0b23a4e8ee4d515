"""The Materials Project: what is said without package, key or network; documents become crystals."""

from __future__ import annotations

import pytest
from ase import Atoms
from ase.build import bulk
from pymatgen.core import Structure

from pesviz.errors import NetworkError, StructureReadError
from pesviz.structure import load
from pesviz.structure.materials_project import fetch_structure, structure_from_document
from pesviz.structure.readers.files import to_atoms


@pytest.fixture(scope="module")
def salt() -> Atoms:
    return bulk("LiCl", "rocksalt", a=5.13)


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
