"""Figures for paper and slides: PNG, SVG or PDF through Matplotlib, without its global state."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pesviz.errors import SettingsError

FORMATS: tuple[str, ...] = (".png", ".svg", ".pdf")
"""What can be written."""


def new_figure(title: str = "", *, width: float = 6.0, height: float = 3.8) -> tuple[Any, Any]:
    """Return an empty figure and its axes.

    Parameters
    ----------
    title
        Above the axes.
    width, height
        Inches.
    """
    from matplotlib.figure import Figure

    figure = Figure(figsize=(width, height), layout="constrained")
    axes = figure.add_subplot()
    axes.spines[["top", "right"]].set_visible(False)
    axes.grid(color="#e6e9ec", lw=0.8)
    axes.set_axisbelow(True)
    if title:
        axes.set_title(title, fontsize=10, loc="left")
    return figure, axes


def save_figure(figure: Any, path: Path | str) -> Path:
    """Write a figure.

    Parameters
    ----------
    figure
        A Matplotlib figure.
    path
        The file; its suffix decides the format.

    Raises
    ------
    SettingsError
        The format is another.
    """
    path = Path(path)
    if path.suffix.lower() not in FORMATS:
        raise SettingsError(f"A figure cannot be written as '{path.suffix}'.", f"Choose {', '.join(FORMATS)}.")
    path.parent.mkdir(parents=True, exist_ok=True)
    # No date: the same figure is the same file.
    metadata = {".svg": {"Date": None}, ".pdf": {"CreationDate": None}}.get(path.suffix.lower())
    figure.savefig(path, dpi=200, metadata=metadata)
    return path
