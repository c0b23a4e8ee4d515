"""The compiled sweep of percolation: points of a periodic grid are added by rising energy and joined to neighbours.

Each point carries the lattice offset to the root of its component (union–find), so that a join that closes a loop
gives the vector by which the loop winds around the cell. The windings of a component form a lattice, kept in Hermite
normal form.
"""

from __future__ import annotations

import numba as nb
import numpy as np

from pesviz.landscape.lattice import insert_vector


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


@nb.njit(cache=True, nogil=True)
def _find(nodes: np.ndarray, x: int) -> tuple[int, int, int, int]:  # pragma: no cover - compiled
    """Return the root of a point and the lattice offset from the root's cell to the point's, compressing the path.

    Offsets add up along the parents. The second loop links every point of the path directly to the root, with its
    total offset, so that later look-ups take one step.
    """
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
def sweep(
    flat: np.ndarray, order: np.ndarray, shape: np.ndarray, steps: np.ndarray, site: int, until: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:  # pragma: no cover - compiled
    """Join points by rising energy and log every change of a component's lattice.

    A component that winds around the cell gets a slot, which identifies it also when its root changes; its lattice
    does not depend on the root. Offsets are int32: along a tree of neighbour steps each step adds at most one, and
    there are fewer than 2³¹ points.

    Parameters
    ----------
    flat
        Energies, shape (N_a·N_b·N_c,), eV.
    order
        Flat indices of the points to add, by rising energy.
    shape
        N_a, N_b, N_c.
    steps
        Neighbour steps, shape (n, 3).
    site
        Flat index of the point whose component decides when to stop; −1 for any component.
    until
        Stop once this lattice vector is open; once three dimensions are, where it is zero.

    Returns
    -------
    events, bases, site_event
        Position in `order`, slot, slot that was merged into it or −1, shape (n, 3); the slot's lattice after that,
        shape (n, 3, 3); number of the event that gave the site's component its first lattice and that slot, or
        −1, −1.
    """
    n_a, n_b, n_c = shape
    n_points = flat.size
    nodes = np.empty((n_points, 4), np.int32)  # parent and offset together: one cache line per access
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
            break  # all points of the last energy are in
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
            # The neighbour is in cell w as seen from x, so this is the cell of y's root as seen from x's root.
            da, db, dc = xa + wa - ya, xb + wb - yb, xc + wc - yc
            two_components = root_x != root_y
            former_slot = -1
            if two_components:
                # The smaller component is linked below the root of the larger one: paths stay short.
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
                    former_slot = slots[small]
                    for r in range(3):
                        vector[:] = lattices[former_slot, r]
                        insert_vector(lattices[slots[root]], vector)
                if slots[root] < 0:
                    continue
            else:
                # One component: the step closes a loop, which winds around the cell where the offset is not zero.
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
            if two_components and former_slot < 0 and not first:
                continue  # a winding component gained points that do not wind: its lattice is the same
            if n_events == events.shape[0]:
                more = np.empty((2 * n_events, 3), np.int64)
                more[:n_events] = events
                events = more
                more_bases = np.empty((2 * n_events, 3, 3), np.int64)
                more_bases[:n_events] = bases
                bases = more_bases
            events[n_events, 0], events[n_events, 1], events[n_events, 2] = position, slot, former_slot
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
