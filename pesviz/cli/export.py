"""`pesviz export`: a result in the formats of other programs, as figures, as a film, as a live page."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from pesviz.cli.console import ProgressDisplay, reserved_stdout

if TYPE_CHECKING:
    from pesviz.landscape import Landscape

FIGURES = (".png", ".svg", ".pdf")
FILMS = (".gif", ".mp4")
PANELS = ("curves", "profile", "slice", "scene")


def export(
    result: Annotated[
        Path, typer.Argument(metavar="RESULT", help="A result, or a folder with one.", show_default=False)
    ],
    files: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="[FILE...]",
            help="What to write; the suffix chooses: .cube .xsf .grd .vti .vesta CHGCAR LOCPOT for fields, "
            ".stl .vtp .glb for surfaces, .cif .xyz for the path, .csv .json for tables (curves; with --what also "
            "path and hops), .html for a live page, .png .svg .pdf for figures, .gif .mp4 for a film of the rising "
            "threshold.",
            show_default=False,
        ),
    ] = None,
    page: Annotated[
        bool, typer.Option("--html", help="Write RESULT.html: viewer, slider and curves in one file.")
    ] = False,
    what: Annotated[
        Literal["level_map", "pes", "surface", "path", "hops", "table", "curves", "profile", "slice", "scene"] | None,
        typer.Option(
            help="What to write, where a format can hold several things. Figures: curves, profile and slice by "
            "default; films and slices: level_map by default.",
            show_default=False,
        ),
    ] = None,
    threshold: Annotated[
        float | None,
        typer.Option(
            metavar="E",
            help="Energy in eV: of a surface, in a figure; where a path or film ends.",
            show_default=False,
        ),
    ] = None,
    ion: Annotated[
        int | None, typer.Option(min=0, help="Number of the mobile ion from 0; all by default.", show_default=False)
    ] = None,
    cells: Annotated[int, typer.Option(min=1, max=2, help="Fields, surfaces and films: cells along each axis.")] = 1,
    plane: Annotated[
        tuple[int, int, int] | None,
        typer.Option(metavar="H K L", help="Slices: Miller indices; through the bottleneck by default."),
    ] = None,
    seconds: Annotated[float, typer.Option(help="Films: how long the threshold rises.")] = 6.0,
    offset: Annotated[float, typer.Option(help="Slices: where the plane lies, in interplanar distances.")] = 0.0,
) -> None:
    """Write a result for VESTA, ParaView, VMD, spreadsheets and slides, or as a live page for a colleague."""
    if not files and not page:
        raise typer.BadParameter("name at least one FILE, or give --html")
    with reserved_stdout() as stdout:
        from pesviz.export import write
        from pesviz.landscape import open_landscape

        landscape = open_landscape(result)
        for file in files or ():
            suffix = file.suffix.lower()
            if suffix in FIGURES:
                written = [_figure(landscape, file, what, threshold, ion, cells, plane, offset)]
            elif suffix in FILMS:
                written = [_film(landscape, file, what, threshold, ion, cells, seconds)]
            else:
                written = list(write(landscape, file, what, threshold=threshold, ion=ion, cells=cells))
            for path in written:
                print(path, file=stdout)
        if page:
            beside = result / f"{result.resolve().name}.html" if result.is_dir() else result.with_suffix(".html")
            print(*write(landscape, beside, threshold=threshold), file=stdout)


def _ion(landscape: Landscape, ion: int | None) -> int | None:
    """Return the ion, if there is one of its number."""
    from pesviz.errors import SettingsError

    if ion is not None and ion >= landscape.pes.n_ions:
        raise SettingsError(
            f"There is no mobile ion {ion}.", f"Choose a number from 0 to {landscape.pes.n_ions - 1}."
        )
    return ion


def _figure(
    landscape: Landscape,
    file: Path,
    what: str | None,
    threshold: float | None,
    ion: int | None,
    cells: int,
    plane: tuple[int, int, int] | None,
    offset: float,
) -> Path:
    """Write a figure; "level_map" and "pes" ask for a slice of that field."""
    from pesviz.errors import SettingsError
    from pesviz.figures.overview import write_overview
    from pesviz.presentation.slices import lattice_plane

    kind = what if what in {"level_map", "pes"} else "level_map"
    panel = "slice" if what in {"level_map", "pes"} else what
    if panel is not None and panel not in PANELS:
        raise SettingsError(f"A figure cannot show “{what}”.", f"Choose {', '.join(PANELS)}, level_map or pes.")
    options: dict[str, Any] = {"level": 0.5 if threshold is None else threshold, "ion": _ion(landscape, ion)}
    if panel == "scene":
        options |= {"cells": cells}
    else:
        options |= {"kind": kind}
        if plane is not None:
            options["plane"] = lattice_plane(landscape.pes.crystal.cell, plane, offset)
    return write_overview(landscape, file, panel, **options)


def _film(
    landscape: Landscape,
    file: Path,
    what: str | None,
    threshold: float | None,
    ion: int | None,
    cells: int,
    seconds: float,
) -> Path:
    """Write a film of the rising threshold, saying how far it is."""
    from pesviz.errors import SettingsError
    from pesviz.figures.film import threshold_film

    if what not in {None, "level_map", "pes"}:
        raise SettingsError(f"A film cannot show “{what}”.", "Choose level_map or pes.")
    with ProgressDisplay() as progress:
        return threshold_film(
            landscape, file, kind=what or "level_map", end=threshold, ion=_ion(landscape, ion), cells=cells,
            seconds=seconds,
            progress=lambda done, total: progress.update("Filming", f"{done} of {total} pictures", done, total),
        )  # fmt: skip
