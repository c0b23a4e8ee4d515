"""The figure of frozen against relaxed barriers shows the numbers of the result."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image

from pesviz.dynamics.neb.barrier import NEBSettings, neb_steps
from pesviz.errors import SettingsError
from pesviz.figures.backends import to_bokeh, to_matplotlib
from pesviz.figures.barrier import barrier_profile, frozen_lengths, write_barrier
from pesviz.potentials import potential
from pesviz.structure import load
from pesviz.workflows.scan import scan
from tests.dynamics import gates


@pytest.fixture(scope="module")
def result():
    pes = scan(load(gates.crystal(), mobile="Li"), "ase:tests.dynamics.gates:Gates").pes
    *_, last = neb_steps(
        pes, potential("ase:tests.dynamics.gates:Gates"), NEBSettings(supercell=(2, 2, 2), images=3, fmax=0.02)
    )
    return last.result


@pytest.mark.parametrize("dark", [False, True])
def test_both_profiles_in_the_browser(result, dark):
    figure = to_bokeh(barrier_profile(result, dark=dark))
    drawn = {renderer.name: renderer.data_source.data for renderer in figure.renderers if renderer.name}
    assert max(drawn["frozen"]["energy"]) == pytest.approx(gates.FROZEN, abs=1e-6)
    assert max(drawn["frozen supercell"]["energy"]) == pytest.approx(gates.FROZEN, abs=1e-6)
    assert max(drawn["relaxed"]["energy"]) == pytest.approx(gates.RELAXED, abs=2e-3)
    assert drawn["frozen"]["length"][-1] == pytest.approx(
        drawn["relaxed"]["length"][-1]
    )  # both end at the same place
    texts = [item.label.value for item in figure.legend[0].items]
    assert texts[0].startswith("frozen")
    assert any(text.startswith("relaxed: 0.38") for text in texts)


def test_both_profiles_on_paper(result):
    lines = {line.get_label().split(":")[0]: line for line in to_matplotlib(barrier_profile(result)).axes[0].lines}
    assert np.array_equal(lines["frozen, all images move"].get_xdata(), frozen_lengths(result))
    assert lines["relaxed"].get_ydata().max() == pytest.approx(gates.RELAXED, abs=5e-3)


def test_written_pictures_are_pictures(result, tmp_path):
    with Image.open(write_barrier(result, tmp_path / "new" / "barrier.png")) as picture:
        colours = picture.convert("RGB").getcolors(maxcolors=2**20)
    assert sum(n for n, colour in colours if colour == (11, 111, 164)) > 500  # the relaxed line
    assert sum(n for n, colour in colours if colour == (179, 89, 0)) > 300  # the frozen one
    assert "<svg" in write_barrier(result, tmp_path / "barrier.svg").read_text(encoding="utf-8")
    with pytest.raises(SettingsError):
        write_barrier(result, tmp_path / "barrier.bmp")
