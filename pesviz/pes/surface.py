"""The surface of one ion: its symmetry-unique points and their energies, as far as they are known."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np


@dataclass(eq=False)
class Surface:
    """The symmetry-unique points of one representative ion.

    Parameters
    ----------
    ion
        Number of the ion.
    labels
        Orbit of each grid point, shape (size,).
    required
        Points whose energy is needed, shape (size,), bool.
    slots
        For each grid point the number of its unique point, −1 where its orbit is not required, shape (size,).
    points
        Flat grid index at which each unique point is evaluated, shape (n,), ascending by orbit.
    values
        Energy of each unique point, NaN where it is not known, shape (n,), eV.
    """

    ion: int
    labels: np.ndarray
    required: np.ndarray
    slots: np.ndarray = field(init=False)
    points: np.ndarray = field(init=False)
    values: np.ndarray = field(init=False)

    def __post_init__(self) -> None:
        """Choose the point of each orbit that is evaluated: the first required one."""
        required = np.flatnonzero(self.required)
        orbits, position = np.unique(self.labels[required], return_index=True)
        self.points = required[position]
        compact = np.full(self.labels.size, -1, dtype=np.int32)
        compact[orbits] = np.arange(len(orbits), dtype=np.int32)
        self.slots = compact[self.labels]
        self.values = np.full(len(orbits), np.nan)

    @property
    def n_unique(self) -> int:
        """Number of symmetry-unique points that are required."""
        return len(self.points)

    @property
    def known(self) -> np.ndarray:
        """Which unique points are known, shape (n,), bool."""
        return ~np.isnan(self.values)

    @property
    def lowest(self) -> float:
        """Lowest known energy, eV; NaN where none is known."""
        return float(np.nanmin(self.values)) if self.known.any() else float("nan")

    def on_grid(self, values: np.ndarray) -> np.ndarray:
        """Spread a value of each unique point over the grid, NaN where there is none."""
        return np.append(values, np.nan)[self.slots]

    def energies(self) -> np.ndarray:
        """Energy at every grid point, NaN where it is not known, shape (size,), eV."""
        return self.on_grid(self.values)

    def unknown_slots(self, mask: np.ndarray) -> np.ndarray:
        """Return the unique points to evaluate so that all required points of a mask become known.

        Parameters
        ----------
        mask
            Grid points, shape (size,), bool.

        Returns
        -------
        numpy.ndarray
            Numbers of unique points, ascending, shape (m,).
        """
        slots = np.unique(self.slots[mask & self.required])
        return np.asarray(slots[np.isnan(self.values[slots])])

    def add_energies(self, slots: np.ndarray, energies: np.ndarray) -> None:
        """Store evaluated energies (eV) of unique points."""
        self.values[slots] = energies
