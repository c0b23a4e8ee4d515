"""`pesviz neb`: a result in, the barrier of its path with the framework free out."""

from __future__ import annotations

import json
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from pesviz.cli.console import ProgressDisplay, duration, note, reserved_stdout, result_console
from pesviz.cli.scan import parse_supercell
from pesviz.errors import SettingsError

if TYPE_CHECKING:
    from pesviz.dynamics.neb.barrier import NEBProgress
    from pesviz.dynamics.neb.result import NEBResult
    from pesviz.workflows.progress import Progress

PICTURES = (".png", ".svg", ".pdf")


def neb(
    result: Annotated[
        Path,
        typer.Argument(
            metavar="RESULT",
            help="A result of `pesviz scan`, a folder with one, or a relaxed barrier (.json) to show again.",
            show_default=False,
        ),
    ],
    ion: Annotated[
        int | None,
        typer.Option(min=0, help="Number of the mobile ion from 0; the one with the lowest barrier by default."),
    ] = None,
    hop: Annotated[
        Literal["whole", "bottleneck", "neighbour"],
        typer.Option(
            help="The path from the site to its image, or between the minima around its highest point, or to the "
            "site of a neighbouring ion (a vacancy hop)."
        ),
    ] = "whole",
    direction: Annotated[
        str | None,
        typer.Option(metavar="A,B,C", help="Lattice vector to the image, as 0,0,1; the one that opens first."),
    ] = None,
    supercell: Annotated[
        str | None, typer.Option(metavar="AxBxC", help="Repeats of the cell; as many as --diameter needs.")
    ] = None,
    diameter: Annotated[
        float, typer.Option(metavar="Å", help="The cell is repeated until it holds a sphere of this diameter.")
    ] = 6.5,
    images: Annotated[
        int | None, typer.Option(help="Images between the ends; about one every 0.7 Å.", show_default=False)
    ] = None,
    fmax: Annotated[float, typer.Option(metavar="EV/Å", help="Converged below this force.")] = 0.05,
    max_steps: Annotated[int, typer.Option(help="Most steps of each stage.")] = 300,
    settle: Annotated[
        bool, typer.Option("--settle", help="Relax an end again where the band runs downhill from it.")
    ] = False,
    potential: Annotated[
        str | None, typer.Option("--potential", "-p", help="Another name for the scan's potential.")
    ] = None,
    other_potential: Annotated[
        bool, typer.Option("--other-potential", help="Accept a potential that is not the scan's.")
    ] = False,
    device: Annotated[str, typer.Option(help="auto, cpu, cuda, cuda:N or mps.")] = "auto",
    out: Annotated[
        Path | None,
        typer.Option("--out", "-o", metavar="FILE.json", help="The relaxed barrier; beside the result by default."),
    ] = None,
    figure: Annotated[
        list[Path] | None,
        typer.Option(metavar="FILE", help="Draw frozen against relaxed: .png, .svg or .pdf.", show_default=False),
    ] = None,
    write_images: Annotated[
        Path | None,
        typer.Option("--write-images", metavar="FILE", help="Write the images: any format of ASE, as .xyz or .traj."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object instead of tables.")] = False,
) -> None:
    """Relax the barrier of a path: climbing-image NEB in a supercell with the framework free."""
    size, towards = parse_supercell(supercell), parse_direction(direction)
    for picture in figure or []:
        if picture.suffix.lower() not in PICTURES:
            raise SettingsError(
                f"A figure cannot be written as '{picture.suffix}'.", f"Choose {', '.join(PICTURES)}."
            )
    with reserved_stdout() as stdout:
        from pesviz.dynamics.neb.barrier import NEBSettings
        from pesviz.dynamics.neb.result import open_neb
        from pesviz.potentials import potential as load_potential
        from pesviz.workflows.barrier import BarrierWorkflow, barrier_file, checkpoint_file, easiest_ion

        if result.suffix == ".json":
            relaxed, path = open_neb(result), result
        else:
            from pesviz.landscape import open_landscape

            landscape = open_landscape(result)
            settings = NEBSettings(
                ion=easiest_ion(landscape, hop) if ion is None else ion, hop=hop, direction=towards, supercell=size,
                diameter=diameter, images=images, fmax=fmax, max_steps=max_steps, settle=settle,
                other_potential=other_potential,
            )  # fmt: skip
            path = out or barrier_file(result, landscape, settings)
            name = potential or str(landscape.pes.potential.get("name", "auto"))
            try:
                with ProgressDisplay() as progress:
                    progress.update(f"Loading the potential {name}")
                    model = load_potential(name, device=device)
                    relaxed = BarrierWorkflow(landscape, model, settings, path).run(partial(_show_progress, progress))
            except KeyboardInterrupt:
                note(f"Stopped. What was relaxed is in {checkpoint_file(path)}: the same command goes on from there.")
                raise typer.Exit(130) from None
        if write_images:
            from ase.io import write

            write(write_images, relaxed.images())
            note(f"Images written to {write_images}.")
        for picture in figure or []:
            from pesviz.figures.barrier import write_barrier

            note(f"Figure written to {write_barrier(relaxed, picture)}.")
        if as_json:
            value = relaxed.to_dict() | {"file": str(path)}
            print(json.dumps(value, ensure_ascii=False, allow_nan=False), file=stdout)
            return
        console = result_console(stdout)
        for part in report(relaxed):
            console.print(part)
        if path != result:
            note(f"Written to {path}; `pesviz neb {path}` shows it again.")


def parse_direction(text: str | None) -> tuple[int, int, int] | None:
    """Return the integers of "0,0,1" ("[0 0 1]" is understood too).

    Raises
    ------
    SettingsError
        It is anything else.
    """
    if text is None:
        return None
    try:
        a, b, c = (int(word) for word in text.strip("[] ").replace(",", " ").split())
    except ValueError:
        raise SettingsError(
            f"'{text}' is no lattice vector.", "Give three whole numbers, for example 0,0,1."
        ) from None
    return a, b, c


def _show_progress(display: ProgressDisplay, event: Progress[NEBProgress]) -> None:
    """Show how far the band is."""
    from pesviz.dynamics.neb.result import STAGES

    step = event.payload
    if step is None:
        note(event.message)
        return
    barrier = f", barrier {step.energies.max():.3f} eV" if step.energies.size else ""
    display.update(
        STAGES[step.stage],
        f"step {step.step}, force {step.fmax:.3f} eV/Å (limit {step.limit:g}){barrier}, {duration(step.seconds)}",
        step.step,
        step.max_steps,
    )


def report(relaxed: NEBResult) -> list[Any]:
    """Return what is printed of a relaxed barrier."""
    from rich.table import Table

    from pesviz.dynamics.neb.result import STAGES
    from pesviz.landscape.lattice import bracket

    table = Table(show_header=False, box=None, pad_edge=False)
    table.add_column(style="bold")
    table.add_column()
    size = " × ".join(str(n) for n in relaxed.supercell)
    hop = {
        "whole": "site to image", "bottleneck": "minima around the bottleneck",
        "neighbour": "site to neighbouring site",
    }[relaxed.hop]  # fmt: skip
    where = f" along {bracket(relaxed.lattice_vector)}" if relaxed.hop != "neighbour" else ""
    rows = {
        "Structure": f"{relaxed.name}: {relaxed.formula}, supercell {size}, {len(relaxed.numbers)} atoms",
        "Hop": f"ion {relaxed.ion}{where}, {hop}",
        "": relaxed.place,
        "Potential": f"{relaxed.potential.get('title')} {relaxed.potential.get('version')}",
        "Frozen barrier": f"{relaxed.frozen_barrier:.3f} eV in the scan, "
        f"{relaxed.frozen_supercell_barrier:.3f} eV in the supercell",
        "Relaxed barrier": f"{relaxed.barrier:.3f} eV"
        + (f", {relaxed.barrier_backward:.3f} eV backward" if relaxed.hop != "whole" else ""),
        "Path length": f"{relaxed.lengths[-1]:.2f} Å ({relaxed.frozen_lengths[-1]:.2f} Å along the grid), "
        f"{len(relaxed.positions)} images",
        "Framework": f"moves by up to {relaxed.others_moved[1]:.2f} Å "
        f"({relaxed.images()[0].symbols[relaxed.others_moved[0]]})",
        "Converged": ("yes" if relaxed.converged else "no") + f", in {duration(relaxed.seconds)}",
    }
    for name, value in rows.items():
        table.add_row(name, value)
    stages = Table(box=None, pad_edge=False)
    for name in ("Stage", "Steps", "Force (eV/Å)", "Limit (eV/Å)", "Converged", "Seconds"):
        stages.add_column(name, justify="left" if name == "Stage" else "right")
    for stage in relaxed.stages:
        stages.add_row(
            STAGES[stage.stage], str(stage.steps), f"{stage.fmax:.3f}", f"{stage.limit:g}",
            "yes" if stage.converged else "no", f"{stage.seconds:.1f}",
        )  # fmt: skip
    warnings = [f"Note: {text}" for text in relaxed.warnings]
    return [table, "", stages, *warnings]
