"""`pesviz screen`: many structures in, one table of Ξ out."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from pesviz.cli.console import ProgressDisplay, duration, note, reserved_stdout, result_console
from pesviz.cli.limits import check_limits
from pesviz.errors import SettingsError

if TYPE_CHECKING:
    from pesviz.screening.campaign import Campaign
    from pesviz.screening.planning import CampaignOptions
    from pesviz.screening.progress import CampaignProgress
    from pesviz.screening.selection import Selection


def screen(
    sources: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="SOURCE",
            help="Structure files, folders, an ase.db, a CSV with pymatgen JSON, documents of the Materials Project, "
            "mp:ID, mp-query. Without any, shows the table of --out.",
            show_default=False,
        ),
    ] = None,
    out: Annotated[
        Path,
        typer.Option("--out", "-o", metavar="DIR", help="Folder of the results; the same command goes on there."),
    ] = Path("campaign"),
    potential: Annotated[
        str, typer.Option("--potential", "-p", help="One name, or several with commas: a row for each.")
    ] = "auto",
    mobile: Annotated[str | None, typer.Option("--mobile", "-m", help="Symbol of the mobile ion.")] = None,
    primitive: Annotated[bool, typer.Option("--primitive", help="Use primitive cells.")] = False,
    smearing: Annotated[Literal["none", "paper"], typer.Option(help="As in `pesviz scan`.")] = "none",
    limit: Annotated[int | None, typer.Option(min=1, help="Only the first N structures, cheapest first.")] = None,
    max_atoms: Annotated[int | None, typer.Option(min=1, help="Leave out larger cells.")] = None,
    max_points: Annotated[int, typer.Option(min=1, help="Skip scans of more symmetry-unique points.")] = 2_000_000,
    up_to: Annotated[
        float | None,
        typer.Option(
            metavar="E",
            help="Evaluate what is needed to know every point below E eV; the rest is predicted. 0.6 by default.",
            show_default=False,
        ),
    ] = None,
    until: Annotated[
        Literal["mpe", "1d", "2d", "3d"] | None,
        typer.Option(help="Raise the limit until this energy is known: MPE, E_1D, E_2D or E_3D."),
    ] = None,
    at_most: Annotated[
        float | None, typer.Option(metavar="E", help="Highest limit of --until, eV; 3 by default.")
    ] = None,
    everything: Annotated[bool, typer.Option("--everything", help="Evaluate every point.")] = False,
    at_least: Annotated[
        float | None,
        typer.Option(
            metavar="Ξ", help="Stop a structure as soon as its Ξ is below this with 99.9 % confidence, 0 to 1."
        ),
    ] = None,
    order: Annotated[
        Literal["cost", "atoms", "given"], typer.Option(help="Cheapest first, fewest atoms first, or as given.")
    ] = "cost",
    disorder: Annotated[
        int | None, typer.Option(min=1, metavar="N", help="Partially occupied sites: scan N ordered realisations.")
    ] = None,
    seed: Annotated[int, typer.Option(min=0, help="Seed of --disorder.")] = 0,
    ordered_only: Annotated[
        bool, typer.Option("--ordered-only", help="Leave out partially occupied structures instead of listing them.")
    ] = False,
    workers: Annotated[int, typer.Option("--workers", "-j", min=1, help="Processes, one thread and GPU each.")] = 1,
    scheduler: Annotated[
        str | None, typer.Option(metavar="tcp://…", help="Use the workers of a running Dask scheduler.")
    ] = None,
    slurm: Annotated[
        Path | None, typer.Option(metavar="YAML", help="Ask SLURM for workers (docs/screening.md has a file).")
    ] = None,
    database: Annotated[
        str | None, typer.Option(metavar="URL", help="postgresql://… instead of DIR/results.db.")
    ] = None,
    labels: Annotated[
        str | None, typer.Option(help="Known conductivities: obelix, kahle2020, a CSV, or none; found by default.")
    ] = None,
    retry: Annotated[bool, typer.Option("--retry", help="Try failed rows again.")] = False,
    spacing: Annotated[float, typer.Option(help="Largest grid step, Å.")] = 0.25,
    r_min: Annotated[float, typer.Option("--r-min", help="Closer points are masked, Å.")] = 1.2,
    grid: Annotated[Literal["paper", "symmetric"], typer.Option(help="As in `pesviz scan`.")] = "paper",
    device: Annotated[str, typer.Option(help="auto, cpu, cuda, cuda:N or mps.")] = "auto",
    compile: Annotated[  # noqa: A002 - the option's name
        Literal["auto", "on", "off"],
        typer.Option(
            help="Compile the network in each worker: auto, where the campaign is long enough to pay for it."
        ),
    ] = "auto",
    level_maps: Annotated[
        bool, typer.Option("--level-maps", help="Keep level maps too: larger files that open faster.")
    ] = False,
    id_column: Annotated[str | None, typer.Option(help="Column of a CSV that holds the ids.")] = None,
    species: Annotated[str, typer.Option(help="mp-query: element that has to be there.")] = "Li",
    min_band_gap: Annotated[float, typer.Option(help="mp-query: smallest band gap, eV.")] = 0.5,
    max_e_above_hull: Annotated[float, typer.Option(help="mp-query: largest energy above hull, eV/atom.")] = 0.05,
    transition_metals: Annotated[
        bool, typer.Option("--transition-metals", help="mp-query: take transition metals too.")
    ] = False,
    exclude: Annotated[str, typer.Option(metavar="SYMBOLS", help="mp-query: elements to leave out, as Po,Ra.")] = "",
    max_sites: Annotated[int | None, typer.Option(min=1, help="mp-query: largest number of sites.")] = None,
    top: Annotated[int, typer.Option(min=1, help="Rows of the table that is printed.")] = 20,
    as_json: Annotated[bool, typer.Option("--json", help="Print all rows as JSON instead of the table.")] = False,
) -> None:
    """Screen many structures: one table of Ξ."""
    check_limits(up_to, until, at_most, everything=everything)
    with reserved_stdout() as stdout:
        from pesviz.screening import ResultsDatabase

        if not sources:
            results = ResultsDatabase(database or out, out if database else None)
        else:
            from pesviz.pes import ScanSettings
            from pesviz.pes.result import FIRST_LIMIT_EV
            from pesviz.screening.planning import CampaignOptions
            from pesviz.screening.selection import Selection
            from pesviz.screening.sources import ReadingOptions

            options = CampaignOptions(
                potentials=tuple(name.strip() for name in potential.split(",") if name.strip()),
                scan=ScanSettings(
                    spacing=spacing,
                    r_min=r_min,
                    grid=grid,
                    up_to=FIRST_LIMIT_EV if up_to is None and until is None and not everything else up_to,
                    until=until,
                    at_most=ScanSettings.at_most if at_most is None else at_most,
                    max_points=max_points,
                ),
                smearing=smearing,
                reading=ReadingOptions(mobile, primitive, disorder, seed),
                limit=limit,
                max_atoms=max_atoms,
                order=order,
                ordered_only=ordered_only,
                retry=retry,
                device=device,
                compile=compile,
                level_maps=level_maps,
                at_least=at_least,
            )
            chosen = Selection(
                species,
                min_band_gap,
                max_e_above_hull,
                transition_metals,
                frozenset(symbol.strip() for symbol in exclude.split(",") if symbol.strip()),
                max_sites,
            )
            how = {"workers": workers, "scheduler": scheduler, "slurm": slurm}
            _screen(sources, out, options, chosen, how, database, labels, id_column)
            results = ResultsDatabase(database or out, out)
        if as_json:
            print(as_object(results), file=stdout)
            return
        from pesviz.cli.screen_report import report

        console = result_console(stdout)
        for part in report(results, top):
            console.print(part)


def _screen(
    named: list[str],
    out: Path,
    options: CampaignOptions,
    selection: Selection,
    how: dict[str, Any],
    database: str | None,
    labels: str | None,
    id_column: str | None,
) -> None:
    """Run the campaign and say how it ended."""
    from pesviz.screening.campaign import Campaign
    from pesviz.screening.labelling import labels_for, write_labels
    from pesviz.screening.open_pool import open_pool
    from pesviz.screening.sources import expand

    if out.exists() and not out.is_dir():
        raise SettingsError(f"{out} is a file, and --out needs a folder.", "Name a folder; it is made if need be.")
    last = None
    try:
        with ProgressDisplay() as progress:
            progress.update("Looking for structures")
            known = labels_for(named, labels)
            campaign = Campaign(out, options, database=database, arguments=sys.argv[1:])
            structures = list(expand(named, selection, cache=out, column=id_column))
            if known is not None:
                write_labels(out, known)
            progress.update("Starting the workers")
            with open_pool(**how) as pool:
                for last in campaign.run(structures, pool):
                    progress.update(_stage(last), _detail(last), last.ended, max(1, last.total))
    except KeyboardInterrupt:
        note(f"Stopped. The rows so far are in {out}: the same command goes on from there.")
        raise typer.Exit(130) from None
    if last is not None:
        _say_end(last, campaign, out)


def _stage(progress: CampaignProgress) -> str:
    return {"reading": "Reading structures", "running": "Screening"}.get(progress.state, "Finished")


def _detail(progress: CampaignProgress) -> str:
    if progress.state == "reading":
        return progress.message
    parts = [f"{progress.ended:,} of {progress.total:,} rows"]
    if progress.stopped:
        parts.append(_stopped(progress))
    if progress.failed:
        parts.append(f"{progress.failed:,} failed")
    if progress.points_per_second:
        parts.append(f"{progress.points_per_second:,.0f} points/s")
    if progress.workers != 1:
        parts.append(f"{progress.workers} workers" if progress.workers else "waiting for workers")
    if progress.seconds_left > 0:
        parts.append(f"{duration(progress.seconds_left)} left")
    if progress.best:
        parts.append(f"best Ξ {progress.best_xi:.3f} ({progress.best})")
    return ", ".join(parts)


def _stopped(progress: CampaignProgress) -> str:
    below = f" below Ξ {progress.at_least:g}" if progress.at_least is not None else ""
    return f"{progress.stopped:,} stopped{below}"


def _say_end(progress: CampaignProgress, campaign: Campaign, out: Path) -> None:
    counts = [f"{progress.done:,} done", f"{progress.failed:,} failed"]
    if progress.stopped:
        counts.insert(1, _stopped(progress))
    if progress.skipped:
        counts.append(f"{progress.skipped:,} above --max-points")
    if progress.reused:
        counts.append(f"{progress.reused:,} of them known before")
    note(f"{progress.total:,} rows in {duration(progress.seconds)}: {', '.join(counts)}. They are in {out}.")
    for why, count in campaign.left_out.items():
        if count:
            note(f"Left out: {count:,} ({why}).")


def as_object(results: Any) -> str:
    """Return all rows as JSON text, unknown numbers as null."""
    rows = json.loads(results.table().to_json(orient="records", double_precision=15, force_ascii=False))
    value: dict[str, Any] = {"rows": rows}
    potentials = {row["potential"] for row in rows if row["status"] == "done"}
    if len(potentials) > 1:
        compared = results.comparison()
        value["comparison"] = json.loads(compared.to_json(orient="records", double_precision=15))
        value["rank_correlation"] = json.loads(results.rank_correlation().to_json(double_precision=15))
    if any(row["realisation"] for row in rows):
        value["structures"] = json.loads(results.structures().to_json(orient="records", double_precision=15))
    return json.dumps(value, ensure_ascii=False, allow_nan=False)
