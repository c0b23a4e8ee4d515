"""Scans as landscapes: scan, follow how the numbers settle, and stop where a question is answered."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import numpy as np
from ase.calculators.calculator import Calculator

from pesviz.errors import SettingsError
from pesviz.landscape.descriptors import THRESHOLD_EV, xi_factors
from pesviz.landscape.free_volume import fractions_below, smearing_offsets, union
from pesviz.landscape.landscape import Landscape, analyse
from pesviz.landscape.level_map import centred_level_map, face_minimum
from pesviz.landscape.percolation import percolate_union
from pesviz.pes import PES, ScanProgress, ScanSettings, scan_steps
from pesviz.potentials.model import EnergyModel
from pesviz.structure.crystal import Crystal

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
) -> Iterator[tuple[ScanProgress, LandscapeEstimate | None]]:
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
    tuple
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
        yield from follow(steps, smearing, estimates=estimates, pictures=pictures)


def follow(
    steps: Iterable[ScanProgress], smearing: str = "none", *, estimates: bool = True, pictures: bool = False
) -> Iterator[tuple[ScanProgress, LandscapeEstimate | None]]:
    """Analyse the landscape at the milestones of a scan.

    Parameters
    ----------
    steps
        What `scan_steps` yields.
    smearing, estimates, pictures
        See `landscape_steps`.

    Yields
    ------
    tuple
        Each progress, and an estimate or None.
    """
    before: LandscapeEstimate | None = None
    pause, last = 0.0, time.monotonic()
    for step in steps:
        timed = pictures and time.monotonic() - last >= pause
        wanted = step.milestone == "limit" or (step.milestone == "picture" and (step.limit is None or timed))
        if step.milestone == "end" or (estimates and wanted):
            start = time.monotonic()
            before = _estimate(step, smearing, before)
            last = time.monotonic()
            pause = max(FIRST_PAUSE_S, 8 * (last - start))
            yield step, before
        else:
            yield step, None


def _estimate(step: ScanProgress, smearing: str, before: LandscapeEstimate | None) -> LandscapeEstimate:
    pes = step.preview() if step.pes is None else step.pes
    landscape = analyse(pes, smearing)
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


def goal_of(until: str) -> Callable[[PES], float]:
    """Return the energy that a scan is to find, as a function of a landscape with predictions.

    Parameters
    ----------
    until
        "mpe", "1d", "2d" or "3d".

    Returns
    -------
    Callable
        From a PES to an energy, eV; infinite where there is none.

    Raises
    ------
    SettingsError
        It is another word.
    """
    if until == "mpe":
        return lambda pes: min(face_minimum(centred_level_map(e, pes.grid.steps)) for e in pes.energies)
    if until not in {"1d", "2d", "3d"}:
        raise SettingsError(f"There is no energy {until!r} to scan until.", "Choose mpe, 1d, 2d or 3d.")
    number = int(until[0]) - 1

    def percolation_energy(pes: PES) -> float:
        energy = percolate_union(pes, estimate=True).energies[number]
        return np.inf if energy is None else energy

    return percolation_energy


def answers(known: PES, settings: ScanSettings) -> bool:
    """Return whether a result knows all that a scan with these settings would.

    Parameters
    ----------
    known
        Result of the same crystal, potential and grid (`pesviz.pes.energy_store.same_scan`).
    settings
        What is asked for.
    """
    if known.limit is None:
        return True
    if settings.until is not None:
        return known.limit >= min(settings.at_most, max(settings.up_to or 0.0, goal_of(settings.until)(known) + 1e-9))
    return settings.up_to is not None and known.limit >= settings.up_to


def may_reach(at_least: float, smearing: str = "none") -> Callable[[PES], bool]:
    """Return whether Ξ of a landscape reaches a value, as a function of the landscape.

    Ξ rises with both free volumes (Eq. 4), and both fall with the energies: where Ξ of an optimistic landscape, its
    predictions lowered, is below the value, that of the true one is.

    Parameters
    ----------
    at_least
        Value of Ξ, 0 to 1.
    smearing
        "none", or "paper" for the free volumes of the released code.
    """

    def reaches(pes: PES) -> bool:
        ordered = np.sort(union(pes.energies), axis=None)
        room = float(fractions_below(ordered, THRESHOLD_EV, smearing))
        s1, s2 = xi_factors(room, room)  # the connected volume is at most the disconnected one
        return s1 * s2 >= at_least and analyse(pes, smearing).xi_estimate >= at_least

    return reaches


def scan(
    source: Crystal | str | Path,
    potential: str | EnergyModel | Calculator = "auto",
    *,
    mobile: str | None = None,
    ions: tuple[int, ...] | None = None,
    spacing: float = 0.25,
    r_min: float = 1.2,
    smearing: str = "none",
    symmetry: bool = True,
    grid: str = "paper",
    up_to: float | None = None,
    until: Literal["mpe", "1d", "2d", "3d"] | None = None,
    at_most: float | None = None,
    device: str = "auto",
    workers: int | str = 1,
    checkpoint: Path | None = None,
    force: bool = False,
    progress: Callable[[ScanProgress], None] | None = None,
) -> Landscape:
    """Scan a crystal and analyse its landscape, in one call.

    Parameters
    ----------
    source
        A crystal, or whatever `pesviz.load` reads.
    potential
        Name of a potential, one that is loaded, or an ASE calculator; "auto" takes the paper's where its weights are,
        else CHGNet.
    mobile
        Chemical symbol of the mobile ion where `source` is not a crystal yet; proposed by default.
    ions
        Numbers of the mobile ions to scan; all by default. Free volumes and Ξ are then theirs alone.
    spacing, r_min, symmetry, grid, up_to, until, at_most, force
        See `ScanSettings`.
    smearing
        "none", or "paper" for the free volumes of the released code.
    device, workers
        "auto", "cpu", "cuda" or "mps", or several; number of processes. See `pesviz.potentials.potential`.
    checkpoint
        Folder that keeps finished chunks; deleted when the scan is done.
    progress
        Called after each chunk.

    Returns
    -------
    Landscape
        The result.

    Raises
    ------
    PesvizError
        Whatever a person can mend.
    """
    from pesviz.pes.checkpoint import Checkpoint, scan_key
    from pesviz.potentials import potential as load_potential
    from pesviz.potentials.adapters.ase_calculator import model_of_calculator
    from pesviz.structure import load

    if at_most is not None and until is None:
        raise SettingsError("at_most is the highest limit of `until`.", "Give `until` too, or `up_to` instead.")
    settings = ScanSettings(
        spacing=spacing, r_min=r_min, symmetry=symmetry, grid=grid, up_to=up_to, until=until, force=force,
        at_most=ScanSettings.at_most if at_most is None else at_most,
    )  # fmt: skip
    smearing_offsets(smearing)
    crystal = source if isinstance(source, Crystal) else load(source, mobile=mobile)
    if ions is not None:
        crystal = crystal.with_ions(ions)
    loaded = not isinstance(potential, str)
    if isinstance(potential, str):
        model = load_potential(potential, device=device, workers=workers)
    else:
        model = potential if isinstance(potential, EnergyModel) else model_of_calculator(potential)
    landscape = None
    try:
        for step, estimate in landscape_steps(
            crystal, model, settings, smearing=smearing, checkpoint=checkpoint, estimates=False
        ):
            if progress:
                progress(step)
            if estimate:
                landscape = estimate.landscape
    finally:
        if not loaded:
            model.close()
    if landscape is None:
        raise RuntimeError("scan_steps ended without a result")
    if checkpoint:
        Checkpoint(checkpoint, scan_key(crystal, model.info, settings), {}).discard()
    return landscape
