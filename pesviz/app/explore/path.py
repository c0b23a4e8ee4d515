"""The percolation path and the hops of the landscape: tube in the viewer, profile, bottleneck."""

from __future__ import annotations

from typing import Any

import panel as pn
import panel_material_ui as pmui

from pesviz.app.controls import LiveFigure, ThresholdBar, mark_profile
from pesviz.app.explore.surface import off_the_loop
from pesviz.app.viewer import Viewer
from pesviz.figures.path_profile import path_profile
from pesviz.landscape import Landscape
from pesviz.landscape.paths.path import PercolationPath
from pesviz.presentation import terms
from pesviz.presentation.hops import NamedHop, named_hops

WHOLE = "from the site to its image"


class PathView:
    """Profile of the path of one ion, or of a hop, linked both ways with the viewer."""

    def __init__(self, viewer: Viewer, bar: ThresholdBar, *, dark: bool) -> None:
        self.viewer = viewer
        self.path: PercolationPath | None = None
        self.hops: list[NamedHop] = []
        self._described: terms.DescribedPath | None = None
        self._whole: terms.DescribedPath | None = None
        self._level = bar.value
        self._shown: tuple[Landscape, int | None] | None = None
        self.profile = LiveFigure(path_profile, path=None, marker=False, dark=dark)
        self.plot = pn.pane.Bokeh(self.profile.figure, sizing_mode="stretch_width", margin=(0, 8, 0, 4))
        self.part = pmui.Select(
            label="way", options=[WHOLE], value=WHOLE, size="small", sizing_mode="stretch_width",
            margin=(10, 12, 4, 12), css_classes=["test-path"],
            description="The whole percolation path, or one hop between two places where an ion rests: local minima.",
        )  # fmt: skip
        self.text = pn.pane.HTML("", sizing_mode="stretch_width", margin=(4, 12))
        self.visit = pmui.Button(
            label="Go to the bottleneck", icon="center_focus_strong", variant="outlined", size="small", margin=(4, 12)
        )
        self.show_tube = pmui.Checkbox(label="in the viewer", value=True, size="small", margin=(4, 8))
        self.visit.on_click(lambda _: self.go())
        self.show_tube.param.watch(lambda _: self._draw(), "value")
        mark_profile(bar, viewer, self.profile)
        self._bottleneck = self.profile.source("bottleneck").selected
        self.part.param.watch(lambda _: self._choose(), "value")
        self._bottleneck.on_change("indices", lambda _a, _o, new: self.go() if new else None)
        self.layout = pn.Column(
            self.part, self.plot, self.text, pn.Row(self.visit, self.show_tube, margin=0),
            sizing_mode="stretch_width", margin=0,
        )  # fmt: skip

    def show(self, landscape: Landscape | None, ion: int | None, level: float) -> None:
        """Show the path of an ion, or that on which all together first cross the crystal."""
        if self._shown is not None and self._shown[0] is landscape and self._shown[1] == ion:
            return
        self._shown = None if landscape is None else (landscape, ion)
        self._level, self.hops = level, []
        self.part.param.update(options=[WHOLE], value=WHOLE)
        if landscape is None:
            self._whole = None
            self._present(None, "")
            return
        self._whole = terms.describe_path(landscape, ion)
        self._present(self._whole, self._whole.sentence if self._whole else terms.no_path(landscape, ion))
        if pn.state.curdoc is None:
            self._offer(named_hops(landscape, ion))
        else:
            pn.state.execute(self._find_hops)

    async def _find_hops(self) -> None:
        """Look for the hops of what is shown, beside the event loop."""
        shown = self._shown
        if shown is not None:
            hops = await off_the_loop(lambda: named_hops(*shown))
            if shown is self._shown:
                self._offer(hops)

    def _offer(self, hops: list[NamedHop]) -> None:
        """Offer hops beside the whole path."""
        self.hops = hops
        self.part.options = [WHOLE, *(hop.label for hop in hops)]

    def _choose(self) -> None:
        """Show the whole path or a hop."""
        chosen = next((hop.path for hop in self.hops if hop.label == self.part.value), self._whole)
        if chosen is not None and chosen is not self._described:
            self._present(chosen, chosen.sentence)

    def _present(self, described: terms.DescribedPath | None, sentence: str) -> None:
        self._described, self.path = described, described.path if described else None
        self._bottleneck.indices = []
        self.profile.update(path=self.path, level=self._level)
        self.text.object = f'<div class="hint">{sentence}</div>'
        self.visit.visible = self.show_tube.visible = described is not None
        self._draw()

    def _draw(self) -> None:
        """Draw the tube, with rounded corners."""
        shown: dict[str, Any] = {}
        if self._described is not None and self.show_tube.value:
            shown = self._described.tube | {"follow": True}
        self.viewer.param.update(path=shown, marker=None, surroundings={})

    def go(self) -> None:
        """Move the camera to the bottleneck and highlight the atoms around it."""
        if self._described is None or self.path is None:
            return
        self.viewer.surroundings = self._described.surroundings
        at = float(self.path.lengths[self.path.bottleneck] / self.path.length)
        self.viewer.focus(self.path.bottleneck_point, mark=at)
