"""Grid, scan and its result."""

from pesviz.pes.cost import estimate
from pesviz.pes.grid import Grid
from pesviz.pes.progress import ScanProgress
from pesviz.pes.result import PES, ScanSettings
from pesviz.pes.scan import scan_steps

__all__ = ["PES", "Grid", "ScanProgress", "ScanSettings", "estimate", "scan_steps"]
