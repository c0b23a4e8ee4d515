"""One column of a table against another; upper bounds of conductivities are triangles."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import holoviews as hv
import pandas as pd
from holoviews import opts

from pesviz.figures.backends import apply_look, dot_options
from pesviz.presentation.palette import palette

COLUMNS: tuple[str, ...] = ("x", "y", "id", "formula", "name", "score", "bound")
"""Columns of the points."""
TOOLS = ("pan", "box_select", "lasso_select", "wheel_zoom", "tap", "reset")
CROWD = 400
"""Points from which on they are small."""
_AXES = hv.Dimension("x"), hv.Dimension("y")


@dataclass(frozen=True)
class ColumnAxis:
    """An axis.

    Parameters
    ----------
    title
        Name and unit of the column.
    log
        Logarithmic.
    number
        How Bokeh prints a value.
    """

    title: str
    log: bool = False
    number: str = "0.000"


def column_scatter(
    points: pd.DataFrame, x: ColumnAxis, y: ColumnAxis, *, dark: bool = False, height: int = 292
) -> hv.Overlay:
    """Figure of points with the values of two columns.

    Parameters
    ----------
    points
        The `COLUMNS`; `score` is Ξ, `bound` tells whether a conductivity is an upper bound.
    x, y
        The axes.
    dark
        Dark colours.
    height
        Height on the page, px.

    Returns
    -------
    holoviews.Overlay
        The figure; the column "id" names its points, which a lasso, a box or a click selects.
    """
    colours = palette(dark=dark)
    axes = [(axis.title, f"@{name}{{{axis.number}}}") for name, axis in (("x", x), ("y", y)) if axis.title != "Ξ"]
    size = 8 if len(points) < CROWD else 5
    parts = []
    for name, rows, marker in (
        ("values", points[~points["bound"]], "circle"),
        ("upper bounds", points[points["bound"]], "inverted_triangle"),
    ):
        dots = hv.Scatter(rows[list(COLUMNS)], _AXES[0], [_AXES[1], *COLUMNS[2:]])
        parts.append(
            dots.opts(
                *dot_options("Scatter", colours.connected, edge=colours.paper, size=size, marker=marker, name=name)
            ).opts(
                opts.Scatter(
                    backend="bokeh", tools=["hover", *TOOLS], framewise=True,
                    hover_tooltips=[("", "@formula  @name"), ("Ξ", "@score{0.000}"), *axes], fill_alpha=0.55,
                    line_width=0.6, selection_fill_color=colours.disconnected, selection_fill_alpha=1.0,
                    selection_line_color=colours.ink, nonselection_fill_color=colours.connected,
                    nonselection_fill_alpha=0.55, nonselection_line_color=colours.paper,
                )
            )
        )  # fmt: skip
    common: dict[str, Any] = {
        "logx": x.log, "logy": y.log, "xlabel": x.title, "ylabel": y.title, "show_legend": False, "padding": 0.06,
    }  # fmt: skip
    return apply_look(
        hv.Overlay(parts), dark=dark, height=height,
        bokeh=common | {"toolbar": "right", "active_tools": ["lasso_select", "tap"], "hooks": [_toolbar]},
        matplotlib=common,
    )  # fmt: skip


def _toolbar(plot: Any, _element: Any) -> None:
    plot.state.toolbar.update(logo=None, autohide=True, active_scroll=None)
