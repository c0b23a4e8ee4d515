"""Unwrapping: continuous positions from positions wrapped into a periodic cell.

Between two frames an atom is assumed to take the shortest path, in the lattice that both frames share. That is right
as long as it moves by less than half the smallest width of the cell between frames; `largest_step` is the largest
such displacement.

Where the cell moves, displacements are counted in the lattice: fractional coordinates are unwrapped and multiplied by
the mean cell. So changes of the cell are no displacement, and an ion that returns to its site has no displacement,
however the cell changed meanwhile (sums of steps, each in its own cell, would drift; von Bülow, Bullerjahn &
Hummer 2020, J. Chem. Phys. 153, 021101, discuss the same error for liquids).
"""

from __future__ import annotations

import numpy as np
from ase.geometry import minkowski_reduce

BLOCK_FRAMES = 2000
"""Frames unwrapped at a time, to bound memory."""


def unwrap(fractional: np.ndarray, cells: np.ndarray) -> tuple[np.ndarray, float]:
    """Unwrap fractional coordinates.

    Parameters
    ----------
    fractional
        Fractional coordinates of each frame, wrapped or not, shape (n_frames, n_atoms, 3).
    cells
        Lattice vectors as rows, shape (3, 3), or of each frame, shape (n_frames, 3, 3), Å.

    Returns
    -------
    positions
        Cartesian positions, continuous in time, shape (n_frames, n_atoms, 3), Å; the first frame is unchanged
        in the mean cell.
    largest_step
        Largest displacement between two frames as a fraction of half the smallest width of the cell: from about 0.8
        on, frames are too far apart to determine the paths of atoms.
    """
    mean = mean_cell(cells)
    reduced_cell, operation = minkowski_reduce(mean)  # reduced = operation @ mean; nearest images by rounding need it
    to_reduced = np.linalg.inv(operation)
    positions = np.empty(fractional.shape, dtype=float)
    offset = np.zeros(fractional.shape[1:])
    last = fractional[0] @ to_reduced
    largest = 0.0
    for start in range(0, len(fractional), BLOCK_FRAMES):
        block = np.asarray(fractional[start : start + BLOCK_FRAMES], dtype=float) @ to_reduced
        steps = np.diff(np.concatenate([last[None], block]), axis=0)
        shifts = np.round(steps)
        last = block[-1].copy()
        largest = max(
            largest, float(np.abs(np.linalg.norm((steps - shifts) @ reduced_cell, axis=-1)).max(initial=0.0))
        )
        offsets = offset - np.cumsum(shifts, axis=0)
        offset = offsets[-1]
        positions[start : start + len(block)] = (block + offsets) @ reduced_cell
    return positions, largest / (0.5 * smallest_width(reduced_cell))


def continuous(fractional: np.ndarray, cells: np.ndarray) -> np.ndarray:
    """Return positions of coordinates that are continuous already (LAMMPS xu, ASE's own runs).

    Returns
    -------
    numpy.ndarray
        Cartesian positions in the mean cell, shape (n_frames, n_atoms, 3), Å.
    """
    return np.asarray(fractional, dtype=float) @ mean_cell(cells)


def mean_cell(cells: np.ndarray) -> np.ndarray:
    """Return the mean cell, shape (3, 3), Å."""
    return np.asarray(cells, dtype=float).reshape(-1, 3, 3).mean(axis=0)


def smallest_width(cell: np.ndarray) -> float:
    """Return the smallest distance between opposite faces of a cell: the diameter of the largest sphere in it, Å.

    Parameters
    ----------
    cell
        Lattice vectors as rows, shape (3, 3), Å.
    """
    return float(1 / np.linalg.norm(np.linalg.inv(cell), axis=0).max())
