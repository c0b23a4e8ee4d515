"""Frames as stored in a file, before unwrapping: the result of every reader."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np


class Frames(NamedTuple):
    """Frames as stored in a file.

    Parameters
    ----------
    fractional
        Fractional coordinates, shape (n_frames, n_atoms, 3).
    cells
        Shape (3, 3) or (n_frames, 3, 3), Å.
    numbers
        Atomic numbers, shape (n_atoms,).
    frame_interval
        ps; None where the file has none.
    temperature
        K; None where the file has none.
    wrapped
        Whether coordinates may be wrapped into the cell.
    """

    fractional: np.ndarray
    cells: np.ndarray
    numbers: np.ndarray
    frame_interval: float | None = None
    temperature: float | None = None
    wrapped: bool = True
