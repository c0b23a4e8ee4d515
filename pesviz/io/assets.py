"""Files in assets/: logo, gallery's results."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any


def asset(name: str) -> Path:
    """Return the path of a file in assets/, in a checkout or in an installed package.

    Parameters
    ----------
    name
        Path below assets/, for example "logo.svg".
    """
    package = Path(__file__).resolve().parents[1]
    installed = package / "assets"
    return (installed if installed.is_dir() else package.parent / "assets") / name


def gallery_index() -> dict[str, dict[str, Any]]:
    """Return key numbers (xi, mpe_eV, potential) of the gallery's precomputed results by key."""
    try:
        entries: dict[str, dict[str, Any]] = json.loads(asset("gallery/index.json").read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    return {key: value for key, value in entries.items() if asset(f"gallery/{key}.h5").is_file()}
