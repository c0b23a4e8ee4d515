"""Figures of docs/dynamics.md: the example's mean squared displacements and its Arrhenius plot.

python benchmarks/dynamics_docs.py
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
from matplotlib.figure import Figure

from pesviz.io.assets import asset
from tools.dynamics_example import ExampleSystem, open_example

DOCS = Path(__file__).parents[1] / "docs" / "images"
COLOURS = ("#0b6fa4", "#b35900")
ROOM_K = 300.0


def draw(systems: tuple[ExampleSystem, ...]) -> Figure:
    """Draw both plots."""
    figure = Figure(figsize=(9.0, 3.4), layout="constrained")
    left, right = figure.subplots(1, 2)
    for system, colour in zip(systems, COLOURS, strict=True):
        hot = system.results[-1]
        left.plot(hot.time[1:], hot.mobile[1:], color=colour, lw=2, label=f"{system.title}, {hot.mobile_species}")
        left.plot(hot.time[1:], hot.framework[1:], color=colour, lw=1.4, ls="--", label="its framework")
        points = [point for point in system.fit.points if point.d.mean > 0]
        for point in points:
            counts = not point.excluded
            right.errorbar(
                1000 / point.temperature, point.d.mean, yerr=point.d.sem, color=colour, marker="o", capsize=3,
                mfc=colour if counts else "white", ls="",
            )  # fmt: skip
        if system.fit.parameters is not None:
            x = np.linspace(1000 / points[-1].temperature, 1000 / ROOM_K, 100)
            mean, error = system.fit.ln_d(1000 / x)
            right.plot(x, np.exp(mean), color=colour, lw=1.6)
            right.fill_between(x, np.exp(mean - error), np.exp(mean + error), color=colour, alpha=0.15, lw=0)
    left.set(xlabel="time (ps)", ylabel="MSD at 1000 K (Å²)", xscale="log", yscale="log")
    left.legend(frameon=False, fontsize=8)
    right.set(xlabel="1000 K / T", ylabel="D (cm²/s)", yscale="log", ylim=(1e-9, 1e-3))
    right.set_title("hollow: not diffusive, left out", fontsize=9)
    for axes in (left, right):
        axes.spines[["top", "right"]].set_visible(False)
        axes.grid(color="#e6e9ec", lw=0.8)
        axes.set_axisbelow(True)
    return figure


def main() -> None:
    """Write the picture."""
    draw(open_example(asset("dynamics"))).savefig(DOCS / "dynamics-example.png", dpi=130)


if __name__ == "__main__":
    main()
