"""Grid, scan and its result."""

from pesviz.pes.grid import Grid
from pesviz.pes.result import PES, ScanSettings
from pesviz.pes.scan import ScanProgress, estimate, scan_steps

__all__ = ["PES", "Grid", "ScanProgress", "ScanSettings", "estimate", "scan_steps"]
