"""Words of the dashboard: those about a result (`pesviz.landscape.words`) and those about a running scan."""

from __future__ import annotations

from html import escape
from typing import Any

import numpy as np

from pesviz.app import typeset
from pesviz.errors import PesvizError
from pesviz.landscape import Landscape, words
from pesviz.landscape.words import TERMS, percolation, provenance, slider_end, ticks
from pesviz.ranking.calibration import calibration_in_force, stored_calibrations, xi_of

__all__ = ["TERMS", "estimate", "percolation", "provenance", "slider_end", "summary", "ticks"]


def _signed(value: float, digits: str) -> str:
    return f"{value:+{digits}}".replace("-", "−")


def estimate(found: dict[str, Any]) -> str:
    """Return what a stage of a running scan says of the result, and how much that moved (HTML)."""
    if not found:
        return ""
    mpe, moved = found["mpe_eV"], found["mpe_change_eV"]
    free, grew = found["connected"], found["connected_change"]
    barrier = typeset.energy(mpe, found.get("up_to"))
    parts = [
        ("MPE", barrier, "" if moved is None else f"moved {_signed(1000 * moved, '.0f')} meV"),
        (
            "FV(0.5 eV)",
            "–" if free is None else typeset.fraction(free),
            "" if grew is None else f"moved {_signed(100 * grew, '.2g')} %",
        ),
    ]
    lines = "".join(
        f"<div>{name} {'' if value.startswith('>') else '≈ '}<b>{escape(value)}</b> {change}</div>"
        for name, value, change in parts
    )
    points = {1: "1 of 64", 2: "1 of 8"}.get(found["stage"], "all")
    return f'<div class="hint estimate" title="{TERMS["stage"]}">From {points} points:{lines}</div>'


def summary(landscape: Landscape | None) -> dict[str, Any]:
    """Return what the summary beside the viewer shows, with the thresholds of Ξ that are in force.

    Parameters
    ----------
    landscape
        The result; None for nothing.
    """
    found = words.summary(landscape)
    xi = found.get("xi")
    if landscape is None or not xi:
        return found
    name = str(landscape.pes.potential.get("name", ""))
    try:
        thresholds, said = calibration_in_force(name)
        paper = f"{thresholds.connected:.2f} and {thresholds.disconnected:.2f}"
        xi["calibration"] = f"In force: the paper's thresholds, {paper}."
        if name in stored_calibrations():
            xi["calibration"] = f"Own thresholds in force: {said}"
            volumes = [float(landscape.free_volume([0.5], kind)[0]) for kind in ("connected", "disconnected")]
            xi["own"] = float(xi_of(np.array([volumes]), thresholds)[0])
    except PesvizError as error:  # a broken file of calibrations: said here, the paper's thresholds hold
        xi["calibration"] = f"{error.problem} {error.remedy}"
    return found
