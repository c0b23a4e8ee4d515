"""`pesviz data`: labelled data sets, where they are, how to get them, and their structures as files to screen."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pesviz.cli.console import ProgressDisplay, note, reserved_stdout, result_console

app = typer.Typer(
    help="Labelled data to evaluate rankings with.", pretty_exceptions_enable=False, rich_markup_mode=None
)


@app.callback(invoke_without_command=True)
def data(context: typer.Context) -> None:
    """List the data sets that pesviz knows, and where they are."""
    if context.invoked_subcommand is not None:
        return
    with reserved_stdout() as stdout:
        from rich.box import SIMPLE_HEAD
        from rich.table import Table

        from pesviz.ranking.labels.datasets import DATASETS, find_dataset

        table = Table(box=SIMPLE_HEAD, pad_edge=False)
        for head in ("Name", "What", "Licence", "Where"):
            table.add_column(head, overflow="fold")
        for name, known in DATASETS.items():
            where = find_dataset(name)
            table.add_row(name, known.title, known.licence, str(where) if where else f"not here. {known.hint}")
        console = result_console(stdout)
        console.print(table)
        for known in DATASETS.values():
            console.print(f"{known.name}: cite {known.citation}.", markup=False)


@app.command()
def get(
    name: Annotated[str, typer.Argument(help="obelix.", show_default=False)],
    address: Annotated[
        str | None, typer.Option(metavar="URL", help="Another address of the same files; PESVIZ_DATA_URL also works.")
    ] = None,
) -> None:
    """Download a data set into the user's cache."""
    with reserved_stdout() as stdout, ProgressDisplay() as progress:
        from pesviz.ranking.labels.datasets import dataset
        from pesviz.ranking.labels.downloads import fetch

        known = dataset(name)
        progress.update(f"Fetching {known.name}")
        folder = fetch(name, address=address)
        print(folder, file=stdout)
    note(f"{known.title}. Licence {known.licence}; cite {known.citation}.")


@app.command()
def structures(
    name: Annotated[str, typer.Argument(help="obelix or kahle2020.", show_default=False)],
    out: Annotated[Path, typer.Option("--out", "-o", metavar="DIR", help="Where to write them.")],
    max_atoms: Annotated[
        int | None, typer.Option("--max-atoms", min=1, help="Only with at most so many atoms in the primitive cell.")
    ] = None,
    mobile: Annotated[str, typer.Option("--mobile", "-m", help="Symbol of the mobile ion.")] = "Li",
) -> None:
    """Write the ordered structures of a data set as CIF files of their primitive cells, named by their labels."""
    with reserved_stdout() as stdout, ProgressDisplay() as progress:
        from pesviz.ranking.labels.structures import write_structures

        written, left_out = write_structures(
            name, out, max_atoms=max_atoms, mobile=mobile,
            progress=lambda label, done, total: progress.update("Reading structures", label, done, total),
        )  # fmt: skip
        print(f"{len(written)} structures written to {out}", file=stdout)
        for reason, labels in sorted(left_out.items()):
            print(f"{len(labels)} left out: {reason}", file=stdout)
