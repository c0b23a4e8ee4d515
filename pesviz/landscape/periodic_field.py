"""A periodic field with its cell, and the two steps that every contour of it begins with."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

HEADROOM = 1.5
"""Energies are clipped at this multiple of the highest level of interest."""


@dataclass(frozen=True, eq=False)
class PeriodicField:
    """A periodic field with its cell.

    Parameters
    ----------
    values
        Field over `cells` cells along each axis, endpoint excluded, shape (cells·N_a, cells·N_b, cells·N_c), eV.
    cell
        Lattice vectors of one cell as rows, shape (3, 3), Å.
    cells
        Number of cells along each axis.
    """

    values: np.ndarray
    cell: np.ndarray
    cells: int = 1

    @property
    def region(self) -> np.ndarray:
        """Edges of the region that the field fills, as rows, Å."""
        return np.asarray(self.cell, dtype=float) * self.cells


def wrap_pad(values: np.ndarray) -> np.ndarray:
    """Repeat the first plane of each axis at its end, so that the field reaches from face to face of its cell.

    Parameters
    ----------
    values
        Periodic field, endpoint excluded, shape (N_a, N_b, N_c).

    Returns
    -------
    numpy.ndarray
        The field with the endpoint, shape (N_a + 1, N_b + 1, N_c + 1).
    """
    return np.pad(values, (0, 1), mode="wrap")


def clip_walls(values: np.ndarray, top: float = 4.0) -> np.ndarray:
    """Clip the repulsive walls, which no level reaches, at 1.5 times the highest level.

    The viewer in the browser and scikit-image contour the same clipped field, so that linear interpolation puts the
    surface in the same place in both. The headroom above the highest level keeps that surface smooth.

    Parameters
    ----------
    values
        Energies, eV.
    top
        Highest level of interest, eV.

    Returns
    -------
    numpy.ndarray
        Clipped energies, float32, eV.
    """
    ceiling = HEADROOM * top
    return np.nan_to_num(np.minimum(np.asarray(values, dtype=np.float32), ceiling), nan=ceiling, posinf=ceiling)
