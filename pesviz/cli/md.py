"""`pesviz md`: a structure in, molecular dynamics at several temperatures out."""

from __future__ import annotations

import json
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pesviz.cli.console import ProgressDisplay, duration, note, reserved_stdout, result_console
from pesviz.cli.scan import parse_supercell
from pesviz.workflows import Relaxation

if TYPE_CHECKING:
    from pesviz.workflows.dynamics import DynamicsEvent, DynamicsResult


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
        from pesviz.workflows.dynamics import DynamicsWorkflow

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
            with ProgressDisplay() as progress:
                progress.update("Reading the structure")
                crystal = load(structure, mobile=mobile, supercell=parse_supercell(supercell))
                progress.update(f"Loading the potential {potential}")
                model = load_potential(potential, device=device)
                result = DynamicsWorkflow(crystal, model, runs, out, relax=relax).run(
                    partial(_show_progress, progress)
                )
        except KeyboardInterrupt:
            note(f"Stopped. What was simulated is kept in {out}: the same command goes on from there.")
            raise typer.Exit(130) from None
        _show(result, stdout, as_json=as_json)
        note(f"Written to {out}: analyse single runs with `pesviz msd`, all with `pesviz arrhenius {out}`.")


def _show_progress(display: ProgressDisplay, event: DynamicsEvent) -> None:
    """Show how far the runs are."""
    from pesviz.potentials.relaxation import RelaxProgress

    match event.payload:
        case RelaxProgress(fmax=fmax):
            display.update("Relaxing", f"largest force {fmax:.3f} eV/Å", event.done, event.total)
        case tuple(runs):
            running = [run for run in runs if run.trajectory is None] or runs
            speed = sum(run.time - run.start_time for run in running) / event.seconds if event.seconds > 0 else 0.0
            heat = ", ".join(f"{run.temperature:g} K: {run.time:.1f} ps at {run.now:.0f} K" for run in running)
            left = f", {duration(event.seconds_left)} left" if event.seconds_left is not None else ""
            display.update("Molecular dynamics", f"{heat}; {speed * 86.4:.2f} ns/day{left}", event.done, event.total)
        case None:
            display.note(event.message)


def _show(result: DynamicsResult, stdout: Any, *, as_json: bool) -> None:
    from pesviz.dynamics.analysis.health import health

    for path, problem in result.problems.items():
        note(f"{path}: {problem}")
    diffusions = result.diffusions
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
                    "diffusion": diffusions[path].to_dict() if path in diffusions else None,
                }
                for path, trajectory in result.trajectories.items()
            ],
            "arrhenius": result.arrhenius.to_dict(),
        }
        print(json.dumps(value, ensure_ascii=False, allow_nan=False), file=stdout)
        return
    from pesviz.cli.arrhenius import report

    console = result_console(stdout)
    for path, trajectory in result.trajectories.items():
        console.print(f"{path.stem}: {trajectory.status}, {trajectory.n_frames:,} frames, {trajectory.n_atoms} atoms")
        for light in health(trajectory):
            console.print(f"  {light.name}: {light.state}. {light.text}", markup=False)
    console.print(report(result.arrhenius, 300.0))
