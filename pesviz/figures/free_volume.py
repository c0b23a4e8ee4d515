"""Free volumes against the threshold (Eq. 3), with the threshold, the MPE and what is only predicted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import holoviews as hv
import numpy as np
from bokeh.models import BasicTicker, CustomJSTickFormatter, HoverTool
from holoviews import opts

from pesviz.figures.backends import apply_look, dot_options, line_options, model_name, text_label
from pesviz.presentation.javascript import call
from pesviz.presentation.palette import Palette, palette

LOWEST = 1e-4
"""Lower end of the axis: fraction of the cell."""
KINDS = ("connected", "disconnected")
COLUMNS = ["fv_connected", "fv_disconnected"]
"""Columns of the curves; HoloViews would take a label that is the name of a column for its values."""
THRESHOLD = hv.Dimension("threshold", label="Threshold", unit="eV")
FREE_VOLUME = "Free volume / cell volume"


_FOLLOW = {"mode": "vline", "line_policy": "interp", "point_policy": "snap_to_data"}


def free_volume(
    thresholds: Sequence[float] | np.ndarray,
    connected: Sequence[float] | np.ndarray,
    disconnected: Sequence[float] | np.ndarray,
    *,
    mpe: float | None = None,
    level: float = 0.5,
    limit: float | None = None,
    estimates: tuple[np.ndarray, np.ndarray] | None = None,
    marker: bool = True,
    dark: bool = False,
    height: int = 250,
) -> hv.Overlay:
    """Figure of the connected and disconnected free volume against the threshold (Eq. 3).

    Parameters
    ----------
    thresholds
        Threshold axis, shape (n,), ascending, eV.
    connected, disconnected
        FV as fractions of the cell's volume, shape (n,); NaN where a scan knows no number.
    mpe
        Minimal percolation energy to mark, eV (Eq. 2), predicted where it lies above `limit`; None where nothing
        percolates.
    level
        The threshold, eV.
    limit
        Energy above which a scan knows no number, eV; None where it knows all.
    estimates
        Predicted FV, connected and disconnected, shape (n,) each; they are drawn where the others are NaN.
    marker
        Draw the threshold and the values at it; a page whose marks follow the slider draws its own.
    dark, height
        As in `pesviz.figures.backends.apply_look`.
    """
    colours = palette(dark=dark)
    t = np.asarray(thresholds, dtype=float)
    exact = np.asarray(connected, dtype=float), np.asarray(disconnected, dtype=float)
    first = len(t)
    if estimates is not None and np.isnan(exact[0]).any():
        first = max(0, int(np.argmax(np.isnan(exact[0]))) - 1)  # from the last exact point on
    curves = estimates if estimates is not None and first < len(t) else exact
    end = axis_end(t, mpe, limit)
    parts = [
        _beyond(t, limit, predicted=estimates is not None, colours=colours),
        *_curves(t, *exact, colours),
        *_predictions(t[first:], curves[0][first:], curves[1][first:], colours),
        *_mpe(mpe, limit, end, colours),
        _beyond_label(limit, end, predicted=estimates is not None, colours=colours),
    ]
    if marker:
        parts += _marker(t, curves, level, colours)

    page_end = max(end, float(np.ceil(2.06 * level)) / 2)

    def page_axes(plot: Any, _element: Any) -> None:
        # The page grows the axis from the tag on where the threshold leaves it; HoloViews keeps the first range.
        plot.state.x_range.update(start=0.0, end=page_end, tags=[end])
        plot.state.xaxis.ticker = BasicTicker(desired_num_ticks=5, num_minor_ticks=0)

    def mask_zeros(plot: Any, _element: Any) -> None:
        plot.handles["axis"].set_yscale("log", nonpositive="mask")
        plot.handles["axis"].set_ylim(LOWEST, 1.3)

    percent = call("format.percent", "tick")
    common = {"logy": True, "ylim": (LOWEST, 1.3), "xlabel": THRESHOLD.pprint_label, "ylabel": FREE_VOLUME}
    return apply_look(
        hv.Overlay(parts), dark=dark, height=height,
        bokeh=common | {
            "xlim": (0.0, page_end), "show_legend": False, "hooks": [page_axes],
            "yformatter": CustomJSTickFormatter(code=f"return {percent}"), "yticks": [1e-4, 1e-3, 1e-2, 1e-1, 1.0],
        },
        matplotlib=common | {
            "xlim": (0.0, max(end, 1.05 * level)), "show_legend": True, "legend_position": "top_left",
            "hooks": [mask_zeros],
        },
    )  # fmt: skip


def axis_end(thresholds: np.ndarray, mpe: float | None, limit: float | None) -> float:
    """Return the upper end of the thresholds worth showing, eV: past 1 eV, the MPE and the limit of the scan."""
    if not len(thresholds):
        return 2.0
    return float(min(thresholds[-1], max(1.05, 1.25 * (mpe or 0.0), 1.3 * (limit or 0.0))))


def _curves(t: np.ndarray, connected: np.ndarray, disconnected: np.ndarray, colours: Palette) -> list[hv.Element]:
    hover = HoverTool(
        tooltips=[
            ("threshold", "@threshold{0.000} eV"),
            ("connected", "@fv_connected{0.00 %}"),
            ("disconnected", "@fv_disconnected{0.00 %}"),
        ],
        **_FOLLOW,
    )
    dashed = line_options("Curve", colours.disconnected, width=2.2, dash=(6, 4), name="disconnected")
    solid = line_options("Curve", colours.connected, width=2.6, name="connected")
    return [
        hv.Curve((t, disconnected), THRESHOLD, COLUMNS[1], label="disconnected").opts(*dashed),
        hv.Curve((t, connected, disconnected), THRESHOLD, COLUMNS, label="connected").opts(
            *solid, opts.Curve(backend="bokeh", tools=[hover])
        ),
    ]


def _predictions(
    t: np.ndarray, connected: np.ndarray, disconnected: np.ndarray, colours: Palette
) -> list[hv.Element]:
    hover = HoverTool(
        tooltips=[
            ("threshold", "@threshold{0.000} eV"),
            ("connected, predicted", "≈ @fv_connected{0.0 %}"),
            ("disconnected, predicted", "≈ @fv_disconnected{0.0 %}"),
        ],
        **_FOLLOW,
    )
    below, above = (
        line_options("Curve", getattr(colours, kind), width=2.2, dash=(2, 3), alpha=0.9, name=f"{kind} predicted")
        for kind in ("disconnected", "connected")
    )
    return [
        hv.Curve((t, disconnected), THRESHOLD, COLUMNS[1], group="Predicted").opts(*below),
        hv.Curve((t, connected, disconnected), THRESHOLD, COLUMNS, group="Predicted").opts(
            *above, opts.Curve(backend="bokeh", tools=[hover])
        ),
    ]


def _mpe(mpe: float | None, limit: float | None, end: float, colours: Palette) -> list[hv.Element]:
    name = "" if mpe is None else "MPE" if limit is None or mpe <= limit else "≈ MPE"
    right = mpe is not None and mpe > 0.6 * end
    line = hv.VLines([] if mpe is None else [mpe]).opts(
        *line_options("VLines", colours.muted, width=1.4, dash=(2, 4), name="MPE")
    )
    return [line, text_label(mpe or 0.0, 1.4 * LOWEST, name, colours, side="right" if right else "left")]


def _beyond(t: np.ndarray, limit: float | None, *, predicted: bool, colours: Palette) -> hv.Element:
    def page_hatch(plot: Any, _element: Any) -> None:
        plot.handles["glyph"].update(
            hatch_pattern="right_diagonal_line" if predicted else None, hatch_color=colours.muted, hatch_alpha=0.13,
            hatch_scale=9, hatch_weight=1,
        )  # fmt: skip

    def paper_hatch(plot: Any, _element: Any) -> None:
        region = plot.handles["artist"]
        region.set(
            alpha=None, facecolor=f"{colours.muted}1a", edgecolor=f"{colours.muted}40", linewidth=0,
            hatch="////" if predicted else "",
        )  # fmt: skip
        if hasattr(region, "set_hatchcolor"):  # from Matplotlib 3.11 on; the edge's colour before
            region.set_hatchcolor(f"{colours.muted}40")

    ends = np.array([] if limit is None else [limit, t[-1]])
    region = hv.Area((ends, np.full_like(ends, 1.3), np.full_like(ends, LOWEST)), THRESHOLD, ["top", "bottom"])
    return region.opts(
        opts.Area(
            backend="bokeh", fill_color=colours.muted, fill_alpha=0.1, line_alpha=0.0,
            hooks=[model_name("beyond"), page_hatch],
        ),
        opts.Area(
            backend="matplotlib", hooks=[paper_hatch],
        ),
    )  # fmt: skip


def _beyond_label(limit: float | None, end: float, *, predicted: bool, colours: Palette) -> hv.Element:
    text = "" if limit is None else "predicted" if predicted else "not scanned"
    if limit is not None and limit > 0.8 * end:  # no room between the limit and the end of the axis
        return text_label(end, 4 * LOWEST, text, colours, side="right")
    return text_label(limit or 0.0, 4 * LOWEST, text, colours, side="left")


def _marker(t: np.ndarray, curves: tuple[np.ndarray, np.ndarray], level: float, colours: Palette) -> list[hv.Element]:
    at = float(np.clip(level, t[0], t[-1])) if len(t) else level
    parts: list[hv.Element] = [
        hv.VLine(at).opts(*line_options("VLine", colours.ink, width=1.6, name="marker")),
    ]
    for kind, column, curve in zip(KINDS, COLUMNS, curves, strict=True):
        height = float(np.interp(at, t, curve)) if len(t) else np.nan
        parts.append(
            hv.Scatter(([at], [height]) if height > 0 else ([], []), THRESHOLD, column).opts(
                *dot_options("Scatter", getattr(colours, kind), edge=colours.paper, size=9, name=f"{kind} at")
            )
        )
    return parts
