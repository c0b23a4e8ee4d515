"""Models beside single descriptors, as the paper's Fig. 9, with the models' calibration curves."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from bokeh.models import BoxAnnotation, ColumnDataSource, FactorRange, HoverTool, Range1d, Span
from bokeh.plotting import figure as bokeh_figure

from pesviz.figures.style import COLOURS, style_figure
from pesviz.ranking.model_comparison import ModelComparison

_HUES = {"Logistic, L1": "connected", "Logistic, L2": "disconnected", "CatBoost": "ink"}
_DASHES = {"PES": "solid", "matminer": "dotted", "both": "dashed"}


def _rows(comparison: ModelComparison) -> list[dict[str, object]]:
    rows = []
    for name, row in comparison.scores.iterrows():
        title = str(row["model"]) if row["features"] == "none" else f"{row['model']} on {row['features']}"
        rows.append(
            {
                "name": str(name), "title": title, "single": row["features"] == "none",
                "low": float(row["auc_16"]), "middle": float(row["auc"]), "high": float(row["auc_84"]),
            }
        )  # fmt: skip
    return rows[::-1]


def models_figure(comparison: ModelComparison, *, height: int = 340, dark: bool = False) -> bokeh_figure:
    """Draw scores of models and descriptors for a browser.

    Parameters
    ----------
    comparison
        Models on structures that they have not seen.
    height
        px; the width follows the container.
    dark
        Dark colours.
    """
    colours = COLOURS["dark" if dark else "light"]
    rows = _rows(comparison)
    source = ColumnDataSource(
        {key: [row[key] for row in rows] for key in rows[0]}
        | {"colour": [colours["connected" if row["single"] else "disconnected"] for row in rows]}
    )
    figure = bokeh_figure(
        height=height, sizing_mode="stretch_width", toolbar_location=None, tools="", outline_line_color=None,
        y_range=FactorRange(*[str(row["title"]) for row in rows]), x_axis_label="Score (68 % of resamples)",
    )  # fmt: skip
    low, middle, high = comparison.random
    if np.isfinite(comparison.random).all():
        figure.add_layout(
            BoxAnnotation(left=low, right=high, fill_color=colours["muted"], fill_alpha=0.15, level="underlay")
        )
        figure.add_layout(Span(location=middle, dimension="height", line_color=colours["muted"], line_dash="dotted"))
    figure.segment("low", "title", "high", "title", source=source, line_color="colour", line_width=2)
    dots = figure.scatter("middle", "title", source=source, size=9, color="colour")
    tips = [("", "@title"), ("Score", "@middle{0.000}"), ("68 %", "@low{0.000} to @high{0.000}")]
    figure.add_tools(HoverTool(renderers=[dots], tooltips=tips))
    style_figure(figure, dark=dark)
    return figure


def calibration_figure(comparison: ModelComparison, *, height: int = 340, dark: bool = False) -> bokeh_figure:
    """Draw for a browser how often structures are good where a model says so; see `model_looks` for a legend.

    Parameters
    ----------
    comparison
        Models on structures that they have not seen.
    height
        px; the width follows the container.
    dark
        Dark colours.
    """
    colours = COLOURS["dark" if dark else "light"]
    figure = bokeh_figure(
        height=height, sizing_mode="stretch_width", toolbar_location=None, tools="", outline_line_color=None,
        x_axis_label="Predicted probability", y_axis_label="Observed share of good", x_range=Range1d(0, 1),
        y_range=Range1d(0, 1),
    )  # fmt: skip
    figure.line([0, 1], [0, 1], line_color=colours["muted"], line_dash="dotted", line_width=1.5)
    looks = model_looks(comparison, dark=dark)
    for curve, (title, (colour, dash)) in zip(comparison.calibration.values(), looks.items(), strict=True):
        source = ColumnDataSource({key: [row[key] for row in curve] for key in curve[0]} if curve else {})
        figure.line("predicted", "observed", source=source, line_color=colour, line_width=1.8, line_dash=dash)
        figure.segment("predicted", "low", "predicted", "high", source=source, line_color=colour, line_alpha=0.55)
        dots = figure.scatter("predicted", "observed", source=source, size=6, color=colour)
        tips = [
            (title, "@n structures"),
            ("Predicted", "@predicted{0.00}"),
            ("Observed", "@observed{0.00} (68 %: @low{0.00} to @high{0.00})"),
        ]
        figure.add_tools(HoverTool(renderers=[dots], tooltips=tips))
    style_figure(figure, dark=dark)
    return figure


def model_looks(comparison: ModelComparison, *, dark: bool = False) -> dict[str, tuple[str, str]]:
    """Return colour and dash ("solid", "dotted" or "dashed") of each model's calibration curve by its title.

    Parameters
    ----------
    comparison
        Models on structures that they have not seen.
    dark
        Dark colours.
    """
    colours = COLOURS["dark" if dark else "light"]
    rows = comparison.scores.loc[list(comparison.calibration)]
    return {
        f"{kind} on {features}": (colours[_HUES[str(kind)]], _DASHES[str(features)])
        for kind, features in zip(rows["model"], rows["features"], strict=True)
    }


def save_models(comparison: ModelComparison, path: Path | str, *, title: str = "") -> Path:
    """Write scores and calibration curves as PNG, SVG or PDF.

    Parameters
    ----------
    comparison
        Models on structures that they have not seen.
    path
        The file; its suffix decides the format.
    title
        Above the figure.
    """
    from matplotlib.figure import Figure

    from pesviz.figures.print_figure import save_figure

    colours = COLOURS["light"]
    rows = _rows(comparison)
    figure = Figure(figsize=(9, 0.8 + 0.32 * max(8, len(rows))), layout="constrained")
    left, right = figure.subplots(1, 2, width_ratios=(1.3, 1))
    if title:
        figure.suptitle(title, fontsize=10)
    low, middle, high = comparison.random
    left.axvspan(low, high, color=colours["muted"], alpha=0.15, lw=0)
    left.axvline(middle, color=colours["muted"], ls=":", label="Random guess")
    for place, row in enumerate(rows):
        colour = colours["connected" if row["single"] else "disconnected"]
        left.plot([row["low"], row["high"]], [place, place], color=colour, lw=1.8)
        left.plot(row["middle"], place, "o", color=colour, ms=5)
    left.set_yticks(range(len(rows)), [str(row["title"]) for row in rows], fontsize=8)
    left.set_xlabel("Score (68 % of resamples)")
    left.legend(frameon=False, fontsize=8)
    right.plot([0, 1], [0, 1], color=colours["muted"], ls=":", lw=1)
    for name, curve in comparison.calibration.items():
        words = comparison.scores.loc[name]
        right.plot(
            [row["predicted"] for row in curve], [row["observed"] for row in curve], marker="o", ms=3, lw=1,
            label=f"{words['model']} on {words['features']}",
        )  # fmt: skip
    right.set(xlabel="Predicted probability", ylabel="Observed share of good", xlim=(0, 1), ylim=(0, 1))
    if comparison.calibration:
        right.legend(frameon=False, fontsize=7)
    for axes in (left, right):
        axes.spines[["top", "right"]].set_visible(False)
    return save_figure(figure, path)
