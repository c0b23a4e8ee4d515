"""Results on disk and names from outside."""

from __future__ import annotations

import shutil

import numpy as np
import pytest

from pesviz.app import store
from pesviz.app.store import Store
from pesviz.errors import ResultReadError
from tests.app.landscapes import channel


@pytest.fixture
def folder(tmp_path):
    results = tmp_path / "results"
    (results / "run").mkdir(parents=True)
    channel().save(results / "one.h5")
    shutil.copy(results / "one.h5", results / "run" / "result.h5")
    channel().save(tmp_path / "secret.h5")
    return results


def test_results_of_a_folder_are_listed_and_opened(folder):
    found = Store(folder)
    cards = found.result_cards()
    assert {card.sub.partition(" · ")[0] for card in cards} == {"one", "run"}
    assert {card.badge for card in cards} == {f"Ξ {channel().xi:.2f}"}
    landscape = store.open_result(found.result_path("run/result.h5"))
    assert landscape.mpe == pytest.approx(0.4)
    assert store.open_result(found.result_path("run/result.h5")) is landscape, "opened once"


@pytest.mark.parametrize("name", ["../secret.h5", "/etc/passwd", "run/../../secret.h5", "", "two.h5"])
def test_names_from_outside_are_looked_up_and_never_followed(folder, name):
    with pytest.raises(ResultReadError):
        Store(folder).result_path(name)


def test_one_result_can_be_served_by_itself(folder):
    found = Store(folder / "one.h5")
    assert [card.key for card in found.result_cards()] == ["one.h5"]
    assert found.result_path("one.h5") == folder / "one.h5"


def test_a_missing_file_is_told(tmp_path):
    with pytest.raises(ResultReadError, match="no result"):
        store.open_result(tmp_path / "gone.h5")


def test_curves_cover_the_slider_and_never_fall():
    curves = store.curves(channel())
    assert (curves.thresholds[0], curves.thresholds[-1]) == (0.0, 4.0)
    for curve in (curves.connected, curves.disconnected):
        assert (np.diff(curve) >= 0).all()
    assert (curves.connected <= curves.disconnected).all()
    assert len(str(curves.to_dict())) < 60_000
