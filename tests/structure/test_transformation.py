"""Primitive cells and supercells keep the crystal."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pymatgen.core import Composition

from pesviz.errors import SettingsError
from pesviz.structure import gallery, load
from pesviz.structure.transformation import primitive_cell, supercell


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


@settings(max_examples=15)
@given(st.sampled_from([e.key for e in gallery()]), st.tuples(*[st.integers(1, 2)] * 3))
def test_composition_density_and_neighbours_are_kept(key, repeat):
    atoms = load(f"gallery:{key}").atoms
    larger, note = supercell(atoms, repeat)
    smaller, _ = primitive_cell(larger)
    for found in (larger, smaller):
        assert Composition(found.get_chemical_formula()).reduced_formula == (
            Composition(atoms.get_chemical_formula()).reduced_formula
        )
        assert len(found) / found.get_volume() == pytest.approx(len(atoms) / atoms.get_volume(), rel=1e-6)
        assert nearest(found) == pytest.approx(nearest(atoms), abs=1e-4)
    assert len(smaller) <= len(atoms)
    assert f"{len(larger)} atoms" in note


def nearest(atoms) -> float:
    distances = atoms.repeat(2).get_all_distances(mic=True)
    return float(distances[distances > 0].min())
