"""Unwrapping: fast ions, skewed cells, cells that move."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from pesviz.dynamics.trajectories import unwrapping
from pesviz.dynamics.trajectories.unwrapping import continuous, smallest_width, unwrap

SKEWED = np.array([[6.0, 0.0, 0.0], [5.0, 4.0, 0.0], [4.0, 3.0, 7.0]])


def cells_strategy():
    return st.lists(st.floats(-8, 8), min_size=9, max_size=9).map(lambda x: np.array(x).reshape(3, 3))


@given(cells_strategy(), st.integers(0, 10**6))
def test_any_walk_with_steps_below_half_the_width_is_recovered(cell, seed):
    assume(abs(np.linalg.det(cell)) > 30)
    rng = np.random.default_rng(seed)
    steps = rng.normal(size=(40, 3, 3))
    steps *= (
        0.49 * smallest_width(_reduced(cell)) * rng.random((40, 3, 1)) / np.linalg.norm(steps, axis=-1)[..., None]
    )
    walk = rng.random((1, 3, 3)) @ cell + np.cumsum(steps, axis=0)
    folded = np.mod(walk @ np.linalg.inv(cell), 1.0)
    found, largest = unwrap(folded, cell)
    np.testing.assert_allclose(found - found[0], walk - walk[0], atol=1e-8)
    np.testing.assert_allclose(found[0], folded[0] @ cell, atol=1e-10)
    assert largest <= 0.981


def _reduced(cell: np.ndarray) -> np.ndarray:
    from ase.geometry import minkowski_reduce

    return minkowski_reduce(cell)[0]


def test_a_fast_ion_in_a_straight_line():
    """0.45 of the width of the cell per frame, for a thousand frames."""
    cell = np.diag([5.0, 6.0, 7.0])
    flight = np.arange(1000)[:, None, None] * np.array([0.45 * 5.0, 0.0, -0.44 * 7.0])
    found, largest = unwrap(np.mod(flight @ np.linalg.inv(cell), 1.0), cell)
    np.testing.assert_allclose(found, flight, atol=1e-8)
    assert largest == pytest.approx(np.hypot(0.45 * 5, 0.44 * 7) / 2.5)


def test_blocks_join_seamlessly(monkeypatch, rng):
    walk = np.cumsum(rng.normal(scale=0.3, size=(101, 4, 3)), axis=0)
    folded = np.mod(walk @ np.linalg.inv(SKEWED), 1.0)
    whole = unwrap(folded, SKEWED)[0]
    monkeypatch.setattr(unwrapping, "BLOCK_FRAMES", 7)
    np.testing.assert_array_equal(unwrap(folded, SKEWED)[0], whole)


def test_in_a_breathing_cell_an_ion_that_comes_back_has_gone_nowhere():
    """It leaves while the cell is large and comes back while it is small: sums of steps would drift."""
    n = 400
    phase = 2 * np.pi * np.arange(n) / 40
    cells = np.array([SKEWED * (1 + 0.1 * np.cos(p)) for p in phase])
    fractional = np.zeros((n, 1, 3))
    fractional[:, 0, 0] = 0.02 + 0.15 * np.sin(phase)
    found, _ = unwrap(np.mod(fractional, 1.0), cells)
    np.testing.assert_allclose(found[::40], np.broadcast_to(found[0], (10, 1, 3)), atol=1e-9)
    steps = np.diff(fractional[:, 0], axis=0)
    naive = np.einsum("ti,tij->j", steps, cells[1:])
    assert np.linalg.norm(naive) > 0.5, "the naive sum drifts in this example"


def test_in_a_moving_cell_a_fast_ion_is_followed():
    n = 300
    cells = np.array([SKEWED * (1 + 0.05 * np.sin(i / 5)) for i in range(n)])
    fractional = np.arange(n)[:, None, None] * np.array([0.2, -0.15, 0.1])
    found, _ = unwrap(np.mod(fractional, 1.0), cells)
    np.testing.assert_allclose(found, fractional @ cells.mean(axis=0), atol=1e-8)
    np.testing.assert_allclose(continuous(fractional, cells), found, atol=1e-8)


def test_smallest_width_is_the_sphere():
    assert smallest_width(np.diag([3.0, 4.0, 5.0])) == pytest.approx(3)
    assert smallest_width(np.array([[2.0, 2, 0], [0, 2, 2], [2, 0, 2]])) == pytest.approx(4 / np.sqrt(3))
