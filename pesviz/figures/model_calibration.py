"""How often structures are good where a model says so: calibration curves of the models of Fig. 9."""

from __future__ import annotations

from typing import Any

import holoviews as hv
from holoviews import opts

from pesviz.figures.backends import apply_look, dot_options, line_options
from pesviz.figures.uncertainty import error_bars
from pesviz.presentation.palette import palette
from pesviz.ranking.model_comparison import ModelComparison

_COLOURS = {"Logistic, L1": "connected", "Logistic, L2": "disconnected", "CatBoost": "ink"}
_DASHES: dict[str, tuple[str, tuple[int, ...]]] = {
    "PES": ("solid", ()),
    "matminer": ("dotted", (2, 3)),
    "both": ("dashed", (6, 4)),
}
_AXES = hv.Dimension("predicted"), hv.Dimension("observed")


def calibration_figure(
    comparison: ModelComparison, *, height: int = 340, dark: bool = False, legend: bool = False
) -> hv.Overlay:
    """Figure of observed shares against predicted probabilities; on the dotted line a model is right.

    Parameters
    ----------
    comparison
        Models on structures that they have not seen.
    height
        Height on the page, px.
    dark
        Dark colours.
    legend
        Draw a legend; a page may have its own, see `model_styles`.
    """
    colours = palette(dark=dark)
    diagonal = hv.Curve([(0, 0), (1, 1)], *_AXES)
    parts: list[Any] = [diagonal.opts(*line_options("Curve", colours.muted, width=1.5, dash=(2, 3), name="equal"))]
    features = comparison.scores.loc[list(comparison.calibration), "features"]
    styles = model_styles(comparison, dark=dark)
    for curve, kind, (title, (colour, _)) in zip(
        comparison.calibration.values(), features, styles.items(), strict=True
    ):
        if not curve:
            continue
        columns = {key: [row[key] for row in curve] for key in curve[0]}
        x, y = columns["predicted"], columns["observed"]
        dots = hv.Scatter(columns, _AXES[0], [_AXES[1], "n", "low", "high"])
        parts += [
            error_bars(x, y, columns["low"], columns["high"], _AXES, color=colour, head=0, alpha=0.55, width=1),
            hv.Curve((x, y), *_AXES, label=title).opts(
                *line_options("Curve", colour, width=1.8, dash=_DASHES[str(kind)][1])
            ),
            dots.opts(*dot_options("Scatter", colour, edge=colour, size=6)).opts(
                opts.Scatter(
                    backend="bokeh", tools=["hover"],
                    hover_tooltips=[(title, "@n structures"), ("Predicted", "@predicted{0.00}"),
                                    ("Observed", "@observed{0.00} (68 %: @low{0.00} to @high{0.00})")],
                )
            ),
        ]  # fmt: skip
    shared: dict[str, Any] = {
        "xlabel": "Predicted probability", "ylabel": "Observed share of good", "xlim": (0, 1), "ylim": (0, 1),
        "show_legend": legend, "legend_position": "top_left",
    }  # fmt: skip
    return apply_look(
        hv.Overlay(parts), dark=dark, height=height, bokeh=shared,
        matplotlib=shared | {"fontsize": {"legend": 7, "labels": 9, "ticks": 8}},
    )  # fmt: skip


def model_styles(comparison: ModelComparison, *, dark: bool = False) -> dict[str, tuple[str, str]]:
    """Return colour and dash ("solid", "dotted" or "dashed") of each model's calibration curve by its title."""
    colours = palette(dark=dark)
    rows = comparison.scores.loc[list(comparison.calibration)]
    return {
        f"{kind} on {features}": (getattr(colours, _COLOURS[str(kind)]), _DASHES[str(features)][0])
        for kind, features in zip(rows["model"], rows["features"], strict=True)
    }
