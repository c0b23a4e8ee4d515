"""Where and how the energies of a scan were computed, for the result."""

from __future__ import annotations

from typing import Any

from pesviz.io.provenance import run_provenance
from pesviz.pes.plan import ScanPlan
from pesviz.pes.symmetry import TOLERANCE
from pesviz.potentials.model import EnergyModel


def scan_provenance(plan: ScanPlan, model: EnergyModel, devices: list[str], n_evaluated: int) -> dict[str, Any]:
    """Return versions, machine, devices and symmetry of a scan as plain values.

    Parameters
    ----------
    plan, model
        What was scanned, with which potential.
    devices
        Kinds of devices that the energies come from.
    n_evaluated
        Number of energies that were computed.
    """
    symmetry, settings = plan.symmetry, plan.settings
    return {
        **run_provenance(),
        "device": str(getattr(model, "device", "cpu")),
        "devices": devices,
        "compiled": model.compiled,
        "processes": int(getattr(model, "n_processes", 1)),
        "grid": {"rule": settings.grid, "shape": list(plan.grid.shape)},
        "symmetry_operations": symmetry.n_operations,
        "symmetry_operations_per_unique_ion": list(symmetry.n_framework_operations),
        "symmetry_tolerance_A": TOLERANCE if settings.symmetry else 0.0,
        "symmetry_deviation_A": symmetry.deviation,
        "unique_ions": len(plan.surfaces),
        "points_saved": plan.grid.size * len(plan.crystal.mobile_indices) - n_evaluated,
    }


def kinds_of_devices(model: EnergyModel) -> list[str]:
    """Return the kinds of devices that a model evaluates on, such as ["cpu"]; GPUs of one kind count once."""
    compiled = " (compiled)" if model.compiled else ""
    names = str(getattr(model, "device", "cpu")).split(",")
    return list(dict.fromkeys(name.partition(":")[0] + compiled for name in names))
