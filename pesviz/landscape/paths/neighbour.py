"""The way of an ion to the next place where another ion of its kind stands: the vacancy hop of textbooks.

The scan of one ion alone cannot hold it, as the next site is occupied there. On the union of the surfaces (the lowest
energy over the ions at each point) it can: each half of the way is that of an ion whose neighbour is at its place.
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
    """A way from an ion's site to that of a neighbour.

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
    """Find the minimax path from an ion's site to the site that is reached at the lowest energy; None where none is.

    Parameters
    ----------
    pes
        Result of a scan.
    ion
        Number of the mobile ion.
    """
    union = union_energies(pes)
    network = hop_network(union, pes.grid)
    at = {site.index: number for number, site in enumerate(network.sites)}
    # Minima that the network took together with a deeper one are of no account: their ion's site is that one.
    owner = {at[index]: n for n in range(pes.n_ions) if (index := pes.minimum_index(n)) in at}
    start = next((site for site, n in owner.items() if n == ion), None)
    if start is None:
        return None
    found = _minimax(network, start, owner)
    if found is None:
        return None
    level, goal, cell = found
    first, last = network.sites[start].index, network.sites[goal].index
    # Sites that were taken together are joined over what lay between them, at most `min_depth` higher.
    for top in (level, level + network.min_depth):
        way = shortest_route(union, pes.grid, first, last, top, cell)
        if way is not None:
            return NeighbourPath(PercolationPath.along(way, union, pes.grid, cell), owner[goal])
    return None


def _minimax(network: HopNetwork, start: int, owner: dict[int, int]) -> tuple[float, int, Vector] | None:
    """Return the energy, the site and its cell at which the way from a site first reaches that of an ion."""
    steps: dict[int, list[tuple[int, np.ndarray, float]]] = {}
    for hop in network.hops:
        offset = np.array(hop.offset)
        steps.setdefault(hop.start, []).append((hop.end, offset, hop.energy))
        steps.setdefault(hop.end, []).append((hop.start, -offset, hop.energy))
    order = count()
    # By the highest saddle, then by the number of hops: the nearest of those that are equally easy.
    heap = [(-np.inf, 0, next(order), start, (0, 0, 0))]
    seen: set[tuple[int, Vector]] = set()
    while heap:
        level, hops, _, site, cell = heapq.heappop(heap)
        if (site, cell) in seen:
            continue
        seen.add((site, cell))
        if hops and site in owner:
            return float(level), site, cell
        for there, offset, energy in steps.get(site, ()):
            a, b, c = (int(n) for n in np.array(cell) + offset)
            heapq.heappush(heap, (max(level, energy), hops + 1, next(order), there, (a, b, c)))
    return None
