"""Descriptor table: against landscapes solved by hand and the paper's own numbers."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from pesviz.landscape import Landscape
from pesviz.landscape.descriptors import PAPER, XiCalibration
from pesviz.ranking.features import (
    descriptor_table,
    descriptor_title,
    descriptors,
    direction,
    face_quantiles,
    grid_error,
    is_descriptor,
    masked_free_volumes,
    threshold_name,
    threshold_of,
    with_calibration,
)
from tests.golden import NAMES, golden
from tests.ranking.landscapes import channel, landscape


def test_names_of_columns():
    assert [threshold_name(t) for t in (0.1, 0.5, 1.0, 0.25)] == ["0p1", "0p5", "1p0", "0p25"]
    assert threshold_of("fv_conn_0p5") == 0.5
    assert threshold_of("fvw_disc_1p5") == 1.5
    assert threshold_of("mpe") is None
    assert threshold_of("fv_conn_old") is None
    assert (direction("mpe_robust_0p05"), direction("e2d"), direction("xi"), direction("fv_disc_0p1")) == (
        -1,
        -1,
        1,
        1,
    )
    assert is_descriptor("xi")
    assert not is_descriptor("fv_conn_0p5_error")
    assert not is_descriptor("n_atoms")
    assert not is_descriptor("xi_below")
    assert descriptor_title("fv_conn_0p5") == "FV connected (0.5 eV)"
    assert descriptor_title("mpe_robust_0p05") == "Robust MPE (5 % of a face)"


def test_channel_by_hand():
    found = descriptors(landscape(channel()))
    # 8 of 512 points are the channel: E = 0.4·(0, .146, .5, .854, 1, .854, .5, .146) eV
    assert found["fv_disc_0p1"] == pytest.approx(3 / 512)
    assert found["fv_disc_0p2"] == pytest.approx(3 / 512)  # 0.2 eV is not below 0.2 eV
    assert found["fv_disc_0p3"] == pytest.approx(5 / 512)
    assert found["fv_disc_0p5"] == pytest.approx(8 / 512)
    # Connected: of the four parallel channels of the 2×2×2 cell only the ion's own is reached.
    assert found["fv_conn_0p5"] == pytest.approx(16 / 4096)
    assert found["fv_conn_0p1"] == pytest.approx(3 / 4096)
    assert found["fv_disc_4p0"] == 1.0
    assert found["mpe"] == pytest.approx(0.4)
    assert found["e1d"] == pytest.approx(0.4)
    assert found["e2d"] == np.inf
    s1 = 1 / (1 + np.exp(-10 * (2.0 + np.log10(16 / 4096))))
    s2 = 1 / (1 + np.exp(-10 * (1.15 + np.log10(8 / 512))))
    assert found["xi"] == pytest.approx(s1 * s2)


def test_energies_reached_over_parts_of_the_faces():
    made = landscape(channel())
    assert face_quantiles(made, [0.0])[0] == pytest.approx(made.mpe)
    # The face across b has 17² points; one of them is the channel, the rest are wall.
    assert face_quantiles(made, [1 / 288])[0] == pytest.approx(3.0)
    # A channel five points wide: 5 of 17 in a row reach the face at the MPE, 25 of 289 two in a row would.
    wide = landscape(channel(width=5))
    assert wide.mpe == pytest.approx(made.mpe)
    assert face_quantiles(wide, [4 / 288])[0] == pytest.approx(0.4)
    assert face_quantiles(wide, [0.5])[0] == pytest.approx(3.0)


def test_what_is_near_the_site_is_left_out():
    # Steps of 0.5 Å: within 1.5 Å of the site lie the channel's points 0, ±1 and ±2; ±3 is at 1.5 Å, not within.
    found = masked_free_volumes(landscape(channel()))
    assert found["fvm_conn_0p5"] == pytest.approx((16 - 5) / 4096)
    assert found["fvw_conn_0p5"] == pytest.approx((16 - 10) / 4096)
    assert found["fvm_disc_0p5"] == pytest.approx((8 * 8 - 5) / 4096)
    assert found["fvw_disc_0p5"] == pytest.approx((8 * 8 - 8 * 5) / 4096)
    # Two ions: what one ion's mask hides the other may reach.
    both = masked_free_volumes(landscape(np.concatenate([channel(), np.roll(channel(), 4, axis=2)])))
    assert both["fvw_disc_0p5"] == pytest.approx(8 * 6 / 4096)


@pytest.mark.parametrize("name", NAMES)
def test_the_released_code_has_the_same_numbers(name):
    pes, expected = golden(name).pes(), golden(name).descriptors
    found = descriptors(Landscape(pes, smearing="paper"), grid_errors=False)
    assert found["mpe"] == pytest.approx(expected["mpe"], abs=1e-6)
    for quantile in ("0p03", "0p05", "0p10"):  # the released code's level map lies up to 0.09 eV above the exact one
        assert expected[f"mpe_robust_{quantile}"] - 0.1 <= found[f"mpe_robust_{quantile}"]
        assert found[f"mpe_robust_{quantile}"] <= expected[f"mpe_robust_{quantile}"] + 1e-5
    for threshold in ("0p1", "0p5", "1p0", "2p5"):
        for ours, theirs in (("fv", "fv"), ("fvm", "masked1p5_fv"), ("fvw", "Wmasked1p5_fv")):
            disconnected = expected[f"{theirs}_{threshold}_disconnected_union"]
            assert found[f"{ours}_disc_{threshold}"] == pytest.approx(disconnected, abs=2e-6)
            connected = expected[f"{theirs}_{threshold}_connected_union"]
            assert found[f"{ours}_conn_{threshold}"] == pytest.approx(connected, abs=0.004)


def test_energy_limited_scans_know_no_more_than_their_limit():
    energies = channel()
    energies[energies > 0.6] = np.inf
    found = descriptors(landscape(energies, up_to=0.6))
    assert found["fv_conn_0p5"] == pytest.approx(16 / 4096)
    assert found["fvm_conn_0p5"] == pytest.approx(11 / 4096)
    assert np.isnan(found["fv_conn_0p7"])
    assert np.isnan(found["fvm_disc_0p7"])
    assert found["mpe"] == pytest.approx(0.4)
    assert found["mpe_robust_0p10"] == np.inf


def test_descriptors_take_exact_energies_only(adaptive_landscape):
    """As of the same scan without predictions: infinite above the limit."""
    pes = adaptive_landscape.pes
    blank = Landscape(replace(pes, energies=pes.exact_energies, predicted=None))
    found, expected = descriptors(adaptive_landscape), descriptors(blank)
    assert found == pytest.approx(expected, nan_ok=True)
    assert found["e1d"] < 0.6
    assert found["e3d"] == np.inf
    assert np.isnan(found["fv_disc_0p6"]) == np.isnan(expected["fv_disc_0p6"])
    assert not is_descriptor("mpe_estimate_eV")
    assert not is_descriptor("fv_conn_0p7_estimate")


def test_grid_error_of_a_smooth_field_shrinks_with_the_step():
    def smooth(n):
        x = np.arange(n) / n
        wave = sum(np.meshgrid(*[1 - np.cos(2 * np.pi * x)] * 3, indexing="ij"))
        return (0.3 * wave)[None]

    errors = [grid_error(landscape(smooth(n))) for n in (8, 16, 32)]
    assert errors[2]["fv_disc_0p5_error"] < errors[0]["fv_disc_0p5_error"]
    exact = float(np.mean(smooth(128)[0] < 0.5))
    for n, error in zip((16, 32), errors[1:], strict=True):
        made = landscape(smooth(n))
        assert abs(float(made.free_volume(0.5, "disconnected")) - exact) <= error["fv_disc_0p5_error"] + 1e-3
    assert all(np.isfinite(list(error.values())).all() for error in errors)
    # MPE of this field is the saddle at half a cell, 0.6 eV, on every even grid.
    assert errors[1]["mpe_error"] == pytest.approx(0, abs=1e-6)


def test_table_of_several_landscapes():
    table = descriptor_table({"a": landscape(channel()), "b": landscape(channel(barrier=1.0))}, grid_errors=False)
    assert table.index.tolist() == ["a", "b"]
    assert table.loc["a", "xi"] > table.loc["b", "xi"]
    assert table.loc["a", "potential"] == "toy"
    assert sum(is_descriptor(c) for c in table.columns) == 96 + 3 + 1 + 3 + 3


def test_other_thresholds_of_xi():
    table = descriptor_table({"a": landscape(channel()), "b": landscape(channel(width=3))}, grid_errors=False)
    same = with_calibration(table, PAPER)
    np.testing.assert_allclose(same["xi"], table["xi"])
    other = XiCalibration(2.2, 1.7)
    direct = descriptors(landscape(channel(width=3)), calibration=other, grid_errors=False)
    assert with_calibration(table, other).loc["b", "xi"] == pytest.approx(direct["xi"])
