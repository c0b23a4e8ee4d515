"""The worker's side of a relaxed barrier: `pesviz.dynamics.neb.barrier` on the scan in the job's folder."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from pesviz.app.jobs import JobSpec

if TYPE_CHECKING:
    from pesviz.app.worker import Reporter
    from pesviz.potentials import EnergyModel

RESULT = "barrier.json"
"""What the job writes."""


def relax_barrier(folder: Path, spec: JobSpec, model: EnergyModel, reporter: Reporter) -> None:
    """Relax the barrier of an ion; the scan is what the job was given as data.

    Parameters
    ----------
    folder
        The job's folder.
    spec
        What to do.
    model
        The scan's potential.
    reporter
        Hears how far it is.
    """
    from pesviz.dynamics.neb.barrier import NEBSettings, neb_steps
    from pesviz.dynamics.neb.result import STAGES
    from pesviz.landscape import open_landscape

    landscape = open_landscape(folder / "upload.dat")
    reporter.say(stage="relaxing", note="Preparing the hop.", done=0, total=0)
    settings = NEBSettings(ion=spec.ion, hop=spec.hop)
    for step in neb_steps(landscape.pes, model, settings, folder / "barrier.checkpoint.traj"):
        now = f", {step.energies.max():.3f} eV" if step.energies.size else ""
        reporter.say(
            done=step.step,
            total=step.max_steps,
            seconds=step.seconds,
            note=f"{STAGES[step.stage]}: step {step.step}, force {step.fmax:.2f} of {step.limit:g} eV/Å{now}.",
        )
        if step.result is not None:
            step.result.save(folder / RESULT)
    reporter.say(stage="done", note="Done.", seconds_left=0.0)
