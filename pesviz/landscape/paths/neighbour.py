"""The path of an ion to the site of a neighbouring ion of its kind: the vacancy hop of textbooks.

The surface of one ion does not contain it, as the next site is occupied there. The union of the surfaces (the lowest
energy over the ions at each point) does: each half of the path belongs to an ion whose neighbour is at its site.
"""

from __future__ import annotations

import heapq
from dataclasses import dataclass
from itertools import count

import numpy as np

from pesviz.landscape.lattice import Vector
from pesviz.landscape.paths.network import HopNetwork, hop_network
from pesviz.landscape.paths.path import PercolationPath
from pesviz.landscape.paths.routes import shortest_route
from pesviz.landscape.percolation import union_energies
from pesviz.pes.result import PES


@dataclass(frozen=True, eq=False)
class NeighbourPath:
    """A path from an ion's site to that of a neighbour.

    Parameters
    ----------
    path
        The path, on the union of the surfaces; its lattice vector is that from the ion's cell to the neighbour's.
    end
        Number of the ion whose site it reaches; it may be the ion's own image.
    """

    path: PercolationPath
    end: int


def neighbour_path(pes: PES, ion: int) -> NeighbourPath | None:
    """Find the minimax path from an ion's site to the site reached at the lowest energy; None where there is none."""
    union = union_energies(pes)
    network = hop_network(union, pes.grid)
    at = {site.index: number for number, site in enumerate(network.sites)}
    # A minimum that the network merged with a deeper one is no site.
    owner = {at[index]: n for n in range(pes.n_ions) if (index := pes.minimum_index(n)) in at}
    start = next((site for site, n in owner.items() if n == ion), None)
    if start is None:
        return None
    route = _minimax(network, start, owner)
    if route is None:
        return None
    level, goal, cell = route
    first, last = network.sites[start].index, network.sites[goal].index
    # A merged site is reached over the saddle that separated its minima, at most `min_depth` higher.
    for top in (level, level + network.min_depth):
        indices = shortest_route(union, pes.grid, first, last, top, cell)
        if indices is not None:
            return NeighbourPath(PercolationPath.along(indices, union, pes.grid, cell), owner[goal])
    return None


def _minimax(network: HopNetwork, start: int, owner: dict[int, int]) -> tuple[float, int, Vector] | None:
    """Return the energy, the site and its cell at which paths from a site first reach the site of an ion."""
    steps: dict[int, list[tuple[int, np.ndarray, float]]] = {}
    for hop in network.hops:
        offset = np.array(hop.offset)
        steps.setdefault(hop.start, []).append((hop.end, offset, hop.energy))
        steps.setdefault(hop.end, []).append((hop.start, -offset, hop.energy))
    order = count()
    # Ordered by the highest saddle, then by the number of hops: the nearest of those at equal energy.
    heap = [(-np.inf, 0, next(order), start, (0, 0, 0))]
    visited: set[tuple[int, Vector]] = set()
    while heap:
        level, hops, _, site, cell = heapq.heappop(heap)
        if (site, cell) in visited:
            continue
        visited.add((site, cell))
        if hops and site in owner:
            return float(level), site, cell
        for neighbour, offset, energy in steps.get(site, ()):
            a, b, c = (int(n) for n in np.array(cell) + offset)
            heapq.heappush(heap, (max(level, energy), hops + 1, next(order), neighbour, (a, b, c)))
    return None
