"""Exact percolation on the torus: at which energy a periodic field opens in one, two and three dimensions.

See docs/method.md, 3.3. The sweep over the grid points (`torus_sweep`) logs how the lattice of each component grows.
The rank of a lattice is the number of dimensions in which its component crosses the crystal. One sweep gives all
three energies and the directions.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np

from pesviz.errors import GridMismatchError
from pesviz.landscape.connectivity import neighbour_steps
from pesviz.landscape.lattice import Vector, contains, rank, reduced_vectors
from pesviz.landscape.torus_sweep import sorted_below, sweep
from pesviz.pes.result import PES

DIMENSIONS = ("1D", "2D", "3D")


@dataclass(frozen=True)
class Opening:
    """What is open from one energy on, until the next opening.

    Parameters
    ----------
    energy
        Energy from which on this holds, eV.
    dimension
        Number of dimensions in which the best component crosses the crystal, 1 to 3.
    directions
        Lattice vectors (integer triples) along which components of that dimension repeat.
    """

    energy: float
    dimension: int
    directions: tuple[Vector, ...]


@dataclass(frozen=True)
class Percolation:
    """Where a periodic field opens.

    Parameters
    ----------
    e_1d, e_2d, e_3d
        Lowest energy at which one component of {E ≤ energy} crosses the crystal in at least one, two, three
        independent directions, eV; None where that is not below `top`.
    directions
        For "1D", "2D", "3D" the lattice vectors (integer triples: a shortest basis, first non-zero index positive)
        that are open at that energy; empty where nothing opens. Channels that open at the same energy without
        touching each other are all listed.
    openings
        Every change of dimension or directions, by rising energy.
    top
        Energies from here on count as closed, eV: the highest evaluated energy.
    """

    e_1d: float | None
    e_2d: float | None
    e_3d: float | None
    directions: dict[str, tuple[Vector, ...]]
    openings: tuple[Opening, ...] = field(default=(), repr=False)
    top: float = np.inf

    @property
    def energies(self) -> tuple[float | None, float | None, float | None]:
        """E_1D, E_2D and E_3D, eV."""
        return self.e_1d, self.e_2d, self.e_3d

    def opening(self, threshold: float) -> Opening | None:
        """Return what is open at a threshold, None where nothing is.

        Parameters
        ----------
        threshold
            Energy t, eV; the region is {E ≤ t}, so that E_1D itself is open in one dimension.
        """
        return next((o for o in reversed(self.openings) if o.energy <= threshold), None)

    def dimension(self, threshold: float) -> int:
        """Return in how many dimensions the field is open at a threshold (eV): 0, 1, 2 or 3."""
        opening = self.opening(threshold)
        return opening.dimension if opening else 0

    def directions_at(self, threshold: float) -> tuple[Vector, ...]:
        """Return the lattice vectors that are open at a threshold (eV); empty where nothing is."""
        opening = self.opening(threshold)
        return opening.directions if opening else ()

    def to_dict(self) -> dict[str, Any]:
        """Return the energies (eV) and directions as plain values; null where nothing opens below `top`."""
        return {
            "E_1D_eV": self.e_1d,
            "E_2D_eV": self.e_2d,
            "E_3D_eV": self.e_3d,
            "directions": {key: [list(v) for v in self.directions[key]] or None for key in DIMENSIONS},
        }


def percolate(
    energies: np.ndarray,
    cell: np.ndarray,
    *,
    top: float | None = None,
    site: tuple[int, int, int] | None = None,
    until: Vector | None = None,
) -> Percolation:
    """Find the energies and directions at which a periodic field opens (docs/method.md, 3.3).

    Parameters
    ----------
    energies
        Field on the periodic grid, endpoint excluded, shape (N_a, N_b, N_c), eV. Infinite where never open.
    cell
        Lattice vectors as rows, shape (3, 3), Å; they decide which points are neighbours.
    top
        Points at or above this energy (eV) count as closed; the maximum of the field by default, which is what
        masked points have. Infinite in an energy-limited scan: then every energy in it was evaluated.
    site
        Grid index; only the component that holds this point counts. Any component by default.
    until
        Go on until this lattice vector is open; by default until three dimensions are.

    Returns
    -------
    Percolation
        E_1D, E_2D, E_3D and every change between them.

    Raises
    ------
    GridMismatchError
        The field is not a three-dimensional array of numbers.
    """
    flat, shape = _flat_field(energies)
    top = float(flat.max()) if top is None else float(top)
    order = sorted_below(flat, top)
    start = -1 if site is None else int(np.ravel_multi_index(site, shape, mode="wrap"))
    steps = neighbour_steps(np.asarray(cell, dtype=float) / np.array(shape)[:, None])
    target = np.array(until or (0, 0, 0), dtype=np.int64)
    events, bases, site_event = sweep(flat, order, np.array(shape), steps, start, target)
    positions = events[:, 0]
    openings = _openings(
        flat[order[positions]], events[:, 1:], bases, None if site is None else tuple(site_event), cell
    )
    first = [next((o for o in openings if o.dimension >= d), None) for d in (1, 2, 3)]
    e_1d, e_2d, e_3d = (o.energy if o else None for o in first)
    directions = {key: o.directions if o else () for key, o in zip(DIMENSIONS, first, strict=True)}
    return Percolation(e_1d, e_2d, e_3d, directions, openings, top)


def percolate_ions(pes: PES, *, estimate: bool = False) -> tuple[Percolation, ...]:
    """Find where the surface of each mobile ion opens; equal fields (by symmetry) are computed once.

    Parameters
    ----------
    pes
        Result of a scan; a point counts as closed from the ion's highest energy on. After an adaptive scan only
        openings below its limit are reported.
    estimate
        Include the predicted energies above the limit.
    """
    results: dict[bytes, Percolation] = {}
    fields = pes.energies if estimate else pes.exact_energies
    for e in fields:
        if e.tobytes() not in results:
            top = np.inf if np.isinf(e.max()) else None
            results[e.tobytes()] = percolate(e, pes.crystal.cell, top=top)
    return tuple(results[e.tobytes()] for e in fields)


def percolate_union(pes: PES, *, estimate: bool = False) -> Percolation:
    """Find where the union of the mobile ions' regions opens: the field is the minimum over the ions.

    Parameters
    ----------
    pes
        Result of a scan.
    estimate
        Include the predicted energies above the limit of an adaptive scan.
    """
    return percolate(union_energies(pes, estimate=estimate), pes.crystal.cell, top=np.inf)


def union_energies(pes: PES, *, estimate: bool = False) -> np.ndarray:
    """Return the lowest energy over the ions, infinite where each is at its highest energy.

    Parameters
    ----------
    pes
        Result of a scan.
    estimate
        Include the predicted energies above the limit of an adaptive scan; by default they are infinite.

    Returns
    -------
    numpy.ndarray
        Shape (N_a, N_b, N_c), float32, eV.
    """
    union = np.full(pes.grid.shape, np.inf, dtype=pes.energies.dtype)
    for energies in pes.energies if estimate else pes.exact_energies:
        np.minimum(union, np.where(energies < energies.max(), energies, np.inf), out=union)
    return union


def _flat_field(energies: np.ndarray) -> tuple[np.ndarray, tuple[int, int, int]]:
    """Return the field as a flat array, and its shape; refuse what is not a periodic grid of energies."""
    energies = np.ascontiguousarray(energies)
    if energies.ndim != 3 or energies.size == 0 or energies.dtype.kind not in "fiu":
        raise GridMismatchError(
            f"A field of shape {energies.shape} and type {energies.dtype} is not a periodic energy grid.",
            "Give a three-dimensional array of energies in eV.",
        )
    if np.isnan(energies.min()):
        raise GridMismatchError(
            "The field holds values that are not numbers.", "Give masked points a high energy or infinity."
        )
    if energies.size > np.iinfo(np.int32).max:
        raise GridMismatchError(f"A grid of {energies.size} points is too large.", "Take a wider grid spacing.")
    n_a, n_b, n_c = energies.shape
    return energies.ravel(), (n_a, n_b, n_c)


def _openings(
    levels: np.ndarray, events: np.ndarray, bases: np.ndarray, site: tuple[int, int] | None, cell: np.ndarray
) -> tuple[Opening, ...]:
    """Replay the logged changes of the components' lattices, and record what is open after each energy."""
    lattices: dict[int, np.ndarray] = {}
    site_slot = -1
    openings: list[Opening] = []
    for n, ((slot, former), basis) in enumerate(zip(events, bases, strict=True)):
        lattices[int(slot)] = basis
        if former >= 0:
            lattices.pop(int(former))
            site_slot = int(slot) if former == site_slot else site_slot
        if site is not None and site[0] == n:
            site_slot = site[1]
        if n + 1 < len(levels) and levels[n + 1] == levels[n]:
            continue  # one opening for each energy: the order among equal energies has no meaning
        present = list(lattices.values()) if site is None else [lattices[s] for s in (site_slot,) if s >= 0]
        dimension = max(map(rank, present), default=0)
        directions = _directions([b for b in present if rank(b) == dimension], cell)
        if dimension and (
            not openings or (dimension, directions) != (openings[-1].dimension, openings[-1].directions)
        ):
            openings.append(Opening(float(levels[n]), dimension, directions))
    return tuple(openings)


def _directions(lattices: list[np.ndarray], cell: np.ndarray) -> tuple[Vector, ...]:
    """Return the vectors of several lattices, leaving out a lattice that lies inside another."""
    unique = list({b.tobytes(): b for b in lattices}.values())
    largest = [
        b for b in unique if not any(b is not other and all(contains(other, row) for row in b) for other in unique)
    ]
    return tuple(sorted({v for b in largest for v in reduced_vectors(b, cell)}, reverse=True))
