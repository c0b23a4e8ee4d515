"""How often the quoted error of D covers the truth: random walks, each ion for itself or in concert.

    python benchmarks/dynamics_errors.py [--walks 200] [--kinisi 60]

A walk is 100 ps of 16 ions, frames every 0.1 ps, rattling by 0.15 Å; in concert, two groups of eight ions move as
one. 0.68 is what an error of one standard deviation should cover.
"""

from __future__ import annotations

import argparse
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[1]))
from pesviz.dynamics import Estimate, MSDSettings, Trajectory, analyse_diffusion
from tests.dynamics.walks import random_walk

TRUE_D = 5e-6


def walk(seed: int, *, concert: bool) -> Trajectory:
    """Return a walk; in concert every second ion follows the same leader."""
    made = random_walk(seed, TRUE_D)
    if not concert:
        return made
    positions = made.positions.copy()
    leaders = positions[:, :2].copy()
    for ion in range(16):
        positions[:, ion] = leaders[:, ion % 2] + ion
    positions[:, :16] += np.random.default_rng(seed + 999).normal(scale=0.05, size=positions[:, :16].shape)
    return replace(made, positions=positions)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--walks", type=int, default=200)
    parser.add_argument("--kinisi", type=int, default=60, help="walks that kinisi analyses too")
    asked = parser.parse_args()
    for concert in (False, True):
        found: dict[str, list[Estimate]] = {"windows": [], "whole": [], "kinisi": []}
        for seed in range(asked.walks):
            made = walk(seed, concert=concert)
            result = analyse_diffusion(made)
            for name in ("windows", "whole"):
                found[name].append(result.alternatives[name])
            if seed < asked.kinisi:
                found["kinisi"].append(analyse_diffusion(made, settings=MSDSettings(method="kinisi")).d)
        print("in concert:" if concert else "each ion for itself:")
        for name, estimates in found.items():
            if estimates:
                means = np.array([each.mean for each in estimates]) / TRUE_D
                covered = np.mean([abs(each.mean - TRUE_D) < (each.sem or 0.0) for each in estimates])
                scatter = f"{means.mean():.3f} ± {means.std():.3f}"
                print(f"  {name:8} covers {covered:.2f}; D over the true one: {scatter}")


if __name__ == "__main__":
    main()
