"""Plane cuts against fields that are known everywhere."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from ase import Atoms
from hypothesis import assume, given
from hypothesis import strategies as st

from pesviz.errors import SettingsError
from pesviz.presentation.slices import (
    atoms_at,
    cut,
    lattice_plane,
    outline_in_cell,
    plane_lattice,
    plane_through,
)
from pesviz.structure.crystal import Crystal

SKEWED = np.array([[5.0, 0.0, 0.0], [-2.0, 6.0, 0.0], [1.0, 1.5, 7.0]])
indices = st.tuples(*[st.integers(-5, 5)] * 3)


def waves(shape: tuple[int, int, int]) -> np.ndarray:
    x, y, z = np.meshgrid(*[2 * np.pi * np.arange(n) / n for n in shape], indexing="ij")
    return 2 + np.cos(x) + 0.5 * np.sin(y) * np.cos(z)


def exactly(fractional: np.ndarray) -> np.ndarray:
    x, y, z = np.moveaxis(2 * np.pi * fractional, -1, 0)
    return 2 + np.cos(x) + 0.5 * np.sin(y) * np.cos(z)


@given(indices)
def test_the_plane_lattice_is_all_of_it(hkl):
    assume(any(hkl))
    a, b = plane_lattice(hkl)
    assert a @ hkl == 0
    assert b @ hkl == 0
    # Two vectors span all integer vectors of the plane exactly if their cross product is the primitive normal.
    primitive = np.array(hkl) // np.gcd.reduce(hkl)
    assert tuple(np.cross(a, b)) in {tuple(primitive), tuple(-primitive)}


@given(indices, st.floats(-2, 2))
def test_every_point_of_a_lattice_plane_has_its_equation(hkl, offset):
    assume(any(hkl) and max(map(abs, hkl)) <= 3)
    plane = lattice_plane(SKEWED, hkl, offset)
    corners = plane.points(np.array([[-3.0, 2.0], [4.0, 4.0], [0.0, 0.0]]))
    assert (corners @ np.linalg.inv(SKEWED)) @ hkl == pytest.approx(offset, abs=1e-9)
    np.testing.assert_allclose(np.cross(plane.x, plane.y), plane.normal, atol=1e-12)
    area = np.linalg.norm(np.cross(*[np.diff(plane.outline, axis=0)[n] for n in (0, 1)]))
    distance = 1 / np.linalg.norm(np.linalg.inv(SKEWED) @ (np.array(hkl) / np.gcd.reduce(hkl)))
    assert area * distance == pytest.approx(np.linalg.det(SKEWED)), "area of the plane's cell × distance = volume"


@pytest.mark.parametrize("hkl", [(1, 0, 0), (0, 0, 1), (1, 1, 0), (1, -1, 2)])
def test_a_cut_is_the_field(hkl):
    found = cut(waves((60, 64, 70)), SKEWED, lattice_plane(SKEWED, hkl, 0.37))
    x, y = np.meshgrid(found.x, found.y)
    fractional = found.plane.points(np.stack([x, y], axis=-1)) @ np.linalg.inv(SKEWED)
    np.testing.assert_allclose(found.values, exactly(fractional), atol=0.006)


def test_a_cut_repeats_with_the_planes_own_lattice():
    plane = lattice_plane(SKEWED, (1, 0, 0), 0.25)
    found = cut(waves((20, 24, 28)), SKEWED, plane.with_ratio(4.0), spacing=np.linalg.norm(SKEWED[1]) / 40)
    assert plane.x_name == "[010]"
    step = found.x[1] - found.x[0]
    period = np.linalg.norm(SKEWED[1]) / step
    row = found.values[len(found.y) // 2]
    shifted = np.interp(np.arange(len(row)) + period, np.arange(len(row)), row)[: len(row) - int(period) - 1]
    np.testing.assert_allclose(row[: len(shifted)], shifted, atol=0.02)


def test_offset_one_is_the_next_plane_and_the_same_picture():
    one, two = (cut(waves((20, 20, 20)), np.diag([4.0] * 3), lattice_plane(np.diag([4.0] * 3), (0, 0, 1), o)).values
                for o in (0.2, 1.2))  # fmt: skip
    np.testing.assert_allclose(one, two, atol=1e-9)


def test_three_points_lie_in_their_plane():
    points = np.array([[0.1, 0.2, 0.3], [3.0, 0.5, 0.1], [1.0, 2.0, 4.0]])
    plane = plane_through(points)
    flat, height = plane.in_plane(points)
    np.testing.assert_allclose(height, 0, atol=1e-12)
    np.testing.assert_allclose(plane.points(flat), points, atol=1e-12)
    assert (np.abs(flat) <= np.array(plane.size) / 2 - 2.9).all()


def test_what_is_no_plane_is_refused():
    with pytest.raises(SettingsError, match="is no plane"):
        lattice_plane(SKEWED, (0, 0, 0))
    with pytest.raises(SettingsError, match="lie on a line"):
        plane_through(np.array([[0, 0, 0], [1, 1, 1], [2, 2, 2]]))
    with pytest.raises(SettingsError, match="Å long"):
        lattice_plane(SKEWED, (31, 29, 17))


def test_atoms_near_the_plane_are_found_with_all_their_images():
    crystal = Crystal(
        Atoms("LiCl", scaled_positions=[[0, 0, 0], [0.5, 0.5, 0.55]], cell=SKEWED, pbc=True), "Li", (0,)
    )
    plane = lattice_plane(SKEWED, (0, 0, 1), 0.5).with_ratio(1.5)
    found = atoms_at(crystal, plane)
    assert {atom.symbol for atom in found} == {"Cl"}
    expected = set()
    for a, b, c in product(range(-8, 9), repeat=3):
        at = np.array([0.5 + a, 0.5 + b, 0.55 + c]) @ SKEWED
        flat, height = plane.in_plane(at[None])
        if abs(height[0]) <= 0.8 and (np.abs(flat[0]) <= np.array(plane.size) / 2).all():
            expected.add((round(float(flat[0, 0]), 6), round(float(flat[0, 1]), 6)))
    assert {(round(atom.x, 6), round(atom.y, 6)) for atom in found} == expected
    assert found[0].height == pytest.approx(0.05 * 7.0, abs=1e-6)


@pytest.mark.parametrize(("hkl", "offset", "corners"), [((1, 1, 1), 0.5, 3), ((1, 1, 1), 1.5, 6), ((1, 0, 0), 0.5, 4),
                                                        ((1, 0, 0), 0.0, 4), ((1, 0, 0), 2.0, 0)])  # fmt: skip
def test_the_polygon_in_the_cell(hkl, offset, corners):
    polygon = outline_in_cell(lattice_plane(SKEWED, hkl, offset), SKEWED)
    assert polygon.shape == (corners, 3)
    np.testing.assert_allclose(polygon @ np.array(hkl), offset, atol=1e-5)
