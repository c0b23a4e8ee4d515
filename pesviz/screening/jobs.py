"""One scan of a campaign: what a worker gets, what it does, what it gives back.

Everything here runs in a worker, which may be another process on another machine. It never touches the database.
"""

from __future__ import annotations

import contextlib
import errno
import time
import traceback
from collections.abc import Generator, Iterator
from contextlib import closing
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pesviz.errors import CheckpointError, PesvizError, ScanTooLargeError
from pesviz.pes.result import ScanSettings
from pesviz.potentials.model import EnergyModel, PotentialInfo
from pesviz.screening.keys import XI_BELOW
from pesviz.structure.crystal import Crystal

if TYPE_CHECKING:
    from pesviz.landscape import Landscape
    from pesviz.pes import ScanProgress
    from pesviz.workflows.scan import ScanWorkflow

_STEP_SECONDS = 1.0


@dataclass(frozen=True)
class Job:
    """One structure to be scanned with one potential.

    Parameters
    ----------
    key
        Its name within the campaign: structure and settings.
    crystal
        The crystal.
    source_id
        What the structure is called where it came from.
    structure, settings
        Hashes: what the row says of them.
    potential
        Name of the potential.
    scan
        Settings of the scan.
    smearing
        "none" or "paper".
    cost
        Estimated work, in points × atoms.
    realisation
        Number of the ordered realisation, from 1; None where the structure is ordered.
    device
        "auto" lets the worker choose.
    checkpoints
        Folder of the campaign's checkpoints, used where the worker sees it.
    known
        File of a landscape of the same surfaces, with another smearing or a lower limit: its energies are not
        evaluated again.
    at_least
        Stop the scan as soon as Ξ is below this with 99.9 % confidence; None for never.
    level_maps
        Whether the fields hold the level maps too.
    also
        Other names under which the same structure was given.
    compile
        Whether the worker compiles the potential's network.
    """

    key: str
    crystal: Crystal
    source_id: str
    structure: str
    settings: str
    potential: str
    scan: ScanSettings
    smearing: str = "none"
    cost: float = 0.0
    realisation: int | None = None
    device: str = "auto"
    checkpoints: str = ""
    known: str = ""
    at_least: float | None = None
    level_maps: bool = False
    also: str = ""
    compile: bool = False


@dataclass(frozen=True)
class Step:
    """What a worker says while it scans.

    Parameters
    ----------
    key
        Of the job.
    name
        What it scans.
    evaluated
        Energies since the last step.
    share
        How much of the job is done, 0 to 1.
    """

    key: str
    name: str
    evaluated: int
    share: float = 0.0


@dataclass(frozen=True)
class Outcome:
    """What a job gave.

    Parameters
    ----------
    job
        The job.
    status
        "done", "stopped" (Ξ is below `Job.at_least`), "failed", "skipped" (more points than allowed), or "storage"
        (a checkpoint could not be written: the campaign has to stop).
    values
        Columns of the row.
    summary
        What else is kept with the row.
    fields
        Content of the HDF5 file.
    error
        Why it is not done.
    """

    job: Job
    status: str
    values: dict[str, Any] = field(default_factory=dict)
    summary: dict[str, Any] = field(default_factory=dict)
    fields: bytes = b""
    error: str = ""


def run(job: Job) -> Iterator[Step | Outcome]:
    """Scan one structure. The last thing is the outcome; nothing is ever raised but what stops the process."""
    try:
        yield from _run(job)
    except ScanTooLargeError as error:
        yield Outcome(job, "skipped", error=str(error), summary={"max_points": job.scan.max_points})
    except CheckpointError as error:
        yield Outcome(job, "storage", error=error.problem)
    except PesvizError as error:
        if _disk_is_full(error):
            yield Outcome(job, "storage", error=error.problem)
        else:
            yield Outcome(job, "failed", error=str(error))
    except MemoryError:
        yield Outcome(job, "failed", error="Memory ran out. Use a machine with more, or leave this structure out.")
    except Exception as error:  # noqa: BLE001 - one bad structure never stops a campaign
        if _disk_is_full(error):
            yield Outcome(job, "storage", error=f"A worker's disk is full ({error}).")
            return
        where = traceback.extract_tb(error.__traceback__)[-1]
        text = " ".join(str(error).split())[:300]
        at = f"{Path(where.filename).name}:{where.lineno}"
        yield Outcome(job, "failed", error=f"{type(error).__name__}: {text} (at {at})")


def _disk_is_full(error: BaseException | None) -> bool:
    """Return whether a full disk is behind an error: no structure is to blame for it."""
    while error is not None:
        if isinstance(error, OSError) and error.errno in {errno.ENOSPC, errno.EDQUOT}:
            return True
        error = error.__cause__
    return False


def _run(job: Job) -> Iterator[Step | Outcome]:
    from pesviz.pes.identity import same_scan
    from pesviz.workflows.goals import answers
    from pesviz.workflows.scan import ScanWorkflow

    known = _known_landscape(job)
    if known is not None and answers(known.pes, job.scan):
        yield _outcome(job, known)
        return
    model = load_model(job.potential, device_for(job.device), compiled=job.compile)
    earlier = known.pes if known is not None and same_scan(known.pes, job.crystal, model.info, job.scan) else None
    workflow = ScanWorkflow(
        job.crystal, model, job.scan, job.smearing, known=earlier, at_least=job.at_least, estimates=False,
        checkpoint=_checkpoint_folder(job, model), keep_checkpoint=True,
    )  # fmt: skip
    yield from _outcome_of(job, workflow)


def _outcome_of(job: Job, workflow: ScanWorkflow) -> Generator[Step | Outcome]:
    """Run a scan: steps about every second, then the outcome."""
    from pesviz.workflows.landscape_steps import ScanStep

    reported, reported_at = 0, 0.0
    last: ScanProgress | None = None
    with closing(workflow.steps()) as steps:
        while True:
            try:
                event = next(steps)
            except StopIteration as end:
                landscape: Landscape = end.value
                break
            if not isinstance(event.payload, ScanStep):
                continue
            last = event.payload.progress
            if last.pes is not None or time.monotonic() - reported_at > _STEP_SECONDS:
                reported_at = time.monotonic()
                name = job.crystal.name or job.source_id
                yield Step(job.key, name, last.done - reported, last.done / max(1, last.total))
                reported = last.done
    if last is not None and last.early_stop:
        yield _stopped(job, landscape, last.done / max(1, last.n_unique))
    else:
        yield _outcome(job, landscape)


def _known_landscape(job: Job) -> Landscape | None:
    """Return the landscape that the job may go on from; None where there is none, or this worker does not see it."""
    from pesviz.landscape import open_landscape

    if not job.known or not Path(job.known).is_file():
        return None
    with contextlib.suppress(PesvizError):
        return replace(open_landscape(job.known), smearing=job.smearing)
    return None


def _about(job: Job, landscape: Landscape) -> dict[str, Any]:
    pes = landscape.pes
    return {
        "settings": {**pes.settings.to_dict(), "smearing": job.smearing},
        "potential": pes.potential,
        "notes": list(job.crystal.notes),
    }


def _outcome(job: Job, landscape: Landscape) -> Outcome:
    summary = {"landscape": landscape.to_dict(), **_about(job, landscape)}
    return Outcome(job, "done", landscape.summary.to_row(), summary, _as_bytes(landscape, level_maps=job.level_maps))


def _stopped(job: Job, landscape: Landscape, share: float) -> Outcome:
    """Return what is known of a structure whose Ξ is too low: an estimate, and what it cost."""
    values = {
        "xi_estimate": landscape.xi_estimate, XI_BELOW: job.at_least, "n_points": landscape.pes.n_points,
        "n_evaluated": landscape.pes.n_evaluated, "seconds": landscape.seconds["total"],
    }  # fmt: skip
    percent = f"{100 * share:.0f}" if share >= 0.01 else f"{100 * share:.1g}"
    why = f"Ξ < {job.at_least:g} (stopped after {percent} % of the energies)"
    return Outcome(job, "stopped", values, _about(job, landscape), error=why)


def _as_bytes(landscape: Landscape, *, level_maps: bool) -> bytes:
    from pesviz.landscape.layout import landscape_bytes

    return landscape_bytes(landscape, level_map=level_maps)


def _checkpoint_folder(job: Job, model: EnergyModel) -> Path | None:
    """Return where chunks are kept; None where this worker does not see the campaign's folder.

    The name holds the scan's own hash too, which knows every bit of the positions: chunks of the same structure read
    from a file with other digits are not ours.
    """
    from pesviz.pes.identity import scan_key

    if not job.checkpoints or not Path(job.checkpoints).is_dir():
        return None
    return Path(job.checkpoints) / f"{job.key}-{scan_key(job.crystal, model.info, job.scan)[:12]}"


def discard_checkpoint(job: Job) -> None:
    """Delete the chunks of a job whose row is written."""
    import shutil

    if job.checkpoints:
        for folder in Path(job.checkpoints).glob(f"{job.key}-*"):
            shutil.rmtree(folder, ignore_errors=True)


@lru_cache(maxsize=4)
def load_model(name: str, device: str, *, compiled: bool = False) -> EnergyModel:
    """Return a potential, loaded once in a process.

    Parameters
    ----------
    name, device
        See `pesviz.potentials.potential`.
    compiled
        Whether its network is compiled, where it has a compiled form.
    """
    from pesviz.potentials import potential

    model = potential(name, device=device)
    if compiled and model.compilable:
        model.compile()
    return model


def potential_info(name: str, device: str) -> tuple[str, PotentialInfo]:
    """Return what is known of a potential, without loading it where the registry knows it.

    Parameters
    ----------
    name
        Name of a potential; "auto" is resolved.
    device
        For potentials that have to be loaded.

    Raises
    ------
    PotentialError
        It is unknown or not installed.
    """
    from pesviz.potentials import default_potential, list_potentials

    name = default_potential() if name == "auto" else name
    for status in list_potentials():
        # One of a family (matgl:NAME) is known by the hash of its weights, which only loading it tells.
        if status.info.name == name and status.installed and ":" not in name:
            return name, status.info
    return name, load_model(name, device).info


def device_for(device: str) -> str:
    """Return the device of this process: the worker's own GPU where each worker has one, else the one that was named.

    Parameters
    ----------
    device
        "auto" or the name of a device.
    """
    from pesviz.screening import devices

    return devices.own_device() if device == "auto" else device
