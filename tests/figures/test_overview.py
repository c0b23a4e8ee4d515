"""Figures of a result, read back by Pillow and an XML parser."""

from __future__ import annotations

import io
import re
from xml.etree import ElementTree as ET

import numpy as np
import pytest
from PIL import Image

import pesviz
from pesviz.app.theme import asset
from pesviz.errors import SettingsError
from pesviz.figures.backends import to_matplotlib
from pesviz.figures.overview import bottleneck_plane, footer, overview, write_overview
from pesviz.figures.scene3d import picture
from pesviz.presentation.terms import describe_path


@pytest.fixture(scope="module")
def phosphate():
    return pesviz.open(asset("gallery/LiFePO4.h5"))


def test_the_curves_drawn_are_the_curves(phosphate):
    axes = to_matplotlib(overview(phosphate, ("curves",), level=0.5)).axes[0]
    drawn = {line.get_label(): line.get_xydata() for line in axes.lines}
    for kind in ("connected", "disconnected"):
        t, f = drawn[kind].T
        known = np.isfinite(f)
        np.testing.assert_allclose(f[known], phosphate.free_volume(t[known], kind), rtol=1e-9)
    assert drawn["disconnected"][-1, 1] > drawn["connected"][-1, 1]
    dashed = {line.get_label() for line in axes.lines if line.is_dashed()}
    assert "disconnected" in dashed
    assert "connected" not in dashed


def test_the_profile_has_its_barrier_and_the_slice_its_bottleneck(phosphate):
    path = describe_path(phosphate).path
    figure = to_matplotlib(overview(phosphate, ("profile", "slice"), level=1.6))
    assert [text.get_text() for text in figure.axes[0].texts] == ["1.502 eV"]
    plane = bottleneck_plane(phosphate)
    _, height = plane.in_plane(np.array([path.bottleneck_point]) @ phosphate.pes.crystal.cell)
    assert height == pytest.approx(0, abs=1e-9)
    assert plane.name == "(001)"


@pytest.mark.parametrize("what", [None, "curves", "profile", "slice"])
def test_png_and_svg_read_back(phosphate, what, tmp_path):
    png = write_overview(phosphate, tmp_path / "figure.png", what)
    with Image.open(png) as image:
        width = image.width
        assert image.format == "PNG"
        pixels = np.asarray(image.convert("RGB"))
    assert width == pytest.approx(200 * (13.6 if what is None else 4.8), abs=2)
    assert (pixels < 200).any(axis=-1).mean() > 0.01, "something is drawn"
    svg = write_overview(phosphate, tmp_path / "figure.svg", what)
    root = ET.parse(svg).getroot()
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    assert float(root.get("width").removesuffix("pt")) == pytest.approx(width / 200 * 72, abs=1)
    assert len(root.findall(".//{http://www.w3.org/2000/svg}path")) > 20
    assert not re.search(r"(href|src)=\"https?:", svg.read_text(encoding="utf-8"))


def test_a_scene_is_a_png_of_the_crystal(phosphate, tmp_path):
    png = write_overview(phosphate, tmp_path / "scene.png", "scene", level=1.6, size=(300, 240))
    with Image.open(png) as image:
        assert image.size == (300, 240)
        with_path = np.asarray(image.convert("RGB")).astype(int)
    with Image.open(io.BytesIO(picture(phosphate, 1.6, size=(300, 240)))) as image:
        differs = np.abs(np.asarray(image.convert("RGB")).astype(int) - with_path).max(axis=-1) > 30
    assert 20 < differs.sum() < 0.2 * differs.size, "the tube, and nothing but the tube"
    with pytest.raises(SettingsError, match="made of pixels"):
        write_overview(phosphate, tmp_path / "scene.svg", "scene")


def test_what_cannot_be_drawn_is_said(phosphate, tmp_path):
    with pytest.raises(SettingsError, match="There is no figure of"):
        write_overview(phosphate, tmp_path / "x.png", "tea")
    with pytest.raises(SettingsError, match="cannot be written as"):
        write_overview(phosphate, tmp_path / "x.bmp")


def test_what_lies_above_the_limit_is_drawn_as_predicted(adaptive_landscape, closed_landscape):
    figure = to_matplotlib(overview(adaptive_landscape, ("curves", "slice"), level=0.8))
    assert "predicted" in [text.get_text().strip() for text in figure.axes[0].texts]
    dotted = [line for line in figure.axes[0].lines if len(line.get_xdata()) > 2 and line.get_alpha() == 0.9]
    assert len(dotted) == 2
    for line in dotted:
        t, f = np.asarray(line.get_xydata()).T
        assert t[np.isfinite(f)].min() == pytest.approx(0.6)
    assert any("predicted above 0.6" in axes.get_ylabel() for axes in figure.axes)
    assert footer(adaptive_landscape, 0.8).endswith("threshold 0.8 eV (predicted)")
    closed = to_matplotlib(overview(closed_landscape, ("curves", "profile"))).axes[1]
    assert [text.get_text() for text in closed.texts] == ["nothing percolates below 0.6 eV\npredicted: E₁D ≈ 1.4 eV"]
