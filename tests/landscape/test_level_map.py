"""Level maps: solved by hand, and properties that hold for any landscape."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from skimage.morphology import reconstruction

from pesviz.landscape.connectivity import footprint
from pesviz.landscape.level_map import centred_level_map, face_minimum, to_common_frame

ORTHOGONAL = 0.25 * np.eye(3)
fields = st.tuples(*[st.integers(2, 5)] * 3).flatmap(
    lambda shape: arrays(
        np.float32, shape, elements=st.integers(0, 12).map(lambda n: np.float32(n / 4)), unique=False
    )
)


def common(field: np.ndarray) -> np.ndarray:
    level = centred_level_map(field, ORTHOGONAL)
    return to_common_frame(level, np.unravel_index(int(field.argmin()), field.shape))


def test_a_straight_channel_behind_one_barrier():
    field = np.full((8, 6, 6), 3.0, dtype=np.float32)
    field[:, 2, 3] = 0.0
    field[4, 2, 3] = 0.7
    level = centred_level_map(field, ORTHOGONAL)
    assert level.shape == (17, 13, 13)
    assert face_minimum(level) == pytest.approx(0.7)
    # The site's own segment costs nothing, the next one the barrier, the walls their own height.
    row = to_common_frame(level, (0, 2, 3))[:, 2, 3]
    assert row[[0, 1, 2, 3, 15, 14, 13]].tolist() == [0.0] * 7
    assert row[[4, 5, 8, 11, 12]] == pytest.approx([0.7] * 5)
    assert level.max() == pytest.approx(3.0)


def test_a_pocket_behind_a_wall_is_reached_at_the_height_of_the_wall():
    field = np.full((9, 9, 9), 2.0, dtype=np.float32)
    field[1, 1, 1], field[5, 5, 5] = 0.0, 0.1
    mapped = common(field)
    assert mapped[1, 1, 1] == 0.0
    assert mapped[5, 5, 5] == pytest.approx(2.0)


def test_diagonal_steps_count_in_an_orthogonal_cell():
    field = np.full((4, 4, 4), 5.0, dtype=np.float32)
    for i in range(4):
        field[i, i, i] = 0.0
    assert face_minimum(centred_level_map(field, ORTHOGONAL)) == 0.0


def test_long_diagonals_do_not_count_in_a_skewed_cell():
    field = np.full((4, 4, 1), 5.0, dtype=np.float32)
    for i in range(4):
        field[i, i, 0] = 0.0
    skewed = np.array([[0.25, 0, 0], [0.125, 0.2165, 0], [0, 0, 0.25]])  # γ = 60°: a + b is the long diagonal
    across = np.array([[0.25, 0, 0], [-0.125, 0.2165, 0], [0, 0, 0.25]])  # γ = 120°: a + b is short
    flat = field[:, :, 0]
    assert np.linalg.norm(skewed[0] + skewed[1]) == pytest.approx(0.433, abs=1e-3)
    assert face_minimum(centred_level_map(np.repeat(flat[:, :, None], 3, axis=2), across)) == 0.0
    # √(|g_a|² + |g_b|² + |g_c|²) = 0.433 Å lets the in-plane long diagonal pass, but not one with a step along c.
    spiral = np.full((4, 4, 4), 5.0, dtype=np.float32)
    for i in range(4):
        spiral[i, i, i] = 0.0
    assert face_minimum(centred_level_map(spiral, skewed)) == 5.0


def reconstructed(field: np.ndarray, steps: np.ndarray) -> np.ndarray:
    """docs/method.md, 3.2, to the letter: reconstruction by erosion from a marker at the minimum."""
    centre = np.unravel_index(int(field.argmin()), field.shape)
    tiled = np.tile(np.roll(field, [-c for c in centre], axis=(0, 1, 2)), (3, 3, 3))[
        tuple(slice(0, 2 * n + 1) for n in field.shape)
    ]
    tiled = np.where(np.isinf(tiled), 99.0, tiled)
    marker = np.full_like(tiled, 99.0)
    marker[field.shape] = tiled[field.shape]
    level = reconstruction(marker, tiled, method="erosion", footprint=footprint(steps))
    return np.where(level == 99.0, np.inf, level)


CELLS = [
    ORTHOGONAL,
    np.array([[0.25, 0, 0], [-0.125, 0.2165, 0], [0, 0, 0.2]]),
    np.array([[0.25, 0, 0], [0.2, 0.15, 0], [-0.1, 0.08, 0.22]]),
]


@given(fields, st.sampled_from(CELLS), st.sampled_from([np.inf, 2.5, 1.0]))
def test_equals_the_reconstruction_by_erosion(field, steps, wall):
    field = np.where(field > wall, np.float32(np.inf), field)
    field.flat[field.size // 3] = 0.0
    assert np.array_equal(centred_level_map(field, steps), reconstructed(field, steps))


def test_equals_the_reconstruction_by_erosion_on_a_rough_field(rng):
    field = rng.random((21, 17, 24)).astype(np.float32)
    for steps in CELLS:
        level = centred_level_map(field, steps)
        assert level.dtype == np.float32
        assert np.array_equal(level, reconstructed(field, steps))


def test_infinite_energies_stay_closed():
    field = np.full((5, 5, 5), np.inf, dtype=np.float32)
    field[2, 2, 2] = 0.0
    level = centred_level_map(field, ORTHOGONAL)
    assert np.isinf(face_minimum(level))
    assert level[5, 5, 5] == 0.0


@given(fields)
def test_never_below_the_surface_and_zero_at_the_minimum(field):
    mapped = common(field)
    tiled = np.tile(field, (2, 2, 2))
    assert (mapped >= tiled).all()
    assert mapped.min() == field.min()
    assert mapped.max() == field.max()


@given(fields, st.data())
def test_translation_moves_the_map_with_the_surface(field, data):
    field = field.copy()
    field.flat[data.draw(st.integers(0, field.size - 1))] = -1.0  # one minimum, so that ties cannot move it
    shift = tuple(data.draw(st.integers(0, n - 1)) for n in field.shape)
    moved = np.roll(field, shift, axis=(0, 1, 2))
    assert face_minimum(centred_level_map(moved, ORTHOGONAL)) == face_minimum(centred_level_map(field, ORTHOGONAL))
    assert np.array_equal(np.sort(common(moved), axis=None), np.sort(common(field), axis=None))


@given(fields, st.permutations([0, 1, 2]), st.tuples(*[st.booleans()] * 3), st.data())
def test_permuted_and_inverted_axes(field, order, flips, data):
    field = field.copy()
    field.flat[data.draw(st.integers(0, field.size - 1))] = -1.0
    turned = np.transpose(field, order)
    turned = np.flip(turned, axis=tuple(axis for axis, flip in enumerate(flips) if flip))
    assert face_minimum(centred_level_map(turned, ORTHOGONAL)) == face_minimum(centred_level_map(field, ORTHOGONAL))
