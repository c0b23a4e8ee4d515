"""`pesviz md`: a structure in, molecular dynamics at several temperatures out."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pesviz.cli.console import Progress, duration, note, reserved_stdout, result_console
from pesviz.cli.scan import Relaxation, parse_supercell

if TYPE_CHECKING:
    from pesviz.dynamics import Diffusion, Trajectory
    from pesviz.dynamics.md.settings import MDSettings
    from pesviz.dynamics.md.simulation import MDProgress
    from pesviz.potentials import EnergyModel
    from pesviz.structure import Crystal


def md(
    structure: Annotated[
        str,
        typer.Argument(
            metavar="STRUCTURE",
            help="A structure file of any format that ASE reads, gallery:KEY, or mp:ID.",
            show_default=False,
        ),
    ],
    temperature: Annotated[
        list[float], typer.Option("--temperature", "-T", metavar="K…", help="One or several, run side by side.")
    ],
    time: Annotated[float, typer.Option(metavar="PS", help="Production, ps.")] = 100.0,
    potential: Annotated[
        str,
        typer.Option("--potential", "-p", help="A name from `pesviz potentials`, ase:module:callable or matgl:NAME."),
    ] = "auto",
    out: Annotated[
        Path,
        typer.Option("--out", "-o", metavar="DIR", help="Where runs are written; a killed one goes on from there."),
    ] = Path("md"),
    mobile: Annotated[
        str | None, typer.Option("--mobile", "-m", help="Symbol of the mobile ion; proposed by default.")
    ] = None,
    equilibration: Annotated[float, typer.Option(metavar="PS", help="Before production, ps.")] = 5.0,
    timestep: Annotated[float, typer.Option(metavar="FS", help="Time step, fs.")] = 1.0,
    frame_interval: Annotated[float, typer.Option(metavar="PS", help="Between saved frames, ps.")] = 0.02,
    thermostat_time: Annotated[float, typer.Option(metavar="FS", help="Of the Nosé–Hoover chain, fs.")] = 100.0,
    diameter: Annotated[
        float, typer.Option(metavar="Å", help="The cell is repeated until it holds a sphere of this diameter.")
    ] = 6.5,
    supercell: Annotated[
        str | None, typer.Option(metavar="AxBxC", help="Repeat the cell like this first, for example 2x1x1.")
    ] = None,
    relax: Annotated[
        Relaxation, typer.Option(help="Relax the structure with the potential first: positions, or cell too.")
    ] = "none",
    seed: Annotated[int, typer.Option(min=0, help="Seed of the velocities.")] = 0,
    device: Annotated[str, typer.Option(help="auto, cpu, cuda, cuda:N or mps.")] = "auto",
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object instead of tables.")] = False,
) -> None:
    """Molecular dynamics: NVT with a Nosé–Hoover chain, at one or several temperatures."""
    with reserved_stdout() as stdout:
        from pesviz.dynamics.md.settings import MDSettings
        from pesviz.potentials import potential as load_potential
        from pesviz.structure import load

        runs = [
            MDSettings(
                temperature=each,
                time=time,
                equilibration=equilibration,
                timestep=timestep,
                frame_interval=frame_interval,
                thermostat_time=thermostat_time,
                diameter=diameter,
                seed=seed,
            )
            for each in sorted(set(temperature))
        ]
        try:
            with Progress() as progress:
                progress.say("Reading the structure")
                crystal = load(structure, mobile=mobile, supercell=parse_supercell(supercell))
                progress.say(f"Loading the potential {potential}")
                model = load_potential(potential, device=device)
                crystal = _relaxed(crystal, model, relax, out, progress)
                written = _run_all(crystal, model, runs, out, progress)
        except KeyboardInterrupt:
            note(f"Stopped. What was simulated is kept in {out}: the same command goes on from there.")
            raise typer.Exit(130) from None
        _show(written, stdout, as_json=as_json)
        note(f"Written to {out}: analyse single runs with `pesviz msd`, all with `pesviz arrhenius {out}`.")


def _relaxed(crystal: Crystal, model: EnergyModel, relax: Relaxation, out: Path, progress: Progress) -> Crystal:
    """Relax, once: the relaxed structure is kept beside the runs, to the last bit."""
    if relax == "none":
        return crystal
    from pesviz.cli.scan import RelaxedFile, _relax
    from pesviz.pes import ScanSettings

    kept = RelaxedFile.beside(out / _name(crystal), crystal, model, ScanSettings(), relax)
    found = kept.read(crystal) or _relax(crystal, model, relax, progress)
    kept.write(found)
    return found


def _name(crystal: Crystal) -> str:
    return re.sub(r"[^\w+-]+", "_", crystal.name or crystal.formula).strip("_") or "run"


def _run_all(
    crystal: Crystal, model: EnergyModel, runs: list[MDSettings], out: Path, progress: Progress
) -> dict[Path, Trajectory]:
    """Run side by side, each from its checkpoint; write each when it is done."""
    from pesviz.dynamics.md.checkpoint import RunCheckpoint
    from pesviz.dynamics.md.simulation import md_key, md_steps

    written: dict[Path, Trajectory] = {}
    going: dict[Path, Iterator[MDProgress]] = {}
    last: dict[Path, MDProgress] = {}
    for settings in runs:
        path = out / f"{_name(crystal)}-{settings.temperature:g}K.h5"
        key = md_key(crystal, model, settings)
        if (found := _found(path, key, settings)) is not None:
            written[path] = found
            note(f"{path} is there already.")
        else:
            going[path] = md_steps(crystal, model, settings, path.with_suffix(".checkpoint"))
    try:
        while going:
            for path, steps in list(going.items()):
                last[path] = step = next(steps)
                if step.trajectory is not None:
                    step.trajectory.save(path)
                    RunCheckpoint(path.with_suffix(".checkpoint"), step.trajectory.provenance["key"]).discard()
                    written[path] = step.trajectory
                    del going[path]
                    if step.status != "complete":
                        note(f"{step.temperature:g} K: {step.trajectory.notes[-1]}")
            _say(progress, [last[path] for path in last if path in going] or list(last.values()))
    finally:
        for steps in going.values():
            steps.close()  # type: ignore[attr-defined]
    return dict(sorted(written.items(), key=lambda item: item[1].temperature or 0.0))


def _found(path: Path, key: str, settings: MDSettings) -> Trajectory | None:
    """Return the run that a file holds, None where there is no file."""
    from pesviz.dynamics import open_trajectory
    from pesviz.errors import CheckpointError

    if not path.exists():
        return None
    found = open_trajectory(path)
    if found.provenance.get("key") != key or (
        found.status == "complete" and found.n_frames <= settings.production_frames
    ):
        raise CheckpointError(
            f"{path} holds another run: a different structure, potential or settings, or a shorter one.",
            "Choose another folder with --out, or delete that file.",
        )
    return found


def _say(progress: Progress, running: list[MDProgress]) -> None:
    done, total = sum(run.time for run in running), sum(run.total for run in running)
    left = sum(run.total - run.time for run in running)
    seconds = max(run.seconds for run in running)
    speed = sum(run.time - run.resumed for run in running) / seconds if seconds > 0 else 0.0
    heat = ", ".join(f"{run.temperature:g} K: {run.time:.1f} ps at {run.now:.0f} K" for run in running)
    ends = f", {duration(left / speed)} left" if speed > 0 else ""
    progress.say("Molecular dynamics", f"{heat}; {speed * 86.4:.2f} ns/day{ends}", done, total)


def _show(written: dict[Path, Trajectory], stdout: Any, *, as_json: bool) -> None:
    from pesviz.dynamics import analyse_diffusion, arrhenius, arrhenius_point
    from pesviz.dynamics.analysis.health import health
    from pesviz.errors import TrajectoryError

    results: dict[Path, Diffusion] = {}
    for path, trajectory in written.items():
        try:
            results[path] = analyse_diffusion(trajectory)
        except TrajectoryError as error:
            note(f"{path}: {error}")
    fit = arrhenius(arrhenius_point(result, path.stem) for path, result in results.items())
    if as_json:
        value = {
            "runs": [
                {
                    "file": str(path),
                    "temperature_K": trajectory.temperature,
                    "status": trajectory.status,
                    "n_frames": trajectory.n_frames,
                    "n_atoms": trajectory.n_atoms,
                    "health": {light.name: [light.state, light.text] for light in health(trajectory)},
                    "diffusion": results[path].to_dict() if path in results else None,
                }
                for path, trajectory in written.items()
            ],
            "arrhenius": fit.to_dict(),
        }
        print(json.dumps(value, ensure_ascii=False, allow_nan=False), file=stdout)
        return
    from pesviz.cli.arrhenius import report

    console = result_console(stdout)
    for path, trajectory in written.items():
        console.print(f"{path.stem}: {trajectory.status}, {trajectory.n_frames:,} frames, {trajectory.n_atoms} atoms")
        for light in health(trajectory):
            console.print(f"  {light.name}: {light.state}. {light.text}", markup=False)
    console.print(report(fit, 300.0))
