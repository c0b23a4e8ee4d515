"""Grid, scan and its result."""

from pesviz.pes.grid import Grid
from pesviz.pes.result import PES, ScanSettings

__all__ = ["PES", "Grid", "ScanSettings"]
