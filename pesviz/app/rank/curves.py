"""Free-volume curves of the selected rows over each other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

import numpy as np
import panel as pn
from bokeh.models import ColumnDataSource, CustomJSTickFormatter, FixedTicker, HoverTool, Span
from bokeh.plotting import figure as bokeh_figure

from pesviz.app.store import Curves
from pesviz.figures.style import COLOURS, style_figure
from pesviz.presentation.names import formula_html

MOST = 8
"""Curves drawn at once."""
PALETTE = {
    "light": ("#0b6fa4", "#b35900", "#00795a", "#a0417a", "#6d6300", "#5b4bb5", "#a12a2a", "#4d5963"),
    "dark": ("#56b4e9", "#e69f00", "#2fbf96", "#e08fbd", "#e9dc4a", "#a79bf0", "#f08080", "#b4bec8"),
}
"""Okabe–Ito's order, darkened on white for contrast, one colour a structure."""
_LOWEST = 1e-4
_PERCENT = "const p = tick * 100; return p >= 1 ? p.toFixed(0) + ' %' : p.toPrecision(1) + ' %'"


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
    """The overlay, with a legend that is text.

    Parameters
    ----------
    text_css
        Style of texts.
    dark
        Dark colours.
    """

    def __init__(self, text_css: str, *, dark: bool) -> None:
        self._dark, self._lines, self._note = dark, list[Line](), ""
        self.pane = pn.pane.Bokeh(None, sizing_mode="stretch_width", margin=0)
        self.legend = pn.pane.HTML("", sizing_mode="stretch_width", margin=0, stylesheets=[text_css])
        self.layout = pn.Column(self.legend, self.pane, sizing_mode="stretch_width", margin=0)
        self.show([])

    def show(self, lines: Sequence[Line], note: str = "") -> None:
        """Show curves of structures, or what to do for some.

        Parameters
        ----------
        lines
            At most `MOST`.
        note
            What else there is to say.
        """
        self._lines, self._note = list(lines), note
        self._draw()

    def colour(self, *, dark: bool) -> None:
        """Use light or dark colours."""
        self._dark = dark
        self._draw()

    def _draw(self) -> None:
        mode = "dark" if self._dark else "light"
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
            for line, colour in zip(self._lines, PALETTE[mode], strict=False)
        )
        how = '<span class="how"><i></i>connected <i class="dash"></i>disconnected</span>'
        self.legend.object = f'<div class="lines">{items}{how}</div>{note}'
        self.pane.object = figure(self._lines, dark=self._dark)


def figure(lines: Sequence[Line], *, dark: bool) -> bokeh_figure:
    """Figure of several structures' free volumes against the threshold (Eq. 3).

    Parameters
    ----------
    lines
        The structures.
    dark
        Dark colours.

    Returns
    -------
    bokeh.plotting.figure
        Connected solid, disconnected dashed, one colour a structure.
    """
    mode = "dark" if dark else "light"
    plot = bokeh_figure(
        height=264, sizing_mode="stretch_width", y_axis_type="log", x_range=(0.0, 2.0), y_range=(_LOWEST, 1.2),
        toolbar_location=None, tools="", min_border=4, min_border_right=14, outline_line_color=None,
    )  # fmt: skip
    plot.add_layout(Span(location=0.5, dimension="height", line_dash="dotted", line_color=COLOURS[mode]["muted"]))
    hover = []
    for line, colour in zip(lines, PALETTE[mode], strict=False):
        curves = line.curves
        data = {
            "x": curves.thresholds, "connected": np.maximum(curves.connected, 1e-9),
            "disconnected": np.maximum(curves.disconnected, 1e-9),
            "title": [f"{line.formula} {line.name}"] * len(curves.thresholds),
        }  # fmt: skip
        source = ColumnDataSource(data)
        plot.line("x", "disconnected", source=source, color=colour, line_width=1.5, line_dash=[5, 4], alpha=0.8)
        hover.append(plot.line("x", "connected", source=source, color=colour, line_width=2.4))
    plot.add_tools(
        HoverTool(
            renderers=hover,
            line_policy="nearest",
            tooltips=[
                ("", "@title"),
                ("threshold", "@x{0.000} eV"),
                ("connected", "@connected{0.00 %}"),
                ("disconnected", "@disconnected{0.00 %}"),
            ],
        )
    )
    plot.xaxis.axis_label, plot.yaxis.axis_label = "threshold (eV)", "free volume / cell volume"
    plot.yaxis.ticker = FixedTicker(ticks=[1e-4, 1e-3, 1e-2, 1e-1, 1.0])
    plot.yaxis.formatter = CustomJSTickFormatter(code=_PERCENT)
    style_figure(plot, dark=dark)
    return plot
