"""`pesviz potentials`: which there are, what they cost and what Ξ is worth with each; and how to get them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pesviz.cli.console import ProgressDisplay, note, reserved_stdout, result_console

if TYPE_CHECKING:
    from pesviz.potentials import PotentialInfo, PotentialStatus

app = typer.Typer(help="List potentials, or install one.", pretty_exceptions_enable=False, rich_markup_mode=None)

ALL_ELEMENTS = 118


@app.callback(invoke_without_command=True)
def potentials(
    context: typer.Context,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """List every potential: here or not, elements, size, licence, citation, and what Ξ is worth with it."""
    if context.invoked_subcommand is not None:
        return
    with reserved_stdout() as stdout:
        from pesviz.potentials import list_potentials
        from pesviz.potentials.registry import name_patterns

        statuses = list_potentials()
        default = _default()
        if as_json:
            listed = {"default": default, "potentials": [_as_object(status) for status in statuses]}
            print(json.dumps(listed, ensure_ascii=False, allow_nan=False), file=stdout)
            return
        from rich.box import SIMPLE_HEAD
        from rich.table import Table

        table = Table(box=SIMPLE_HEAD, pad_edge=False)
        for head in ("Name", "Version", "Elements", "Parameters", "Licence", "Installed"):
            table.add_column(head, justify="right" if head in {"Elements", "Parameters"} else "left", overflow="fold")
        for status in statuses:
            info = status.info
            installed = "yes (default)" if info.name == default else "yes" if status.installed else "no"
            size = f"{info.parameters:,}" if info.parameters else "–"
            table.add_row(info.name, info.version, _elements(info), size, info.licence or "–", installed)
        console = result_console(stdout)
        console.print(table)
        for status in statuses:
            for line in _lines(status):
                console.print(line, markup=False)
        console.print(f"Further names: {', '.join(name_patterns())}.", markup=False)


def _default() -> str | None:
    from pesviz.errors import PotentialError
    from pesviz.potentials import default_potential

    try:
        return default_potential()
    except PotentialError:
        return None


def _elements(info: PotentialInfo) -> str:
    return "any" if len(info.elements) >= ALL_ELEMENTS else str(len(info.elements))


def _lines(status: PotentialStatus) -> list[str]:
    """Return what does not fit into a table: whom to cite, what Ξ is worth, and how to get it."""
    info = status.info
    lines = [f"{info.name}: {info.title}"]
    if info.citation:
        lines.append(f"  Cite: {info.citation}")
    if info.xi_note:
        lines.append(f"  Ξ: {info.xi_note}")
    if status.hint:
        lines.append(f"  Not installed. {status.hint}")
    return lines


def _as_object(status: PotentialStatus) -> dict[str, Any]:
    info = status.info
    return {
        "name": info.name,
        "title": info.title,
        "version": info.version,
        "installed": status.installed,
        "hint": status.hint,
        "elements": sorted(info.elements),
        "parameters": info.parameters,
        "licence": info.licence,
        "citation": info.citation,
        "xi_calibrated": info.xi_calibrated,
        "xi_note": info.xi_note,
    }


@app.command()
def install(
    name: Annotated[str, typer.Argument(metavar="NAME", help="Name of the potential, for example m3gnet-mp-2021.")],
) -> None:
    """Download a potential's weights and their licence into your cache, each file compared with its SHA-256."""
    from pesviz.potentials import list_potentials
    from pesviz.potentials.weights import install as install_weights
    from pesviz.potentials.weights import is_intact

    if any(status.installed for status in list_potentials() if status.info.name == name) and is_intact(name):
        note(f"{name} is installed already.")
        return
    with ProgressDisplay() as progress:
        folder = install_weights(
            name, progress=lambda file, number, total: progress.update(f"Fetching {file}", "", number, total)
        )
    typer.echo(folder)
