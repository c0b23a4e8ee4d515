"""`pesviz export`: a result in the formats of other programs."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from pesviz.cli.console import reserved_stdout


def export(
    result: Annotated[
        Path, typer.Argument(metavar="RESULT", help="A result, or a folder with one.", show_default=False)
    ],
    files: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="[FILE...]",
            help="What to write; the suffix chooses: .cube .xsf .grd .vti .vesta CHGCAR LOCPOT for fields, "
            ".stl .vtp .glb for surfaces, .cif .xyz for the path, .csv .json for tables, .html for a live page.",
            show_default=False,
        ),
    ] = None,
    page: Annotated[
        bool,
        typer.Option("--html", help="Write RESULT.html: viewer, slider and curves in one file."),
    ] = False,
    what: Annotated[
        Literal["level_map", "pes", "surface", "path", "table"] | None,
        typer.Option(help="What to write, where a format can hold several things.", show_default=False),
    ] = None,
    threshold: Annotated[
        float | None,
        typer.Option(metavar="E", help="Energy in eV: of a surface; where a path stops.", show_default=False),
    ] = None,
    ion: Annotated[
        int | None, typer.Option(min=0, help="Number of the mobile ion from 0; all by default.", show_default=False)
    ] = None,
    cells: Annotated[int, typer.Option(min=1, max=2, help="Fields and surfaces: cells along each axis.")] = 1,
) -> None:
    """Write a result for VESTA, ParaView, VMD, spreadsheets and slides, or as a live page for a colleague."""
    if not files and not page:
        raise typer.BadParameter("name at least one FILE, or give --html")
    with reserved_stdout() as stdout:
        from pesviz.export import write
        from pesviz.landscape import open_landscape

        landscape = open_landscape(result)
        for file in files or ():
            for written in write(landscape, file, what, threshold=threshold, ion=ion, cells=cells):
                print(written, file=stdout)
        if page:
            beside = result / f"{result.resolve().name}.html" if result.is_dir() else result.with_suffix(".html")
            print(*write(landscape, beside, threshold=threshold), file=stdout)
