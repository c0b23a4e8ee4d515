"""Mean squared displacement against time: mobile ions, framework, windows, fitted line and its interval."""

from __future__ import annotations

from typing import Any

import holoviews as hv
import numpy as np
from holoviews import opts

from pesviz.dynamics.analysis.diffusion import Diffusion
from pesviz.figures.backends import apply_look, line_options
from pesviz.figures.uncertainty import span
from pesviz.presentation.palette import palette

MOST_POINTS = 600
"""Points of a curve that are drawn; more than a screen shows."""
MOST_WINDOWS = 20
"""Windows that are drawn, roughly."""
_TIME = hv.Dimension("time", label="time", unit="ps")
_MSD = hv.Dimension("mobile", label="MSD", unit="Å²")


def msd_figure(
    result: Diffusion | None, *, log: bool = False, legend: bool = True, dark: bool = False, height: int = 300
) -> hv.Overlay:
    """Figure of the mean squared displacement of a run (Eq. 5).

    Parameters
    ----------
    result
        Its analysis; None for an empty figure.
    log
        Both axes logarithmic: a straight line of slope 1 diffuses, a flat one rattles.
    legend
        Draw a legend; a page may have its own.
    dark
        Dark colours.
    height
        Height on the page, px.
    """
    colours = palette(dark=dark)
    curves = _curves(result, log=log) if result is not None else _NO_CURVES[log]
    time, mobile, framework, windows, fit, interval, x_range, y_range = curves
    mobile_curve = hv.Curve((time, mobile, framework), _TIME, [_MSD, "framework"], label="mobile ions")
    parts: list[Any] = [
        span(*interval, color=colours.connected, alpha=0.16 if dark else 0.09, vertical=True),
        hv.Path(windows, [_TIME, _MSD], label="single windows").opts(
            *line_options("Path", colours.connected, width=1, alpha=0.45, name="windows")
        ),
        hv.Curve((time, framework), _TIME, _MSD, label="framework").opts(
            *line_options("Curve", colours.disconnected, width=2.2, dash=(6, 4), name="framework")
        ),
        mobile_curve.opts(*line_options("Curve", colours.connected, width=2.8, name="mobile")).opts(
            opts.Curve(
                backend="bokeh", tools=["hover"], hover_mode="vline",
                hover_tooltips=[("time", "@time{0.00} ps"), ("mobile", "@mobile{0.00} Å²"),
                                ("framework", "@framework{0.00} Å²")],
            )
        ),
        hv.Curve(fit, _TIME, _MSD, label="6 D t + c").opts(
            *line_options("Curve", colours.ink, width=2, dash=(2, 3), name="fit")
        ),
    ]  # fmt: skip
    shared: dict[str, Any] = {
        "logx": log, "logy": log, "xlim": x_range, "ylim": y_range, "show_legend": legend,
        "legend_position": "top_left", "xlabel": "time (ps)", "ylabel": "MSD (Å²)",
    }  # fmt: skip
    overlay = hv.Overlay(parts).opts(opts.Curve(backend="bokeh", framewise=True))  # the ranges follow other runs
    return apply_look(overlay, dark=dark, height=height, bokeh=shared, matplotlib=shared)


_NO_CURVES: dict[bool, tuple[Any, ...]] = {
    log: ([], [], [], [], ([], []), (0.0, 1.0), ends, ends) for log, ends in ((False, (0.0, 1.0)), (True, (0.1, 1.0)))
}
"""Curves of no run, on linear and on logarithmic axes."""


def _curves(result: Diffusion, *, log: bool) -> tuple[Any, ...]:
    """Return time, MSD of mobile ions and framework, windows, fitted line, fit interval and both ranges."""
    first = 1 if log else 0
    at = _thin(len(result.time), first, log=log)
    time, mobile, framework = result.time[at], result.mobile[at], result.framework[at]
    floor = _floor(mobile, framework) if log else -np.inf
    window_at = _thin(len(result.window_time), first, log=log)
    windows = result.windows[:: max(1, len(result.windows) // MOST_WINDOWS), window_at]
    low, high = result.settings.fit
    fit_time = np.geomspace(max(low, result.frame_interval), high, 60) if log else np.array([low, high])
    fit = result.line(fit_time)
    top = float(max(mobile.max(), framework.max(), windows.max() if windows.size else 0.0, 1e-6))
    x_range = (float(time[0]) * 0.9, float(time[-1]) * 1.1) if log else (0.0, float(time[-1]))
    y_range = (floor * 0.8, top * 1.6) if log else (0.0, top * 1.1)
    return (
        time,
        np.maximum(mobile, floor),
        np.where(framework >= floor, framework, np.nan),
        [np.column_stack([result.window_time[window_at], np.maximum(window, floor)]) for window in windows],
        (fit_time, np.where(fit >= floor, fit, np.nan)),
        (max(low, float(time[0]) * 0.5) if log else low, high),
        x_range,
        y_range,
    )


def _thin(count: int, first: int, *, log: bool) -> np.ndarray:
    """Return indices of points to draw, the last one among them."""
    if count - first <= MOST_POINTS:
        return np.arange(first, count)
    spaced = np.geomspace(first, count - 1, MOST_POINTS) if log else np.linspace(first, count - 1, MOST_POINTS)
    return np.unique(np.round(spaced).astype(int))


def _floor(*curves: np.ndarray) -> float:
    """Return the smallest positive value, but no less than a ten-thousandth of the largest."""
    positive = np.concatenate([curve[curve > 0] for curve in curves])
    return float(max(positive.min(), positive.max() * 1e-4)) if positive.size else 1e-3
