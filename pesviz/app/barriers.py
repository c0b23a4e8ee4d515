"""A relaxed barrier in a job's process."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from pesviz.app.jobs import JobSpec

if TYPE_CHECKING:
    from pesviz.app.reporter import Reporter
    from pesviz.dynamics.neb.settings import NEBProgress
    from pesviz.potentials import EnergyModel
    from pesviz.workflows.progress import Progress

RESULT = "barrier.json"
"""What the job writes."""


def relax_barrier(folder: Path, spec: JobSpec, model: EnergyModel, reporter: Reporter) -> None:
    """Relax the barrier of an ion; the scan is what the job was given as data."""
    from pesviz.dynamics.neb.barrier import NEBSettings
    from pesviz.dynamics.neb.result import STAGES
    from pesviz.landscape import open_landscape
    from pesviz.workflows.barrier import BarrierWorkflow

    def report(event: Progress[NEBProgress]) -> None:
        if (step := event.payload) is None:
            return
        now = f", {step.energies.max():.3f} eV" if step.energies.size else ""
        reporter.update(
            done=step.step,
            total=step.max_steps,
            seconds=step.seconds,
            note=f"{STAGES[step.stage]}: step {step.step}, force {step.fmax:.2f} of {step.limit:g} eV/Å{now}.",
        )

    reporter.update(stage="relaxing", note="Preparing the hop.", done=0, total=0)
    settings = NEBSettings(ion=spec.ion, hop=spec.hop)
    BarrierWorkflow(open_landscape(folder / "upload.dat"), model, settings, folder / RESULT).run(report)
    reporter.update(stage="done", note="Done.", seconds_left=0.0)
