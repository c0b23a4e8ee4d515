"""The energy threshold: slider, named ticks, number entry, keyboard, playing."""

from __future__ import annotations

from typing import ClassVar

import param
from panel.custom import JSComponent


class ThresholdBar(JSComponent):
    """A slider for the energy threshold that answers in the browser.

    `value` follows every movement (link it with `jslink`); `value_throttled` follows on release, and only that one is
    for callbacks in Python. Keys, wherever the focus is outside text fields: left and right arrows move by one step
    (with shift by ten), 1, 2 and 3 jump to the ticks of those keys, p plays from 0 up, space pauses and goes on,
    m toggles `presenter`.
    """

    value = param.Number(default=0.5, doc="Threshold, eV, live.")
    value_throttled = param.Number(default=0.5, doc="Threshold, eV, on release.")
    start = param.Number(default=0.0, doc="Lower end, eV.")
    end = param.Number(default=4.0, doc="Upper end, eV.")
    step = param.Number(default=0.01, doc="Step of the slider and of the arrow keys, eV.")
    ticks = param.List(
        default=[], doc="Named energies: dicts of value (eV), label, title, key ('1', '2', '3' or '')."
    )
    playing = param.Boolean(default=False, doc="Whether the threshold is being played.")
    presenter = param.Boolean(default=False, doc="Toggled by the key m.")

    _bundle = "threshold.js"
    _stylesheets: ClassVar[list[str]] = ["threshold.css"]
