"""The profile of a path that is solved by hand: a cosine barrier of 0.4 eV along b."""

from __future__ import annotations

import pytest
from matplotlib.colors import to_hex

from pesviz.figures.backends import to_bokeh, to_matplotlib
from pesviz.figures.path_profile import path_profile
from pesviz.landscape.paths.path import ion_path
from pesviz.presentation.palette import palette
from tests.app.landscapes import channel


@pytest.fixture(scope="module")
def path():
    return ion_path(channel(barrier=0.4).pes, 0)


def test_the_profile_ends_where_it_began_and_peaks_at_the_bottleneck(path):
    figure = to_bokeh(path_profile(path, level=0.5))
    drawn = {name: figure.select_one({"name": name}) for name in ("profile", "bottleneck", "marker")}
    assert drawn["profile"].data_source.data["energy"][0] == 0
    assert figure.x_range.end == pytest.approx(4.0)
    assert drawn["bottleneck"].data_source.data["length"] == pytest.approx([2.0])
    assert drawn["bottleneck"].data_source.data["energy"] == pytest.approx([0.4])
    assert drawn["marker"].location == 0.5


def test_no_path_leaves_the_figure_empty_but_for_the_reason():
    figure = to_bokeh(path_profile(None, marker=False))
    for name in ("profile", "bottleneck"):
        assert not len(figure.select_one({"name": name}).data_source.data["length"])
    axes = to_matplotlib(path_profile(None, note="nothing percolates")).axes[0]
    assert [text.get_text() for text in axes.texts] == ["nothing percolates"]


def test_page_and_paper_show_the_same(path):
    page = to_bokeh(path_profile(path, dark=True))
    axes = to_matplotlib(path_profile(path)).axes[0]
    assert page.xaxis.axis_label == axes.get_xlabel() == "Along the path (Å)"
    assert page.yaxis.axis_label == axes.get_ylabel() == "Energy (eV)"
    on_page = page.select_one({"name": "profile"}).data_source.data
    assert axes.lines[0].get_ydata() == pytest.approx(on_page["energy"])
    assert page.y_range.end == pytest.approx(axes.get_ylim()[1])
    assert [text.get_text() for text in axes.texts] == ["0.400 eV"]
    assert to_hex(axes.collections[0].get_facecolor()[0]) == palette().connected
