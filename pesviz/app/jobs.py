"""Jobs of the dashboard: a queue of scans, each in a process group of its own."""

from __future__ import annotations

import contextlib
import dataclasses
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from pesviz.errors import PesvizError
from pesviz.io.atomic import write_text
from pesviz.potentials.parallel import CORES_VARIABLE, available_cores

Stage = Literal[
    "queued", "reading", "loading", "relaxing", "scanning", "simulating", "analysing", "done", "failed", "cancelled"
]
FINAL: frozenset[str] = frozenset({"done", "failed", "cancelled"})
SHORT: frozenset[str] = frozenset({"inspect", "cost", "evaluate"})
"""Tasks that do not wait for others."""
READING_LIMIT_S = 90.0
"""A structure that is not read after this long is given up, s (the worker's own limit is a little lower)."""


@dataclass(frozen=True)
class JobSpec:
    """What a job is to do, as plain values.

    Parameters
    ----------
    kind
        Where the structure comes from: "gallery", "mp" or "upload"; "result" for a scan given as data, which a scan
        continues to the whole landscape; "crystal" for a structure given as data in the form of `crystal.json`;
        "request" where there is none (see `pesviz.app.evaluate_worker`).
    key
        Gallery key or Materials Project id; for an upload the name that its sender gave it, which is shown and whose
        extension chooses the reader, but which is never used as a path.
    potential
        Name of a potential that the web page may use.
    mobile
        Mobile species, or None for the proposed one.
    primitive
        Reduce to the primitive cell first.
    supercell
        Repetitions along a, b, c.
    relax
        "none", "positions" or "cell" (positions and cell).
    spacing, r_min
        Grid spacing and smallest distance to the framework, Å.
    grid, up_to
        Rule of the grid, and energy below which the landscape is to be exact, eV (see `pesviz.pes.ScanSettings`);
        None: everything where that is quick, else 1 eV, by way of 0.6 eV.
    everything
        Evaluate everything, however long it takes.
    smearing
        "none" or "paper" (docs/method.md, 4.1).
    max_points
        Refuse larger scans.
    arrangement
        Where sites are partially occupied: draw an ordered arrangement with this seed.
    task
        "inspect" only reads the structure, for the page to draw it and to name what may be mobile; such jobs are
        short and do not wait for scans. "cost" estimates how long a scan takes (`cost.json`), which is short too.
        "barrier" relaxes the barrier of `ion` in a scan. "md" runs molecular
        dynamics (see `pesviz.app.md_worker`). "evaluate" scores results against labels, which is short too; "models"
        and "calibrate" fit to them (see `pesviz.app.evaluate_worker`).
    ion
        Number of the mobile ion whose barrier is relaxed.
    hop
        Which of its hops: "whole", "bottleneck" or "neighbour" (see `pesviz.dynamics.neb.barrier.NEBSettings`).
    temperatures
        Of the runs of molecular dynamics, side by side, K.
    time, equilibration
        Length of each run and what goes before it, ps.
    timestep
        fs.
    seed
        Of the velocities.
    """

    kind: Literal["gallery", "mp", "upload", "result", "crystal", "request"]
    key: str
    potential: str
    mobile: str | None = None
    primitive: bool = False
    supercell: tuple[int, int, int] = (1, 1, 1)
    relax: Literal["none", "positions", "cell"] = "none"
    spacing: float = 0.25
    r_min: float = 1.2
    grid: Literal["paper", "symmetric"] = "paper"
    up_to: float | None = None
    everything: bool = False
    smearing: Literal["none", "paper"] = "none"
    max_points: int = 2_000_000
    arrangement: int | None = None
    task: Literal["scan", "inspect", "cost", "barrier", "md", "evaluate", "models", "calibrate"] = "scan"
    ion: int = 0
    hop: Literal["whole", "bottleneck", "neighbour"] = "whole"
    temperatures: tuple[float, ...] = ()
    time: float = 100.0
    equilibration: float = 5.0
    timestep: float = 1.0
    seed: int = 0


@dataclass(frozen=True)
class JobStatus:
    """How far a job is.

    Parameters
    ----------
    stage
        What it is doing.
    done, total
        Points (or relaxation steps) done and in all.
    seconds, seconds_left
        Time since the start of the stage and expected time left, s; None where unknown.
    points_per_second
        Rate of the scan.
    place
        Place in the queue, 1 = next; 0 where it is not queued.
    preview
        Number of the last preview written, 0 for none.
    problem, remedy, error
        For a failed job: what went wrong, what to do about it, and the code of the error.
    note
        A short sentence about what is happening now.
    estimate
        What the last complete stage of a scan says of the result (see `pesviz.app.scan_worker.estimate_of`).
    """

    stage: Stage = "queued"
    done: int = 0
    total: int = 0
    seconds: float = 0.0
    seconds_left: float | None = None
    points_per_second: float = 0.0
    place: int = 0
    preview: int = 0
    problem: str = ""
    remedy: str = ""
    error: str = ""
    note: str = ""
    estimate: dict[str, Any] = field(default_factory=dict)

    @property
    def final(self) -> bool:
        """Whether nothing more will happen."""
        return self.stage in FINAL


@dataclass(eq=False)
class Job:
    """One scan: its folder, its process, its last known status."""

    folder: Path
    spec: JobSpec
    owner: str
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    last: JobStatus = field(default_factory=JobStatus)

    @property
    def result(self) -> Path:
        """The finished result."""
        return self.folder / "result.h5"

    @property
    def preview(self) -> Path:
        """The latest preview, in the form of a result."""
        return self.folder / "preview.h5"

    @property
    def crystal(self) -> Path:
        """The structure as read, before any energy is known."""
        return self.folder / "crystal.json"


class JobManager:
    """A queue of jobs, shared by all sessions of one server.

    There is no thread: whoever looks at a job (`status`) moves the queue on.

    Parameters
    ----------
    slots
        Jobs that run at once; half the cores by default.
    folder
        Where the jobs' folders lie; a temporary folder by default, removed by `close`.
    """

    def __init__(self, slots: int | None = None, folder: Path | None = None) -> None:
        self.slots = slots or max(1, available_cores() // 2)
        self._own_folder = folder is None
        self.folder = Path(folder) if folder else Path(tempfile.mkdtemp(prefix="pesviz-jobs-"))
        self._jobs: list[Job] = []
        self._lock = threading.RLock()

    def submit(self, spec: JobSpec, data: bytes | None = None, *, owner: str = "") -> Job:
        """Put a job into the queue.

        Raises
        ------
        PesvizError
            The job's folder cannot be written.
        """
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            folder = Path(tempfile.mkdtemp(prefix="job-", dir=self.folder))
            if data is not None:
                (folder / "upload.dat").write_bytes(data)
            write_json(folder / "job.json", dataclasses.asdict(spec))
        except OSError as error:
            raise PesvizError(
                f"The server cannot keep this job's files: {error.strerror or error}.",
                "Free some space in its temporary folder, or start it with another one (the variable TMPDIR).",
            ) from error
        job = Job(folder, spec, owner)
        with self._lock:
            self._jobs.append(job)
            self._advance()
        return job

    def status(self, job: Job) -> JobStatus:
        """Return how far a job is, and start whatever may start."""
        with self._lock:
            self._advance()
            if job.process is None and not job.last.final:
                waiting = [other for other in self._jobs if other.process is None and not other.last.final]
                return JobStatus(place=waiting.index(job) + 1 if job in waiting else 1)
            return job.last

    def cancel(self, job: Job) -> None:
        """Stop a job at once: its whole process group is killed."""
        with self._lock:
            if not job.last.final:
                self._kill(job)
                job.last = dataclasses.replace(job.last, stage="cancelled", note="Cancelled.")
            self._advance()

    def remove(self, job: Job) -> None:
        """Stop a job and remove its folder."""
        with self._lock:
            self.cancel(job)
            if job in self._jobs:
                self._jobs.remove(job)
            shutil.rmtree(job.folder, ignore_errors=True)

    def release(self, owner: str) -> None:
        """Stop all jobs of a session and remove their folders."""
        with self._lock:
            for job in [job for job in self._jobs if job.owner == owner]:
                self.remove(job)
            self._advance()

    def close(self) -> None:
        """Stop everything; remove the folder if it was ours."""
        with self._lock:
            for owner in {job.owner for job in self._jobs}:
                self.release(owner)
            if self._own_folder:
                shutil.rmtree(self.folder, ignore_errors=True)

    @property
    def running(self) -> int:
        """Number of scans, barriers, runs and fits that run now."""
        return sum(
            job.process is not None and not job.last.final and job.spec.task not in SHORT for job in self._jobs
        )

    def _advance(self) -> None:
        """Look at every running job; start queued ones while there is room."""
        for job in self._jobs:
            if job.process is not None and not job.last.final:
                self._refresh(job)
        for job in self._jobs:
            if job.process is None and not job.last.final and (job.spec.task in SHORT or self.running < self.slots):
                self._start(job)

    def _start(self, job: Job) -> None:
        # One core stays free for the page; jobs that run at once share the others.
        threads = str(max(1, (available_cores() - 1) // (self.running + 1)))
        keep = {"PATH", "HOME", "LANG", "LC_ALL", "PYTHONPATH", "VIRTUAL_ENV", "MP_API_KEY", "CUDA_VISIBLE_DEVICES",
                "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "TMPDIR", "LD_LIBRARY_PATH", "NUMBA_CACHE_DIR",
                "SYSTEMROOT"}  # fmt: skip
        environment = {name: value for name, value in os.environ.items() if name in keep or name.startswith("PESVIZ")}
        environment.pop("PESVIZ_PASSWORD", None)
        environment |= dict.fromkeys(("OMP_NUM_THREADS", "MKL_NUM_THREADS", CORES_VARIABLE), threads)
        environment["PYTHONUNBUFFERED"] = "1"
        try:
            with (job.folder / "log.txt").open("wb") as log:
                job.process = subprocess.Popen(  # noqa: S603 - our own interpreter and module and argument
                    [sys.executable, "-m", "pesviz.app.worker", str(job.folder)],
                    stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True, env=environment,
                )  # fmt: skip
        except OSError as error:
            job.last = JobStatus(
                stage="failed",
                problem=f"The server cannot start this job: {error.strerror or error}.",
                remedy="Wait until other jobs have ended, or free memory and disk space on the server.",
            )
            return
        job.started = time.monotonic()
        job.last = JobStatus(stage="reading", note="Starting.")

    def _refresh(self, job: Job) -> None:
        """Read the status of a job's process, and why it ended if it did."""
        process = job.process
        if process is None:
            return
        code = process.poll()
        status = read_json(job.folder / "status.json")
        if status is not None:
            job.last = JobStatus(**status)
        if code is not None and not job.last.final:
            problem, remedy = _reason_of_exit(code)
            job.last = dataclasses.replace(job.last, stage="failed", problem=problem, remedy=remedy)
        elif job.last.stage == "reading" and time.monotonic() - job.started > READING_LIMIT_S:
            self._kill(job)
            job.last = dataclasses.replace(
                job.last, stage="failed",
                problem=f"Reading the structure took longer than {READING_LIMIT_S:.0f} s.",
                remedy="Give a smaller file or another format, for example CIF.",
            )  # fmt: skip

    @staticmethod
    def _kill(job: Job) -> None:
        process = job.process
        if process is None:
            return
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(timeout=1)


def _reason_of_exit(code: int) -> tuple[str, str]:
    """Return problem and remedy for a process that ended without a final status."""
    if code == -signal.SIGKILL:
        return (
            "The scan was killed by the system, most likely because the memory ran out.",
            "Use the primitive cell, a coarser grid or a smaller potential, or a machine with more memory.",
        )
    if code == os.EX_IOERR:
        return (
            "The server's temporary folder is full.",
            "Free some space there, or start the server with another one (the variable TMPDIR).",
        )
    if code < 0:
        return (
            f"The scan crashed (signal {signal.Signals(-code).name}).",
            "Try once more; if it crashes again, try another potential and report the structure.",
        )
    return (
        f"The scan ended unexpectedly (exit status {code}).",
        "Try once more; the server's log in the job's folder says more.",
    )


def write_json(path: Path, value: dict[str, Any]) -> None:
    """Write JSON so that a reader sees the old or the new content, never half of it."""
    write_text(path, json.dumps(value))


def read_json(path: Path) -> dict[str, Any] | None:
    """Read JSON written by `write_json`, or None where there is none yet."""
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (FileNotFoundError, json.JSONDecodeError):
        return None
