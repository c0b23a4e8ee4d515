"""Scores of models beside single descriptors, as the paper's Fig. 9."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import holoviews as hv
import numpy as np
from holoviews import opts

from pesviz.figures.backends import PIXEL, apply_look, dot_options, save_figure
from pesviz.figures.model_calibration import calibration_figure
from pesviz.figures.uncertainty import error_bars, span
from pesviz.presentation.palette import palette
from pesviz.ranking.model_comparison import ModelComparison

_AXES = hv.Dimension("score"), hv.Dimension("place")


def models_figure(comparison: ModelComparison, *, height: int = 340, dark: bool = False) -> hv.Overlay:
    """Figure of the scores of models and descriptors, best on top.

    Parameters
    ----------
    comparison
        Models on structures that they have not seen.
    height
        Height on the page, px.
    dark
        Dark colours.
    """
    colours = palette(dark=dark)
    rows = comparison.scores.iloc[::-1]
    single = (rows["features"] == "none").to_numpy()
    titles = np.where(single, rows["model"], rows["model"] + " on " + rows["features"]).astype(str)
    places = np.arange(len(rows), dtype=float)
    score, low, high = (rows[name].to_numpy(dtype=float) for name in ("auc", "auc_16", "auc_84"))
    parts: list[Any] = []
    if np.isfinite(comparison.random).all():
        parts.append(span(comparison.random[0], comparison.random[2], color=colours.muted, vertical=True))
        parts.append(
            hv.VLine(comparison.random[1]).opts(
                opts.VLine(backend="bokeh", line_color=colours.muted, line_dash="dotted", line_width=1),
                opts.VLine(backend="matplotlib", color=colours.muted, linestyle=":", linewidth=PIXEL),
            )
        )
    for group, colour in ((single, colours.connected), (~single, colours.disconnected)):
        if not group.any():
            continue
        x, y = score[group], places[group]
        columns = {"score": x, "place": y, "title": titles[group], "low": low[group], "high": high[group]}
        dots = hv.Scatter(columns, _AXES[0], [_AXES[1], "title", "low", "high"])
        parts += [
            error_bars(x, y, low[group], high[group], _AXES, color=colour, horizontal=True, width=2, head=0),
            dots.opts(*dot_options("Scatter", colour, edge=colour, size=9, name="models")).opts(
                opts.Scatter(
                    backend="bokeh", tools=["hover"],
                    hover_tooltips=[("", "@title"), ("Score", "@score{0.000}"),
                                    ("68 %", "@low{0.000} to @high{0.000}")],
                )
            ),
        ]  # fmt: skip
    shared: dict[str, Any] = {
        "xlabel": "Score (68 % of resamples); grey: random guess", "ylabel": "", "ylim": (-0.6, len(rows) - 0.4),
        "show_legend": False,
        "yticks": list(zip(places.tolist(), titles.tolist(), strict=True)),
    }  # fmt: skip
    return apply_look(
        hv.Overlay(parts), dark=dark, height=height, bokeh=shared,
        matplotlib=shared | {"fontsize": {"yticks": 8, "labels": 9, "xticks": 8}},
    )  # fmt: skip


def save_models_figure(comparison: ModelComparison, path: Path | str, *, title: str = "") -> Path:
    """Write scores and, beside them, calibration curves as PNG, SVG or PDF."""
    figures = models_figure(comparison) + calibration_figure(comparison, legend=True)
    return save_figure(figures, path, width=9.0, height=0.8 + 0.32 * max(8, len(comparison.scores)), title=title)
