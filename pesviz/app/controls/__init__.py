"""The dashboard's own controls: what has to be live in the browser without asking the server."""

from pesviz.app.controls.address import Address
from pesviz.app.controls.level_line import trace
from pesviz.app.controls.marks import follow
from pesviz.app.controls.path_marks import follow_path
from pesviz.app.controls.readout import Cards, Readout, Summary
from pesviz.app.controls.threshold import ThresholdBar
from pesviz.app.controls.upload import Upload

__all__ = ["Address", "Cards", "Readout", "Summary", "ThresholdBar", "Upload", "follow", "follow_path", "trace"]
