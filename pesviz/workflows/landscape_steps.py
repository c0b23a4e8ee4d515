"""A scan and its landscape at each milestone: how the numbers settle."""

from __future__ import annotations

import time
from collections.abc import Generator, Iterable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import numpy as np

from pesviz.landscape.descriptors import THRESHOLD_EV
from pesviz.landscape.free_volume import smearing_offsets
from pesviz.landscape.landscape import Landscape
from pesviz.pes import PES, ScanProgress, ScanSettings, scan_steps
from pesviz.potentials.model import EnergyModel
from pesviz.structure.crystal import Crystal
from pesviz.workflows.goals import goal_of, may_reach

FIRST_PAUSE_S = 3.0
"""Between pictures at least so much time passes, s; more where analysing them takes long."""


@dataclass(frozen=True, eq=False)
class LandscapeEstimate:
    """The landscape at a milestone of a scan.

    Parameters
    ----------
    landscape
        Unknown points predicted.
    share
        Part of all symmetry-unique points that are evaluated, in (0, 1].
    limit
        Energy below which it is exact, eV; None while nothing is, or where everything is.
    final
        Whether it is the result.
    mpe, connected, disconnected
        MPE (eV) and FV(0.5 eV), estimates where they are not exact.
    mpe_change, connected_change, disconnected_change
        Value less that of the estimate before; NaN in the first one, or where either is not a number. Its size says
        how much the value still moves. It is no bound.
    """

    landscape: Landscape
    share: float
    limit: float | None
    final: bool
    mpe: float
    connected: float
    disconnected: float
    mpe_change: float = np.nan
    connected_change: float = np.nan
    disconnected_change: float = np.nan


class ScanStep(NamedTuple):
    """A chunk of a scan, and the landscape where it reached a milestone."""

    progress: ScanProgress
    estimate: LandscapeEstimate | None


def landscape_steps(
    crystal: Crystal,
    model: EnergyModel,
    settings: ScanSettings | None = None,
    *,
    smearing: str = "none",
    checkpoint: Path | None = None,
    known: PES | None = None,
    at_least: float | None = None,
    estimates: bool = True,
    pictures: bool = False,
) -> Generator[ScanStep, None, Landscape]:
    """Scan a crystal and analyse its landscape at each milestone.

    Parameters
    ----------
    crystal, model, settings, checkpoint, known
        See `pesviz.pes.scan_steps`.
    smearing
        "none", or "paper" for the free volumes of the released code.
    at_least
        Give the scan up as soon as Ξ is below this with 99.9 % confidence; never by default.
    estimates
        Analyse the landscape at milestones; else only the result.
    pictures
        Analyse rounds too, not only passes and limits: at most about a tenth of the time.

    Yields
    ------
    ScanStep
        Each progress; with it an estimate at a milestone, and with the last progress the result.

    Raises
    ------
    PesvizError
        See `pesviz.pes.scan_steps`.
    """
    smearing_offsets(smearing)
    settings = settings or ScanSettings()
    steps = scan_steps(
        crystal,
        model,
        settings,
        checkpoint,
        known=known,
        goal=None if settings.until is None else goal_of(settings.until),
        worthwhile=None if at_least is None else may_reach(at_least, smearing),
    )
    with closing(steps):
        return (yield from follow(steps, smearing, estimates=estimates, pictures=pictures))


def follow(
    steps: Iterable[ScanProgress], smearing: str = "none", *, estimates: bool = True, pictures: bool = False
) -> Generator[ScanStep, None, Landscape]:
    """Analyse the landscape at the milestones of a scan.

    Yields
    ------
    ScanStep
        Each progress, and an estimate or None.
    """
    last: LandscapeEstimate | None = None
    pause, analysed = 0.0, time.monotonic()
    for step in steps:
        due = pictures and time.monotonic() - analysed >= pause
        milestone = step.milestone == "limit" or (step.milestone == "picture" and (step.limit is None or due))
        if step.milestone == "end" or (estimates and milestone):
            start = time.monotonic()
            last = _estimate(step, smearing, last)
            analysed = time.monotonic()
            pause = max(FIRST_PAUSE_S, 8 * (analysed - start))
            yield ScanStep(step, last)
        else:
            yield ScanStep(step, None)
    if last is None or not last.final:
        raise RuntimeError("scan_steps ended without a result")
    return last.landscape


def _estimate(step: ScanProgress, smearing: str, before: LandscapeEstimate | None) -> LandscapeEstimate:
    pes = step.preview() if step.pes is None else step.pes
    landscape = Landscape(pes, smearing)
    connected, disconnected = (
        float(landscape.free_volume_estimate(THRESHOLD_EV, k)) for k in ("connected", "disconnected")
    )
    changes = (np.nan,) * 3
    if before:
        now, then = (
            (landscape.mpe_estimate, connected, disconnected),
            (before.mpe, before.connected, before.disconnected),
        )
        both = zip(now, then, strict=True)
        a, b, c = (float(x - y) if np.isfinite(x) and np.isfinite(y) else np.nan for x, y in both)
        changes = (a, b, c)
    limit = step.limit if step.milestone == "limit" else landscape.up_to if step.pes is not None else None
    share = step.done / max(1, step.n_unique)
    return LandscapeEstimate(
        landscape, share, limit, step.pes is not None, landscape.mpe_estimate, connected, disconnected, *changes
    )
