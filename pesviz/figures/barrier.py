"""Frozen against relaxed barrier: both profiles of one hop over the way of the ion."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from bokeh.models import ColumnDataSource, HoverTool, Range1d
from bokeh.plotting import figure as bokeh_figure

from pesviz.dynamics.neb.result import NEBResult
from pesviz.figures.print_figure import new_figure, save_figure
from pesviz.figures.style import COLOURS, style_figure

FROZEN, RELAXED = "disconnected", "connected"
"""Their colours in `COLOURS`."""


def frozen_way(result: NEBResult) -> np.ndarray:
    """Return the way along the frozen path scaled to the relaxed one, so that both end at the same place.

    A path along grid points is longer than the same path with its steps rounded off.

    Parameters
    ----------
    result
        The relaxed barrier.

    Returns
    -------
    numpy.ndarray
        Length up to each point of the frozen path, shape (n,), Å.
    """
    way = result.frozen_lengths[-1]
    return np.asarray(result.frozen_lengths * (result.lengths[-1] / way if way > 0 else 1.0))


def barrier_profile(result: NEBResult, *, height: int = 300, dark: bool = False) -> bokeh_figure:
    """Figure of the frozen and the relaxed profile for a browser.

    Parameters
    ----------
    result
        The relaxed barrier.
    height
        Height, px; the width follows the container.
    dark
        Dark colours.
    """
    colours = COLOURS["dark" if dark else "light"]
    figure = bokeh_figure(
        height=height, sizing_mode="stretch_width", toolbar_location=None, tools="", min_border=2,
        min_border_right=14, outline_line_color=None, x_range=Range1d(0, float(result.lengths[-1])),
    )  # fmt: skip
    x = frozen_way(result)
    figure.line(
        x, result.frozen_supercell_energies, line_width=1.6, line_dash=[2, 3], line_color=colours["muted"],
        name="frozen supercell", legend_label=f"frozen, one ion {result.frozen_supercell_barrier:.3f} eV",
    )  # fmt: skip
    line = figure.line(
        x, result.frozen_energies, line_width=2.2, line_dash=[6, 4], line_color=colours[FROZEN], name="frozen",
        legend_label=f"frozen {result.frozen_barrier:.3f} eV",
    )  # fmt: skip
    smooth_x, smooth_y = result.curve()
    label = f"relaxed {result.barrier:.3f} eV"
    figure.line(smooth_x, smooth_y, line_width=2.6, line_color=colours[RELAXED], legend_label=label)
    images = ColumnDataSource({"x": result.lengths, "y": result.energies, "image": np.arange(len(result.energies))})
    dots = figure.scatter(
        "x", "y", source=images, size=8, fill_color=colours[RELAXED], line_color=colours["paper"], name="relaxed",
        legend_label=label,
    )  # fmt: skip
    figure.add_tools(
        HoverTool(renderers=[line], mode="vline", tooltips=[("frozen", "@y{0.000} eV")]),
        HoverTool(renderers=[dots], tooltips=[("image", "@image"), ("relaxed", "@y{0.000} eV at @x{0.00} Å")]),
    )
    figure.xaxis.axis_label = "way of the ion (Å)"
    figure.yaxis.axis_label = "energy (eV)"
    style_figure(figure, dark=dark)
    legend = figure.legend[0]
    legend.background_fill_alpha, legend.border_line_color = 0.0, None
    legend.label_text_color, legend.label_text_font_size = colours["ink"], "11px"
    figure.add_layout(legend, "above")
    legend.update(spacing=0, padding=2, margin=0, label_height=14, glyph_height=14)
    return figure


def barrier_picture(result: NEBResult) -> Any:
    """Figure of the frozen and the relaxed profile for paper and slides.

    Parameters
    ----------
    result
        The relaxed barrier.

    Returns
    -------
    matplotlib.figure.Figure
        The figure; `save_figure` writes it.
    """
    colours = COLOURS["light"]
    title = f"{result.formula}: ion {result.ion}, {result.potential.get('title', '')}"
    figure, axes = new_figure(title, height=4.2)
    axes.plot(
        frozen_way(result), result.frozen_energies, color=colours[FROZEN], ls=(0, (5, 3)), lw=1.8,
        label=f"frozen, all images move (scan): {result.frozen_barrier:.3f} eV",
    )  # fmt: skip
    axes.plot(
        frozen_way(result), result.frozen_supercell_energies, color=colours["muted"], ls=":", lw=1.6,
        label=f"frozen, one ion moves: {result.frozen_supercell_barrier:.3f} eV",
    )  # fmt: skip
    axes.plot(*result.curve(), color=colours[RELAXED], lw=2.0, label=f"relaxed: {result.barrier:.3f} eV")
    axes.plot(result.lengths, result.energies, "o", color=colours[RELAXED], ms=5, mec="white")
    axes.axhline(0.0, color=colours["muted"], lw=0.6)
    axes.set_xlim(0, float(result.lengths[-1]))
    axes.set_xlabel("way of the ion (Å)")
    axes.set_ylabel("energy (eV)")
    if not result.converged:
        axes.text(0.02, 0.02, "not converged", transform=axes.transAxes, color=colours["muted"], fontsize=8)
    figure.legend(loc="outside lower center", ncols=1, frameon=False, fontsize=9)
    return figure


def write_barrier(result: NEBResult, path: Path | str) -> Path:
    """Write the figure as PNG, SVG or PDF.

    Parameters
    ----------
    result
        The relaxed barrier.
    path
        The file; its suffix decides the format.

    Raises
    ------
    SettingsError
        The format is another.
    """
    return save_figure(barrier_picture(result), path)
