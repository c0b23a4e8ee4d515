"""Primitive cells and supercells."""

from __future__ import annotations

import operator
from collections.abc import Sequence

from ase import Atoms
from ase.build import make_supercell
from pymatgen.core import Structure
from pymatgen.io.ase import AseAtomsAdaptor

from pesviz.errors import SettingsError

MOST_REPEATS = 20
"""Most repeats along one lattice vector; more are taken for a typing error."""


def primitive_cell(atoms: Atoms) -> tuple[Atoms, str]:
    """Return the primitive cell, Niggli-like reduced by pymatgen, and a note.

    Returns
    -------
    atoms
        The primitive cell, or the given one where it is primitive already.
    note
        The change, in a sentence; empty where there is none.
    """
    structure: Structure = AseAtomsAdaptor.get_structure(atoms)
    smaller = structure.get_primitive_structure(tolerance=0.01)
    if len(smaller) >= len(atoms):
        return atoms, ""
    cell = Atoms(
        numbers=[site.specie.Z for site in smaller],
        scaled_positions=smaller.frac_coords,
        cell=smaller.lattice.matrix,
        pbc=True,
    )
    return cell, f"Primitive cell: {len(cell)} of {len(atoms)} atoms."


def repeats(repeat: Sequence[int]) -> tuple[int, int, int]:
    """Return the repeats along the three lattice vectors, checked.

    Raises
    ------
    SettingsError
        It is no three whole numbers from 1 to `MOST_REPEATS`.
    """
    try:
        a, b, c = (operator.index(n) for n in repeat)
    except (TypeError, ValueError):
        a = b = c = 0
    if not all(1 <= n <= MOST_REPEATS for n in (a, b, c)):
        text = "×".join(map(str, repeat)) if isinstance(repeat, Sequence) else repr(repeat)
        raise SettingsError(
            f"A supercell of {text} is not possible.",
            f"Give three whole numbers of 1 to {MOST_REPEATS}, for example 2, 1 and 1.",
        )
    return a, b, c


def supercell(atoms: Atoms, repeat: Sequence[int]) -> tuple[Atoms, str]:
    """Repeat a crystal along its lattice vectors.

    Returns
    -------
    atoms, note
        The supercell, and the change in a sentence.

    Raises
    ------
    SettingsError
        The repeats are no three positive whole numbers.
    """
    a, b, c = repeats(repeat)
    larger = make_supercell(atoms, [[a, 0, 0], [0, b, 0], [0, 0, c]], order="atom-major")
    return larger, f"Supercell {a}×{b}×{c}: {len(larger)} atoms."
