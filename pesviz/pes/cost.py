"""How long a scan takes on this machine, before it is started."""

from __future__ import annotations

import time
from dataclasses import dataclass

import numpy as np

from pesviz.pes.plan import ScanPlan
from pesviz.pes.result import ScanSettings
from pesviz.potentials.model import EnergyModel
from pesviz.potentials.parallel import PAYS_AFTER_S, ParallelModel
from pesviz.structure.crystal import Crystal

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
        Whether there are enough points to spare some.
    """

    n_unique: int
    seconds_everything: float
    seconds_adaptive: float
    adaptive_pays: bool


def seconds_per_energy(crystal: Crystal, model: EnergyModel) -> float:
    """Measure how long one energy takes in a batch, in this process.

    Parameters
    ----------
    crystal, model
        Structure and potential.

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


def scan_cost(crystal: Crystal, model: EnergyModel, settings: ScanSettings) -> ScanCost:
    """Estimate how long a scan takes on this machine.

    Parameters
    ----------
    crystal, model, settings
        What is scanned, how.

    Returns
    -------
    ScanCost
        Wall times from a few energies; the share of an adaptive scan is a median of other crystals.
    """
    from pesviz.pes.adaptive import AdaptivePlan

    plan = ScanPlan(crystal, settings)
    serial = seconds_per_energy(crystal, model) * plan.n_unique
    limit = settings.up_to or max(ADAPTIVE_SHARES)
    share = float(np.interp(limit, list(ADAPTIVE_SHARES), list(ADAPTIVE_SHARES.values())))
    pays = AdaptivePlan(crystal, plan.grid, plan.surfaces).pays
    return ScanCost(
        plan.n_unique, _with_processes(serial, model), _with_processes(serial * share if pays else serial, model), pays
    )


def _with_processes(serial: float, model: EnergyModel) -> float:
    """Wall time of so much serial work, s: processes are started where it is long enough."""
    if isinstance(model, ParallelModel) and serial > model.pays_after:
        return PAYS_AFTER_S / 2 + serial / len(model.devices) if model.pays_after else serial / len(model.devices)
    return serial


def time_in_words(seconds: float) -> str:
    """Return an estimated time in the unit that suits it, such as "6 min" or "1.5 h".

    Parameters
    ----------
    seconds
        Time, s.
    """
    for unit, length, largest in (("s", 1, 100), ("min", 60, 100), ("h", 3600, 48)):
        if seconds < largest * length:
            value = max(1.0, seconds / length)
            return f"{value:.1f} {unit}" if unit == "h" and value < 10 else f"{value:.0f} {unit}"
    return f"{seconds / 86400:,.0f} days"
