"""Time and memory of level map and free volumes.

    python benchmarks/engine.py [--json]

Level map of 33³, 65³ and 129³ fields (cells of 16³, 32³ and 64³ points), folding into the common frame included, and
both free volumes on 400 thresholds. One thread; the first call compiles and is not counted; of the rest the median.
Wall and CPU time agree on an idle machine; where they do not, the machine was busy. The peak is how far a process of
its own grows (memory that it holds free already does not count).
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("OMP_NUM_THREADS", "1")

import numpy as np
from scipy.ndimage import gaussian_filter

from pesviz.landscape.free_volume import fractions_below
from pesviz.landscape.level_map import centred_level_map, to_common_frame

SIZES = (33, 65, 129)
LIMITS = {"level_map_s": 2.0, "peak_mb": 1000.0, "free_volume_s": 0.1}
"""What issue 2 asks for at 129³."""

STEPS = 0.25 * np.eye(3)
THRESHOLDS = np.linspace(0.0, 4.0, 400)


def smooth_field(n: int, seed: int = 0) -> np.ndarray:
    """Periodic random field of n³ points with features of about a tenth of the cell, eV between 0 and 6."""
    field = gaussian_filter(np.random.default_rng(seed).random((n, n, n)), n / 20, mode="wrap")
    return (6 * (field - field.min()) / np.ptp(field)).astype(np.float32)


def level_map(field: np.ndarray) -> np.ndarray:
    """Level map in the common frame."""
    centre = tuple(int(i) for i in np.unravel_index(int(field.argmin()), field.shape))
    return to_common_frame(centred_level_map(field, STEPS), (centre[0], centre[1], centre[2]))


def free_volumes(level: np.ndarray, field: np.ndarray) -> list[np.ndarray]:
    """Compute the connected and the disconnected free volume on all thresholds, one sort each."""
    return [fractions_below(np.sort(values, axis=None), THRESHOLDS) for values in (level, field)]


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


def peak_megabytes(size: int) -> float:
    """Memory that a level map and its free volumes add to a process of their own, MB."""
    found = subprocess.run(
        [sys.executable, __file__, "--peak", str(size)], capture_output=True, text=True, check=True
    )
    return float(found.stdout)


def measure_peak(size: int) -> float:
    """How far the process grows at its peak, MB; runs in its own process, on Linux."""
    free_volumes(level_map(smooth_field(4)), smooth_field(4))
    field = smooth_field((size - 1) // 2)
    before = _kilobytes("VmRSS")
    free_volumes(level_map(field), field)
    return (_kilobytes("VmHWM") - before) / 1024


def _kilobytes(name: str) -> int:
    """Read a figure of this process from Linux; not `ru_maxrss`, which a child takes over from its parent."""
    for line in Path("/proc/self/status").read_text(encoding="utf-8").splitlines():
        if line.startswith(name):
            return int(line.split()[1])
    raise RuntimeError(f"/proc/self/status has no {name}")


def measure(size: int) -> dict[str, float]:
    """All figures of one size (of the map, 2N + 1)."""
    field = smooth_field((size - 1) // 2)
    level = level_map(field)
    wall, cpu = median_seconds(lambda: level_map(field))
    fv_wall, fv_cpu = median_seconds(lambda: free_volumes(level, field))
    return {
        "level_map_s": wall,
        "level_map_cpu_s": cpu,
        "free_volume_s": fv_wall,
        "free_volume_cpu_s": fv_cpu,
        "peak_mb": peak_megabytes(size),
    }


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", action="store_true", help="one JSON object on stdout")
    parser.add_argument("--peak", type=int, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.peak:
        print(measure_peak(options.peak))
        return
    sizes = {str(size): measure(size) for size in SIZES}
    if options.json:
        report = {"sizes": sizes, "limits": LIMITS, "load": os.getloadavg()[0]}
        print(json.dumps(report | {"machine": platform.machine(), "cores": os.cpu_count()}))
        return
    print(f"{'field':>6} {'level map':>16} {'FV on 400':>16} {'memory':>9}   load {os.getloadavg()[0]:.1f}")
    for size, found in sizes.items():
        print(
            f"{size:>5}³ {found['level_map_s']:7.3f} s wall {found['level_map_cpu_s']:7.3f} s CPU "
            f"{found['free_volume_s']:7.3f} s wall {found['free_volume_cpu_s']:7.3f} s CPU {found['peak_mb']:6.0f} MB"
        )


if __name__ == "__main__":
    main()
