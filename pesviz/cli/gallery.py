"""`pesviz gallery`: the teaching structures, and their precomputed scans."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pesviz.cli.console import ProgressDisplay, note, reserved_stdout, result_console
from pesviz.errors import SettingsError

if TYPE_CHECKING:
    from pesviz.workflows.gallery import GalleryItem
    from pesviz.workflows.progress import Progress

app = typer.Typer(
    help="The teaching structures that come with pesviz.", pretty_exceptions_enable=False, rich_markup_mode=None
)


@app.callback(invoke_without_command=True)
def gallery(context: typer.Context) -> None:
    """List the gallery's structures, or build their scans."""
    if context.invoked_subcommand is None:
        show()


@app.command("list")
def show() -> None:
    """List the structures with Ξ, ours and the paper's; scan one with `pesviz scan gallery:KEY`."""
    with reserved_stdout() as stdout:
        from rich.box import SIMPLE_HEAD
        from rich.table import Table

        from pesviz.io.assets import gallery_index
        from pesviz.structure import gallery as entries

        table = Table(box=SIMPLE_HEAD, pad_edge=False)
        for head in ("Key", "Structure", "Space group", "Mobile", "Ξ", "Paper's Ξ", "Why it is here"):
            table.add_column(head, overflow="fold", justify="right" if "Ξ" in head else "left")
        index = gallery_index()
        for entry in entries():
            xi = f"{index[entry.key]['xi']:.3f}" if entry.key in index else "–"
            paper = "–" if entry.paper_xi is None else f"{entry.paper_xi:.3f}"
            table.add_row(entry.key, entry.title, entry.space_group, entry.mobile, xi, paper, entry.why)
        result_console(stdout).print(table)


@app.command()
def build(
    keys: Annotated[
        list[str] | None, typer.Argument(metavar="[KEY]...", help="Which; all by default.", show_default=False)
    ] = None,
    potential: Annotated[str, typer.Option("--potential", "-p", help="Name of the potential.")] = "auto",
    out: Annotated[Path, typer.Option("--out", "-o", metavar="DIR", help="Where to write.")] = Path("assets/gallery"),
) -> None:
    """Scan the gallery's structures and write what the dashboard shows at once."""
    with reserved_stdout() as stdout, ProgressDisplay() as progress:
        from pesviz.potentials import default_potential
        from pesviz.potentials import potential as load_potential
        from pesviz.structure import gallery as entries
        from pesviz.workflows.gallery import GalleryWorkflow

        known = [entry.key for entry in entries()]
        unknown = sorted(set(keys or []) - set(known))
        if unknown:
            raise SettingsError(f"The gallery has no {', '.join(unknown)}.", f"Its keys are {', '.join(known)}.")
        name = default_potential() if potential == "auto" else potential

        def show_item(event: Progress[GalleryItem]) -> None:
            if (item := event.payload) is not None:
                progress.update(
                    f"Built {item.key}", f"{event.done:.0f} of {event.total:.0f}", event.done, event.total
                )
                line = f"{item.key:12} Ξ {item.xi:6.3f}   MPE {item.mpe:6.3f} eV   {item.size / 1e6:5.2f} MB"
                print(line, file=stdout, flush=True)

        progress.update(f"Scanning with {name}", total=len(keys or known))
        GalleryWorkflow(load_potential(name), out, keys or None).run(show_item)
    note(f"Written to {out}.")
