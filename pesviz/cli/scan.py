"""`pesviz scan`: one structure in, its landscape out."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from pesviz.cli.console import ProgressDisplay, duration, note, reserved_stdout, result_console
from pesviz.cli.limits import check_limits
from pesviz.cli.milestones import milestone_line
from pesviz.errors import ResultReadError, SettingsError
from pesviz.workflows import Relaxation

if TYPE_CHECKING:
    from pesviz.landscape import Landscape
    from pesviz.pes.cost import ScanCost
    from pesviz.structure import Crystal
    from pesviz.workflows.scan import ScanEvent


def scan(
    file: Annotated[
        str,
        typer.Argument(
            metavar="FILE",
            help="A structure file of any format that ASE reads, gallery:KEY, or mp:ID.",
            show_default=False,
        ),
    ],
    potential: Annotated[
        str,
        typer.Option("--potential", "-p", help="A name from `pesviz potentials`, ase:module:callable or matgl:NAME."),
    ] = "auto",
    mobile: Annotated[
        str | None, typer.Option("--mobile", "-m", help="Symbol of the mobile ion; proposed by default.")
    ] = None,
    spacing: Annotated[float, typer.Option(help="Largest grid step, Å.")] = 0.25,
    r_min: Annotated[float, typer.Option("--r-min", help="Points closer to a framework atom are masked, Å.")] = 1.2,
    smearing: Annotated[
        Literal["none", "paper"],
        typer.Option(help="Free volumes plain, or averaged as in the paper's released code."),
    ] = "none",
    out: Annotated[
        Path | None,
        typer.Option("--out", "-o", metavar="DIR", help="Write the result there; a killed scan goes on from there."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object instead of tables.")] = False,
    device: Annotated[
        str, typer.Option(help="auto, cpu, cuda, cuda:N or mps; several GPUs as cuda:0,cuda:1.")
    ] = "auto",
    workers: Annotated[
        str, typer.Option(metavar="N", help="Processes that evaluate; auto: one per core where the scan is long.")
    ] = "auto",
    compile: Annotated[  # noqa: A002 - the option's name
        Literal["auto", "on", "off"],
        typer.Option(help="Compile the network with torch.compile: auto, where it pays."),
    ] = "auto",
    primitive: Annotated[bool, typer.Option("--primitive", help="Use the primitive cell.")] = False,
    supercell: Annotated[
        str | None, typer.Option(metavar="AxBxC", help="Use a supercell, for example 2x1x1.")
    ] = None,
    disorder: Annotated[
        int | None,
        typer.Option(min=1, metavar="N", help="Partially occupied sites: scan N ordered realisations."),
    ] = None,
    seed: Annotated[int, typer.Option(help="Seed of --disorder.")] = 0,
    relax: Annotated[
        Relaxation, typer.Option(help="Relax the structure with the potential first: positions, or cell too.")
    ] = "none",
    grid: Annotated[
        Literal["paper", "symmetric"],
        typer.Option(help="The paper's grid, or one that all symmetry operations fit, often with fewer energies."),
    ] = "paper",
    symmetry: Annotated[
        bool, typer.Option("--symmetry/--no-symmetry", help="Evaluate only symmetry-unique points.")
    ] = True,
    up_to: Annotated[
        float | None,
        typer.Option(
            metavar="E",
            help="Evaluate what is needed to know every point below E eV; the rest is predicted. Default: everything "
            "where that takes less than a minute, else 0.6 eV first, then 1 eV.",
        ),
    ] = None,
    until: Annotated[
        Literal["mpe", "1d", "2d", "3d"] | None,
        typer.Option(help="Raise the limit until this energy is known: MPE, E_1D, E_2D or E_3D."),
    ] = None,
    at_most: Annotated[
        float | None, typer.Option(metavar="E", help="Highest limit of --until, eV; 3 by default.")
    ] = None,
    everything: Annotated[
        bool, typer.Option("--everything", help="Evaluate every point, however long it takes.")
    ] = False,
    ions: Annotated[
        list[int] | None,
        typer.Option(metavar="N …", min=0, help="Numbers of the mobile ions to scan, from 0; all by default."),
    ] = None,
    max_points: Annotated[int, typer.Option(min=1, help="Refuse scans of more points.")] = 2_000_000,
    force: Annotated[bool, typer.Option("--force", help="Scan even above --max-points.")] = False,
) -> None:
    """Scan a structure: level map, percolation, free volumes and Ξ."""
    size = parse_supercell(supercell)
    check_limits(up_to, until, at_most, everything=everything)
    with reserved_stdout() as stdout:
        from pesviz.pes import ScanSettings

        settings = ScanSettings(
            spacing=spacing,
            r_min=r_min,
            symmetry=symmetry,
            grid=grid,
            up_to=up_to,
            until=until,
            at_most=ScanSettings.at_most if at_most is None else at_most,
            max_points=max_points,
            force=force,
        )
        try:
            with ProgressDisplay() as progress:
                progress.update("Reading the structure")
                crystals = _crystals(
                    file, disorder, seed, {"mobile": mobile, "primitive": primitive, "supercell": size}
                )
                crystals = [crystal.with_ions(ions) for crystal in crystals] if ions else crystals
                if out is not None and out.exists() and not out.is_dir():
                    raise ResultReadError(
                        f"{out} is a file, and --out needs a folder.", "Name a folder; it is made if need be."
                    )
                progress.update(f"Loading the potential {potential}")
                from pesviz.potentials import potential as load_potential
                from pesviz.workflows.scan import ScanWorkflow

                with closing(load_potential(potential, device=device, workers=workers, compile=compile)) as model:
                    results = [
                        ScanWorkflow(
                            crystal, model, settings, smearing, relax, limit_long_scans=not everything,
                            result=out / f"{name}.h5" if out else None,
                        ).run(partial(_show, progress))
                        for crystal, name in zip(crystals, _names(crystals), strict=True)
                    ]  # fmt: skip
        except KeyboardInterrupt:
            where = f" What was scanned is kept in {out}: the same command goes on from there." if out else ""
            note(f"Stopped.{where}")
            raise typer.Exit(130) from None
        if as_json:
            print(json.dumps(_as_object(results), ensure_ascii=False, allow_nan=False), file=stdout)
            return
        from pesviz.cli.report import report

        console = result_console(stdout)
        for landscape in results:
            console.print(report(landscape))
        if len(results) > 1:
            from pesviz.workflows.realisations import spread

            numbers = spread(results)
            console.print(
                f"Ξ of {len(results)} realisations: {numbers['xi_mean']:.3f} ± {numbers['xi_std']:.3f}"
                if numbers["xi_mean"] is not None
                else "Ξ is not known below the limit of this scan."
            )
        if out:
            note(f"Written to {out}; `pesviz serve {out}` shows it.")


def parse_supercell(text: str | None) -> tuple[int, int, int] | None:
    """Return the numbers of "2x1x1" ("2 1 1" and "2,1,1" are understood too).

    Raises
    ------
    SettingsError
        It is anything else.
    """
    if text is None:
        return None
    match = re.fullmatch(r"\s*([1-9]\d{0,2})(?:[x×,\s]+([1-9]\d{0,2})[x×,\s]+([1-9]\d{0,2}))\s*", text)
    if match is None:
        raise SettingsError(f"'{text}' is not a supercell.", "Give three whole numbers, for example 2x1x1.")
    a, b, c = (int(number) for number in match.groups())
    return a, b, c


def _crystals(file: str, disorder: int | None, seed: int, options: dict[str, Any]) -> list[Crystal]:
    from pesviz.structure import load

    return [load(file, **options)] if disorder is None else load(file, disorder=disorder, seed=seed, **options)


def _show(display: ProgressDisplay, event: ScanEvent) -> None:
    """Show how far a scan is."""
    from pesviz.pes.cost import ScanCost
    from pesviz.potentials.relaxation import RelaxProgress

    match event.payload:
        case RelaxProgress(fmax=fmax):
            display.update("Relaxing", f"largest force {fmax:.3f} eV/Å", event.done, event.total)
        case ScanCost(is_long=True) as cost:
            display.note(_limit_note(cost))
        case (step, estimate):
            left = f", {duration(event.seconds_left)} left" if event.seconds_left is not None else ""
            display.update(
                "Scanning" if step.limit is None else f"Scanning below {step.limit:g} eV",
                f"{step.done:,} of {'about ' if step.limit else ''}{step.total:,} points, "
                f"{step.points_per_second:,.0f} points/s{left}",
                step.done,
                step.total,
            )
            if estimate:
                display.note(milestone_line(estimate, step))
        case None if event.stage == "scanning":
            display.update(f"Scanning {event.message}")
        case None if event.stage == "note":
            display.note(event.message)


def _limit_note(cost: ScanCost) -> str:
    """Say which limits a long scan is given, and why."""
    from pesviz.landscape.descriptors import THRESHOLD_EV
    from pesviz.pes.cost import DEFAULT_LIMIT_EV, LONG_SCAN_S, time_in_words
    from pesviz.pes.result import FIRST_LIMIT_EV

    return (
        f"Everything would take about {time_in_words(cost.seconds_everything)} here, more than {LONG_SCAN_S:.0f} s: "
        f"scanning adaptively, every point below {FIRST_LIMIT_EV:g} eV first (Ξ and FV({THRESHOLD_EV} eV) are final "
        f"then), then up to {DEFAULT_LIMIT_EV:g} eV, about {time_in_words(cost.seconds_adaptive)} in all. "
        "--everything evaluates all points."
    )


def _names(crystals: Sequence[Crystal]) -> list[str]:
    """Return a file name for each crystal; what stands in a structure's name is never a path."""
    names = [re.sub(r"[^\w+-]+", "_", c.name or c.formula).strip("_") or "result" for c in crystals]
    return names if len(set(names)) == len(names) else [f"{name}-{i + 1}" for i, name in enumerate(names)]


def _as_object(results: Sequence[Landscape]) -> dict[str, Any]:
    """Return what --json prints: the result, or all realisations with their mean and spread."""
    from pesviz.workflows.realisations import spread

    first = results[0].to_dict()
    if len(results) == 1:
        return first
    return {
        "formula": first["formula"],
        **spread(results),
        "realisations": [first, *(landscape.to_dict() for landscape in results[1:])],
    }
