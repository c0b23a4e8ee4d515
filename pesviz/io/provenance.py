"""Where, when and with what a result was computed: the part of its provenance that every kind of result has."""

from __future__ import annotations

import contextlib
import datetime as dt
import os
import platform
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

_LIBRARIES = (
    "pesviz", "numpy", "scipy", "ase", "spglib", "numba", "torch", "h5py", "chgnet", "sevenn", "matgl", "pymatgen",
)  # fmt: skip


def run_provenance() -> dict[str, Any]:
    """Return `versions` (Python and libraries), `date` (now, UTC, ISO 8601) and `machine` as plain values."""
    return {"versions": dict(_versions()), "date": current_date(), "machine": dict(_machine())}


def current_date() -> str:
    """Return date and time, UTC, to the second, ISO 8601."""
    return dt.datetime.now(dt.UTC).isoformat(timespec="seconds")


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
        with contextlib.suppress(PackageNotFoundError):
            versions[name] = version(name)
    return versions
