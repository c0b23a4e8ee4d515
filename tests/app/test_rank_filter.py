"""The filter's language: what it lets through, what it refuses, and that nothing typed is ever run."""

from __future__ import annotations

import contextlib

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pesviz.app.rank.filter import LONGEST, Filter, FilterError

TABLE = pd.DataFrame(
    {
        "formula": ["Li3N", "Li10Ge(PS6)2", "LiCl", ""],
        "source_id": ["gvd", "lgps", "LiCl", "broken"],
        "xi": [0.13, 0.94, 0.93, np.nan],
        "mpe": [1.44, 0.2, 0.23, np.nan],
        "n_atoms": [4, 50, 4, 0],
        "potential": ["m3gnet", "chgnet", "m3gnet", ""],
        "status": ["done", "done", "done", "failed"],
        "sigma": [6e-4, 1.2e-2, np.nan, np.nan],
        "upper_bound": pd.Series([False, False, np.nan, np.nan], dtype=object),
        "group": ["nitride", "thio-LISICON", np.nan, np.nan],
        "typical": [True, False, True, True],
    }
)


def rows(text: str) -> list[int]:
    return np.flatnonzero(Filter(text).rows(TABLE)).tolist()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", [0, 1, 2, 3]),
        ("   ", [0, 1, 2, 3]),
        ("xi > 0.25", [1, 2]),
        ("Ξ ≥ 0.93 and atoms < 50", [2]),
        ("0.2 < mpe <= 1.44", [0, 2]),
        ("xi > 0.9 or atoms == 4", [0, 1, 2]),
        ("not xi > 0.25", [0, 3]),
        ('potential == "chgnet"', [1]),
        ('potential != "chgnet" and status == "done"', [0, 2]),
        ('has("Li", "N")', [0]),
        ('has("S") & (xi > 0.5)', [1]),
        ('not has("Li")', [3]),
        ("known(sigma)", [0, 1]),
        ("~known(sigma) | (xi > 2)", [2, 3]),
        ("log10(sigma) > -3", [1]),
        ('"lisicon" in group', [1]),
        ('"lisicon" not in group', [0, 2, 3]),
        ('status in ("failed", "skipped")', [3]),
        ("atoms in (4, 8)", [0, 2]),
        ("xi * 2 - 1 > 0.8", [1, 2]),
        ("abs(-mpe) ** 2 > 2", [0]),
        ("xi / mpe > 4", [1, 2]),
        ("typical", [0, 2, 3]),
        ("typical and xi > 0.5", [2]),
        ("upper_bound", []),
        ("True", [0, 1, 2, 3]),
        ("9 ** 9 ** 9 > xi", [0, 1, 2]),
        ('formula == "Li₃N"', [0]),
    ],
)
def test_what_is_let_through(text, found):
    assert rows(text) == found


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("xi = 1", "single ="),
        ("xi >", "cannot be read"),
        ("xii > 1", "no column “xii”"),
        ("xi", "neither true|yes-or-no"),
        ("xi and mpe", "neither true nor false"),
        ('xi > "a"', "cannot be compared"),
        ('potential > "a"', "no order"),
        ("xi is None", "compares nothing|has no"),
        ('__import__("os").system("true")', "has no"),
        ("().__class__", "has no"),
        ("open('x')", "no function “open”"),
        ("exec('1')", "no function “exec”"),
        ("[x for x in (1,)]", "has no"),
        ("(lambda: 1)()", "has no"),
        ("xi.values > 1", "has no"),
        ("xi[0] > 1", "has no"),
        ("f'{xi}' == 'a'", "has no"),
        ("(y := 1) > 0", "single ="),
        ('has("li")', "symbols of elements"),
        ("log10(xi, 2) > 1", "no function"),
        ("potential + 1 > 2", "is not a number"),
        ('"a" * 9 == "b"', "is not a number"),
        ("x" * (LONGEST + 1), "too long"),
        ("(" * 190 + "xi" + ")" * 190, "cannot be read|neither|yes-or-no"),
        ("not " * 99 + "xi", "neither true|too"),
    ],
)
def test_what_is_refused_and_why(text, said):
    with pytest.raises(FilterError, match=said) as caught:
        Filter(text).rows(TABLE)
    assert caught.value.remedy


def test_a_name_that_is_nearly_right_is_proposed():
    with pytest.raises(FilterError) as caught:
        Filter("potentail == 'chgnet'").rows(TABLE)
    assert "potential" in caught.value.remedy


@given(st.text(max_size=60))
def test_whatever_is_typed_is_rows_or_a_reason(text):
    with contextlib.suppress(FilterError):  # any other exception is a failure
        found = Filter(text).rows(TABLE)
        assert found.shape == (len(TABLE),)
        assert found.dtype == bool


@given(
    st.floats(-1, 2),
    st.sampled_from([">", "<", ">=", "<=", "==", "!="]),
    st.integers(0, 60),
    st.sampled_from(["and", "or"]),
)
def test_comparisons_are_those_of_pandas(limit, sign, atoms, join):
    text = f"xi {sign} {limit!r} {join} n_atoms <= {atoms}"
    assert rows(text) == TABLE.query(text, engine="python").index.tolist()
