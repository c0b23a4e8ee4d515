"""Words of the dashboard: those about a result (`pesviz.presentation.terms`) and those about a running scan."""

from __future__ import annotations

from html import escape
from typing import Any

import numpy as np

from pesviz.errors import PesvizError
from pesviz.landscape import Landscape
from pesviz.landscape.descriptors import THRESHOLD_EV
from pesviz.presentation import numbers, terms
from pesviz.presentation.terms import TERMS, percolation, provenance, slider_end, ticks
from pesviz.ranking.calibration import calibration_in_force, stored_calibrations, xi_of

__all__ = ["TERMS", "estimate", "percolation", "provenance", "slider_end", "summary", "ticks"]


def _signed(value: float, digits: str) -> str:
    return f"{value:+{digits}}".replace("-", "−")


def estimate(milestone: dict[str, Any]) -> str:
    """Return the present estimates of a running scan and their last changes (HTML)."""
    if not milestone:
        return ""
    mpe, mpe_change = milestone["mpe_eV"], milestone["mpe_change_eV"]
    free, free_change = milestone["connected"], milestone["connected_change"]
    limit = milestone["limit"]
    exact = {
        "MPE": limit is not None and mpe is not None and mpe < limit,
        "FV(0.5 eV)": limit is not None and limit >= THRESHOLD_EV,
    }
    parts = [
        ("MPE", numbers.energy(mpe), "" if mpe_change is None else f"moved {_signed(1000 * mpe_change, '.0f')} meV"),
        (
            "FV(0.5 eV)",
            "–" if free is None else numbers.fraction(free),
            "" if free_change is None else f"moved {_signed(100 * free_change, '.2g')} %",
        ),
    ]
    lines = "".join(
        f"<div>{name} {'' if value == '–' or exact[name] else '≈ '}<b>{escape(value)}</b> {change}</div>"
        for name, value, change in parts
    )
    below = "" if not limit else f", exact below {limit:g} eV"
    share = numbers.fraction(milestone["share"])
    return f'<div class="hint estimate" title="{TERMS["stage"]}">With {share} of the energies{below}:{lines}</div>'


def summary(landscape: Landscape | None) -> dict[str, Any]:
    """Return the content of the summary next to the viewer, with the thresholds of Ξ in force."""
    texts = terms.summary(landscape)
    xi = texts.get("xi")
    if landscape is None or not xi:
        return texts
    name = str(landscape.pes.potential.get("name", ""))
    try:
        thresholds, origin = calibration_in_force(name)
        paper = f"{thresholds.connected:.2f} and {thresholds.disconnected:.2f}"
        xi["calibration"] = f"In force: the paper's thresholds, {paper}."
        if name in stored_calibrations():
            xi["calibration"] = f"Own thresholds in force: {origin}"
            volumes = [float(landscape.free_volume([0.5], kind)[0]) for kind in ("connected", "disconnected")]
            xi["own"] = float(xi_of(np.array([volumes]), thresholds)[0])
    except (
        PesvizError
    ) as error:  # a broken file of calibrations: the message is shown, and the paper's thresholds are used
        xi["calibration"] = f"{error.problem} {error.remedy}"
    return texts
