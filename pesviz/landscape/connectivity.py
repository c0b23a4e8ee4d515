"""Neighbours of a grid point (docs/method.md, 3.1), the same for level maps, percolation and paths."""

from __future__ import annotations

import itertools

import numpy as np

from pesviz.errors import GridMismatchError

_CANDIDATES = np.array([s for s in itertools.product((-1, 0, 1), repeat=3) if any(s)], dtype=np.int64)
_ROUNDING = 1e-9
"""Relative tolerance: in an orthogonal cell the body diagonal has exactly the limiting length."""


def neighbour_steps(steps: np.ndarray) -> np.ndarray:
    """Return the index steps that lead from a grid point to its neighbours.

    Of the 26 steps (±1, 0) along the three axes, those no longer than √(|g_a|² + |g_b|² + |g_c|²): all 26 in an
    orthogonal cell, fewer in a skewed one (docs/method.md, 3.1).

    Parameters
    ----------
    steps
        Grid steps g_i = l_i / N_i as rows, shape (3, 3), Å; `Grid.steps`.

    Returns
    -------
    numpy.ndarray
        Index steps, shape (n, 3), int64, in lexicographic order; with every step its opposite.

    Raises
    ------
    GridMismatchError
        The steps are not three finite vectors.
    """
    steps = np.asarray(steps, dtype=float)
    if steps.shape != (3, 3) or not np.isfinite(steps).all():
        raise GridMismatchError(
            f"Grid steps of shape {steps.shape} span no three-dimensional grid.",
            "Give three finite vectors as the rows of a 3×3 matrix.",
        )
    lengths_squared = ((_CANDIDATES @ steps) ** 2).sum(axis=1)
    return _CANDIDATES[lengths_squared <= (steps**2).sum() * (1 + _ROUNDING)]


def footprint(steps: np.ndarray) -> np.ndarray:
    """Return the neighbours as a structuring element for `skimage.morphology`.

    Parameters
    ----------
    steps
        Grid steps as rows, shape (3, 3), Å.

    Returns
    -------
    numpy.ndarray
        Shape (3, 3, 3), bool, True at the centre and at the neighbours.
    """
    element = np.zeros((3, 3, 3), dtype=bool)
    element[1, 1, 1] = True
    element[tuple((neighbour_steps(steps) + 1).T)] = True
    return element
