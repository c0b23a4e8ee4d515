"""The points of a scan, the passes of a whole scan, and the full surfaces that follow from unique points.

Method: docs/method.md, 1.2 to 1.6.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from pesviz.errors import SettingsError
from pesviz.pes.grid import Grid
from pesviz.pes.masking import close_points_per_ion
from pesviz.pes.result import ScanSettings
from pesviz.pes.surface import Surface
from pesviz.pes.symmetry import SymmetryMap, symmetric_grid, symmetry_map
from pesviz.structure.crystal import Crystal

STRIDES = (4, 2, 1)
"""Passes of a whole scan: every fourth point along each axis (1/64 of them), every second (1/8), all."""

LOWEST_PREDICTION_EV = 1e-3
"""Smallest height of a prediction above the lowest known energy, eV: the minimum of a surface is always evaluated."""

CLOSED_EV = 8.0
"""Energy of a surface without any known point, for previews, eV."""


def scan_grid(crystal: Crystal, settings: ScanSettings) -> Grid:
    """Return the grid that the settings ask for."""
    if settings.grid == "symmetric":
        return symmetric_grid(crystal.atoms, settings.spacing)
    return Grid.from_spacing(crystal.cell, settings.spacing)


class ScanPlan:
    """All surfaces of a scan, the passes that evaluate them, and the fields that follow.

    Parameters
    ----------
    crystal, settings
        Structure and settings.

    Raises
    ------
    SettingsError
        Every point is too close to an atom.
    """

    def __init__(self, crystal: Crystal, settings: ScanSettings) -> None:
        self.crystal = crystal
        self.settings = settings
        self.grid = scan_grid(crystal, settings)
        self.symmetry: SymmetryMap = symmetry_map(crystal, self.grid, use=settings.symmetry)
        self.masked = close_points_per_ion(crystal.atoms, crystal.mobile_indices, self.grid, settings.r_min)
        required = {n: np.zeros(self.grid.size, dtype=bool) for n in self.symmetry.labels}
        # A representative's point is required if any of the equivalent ions has it unmasked at its own image.
        for relation in self.symmetry.ions:
            required[relation.representative][relation.points[~self.masked[relation.ion].ravel()]] = True
        self.surfaces = {n: Surface(n, labels, required[n]) for n, labels in self.symmetry.labels.items()}
        if not all(surface.required.any() for surface in self.surfaces.values()):
            raise SettingsError(
                f"Every grid point lies within R_min = {settings.r_min} Å of a framework atom.",
                "Choose a smaller R_min (1.2 Å by default) or check the structure's units.",
            )

    @property
    def n_unique(self) -> int:
        """Number of symmetry-unique (ion, point) pairs that a whole scan evaluates."""
        return sum(surface.n_unique for surface in self.surfaces.values())

    def pass_slots(self, number: int) -> dict[int, np.ndarray]:
        """Return what a whole scan evaluates in a pass.

        Parameters
        ----------
        number
            0, 1 or 2: strides 4, 2, 1.
        """
        coarse = self.grid.sublattice(STRIDES[number])
        return {n: surface.unknown_slots(coarse) for n, surface in self.surfaces.items()}

    def fields(
        self, heights: Mapping[int, np.ndarray] | None = None, limit: float | None = None
    ) -> tuple[np.ndarray, np.ndarray, np.ndarray | None]:
        """Return the surfaces relative to their minima.

        Parameters
        ----------
        heights
            Energy of each unique point above the ion's lowest known one, evaluated or predicted, by representative
            ion, eV; not needed where all are known.
        limit
            Energy below which all points are known, eV: predictions are never below it.

        Returns
        -------
        energies
            Shape (n_ions, N_a, N_b, N_c), float32, eV.
        minima
            Total energy at each ion's minimum, shape (n_ions,), eV.
        predicted
            True where an energy is predicted, same shape; None where none is.
        """
        surfaces, unknown = {}, {}
        for n, surface in self.surfaces.items():
            known = surface.known
            if not known.any():  # a preview before this ion's first energies: closed except for one point
                surfaces[n] = np.full(self.grid.size, CLOSED_EV)
                surfaces[n][surface.points[0]] = 0.0
                unknown[n] = np.ones(self.grid.size, dtype=bool)
                continue
            exact = surface.values - surface.lowest
            if heights is not None and not known.all():
                # Below the limit every point is known, so no prediction may lie there; none exceeds the highest
                # energy.
                floor = LOWEST_PREDICTION_EV if limit is None else limit
                exact = np.where(known, exact, np.clip(heights[n], floor, max(floor, float(exact[known].max()))))
            surfaces[n] = surface.on_grid(exact)
            unknown[n] = np.append(~known, False)[surface.slots]
        energies = np.empty((len(self.symmetry.ions), self.grid.size), dtype=np.float32)
        predicted = np.zeros(energies.shape, dtype=bool)
        minima = np.empty(len(energies))
        # Each ion's field is that of its representative, read at the equivalent points; masked points take the
        # highest.
        for relation in self.symmetry.ions:
            field_ = surfaces[relation.representative][relation.points]
            free = ~self.masked[relation.ion].ravel() & ~np.isnan(field_)
            energies[relation.ion] = np.where(free, field_, field_[free].max())
            predicted[relation.ion] = unknown[relation.representative][relation.points] & free
            minima[relation.ion] = self.surfaces[relation.representative].lowest
        shape = (-1, *self.grid.shape)
        return energies.reshape(shape), minima, predicted.reshape(shape) if predicted.any() else None
