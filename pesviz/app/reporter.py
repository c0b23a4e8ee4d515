"""The status of a job, as its process writes it."""

from __future__ import annotations

import dataclasses
import os
import sys
import time
from pathlib import Path
from typing import Any

from pesviz.app.jobs import JobStatus, write_json


class Reporter:
    """Writes the status, at most a few times a second, and leaves when the server is gone."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.status = JobStatus(stage="reading", note="Reading the structure.")
        self._parent = os.getppid()
        self._last = 0.0

    def update(self, *, now: bool = False, **changes: Any) -> None:
        """Change the status and write it."""
        if os.getppid() != self._parent:
            sys.exit(3)
        now = now or changes.get("stage", self.status.stage) != self.status.stage
        self.status = dataclasses.replace(self.status, **changes)
        if now or time.monotonic() - self._last > 0.15:
            write_json(self.folder / "status.json", dataclasses.asdict(self.status))
            self._last = time.monotonic()
