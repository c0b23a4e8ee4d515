"""The hops of a landscape with names and descriptions: sites, saddle, atoms around the saddle.

The network of `landscape.paths.network` is that of a field; here its sites are named by their ions, and hops that
differ by symmetry only are counted together.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from pesviz.landscape.landscape import Landscape
from pesviz.landscape.paths.network import Hop, HopNetwork, hop_network
from pesviz.landscape.paths.path import PercolationPath
from pesviz.landscape.percolation import union_energies
from pesviz.pes.result import PES
from pesviz.presentation import numbers
from pesviz.presentation.terms import HIGHEST, MOST_NEAR, NEAR, DescribedPath, around

AT_SITE = 0.6
"""A minimum this close to an ion's own minimum is that ion's site, Å."""
SAME_ENERGY, SAME_LENGTH = 2e-3, 0.3
"""Hops between the same kinds of sites that agree within these (eV; Å along grid points) are shown once."""
MOST = 12
"""Largest number of different hops."""


@dataclass(frozen=True, eq=False)
class NamedHop:
    """A hop between two sites with its description.

    Parameters
    ----------
    hop
        The hop.
    count
        Number of equivalent hops in the cell.
    label
        Sites, saddle and number of equivalent hops, plain text.
    path
        The path from site to site, the atoms around its highest point, and a sentence (HTML).
    """

    hop: Hop
    count: int
    label: str
    path: DescribedPath


def landscape_network(landscape: Landscape, ion: int | None = None) -> HopNetwork:
    """Return sites and hops of an ion, or of all together, up to where the last direction opens; exact energies only.

    Parameters
    ----------
    landscape
        The result.
    ion
        Number of the ion; None for all together.
    """
    pes = landscape.pes
    energies = union_energies(pes) if ion is None else pes.exact_energies[ion]
    percolation = landscape.percolation if ion is None else landscape.percolation_per_ion[ion]
    openings = [energy for energy in percolation.energies if energy is not None and energy <= HIGHEST]
    return hop_network(energies, pes.grid, window=max(openings) + SAME_ENERGY if openings else HIGHEST)


def named_hops(landscape: Landscape, ion: int | None = None, most: int = MOST) -> list[NamedHop]:
    """Return the hops of an ion, or of all together, the lowest saddle first; equivalent ones once.

    Parameters
    ----------
    landscape
        The result.
    ion
        Number of the ion; None for all together.
    most
        Largest number of hops to return.
    """
    network = landscape_network(landscape, ion)
    names = site_names(landscape, network, ion)
    kinds: list[_Kind] = []
    for hop in network.hops:
        kind = _Kind(hop, network.segment(hop), {names[n].split()[0] for n in (hop.start, hop.end)})
        like = next((other for other in kinds if other.like(kind)), None)
        if like is not None:
            like.count += 1
        elif len(kinds) < most:
            kinds.append(kind)
    return [_named(landscape, ion, kind, names) for kind in kinds]


def site_names(landscape: Landscape, network: HopNetwork, ion: int | None = None) -> list[str]:
    """Return the names of the sites of a network: that of the ion there, else "interstice 1" and so on.

    Parameters
    ----------
    landscape
        The result.
    network
        Network of sites and hops.
    ion
        Number of the ion that the network belongs to; None for all together.
    """
    pes = landscape.pes
    ions = range(pes.n_ions) if ion is None else (ion,)
    minima = {n: np.array(pes.minimum_index(n)) / pes.grid.shape for n in ions}
    names: list[str] = []
    between = 0
    for site in network.sites:
        distances = {n: _distance(np.array(site.fractional) - at, pes.crystal.cell) for n, at in minima.items()}
        nearest = min(distances, key=lambda n: distances[n])
        if distances[nearest] <= AT_SITE:
            names.append(f"{pes.crystal.mobile_species} {nearest + 1}")
        else:
            between += 1
            names.append(f"interstice {between}")
    return names


@dataclass
class _Kind:
    """A hop that represents all equivalent ones."""

    hop: Hop
    path: PercolationPath
    places: set[str]
    count: int = 1

    def like(self, other: _Kind) -> bool:
        """Whether another hop has the same kinds of sites, energies and length: then symmetry relates them."""
        mine, others = ((kind.hop.energy, *sorted((kind.hop.forward, kind.hop.backward))) for kind in (self, other))
        return (
            self.places == other.places
            and np.allclose(mine, others, rtol=0, atol=SAME_ENERGY)
            and abs(self.path.length - other.path.length) <= SAME_LENGTH
        )


def _distance(difference: np.ndarray, cell: np.ndarray) -> float:
    """Return the length of the shortest image of a difference of fractional coordinates, Å."""
    shortest = difference - np.rint(difference)
    images = np.stack(np.meshgrid(*[[-1, 0, 1]] * 3, indexing="ij"), axis=-1).reshape(-1, 3)
    return float(np.linalg.norm((shortest + images) @ cell, axis=1).min())


def _lowest(pes: PES, point: np.ndarray) -> int:
    """Return the number of the ion that has the lowest energy at a grid point (fractional)."""
    index = np.rint(point * pes.grid.shape).astype(int) % pes.grid.shape
    return int(np.argmin(pes.energies[(slice(None), *index)]))


def _named(landscape: Landscape, ion: int | None, kind: _Kind, names: list[str]) -> NamedHop:
    pes, hop = landscape.pes, kind.hop
    # The image whose highest point lies in the cell that is shown.
    path = replace(kind.path, points=kind.path.points - np.floor(kind.path.bottleneck_point))
    ions = [_lowest(pes, path.points[n]) if ion is None else ion for n in (0, path.bottleneck)]
    near = path.surroundings(pes.crystal, pes.crystal.mobile_indices[ions[1]], NEAR)
    ends = f"{names[hop.start]} → {names[hop.end]}"
    if hop.start == hop.end:
        ends += f" along {numbers.direction(hop.offset)}"
    times = f", {kind.count} equivalent ones in the cell" if kind.count > 1 else ""
    back = f" (back {hop.backward:.3f} eV)" if abs(hop.backward - hop.forward) > SAME_ENERGY else ""
    sentence = (
        f"{ends}{times}: <b>{numbers.energy(hop.forward)}</b> barrier{back}, {path.length:.2f} Å, saddle at "
        f"{numbers.energy(hop.energy)}. Around it: {around(near)}."
    )
    label = f"{ends}: {numbers.energy(hop.energy)}{f', {kind.count} ×' if kind.count > 1 else ''}"
    return NamedHop(hop, kind.count, label, DescribedPath(path, near[:MOST_NEAR], sentence, ions[0], ions[1]))
