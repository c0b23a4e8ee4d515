"""A relaxed barrier: choose the ion, relax its hop from a checkpoint, write the result."""

from __future__ import annotations

from collections.abc import Callable, Generator
from dataclasses import dataclass
from math import inf
from pathlib import Path

from pesviz.dynamics.neb.barrier import neb_steps
from pesviz.dynamics.neb.checkpoint import neb_key
from pesviz.dynamics.neb.result import NEBResult, check_same_run, open_neb
from pesviz.dynamics.neb.settings import NEBProgress, NEBSettings
from pesviz.landscape.landscape import Landscape
from pesviz.landscape.paths.neighbour import neighbour_path
from pesviz.potentials.model import EnergyModel
from pesviz.workflows.progress import Progress, run


@dataclass(frozen=True, eq=False)
class BarrierWorkflow:
    """The barrier of a hop with the framework free.

    Parameters
    ----------
    landscape
        Result of a scan.
    model
        Its potential.
    settings
        Which hop, how.
    result
        File of the barrier (.json). A barrier of the same run that is there already is returned; the checkpoint lies
        beside it until it is written.
    """

    landscape: Landscape
    model: EnergyModel
    settings: NEBSettings
    result: Path

    def steps(self) -> Generator[Progress[NEBProgress], None, NEBResult]:
        """Yield progress (stage "band", and notes); return the barrier. Close the generator to cancel.

        Raises
        ------
        PesvizError
            Whatever a person can mend.
        """
        pes, settings = self.landscape.pes, self.settings
        if self.result.exists():
            barrier = check_same_run(
                open_neb(self.result), neb_key(pes, self.model.info, settings.to_dict()), self.result
            )
            yield Progress("note", f"{self.result} is there already.")
            return barrier
        relaxed: NEBResult | None = None
        place = ""
        checkpoint = checkpoint_file(self.result)
        for step in neb_steps(pes, self.model, settings, checkpoint):
            if step.place != place:
                place = step.place
                yield Progress("note", f"{step.n_atoms} atoms, {step.n_images} images. {place}")
            yield Progress("band", done=step.step, total=step.max_steps, seconds=step.seconds, payload=step)
            relaxed = step.result
        if relaxed is None:
            raise RuntimeError("neb_steps ended without a result")
        relaxed.save(self.result)
        checkpoint.unlink(missing_ok=True)
        return relaxed

    def run(self, callback: Callable[[Progress[NEBProgress]], object] | None = None) -> NEBResult:
        """Relax to the end; `callback` gets each progress."""
        return run(self.steps(), callback)


def easiest_ion(landscape: Landscape, hop: str = "whole") -> int:
    """Return the number of the ion whose path has the lowest barrier.

    Parameters
    ----------
    landscape
        A result.
    hop
        "neighbour": of the paths to neighbouring sites; else of those to images.
    """
    if hop == "neighbour":
        paths = [neighbour_path(landscape.pes, ion) for ion in range(landscape.pes.n_ions)]
        barriers = [inf if path is None else path.path.barrier for path in paths]
    else:
        barriers = [inf if p.e_1d is None else p.e_1d for p in landscape.percolation_per_ion]
    return barriers.index(min(barriers))


def barrier_file(scan: Path, landscape: Landscape, settings: NEBSettings) -> Path:
    """Return the file of a relaxed barrier, beside its scan.

    Parameters
    ----------
    scan
        The scan's file or folder.
    landscape
        The scan.
    settings
        Of the barrier.
    """
    file = scan
    if scan.is_dir():
        file = next(iter(sorted(scan.glob("*.h5"))), scan / (landscape.pes.crystal.name or "result"))
    parts = [file.stem, "neb", f"ion{settings.ion}"]
    parts += [settings.hop] if settings.hop != "whole" else []
    parts += ["to" + "_".join(str(n) for n in settings.direction)] if settings.direction else []
    return file.with_name("-".join(parts) + ".json")


def checkpoint_file(result: Path) -> Path:
    """Return the file that keeps an unfinished barrier."""
    return result.with_suffix(".checkpoint.traj")
