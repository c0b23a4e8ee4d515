"""How long percolation and the path take, on smooth random fields like those of real crystals.

Run `python benchmarks/percolation.py [--json]`. The first call compiles and is not counted; of the rest the median.
The prototype runs on the same fields where ../shared/prototypes is beside the checkout, and must agree.
Everything here runs in one thread, so that wall and CPU time agree on an idle machine; where they do not, the machine
was busy, and the wall time says nothing about the code. The load is printed with them.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
from scipy.ndimage import gaussian_filter

from pesviz.landscape.paths.network import hop_network
from pesviz.landscape.paths.path import percolation_path
from pesviz.landscape.percolation import percolate
from pesviz.landscape.torus_sweep import sorted_below
from pesviz.pes.grid import Grid

LIMITS_S = {"percolate_129": 0.6, "path_65": 1.0, "network_65": 1.0}
"""What issue 4 asks for, sort included; for path and network our own aim."""


PROTOTYPE = Path(__file__).resolve().parents[2] / "shared" / "prototypes" / "periodic_percolation.py"


def prototype() -> Callable[[np.ndarray], np.ndarray] | None:
    """Return the prototype's function, None where there is none."""
    if not PROTOTYPE.is_file():
        return None
    copy = Path(tempfile.mkdtemp()) / PROTOTYPE.name  # numba would write its cache beside the original
    shutil.copyfile(PROTOTYPE, copy)
    spec = importlib.util.spec_from_file_location(copy.stem, copy)
    module = sys.modules[spec.name] = importlib.util.module_from_spec(spec)  # numba's cache looks for it there
    spec.loader.exec_module(module)
    return module.percolation


def smooth_field(n: int, seed: int = 0) -> np.ndarray:
    """Periodic random field of n³ points with features of about a tenth of the cell, eV between 0 and 4."""
    field = gaussian_filter(np.random.default_rng(seed).random((n, n, n)), n / 20, mode="wrap")
    return (4 * (field - field.min()) / np.ptp(field)).astype(np.float32)


def median_seconds(function: Callable[[], object], repeats: int = 5) -> tuple[float, float]:
    """Median wall and CPU time of a call, s, after one call that is not counted."""
    function()
    wall, cpu = [], []
    for _ in range(repeats):
        begin, begin_cpu = time.perf_counter(), time.process_time()
        function()
        wall.append(time.perf_counter() - begin)
        cpu.append(time.process_time() - begin_cpu)
    return statistics.median(wall), statistics.median(cpu)


def measure() -> dict[str, tuple[float, float]]:
    """Median wall and CPU seconds of each measurement."""
    seconds, old = {}, prototype()
    for n in (33, 65, 129):
        field, cell = smooth_field(n), np.eye(3) * 0.25 * n
        seconds[f"percolate_{n}"] = median_seconds(lambda f=field, c=cell: percolate(f, c))
        seconds[f"sort_{n}"] = median_seconds(lambda f=field: sorted_below(f.ravel(), np.inf))
        if old is not None:
            assert tuple(old(field)) == percolate(field, cell).energies, "the prototype finds other energies"
            seconds[f"prototype_{n}"] = median_seconds(lambda f=field: old(f))
        grid, start = Grid(cell, field.shape), tuple(np.unravel_index(field.argmin(), field.shape))
        seconds[f"path_{n}"] = median_seconds(lambda f=field, g=grid, s=start: percolation_path(f, g, s))
        seconds[f"network_{n}"] = median_seconds(lambda f=field, g=grid: hop_network(f, g))
    return seconds


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    arguments = parser.parse_args()
    measured, load = measure(), os.getloadavg()[0]
    if arguments.json:
        print(
            json.dumps(
                {
                    "seconds": {name: wall for name, (wall, _) in measured.items()},
                    "cpu_seconds": {name: cpu for name, (_, cpu) in measured.items()},
                    "limits_s": LIMITS_S,
                    "load_1min": load,
                    "cores": os.cpu_count(),
                }
            )
        )
        return
    for name, (wall, cpu) in measured.items():
        limit = f"   limit {LIMITS_S[name]} s" if name in LIMITS_S else ""
        print(f"{name:16s} {wall:8.4f} s wall {cpu:8.4f} s CPU{limit}")
    print(f"load {load:.1f} on {os.cpu_count()} cores")


if __name__ == "__main__":
    main()
