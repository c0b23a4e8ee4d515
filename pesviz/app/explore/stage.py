"""The stage: the viewer, what lies over it, and the threshold under it."""

from __future__ import annotations

from typing import Any

import panel as pn
import panel_material_ui as pmui

from pesviz.app.controls import Address, ThresholdBar
from pesviz.app.state import State
from pesviz.app.texts import TERMS
from pesviz.app.viewer import Viewer
from pesviz.app.with_density import DENSITY
from pesviz.figures.scene3d import surface_colour
from pesviz.landscape import Landscape

_SMALL = {"size": "small", "margin": 0}
_LEGEND = (
    ".pesviz-viewer .legend { top: auto !important; bottom: 18px; left: 112px !important; "
    "flex-direction: row !important; flex-wrap: wrap; gap: 3px 14px !important; }"
    "@media (max-width: 700px) { .pesviz-viewer .legend { bottom: 4px; left: 96px !important; } }"
)
"""The viewer's legend lies beside the triad; the caption has the upper left corner."""
PADDING = (64, 36, 34, 0)
"""Caption and controls lie over this much of the viewer at the top, right, bottom and left, px."""
NARROW_PADDING = (0, 36, 22, 6)
"""On a phone, where the caption stands above it: buttons at the right, triad and legend below."""
_NOWRAP = {"& .MuiToggleButton-root": {"whiteSpace": "nowrap", "height": 32, "fontSize": 12.5}}


class Stage:
    """Viewer, controls over it, caption, threshold bar."""

    def __init__(self, state: State) -> None:
        self.state = state
        self.viewer = Viewer(
            sizing_mode="stretch_both",
            css_classes=["pv-viewer"],
            level=state.threshold,
            opacity=state.opacity,
            dark=state.dark,
            stylesheets=[_LEGEND],
            padding=list(PADDING),
        )
        self.bar = ThresholdBar(
            value=state.threshold,
            value_throttled=state.threshold,
            sizing_mode="stretch_width",
            css_classes=["pv-bar"],
        )
        self.address = Address(level=state.threshold, css_classes=["pv-none"])
        # Everything that moves with the slider moves in the browser; Python hears of the release only.
        self.bar.moves(self.viewer, "level")
        self.bar.moves(self.address, "level")
        self.viewer.jslink(self.address, camera="camera")
        self.caption = pn.pane.HTML("", css_classes=["pv-caption"], margin=0)
        self.notice = pn.pane.HTML("", css_classes=["pv-notice"], margin=0)
        self.picture = pn.pane.PNG(
            None, css_classes=["pv-picture"], sizing_mode="stretch_both", visible=False, margin=0
        )

        self.kind = pmui.RadioButtonGroup(
            options={"Level map": "level_map", "PES": "pes"},
            value=state.kind,
            description=f"{TERMS['level_map']} {TERMS['pes']}",
            sx=_NOWRAP,
            **_SMALL,
        )
        self.ion = pmui.Select(
            label="ion", options={"all ions": -1}, value=-1, width=104, variant="outlined", **_SMALL
        )
        self.cells = pmui.RadioButtonGroup(options={"1 cell": 1, "2×2×2": 2}, value=state.cells, sx=_NOWRAP, **_SMALL)
        self.opacity = pmui.FloatSlider(
            label="opacity",
            value=state.opacity,
            start=0.1,
            end=1.0,
            step=0.05,
            width=96,
            size="small",
            tooltips=False,
            show_value=False,
            margin=(0, 6),
            sx={"& .MuiFormLabel-root": {"fontSize": 11, "lineHeight": 1}},
        )
        self.opacity.jslink(self.viewer, value="opacity")
        self.colour_by = pmui.Select(
            label="colour",
            options={"one colour": "plain", "by energy": "energy", "by region": "region"},
            value="plain",
            width=118,
            variant="outlined",
            **_SMALL,
        )
        self.colour_by.jslink(self.viewer, value="colour_by")
        self.shown = {
            name: pmui.Checkbox(label=name, value=True, size="small", margin=0) for name in ("atoms", "bonds", "cell")
        }
        for name, box in self.shown.items():
            box.jslink(self.viewer, value=f"show_{name}")
        self.look_row = pn.Row(
            self.opacity,
            self.colour_by,
            *self.shown.values(),
            css_classes=["pv-tools", "pv-look"],
            margin=0,
            visible=False,
        )
        self.buttons = {
            name: pmui.IconButton(icon=icon, description=text, size="small", margin=0, css_classes=[f"test-{name}"])
            for name, icon, text in (
                ("reset", "home", "Reset the view"),
                ("tune", "tune", "Opacity, colours, what is drawn"),
                ("png", "photo_camera", "Download the picture as PNG"),
                ("present", "slideshow", "Presenter mode (key m)"),
            )
        }
        along = {
            name: pmui.Button(
                label=name,
                description=f"Look along {name}",
                size="small",
                variant="text",
                margin=0,
                width=34,
                sx={"minWidth": 0, "fontStyle": "italic", "fontSize": 16, "lineHeight": 1, "color": "inherit"},
            )
            for name in ("a", "b", "c")
        }
        self.buttons = {"reset": self.buttons["reset"], **along, **self.buttons}
        for name in ("reset", "a", "b", "c"):
            self.buttons[name].on_click(lambda _, name=name: self.viewer.look(name))
        self.buttons["tune"].on_click(lambda _: self.look_row.param.update(visible=not self.look_row.visible))
        self.buttons["png"].on_click(lambda _: self.viewer.save_png())
        self.buttons["present"].on_click(lambda _: self.state.param.update(presenter=not self.state.presenter))
        self._link()
        self.layout = pn.Column(
            self.viewer,
            self.picture,
            self.caption,
            self.notice,
            pn.Row(self.kind, self.ion, self.cells, css_classes=["pv-tools", "pv-top"], margin=0),
            self.look_row,
            pn.Column(*self.buttons.values(), css_classes=["pv-views"], margin=0),
            self.address,
            css_classes=["pv-stage"],
            sizing_mode="stretch_both",
            margin=0,
        )

    def _link(self) -> None:
        """Keep widgets and state together."""
        state = self.state
        for widget, name in ((self.kind, "kind"), (self.cells, "cells")):
            widget.param.watch(lambda event, name=name: state.param.update(**{name: event.new}), "value")
            state.param.watch(lambda event, widget=widget: widget.param.update(value=event.new), name)
        self.ion.param.watch(lambda event: state.param.update(ion=None if event.new < 0 else event.new), "value")
        state.param.watch(lambda event: self.ion.param.update(value=-1 if event.new is None else event.new), "ion")
        self.opacity.param.watch(lambda event: state.param.update(opacity=event.new), "value_throttled")
        self.bar.param.watch(lambda event: state.param.update(threshold=event.new), "value_throttled")
        self.bar.param.watch(lambda event: state.param.update(presenter=event.new), "presenter")
        self.viewer.param.watch(lambda event: state.param.update(camera=event.new), "camera")
        state.param.watch(lambda *_: self._paint(), ["kind", "dark"])
        state.param.watch(lambda event: self.show_limit(event.new), "landscape")
        self._paint()

    def _paint(self) -> None:
        """Give the surface the colour of its field."""
        self.viewer.colour = surface_colour(self.state.kind, dark=self.state.dark)

    def show_range(self, end: float) -> None:
        """Let the threshold reach as far as the landscape is known, eV."""
        self.bar.end = end
        if self.bar.value_throttled > end:
            self.bar.param.update(value=end, value_throttled=end)

    def show_limit(self, landscape: Landscape | None) -> None:
        """Mark the range of the threshold in which the landscape is predicted."""
        self.bar.limit = None if landscape is None else landscape.pes.predicted_above

    def show_kinds(self, *, density: bool) -> None:
        """Offer the fields of a result; the density of molecular dynamics where there is one."""
        options = {"Level map": "level_map", "PES": "pes"} | ({"Density": DENSITY} if density else {})
        if options != self.kind.options:
            self.kind.param.update(options=options, value=self.state.kind)

    def show_ions(self, symbol: str, count: int) -> None:
        """Offer the ions of a structure."""
        options: dict[str, int] = {f"all {symbol}" if count > 1 else symbol: -1}
        if count > 1:
            options |= {f"{symbol} {number + 1}": number for number in range(count)}
        self.ion.param.update(options=options, value=-1 if self.state.ion is None else self.state.ion)

    def show_caption(self, title: str, sub: str, line: str) -> None:
        """Show what is on the stage: title and subtitle (HTML), and the provenance line."""
        self.caption.object = (
            f'<div class="caption"><h1>{title}</h1><p class="sub">{sub}</p><p class="line">{line}</p></div>'
        )

    def show_notice(self, text: str) -> None:
        """Show a short notice over the viewer, or none."""
        self.notice.object = f'<div class="notice" role="status">{text}</div>' if text else ""

    def show_picture(self, png: bytes | None, why: str = "") -> None:
        """Show a server-rendered picture instead of the viewer, saying why; None shows the viewer again."""
        self.picture.object = png
        self.picture.visible = png is not None
        if why:
            self.show_notice(why)

    def query(self) -> dict[str, Any]:
        """Return the part of the address that the stage holds."""
        state = self.state
        kind = "level_map" if state.kind == DENSITY else state.kind  # no address brings a density back
        out: dict[str, Any] = {"field": kind, "cells": str(state.cells)}
        if state.ion is not None:
            out["ion"] = str(state.ion + 1)
        return out
