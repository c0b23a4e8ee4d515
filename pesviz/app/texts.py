"""Words of the dashboard: those about a result (`pesviz.landscape.words`) and those about a running scan."""

from __future__ import annotations

from typing import Any

from pesviz.app import typeset
from pesviz.landscape.words import TERMS, percolation, provenance, slider_end, summary, ticks

__all__ = ["TERMS", "estimate", "percolation", "provenance", "slider_end", "summary", "ticks"]


def _signed(value: float, digits: str) -> str:
    return f"{value:+{digits}}".replace("-", "−")


def estimate(found: dict[str, Any]) -> str:
    """Return what a stage of a running scan says of the result, and how much that moved (HTML)."""
    if not found:
        return ""
    mpe, moved = found["mpe_eV"], found["mpe_change_eV"]
    free, grew = found["connected"], found["connected_change"]
    parts = [
        ("MPE", typeset.energy(mpe), "" if moved is None else f"moved {_signed(1000 * moved, '.0f')} meV"),
        (
            "FV(0.5 eV)",
            "–" if free is None else typeset.fraction(free),
            "" if grew is None else f"moved {_signed(100 * grew, '.2g')} %",
        ),
    ]
    lines = "".join(f"<div>{name} ≈ <b>{value}</b> {change}</div>" for name, value, change in parts)
    points = {1: "1 of 64", 2: "1 of 8"}.get(found["stage"], "all")
    return f'<div class="hint estimate" title="{TERMS["stage"]}">From {points} points:{lines}</div>'
