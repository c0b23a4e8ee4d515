"""Filter expressions over the table: a small language of its own; nothing a person types is ever run.

    xi > 0.25 and atoms < 50
    0.1 < mpe <= 0.4 and potential == "chgnet"
    has("Li", "S") and not known(sigma)
    log10(sigma) > -4 or "thio" in group
    status in ("failed", "skipped", "stopped")
    mpe < 1 or mpe_estimate < 1

The text is parsed with `ast`; the tree is walked by `Filter`, which knows comparisons, and / or / not, arithmetic,
names of columns, numbers, texts, and the functions `has`, `known`, `log10`, `abs`, `sqrt`. The rest is refused,
with the place. Unknown numbers (NaN) compare as false.
"""

from __future__ import annotations

import ast
import difflib
import operator
import re
from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd

from pesviz.errors import SettingsError

ALIASES = {
    "atoms": "n_atoms", "name": "source_id", "time": "seconds", "Ξ": "xi", "S1": "s1", "S2": "s2", "MPE": "mpe",
    "E1D": "e1d", "E2D": "e2d", "E3D": "e3d", "e_1d": "e1d", "e_2d": "e2d", "e_3d": "e3d", "E_1D": "e1d",
    "E_2D": "e2d", "E_3D": "e3d", "fv_connected": "fv_conn_0p5", "fv_disconnected": "fv_disc_0p5",
    "fv_conn": "fv_conn_0p5", "fv_disc": "fv_disc_0p5", "points": "n_points", "σ": "sigma",
    "family": "group", "median": "xi_median", "spread": "xi_spread", "mean": "xi_mean", "known_to": "up_to",
    "disagreement": "xi_disagreement", "draw": "realisation",
}  # fmt: skip
"""Short names of columns."""
LONGEST = 400
"""Characters of an expression."""
_COMPARE: dict[type, Callable[[Any, Any], Any]] = {
    ast.Lt: operator.lt, ast.LtE: operator.le, ast.Gt: operator.gt, ast.GtE: operator.ge,
    ast.Eq: operator.eq, ast.NotEq: operator.ne,
}  # fmt: skip
_ARITHMETIC: dict[type, Callable[[Any, Any], Any]] = {
    ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul, ast.Div: operator.truediv,
    ast.Pow: operator.pow,
}  # fmt: skip
_FUNCTIONS: dict[str, Callable[[Any], Any]] = {"log10": np.log10, "abs": np.abs, "sqrt": np.sqrt}
_ELEMENT = re.compile(r"[A-Z][a-z]?")
_SUBSCRIPTS = str.maketrans("₀₁₂₃₄₅₆₇₈₉≤≥≠", "0123456789" + "\x01\x02\x03")
HINT = "Write for example xi > 0.25 and atoms < 50."


class FilterError(SettingsError):
    """A filter expression cannot be understood."""

    code = "filter"


class Filter:
    """A filter expression.

    Parameters
    ----------
    text
        The expression; empty lets everything through.

    Raises
    ------
    FilterError
        It is no expression of the language above.
    """

    def __init__(self, text: str) -> None:
        text = text.translate(_SUBSCRIPTS).replace("\x01", "<=").replace("\x02", ">=").replace("\x03", "!=").strip()
        self._tree: ast.expr | None = None
        if not text:
            return
        if len(text) > LONGEST:
            raise FilterError("The filter is too long.", f"Use at most {LONGEST} characters.")
        if re.search(r"(?<![<>=!])=(?!=)", _without_texts(text)):
            raise FilterError("A single = compares nothing.", "Write == for “equal to”.")
        try:
            self._tree = ast.parse(text, mode="eval").body
        except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
            at = getattr(error, "offset", None)
            rest = text[at - 1 :][:24] if at else ""
            where = f" near “{rest}”" if rest else ""
            raise FilterError(f"The filter cannot be read{where}.", HINT) from None

    def rows(self, table: pd.DataFrame) -> np.ndarray:
        """Return which rows it lets through.

        Raises
        ------
        FilterError
            It names a column that there is not, or compares a number with a text.
        """
        if self._tree is None:
            return np.ones(len(table), dtype=bool)
        with np.errstate(all="ignore"):
            truth = _Walk(table).value(self._tree)
        if not _is_truth(truth):
            raise FilterError("The filter is no yes-or-no question.", HINT)
        return np.broadcast_to(np.asarray(truth), (len(table),))


class _Walk:
    """Values of a tree over a table: scalars, or arrays with one entry a row."""

    def __init__(self, table: pd.DataFrame) -> None:
        self._table = table

    def value(self, node: ast.expr) -> Any:
        """Return the value of a part."""
        match node:
            case ast.Constant(value=bool() | str() as given):
                return given
            case ast.Constant(value=int() | float() as number):
                return np.float64(number)
            case ast.Name(id=name):
                return self._column(name)
            case ast.BoolOp(op=op, values=parts):
                join = np.logical_and if isinstance(op, ast.And) else np.logical_or
                return join.reduce([self._rows(self.truth(part)) for part in parts])
            case ast.BinOp(op=ast.BitAnd() | ast.BitOr() as op, left=left, right=right):
                join = np.logical_and if isinstance(op, ast.BitAnd) else np.logical_or
                return join(self.truth(left), self.truth(right))
            case ast.UnaryOp(op=ast.Not() | ast.Invert(), operand=part):
                return np.logical_not(self.truth(part))
            case ast.UnaryOp(op=ast.USub(), operand=part):
                return -self._number(part)
            case ast.UnaryOp(op=ast.UAdd(), operand=part):
                return self._number(part)
            case ast.BinOp(op=op, left=left, right=right) if type(op) in _ARITHMETIC:
                return _ARITHMETIC[type(op)](self._number(left), self._number(right))
            case ast.Compare():
                return self._compare(node)
            case ast.Call(func=ast.Name(id=name), args=arguments, keywords=[]):
                return self._call(name, arguments)
        raise FilterError(f"A filter has no “{ast.unparse(node)[:40]}”.", HINT)

    def truth(self, node: ast.expr) -> Any:
        """Return the value of a part that has to be yes or no."""
        value = self.value(node)
        if not _is_truth(value):
            raise FilterError(f"“{ast.unparse(node)[:40]}” is neither true nor false.", "Compare it with a value.")
        return value

    def _rows(self, values: Any) -> np.ndarray:
        return np.broadcast_to(np.asarray(values), (len(self._table),))

    def _number(self, node: ast.expr) -> Any:
        value = self.value(node)
        if _kind(value) != "number":
            raise FilterError(f"“{ast.unparse(node)[:40]}” is not a number.", HINT)
        return value

    def _column(self, name: str) -> np.ndarray:
        column = ALIASES.get(name, name)
        if column not in self._table.columns:
            names = sorted({*self._table.columns, *(a for a, c in ALIASES.items() if c in self._table.columns)})
            near = difflib.get_close_matches(name, names, 1)
            hint = f"Did you mean {near[0]}?" if near else "Names: xi, mpe, atoms, potential, formula, e3d, …"
            raise FilterError(f"The table has no column “{name}”.", hint)
        values = self._table[column]
        if values.dtype == object or isinstance(values.dtype, pd.StringDtype):
            if column == "upper_bound":
                return np.asarray(values == True)  # noqa: E712 - NaN where no label is known
            return values.fillna("").astype(str).to_numpy(dtype=object)
        return values.to_numpy() if values.dtype == bool else values.to_numpy(dtype=float)

    def _compare(self, node: ast.Compare) -> np.ndarray:
        out: Any = True
        left_node = node.left
        for op, right_node in zip(node.ops, node.comparators, strict=True):
            out = np.logical_and(out, self._pair(op, left_node, right_node))
            left_node = right_node
        return np.asarray(out)

    def _pair(self, op: ast.cmpop, left_node: ast.expr, right_node: ast.expr) -> Any:
        if isinstance(op, ast.In | ast.NotIn):
            value = self._within(left_node, right_node)
            return np.logical_not(value) if isinstance(op, ast.NotIn) else value
        if type(op) not in _COMPARE:
            raise FilterError("“is” compares nothing here.", "Write == or known(sigma).")
        left, right = self.value(left_node), self.value(right_node)
        if _kind(left) != _kind(right):
            text = f"{ast.unparse(left_node)[:30]} and {ast.unparse(right_node)[:30]}"
            raise FilterError(f"{text} cannot be compared: one is a {_kind(left)}, one a {_kind(right)}.", HINT)
        if _kind(left) == "text" and not isinstance(op, ast.Eq | ast.NotEq):
            raise FilterError("Texts have no order.", 'Write for example potential == "chgnet" or "Li" in formula.')
        return np.asarray(_COMPARE[type(op)](left, right), dtype=bool)

    def _within(self, left_node: ast.expr, right_node: ast.expr) -> Any:
        left = self.value(left_node)
        if isinstance(right_node, ast.Tuple | ast.List | ast.Set):
            out: Any = np.zeros(len(self._table), dtype=bool)
            for part in right_node.elts:
                out = np.logical_or(out, self._pair(ast.Eq(), left_node, part))
            return out
        right = self.value(right_node)
        if not isinstance(left, str) or _kind(right) != "text" or isinstance(right, str):
            raise FilterError(
                "“in” needs a text and a column, or a list.", 'Write "sulf" in group, or atoms in (4, 8).'
            )
        needle = left.lower()
        return np.fromiter((needle in text.lower() for text in right), dtype=bool, count=len(right))

    def _call(self, name: str, arguments: list[ast.expr]) -> Any:
        if name == "has":
            elements = [self.value(argument) for argument in arguments]
            if not elements or not all(isinstance(w, str) and _ELEMENT.fullmatch(w) for w in elements):
                raise FilterError("has() takes symbols of elements.", 'Write has("Li", "S").')
            formulae = self._column("formula")
            matches = [set(elements) <= set(_ELEMENT.findall(formula)) for formula in formulae]
            return np.array(matches, dtype=bool)
        if name == "known" and len(arguments) == 1:
            values = self.value(arguments[0])
            return ~np.isnan(values) if _kind(values) == "number" else np.asarray(values != "", dtype=bool)
        if name in _FUNCTIONS and len(arguments) == 1:
            return _FUNCTIONS[name](self._number(arguments[0]))
        raise FilterError(
            f"There is no function “{name}”.", "There are has, known, log10, abs and sqrt, of one value."
        )


def _kind(value: Any) -> str:
    if isinstance(value, str) or (isinstance(value, np.ndarray) and value.dtype == object):
        return "text"
    return "truth value" if _is_truth(value) else "number"


def _is_truth(value: Any) -> bool:
    return isinstance(value, bool | np.bool_) or (isinstance(value, np.ndarray) and value.dtype == bool)


def _without_texts(text: str) -> str:
    return re.sub(r"\"[^\"]*\"|'[^']*'", '""', text)
