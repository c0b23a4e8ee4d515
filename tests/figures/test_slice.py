"""Slices as figures: the lines of a plane are where the isosurface is."""

from __future__ import annotations

import numpy as np
import pytest
import pyvista

import pesviz
from pesviz.app.theme import asset
from pesviz.figures.slice import SliceFigure, contour_levels, contour_lines, slice_figure, slice_of
from pesviz.presentation.slices import lattice_plane, scale_top


@pytest.fixture(scope="module")
def nitride():
    return pesviz.open(asset("gallery/Li3N.h5"))


@pytest.fixture(scope="module")
def plane(nitride):
    return lattice_plane(nitride.pes.crystal.cell, (0, 0, 1), 0.5)


def test_the_thresholds_line_lies_in_the_isosurface(nitride, plane):
    shown, _ = slice_of(nitride, plane)
    cell = nitride.pes.crystal.cell
    line = np.concatenate(contour_lines(shown, 1.0))
    fractional = plane.points(line) @ np.linalg.inv(cell)
    inside = (fractional[:, :2] > 0.02).all(axis=1) & (fractional[:, :2] < 0.98).all(axis=1)
    points = pyvista.PolyData(fractional[inside] @ cell)
    surface = nitride.isosurface(1.0)
    triangles = pyvista.PolyData.from_regular_faces(surface.vertices, surface.faces)
    away = np.abs(points.compute_implicit_distance(triangles)["implicit_distance"])
    assert inside.sum() > 50
    assert away.max() < 0.05, "a fifth of a grid step (0.24 Å) from the triangles, at most"


def test_the_figure_says_what_it_shows(nitride, plane):
    shown, atoms = slice_of(nitride, plane)
    figure = SliceFigure()
    figure.update(shown, atoms, level=1.0, top=2.0)
    assert figure.figure.xaxis.axis_label == "along [100] (Å)"
    assert len(figure.threshold.data["xs"]) == len(contour_lines(shown, 1.0)) > 0
    assert {name.split()[0] for name in figure.atoms.data["name"]} == {"Li"}
    figure.update(None, (), level=0.0, top=1.0)
    assert not figure.image.data["image"]


def test_dark_changes_the_ink_not_the_energies(nitride, plane):
    light, dark = (slice_figure(nitride, plane, dark=dark) for dark in (False, True))
    assert light.background_fill_color != dark.background_fill_color


@pytest.mark.parametrize("top", [1.0, 1.5, 2.0, 2.5, 4.0])
def test_contours_are_round_and_not_too_many(top):
    levels = contour_levels(top)
    assert 5 <= len(levels) <= 10
    assert levels[-1] <= top + 1e-9
    assert levels * 1000 % 25 == pytest.approx(0, abs=1e-6)


def test_the_scale_shows_what_opens(nitride):
    assert nitride.percolation.e_3d < scale_top(nitride) <= 4.0


def test_energies_above_the_limit_carry_the_sign(closed_landscape, plane):
    shown, atoms = slice_of(closed_landscape, plane)
    figure = SliceFigure()
    figure.update(shown, atoms, level=1.0, top=2.0, limit=0.6, predicted=True)
    assert figure.bar.major_label_overrides == {1.0: "≈ 1", 1.5: "≈ 1.5", 2.0: "≈ 2"}
    assert len(figure.limit.data["xs"]) == len(contour_lines(shown, 0.6)) > 0
    figure.update(shown, atoms, level=1.0, top=2.0)
    assert figure.bar.major_label_overrides == {}
    assert not len(figure.limit.data["xs"])
