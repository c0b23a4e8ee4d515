"""The paper's selection on documents with the fields and types of the Materials Project's summary documents.

The repository has no downloaded documents (no key, no network); these are built by hand in the server's form: element
symbols, band gap in eV, hull energy in eV/atom, null where the server has null.
"""

import json
from types import SimpleNamespace

import pytest
from pymatgen.core import Element, Lattice, Structure

from pesviz.errors import NetworkError, SettingsError, StructureReadError
from pesviz.screening.selection import (
    PAPER,
    Selection,
    fetch_by_id,
    fetch_documents,
    is_transition_metal,
    query,
    read_documents,
    select,
    write_documents,
)


def document(material="mp-1185319", elements=("Cl", "Li"), gap=6.2, hull=0.0, **more):
    structure = Structure(Lattice.cubic(5.1), list(elements)[:2], [[0, 0, 0], [0.5, 0.5, 0.5]])
    return {
        "material_id": material, "formula_pretty": "".join(elements), "elements": list(elements), "nsites": 2,
        "band_gap": gap, "energy_above_hull": hull, "deprecated": False, "structure": structure.as_dict(), **more,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({}, ""),
        ({"gap": 0.5, "hull": 0.05}, ""),  # the limits themselves are in
        ({"gap": 0.4999}, "band gap"),
        ({"gap": None}, "band gap"),
        ({"hull": 0.0501}, "energy above hull"),
        ({"hull": None}, "energy above hull"),
        ({"elements": ("Na", "Cl")}, "no Li"),
        ({"elements": ("Li", "Fe", "O")}, "transition metal"),
        ({"elements": ("Li", "Zn", "S")}, "transition metal"),
        ({"elements": ("Li", "In", "Cl")}, ""),
        ({"deprecated": True}, "deprecated"),
    ],
)
def test_paper_selection(changed, why):
    assert PAPER.refusal(document(**changed)) == why


def test_every_number_is_an_option():
    assert Selection(min_band_gap=7).refusal(document()) == "band gap"
    assert not Selection(min_band_gap=0).refusal(document(gap=0.0))
    assert not Selection(max_e_above_hull=0.2).refusal(document(hull=0.19))
    assert not Selection("Na").refusal(document(elements=("Na", "Cl")))
    assert not Selection(transition_metals=True).refusal(document(elements=("Li", "Fe")))
    assert Selection(exclude=frozenset({"Cl"})).refusal(document()) == "excluded element"
    assert Selection(max_sites=1).refusal(document()) == "sites"


def test_objects_of_the_client_count_like_dictionaries():
    plain = document()
    seen = SimpleNamespace(**{**plain, "elements": [Element("Li"), Element("Cl")]})
    assert select([seen, plain, document("mp-2", gap=0.1)]) == [seen]  # one for each material


def test_transition_metals_are_pymatgens():
    symbols = ("Sc", "Zn", "Y", "La", "Hf", "Hg", "Ce", "Al", "Ga", "In", "Li")
    assert [s for s in symbols if is_transition_metal(s)] == ["Sc", "Zn", "Y", "La", "Hf", "Hg"]


def test_query_asks_the_server_for_the_same():
    assert query(Selection(exclude=frozenset({"U"}), max_sites=50)) == {
        "elements": ["Li"], "band_gap": (0.5, None), "energy_above_hull": (None, 0.05), "deprecated": False,
        "exclude_elements": ["U"], "num_sites": (None, 50),
    }  # fmt: skip


def test_documents_on_disk(tmp_path):
    documents = [document(), SimpleNamespace(**document("mp-2"))]
    write_documents(tmp_path / "d.jsonl.gz", documents)
    found = list(read_documents(tmp_path / "d.jsonl.gz"))
    assert [d["material_id"] for d in found] == ["mp-1185319", "mp-2"]
    assert Structure.from_dict(found[0]["structure"]) == Structure.from_dict(documents[0]["structure"])
    for name, content in (("list.json", found), ("answer.json", {"data": found, "meta": {}})):
        (tmp_path / name).write_text(json.dumps(content))
        assert list(read_documents(tmp_path / name)) == found
    (tmp_path / "x.json").write_text('{"a": 1}')
    with pytest.raises(StructureReadError, match="material_id"):
        list(read_documents(tmp_path / "x.json"))


@pytest.mark.parametrize(
    "options", [{"species": "Lx"}, {"exclude": frozenset({"Q"})}, {"min_band_gap": float("nan")}]
)
def test_wrong_options_are_refused(options):
    with pytest.raises(SettingsError):
        Selection(**options)


def test_without_key_or_package_the_remedy_is_said(monkeypatch):
    monkeypatch.delenv("MP_API_KEY", raising=False)
    for ask in (fetch_documents, lambda: fetch_by_id(["mp-1185319"])):
        with pytest.raises(NetworkError, match="documents"):
            ask()
