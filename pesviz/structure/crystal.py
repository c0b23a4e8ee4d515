"""The crystal: atoms, and which of them are the mobile ions."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from ase import Atoms

AS_MEASURED = "Positions as measured: relax them before a scan."
"""Note of a crystal whose measured positions (of hydrogen, mostly) are too rough for a scan; relaxing drops it."""


@dataclass(frozen=True, eq=False)
class Crystal:
    """A periodic, ordered crystal with its mobile species chosen.

    Parameters
    ----------
    atoms
        All atoms, periodic in three directions; positions in Å, cell rows are the lattice vectors in Å.
    mobile_species
        Chemical symbol of the mobile ion, for example "Li".
    mobile_indices
        Indices of the mobile ions in `atoms`, ascending.
    name
        What to call it: a file's stem, a gallery key, a Materials Project id.
    source
        Where it came from, for provenance (path as given, "gallery:Li3N", "mp:mp-1185319").
    notes
        What was done to it on the way (primitive cell, supercell, relaxation, ordering), one sentence each.
    """

    atoms: Atoms
    mobile_species: str
    mobile_indices: tuple[int, ...]
    name: str = ""
    source: str = ""
    notes: tuple[str, ...] = field(default=())

    @property
    def formula(self) -> str:
        """Reduced formula in plain text, for example "Li10Ge(PS6)2"."""
        from pymatgen.core import Composition

        return str(Composition(self.atoms.get_chemical_formula()).reduced_formula)

    @property
    def cell(self) -> np.ndarray:
        """Lattice vectors as rows, shape (3, 3), Å."""
        return np.asarray(self.atoms.cell.array, dtype=float)

    @property
    def volume(self) -> float:
        """Cell volume, Å³."""
        return float(self.atoms.get_volume())

    def framework(self, ion: int) -> Atoms:
        """All atoms but one.

        Parameters
        ----------
        ion
            Index in `atoms` of the ion that moves (section 1.1: the other mobile ions stay at their sites).

        Returns
        -------
        ase.Atoms
            The frozen framework, in the order of `atoms`.
        """
        rest = self.atoms.copy()
        del rest[ion]
        return rest
