"""Molecular dynamics at several temperatures side by side, and the analysis of the runs."""

from __future__ import annotations

import re
from collections.abc import Callable, Generator, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from pesviz.dynamics.analysis.arrhenius import ArrheniusFit, arrhenius, arrhenius_point
from pesviz.dynamics.analysis.diffusion import Diffusion
from pesviz.dynamics.analysis.diffusion_analysis import analyse_diffusion
from pesviz.dynamics.md.checkpoint import RunCheckpoint
from pesviz.dynamics.md.settings import MDSettings
from pesviz.dynamics.md.simulation import MDProgress, md_key, md_steps
from pesviz.dynamics.trajectories.store import open_trajectory
from pesviz.dynamics.trajectories.trajectory import Trajectory
from pesviz.errors import CheckpointError, TrajectoryError
from pesviz.pes.result import ScanSettings
from pesviz.potentials.model import EnergyModel
from pesviz.potentials.relaxation import RelaxProgress
from pesviz.structure.crystal import Crystal
from pesviz.workflows import Relaxation
from pesviz.workflows.progress import Progress, run
from pesviz.workflows.relaxation import RelaxedStructure, relaxation_steps

DynamicsEvent = Progress[RelaxProgress] | Progress[tuple[MDProgress, ...]]
"""Stages of dynamics: "relaxing", "simulating" (payload: where each run is), and notes."""


@dataclass(frozen=True, eq=False)
class DynamicsResult:
    """Runs and what follows from them."""

    trajectories: dict[Path, Trajectory]

    @cached_property
    def _analyses(self) -> dict[Path, Diffusion | TrajectoryError]:
        analyses: dict[Path, Diffusion | TrajectoryError] = {}
        for path, trajectory in self.trajectories.items():
            try:
                analyses[path] = analyse_diffusion(trajectory)
            except TrajectoryError as error:
                analyses[path] = error
        return analyses

    @property
    def diffusions(self) -> dict[Path, Diffusion]:
        """Diffusion of each run that allows an analysis."""
        return {path: value for path, value in self._analyses.items() if isinstance(value, Diffusion)}

    @property
    def problems(self) -> dict[Path, TrajectoryError]:
        """Why the other runs allow none."""
        return {path: value for path, value in self._analyses.items() if isinstance(value, TrajectoryError)}

    @cached_property
    def arrhenius(self) -> ArrheniusFit:
        """Arrhenius fit of the diffusivities."""
        return arrhenius(arrhenius_point(result, path.stem) for path, result in self.diffusions.items())


@dataclass(frozen=True, eq=False)
class DynamicsWorkflow:
    """Molecular dynamics of a crystal.

    Parameters
    ----------
    crystal, model
        What is simulated, with which potential. The crystal is repeated as the settings' diameter needs.
    runs
        Settings of each run; their temperatures differ.
    folder
        Where each run is written (NAME-TEMPERATUREK.h5), with its checkpoint beside it until then.
    name
        First part of the file names; that of the crystal by default.
    relax
        What is relaxed with the potential first.
    """

    crystal: Crystal
    model: EnergyModel
    runs: Sequence[MDSettings]
    folder: Path
    name: str = ""
    relax: Relaxation = "none"

    @property
    def stem(self) -> str:
        """First part of the file names."""
        return self.name or re.sub(r"[^\w+-]+", "_", self.crystal.name or self.crystal.formula).strip("_") or "run"

    def path(self, temperature: float) -> Path:
        """Return the file of the run at a temperature (K)."""
        return self.folder / f"{self.stem}-{temperature:g}K.h5"

    def steps(self) -> Generator[DynamicsEvent, None, DynamicsResult]:
        """Yield progress; return the runs. Close the generator to cancel.

        Raises
        ------
        PesvizError
            Whatever a person can mend.
        """
        result = self.folder / f"{self.stem}.h5"
        relaxed = RelaxedStructure.beside(result, self.crystal, self.model, ScanSettings(), self.relax)
        crystal = yield from relaxation_steps(self.crystal, self.model, self.relax, relaxed)
        trajectories: dict[Path, Trajectory] = {}
        running: dict[Path, Generator[MDProgress]] = {}
        last: dict[Path, MDProgress] = {}
        with ExitStack() as stack:
            for settings in self.runs:
                path = self.path(settings.temperature)
                earlier = _earlier_run(path, md_key(crystal, self.model, settings), settings)
                if earlier is not None:
                    trajectories[path] = earlier
                    yield Progress("note", f"{path} is there already.")
                    continue
                steps = md_steps(crystal, self.model, settings, path.with_suffix(".checkpoint"))
                running[path] = stack.enter_context(closing(steps))
            while running:
                for path, steps in list(running.items()):
                    last[path] = step = next(steps)
                    yield _summary(last)
                    if step.trajectory is None:
                        continue
                    step.trajectory.save(path)
                    RunCheckpoint(path.with_suffix(".checkpoint"), step.trajectory.provenance["key"]).discard()
                    trajectories[path] = step.trajectory
                    del running[path]
                    if step.status != "complete":
                        yield Progress("note", f"{step.temperature:g} K: {step.trajectory.notes[-1]}")
        return DynamicsResult(dict(sorted(trajectories.items(), key=lambda item: item[1].temperature or 0.0)))

    def run(self, callback: Callable[[DynamicsEvent], object] | None = None) -> DynamicsResult:
        """Simulate to the end; `callback` gets each progress."""
        return run(self.steps(), callback)


def _summary(last: dict[Path, MDProgress]) -> Progress[tuple[MDProgress, ...]]:
    """Return how far all runs are together, in ps; the time left is that of the runs that go on."""
    runs = tuple(last.values())
    running = [step for step in runs if step.trajectory is None]
    seconds = max(step.seconds for step in runs)
    speed = sum(step.time - step.start_time for step in running) / seconds if seconds > 0 else 0.0
    left = sum(step.total - step.time for step in running)
    return Progress(
        "simulating",
        done=sum(step.time for step in runs),
        total=sum(step.total for step in runs),
        seconds=seconds,
        seconds_left=left / speed if speed > 0 else None,
        payload=runs,
    )


def _earlier_run(path: Path, key: str, settings: MDSettings) -> Trajectory | None:
    """Return the run that a file holds; None where there is no file."""
    if not path.exists():
        return None
    trajectory = open_trajectory(path)
    longer = trajectory.status != "complete" or trajectory.n_frames > settings.production_frames
    if trajectory.provenance.get("key") != key or not longer:
        raise CheckpointError(
            f"{path} holds another run: a different structure, potential or settings, or a shorter one.",
            "Choose another folder with --out, or delete that file.",
        )
    return trajectory
