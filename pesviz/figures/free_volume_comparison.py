"""Free volumes of several structures over each other (Eq. 3)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import holoviews as hv
import numpy as np
from bokeh.models import CustomJSTickFormatter, HoverTool
from holoviews import opts

from pesviz.figures.backends import PIXEL, apply_look, line_options
from pesviz.presentation.javascript import call
from pesviz.presentation.palette import palette

END = 2.0
"""End of the threshold axis, eV."""
LOWEST = 1e-4
"""Lower end of the axis: fraction of the cell."""
_AXES = hv.Dimension("threshold"), hv.Dimension("free_volume")


@dataclass(frozen=True, eq=False)
class FreeVolumeCurves:
    """Free volumes of one structure.

    Parameters
    ----------
    title
        What it is.
    thresholds
        Threshold axis, eV.
    connected, disconnected
        Fractions of the cell.
    """

    title: str
    thresholds: np.ndarray
    connected: np.ndarray
    disconnected: np.ndarray


def free_volume_comparison(
    structures: Sequence[FreeVolumeCurves], *, dark: bool = False, height: int = 264
) -> hv.Overlay:
    """Figure of free volumes against the threshold: connected solid, disconnected dashed, one colour a structure.

    Parameters
    ----------
    structures
        At most as many as the palette has colours.
    dark
        Dark colours.
    height
        Height on the page, px.
    """
    colours = palette(dark=dark)
    half = hv.VLine(0.5).opts(
        opts.VLine(backend="bokeh", line_color=colours.muted, line_dash="dotted", line_width=1),
        opts.VLine(backend="matplotlib", color=colours.muted, linestyle=":", linewidth=PIXEL),
    )
    parts: list[Any] = [half]
    for structure, colour in zip(structures, colours.series, strict=False):
        t, n = structure.thresholds, len(structure.thresholds)
        connected, disconnected = (
            np.maximum(values, 1e-9) for values in (structure.connected, structure.disconnected)
        )
        columns = {"threshold": t, "free_volume": connected, "outside": disconnected, "title": [structure.title] * n}
        hover = HoverTool(
            line_policy="nearest",
            tooltips=[
                ("", "@title"), ("threshold", "@threshold{0.000} eV"), ("connected", "@free_volume{0.00 %}"),
                ("disconnected", "@outside{0.00 %}"),
            ],
        )  # fmt: skip
        parts += [
            hv.Curve((t, disconnected), *_AXES).opts(
                *line_options("Curve", colour, width=1.5, dash=(5, 4), alpha=0.8, name="disconnected")
            ),
            hv.Curve(columns, _AXES[0], [_AXES[1], "outside", "title"], label=structure.title)
            .opts(*line_options("Curve", colour, name="connected"))
            .opts(opts.Curve(backend="bokeh", tools=[hover])),
        ]
    common: dict[str, Any] = {
        "logy": True, "xlim": (0.0, END), "ylim": (LOWEST, 1.2), "xlabel": "threshold (eV)",
        "ylabel": "free volume / cell volume",
    }  # fmt: skip
    percent = CustomJSTickFormatter(code=f"return {call('format.percent', 'tick')}")
    return apply_look(
        hv.Overlay(parts), dark=dark, height=height,
        bokeh=common | {"yticks": [1e-4, 1e-3, 1e-2, 1e-1, 1.0], "yformatter": percent, "show_legend": False},
        matplotlib=common | {"show_legend": True, "legend_position": "bottom_right", "fontsize": {"legend": 7}},
    )  # fmt: skip
