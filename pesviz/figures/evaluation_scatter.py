"""Conductivity and activation energy against a descriptor, as the paper's Figs. 7 and 8: error bars and an inset."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

import numpy as np
import pandas as pd
from bokeh.core.properties import value
from bokeh.models import ColumnDataSource, HoverTool, Range1d, TapTool, Whisker
from bokeh.plotting import figure as bokeh_figure

from pesviz.errors import LabelsError
from pesviz.figures.style import COLOURS, style_figure
from pesviz.ranking.evaluation import Evaluation
from pesviz.ranking.features import descriptor_title, threshold_of

Quantity = Literal["sigma", "e_a"]


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
    shown = points.copy()
    if log_x and (shown["x"] > 0).any():
        shown["x"] = shown["x"].clip(lower=0.5 * shown["x"][shown["x"] > 0].min())
    log_x = log_x and bool((shown["x"] > 0).all())
    shown["left"], shown["right"] = shown["x"] - shown["x_error"], shown["x"] + shown["x_error"]
    if log_x:
        shown["left"] = shown["left"].clip(lower=0.5 * shown["x"].min())
    positive = shown["y"] > 0
    log_y = log_y and bool(positive.any())
    if log_y:
        floor = shown["y"][positive].min() / 3
        shown["below"] = ~positive
        for column in ("y", "low", "high"):
            shown[column] = shown[column].clip(lower=floor)
    return log_x, log_y, shown


@dataclass(eq=False)
class ScatterFigure:
    """The figure for a browser; a click selects a structure.

    Parameters
    ----------
    evaluation
        The evaluation.
    descriptor
        Column on the abscissa.
    quantity
        "sigma" or "e_a".
    height
        px; the width follows the container.
    dark
        Dark colours.
    inset
        Draw the inset: the same points on linear axes, where noise about zero and its errors are seen.
    """

    evaluation: Evaluation
    descriptor: str = "fv_conn_0p5"
    quantity: Quantity = "sigma"
    height: int = 380
    dark: bool = False
    inset: bool = True
    figure: bokeh_figure = field(init=False)
    source: ColumnDataSource = field(init=False)

    def __post_init__(self) -> None:
        """Build it."""
        points = scatter_points(self.evaluation, self.descriptor, self.quantity)
        log_x, log_y, shown = _positive(points, self.descriptor, self.quantity)
        colours = COLOURS["dark" if self.dark else "light"]
        shown["colour"] = np.where(shown["good"] > 0.5, colours["connected"], colours["muted"])
        shown["marker"] = np.where(shown["bound"], "inverted_triangle", "circle")
        shown["value"] = (
            points["y"].map("{:.3g}".format).where(~points["bound"], "<" + points["y"].map("{:.3g}".format))
        )
        self.source = ColumnDataSource(shown)
        x_title, y_title = axis_titles(self.evaluation, self.descriptor, self.quantity)
        figure = bokeh_figure(
            height=self.height, sizing_mode="stretch_width", outline_line_color=None, x_axis_label=x_title,
            y_axis_label=y_title, x_axis_type="log" if log_x else "linear", y_axis_type="log" if log_y else "linear",
            tools="pan,wheel_zoom,box_zoom,reset", toolbar_location="above",
        )  # fmt: skip
        figure.toolbar.logo = None
        self.figure = figure
        bars = Whisker(
            base="x", upper="high", lower="low", source=self.source, line_color=colours["muted"], line_alpha=0.7,
            level="underlay",
        )  # fmt: skip
        bars.upper_head = bars.lower_head = None
        figure.add_layout(bars)
        figure.segment("left", "y", "right", "y", source=self.source, line_color=colours["muted"], line_alpha=0.7)
        dots = figure.scatter(
            "x", "y", source=self.source, size=9, marker="marker", fill_color="colour", line_color="colour",
            fill_alpha=0.75, nonselection_fill_alpha=0.3, nonselection_line_alpha=0.3, selection_fill_alpha=1.0,
            selection_line_color=colours["ink"], selection_line_width=2.5,
        )  # fmt: skip
        what = "E_A" if self.quantity == "e_a" else "σ"
        tips = [("", "@formula (@id)"), (what, "@value"), (descriptor_title(self.descriptor), "@x")]
        figure.add_tools(HoverTool(renderers=[dots], tooltips=tips), TapTool(renderers=[dots]))
        if self.quantity == "sigma":
            for level, name in ((self.evaluation.rule.good_above, "good"), (self.evaluation.rule.bad_below, "bad")):
                if level is not None:
                    figure.add_layout(_threshold(level, colours["connected"] if name == "good" else colours["muted"]))
        if self.inset and log_x and log_y and len(points) > 1:
            self._draw_inset(points, shown, colours)
        style_figure(figure, dark=self.dark)

    def _draw_inset(self, points: pd.DataFrame, shown: pd.DataFrame, colours: dict[str, str]) -> None:
        """Draw all points once more on linear axes, in the lower right corner, where the axes are made longer."""
        box = inset_box(shown)
        if box is None:
            return
        figure = self.figure
        figure.x_range = Range1d(*box.x_range)
        figure.y_range = Range1d(*box.y_range)
        # A glyph, not an annotation: it has to lie under the points that follow.
        figure.quad(
            left=box.left, right=box.right, bottom=box.bottom, top=box.top, fill_color=colours["paper"],
            line_color=colours["muted"],
        )  # fmt: skip
        kept = points[~points["bound"]]
        x_top, y_low, y_top = _linear_range(kept)
        x = box.across(kept["x"] / x_top)
        low, high = (box.up(((kept[c] - y_low) / (y_top - y_low)).clip(0, 1)) for c in ("low", "high"))
        figure.segment(x, low, x, high, line_color=colours["muted"], line_width=1)
        figure.scatter(
            x, box.up((kept["y"] - y_low) / (y_top - y_low)), size=5, fill_color=colours["ink"], line_color=None
        )
        style: dict[str, Any] = {
            "text_font_size": "10px", "text_color": colours["muted"], "text_font": value("Roboto"),
        }  # fmt: skip
        words = [
            (box.left, box.top, f"linear, to {y_top:.2g} S/cm", 3, -14),
            (box.right, box.bottom, f"{x_top:.2g}", -28, 2),
            (box.left, box.bottom, "0", 3, 2),
        ]
        for at_x, at_y, text, dx, dy in words:
            figure.text(x=[at_x], y=[at_y], text=[text], x_offset=dx, y_offset=-dy, **style)


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

    def across(self, share: pd.Series) -> pd.Series:
        """Return the abscissa of a share of the width."""
        return self.left * (self.right / self.left) ** share

    def up(self, share: pd.Series) -> pd.Series:
        """Return the ordinate of a share of the height."""
        return self.bottom * (self.top / self.bottom) ** share


def inset_box(shown: pd.DataFrame) -> InsetBox | None:
    """Return where the inset goes, None where the points span no area.

    Parameters
    ----------
    shown
        Points with positive x, low and high.
    """
    x_low, x_high = float(shown["x"].min()), float(shown["x"].max())
    y_low, y_high = float(shown["low"].min()), float(shown["high"].max())
    if not (x_high > x_low > 0 and y_high > y_low > 0):
        return None
    wide, tall = x_high / x_low, y_high / y_low
    return InsetBox(
        x_high * wide**0.16, x_high * wide**0.64, y_low * tall**0.06, y_low * tall**0.5,
        (x_low / wide**0.06, x_high * wide**0.66), (y_low / tall**0.03, y_high * tall**0.05),
    )  # fmt: skip


def _linear_range(kept: pd.DataFrame) -> tuple[float, float, float]:
    """Return the end of the inset's abscissa and both ends of its ordinate."""
    return 1.08 * float(kept["x"].max()), min(0.0, 1.2 * float(kept["y"].min())), 1.15 * float(kept["y"].max())


def _threshold(value: float, colour: str) -> object:
    from bokeh.models import Span

    return Span(location=value, dimension="width", line_color=colour, line_dash="dashed", line_width=1)


def save_scatter(
    evaluation: Evaluation,
    path: Path | str,
    *,
    descriptor: str = "fv_conn_0p5",
    quantity: Quantity = "sigma",
    title: str = "",
) -> Path:
    """Write the figure as PNG, SVG or PDF.

    Parameters
    ----------
    evaluation
        The evaluation.
    path
        The file; its suffix decides the format.
    descriptor, quantity
        What is drawn against what.
    title
        Above the figure.
    """
    from pesviz.figures.print_figure import new_figure, save_figure

    points = scatter_points(evaluation, descriptor, quantity)
    log_x, log_y, shown = _positive(points, descriptor, quantity)
    colours = COLOURS["light"]
    figure, axes = new_figure(title)
    values, bounds = shown[~shown["bound"]], shown[shown["bound"]]
    reach = np.abs([values["y"] - values["low"], values["high"] - values["y"]])
    axes.errorbar(
        values["x"], values["y"], yerr=reach, xerr=values["x_error"].to_numpy(), fmt="none", ecolor="#9aa4ad", lw=0.9,
        zorder=1,
    )  # fmt: skip
    good = values["good"] > 0.5
    axes.scatter(values["x"][good], values["y"][good], color=colours["connected"], s=24, zorder=2, label="good")
    axes.scatter(values["x"][~good], values["y"][~good], color=colours["muted"], s=24, zorder=2, label="other")
    if len(bounds):
        axes.scatter(bounds["x"], bounds["y"], c=colours["muted"], s=30, marker="v", zorder=2, label="upper bound")
    axes.set_xscale("log" if log_x else "linear")
    axes.set_yscale("log" if log_y else "linear")
    if log_x:
        _few_ticks(axes.xaxis)
    x_title, y_title = axis_titles(evaluation, descriptor, quantity)
    axes.set(xlabel=x_title, ylabel=y_title)
    if quantity == "sigma":
        axes.axhline(evaluation.rule.good_above, color=colours["connected"], ls="--", lw=0.9)
        if evaluation.rule.bad_below is not None:
            axes.axhline(evaluation.rule.bad_below, color=colours["muted"], ls="--", lw=0.9)
    box = inset_box(shown) if log_x and log_y else None
    if box is not None and len(values):
        axes.set(xlim=box.x_range, ylim=box.y_range)
        inner = axes.inset_axes(
            (box.left, box.bottom, box.right - box.left, box.top - box.bottom), transform=axes.transData
        )
        kept = points[~points["bound"]]
        spread = np.abs([kept["y"] - kept["low"], kept["high"] - kept["y"]])
        inner.errorbar(kept["x"], kept["y"], yerr=spread, fmt="o", ms=2.5, lw=0.6, color=colours["ink"])
        x_top, y_low, y_top = _linear_range(kept)
        inner.set(xlim=(0, x_top), ylim=(y_low, y_top))
        inner.tick_params(labelsize=6, pad=1)
        inner.set_title("linear axes", fontsize=6, pad=2)
    axes.legend(frameon=False, fontsize=8, loc="upper left")
    return save_figure(figure, path)


def _few_ticks(axis: Any) -> None:
    """Mark 1, 2 and 5 of each decade as plain numbers: free volumes span one or two."""
    from matplotlib.ticker import FuncFormatter, LogLocator, NullLocator

    axis.set_major_locator(LogLocator(subs=(1.0, 2.0, 5.0)))
    axis.set_major_formatter(FuncFormatter(lambda number, _: f"{number:g}"))
    axis.set_minor_locator(NullLocator())
