"""The energy threshold: slider, named ticks, number entry, keyboard, playing."""

from __future__ import annotations

from typing import Any, ClassVar

import param
from panel.custom import JSComponent


class ThresholdBar(JSComponent):
    """A slider for the energy threshold that answers in the browser.

    `value` follows every movement, in the browser only: what is to move with it follows by `moves` or `runs`, and the
    server neither hears nor answers. `value_throttled` reaches Python on release.

    Above `limit` the rail is hatched and called "predicted".

    Keys, wherever the focus is outside text fields: left and right arrows move by one step (with shift by ten), 1, 2
    and 3 jump to the ticks of those keys, p plays from 0 up, space pauses and goes on, m toggles `presenter`.
    """

    value = param.Number(default=0.5, doc="Threshold, eV, live.")
    value_throttled = param.Number(default=0.5, doc="Threshold, eV, on release.")
    start = param.Number(default=0.0, doc="Lower end, eV.")
    end = param.Number(default=4.0, doc="Upper end, eV.")
    limit = param.Number(
        default=None, allow_None=True, doc="Energy above which the landscape is predicted, eV; None: nowhere."
    )
    step = param.Number(default=0.01, doc="Step of the slider and of the arrow keys, eV.")
    ticks = param.List(
        default=[], doc="Named energies: dicts of value (eV), label, title, key ('1', '2', '3' or '')."
    )
    playing = param.Boolean(default=False, doc="Whether the threshold is being played.")
    presenter = param.Boolean(default=False, doc="Toggled by the key m.")

    def moves(self, target: JSComponent, name: str) -> None:
        """Let a parameter of another component follow the threshold in the browser."""
        self.jscallback(value=f"target.data.setv({{{name}: source.value}}, {{sync: false}})", args={"target": target})

    def runs(self, code: str, **models: Any) -> None:
        """Run code in the browser on every movement."""
        self.jscallback(value=code, args=models)

    _bundle = "threshold.js"
    _stylesheets: ClassVar[list[str]] = ["threshold.css"]
