"""The user's folders: downloaded files, configuration, and folders that environment variables name."""

from __future__ import annotations

import os
from pathlib import Path

import platformdirs


def cache_folder() -> Path:
    """Return the user's cache of pesviz, whether it exists or not: `$PESVIZ_CACHE` or the system's place."""
    return _own("PESVIZ_CACHE") or platformdirs.user_cache_path("pesviz", appauthor=False)


def config_folder() -> Path:
    """Return the user's configuration of pesviz, whether it exists or not: `$PESVIZ_CONFIG` or the system's place."""
    return _own("PESVIZ_CONFIG") or platformdirs.user_config_path("pesviz", appauthor=False, roaming=True)


def search_folders(variable: str, name: str) -> list[Path]:
    """Return folders in which files are looked for, first one first."""
    parts = os.environ.get(variable, "").split(os.pathsep)
    return [*(Path(part).expanduser() for part in parts if part), cache_folder() / name]


def _own(variable: str) -> Path | None:
    path = os.environ.get(variable)
    return Path(path).expanduser() if path else None
