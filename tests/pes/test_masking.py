"""Masked points: against a brute-force search over images, in any cell."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from ase import Atoms
from hypothesis import given, settings
from hypothesis import strategies as st

from pesviz.pes import Grid
from pesviz.pes.masking import close_points_per_ion

CELLS = {
    "cubic": np.eye(3) * 3.0,
    "long": np.diag([2.0, 3.0, 9.0]),
    "hexagonal": np.array([[3.0, 0, 0], [-1.5, 2.598, 0], [0, 0, 4.0]]),
    "very skewed": np.array([[4.0, 0, 0], [3.4, 1.2, 0], [1.0, 2.5, 3.0]]),
    "thin": np.diag([0.9, 4.0, 4.0]),
}


def mask_of(framework: Atoms, grid: Grid, r_min: float) -> np.ndarray:
    """Mask of one more ion, which does not mask its own points."""
    atoms = framework + Atoms("Li", [framework.cell.array.sum(axis=0) / 2])
    return close_points_per_ion(atoms, [len(framework)], grid, r_min)[0]


@pytest.mark.parametrize("name", CELLS)
@settings(max_examples=6)
@given(seed=st.integers(0, 1000), r_min=st.floats(0.1, 2.5))
def test_against_all_images(name, seed, r_min):
    cell = CELLS[name]
    rng = np.random.default_rng(seed)
    atoms = Atoms("Cl2", scaled_positions=rng.uniform(-1, 2, (2, 3)), cell=cell, pbc=True)
    grid = Grid.from_spacing(cell, 0.7)
    images = np.array(list(itertools.product(range(-7, 8), repeat=3))) @ cell
    home = atoms.get_scaled_positions(wrap=True) @ cell
    others = (home[:, None] + images).reshape(-1, 3)
    distance = np.linalg.norm(grid.positions()[:, None] - others, axis=-1).min(axis=1)
    clear = np.abs(distance - r_min) > 1e-9  # exactly at R_min rounding decides
    assert np.array_equal(mask_of(atoms, grid, r_min).ravel()[clear], (distance < r_min)[clear])


def test_nothing_is_masked_without_a_radius():
    atoms = Atoms("Cl", cell=np.eye(3) * 3, pbc=True)
    assert not mask_of(atoms, Grid.from_spacing(atoms.cell.array), 0.0).any()
