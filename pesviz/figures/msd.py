"""Mean squared displacement against time: mobile ions, framework, windows, fitted line and its interval."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from bokeh.models import BoxAnnotation, ColumnDataSource, HoverTool
from bokeh.plotting import figure as bokeh_figure

from pesviz.dynamics.analysis.diffusion import Diffusion
from pesviz.figures.style import COLOURS, style_figure

MOST_POINTS = 600
"""Points of a curve that are drawn; more than a screen shows."""


@dataclass
class MSDFigure:
    """A figure of one run, whose data can be changed in place.

    Parameters
    ----------
    log
        Both axes logarithmic: a straight line of slope 1 diffuses, a flat one rattles.
    legend
        Say in the figure what is what.
    height
        Height, px; the width follows the container.
    dark
        Dark colours.
    on_interval
        Called with both ends (ps) whenever the fit interval is dragged in the figure; without it the interval stays.
    """

    log: bool = False
    legend: bool = True
    height: int = 300
    dark: bool = False
    on_interval: Callable[[float, float], None] | None = None
    figure: bokeh_figure = field(init=False)
    band: BoxAnnotation = field(init=False)
    _updating: bool = field(init=False, default=False)

    def __post_init__(self) -> None:
        """Build the empty figure."""
        axis = "log" if self.log else "linear"
        figure = bokeh_figure(
            height=self.height,
            sizing_mode="stretch_width",
            toolbar_location=None,
            tools="",
            min_border=2,
            min_border_right=14,
            outline_line_color=None,
            x_axis_type=axis,
            y_axis_type=axis,
            x_range=(0.0, 1.0),
            y_range=(0.0, 1.0),
        )
        self.figure = figure
        self.curves = ColumnDataSource({"t": [], "mobile": [], "framework": []})
        self.windows = ColumnDataSource({"xs": [], "ys": []})
        self.fit = ColumnDataSource({"t": [], "msd": []})
        self.band = BoxAnnotation(left=0.0, right=1.0, level="underlay", line_alpha=0.0, name="fit interval")
        figure.add_layout(self.band)
        if self.on_interval is not None:
            self.band.update(editable=True, resizable="x", movable="x", line_width=10)  # unseen, but easy to grasp
            self.band.on_change("left", self._dragged)
            self.band.on_change("right", self._dragged)
        self._windows = figure.multi_line(
            "xs",
            "ys",
            source=self.windows,
            line_width=1,
            line_alpha=0.45,
            name="windows",
            legend_label="single windows",
        )
        self._framework = figure.line(
            "t",
            "framework",
            source=self.curves,
            line_width=2.2,
            line_dash=[6, 4],
            name="framework",
            legend_label="framework",
        )
        self._mobile = figure.line(
            "t", "mobile", source=self.curves, line_width=2.8, name="mobile", legend_label="mobile ions"
        )
        self._fit = figure.line(
            "t", "msd", source=self.fit, line_width=2, line_dash=[2, 3], name="fit", legend_label="6 D t + c"
        )
        figure.add_tools(
            HoverTool(
                renderers=[self._mobile],
                mode="vline",
                tooltips=[
                    ("time", "@t{0.00} ps"),
                    ("mobile", "@mobile{0.00} Å²"),
                    ("framework", "@framework{0.00} Å²"),
                ],
            )
        )
        figure.xaxis.axis_label = "time (ps)"
        figure.yaxis.axis_label = "MSD (Å²)"
        figure.legend[0].visible = self.legend
        figure.legend[0].update(
            location="top_left",
            label_text_font="Roboto",
            label_text_font_size="11px",
            border_line_color=None,
            padding=4,
            spacing=0,
            margin=4,
            glyph_height=14,
            label_height=14,
            background_fill_alpha=0.75,
        )
        self.colour(dark=self.dark)

    def _dragged(self, _attribute: str, _old: Any, _new: Any) -> None:
        if self.on_interval is not None and not self._updating:
            low, high = sorted((float(self.band.left), float(self.band.right)))
            self.on_interval(low, high)

    def colour(self, *, dark: bool) -> None:
        """Use light or dark colours."""
        self.dark = dark
        colours = COLOURS["dark" if dark else "light"]
        style_figure(self.figure, dark=dark)
        self._mobile.glyph.line_color = self._windows.glyph.line_color = colours["connected"]
        self._framework.glyph.line_color = colours["disconnected"]
        self._fit.glyph.line_color = colours["ink"]
        self.band.fill_color = colours["connected"]
        self.band.fill_alpha = 0.16 if dark else 0.09
        self.band.update(hover_fill_color=colours["connected"], hover_fill_alpha=0.22 if dark else 0.14)
        for legend in self.figure.legend:
            legend.label_text_color = colours["ink"]
            legend.background_fill_color = colours["paper"]

    def clear(self) -> None:
        """Show no run."""
        for source in (self.curves, self.windows, self.fit):
            source.data = {name: [] for name in source.data}

    def update(self, result: Diffusion) -> None:
        """Show a run.

        Parameters
        ----------
        result
            Its analysis.
        """
        first = 1 if self.log else 0
        keep = _thinned(len(result.time), first, log=self.log)
        time, mobile, framework = result.time[keep], result.mobile[keep], result.framework[keep]
        floor = _floor(mobile, framework) if self.log else 0.0
        self.curves.data = {
            "t": time,
            "mobile": np.maximum(mobile, floor) if self.log else mobile,
            "framework": np.where(framework >= floor, framework, np.nan) if self.log else framework,
        }
        keep = _thinned(len(result.window_time), first, log=self.log)
        shown = result.windows[:: max(1, len(result.windows) // 20), keep]
        self.windows.data = {
            "xs": [result.window_time[keep]] * len(shown),
            "ys": list(np.maximum(shown, floor) if self.log else shown),
        }
        low, high = result.settings.fit
        at = np.geomspace(max(low, result.frame_interval), high, 60) if self.log else np.array([low, high])
        line = result.line(at)
        self.fit.data = {"t": at, "msd": np.where(line >= floor, line, np.nan) if self.log else line}
        self._updating = True
        self.band.update(left=max(low, time[0] * 0.5) if self.log else low, right=high)
        self._updating = False
        end = float(time[-1])
        top = float(max(mobile.max(), framework.max(), shown.max() if shown.size else 0.0, 1e-6))
        if self.log:
            self.figure.x_range.update(start=float(time[0]) * 0.9, end=end * 1.1)
            self.figure.y_range.update(start=floor * 0.8, end=top * 1.6)
        else:
            self.figure.x_range.update(start=0.0, end=end)
            self.figure.y_range.update(start=0.0, end=top * 1.1)


def _thinned(count: int, first: int, *, log: bool) -> np.ndarray:
    """Return indices of points to draw, the last one among them."""
    if count - first <= MOST_POINTS:
        return np.arange(first, count)
    spread = np.geomspace(first, count - 1, MOST_POINTS) if log else np.linspace(first, count - 1, MOST_POINTS)
    return np.unique(np.round(spread).astype(int))


def _floor(*curves: np.ndarray) -> float:
    """Return the smallest positive value, but no less than a thousandth of the largest."""
    positive = np.concatenate([curve[curve > 0] for curve in curves])
    return float(max(positive.min(), positive.max() * 1e-4)) if positive.size else 1e-3


def msd_figure(result: Diffusion, *, log: bool = False, dark: bool = False, height: int = 300) -> bokeh_figure:
    """Figure of the mean squared displacement of a run (Eq. 5).

    Parameters
    ----------
    result
        Its analysis.
    log
        Both axes logarithmic.
    dark
        Dark colours.
    height
        Height, px.

    Returns
    -------
    bokeh.plotting.figure
        The figure.
    """
    made = MSDFigure(log=log, dark=dark, height=height)
    made.update(result)
    return made.figure
