"""The level map: the lowest energy that lets an ion reach a point from its site (Eq. 1; docs/method.md, 3.2)."""

from __future__ import annotations

import time
from dataclasses import dataclass

import numba as nb
import numpy as np

from pesviz.landscape.binary_heap import pop, push
from pesviz.landscape.connectivity import neighbour_steps
from pesviz.pes import PES


def centred_level_map(energies: np.ndarray, steps: np.ndarray) -> np.ndarray:
    """Level map of one ion on the 2×2×2 cell around its minimum, as the paper defines it.

    The minimum over paths of the maximum along the path is computed by flooding from the minimum. It equals the
    morphological reconstruction by erosion of docs/method.md, 3.2, to the last bit, in a sixth of the time and of
    the memory. The tiled cell is not periodic: the ion's 26 replicas lie on its outer faces.

    Parameters
    ----------
    energies
        Energies of one ion on the periodic grid, shape (N_a, N_b, N_c), eV; infinite where unknown and high.
    steps
        Grid steps as rows, shape (3, 3), Å; they decide which points are neighbours.

    Returns
    -------
    numpy.ndarray
        LM, shape (2N_a + 1, 2N_b + 1, 2N_c + 1), the dtype of the energies, eV; infinite where every path
        has an infinite energy.
    """
    shape = energies.shape
    centre = np.unravel_index(int(np.argmin(energies)), shape)
    # With a border of one point that counts as visited the flood needs no checks of bounds.
    padded_shape = tuple(2 * n + 3 for n in shape)
    level = np.full(padded_shape, np.inf, dtype=energies.dtype)
    axes = (np.arange(c - n, c + n + 1) % n for n, c in zip(shape, centre, strict=True))
    level[1:-1, 1:-1, 1:-1] = energies[np.ix_(*axes)]
    visited = np.ones(padded_shape, dtype=bool)
    visited[1:-1, 1:-1, 1:-1] = False
    offsets = neighbour_steps(steps) @ np.array([padded_shape[1] * padded_shape[2], padded_shape[2], 1])
    seed = int(np.ravel_multi_index(tuple(n + 1 for n in shape), padded_shape))
    _flood(level.ravel(), visited.ravel(), seed, offsets.astype(np.int64), energies.max())
    level[~visited] = np.inf  # finite energies that only infinite ones surround
    return level[1:-1, 1:-1, 1:-1]


def face_minimum(level: np.ndarray) -> float:
    """Minimum of a centred level map over the six outer faces: the ion's MPE (Eq. 2).

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
    """Bring a centred level map back to the crystal's frame, periodic on the 2×2×2 cell (docs/method.md, 4.1).

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
        face = np.minimum(level[tuple(first)], level[tuple(last)])
        level = np.concatenate([face, level[tuple(inner)]], axis=axis)
        n = level.shape[axis] // 2
        level = np.roll(level, c - n, axis=axis)
    return level


@dataclass(frozen=True, eq=False)
class LevelMaps:
    """Level maps of all ions.

    Parameters
    ----------
    values
        LM of each ion in the common frame on the 2×2×2 cell, shape (n_ions, 2N_a, 2N_b, 2N_c), float32, eV.
    face_energies
        Lowest level on the outer faces of each ion's 2×2×2 cell, eV: its MPE (Eq. 2).
    seconds
        Wall time, s.
    """

    values: np.ndarray
    face_energies: tuple[float, ...]
    seconds: float


def level_maps(pes: PES) -> LevelMaps:
    """Return the level maps of all ions of a scan."""
    start = time.perf_counter()
    values = np.empty((pes.n_ions, *(2 * n for n in pes.grid.shape)), dtype=np.float32)
    faces = []
    for ion, energies in enumerate(pes.energies):
        level = centred_level_map(energies, pes.grid.steps)
        faces.append(face_minimum(level))
        values[ion] = to_common_frame(level, pes.minimum_index(ion))
    return LevelMaps(values, tuple(faces), time.perf_counter() - start)


@nb.njit(cache=True, nogil=True)
def _flood(
    field: np.ndarray, visited: np.ndarray, seed: int, offsets: np.ndarray, top: float
) -> None:  # pragma: no cover - compiled
    """Replace energies by the level map, in place.

    This is Dijkstra's algorithm with the maximum in place of the sum: points leave the heap by rising energy, and
    `level`, the highest energy so far, is the level of each point reached from there. A neighbour at or below the
    level has that level too and goes onto a stack; only neighbours above it need the heap. The level of a point in
    the heap is its own energy: all points that leave the heap before it are lower or equal. At the highest energy all
    remaining points have that level (masked points do, often half of all), and the search ends.
    """
    level = field[seed]
    visited[seed] = True
    stack = np.empty(field.size, np.int64)
    stack[0] = seed
    n_stack = 1
    keys = np.empty(field.size, field.dtype)
    points = np.empty(field.size, np.int64)
    n_heap = 0
    while True:
        while n_stack > 0:
            n_stack -= 1
            x = stack[n_stack]
            for o in range(offsets.size):
                y = x + offsets[o]
                if visited[y]:
                    continue
                visited[y] = True
                key = field[y]
                if key <= level:
                    field[y] = level
                    stack[n_stack] = y
                    n_stack += 1
                elif key < np.inf:
                    n_heap = push(points, n_heap, keys, key, y)
        if n_heap == 0:
            return
        level = keys[0]
        if level >= top:
            for x in range(field.size):
                if not visited[x]:
                    visited[x] = True
                    field[x] = level
            return
        stack[0] = points[0]
        n_stack = 1
        n_heap = pop(points, n_heap, keys)
