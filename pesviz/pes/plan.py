"""Which points a scan evaluates, in which order; and the surfaces that follow from them."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from scipy.interpolate import PchipInterpolator
from scipy.ndimage import maximum_filter

from pesviz.errors import SettingsError
from pesviz.pes.grid import Grid
from pesviz.pes.masking import close_points_per_ion
from pesviz.pes.result import ScanSettings
from pesviz.pes.symmetry import SymmetryMap, symmetric_grid, symmetry_map
from pesviz.structure.crystal import Crystal

STRIDES = (4, 2, 1)
"""Stages: every fourth point along each axis (1/64 of them), every second (1/8), all."""

REFINE_MARGIN_EV = {4: 3.0, 2: 1.0}
"""Energy-limited scan: refine around points of a stride that lie below the limit plus this."""

WIDENING = 2.0
"""Energy-limited scan: factor on these margins each time the rim finds a point below the limit."""

RIM_MARGIN_EV = 0.3
"""Energy-limited scan: the neighbours of every point below the limit plus this are evaluated too."""

PREVIEW_CEILING_EV = 8.0
"""Previews interpolate between energies no higher than this above the lowest, eV; surfaces of which nothing is known
are as high everywhere."""


def scan_grid(crystal: Crystal, settings: ScanSettings) -> Grid:
    """Return the grid that the settings ask for.

    Parameters
    ----------
    crystal, settings
        Structure and settings.
    """
    if settings.grid == "symmetric":
        return symmetric_grid(crystal.atoms, settings.spacing)
    return Grid.from_spacing(crystal.cell, settings.spacing)


@dataclass(eq=False)
class Surface:
    """What is known of one representative ion's surface.

    Parameters
    ----------
    ion
        Number of the ion.
    labels
        Orbit of each point, shape (size,).
    wanted
        Points whose energy is needed, shape (size,), bool.
    first
        For each orbit (by label) the first wanted point in it, −1 where there is none, shape (size,).
    values
        Energy of each orbit (by label), NaN where it is not known, shape (size,), eV.
    """

    ion: int
    labels: np.ndarray
    wanted: np.ndarray
    first: np.ndarray = field(init=False)
    values: np.ndarray = field(init=False)

    def __post_init__(self) -> None:
        """Find each orbit's point to evaluate."""
        self.values = np.full(self.labels.size, np.nan)
        self.first = np.full(self.labels.size, -1)
        points = np.flatnonzero(self.wanted)
        orbits, position = np.unique(self.labels[points], return_index=True)
        self.first[orbits] = points[position]

    @property
    def n_orbits(self) -> int:
        """Number of symmetry-unique points that are wanted."""
        return int((self.first >= 0).sum())

    def energies(self) -> np.ndarray:
        """Energy at every point, NaN where it is not known, shape (size,), eV."""
        return np.asarray(self.values[self.labels])

    def points_of(self, chosen: np.ndarray) -> np.ndarray:
        """Return the points to evaluate so that all wanted points among the chosen become known.

        Parameters
        ----------
        chosen
            Points, shape (size,), bool.

        Returns
        -------
        numpy.ndarray
            Flat indices, ascending by orbit, shape (n,).
        """
        orbits = np.unique(self.labels[np.flatnonzero(chosen & self.wanted)])
        return np.asarray(self.first[orbits[np.isnan(self.values[orbits])]])

    def learn(self, points: np.ndarray, energies: np.ndarray) -> None:
        """Take up evaluated energies (eV) at flat indices."""
        self.values[self.labels[points]] = energies


class ScanPlan:
    """All surfaces of a scan, what to evaluate next, and what follows from it.

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
        self.widening = 1.0
        self.symmetry: SymmetryMap = symmetry_map(crystal, self.grid, use=settings.symmetry)
        self.masked = close_points_per_ion(crystal.atoms, crystal.mobile_indices, self.grid, settings.r_min)
        wanted = {n: np.zeros(self.grid.size, dtype=bool) for n in self.symmetry.labels}
        for shared in self.symmetry.ions:
            wanted[shared.representative][shared.points[~self.masked[shared.ion].ravel()]] = True
        self.surfaces = {n: Surface(n, labels, wanted[n]) for n, labels in self.symmetry.labels.items()}
        if not all(surface.wanted.any() for surface in self.surfaces.values()):
            raise SettingsError(
                f"Every grid point lies within R_min = {settings.r_min} Å of a framework atom.",
                "Choose a smaller R_min (1.2 Å by default) or check the structure's units.",
            )

    @property
    def n_unique(self) -> int:
        """Number of symmetry-unique (ion, point) pairs that a whole scan evaluates."""
        return sum(surface.n_orbits for surface in self.surfaces.values())

    def stage_points(self, stage: int) -> dict[int, np.ndarray]:
        """Return what to evaluate in a stage.

        Parameters
        ----------
        stage
            0, 1 or 2: strides 4, 2, 1.

        Returns
        -------
        dict
            Representative ion → flat indices.
        """
        stride = STRIDES[stage]
        coarse = np.zeros(self.grid.shape, dtype=bool)
        coarse[::stride, ::stride, ::stride] = True
        chosen = {n: coarse.ravel() for n in self.surfaces}
        if self.settings.up_to is not None and stage == 0:
            chosen = {n: coarse.ravel() | self._around_site(n) for n in self.surfaces}
        if self.settings.up_to is not None and stage > 0:
            for n, surface in self.surfaces.items():
                chosen[n] = coarse.ravel() & self._near_low(surface, STRIDES[stage - 1])
        return {n: surface.points_of(chosen[n]) for n, surface in self.surfaces.items()}

    def rim_points(self) -> dict[int, np.ndarray]:
        """Return what an energy-limited scan must still evaluate: unknown neighbours of low points.

        Returns
        -------
        dict
            Representative ion → flat indices; all empty when nothing is left to do.
        """
        if self.settings.up_to is None:
            return {n: np.empty(0, dtype=int) for n in self.surfaces}
        rims = {}
        for n, surface in self.surfaces.items():
            energies = surface.energies()
            low = energies < np.nanmin(energies) + self.settings.up_to + RIM_MARGIN_EV
            rims[n] = surface.points_of(self._around(low, 1))
        return rims

    def widen(self, rim: dict[int, np.ndarray]) -> bool:
        """Widen the margins where an evaluated rim holds a point below the limit: the coarse points missed it.

        Parameters
        ----------
        rim
            What `rim_points` returned, evaluated since.

        Returns
        -------
        bool
            Whether the margins are wider now, so that the stages have more to evaluate.
        """
        for n, points in rim.items():
            energies = self.surfaces[n].energies()
            if (energies[points] < np.nanmin(energies) + (self.settings.up_to or 0.0)).any():
                self.widening *= WIDENING
                return True
        return False

    def _around_site(self, ion: int) -> np.ndarray:
        """Points around the ion's own site: a narrow well there must not fall between coarse points."""
        atom = self.crystal.mobile_indices[ion]
        nearest = np.rint(self.crystal.atoms.positions[atom] @ np.linalg.inv(self.grid.steps)).astype(int)
        site = np.zeros(self.grid.shape, dtype=bool)
        site[tuple(nearest % self.grid.shape)] = True
        return self._around(site.ravel(), 1)

    def _near_low(self, surface: Surface, stride: int) -> np.ndarray:
        """Points around those points of a stride that are low enough."""
        energies = surface.energies()
        limit = np.nanmin(energies) + (self.settings.up_to or 0.0) + self.widening * REFINE_MARGIN_EV[stride]
        return self._around(energies < limit, stride // 2)

    def _around(self, chosen: np.ndarray, reach: int) -> np.ndarray:
        field_ = chosen.reshape(self.grid.shape).astype(np.uint8)
        return np.asarray(maximum_filter(field_, size=2 * reach + 1, mode="wrap").ravel() > 0)

    def fields(self, stride: int = 1) -> tuple[np.ndarray, np.ndarray]:
        """Return the surfaces relative to their minima.

        Parameters
        ----------
        stride
            Finest stage that is complete: 1 where the scan is done, else unknown points are interpolated between
            the points of this stride.

        Returns
        -------
        energies
            Shape (n_ions, N_a, N_b, N_c), float32, eV.
        minima
            Total energy at each ion's minimum, shape (n_ions,), eV; NaN where none of its points is known yet.
        """
        size = self.grid.size
        absolute = {n: surface.energies() for n, surface in self.surfaces.items()}
        filled = {n: e if stride == 1 else self._interpolated(e, stride) for n, e in absolute.items()}
        energies = np.empty((len(self.symmetry.ions), size), dtype=np.float32)
        minima = np.empty(len(energies))
        for shared in self.symmetry.ions:
            field_ = filled[shared.representative][shared.points]
            known = ~self.masked[shared.ion].ravel() & ~np.isnan(field_)
            if not known.any():  # a preview before this ion's first energies: closed but for one point
                minima[shared.ion] = np.nan
                energies[shared.ion] = PREVIEW_CEILING_EV
                energies[shared.ion, 0] = 0.0
                continue
            minima[shared.ion] = field_[known].min()
            relative = field_ - minima[shared.ion]
            # A landscape that ends below the limit is known whole, and masked points then have its maximum as ever.
            limit = self.settings.up_to
            if limit is None or (relative[known].max() < limit and (known | self.masked[shared.ion].ravel()).all()):
                energies[shared.ion] = np.where(known, relative, relative[known].max())
            else:
                energies[shared.ion] = np.where(known & (relative < limit), relative, np.inf)
        return energies.reshape(-1, *self.grid.shape), minima

    def _interpolated(self, energies: np.ndarray, stride: int) -> np.ndarray:
        """Fill unknown points between the points of a stride, periodically and axis by axis.

        Monotone cubics do not overshoot next to walls, and see the bottom of a well that straight lines cut off.
        """
        if np.isnan(energies).all():
            return energies
        values = energies.reshape(self.grid.shape)
        ceiling = min(np.nanmax(values), np.nanmin(values) + PREVIEW_CEILING_EV)
        between = np.fmin(values[::stride, ::stride, ::stride], ceiling)
        between = np.nan_to_num(between, nan=ceiling)
        for axis, n in enumerate(self.grid.shape):
            coarse = np.arange(0, n, stride)
            wrapped = np.arange(-3, len(coarse) + 3)  # slopes at the ends need neighbours beyond them
            known = coarse[wrapped % len(coarse)] + n * (wrapped // len(coarse))
            periodic = np.take(between, wrapped, axis=axis, mode="wrap")
            between = PchipInterpolator(known, periodic, axis=axis)(np.arange(n))
        return np.where(np.isnan(values), between, values).ravel()
