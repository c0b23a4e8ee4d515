"""The dashboard's own controls: what has to be live in the browser without asking the server."""

from pesviz.app.controls.address import Address
from pesviz.app.controls.live_figure import LiveFigure
from pesviz.app.controls.marks import mark_curves, mark_profile, mark_slice
from pesviz.app.controls.readout import Cards, Readout, Summary
from pesviz.app.controls.threshold import ThresholdBar
from pesviz.app.controls.upload import Upload

__all__ = [
    "Address",
    "Cards",
    "LiveFigure",
    "Readout",
    "Summary",
    "ThresholdBar",
    "Upload",
    "mark_curves",
    "mark_profile",
    "mark_slice",
]
