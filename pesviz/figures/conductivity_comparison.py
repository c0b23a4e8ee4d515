"""Several candidates: conductivities (Fig. 4), distributions of groups (Fig. 5), method against method (Fig. 6)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from bokeh.models import ColumnDataSource, FactorRange, HoverTool, Whisker
from bokeh.palettes import Viridis256
from bokeh.plotting import figure as bokeh_figure

from pesviz.figures.style import COLOURS, style_figure

MARKERS = ("circle", "square", "triangle", "diamond", "inverted_triangle", "hex", "star")
_ROW = 34
"""Height of a candidate, px."""


@dataclass(frozen=True)
class ConductivityPoint:
    """The conductivity of one candidate at one temperature.

    Parameters
    ----------
    candidate
        What to call it.
    temperature
        K.
    mean, error
        σ, S/cm; the error is 0 where it is not known.
    certain
        Whether it is different from zero and diffusive; others are drawn hollow, as upper bounds.
    group
        "selected", "random" or "".
    """

    candidate: str
    temperature: float
    mean: float
    error: float
    certain: bool = True
    group: str = ""

    @property
    def bound(self) -> float:
        """Upper bound of a σ that is not different from zero: two standard errors above it, S/cm."""
        return max(self.mean, 0.0) + 2 * self.error


@dataclass(frozen=True)
class Pair:
    """A diffusivity by two methods.

    Parameters
    ----------
    name
        What it is of.
    x, y
        D by the one and the other, cm²/s.
    x_error, y_error
        Their errors, cm²/s.
    """

    name: str
    x: float
    y: float
    x_error: float = 0.0
    y_error: float = 0.0


def _empty(height: int, **options: object) -> bokeh_figure:
    return bokeh_figure(
        height=height,
        sizing_mode="stretch_width",
        toolbar_location=None,
        tools="",
        min_border=2,
        min_border_right=14,
        outline_line_color=None,
        **options,
    )


def _tidy_legend(figure: bokeh_figure, colours: dict[str, str], location: str) -> None:
    for legend in figure.legend:
        legend.update(
            location=location,
            label_text_font="Roboto",
            label_text_font_size="11px",
            border_line_color=None,
            padding=4,
            spacing=1,
            margin=4,
            glyph_height=14,
            label_height=14,
            background_fill_alpha=0.75,
            label_text_color=colours["ink"],
            background_fill_color=colours["paper"],
        )


def conductivities(points: Sequence[ConductivityPoint], *, dark: bool = False) -> bokeh_figure:
    """Figure of σ of several candidates, one row each, coloured by temperature (Fig. 4).

    Parameters
    ----------
    points
        At least one; candidates stand in the order of their largest σ.
    dark
        Dark colours.

    Returns
    -------
    bokeh.plotting.figure
        The figure.
    """
    colours = COLOURS["dark" if dark else "light"]
    best: dict[str, float] = {}
    for point in points:
        best[point.candidate] = max(best.get(point.candidate, 0.0), point.mean if point.certain else 0.0)
    names = sorted(best, key=lambda name: best[name])
    positive = [point.mean for point in points if point.mean > 0]
    low = min(positive, default=1e-3)
    bounds = [max(point.bound, low) for point in points]
    figure = _empty(
        84 + _ROW * len(names),
        x_axis_type="log",
        y_range=FactorRange(factors=names),
        x_range=(min(low, *bounds) / 2, max(*bounds, low) * 2),
    )
    temperatures = sorted({point.temperature for point in points})
    for i, temperature in enumerate(temperatures):
        colour = Viridis256[round((40 if dark else 10) + i * 200 / max(1, len(temperatures) - 1) * 0.9)]
        here = [point for point in points if point.temperature == temperature]
        source = ColumnDataSource(
            {
                "y": [point.candidate for point in here],
                "x": [point.mean if point.certain else max(point.bound, low) for point in here],
                "low": [max(point.mean - point.error, low / 4) if point.certain else low / 4 for point in here],
                "high": [point.mean + point.error if point.certain else max(point.bound, low) for point in here],
                "fill": [colour if point.certain else colours["paper"] for point in here],
                "text": [
                    f"{point.mean:.2g} ± {point.error:.1g} S/cm"
                    if point.certain
                    else f"not diffusive; below {max(point.bound, low):.1g} S/cm"
                    for point in here
                ],
                "heat": [f"{point.temperature:g} K" for point in here],
            }
        )
        certain = [k for k, point in enumerate(here) if point.certain]
        if certain:
            some = ColumnDataSource({name: [values[k] for k in certain] for name, values in source.data.items()})
            whisker = Whisker(base="y", lower="low", upper="high", source=some, dimension="width", line_color=colour)
            whisker.upper_head.line_color = whisker.lower_head.line_color = colour
            whisker.upper_head.size = whisker.lower_head.size = 7
            figure.add_layout(whisker)
        dots = figure.scatter(
            "x",
            "y",
            source=source,
            size=11,
            marker=MARKERS[i % len(MARKERS)],
            fill_color="fill",
            line_color=colour,
            line_width=2,
            legend_label=f"{temperature:g} K",
            name="conductivities",
        )
        figure.add_tools(HoverTool(renderers=[dots], tooltips=[("", "@y"), ("", "@heat"), ("σ", "@text")]))
    figure.xaxis.axis_label = "σ (S/cm); hollow: upper bound"
    style_figure(figure, dark=dark)
    figure.yaxis.major_label_text_color = colours["ink"]
    _tidy_legend(figure, colours, "bottom_right")
    if figure.legend:
        figure.add_layout(figure.legend[0], "above")
        figure.legend[0].orientation = "horizontal"
    return figure


def distributions(points: Sequence[ConductivityPoint], *, dark: bool = False, height: int = 260) -> bokeh_figure:
    """Figure of how log₁₀ σ is distributed in selected and in random structures (Fig. 5).

    Parameters
    ----------
    points
        Of one temperature, each with its group.
    dark
        Dark colours.
    height
        Height, px.

    Returns
    -------
    bokeh.plotting.figure
        Shares of each group, and each structure as a tick under them.
    """
    colours = COLOURS["dark" if dark else "light"]
    values = {
        group: np.log10([p.mean for p in points if p.group == group and p.mean > 0])
        for group in ("selected", "random")
    }
    merged = np.concatenate(list(values.values()))
    edges = np.linspace(np.floor(merged.min() * 2) / 2, np.ceil(merged.max() * 2 + 1e-9) / 2 + 1e-9, 13)
    figure = _empty(height)
    for group, colour, dash, at in (
        ("random", colours["disconnected"], [6, 4], -0.035),
        ("selected", colours["connected"], "solid", -0.075),
    ):
        counts, _ = np.histogram(values[group], edges)
        share = counts / max(1, counts.sum())
        figure.step(
            np.repeat(edges, 2)[1:-1],
            np.repeat(share, 2),
            mode="after",
            line_color=colour,
            line_dash=dash,
            line_width=2.4,
            legend_label=f"{group} ({counts.sum()})",
            name=group,
        )
        figure.scatter(
            values[group], np.full(len(values[group]), at), marker="dash", angle=np.pi / 2, size=9, line_color=colour
        )
    figure.xaxis.axis_label = "log₁₀ σ (S/cm)"
    figure.yaxis.axis_label = "share of structures"
    style_figure(figure, dark=dark)
    _tidy_legend(figure, colours, "top_left")
    return figure


def methods(
    pairs: Sequence[Pair], x_label: str, y_label: str, *, dark: bool = False, height: int = 380
) -> bokeh_figure:
    """Figure of diffusivities by one method against another (Figs. 6 and 10).

    Parameters
    ----------
    pairs
        At least one; those not positive by both methods are left out.
    x_label, y_label
        Names of the methods.
    dark
        Dark colours.
    height
        Height, px.

    Returns
    -------
    bokeh.plotting.figure
        With the diagonal on which both agree.
    """
    colours = COLOURS["dark" if dark else "light"]
    shown = [pair for pair in pairs if pair.x > 0 and pair.y > 0]
    ends = [value for pair in shown for value in (pair.x, pair.y)]
    low, high = (min(ends) / 3, max(ends) * 3) if ends else (1e-7, 1e-4)
    figure = _empty(height, x_axis_type="log", y_axis_type="log", x_range=(low, high), y_range=(low, high))
    figure.line([low, high], [low, high], line_color=colours["muted"], line_dash=[4, 4], name="equal")
    source = ColumnDataSource(
        {
            "name": [pair.name for pair in shown],
            "x": [pair.x for pair in shown],
            "y": [pair.y for pair in shown],
            "left": [max(pair.x - pair.x_error, low) for pair in shown],
            "right": [pair.x + pair.x_error for pair in shown],
            "low": [max(pair.y - pair.y_error, low) for pair in shown],
            "high": [pair.y + pair.y_error for pair in shown],
        }
    )
    for base, lower, upper, dimension in (("x", "low", "high", "height"), ("y", "left", "right", "width")):
        whisker = Whisker(base=base, lower=lower, upper=upper, source=source, dimension=dimension)
        whisker.line_color = whisker.upper_head.line_color = whisker.lower_head.line_color = colours["connected"]
        whisker.upper_head.size = whisker.lower_head.size = 5
        figure.add_layout(whisker)
    dots = figure.scatter(
        "x", "y", source=source, size=10, fill_color=colours["connected"], line_color=colours["paper"], name="pairs"
    )
    figure.add_tools(
        HoverTool(renderers=[dots], tooltips=[("", "@name"), (x_label, "@x{0.0e}"), (y_label, "@y{0.0e}")])
    )
    figure.xaxis.axis_label = f"D, {x_label} (cm²/s)"
    figure.yaxis.axis_label = f"D, {y_label} (cm²/s)"
    style_figure(figure, dark=dark)
    return figure
