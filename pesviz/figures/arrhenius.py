"""Arrhenius plot: D against 1/T with errors, line, confidence band, extrapolation, and excluded points."""

from __future__ import annotations

from typing import Any

import holoviews as hv
import numpy as np
from bokeh.models import FixedTicker, LinearAxis
from holoviews import opts

from pesviz.dynamics.analysis.arrhenius import ROOM_TEMPERATURE, ArrheniusFit, ArrheniusPoint
from pesviz.figures.backends import apply_look, dot_options, line_options, style_bokeh
from pesviz.figures.uncertainty import band, error_bars
from pesviz.presentation.palette import Palette, palette

LOWEST = 1e-10
"""D that is drawn at least, cm²/s: points at or below zero stand there."""
_AXES = hv.Dimension("inverse_temperature", label="1000 K / T"), hv.Dimension("D", label="D (cm²/s)")


def arrhenius_figure(
    fit: ArrheniusFit, *, to: float = ROOM_TEMPERATURE, dark: bool = False, height: int = 300
) -> hv.Overlay:
    """Figure of diffusivities against 1/T; excluded points stay, hollow.

    Parameters
    ----------
    fit
        Points and, where there is one, the line.
    to
        Temperature to extrapolate to, K.
    dark
        Dark colours.
    height
        Height on the page, px.

    Returns
    -------
    holoviews.Overlay
        The figure; the column "temperature" names its points.
    """
    colours = palette(dark=dark)
    temperatures = sorted({point.temperature for point in fit.points} | {to})
    left, right = 1000 / temperatures[-1], 1000 / temperatures[0]
    margin = 0.06 * (right - left) if right > left else 0.3
    parts: list[Any] = []
    if fit.parameters is not None:
        parts += _line(fit, 1000 / to, left, colours)
    parts += _points(fit.points, _lowest(fit), colours)
    bottom, top = _range(parts)
    shared: dict[str, Any] = {
        "logy": True, "xlim": (left - margin, right + margin), "ylim": (bottom, top), "show_legend": False,
        "xlabel": _AXES[0].label, "ylabel": _AXES[1].label,
    }  # fmt: skip
    return apply_look(
        hv.Overlay(parts), dark=dark, height=height,
        bokeh=shared | {"hooks": [_temperature_axis_bokeh(temperatures, colours)]},
        matplotlib=shared | {"hooks": [_temperature_axis_matplotlib(temperatures, colours)]},
    )  # fmt: skip


def _lowest(fit: ArrheniusFit) -> float:
    """Return where points whose D is not positive are drawn: below all others."""
    positive = [point.d.mean for point in fit.points if point.d.mean > 0]
    return max(LOWEST, min(positive) / 10) if positive else LOWEST


def _range(parts: list[Any]) -> tuple[float, float]:
    """Return both ends of the ordinate, with room around all bars and bands."""
    ends: list[np.ndarray] = []
    for part in parts:
        values = part.dimension_values(1)
        if isinstance(part, hv.ErrorBars):
            ends += [values - part.dimension_values(2), values + part.dimension_values(3)]
        else:
            ends += [values, part.dimension_values(2)] if isinstance(part, hv.Area) else [values]
    merged = np.concatenate(ends)
    return float(merged.min()) / 1.5, float(merged.max()) * 1.5


def _points(points: tuple[ArrheniusPoint, ...], lowest: float, colours: Palette) -> list[Any]:
    kinds = {
        "points": ([p for p in points if p.d.mean > 0 and not p.excluded], colours.connected, colours.connected),
        "excluded": ([p for p in points if p.d.mean > 0 and p.excluded], colours.paper, colours.muted),
        "not positive": ([p for p in points if p.d.mean <= 0], colours.paper, colours.muted),
    }
    parts: list[Any] = []
    for name, (group, fill, edge) in kinds.items():
        if not group:
            continue
        x = [1000 / point.temperature for point in group]
        y = [max(point.d.mean, lowest) for point in group]
        if name != "not positive":
            errors = [point.d.sem or 0.0 for point in group]
            low = [max(d - error, lowest / 2) for d, error in zip(y, errors, strict=True)]
            high = [d + error for d, error in zip(y, errors, strict=True)]
            parts.append(error_bars(x, y, low, high, _AXES, color=edge))
        columns = {
            "inverse_temperature": x, "D": y, "temperature": [point.temperature for point in group],
            "title": [f"{point.temperature:g} K" for point in group], "value": [_value(point) for point in group],
            "status": [_status(point) for point in group],
        }  # fmt: skip
        dots = hv.Scatter(columns, _AXES[0], [_AXES[1], "temperature", "title", "value", "status"])
        marker = "inverted_triangle" if name == "not positive" else "circle"
        parts.append(
            dots.opts(*dot_options("Scatter", fill, edge=edge, size=12, marker=marker, name=name)).opts(
                opts.Scatter(
                    backend="bokeh", tools=["hover"],
                    hover_tooltips=[("", "@title"), ("D", "@value cm²/s"), ("", "@status")],
                )
            )
        )  # fmt: skip
    return parts


def _value(point: ArrheniusPoint) -> str:
    return f"{point.d.mean:.2e}" if point.d.sem is None else f"{point.d.mean:.2e} ± {point.d.sem:.1e}"


def _status(point: ArrheniusPoint) -> str:
    return f"left out: {point.excluded}; click to count it" if point.excluded else "counts; click to leave out"


def _line(fit: ArrheniusFit, end: float, left: float, colours: Palette) -> list[Any]:
    """Return the line, its band of one standard error, and the point that it is extrapolated to."""
    x = np.linspace(min(left, end), max(left, end), 80)
    mean, error = fit.ln_d(1000 / x)
    inside = x <= max(1000 / point.temperature for point in fit.used) + 1e-9
    target, spread = fit.ln_d(1000 / end)
    low, middle, high = (float(np.exp(target + sign * spread)) for sign in (-1, 0, 1))
    parts: list[Any] = [band(x, np.exp(mean - error), np.exp(mean + error), _AXES, color=colours.connected)]
    for name, part, dash, width in (("line", inside, (), 2.2), ("extrapolation", ~inside, (4, 4), 2.0)):
        if part.any():
            curve = hv.Curve((x[part], np.exp(mean[part])), *_AXES)
            parts.append(curve.opts(*line_options("Curve", colours.connected, width=width, dash=dash, name=name)))
    diamond = hv.Scatter([(end, middle)], *_AXES)
    return [
        *parts,
        error_bars([end], [middle], [low], [high], _AXES, color=colours.ink),
        diamond.opts(
            *dot_options("Scatter", colours.paper, edge=colours.ink, size=12, marker="diamond", name="extrapolated")
        ),
    ]


def _temperature_axis_bokeh(temperatures: list[float], colours: Palette) -> Any:
    def hook(plot: Any, _element: Any) -> None:
        figure = plot.state
        if figure.above:
            return
        top = LinearAxis(ticker=FixedTicker(ticks=[1000 / t for t in temperatures]), axis_label="T (K)")
        top.major_label_overrides = {1000 / t: f"{t:g}" for t in temperatures}
        figure.add_layout(top, "above")
        figure.xgrid.ticker = top.ticker
        style_bokeh(figure, colours)

    return hook


def _temperature_axis_matplotlib(temperatures: list[float], colours: Palette) -> Any:
    def hook(plot: Any, _element: Any) -> None:
        axes = plot.handles["axis"]
        top = axes.secondary_xaxis("top")
        top.set_xticks([1000 / t for t in temperatures], [f"{t:g}" for t in temperatures])
        top.set_xlabel("T (K)")
        top.spines["top"].set_visible(False)
        axes.grid(visible=False, axis="x")
        for t in temperatures:
            axes.axvline(1000 / t, color=colours.grid, lw=0.8, zorder=-1)

    return hook
