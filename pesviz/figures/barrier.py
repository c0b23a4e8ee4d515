"""Frozen against relaxed barrier: both profiles of one hop along the path of the ion."""

from __future__ import annotations

from pathlib import Path

import holoviews as hv
import numpy as np
from bokeh.models import HoverTool
from holoviews import opts

from pesviz.dynamics.neb.result import NEBResult
from pesviz.figures.backends import (
    apply_look,
    dot_options,
    legend_above,
    legend_below,
    line_options,
    model_name,
    save_figure,
    text_label,
)
from pesviz.presentation.palette import palette

LENGTH = hv.Dimension("length", label="Path of the ion", unit="Å")
ENERGY = hv.Dimension("energy", label="Energy", unit="eV")


def frozen_lengths(result: NEBResult) -> np.ndarray:
    """Return lengths along the frozen path scaled to the relaxed one, so that both end at the same place.

    A path along grid points is longer than the same path with its steps rounded off.

    Returns
    -------
    numpy.ndarray
        Length up to each point of the frozen path, shape (n,), Å.
    """
    length = result.frozen_lengths[-1]
    return np.asarray(result.frozen_lengths * (result.lengths[-1] / length if length > 0 else 1.0))


def barrier_profile(result: NEBResult, *, dark: bool = False, height: int = 300) -> hv.Overlay:
    """Figure of the frozen and the relaxed profile."""
    colours = palette(dark=dark)
    x, end = frozen_lengths(result), float(result.lengths[-1])
    energies = np.concatenate([result.frozen_energies, result.frozen_supercell_energies, result.energies, [0.0]])
    low, high = float(energies.min()), float(energies.max())
    note = "" if result.converged else "not converged"
    on_line = HoverTool(mode="vline", tooltips=[("frozen", "@energy{0.000} eV")])
    on_image = HoverTool(tooltips=[("image", "@image"), ("relaxed", "@energy{0.000} eV at @length{0.00} Å")])
    frozen = hv.Curve(
        (x, result.frozen_energies), LENGTH, ENERGY, label=f"frozen, all images move: {result.frozen_barrier:.3f} eV"
    )
    supercell = hv.Curve(
        (x, result.frozen_supercell_energies), LENGTH, ENERGY,
        label=f"frozen, one ion moves: {result.frozen_supercell_barrier:.3f} eV",
    )  # fmt: skip
    relaxed = hv.Curve(result.curve(), LENGTH, ENERGY, label=f"relaxed: {result.barrier:.3f} eV")
    images = hv.Scatter((result.lengths, result.energies, np.arange(len(result.energies))), LENGTH, [ENERGY, "image"])
    figure = hv.Overlay([
        hv.HLine(0.0).opts(*line_options("HLine", colours.grid, width=1.0)),
        supercell.opts(*line_options("Curve", colours.muted, width=2.0, dash=(2, 3), name="frozen supercell")),
        frozen.opts(
            *line_options("Curve", colours.disconnected, dash=(6, 4), name="frozen"),
            opts.Curve(backend="bokeh", tools=[on_line]),
        ),
        relaxed.opts(*line_options("Curve", colours.connected, width=2.6, name="relaxed path")),
        images.opts(
            *dot_options("Scatter", colours.connected, edge=colours.paper),
            opts.Scatter(backend="bokeh", tools=[on_image], hooks=[model_name("relaxed")]),
        ),
        text_label(0.0, low, note, colours, side="left"),
    ])  # fmt: skip
    common = {
        "xlim": (0.0, end), "ylim": (low - 0.06 * (high - low), high + 0.06 * (high - low)), "show_legend": True,
        "xlabel": LENGTH.pprint_label, "ylabel": ENERGY.pprint_label,
    }  # fmt: skip
    return apply_look(
        figure, dark=dark, height=height, bokeh=common | {"hooks": [legend_above]},
        matplotlib=common | {"hooks": [legend_below]},
    )  # fmt: skip


def write_barrier(result: NEBResult, path: Path | str) -> Path:
    """Write the figure as PNG, SVG or PDF.

    Raises
    ------
    SettingsError
        The format is another.
    """
    title = f"{result.formula}: ion {result.ion}, {result.potential.get('title', '')}"
    return save_figure(barrier_profile(result), path, height=4.2, title=title)
