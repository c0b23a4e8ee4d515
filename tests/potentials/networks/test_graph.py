"""Bonds of periodic structures."""

from __future__ import annotations

import numpy as np
import pytest
from ase import Atoms
from ase.neighborlist import neighbor_list

from pesviz.potentials.networks.graph import _periodic_pairs, half_neighbours


@pytest.mark.parametrize("cutoff", [2.0, 5.0, 6.0])
def test_pairs_and_their_order_are_those_of_ase(rng, cutoff):
    boxes = [np.eye(3) * cutoff, np.diag([5.0, 10.0, 2.5])]
    boxes += [
        np.diag(rng.uniform(3, 16, 3)) + rng.normal(size=(3, 3)) * skew for skew in (0, 0.3, 1) for _ in range(5)
    ]
    for cell in boxes:
        for n in (1, 3, 40):
            positions = rng.uniform(-2, 3, (n, 3)) @ cell  # many outside the cell
            atoms = Atoms(numbers=rng.choice([3, 8], n), positions=positions, cell=cell, pbc=True)
            ours = _periodic_pairs(atoms, cutoff)
            theirs = neighbor_list("ijS", atoms, cutoff, self_interaction=False)
            assert all(np.array_equal(a, b) for a, b in zip(ours, theirs, strict=True))


def test_each_bond_once():
    atoms = Atoms("LiF", scaled_positions=[[0, 0, 0], [0.5, 0.5, 0.5]], cell=[4, 4, 4], pbc=True)
    first, second, vectors, _ = half_neighbours(atoms, 4.1)
    assert (first == second).sum() == 6, "three of each atom with its own images"
    assert (first != second).sum() == 8
    assert np.allclose(np.linalg.norm(vectors[first != second], axis=1), 12**0.5)


def test_without_atoms_or_periodicity():
    assert [len(x) for x in half_neighbours(Atoms(cell=[4, 4, 4], pbc=True), 5.0)] == [0, 0, 0, 0]
    molecule = Atoms("LiF", positions=[[0, 0, 0], [0, 0, 1.6]])
    assert len(half_neighbours(molecule, 5.0)[0]) == 1
