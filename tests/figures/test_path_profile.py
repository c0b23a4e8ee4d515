"""The profile of a path that is solved by hand: a cosine barrier of 0.4 eV along b."""

from __future__ import annotations

import pytest

from pesviz.figures.path_profile import PathProfileFigure, path_profile
from pesviz.landscape.paths.path import ion_path
from tests.app.landscapes import channel


@pytest.fixture(scope="module")
def path():
    return ion_path(channel(barrier=0.4).pes, 0)


def test_the_profile_ends_where_it_began_and_peaks_at_the_bottleneck(path):
    figure = PathProfileFigure()
    figure.update(path, 0.5)
    assert list(figure.profile.data["y"])[:1] == [0]
    assert figure.figure.x_range.end == pytest.approx(4.0)
    assert figure.bottleneck.data["x"] == pytest.approx([2.0])
    assert figure.bottleneck.data["y"] == pytest.approx([0.4])
    assert figure.level.location == 0.5


def test_no_path_empties_the_figure(path):
    figure = PathProfileFigure()
    figure.update(path, 0.5)
    figure.update(None, 0.5)
    assert len(figure.profile.data["x"]) == len(figure.bottleneck.data["x"]) == 0


def test_the_function_gives_a_figure_for_notebooks(path):
    assert path_profile(path, dark=True).xaxis[0].axis_label == "along the path (Å)"
