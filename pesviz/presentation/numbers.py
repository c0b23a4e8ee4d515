"""Printed numbers: digits, units, lattice directions (names: `pesviz.presentation.names`)."""

from __future__ import annotations

import math
from collections.abc import Sequence

_OVERLINE = "\u0305"


def energy(value: float | None, above: float | None = None, predicted: float | None = None) -> str:
    """Return an energy in eV with three decimals (one above 10 eV), or a dash where there is none.

    Parameters
    ----------
    value
        The energy, eV; None or infinite where there is none.
    above
        Limit of an adaptive scan, eV: an energy without value lies higher.
    predicted
        Predicted value above the limit, eV.
    """
    if value is None or not math.isfinite(value):
        if predicted is not None and math.isfinite(predicted):
            return estimate(predicted, above)
        return "–" if above is None else f"> {above:g} eV"
    return f"{value:.3f} eV" if value < 10 else f"{value:.1f} eV"


def estimate(value: float, above: float | None = None) -> str:
    """Return a predicted energy, "≈ 1.4 eV": one decimal, two where one would not lie above the limit of the scan.

    Parameters
    ----------
    value
        The energy, eV.
    above
        Energy at which the scan ended, eV.
    """
    digits = 1 if above is None or round(value, 1) > above + 1e-9 else 2
    return f"≈ {value:.{digits}f} eV"


def score(value: float) -> str:
    """Return Ξ or one of its factors with three decimals."""
    return f"{value:.3f}"


def fraction(value: float) -> str:
    """Return a fraction of the volume as a percentage with two or three digits."""
    if value <= 0:
        return "0 %"
    percent = 100 * value
    digits = max(0, min(3, 2 - math.floor(math.log10(percent)) - 1)) if percent < 100 else 0
    return f"{percent:.{digits}f} %" if percent >= 0.001 else "< 0.001 %"


def duration(seconds: float | None) -> str:
    """Return a time span in a suitable unit."""
    if seconds is None or not math.isfinite(seconds):
        return "unknown"
    if seconds < 1:
        return "less than 1 s"
    if seconds < 90:
        return f"{seconds:.0f} s"
    if seconds < 5400:
        return f"{seconds / 60:.0f} min"
    return f"{seconds / 3600:.1f} h"


def direction(vector: Sequence[int]) -> str:
    """Return a lattice direction in crystallographers' brackets, "[01̅0]"."""
    return "[" + "".join(f"{abs(n)}{_OVERLINE if n < 0 else ''}" for n in vector) + "]"
