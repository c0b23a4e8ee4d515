"""Shortest paths through the open part of a periodic grid (compiled).

There are two searches. From a point to any of its own images one Dijkstra search on the torus is enough: of three
paths between two points, if two of the three loops they form do not wind around the cell, neither does the third; so
the shortest loop that winds consists of two branches of the tree of shortest paths and one step that joins them. To a
given image, an A* search on the unwrapped lattice, with the straight distance as lower bound.
"""

from __future__ import annotations

import numba as nb
import numpy as np

from pesviz.landscape.binary_heap import pop, push
from pesviz.landscape.connectivity import neighbour_steps
from pesviz.pes.grid import Grid

_ENERGY_WEIGHT = 1e-6
"""Relative weight of the energy in a length: it decides between paths of equal length, in favour of low energies."""

Index = tuple[int, int, int]


def shortest_loop(energies: np.ndarray, grid: Grid, start: Index, level: float) -> np.ndarray | None:
    """Return the shortest path from a point to any image of it through the points at or below an energy.

    Parameters
    ----------
    energies
        Field, shape `grid.shape`, eV.
    grid
        The periodic grid.
    start
        Grid index of the point.
    level
        Energy, eV.

    Returns
    -------
    numpy.ndarray or None
        Grid indices along the path, not wrapped, shape (n, 3), from `start` to its image; None if there is none.
    """
    members, label, penalty = _open_points(energies, level)
    steps = neighbour_steps(grid.steps)
    shape = np.array(grid.shape)
    origin = label[np.ravel_multi_index(start, grid.shape)]
    if origin < 0:
        return None
    distance, previous, offset = _tree(members, label, penalty, shape, steps, _lengths(steps, grid), origin)
    x, y, winding = _shortest_winding(members, label, penalty, shape, steps, _lengths(steps, grid), distance, offset)
    if x < 0:
        return None

    def branch(end: int) -> np.ndarray:
        labels = [end]
        while labels[-1] != origin:
            labels.append(previous[labels[-1]])
        wrapped = np.stack(np.unravel_index(members[labels], grid.shape), axis=-1)
        return wrapped + offset[labels] * shape

    loop = np.concatenate([branch(x)[::-1], branch(y) + winding * shape])
    first = next(w for w in winding if w)
    return loop if first > 0 else loop[::-1] - winding * shape


def shortest_route(
    energies: np.ndarray, grid: Grid, start: Index, goal: Index, level: float, offset: Index = (0, 0, 0)
) -> np.ndarray | None:
    """Return the shortest path from a point to another one in a given cell through the points at or below an energy.

    Parameters
    ----------
    energies
        Field, shape `grid.shape`, eV.
    grid
        The periodic grid.
    start, goal
        Grid indices of the two points.
    level
        Energy, eV.
    offset
        The cell that the goal is in, as lattice vector from the start's cell.

    Returns
    -------
    numpy.ndarray or None
        Grid indices along the path, not wrapped, shape (n, 3); None if there is none.
    """
    members, label, penalty = _open_points(energies, level)
    a, b = (label[np.ravel_multi_index(p, grid.shape)] for p in (start, goal))
    if a < 0 or b < 0:
        return None
    steps = neighbour_steps(grid.steps)
    target = np.array([*np.array(goal) + np.array(offset) * grid.shape], dtype=np.int64)
    points = _a_star(
        members,
        label,
        penalty,
        np.array(grid.shape),
        steps,
        _lengths(steps, grid),
        np.ascontiguousarray(grid.steps),
        np.array(start, dtype=np.int64),
        target,
    )
    return points if len(points) else None


def _open_points(energies: np.ndarray, level: float) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return the open points' flat indices, their labels on the grid (−1 where closed), and the weight of each."""
    flat = np.ascontiguousarray(energies).ravel()
    members = np.flatnonzero(flat <= level).astype(np.int32)
    label = np.full(flat.size, -1, dtype=np.int32)
    label[members] = np.arange(members.size, dtype=np.int32)
    values = flat[members].astype(float)
    depth = level - values.min() if values.size else 0.0
    penalty = 1 + _ENERGY_WEIGHT * (values - values.min()) / depth if depth > 0 else np.ones(values.size)
    return members, label, penalty


def _lengths(steps: np.ndarray, grid: Grid) -> np.ndarray:
    """Length of each neighbour step, shape (n,), Å."""
    return np.linalg.norm(steps @ grid.steps, axis=1)


@nb.njit(cache=True, nogil=True)
def _doubled_array(keys: np.ndarray) -> np.ndarray:  # pragma: no cover - compiled
    more = np.empty(2 * keys.size, keys.dtype)
    more[: keys.size] = keys
    return more


@nb.njit(cache=True, nogil=True)
def _doubled_rows(rows: np.ndarray) -> np.ndarray:  # pragma: no cover - compiled
    more = np.empty((2 * rows.shape[0], rows.shape[1]), rows.dtype)
    more[: rows.shape[0]] = rows
    return more


@nb.njit(cache=True, nogil=True)
def _tree(
    members: np.ndarray,
    label: np.ndarray,
    penalty: np.ndarray,
    shape: np.ndarray,
    steps: np.ndarray,
    lengths: np.ndarray,
    origin: int,
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:  # pragma: no cover - compiled
    """Dijkstra's tree on the torus: weighted distance, previous point, and lattice offset of each open point."""
    n = members.size
    n_b, n_c = shape[1], shape[2]
    distance = np.full(n, np.inf)
    previous = np.full(n, -1, np.int32)
    offset = np.zeros((n, 3), np.int32)
    final = np.zeros(n, np.bool_)
    heap = np.empty(1024, np.int32)
    keys = np.empty(1024, np.float64)
    distance[origin] = 0.0
    size = push(heap, 0, keys, 0.0, origin)
    while size > 0:
        x = heap[0]
        size = pop(heap, size, keys)
        if final[x]:
            continue
        final[x] = True
        flat = members[x]
        i, j, k = flat // (n_b * n_c), (flat // n_c) % n_b, flat % n_c
        for s in range(steps.shape[0]):
            a, b, c = i + steps[s, 0], j + steps[s, 1], k + steps[s, 2]
            wa, wb, wc = a // shape[0], b // n_b, c // n_c
            y = label[((a - wa * shape[0]) * n_b + b - wb * n_b) * n_c + c - wc * n_c]
            if y < 0 or final[y]:
                continue
            total = distance[x] + lengths[s] * 0.5 * (penalty[x] + penalty[y])
            if total < distance[y]:
                distance[y] = total
                previous[y] = x
                offset[y, 0], offset[y, 1], offset[y, 2] = offset[x, 0] + wa, offset[x, 1] + wb, offset[x, 2] + wc
                if size == heap.size:
                    heap = _doubled_array(heap)
                    keys = _doubled_array(keys)
                size = push(heap, size, keys, total, y)
    return distance, previous, offset


@nb.njit(cache=True, nogil=True)
def _shortest_winding(
    members: np.ndarray,
    label: np.ndarray,
    penalty: np.ndarray,
    shape: np.ndarray,
    steps: np.ndarray,
    lengths: np.ndarray,
    distance: np.ndarray,
    offset: np.ndarray,
) -> tuple[int, int, np.ndarray]:  # pragma: no cover - compiled
    """Return the step x → y that closes the shortest loop that winds, and its winding; −1, −1 where none does."""
    n_b, n_c = shape[1], shape[2]
    shortest = np.inf
    best_x, best_y = -1, -1
    winding = np.zeros(3, np.int64)
    for x in range(members.size):
        if not distance[x] < shortest:
            continue  # any loop over x is at least as long as its branch
        flat = members[x]
        i, j, k = flat // (n_b * n_c), (flat // n_c) % n_b, flat % n_c
        for s in range(steps.shape[0]):
            a, b, c = i + steps[s, 0], j + steps[s, 1], k + steps[s, 2]
            wa, wb, wc = a // shape[0], b // n_b, c // n_c
            y = label[((a - wa * shape[0]) * n_b + b - wb * n_b) * n_c + c - wc * n_c]
            if y < 0:
                continue
            da = offset[x, 0] + wa - offset[y, 0]
            db = offset[x, 1] + wb - offset[y, 1]
            dc = offset[x, 2] + wc - offset[y, 2]
            if da == 0 and db == 0 and dc == 0:
                continue
            total = distance[x] + lengths[s] * 0.5 * (penalty[x] + penalty[y]) + distance[y]
            if total < shortest - 1e-9:
                shortest = total
                best_x, best_y = x, y
                winding[0], winding[1], winding[2] = da, db, dc
    return best_x, best_y, winding


@nb.njit(cache=True, nogil=True)
def _a_star(
    members: np.ndarray,
    label: np.ndarray,
    penalty: np.ndarray,
    shape: np.ndarray,
    steps: np.ndarray,
    lengths: np.ndarray,
    axes: np.ndarray,
    start: np.ndarray,
    goal: np.ndarray,
) -> np.ndarray:  # pragma: no cover - compiled
    """Return the unwrapped grid indices of the shortest path from start to goal, shape (n, 3); n = 0 if none.

    A state is an unwrapped grid point; states are numbered as they appear, since the unwrapped lattice has no bounds.
    The heap is ordered by the length so far plus the straight distance to the goal. No path is shorter than that
    distance, and a step changes it by at most the step's length (the weights are at least 1), so a point popped from
    the heap has its final length, as in Dijkstra's search, and the first path that reaches the goal is the shortest.
    """
    n_a, n_b, n_c = shape
    n_open = members.size
    number = {(nb.int64(start[0]), nb.int64(start[1]), nb.int64(start[2])): nb.int64(0)}
    points = np.empty((1024, 3), np.int64)
    distance = np.empty(1024, np.float64)
    previous = np.empty(1024, np.int64)
    final = np.zeros(1024, np.bool_)
    heap = np.empty(1024, np.int64)
    keys = np.empty(1024, np.float64)
    points[0] = start
    distance[0] = 0.0
    previous[0] = -1
    n_states = 1
    size = push(heap, 0, keys, 0.0, 0)
    last = -1
    # An unreachable goal in a region that percolates would never empty the heap: the number of states is limited to
    # those of a block of cells around start and goal.
    limit = n_open
    for u in range(3):
        limit *= 5 + 2 * abs(goal[u] - start[u]) // shape[u]
    while size > 0 and n_states <= limit:
        x = heap[0]
        size = pop(heap, size, keys)
        if final[x]:
            continue  # an older, longer entry of a point that is final
        final[x] = True
        i, j, k = points[x]
        if i == goal[0] and j == goal[1] and k == goal[2]:
            last = x
            break
        label_x = label[((i % n_a) * n_b + j % n_b) * n_c + k % n_c]
        for s in range(steps.shape[0]):
            a, b, c = i + steps[s, 0], j + steps[s, 1], k + steps[s, 2]
            label_y = label[((a % n_a) * n_b + b % n_b) * n_c + c % n_c]
            if label_y < 0:
                continue
            total = distance[x] + lengths[s] * 0.5 * (penalty[label_x] + penalty[label_y])
            key = (nb.int64(a), nb.int64(b), nb.int64(c))
            if key in number:
                y = number[key]
                if final[y] or total >= distance[y]:
                    continue
            else:
                y = n_states
                n_states += 1
                if y == distance.size:
                    points = _doubled_rows(points)
                    distance = _doubled_array(distance)
                    previous = _doubled_array(previous)
                    wider = np.zeros(2 * y, np.bool_)
                    wider[:y] = final
                    final = wider
                number[key] = y
                points[y, 0], points[y, 1], points[y, 2] = a, b, c
            distance[y] = total
            previous[y] = x
            squared_distance = 0.0
            for u in range(3):
                d = (goal[0] - a) * axes[0, u] + (goal[1] - b) * axes[1, u] + (goal[2] - c) * axes[2, u]
                squared_distance += d * d
            if size == heap.size:
                heap = _doubled_array(heap)
                keys = _doubled_array(keys)
            size = push(heap, size, keys, total + np.sqrt(squared_distance), y)
    if last < 0:
        return np.empty((0, 3), np.int64)
    n = 0
    x = last
    while x >= 0:
        n += 1
        x = previous[x]
    route = np.empty((n, 3), np.int64)
    x = last
    for m in range(n - 1, -1, -1):
        route[m] = points[x]
        x = previous[x]
    return route
