"""Frames as a file has them, before unwrapping: what every reader returns."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np


class Frames(NamedTuple):
    """Frames as a file has them.

    Parameters
    ----------
    fractional
        Fractional coordinates, shape (n_frames, n_atoms, 3).
    cells
        Shape (3, 3) or (n_frames, 3, 3), Å.
    numbers
        Atomic numbers, shape (n_atoms,).
    frame_interval
        ps; None where the file does not say.
    temperature
        K; None where the file does not say.
    folded
        Whether coordinates may be folded into the cell.
    """

    fractional: np.ndarray
    cells: np.ndarray
    numbers: np.ndarray
    frame_interval: float | None = None
    temperature: float | None = None
    folded: bool = True
