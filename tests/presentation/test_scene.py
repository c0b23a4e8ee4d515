"""The depicted crystal: bonds, images on the faces, legend; all of it plain JSON."""

from __future__ import annotations

import json

import numpy as np
import pytest
from ase import Atoms
from ase.build import bulk

from pesviz.presentation.scene import drawn_atoms, element_colour, scene_of
from pesviz.structure.crystal import Crystal


def crystal(atoms: Atoms, mobile: str) -> Crystal:
    indices = tuple(i for i, symbol in enumerate(atoms.get_chemical_symbols()) if symbol == mobile)
    return Crystal(atoms, mobile, indices)


@pytest.fixture
def rock_salt() -> Crystal:
    return crystal(bulk("LiCl", "rocksalt", a=5.13, cubic=True), "Li")


def test_scene_is_plain_json(rock_salt):
    scene = scene_of(rock_salt)
    assert json.loads(json.dumps(scene)) == scene
    assert scene["mobile"] == "Li"
    assert [entry["symbol"] for entry in scene["legend"]] == ["Li", "Cl"]
    assert scene["legend"][0] == {
        "symbol": "Li",
        "name": "Lithium",
        "colour": element_colour("Li"),
        "count": 4,
        "mobile": True,
    }


def test_jmol_colours():
    assert element_colour("O") == "#ff0d0d"
    assert element_colour("Li") == "#cc80ff"


def test_corner_atoms_appear_on_all_corners(rock_salt):
    drawn = drawn_atoms(scene_of(rock_salt))
    # face-centred cations: 8 corners and 6 faces; anions: 12 edges and the centre
    symbols = [rock_salt.atoms[n].symbol for n, _ in drawn]
    assert symbols.count("Li") == 14
    assert symbols.count("Cl") == 13


def test_two_cells_hold_eight_times_the_inner_atoms():
    inside = crystal(Atoms("Li", scaled_positions=[[0.3, 0.4, 0.6]], cell=[4, 5, 6], pbc=True), "Li")
    assert len(drawn_atoms(scene_of(inside), 1)) == 1
    assert len(drawn_atoms(scene_of(inside), 2)) == 8


def test_atoms_a_hair_below_a_face_count_as_on_it():
    atoms = Atoms("Li", scaled_positions=[[0.5, 0.5, 0.9999]], cell=[4, 4, 4], pbc=True)
    assert {shift for _, shift in drawn_atoms(scene_of(crystal(atoms, "Li")))} == {(0, 0, -1), (0, 0, 0)}


def test_each_bond_is_listed_once_with_its_true_length(rock_salt):
    scene = scene_of(rock_salt)
    assert len(scene["bonds"]) == 24  # six neighbours for each of four cations
    places = np.array([atom["fractional"] for atom in scene["atoms"]])
    for i, j, *shift, length in scene["bonds"]:
        vector = (places[j] + shift - places[i]) @ rock_salt.cell
        assert np.linalg.norm(vector) == pytest.approx(length, abs=1e-3)
        assert length == pytest.approx(5.13 / 2, abs=1e-3)
        assert {rock_salt.atoms[i].symbol, rock_salt.atoms[j].symbol} == {"Li", "Cl"}


def test_close_metals_in_a_compound_are_not_bonded():
    atoms = Atoms("LiLiO", positions=[[0, 0, 0], [2.2, 0, 0], [1.1, 1.5, 0]], cell=[8, 8, 8], pbc=True)
    pairs = {(i, j) for i, j, *_ in scene_of(crystal(atoms, "Li"))["bonds"]}
    assert pairs == {(0, 2), (1, 2)}


def test_a_metal_keeps_its_bonds():
    assert scene_of(crystal(bulk("Li", "bcc", a=3.0, cubic=True), "Li"))["bonds"]


def test_only_the_chosen_ions_are_mobile():
    atoms = bulk("LiCl", "rocksalt", a=5.13, cubic=True)
    scene = scene_of(Crystal(atoms, "Li", (0,)))
    assert [atom["index"] for atom in scene["atoms"] if atom["mobile"]] == [0]
