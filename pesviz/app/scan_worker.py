"""The worker's side of scans: previews while one runs, the way from a limit to the whole landscape, and its cost."""

from __future__ import annotations

import contextlib
import math
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pesviz.app.jobs import JobSpec, write_json

if TYPE_CHECKING:
    from pesviz.app.worker import Reporter
    from pesviz.pes import PES, ScanProgress, ScanSettings
    from pesviz.potentials import EnergyModel
    from pesviz.structure import Crystal
    from pesviz.workflows.landscape_steps import LandscapeEstimate


def scan_settings(spec: JobSpec) -> ScanSettings:
    """Return the settings of a scan."""
    from pesviz.pes import ScanSettings

    return ScanSettings(
        spacing=spec.spacing, r_min=spec.r_min, grid=spec.grid, up_to=spec.up_to, max_points=spec.max_points
    )


def estimate_cost(folder: Path, spec: JobSpec, crystal: Crystal, reporter: Reporter) -> None:
    """Write how long a scan would take here (`cost.json`).

    Parameters
    ----------
    folder, spec, crystal
        The job: its folder, what is to be scanned, its structure.
    reporter
        Hears how far it is.

    Raises
    ------
    PesvizError
        The scan is not possible, or too large.
    """
    from pesviz.app.worker import web_potential
    from pesviz.pes.cost import scan_cost

    reporter.say(stage="loading", note="Loading the potential.")
    with contextlib.closing(web_potential(spec.potential, workers="auto")) as model:
        model.check_elements(crystal.atoms)
        cost = scan_cost(crystal, model, replace(scan_settings(spec), up_to=None))
    value = {
        "potential": spec.potential,
        "n_atoms": len(crystal.atoms),
        "n_unique": cost.n_unique,
        "seconds_everything": cost.seconds_everything,
        "seconds_adaptive": cost.seconds_adaptive,
        "adaptive_pays": cost.adaptive_pays,
    }
    write_json(folder / "cost.json", value)
    reporter.say(stage="done", note="Estimated.")


def continue_scan(folder: Path, spec: JobSpec, reporter: Reporter) -> None:
    """Go on from a result that is exact below a limit to the whole landscape.

    Parameters
    ----------
    folder, spec
        The job; its data is the result.
    reporter
        Hears how far it is.

    Raises
    ------
    PesvizError
        Whatever a person can mend.
    """
    from pesviz.app.worker import web_potential
    from pesviz.landscape import open_landscape

    known = open_landscape(folder / "upload.dat").pes
    reporter.say(stage="loading", note="Loading the potential.")
    with contextlib.closing(web_potential(spec.potential, workers="auto")) as model:
        scan(folder, spec, known.crystal, model, reporter, known)


def scan(
    folder: Path, spec: JobSpec, crystal: Crystal, model: EnergyModel, reporter: Reporter, known: PES | None = None
) -> None:
    """Scan with previews, analyse and write the result.

    Parameters
    ----------
    folder, spec, crystal, model
        The job: its folder, what is to be scanned, its structure and potential.
    reporter
        Hears how far it is.
    known
        Earlier result to go on from, with its settings, to the whole landscape.

    Raises
    ------
    PesvizError
        Whatever a person can mend.
    """
    from pesviz.pes.cost import with_limit_where_it_pays
    from pesviz.workflows.landscape_steps import landscape_steps

    settings = scan_settings(spec) if known is None else replace(known.settings, up_to=None, until=None)
    if spec.up_to is None and not spec.everything:
        reporter.say(note="Estimating how long the scan takes.")
        settings = with_limit_where_it_pays(crystal, model, settings)
    reporter.say(stage="scanning", note="Computing the first energies.", done=0, total=0)
    steps = landscape_steps(
        crystal, model, settings, smearing=spec.smearing, checkpoint=folder / "checkpoint", known=known, pictures=True
    )
    exact = None if known is None else known.limit
    for step, estimate in steps:
        if step.limit is None or reporter.status.preview:  # before the first fit nobody knows how many there will be
            reporter.say(total=step.total, seconds_left=step.seconds_left)
        reporter.say(
            done=step.done, seconds=step.seconds, points_per_second=step.points_per_second,
            note=scanning_note(step, settings.up_to, exact),
        )  # fmt: skip
        if estimate is None:
            continue
        if estimate.final:
            reporter.say(stage="analysing", note="Level map, free volumes and Ξ.")
            estimate.landscape.save(folder / "result.h5")
            continue
        if step.done == step.n_unique:  # the result follows at once
            continue
        exact = estimate.landscape.up_to or None
        estimate.landscape.save(folder / "preview.h5", compressed=False)
        values = estimate_of(estimate) | {"limit": exact}
        reporter.say(
            now=True, preview=reporter.status.preview + 1, total=step.total, seconds_left=step.seconds_left,
            estimate=values,
        )  # fmt: skip
    reporter.say(stage="done", note="Done.", seconds_left=0.0)


def scanning_note(step: ScanProgress, last: float | None, exact: float | None) -> str:
    """Return what a scan is after, a short sentence.

    Parameters
    ----------
    step
        How far it is.
    last
        Energy that it goes up to, eV; None for everything.
    exact
        Energy below which everything is known, eV; None for nothing.
    """
    goal = "everything" if step.limit is None else f"everything below {step.limit:g}\u00a0eV"
    if exact:
        return f"Exact below {exact:g}\u00a0eV. Next: {goal}."
    if step.limit in {None, last}:
        return f"Scanning {goal}."
    return f"First {goal}" + ("." if last is None else f", then below {last:g}\u00a0eV.")


def estimate_of(estimate: LandscapeEstimate) -> dict[str, Any]:
    """Return what a milestone of a scan says of the result, as plain values."""
    values = {
        "mpe_eV": estimate.mpe, "mpe_change_eV": estimate.mpe_change,
        "connected": estimate.connected, "connected_change": estimate.connected_change,
    }  # fmt: skip
    return {"share": estimate.share, "limit": estimate.limit} | {
        name: x if math.isfinite(x) else None for name, x in values.items()
    }
