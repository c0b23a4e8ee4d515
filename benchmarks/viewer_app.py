"""What `benchmarks/viewer.py` and the viewer's browser tests serve: a viewer and a slider that is linked to it."""

from __future__ import annotations

import os

import numpy as np
import panel as pn

from pesviz.app.viewer import Viewer
from pesviz.presentation.packing import pack_field

CELL = np.array([[20.0, 0.0, 0.0], [-4.0, 19.5, 0.0], [1.0, 2.0, 20.0]])
"""A triclinic cell, Å, rows."""


def field(shape: tuple[int, int, int]) -> np.ndarray:
    """Return a periodic landscape of winding channels (a gyroid), 0 to 4 eV."""
    x, y, z = np.meshgrid(*[2 * np.pi * np.arange(n) / n for n in shape], indexing="ij")
    gyroid = np.sin(2 * x) * np.cos(2 * y) + np.sin(2 * y) * np.cos(2 * z) + np.sin(2 * z) * np.cos(2 * x)
    return ((gyroid - gyroid.min()) / np.ptp(gyroid) * 4).astype(np.float32)


def scene() -> dict[str, object]:
    """Return 64 atoms in that cell, with rods between next ones."""
    n = 4
    atoms = [
        {
            "index": n * n * i + n * j + k,
            "symbol": "Li" if (i + j + k) % 2 else "Cl",
            "colour": "#cc80ff" if (i + j + k) % 2 else "#1ff01f",
            "radius": 0.45,
            "fractional": [(i + 0.5) / n, (j + 0.5) / n, (k + 0.5) / n],
            "mobile": bool((i + j + k) % 2),
        }
        for i in range(n)
        for j in range(n)
        for k in range(n)
    ]
    bonds = [[i, i + 1, 0, 0, 0, 5.0] for i in range(n**3) if (i + 1) % n]
    legend = [
        {"symbol": "Li", "name": "Lithium", "colour": "#cc80ff", "count": 32, "mobile": True},
        {"symbol": "Cl", "name": "Chlorine", "colour": "#1ff01f", "count": 32, "mobile": False},
    ]
    return {
        "cell": CELL.tolist(),
        "formula": "LiCl",
        "mobile": "Li",
        "atoms": atoms,
        "bonds": bonds,
        "legend": legend,
    }


def page() -> pn.viewable.Viewable:
    """Return the page."""
    n = int(os.environ.get("PESVIZ_BENCHMARK_POINTS", "81"))
    viewer = Viewer(field=pack_field(field((n, n, n)), CELL), scene=scene(), level=1.0, sizing_mode="stretch_both")
    slider = pn.widgets.FloatSlider(
        label="Energy threshold, eV", start=0.0, end=4.0, step=0.01, value=1.0, sizing_mode="stretch_width"
    )
    slider.jslink(viewer, value="level")
    return pn.Column(viewer, slider, sizing_mode="stretch_both", min_height=640)


if pn.state.served:
    pn.extension()
    page().servable(title="pesviz viewer benchmark")
