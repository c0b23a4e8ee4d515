"""The network of an ion's sites and hops: local minima of a periodic field and the saddles between them.

The grid points are flooded by rising energy. A point without a neighbour below it begins a basin; any other joins the
basin of its lowest neighbour. The first point at which two basins touch is the saddle between them. Every basin
carries lattice offsets, so that a hop knows which image of a site it leads to.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numba as nb
import numpy as np

from pesviz.errors import GridMismatchError, SettingsError
from pesviz.landscape.connectivity import neighbour_steps
from pesviz.landscape.lattice import Vector
from pesviz.landscape.paths.path import PercolationPath
from pesviz.landscape.paths.routes import Index, shortest_route
from pesviz.landscape.percolation import percolate
from pesviz.landscape.torus_sweep import sorted_below
from pesviz.pes.grid import Grid

MIN_DEPTH_EV = 0.02
"""Basins shallower than this belong to their neighbour: less than thermal energy at room temperature (0.026 eV)."""


@dataclass(frozen=True)
class Site:
    """A local minimum.

    Parameters
    ----------
    index
        Grid index.
    fractional
        Fractional coordinates, in [0, 1).
    energy
        Energy, eV.
    """

    index: Index
    fractional: tuple[float, float, float]
    energy: float


@dataclass(frozen=True)
class Hop:
    """A path from one site to a neighbouring one over a saddle.

    Parameters
    ----------
    start, end
        Numbers of the two sites.
    offset
        Lattice vector (integer triple) from the start's cell to the end's.
    saddle
        Fractional coordinates of the saddle, not wrapped: between the start and the end's image.
    energy
        Energy of the saddle, eV.
    forward, backward
        Barrier seen from the start and from the end, eV.
    """

    start: int
    end: int
    offset: Vector
    saddle: tuple[float, float, float]
    energy: float
    forward: float
    backward: float


@dataclass(frozen=True, eq=False)
class HopNetwork:
    """Sites and hops of one field up to an energy.

    Parameters
    ----------
    sites
        Local minima, the lowest first.
    hops
        Hops between them, the lowest saddle first; one for each pair of sites and lattice vector.
    window
        Highest energy of the points used, eV.
    min_depth
        Minima shallower than this were merged with their neighbour, eV.
    """

    sites: tuple[Site, ...]
    hops: tuple[Hop, ...]
    window: float
    min_depth: float
    energies: np.ndarray = field(repr=False)
    grid: Grid = field(repr=False)

    def segment(self, hop: Hop) -> PercolationPath:
        """Return the shortest path from site to site over the saddle of a hop."""
        start, end = self.sites[hop.start].index, self.sites[hop.end].index
        saddle = np.rint(np.array(hop.saddle) * self.grid.shape).astype(int)
        cell, top = np.divmod(saddle, self.grid.shape)
        x, y, z = (int(v) for v in top)
        u, v, w = (int(n) for n in cell)
        a, b, c = (int(n) for n in np.array(hop.offset) - cell)
        # A merged site is reached over the saddle that separated its minima, at most `min_depth` higher.
        for level in (hop.energy, hop.energy + self.min_depth):
            up = shortest_route(self.energies, self.grid, start, (x, y, z), level, (u, v, w))
            down = shortest_route(self.energies, self.grid, (x, y, z), end, level, (a, b, c))
            if up is not None and down is not None:
                points = np.concatenate([up[:-1], down + cell * self.grid.shape])
                return PercolationPath.along(points, self.energies, self.grid, hop.offset)
        raise GridMismatchError("The hop is not one of this network.", "Take a hop from the network's own list.")

    def to_dict(self) -> dict[str, Any]:
        """Return plain values: energies in eV, fractional coordinates."""
        return {
            "window_eV": self.window,
            "min_depth_eV": self.min_depth,
            "sites": [{"fractional": list(s.fractional), "energy_eV": s.energy} for s in self.sites],
            "hops": [
                {
                    "start": h.start,
                    "end": h.end,
                    "offset": list(h.offset),
                    "saddle": list(h.saddle),
                    "energy_eV": h.energy,
                    "forward_eV": h.forward,
                    "backward_eV": h.backward,
                }
                for h in self.hops
            ],
        }


def hop_network(
    energies: np.ndarray, grid: Grid, *, window: float | None = None, min_depth: float = MIN_DEPTH_EV
) -> HopNetwork:
    """Find the sites of a field and the hops between them.

    Parameters
    ----------
    energies
        Field of one ion (or the union), shape `grid.shape`, eV.
    grid
        The periodic grid.
    window
        Use points up to this energy, eV; by default 0.5 eV above E_1D, or 2 eV above the minimum where the field
        is closed. Never as high as the maximum of the field, which is what masked points have.
    min_depth
        Merge minima shallower than this with their neighbour, eV.

    Raises
    ------
    GridMismatchError
        The field does not lie on the grid.
    SettingsError
        The depth is negative.
    """
    if energies.shape != tuple(grid.shape):
        raise GridMismatchError(
            f"A field of shape {energies.shape} does not lie on a grid of {grid.shape}.",
            "Give field and grid together.",
        )
    if not min_depth >= 0:
        raise SettingsError(f"A depth of {min_depth} eV is not possible.", "Give zero or a positive energy.")
    flat = np.ascontiguousarray(energies).ravel()
    percolation = percolate(energies, grid.cell)
    if window is None:
        window = percolation.e_1d + 0.5 if percolation.e_1d is not None else float(flat.min()) + 2.0
    order = sorted_below(flat, min(percolation.top, np.nextafter(window, np.inf)))
    minima, pairs, saddles = _flood(flat, order, np.array(grid.shape), neighbour_steps(grid.steps))
    depths = flat[minima].astype(float)
    sites, links = _merge_shallow(depths, pairs, flat[saddles].astype(float), saddles, min_depth)

    def fractional(point: int, offset: Vector = (0, 0, 0)) -> tuple[float, float, float]:
        x, y, z = (i / n + cell for i, n, cell in zip(index(point), grid.shape, offset, strict=True))
        return x, y, z

    def index(point: int) -> Index:
        i, j, k = np.unravel_index(point, grid.shape)
        return int(i), int(j), int(k)

    return HopNetwork(
        sites=tuple(Site(index(minima[m]), fractional(minima[m]), float(depths[m])) for m in sites),
        hops=tuple(
            Hop(
                a,
                b,
                offset,
                fractional(point, cell),
                float(flat[point]),
                float(flat[point] - depths[sites[a]]),
                float(flat[point] - depths[sites[b]]),
            )
            for (a, b, offset), (point, cell) in links.items()
        ),
        window=float(window),
        min_depth=min_depth,
        energies=energies,
        grid=grid,
    )


class _Forest:
    """Union-find over basins whose links carry lattice offsets."""

    def __init__(self, n: int) -> None:
        self.parent = list(range(n))
        self.offset = [np.zeros(3, dtype=int) for _ in range(n)]

    def find(self, x: int) -> tuple[int, np.ndarray]:
        """Return the root of a basin and the lattice offset from it."""
        total = np.zeros(3, dtype=int)
        while self.parent[x] != x:
            total = total + self.offset[x]
            x = self.parent[x]
        return x, total


def _merge_shallow(
    depths: np.ndarray, pairs: np.ndarray, levels: np.ndarray, points: np.ndarray, min_depth: float
) -> tuple[list[int], dict[tuple[int, int, Vector], tuple[int, Vector]]]:
    """Merge shallow basins with the neighbour over their lowest saddle, and number the others."""
    components, groups = _Forest(len(depths)), _Forest(len(depths))
    # The pairs are sorted by rising saddle energy, the order of Kruskal's algorithm: when two components of basins
    # meet, this saddle is the lowest one between them, and the higher minimum is as deep as it lies below the saddle.
    for (a, b, *offset), level in zip(pairs[:, :5].tolist(), levels, strict=True):
        root_a, root_b = components.find(a)[0], components.find(b)[0]
        if root_a == root_b:
            continue
        lower, higher = sorted((root_a, root_b), key=lambda r: (depths[r], r))
        components.parent[higher] = lower  # the root is the lowest minimum of its component
        if level - depths[higher] <= min_depth:
            (site_a, at_a), (site_b, at_b) = groups.find(a), groups.find(b)
            shift = at_a + np.array(offset) - at_b  # from the root of a to the root of b
            if (depths[site_a], site_a) <= (depths[site_b], site_b):
                groups.parent[site_b], groups.offset[site_b] = site_a, shift
            else:
                groups.parent[site_a], groups.offset[site_a] = site_b, -shift
    sites = sorted((m for m in range(len(depths)) if groups.parent[m] == m), key=lambda m: (depths[m], m))
    number = {m: n for n, m in enumerate(sites)}
    links: dict[tuple[int, int, Vector], tuple[int, Vector]] = {}
    for (a, b, *offset), cell, point in zip(pairs[:, :5].tolist(), pairs[:, 5:], points.tolist(), strict=True):
        (site_a, at_a), (site_b, at_b) = groups.find(a), groups.find(b)
        shift, saddle_cell = at_a + np.array(offset) - at_b, at_a + cell
        m, n = number[site_a], number[site_b]
        if m > n or (m == n and next((v for v in shift if v), 0) < 0):
            m, n, shift, saddle_cell = n, m, -shift, saddle_cell - shift
        if m != n or shift.any():
            (x, y, z), (u, v, w) = shift.tolist(), saddle_cell.tolist()
            links.setdefault((m, n, (x, y, z)), (point, (u, v, w)))
    return sites, links


@nb.njit(cache=True, nogil=True)
def _flood(
    flat: np.ndarray, order: np.ndarray, shape: np.ndarray, steps: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:  # pragma: no cover - compiled
    """Watershed on the torus: basins of the minima, and the saddle of each pair of basins that touch.

    Points come by rising energy, so the neighbours with a basin are those that lie lower. A point without any is a
    minimum and begins a basin; any other joins the basin of its lowest neighbour. Each point stores the lattice
    offset of its copy that is connected to the minimum in the basin's home cell. A step x → y with wrap w therefore
    connects x's basin to the image of y's basin at offset(x) + w − offset(y). The first point at which a pair (basin,
    basin, offset) appears is its saddle: all later ones are higher. A basin can touch its own image; then both
    numbers are equal and the offset is not zero.
    """
    n_a, n_b, n_c = shape
    basin = np.full(flat.size, -1, np.int32)
    rank = np.empty(flat.size, np.int32)
    offset = np.zeros((flat.size, 3), np.int32)
    minima = [nb.int64(0) for _ in range(0)]
    zero = nb.int64(0)
    pairs = [(zero, zero, zero, zero, zero, zero, zero, zero) for _ in range(0)]
    saddles = [nb.int64(0) for _ in range(0)]
    pair_keys = {(nb.int64(-1), nb.int64(-1), nb.int64(0), nb.int64(0), nb.int64(0)): True}
    n_steps = steps.shape[0]
    below = np.empty(n_steps, np.int64)
    wrap = np.empty((n_steps, 3), np.int64)
    for position in range(order.size):
        x = order[position]
        rank[x] = position
        i, j, k = x // (n_b * n_c), (x // n_c) % n_b, x % n_c
        # Lower neighbours: those with a basin. A grid one point wide makes x its own neighbour (an image of itself).
        n_below = 0
        lowest = -1
        for s in range(n_steps):
            a, b, c = i + steps[s, 0], j + steps[s, 1], k + steps[s, 2]
            wa, wb, wc = a // n_a, b // n_b, c // n_c
            y = ((a - wa * n_a) * n_b + b - wb * n_b) * n_c + c - wc * n_c
            if y != x and basin[y] < 0:
                continue
            below[n_below] = y
            wrap[n_below, 0], wrap[n_below, 1], wrap[n_below, 2] = wa, wb, wc
            if y != x and (lowest < 0 or rank[y] < rank[below[lowest]]):
                lowest = n_below
            n_below += 1
        if lowest < 0:
            basin[x] = len(minima)
            minima.append(nb.int64(x))
        else:
            y = below[lowest]
            basin[x] = basin[y]
            for u in range(3):
                offset[x, u] = offset[y, u] - wrap[lowest, u]
        own = nb.int64(basin[x])
        # Every lower neighbour in another basin, or in another image of the same one, makes x a saddle of that pair.
        for m in range(n_below):
            y = below[m]
            other = nb.int64(basin[y])
            da = nb.int64(offset[x, 0] + wrap[m, 0] - offset[y, 0])
            db = nb.int64(offset[x, 1] + wrap[m, 1] - offset[y, 1])
            dc = nb.int64(offset[x, 2] + wrap[m, 2] - offset[y, 2])
            if own == other and da == 0 and db == 0 and dc == 0:
                continue
            first, second = own, other
            sa, sb, sc = nb.int64(offset[x, 0]), nb.int64(offset[x, 1]), nb.int64(offset[x, 2])
            # One key for both orders of a pair: the smaller number first, the offset positive where they are equal.
            if own > other or (own == other and (da < 0 or (da == 0 and (db < 0 or (db == 0 and dc < 0))))):
                first, second, da, db, dc = other, own, -da, -db, -dc
                sa, sb, sc = sa + da, sb + db, sc + dc
            key = (first, second, da, db, dc)
            if key not in pair_keys:
                pair_keys[key] = True
                pairs.append((first, second, da, db, dc, sa, sb, sc))
                saddles.append(nb.int64(x))
    rows = np.empty((len(pairs), 8), np.int64)
    for n in range(len(pairs)):
        rows[n] = np.array(pairs[n])
    lowest_points = np.empty(len(minima), np.int64)
    for n in range(len(minima)):
        lowest_points[n] = minima[n]
    saddle_points = np.empty(len(saddles), np.int64)
    for n in range(len(saddles)):
        saddle_points[n] = saddles[n]
    return lowest_points, rows, saddle_points
