"""The MSD by FFT against its definition, in blocks, and of what need not move."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pesviz.dynamics import Trajectory
from pesviz.dynamics.analysis import msd
from pesviz.dynamics.analysis.msd import collective_position, drift, mean_squared_displacement, msd_of


def by_definition(positions: np.ndarray) -> np.ndarray:
    n = len(positions)
    return np.array([((positions[m:] - positions[: n - m]) ** 2).mean(axis=(0, 1)) for m in range(n)])


@given(st.integers(2, 60), st.integers(1, 4), st.integers(0, 10**6), st.floats(-1e4, 1e4))
def test_fft_is_the_definition(n_frames, n_ions, seed, far):
    rng = np.random.default_rng(seed)
    positions = far + np.cumsum(rng.normal(size=(n_frames, n_ions, 3)), axis=0)
    np.testing.assert_allclose(mean_squared_displacement(positions), by_definition(positions), rtol=1e-8, atol=1e-8)
    np.testing.assert_array_equal(mean_squared_displacement(positions, 1), mean_squared_displacement(positions)[:2])


def test_straight_flight_and_rest():
    time = np.arange(50.0)[:, None, None]
    flight = mean_squared_displacement(time * [1.0, 2.0, 0.0])
    np.testing.assert_allclose(flight, (np.arange(50.0)[:, None] * [1, 2, 0]) ** 2, atol=1e-9)
    assert np.abs(mean_squared_displacement(np.full((50, 3, 3), 7.3))).max() < 1e-12


def test_blocks_give_the_same_numbers(rng, monkeypatch):
    positions = np.cumsum(rng.normal(size=(40, 10, 3)), axis=0)
    trajectory = Trajectory(positions, np.eye(3) * 10, np.repeat([3, 17], [6, 4]), 0.1)
    ions, rest = trajectory.indices("Li"), trajectory.indices("Cl")
    reference = drift(trajectory, rest)
    whole = msd_of(trajectory, ions, reference)
    together = collective_position(trajectory, ions, reference)
    monkeypatch.setattr(msd, "BLOCK_BYTES", 24 * 40 * 2)
    assert sum(block.shape[1] for block in msd.blocks(trajectory, ions)) == 6
    assert len(list(msd.blocks(trajectory, ions))) == 3
    np.testing.assert_allclose(msd_of(trajectory, ions, drift(trajectory, rest)), whole, rtol=1e-12)
    np.testing.assert_allclose(collective_position(trajectory, ions, drift(trajectory, rest)), together, rtol=1e-12)
    relative = positions[:, :6] - (positions[:, 6:] - positions[0, 6:]).mean(axis=1)[:, None]
    np.testing.assert_allclose(whole, by_definition(relative), rtol=1e-9, atol=1e-9)
    moved = (relative - relative[0]).sum(axis=1) / np.sqrt(6)
    np.testing.assert_allclose(together[:, 0], moved, atol=1e-9)


def test_windows_start_where_they_should():
    assert msd.window_starts(101, 50, 50).tolist() == [0, 50]
    assert msd.window_starts(100, 50, 50).tolist() == [0]
    assert msd.window_starts(101, 50, 25).tolist() == [0, 25, 50]


@pytest.mark.parametrize("n_windows", [1, 3])
def test_squared_displacements_of_windows(rng, n_windows):
    positions = rng.normal(size=(31, 5, 3))
    trajectory = Trajectory(positions, np.eye(3), np.full(5, 3), 0.1)
    starts = np.arange(n_windows) * 10
    (squares,) = msd.window_displacements(trajectory, np.arange(5), np.zeros((31, 3)), starts, 10)
    for window, start in enumerate(starts):
        expected = (positions[start : start + 11] - positions[start]) ** 2
        np.testing.assert_allclose(squares[window], expected)
