"""What the explorer shows of its state: field, scene, curves, numbers, caption, measured surface."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from html import escape
from typing import Any

import panel as pn

from pesviz.app import store as results
from pesviz.app import texts
from pesviz.app.explore import surface
from pesviz.app.explore.cost_line import CostLine
from pesviz.app.explore.numbers import Numbers
from pesviz.app.explore.path import PathView
from pesviz.app.explore.stage import Stage
from pesviz.app.state import State
from pesviz.app.store import Card
from pesviz.app.with_density import LandscapeWithDensity
from pesviz.errors import RenderingError
from pesviz.landscape import Landscape
from pesviz.presentation.names import formula_unicode, space_group, space_group_html
from pesviz.presentation.packing import pack_field
from pesviz.presentation.scene import scene_of
from pesviz.structure import Crystal


class Display:
    """Brings the views up to date with the state."""

    def __init__(
        self,
        state: State,
        stage: Stage,
        numbers: Numbers,
        path: PathView,
        cost: CostLine,
        gallery: Mapping[str, Card],
    ) -> None:
        self.state, self.stage, self.numbers, self.path, self.cost = state, stage, numbers, path, cost
        self.gallery = gallery
        self.live = False
        self._shown: Landscape | None = None
        self._numbered: Landscape | None = None

    def show_structure(self, crystal: Crystal, *, scanning: bool = False) -> None:
        """Show a structure that has no result yet."""
        self.state.param.update(landscape=None, crystal=crystal, source="", is_preview=False)
        self.stage.viewer.param.update(field=b"", scene=scene_of(crystal))
        self._caption(crystal, "scanning: a preview comes soon" if scanning else "no scan yet: press Run scan")

    def _caption(self, crystal: Crystal, line: str) -> None:
        """Say which crystal is shown and what is known of it."""
        card = (
            self.gallery.get(crystal.source.removeprefix("gallery:"))
            if crystal.source.startswith("gallery:")
            else None
        )
        title = card.title if card else formula_unicode(crystal.formula)
        group = space_group_html(space_group(crystal.atoms))
        sub = f'{group} <span class="why">· {card.sub}</span>' if card else f"{group} · {escape(crystal.name)}"
        self.stage.show_caption(title, sub, escape(line))

    def redraw(self) -> None:
        """Draw the shown result: field, scene, curves, numbers, ticks, caption, address."""
        state, stage = self.state, self.stage
        landscape: Landscape | None = state.landscape
        if landscape is None:
            self._shown = None
            self.cost.offer(None)
            self.later(self._show_numbers, None)
            stage.show_range(texts.slider_end(None))
            stage.bar.ticks = texts.ticks(None)
            return
        pes = landscape.pes
        crystal = pes.crystal
        if landscape is not self._shown:
            self._shown = landscape
            with pn.io.hold():
                stage.show_ions(crystal.mobile_species, pes.n_ions)
                stage.show_kinds(density=isinstance(landscape, LandscapeWithDensity))
                stage.show_range(texts.slider_end(landscape))
                stage.bar.ticks = texts.ticks(landscape)
                self._caption(crystal, texts.provenance(landscape, preview=state.is_preview))
                self.cost.offer(None if state.is_preview else landscape)
            scene = scene_of(crystal)
            if scene != stage.viewer.scene:
                stage.viewer.scene = scene
        self.later(self._show_numbers, landscape)
        field = landscape.field(state.kind, ion=state.ion, cells=state.cells)
        stage.viewer.param.update(cells=state.cells, field=pack_field(field, pes.grid.cell, cells=state.cells))
        if state.source and not state.source.startswith("job"):
            stage.address.query = {"s": state.source, **stage.query()}
        self.measure_later()

    def _show_numbers(self, landscape: Landscape | None) -> None:
        """Show curves, numbers and path of a result; where it is shown already only the path may have changed."""
        level = self.state.threshold
        if landscape is None or landscape is not self._numbered:
            self._numbered = landscape
            self.numbers.show(landscape, None if landscape is None else results.curves(landscape), level)
        self.numbers.show_ion(landscape, self.state.ion)
        self.path.show(landscape, self.state.ion, level)

    def later(self, action: Any, *arguments: Any, **options: Any) -> None:
        """Change Bokeh's own models with the document locked; Panel's callbacks may run without the lock."""
        if self.live and pn.state.curdoc is not None:
            pn.state.execute(partial(action, *arguments, **options), schedule=True)
        else:
            action(*arguments, **options)

    def measure_later(self) -> None:
        """Contour on the server too, now that the slider was released."""
        if pn.state.curdoc is not None:
            pn.state.execute(self._measure)

    async def _measure(self) -> None:
        """Say how large the surface is; where the browser has no WebGL, show PyVista's picture of it."""
        state = self.state
        if state.landscape is None:
            self.numbers.show_surface(None)
        elif state.threshold <= texts.slider_end(state.landscape):
            field, level = surface.shown_field(state), state.threshold
            measured = await surface.off_the_loop(lambda: surface.measure(field, level))
            if state.threshold == level:
                self.numbers.show_surface(measured)
        if self.stage.viewer.webgl is False and state.crystal is not None:
            try:
                png = await surface.off_the_loop(surface.drawing(state, size=(1200, 900)))
            except RenderingError as error:
                self.stage.show_notice(f"This browser has no WebGL, and the server cannot draw: {escape(str(error))}")
                return
            self.stage.show_picture(png, "This browser has no WebGL: the server draws the picture when you let go.")

    def colour(self, *, dark: bool) -> None:
        """Use light or dark colours."""
        self.state.dark = dark
        self.stage.address.scheme = "dark" if dark else "light"
        self.stage.viewer.dark = dark
        self.later(self.numbers.curves.update, dark=dark)
        self.later(self.path.profile.update, dark=dark)
