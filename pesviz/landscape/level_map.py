"""The level map: the lowest energy that lets an ion reach a point from its site (section 1.2, Eq. 1)."""

from __future__ import annotations

import numpy as np
from skimage.morphology import reconstruction

from pesviz.landscape.neighbours import footprint


def centred_level_map(energies: np.ndarray, steps: np.ndarray) -> np.ndarray:
    """Level map of one ion on the 2×2×2 cell around its minimum, as the paper defines it.

    The minimum over paths of the maximum along the path is a morphological reconstruction by erosion from a marker
    that is highest everywhere but at the minimum. The tiled cell is not periodic: the ion's 26 replicas lie on its
    outer faces.

    Parameters
    ----------
    energies
        Energies of one ion on the periodic grid, shape (N_a, N_b, N_c), eV; infinite where unknown and high.
    steps
        Grid steps as rows, shape (3, 3), Å; they decide which points are neighbours.

    Returns
    -------
    numpy.ndarray
        LM, shape (2N_a + 1, 2N_b + 1, 2N_c + 1), the dtype of the energies, eV.
    """
    centre = np.unravel_index(int(np.argmin(energies)), energies.shape)
    tiled = energies
    for axis, (n, c) in enumerate(zip(energies.shape, centre, strict=True)):
        tiled = np.take(tiled, np.arange(c - n, c + n + 1) % n, axis=axis)
    unreachable = np.isinf(tiled)
    if unreachable.any():
        tiled = np.where(unreachable, np.finfo(np.float32).max, tiled)
    marker = np.full_like(tiled, tiled.max())
    marker[energies.shape] = tiled[energies.shape]
    level = reconstruction(marker, tiled, method="erosion", footprint=footprint(steps)).astype(energies.dtype)
    level[level >= np.finfo(np.float32).max] = np.inf
    return np.asarray(level)


def face_minimum(level: np.ndarray) -> float:
    """Minimum of a centred level map over the six outer faces: the ion's MPE (Eq. 2).

    Parameters
    ----------
    level
        Result of `centred_level_map`.

    Returns
    -------
    float
        eV; infinite where no face is reached below the highest known energy.
    """
    return float(min(level[tuple(f)].min() for f in _faces(level.ndim)))


def _faces(ndim: int) -> list[list[slice | int]]:
    faces: list[list[slice | int]] = []
    for axis in range(ndim):
        for end in (0, -1):
            face: list[slice | int] = [slice(None)] * ndim
            face[axis] = end
            faces.append(face)
    return faces


def to_common_frame(level: np.ndarray, minimum: tuple[int, int, int]) -> np.ndarray:
    """Bring a centred level map back to the crystal's frame, periodic on the 2×2×2 cell (section 1.3).

    Parameters
    ----------
    level
        Result of `centred_level_map`, shape (2N_a + 1, 2N_b + 1, 2N_c + 1).
    minimum
        Grid index of the ion's minimum.

    Returns
    -------
    numpy.ndarray
        Shape (2N_a, 2N_b, 2N_c); where two equivalent points on opposite faces differ, the smaller value.
    """
    for axis, c in enumerate(minimum):
        first = [slice(None)] * 3
        first[axis] = slice(0, 1)
        last = [slice(None)] * 3
        last[axis] = slice(-1, None)
        inner = [slice(None)] * 3
        inner[axis] = slice(1, -1)
        folded = np.minimum(level[tuple(first)], level[tuple(last)])
        level = np.concatenate([folded, level[tuple(inner)]], axis=axis)
        n = level.shape[axis] // 2
        level = np.roll(level, c - n, axis=axis)
    return level
