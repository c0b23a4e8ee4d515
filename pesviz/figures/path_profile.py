"""Energy along the percolation path, with threshold and bottleneck."""

from __future__ import annotations

from typing import Any

import holoviews as hv
import numpy as np
from bokeh.models import HoverTool, TapTool
from holoviews import opts

from pesviz.figures.backends import apply_look, dot_options, line_options, model_name, text_label
from pesviz.landscape.paths.path import PercolationPath
from pesviz.presentation.palette import palette

LENGTH = hv.Dimension("length", label="Along the path", unit="Å")
ENERGY = hv.Dimension("energy", label="Energy", unit="eV")


def path_profile(
    path: PercolationPath | None,
    *,
    level: float = 0.5,
    note: str = "",
    marker: bool = True,
    dark: bool = False,
    height: int = 190,
) -> hv.Overlay:
    """Figure of the energy along a percolation path.

    Parameters
    ----------
    path
        The path; None where there is none.
    level
        The threshold, eV.
    note
        What to say where there is no path.
    marker
        Draw the threshold; a page whose line follows the slider draws its own.
    dark, height
        As in `pesviz.figures.backends.apply_look`.
    """
    colours = palette(dark=dark)
    lengths, energies = (np.empty(0),) * 2 if path is None else (path.lengths, path.energies)
    peak = [] if path is None else [path.bottleneck]
    width, top = (1.0, 1.0) if path is None else (path.length, float(max(1.2 * path.barrier, 0.05)))
    hover = HoverTool(
        mode="vline",
        line_policy="nearest",
        tooltips=[("along the path", "@length{0.00} Å"), ("energy", "@energy{0.000} eV")],
    )

    def fill(plot: Any, _element: Any) -> None:  # HoloViews takes no colour of an area for Matplotlib
        plot.handles["artist"].set(facecolor=colours.connected, edgecolor="none")

    parts: list[hv.Element] = [
        hv.Area((lengths, energies), LENGTH, ENERGY).opts(
            opts.Area(backend="bokeh", fill_color=colours.connected, fill_alpha=0.12, line_alpha=0.0),
            opts.Area(backend="matplotlib", alpha=0.13, hooks=[fill]),
        ),
        hv.Curve((lengths, energies), LENGTH, ENERGY).opts(
            *line_options("Curve", colours.connected, name="profile"), opts.Curve(backend="bokeh", tools=[hover])
        ),
    ]  # fmt: skip
    if marker and path is not None:
        parts.append(hv.HLine(level).opts(*line_options("HLine", colours.ink, width=1.5, name="marker")))

    def choose_only(plot: Any, _element: Any) -> None:
        for tool in plot.state.select({"type": TapTool}):
            tool.renderers = [plot.handles["glyph_renderer"]]

    parts += [
        hv.Scatter((lengths[peak], energies[peak]), LENGTH, ENERGY).opts(
            *dot_options("Scatter", colours.disconnected, edge=colours.paper, size=13, marker="diamond"),
            opts.Scatter(
                backend="bokeh", tools=["tap"], nonselection_alpha=1.0, hooks=[model_name("bottleneck"), choose_only]
            ),
        ),
        text_label(0.5, 0.5, note, colours)
        if path is None
        else text_label(
            float(lengths[peak[0]]), float(energies[peak[0]]) + 0.08 * top, f"{path.barrier:.3f} eV", colours,
            color=colours.ink,
        ),
    ]  # fmt: skip

    def page_axes(plot: Any, _element: Any) -> None:  # HoloViews keeps the first range
        plot.state.x_range.update(start=0.0, end=width)
        plot.state.y_range.update(start=0.0, end=top)

    common = {
        "xlim": (0.0, width), "ylim": (0.0, top), "xlabel": LENGTH.pprint_label, "ylabel": ENERGY.pprint_label,
        "show_legend": False,
    }  # fmt: skip
    return apply_look(
        hv.Overlay(parts), dark=dark, height=height, bokeh=common | {"hooks": [page_axes]}, matplotlib=common
    )
