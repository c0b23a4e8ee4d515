"""The percolation path: its tube in the viewer, its profile, its bottleneck."""

from __future__ import annotations

import panel as pn
import panel_material_ui as pmui

from pesviz.app.controls import ThresholdBar, follow
from pesviz.app.viewer import Viewer
from pesviz.figures.path_profile import PathProfileFigure
from pesviz.landscape import Landscape, words
from pesviz.landscape.path import PercolationPath


class PathView:
    """Profile of the path of one ion, linked both ways with the viewer.

    Parameters
    ----------
    viewer
        The viewer that shows the path.
    bar
        The threshold bar.
    dark
        Dark colours.
    """

    def __init__(self, viewer: Viewer, bar: ThresholdBar, *, dark: bool) -> None:
        self.viewer = viewer
        self.path: PercolationPath | None = None
        self._near: list[int] = []
        self._shown: tuple[Landscape, int | None] | None = None
        self.profile = PathProfileFigure(dark=dark)
        self.plot = pn.pane.Bokeh(self.profile.figure, sizing_mode="stretch_width", margin=(0, 8, 0, 4))
        self.text = pn.pane.HTML("", sizing_mode="stretch_width", margin=(4, 12))
        self.visit = pmui.Button(
            label="Go to the bottleneck", icon="center_focus_strong", variant="outlined", size="small", margin=(4, 12)
        )
        self.show_tube = pmui.Checkbox(label="in the viewer", value=True, size="small", margin=(4, 8))
        self.visit.on_click(lambda _: self.go())
        self.show_tube.param.watch(lambda _: self._draw(), "value")
        self.profile.level.visible = False  # the page's own line follows the threshold
        follow(bar, self.profile.figure, "y", start=bar.value, profile=self.profile.profile)
        # The figure knows no Panel object; it finds the viewer in its document when the pointer moves.
        self.profile.on_hover(
            "const viewer = range.document.get_model_by_name('Viewer'); "
            "if (viewer) viewer.data.setv({marker: fraction}, {sync: false})",
            {},
        )
        self.profile.bottleneck.selected.on_change("indices", lambda _a, _o, new: self.go() if new else None)
        self.layout = pn.Column(
            self.plot, self.text, pn.Row(self.visit, self.show_tube, margin=0), sizing_mode="stretch_width", margin=0
        )

    def show(self, landscape: Landscape | None, ion: int | None, level: float) -> None:
        """Show the path of an ion, or that on which all together first cross the crystal.

        Parameters
        ----------
        landscape
            The result, or None.
        ion
            Number of the ion; None for all together.
        level
            The threshold, eV.
        """
        if landscape is None:
            self.path, self._shown = None, None
            self._say("")
            self._draw()
            self.profile.update(None, level)
            return
        if self._shown is not None and self._shown[0] is landscape and self._shown[1] == ion:
            return
        self._shown = (landscape, ion)
        way = words.way(landscape, ion)
        self.path = way.path if way else None
        self._near = list(way.near) if way else []
        self.profile.update(self.path, level)
        self._say(way.sentence if way else words.no_path(landscape))
        self._draw()

    def _say(self, text: str) -> None:
        self.text.object = f'<div class="hint">{text}</div>'
        self.visit.visible = self.show_tube.visible = self.path is not None

    def _draw(self) -> None:
        """Draw the tube, rounded off for display."""
        path = self.path if self.show_tube.value else None
        if path is None:
            self.viewer.param.update(path={}, marker=None, highlight=[])
            return
        points, energies = path.smooth(spacing=0.1)
        self.viewer.param.update(
            path={"points": points.round(4).tolist(), "energies": energies.round(4).tolist(), "follow": True},
            marker=None,
            highlight=[],
        )

    def go(self) -> None:
        """Fly to the bottleneck and ring the atoms around it."""
        if self.path is None:
            return
        self.viewer.highlight = self._near
        self.viewer.marker = float(self.path.lengths[self.path.bottleneck] / self.path.length)
        self.viewer.focus(self.path.bottleneck_point)
