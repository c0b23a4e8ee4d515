"""The process behind a job: reads the structure, relaxes, scans, analyses, and tells how far it is.

Run as ``python -m pesviz.app.worker JOBDIR``. It reads ``job.json`` (and ``upload.dat``), and writes ``status.json``,
``crystal.json``, ``preview.h5`` and ``result.h5`` there, each replaced in one step.
"""

from __future__ import annotations

import contextlib
import dataclasses
import errno
import json
import os
import resource
import signal
import sys
import time
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

from pesviz.app.jobs import JobSpec, JobStatus, read_json, write_json
from pesviz.errors import PesvizError, PotentialError, StructureReadError

if TYPE_CHECKING:
    from pesviz.potentials import EnergyModel
    from pesviz.structure import Crystal

READ_SECONDS = 60
READ_BYTES = 4 * 1024**3


class Reporter:
    """Writes the status, at most a few times a second, and leaves when the server is gone."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.status = JobStatus(stage="reading", note="Reading the structure.")
        self._parent = os.getppid()
        self._last = 0.0

    def update(self, *, now: bool = False, **changes: Any) -> None:
        """Change the status and write it.

        Parameters
        ----------
        now
            Write even if the last time was a moment ago.
        changes
            Fields of `JobStatus`.
        """
        if os.getppid() != self._parent:
            sys.exit(3)
        now = now or changes.get("stage", self.status.stage) != self.status.stage
        self.status = dataclasses.replace(self.status, **changes)
        if now or time.monotonic() - self._last > 0.15:
            write_json(self.folder / "status.json", dataclasses.asdict(self.status))
            self._last = time.monotonic()


@contextlib.contextmanager
def reading_limits() -> Iterator[None]:
    """Bound time and memory while bytes from outside are parsed."""

    def too_long(*_: object) -> None:
        raise StructureReadError(
            f"Reading the structure took longer than {READ_SECONDS} s.",
            "Give a smaller file or another format, for example CIF.",
        )

    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    signal.signal(signal.SIGALRM, too_long)
    signal.alarm(READ_SECONDS)
    limit = READ_BYTES if hard == resource.RLIM_INFINITY else min(READ_BYTES, hard)
    resource.setrlimit(resource.RLIMIT_AS, (limit, hard))
    try:
        yield
    except MemoryError as error:
        raise StructureReadError(
            "Reading the structure needs too much memory.", "Give a smaller file, for example one frame only."
        ) from error
    finally:
        signal.alarm(0)
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))


def read_crystal(folder: Path, spec: JobSpec) -> Crystal:
    """Read the job's structure under limits.

    Raises
    ------
    PesvizError
        The structure cannot be read or used.
    """
    from pesviz.structure import load, load_bytes

    supercell = None if tuple(spec.supercell) == (1, 1, 1) else tuple(spec.supercell)
    options: dict[str, Any] = {"mobile": spec.mobile, "primitive": spec.primitive, "supercell": supercell}
    if spec.kind == "upload":
        name = PurePosixPath(spec.key.replace("\\", "/")).name or "upload"
        with reading_limits():
            return load_bytes((folder / "upload.dat").read_bytes(), name, arrangement=spec.arrangement, **options)
    if spec.kind == "crystal":
        return _given_crystal(folder, spec)
    source = f"{spec.kind}:{spec.key}"
    if spec.arrangement is not None:
        return load(source, disorder=1, seed=spec.arrangement, **options)[0]
    return load(source, **options)


def _given_crystal(folder: Path, spec: JobSpec) -> Crystal:
    """Read the structure that the page sent, and change its cell and mobile species where that was asked for."""
    from pesviz.structure import Crystal, load

    with reading_limits():
        try:
            crystal = Crystal.from_dict(json.loads((folder / "upload.dat").read_text(encoding="utf-8")))
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise PesvizError("The structure cannot be read.", "Show it in the explorer and start again.") from error
    mobile = spec.mobile or crystal.mobile_species
    if not spec.primitive and tuple(spec.supercell) == (1, 1, 1) and mobile == crystal.mobile_species:
        return crystal
    changed = load(crystal.atoms, mobile=mobile, primitive=spec.primitive, supercell=spec.supercell)
    return dataclasses.replace(
        changed, name=crystal.name, source=crystal.source, notes=(*crystal.notes, *changed.notes)
    )


def write_crystal(folder: Path, crystal: Crystal, spec: JobSpec) -> None:
    """Write the structure for the page to draw before any energy is known, and how large its scan would be."""
    from pesviz.app.scan_worker import scan_settings
    from pesviz.pes import estimate
    from pesviz.structure import propose_mobile

    n_points, n_unique = estimate(crystal, scan_settings(spec))
    proposed = propose_mobile(crystal.atoms)
    value = crystal.to_dict() | {"proposed": proposed, "n_points": n_points, "n_unique": n_unique}
    write_json(folder / "crystal.json", value)


def web_potential(name: str, *, workers: int | str = 1) -> EnergyModel:
    """Load a potential that the web page may use.

    Parameters
    ----------
    name
        Its name.
    workers
        Processes that evaluate a scan, as `pesviz.potential` takes them.

    Raises
    ------
    PotentialError
        There is no such potential, or it is only for the command line.
    """
    from pesviz.potentials import list_potentials, potential

    if name.startswith("ase:"):
        raise PotentialError(
            "The web page may not run calculators by import path.", "Use --potential ase:… on the command line."
        )
    prefix = name.partition(":")[0] + ":"
    listed = {status.info.name: status.info.web for status in list_potentials()}
    if not listed.get(name, prefix != "matgl:"):
        raise PotentialError(
            f"The web page may not use {name}.", "Choose a potential that it lists, or use the command line."
        )
    return potential(name, workers=workers)


def run(folder: Path) -> None:
    """Do a job.

    Parameters
    ----------
    folder
        The job's folder.

    Raises
    ------
    PesvizError
        Whatever a person can mend.
    """
    spec = JobSpec(**(read_json(folder / "job.json") or {}))
    reporter = Reporter(folder)
    reporter.update(now=True)
    if spec.task == "barrier":
        from pesviz.app.barriers import relax_barrier

        reporter.update(stage="loading", note="Loading the potential.")
        relax_barrier(folder, spec, web_potential(spec.potential), reporter)
        return
    if spec.task == "md":
        from pesviz.app.md_worker import run_md_job

        run_md_job(folder, spec, reporter)
        return
    if spec.task in {"evaluate", "models", "calibrate"}:
        from pesviz.app.evaluate_worker import run_evaluation_job

        run_evaluation_job(folder, spec, reporter)
        return
    if spec.kind == "result":
        from pesviz.app.scan_worker import continue_scan

        continue_scan(folder, spec, reporter)
        return
    crystal = read_crystal(folder, spec)
    if spec.task == "cost":
        from pesviz.app.scan_worker import estimate_cost

        estimate_cost(folder, spec, crystal, reporter)
        return
    write_crystal(folder, crystal, spec)
    if spec.task == "inspect":
        reporter.update(stage="done", note="Read.")
        return
    from pesviz.app.scan_worker import scan

    reporter.update(stage="loading", note="Loading the potential.")
    with contextlib.closing(web_potential(spec.potential, workers="auto")) as model:
        model.check_elements(crystal.atoms)
        scan(folder, spec, crystal, model, reporter)


def main() -> int:
    """Run the job named on the command line; its errors go into its status, as far as the disk takes them."""
    folder = Path(sys.argv[1])
    os.chdir(folder)
    problem = remedy = code = ""
    try:
        run(folder)
    except PesvizError as error:
        problem, remedy, code = error.problem, error.remedy, error.code
    except MemoryError:
        problem, remedy = "The memory ran out.", "Use the primitive cell, a coarser grid or a smaller potential."
    except OSError as error:
        if error.errno in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}:
            return os.EX_IOERR
        problem, remedy = _unforeseen(folder)
    except Exception:  # noqa: BLE001 - the page must say something whatever happens; the log has the rest
        problem, remedy = _unforeseen(folder)
    if problem:
        last = JobStatus(**(read_json(folder / "status.json") or {}))
        status = dataclasses.replace(last, stage="failed", problem=problem, remedy=remedy, error=code)
        try:
            write_json(folder / "status.json", dataclasses.asdict(status))
        except OSError:
            return os.EX_IOERR
        return 1
    return 0


def _unforeseen(folder: Path) -> tuple[str, str]:
    """Put the error that is being handled into the log; return what to say of it."""
    import traceback

    traceback.print_exc()
    return (
        "Something went wrong inside the scan that pesviz did not foresee.",
        f"The last lines of {folder / 'log.txt'} on the server say more; please report them.",
    )


if __name__ == "__main__":
    sys.exit(main())
