"""A live figure keeps its Bokeh models while its data change."""

from __future__ import annotations

import numpy as np
import pytest

from pesviz.app.controls import LiveFigure
from pesviz.figures.free_volume import free_volume
from pesviz.figures.path_profile import path_profile
from pesviz.figures.slice import draw_slice, slice_of
from pesviz.landscape.paths.path import ion_path
from pesviz.presentation.palette import palette
from pesviz.presentation.slices import lattice_plane
from tests.app.landscapes import channel

T = np.linspace(0, 4, 41)


@pytest.fixture(scope="module")
def landscape():
    return channel(barrier=0.4)


def test_other_curves_and_colours_appear_in_the_same_models():
    figure = LiveFigure(free_volume, thresholds=(), connected=(), disconnected=(), marker=False)
    source = figure.source("connected")
    figure.update(thresholds=T, connected=T / 8, disconnected=T / 4, mpe=0.3, level=0.5)
    assert figure.source("connected") is source
    assert source.data["fv_connected"] == pytest.approx(T / 8)
    assert figure.figure.x_range.end == pytest.approx(1.05)
    figure.update(level=1.4, dark=True)
    assert figure.figure.x_range.end == pytest.approx(1.5)
    assert figure.figure.x_range.tags == [1.05], "from here on the page grows the axis"
    assert figure.figure.background_fill_color == palette(dark=True).paper
    assert figure.renderer("connected").glyph.line_color == palette(dark=True).connected
    with pytest.raises(KeyError):
        figure.renderer("marker")


def test_a_path_appears_and_disappears(landscape):
    figure = LiveFigure(path_profile, path=None, marker=False)
    source = figure.source("profile")
    figure.update(path=ion_path(landscape.pes, 0))
    assert max(source.data["energy"]) == pytest.approx(0.4)
    assert figure.figure.x_range.end == pytest.approx(4.0)
    figure.update(path=None)
    assert not len(source.data["energy"])


def test_another_slice_has_its_own_scale_and_labels(landscape):
    figure = LiveFigure(draw_slice, shown=None, marker=False)
    source, mapper = figure.source("image"), figure.renderer("image").glyph.color_mapper
    for hkl, top in (((0, 0, 1), 1.0), ((1, 0, 0), 2.0)):
        plane = lattice_plane(landscape.pes.crystal.cell, hkl, 0.5)
        shown, atoms = slice_of(landscape, plane)
        figure.update(shown=shown, atoms=atoms, top=top)
        assert figure.source("image") is source
        assert source.data["image"][0] == pytest.approx(shown.values, abs=1e-5)
        assert (mapper.low, mapper.high) == (0.0, top)
        assert figure.figure.xaxis.axis_label == f"Along {plane.x_name} (Å)"
        assert len(figure.source("atoms").data["name"]) == len(atoms)
