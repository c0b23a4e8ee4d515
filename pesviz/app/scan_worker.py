"""Scans in a job's process: status and previews while one runs, its result, and what it would cost."""

from __future__ import annotations

import contextlib
import math
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pesviz.app.job_inputs import scan_settings, web_potential, write_crystal
from pesviz.app.jobs import JobSpec, write_json

if TYPE_CHECKING:
    from pesviz.app.reporter import Reporter
    from pesviz.pes import ScanProgress
    from pesviz.potentials import EnergyModel
    from pesviz.structure import Crystal
    from pesviz.workflows.landscape_steps import LandscapeEstimate, ScanStep
    from pesviz.workflows.scan import ScanEvent, ScanWorkflow


def estimate_cost(folder: Path, spec: JobSpec, crystal: Crystal, reporter: Reporter) -> None:
    """Write how long a scan would take here (`cost.json`).

    Raises
    ------
    PesvizError
        The scan is not possible, or too large.
    """
    from pesviz.pes.cost import scan_cost

    reporter.update(stage="loading", note="Loading the potential.")
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
    reporter.update(stage="done", note="Estimated.")


def continue_scan(folder: Path, spec: JobSpec, reporter: Reporter) -> None:
    """Go on from a result that is exact below a limit to the whole landscape.

    Raises
    ------
    PesvizError
        Whatever a person can mend.
    """
    from pesviz.landscape import open_landscape
    from pesviz.workflows.scan import ScanWorkflow

    known = open_landscape(folder / "upload.dat").pes
    reporter.update(stage="loading", note="Loading the potential.")
    with contextlib.closing(web_potential(spec.potential, workers="auto")) as model:
        run_scan(
            ScanWorkflow(
                known.crystal, model, replace(known.settings, up_to=None, until=None), spec.smearing, known=known,
                limit_long_scans=spec.up_to is None and not spec.everything, **_live(folder),
            ),
            folder, spec, reporter,
        )  # fmt: skip


def scan(folder: Path, spec: JobSpec, crystal: Crystal, model: EnergyModel, reporter: Reporter) -> None:
    """Relax where that was asked for, and scan.

    Raises
    ------
    PesvizError
        Whatever a person can mend.
    """
    from pesviz.workflows.scan import ScanWorkflow

    run_scan(
        ScanWorkflow(
            crystal, model, scan_settings(spec), spec.smearing, spec.relax,
            limit_long_scans=spec.up_to is None and not spec.everything, **_live(folder),
        ),
        folder, spec, reporter,
    )  # fmt: skip


def _live(folder: Path) -> dict[str, Any]:
    """Return the options of a scan that shows its landscape while it runs, in a job's folder."""
    return {"checkpoint": folder / "checkpoint", "keep_checkpoint": True, "pictures": True}


def run_scan(workflow: ScanWorkflow, folder: Path, spec: JobSpec, reporter: Reporter) -> None:
    """Run a scan: its progress becomes the job's status and previews, its landscape the job's result."""
    from pesviz.workflows.progress import run

    report = _ScanReport(workflow, folder, spec, reporter)
    landscape = run(workflow.steps(), report)
    reporter.update(stage="analysing", note="Level map, free volumes and Ξ.")
    landscape.save(folder / "result.h5")
    reporter.update(stage="done", note="Done.", seconds_left=0.0)


class _ScanReport:
    """Writes what the page shows of a scan that runs."""

    def __init__(self, workflow: ScanWorkflow, folder: Path, spec: JobSpec, reporter: Reporter) -> None:
        self._folder, self._spec, self._reporter = folder, spec, reporter
        self._relaxed: Crystal | None = None
        self._last_limit = workflow.settings.up_to
        self._exact = None if workflow.known is None else workflow.known.limit

    def __call__(self, event: ScanEvent) -> None:
        from pesviz.pes.cost import DEFAULT_LIMIT_EV, ScanCost
        from pesviz.potentials.relaxation import RelaxProgress
        from pesviz.workflows.landscape_steps import ScanStep

        payload = event.payload
        if isinstance(payload, RelaxProgress):
            note = f"Relaxing: largest force {payload.fmax:.3f} eV/Å."
            self._reporter.update(stage="relaxing", done=payload.step, total=payload.max_steps, note=note)
            self._relaxed = payload.crystal
            return
        if self._relaxed is not None:
            write_crystal(self._folder, self._relaxed, self._spec)
            self._relaxed = None
        if isinstance(payload, ScanStep):
            self._scanning(payload)
        elif isinstance(payload, ScanCost):
            self._last_limit = DEFAULT_LIMIT_EV if payload.is_long else None
        elif event.stage == "estimating":
            self._reporter.update(note="Estimating how long the scan takes.")
        elif event.stage == "scanning":
            self._reporter.update(stage="scanning", note="Computing the first energies.", done=0, total=0)

    def _scanning(self, scan_step: ScanStep) -> None:
        step, estimate = scan_step
        status = self._reporter.status
        if step.limit is None or status.preview:  # before the first fit the number of points is not known
            self._reporter.update(total=step.total, seconds_left=step.seconds_left)
        self._reporter.update(
            done=step.done, seconds=step.seconds, points_per_second=step.points_per_second,
            note=scanning_note(step, self._last_limit, self._exact),
        )  # fmt: skip
        if estimate is None or estimate.final or step.done == step.n_unique:  # the result follows at once
            return
        self._exact = estimate.landscape.up_to or None
        estimate.landscape.save(self._folder / "preview.h5", compressed=False)
        self._reporter.update(
            now=True, preview=status.preview + 1, total=step.total, seconds_left=step.seconds_left,
            estimate=estimate_of(estimate) | {"limit": self._exact},
        )  # fmt: skip


def scanning_note(step: ScanProgress, last: float | None, exact: float | None) -> str:
    """Return what a scan is after, a short sentence."""
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
