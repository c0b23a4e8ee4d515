"""Distribution of log₁₀ σ in selected and in random structures (Fig. 5)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import holoviews as hv
import numpy as np
from holoviews import opts

from pesviz.figures.backends import PIXEL, apply_look, line_options
from pesviz.figures.conductivities import ConductivityPoint
from pesviz.presentation.palette import palette

BINS = 12
TICK = 0.02
"""Length of a structure's tick, as a share."""
_AXES = hv.Dimension("log_sigma", label="log₁₀ σ (S/cm)"), hv.Dimension("share", label="share of structures")


def distributions(points: Sequence[ConductivityPoint], *, dark: bool = False, height: int = 260) -> hv.Overlay:
    """Figure of shares of each group, with each structure as a tick under them.

    Parameters
    ----------
    points
        Of one temperature, each with its group.
    dark
        Dark colours.
    height
        Height on the page, px.
    """
    colours = palette(dark=dark)
    values = {
        group: np.log10([p.mean for p in points if p.group == group and p.mean > 0])
        for group in ("random", "selected")
    }
    merged = np.concatenate(list(values.values()))
    edges = np.linspace(np.floor(merged.min() * 2) / 2, np.ceil(merged.max() * 2 + 1e-9) / 2 + 1e-9, BINS + 1)
    parts: list[Any] = []
    for group, colour, dash, position in (
        ("random", colours.disconnected, (6, 4), -0.045),
        ("selected", colours.connected, (), -0.085),
    ):
        counts, _ = np.histogram(values[group], edges)
        share = counts / max(1, counts.sum())
        step = hv.Curve((np.repeat(edges, 2)[1:-1], np.repeat(share, 2)), *_AXES, label=f"{group} ({counts.sum()})")
        parts.append(step.opts(*line_options("Curve", colour, dash=dash, name=group)))
        ticks = hv.Spikes(values[group], _AXES[0])
        place: dict[str, Any] = {"position": position, "spike_length": TICK, "color": colour}
        parts.append(
            ticks.opts(
                opts.Spikes(backend="bokeh", line_width=1.2, **place),
                opts.Spikes(backend="matplotlib", linewidth=PIXEL * 1.2, **place),
            )
        )
    shared: dict[str, Any] = {
        "legend_position": "top_left",
        "xlim": (edges[0], edges[-1]),
        "xlabel": _AXES[0].label,
        "ylabel": _AXES[1].label,
    }
    return apply_look(hv.Overlay(parts), dark=dark, height=height, bokeh=shared, matplotlib=shared)
