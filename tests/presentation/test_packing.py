"""The packed field: what comes out is what went in, to its resolution; the header describes it."""

from __future__ import annotations

import json
import struct

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pesviz.errors import GridMismatchError
from pesviz.landscape.periodic_field import HEADROOM, clip_walls, wrap_pad
from pesviz.presentation.packing import pack_field, unpack_field

CELL = np.array([[3.0, 0.0, 0.0], [-1.0, 4.0, 0.0], [0.5, 0.2, 5.0]])


def header_of(blob: bytes) -> dict:
    (length,) = struct.unpack_from("<I", blob, 8)
    return json.loads(blob[12 : 12 + length])


@given(
    shape=st.tuples(*[st.integers(1, 7)] * 3),
    low=st.floats(-3, 3),
    span=st.floats(1e-3, 50),
    seed=st.integers(0, 2**16),
)
def test_round_trip_is_true_to_half_a_step(shape, low, span, seed):
    values = low + span * np.random.default_rng(seed).random(shape)
    unpacked = unpack_field(pack_field(values, CELL))
    assert unpacked.values.shape == shape
    assert np.abs(unpacked.values - clip_walls(values)).max() <= unpacked.resolution * 1.01 + 1e-6
    np.testing.assert_allclose(unpacked.cell, CELL)


def test_resolution_is_finer_than_any_energy_that_is_shown(rng):
    values = rng.random((9, 8, 7)) * 300
    unpacked = unpack_field(pack_field(values, CELL, top=4.0))
    assert unpacked.resolution < 1e-4
    assert unpacked.values.max() == pytest.approx(HEADROOM * 4.0)


def test_first_axis_is_fastest_and_data_are_aligned():
    values = np.arange(2 * 3 * 4, dtype=float).reshape(2, 3, 4) / 10
    blob = pack_field(values, CELL)
    header = header_of(blob)
    start = len(blob) - 2 * values.size
    assert header["dims"] == [2, 3, 4]
    assert start % 4 == 0
    data = np.frombuffer(blob, "<u2", offset=start)
    low, high = header["range"]
    assert low + data[1] * (high - low) / 65535 == pytest.approx(values[1, 0, 0], abs=1e-4)
    assert low + data[2] * (high - low) / 65535 == pytest.approx(values[0, 1, 0], abs=1e-4)


def test_equal_cells_travel_once_and_come_back_tiled(rng):
    one = rng.random((4, 5, 6))
    tiled = np.tile(one, (2, 2, 2))
    blob = pack_field(tiled, CELL, cells=2)
    assert header_of(blob)["repeat"] == 2
    assert len(blob) < 2 * tiled.size
    np.testing.assert_allclose(unpack_field(blob).values, tiled, atol=1e-4)


def test_unequal_octants_travel_whole(rng):
    values = rng.random((4, 6, 8))
    blob = pack_field(values, CELL, cells=2)
    assert header_of(blob)["repeat"] == 1
    assert header_of(blob)["dims"] == [4, 6, 8]
    assert unpack_field(blob).cells == 2


def test_masked_and_missing_energies_become_the_ceiling():
    values = np.array([[[0.0, np.inf], [np.nan, 1e30]]])
    clipped = clip_walls(values, 4.0)
    np.testing.assert_array_equal(clipped, np.array([[[0, 6], [6, 6]]], dtype=np.float32))


def test_a_flat_field_is_packed_too():
    np.testing.assert_allclose(unpack_field(pack_field(np.zeros((2, 2, 2)), CELL)).values, 0, atol=1e-6)


@pytest.mark.parametrize(("shape", "cells"), [((3, 4), 1), ((3, 4, 0), 1), ((3, 4, 4), 2), ((4, 4, 4), 3)])
def test_fields_that_do_not_fill_their_cells_are_refused(shape, cells):
    with pytest.raises(GridMismatchError, match="does not fill"):
        pack_field(np.zeros(shape), CELL, cells=cells)


def test_other_bytes_are_refused():
    with pytest.raises(GridMismatchError):
        unpack_field(b"something else")


def test_wrap_padding_repeats_the_first_planes(rng):
    values = rng.random((3, 4, 5))
    padded = wrap_pad(values)
    assert padded.shape == (4, 5, 6)
    np.testing.assert_array_equal(padded[-1, :-1, :-1], values[0])
    np.testing.assert_array_equal(padded[:-1, -1, :-1], values[:, 0])
    np.testing.assert_array_equal(padded[:-1, :-1, -1], values[:, :, 0])
    assert padded[-1, -1, -1] == values[0, 0, 0]
