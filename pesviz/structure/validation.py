"""Checks that atoms are a crystal that can be scanned."""

from __future__ import annotations

import numpy as np
from ase import Atoms
from ase.geometry import minkowski_reduce
from ase.neighborlist import neighbor_list

from pesviz.errors import NotPeriodicError, OverlapError, StructureError

CLOSEST_A = 0.5
"""Smallest distance between atoms of a real crystal, Å."""
VACUUM_A = 9.0
"""Largest thickness of a layer without atoms in a crystal, Å."""
LARGEST_VOLUME_PER_ATOM_A3 = 150.0
SMALLEST_VOLUME_PER_ATOM_A3 = 2.0
FARTHEST_CELLS = 1e5
"""Coordinates farther away, in cells, are errors: they have lost the digits that place an atom in its cell."""


def validate(atoms: Atoms) -> None:
    """Raise where atoms are no three-dimensional crystal.

    Raises
    ------
    NotPeriodicError
        No cell, a molecule or a slab.
    OverlapError
        Two atoms are closer than 0.5 Å, periodic images included.
    StructureError
        No atoms, or coordinates that are not numbers.
    """
    if len(atoms) == 0:
        raise StructureError("The file holds no atoms.", "Choose a file with a crystal structure.")
    if not (np.isfinite(atoms.positions).all() and np.isfinite(atoms.cell.array).all()):
        raise StructureError(
            "Some coordinates or cell lengths are not numbers.", "Check the file and write it again."
        )
    if (atoms.numbers < 1).any():
        raise StructureError("Some atoms have no element.", "Give every atom a chemical symbol.")
    if atoms.cell.rank < 3 or not atoms.pbc.all() or abs(np.linalg.det(atoms.cell.array)) < 1e-3:
        raise NotPeriodicError(
            "The structure is not periodic in three directions: it has no complete cell.",
            "Give a crystal with three lattice vectors; pesviz does not scan molecules, wires or slabs.",
        )
    farthest = np.abs(atoms.get_scaled_positions(wrap=False)).max(axis=1)
    if farthest.max() > FARTHEST_CELLS:
        n = int(farthest.argmax())
        raise StructureError(
            f"Atom {n} ({atoms.symbols[n]}) lies {farthest[n]:.1g} cells away from the cell.",
            "Check the coordinates: the file may be cut or its columns run together.",
        )
    per_atom = atoms.get_volume() / len(atoms)
    _check_overlap(_compact(atoms))
    _check_vacuum(atoms)
    if not SMALLEST_VOLUME_PER_ATOM_A3 <= per_atom <= LARGEST_VOLUME_PER_ATOM_A3:
        raise StructureError(
            f"The cell has {per_atom:.3g} Å³ per atom, which no crystal has.",
            "Check the units of the cell (Å, not Bohr or nm) and the number of atoms.",
        )


def _compact(atoms: Atoms) -> Atoms:
    """Return the same crystal in its most compact cell, which bounds the time of the neighbour search."""
    cell, _ = minkowski_reduce(atoms.cell.array)
    shortest = float(np.linalg.norm(cell, axis=1).min())
    if shortest < CLOSEST_A:
        raise OverlapError(
            f"The cell repeats every {shortest:.2g} Å, so that each atom overlaps its own image.",
            "Check the units of the cell (Å, not Bohr or nm).",
        )
    return Atoms(numbers=atoms.numbers, positions=atoms.positions, cell=cell, pbc=True)


def _check_overlap(atoms: Atoms) -> None:
    first, second, distance = neighbor_list("ijd", atoms, CLOSEST_A)
    if len(distance):
        n = int(distance.argmin())
        a, b = int(first[n]), int(second[n])
        symbols = atoms.get_chemical_symbols()
        raise OverlapError(
            f"Atoms {a} ({symbols[a]}) and {b} ({symbols[b]}) are only {distance[n]:.2f} Å apart.",
            "Remove duplicate atoms, choose one of split positions, or check the units of the coordinates.",
        )


def _check_vacuum(atoms: Atoms) -> None:
    """Refuse a layer without atoms, normal to a reciprocal lattice vector, that is too thick."""
    heights = 1 / np.linalg.norm(np.linalg.inv(atoms.cell.array), axis=0)
    fractional = np.sort(atoms.get_scaled_positions(wrap=True), axis=0)
    gaps = np.diff(np.vstack([fractional, fractional[:1] + 1]), axis=0).max(axis=0) * heights
    axis = int(gaps.argmax())
    if gaps[axis] > VACUUM_A:
        raise NotPeriodicError(
            f"There are {gaps[axis]:.1f} Å without atoms along {'abc'[axis]}: this is a slab or a molecule in a box.",
            "Give the bulk crystal without vacuum.",
        )
