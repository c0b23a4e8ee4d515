"""The address holds the state, so that a link shows a colleague the same picture."""

from __future__ import annotations

import param
from panel.custom import JSComponent


class Address(JSComponent):
    """Keeps the page's address in step with what is shown, in the browser; draws nothing.

    It also tells, once, whether the screen is narrow and whether dark colours are preferred.
    """

    query = param.Dict(default={}, doc="Parts of the state that Python sets: structure, ion, field, cells.")
    level = param.Number(default=0.5, doc="Threshold, eV; linked in the browser.")
    camera = param.Dict(default={}, doc="Camera of the viewer; linked in the browser.")
    narrow = param.Boolean(default=False, doc="Whether the page is narrower than 700 px, set once by the browser.")
    preferred = param.String(
        default="", doc="'dark' or 'light', as remembered or as the system prefers; set once by the browser."
    )
    scheme = param.String(default="", doc="'dark' or 'light', as chosen on the page; remembered in the browser.")

    _bundle = "address.js"
