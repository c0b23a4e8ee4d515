"""Score against threshold, as the paper's Fig. 3: connected and disconnected FV, MPE, Ξ and the random guess."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import holoviews as hv
import numpy as np
import pandas as pd
from holoviews import opts

from pesviz.figures.backends import apply_look, dot_options, line_options
from pesviz.figures.uncertainty import band, error_bars, span
from pesviz.presentation.palette import Palette, palette
from pesviz.ranking.evaluation import Evaluation

LEVELS: dict[str, str] = {"xi": "Ξ", "mpe": "MPE"}
"""Titles of descriptors without a threshold; their colours have the same names."""
SERIES: dict[str, tuple[str, str]] = {
    "fv_disc_": ("FV disconnected", "disconnected"),
    "fv_conn_": ("FV connected", "connected"),
}
"""Prefix of the columns, title, colour."""
_AXES = hv.Dimension("threshold"), hv.Dimension("score")


@dataclass(frozen=True, eq=False)
class ScoreSeries:
    """What the figure draws.

    Parameters
    ----------
    curves
        By prefix of `SERIES`: threshold (eV), middle (the score), low and high (its 16th and 84th percentiles),
        descriptor; by rising threshold.
    levels
        By descriptor of `LEVELS`: low, middle, high.
    random
        Low, middle, high of random rankings.
    axis
        Name of the score.
    """

    curves: dict[str, pd.DataFrame]
    levels: dict[str, tuple[float, float, float]]
    random: tuple[float, float, float]
    axis: str

    @property
    def end(self) -> float:
        """Where the curves end, eV; the bars of Ξ and MPE stand behind."""
        return max((float(curve["threshold"].max()) for curve in self.curves.values()), default=1.0)

    @property
    def top(self) -> float:
        """Largest value that is drawn."""
        highs = [
            self.random[2],
            *(values[2] for values in self.levels.values()),
            *(curve["high"].max() for curve in self.curves.values()),
        ]
        return float(np.nanmax(highs)) if np.isfinite(highs).any() else 1.0


def score_series(evaluation: Evaluation) -> ScoreSeries:
    """Pick from an evaluation what Fig. 3 shows."""
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
        for name in LEVELS
        if name in scores.index
    }
    share = f"FPR ≤ {100 * evaluation.max_fpr:g} %"
    kind = "Mean true-positive rate" if evaluation.normalised else "Area under the ROC curve"
    return ScoreSeries(curves, levels, evaluation.random, f"{kind}, {share}")


def scores_figure(
    evaluation: Evaluation, *, height: int = 360, dark: bool = False, legend: bool = True
) -> hv.Overlay:
    """Figure of scores against the threshold.

    Parameters
    ----------
    evaluation
        The evaluation.
    height
        Height on the page, px.
    dark
        Dark colours.
    legend
        Draw a legend above; a page may have its own, see `score_colours`.

    Returns
    -------
    holoviews.Overlay
        The figure; the column "descriptor" names its points.
    """
    series = score_series(evaluation)
    colours = palette(dark=dark)
    parts = _random(series, colours) if np.isfinite(series.random).all() else []
    for place, name in enumerate(series.levels):
        parts += _level(series, name, place, getattr(colours, name))
    for prefix, curve in series.curves.items():
        parts += _curve(curve, *SERIES[prefix], colours)
    shared: dict[str, Any] = {
        "xlabel": "Threshold t (eV)", "ylabel": series.axis, "xlim": (0.0, 1.09 * series.end),
        "ylim": (0.0, 1.08 * series.top), "show_legend": legend, "legend_position": "top", "legend_cols": 5,
    }  # fmt: skip
    paper = {"legend_opts": {"columnspacing": 1.0}, "fontsize": {"legend": 7.5}}
    return apply_look(hv.Overlay(parts), dark=dark, height=height, bokeh=shared, matplotlib=shared | paper)


def _random(series: ScoreSeries, colours: Palette) -> list[Any]:
    low, middle, high = series.random
    guess = hv.Curve([(0.0, middle), (2 * series.end, middle)], *_AXES, label="Random guess")
    return [
        span(low, high, color=colours.muted),
        guess.opts(*line_options("Curve", colours.muted, width=1.8, dash=(2, 3), name="random guess")),
    ]


def _level(series: ScoreSeries, name: str, place: int, colour: str) -> list[Any]:
    """Return a level line, with its interval right of the curves."""
    low, middle, high = series.levels[name]
    at = series.end * (1.03 + 0.03 * place)
    line = hv.Curve([(0.0, middle), (series.end, middle)], *_AXES, label=LEVELS[name])
    return [
        line.opts(*line_options("Curve", colour, width=1.8, name=name)),
        error_bars([at], [middle], [low], [high], _AXES, color=colour, width=2, head=0),
        hv.Scatter([(at, middle)], *_AXES).opts(
            *dot_options("Scatter", colour, edge=colour, size=9, marker="diamond")
        ),
    ]


def _curve(curve: pd.DataFrame, title: str, key: str, colours: Palette) -> list[Any]:
    """Return a curve with its band and points."""
    colour, dashed = getattr(colours, key), key == "disconnected"
    columns = curve.rename(columns={"middle": "score"})
    line = hv.Curve(columns, *_AXES, label=title)
    dots = hv.Scatter(columns, _AXES[0], [_AXES[1], "low", "high", "descriptor"], label=title)
    return [
        band(curve["threshold"], curve["low"], curve["high"], _AXES, color=colour),
        line.opts(*line_options("Curve", colour, dash=(6, 4) if dashed else (), name=key)),
        dots.opts(
            *dot_options("Scatter", colour, edge=colour, size=7, marker="square" if dashed else "circle", name=title)
        ).opts(
            opts.Scatter(
                backend="bokeh", tools=["hover"],
                hover_tooltips=[(title, "t = @threshold{0.0} eV"), ("Score", "@score{0.000}"),
                                ("68 %", "@low{0.000} to @high{0.000}")],
            ),
            opts.Scatter(backend="matplotlib", show_legend=False),
        ),
    ]  # fmt: skip


def score_colours(*, dark: bool) -> dict[str, str]:
    """Return the colour of each line of the figure by its title."""
    colours = palette(dark=dark)
    series = {title: getattr(colours, key) for title, key in SERIES.values()}
    return series | {title: getattr(colours, name) for name, title in LEVELS.items()}
