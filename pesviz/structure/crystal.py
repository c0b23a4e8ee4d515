"""The crystal: atoms, and which of them are the mobile ions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Self

import numpy as np
from ase import Atoms

from pesviz.errors import SettingsError
from pesviz.io.hashes import sha256

AS_MEASURED = "Positions as measured: relax them before a scan."
"""Note of a crystal whose measured positions (of hydrogen, mostly) are too rough for a scan; relaxing drops it."""

_ROUNDING_OFFSET = 0.3137
"""Offset of the rounding limits from round numbers, where coordinates lie: noise must not change a hash."""


@dataclass(frozen=True, eq=False)
class Crystal:
    """A periodic, ordered crystal with its mobile species.

    Parameters
    ----------
    atoms
        All atoms, periodic in three directions; positions in Å, cell rows are the lattice vectors in Å.
    mobile_species
        Chemical symbol of the mobile ion, for example "Li".
    mobile_indices
        Indices of the mobile ions in `atoms`, ascending.
    name
        Name: a file's stem, a gallery key, a Materials Project id.
    source
        Origin, for provenance (path as given, "gallery:Li3N", "mp:mp-1185319").
    notes
        Steps between source and crystal (primitive cell, supercell, relaxation, ordering), one sentence each.
    """

    atoms: Atoms
    mobile_species: str
    mobile_indices: tuple[int, ...]
    name: str = ""
    source: str = ""
    notes: tuple[str, ...] = field(default=())

    def to_dict(self) -> dict[str, Any]:
        """Return the crystal as plain values, exact to the last bit; positions and cell in Å."""
        return {
            "numbers": self.atoms.numbers.tolist(),
            "positions": self.atoms.positions.tolist(),
            "cell": self.cell.tolist(),
            "mobile_species": self.mobile_species,
            "mobile_indices": list(self.mobile_indices),
            "name": self.name,
            "source": self.source,
            "notes": list(self.notes),
        }

    @classmethod
    def from_dict(cls, values: dict[str, Any]) -> Self:
        """Return the crystal that `to_dict` described."""
        atoms = Atoms(numbers=values["numbers"], positions=values["positions"], cell=values["cell"], pbc=True)
        return cls(
            atoms, values["mobile_species"], tuple(int(i) for i in values["mobile_indices"]), values["name"],
            values["source"], tuple(values["notes"]),
        )  # fmt: skip

    def identity(self) -> str:
        """Return a hash that orientation, order of the atoms and noise do not change.

        Cell, atoms and mobile ions count; another cell of the same crystal is another structure.
        """
        mobile = np.zeros(len(self.atoms), dtype=int)
        mobile[list(self.mobile_indices)] = 1
        unrounded = self.atoms.get_scaled_positions() % 1.0
        fractional = np.floor(unrounded * 1e4 + _ROUNDING_OFFSET).astype(int) % 10_000
        sites = np.column_stack([self.atoms.numbers, mobile, fractional])
        sites = sites[np.lexsort(sites.T[::-1])]
        cell = np.floor(np.array(self.atoms.cell.cellpar()) * 1e3 + _ROUNDING_OFFSET).astype(int)
        return "s" + sha256(cell.tobytes() + sites.astype(np.int64).tobytes())[:20]

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
            Index in `atoms` of the ion that moves (docs/method.md, 1.1: the other mobile ions stay at their sites).

        Returns
        -------
        ase.Atoms
            The frozen framework, in the order of `atoms`.
        """
        framework = self.atoms.copy()
        del framework[ion]
        return framework

    def with_ions(self, ions: Sequence[int]) -> Crystal:
        """Return the crystal with some of its mobile ions only; the others belong to the framework.

        Parameters
        ----------
        ions
            Numbers of mobile ions, 0 … n − 1.

        Raises
        ------
        SettingsError
            There is no such ion.
        """
        count = len(self.mobile_indices)
        numbers = sorted(set(ions))
        wrong = [n for n in numbers if not 0 <= n < count]
        if wrong or not numbers:
            raise SettingsError(
                f"There is no mobile ion {', '.join(map(str, wrong)) or '(none was named)'}.",
                f"Choose numbers from 0 to {count - 1}.",
            )
        if len(numbers) == count:
            return self
        names = ", ".join(map(str, numbers))
        note = (
            f"Only ion{'s' if len(numbers) > 1 else ''} {names} of {count} {self.mobile_species} "
            f"{'were' if len(numbers) > 1 else 'was'} scanned: MPE, free volumes and Ξ are theirs alone."
        )
        indices = tuple(self.mobile_indices[n] for n in numbers)
        return replace(self, mobile_indices=indices, notes=(*self.notes, note))
