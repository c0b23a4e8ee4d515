"""Text for people: formulae with subscripts, space groups with overbars, numbers with sensible digits."""

from __future__ import annotations

import html
import math
import re
from collections.abc import Sequence

_SUBSCRIPT = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
_OVERLINE = "\u0305"


def formula(text: str) -> str:
    """Return a formula with subscript digits.

    Parameters
    ----------
    text
        A plain formula, for example "Li10Ge(PS6)2".

    Returns
    -------
    str
        For example "Li₁₀Ge(PS₆)₂".
    """
    return text.translate(_SUBSCRIPT)


def space_group(symbol: str) -> str:
    """Return a Hermann–Mauguin symbol as HTML.

    Parameters
    ----------
    symbol
        A plain symbol, for example "P6_3mc" or "Fm-3m".

    Returns
    -------
    str
        For example "P6<sub>3</sub>mc", "Fm<span …>3</span>m" with an overbar; letters in italics.
    """
    out = []
    for part in re.findall(r"-\d|_\{?\d\}?|[A-Za-z]+|.", symbol):
        if re.fullmatch(r"-\d", part):
            out.append(f'<span style="text-decoration:overline">{part[1]}</span>')
        elif part.startswith("_"):
            out.append(f"<sub>{re.sub(r'[^0-9]', '', part)}</sub>")
        elif part.isalpha():
            out.append(f"<i>{part}</i>")
        else:
            out.append(html.escape(part))
    return "".join(out)


def space_group_plain(symbol: str) -> str:
    """Return a Hermann–Mauguin symbol in Unicode, for menus: "P6₃mc", "Fm3̅m"."""
    text = re.sub(r"_\{?(\d)\}?", lambda match: match[1].translate(_SUBSCRIPT), symbol)
    return re.sub(r"-(\d)", lambda match: match[1] + _OVERLINE, text)


def energy(value: float | None) -> str:
    """Return an energy in eV with three decimals (one above 10 eV), or a dash where there is none."""
    if value is None or not math.isfinite(value):
        return "–"
    return f"{value:.3f} eV" if value < 10 else f"{value:.1f} eV"


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
    """Return a time span in the largest sensible units."""
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
