"""Error bars, bands and spans of HoloViews figures, with options for both backends."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import holoviews as hv
import numpy as np
from bokeh.models import TeeHead
from holoviews import opts

from pesviz.figures.backends import PIXEL

_Values = Sequence[float] | np.ndarray


def error_bars(
    x: _Values, y: _Values, low: _Values, high: _Values, axes: tuple[hv.Dimension, hv.Dimension], *, color: str,
    horizontal: bool = False, width: float = 1.4, head: float = 7.0, alpha: float = 1.0,
) -> hv.ErrorBars:  # fmt: skip
    """Return error bars.

    Parameters
    ----------
    x, y
        The points.
    low, high
        Both ends of each bar, in units of the axis along which it lies.
    axes
        Dimensions of x and y.
    color, width, alpha
        Of the bars; the width in px on the page.
    horizontal
        The bars lie along x.
    head
        Width of the heads, px; 0 for none.
    """
    x, y = np.asarray(x, dtype=float), np.asarray(y, dtype=float)
    middle = x if horizontal else y
    bars = hv.ErrorBars(
        (x, y, middle - np.asarray(low), np.asarray(high) - middle), axes[0], [axes[1], "below", "above"],
        horizontal=horizontal,
    )  # fmt: skip
    tee = TeeHead(size=head, line_color=color, line_width=width, line_alpha=alpha) if head else None
    page: dict[str, Any] = {"line_color": color, "line_width": width, "line_alpha": alpha}
    return bars.opts(
        opts.ErrorBars(backend="bokeh", upper_head=tee, lower_head=tee, **page),
        opts.ErrorBars(
            backend="matplotlib", edgecolor=color, elinewidth=PIXEL * width, capsize=PIXEL * head / 2, alpha=alpha
        ),
    )


def band(
    x: _Values, low: _Values, high: _Values, axes: tuple[hv.Dimension, hv.Dimension], *, color: str,
    alpha: float = 0.16,
) -> hv.Area:  # fmt: skip
    """Return the area between two curves."""
    upper = hv.Dimension(f"{axes[1].name}_high", label=f"{axes[1].label} high")
    return hv.Area((x, low, high), axes[0], [axes[1], upper]).opts(
        opts.Area(backend="bokeh", color=color, fill_alpha=alpha, line_alpha=0.0),
        opts.Area(backend="matplotlib", color=color, facecolor=color, alpha=alpha, linewidth=0),
    )


def span(low: float, high: float, *, color: str, alpha: float = 0.15, vertical: bool = False) -> Any:
    """Return a strip from one edge of the frame to the other."""
    kind, options = (hv.VSpan, opts.VSpan) if vertical else (hv.HSpan, opts.HSpan)
    return kind(low, high).opts(
        options(backend="bokeh", fill_color=color, fill_alpha=alpha, line_alpha=0.0, level="underlay"),
        options(backend="matplotlib", color=color, facecolor=None, alpha=alpha, linewidth=0),
    )
