"""The gallery against the literature facts it was written from, and as chemistry."""

from __future__ import annotations

import numpy as np
import pytest
import yaml
from pymatgen.core import Composition, Lattice, Structure

from pesviz.errors import StructureReadError
from pesviz.structure import gallery, load
from pesviz.structure.crystal import AS_MEASURED
from tests.golden import golden

FORMULAE = {
    "LiCl-wurtzite": "LiCl",
    "Li3N": "Li3N",
    "LiFePO4": "LiFePO4",
    "LiCoO2": "LiCoO2",
    "Li3OCl": "Li3OCl",
    "Li2Te": "Li2Te",
    "LiI-wurtzite": "LiI",
    "LiBH4": "LiBH4",
    "Li2S": "Li2S",
    "LiF": "LiF",
    "Na3PS4": "Na3PS4",
    "CaF2": "CaF2",
}
SHORTEST_A = {  # shortest distance between two atoms: known bond lengths of these crystals
    "LiCl-wurtzite": (2.30, 2.45),
    "Li3N": (1.90, 2.00),
    "LiFePO4": (1.48, 1.58),
    "LiCoO2": (1.88, 1.96),
    "Li3OCl": (1.93, 1.98),
    "Li2Te": (2.78, 2.86),
    "LiI-wurtzite": (2.68, 2.80),
    "LiBH4": (0.90, 1.30),  # X-ray hydrogens
    "Li2S": (2.44, 2.50),
    "LiF": (1.99, 2.03),
    "Na3PS4": (1.95, 2.10),
    "CaF2": (2.34, 2.38),
}


@pytest.mark.parametrize("entry", gallery(), ids=lambda entry: entry.key)
def test_formula_distances_and_reference(entry):
    crystal = load(f"gallery:{entry.key}", mobile=entry.mobile)
    assert (
        Composition(crystal.atoms.get_chemical_formula()).reduced_formula
        == Composition(FORMULAE[entry.key]).reduced_formula
    )
    distances = crystal.atoms.get_all_distances(mic=True)
    np.fill_diagonal(distances, np.inf)
    low, high = SHORTEST_A[entry.key]
    assert low < distances.min() < high
    assert entry.ref
    assert entry.why
    assert crystal.mobile_species == entry.mobile
    assert crystal.notes[0] == f"From the gallery: {entry.ref}."
    assert (AS_MEASURED in crystal.notes) == entry.relax_first


def test_the_gallery_is_what_its_source_says(shared_data):
    facts = {item["key"]: item for item in yaml.safe_load((shared_data / "structures" / "gallery.yaml").read_text())}
    entries = {entry.key: entry for entry in gallery()}
    assert set(facts) == set(entries) - {"LiCl-wurtzite"}
    for key, fact in facts.items():
        entry = entries[key]
        assert (entry.title, entry.space_group, entry.mobile) == (fact["name"], fact["sg"], fact["mobile"])
        assert (entry.ref, entry.why) == (fact["ref"], fact["why"])
        built = Structure.from_spacegroup(
            fact["sg"],
            Lattice.from_parameters(*fact["abc"], *fact["ang"]),
            [site[0] for site in fact["sites"]],
            [site[1:] for site in fact["sites"]],
            tol=1e-3,
        )
        found = entry.structure()
        assert found.lattice.matrix == pytest.approx(built.lattice.matrix, abs=1e-9)
        assert len(found) == len(built)
        for site in built:  # every atom of the source has one of the gallery in its place
            near = found.get_sites_in_sphere(site.coords, 1e-4)
            assert [other.specie.symbol for other in near] == [site.specie.symbol]


def test_wurtzite_licl_is_the_crystal_of_the_golden_results():
    reference = golden("licl").crystal
    ours = load("gallery:LiCl-wurtzite")
    assert ours.cell == pytest.approx(reference.cell, abs=1e-5)
    assert ours.atoms.get_chemical_symbols() == reference.atoms.get_chemical_symbols()
    shift = ours.atoms.get_scaled_positions() - reference.atoms.get_scaled_positions()
    assert np.abs(shift - np.rint(shift)).max() < 1e-5


def test_the_papers_scores():
    scores = {entry.key: entry.paper_xi for entry in gallery() if entry.paper_xi is not None}
    assert scores == {"LiI-wurtzite": 0.9812, "Li2Te": 0.9712, "LiBH4": 0.9647}


def test_keys_in_any_case_and_unknown_keys():
    assert load("gallery:li3n").name == "Li3N"
    with pytest.raises(StructureReadError, match=r"no 'NaCl'.*Li3N"):
        load("gallery:NaCl")
