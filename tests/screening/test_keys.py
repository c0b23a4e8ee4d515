"""Texts and numbers survive `ase.db`."""

import ase.db
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pesviz.screening.keys import from_pairs, to_pairs
from tests.screening.crystals import atoms


@given(st.text(min_size=1, max_size=12).filter(str.strip))
def test_every_text_comes_back(text):
    assert from_pairs(to_pairs({"source_id": text})) == {"source_id": text}


@pytest.mark.parametrize(
    "text", ["1537475", "1e5", "InF", "NaN", "nan", "True", "-3", "id:7", "4p7", "Li3N", "1_000"]
)
def test_ase_takes_ids_that_look_like_numbers(tmp_path, text):
    database = ase.db.connect(tmp_path / "r.db")
    database.write(atoms(), key_value_pairs=to_pairs({"source_id": text, "formula": text}))
    assert from_pairs(database.get(id=1).key_value_pairs) == {"source_id": text, "formula": text}


def test_unknown_numbers_are_left_out():
    values = {"xi": 0.5, "mpe": np.inf, "e1d": None, "s1": np.nan, "n_points": np.int64(8), "error": ""}
    pairs = to_pairs(values)
    assert pairs == {"xi": 0.5, "n_points": 8}
    assert type(pairs["n_points"]) is int
