"""The structure that was clicked: its isosurface, what the label says and what the descriptors say."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from pathlib import Path
from typing import Any

import pandas as pd
import panel as pn
import panel_material_ui as pmui

from pesviz.app import store, texts
from pesviz.app.controls import ThresholdBar
from pesviz.app.evaluate import texts as words
from pesviz.app.viewer import Viewer
from pesviz.errors import PesvizError, ResultReadError
from pesviz.landscape import Landscape
from pesviz.presentation import numbers as typeset
from pesviz.presentation.names import formula_html
from pesviz.presentation.packing import pack_field
from pesviz.presentation.scene import scene_of
from pesviz.ranking.evaluation import Evaluation


class Preview:
    """A small viewer beside the words.

    Parameters
    ----------
    on_open
        Called to open the structure in the explorer.
    text_css, layout_css
        Styles of texts and of the page's frame.
    dark
        Dark colours.
    """

    def __init__(self, on_open: Callable[[], None], text_css: str, layout_css: str, *, dark: bool) -> None:
        self.landscape: Landscape | None = None
        self.viewer = Viewer(
            sizing_mode="stretch_width", height=268, dark=dark, level=0.5, css_classes=["pv-viewer"],
            padding=[6, 6, 20, 6], margin=0,
        )  # fmt: skip
        self.bar = ThresholdBar(value=0.5, value_throttled=0.5, sizing_mode="stretch_width", css_classes=["pv-bar"])
        self.bar.moves(self.viewer, "level")
        self.text = pn.pane.HTML(words.NOTHING_PICKED, sizing_mode="stretch_width", margin=0, stylesheets=[text_css])
        self.open = pmui.Button(
            label="Open in 3-D", icon="view_in_ar", variant="outlined", size="small", margin=0, visible=False,
            css_classes=["test-open"], description="Open in 3-D: its isosurface, curves and numbers in the explorer",
        )  # fmt: skip
        self.open.on_click(lambda _: on_open())
        head = pn.Row(
            self.text, self.open, css_classes=["pv-ev-head"], stylesheets=[layout_css], margin=0,
            sizing_mode="stretch_width",
        )  # fmt: skip
        self.holder = pn.Column(margin=0, sizing_mode="stretch_width")
        self.layout = pn.Column(head, self.holder, margin=0, sizing_mode="stretch_width")

    def clear(self) -> None:
        """Show nothing."""
        self.landscape = None
        self.text.object = words.NOTHING_PICKED
        self.open.visible = False
        self.holder[:] = []

    def show(self, evaluation: Evaluation, key: str, descriptor: str, file: str | None) -> None:
        """Show a structure."""
        row = evaluation.joined.loc[key]
        problem = ""
        self.landscape = None
        try:
            if file is None:
                raise ResultReadError("There is no field of it.", "Serve the folder with the result files.")
            self.landscape = store.open_result(Path(file))
        except PesvizError as error:
            problem = f'<p class="bad">{escape(error.problem)} {escape(error.remedy)}</p>'
        self.text.object = description(row, key, descriptor, evaluation) + problem
        self.open.visible = self.landscape is not None
        if self.landscape is None:
            self.holder[:] = []
        else:
            crystal = self.landscape.pes.crystal
            self.viewer.scene = scene_of(crystal)
            self.viewer.field = pack_field(self.landscape.field("level_map"), self.landscape.pes.grid.cell)
            self.bar.param.update(
                ticks=texts.ticks(self.landscape), end=texts.slider_end(self.landscape),
                limit=self.landscape.pes.predicted_above,
            )  # fmt: skip
            if not self.holder.objects:
                self.holder[:] = [self.viewer, self.bar]

    def colour(self, *, dark: bool) -> None:
        """Use light or dark colours."""
        self.viewer.dark = dark


def description(row: pd.Series, key: str, descriptor: str, evaluation: Evaluation) -> str:
    """Return the description of a structure (HTML)."""
    facts: list[tuple[str, str]] = [
        (f"σ({evaluation.labels.temperature:g} K)", words.conductivity(row)),
        ("weight as good", f"{row['good']:.2f}"),
        ("as bad", f"{row['bad']:.2f}"),
    ]
    if "xi" in row:
        facts.append(("Ξ", f"{row['xi']:.3f}"))
    if "mpe" in row:
        facts.append(("MPE", typeset.energy(float(row["mpe"])) if pd.notna(row["mpe"]) else "–"))
    if pd.notna(row["e_a"]):
        facts.append(("E<sub>A</sub>", f"{row['e_a']:.2f} eV"))
    places = words.places(evaluation, descriptor)
    places_text = words.place_sentence(places.loc[key], len(places), evaluation.scores.at[descriptor, "title"])
    facts_text = " · ".join(f"{name} <b>{value}</b>" for name, value in facts)
    group = f" <small>{escape(str(row['group']))}</small>" if row["group"] else ""
    return (
        f"<h2>{formula_html(str(row['formula']))} <small>{escape(str(key))}</small>{group}</h2>"
        f'<p class="sub">{facts_text}</p><p class="sub">{places_text}</p>'
    )


def file_of(about: dict[str, Any], key: str) -> str | None:
    """Return the result file of a structure, None where there is none."""
    file = about["files"].get(key)
    return str(file) if file else None
