"""Molecular dynamics in a job's process: several temperatures side by side, one file for each."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from pesviz.app.job_inputs import read_crystal, web_potential
from pesviz.app.jobs import JobSpec
from pesviz.errors import SettingsError

if TYPE_CHECKING:
    from pesviz.app.reporter import Reporter
    from pesviz.workflows.dynamics import DynamicsEvent

MOST_TEMPERATURES = 8
LONGEST_PS = 1000.0
"""What a page may ask for; longer runs belong on the command line, where they survive a closed tab."""


def run_md_job(folder: Path, spec: JobSpec, reporter: Reporter) -> None:
    """Run molecular dynamics of a job's structure.

    Raises
    ------
    PesvizError
        Whatever a person can mend.
    """
    from pesviz.dynamics import MDSettings
    from pesviz.workflows.dynamics import DynamicsWorkflow

    settings = [
        MDSettings(t, spec.time, spec.equilibration, spec.timestep, _frame_interval(spec.timestep), seed=spec.seed)
        for t in _temperatures(spec)
    ]
    crystal = read_crystal(folder, spec)
    reporter.update(stage="loading", note="Loading the potential.")
    model = web_potential(spec.potential)

    def report(event: DynamicsEvent) -> None:
        if not isinstance(event.payload, tuple):
            return
        speed = event.done / event.seconds if event.seconds > 0 else 0.0
        reporter.update(
            done=round(1000 * event.done),
            total=round(1000 * event.total),
            seconds=event.seconds,
            seconds_left=event.seconds_left,
            points_per_second=speed * 86.4,
            note=", ".join(f"{run.temperature:g} K: {run.time:.1f} ps, now {run.now:.0f} K" for run in event.payload),
        )

    reporter.update(stage="simulating", note="Preparing the runs.")
    DynamicsWorkflow(crystal, model, settings, folder, "run").run(report)
    reporter.update(stage="done", note="Done.", seconds_left=0.0)


def _temperatures(spec: JobSpec) -> list[float]:
    temperatures = sorted(set(spec.temperatures))
    if not 1 <= len(temperatures) <= MOST_TEMPERATURES:
        raise SettingsError(f"{len(temperatures)} temperatures were asked for.", f"Give 1 to {MOST_TEMPERATURES}.")
    if spec.time > LONGEST_PS:
        raise SettingsError(
            f"A run of {spec.time:g} ps is too long for the page (at most {LONGEST_PS:g} ps).", "Use `pesviz md`."
        )
    return temperatures


def _frame_interval(timestep: float) -> float:
    """Return about 0.02 ps, a whole number of steps."""
    if not timestep > 0:
        raise SettingsError(f"A time step of {timestep:g} fs is not possible.", "Give a positive number, 1 or 2 fs.")
    return max(1, round(20 / timestep)) * timestep / 1000
