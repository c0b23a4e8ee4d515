"""Grid points too close to a framework atom to be evaluated (docs/method.md, 1.3)."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from ase import Atoms

from pesviz.pes.grid import Grid


def close_points_per_ion(atoms: Atoms, ions: Sequence[int], grid: Grid, r_min: float) -> np.ndarray:
    """Mark the close points of each mobile ion, whose framework is all other atoms.

    Every atom is used once: a point is masked for an ion where atoms other than the ion are close to it.

    Parameters
    ----------
    atoms
        All atoms.
    ions
        Indices of the mobile ions.
    grid
        The grid.
    r_min
        Distance, Å.

    Returns
    -------
    numpy.ndarray
        Shape (n_ions, *grid.shape), bool.
    """
    spheres = list(_spheres(atoms.positions, grid, r_min))
    close = np.zeros(grid.size, dtype=np.int32)
    for points in spheres:
        close[points] += 1
    masked = np.empty((len(ions), grid.size), dtype=bool)
    for n, ion in enumerate(ions):
        others = close.copy()
        others[spheres[ion]] -= 1
        masked[n] = others > 0
    return masked.reshape(-1, *grid.shape)


def _spheres(positions: np.ndarray, grid: Grid, r_min: float) -> list[np.ndarray]:
    """Return for each position the flat indices of the grid points closer than `r_min`, each once.

    Only the box of grid points around a position that can be within reach is searched, so the cost grows with the
    number of atoms and not with atoms times points. The box is measured in plane spacings, so it is wide enough in
    any cell.
    """
    inverse = np.linalg.inv(grid.steps)
    reach = np.floor(max(r_min, 0.0) * np.linalg.norm(inverse, axis=0)).astype(int) + 1
    box = np.stack(np.meshgrid(*(np.arange(-r, r + 1) for r in reach), indexing="ij"), axis=-1).reshape(-1, 3)
    spheres = []
    for position in positions:
        centre = position @ inverse
        index = np.rint(centre).astype(int) + box
        near = (((index - centre) @ grid.steps) ** 2).sum(axis=1) < r_min**2
        flat = np.ravel_multi_index(tuple(index[near].T), grid.shape, mode="wrap")
        spheres.append(np.unique(flat))
    return spheres
