"""The process behind a job: reads the structure, runs a workflow, and writes how far it is.

Run as ``python -m pesviz.app.worker JOBDIR``. It reads ``job.json`` (and ``upload.dat``), and writes ``status.json``,
``crystal.json``, ``preview.h5`` and ``result.h5`` there, each replaced in one step.
"""

from __future__ import annotations

import contextlib
import dataclasses
import errno
import os
import sys
from pathlib import Path

from pesviz.app.job_inputs import read_crystal, web_potential, write_crystal
from pesviz.app.jobs import JobSpec, JobStatus, read_json, write_json
from pesviz.app.reporter import Reporter
from pesviz.errors import PesvizError


def run(folder: Path) -> None:
    """Do a job.

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
        problem, remedy = _unexpected(folder)
    except Exception:  # noqa: BLE001 - the page must say something whatever happens; the log has the rest
        problem, remedy = _unexpected(folder)
    if problem:
        last = JobStatus(**(read_json(folder / "status.json") or {}))
        status = dataclasses.replace(last, stage="failed", problem=problem, remedy=remedy, error=code)
        try:
            write_json(folder / "status.json", dataclasses.asdict(status))
        except OSError:
            return os.EX_IOERR
        return 1
    return 0


def _unexpected(folder: Path) -> tuple[str, str]:
    """Write the current error to the log; return problem and remedy."""
    import traceback

    traceback.print_exc()
    return (
        "Something went wrong inside the scan that pesviz did not foresee.",
        f"The last lines of {folder / 'log.txt'} on the server say more; please report them.",
    )


if __name__ == "__main__":
    sys.exit(main())
