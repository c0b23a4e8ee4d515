"""HoloViews figures on the page whose Bokeh models stay the same while their data change."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

import holoviews as hv
import panel as pn
from bokeh.models import ColumnDataSource, GlyphRenderer
from holoviews.streams import Pipe

from pesviz.figures import backends


class LiveFigure:
    """A figure that is drawn again with other arguments; scripts in the browser can hold on to its models.

    Parameters
    ----------
    define
        Returns the HoloViews object; always one of the same parts, some of them empty.
    arguments
        Its arguments at first.
    """

    def __init__(self, define: Callable[..., Any], **arguments: Any) -> None:
        self.arguments = arguments
        self._pipe = Pipe(data=arguments)
        self.figure = backends.to_bokeh(hv.DynamicMap(lambda data: define(**data), streams=[self._pipe]))

    def update(self, **arguments: Any) -> None:
        """Draw the figure with other arguments; those not given stay. The document has to be locked."""
        self.arguments = self.arguments | arguments
        with pn.io.hold():
            self._pipe.send(self.arguments)

    def renderer(self, name: str) -> GlyphRenderer:
        """Return a part of the figure by its name."""
        part = self.figure.select_one({"name": name})
        if not isinstance(part, GlyphRenderer):
            raise KeyError(name)
        return part

    def source(self, name: str) -> ColumnDataSource:
        """Return the data of a part."""
        return cast("ColumnDataSource", self.renderer(name).data_source)
