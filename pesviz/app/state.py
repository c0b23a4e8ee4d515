"""What the dashboard shows, as parameters only: no widget, no file, no computation."""

from __future__ import annotations

from typing import Any

import param

from pesviz.app.jobs import JobStatus
from pesviz.app.with_density import DENSITY, LandscapeWithDensity
from pesviz.errors import PesvizError
from pesviz.landscape import Landscape
from pesviz.structure import Crystal


class State(param.Parameterized):
    """State of one session: what is shown and how."""

    source = param.String(default="", doc="Where the shown result comes from: 'gallery:KEY', 'result:NAME', 'job'.")
    landscape = param.ClassSelector(class_=Landscape, default=None, doc="The shown result; None while there is none.")
    crystal = param.ClassSelector(class_=Crystal, default=None, doc="The shown structure, known before its result.")
    is_preview = param.Boolean(default=False, doc="Whether the shown result is a preview of a running scan.")
    kind = param.Selector(
        default="level_map", objects=["level_map", "pes", DENSITY], doc="Which field the surface is of."
    )
    ion = param.Integer(default=None, allow_None=True, doc="Number of the mobile ion; None for the union.")
    cells = param.Selector(default=1, objects=[1, 2], doc="One cell or 2×2×2 cells.")
    opacity = param.Number(default=0.8, bounds=(0.1, 1.0), doc="Opacity of the surface.")
    threshold = param.Number(default=0.5, bounds=(0.0, 4.0), doc="Energy threshold, eV, as last released.")
    dark = param.Boolean(default=False, doc="Dark colours.")
    presenter = param.Boolean(default=False, doc="Larger type, only viewer, slider, curve and three numbers.")
    status = param.ClassSelector(class_=JobStatus, default=None, doc="Status of the session's running job.")
    error = param.ClassSelector(class_=PesvizError, default=None, doc="What went wrong last, shown in place.")
    camera = param.Dict(default={}, doc="Camera of the viewer, as the viewer gives it.")

    def show(self, landscape: Landscape, source: str, **changes: Any) -> None:
        """Show a result."""
        ion = self.ion if self.ion is not None and self.ion < landscape.pes.n_ions else None
        values: dict[str, Any] = {"ion": ion, "is_preview": False} | changes
        if self.kind == DENSITY and not isinstance(landscape, LandscapeWithDensity):
            values = {"kind": "level_map"} | values
        self.param.update(landscape=landscape, crystal=landscape.pes.crystal, source=source, **values)
