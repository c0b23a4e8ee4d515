"""Points per CPU-second of each installed potential: batched in a frozen framework, and looped over its calculator.

    python benchmarks/potentials.py [--json] [--potential NAME ...] [--prototype DIR] [--chunks]

One thread. Structures: wurtzite LiCl of 4, 16 and 32 atoms. `--prototype` adds, in the same run, the throw-away
PyTorch M3GNet of that folder (with the weights of PESVIZ_WEIGHTS); `--chunks` measures throughput against batch size,
where the constants `_BONDS_PER_BATCH` come from.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

os.environ.setdefault("OMP_NUM_THREADS", "1")

import numpy as np
import torch
from ase import Atoms
from ase.build import bulk

from pesviz.potentials import EnergyModel, list_potentials, potential
from pesviz.potentials.weights import M3GNET_MP_2021, find_weights

R_MIN = 1.2


def structures() -> dict[str, tuple[Atoms, np.ndarray]]:
    """Frameworks without one Li, and random positions farther than R_MIN from every atom."""
    cell = bulk("LiCl", "wurtzite", a=3.925, c=6.357)
    made = {}
    for repeat in ((1, 1, 1), (2, 2, 1), (2, 2, 2)):
        atoms = cell.repeat(repeat)
        framework = atoms.copy()
        del framework[list(atoms.symbols).index("Li")]
        rng = np.random.default_rng(1)
        points = rng.random((3000, 3)) @ framework.cell.array
        shifts = np.array([(i, j, k) for i in (-1, 0, 1) for j in (-1, 0, 1) for k in (-1, 0, 1)])
        images = (framework.positions[:, None] + shifts @ framework.cell.array).reshape(-1, 3)
        distances = np.linalg.norm(points[:, None] - images[None], axis=2).min(axis=1)
        made[f"LiCl-{len(atoms)}"] = (framework, points[distances > R_MIN])
    return made


def rate(run: Callable[[np.ndarray], Any], points: np.ndarray, seconds: float = 2.0) -> float:
    """Points per CPU-second: best of three runs of about a third of the seconds each."""
    run(points[:2])
    start = time.process_time()
    run(points[:8])
    each = (time.process_time() - start) / 8
    n = int(np.clip(seconds / 3 / each, 8, len(points)))
    best = 0.0
    for _ in range(3):
        start = time.process_time()
        run(points[:n])
        best = max(best, n / (time.process_time() - start))
    return best


def batched(model: EnergyModel, framework: Atoms, size: int | None = None) -> Callable[[np.ndarray], Any]:
    """Evaluate as a scan does: chunk by chunk."""
    size = size or model.chunk_size(framework)

    def run(points: np.ndarray) -> None:
        for start in range(0, len(points), size):
            model.energies(framework, 3, points[start : start + size])

    return run


def looped(model: EnergyModel, framework: Atoms) -> Callable[[np.ndarray], Any]:
    """Evaluate one by one through the potential's own ASE calculator."""
    atoms = framework + Atoms("Li")
    atoms.calc = model.calculator()

    def run(points: np.ndarray) -> None:
        for point in points:
            atoms.positions[-1] = point
            atoms.get_potential_energy()

    return run


def prototype(folder: Path, framework: Atoms) -> Callable[[np.ndarray], Any]:
    """Evaluate with the prototype at the chunk its README calls best."""
    sys.path.insert(0, str(folder))
    import fast
    import fastcore
    import m3gnet_torch

    network = m3gnet_torch.M3GNetTF(str(find_weights(M3GNET_MP_2021)))
    core = fastcore.Fast(network)
    atoms = framework + Atoms("Li")
    scan = fast.Scan(network, atoms.numbers, atoms.positions, atoms.cell.array, len(atoms) - 1)
    edges = len(scan.fs) + len(scan.sv) + 2 * len(framework) * 4 / 3 * np.pi * 5**3 / framework.get_volume()
    size = max(1, round(2500 / edges))

    def run(points: np.ndarray) -> None:
        with torch.inference_mode():
            for start in range(0, len(points), size):
                core(*scan.graph(points[start : start + size]))

    return run


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument("--potential", action="append", help="a name; all installed ones by default")
    parser.add_argument("--prototype", type=Path, help="folder of the prototypes, to compare with in this run")
    parser.add_argument("--chunks", action="store_true", help="throughput against batch size")
    parser.add_argument("--device", default="cpu", help="device of the potentials")
    options = parser.parse_args()
    torch.set_num_threads(1)
    names = options.potential or [
        status.info.name
        for status in list_potentials()
        if status.installed and not status.info.name.startswith("toy-")
    ]
    rows: list[dict[str, Any]] = []
    for name in names:
        model = potential(name, device=options.device)
        for key, (framework, points) in structures().items():
            row: dict[str, Any] = {"potential": name, "structure": key, "chunk": model.chunk_size(framework)}
            row["points_per_cpu_s"] = rate(batched(model, framework), points)
            row["ase_points_per_cpu_s"] = rate(looped(model, framework), points)
            row["ratio_to_ase"] = row["points_per_cpu_s"] / row["ase_points_per_cpu_s"]
            if options.prototype and name == M3GNET_MP_2021.name:
                row["prototype_points_per_cpu_s"] = rate(prototype(options.prototype, framework), points)
                row["ratio_to_prototype"] = row["points_per_cpu_s"] / row["prototype_points_per_cpu_s"]
            if options.chunks:
                sizes = sorted({max(1, round(row["chunk"] * factor)) for factor in (0.25, 0.5, 1, 2, 4)})
                row["chunks"] = {size: rate(batched(model, framework, size), points) for size in sizes}
            rows.append(row)
            if not options.json:
                print("  ".join(f"{k} {v:.4g}" if isinstance(v, float) else f"{k} {v}" for k, v in row.items()))
    if options.json:
        machine = {"cpu": platform.processor() or platform.machine(), "threads": 1, "torch": torch.__version__}
        print(json.dumps({"machine": machine, "results": rows}, indent=2))


if __name__ == "__main__":
    main()
