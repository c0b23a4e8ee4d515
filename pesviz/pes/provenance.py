"""Where and how the energies of a scan were computed, for the result."""

from __future__ import annotations

import contextlib
import datetime as dt
import os
import platform
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from pesviz.pes.plan import ScanPlan
from pesviz.pes.symmetry import TOLERANCE
from pesviz.potentials.model import EnergyModel

_LIBRARIES = (
    "pesviz", "numpy", "scipy", "ase", "spglib", "numba", "torch", "h5py", "chgnet", "sevenn", "matgl", "pymatgen",
)  # fmt: skip


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
        "versions": dict(_versions()),
        "date": dt.datetime.now(dt.UTC).isoformat(timespec="seconds"),
        "machine": dict(_machine()),
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
    """Return the kinds of devices that a model evaluates on, such as ["cpu"]; GPUs of one kind count once.

    Parameters
    ----------
    model
        The potential.
    """
    compiled = " (compiled)" if model.compiled else ""
    names = str(getattr(model, "device", "cpu")).split(",")
    return list(dict.fromkeys(name.partition(":")[0] + compiled for name in names))


@cache
def _machine() -> dict[str, str | int]:
    return {
        "architecture": platform.machine(),
        "system": f"{platform.system()} {platform.release()}",
        "processor": _processor(),
        "cores": os.cpu_count() or 1,
    }


def _processor() -> str:
    with contextlib.suppress(OSError):
        for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor()


@cache
def _versions() -> dict[str, str]:
    versions = {"python": platform.python_version()}
    for name in _LIBRARIES:
        try:
            versions[name] = version(name)
        except PackageNotFoundError:
            continue
    return versions
