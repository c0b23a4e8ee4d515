"""Relaxed barriers: the frozen path refined with the framework free, by ASE's nudged elastic band.

Both ends are relaxed first. The images between them start along the frozen minimax path (not on a straight line),
with the framework interpolated between its relaxed ends. The band (improved tangents: Henkelman and Jónsson,
J. Chem. Phys. 113, 9978, 2000) is converged loosely, then its highest image climbs to the saddle (Henkelman, Uberuaga
and Jónsson, J. Chem. Phys. 113, 9901, 2000). One atom far from the hop is held: the energy does not depend on where
the crystal is, so that this takes away nothing but its drift.
"""

from __future__ import annotations

import datetime as dt
import platform
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np
from ase import Atoms
from ase.calculators.calculator import Calculator
from ase.calculators.singlepoint import SinglePointCalculator
from ase.constraints import FixAtoms
from ase.mep import NEB
from ase.optimize import FIRE

from pesviz.dynamics.hop import HopKind, SupercellHop, arc_length, supercell_hop
from pesviz.dynamics.neb_checkpoint import BandCheckpoint, BandState, neb_key
from pesviz.dynamics.neb_result import STAGES, NEBResult, StageReport
from pesviz.errors import BarrierError, PotentialError, SettingsError
from pesviz.landscape.lattice import Vector
from pesviz.pes.result import PES
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


@dataclass(frozen=True)
class NEBSettings:
    """Settings of a relaxed barrier.

    Parameters
    ----------
    ion
        Number of the mobile ion, 0 … n_ions − 1.
    hop
        "whole": the path from the site to its image. "bottleneck": between the minima around its highest point.
    direction
        Lattice vector to the image; by default the one that opens first.
    supercell
        Repeats of the unit cell; by default as many as a sphere of `diameter` needs.
    diameter
        Of that sphere, Å (section 1.6).
    images
        Images between the two ends; by default about one every 0.7 Å.
    fmax
        Converged below this force, eV/Å.
    max_steps
        Most steps of each stage.
    spring
        Spring constant between images, eV/Å².
    other_potential
        Accept a potential that is not the scan's.
    """

    ion: int = 0
    hop: HopKind = "whole"
    direction: Vector | None = None
    supercell: tuple[int, int, int] | None = None
    diameter: float = 6.5
    images: int | None = None
    fmax: float = 0.05
    max_steps: int = 300
    spring: float = 0.1
    other_potential: bool = False

    def __post_init__(self) -> None:
        """Refuse values outside their range."""
        if not (self.fmax > 0 and self.max_steps > 0 and self.spring > 0):
            raise SettingsError(
                f"fmax = {self.fmax} eV/Å, {self.max_steps} steps and springs of {self.spring} eV/Å² are impossible.",
                "Give positive numbers.",
            )
        if self.images is not None and not 1 <= self.images <= 99:
            raise SettingsError(f"A band of {self.images} images is not possible.", "Give 1 to 99, for example 7.")

    def to_dict(self) -> dict[str, Any]:
        """Return the settings as plain values."""
        return {key: list(value) if isinstance(value, tuple) else value for key, value in asdict(self).items()}


@dataclass(frozen=True, eq=False)
class NEBProgress:
    """How far a relaxed barrier is.

    Parameters
    ----------
    stage
        "start", "end", "band" or "climb"; see `STAGES`.
    step, max_steps
        Steps of this stage, and the most that will be done.
    fmax, limit
        Largest force now, and the one below which the stage has converged, eV/Å.
    energies
        Energy of the images above the first one, eV; empty before the band begins.
    seconds
        Wall time so far, s, earlier runs of a resumed one included.
    n_atoms, n_images
        Size of the run, the two ends included.
    place
        One sentence: into which place the ion hops, and what was taken out for it.
    result
        The result, on the last progress only.
    """

    stage: str
    step: int
    max_steps: int
    fmax: float
    limit: float
    energies: np.ndarray
    seconds: float
    n_atoms: int
    n_images: int
    place: str
    result: NEBResult | None = field(default=None, repr=False)


def neb_steps(
    pes: PES, model: EnergyModel, settings: NEBSettings | None = None, checkpoint: Path | str | None = None
) -> Iterator[NEBProgress]:
    """Relax the barrier of an ion; close the generator to cancel.

    Parameters
    ----------
    pes
        Result of a scan.
    model
        Its potential; its calculator gives the forces.
    settings
        See `NEBSettings`.
    checkpoint
        File (.traj) that keeps the band every few steps; a run that was killed goes on from it. It stays when the run
        is done: delete it once the result is saved.

    Yields
    ------
    NEBProgress
        After each step; the last one holds the result.

    Raises
    ------
    BarrierError
        There is no path, or both ends relax to the same place.
    PotentialError
        The potential gives no forces, or is not the scan's.
    SettingsError
        There is no such ion or hop, or the supercell is not possible.
    CheckpointError
        The checkpoint is of another run, or cannot be written.
    """
    settings = settings or NEBSettings()
    warnings = list(_check_potential(pes, model, settings))
    calculator = model.calculator()
    if "forces" not in calculator.implemented_properties:
        raise PotentialError(
            f"{model.info.title} gives no forces.", "Scan with a potential that does; `pesviz potentials` lists them."
        )
    hop = supercell_hop(
        pes,
        settings.ion,
        kind=settings.hop,
        size=settings.supercell,
        diameter=settings.diameter,
        direction=settings.direction,
    )
    key = neb_key(pes, model.info, settings.to_dict())
    store = BandCheckpoint(Path(checkpoint), key) if checkpoint is not None else None
    yield from _Run(pes, model, settings, hop, calculator, store, key, warnings).steps()


def _check_potential(pes: PES, model: EnergyModel, settings: NEBSettings) -> Iterator[str]:
    """Yield a warning where the potential is another one than the scan's and that was asked for."""
    scanned, info = pes.potential, model.info
    hashes = (scanned.get("weights_sha256", ""), info.weights_sha256)
    same = (scanned.get("name"), scanned.get("version")) == (info.name, info.version)
    if same and (not all(hashes) or hashes[0] == hashes[1]):
        return
    was, now = f"{scanned.get('name')} {scanned.get('version')}", f"{info.name} {info.version}"
    if not settings.other_potential:
        raise PotentialError(
            f"The scan was made with {was}, and this is {now if was != now else f'{now} with other weights'}.",
            "Use the scan's own potential, or allow another one (--other-potential).",
        )
    yield f"Frozen and relaxed profile are of different potentials: {was} and {now}."


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


class _Run:
    """One run: its images, the stages done, and the clock."""

    def __init__(
        self,
        pes: PES,
        model: EnergyModel,
        settings: NEBSettings,
        hop: SupercellHop,
        calculator: Calculator,
        store: BandCheckpoint | None,
        key: str,
        warnings: list[str],
    ) -> None:
        self.pes, self.model, self.settings, self.hop = pes, model, settings, hop
        self.calculator, self.store, self.key, self.warnings = calculator, store, key, warnings
        self.n_images = 2 + (settings.images or hop.default_images)
        self.reports: list[StageReport] = []
        self.todo = list(STAGES)
        self.sunk: tuple[int, int] | None = None
        self.images = [hop.atoms.copy(), hop.atoms.copy()]
        self.images[1].positions[hop.moving] = hop.segment.positions[-1]
        self.energies = np.full(2, np.nan)
        self.slopes = np.empty(0)
        self.earlier = 0.0
        self.resumed: BandState | None = store.read() if store else None
        if self.resumed is not None:
            self.images, self.energies = self.resumed.images, self.resumed.energies
            self.reports = [StageReport(**report) for report in self.resumed.values["reports"]]
            self.todo, self.sunk = self.resumed.values["todo"], self.resumed.values["sunk"]
            self.earlier = float(self.resumed.values["seconds"])
        self.began = self.saved = time.perf_counter()

    @property
    def seconds(self) -> float:
        return self.earlier + time.perf_counter() - self.began

    def steps(self) -> Iterator[NEBProgress]:
        last: NEBProgress
        while self.todo:
            stage = self.todo[0]
            for last in self._stage(stage):
                yield last
            if stage == "climb":
                break
        result = self._result()
        yield NEBProgress(**{f: getattr(last, f) for f in last.__dataclass_fields__} | {"result": result})

    def _stage(self, stage: str) -> Iterator[NEBProgress]:
        ends = stage in {"start", "end"}
        begun = self.resumed is not None and self.resumed.values["stage"] == stage
        if stage == "band" and not begun:
            if len(self.images) == 2:
                self._place_images()
            elif self.sunk:
                self._spread_images(*self.sunk)
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
        if self.resumed is not None and self.resumed.values["stage"] == stage:
            values = self.resumed.values
            optimiser.nsteps, before = values["step"], values["stage_seconds"]
            optimiser.dt, optimiser.a, optimiser.Nsteps = values["dt"], values["a"], values["n_downhill"]
            if self.resumed.velocities is not None:
                optimiser.vel = self.resumed.velocities[own].ravel()
        self.resumed = None
        began = time.perf_counter()

        def state() -> BandState:
            velocities = None
            if optimiser.vel is not None:
                velocities = np.zeros((len(self.images), len(self.hop.atoms), 3))
                velocities[own] = optimiser.vel.reshape(-1, len(self.hop.atoms), 3)
            values = {
                "stage": stage, "step": optimiser.nsteps, "dt": optimiser.dt, "a": optimiser.a,
                "n_downhill": optimiser.Nsteps, "reports": [asdict(report) for report in self.reports],
                "todo": self.todo, "sunk": self.sunk,
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
                self.hop.say(),
            )
            ended = bool(converged) or optimiser.nsteps >= self.settings.max_steps
            try:
                yield step
            except GeneratorExit:
                self._save(state())
                raise
            due = optimiser.nsteps % CHECKPOINT_STEPS == 0 and optimiser.nsteps > 0
            if not ended and (due or time.perf_counter() - self.saved > CHECKPOINT_SECONDS):
                self._save(state())
        seconds = before + time.perf_counter() - began
        self.reports.append(StageReport(stage, step.step, step.fmax, limit, bool(converged), seconds))
        if self.todo == ["climb"]:
            return  # all but the result is done; a run that is killed now goes on from the last steps
        self.todo = self.todo[1:]
        if stage == "band" and self.sunk is None:
            self._sink_ends()
        after = state()
        after.values.update(stage="", step=0)
        after.velocities = None
        self._save(after)

    def _read_energies(self, stage: str, target: Any) -> None:
        if isinstance(target, Band):
            self.energies = np.array(target.energies)
            tangents = np.array(
                [b.positions - a.positions for a, b in zip(self.images, self.images[2:], strict=False)]
            )
            tangents /= np.linalg.norm(tangents.reshape(len(tangents), -1), axis=1)[:, None, None]
            inner = -(target.real_forces[1:-1] * tangents).sum(axis=(1, 2))
            self.slopes = np.concatenate([[0.0], inner, [0.0]])  # the ends are minima
        else:
            self.energies[0 if stage == "start" else -1] = target.get_potential_energy()

    def _save(self, state: BandState) -> None:
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

    def _sink_ends(self) -> None:
        """Relax an end again, from the band, where the band runs downhill from it: it was no minimum.

        A symmetric place can be a saddle of the free framework, which no relaxation leaves.
        """
        low, high = _foot(self.energies), len(self.energies) - 1 - _foot(self.energies[::-1])
        if low >= high:
            return
        ends = [(0, low, "start"), (len(self.images) - 1, high, "end")]
        again = [(end, foot, name) for end, foot, name in ends if end != foot]
        for end, foot, _ in again:
            self.images[end] = self.images[foot].copy()
        if again:
            self.sunk = (low, high)
            self.todo = [*(name for _, _, name in again), "band", "climb"]

    def _spread_images(self, low: int, high: int) -> None:
        """Spread the images evenly along the band between its new ends.

        Parameters
        ----------
        low, high
            Images that the new ends were relaxed from; those beyond them are left out.
        """
        band = np.array([image.positions for image in self.images])
        band = np.concatenate([band[:1], band[low + 1 : high], band[-1:]])
        along = arc_length(band.reshape(len(band), -1))
        for image, at in zip(self.images[1:-1], np.linspace(0.0, along[-1], self.n_images)[1:-1], strict=True):
            right = int(np.clip(np.searchsorted(along, at), 1, len(band) - 1))
            share = (at - along[right - 1]) / (along[right] - along[right - 1])
            image.set_constraint()
            image.positions = (1 - share) * band[right - 1] + share * band[right]

    def _frozen_in_supercell(self) -> np.ndarray:
        """Return the energy of the moving ion along the frozen path in the frozen supercell above the first, eV."""
        framework = self.hop.atoms.copy()
        number = int(framework.numbers[self.hop.moving])
        del framework[self.hop.moving]
        positions = self.hop.segment.positions
        chunk = max(1, self.model.chunk_size(framework))
        energies = np.concatenate(
            [
                self.model.energies(framework, number, positions[first : first + chunk])
                for first in range(0, len(positions), chunk)
            ]
        )
        return np.asarray(energies - energies[0], dtype=float)

    def _result(self) -> NEBResult:
        hop, pes, info = self.hop, self.pes, self.model.info
        result = NEBResult(
            name=pes.crystal.name,
            formula=pes.crystal.formula,
            ion=self.settings.ion,
            atom=pes.crystal.mobile_indices[self.settings.ion],
            hop=hop.kind,
            lattice_vector=hop.segment.lattice_vector,
            supercell=hop.repeats,
            vacancies=hop.vacancies,
            own_image=hop.own_image,
            place=hop.say(),
            numbers=np.array(hop.atoms.numbers),
            cell=np.array(hop.atoms.cell.array),
            positions=np.array([image.positions for image in self.images]),
            moving=hop.moving,
            pinned=hop.pinned,
            total_energies=np.array(self.energies),
            slopes=self.slopes,
            frozen_lengths=hop.segment.lengths,
            frozen_energies=hop.frozen_energies,
            frozen_supercell_energies=self._frozen_in_supercell(),
            stages=tuple(self.reports),
            potential={
                "name": info.name, "title": info.title, "version": info.version, "weights_sha256": info.weights_sha256
            },
            settings=self.settings.to_dict(),
            seconds=self.seconds,
            warnings=(),
            provenance={
                "key": self.key,
                "versions": {name: version(name) for name in ("pesviz", "ase", "numpy")},
                "python": platform.python_version(),
                "device": str(getattr(self.model, "device", "cpu")),
                "date": dt.datetime.now(dt.UTC).isoformat(timespec="seconds"),
                "scan": {"potential": pes.potential.get("name"), "date": pes.provenance.get("date")},
            },
        )  # fmt: skip
        object.__setattr__(result, "warnings", (*self.warnings, *_remarks(result, hop)))
        return result


def _foot(energies: np.ndarray) -> int:
    """Return the image in which the descent from the first one ends; 0 where it is not worth following."""
    rises = np.flatnonzero(np.diff(energies) > 0)
    foot = int(rises[0]) if rises.size else len(energies) - 1
    return foot if energies[0] - energies[foot] > SAME_ENERGY_EV else 0


def _remarks(result: NEBResult, hop: SupercellHop) -> Iterator[str]:
    """Yield what a careful person should know of a result."""
    for stage in result.stages:
        if not stage.converged:
            yield (
                f"Not converged: {STAGES[stage.stage].lower()} stopped after {stage.steps} steps with forces up to "
                f"{stage.fmax:.3f} eV/Å (limit {stage.limit:g})."
            )
    index, distance = result.others_moved
    if distance > FAR_A:
        symbol = hop.atoms.symbols[index]
        yield (
            f"Another {symbol} moves by {distance:.1f} Å along the band: this is no hop of one ion alone, and its "
            "barrier is of what moves together."
        )
    for name, number in (("start", 0), ("end", -1)):
        away = float(np.linalg.norm(result.positions[number][result.moving] - hop.segment.positions[number]))
        if away > FAR_A:
            yield f"The {name} relaxed {away:.1f} Å away from its place on the frozen path."
    if hop.kind == "whole" and abs(result.energies[-1]) > SAME_ENERGY_EV:
        yield (
            "Start and end are the same place of the crystal, yet they relaxed to different minima, "
            f"{abs(result.energies[-1]):.3f} eV apart."
        )
    if result.saddle in {0, len(result.energies) - 1}:
        yield "No image lies above both ends: there is no barrier between them with the framework free."
    lowest = float(result.energies[1:-1].min()) - min(0.0, float(result.energies[-1]))
    if lowest < -SAME_ENERGY_EV:
        yield (
            f"On the way the ion passes a place {-lowest:.3f} eV below both ends: seen from there the barrier is "
            f"{result.barrier - float(result.energies.min()):.3f} eV."
        )
