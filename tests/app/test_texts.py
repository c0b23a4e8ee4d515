"""What the page says about a landscape that is solved by hand: a channel along b with a barrier of 0.4 eV."""

from __future__ import annotations

import pytest

from pesviz.app import texts
from pesviz.landscape.descriptors import XiCalibration, xi_factors
from pesviz.ranking.calibration import Calibration, store
from tests.app.landscapes import channel


@pytest.fixture(scope="module")
def landscape():
    return channel(barrier=0.4)


def test_ticks_that_coincide_share_a_label_and_keys(landscape):
    ticks = {tick["label"]: tick for tick in texts.ticks(landscape)}
    assert ticks["MPE = E<sub>1D</sub>"]["value"] == pytest.approx(0.4, abs=2e-4)
    assert ticks["MPE = E<sub>1D</sub>"]["key"] == "1"
    assert ticks["0.5"]["value"] == 0.5
    assert not any("2D" in label for label in ticks), "walls never open below the highest energy"


def test_at_its_tick_a_channel_is_open(landscape):
    """A tick rounds up: at the named energy the crystal is connected, a hair below it is not."""
    tick = next(tick["value"] for tick in texts.ticks(landscape) if tick["key"] == "1")
    assert landscape.percolation.dimension(tick) == 1
    assert landscape.percolation.dimension(tick - 2e-4) == 0


def test_percolation_names_the_direction(landscape):
    one, two, three = texts.percolation(landscape)
    assert (one["dim"], one["directions"]) == (1, "along [010]")
    assert one["energy"] == pytest.approx(0.4)
    assert two["energy"] is None
    assert three["energy"] is None


def test_summary_holds_the_factors_and_the_calibration(landscape):
    found = texts.summary(landscape)
    s1, s2 = found["xi"]["factors"]
    assert s1["value"] * s2["value"] == pytest.approx(landscape.xi) == found["xi"]["value"]
    assert found["xi"]["note"] == "A toy: Ξ means nothing here."
    assert [chip["text"] for chip in found["energies"]] == ["0.400 eV", "0.400 eV", "none", "none"]


def test_the_thresholds_in_force_are_said(landscape, monkeypatch, tmp_path):
    monkeypatch.setenv("PESVIZ_CONFIG", str(tmp_path))
    plain = texts.summary(landscape)["xi"]
    assert plain["calibration"] == "In force: the paper's thresholds, 2.00 and 1.15."
    assert "own" not in plain
    thresholds = XiCalibration(1.5, 1.0, 10.0)
    store(Calibration("toy", thresholds, "made", 30, 9.0, 21.0, 0.5, 0.4, 0.5, 0.4, (0.05, 0.1, 0.2), "2026-01-01"))
    own = texts.summary(landscape)["xi"]
    assert own["value"] == plain["value"], "Ξ itself stays the paper's"
    connected, disconnected = (float(landscape.free_volume([0.5], kind)[0]) for kind in ("connected", "disconnected"))
    s1, s2 = xi_factors(connected, disconnected, thresholds)
    assert own["own"] == pytest.approx(s1 * s2)
    assert "fitted for toy to 30 structures of made on 2026-01-01" in own["calibration"]
    (tmp_path / "calibrations.json").write_text("broken", encoding="utf-8")
    assert "holds no calibrations" in texts.summary(landscape)["xi"]["calibration"]


def test_above_the_limit_of_a_scan_there_is_no_number():
    limited = channel(barrier=0.7, up_to=0.6)
    found = texts.summary(limited)
    assert [chip["text"] for chip in found["energies"]] == ["> 0.6 eV"] * 4
    assert all(chip["value"] is None for chip in found["energies"])
    assert found["xi"]["value"] == limited.xi
    assert texts.slider_end(limited) == 0.6
    assert [tick["label"] for tick in texts.ticks(limited)] == ["0.5"]
    assert "known up to 0.6 eV" in texts.provenance(limited, preview=False)


def test_a_scan_that_ends_below_half_an_electronvolt_knows_no_xi():
    limited = channel(barrier=0.3, up_to=0.4)
    found = texts.summary(limited)
    assert found["xi"] is None
    assert found["unknown"] == "Ξ needs the free volumes at 0.5 eV; this scan ended at 0.4 eV."
    assert [chip["text"] for chip in found["energies"]] == ["0.300 eV", "0.300 eV", "> 0.4 eV", "> 0.4 eV"]
    assert texts.ticks(limited)[-1]["value"] < 0.4
    whole = channel(barrier=0.3, up_to=5.0)
    assert texts.slider_end(whole) == 4.0, "a landscape that ends below the limit is known whole"
    assert texts.summary(whole)["energies"][2]["text"] == "none"


def test_provenance_names_potential_grid_and_structure(landscape):
    line = texts.provenance(landscape, preview=False)
    assert line == "Toy 1 · grid 8×8×8, ≤ 0.5 Å · 512 energies · gallery:channel · primitive cell"
    assert texts.provenance(landscape, preview=True).startswith("preview · ")


def test_every_term_has_its_equation_or_says_what_it_is():
    assert all(text.endswith((".", ")")) for text in texts.TERMS.values())
    assert {name for name, text in texts.TERMS.items() if "Eq." in text} >= {"level_map", "mpe", "xi", "s1", "s2"}


def test_an_estimate_says_how_much_it_moved():
    found = {"share": 0.052, "limit": None, "mpe_eV": 0.229, "mpe_change_eV": -0.019}
    found |= {"connected": 0.063, "connected_change": None}
    text = texts.estimate(found)
    assert "With 5.2 % of the energies:" in text
    assert "MPE ≈ <b>0.229 eV</b> moved −19 meV" in text
    assert "≈ <b>6.3 %</b> </div>" in text
    later = texts.estimate(found | {"limit": 0.6})
    assert "of the energies, exact below 0.6 eV:" in later
    assert "MPE <b>0.229 eV</b>" in later
    assert "MPE <b>–</b>" in texts.estimate(found | {"mpe_eV": None})
    assert texts.estimate({}) == ""
