"""`pesviz arrhenius`: runs at several temperatures in, the activation energy out."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pesviz.cli.console import ProgressDisplay, reserved_stdout, result_console
from pesviz.cli.numbers import with_error

if TYPE_CHECKING:
    from rich.console import RenderableType

    from pesviz.dynamics import ArrheniusFit, ArrheniusPoint


def arrhenius(
    files: Annotated[
        list[Path],
        typer.Argument(
            metavar="FILE…",
            help="Results of `pesviz msd --json`, runs of `pesviz md` (.h5), or folders with them.",
            show_default=False,
        ),
    ],
    exclude: Annotated[
        list[float] | None, typer.Option(metavar="K…", help="Temperatures that are not to count.")
    ] = None,
    at: Annotated[float, typer.Option(metavar="K", help="Temperature to extrapolate to.")] = 300.0,
    mobile: Annotated[
        str | None, typer.Option("--mobile", "-m", help="Symbol of the mobile ion, for runs; proposed by default.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object instead of tables.")] = False,
) -> None:
    """Activation energy and conductivity at room temperature from runs at several temperatures."""
    with reserved_stdout() as stdout:
        from pesviz.dynamics.analysis.arrhenius import arrhenius as fitted

        with ProgressDisplay() as progress:
            points = []
            for path in _files(files):
                progress.update("Reading", path.name)
                points.append(_point(path, mobile))
        fit = fitted(points, exclude=tuple(exclude or ()))
        if as_json:
            print(json.dumps(fit.to_dict(at), ensure_ascii=False, allow_nan=False), file=stdout)
            return
        result_console(stdout).print(report(fit, at))


def _files(paths: list[Path]) -> list[Path]:
    from pesviz.errors import TrajectoryError

    files: list[Path] = []
    for path in paths:
        if path.is_dir():
            inside = sorted(path.glob("*.h5")) or sorted(path.glob("*.json"))
            if not inside:
                raise TrajectoryError(f"The folder {path} holds no runs.", "Run `pesviz md … --out FOLDER` first.")
            files += inside
        else:
            files.append(path)
    return files


def _point(path: Path, mobile: str | None) -> ArrheniusPoint:
    from pesviz.dynamics import analyse_diffusion, arrhenius_point, open_trajectory
    from pesviz.errors import TrajectoryError

    if path.suffix == ".h5":
        return arrhenius_point(analyse_diffusion(open_trajectory(path), mobile), path.stem)
    try:
        value = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise TrajectoryError(f"{path} cannot be read ({error}).", "Give what `pesviz msd --json` prints.") from error
    if not isinstance(value, dict):
        raise TrajectoryError(f"{path} is no result of an MSD analysis.", "Give what `pesviz msd --json` prints.")
    return arrhenius_point(value, path.stem)


def report(fit: ArrheniusFit, temperature: float) -> RenderableType:
    """Return a fit as tables."""
    from rich.console import Group
    from rich.table import Table
    from rich.text import Text

    points = Table(box=None, padding=(0, 2, 0, 0))
    for name in ("T (K)", "D", "σ", "Run", ""):
        points.add_column(name)
    for point in fit.points:
        conducts = point.sigma
        points.add_row(
            f"{point.temperature:g}",
            with_error(point.d.mean, point.d.sem, "cm²/s"),
            with_error(conducts.mean, conducts.sem, "S/cm") if conducts else "not known",
            point.label,
            f"left out: {point.excluded}" if point.excluded else "",
        )
    summary = Table(box=None, show_header=False, padding=(0, 2, 0, 0))
    energy, sigma = fit.activation_energy, fit.sigma(temperature)
    if energy:
        summary.add_row("E_A", with_error(energy.mean, energy.sem, "eV"))
        if fit.p_value is not None:
            summary.add_row("χ²/df, p", f"{fit.chi2_per_dof:.2f}, {fit.p_value:.2f}")
    if sigma:
        summary.add_row(
            f"σ({temperature:g} K)",
            f"{sigma.mean * 1e3:.3g} mS/cm ({sigma.low * 1e3:.3g} to {sigma.high * 1e3:.3g})",
        )
    return Group(points, summary, *(Text(f"• {sentence}") for sentence in fit.conclusions))
