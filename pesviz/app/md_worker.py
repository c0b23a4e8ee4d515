"""The worker's side of molecular dynamics: several temperatures side by side, one file for each."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from pesviz.app.jobs import JobSpec
from pesviz.errors import SettingsError

if TYPE_CHECKING:
    from pesviz.app.worker import Reporter
    from pesviz.dynamics import MDProgress

MOST_TEMPERATURES = 8
LONGEST_PS = 1000.0
"""What a page may ask for; longer runs belong on the command line, where they survive a closed tab."""


def run_path(folder: Path, temperature: float) -> Path:
    """Return where a job writes its run at a temperature.

    Parameters
    ----------
    folder
        The job's folder.
    temperature
        K.
    """
    return folder / f"run-{temperature:g}K.h5"


def run_md_job(folder: Path, spec: JobSpec, reporter: Reporter) -> None:
    """Run molecular dynamics of a job's structure.

    Parameters
    ----------
    folder
        The job's folder.
    spec
        What to do.
    reporter
        Hears how far it is; `points_per_second` is the speed in ns per day.

    Raises
    ------
    PesvizError
        Whatever a person can mend.
    """
    from pesviz.app.worker import read_crystal, web_potential
    from pesviz.dynamics import MDSettings, md_steps

    settings = [
        MDSettings(t, spec.time, spec.equilibration, spec.timestep, _frame_interval(spec.timestep), seed=spec.seed)
        for t in _temperatures(spec)
    ]
    crystal = read_crystal(folder, spec)
    reporter.say(stage="loading", note="Loading the potential.")
    model = web_potential(spec.potential)
    runs = {s.temperature: md_steps(crystal, model, s, folder / f"checkpoint-{s.temperature:g}") for s in settings}
    reporter.say(stage="simulating", note="Preparing the runs.")
    last: dict[float, MDProgress] = {}
    try:
        _side_by_side(folder, runs, last, reporter)
    finally:
        for steps in runs.values():
            steps.close()  # type: ignore[attr-defined]
    reporter.say(stage="done", note="Done.", seconds_left=0.0)


def _side_by_side(
    folder: Path, runs: dict[float, Iterator[MDProgress]], last: dict[float, MDProgress], reporter: Reporter
) -> None:
    """Move all runs on, frame by frame; write each when it is done."""
    going = dict(runs)
    while going:
        for temperature, steps in list(going.items()):
            last[temperature] = step = next(steps)
            if step.trajectory is not None:
                step.trajectory.save(run_path(folder, temperature))
                del going[temperature]
            done, total = sum(s.time for s in last.values()), sum(s.total for s in last.values())
            seconds = max(s.seconds for s in last.values())
            speed = done / seconds if seconds > 0 else 0.0
            words = ", ".join(f"{t:g} K: {s.time:.1f} ps, now {s.now:.0f} K" for t, s in last.items())
            reporter.say(
                done=round(1000 * done),
                total=round(1000 * total),
                seconds=seconds,
                seconds_left=(total - done) / speed if speed > 0 else None,
                points_per_second=speed * 86.4,
                note=words,
            )


def _temperatures(spec: JobSpec) -> list[float]:
    found = sorted(set(spec.temperatures))
    if not 1 <= len(found) <= MOST_TEMPERATURES:
        raise SettingsError(f"{len(found)} temperatures were asked for.", f"Give 1 to {MOST_TEMPERATURES}.")
    if spec.time > LONGEST_PS:
        raise SettingsError(
            f"A run of {spec.time:g} ps is too long for the page (at most {LONGEST_PS:g} ps).", "Use `pesviz md`."
        )
    return found


def _frame_interval(timestep: float) -> float:
    """Return about 0.02 ps, a whole number of steps."""
    if not timestep > 0:
        raise SettingsError(f"A time step of {timestep:g} fs is not possible.", "Give a positive number, 1 or 2 fs.")
    return max(1, round(20 / timestep)) * timestep / 1000
