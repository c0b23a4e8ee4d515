"""`pesviz scan`: one structure in, its landscape out."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from pesviz.cli.console import Progress, duration, note, reserved_stdout, result_console
from pesviz.cli.limits import check_limits
from pesviz.cli.milestones import milestone_line
from pesviz.errors import ResultReadError, SettingsError

if TYPE_CHECKING:
    from pesviz.landscape import Landscape
    from pesviz.pes import PES, ScanSettings
    from pesviz.potentials import EnergyModel
    from pesviz.structure import Crystal

Relaxation = Literal["none", "positions", "cell"]


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
            with Progress() as progress:
                progress.say("Reading the structure")
                crystals = _crystals(
                    file, disorder, seed, {"mobile": mobile, "primitive": primitive, "supercell": size}
                )
                crystals = [crystal.with_ions(ions) for crystal in crystals] if ions else crystals
                names = _names(crystals)
                targets = [out / name if out else None for name in names]
                if out is not None and out.exists() and not out.is_dir():
                    raise ResultReadError(
                        f"{out} is a file, and --out needs a folder.", "Name a folder; it is made if need be."
                    )
                progress.say(f"Loading the potential {potential}")
                from pesviz.potentials import potential as load_potential

                with closing(load_potential(potential, device=device, workers=workers, compile=compile)) as model:
                    results = [
                        _scan_one(crystal, model, settings, relax, smearing, target, progress, everything=everything)
                        for crystal, target in zip(crystals, targets, strict=True)
                    ]
        except KeyboardInterrupt:
            kept = f" What was scanned is kept in {out}: the same command goes on from there." if out else ""
            note(f"Stopped.{kept}")
            raise typer.Exit(130) from None
        if as_json:
            print(json.dumps(_as_object(results), ensure_ascii=False, allow_nan=False), file=stdout)
            return
        from pesviz.cli.report import report

        console = result_console(stdout)
        for landscape in results:
            console.print(report(landscape))
        if len(results) > 1:
            spread = _spread(results)
            console.print(
                f"Ξ of {len(results)} realisations: {spread['xi_mean']:.3f} ± {spread['xi_std']:.3f}"
                if spread["xi_mean"] is not None
                else "Ξ is not known below the limit of this scan."
            )
        if out:
            note(f"Written to {out}; `pesviz serve {out}` shows it.")


def parse_supercell(text: str | None) -> tuple[int, int, int] | None:
    """Return the numbers of "2x1x1" ("2 1 1" and "2,1,1" are understood too).

    Parameters
    ----------
    text
        What was typed; None for none.

    Raises
    ------
    SettingsError
        It is anything else.
    """
    if text is None:
        return None
    found = re.fullmatch(r"\s*([1-9]\d{0,2})(?:[x×,\s]+([1-9]\d{0,2})[x×,\s]+([1-9]\d{0,2}))\s*", text)
    if found is None:
        raise SettingsError(f"'{text}' is not a supercell.", "Give three whole numbers, for example 2x1x1.")
    a, b, c = (int(number) for number in found.groups())
    return a, b, c


def _crystals(file: str, disorder: int | None, seed: int, options: dict[str, Any]) -> list[Crystal]:
    from pesviz.structure import load

    return [load(file, **options)] if disorder is None else load(file, disorder=disorder, seed=seed, **options)


def _scan_one(
    crystal: Crystal,
    model: EnergyModel,
    settings: ScanSettings,
    relax: Relaxation,
    smearing: str,
    target: Path | None,
    progress: Progress,
    *,
    everything: bool,
) -> Landscape:
    """Relax, scan and analyse one crystal; `target` is the path of its result without the suffix."""
    from pesviz.landscape import analyse
    from pesviz.workflows.goals import answers
    from pesviz.workflows.landscape_steps import landscape_steps

    model.check_elements(crystal.atoms)
    relaxed = None
    if relax != "none":
        relaxed = RelaxedFile.beside(target, crystal, model, settings, relax) if target else None
        crystal = (relaxed.read(crystal) if relaxed else None) or _relax(crystal, model, relax, progress)
        if relaxed:
            relaxed.write(crystal)
    if not everything and not settings.adaptive:
        settings = _with_limit(crystal, model, settings, progress)
    checkpoint = _beside(target, ".checkpoint") if target else None
    known = _earlier_result(target, crystal, model, settings, progress)
    if known is not None and answers(known, settings):
        progress.note(f"{_beside(target, '.h5')} answers this: nothing is to be evaluated." if target else "")
        return analyse(known, smearing)
    landscape = None
    progress.say(f"Scanning {crystal.name or crystal.formula} with {model.info.title} {model.version}")
    for step, estimate in landscape_steps(
        crystal, model, settings, smearing=smearing, checkpoint=checkpoint, known=known
    ):
        left = f", {duration(step.seconds_left)} left" if step.points_per_second else ""
        progress.say(
            "Scanning" if step.limit is None else f"Scanning below {step.limit:g} eV",
            f"{step.done:,} of {'about ' if step.limit else ''}{step.total:,} points, "
            f"{step.points_per_second:,.0f} points/s{left}",
            step.done,
            step.total,
        )
        if estimate:
            progress.note(milestone_line(estimate, step))
            landscape = estimate.landscape
            if target and step.milestone == "limit":
                landscape.save(_beside(target, ".h5"))
    if landscape is None:  # pragma: no cover - the last step always holds the result
        raise RuntimeError("scan_steps ended without a result")
    if target and checkpoint:
        landscape.save(_beside(target, ".h5"))
        import shutil

        shutil.rmtree(checkpoint, ignore_errors=True)
        if relaxed:
            relaxed.path.unlink(missing_ok=True)
    return landscape


def _with_limit(crystal: Crystal, model: EnergyModel, settings: ScanSettings, progress: Progress) -> ScanSettings:
    """Return settings with limits where a scan of everything would take long here, and say so."""
    from pesviz.landscape.descriptors import THRESHOLD_EV
    from pesviz.pes.cost import DEFAULT_LIMIT_EV, LONG_SCAN_S, scan_cost, time_in_words
    from pesviz.pes.scan import FIRST_LIMIT_EV

    cost = scan_cost(crystal, model, settings)
    if not cost.is_long:
        return settings
    progress.note(
        f"Everything would take about {time_in_words(cost.seconds_everything)} here, more than {LONG_SCAN_S:.0f} s: "
        f"scanning adaptively, every point below {FIRST_LIMIT_EV:g} eV first (Ξ and FV({THRESHOLD_EV} eV) are final "
        f"then), then up to {DEFAULT_LIMIT_EV:g} eV, about {time_in_words(cost.seconds_adaptive)} in all. "
        "--everything evaluates all points."
    )
    return replace(settings, up_to=DEFAULT_LIMIT_EV)


def _earlier_result(
    target: Path | None, crystal: Crystal, model: EnergyModel, settings: ScanSettings, progress: Progress
) -> PES | None:
    """Return a result of the same scan, with another limit, whose energies need not be evaluated again."""
    from pesviz.errors import PesvizError
    from pesviz.landscape import open_landscape
    from pesviz.pes.energy_store import same_scan

    path = _beside(target, ".h5") if target else None
    if path is None or not path.is_file():
        return None
    try:
        known = open_landscape(path).pes
    except PesvizError:
        return None  # it will be replaced
    if not same_scan(known, crystal, model.info, settings):
        return None
    progress.note(f"Going on from the {known.n_evaluated:,} energies of {path}.")
    return known


def _beside(target: Path, suffix: str) -> Path:
    return target.with_name(target.name + suffix)


def _relax(crystal: Crystal, model: EnergyModel, relax: Relaxation, progress: Progress) -> Crystal:
    from pesviz.potentials.relaxation import relax_steps

    for step in relax_steps(crystal, model, cell=relax == "cell"):
        progress.say("Relaxing", f"largest force {step.fmax:.3f} eV/Å", step.step, step.max_steps)
        crystal = step.crystal
    return crystal


class RelaxedFile:
    """The relaxed structure of an unfinished scan, to the last bit: a checkpoint fits no other.

    Parameters
    ----------
    path
        The file; its name holds the hash of what the relaxation depends on.
    """

    def __init__(self, path: Path) -> None:
        self.path = path

    @classmethod
    def beside(
        cls, target: Path, crystal: Crystal, model: EnergyModel, settings: ScanSettings, relax: Relaxation
    ) -> RelaxedFile:
        """Return the file that belongs to a scan, whether it exists or not."""
        from pesviz.pes.checkpoint import scan_key

        key = scan_key(crystal, model.info, settings)[:16]
        return cls(_beside(target, f".relaxed-{relax}-{key}.json"))

    def read(self, crystal: Crystal) -> Crystal | None:
        """Return the crystal relaxed before the scan was killed, None where there is none."""
        from ase.io.jsonio import decode

        try:
            kept = decode(self.path.read_text(encoding="utf-8"))
            return replace(crystal, atoms=kept["atoms"], notes=tuple(kept["notes"]))
        except (OSError, ValueError, KeyError):
            return None

    def write(self, crystal: Crystal) -> None:
        """Keep a relaxed crystal, whole or not at all."""
        from ase.io.jsonio import encode

        from pesviz.io.atomic import write_text

        atoms = crystal.atoms.copy()
        self.path.parent.mkdir(parents=True, exist_ok=True)
        write_text(self.path, encode({"atoms": atoms, "notes": list(crystal.notes)}))


def _names(crystals: Sequence[Crystal]) -> list[str]:
    """Return a file name for each crystal; what stands in a structure's name is never a path."""
    names = [re.sub(r"[^\w+-]+", "_", c.name or c.formula).strip("_") or "result" for c in crystals]
    return names if len(set(names)) == len(names) else [f"{name}-{i + 1}" for i, name in enumerate(names)]


def _as_object(results: Sequence[Landscape]) -> dict[str, Any]:
    """Return what --json prints: the result, or all realisations with their mean and spread."""
    first = results[0].to_dict()
    if len(results) == 1:
        return first
    return {
        "formula": first["formula"],
        **_spread(results),
        "realisations": [first, *(landscape.to_dict() for landscape in results[1:])],
    }


def _spread(results: Sequence[Landscape]) -> dict[str, Any]:
    """Return mean and sample standard deviation over realisations; null where a value is unknown or infinite."""
    import numpy as np

    out: dict[str, Any] = {}
    for key, unit in (("xi", ""), ("mpe", "_eV")):
        values = np.array([getattr(landscape, key) for landscape in results])
        known = bool(np.isfinite(values).all())
        out[f"{key}_mean{unit}"] = float(values.mean()) if known else None
        out[f"{key}_std{unit}"] = float(values.std(ddof=1)) if known else None
    return out
