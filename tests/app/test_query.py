"""Addresses: what they may say, and that nonsense in them is ignored."""

from __future__ import annotations

import pytest

from pesviz.app.query import from_query
from pesviz.app.state import State


def test_a_full_address_sets_the_state():
    state = State(**from_query({"t": "0.812", "ion": "2", "field": "pes", "cells": "2", "s": "gallery:LiF"}))
    assert (state.threshold, state.ion, state.kind, state.cells) == (0.812, 1, "pes", 2)


@pytest.mark.parametrize(
    "query",
    [
        {},
        {"t": "nan"},
        {"t": "inf"},
        {"t": "x"},
        {"ion": "one"},
        {"field": "../etc"},
        {"cells": "3"},
        {"unknown": "1"},
    ],
)
def test_nonsense_is_ignored(query):
    assert from_query(query) == {}
    State(**from_query(query))


def test_thresholds_are_kept_on_the_slider():
    assert from_query({"t": "-3"}) == {"threshold": 0.0}
    assert from_query({"t": "99"}) == {"threshold": 4.0}
