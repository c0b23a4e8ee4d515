"""Conductivities of several candidates, one row each (Fig. 4)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import holoviews as hv
from bokeh.palettes import Viridis256
from holoviews import opts

from pesviz.figures.backends import apply_look, dot_options
from pesviz.figures.uncertainty import error_bars
from pesviz.presentation.palette import palette

MARKERS = ("circle", "square", "triangle", "diamond", "inverted_triangle")
ROW = 34
"""Height of a candidate, px."""
_AXES = hv.Dimension("sigma", label="σ (S/cm); hollow: upper bound"), hv.Dimension("place")


@dataclass(frozen=True)
class ConductivityPoint:
    """The conductivity of one candidate at one temperature.

    Parameters
    ----------
    candidate
        Its title.
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


def conductivities(points: Sequence[ConductivityPoint], *, dark: bool = False) -> hv.Overlay:
    """Figure of σ of several candidates, coloured by temperature."""
    colours = palette(dark=dark)
    best: dict[str, float] = {}
    for point in points:
        best[point.candidate] = max(best.get(point.candidate, 0.0), point.mean if point.certain else 0.0)
    names = sorted(best, key=lambda name: best[name])
    places = {name: float(i) for i, name in enumerate(names)}
    low = min((point.mean for point in points if point.mean > 0), default=1e-3)
    temperatures = sorted({point.temperature for point in points})
    parts: list[Any] = []
    for i, temperature in enumerate(temperatures):
        here = [point for point in points if point.temperature == temperature]
        colour = Viridis256[round((40 if dark else 10) + i * 200 / max(1, len(temperatures) - 1) * 0.9)]
        certain = [point for point in here if point.certain]
        if certain:
            x = [point.mean for point in certain]
            parts.append(
                error_bars(
                    x, [places[point.candidate] for point in certain],
                    [max(point.mean - point.error, low / 4) for point in certain],
                    [point.mean + point.error for point in certain],
                    _AXES, color=colour, horizontal=True,
                )
            )  # fmt: skip
        for fill, group in ((colours.paper, [point for point in here if not point.certain]), (colour, certain)):
            parts += _dots(group, places, low, fill, colour, MARKERS[i % len(MARKERS)], f"{temperature:g} K")
    ends = [value for point in points for value in (point.bound, point.mean + point.error, low)]
    shared: dict[str, Any] = {
        "logx": True, "xlim": (low / 2, 2 * max(ends)), "ylim": (-0.6, len(names) - 0.4), "xlabel": _AXES[0].label,
        "ylabel": "", "yticks": [(place, name) for name, place in places.items()], "legend_position": "top",
        "legend_cols": len(temperatures),
    }  # fmt: skip
    return apply_look(hv.Overlay(parts), dark=dark, height=84 + ROW * len(names), bokeh=shared, matplotlib=shared)


def _dots(
    points: Sequence[ConductivityPoint], places: dict[str, float], low: float, fill: str, edge: str, marker: str,
    temperature: str,
) -> list[Any]:  # fmt: skip
    if not points:
        return []
    columns = {
        "sigma": [point.mean if point.certain else max(point.bound, low) for point in points],
        "place": [places[point.candidate] for point in points],
        "candidate": [point.candidate for point in points],
        "temperature": [temperature] * len(points),
        "value": [
            f"{point.mean:.2g} ± {point.error:.1g} S/cm"
            if point.certain
            else f"not diffusive; below {max(point.bound, low):.1g} S/cm"
            for point in points
        ],
    }
    dots = hv.Scatter(columns, _AXES[0], [_AXES[1], "candidate", "temperature", "value"], label=temperature)
    certain = all(point.certain for point in points)
    name = "conductivities" if certain else "upper bounds"
    return [
        dots.opts(*dot_options("Scatter", fill, edge=edge, size=11, marker=marker, name=name)).opts(
            opts.Scatter(
                backend="bokeh", tools=["hover"],
                hover_tooltips=[("", "@candidate"), ("", "@temperature"), ("σ", "@value")],
            ),
            opts.Scatter(backend="matplotlib", show_legend=certain),
        )
    ]  # fmt: skip
