"""Slices as figures: the lines of a plane are where the isosurface is."""

from __future__ import annotations

import numpy as np
import pytest
import pyvista
from bokeh.models import ColorBar

import pesviz
from pesviz.app.theme import asset
from pesviz.figures.backends import to_bokeh, to_matplotlib
from pesviz.figures.slice import contour_levels, contour_lines, draw_slice, slice_figure, slice_of
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


def drawn(figure, name):
    return figure.select_one({"name": name}).data_source.data


def test_the_figure_says_what_it_shows(nitride, plane):
    shown, atoms = slice_of(nitride, plane)
    figure = to_bokeh(draw_slice(shown, atoms, level=1.0, top=2.0))
    assert figure.xaxis.axis_label == "Along [100] (Å)"
    line = np.concatenate(contour_lines(shown, 1.0))
    x = np.asarray(drawn(figure, "threshold")["x"])
    assert x[np.isfinite(x)] == pytest.approx(line[:, 0])
    assert {name.split()[0] for name in drawn(figure, "atoms")["name"]} == {"Li"}
    assert drawn(figure, "image")["image"][0] == pytest.approx(shown.values, abs=1e-5)
    assert figure.match_aspect
    assert np.isnan(drawn(to_bokeh(draw_slice(None)), "image")["image"][0]).all()


def test_paper_shows_what_the_page_shows(nitride, plane):
    axes = to_matplotlib(slice_figure(nitride, plane, level=1.0, top=2.0)).axes
    shown, atoms = slice_of(nitride, plane)
    image = axes[0].images[0]
    values = np.asarray(image.get_array())[:: -1 if image.origin == "upper" else 1]
    np.testing.assert_allclose(values, shown.values, atol=1e-5)
    assert image.get_clim() == (0.0, 2.0)
    assert axes[0].get_xlabel() == "Along [100] (Å)"
    assert axes[0].get_title() == "(001)"
    assert axes[0].get_aspect() == 1.0
    assert len(axes[0].collections[-1].get_paths()) == len(atoms)
    assert axes[1].get_ylabel() == "Energy (eV)"


def test_dark_changes_the_ink_not_the_energies(nitride, plane):
    light, dark = (to_bokeh(slice_figure(nitride, plane, dark=dark)) for dark in (False, True))
    assert light.background_fill_color != dark.background_fill_color
    assert drawn(light, "image")["image"][0] == pytest.approx(drawn(dark, "image")["image"][0])


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
    figure = to_bokeh(draw_slice(shown, atoms, level=1.0, top=2.0, limit=0.6, predicted=True))
    (bar,) = figure.select({"type": ColorBar})
    assert bar.major_label_overrides == {1.0: "≈ 1", 1.5: "≈ 1.5", 2.0: "≈ 2"}
    x = np.asarray(drawn(figure, "limit")["x"])
    assert x[np.isfinite(x)] == pytest.approx(np.concatenate(contour_lines(shown, 0.6))[:, 0])
    figure = to_bokeh(draw_slice(shown, atoms, level=1.0, top=2.0))
    (bar,) = figure.select({"type": ColorBar})
    assert bar.major_label_overrides == {}
    assert not len(drawn(figure, "limit")["x"])
