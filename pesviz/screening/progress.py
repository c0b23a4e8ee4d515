"""How far a campaign is, for the terminal, and for whoever watches its folder."""

from __future__ import annotations

import contextlib
import json
from dataclasses import asdict, dataclass, fields
from pathlib import Path

from pesviz.io.atomic import write_text

FILE = "progress.json"


@dataclass(frozen=True)
class CampaignProgress:
    """How far a campaign is.

    Parameters
    ----------
    total
        Rows that the campaign will have: structures × realisations × potentials.
    done, stopped, failed, skipped
        Rows that are done (those found from before among them), stopped because Ξ is below `at_least`, failed, or
        above --max-points.
    reused
        Rows of these that were there before.
    running
        What is being scanned, at most one name for each worker.
    points_per_second
        Energies per second, over all workers.
    seconds, seconds_left
        Wall time of this run and an estimate of what is still to come, s; −1 where it is not known yet.
    best_xi, best
        The highest Ξ so far and whose it is; −1 and "" before there is one.
    workers
        Number of workers.
    state
        "reading", "running", "finished", "stopped" (by a person) or "broken" (see `message`).
    message
        Why it broke, or what else there is to say.
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
        """Rows that need nothing more."""
        return self.done + self.stopped + self.failed + self.skipped


def write_progress(folder: Path, progress: CampaignProgress) -> None:
    """Write the report, whole or not at all. A full disk does not matter here: the rows do.

    Parameters
    ----------
    folder
        Folder of the campaign.
    progress
        The report.
    """
    with contextlib.suppress(OSError):
        write_text(folder / FILE, json.dumps(asdict(progress), ensure_ascii=False))


def read_progress(folder: Path) -> CampaignProgress | None:
    """Return the last report of a campaign, None where there is none.

    Parameters
    ----------
    folder
        Folder of the campaign.
    """
    try:
        found = json.loads((folder / FILE).read_text(encoding="utf-8"))
        known = {f.name: found[f.name] for f in fields(CampaignProgress) if f.name in found}
        known["running"] = tuple(known.get("running", ()))
        return CampaignProgress(**known)
    except (OSError, ValueError, TypeError):
        return None
