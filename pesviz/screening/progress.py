"""Progress of a campaign, for the terminal and, as a file in its folder, for the dashboard."""

from __future__ import annotations

import contextlib
import json
from dataclasses import asdict, dataclass, fields
from pathlib import Path

from pesviz.io.atomic import write_text

FILE = "progress.json"


@dataclass(frozen=True)
class CampaignProgress:
    """Progress of a campaign.

    Parameters
    ----------
    total
        Rows that the campaign will have: structures × realisations × potentials.
    done, stopped, failed, skipped
        Rows that are done (earlier ones included), stopped because Ξ is below `at_least`, failed, or
        above --max-points.
    reused
        Rows of these that existed before.
    running
        Names of the structures that are being scanned, at most one for each worker.
    points_per_second
        Energies per second, over all workers.
    seconds, seconds_left
        Wall time of this run, and estimated time left, s; −1 where it is not known yet.
    best_xi, best
        The highest Ξ so far and its structure; −1 and "" before there is one.
    workers
        Number of workers.
    state
        "reading", "running", "finished", "stopped" (by a person) or "broken" (see `message`).
    message
        Error, or another message.
    updated
        Unix time of this report, s.
    at_least
        Value of Ξ below which structures are stopped; None where none is.
    """

    total: int = 0
    done: int = 0
    stopped: int = 0
    failed: int = 0
    skipped: int = 0
    reused: int = 0
    running: tuple[str, ...] = ()
    points_per_second: float = 0.0
    seconds: float = 0.0
    seconds_left: float = -1.0
    best_xi: float = -1.0
    best: str = ""
    workers: int = 1
    state: str = "reading"
    message: str = ""
    updated: float = 0.0
    at_least: float | None = None

    @property
    def ended(self) -> int:
        """Number of rows that are final."""
        return self.done + self.stopped + self.failed + self.skipped


def write_progress(folder: Path, progress: CampaignProgress) -> None:
    """Write the report atomically; a full disk is ignored, since only the rows must be written."""
    with contextlib.suppress(OSError):
        write_text(folder / FILE, json.dumps(asdict(progress), ensure_ascii=False))


def read_progress(folder: Path) -> CampaignProgress | None:
    """Return the last report of a campaign, None where there is none."""
    try:
        values = json.loads((folder / FILE).read_text(encoding="utf-8"))
        arguments = {f.name: values[f.name] for f in fields(CampaignProgress) if f.name in values}
        arguments["running"] = tuple(arguments.get("running", ()))
        return CampaignProgress(**arguments)
    except (OSError, ValueError, TypeError):
        return None
