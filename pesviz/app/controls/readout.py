"""Numbers of a result, and lists to choose from; drawn and kept live in the browser."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

import param
from panel.custom import JSComponent


class Readout(JSComponent):
    """Free volumes at the threshold and what percolates there, computed in the browser from the curves."""

    level = param.Number(default=0.5, doc="Threshold, eV; linked to the slider in the browser.")
    curve = param.Dict(
        default={},
        doc="Curves: thresholds (eV, ascending), connected and disconnected (fractions of the cell, None "
        "where not known), connected_estimate and disconnected_estimate (what is predicted); {} for none.",
    )
    limit = param.Number(
        default=None, allow_None=True, doc="Energy above which the landscape is predicted, eV; None: nowhere."
    )
    percolation = param.List(
        default=[],
        doc="What opens, by rising energy: dicts of dim (1, 2, 3), energy (eV; None: never) and directions (text).",
    )
    who = param.String(default="", doc="The ion that `percolation` is of; empty for all together.")

    _bundle = "readout.js"
    _stylesheets: ClassVar[list[str]] = ["readout.css"]


class Summary(JSComponent):
    """Percolation energies as chips that set the threshold, and Ξ with its two factors."""

    summary = param.Dict(
        default={}, doc="energies: list of dicts; xi: dict or None (see `pesviz.app.texts.summary`)."
    )
    pick = param.Number(default=-1.0, doc="Energy of the chip that was clicked, eV; link it to the slider.")

    _bundle = "readout.js"
    _stylesheets: ClassVar[list[str]] = ["readout.css"]


class Cards(JSComponent):
    """A list of cards of which one is chosen; every click sends a message with its key, also on the chosen one."""

    items = param.List(default=[], doc="Dicts of key, title, sub, badge, tip.")
    value = param.String(default="", doc="Key of the chosen card.")
    caption = param.String(default="", doc="What the list is, for screen readers.")

    def on_choice(self, action: Callable[[str], None]) -> None:
        """Call a function with the key of a card that was clicked."""

        def heard(message: Any) -> None:
            data = getattr(message, "data", message)
            action(str(data.get("key", "")) if isinstance(data, dict) else "")

        self.on_msg(heard)

    _bundle = "readout.js"
    _stylesheets: ClassVar[list[str]] = ["readout.css"]
