"""Free-volume curves of the selected rows over each other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

import panel as pn

from pesviz.app.store import Curves
from pesviz.figures.backends import to_bokeh
from pesviz.figures.free_volume_comparison import FreeVolumeCurves, free_volume_comparison
from pesviz.presentation.names import formula_html
from pesviz.presentation.palette import palette

MOST = 8
"""Curves drawn at once."""


@dataclass(frozen=True, eq=False)
class Line:
    """Curves of one structure.

    Parameters
    ----------
    formula, name
        What it is.
    xi, mpe
        Its numbers; None where unknown.
    curves
        Free volumes against the threshold.
    """

    formula: str
    name: str
    xi: float | None
    mpe: float | None
    curves: Curves


class CurvesView:
    """The overlay, with a legend that is text."""

    def __init__(self, text_css: str, *, dark: bool) -> None:
        self._dark, self._lines, self._note = dark, list[Line](), ""
        self.pane = pn.pane.Bokeh(None, sizing_mode="stretch_width", margin=0)
        self.legend = pn.pane.HTML("", sizing_mode="stretch_width", margin=0, stylesheets=[text_css])
        self.layout = pn.Column(self.legend, self.pane, sizing_mode="stretch_width", margin=0)
        self.show([])

    def show(self, lines: Sequence[Line], note: str = "") -> None:
        """Show curves of structures, or what to do for some."""
        self._lines, self._note = list(lines), note
        self._draw()

    def colour(self, *, dark: bool) -> None:
        """Use light or dark colours."""
        self._dark = dark
        self._draw()

    def _draw(self) -> None:
        self.pane.visible = bool(self._lines)
        note = f'<p class="sub">{escape(self._note)}</p>' if self._note else ""
        if not self._lines:
            self.legend.object = (
                '<div class="empty"><b>Nothing selected.</b><br>Tick rows in the table, or click points of the '
                "scatter plot: their free volumes are drawn over each other here. With two you can compare them side "
                f"by side in 3-D.</div>{note}"
            )
            return
        items = "".join(
            f'<span><i style="border-color:{colour}"></i><b>{formula_html(line.formula)}</b> {escape(line.name)}'
            f"{'' if line.xi is None else f' · Ξ {line.xi:.3f}'}</span>"
            for line, colour in zip(self._lines, palette(dark=self._dark).series, strict=False)
        )
        how = '<span class="how"><i></i>connected <i class="dash"></i>disconnected</span>'
        self.legend.object = f'<div class="lines">{items}{how}</div>{note}'
        structures = [
            FreeVolumeCurves(
                f"{line.formula} {line.name}", line.curves.thresholds, line.curves.connected, line.curves.disconnected
            )
            for line in self._lines
        ]
        self.pane.object = to_bokeh(free_volume_comparison(structures, dark=self._dark))
