"""Score against threshold, as the paper's Fig. 3: connected and disconnected FV, MPE, Ξ and the random guess."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
from bokeh.models import Band, BoxAnnotation, ColumnDataSource, HoverTool, Range1d, TapTool
from bokeh.plotting import figure as bokeh_figure

from pesviz.figures.style import COLOURS, style_figure
from pesviz.ranking.evaluation import Evaluation

LINES: dict[str, tuple[str, str, str]] = {
    "xi": ("Ξ", "#00805d", "#2dc9a0"),
    "mpe": ("MPE", "#a8437d", "#e39ac3"),
}
"""Descriptors without a threshold that are drawn across: title, colour on light, colour on dark."""
SERIES: dict[str, tuple[str, str]] = {
    "fv_disc_": ("FV disconnected", "disconnected"),
    "fv_conn_": ("FV connected", "connected"),
}
"""Prefix of the columns, title, colour."""


@dataclass(frozen=True, eq=False)
class ScoreSeries:
    """What the figure draws.

    Parameters
    ----------
    curves
        By prefix of `SERIES`: threshold (eV), middle (the score), low and high (its 16th and 84th percentiles),
        descriptor; by rising threshold.
    levels
        By descriptor of `LINES`: low, middle, high.
    random
        Low, middle, high of random rankings.
    axis
        Name of the score.
    """

    curves: dict[str, pd.DataFrame]
    levels: dict[str, tuple[float, float, float]]
    random: tuple[float, float, float]
    axis: str


def score_series(evaluation: Evaluation) -> ScoreSeries:
    """Pick from an evaluation what Fig. 3 shows.

    Parameters
    ----------
    evaluation
        The evaluation.
    """
    scores = evaluation.scores
    curves = {}
    for prefix in SERIES:
        rows = scores[scores.index.str.startswith(prefix) & scores["threshold"].notna()].sort_values("threshold")
        if len(rows):
            curves[prefix] = pd.DataFrame(
                {"threshold": rows["threshold"], "low": rows["auc_16"], "middle": rows["auc"],
                 "high": rows["auc_84"], "descriptor": rows.index}
            ).reset_index(drop=True)  # fmt: skip
    levels = {
        name: (float(scores.at[name, "auc_16"]), float(scores.at[name, "auc"]), float(scores.at[name, "auc_84"]))
        for name in LINES
        if name in scores.index
    }
    share = f"FPR ≤ {100 * evaluation.max_fpr:g} %"
    kind = "Mean true-positive rate" if evaluation.normalised else "Area under the ROC curve"
    return ScoreSeries(curves, levels, evaluation.random, f"{kind}, {share}")


def scores_figure(
    evaluation: Evaluation,
    *,
    height: int = 360,
    dark: bool = False,
    legend: bool = True,
    on_pick: Callable[[str], None] | None = None,
) -> bokeh_figure:
    """Draw Fig. 3 for a browser.

    Parameters
    ----------
    evaluation
        The evaluation.
    height
        px; the width follows the container.
    dark
        Dark colours.
    legend
        Draw a legend above; a page may have its own, see `score_colours`.
    on_pick
        Called with the descriptor whose point was clicked.
    """
    series = score_series(evaluation)
    colours = COLOURS["dark" if dark else "light"]
    picked = []
    figure = bokeh_figure(
        height=height, sizing_mode="stretch_width", toolbar_location=None, tools="", outline_line_color=None,
        x_axis_label="Threshold t (eV)", y_axis_label=series.axis, y_range=_range(series),
    )  # fmt: skip
    _random(series.random, colours["muted"], figure)
    end = _end(series)
    for place, (name, values) in enumerate(series.levels.items()):
        title, light, night = LINES[name]
        colour = night if dark else light
        low, middle, high = values
        figure.line([0, end], [middle, middle], line_color=colour, line_width=1.8, legend_label=title)
        at = end * (1.03 + 0.03 * place)
        figure.segment([at], [low], [at], [high], line_color=colour, line_width=2)
        figure.scatter([at], [middle], marker="diamond", size=9, color=colour, legend_label=title)
    for prefix, curve in series.curves.items():
        title, key = SERIES[prefix]
        source = ColumnDataSource(curve)
        colour = colours[key]
        band = Band(
            base="threshold", lower="low", upper="high", source=source, fill_color=colour, fill_alpha=0.16,
            line_color=None, level="underlay",
        )  # fmt: skip
        figure.add_layout(band)
        dash = [6, 4] if key == "disconnected" else "solid"
        figure.line(
            "threshold", "middle", source=source, line_color=colour, line_width=2.4, line_dash=dash,
            legend_label=title,
        )  # fmt: skip
        dots = figure.scatter(
            "threshold", "middle", source=source, size=7, line_color=colour, fill_color=colour,
            marker="square" if key == "disconnected" else "circle", legend_label=title,
        )  # fmt: skip
        tips = [
            (title, "t = @threshold{0.0} eV"),
            ("Score", "@middle{0.000}"),
            ("68 %", "@low{0.000} to @high{0.000}"),
        ]
        figure.add_tools(HoverTool(renderers=[dots], tooltips=tips))
        if on_pick is not None:
            dots.nonselection_glyph = None
            source.selected.on_change("indices", _picked(source, on_pick))
            picked.append(dots)
    if picked:
        figure.add_tools(TapTool(renderers=picked))
    style_figure(figure, dark=dark)
    figure.x_range = Range1d(0, end * 1.09)
    drawn = figure.legend[0]
    drawn.visible = legend
    figure.add_layout(drawn, "above")
    drawn.orientation = "horizontal"
    drawn.label_text_font = "Roboto"
    drawn.label_text_font_size = "12px"
    drawn.label_text_color = colours["ink"]
    drawn.background_fill_alpha = 0
    drawn.border_line_color = None
    drawn.margin = drawn.padding = 2
    return figure


def score_colours(*, dark: bool) -> dict[str, str]:
    """Return the colour of each line of the figure by its title.

    Parameters
    ----------
    dark
        Dark colours.
    """
    colours = COLOURS["dark" if dark else "light"]
    series = {title: colours[key] for title, key in SERIES.values()}
    return series | {title: night if dark else light for title, light, night in LINES.values()}


def _picked(source: ColumnDataSource, on_pick: Callable[[str], None]) -> Callable[[str, object, list[int]], None]:
    """Return what hears of clicked points, and forgets them, so that a click on the same one is heard again."""

    def heard(_name: str, _old: object, new: list[int]) -> None:
        if new:
            source.selected.indices = []
            on_pick(str(source.data["descriptor"][new[0]]))

    return heard


def _end(series: ScoreSeries) -> float:
    """Return where the curves end, eV; the whiskers of Ξ and MPE stand behind."""
    return max((float(curve["threshold"].max()) for curve in series.curves.values()), default=1.0)


def _random(values: tuple[float, float, float], colour: str, figure: bokeh_figure) -> None:
    low, middle, high = values
    if np.isfinite(values).all():
        figure.add_layout(BoxAnnotation(bottom=low, top=high, fill_color=colour, fill_alpha=0.15, level="underlay"))
        figure.line([0, 100], [middle, middle], line_color=colour, line_dash="dotted", line_width=1.8,
                    legend_label="Random guess")  # fmt: skip


def _range(series: ScoreSeries) -> tuple[float, float]:
    highs = [
        series.random[2],
        *(v[2] for v in series.levels.values()),
        *(c["high"].max() for c in series.curves.values()),
    ]
    top = float(np.nanmax(highs)) if np.isfinite(highs).any() else 1.0
    return 0.0, 1.08 * top


def save_scores(evaluation: Evaluation, path: Path | str, *, title: str = "") -> Path:
    """Write Fig. 3 as PNG, SVG or PDF.

    Parameters
    ----------
    evaluation
        The evaluation.
    path
        The file; its suffix decides the format.
    title
        Above the figure.
    """
    from pesviz.figures.print_figure import new_figure, save_figure

    series = score_series(evaluation)
    figure, axes = new_figure()
    if title:
        figure.suptitle(title, fontsize=10)
    colours = COLOURS["light"]
    low, middle, high = series.random
    axes.axhspan(low, high, color=colours["muted"], alpha=0.15, lw=0)
    axes.axhline(middle, color=colours["muted"], lw=1.5, ls=":", label="Random guess")
    end = _end(series)
    for place, (name, (low, middle, high)) in enumerate(series.levels.items()):
        text, colour, _ = LINES[name]
        axes.plot([0, end], [middle, middle], color=colour, lw=1.5)
        axes.errorbar(
            end * (1.03 + 0.03 * place), middle, yerr=np.clip([[middle - low], [high - middle]], 0, None), fmt="D",
            ms=4, lw=1.5, color=colour, label=text,
        )  # fmt: skip
    for prefix, curve in series.curves.items():
        text, key = SERIES[prefix]
        axes.fill_between(curve["threshold"], curve["low"], curve["high"], color=colours[key], alpha=0.16, lw=0)
        axes.plot(
            curve["threshold"], curve["middle"], color=colours[key], lw=1.8, label=text, ms=4,
            ls="--" if key == "disconnected" else "-", marker="s" if key == "disconnected" else "o",
        )  # fmt: skip
    axes.set(xlabel="Threshold t (eV)", ylabel=series.axis, ylim=_range(series), xlim=(0, end * 1.09))
    axes.legend(
        frameon=False, fontsize=7.5, ncols=5, loc="lower center", bbox_to_anchor=(0.5, 1.0), columnspacing=1.0
    )
    return save_figure(figure, path)
