"""Ordered realisations: every published disorder of OBELiX, repeatable, and on real distances."""

from __future__ import annotations

import time

import numpy as np
import pytest
from pymatgen.core import Structure

from pesviz.errors import DisorderError, SettingsError
from pesviz.structure import load, load_realisations

HALF = Structure(np.eye(3) * 4, [{"Li": 0.5}, "Cl"], [[0, 0, 0], [0.5, 0.5, 0.5]])


@pytest.mark.slow
def test_every_disordered_structure_of_obelix_is_drawn_or_says_why(shared_data):
    refused, close, n_disordered = [], [], 0
    started = time.perf_counter()
    for path in sorted((shared_data / "obelix" / "cifs").glob("*.cif")):
        try:
            load(path)
            continue
        except DisorderError:
            n_disordered += 1
        try:
            (crystal,) = load_realisations(path, 1, seed=1)
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
    assert time.perf_counter() - started < 300


def test_the_seed_decides():
    first = load_realisations(HALF, 4, seed=3, supercell=(2, 2, 2))
    again = load_realisations(HALF, 4, seed=3, supercell=(2, 2, 2))
    other = load_realisations(HALF, 4, seed=4, supercell=(2, 2, 2))
    assert [c.atoms.positions.tobytes() for c in first] == [c.atoms.positions.tobytes() for c in again]
    assert [c.atoms.positions.tobytes() for c in first] != [c.atoms.positions.tobytes() for c in other]


def test_the_cell_is_noted():
    crystal, *_ = load_realisations(HALF, 2, supercell=(2, 1, 1))
    assert "Supercell 2×1×1: 4 sites." in crystal.notes
    assert "1 of 2" in crystal.notes[-1]
    body_centred = Structure(np.eye(3) * 4, [{"Li": 0.5}, {"Li": 0.5}], [[0, 0, 0], [0.5, 0.5, 0.5]])
    body_centred.append("Cl", [0.5, 0, 0])
    body_centred.append("Cl", [0, 0.5, 0.5])
    crystal, *_ = load_realisations(body_centred, 1, primitive=True, supercell=(1, 1, 2))
    assert crystal.notes[:2] == ("Primitive cell: 2 of 4 sites.", "Supercell 1×1×2: 4 sites.")


@pytest.mark.parametrize("cell", [(0, 1, 1), (1, 1), (99, 1, 1), (1.5, 1, 1), "abc", 2])
def test_supercells_that_are_none(cell):
    with pytest.raises(SettingsError, match="supercell"):
        load_realisations(HALF, 1, supercell=cell)
    with pytest.raises(SettingsError, match="supercell"):
        load("gallery:LiF", supercell=cell)


@pytest.mark.parametrize("n", [0, -1])
def test_no_realisations(n):
    with pytest.raises(SettingsError):
        load_realisations(HALF, n)
