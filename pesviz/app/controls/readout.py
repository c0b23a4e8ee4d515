"""Numbers at the threshold, live while the slider moves."""

from __future__ import annotations

import param
from panel.custom import JSComponent


class Readout(JSComponent):
    """Free volumes at the threshold and what percolates there, computed in the browser from the curves."""

    level = param.Number(default=0.5, doc="Threshold, eV; linked to the slider in the browser.")
    curve = param.Dict(
        default={},
        doc="Curves: thresholds (eV, ascending), connected and disconnected (fractions of the cell); {} for none.",
    )
    percolation = param.List(
        default=[], doc="What opens at which energy: dicts of dim (1, 2, 3), energy (eV) and directions (text)."
    )

    _bundle = "readout.js"
    _stylesheets = ["readout.css"]
