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


def rates(
    runs: dict[str, Callable[[np.ndarray], Any]], points: np.ndarray, seconds: float = 2.0, repeats: int = 3
) -> dict[str, float]:
    """Points per CPU-second of several ways, the best of some runs each; they take turns, so that noise hits all."""
    counts = {}
    for name, run in runs.items():
        run(points[:2])
        start = time.process_time()
        run(points[:8])
        each = (time.process_time() - start) / 8
        counts[name] = int(np.clip(seconds / repeats / each, 8, len(points)))
    best = dict.fromkeys(runs, 0.0)
    for _ in range(repeats):
        for name, run in runs.items():
            start = time.process_time()
            run(points[: counts[name]])
            best[name] = max(best[name], counts[name] / (time.process_time() - start))
    return best


def rate(run: Callable[[np.ndarray], Any], points: np.ndarray, seconds: float = 2.0) -> float:
    """Points per CPU-second: best of three runs of about a third of the seconds each."""
    return rates({"": run}, points, seconds)[""]


def compared(
    model: EnergyModel, framework: Atoms, points: np.ndarray, prototypes: Path | None = None, seconds: float = 2.0
) -> dict[str, Any]:
    """Points per CPU-second of a potential, of a loop over its calculator, and of its prototype if there is one."""
    runs = {"": batched(model, framework), "ase_": looped(model, framework)}
    if prototypes and model.name == M3GNET_MP_2021.name:
        runs["prototype_"] = prototype(prototypes, framework)
    found = rates(runs, points, seconds)
    row: dict[str, Any] = {f"{way}points_per_cpu_s": value for way, value in found.items()}
    row |= {f"ratio_to_{way[:-1]}": found[""] / value for way, value in found.items() if way}
    return row


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
            row |= compared(model, framework, points, options.prototype)
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
