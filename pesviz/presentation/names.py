"""Printed names: formulae with subscripts, space groups with overbars and subscripts.

Plain text is converted to Unicode (menus, figures, tables) or HTML (pages, notebooks); HTML is always escaped.
"""

from __future__ import annotations

import html
import re

from ase import Atoms

_SUBSCRIPT = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
_PARTS = re.compile(r"-\d|_\{?\d\}?|[A-Za-z]+|.", re.DOTALL)
SYMPREC_A = 0.01
"""Distance within which atoms count as symmetric, Å."""


def formula_unicode(formula: str) -> str:
    """Return a formula with subscripts.

    Parameters
    ----------
    formula
        Plain text, for example "Li10Ge(PS6)2".

    Returns
    -------
    str
        For example "Li₁₀Ge(PS₆)₂".
    """
    return formula.translate(_SUBSCRIPT)


def formula_html(formula: str) -> str:
    """Return a formula as HTML.

    Parameters
    ----------
    formula
        Plain text, for example "Li10Ge(PS6)2".

    Returns
    -------
    str
        For example "Li<sub>10</sub>Ge(PS<sub>6</sub>)<sub>2</sub>".
    """
    parts = re.split(r"(\d+(?:\.\d+)?)", formula)
    return "".join(f"<sub>{part}</sub>" if i % 2 else html.escape(part) for i, part in enumerate(parts))


def space_group(atoms: Atoms, symprec: float = SYMPREC_A) -> str:
    """Find the space group of a crystal (spglib).

    Parameters
    ----------
    atoms
        A valid crystal.
    symprec
        Distance within which atoms count as symmetric, Å.

    Returns
    -------
    str
        Short Hermann–Mauguin symbol in plain text, for example "P6_3mc" or "Fm-3m"; "P1" where there is none.
    """
    import spglib

    try:
        symbol = spglib.get_spacegroup((atoms.cell.array, atoms.get_scaled_positions(), atoms.numbers), symprec)
    except spglib.SpglibError:  # atoms closer than symprec, or a cell that cannot be standardised
        return "P1"
    return symbol.split(" ")[0] if symbol else "P1"


def space_group_html(symbol: str) -> str:
    """Return a Hermann–Mauguin symbol as HTML: letters in italics, screws as subscripts, overbars drawn.

    Parameters
    ----------
    symbol
        Plain text, for example "P6_3mc" or "Fm-3m".

    Returns
    -------
    str
        For example "<i>P</i>6<sub>3</sub><i>mc</i>".
    """
    out = []
    for part in _PARTS.findall(symbol):
        if re.fullmatch(r"-\d", part):
            out.append(f'<span style="text-decoration:overline">{part[1]}</span>')
        elif part.startswith("_") and len(part) > 1:
            out.append(f"<sub>{part.strip('_{}')}</sub>")
        elif part.isalpha():
            out.append(f"<i>{part}</i>")
        else:
            out.append(html.escape(part))
    return "".join(out)
