"""Files in assets/: logo, gallery's results."""

from __future__ import annotations

from pathlib import Path


def asset(name: str) -> Path:
    """Return the path of a file in assets/, in a checkout or in an installed package.

    Parameters
    ----------
    name
        Path below assets/, for example "logo.svg".
    """
    package = Path(__file__).resolve().parent
    installed = package / "assets"
    return (installed if installed.is_dir() else package.parent / "assets") / name
