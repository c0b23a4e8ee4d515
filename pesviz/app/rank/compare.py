"""Two structures side by side: one threshold, one camera."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from typing import Any

import panel as pn
import panel_material_ui as pmui

from pesviz.app import texts
from pesviz.app.controls import Readout, ThresholdBar
from pesviz.app.store import curves
from pesviz.app.viewer import Viewer
from pesviz.landscape import Landscape
from pesviz.presentation import terms
from pesviz.presentation.names import formula_html, space_group, space_group_html
from pesviz.presentation.packing import pack_field
from pesviz.presentation.scene import scene_of

_SIDES = ("left", "right")


class Compare:
    """Two viewers that turn together and follow one slider.

    Parameters
    ----------
    on_back
        Called to go back to the table.
    on_open
        Called with 0 or 1: open the left or the right structure in the explorer.
    text_css, layout_css
        Styles of texts and of the page's frame.
    dark
        Dark colours.
    """

    def __init__(
        self,
        on_back: Callable[[], None],
        on_open: Callable[[int], None],
        text_css: str,
        layout_css: str,
        *,
        dark: bool,
    ) -> None:
        self.bar = ThresholdBar(value=0.5, value_throttled=0.5, sizing_mode="stretch_width", css_classes=["pv-bar"])
        self.viewers = [
            Viewer(sizing_mode="stretch_both", dark=dark, level=0.5, css_classes=["pv-viewer"], padding=[8, 8, 22, 0])
            for _ in _SIDES
        ]
        self.readouts = [Readout(level=0.5, sizing_mode="stretch_width", margin=(2, 14, 8, 14)) for _ in _SIDES]
        self.captions = [
            pn.pane.HTML("", sizing_mode="stretch_width", margin=0, stylesheets=[text_css]) for _ in _SIDES
        ]
        for viewer, readout in zip(self.viewers, self.readouts, strict=True):
            self.bar.moves(viewer, "level")
            self.bar.moves(readout, "level")
        left, right = self.viewers
        left.jslink(right, camera="camera", bidirectional=True)
        small: dict[str, Any] = {"size": "small", "variant": "outlined", "margin": 0}
        self.back = pmui.Button(label="Back to the table", icon="arrow_back", css_classes=["test-back"], **small)
        self.back.on_click(lambda _: on_back())
        self.kind = pmui.RadioButtonGroup(
            options={"Level map": "level_map", "PES": "pes"}, value="level_map", size="small", margin=0,
            sx={"& .MuiToggleButton-root": {"whiteSpace": "nowrap"}},
            description=f"{texts.TERMS['level_map']} {texts.TERMS['pes']}",
        )  # fmt: skip
        self.kind.param.watch(lambda _: self._fields(), "value")
        self.reset = pmui.IconButton(icon="home", description="Reset both views", size="small", margin=0)
        self.reset.on_click(lambda _: self.viewers[0].look("reset"))
        self.opens = []
        columns = []
        for i in range(2):
            button = pmui.Button(label="Open in 3-D", icon="view_in_ar", size="small", variant="text", margin=0)
            button.on_click(lambda _, i=i: on_open(i))
            self.opens.append(button)
            head = pn.Row(
                self.captions[i], button, css_classes=["pv-rank-head"], stylesheets=[layout_css], margin=0,
                sizing_mode="stretch_width",
            )  # fmt: skip
            columns.append(
                pn.Column(
                    head,
                    self.viewers[i],
                    self.readouts[i],
                    css_classes=["pv-rank-side"],
                    stylesheets=[layout_css],
                    sizing_mode="stretch_both",
                    margin=0,
                )
            )
        hint = pn.pane.HTML(
            '<p class="sub">One camera and one threshold for both: turn either crystal, move the slider, press 1 or '
            "2 for the left or right MPE. Both are drawn to the same scale.</p>",
            sizing_mode="stretch_width", margin=0, stylesheets=[text_css],
        )  # fmt: skip
        frame: dict[str, Any] = {"stylesheets": [layout_css], "margin": 0}
        self.layout = pn.Column(
            pn.Row(
                self.back, hint, self.kind, self.reset, css_classes=["pv-rank-head"], sizing_mode="stretch_width",
                **frame,
            ),
            pn.Row(*columns, css_classes=["pv-rank-pair"], sizing_mode="stretch_both", **frame),
            self.bar,
            css_classes=["pv-rank-compare"],
            sizing_mode="stretch_both",
            **frame,
        )  # fmt: skip
        self._landscapes: tuple[Landscape, Landscape] | None = None

    def show(self, landscapes: tuple[Landscape, Landscape], names: tuple[str, str]) -> None:
        """Show two structures."""
        self._landscapes = landscapes
        ticks = [{"value": 0.5, "label": "0.5", "title": texts.TERMS["half"], "key": ""}]
        for i, landscape in enumerate(landscapes):
            crystal = landscape.pes.crystal
            ticks += [
                {"value": tick["value"],
                 "label": f"{'≈ ' * tick['label'].startswith('≈')}MPE {formula_html(crystal.formula)}",
                 "title": f"{names[i]}: {texts.TERMS['mpe']}", "key": str(i + 1)}
                for tick in texts.ticks(landscape) if "MPE" in tick["label"]
            ]  # fmt: skip
            group = space_group_html(space_group(crystal.atoms))
            potential = escape(str(landscape.pes.potential.get("name", "")))
            self.captions[i].object = (
                f"<h2>{formula_html(crystal.formula)} <small>{group}</small></h2>"
                f'<p class="sub">Ξ <b>{terms.xi_text(landscape)}</b> · MPE <b>{terms.mpe_text(landscape)}</b> · '
                f"{escape(names[i])} · {len(crystal.atoms)} atoms · {potential}</p>"
            )
            self.readouts[i].param.update(
                curve=curves(landscape).to_dict(), percolation=texts.percolation(landscape), level=self.bar.value,
                limit=landscape.pes.predicted_above,
            )  # fmt: skip
            self.viewers[i].scene = scene_of(crystal)
        self.bar.end = min(texts.slider_end(landscape) for landscape in landscapes)
        limits = [limit for landscape in landscapes if (limit := landscape.pes.predicted_above) is not None]
        self.bar.limit = min(limits, default=None)
        if self.bar.value_throttled > self.bar.end:
            self.bar.param.update(value=self.bar.end, value_throttled=self.bar.end)
        self.bar.ticks = sorted((t for t in ticks if t["value"] <= self.bar.end), key=lambda tick: tick["value"])
        self._fields()

    def _fields(self) -> None:
        for viewer, landscape in zip(self.viewers, self._landscapes or (), strict=False):
            field = landscape.field(self.kind.value)
            viewer.field = pack_field(field, landscape.pes.grid.cell)

    def colour(self, *, dark: bool) -> None:
        """Use light or dark colours."""
        for viewer in self.viewers:
            viewer.dark = dark
