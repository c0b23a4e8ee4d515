"""The commands of `pesviz` and what `pesviz` says without one."""

from __future__ import annotations

from typing import Annotated

import typer

from pesviz.cli import arrhenius, data, evaluate, export, gallery, md, msd, neb, potentials, scan, screen, serve
from pesviz.cli.numbers import ManyNumbers

app = typer.Typer(
    name="pesviz",
    help="Finds and explains solid ionic conductors from the machine-learned energy landscape of their mobile ions.",
    epilog="Begin with `pesviz serve` and the gallery, or with `pesviz scan gallery:Li3N`.",
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
app.command("scan", cls=ManyNumbers)(scan.scan)
app.command("screen")(screen.screen)
app.command("serve")(serve.serve)
app.command("export")(export.export)
app.command("neb")(neb.neb)
app.command("md", cls=ManyNumbers)(md.md)
app.command("msd")(msd.msd)
app.command("arrhenius", cls=ManyNumbers)(arrhenius.arrhenius)
app.command("evaluate")(evaluate.evaluate)
app.add_typer(data.app, name="data")
app.add_typer(potentials.app, name="potentials")
app.add_typer(gallery.app, name="gallery")


def _show_version(requested: bool) -> None:
    if requested:
        from pesviz import __version__

        typer.echo(f"pesviz {__version__}")
        raise typer.Exit


@app.callback(invoke_without_command=True)
def root(
    context: typer.Context,
    version: Annotated[  # noqa: ARG001 - its callback does the work
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Print the help where no command is given."""
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())
