"""The jobs of one session: submits one at a time, looks at it, and tells what is new."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pesviz.app.jobs import Job, JobManager, JobSpec, JobStatus, read_json
from pesviz.app.polling import Poll
from pesviz.errors import DisorderError, PesvizError

POLL_MS = 300


@dataclass
class Listener:
    """What a session wants to hear of its job.

    Parameters
    ----------
    status
        How far it is.
    structure
        The structure was read (the content of `crystal.json`, and the job's spec).
    preview
        A preview was written there.
    result
        The result was written there.
    failure
        It failed, with the reason and the job's spec.
    """

    status: Callable[[JobStatus], None]
    structure: Callable[[dict[str, Any], JobSpec], None]
    preview: Callable[[Path], None]
    result: Callable[[Path], None]
    failure: Callable[[PesvizError, JobSpec], None]


class Runs:
    """One session's job.

    Parameters
    ----------
    jobs
        The server's queue.
    session
        Owner of the jobs.
    listener
        Receiver of their reports.
    """

    def __init__(self, jobs: JobManager, session: str, listener: Listener) -> None:
        self._jobs, self._session, self._listener = jobs, session, listener
        self._job: Job | None = None
        self._preview = 0
        self._read = 0
        self._poll = Poll(self.poll, POLL_MS)

    @property
    def busy(self) -> bool:
        """Whether a job is queued or running."""
        return self._job is not None

    def submit(self, spec: JobSpec, data: bytes | None = None) -> None:
        """Stop what runs and start another job."""
        self.cancel()
        self._preview = self._read = 0
        self._job = self._jobs.submit(spec, data, owner=self._session)
        self._poll.start()
        self.poll()

    def cancel(self) -> None:
        """Stop the running job at once."""
        if self._job is not None:
            self._jobs.cancel(self._job)
            self.poll()

    def poll(self) -> None:
        """Read the status of the running job and report what is new."""
        job = self._job
        if job is None:
            self._poll.stop()
            return
        status = self._jobs.status(job)
        if status.final:
            self._job = None
        self._listener.status(status)
        with contextlib.suppress(FileNotFoundError):
            written = job.crystal.stat().st_mtime_ns
            value = read_json(job.crystal) if written != self._read else None
            if value is not None and status.stage not in {"failed", "cancelled"}:
                self._read = written
                self._listener.structure(value, job.spec)
        if status.stage == "failed":
            self._listener.failure(_error(status), job.spec)
        elif status.stage == "done" and job.spec.task == "scan":
            self._listener.result(job.result)
        elif not status.final and status.preview > self._preview:
            self._preview = status.preview
            self._listener.preview(job.preview)


def _error(status: JobStatus) -> PesvizError:
    """Return a failed job's error, with the remedy that the page has."""
    if status.error == DisorderError.code:
        return DisorderError(status.problem, "Draw an ordered arrangement, or give an ordered structure.")
    return PesvizError(status.problem, status.remedy)
