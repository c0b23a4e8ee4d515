"""`pesviz msd`: a trajectory in, its diffusivity and conductivity out."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from pesviz.cli.console import ProgressDisplay, reserved_stdout, result_console
from pesviz.cli.numbers import with_error

if TYPE_CHECKING:
    from rich.console import RenderableType

    from pesviz.dynamics import Diffusion


def msd(
    files: Annotated[
        list[Path],
        typer.Argument(
            metavar="FILE…",
            help="A trajectory: a run of pesviz, XDATCAR, vasprun.xml, SIESTA .ANI or .MD, LAMMPS dump, CP2K, "
            "Quantum ESPRESSO, extended XYZ, ASE .traj. Several files are consecutive parts of one run.",
            show_default=False,
        ),
    ],
    mobile: Annotated[
        str | None, typer.Option("--mobile", "-m", help="Symbol of the mobile ion; proposed by default.")
    ] = None,
    frame_interval: Annotated[
        float | None,
        typer.Option(metavar="PS", help="Time between two frames, ps: time step × steps between frames."),
    ] = None,
    temperature: Annotated[float | None, typer.Option(metavar="K", help="Temperature of the run.")] = None,
    window: Annotated[float, typer.Option(metavar="PS", help="Length of a window, ps.")] = 15.0,
    fit: Annotated[
        tuple[float, float], typer.Option(metavar="FROM TO", help="Interval of the straight line, ps.")
    ] = (1.0, 15.0),
    stride: Annotated[
        float | None, typer.Option(metavar="PS", help="From one window's start to the next; the window by default.")
    ] = None,
    skip: Annotated[float, typer.Option(metavar="PS", help="Leave out the beginning, ps.")] = 0.0,
    method: Annotated[
        Literal["windows", "whole", "kinisi"],
        typer.Option(help="Mean over windows; one fit over everything; or kinisi's Bayesian regression."),
    ] = "windows",
    charge: Annotated[
        float | None, typer.Option(metavar="E", help="Charge of the mobile ion; its formal charge by default.")
    ] = None,
    file_format: Annotated[
        str | None, typer.Option("--format", help="Format of the file; guessed from its name and content by default.")
    ] = None,
    cell: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Structure with the cell, for formats that have none.")
    ] = None,
    species: Annotated[
        str, typer.Option(metavar="A,B,…", help="Elements of LAMMPS' types 1, 2, …, for example Li,P,S.")
    ] = "",
    timestep: Annotated[
        float | None, typer.Option(metavar="PS", help="LAMMPS' time step, ps; steps between frames are in its dump.")
    ] = None,
    every: Annotated[int, typer.Option(min=1, metavar="N", help="Take every N-th frame.")] = 1,
    unwrapped: Annotated[
        bool, typer.Option("--unwrapped", help="Positions are continuous already: do not unwrap them.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object instead of tables.")] = False,
) -> None:
    """Mean squared displacement, diffusivity and conductivity of a molecular dynamics run."""
    with reserved_stdout() as stdout:
        from pesviz.dynamics import MSDSettings, analyse_diffusion, read_parts

        settings = MSDSettings(window=window, fit=fit, stride=stride, skip=skip, method=method)
        with ProgressDisplay() as progress:
            progress.update("Reading the trajectory")
            trajectory = read_parts(
                files,
                frame_interval=frame_interval,
                temperature=temperature,
                mobile=mobile,
                file_format=file_format,
                cell=cell,
                species=tuple(s.strip() for s in species.split(",") if s.strip()),
                timestep=timestep,
                every=every,
                unwrapped=unwrapped,
                lazy=len(files) == 1,
            )
            progress.update(
                "Mean squared displacement", f"{trajectory.n_frames:,} frames, {trajectory.n_atoms} atoms"
            )
            result = analyse_diffusion(trajectory, mobile, settings, temperature=temperature, charge=charge)
        if as_json:
            print(json.dumps(result.to_dict(), ensure_ascii=False, allow_nan=False), file=stdout)
            return
        result_console(stdout).print(report(result))


def report(result: Diffusion) -> RenderableType:
    """Return an analysis as tables."""
    from rich.console import Group
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, show_header=False, padding=(0, 2, 0, 0))
    for name, value in _rows(result):
        table.add_row(name, value)
    return Group(table, *(Text(f"• {warning}") for warning in result.warnings))


def _rows(result: Diffusion) -> list[tuple[str, str]]:
    settings, sigma, haven = result.settings, result.conductivity, result.haven_ratio
    low, high = settings.fit

    def text_of(estimate: Any, unit: str) -> str:
        return with_error(estimate.mean, estimate.sem, unit)

    rows = [
        ("Run", f"{result.name}, {result.n_frames:,} frames, {(result.n_frames - 1) * result.frame_interval:.4g} ps"),
        ("Mobile", f"{result.n_mobile} {result.mobile_species}"),
        ("Temperature", f"{result.temperature:g} K" if result.temperature else "not known"),
        ("Windows", f"{result.n_windows} of {settings.window:.3g} ps, fitted {low:.3g} to {high:.3g} ps"),
        ("D", text_of(result.d, "cm²/s")),
        ("  along x, y, z", ", ".join(text_of(each, "cm²/s") for each in result.d_axes)),
    ]
    names = {"windows_from_0": "  from 0 ps", "windows_from_5": "  from 5 ps", "whole": "  whole run"}
    rows += [
        (label, text_of(result.alternatives[key], "cm²/s"))
        for key, label in names.items()
        if key in result.alternatives
    ]
    rows.append(("Exponent", f"{result.exponent:.2f}"))
    rows.append(("D of the charge", text_of(result.collective, "cm²/s")))
    if haven:
        rows.append(("Haven ratio", text_of(haven, "")))
    if sigma:
        rows.append(("σ (Nernst–Einstein)", text_of(sigma.sigma, "S/cm")))
        rows.append(("  carriers", f"{sigma.carrier_density:.3g} cm⁻³ of charge {sigma.charge:+g} e"))
    rows.append(("MSD at the end", f"{result.mobile[-1]:.3g} Å² mobile, {result.framework[-1]:.3g} Å² framework"))
    return rows
