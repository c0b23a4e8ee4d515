"""Level map, percolation, free volumes and Ξ of a potential energy surface."""

from pesviz.landscape.landscape import Landscape
from pesviz.landscape.percolation import Percolation
from pesviz.landscape.store import open_landscape

__all__ = ["Landscape", "Percolation", "open_landscape"]
