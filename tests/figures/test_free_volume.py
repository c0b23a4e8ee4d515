"""The curves' figure: what is drawn, where the marker stands."""

from __future__ import annotations

import numpy as np
import pytest

from pesviz.figures.free_volume import FreeVolumeFigure, free_volume
from pesviz.figures.style import COLOURS

T = np.linspace(0, 4, 41)
CONNECTED, DISCONNECTED = T / 8, T / 4


def test_marker_dots_lie_on_the_curves():
    figure = FreeVolumeFigure()
    figure.update(T, CONNECTED, DISCONNECTED, mpe=0.228, level=1.05)
    assert figure.marker.location == pytest.approx(1.05)
    assert figure.points.data["y"] == pytest.approx([1.05 / 8, 1.05 / 4])
    assert figure.figure.x_range.end >= 1.05


def test_connected_and_disconnected_differ_by_colour_and_dash():
    for dark in (False, True):
        figure = FreeVolumeFigure(dark=dark)
        disconnected, connected = figure.figure.renderers[:2]
        assert connected.glyph.line_color != disconnected.glyph.line_color
        assert connected.glyph.line_dash != disconnected.glyph.line_dash
        assert figure.figure.background_fill_color == COLOURS["dark" if dark else "light"]["paper"]


def test_without_percolation_no_mpe_is_marked():
    figure = FreeVolumeFigure()
    figure.update(T, CONNECTED, DISCONNECTED, mpe=None, level=0.5)
    marks = [span for span in figure.figure.center if type(span).__name__ == "Span" and span.line_dash == [2, 4]]
    assert len(marks) == 1
    assert not marks[0].visible
    figure.update(T, CONNECTED, DISCONNECTED, mpe=0.3, level=0.5)
    assert marks[0].visible
    assert marks[0].location == 0.3


def test_the_function_gives_a_figure_for_notebooks():
    assert free_volume(T, CONNECTED, DISCONNECTED, mpe=0.3).y_scale.__class__.__name__ == "LogScale"


def test_predicted_curves_begin_where_the_exact_ones_end():
    figure = FreeVolumeFigure()
    exact = [np.where(T < 0.65, curve, np.nan) for curve in (CONNECTED, DISCONNECTED)]
    figure.update(T, *exact, mpe=1.4, level=0.8, limit=0.6, estimates=(CONNECTED, DISCONNECTED))
    drawn = figure.estimates.data
    assert drawn["x"][0] == pytest.approx(0.6)
    assert drawn["connected"] == pytest.approx(drawn["x"] / 8)
    assert figure.points.data["y"] == pytest.approx([0.1, 0.2]), "dots on the predicted curves"
    texts = [label.text for label in figure.figure.center if type(label).__name__ == "Label"]
    assert set(texts) == {"≈ MPE", "predicted"}
    figure.update(T, *exact, mpe=None, level=0.5, limit=0.6)
    assert not len(figure.estimates.data["x"])
    assert "not scanned" in [label.text for label in figure.figure.center if type(label).__name__ == "Label"]
