"""The scan: a generator of chunks that can be stopped and resumed at any chunk."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Generator, Iterator
from pathlib import Path
from typing import Any

import numpy as np

from pesviz.errors import CheckpointError, PotentialError, SettingsError
from pesviz.pes.adaptive import N_SURVEYS, AdaptivePlan
from pesviz.pes.cost import adaptive_share, check_size
from pesviz.pes.energy_store import EnergyStore
from pesviz.pes.plan import STRIDES, ScanPlan
from pesviz.pes.progress import Milestone, ScanProgress
from pesviz.pes.provenance import scan_provenance
from pesviz.pes.result import FIRST_LIMIT_EV, PES, ScanSettings
from pesviz.pes.symmetry import nearest_distance
from pesviz.potentials.model import EnergyModel
from pesviz.structure.crystal import Crystal

SITE_DISTANCE_A = 0.5
SITE_ENERGY_EV = 0.2
LIMIT_STEP_EV = 0.1
"""A limit that is raised until an energy is known rises at least so much, eV …"""
_BEYOND_EV = 0.05
"""… and to so much above what is predicted for that energy, eV."""
RACING_SIGMAS = 3.1
"""Standard errors by which predictions are lowered for an optimistic landscape: 99.9 %, one-sided."""
_JUDGED_FROM = 12
"""Errors that must be known before an optimistic landscape means something."""
_HIGHEST_EV = 1e6
"""An infinite energy counts as this, eV."""
_PICTURE_S = 20.0
"""Time between pictures within a pass of a whole scan, s."""
_EXPECTED_FROM = 0.5
"""Before this part of what other crystals need, the margin says little of the points still to come."""
_JUDGED_AGAIN = 1.15
"""It is judged again when so many times as many points are known: analysing it costs time too."""


def scan_steps(
    crystal: Crystal,
    model: EnergyModel,
    settings: ScanSettings | None = None,
    checkpoint: Path | None = None,
    *,
    known: PES | None = None,
    goal: Callable[[PES], float] | None = None,
    worthwhile: Callable[[PES], bool] | None = None,
) -> Generator[ScanProgress]:
    """Scan the potential energy surface of each mobile ion in its frozen framework.

    Parameters
    ----------
    crystal
        The crystal with its mobile ions.
    model
        The potential.
    settings
        Grid, mask, symmetry, limits.
    checkpoint
        Folder that keeps finished chunks; a scan that starts with the chunks of a killed one goes on from there and
        gives the same numbers to the last bit. Whoever has saved the result may delete it.
    known
        Result of an earlier scan of the same crystal with the same potential and grid: its energies are not evaluated
        again.
    goal
        For `settings.until`: the energy that is to be known, from a landscape with predictions, eV; infinite where
        there is none.
    worthwhile
        Called after each round of an adaptive scan with an optimistic landscape, predictions lowered by 3.1 standard
        errors; where it returns False the scan is given up.

    Yields
    ------
    ScanProgress
        After each chunk; the last one holds the result. Closing the generator cancels the scan.

    Raises
    ------
    UnknownElementError
        The potential does not cover an element.
    ScanTooLargeError
        The scan has more points than `settings.max_points`.
    CheckpointError
        The checkpoint belongs to another scan or cannot be written.
    SettingsError
        `settings.until` without a goal.
    """
    settings = settings or ScanSettings()
    if settings.until is not None and goal is None:
        raise SettingsError("A scan until an energy is known needs a goal.", "Call `pesviz.scan`, or give `goal`.")
    model.check_elements(crystal.atoms)
    start = time.perf_counter()
    plan = check_size(crystal, model, settings)
    run = _Scan(plan, model, EnergyStore(plan, model, checkpoint, known), start)
    try:
        if settings.adaptive and run.adaptive.saves_points:
            yield from run.below_limits(goal, worthwhile)
        else:
            yield from run.everything()
    except BaseException:  # closed, stopped or failed: processes of the potential end with the scan
        with contextlib.suppress(CheckpointError):  # what stopped the scan is what counts
            run.store.flush()
        model.close()
        raise


class _Scan:
    """One run of a scan."""

    def __init__(self, plan: ScanPlan, model: EnergyModel, store: EnergyStore, start: float) -> None:
        self.plan, self.model, self.store, self.start = plan, model, store, start
        self.crystal, self.settings = plan.crystal, plan.settings
        self.adaptive = AdaptivePlan(plan.crystal, plan.grid, plan.surfaces)
        self.frameworks = {n: self.crystal.framework(self.crystal.mobile_indices[n]) for n in plan.surfaces}
        self.number = int(self.crystal.atoms.numbers[self.crystal.mobile_indices[0]])
        self.n_unique = self.total = plan.n_unique
        self.done = self.fresh = 0
        self.busy = 0.0
        self.limit: float | None = None
        self.fitted = False
        self.exact_to: float | None = None
        self.pictured = time.monotonic()

    def everything(self) -> Iterator[ScanProgress]:
        """Evaluate all points, coarse ones first; those of an earlier result are known from the start."""
        self._learn_earlier()
        for number in range(len(STRIDES)):
            yield from self._evaluate(self.plan.pass_slots(number))
            self.fitted = False
            yield self._progress("picture")
        yield self._progress("end", self._result(None))

    def _learn_earlier(self) -> None:
        """Take up the energies of an earlier result, before anything else."""
        for ion, surface in self.plan.surfaces.items():
            energies = self.store.earlier(ion, surface.points)
            slots = np.flatnonzero(~np.isnan(energies))
            surface.add_energies(slots, energies[slots])
            self.done += len(slots)
        self.exact_to = self.store.earlier_limit

    def below_limits(
        self, goal: Callable[[PES], float] | None, worthwhile: Callable[[PES], bool] | None
    ) -> Iterator[ScanProgress]:
        """Evaluate what is needed to know every point below a limit, and raise the limit as asked for."""
        adaptive = self.adaptive
        last = self.settings.at_most if goal else self.settings.up_to or FIRST_LIMIT_EV
        self.limit = min(self.settings.up_to or FIRST_LIMIT_EV if goal else FIRST_LIMIT_EV, last)
        horizon = self.limit if goal else last
        self.total = int(adaptive_share(last if goal is None else self.limit) * self.n_unique)
        self._learn_earlier()
        if goal is None and self.exact_to is not None and self.exact_to >= self.limit:
            self.limit = last  # an earlier result has the first limit
        yield from self._evaluate(adaptive.seeds())
        adaptive.refit()
        self.fitted = True
        for _ in range(N_SURVEYS):
            slots = adaptive.survey(self.limit)
            yield from self._evaluate(slots)
            adaptive.record_errors(slots, self.limit)
            adaptive.refit()
        yield self._progress("picture")
        judged, scouted = 0, False
        while True:
            self._expect(horizon)
            slots = adaptive.candidates(self.limit)
            if sum(map(len, slots.values())):
                slots = adaptive.batch(slots)
                yield from self._evaluate(slots)
                adaptive.record_errors(slots, self.limit)
                adaptive.refit()
                if worthwhile and len(adaptive.errors) >= _JUDGED_FROM and self.done >= _JUDGED_AGAIN * judged:
                    judged = self.done
                    if not worthwhile(self._optimistic()):
                        yield self._progress("end", self._result(0.0), early_stop=True)
                        return
                yield self._progress("picture")
                continue
            if not scouted:
                scouted = True
                yield from self._evaluate(adaptive.check_points())
                adaptive.refit()
                continue
            slots = adaptive.audit_sample(self.limit)
            yield from self._evaluate(slots)
            complete = adaptive.judge_audit(slots, self.limit)
            adaptive.refit()
            if not complete:
                continue
            self.exact_to = self.limit
            self.store.flush()
            following = self._following_limit(self.limit, last, goal)
            if following is None:
                yield self._progress("end", self._result(self.limit))
                return
            yield self._progress("limit")
            self.limit = following
            horizon = max(horizon, following)

    def _following_limit(self, limit: float, last: float, goal: Callable[[PES], float] | None) -> float | None:
        """Return the next limit, None where the scan is complete."""
        if limit >= last:
            return None
        if goal is None:
            return last
        energy = goal(self._preview())
        if energy < limit:
            return None
        target = energy + _BEYOND_EV if np.isfinite(energy) else last
        return min(last, max(limit + LIMIT_STEP_EV, target))

    def _expect(self, horizon: float) -> None:
        """Count the points that are still expected: candidates up to the last limit, and audits."""
        usual = int(adaptive_share(horizon) * self.n_unique)
        if self.done < _EXPECTED_FROM * usual:
            self.total = usual
            return
        candidates = sum(map(len, self.adaptive.candidates(horizon).values()))
        left_out = self.n_unique - self.adaptive.n_evaluated - candidates
        self.total = self.done + candidates + self.adaptive.audit_size(left_out)

    def _evaluate(self, slots_by_ion: dict[int, np.ndarray]) -> Iterator[ScanProgress]:
        self.total = max(self.total, self.done + sum(map(len, slots_by_ion.values())))
        for ion, slots in slots_by_ion.items():
            surface = self.plan.surfaces[ion]
            size = self.store.chunk_sizes[ion]
            chunks = [slots[begin : begin + size] for begin in range(0, len(slots), size)]
            with contextlib.closing(self._energies(ion, [surface.points[chunk] for chunk in chunks])) as evaluated:
                for chunk, energies in zip(chunks, evaluated, strict=True):
                    surface.add_energies(chunk, energies)
                    self.done += len(chunk)
                    # A long pass of a whole scan shows pictures on its way.
                    due = self.limit is None and time.monotonic() - self.pictured > _PICTURE_S
                    self.fitted &= not due
                    yield self._progress("picture" if due else "")

    def _energies(self, ion: int, chunks: list[np.ndarray]) -> Generator[np.ndarray]:
        """Energies of each chunk: from the store where it has them, else from the potential."""
        stored = [self.store.read(ion, points) for points in chunks]
        missing = [points[np.isnan(energies)] for points, energies in zip(chunks, stored, strict=True)]
        positions = (self.plan.grid.positions(points) for points in missing if len(points))
        pending = self.total - self.done - sum(map(len, chunks)) + sum(map(len, missing))
        with contextlib.closing(self.model.stream(self.frameworks[ion], self.number, positions, pending)) as fresh:
            for energies, points in zip(stored, missing, strict=True):
                if len(points):
                    begin = time.perf_counter()
                    new = self._checked(np.asarray(next(fresh), dtype=float), points)
                    self.busy += time.perf_counter() - begin
                    self.fresh += len(new)
                    self.store.write(ion, points, new)
                    energies[np.isnan(energies)] = new
                yield energies

    def _checked(self, energies: np.ndarray, points: np.ndarray) -> np.ndarray:
        """Refuse energies that are not numbers; infinite ones are as high as any."""
        wrong = np.isnan(energies) | (energies == -np.inf)
        if wrong.any():
            a, b, c = self.plan.grid.positions(points[wrong][:1])[0]
            raise PotentialError(
                f"{self.model.info.title} gave no number for the energy of {self.crystal.mobile_species} at "
                f"({a:.2f}, {b:.2f}, {c:.2f}) Å.",
                "Choose another potential, or a larger --r-min where the point is close to an atom.",
            )
        return np.minimum(energies, _HIGHEST_EV)

    def _progress(
        self, milestone: Milestone = "", pes: PES | None = None, *, early_stop: bool = False
    ) -> ScanProgress:
        if milestone:
            self.pictured = time.monotonic()
        rate = self.fresh / self.busy if self.busy > 0 else 0.0
        left = (self.total - self.done) / rate if rate > 0 and pes is None else 0.0
        return ScanProgress(
            self.done,
            self.done if pes else self.total,
            self.n_unique,
            time.perf_counter() - self.start,
            left,
            rate,
            self._preview,
            milestone,
            self.limit,
            pes,
            early_stop,
        )

    def _preview(self) -> PES:
        share = 100 * self.done / max(1, self.n_unique)
        warning = f"A preview from {share:.3g} % of the energies."
        if self.exact_to is not None:
            warning = f"The scan to a higher limit than {self.exact_to:g} eV was not at its end."
        if self.done < self.n_unique and not self.fitted and self.done:
            self.adaptive.refit()
            self.fitted = True
        return self._pes(self.exact_to, (warning,), limit_reached=self.exact_to is not None)

    def _optimistic(self) -> PES:
        heights = self.adaptive.heights(self.limit or FIRST_LIMIT_EV, sigmas=RACING_SIGMAS)
        return self._pes(None, (), limit_reached=False, heights=heights)

    def _result(self, limit: float | None) -> PES:
        warnings = (*self._site_warnings(), *self._device_warnings(), *self.model.notes)
        return self._pes(limit, warnings, limit_reached=True)

    def _pes(
        self,
        limit: float | None,
        warnings: tuple[str, ...],
        *,
        limit_reached: bool,
        heights: dict[int, np.ndarray] | None = None,
    ) -> PES:
        if heights is None and self.done < self.n_unique and self.done:
            heights = self.adaptive.heights(self.limit or FIRST_LIMIT_EV)
        energies, minima, predicted = self.plan.fields(heights, limit if limit_reached else None)
        provenance = scan_provenance(self.plan, self.model, self.store.devices, self.done)
        if self.settings.adaptive:
            provenance["adaptive"] = self._adaptive_summary(limit if predicted is not None else None)
        return PES(
            crystal=self.crystal,
            grid=self.plan.grid,
            energies=energies,
            masked=self.plan.masked,
            minimum_energies=minima,
            potential=self.model.info.to_dict(),
            settings=self.settings,
            n_evaluated=self.done,
            seconds=time.perf_counter() - self.start,
            warnings=warnings,
            provenance=provenance,
            predicted=predicted,
            limit=None if predicted is None else 0.0 if limit is None else limit,
        )

    def _adaptive_summary(self, limit: float | None) -> dict[str, Any]:
        if not self.adaptive.saves_points:
            return {"limit_eV": None, "n_unique": self.n_unique, "n_evaluated": self.done, "n_audited": 0}
        return self.adaptive.summary(limit, self.limit or FIRST_LIMIT_EV)

    def _device_warnings(self) -> Iterator[str]:
        if len(devices := self.store.devices) > 1:
            yield (
                f"Parts of this scan were evaluated on {' and '.join(devices)}, whose energies differ in their last "
                "digits."
            )

    def _site_warnings(self) -> Iterator[str]:
        """Compare the minimum on the grid with the ion's own site; they should agree."""
        for ion, surface in self.plan.surfaces.items():
            atom = self.crystal.mobile_indices[ion]
            site = self.crystal.atoms.positions[atom]
            low = np.flatnonzero(surface.energies() < surface.lowest + 1e-3)
            distance = nearest_distance(site[None, :], self.plan.grid, low)
            excess = float(self.model.energies(self.frameworks[ion], self.number, site[None, :])[0] - surface.lowest)
            if distance > SITE_DISTANCE_A or abs(excess) > SITE_ENERGY_EV:
                species, sense = self.crystal.mobile_species, "higher" if excess > 0 else "lower"
                yield (
                    f"The lowest point of the grid lies {distance:.2f} Å from the site of {species} {atom}, "
                    f"whose energy is {abs(excess):.2f} eV {sense}: relax the "
                    "structure with this potential, or use a finer grid, before trusting the numbers."
                )
