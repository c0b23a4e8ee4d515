"""Finds and explains solid ionic conductors from the potential energy landscape of their mobile ions.

The method is that of *Predicting ionic conductivity in solids from the machine-learned potential energy
landscape* (arXiv:2411.06804), called "the paper" throughout.

>>> from pesviz import load, scan
>>> landscape = scan(load("LiCl.cif"))
>>> landscape.mpe, landscape.xi
"""

from __future__ import annotations

from importlib import import_module
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pesviz.landscape import open_landscape as open  # noqa: A004 - pesviz.open() reads results
    from pesviz.potentials import potential
    from pesviz.structure import load
    from pesviz.workflows.scan import scan

__version__ = version("pesviz")
__all__ = ["__version__", "load", "open", "potential", "scan"]

_LAZY = {
    "load": ("pesviz.structure", "load"),
    "open": ("pesviz.landscape", "open_landscape"),
    "potential": ("pesviz.potentials", "potential"),
    "scan": ("pesviz.workflows.scan", "scan"),
}


def __getattr__(name: str) -> Any:
    """Import the public functions on first use, so that `import pesviz` stays quick."""
    if name not in _LAZY:
        raise AttributeError(f"module 'pesviz' has no attribute {name!r}")
    module, attribute = _LAZY[name]
    return getattr(import_module(module), attribute)
