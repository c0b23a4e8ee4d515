"""Points of Bokeh figures that are linked with what else shows the same items: clicks and selections."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from typing import Any

import numpy as np
from bokeh.models import ColumnDataSource, GlyphRenderer, Scatter, TapTool
from bokeh.plotting import figure as bokeh_figure


def point_renderers(figure: bokeh_figure, column: str) -> list[GlyphRenderer]:
    """Return the renderers of points whose items are named in a column."""
    return [
        renderer
        for renderer in figure.renderers
        if isinstance(renderer, GlyphRenderer)
        and isinstance(renderer.glyph, Scatter)
        and column in renderer.data_source.data
    ]


class PointSelection:
    """The selected points of a figure, by the items that they stand for.

    Parameters
    ----------
    figure
        A figure of points, which may be of several kinds.
    column
        Column that names the items.
    on_change
        Called with the selected items, in the order of the figure, after a selection in the browser.
    """

    def __init__(
        self, figure: bokeh_figure, column: str, on_change: Callable[[list[Hashable]], None] | None = None
    ) -> None:
        self.sources: list[ColumnDataSource] = [r.data_source for r in point_renderers(figure, column)]
        self._column, self._on_change, self._busy = column, on_change, False
        for source in self.sources:
            source.selected.on_change("indices", self._changed)

    @property
    def items(self) -> list[Hashable]:
        """All items of the figure."""
        return [item for source in self.sources for item in _plain(source.data[self._column])]

    @property
    def selected(self) -> list[Hashable]:
        """The selected items."""
        return [
            items[i]
            for source in self.sources
            if (items := _plain(source.data[self._column]))
            for i in source.selected.indices
            if i < len(items)
        ]

    def select(self, items: Iterable[Hashable]) -> None:
        """Select items, those that the figure lacks left out; `on_change` is not called."""
        selected = set(items)
        self._busy = True
        for source in self.sources:
            indices = [i for i, item in enumerate(_plain(source.data[self._column])) if item in selected]
            if indices != source.selected.indices:
                source.selected.indices = indices
        self._busy = False

    def _changed(self, _attribute: str, _old: Any, _new: Any) -> None:
        if not self._busy and self._on_change is not None:
            self._on_change(self.selected)


def on_click(figure: bokeh_figure, column: str, action: Callable[[Any], None]) -> None:
    """Call a function with the item whose point is clicked.

    The selection is cleared at once, so that a second click on the same point calls it again.
    """
    renderers = point_renderers(figure, column)
    if not renderers:
        return
    figure.add_tools(TapTool(renderers=renderers))
    for renderer in renderers:
        renderer.nonselection_glyph = None

        def clicked(
            _attribute: str, _old: Any, indices: list[int], source: ColumnDataSource = renderer.data_source
        ) -> None:
            if indices:
                item = _plain(source.data[column])[indices[0]]
                source.selected.indices = []
                action(item)

        renderer.data_source.selected.on_change("indices", clicked)


def _plain(values: Any) -> list[Hashable]:
    return np.asarray(values).tolist()
