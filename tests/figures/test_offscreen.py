"""Machines that cannot draw: said, not died of."""

from __future__ import annotations

import pytest

from pesviz.errors import RenderingError
from pesviz.figures import offscreen
from pesviz.figures.scene3d import picture
from pesviz.structure import load


@pytest.fixture(autouse=True)
def asked_anew():
    offscreen.can_render.cache_clear()
    yield
    offscreen.can_render.cache_clear()


def test_this_machine_draws():
    assert offscreen.can_render()


@pytest.mark.skipif(not offscreen.sys.platform.startswith("linux"), reason="other systems always have OpenGL")
@pytest.mark.parametrize("end", ["os.kill(os.getpid(), 11)", "raise SystemExit(1)"])
def test_where_vtk_would_die_a_sentence_says_what_to_install(end, monkeypatch):
    monkeypatch.setattr(offscreen, "PROBE", f"import os; {end}")
    with pytest.raises(RenderingError, match=r"no library to draw.*apt-get install"):
        picture(load("gallery:LiF"), None, size=(60, 60))
