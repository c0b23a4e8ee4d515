"""Results in formats that other programs read."""

from __future__ import annotations

from pesviz.export.formats import ExportFormat, formats, write

__all__ = ["ExportFormat", "formats", "write"]
