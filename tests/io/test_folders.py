"""The user's folders: those that variables name come first, then the system's."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from pesviz.io.folders import cache_folder, config_folder, search_folders


@pytest.mark.parametrize(
    ("folder", "own", "system"),
    [(cache_folder, "PESVIZ_CACHE", "XDG_CACHE_HOME"), (config_folder, "PESVIZ_CONFIG", "XDG_CONFIG_HOME")],
)
@pytest.mark.skipif(sys.platform != "linux", reason="other systems have other variables")
def test_own_variable_first_then_the_systems_place(monkeypatch, tmp_path, folder, own, system):
    monkeypatch.setenv(own, "~/mine")
    assert folder() == Path.home() / "mine"
    monkeypatch.delenv(own)
    monkeypatch.setenv(system, str(tmp_path))
    assert folder() == tmp_path / "pesviz"


def test_named_folders_are_searched_before_the_cache(monkeypatch, tmp_path):
    monkeypatch.setenv("PESVIZ_CACHE", str(tmp_path))
    monkeypatch.setenv("PESVIZ_DATA", "~/a::/b")
    assert search_folders("PESVIZ_DATA", "data") == [Path.home() / "a", Path("/b"), tmp_path / "data"]
    monkeypatch.delenv("PESVIZ_DATA")
    assert search_folders("PESVIZ_DATA", "data") == [tmp_path / "data"]
