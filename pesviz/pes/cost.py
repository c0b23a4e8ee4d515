"""Estimates of how long a scan takes on this machine."""

from __future__ import annotations

import time
from dataclasses import dataclass

import numpy as np

from pesviz.errors import ScanTooLargeError
from pesviz.pes.adaptive import AdaptivePlan
from pesviz.pes.plan import ScanPlan, scan_grid
from pesviz.pes.result import ScanSettings
from pesviz.potentials.model import EnergyModel
from pesviz.potentials.parallel import PAYS_AFTER_S, ParallelModel
from pesviz.structure.crystal import Crystal

LONG_SCAN_S = 60.0
"""Where a whole scan takes longer, `pesviz scan` and the page scan adaptively by default, s."""
DEFAULT_LIMIT_EV = 1.0
"""Limit of these scans, eV above the minimum."""
ADAPTIVE_SHARES = {0.6: 0.06, 1.0: 0.10}
"""Limit (eV) → share of the unique points that an adaptive scan evaluates, median of ordered OBELiX crystals
(docs/benchmarks.md)."""


@dataclass(frozen=True)
class ScanCost:
    """Expected cost of a scan.

    Parameters
    ----------
    n_unique
        Symmetry-unique points of the whole grid.
    seconds_everything
        Wall time of all of them here, s.
    seconds_adaptive
        Wall time up to the limit, s.
    adaptive_pays
        Whether there are enough points for an adaptive scan to save evaluations.
    """

    n_unique: int
    seconds_everything: float
    seconds_adaptive: float
    adaptive_pays: bool

    @property
    def is_long(self) -> bool:
        """Whether a whole scan takes so long that an adaptive one is the better start."""
        return self.adaptive_pays and self.seconds_everything > LONG_SCAN_S


def estimate(crystal: Crystal, settings: ScanSettings | None = None) -> tuple[int, int]:
    """Return how large a scan would be, without a potential.

    Returns
    -------
    n_points
        (ion, point) pairs of the whole grid.
    n_unique
        Symmetry-unique ones that are far enough from the framework; `n_points` where that is above the limit.
    """
    settings = settings or ScanSettings()
    n_points = scan_grid(crystal, settings).size * len(crystal.mobile_indices)
    if n_points > max(settings.max_points, ScanSettings.max_points):
        return n_points, n_points
    return n_points, ScanPlan(crystal, settings).n_unique


def seconds_per_energy(crystal: Crystal, model: EnergyModel) -> float:
    """Measure how long one energy takes in a batch, in this process.

    Returns
    -------
    float
        s.
    """
    framework = crystal.framework(crystal.mobile_indices[0])
    number = int(crystal.atoms.numbers[crystal.mobile_indices[0]])
    sample = min(64, max(4, model.chunk_size(framework)))
    positions = np.random.default_rng(0).random((sample, 3)) @ crystal.cell
    model.energies(framework, number, positions[:1])
    begin = time.perf_counter()
    model.energies(framework, number, positions)
    return (time.perf_counter() - begin) / sample


def adaptive_share(limit: float) -> float:
    """Return the share of the unique points that an adaptive scan usually evaluates.

    Parameters
    ----------
    limit
        Energy, eV.
    """
    return float(np.interp(limit, list(ADAPTIVE_SHARES), list(ADAPTIVE_SHARES.values())))


def scan_cost(crystal: Crystal, model: EnergyModel, settings: ScanSettings) -> ScanCost:
    """Estimate how long a scan takes on this machine.

    Returns
    -------
    ScanCost
        Wall times from a few energies; the share of an adaptive scan is a median of other crystals.

    Raises
    ------
    ScanTooLargeError
        The scan has more points than `settings.max_points`.
    """
    plan = check_size(crystal, model, settings)
    serial = seconds_per_energy(crystal, model) * plan.n_unique
    share = adaptive_share(settings.up_to or DEFAULT_LIMIT_EV)
    saves_points = AdaptivePlan(crystal, plan.grid, plan.surfaces).saves_points
    return ScanCost(
        plan.n_unique,
        _with_processes(serial, model),
        _with_processes(serial * share if saves_points else serial, model),
        saves_points,
    )


def check_size(crystal: Crystal, model: EnergyModel, settings: ScanSettings) -> ScanPlan:
    """Return the plan of a scan that is not too large.

    Raises
    ------
    ScanTooLargeError
        The scan has more points than `settings.max_points`.
    """
    n_points = scan_grid(crystal, settings).size * len(crystal.mobile_indices)
    if not settings.force and n_points > max(settings.max_points, ScanSettings.max_points):
        raise _too_large(crystal, model, settings, n_points, n_points)
    plan = ScanPlan(crystal, settings)
    if not settings.force and plan.n_unique > settings.max_points:
        raise _too_large(crystal, model, settings, n_points, plan.n_unique)
    return plan


def _too_large(
    crystal: Crystal, model: EnergyModel, settings: ScanSettings, n_points: int, n_unique: int
) -> ScanTooLargeError:
    """Return the error for a scan above the limit, with the time that it would take, from a few energies."""
    duration = time_in_words(seconds_per_energy(crystal, model) * n_unique)
    size = f"{n_points:,} points"
    if n_unique < n_points:
        size += f", that is {n_unique:,} symmetry-unique points"
    return ScanTooLargeError(
        f"This scan has {size} (limit {settings.max_points:,}) and would take about {duration} here.",
        "Use the primitive cell, a wider grid spacing or a higher limit of points; --force scans it anyway.",
    )


def _with_processes(serial: float, model: EnergyModel) -> float:
    """Wall time for an amount of serial work, s: processes are started where it is long enough."""
    if isinstance(model, ParallelModel) and serial > model.pays_after:
        return PAYS_AFTER_S / 2 + serial / len(model.devices) if model.pays_after else serial / len(model.devices)
    return serial


def time_in_words(seconds: float) -> str:
    """Return an estimated time in the unit that suits it, such as "6 min" or "1.5 h"."""
    for unit, length, largest in (("s", 1, 100), ("min", 60, 100), ("h", 3600, 48)):
        if seconds < largest * length:
            value = max(1.0, seconds / length)
            return f"{value:.1f} {unit}" if unit == "h" and value < 10 else f"{value:.0f} {unit}"
    return f"{seconds / 86400:,.0f} days"
