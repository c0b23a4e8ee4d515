"""The supercell of a run: the smallest one that holds a sphere of a given diameter (docs/method.md, 6.1)."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from pesviz.errors import SettingsError
from pesviz.structure.crystal import Crystal
from pesviz.structure.transformation import repeats, supercell


def repeats_for_sphere(cell: np.ndarray, diameter: float = 6.5) -> tuple[int, int, int]:
    """Return the repeats of a cell along its vectors that make a sphere fit into it.

    Parameters
    ----------
    cell
        Lattice vectors as rows, shape (3, 3), Å.
    diameter
        Of the sphere, Å: no distance between opposite faces is smaller.

    Raises
    ------
    SettingsError
        The diameter is not a positive length, or needs an unreasonable supercell.
    """
    if not (np.isfinite(diameter) and diameter > 0):
        raise SettingsError(f"A sphere of {diameter} Å is not possible.", "Give a diameter, 6.5 Å by default.")
    widths = 1 / np.linalg.norm(np.linalg.inv(cell), axis=0)
    return repeats([max(1, int(np.ceil(diameter / width - 1e-6))) for width in widths])


def run_cell(crystal: Crystal, diameter: float = 6.5) -> Crystal:
    """Return the crystal repeated for a run.

    Parameters
    ----------
    crystal
        The crystal.
    diameter
        Of the sphere that must fit into the cell, Å.

    Returns
    -------
    Crystal
        The repeated crystal, with a note where it was repeated.
    """
    times = repeats_for_sphere(crystal.cell, diameter)
    if times == (1, 1, 1):
        return crystal
    atoms, note = supercell(crystal.atoms, times)
    mobile = tuple(i for i, symbol in enumerate(atoms.get_chemical_symbols()) if symbol == crystal.mobile_species)
    return replace(crystal, atoms=atoms, mobile_indices=mobile, notes=(*crystal.notes, note))
