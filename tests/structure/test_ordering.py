"""Ordered realisations: every published disorder of OBELiX, repeatable, and on real distances."""

from __future__ import annotations

import time

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pymatgen.core import Structure

from pesviz.errors import DisorderError, SettingsError
from pesviz.structure import load
from pesviz.structure.ordering import whole_numbers

HALF = Structure(np.eye(3) * 4, [{"Li": 0.5}, "Cl"], [[0, 0, 0], [0.5, 0.5, 0.5]])


@pytest.mark.slow
def test_every_disordered_structure_of_obelix_is_drawn_or_says_why(shared_data):
    refused, close, n_disordered = [], [], 0
    started = time.process_time()
    for path in sorted((shared_data / "obelix" / "cifs").glob("*.cif")):
        try:
            load(path)
            continue
        except DisorderError:
            n_disordered += 1
        try:
            (crystal,) = load(path, disorder=1, seed=1)
        except DisorderError:
            refused.append(path.stem)
            continue
        lithium = np.flatnonzero(crystal.atoms.numbers == 3)
        distances = crystal.atoms.get_all_distances(mic=True)[np.ix_(lithium, lithium)]
        if len(lithium) > 1 and distances[np.triu_indices(len(lithium), 1)].min() < 1.2:
            close.append(path.stem)
    assert n_disordered == 249
    assert refused in ([], ["9yt"]), "9yt's occupancies put more atoms on overlapping sites than fit"
    assert close == [], "split lithium sites are not occupied together"
    assert time.process_time() - started < 300


def test_the_seed_decides():
    first = load(HALF, disorder=4, seed=3, supercell=(2, 2, 2))
    again = load(HALF, disorder=4, seed=3, supercell=(2, 2, 2))
    other = load(HALF, disorder=4, seed=4, supercell=(2, 2, 2))
    assert [c.atoms.positions.tobytes() for c in first] == [c.atoms.positions.tobytes() for c in again]
    assert [c.atoms.positions.tobytes() for c in first] != [c.atoms.positions.tobytes() for c in other]


def test_the_cell_is_noted():
    crystal, *_ = load(HALF, disorder=2, supercell=(2, 1, 1))
    assert "Supercell 2×1×1: 4 sites." in crystal.notes
    assert "1 of 2" in crystal.notes[-1]
    body_centred = Structure(np.eye(3) * 4, [{"Li": 0.5}, {"Li": 0.5}], [[0, 0, 0], [0.5, 0.5, 0.5]])
    body_centred.append("Cl", [0.5, 0, 0])
    body_centred.append("Cl", [0, 0.5, 0.5])
    crystal, *_ = load(body_centred, disorder=1, primitive=True, supercell=(1, 1, 2))
    assert crystal.notes[:2] == ("Primitive cell: 2 of 4 sites.", "Supercell 1×1×2: 4 sites.")


@pytest.mark.parametrize("cell", [(0, 1, 1), (1, 1), (99, 1, 1), (1.5, 1, 1), "abc", 2])
def test_supercells_that_are_none(cell):
    with pytest.raises(SettingsError, match="supercell"):
        load(HALF, disorder=1, supercell=cell)
    with pytest.raises(SettingsError, match="supercell"):
        load("gallery:LiF", supercell=cell)


@pytest.mark.parametrize("n", [0, -1])
def test_no_realisations(n):
    with pytest.raises(SettingsError):
        load(HALF, disorder=n)


def test_realisations_keep_the_composition():
    half = Structure(np.eye(3) * 4, [{"Li": 0.5}, "Cl"], [[0, 0, 0], [0.5, 0.5, 0.5]])
    drawn = load(half, disorder=5, supercell=(2, 2, 2), seed=1)
    assert all(c.atoms.get_chemical_formula() == "Cl8Li4" for c in drawn)
    assert len({c.atoms.positions.tobytes() for c in drawn}) > 1


@given(
    st.lists(
        st.tuples(
            st.dictionaries(st.sampled_from([3, 11, 17, 35]), st.integers(1, 50), min_size=1, max_size=3),
            st.integers(1, 12),
        ),
        min_size=1,
        max_size=4,
    ),
    st.booleans(),
)
def test_occupancies_are_rounded_group_by_group_and_in_all(drawn, full):
    groups = []
    for parts, n in drawn:
        whole = sum(parts.values()) if full else 200
        groups.append((tuple(sorted((z, k / whole) for z, k in parts.items())), n))
    counts = whole_numbers(groups)
    for (key, n), found in zip(groups, counts, strict=True):
        assert [z for z, _ in found] == [z for z, _ in key]
        assert sum(k for _, k in found) <= n
        if full:
            assert sum(k for _, k in found) == n
    if not full:
        for z in {z for key, _ in groups for z, _ in key}:
            exact = sum(x * n for key, n in groups for y, x in key if y == z)
            assert abs(sum(k for found in counts for y, k in found if y == z) - exact) <= 0.5 + 1e-9


def test_totals_of_elements_survive_many_small_groups():
    thirds = [(((3, 1 / 3),), 1)] * 9
    assert sum(k for found in whole_numbers(thirds) for _, k in found) == 3


def test_split_positions_are_never_occupied_together():
    sites = [[x, 0, 0] for x in np.arange(0, 1, 0.05)]
    chain = Structure(np.diag([20.0, 5, 5]), [{"Li": 0.3}] * 20 + ["Cl"], [*sites, [0.5, 0.5, 0.5]])
    for crystal in load(chain, disorder=10, seed=3):
        lithium = crystal.atoms[crystal.atoms.symbols == "Li"]
        distances = lithium.get_all_distances(mic=True)[np.triu_indices(6, 1)]
        assert len(lithium) == 6
        assert distances.min() >= 1.9, "0.75 of two covalent radii, for this chain is long enough"


def test_repeats_are_said():
    only = Structure(np.eye(3) * 4, [{"Li": 0.9}, "Cl"], [[0, 0, 0], [0.5, 0.5, 0.5]])
    assert "2 repeat others" in load(only, disorder=3)[0].notes[-1]
