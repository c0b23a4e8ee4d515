"""Progress of a campaign in one line (HTML)."""

from __future__ import annotations

import time
from html import escape

from pesviz.presentation import numbers
from pesviz.screening.progress import CampaignProgress

SILENT_S = 120.0
"""A running campaign that has not reported for this long was killed, s."""


def progress_line(progress: CampaignProgress | None, now: float | None = None) -> str:
    """Return the progress of a campaign (HTML), "" where it has ended well or there is none."""
    if progress is None or progress.state == "finished":
        return ""
    now = time.time() if now is None else now
    share = 100 * progress.ended / progress.total if progress.total else 0.0
    parts = [
        f'<div class="track" role="progressbar" aria-valuenow="{share:.0f}"><i style="width:{share:.1f}%"></i></div>'
    ]
    live = progress.state in {"running", "reading"} and now - progress.updated < SILENT_S
    word = {"reading": "Reading structures", "running": "Running"}.get(progress.state, "Stopped")
    if not live:
        word = "Broke off" if progress.state == "broken" else "Stopped: start the same command again to go on"
    parts.append(f"<span><b>{word}</b></span>")
    parts.append(f"<span><b>{progress.ended:,}</b> of {progress.total:,} rows</span>".replace(",", "\u202f"))
    if progress.stopped:
        below = f" below Ξ {progress.at_least:g}" if progress.at_least is not None else ""
        parts.append(f"<span>{progress.stopped} stopped{below}</span>")
    if progress.failed:
        parts.append(f"<span>{progress.failed} failed</span>")
    if live:
        if progress.points_per_second > 0:
            parts.append(f"<span>{progress.points_per_second:.0f} points/s</span>")
        if progress.seconds_left >= 0:
            parts.append(f"<span>{numbers.duration(progress.seconds_left)} left</span>")
        if progress.running:
            parts.append(f"<span>now {escape(', '.join(progress.running[:3]))}</span>")
    if progress.best_xi >= 0:
        parts.append(f"<span>best Ξ <b>{progress.best_xi:.3f}</b> {escape(progress.best)}</span>")
    if progress.message:
        parts.append(f"<span>{escape(progress.message)}</span>")
    return f'<div class="progress" role="status">{"".join(parts)}</div>'
