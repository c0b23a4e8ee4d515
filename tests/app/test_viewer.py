"""The viewer's Python side: parameters, messages, and a bundle that needs nothing from outside."""

from __future__ import annotations

import re

import pytest

from pesviz.app.viewer import DIRECTIONS, Viewer
from pesviz.presentation.javascript import BUNDLE, FOLDER


def test_only_the_bundle_is_shipped():
    assert not Viewer._esm
    assert not Viewer._importmap
    assert Viewer._bundle_path == BUNDLE


def test_the_bundle_imports_nothing():
    text = BUNDLE.read_text(encoding="utf-8")
    assert not re.search(r"""(?:^|[;}])import\s*[\w{*"']|\bimport\(""", text)
    assert "cdn." not in text


def test_the_binding_knows_every_parameter():
    """A parameter that the JavaScript does not read would be silently dead."""
    source = (FOLDER / "src" / "index.js").read_text(encoding="utf-8")
    own = set(Viewer.param) - set(Viewer.__mro__[1].param) - {"name"}
    assert own == {name for name in own if re.search(rf"\b{name}\b", source)}
    assert {"field", "scene", "level", "camera", "webgl", "picked"} <= own


def test_messages(monkeypatch):
    sent = []
    viewer = Viewer()
    monkeypatch.setattr(viewer, "_send_msg", sent.append)
    for direction in DIRECTIONS:
        viewer.look(direction)
    viewer.focus((0.5, 0.25, 1))
    viewer.save_png("x.png")
    assert [message["look"] for message in sent[: len(DIRECTIONS)]] == list(DIRECTIONS)
    assert sent[-2:] == [{"focus": [0.5, 0.25, 1.0]}, {"png": "x.png", "scale": 2.0}]


def test_unknown_direction():
    with pytest.raises(ValueError, match="sideways"):
        Viewer().look("sideways")
