"""Exact percolation on the torus: at which energy a periodic field opens in one, two and three dimensions.

See docs/method.md, 3.3. Grid points are added by rising energy and joined to the neighbours added before.
Each point carries the lattice offset to the root of its component, so that a join that closes a loop tells how far
the loop winds around the cell. The windings of a component form a lattice; its rank is the number of dimensions in
which the component crosses the crystal. One sweep gives all three energies and the directions.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numba as nb
import numpy as np

from pesviz.errors import GridMismatchError
from pesviz.landscape.connectivity import neighbour_steps
from pesviz.landscape.lattice import Vector, contains, insert_vector, rank, reduced_vectors
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
        found = None
        for candidate in self.openings:
            if candidate.energy > threshold:
                break
            found = candidate
        return found

    def dimension(self, threshold: float) -> int:
        """Return in how many dimensions the field is open at a threshold (eV): 0, 1, 2 or 3."""
        found = self.opening(threshold)
        return found.dimension if found else 0

    def directions_at(self, threshold: float) -> tuple[Vector, ...]:
        """Return the lattice vectors that are open at a threshold (eV); empty where nothing is."""
        found = self.opening(threshold)
        return found.directions if found else ()

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
        E_1D, E_2D, E_3D and what is open in between.

    Raises
    ------
    GridMismatchError
        The field is not a three-dimensional array of numbers.
    """
    flat, shape = _checked(energies)
    top = float(flat.max()) if top is None else float(top)
    order = sorted_below(flat, top)
    start = -1 if site is None else int(np.ravel_multi_index(site, shape, mode="wrap"))
    steps = neighbour_steps(np.asarray(cell, dtype=float) / np.array(shape)[:, None])
    target = np.array(until or (0, 0, 0), dtype=np.int64)
    events, bases, site_event = _sweep(flat, order, np.array(shape), steps, start, target)
    positions = events[:, 0]
    openings = _openings(
        flat[order[positions]], events[:, 1:], bases, None if site is None else tuple(site_event), cell
    )
    first = [next((o for o in openings if o.dimension >= d), None) for d in (1, 2, 3)]
    e_1d, e_2d, e_3d = (o.energy if o else None for o in first)
    directions = {key: o.directions if o else () for key, o in zip(DIMENSIONS, first, strict=True)}
    return Percolation(e_1d, e_2d, e_3d, directions, openings, top)


def percolate_ions(pes: PES, *, estimate: bool = False) -> tuple[Percolation, ...]:
    """Find where the surface of each mobile ion opens; ions with the same field (by symmetry) cost nothing.

    Parameters
    ----------
    pes
        Result of a scan; a point counts as closed from the ion's highest energy on. After an adaptive scan only what
        opens below its limit is found.
    estimate
        Take the predicted energies above the limit too.
    """
    known: dict[bytes, Percolation] = {}
    fields = pes.energies if estimate else pes.exact_energies
    for e in fields:
        if e.tobytes() not in known:
            top = np.inf if np.isinf(e.max()) else None
            known[e.tobytes()] = percolate(e, pes.crystal.cell, top=top)
    return tuple(known[e.tobytes()] for e in fields)


def percolate_union(pes: PES, *, estimate: bool = False) -> Percolation:
    """Find where the union of the mobile ions' regions opens: the field is the minimum over the ions.

    Parameters
    ----------
    pes
        Result of a scan.
    estimate
        Take the predicted energies above the limit of an adaptive scan too.
    """
    return percolate(union_energies(pes, estimate=estimate), pes.crystal.cell, top=np.inf)


def union_energies(pes: PES, *, estimate: bool = False) -> np.ndarray:
    """Return the lowest energy over the ions, infinite where each is at its highest energy.

    Parameters
    ----------
    pes
        Result of a scan.
    estimate
        Take the predicted energies above the limit of an adaptive scan too; else they are infinite.

    Returns
    -------
    numpy.ndarray
        Shape (N_a, N_b, N_c), float32, eV.
    """
    union = np.full(pes.grid.shape, np.inf, dtype=pes.energies.dtype)
    for energies in pes.energies if estimate else pes.exact_energies:
        np.minimum(union, np.where(energies < energies.max(), energies, np.inf), out=union)
    return union


def sorted_below(flat: np.ndarray, top: float) -> np.ndarray:
    """Return the flat indices of the points below an energy, by rising energy (ties in C order).

    Parameters
    ----------
    flat
        Energies, shape (n,), eV.
    top
        Energy, eV.
    """
    below = np.flatnonzero(flat < top).astype(np.int32)
    values = flat[below]
    if values.dtype != np.float32:
        return below[np.argsort(values, kind="stable")]
    # Energy and index in one 64-bit key: sorting plain integers is several times faster than an argsort.
    bits = (values + np.float32(0)).view(np.uint32)  # adding 0 turns −0 into 0
    ascending = np.where(bits >> 31, ~bits, bits | np.uint32(1 << 31))
    keys = (ascending.astype(np.uint64) << np.uint64(32)) | below.astype(np.uint64)
    keys.sort()
    return (keys & np.uint64(0xFFFFFFFF)).astype(np.int32)


def _checked(energies: np.ndarray) -> tuple[np.ndarray, tuple[int, int, int]]:
    """Return the field flat, and its shape."""
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
    """Replay what happened to the lattices of the components, and note the state after each energy."""
    lattices: dict[int, np.ndarray] = {}
    site_slot = -1
    openings: list[Opening] = []
    for n, ((slot, absorbed), basis) in enumerate(zip(events, bases, strict=True)):
        lattices[int(slot)] = basis
        if absorbed >= 0:
            lattices.pop(int(absorbed))
            site_slot = int(slot) if absorbed == site_slot else site_slot
        if site is not None and site[0] == n:
            site_slot = site[1]
        if n + 1 < len(levels) and levels[n + 1] == levels[n]:
            continue  # one energy, one opening: the order among equals means nothing
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


@nb.njit(cache=True, nogil=True)
def _find(nodes: np.ndarray, x: int) -> tuple[int, int, int, int]:  # pragma: no cover - compiled
    """Return the root of a point and the lattice offset from the root's cell to the point's, compressing the way."""
    root = x
    a = b = c = nb.int32(0)
    while nodes[root, 0] != root:
        a += nodes[root, 1]
        b += nodes[root, 2]
        c += nodes[root, 3]
        root = nodes[root, 0]
    total_a, total_b, total_c = a, b, c
    while nodes[x, 0] != root:
        parent, step_a, step_b, step_c = nodes[x, 0], nodes[x, 1], nodes[x, 2], nodes[x, 3]
        nodes[x, 0], nodes[x, 1], nodes[x, 2], nodes[x, 3] = root, a, b, c
        a -= step_a
        b -= step_b
        c -= step_c
        x = parent
    return root, total_a, total_b, total_c


@nb.njit(cache=True, nogil=True)
def _sweep(
    flat: np.ndarray, order: np.ndarray, shape: np.ndarray, steps: np.ndarray, site: int, until: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:  # pragma: no cover - compiled
    """Join points by rising energy and log every change of a component's lattice.

    A component that winds gets a slot, which stays its name when its root changes; the lattice does not depend on
    the root. Offsets are int32: along a tree of neighbour steps each step adds at most one, and there are fewer than
    2³¹ points.

    Returns
    -------
    events, bases, site_event
        Position in `order`, slot, absorbed slot or −1, shape (n, 3); the slot's lattice after that, shape (n, 3, 3);
        number of the event that gave the site's component its first lattice and that slot, or −1, −1.
    """
    n_a, n_b, n_c = shape
    n_points = flat.size
    nodes = np.empty((n_points, 4), np.int32)  # parent and offset side by side: one cache line a look
    present = np.zeros(n_points, np.bool_)
    sizes = np.empty(n_points, np.int32)
    slots = np.empty(n_points, np.int32)
    lattices = np.zeros((16, 3, 3), np.int64)
    n_slots = 0
    events = np.empty((64, 3), np.int64)
    bases = np.empty((64, 3, 3), np.int64)
    n_events = 0
    site_event = np.full(2, -1, np.int64)
    vector = np.empty(3, np.int64)
    full = False
    for position in range(order.size):
        x = order[position]
        if full and flat[x] != flat[order[position - 1]]:
            break
        i = x // (n_b * n_c)
        j = (x // n_c) % n_b
        k = x % n_c
        present[x] = True
        sizes[x] = 1
        slots[x] = -1
        nodes[x, 0], nodes[x, 1], nodes[x, 2], nodes[x, 3] = x, 0, 0, 0
        root_x, xa, xb, xc = x, nb.int32(0), nb.int32(0), nb.int32(0)
        for s in range(steps.shape[0]):
            a, b, c = i + steps[s, 0], j + steps[s, 1], k + steps[s, 2]
            wa = wb = wc = 0
            if a < 0:
                a += n_a
                wa = -1
            elif a >= n_a:
                a -= n_a
                wa = 1
            if b < 0:
                b += n_b
                wb = -1
            elif b >= n_b:
                b -= n_b
                wb = 1
            if c < 0:
                c += n_c
                wc = -1
            elif c >= n_c:
                c -= n_c
                wc = 1
            y = (a * n_b + b) * n_c + c
            if not present[y]:
                continue
            root_y, ya, yb, yc = _find(nodes, y)
            # The neighbour stands in cell w as seen from x: the root of y seen from the root of x.
            da, db, dc = xa + wa - ya, xb + wb - yb, xc + wc - yc
            joined = root_x != root_y
            absorbed = -1
            if joined:
                small, root = root_y, root_x
                if sizes[root_x] < sizes[root_y]:
                    small, root = root_x, root_y
                    da, db, dc = -da, -db, -dc
                nodes[small, 0], nodes[small, 1], nodes[small, 2], nodes[small, 3] = root, da, db, dc
                sizes[root] += sizes[small]
                root_x, xa, xb, xc = _find(nodes, x)
                if slots[root] < 0:
                    slots[root] = slots[small]
                elif slots[small] >= 0:
                    absorbed = slots[small]
                    for r in range(3):
                        vector[:] = lattices[absorbed, r]
                        insert_vector(lattices[slots[root]], vector)
                if slots[root] < 0:
                    continue
            else:
                if da == 0 and db == 0 and dc == 0:
                    continue
                if slots[root_x] < 0:
                    if n_slots == lattices.shape[0]:
                        wider = np.zeros((2 * n_slots, 3, 3), np.int64)
                        wider[:n_slots] = lattices
                        lattices = wider
                    slots[root_x] = n_slots
                    n_slots += 1
                vector[0], vector[1], vector[2] = da, db, dc
                if not insert_vector(lattices[slots[root_x]], vector):
                    continue
            slot = slots[root_x]
            holds_site = site >= 0 and present[site] and _find(nodes, site)[0] == root_x
            first = holds_site and site_event[0] < 0
            if joined and absorbed < 0 and not first:
                continue  # a winding component took up points that do not wind: nothing to log
            if n_events == events.shape[0]:
                more = np.empty((2 * n_events, 3), np.int64)
                more[:n_events] = events
                events = more
                more_bases = np.empty((2 * n_events, 3, 3), np.int64)
                more_bases[:n_events] = bases
                bases = more_bases
            events[n_events, 0], events[n_events, 1], events[n_events, 2] = position, slot, absorbed
            bases[n_events] = lattices[slot]
            if first:
                site_event[0], site_event[1] = n_events, slot
            n_events += 1
            if site < 0 or holds_site:
                lattice = lattices[slot]
                if until.any():
                    full = full or not insert_vector(lattice.copy(), until.copy())
                else:
                    full = full or (lattice[0, 0] != 0 and lattice[1, 1] != 0 and lattice[2, 2] != 0)
    return events[:n_events], bases[:n_events], site_event
