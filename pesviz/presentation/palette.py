"""Colours in light and dark, for page, figures, 3-D scene and exports; the viewer's bundle reads the same file.

The pairs are colour-blind safe (Okabe–Ito), darkened on white for contrast; the rest are neutrals.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Palette:
    """Colours of one scheme, as "#rrggbb".

    Parameters
    ----------
    paper, ink, muted, line, grid
        Background, text, secondary text, dividers, grid lines.
    beyond
        Where energies lie above the limit of a scan or the end of a scale.
    accent, on_accent
        Controls and the threshold, and text on them.
    connected, disconnected
        Level map and PES in figures.
    xi, mpe
        Descriptors in figures of scores.
    warning, error_bar
        What failed; uncertainties.
    surface, pes
        Isosurface of the level map and of the PES.
    other, edge, inner_edge, dim, marker
        Atoms without a colour of their own, edges of the cell, labels, the path's marker.
    axes
        Lattice vectors a, b, c.
    series
        Eight results side by side.
    """

    paper: str
    ink: str
    muted: str
    line: str
    grid: str
    beyond: str
    accent: str
    on_accent: str
    connected: str
    disconnected: str
    xi: str
    mpe: str
    warning: str
    error_bar: str
    surface: str
    pes: str
    other: str
    edge: str
    inner_edge: str
    dim: str
    marker: str
    axes: tuple[str, str, str]
    series: tuple[str, ...]


@lru_cache(maxsize=2)
def palette(*, dark: bool = False) -> Palette:
    """Return the colours of a scheme."""
    text = Path(__file__).with_name("palette.json").read_text(encoding="utf-8")
    values = json.loads(text)["dark" if dark else "light"]
    colours: dict[str, Any] = {n: tuple(value) if isinstance(value, list) else value for n, value in values.items()}
    return Palette(**colours)
