"""The figure of the free volumes: what is drawn on the page and on paper, where the marker stands."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from PIL import Image

from pesviz.figures.backends import save_figure, to_bokeh, to_matplotlib
from pesviz.figures.free_volume import free_volume
from pesviz.presentation.palette import palette

T = np.linspace(0, 4, 41)
CONNECTED, DISCONNECTED = T / 8, T / 4
EXACT = [np.where(T < 0.65, curve, np.nan) for curve in (CONNECTED, DISCONNECTED)]


def part(figure: Any, name: str) -> Any:
    return figure.select_one({"name": name})


def texts(figure: Any) -> set[str]:
    sources = [renderer.data_source.data for renderer in figure.renderers if hasattr(renderer, "data_source")]
    return {word.strip() for data in sources for word in data.get("text", [])} - {""}


def test_marker_dots_lie_on_the_curves():
    figure = to_bokeh(free_volume(T, CONNECTED, DISCONNECTED, mpe=0.228, level=1.05))
    assert part(figure, "marker").location == pytest.approx(1.05)
    assert part(figure, "connected at").data_source.data["fv_connected"] == pytest.approx([1.05 / 8])
    assert part(figure, "disconnected at").data_source.data["fv_disconnected"] == pytest.approx([1.05 / 4])
    assert figure.x_range.end >= 1.05
    assert part(to_bokeh(free_volume(T, CONNECTED, DISCONNECTED, marker=False)), "marker") is None


@pytest.mark.parametrize("dark", [False, True])
def test_connected_and_disconnected_differ_by_colour_and_dash(dark):
    figure = to_bokeh(free_volume(T, CONNECTED, DISCONNECTED, dark=dark))
    connected, disconnected = (part(figure, name).glyph for name in ("connected", "disconnected"))
    assert connected.line_color == palette(dark=dark).connected
    assert disconnected.line_color == palette(dark=dark).disconnected
    assert connected.line_dash != disconnected.line_dash
    assert figure.background_fill_color == palette(dark=dark).paper


def test_without_percolation_no_mpe_is_marked():
    without, marked = (to_bokeh(free_volume(T, CONNECTED, DISCONNECTED, mpe=mpe)) for mpe in (None, 0.3))
    assert not len(part(without, "MPE").data_source.data["x"])
    assert not texts(without)
    assert list(part(marked, "MPE").data_source.data["x"]) == [0.3]
    assert texts(marked) == {"MPE"}


def test_both_axes_say_what_they_are():
    figure = to_bokeh(free_volume(T, CONNECTED, DISCONNECTED))
    axes = to_matplotlib(free_volume(T, CONNECTED, DISCONNECTED)).axes[0]
    for labels in ((figure.xaxis.axis_label, figure.yaxis.axis_label), (axes.get_xlabel(), axes.get_ylabel())):
        assert labels == ("Threshold (eV)", "Free volume / cell volume")
    assert type(figure.y_scale).__name__ == "LogScale"
    assert axes.get_yscale() == "log"


def test_predicted_curves_begin_where_the_exact_ones_end():
    estimates = (CONNECTED, DISCONNECTED)
    figure = to_bokeh(free_volume(T, *EXACT, mpe=1.4, level=0.8, limit=0.6, estimates=estimates))
    drawn = part(figure, "connected predicted").data_source.data
    assert drawn["threshold"][0] == pytest.approx(0.6)
    assert drawn["fv_connected"] == pytest.approx(drawn["threshold"] / 8)
    at = [part(figure, f"{kind} at").data_source.data[f"fv_{kind}"][0] for kind in ("connected", "disconnected")]
    assert at == pytest.approx([0.1, 0.2]), "dots on the predicted curves"
    assert texts(figure) == {"≈ MPE", "predicted"}
    assert part(figure, "beyond").glyph.hatch_pattern == "right_diagonal_line"
    unknown = to_bokeh(free_volume(T, *EXACT, limit=0.6))
    assert not len(part(unknown, "connected predicted").data_source.data["threshold"])
    assert texts(unknown) == {"not scanned"}
    assert part(unknown, "beyond").glyph.hatch_pattern is None


@pytest.mark.parametrize("limit", [0.6, 1.0, 2.0, 3.9])
def test_words_on_paper_stay_inside_the_axes(limit):
    exact = [np.where(limit + 0.05 > T, curve, np.nan) for curve in (CONNECTED, DISCONNECTED)]
    figure = to_matplotlib(
        free_volume(T, *exact, limit=limit, mpe=0.3, estimates=(CONNECTED, DISCONNECTED)), width=4.8, height=3.9
    )
    figure.draw_without_rendering()
    axes = figure.axes[0]
    frame = axes.get_window_extent()
    words = {text.get_text().strip(): text.get_window_extent() for text in axes.texts}
    assert set(words) == {"MPE", "predicted"}
    for box in words.values():
        assert frame.x0 <= box.x0
        assert box.x1 <= frame.x1 + 1


def test_on_paper_the_predicted_region_is_light_under_the_curves(tmp_path):
    figure = free_volume(T, *EXACT, mpe=1.4, limit=0.6, estimates=(CONNECTED, DISCONNECTED))
    with Image.open(save_figure(figure, tmp_path / "fv.png")) as image:
        pixels = np.asarray(image.convert("L")).astype(float)
    right = pixels[pixels.shape[0] // 4 : pixels.shape[0] * 3 // 4, pixels.shape[1] * 2 // 3 : -60]
    assert 200 < np.median(right) < 250, "grey, and curves can be seen on it"
    assert (right < 150).mean() > 0.001, "the curves"
