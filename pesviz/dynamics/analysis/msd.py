"""Mean squared displacement (docs/method.md, 6.2): over all time origins by FFT, and over windows.

Over all origins, with the positions r_k of one ion along one axis at frames k = 0 … n − 1,

    MSD(m) = 1/(n − m) Σ_k (r_{k+m} − r_k)²
           = 1/(n − m) [Σ_{k<n−m} r_k² + Σ_{k≥m} r_k²] − 2/(n − m) Σ_k r_k r_{k+m},

where the last sum is an autocorrelation: O(n log n) by FFT (Calandrini et al. 2011, Collection SFN 12, 201). Power
spectra are summed over the ions before the inverse transform, so that each ion costs one forward transform per axis.
Memory is bounded by blocks of ions.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from scipy.fft import irfft, next_fast_len, rfft

from pesviz.dynamics.trajectories.trajectory import Trajectory

BLOCK_BYTES = 64 * 1024**2
"""Largest memory of the positions of a block of atoms; transforms take a few times that."""


def mean_squared_displacement(positions: np.ndarray, max_lag: int | None = None) -> np.ndarray:
    """MSD over all time origins, by axis, averaged over the ions.

    Parameters
    ----------
    positions
        Unwrapped positions, shape (n_frames, n_ions, 3), Å.
    max_lag
        Largest lag in frames; all by default.

    Returns
    -------
    numpy.ndarray
        Shape (max_lag + 1, 3), Å²; the MSD is its sum over axes.
    """
    autocorrelation = _Autocorrelation(len(positions))
    autocorrelation.add(positions)
    return autocorrelation.msd(max_lag)


class _Autocorrelation:
    """Sums over ions of squares and power spectra."""

    def __init__(self, n_frames: int) -> None:
        self.n_frames = n_frames
        self.length = next_fast_len(2 * n_frames, real=True)
        self.squares = np.zeros((n_frames, 3))
        self.power = np.zeros((self.length // 2 + 1, 3))
        self.n_ions = 0

    def add(self, positions: np.ndarray) -> None:
        """Add ions, shape (n_frames, m, 3)."""
        for ion in range(positions.shape[1]):
            centred_positions = positions[:, ion] - positions[:, ion].mean(
                axis=0
            )  # keeps digits; the MSD does not change
            self.squares += centred_positions**2
            spectrum = rfft(centred_positions, n=self.length, axis=0)
            self.power += spectrum.real**2 + spectrum.imag**2
        self.n_ions += positions.shape[1]

    def msd(self, max_lag: int | None) -> np.ndarray:
        """Return the MSD per ion by axis."""
        n = self.n_frames
        lags = np.arange(n if max_lag is None else min(max_lag + 1, n))
        correlation = irfft(self.power, n=self.length, axis=0)[lags]
        cumulative = np.concatenate([np.zeros((1, 3)), np.cumsum(self.squares, axis=0)])
        sums = cumulative[n - lags] + (cumulative[n] - cumulative[lags])
        msd = (sums - 2 * correlation) / ((n - lags) * self.n_ions)[:, None]
        msd[0] = 0.0
        return np.maximum(msd, 0.0)


def blocks(trajectory: Trajectory, indices: np.ndarray) -> Iterator[np.ndarray]:
    """Yield positions of a few atoms at a time, so that memory stays bounded.

    Yields
    ------
    numpy.ndarray
        Shape (n_frames, m, 3), Å.
    """
    size = max(1, BLOCK_BYTES // (24 * trajectory.n_frames))
    for start in range(0, len(indices), size):
        yield trajectory.select(indices[start : start + size])


def mean_position(trajectory: Trajectory, indices: np.ndarray) -> np.ndarray:
    """Return the mean position of atoms at each frame, shape (n_frames, 3), Å."""
    total = np.zeros((trajectory.n_frames, 3))
    for positions in blocks(trajectory, indices):
        total += positions.sum(axis=1)
    return total / len(indices)


def drift(trajectory: Trajectory, indices: np.ndarray) -> np.ndarray:
    """Return the mean displacement of atoms since the first frame, shape (n_frames, 3), Å.

    Parameters
    ----------
    trajectory
        The trajectory.
    indices
        Reference atoms; without any the drift is zero.
    """
    if not len(indices):
        return np.zeros((trajectory.n_frames, 3))
    mean = mean_position(trajectory, indices)
    return np.asarray(mean - mean[0])


def msd_of(
    trajectory: Trajectory, indices: np.ndarray, reference: np.ndarray, max_lag: int | None = None
) -> np.ndarray:
    """MSD of atoms over all time origins, relative to a moving reference.

    Parameters
    ----------
    trajectory
        The trajectory.
    indices
        The atoms, ascending, at least one.
    reference
        Displacement of the reference at each frame, shape (n_frames, 3), Å; see `drift`.
    max_lag
        Largest lag in frames.

    Returns
    -------
    numpy.ndarray
        By axis, shape (max_lag + 1, 3), Å².
    """
    autocorrelation = _Autocorrelation(trajectory.n_frames)
    for positions in blocks(trajectory, indices):
        autocorrelation.add(positions - reference[:, None])
    return autocorrelation.msd(max_lag)


def window_starts(n_frames: int, length: int, stride: int) -> np.ndarray:
    """Return the first frames of all windows that fit into a trajectory.

    Parameters
    ----------
    n_frames
        Frames of the trajectory.
    length
        Frame intervals in a window.
    stride
        Frames from one start to the next; `length` for windows that share no time.
    """
    return np.arange(0, n_frames - length, stride)


def window_displacements(
    trajectory: Trajectory, indices: np.ndarray, reference: np.ndarray, starts: np.ndarray, length: int
) -> Iterator[np.ndarray]:
    """Yield squared displacements from the start of each window, for a few ions at a time.

    Yields
    ------
    numpy.ndarray
        (r(t₀ + t) − r(t₀))² by axis, shape (n_windows, length + 1, m, 3), Å².
    """
    frames = starts[:, None] + np.arange(length + 1)
    size = max(1, BLOCK_BYTES // (24 * max(trajectory.n_frames, frames.size)))
    for begin in range(0, len(indices), size):
        relative = trajectory.select(indices[begin : begin + size]) - reference[:, None]
        yield (relative[frames] - relative[starts][:, None]) ** 2


def collective_position(trajectory: Trajectory, indices: np.ndarray, reference: np.ndarray) -> np.ndarray:
    """Return the sum of displacements of ions over the square root of their number, shape (n_frames, 1, 3), Å.

    Its MSD over 6 t is the collective (charge) diffusivity of ions of one charge.
    """
    mean = mean_position(trajectory, indices)
    return np.asarray((mean - mean[0] - reference) * np.sqrt(len(indices)))[:, None]
