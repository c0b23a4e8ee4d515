"""What all sessions of one server share: the queue of jobs, the results, the limits, the speeds."""

from __future__ import annotations

import atexit
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from pesviz.app.cost import Speeds
from pesviz.app.jobs import JobManager
from pesviz.app.store import Store


@dataclass
class Context:
    """Shared by the sessions of a server.

    Parameters
    ----------
    results
        Folder of results to offer, or None.
    max_upload_mb
        Largest upload, MB.
    """

    results: Path | None = None
    max_upload_mb: int = 50
    jobs: JobManager = field(default_factory=JobManager)
    speeds: Speeds = field(default_factory=Speeds)
    store: Store = field(init=False)

    def __post_init__(self) -> None:
        """Open the store; stop all jobs when the server ends. Jobs have another working directory than the server."""
        self.results = None if self.results is None else self.results.absolute()
        self.store = Store(self.results)
        atexit.register(self.jobs.close)


@cache
def default_context() -> Context:
    """Return the context of `panel serve app.py`: no folder of results, default limits."""
    return Context()
