"""Diffusivities by one method against another (Figs. 6 and 10)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import holoviews as hv
from holoviews import opts

from pesviz.figures.backends import apply_look, dot_options, line_options
from pesviz.figures.uncertainty import error_bars
from pesviz.presentation.palette import palette


@dataclass(frozen=True)
class Pair:
    """A diffusivity by two methods.

    Parameters
    ----------
    name
        Structure and temperature.
    x, y
        D by the one and the other, cm²/s.
    x_error, y_error
        Their errors, cm²/s.
    """

    name: str
    x: float
    y: float
    x_error: float = 0.0
    y_error: float = 0.0


def diffusivity_methods(
    pairs: Sequence[Pair], x_label: str, y_label: str, *, dark: bool = False, height: int = 380
) -> hv.Overlay:
    """Figure of pairs of diffusivities, with the diagonal on which both agree.

    Parameters
    ----------
    pairs
        At least one; those not positive by both methods are left out.
    x_label, y_label
        Names of the methods.
    dark
        Dark colours.
    height
        Height on the page, px.
    """
    colours = palette(dark=dark)
    axes = hv.Dimension("x", label=f"D, {x_label} (cm²/s)"), hv.Dimension("y", label=f"D, {y_label} (cm²/s)")
    positive = [pair for pair in pairs if pair.x > 0 and pair.y > 0]
    x, y = [pair.x for pair in positive], [pair.y for pair in positive]
    low, high = (min(x + y) / 3, max(x + y) * 3) if positive else (1e-7, 1e-4)
    bars: dict[str, Any] = {"color": colours.connected, "head": 5.0}
    diagonal = hv.Curve([(low, low), (high, high)], *axes)
    dots = hv.Scatter({"x": x, "y": y, "name": [pair.name for pair in positive]}, axes[0], [axes[1], "name"])
    parts = [
        diagonal.opts(*line_options("Curve", colours.muted, width=1.0, dash=(4, 4), name="equal")),
        error_bars(
            x, y, [max(p.y - p.y_error, low) for p in positive], [p.y + p.y_error for p in positive], axes, **bars
        ),
        error_bars(
            x, y, [max(p.x - p.x_error, low) for p in positive], [p.x + p.x_error for p in positive], axes,
            horizontal=True, **bars,
        ),
        dots.opts(*dot_options("Scatter", colours.connected, edge=colours.paper, size=10, name="pairs")).opts(
            opts.Scatter(
                backend="bokeh", tools=["hover"],
                hover_tooltips=[("", "@name"), (x_label, "@x{0.0e}"), (y_label, "@y{0.0e}")],
            )
        ),
    ]  # fmt: skip
    shared: dict[str, Any] = {
        "logx": True, "logy": True, "xlim": (low, high), "ylim": (low, high), "show_legend": False,
        "xlabel": axes[0].label, "ylabel": axes[1].label,
    }  # fmt: skip
    return apply_look(hv.Overlay(parts), dark=dark, height=height, bokeh=shared, matplotlib=shared)
