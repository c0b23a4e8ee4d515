"""The adaptive scan's choice of points: what is evaluated next, until every point below a limit is known.

Method: docs/method.md, 2.2 and 2.3.

1. Seeds: a sublattice with about as many points as the surrogate has unknowns, and the points around each ion's site;
   then a few points at random among those predicted low.
2. Rounds: fit the surrogate; evaluate what it predicts below the limit plus a margin, lowest first, in batches. The
   margin follows the errors of the last rounds, for points with and without evaluated points near by.
3. A sublattice of 2 Å, independent of the predictions; the rounds continue where it has low points.
4. Audit: a stratified random sample of the points left out is evaluated, most densely those predicted nearest to the
   limit. A point below the limit in the sample widens the margin, and the rounds continue.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
from scipy.ndimage import maximum_filter

from pesviz.pes.grid import Grid
from pesviz.pes.pair_features import N_BASIS
from pesviz.pes.surface import Surface
from pesviz.pes.surrogate import N_CLASSES, RELIABLE_ERROR, SCALE_EV, ErrorRecord, Prediction, Surrogate
from pesviz.structure.crystal import Crystal

MARGIN_FLOOR_EV = 0.08
"""Smallest margin, eV."""
_MARGIN_FACTORS = (2.5, 1.75, 1.75)
_MARGIN_QUANTILE = 0.95
"""The margin is the factor times this quantile of the errors of points that were predicted too high: the factor is
larger without known points near by, where a whole basin may be predicted too high."""
_AUDIT_TOLERANCE = 2.0
"""An audited point near the limit whose error exceeds this multiple of the margin widens the margin too."""
_AUDIT_FACTOR = 1.5
"""After an audit the margin is at least this multiple of the error of each low point in the sample."""
_LOW_EV = 0.3
"""Errors of points up to this energy above the limit count, eV."""
_BATCH_SHARE = 0.01
_BATCH_GROWTH = 0.3
_BATCH_LEAST = 32
"""Points of a round: a share of the unique points, but no more than a share of those known, as they are what the
predictions rest on; at least `_BATCH_LEAST`."""
_SURVEY_EV = 0.1
_SURVEY_GROWTH = 0.4
_SURVEY_MOST = 300
N_SURVEYS = 2
"""Surveys after the seeds: their number, the energy above the limit up to which they choose points (eV), and their
size as a share of the known points, at most `_SURVEY_MOST`."""
_CHECK_SPACING_A = 2.0
"""Spacing of the sublattice that is always evaluated: no basin of this size is missed, Å."""
_FEW_POINTS = 4
"""Cells with fewer unique points for each unknown of the fit are scanned whole."""
AUDIT_SHARE = 0.005
AUDIT_LEAST = 200
_AUDIT_MOST = 0.01
"""Points of an audit: a share of those left out, at least `AUDIT_LEAST`, but at most a share of the unique points."""
_STRATA = ((0.1, 0.45), (0.3, 0.3), (1.0, 0.15), (np.inf, 0.1))
"""Strata of the audit: upper end of the prediction above the limit (eV), and share of the sample."""

Slots = dict[int, np.ndarray]
"""Representative ion → numbers of unique points."""


@dataclass
class AuditRecord:
    """Result of the audits.

    Parameters
    ----------
    n_points
        Points that were audited, all audits together.
    n_low
        Points below the limit among them: the rounds continued after them.
    largest_error
        Largest error of a prediction of an audited point on the dangerous side (predicted too high), among points
        up to 0.3 eV above the limit, eV.
    """

    n_points: int = 0
    n_low: int = 0
    largest_error: float = 0.0


@dataclass(eq=False)
class AdaptivePlan:
    """State of an adaptive scan. The same energies give the same points in the same order.

    Parameters
    ----------
    crystal, grid, surfaces
        Structure, grid, and the known energies of each representative ion.
    """

    crystal: Crystal
    grid: Grid
    surfaces: dict[int, Surface]
    audit: AuditRecord = field(default_factory=AuditRecord)

    def __post_init__(self) -> None:
        """Start without errors."""
        self.errors = ErrorRecord()
        self.least_margins = np.zeros(N_CLASSES)
        self.is_pairwise = True
        """Whether pair splines have described the landscape in all fits so far."""
        self._predictions: dict[int, Prediction] = {}
        self._predicted_to = -np.inf
        self._n_audits = 0
        self._seed_strides: dict[int, int] = {}

    @cached_property
    def surrogate(self) -> Surrogate:
        """The pair splines, created at first use."""
        return Surrogate(self.crystal, self.grid, self.surfaces)

    @property
    def n_unknowns(self) -> int:
        """Number of coefficients that the surrogate fits."""
        return N_BASIS * len(set(self.crystal.atoms.numbers.tolist())) + len(self.surfaces)

    @property
    def n_unique(self) -> int:
        """Number of unique points of all ions."""
        return sum(surface.n_unique for surface in self.surfaces.values())

    @property
    def n_evaluated(self) -> int:
        """Number of unique points whose energy is known."""
        return sum(int(surface.known.sum()) for surface in self.surfaces.values())

    @property
    def saves_points(self) -> bool:
        """Whether there are enough points for the surrogate to save evaluations."""
        return self.n_unique >= _FEW_POINTS * self.n_unknowns

    def seeds(self) -> Slots:
        """Return the first points: enough for a fit, and the basin around each ion's site."""
        share = self.n_unknowns / len(self.surfaces)
        seeds = {}
        for ion, surface in self.surfaces.items():
            around = self.grid.around(self.crystal.atoms.positions[self.crystal.mobile_indices[ion]])
            stride = self._seed_stride(surface, least=int(np.ceil(share)))
            self._seed_strides[ion] = stride
            seeds[ion] = surface.unknown_slots(self.grid.sublattice(stride) | around)
        return seeds

    def survey(self, limit: float) -> Slots:
        """Return random points among those predicted low: they improve the fit in the whole low region.

        Parameters
        ----------
        limit
            Energy above each ion's lowest, eV.
        """
        self._predict(limit)
        low = {
            ion: np.flatnonzero(~surface.known & (self._predictions[ion].energies < limit + _SURVEY_EV))
            for ion, surface in self.surfaces.items()
        }
        number = min(_SURVEY_MOST, int(_SURVEY_GROWTH * self.n_evaluated))
        total = sum(map(len, low.values()))
        selection = np.zeros(total, dtype=bool)
        generator = np.random.default_rng([self.n_evaluated, total])
        selection[generator.choice(total, min(number, total), replace=False)] = True
        ends = np.cumsum([0, *map(len, low.values())])
        return {
            ion: slots[selection[a:b]] for (ion, slots), a, b in zip(low.items(), ends[:-1], ends[1:], strict=True)
        }

    def check_points(self) -> Slots:
        """Return the points of a sublattice of `_CHECK_SPACING_A`: they reveal basins that no fit predicts."""
        strides = np.maximum(1, np.floor(_CHECK_SPACING_A / np.array(self.grid.spacing)).astype(int))
        lattice = self.grid.sublattice(*strides.tolist())
        coarser = {ion: stride > strides.max() for ion, stride in self._seed_strides.items()}
        return {ion: surface.unknown_slots(lattice & coarser[ion]) for ion, surface in self.surfaces.items()}

    def _seed_stride(self, surface: Surface, least: int) -> int:
        """Return the stride of the coarsest sublattice that holds at least so many unique points."""
        for stride in range(max(self.grid.shape), 1, -1):
            lattice = self.grid.sublattice(stride)
            if len(np.unique(surface.slots[lattice & surface.required])) >= least:
                return stride
        return 1

    def candidates(self, limit: float) -> Slots:
        """Return the unknown points that may lie below a limit.

        Parameters
        ----------
        limit
            Energy above each ion's lowest, eV.
        """
        self._predict(limit)
        margins = self._margins()
        reliable = self.errors.are_small and self.is_pairwise
        second = self.grid.sublattice(2)
        candidates = {}
        for ion, surface in self.surfaces.items():
            prediction = self._predictions[ion]
            margin = self._margin_of(prediction, margins, limit)
            possible = prediction.energies - margin < limit
            if not reliable:
                # Pair splines do not describe this landscape: add every second point and the neighbours of low
                # points.
                possible |= self._neighbours_of_low(surface, limit)
                possible[surface.unknown_slots(second)] = True
            candidates[ion] = np.flatnonzero(possible & ~surface.known)
        return candidates

    def _neighbours_of_low(self, surface: Surface, limit: float) -> np.ndarray:
        """Mark the unique points next to a low one: in a rough landscape they may be low too."""
        low = np.append(surface.values < surface.lowest + limit + _LOW_EV, False)[surface.slots]
        near = maximum_filter(low.reshape(self.grid.shape), size=3, mode="wrap").ravel()
        mask = np.zeros(surface.n_unique, dtype=bool)
        slots = surface.slots[near]
        mask[slots[slots >= 0]] = True
        return mask

    def _margins(self) -> np.ndarray:
        """Margin of each class of reliability in units of the scale, from the last errors and from the audits."""
        return np.maximum(self.least_margins, self.errors.margins(_MARGIN_FACTORS, _MARGIN_QUANTILE))

    @staticmethod
    def _margin_of(prediction: Prediction, margins: np.ndarray, limit: float) -> np.ndarray:
        """Margin of each unique point, eV; the scale of a point that may be low is at most that of a low one."""
        scale = np.minimum(prediction.scale, SCALE_EV + limit + _LOW_EV)
        return np.maximum(MARGIN_FLOOR_EV, margins[prediction.reliability] * scale)

    def batch(self, candidates: Slots) -> Slots:
        """Return the next points of a round: the lowest of the candidates."""
        energies = {ion: self._predictions[ion].energies[slots] for ion, slots in candidates.items()}
        all_energies = np.concatenate(list(energies.values()))
        most = max(_BATCH_LEAST, int(min(_BATCH_SHARE * self.n_unique, _BATCH_GROWTH * self.n_evaluated)))
        if len(all_energies) <= most:
            return candidates
        highest = np.partition(all_energies, most - 1)[most - 1]
        return {ion: slots[energies[ion] <= highest] for ion, slots in candidates.items()}

    def audit_sample(self, limit: float) -> Slots:
        """Return points for an audit, chosen at random among those left out.

        Parameters
        ----------
        limit
            Energy above each ion's lowest, eV.
        """
        self._predict(limit)
        left_out = {ion: np.flatnonzero(~surface.known) for ion, surface in self.surfaces.items()}
        heights = np.concatenate([self._predictions[ion].energies[slots] for ion, slots in left_out.items()]) - limit
        size = self.audit_size(len(heights))
        self._n_audits += 1
        generator = np.random.default_rng([self._n_audits, len(heights)])
        selection = np.zeros(len(heights), dtype=bool)
        lower = -np.inf
        for upper, share in _STRATA:
            stratum = np.flatnonzero((heights >= lower) & (heights < upper))
            number = min(len(stratum), int(np.ceil(share * size)))
            selection[generator.choice(stratum, number, replace=False)] = True
            lower = upper
        others = np.flatnonzero(~selection)  # strata that are too small leave their share to the lowest points
        missing = max(0, size - int(selection.sum()))
        selection[others[np.argsort(heights[others], kind="stable")[:missing]]] = True
        ends = np.cumsum([0, *(len(slots) for slots in left_out.values())])
        parts = zip(left_out.items(), ends[:-1], ends[1:], strict=True)
        return {ion: slots[selection[start:stop]] for (ion, slots), start, stop in parts}

    def audit_size(self, left_out: int) -> int:
        """Return how many of the points left out are audited."""
        least = min(AUDIT_LEAST, int(np.ceil(_AUDIT_MOST * self.n_unique)))
        return min(left_out, max(int(np.ceil(AUDIT_SHARE * left_out)), least))

    def judge_audit(self, sample: Slots, limit: float) -> bool:
        """Judge an audit whose points were evaluated; widen the margin where it was too small.

        Parameters
        ----------
        sample
            What `audit_sample` returned.
        limit
            Energy above each ion's lowest, eV.

        Returns
        -------
        bool
            Whether no point of the sample lies below the limit, and none near it by more than the margin below its
            prediction.
        """
        n_low, margin_too_small = 0, False
        margins = self._margins()
        for ion, slots in sample.items():
            surface, prediction = self.surfaces[ion], self._predictions[ion]
            heights = surface.values[slots] - surface.lowest
            errors = prediction.energies[slots] - heights
            margin = self._margin_of(prediction, margins, limit)
            for number in np.flatnonzero(heights < limit + _LOW_EV):
                error, slot = float(errors[number]), slots[number]
                self.audit.largest_error = max(self.audit.largest_error, error)
                below = bool(heights[number] < limit)
                n_low += below
                if below or error > _AUDIT_TOLERANCE * margin[slot]:
                    margin_too_small = True
                    scale = min(prediction.scale[slot], SCALE_EV + limit + _LOW_EV)
                    least = (_AUDIT_FACTOR if below else 1.0) * error / scale
                    reliability = prediction.reliability[slot]
                    self.least_margins[reliability] = max(self.least_margins[reliability], least)
        self.audit.n_points += sum(len(slots) for slots in sample.values())
        self.audit.n_low += n_low
        return not margin_too_small

    def add_energies(self, ion: int, slots: np.ndarray, energies: np.ndarray) -> None:
        """Store total energies (eV) of unique points of a representative ion, by their numbers."""
        self.surfaces[ion].add_energies(slots, energies)

    def record_errors(self, batch: Slots, limit: float) -> None:
        """Record the errors of the predictions for a batch whose energies were evaluated since."""
        errors, classes, lows = [], [], []
        for ion, slots in batch.items():
            surface, prediction = self.surfaces[ion], self._predictions[ion]
            heights = surface.values[slots] - surface.lowest
            low = heights < limit + _LOW_EV
            scale = np.minimum(prediction.scale[slots], SCALE_EV + limit + _LOW_EV)
            errors.append((prediction.energies[slots] - heights) / scale)
            classes.append(prediction.reliability[slots])
            lows.append(low)
        self.errors.add(np.concatenate(errors), np.concatenate(classes), np.concatenate(lows))

    def refit(self) -> None:
        """Fit the surrogate to all known energies; earlier predictions become invalid."""
        self.surrogate.fit()
        self.is_pairwise &= self.surrogate.fit_error < RELIABLE_ERROR
        self._predicted_to = -np.inf

    def _predict(self, limit: float) -> None:
        if limit > self._predicted_to:
            self._predictions = {ion: self.surrogate.predict(ion, limit) for ion in self.surfaces}
            self._predicted_to = limit

    def heights(self, limit: float, *, sigmas: float = 0.0) -> dict[int, np.ndarray]:
        """Return the energy of every unique point above the ion's lowest: exact where known, else predicted.

        Parameters
        ----------
        limit
            Energy up to which predictions matter, eV.
        sigmas
            Lower the predictions by this number of standard errors.

        Returns
        -------
        dict
            Representative ion → shape (n,), eV.
        """
        self._predict(limit)
        deviations = self.errors.deviations() if sigmas else None
        heights = {}
        for ion, surface in self.surfaces.items():
            prediction = self._predictions[ion]
            energies = prediction.energies
            if deviations is not None:
                energies = energies - sigmas * deviations[prediction.reliability] * prediction.scale
            heights[ion] = np.where(surface.known, surface.values - surface.lowest, energies)
        return heights

    def summary(self, limit: float | None, aim: float) -> dict[str, Any]:
        """Return the numbers of the adaptive scan, as plain values for the result.

        Parameters
        ----------
        limit
            Energy below which every point is known, eV; None where all are.
        aim
            Energy below which the scan looked for every point, eV; margin and errors are those at this energy.
        """
        margins = self._margins()
        deviations = self.errors.deviations()
        scale = SCALE_EV + aim
        return {
            "limit_eV": limit,
            "n_unique": self.n_unique,
            "n_evaluated": self.n_evaluated,
            "n_audited": self.audit.n_points,
            "n_audited_below_limit": self.audit.n_low,
            "largest_audited_error_eV": round(self.audit.largest_error, 4),
            "margin_eV": round(float(max(MARGIN_FLOOR_EV, margins[-1] * scale)), 4),
            "rms_error_low_eV": round(float(deviations[-1] * scale), 4),
        }
