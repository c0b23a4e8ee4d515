"""The grid (docs/method.md, 1.2): endpoint excluded, index i is the fractional coordinate i/N."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from pesviz.errors import SettingsError


@dataclass(frozen=True, eq=False)
class Grid:
    """A periodic grid on a unit cell.

    Parameters
    ----------
    cell
        Lattice vectors as rows, shape (3, 3), Å.
    shape
        Number of points along each lattice vector (N_a, N_b, N_c).
    """

    cell: np.ndarray
    shape: tuple[int, int, int]

    @classmethod
    def from_spacing(cls, cell: np.ndarray, spacing: float = 0.25) -> Grid:
        """Return the grid with the smallest N_i such that |l_i| / N_i ≤ spacing (docs/method.md, 1.2).

        Parameters
        ----------
        cell
            Lattice vectors as rows, shape (3, 3), Å.
        spacing
            Largest step along each lattice vector, Å.

        Raises
        ------
        SettingsError
            The spacing is not a positive number.
        """
        if not (np.isfinite(spacing) and spacing > 0):
            raise SettingsError(
                f"A grid spacing of {spacing} Å is not possible.", "Give a positive number, 0.25 by default."
            )
        cell = np.array(cell, dtype=float)
        n_a, n_b, n_c = (max(1, int(np.ceil(length / spacing - 1e-9))) for length in np.linalg.norm(cell, axis=1))
        return cls(cell, (n_a, n_b, n_c))

    @property
    def size(self) -> int:
        """Number of points in the cell."""
        return int(np.prod(self.shape))

    @cached_property
    def steps(self) -> np.ndarray:
        """Steps g_i = l_i / N_i as rows, shape (3, 3), Å."""
        return self.cell / np.array(self.shape)[:, None]

    @property
    def spacing(self) -> tuple[float, float, float]:
        """Length of each step, Å."""
        a, b, c = np.linalg.norm(self.steps, axis=1)
        return float(a), float(b), float(c)

    @cached_property
    def fractional(self) -> np.ndarray:
        """Fractional coordinates of every point in C order, shape (size, 3)."""
        index = np.stack(np.unravel_index(np.arange(self.size), self.shape), axis=-1)
        return index / np.array(self.shape)

    def sublattice(self, a: int, b: int | None = None, c: int | None = None) -> np.ndarray:
        """Mark every a-th, b-th and c-th point along the axes.

        Parameters
        ----------
        a, b, c
            Strides; `a` is the default for b and c.
        """
        mask = np.zeros(self.shape, dtype=bool)
        mask[::a, :: a if b is None else b, :: a if c is None else c] = True
        return mask.ravel()

    def around(self, position: np.ndarray) -> np.ndarray:
        """Mark the grid point nearest to a position (along each axis) and its six neighbours.

        Parameters
        ----------
        position
            Cartesian, shape (3,), Å.
        """
        nearest = np.rint(position @ np.linalg.inv(self.steps)).astype(int)
        offsets = np.vstack([np.zeros((1, 3), dtype=int), np.eye(3, dtype=int), -np.eye(3, dtype=int)])
        mask = np.zeros(self.shape, dtype=bool)
        mask[tuple(((nearest + offsets) % self.shape).T)] = True
        return mask.ravel()

    def positions(self, index: np.ndarray | None = None) -> np.ndarray:
        """Positions of points.

        Parameters
        ----------
        index
            Flat indices in C order, shape (n,); all points by default.

        Returns
        -------
        numpy.ndarray
            Cartesian positions, shape (n, 3), Å.
        """
        fractional = self.fractional if index is None else self.fractional[index]
        return fractional @ self.cell
