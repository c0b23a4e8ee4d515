"""Arrhenius plot: D against 1/T with errors, line, confidence band, extrapolation, and points left out."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from bokeh.models import ColumnDataSource, FixedTicker, HoverTool, LinearAxis, TapTool, Whisker
from bokeh.models.ranges import DataRange1d, Range1d
from bokeh.plotting import figure as bokeh_figure

from pesviz.dynamics.analysis.arrhenius import ROOM_TEMPERATURE, ArrheniusFit, ArrheniusPoint
from pesviz.figures.style import COLOURS, style_figure

LOWEST = 1e-10
"""D that is drawn at least, cm²/s: points at or below zero stand there."""


def arrhenius_figure(
    fit: ArrheniusFit,
    *,
    to: float = ROOM_TEMPERATURE,
    dark: bool = False,
    height: int = 300,
    on_pick: Callable[[float], None] | None = None,
) -> bokeh_figure:
    """Figure of diffusivities against 1/T; points that are left out stay, hollow.

    Parameters
    ----------
    fit
        Points and, where there is one, the line.
    to
        Temperature to extrapolate to, K.
    dark
        Dark colours.
    height
        Height, px; the width follows the container.
    on_pick
        Called with the temperature (K) of a point that is clicked.

    Returns
    -------
    bokeh.plotting.figure
        The figure.
    """
    colours = COLOURS["dark" if dark else "light"]
    temperatures = sorted({point.temperature for point in fit.points} | {to})
    low, high = 1000 / temperatures[-1], 1000 / temperatures[0]
    margin = 0.06 * (high - low) if high > low else 0.3
    figure = bokeh_figure(
        height=height,
        sizing_mode="stretch_width",
        toolbar_location=None,
        tools="",
        min_border=2,
        min_border_right=14,
        outline_line_color=None,
        y_axis_type="log",
        x_range=Range1d(low - margin, high + margin),
        y_range=DataRange1d(),
    )
    figure.xaxis.axis_label = "1000 K / T"
    figure.yaxis.axis_label = "D (cm²/s)"
    top = LinearAxis(ticker=FixedTicker(ticks=[1000 / t for t in temperatures]), axis_label="T (K)")
    top.major_label_overrides = {1000 / t: f"{t:g}" for t in temperatures}
    figure.add_layout(top, "above")
    figure.xgrid.ticker = figure.xaxis[1].ticker
    lowest = _lowest(fit)
    if fit.parameters is not None:
        _line(figure, fit, 1000 / to, low, colours)
    points = _points(fit.points, lowest, colours)
    whisker = Whisker(base="x", lower="low", upper="high", source=points, level="overlay", line_width=1.4)
    whisker.line_color = whisker.upper_head.line_color = whisker.lower_head.line_color = "colour"
    whisker.upper_head.size = whisker.lower_head.size = 7
    figure.add_layout(whisker)
    dots = figure.scatter(
        "x",
        "y",
        source=points,
        size=12,
        fill_color="fill",
        line_color="colour",
        line_width=2.2,
        marker="marker",
        name="points",
        nonselection_fill_alpha=1.0,
        nonselection_line_alpha=1.0,
    )
    figure.add_tools(
        HoverTool(
            renderers=[dots],
            tooltips=[("", "@text"), ("D", "@said cm²/s"), ("", "@why")],
            point_policy="snap_to_data",
        )
    )
    if on_pick is not None:
        figure.add_tools(TapTool(renderers=[dots]))

        def picked(_attribute: str, _old: list[int], new: list[int]) -> None:
            if new:
                temperature = float(points.data["temperature"][new[0]])
                points.selected.indices = []
                on_pick(temperature)

        points.selected.on_change("indices", picked)
    style_figure(figure, dark=dark)
    top.axis_line_color = None
    return figure


def _lowest(fit: ArrheniusFit) -> float:
    """Return where points whose D is not positive are drawn: below all others."""
    positive = [point.d.mean for point in fit.points if point.d.mean > 0]
    return max(LOWEST, min(positive) / 10) if positive else LOWEST


def _points(points: tuple[ArrheniusPoint, ...], lowest: float, colours: dict[str, str]) -> ColumnDataSource:
    columns: dict[str, list[object]] = {
        name: []
        for name in ("x", "y", "low", "high", "fill", "colour", "marker", "text", "said", "why", "temperature")
    }
    for point in points:
        mean, error = point.d.mean, point.d.sem or 0.0
        counts = not point.excluded
        row = {
            "x": 1000 / point.temperature,
            "y": mean if mean > 0 else lowest,
            "low": max(mean - error, lowest / 2) if mean > 0 else lowest,
            "high": mean + error if mean > 0 else lowest,
            "fill": colours["connected"] if counts else colours["paper"],
            "colour": colours["connected"] if counts else colours["muted"],
            "marker": "circle" if mean > 0 else "inverted_triangle",
            "text": f"{point.temperature:g} K",
            "said": f"{mean:.2e} ± {error:.1e}" if point.d.sem is not None else f"{mean:.2e}",
            "why": "counts; click to leave out" if counts else f"left out: {point.excluded}; click to count it",
            "temperature": point.temperature,
        }
        for name, value in row.items():
            columns[name].append(value)
    return ColumnDataSource(columns)


def _line(figure: bokeh_figure, fit: ArrheniusFit, end: float, low: float, colours: dict[str, str]) -> None:
    """Draw the line, its band of one standard error, and the point that it is extrapolated to."""
    x = np.linspace(min(low, end), max(low, end), 80)
    mean, error = fit.ln_d(1000 / x)
    band = ColumnDataSource({"x": x, "low": np.exp(mean - error), "high": np.exp(mean + error)})
    figure.varea("x", "low", "high", source=band, fill_color=colours["connected"], fill_alpha=0.16, name="band")
    hottest = [1000 / point.temperature for point in fit.used]
    inside = x <= max(hottest) + 1e-9
    figure.line(x[inside], np.exp(mean[inside]), line_color=colours["connected"], line_width=2.2, name="line")
    figure.line(
        x[~inside],
        np.exp(mean[~inside]),
        line_color=colours["connected"],
        line_width=2,
        line_dash=[4, 4],
        name="extrapolation",
    )
    target, spread = fit.ln_d(1000 / end)
    at = ColumnDataSource(
        {"x": [end], "low": [float(np.exp(target - spread))], "high": [float(np.exp(target + spread))]}
    )
    whisker = Whisker(base="x", lower="low", upper="high", source=at, line_color=colours["ink"], line_width=1.4)
    whisker.upper_head.line_color = whisker.lower_head.line_color = colours["ink"]
    whisker.upper_head.size = whisker.lower_head.size = 7
    figure.add_layout(whisker)
    figure.scatter(
        [end],
        [float(np.exp(target))],
        size=12,
        marker="diamond",
        fill_color=colours["paper"],
        line_width=2,
        line_color=colours["ink"],
        name="extrapolated",
    )
