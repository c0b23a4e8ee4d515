"""Beside the stage: numbers at the threshold, curves, energies, Ξ and its factors."""

from __future__ import annotations

import html

import panel as pn
import panel_material_ui as pmui

from pesviz.app import texts
from pesviz.app.controls import LiveFigure, Readout, Summary, ThresholdBar, mark_curves
from pesviz.app.explore.slice import SliceView
from pesviz.app.explore.surface import Surface
from pesviz.app.store import Curves
from pesviz.app.with_density import DENSITY
from pesviz.figures.free_volume import free_volume
from pesviz.landscape import Landscape

_TAB = {"textTransform": "none", "whiteSpace": "nowrap"}


class Numbers:
    """Readout, curves and summary.

    Parameters
    ----------
    bar
        The threshold bar that moves the readout and the marker, in the browser.
    path, exports
        Views of the percolation path and of the downloads.
    section
        View of a slice; it is told whether its tab is in front.
    dark
        Dark colours.
    """

    def __init__(
        self,
        bar: ThresholdBar,
        path: pn.viewable.Viewable,
        section: SliceView,
        exports: pn.viewable.Viewable,
        *,
        dark: bool,
    ) -> None:
        self.readout = Readout(
            level=bar.value, sizing_mode="stretch_width", margin=(8, 12), css_classes=["pv-readout"]
        )
        self._state = section.state
        self._limit: float | None = None  # above it the landscape is predicted, eV
        self.summary = Summary(sizing_mode="stretch_width", margin=(4, 12))
        self.curves = LiveFigure(free_volume, thresholds=(), connected=(), disconnected=(), marker=False, dark=dark)
        self.plot = pn.pane.Bokeh(self.curves.figure, sizing_mode="stretch_width", margin=(0, 8, 0, 4))
        self.surface = pn.pane.HTML("", sizing_mode="stretch_width", margin=(0, 12))
        self.warnings = pn.pane.HTML("", sizing_mode="stretch_width", margin=(4, 12, 12, 12))
        self.empty = pn.pane.HTML(
            '<div class="hint">Choose a gallery item or your own structure on the left, then run a scan: the free '
            "volumes, the percolation energies and Ξ appear here.</div>",
            sizing_mode="stretch_width",
            margin=12,
        )
        bar.moves(self.readout, "level")
        mark_curves(bar, self.curves)
        self.summary.jscallback(
            pick="if (source.pick >= 0) { bar.data.setv({value: source.pick}, {sync: false}); "
            "bar.data.value_throttled = source.pick }",
            args={"bar": bar},
        )
        tabs = pmui.Tabs(
            ("Free volume", self.plot),
            ("Path", path),
            ("Slice", section.layout),
            ("Export", exports),
            sizing_mode="stretch_width",
            margin=(0, 4),
            sx={
                "& .MuiTab-root": {"minHeight": 34, "minWidth": 0, "flex": "1 1 auto", "px": "6px", **_TAB},
                "& .MuiTabs-root": {"minHeight": 34},
            },
        )
        tabs.param.watch(lambda event: section.show(visible=event.new == 2), "active")
        self.known = pn.Column(
            self.readout,
            self.surface,
            tabs,
            self.summary,
            self.warnings,
            sizing_mode="stretch_width",
            margin=0,
        )
        self.layout = pn.Column(
            self.known,
            self.empty,
            css_classes=["pv-side"],
            sizing_mode="stretch_width",
            margin=0,
        )
        self.show(None, None, 0.5)

    def show(self, landscape: Landscape | None, curves: Curves | None, level: float) -> None:
        """Show the numbers of a result, or say what to do where there is none."""
        known = landscape is not None and curves is not None
        self.known.visible = known
        self.empty.visible = not known
        if landscape is None or curves is None:
            self.surface.object = ""
            return
        self._limit = landscape.pes.predicted_above
        self.readout.param.update(level=level, curve=curves.to_dict(), limit=self._limit)
        self.summary.summary = texts.summary(landscape)
        lines = "".join(f"<li>{html.escape(text)}</li>" for text in landscape.warnings)
        self.warnings.object = f'<ul class="warnings" aria-label="Warnings">{lines}</ul>' if lines else ""
        mpe = value if (value := landscape.mpe_estimate) <= curves.thresholds[-1] else None
        self.curves.update(
            thresholds=curves.thresholds, connected=curves.connected, disconnected=curves.disconnected, mpe=mpe,
            level=level, limit=landscape.up_to, estimates=curves.estimates,
        )  # fmt: skip

    def show_ion(self, landscape: Landscape | None, ion: int | None) -> None:
        """Say what opens for an ion, or for all together, at the threshold."""
        if landscape is not None:
            who = "" if ion is None else f"{landscape.pes.crystal.mobile_species} {ion + 1}"
            self.readout.param.update(who=who, percolation=texts.percolation(landscape, ion))

    def show_surface(self, surface: Surface | None) -> None:
        """Show area and enclosed volume of the surface, with "≈" where it is predicted, or nothing."""
        if surface is None:
            self.surface.object = ""
            return
        area, volume, predicted = f"{surface.area:.1f}", f"{surface.volume:.2f}", ""
        if self._limit is not None and surface.level > self._limit and self._state.kind != DENSITY:
            area, volume, predicted = f"≈\u00a0{surface.area:.0f}", f"≈\u00a0{surface.volume:.1f}", ", predicted"
        self.surface.object = (
            f'<div class="hint" title="PyVista contours the same field on the server when the slider is released">'
            f"surface at {surface.level:.3f} eV{predicted}: {area} Å², encloses {volume} Å³</div>"
        )
