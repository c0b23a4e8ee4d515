"""Free volumes against the threshold (Eq. 3), with a marker."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from bokeh.models import (
    BasicTicker,
    BoxAnnotation,
    ColumnDataSource,
    CustomJSTickFormatter,
    FixedTicker,
    HoverTool,
    Label,
    Span,
)
from bokeh.plotting import figure as bokeh_figure

from pesviz.figures.style import COLOURS, style_figure

LOWEST = 1e-4
"""Lower end of the axis: fraction of the cell."""

_EMPTY: dict[str, list[float]] = {"x": [], "connected": [], "disconnected": []}
_PERCENT = "const p = tick * 100; return p >= 1 ? p.toFixed(0) + ' %' : p.toPrecision(1) + ' %'"


@dataclass
class FreeVolumeFigure:
    """A figure of both curves whose data, marks and marker can be changed in place.

    Parameters
    ----------
    height
        Height, px; the width follows the container.
    dark
        Dark colours.
    """

    height: int = 250
    dark: bool = False
    figure: bokeh_figure = field(init=False)
    curves: ColumnDataSource = field(init=False)
    estimates: ColumnDataSource = field(init=False)
    points: ColumnDataSource = field(init=False)
    marker: Span = field(init=False)

    def __post_init__(self) -> None:
        """Build the empty figure."""
        self.curves = ColumnDataSource({"x": [], "connected": [], "disconnected": []})
        self.estimates = ColumnDataSource({"x": [], "connected": [], "disconnected": []})
        self.points = ColumnDataSource({"x": [], "y": [], "colour": []})
        figure = bokeh_figure(
            height=self.height,
            sizing_mode="stretch_width",
            y_axis_type="log",
            x_range=(0.0, 2.0),
            y_range=(LOWEST, 1.3),
            toolbar_location=None,
            tools="",
            min_border=2,
            min_border_right=14,
            outline_line_color=None,
        )
        self.figure = figure
        self._lines = [
            figure.line(
                "x", "disconnected", source=self.curves, line_width=2.2, line_dash=[6, 4], name="disconnected"
            ),
            figure.line("x", "connected", source=self.curves, line_width=2.6, name="connected"),
        ]
        self._predicted = [
            figure.line(
                "x", kind, source=self.estimates, line_width=2.4, line_dash=[2, 3],
                name=f"{kind} predicted",
            )
            for kind in ("disconnected", "connected")
        ]  # fmt: skip
        self.marker = Span(location=0.5, dimension="height", line_width=1.6)
        self._mpe = Span(location=None, dimension="height", line_dash="dotted", line_width=1.4)
        self._mpe_label = Label(
            x=0, y=LOWEST * 1.25, text="", x_offset=4, text_font_size="11px", text_font="Roboto", level="overlay"
        )
        self._beyond = BoxAnnotation(
            fill_alpha=0.1, line_color=None, visible=False, hatch_alpha=0.13, hatch_scale=9, hatch_weight=1
        )
        self._beyond_label = Label(
            x=0, y=np.sqrt(LOWEST), text="", x_offset=6, text_font_size="11px", text_font="Roboto", visible=False
        )
        figure.add_layout(self._beyond)
        figure.add_layout(self._beyond_label)
        figure.add_layout(self._mpe)
        figure.add_layout(self._mpe_label)
        figure.add_layout(self.marker)
        self._dots = figure.scatter("x", "y", source=self.points, size=9, fill_color="colour", line_width=1.5)
        figure.add_tools(
            HoverTool(
                renderers=[self._lines[1]],
                mode="vline",
                line_policy="interp",
                point_policy="snap_to_data",
                tooltips=[
                    ("threshold", "@x{0.000} eV"),
                    ("connected", "@connected{0.00 %}"),
                    ("disconnected", "@disconnected{0.00 %}"),
                ],
            )
        )
        figure.add_tools(
            HoverTool(
                renderers=[self._predicted[1]],
                mode="vline",
                line_policy="interp",
                point_policy="snap_to_data",
                tooltips=[
                    ("threshold", "@x{0.000} eV"),
                    ("connected, predicted", "≈ @connected{0.0 %}"),
                    ("disconnected, predicted", "≈ @disconnected{0.0 %}"),
                ],
            )
        )
        figure.xaxis.axis_label = "threshold (eV)"
        figure.yaxis.axis_label = "free volume / cell volume"
        figure.xaxis.ticker = BasicTicker(desired_num_ticks=5, num_minor_ticks=0)
        figure.yaxis.ticker = FixedTicker(ticks=[1e-4, 1e-3, 1e-2, 1e-1, 1.0])
        figure.yaxis.formatter = CustomJSTickFormatter(code=_PERCENT)
        self.colour(dark=self.dark)

    def colour(self, *, dark: bool) -> None:
        """Use light or dark colours."""
        self.dark = dark
        colours = COLOURS["dark" if dark else "light"]
        style_figure(self.figure, dark=dark)
        for lines in (self._lines, self._predicted):
            lines[0].glyph.line_color = colours["disconnected"]
            lines[1].glyph.line_color = colours["connected"]
        self.marker.line_color = colours["ink"]
        self._mpe.line_color = self._mpe_label.text_color = colours["muted"]
        self._beyond.fill_color = self._beyond.hatch_color = self._beyond_label.text_color = colours["muted"]
        self._beyond_label.background_fill_color = colours["paper"]
        self._mpe_label.background_fill_color = self._dots.glyph.line_color = colours["paper"]
        if len(self.points.data["x"]):
            self.points.data = dict(self.points.data) | {"colour": self._pair}

    def hide_marks(self) -> None:
        """Leave the marker and its dots to whoever draws them over the figure."""
        self.marker.visible = self._dots.visible = False

    @property
    def _pair(self) -> list[str]:
        colours = COLOURS["dark" if self.dark else "light"]
        return [colours["connected"], colours["disconnected"]]

    def update(
        self,
        thresholds: np.ndarray,
        connected: np.ndarray,
        disconnected: np.ndarray,
        *,
        mpe: float | None,
        level: float,
        limit: float | None = None,
        estimates: tuple[np.ndarray, np.ndarray] | None = None,
    ) -> None:
        """Show other curves.

        Parameters
        ----------
        thresholds
            Threshold axis, shape (n,), ascending, eV.
        connected, disconnected
            FV as fractions of the cell's volume, shape (n,) (Eq. 3).
        mpe
            Minimal percolation energy to mark, eV (Eq. 2), predicted where it lies above `limit`; None where nothing
            percolates.
        level
            Where the marker stands, eV.
        limit
            Energy above which a scan knows no number, eV; None where it knows all.
        estimates
            Predicted FV, connected and disconnected, shape (n,) each; they are drawn where the others are NaN.
        """
        self.curves.data = {"x": thresholds, "connected": connected, "disconnected": disconnected}
        drawn = (connected, disconnected)
        self.estimates.data = _EMPTY
        if estimates is not None and np.isnan(connected).any():
            first = max(0, int(np.argmax(np.isnan(connected))) - 1)  # from the last exact point on
            names = ("connected", "disconnected")
            self.estimates.data = {"x": thresholds[first:]} | {
                name: curve[first:] for name, curve in zip(names, estimates, strict=True)
            }
            drawn = estimates
        level = float(np.clip(level, thresholds[0], thresholds[-1]))
        at = [float(np.interp(level, thresholds, curve)) for curve in drawn]
        self.points.data = {"x": [level, level], "y": at, "colour": self._pair}
        self.marker.location = level
        self._mpe.location = mpe
        self._mpe.visible = self._mpe_label.visible = mpe is not None
        self._beyond.visible = self._beyond_label.visible = limit is not None
        if limit is not None:
            self._beyond.left = limit
            self._beyond.hatch_pattern = None if estimates is None else "right_diagonal_line"
            self._beyond_label.update(
                x=limit, y=4 * LOWEST,
                text="not scanned" if estimates is None else "predicted",
            )  # fmt: skip
        low, high = _interesting(thresholds, disconnected, mpe)
        if mpe is not None:
            side = ("left", 4) if mpe < 0.6 * high else ("right", -4)
            name = "MPE" if limit is None or mpe <= limit else "≈ MPE"
            self._mpe_label.update(x=mpe, text=name, text_align=side[0], x_offset=side[1])
        self.figure.x_range.update(start=low, end=max(high, np.ceil(2.06 * level) / 2), tags=[high])

    def clear(self) -> None:
        """Show no curves."""
        self.curves.data = self.estimates.data = _EMPTY
        self.points.data = {"x": [], "y": [], "colour": []}
        self._mpe.visible = self._mpe_label.visible = False
        self._beyond.visible = self._beyond_label.visible = False


def _interesting(thresholds: np.ndarray, disconnected: np.ndarray, mpe: float | None) -> tuple[float, float]:
    """Return the range of thresholds worth showing: a little past 1 eV, the MPE, and where the curve flattens."""
    top = max(1.05, 1.25 * (mpe or 0.0))
    return float(thresholds[0]), float(min(thresholds[-1], top if len(disconnected) else 2.0))


def free_volume(
    thresholds: Sequence[float] | np.ndarray,
    connected: np.ndarray,
    disconnected: np.ndarray,
    *,
    mpe: float | None = None,
    level: float = 0.5,
    dark: bool = False,
) -> bokeh_figure:
    """Figure of the connected and disconnected free volume against the threshold (Eq. 3).

    Parameters
    ----------
    thresholds
        Threshold axis, shape (n,), ascending, eV.
    connected, disconnected
        FV as fractions of the cell's volume, shape (n,).
    mpe
        Minimal percolation energy to mark, eV.
    level
        Where the marker stands, eV.
    dark
        Dark colours.

    Returns
    -------
    bokeh.plotting.figure
        The figure.
    """
    result = FreeVolumeFigure(dark=dark)
    result.update(np.asarray(thresholds, dtype=float), connected, disconnected, mpe=mpe, level=level)
    return result.figure
