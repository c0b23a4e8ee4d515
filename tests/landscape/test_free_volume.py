"""Free volumes and Ξ: definitions, hand-worked values and properties."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from pesviz.errors import SettingsError
from pesviz.landscape.descriptors import xi_factors
from pesviz.landscape.free_volume import STANDARD_THRESHOLDS, fractions_below, union
from pesviz.landscape.level_map import centred_level_map, to_common_frame

fields = arrays(np.float32, (3, 4, 5), elements=st.floats(0, 5, width=32))


def test_the_standard_thresholds():
    expected = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0, 1.5, 2.0, 2.5, 3.0, 3.5, 4.0]
    assert STANDARD_THRESHOLDS.tolist() == expected


def test_below_means_strictly_below():
    ordered = np.array([0.0, 0.5, 0.5, 1.0], dtype=np.float32)
    assert fractions_below(ordered, [0.0, 0.5, 0.51, 2.0]).tolist() == [0.0, 0.25, 0.75, 1.0]


def test_the_released_codes_smearing_averages_five_thresholds():
    ordered = np.array([0.0, 0.45, 0.47, 0.49, 0.51], dtype=np.float32)
    # Below 0.46, 0.48, 0.50, 0.52, 0.54: 2, 3, 4, 5, 5 of 5.
    assert fractions_below(ordered, 0.5, "paper") == pytest.approx((2 + 3 + 4 + 5 + 5) / 25)
    with pytest.raises(SettingsError, match="paper or none"):
        fractions_below(ordered, 0.5, "gaussian")


def test_the_union_counts_a_shared_point_once():
    ions = np.array([[0.0, 1.0, 3.0], [0.0, 3.0, 1.0]], dtype=np.float32)
    assert fractions_below(np.sort(union(ions)), 0.5) == pytest.approx(1 / 3)
    assert fractions_below(np.sort(union(ions)), 2.0) == 1.0


def test_xi_by_hand():
    s1, s2 = xi_factors(10**-2.0, 10**-1.15)
    assert (s1, s2) == (pytest.approx(0.5), pytest.approx(0.5))
    s1, _ = xi_factors(0.1, 0.1)
    assert s1 == pytest.approx(1 / (1 + np.exp(-10)))
    assert xi_factors(0.0, 0.3)[0] == 0.0
    # Paper's example, wurtzite LiCl with the original M3GNet.
    s1, s2 = xi_factors(0.06521559495192308, 0.13091947115384617)
    assert s1 * s2 == pytest.approx(0.9349638874088136, abs=1e-12)


@given(fields, st.lists(st.floats(0, 6), min_size=2, max_size=8))
def test_monotonic_and_connected_below_disconnected(field, thresholds):
    thresholds = np.sort(thresholds)
    level = centred_level_map(field, 0.25 * np.eye(3))
    mapped = to_common_frame(level, np.unravel_index(int(field.argmin()), field.shape))
    connected = fractions_below(np.sort(mapped, axis=None), thresholds)
    disconnected = fractions_below(np.sort(field, axis=None), thresholds)
    assert (np.diff(connected) >= 0).all()
    assert (np.diff(disconnected) >= 0).all()
    assert (connected <= disconnected + 1e-12).all()


@given(fields, st.floats(0, 6))
def test_disconnected_volume_is_unchanged_by_tiling(field, threshold):
    once = fractions_below(np.sort(field, axis=None), threshold)
    tiled = fractions_below(np.sort(np.tile(field, (2, 2, 2)), axis=None), threshold)
    assert once == pytest.approx(tiled, abs=1e-12)
