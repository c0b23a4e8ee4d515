"""What is said of a landscape that is exact below a limit: "≈" on every number above it, exact numbers as before."""

from __future__ import annotations

import math

import pytest

from pesviz.landscape import open_landscape
from pesviz.landscape.paths.neighbour import neighbour_path
from pesviz.landscape.paths.path import ion_path
from pesviz.presentation import numbers, terms
from pesviz.presentation.hops import landscape_network, named_hops
from pesviz.presentation.slices import scale_top
from tests.adaptive import GALLERY, infinite_above, predict_above


@pytest.fixture(scope="module")
def whole():
    return open_landscape(GALLERY / "LiCl-wurtzite.h5")


def test_energies_above_the_limit_are_estimates(adaptive_landscape, whole):
    chips = terms.summary(adaptive_landscape)["energies"]
    known = {energy.label: energy for energy in terms.named_energies(adaptive_landscape)}
    for chip in chips:
        energy = known[chip["label"]]
        assert (energy.exact is None) == chip["text"].startswith("≈ ")
        assert chip["value"] == pytest.approx(energy.value, abs=2e-4)
        assert ("Predicted: the scan ended at 0.6 eV." in chip["tip"]) == (energy.exact is None)
    assert known["E<sub>1D</sub>"].exact == whole.percolation.e_1d
    assert known["E<sub>3D</sub>"].exact is None
    assert known["E<sub>3D</sub>"].estimate == pytest.approx(whole.percolation.e_3d, abs=0.2)


def test_ticks_above_the_limit_carry_the_sign(adaptive_landscape):
    ticks = terms.ticks(adaptive_landscape)
    assert terms.slider_end(adaptive_landscape) == 4.0
    assert {tick["label"].startswith("≈ ") for tick in ticks if tick["value"] > 0.6} == {True}
    assert not any("≈" in tick["label"] for tick in ticks if tick["value"] < 0.6)
    assert next(tick for tick in ticks if "3" in tick["key"])["value"] > 0.6


def test_what_opens_above_the_limit_is_predicted(adaptive_landscape, whole):
    found = terms.percolation(adaptive_landscape)
    exact = terms.percolation(whole)
    assert [p for p in found if (p["energy"] or 9) < 0.6] == [p for p in exact if (p["energy"] or 9) < 0.6]
    assert any(p["energy"] is not None and p["energy"] > 0.6 for p in found)


def test_one_sentence_tells_exact_from_predicted(adaptive_landscape):
    line = terms.provenance(adaptive_landscape, preview=False)
    pes = adaptive_landscape.pes
    counts = f"{pes.n_evaluated:,} energies of {pes.n_points:,} points".replace(",", "\u202f")
    assert f"exact below 0.6 eV, predicted above; {counts}" in line
    assert terms.prediction_note(adaptive_landscape) == (
        "values at or above 0.6 eV are partly predicted by a surrogate; below it all are evaluated"
    )


def test_xi_above_the_limit_is_an_estimate(whole):
    found = terms.summary(predict_above(whole, 0.2))
    assert found["xi"] is None
    assert found["unknown"].startswith(
        "Ξ needs the free volumes at 0.5 eV; this scan ended at 0.2 eV. Predicted: Ξ ≈ "
    )


def test_paths_and_hops_use_exact_energies_only(closed_landscape, adaptive_landscape, whole):
    closed = closed_landscape
    assert terms.describe_path(closed) is None
    assert ion_path(closed.pes, 0) is None
    assert neighbour_path(closed.pes, 0) is None
    assert not [hop for hop in landscape_network(closed, 0).hops if hop.energy >= 0.6]
    assert all(hop.hop.energy < 0.6 for hop in named_hops(closed))
    assert terms.describe_path(adaptive_landscape).path.barrier == terms.describe_path(whole).path.barrier
    assert all(hop.hop.energy < 0.6 for hop in named_hops(adaptive_landscape))
    for ion in (None, 0):
        message = terms.no_path(closed, ion)
        assert message == "Nothing percolates below 0.6 eV, where this scan ended; predicted: E₁D ≈ 1.4 eV."


def test_a_preview_of_which_nothing_is_exact_yet_has_only_estimates(whole):
    preview = predict_above(whole, 0.0)
    found = terms.summary(preview)
    assert {chip["text"][:2] for chip in found["energies"]} == {"≈ "}
    assert found["unknown"].startswith("Ξ needs the free volumes at 0.5 eV, which are not exact yet. Predicted: Ξ ≈ ")
    assert terms.no_path(preview).startswith("No path yet, as nothing is exact so far; predicted: E₁D ≈ ")
    assert terms.describe_path(preview) is None
    assert terms.describe_path(preview, 0) is None
    assert not named_hops(preview)
    assert "partly predicted; " in terms.provenance(preview, preview=True)
    assert terms.slider_end(preview) == 4.0
    assert len(terms.percolation(preview)) > 0


def test_colours_reach_what_is_predicted(adaptive_landscape, whole):
    assert scale_top(adaptive_landscape) == pytest.approx(scale_top(whole), abs=0.5)
    assert scale_top(adaptive_landscape) > 0.6


def test_results_that_are_infinite_above_their_limit_show_as_before(whole):
    old = infinite_above(whole, 0.2)
    assert old.pes.predicted_above is None
    assert {chip["text"] for chip in terms.summary(old)["energies"]} == {"> 0.2 eV"}
    assert {chip["value"] for chip in terms.summary(old)["energies"]} == {None}
    assert terms.slider_end(old) == 0.2
    assert terms.ticks(old) == []
    assert terms.prediction_note(old) == ""
    assert "known up to 0.2 eV" in terms.provenance(old, preview=False)
    assert terms.no_path(old) == "Nothing percolates below 0.2 eV, where this scan ended: there is no path to show."
    assert scale_top(old) == 0.2


@pytest.mark.parametrize(
    ("value", "limit", "text"), [(1.43, 0.6, "≈ 1.4 eV"), (0.62, 0.6, "≈ 0.62 eV"), (0.66, 0.6, "≈ 0.7 eV")]
)
def test_an_estimate_never_reads_as_the_limit(value, limit, text):
    assert numbers.estimate(value, limit) == text
    assert numbers.energy(math.inf, limit, value) == text
    assert numbers.energy(0.2, limit, value) == "0.200 eV"
