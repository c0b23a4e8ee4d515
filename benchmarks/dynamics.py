"""How long the analysis of a long trajectory takes, and how much memory: 10⁵ frames of 500 ions by default.

    python benchmarks/dynamics.py [--frames 100000] [--ions 500] [--framework 0] [--json]

The random walk with a known D is written to disk first, opened lazily, and analysed in a process of its
own, whose peak memory is that of the analysis alone.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import resource
import sys
import tempfile
import time
from pathlib import Path

import h5py
import numpy as np

D_CM2_S = 5e-6
INTERVAL_PS = 0.01


def write_walk(path: Path, n_frames: int, n_ions: int, n_framework: int) -> None:
    """Write a random walk, block by block, in the layout of pesviz."""
    from pesviz.dynamics import Trajectory

    n_atoms = n_ions + n_framework
    stub = Trajectory(
        np.zeros((2, n_atoms, 3)), np.eye(3) * 25, np.repeat([3, 17], [n_ions, n_framework]), INTERVAL_PS, 600.0, "Li"
    )
    stub.save(path)
    rng = np.random.default_rng(1)
    last = rng.uniform(0, 25, (n_atoms, 3))
    scale = np.repeat([np.sqrt(2 * D_CM2_S * 1e4 * INTERVAL_PS), 0.0], [n_ions, n_framework])[:, None]
    with h5py.File(path, "a") as file:
        del file["positions"]
        stored = file.create_dataset("positions", (n_frames, n_atoms, 3), "float32", chunks=(256, 32, 3))
        for start in range(0, n_frames, 1024):
            count = min(1024, n_frames - start)
            walked = last + np.cumsum(rng.normal(size=(count, n_atoms, 3)) * scale, axis=0)
            stored[start : start + count] = walked
            last = walked[-1]


def analyse(path: Path, answer: multiprocessing.Queue) -> None:
    """Analyse and send time, memory and result."""
    from pesviz.dynamics import analyse_diffusion, open_trajectory

    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start, cpu = time.perf_counter(), time.process_time()
    result = analyse_diffusion(open_trajectory(path, lazy=True))
    answer.put(
        {
            "seconds": time.perf_counter() - start,
            "cpu_seconds": time.process_time() - cpu,
            "peak_MB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
            "peak_MB_before": before / 1024,
            "D_cm2_s": result.d.to_dict(),
            "D_true_cm2_s": D_CM2_S,
            "n_windows": result.n_windows,
        }
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--frames", type=int, default=100_000)
    parser.add_argument("--ions", type=int, default=500)
    parser.add_argument("--framework", type=int, default=0)
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "walk.h5"
        write_walk(path, asked.frames, asked.ions, asked.framework)
        size = path.stat().st_size / 1024**2
        context = multiprocessing.get_context("spawn")
        answer = context.Queue()
        process = context.Process(target=analyse, args=(path, answer))
        process.start()
        found = answer.get() | {"frames": asked.frames, "ions": asked.ions, "file_MB": size}
        process.join()
    if asked.json:
        json.dump(found, sys.stdout)
        return
    d = found["D_cm2_s"]
    print(f"{asked.frames:,} frames × {asked.ions + asked.framework} atoms ({size:.0f} MB on disk):")
    print(f"  {found['seconds']:.1f} s ({found['cpu_seconds']:.1f} s of CPU), peak memory {found['peak_MB']:.0f} MB")
    print(f"  D = ({d['mean'] * 1e6:.3f} ± {d['sem'] * 1e6:.3f})·10⁻⁶ cm²/s, true {D_CM2_S * 1e6:.3f}")


if __name__ == "__main__":
    main()
