"""What views show of results that are exact below a limit and predicted above it, without a browser."""

from __future__ import annotations

import json

import numpy as np

from pesviz.app.explore.numbers import Numbers
from pesviz.app.explore.slice import SliceView
from pesviz.app.explore.stage import Stage
from pesviz.app.explore.surface import Surface
from pesviz.app.rank.compare import Compare
from pesviz.app.rank.source import FilesSource
from pesviz.app.state import State
from pesviz.app.store import curves
from pesviz.app.with_density import DENSITY
from tests.adaptive import infinite_above


def test_the_bar_knows_where_predictions_begin(adaptive_landscape):
    state = State()
    stage = Stage(state)
    state.show(adaptive_landscape, "job", is_preview=False)
    assert stage.bar.limit == 0.6
    state.show(infinite_above(adaptive_landscape, 0.4), "job", is_preview=False)
    assert stage.bar.limit is None


def test_area_and_volume_above_the_limit_carry_the_sign(adaptive_landscape):
    state = State()
    stage = Stage(state)
    section = SliceView(state, stage.viewer, stage.bar)
    numbers = Numbers(stage.bar, stage.layout, section, stage.layout, dark=False)
    numbers.show(adaptive_landscape, curves(adaptive_landscape), 0.5)
    assert numbers.readout.limit == 0.6
    numbers.show_surface(Surface(0.5, 12.34, 5.678))
    assert "at 0.500 eV: 12.3 Å², encloses 5.68 Å³" in numbers.surface.object
    numbers.show_surface(Surface(0.8, 12.34, 5.678))
    assert "at 0.800 eV, predicted: ≈\u00a012 Å², encloses ≈\u00a05.7 Å³" in numbers.surface.object
    state.kind = DENSITY
    numbers.show_surface(Surface(0.8, 12.34, 5.678))
    assert "≈" not in numbers.surface.object, "the density of a run is no prediction"


def test_estimated_curves_stand_beside_the_exact_ones(adaptive_landscape):
    found = curves(adaptive_landscape)
    plain = json.loads(json.dumps(found.to_dict(), allow_nan=False))  # the browser gets null, never NaN
    assert [value is None for value in plain["connected"]] == np.isnan(found.connected).tolist()
    assert None in plain["connected"]
    assert None not in plain["connected_estimate"]
    connected, _ = found.estimates
    exact = np.isfinite(found.connected)
    np.testing.assert_array_equal(connected[exact], found.connected[exact])
    assert np.isfinite(connected).all()
    assert "connected_estimate" in found.to_dict()
    assert "connected_estimate" not in curves(infinite_above(adaptive_landscape, 0.4)).to_dict()


def test_two_structures_side_by_side_mark_their_predicted_numbers(adaptive_landscape, closed_landscape):
    pair = Compare(lambda: None, lambda _: None, "", "", dark=False)
    pair.show((adaptive_landscape, closed_landscape), ("left", "right"))
    assert "MPE <b>0.228 eV</b>" in pair.captions[0].object
    assert "MPE <b>≈ 1.4 eV</b>" in pair.captions[1].object
    assert (pair.bar.limit, pair.bar.end) == (0.6, 4.0)
    assert [tick["label"].startswith("≈ ") for tick in pair.bar.ticks] == [False, False, True]


def test_a_table_of_files_has_exact_numbers_and_estimates_apart(closed_landscape, tmp_path):
    closed_landscape.save(tmp_path / "Li3N.h5", level_map=False)
    row = FilesSource("results", tmp_path).table().iloc[0]
    assert np.isnan(row["mpe"])
    assert row["up_to"] == row["limit"] == 0.6
    assert row["mpe_estimate"] == closed_landscape.mpe_estimate
    assert np.isnan(row["xi_estimate"]), "the exact one is known"
