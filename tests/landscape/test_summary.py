"""The summary of a landscape: the same numbers from a landscape and from its JSON, and predictions apart."""

from __future__ import annotations

import json

import numpy as np
import pytest

from pesviz.landscape.summary import ENERGIES, ESTIMATES, LandscapeSummary
from pesviz.screening.keys import COLUMNS
from pesviz.workflows.scan import scan


@pytest.fixture(scope="module")
def landscape():
    return scan("gallery:Li3N", "toy-network-3d", smearing="paper")


@pytest.mark.parametrize("name", ["landscape", "adaptive_landscape", "closed_landscape"])
def test_json_holds_the_summary(name, request):
    landscape = request.getfixturevalue(name)
    values = json.loads(json.dumps(landscape.to_dict(), allow_nan=False))
    assert LandscapeSummary.from_dict(values) == landscape.summary


def test_every_number_is_a_column_of_a_campaign(landscape):
    row = landscape.summary.to_row()
    assert set(row) <= set(COLUMNS)
    assert row["mpe"] == landscape.mpe
    assert row["e3d"] == landscape.percolation.e_3d
    assert row["fv_conn_0p5"] == float(landscape.free_volume(0.5, "connected"))
    assert [row[name] for name in ESTIMATES] == [None] * len(ESTIMATES), "all is known"


def test_what_is_unknown_is_predicted_and_said_to_lie_beyond(closed_landscape):
    summary = closed_landscape.summary
    assert summary.mpe is None
    assert summary.mpe_estimate == pytest.approx(closed_landscape.mpe_estimate)
    assert summary.beyond["mpe_eV"] == f"> {summary.limit:g} eV"
    for name in ENERGIES:
        assert None in (getattr(summary, name), getattr(summary, f"{name}_estimate")), "never both"
    assert all(np.isfinite(value) for value in summary.estimates.values())


def test_an_index_has_rounded_numbers(landscape):
    entry = landscape.summary.to_index()
    assert set(entry) == {"xi", "mpe_eV", "potential"}
    assert entry["mpe_eV"] == pytest.approx(landscape.mpe, abs=1e-4)


def test_something_else_is_no_summary():
    with pytest.raises((KeyError, TypeError)):
        LandscapeSummary.from_dict({"fv": {"thresholds_eV": [0.5]}})
