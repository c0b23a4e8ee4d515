"""A plane through the landscape: chosen by Miller indices and an offset, or by three atoms picked in the viewer."""

from __future__ import annotations

from functools import partial
from typing import Any

import numpy as np
import panel as pn
import panel_material_ui as pmui

from pesviz.app.controls import LiveFigure, ThresholdBar, mark_slice
from pesviz.app.state import State
from pesviz.app.viewer import Viewer
from pesviz.app.with_density import DENSITY
from pesviz.errors import PesvizError, SettingsError
from pesviz.figures.slice import draw_slice, slice_of
from pesviz.presentation.slices import Plane, lattice_plane, outline_in_cell, plane_through, scale_top

RATIO = 1.08
"""Width of the picture by its height."""
ATOMS = "three atoms"
PLANES = {"(100)": "1 0 0", "(010)": "0 1 0", "(001)": "0 0 1", "(110)": "1 1 0", "(111)": "1 1 1"}


class SliceView:
    """The slice's tab.

    Parameters
    ----------
    state
        What is shown.
    viewer
        The viewer, which shows where the plane lies and whose atoms can be picked.
    bar
        The threshold bar.
    """

    def __init__(self, state: State, viewer: Viewer, bar: ThresholdBar) -> None:
        self.state, self.viewer = state, viewer
        self.open = False
        self._atoms: list[tuple[int, tuple[float, ...]]] = []  # index, and where its image is
        self.picture = LiveFigure(draw_slice, shown=None, marker=False, dark=state.dark)
        mark_slice(bar, self.picture)
        self.plot = pn.pane.Bokeh(self.picture.figure, sizing_mode="stretch_width", margin=(0, 6, 0, 2))
        self.choice = pmui.Select(
            label="plane",
            options=[*PLANES, ATOMS],
            value="(001)",
            size="small",
            width=118,
            margin=(10, 4, 6, 12),
            css_classes=["test-plane"],
        )
        self.indices = pmui.TextInput(
            label="h k l",
            value=PLANES["(001)"],
            size="small",
            sizing_mode="stretch_width",
            margin=(10, 12, 6, 4),
            css_classes=["test-plane-indices"],
        )
        self.offset = pmui.FloatSlider(
            label="offset, interplanar distances", value=0.5, start=0.0, end=1.0, step=0.01, size="small",
            sizing_mode="stretch_width", margin=(0, 20),
        )  # fmt: skip
        self.hint = pn.pane.HTML("", sizing_mode="stretch_width", margin=(2, 12))
        self.layout = pn.Column(
            pn.Row(self.choice, self.indices, sizing_mode="stretch_width", margin=0),
            self.offset, self.plot, self.hint, sizing_mode="stretch_width", margin=0,
        )  # fmt: skip
        self.choice.param.watch(self._chosen, "value")
        for widget in (self.indices, self.offset):
            widget.param.watch(lambda _: self._draw(), "value")
        viewer.param.watch(lambda event: self._picked(event.new), "picked_at")
        state.param.watch(self._forget, "landscape")
        state.param.watch(lambda *_: self._draw(), ["landscape", "kind", "ion", "cells"])
        state.param.watch(lambda event: self._later(self.picture.update, dark=event.new), "dark")

    def show(self, *, visible: bool) -> None:
        """Draw while the tab is in front; the viewer shows the plane only then."""
        self.open = visible
        self._draw()

    def _forget(self, event: Any) -> None:
        """Forget the picked atoms of another crystal; a preview that sharpens keeps them."""
        old, new = event.old, event.new
        if old is None or new is None or len(old.pes.crystal.atoms) != len(new.pes.crystal.atoms):
            self._atoms = []

    def _chosen(self, event: Any) -> None:
        by_atoms = event.new == ATOMS
        self.indices.visible = self.offset.visible = not by_atoms
        if not by_atoms and self.indices.value != PLANES[event.new]:
            self.indices.value = PLANES[event.new]
        else:
            self._draw()

    def _picked(self, at: list[float]) -> None:
        if not self.open or self.choice.value != ATOMS or not at or self.viewer.picked is None:
            return
        atom = (self.viewer.picked, tuple(at))
        if atom not in self._atoms:
            self._atoms = [*self._atoms, atom] if len(self._atoms) < 3 else [atom]
            self._draw()

    def _plane(self) -> Plane:
        crystal = self.state.landscape.pes.crystal
        if self.choice.value != ATOMS:
            return lattice_plane(crystal.cell, _miller(self.indices.value), float(self.offset.value))
        if len(self._atoms) < 3:
            names = ", ".join(f"{crystal.atoms.symbols[n]} {n}" for n, _ in self._atoms)
            have = f"So far: {names}." if names else "They may be anywhere in the cell."
            raise SettingsError("Click three atoms in the viewer.", have)
        return plane_through(np.array([at for _, at in self._atoms]) @ crystal.cell)

    def _draw(self) -> None:
        state = self.state
        if not self.open or state.landscape is None:
            self.viewer.plane = {}
            return
        chosen = sorted({n for n, _ in self._atoms}) if self.choice.value == ATOMS else []
        try:
            plane = self._plane().with_ratio(RATIO)
        except PesvizError as error:
            self._show_message(f"{error.problem} {error.remedy}")
            self.viewer.param.update(plane={}, highlight=chosen)
            self._later(self.picture.update, shown=None, atoms=())
            return
        shown, atoms = slice_of(state.landscape, plane, kind=state.kind, ion=state.ion)
        corners = outline_in_cell(plane, state.landscape.pes.crystal.cell, state.cells)
        self.viewer.param.update(plane={"corners": np.round(corners, 5).tolist()}, highlight=chosen)
        what = {"level_map": "Level map", "pes": "PES"}.get(state.kind, "Density")
        cell = " Dotted: one cell of the plane." if len(plane.outline) else ""
        top = scale_top(state.landscape)
        limit = None if state.kind == DENSITY else state.landscape.up_to
        predicted = limit is not None and state.landscape.pes.predicted_above is not None
        dashed = f" Dashed: {limit:g} eV, above which energies are predicted." if predicted else ""
        self._show_message(
            f"{what} on {plane.name}, atoms within 0.8 Å. The bold line is the threshold.{cell}{dashed}"
        )
        self._later(self.picture.update, shown=shown, atoms=atoms, top=top, limit=limit, predicted=predicted)

    def _show_message(self, text: str) -> None:
        self.hint.object = f'<div class="hint">{text}</div>'

    @staticmethod
    def _later(action: Any, *arguments: Any, **options: Any) -> None:
        """Change Bokeh's own models with the document locked."""
        if pn.state.curdoc is not None:
            pn.state.execute(partial(action, *arguments, **options), schedule=True)
        else:
            action(*arguments, **options)


def _miller(text: str) -> tuple[int, int, int]:
    """Return Miller indices as a person types them: "1 0 0", "1,-1,0" or "(110)"."""
    words = text.strip(" ()[]").replace(",", " ").split()
    if len(words) == 1 and words[0].lstrip("-").isdigit() and len(words[0].replace("-", "")) == 3:
        joined, words = words[0], []
        sign = ""
        for letter in joined:
            if letter == "-":
                sign = "-"
            else:
                words.append(sign + letter)
                sign = ""
    try:
        h, k, m = (int(word) for word in words)
    except ValueError as error:
        raise SettingsError(f"“{text}” are no Miller indices.", "Give three whole numbers such as 1 1 0.") from error
    return h, k, m
