"""Which grid points are too close to a framework atom to be evaluated (section 1.1)."""

from __future__ import annotations

import numpy as np
from ase import Atoms

from pesviz.pes.grid import Grid


def close_points(framework: Atoms, grid: Grid, r_min: float) -> np.ndarray:
    """Mark the grid points closer than `r_min` to a framework atom, periodic images included.

    Each atom stamps the box of grid points around it that can be within reach, so the cost grows with the number of
    atoms and not with atoms times points. The box is wide enough in any cell: it is measured in plane spacings.

    Parameters
    ----------
    framework
        The frozen atoms.
    grid
        The grid.
    r_min
        Distance, Å.

    Returns
    -------
    numpy.ndarray
        Shape `grid.shape`, bool, True where a point is closer than `r_min`.
    """
    masked = np.zeros(grid.shape, dtype=bool)
    if r_min <= 0:
        return masked
    spacings = 1 / np.linalg.norm(np.linalg.inv(grid.steps), axis=0)
    reach = np.ceil(r_min / spacings).astype(int) + 1
    box = np.stack(np.meshgrid(*(np.arange(-r, r + 1) for r in reach), indexing="ij"), axis=-1).reshape(-1, 3)
    for position in framework.positions:
        centre = position @ np.linalg.inv(grid.steps)
        index = np.rint(centre).astype(int) + box
        near = (((index - centre) @ grid.steps) ** 2).sum(axis=1) < r_min**2
        masked[tuple((index[near] % grid.shape).T)] = True
    return masked
