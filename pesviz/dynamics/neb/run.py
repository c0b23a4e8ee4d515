"""The stages of a relaxed barrier, driven by ASE's optimiser step by step, with a checkpoint."""

from __future__ import annotations

import time
from collections.abc import Generator, Iterator
from dataclasses import asdict
from typing import Any

import numpy as np
from ase import Atoms
from ase.calculators.calculator import Calculator
from ase.calculators.singlepoint import SinglePointCalculator
from ase.constraints import FixAtoms
from ase.mep import NEB
from ase.optimize import FIRE

from pesviz.dynamics.neb.checkpoint import BandCheckpoint, BandState
from pesviz.dynamics.neb.hop import SupercellHop, arc_length
from pesviz.dynamics.neb.result import STAGES, StageReport
from pesviz.dynamics.neb.settings import NEBProgress, NEBSettings
from pesviz.errors import BarrierError, PotentialError
from pesviz.potentials.model import EnergyModel

CHECKPOINT_STEPS = 5
"""The band goes to disk each time after this many steps, or after `CHECKPOINT_SECONDS`."""
CHECKPOINT_SECONDS = 10.0
LOOSE = 2.0
"""The band climbs once its forces are below this many times the limit."""
TIGHT = 0.2
"""The ends are relaxed below this many times the limit: on a flat slope an end would stop far from its minimum."""
SAME_PLACE_A = 0.3
"""Ends whose atoms are all closer than this are one and the same place, Å."""
FAR_A = 1.0
"""A move of another atom, or of an end away from its frozen place, that is worth a warning, Å."""
SAME_ENERGY_EV = 0.01
"""Ends that the crystal's translations make equal differ by less than this if both found the same minimum, eV."""


class Band(NEB):
    """ASE's band, which remembers its forces: the optimiser asks for them several times at the same place."""

    def __init__(self, images: list[Atoms], *, spring: float, climb: bool) -> None:
        super().__init__(images, k=spring, climb=climb, method="improvedtangent", allow_shared_calculator=True)
        self._at: np.ndarray | None = None
        self._forces = np.empty(0)

    def get_forces(self) -> np.ndarray:
        """Return the forces of the band on the images between the ends, shape (n·n_atoms, 3), eV/Å."""
        here = self.get_positions()
        if self._at is None or not np.array_equal(here, self._at):
            self._forces = super().get_forces()
            self._at = here
        return self._forces.copy()


class Run:
    """One run: its images, the stages done, and the clock.

    Parameters
    ----------
    model
        The potential.
    settings
        Of the run.
    hop
        The hop in its supercell.
    calculator
        Gives energies and forces of the supercell, to all images in turn.
    store
        Checkpoint of the band; None for none.
    """

    def __init__(
        self,
        model: EnergyModel,
        settings: NEBSettings,
        hop: SupercellHop,
        calculator: Calculator,
        store: BandCheckpoint | None,
    ) -> None:
        self.model, self.settings, self.hop = model, settings, hop
        self.calculator, self.store = calculator, store
        self.n_images = 2 + (settings.images or hop.default_images)
        self.reports: list[StageReport] = []
        self.remaining_stages = list(STAGES)
        self.feet: tuple[int, int] | None = None
        """Images from which the ends were relaxed again; None where they were not."""
        self.images = [hop.atoms.copy(), hop.atoms.copy()]
        self.images[1].positions[hop.moving] = hop.segment.positions[-1]
        self.energies = np.full(2, np.nan)
        self.slopes = np.empty(0)
        self.earlier = 0.0
        self.stored: BandState | None = store.read() if store else None
        if self.stored is not None:
            self.images, self.energies = self.stored.images, self.stored.energies
            self.reports = [StageReport(**report) for report in self.stored.values["reports"]]
            self.remaining_stages, self.feet = self.stored.values["todo"], self.stored.values["sunk"]
            self.earlier = float(self.stored.values["seconds"])
        self.began = self.saved = time.perf_counter()

    @property
    def seconds(self) -> float:
        """Wall time so far, s, earlier runs included."""
        return self.earlier + time.perf_counter() - self.began

    def steps(self) -> Generator[NEBProgress, None, None]:
        """Yield after each step until all stages are done."""
        while self.remaining_stages:
            stage = self.remaining_stages[0]
            yield from self._stage(stage)
            if stage == "climb":
                return

    def _stage(self, stage: str) -> Iterator[NEBProgress]:
        ends = stage in {"start", "end"}
        begun = self.stored is not None and self.stored.values["stage"] == stage
        if stage == "band" and not begun:
            if len(self.images) == 2:
                self._place_images()
            elif self.feet:
                self._spread_images(*self.feet)
        for image in self.images:
            image.set_constraint([] if self.hop.pinned is None else FixAtoms([self.hop.pinned]))
        target: Any
        if ends:
            target = self.images[0 if stage == "start" else -1]
            target.calc = self.calculator
        else:
            for image in self.images[1:-1]:
                image.calc = self.calculator
            for image, energy in zip(
                (self.images[0], self.images[-1]), (self.energies[0], self.energies[-1]), strict=True
            ):
                image.calc = SinglePointCalculator(image, energy=float(energy), forces=np.zeros((len(image), 3)))
            target = Band(self.images, spring=self.settings.spring, climb=stage == "climb")
        yield from self._optimise(stage, target)

    def _optimise(self, stage: str, target: Any) -> Iterator[NEBProgress]:
        """Relax one end or the band."""
        limit = self.settings.fmax * {"band": LOOSE, "climb": 1.0}.get(stage, TIGHT)
        optimiser = FIRE(target, logfile=None)
        own = slice(0, 1) if stage == "start" else slice(-1, None) if stage == "end" else slice(1, -1)
        before = 0.0
        if self.stored is not None and self.stored.values["stage"] == stage:
            values = self.stored.values
            optimiser.nsteps, before = values["step"], values["stage_seconds"]
            optimiser.dt, optimiser.a, optimiser.Nsteps = values["dt"], values["a"], values["n_downhill"]
            if self.stored.velocities is not None:
                optimiser.vel = self.stored.velocities[own].ravel()
        self.stored = None
        began = time.perf_counter()

        def state() -> BandState:
            velocities = None
            if optimiser.vel is not None:
                velocities = np.zeros((len(self.images), len(self.hop.atoms), 3))
                velocities[own] = optimiser.vel.reshape(-1, len(self.hop.atoms), 3)
            values = {
                "stage": stage, "step": optimiser.nsteps, "dt": optimiser.dt, "a": optimiser.a,
                "n_downhill": optimiser.Nsteps, "reports": [asdict(report) for report in self.reports],
                "todo": self.remaining_stages, "sunk": self.feet,
                "seconds": self.seconds, "stage_seconds": before + time.perf_counter() - began,
            }  # fmt: skip
            return BandState(self.images, self.energies, velocities, values)

        for converged in optimiser.irun(fmax=limit, steps=max(0, self.settings.max_steps - optimiser.nsteps)):
            forces = np.linalg.norm(target.get_forces(), axis=1).max()
            self._read_energies(stage, target)
            if not np.isfinite(forces):
                raise PotentialError(
                    f"{self.model.info.title} gives no finite forces along this hop.",
                    "Use a larger supercell or another potential.",
                )
            step = NEBProgress(
                stage,
                optimiser.nsteps,
                self.settings.max_steps,
                float(forces),
                limit,
                self.energies - self.energies[0] if isinstance(target, Band) else np.empty(0),
                self.seconds,
                len(self.hop.atoms),
                self.n_images,
                self.hop.describe(),
            )
            ended = bool(converged) or optimiser.nsteps >= self.settings.max_steps
            try:
                yield step
            except GeneratorExit:
                self._write(state())
                raise
            due = optimiser.nsteps % CHECKPOINT_STEPS == 0 and optimiser.nsteps > 0
            if not ended and (due or time.perf_counter() - self.saved > CHECKPOINT_SECONDS):
                self._write(state())
        seconds = before + time.perf_counter() - began
        self.reports.append(StageReport(stage, step.step, step.fmax, limit, bool(converged), seconds))
        if self.remaining_stages == ["climb"]:
            return  # all but the result is done; a run that is killed now goes on from the last steps
        self.remaining_stages = self.remaining_stages[1:]
        if stage == "band" and self.settings.settle and self.feet is None:
            self._relax_ends_again()
        after = state()
        after.values.update(stage="", step=0)
        after.velocities = None
        self._write(after)

    def _read_energies(self, stage: str, target: Any) -> None:
        if isinstance(target, Band):
            self.energies = np.array(target.energies)
            places = np.array([image.positions for image in self.images])
            tangents = places[2:] - places[:-2]
            tangents /= np.linalg.norm(tangents.reshape(len(tangents), -1), axis=1)[:, None, None]
            inner = -(target.real_forces[1:-1] * tangents).sum(axis=(1, 2))
            self.slopes = np.concatenate([[0.0], inner, [0.0]])  # the ends are minima
        else:
            self.energies[0 if stage == "start" else -1] = target.get_potential_energy()

    def _write(self, state: BandState) -> None:
        if self.store is not None:
            self.store.write(state)
        self.saved = time.perf_counter()

    def _place_images(self) -> None:
        """Put the images along the frozen path, between the relaxed ends."""
        first, last = self.images
        away = np.linalg.norm(last.positions - first.positions, axis=1)
        if away.max() < SAME_PLACE_A:
            raise BarrierError(
                "Both ends of this hop relax to the same place: one of them is no stable site.",
                "Relax the whole path (--hop whole), or use a larger supercell.",
            )
        places = self.hop.places(self.n_images)
        first_shift = first.positions[self.hop.moving] - places[0]
        last_shift = last.positions[self.hop.moving] - places[-1]
        images = []
        for share, place in zip(np.linspace(0.0, 1.0, self.n_images), places, strict=True):
            image = first.copy()
            image.positions = (1 - share) * first.positions + share * last.positions
            image.positions[self.hop.moving] = place + (1 - share) * first_shift + share * last_shift
            images.append(image)
        self.images = [first, *images[1:-1], last]
        self.energies = np.concatenate([self.energies[:1], np.full(self.n_images - 2, np.nan), self.energies[-1:]])

    def _relax_ends_again(self) -> None:
        """Relax an end again, from the band, where the band runs downhill from it: it was no minimum.

        A symmetric place can be a saddle of the free framework, which no relaxation leaves.
        """
        low, high = foot_of(self.energies), len(self.energies) - 1 - foot_of(self.energies[::-1])
        if low >= high:
            return
        ends = [(0, low, "start"), (len(self.images) - 1, high, "end")]
        again = [(end, foot, name) for end, foot, name in ends if end != foot]
        for end, foot, _ in again:
            self.images[end] = self.images[foot].copy()
        if again:
            self.feet = (low, high)
            self.remaining_stages = [*(name for _, _, name in again), "band", "climb"]

    def _spread_images(self, low: int, high: int) -> None:
        """Spread the images evenly along the band between its new ends."""
        band = np.array([image.positions for image in self.images])
        band = np.concatenate([band[:1], band[low + 1 : high], band[-1:]])
        along = arc_length(band.reshape(len(band), -1))
        for image, at in zip(self.images[1:-1], np.linspace(0.0, along[-1], self.n_images)[1:-1], strict=True):
            right = int(np.clip(np.searchsorted(along, at), 1, len(band) - 1))
            share = (at - along[right - 1]) / (along[right] - along[right - 1])
            image.set_constraint()
            image.positions = (1 - share) * band[right - 1] + share * band[right]


def foot_of(energies: np.ndarray) -> int:
    """Return the image in which the descent from the first one ends; 0 where it is not worth following.

    Parameters
    ----------
    energies
        Of the images, shape (n_images,), eV.
    """
    rises = np.flatnonzero(np.diff(energies) > 0)
    foot = int(rises[0]) if rises.size else len(energies) - 1
    return foot if energies[0] - energies[foot] > SAME_ENERGY_EV else 0
