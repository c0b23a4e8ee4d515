"""How far a scan is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

from pesviz.pes.result import PES

Milestone = Literal["", "picture", "limit", "end"]


@dataclass(frozen=True, eq=False)
class ScanProgress:
    """How far a scan is.

    Parameters
    ----------
    done, total
        Symmetry-unique (ion, point) pairs evaluated so far, and expected in all.
    n_unique
        Those of the whole grid.
    seconds, seconds_left
        Wall time so far and still to come, s.
    points_per_second
        Speed so far.
    preview
        Function that returns the whole landscape as known now, unknown points predicted.
    milestone
        "picture": the preview says something new (a pass or a round is complete). "limit": every point below `limit`
        is known. "end": the last progress, with the result. Else "".
    limit
        Energy below which the scan looks for every point now, eV; None where it evaluates everything.
    pes
        The result; None but in the last progress.
    early_stop
        Whether the scan was given up because the result is not good enough (`worthwhile` of `scan_steps`).
    """

    done: int
    total: int
    n_unique: int
    seconds: float
    seconds_left: float
    points_per_second: float
    preview: Callable[[], PES] = field(repr=False)
    milestone: Milestone = ""
    limit: float | None = None
    pes: PES | None = field(default=None, repr=False)
    early_stop: bool = False
