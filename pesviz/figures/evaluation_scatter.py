"""Conductivity and activation energy against a descriptor, as the paper's Figs. 7 and 8: error bars and an inset."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

import holoviews as hv
import numpy as np
import pandas as pd
from bokeh.core.properties import value
from holoviews import opts

from pesviz.errors import LabelsError
from pesviz.figures.backends import PIXEL, apply_look, dot_options
from pesviz.figures.uncertainty import error_bars
from pesviz.presentation.palette import Palette, palette
from pesviz.ranking.evaluation import Evaluation
from pesviz.ranking.features import descriptor_title, threshold_of

Quantity = Literal["sigma", "e_a"]
TOOLS = ("tap", "pan", "wheel_zoom", "box_zoom", "reset")
_AXES = hv.Dimension("x"), hv.Dimension("y")


def scatter_points(evaluation: Evaluation, descriptor: str, quantity: Quantity = "sigma") -> pd.DataFrame:
    """Return what the figure draws.

    Parameters
    ----------
    evaluation
        The evaluation.
    descriptor
        Column on the abscissa.
    quantity
        "sigma" or "e_a".

    Returns
    -------
    pandas.DataFrame
        One row a structure: id, formula, row, source_id, x, y, low, high (y ± one error; a conductivity without an
        error has the rule's), x_error (spread over realisations or the grid's error, 0 where unknown), bound, good.

    Raises
    ------
    LabelsError
        The descriptor or the quantity is not there.
    """
    joined = evaluation.joined
    if descriptor not in joined or quantity not in {"sigma", "e_a"}:
        raise LabelsError(f"There is no {descriptor} or {quantity} to draw.", "Choose a descriptor of the table.")
    if quantity == "sigma":
        y, low, high = _with_errors(evaluation)
        bound = joined["upper_bound"].to_numpy(dtype=bool)
        low, high = np.where(bound, y, low), np.where(bound, y, high)
    else:
        y = joined["e_a"].to_numpy(dtype=float)
        error = joined["e_a_error"].fillna(0.0).to_numpy(dtype=float)
        low, high, bound = y - error, y + error, np.zeros(len(y), dtype=bool)
    spread = next((joined[c] for c in (f"{descriptor}_std", f"{descriptor}_error") if c in joined), None)
    points = pd.DataFrame(
        {
            "id": joined.index,
            "formula": joined["formula"].to_numpy(),
            "row": joined["row"].to_numpy(),
            "source_id": joined["source_id"].to_numpy(),
            "x": joined[descriptor].to_numpy(dtype=float),
            "x_error": 0.0 if spread is None else spread.fillna(0.0).to_numpy(dtype=float),
            "y": y, "low": low, "high": high, "bound": bound,
            "good": joined["good"].to_numpy(),
        }
    )  # fmt: skip
    points = points[np.isfinite(points["x"]) & np.isfinite(points["y"])]
    if points.empty:
        what = "activation energy" if quantity == "e_a" else "conductivity"
        raise LabelsError(f"No structure has both {descriptor} and an {what}.", "Choose labels that have it.")
    return points.reset_index(drop=True)


def _with_errors(evaluation: Evaluation) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return σ and both ends of its error bar: the label's error, else the relative one of the rule."""
    rule = evaluation.rule
    sigma = evaluation.joined["sigma"].to_numpy(dtype=float)
    relative = rule.relative_error if evaluation.convention == "text" else rule.relative_error_scripts
    error = evaluation.joined["sigma_error"].to_numpy(dtype=float)
    error = np.where(np.isnan(error), (relative or 0.0) * np.abs(sigma), error)
    if not rule.logarithmic:
        return sigma, sigma - error, sigma + error
    with np.errstate(invalid="ignore", divide="ignore"):  # the error is one of the logarithm
        factor = np.exp(error / sigma)
    positive = sigma > 0
    return sigma, np.where(positive, sigma / factor, sigma - error), np.where(positive, sigma * factor, sigma + error)


def axis_titles(evaluation: Evaluation, descriptor: str, quantity: Quantity) -> tuple[str, str]:
    """Return the titles of both axes, with units."""
    unit = " (eV)" if descriptor.startswith(("mpe", "e1d", "e2d", "e3d")) else ""
    t = f" at {evaluation.labels.temperature:g} K"
    return descriptor_title(descriptor) + unit, "E_A (eV)" if quantity == "e_a" else f"σ{t} (S/cm)"


def _positive(points: pd.DataFrame, descriptor: str, quantity: Quantity) -> tuple[bool, bool, pd.DataFrame]:
    """Return whether the axes are logarithmic, and points with values below the axes put onto their lower ends."""
    log_x, log_y = threshold_of(descriptor) is not None, quantity == "sigma"
    table = points.copy()
    if log_x and (table["x"] > 0).any():
        table["x"] = table["x"].clip(lower=0.5 * table["x"][table["x"] > 0].min())
    log_x = log_x and bool((table["x"] > 0).all())
    table["left"], table["right"] = table["x"] - table["x_error"], table["x"] + table["x_error"]
    if log_x:
        table["left"] = table["left"].clip(lower=0.5 * table["x"].min())
    above = table["y"] > 0
    log_y = log_y and bool(above.any())
    if log_y:
        floor = table["y"][above].min() / 3
        for column in ("y", "low", "high"):
            table[column] = table[column].clip(lower=floor)
    values = points["y"].map("{:.3g}".format)
    table["value"] = values.where(~points["bound"], "<" + values)
    return log_x, log_y, table


def scatter_figure(
    evaluation: Evaluation,
    descriptor: str = "fv_conn_0p5",
    quantity: Quantity = "sigma",
    *,
    height: int = 380,
    dark: bool = False,
    inset: bool = True,
    legend: bool = True,
) -> hv.Overlay:
    """Figure of conductivity or activation energy against a descriptor.

    Parameters
    ----------
    evaluation
        The evaluation.
    descriptor
        Column on the abscissa.
    quantity
        "sigma" or "e_a".
    height
        Height on the page, px.
    dark
        Dark colours.
    inset
        Draw the inset: the same points on linear axes, where noise about zero and its errors are seen.
    legend
        Draw a legend; a page may have its own.

    Returns
    -------
    holoviews.Overlay
        The figure; the column "id" names its points.

    Raises
    ------
    LabelsError
        The descriptor or the quantity is not there.
    """
    points = scatter_points(evaluation, descriptor, quantity)
    log_x, log_y, positive = _positive(points, descriptor, quantity)
    colours = palette(dark=dark)
    titles = axis_titles(evaluation, descriptor, quantity)
    parts = _thresholds(evaluation, colours) if quantity == "sigma" else []
    parts += _bars(positive, colours)
    box = inset_box(positive) if inset and log_x and log_y and len(points) > 1 else None
    if box is not None:
        parts += _inset(points, box, colours)
    parts += _dots(positive, descriptor, quantity, colours)
    shared: dict[str, Any] = {
        "logx": log_x, "logy": log_y, "xlabel": titles[0], "ylabel": titles[1], "show_legend": legend,
        "legend_position": "top_left",
    }  # fmt: skip
    if box is not None:
        shared |= {"xlim": box.x_range, "ylim": box.y_range}
    if log_x:
        shared["xticks"] = _ticks(positive["x"])
    return apply_look(
        hv.Overlay(parts), dark=dark, height=height,
        bokeh=shared | {"toolbar": "above", "hooks": [_without_logo]},
        matplotlib=shared | {"fontsize": {"legend": 8}},
    )  # fmt: skip


def _without_logo(plot: Any, _element: Any) -> None:
    plot.state.toolbar.logo = None


def _thresholds(evaluation: Evaluation, colours: Palette) -> list[Any]:
    """Return the levels above which a structure counts as good, and below which as bad."""
    levels = ((evaluation.rule.good_above, colours.connected), (evaluation.rule.bad_below, colours.muted))
    return [
        hv.HLine(level).opts(
            opts.HLine(backend="bokeh", line_color=colour, line_dash="dashed", line_width=1),
            opts.HLine(backend="matplotlib", color=colour, linestyle="--", linewidth=PIXEL * 1.2),
        )
        for level, colour in levels
        if level is not None
    ]


def _bars(positive: pd.DataFrame, colours: Palette) -> list[Any]:
    style: dict[str, Any] = {"color": colours.error_bar, "width": 1.2, "head": 0, "alpha": 0.9}
    x, y = positive["x"], positive["y"]
    return [
        error_bars(x, y, positive["low"], positive["high"], _AXES, **style),
        error_bars(x, y, positive["left"], positive["right"], _AXES, horizontal=True, **style),
    ]


def _dots(positive: pd.DataFrame, descriptor: str, quantity: Quantity, colours: Palette) -> list[Any]:
    """Return the points: good ones, others, upper bounds."""
    good = positive["good"] > 0.5
    kinds = {
        "good": (good & ~positive["bound"], colours.connected, "circle"),
        "other": (~good & ~positive["bound"], colours.muted, "circle"),
        "upper bound": (positive["bound"], colours.muted, "inverted_triangle"),
    }
    tips = [
        ("", "@formula (@id)"), ("E_A" if quantity == "e_a" else "σ", "@value"), (descriptor_title(descriptor), "@x")
    ]  # fmt: skip
    parts = []
    for title, (rows, colour, marker) in kinds.items():
        if rows.any():
            dots = hv.Scatter(positive[rows], _AXES[0], [_AXES[1], "id", "formula", "row", "source_id", "value"],
                              label=title)  # fmt: skip
            parts.append(
                dots.opts(*dot_options("Scatter", colour, edge=colour, size=9, marker=marker, name=title)).opts(
                    opts.Scatter(
                        backend="bokeh", tools=["hover", *TOOLS], hover_tooltips=tips, fill_alpha=0.75,
                        nonselection_fill_alpha=0.75, nonselection_line_alpha=1.0, selection_alpha=1.0,
                        selection_line_color=colours.ink, selection_line_width=2.5,
                    )
                )
            )  # fmt: skip
    return parts


def _inset(points: pd.DataFrame, box: InsetBox, colours: Palette) -> list[Any]:
    """Return all points but bounds once more on linear axes, in the lower right corner."""
    rows = points[~points["bound"]]
    if rows.empty:
        return []
    x_top, y_low, y_top = _linear_range(rows)
    x = box.x(rows["x"] / x_top)
    y, low, high = (box.y(((rows[c] - y_low) / (y_top - y_low)).clip(0, 1)) for c in ("y", "low", "high"))
    frame = hv.Rectangles([(box.left, box.bottom, box.right, box.top)]).opts(
        opts.Rectangles(backend="bokeh", fill_color=colours.paper, line_color=colours.muted, line_width=1),
        opts.Rectangles(backend="matplotlib", facecolor=colours.paper, edgecolor=colours.muted, linewidth=PIXEL),
    )
    bars = hv.Segments((x, low, x, high)).opts(  # error bars of Bokeh lie under the frame
        opts.Segments(backend="bokeh", color=colours.muted, line_width=1),
        opts.Segments(backend="matplotlib", color=colours.muted, linewidth=PIXEL),
    )
    dots = hv.Scatter((x, y), *_AXES).opts(
        opts.Scatter(backend="bokeh", color=colours.ink, size=5),
        opts.Scatter(backend="matplotlib", color=colours.ink, s=(PIXEL * 5) ** 2),
    )
    inside = 0.02
    labels = [
        (box.x(inside), box.y(0.98), f"linear, to {y_top:.2g} S/cm", "left", "top"),
        (box.x(1 - inside), box.y(inside), f"{x_top:.2g}", "right", "bottom"),
        (box.x(inside), box.y(inside), "0", "left", "bottom"),
    ]
    return [
        frame,
        bars,
        dots,
        *(
            hv.Labels([label[:3]], [*_AXES], "text").opts(
                opts.Labels(
                    backend="bokeh", text_align=label[3], text_baseline=label[4], text_font_size="10px",
                    text_color=colours.muted, text_font=value("Roboto"),
                ),
                opts.Labels(
                    backend="matplotlib", horizontalalignment=label[3], verticalalignment=label[4], size=6,
                    color=colours.muted,
                ),
            )
            for label in labels
        ),
    ]  # fmt: skip


def _ticks(x: pd.Series) -> list[tuple[float, str]]:
    """Return 1, 2 and 5 of each decade as plain numbers: free volumes span one or two decades."""
    decades = range(int(np.floor(np.log10(x.min()))) - 1, int(np.ceil(np.log10(x.max()))) + 2)
    return [(tick, f"{tick:g}") for k in decades for tick in (10.0**k, 2 * 10.0**k, 5 * 10.0**k)]


@dataclass(frozen=True)
class InsetBox:
    """A rectangle for the inset on logarithmic axes.

    Parameters
    ----------
    left, right, bottom, top
        Its edges, in the axes' units.
    x_range, y_range
        Ends of the axes that make room for it.
    """

    left: float
    right: float
    bottom: float
    top: float
    x_range: tuple[float, float]
    y_range: tuple[float, float]

    def x(self, share: Any) -> Any:
        """Return the abscissa of a share of the width."""
        return self.left * (self.right / self.left) ** share

    def y(self, share: Any) -> Any:
        """Return the ordinate of a share of the height."""
        return self.bottom * (self.top / self.bottom) ** share


def inset_box(points: pd.DataFrame) -> InsetBox | None:
    """Return where the inset goes, None where the points span no area."""
    x_low, x_high = float(points["x"].min()), float(points["x"].max())
    y_low, y_high = float(points["low"].min()), float(points["high"].max())
    if not (x_high > x_low > 0 and y_high > y_low > 0):
        return None
    wide, tall = x_high / x_low, y_high / y_low
    return InsetBox(
        x_high * wide**0.16, x_high * wide**0.64, y_low * tall**0.06, y_low * tall**0.5,
        (x_low / wide**0.06, x_high * wide**0.66), (y_low / tall**0.03, y_high * tall**0.05),
    )  # fmt: skip


def _linear_range(points: pd.DataFrame) -> tuple[float, float, float]:
    """Return the end of the inset's abscissa and both ends of its ordinate."""
    return 1.08 * float(points["x"].max()), min(0.0, 1.2 * float(points["y"].min())), 1.15 * float(points["y"].max())
