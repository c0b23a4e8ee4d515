"""A plane through the landscape: filled image, contour lines, the threshold's line, atoms near the plane."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
from bokeh.models import (
    ColorBar,
    ColumnDataSource,
    CustomJSHover,
    DataRange1d,
    FixedTicker,
    HoverTool,
    LinearColorMapper,
)
from bokeh.palettes import viridis
from bokeh.plotting import figure as bokeh_figure

from pesviz.figures.style import COLOURS, style_figure
from pesviz.presentation.scene import drawn_radius, element_colour
from pesviz.presentation.slices import SPACING, AtomAtPlane, Plane, Slice, atoms_at, cut, scale_top

if TYPE_CHECKING:
    from pesviz.landscape import Landscape

PALETTE: list[str] = list(viridis(256))
BEYOND = {"light": "#eceff1", "dark": "#23292e"}
"""Colour of what lies above the scale: walls, atoms' cores."""
_ENERGY = """
const [limit, predicted] = colours.tags
if (!(value > limit)) return `${value.toFixed(3)} eV`
return predicted ? `≈ ${value.toFixed(2)} eV (predicted)` : `> ${limit} eV`
"""
SAMPLES = 150
"""At least so many along the longer side, so that small planes look smooth."""
LINES = 8
"""About how many contour lines."""


def contour_levels(top: float) -> np.ndarray:
    """Return round energies for contour lines from 0 to the upper end of the scale, eV.

    Parameters
    ----------
    top
        Upper end of the scale, eV.
    """
    rough = top / LINES
    power = 10.0 ** np.floor(np.log10(rough))
    step = next(n * power for n in (1, 2, 2.5, 5, 10) if n * power >= 0.999 * rough)
    return np.asarray(np.arange(step, top + step / 2, step))


def contour_lines(shown: Slice, level: float) -> list[np.ndarray]:
    """Return the lines of one energy on a slice, each of shape (n, 2), Å.

    Parameters
    ----------
    shown
        The slice.
    level
        Energy, eV.
    """
    import contourpy

    found = contourpy.contour_generator(shown.x, shown.y, shown.values).lines(level)
    return [np.asarray(line) for line in found]


def slice_of(
    landscape: Landscape, plane: Plane, *, kind: str = "level_map", ion: int | None = None
) -> tuple[Slice, tuple[AtomAtPlane, ...]]:
    """Return a slice of a landscape with the atoms at it.

    Parameters
    ----------
    landscape
        The landscape.
    plane
        The plane.
    kind, ion
        Which field, as in `Landscape.field`.
    """
    crystal = landscape.pes.crystal
    spacing = min(SPACING, max(plane.size) / SAMPLES)
    return cut(landscape.field(kind, ion), crystal.cell, plane, spacing), atoms_at(crystal, plane)


@dataclass
class SliceFigure:
    """A figure of a slice whose data can be changed in place.

    Parameters
    ----------
    height
        Height, px; the width follows the container.
    dark
        Dark colours.
    """

    height: int = 300
    dark: bool = False
    figure: bokeh_figure = field(init=False)
    image: ColumnDataSource = field(init=False)
    threshold: ColumnDataSource = field(init=False)
    atoms: ColumnDataSource = field(init=False)

    def __post_init__(self) -> None:
        """Build the empty figure."""
        self.image = ColumnDataSource({"image": [], "x": [], "y": [], "dw": [], "dh": []})
        self.contours = ColumnDataSource({"xs": [], "ys": []})
        self.threshold = ColumnDataSource({"xs": [], "ys": []})
        self.limit = ColumnDataSource({"xs": [], "ys": []})
        self.outline = ColumnDataSource({"x": [], "y": []})
        self.atoms = ColumnDataSource({"x": [], "y": [], "radius": [], "colour": [], "name": [], "alpha": []})
        self.colours = LinearColorMapper(palette=PALETTE, low=0.0, high=2.0)
        figure = bokeh_figure(
            height=self.height, sizing_mode="stretch_width", match_aspect=True, toolbar_location=None, tools="",
            x_range=DataRange1d(range_padding=0), y_range=DataRange1d(range_padding=0), min_border=2,
            min_border_right=10, outline_line_color=None,
        )  # fmt: skip
        self.figure = figure
        picture = figure.image("image", "x", "y", "dw", "dh", source=self.image, color_mapper=self.colours)
        figure.x_range.renderers = figure.y_range.renderers = [picture]
        figure.multi_line("xs", "ys", source=self.contours, line_color="#ffffff", line_alpha=0.4, line_width=0.8)
        figure.multi_line("xs", "ys", source=self.limit, line_color="#ffffff", line_width=1.6, line_dash=[5, 4])
        self._halo = figure.multi_line("xs", "ys", source=self.threshold, line_width=5, line_alpha=0.9)
        self._line = figure.multi_line("xs", "ys", source=self.threshold, line_width=2.4)
        figure.patch(
            "x", "y", source=self.outline, fill_color=None, line_color="#ffffff", line_dash="dotted", line_width=1.4
        )
        dots = figure.circle(
            "x", "y", radius="radius", source=self.atoms, fill_color="colour", fill_alpha="alpha", line_alpha="alpha",
            line_color="#1c2126",
        )  # fmt: skip
        self.bar = ColorBar(
            color_mapper=self.colours, height=7, padding=3, title="energy (eV)", title_text_font_style="normal",
            title_standoff=2, title_text_font_size="11px", major_label_text_font_size="10px", bar_line_color=None,
            major_tick_line_color=None, label_standoff=2,
        )  # fmt: skip
        figure.add_layout(self.bar, "above")
        figure.add_tools(
            HoverTool(
                renderers=[picture],
                tooltips=[("energy", "@image{custom}"), ("at", "$x{0.00}, $y{0.00} Å")],
                formatters={"@image": CustomJSHover(args={"colours": self.colours}, code=_ENERGY)},
            ),
            HoverTool(renderers=[dots], tooltips=[("", "@name")]),
        )
        figure.grid.visible = False
        self.colour(dark=self.dark)

    def colour(self, *, dark: bool) -> None:
        """Use light or dark colours."""
        self.dark = dark
        mode = "dark" if dark else "light"
        colours = COLOURS[mode]
        style_figure(self.figure, dark=dark)
        self.colours.high_color = BEYOND[mode]
        self.bar.background_fill_color = colours["paper"]
        self.bar.title_text_color = self.bar.major_label_text_color = colours["muted"]
        self._line.glyph.line_color = colours["ink"]
        self._halo.glyph.line_color = colours["paper"]

    def hide_threshold(self) -> None:
        """Leave the threshold's line to whoever draws it over the figure."""
        self._line.visible = self._halo.visible = False

    def update(
        self,
        shown: Slice | None,
        atoms: tuple[AtomAtPlane, ...],
        *,
        level: float,
        top: float,
        limit: float | None = None,
        predicted: bool = False,
    ) -> None:
        """Show another slice, or none.

        Parameters
        ----------
        shown
            The slice.
        atoms
            Atoms near its plane.
        level
            The threshold, eV.
        top
            Upper end of the colours, eV.
        limit
            Energy above which a scan knows no number, eV; None where it knows all.
        predicted
            Whether energies above `limit` are predicted.
        """
        if shown is None:
            self.image.data = {"image": [], "x": [], "y": [], "dw": [], "dh": []}
            for source in (self.contours, self.threshold, self.limit):
                source.data = {"xs": [], "ys": []}
            self.outline.data = {"x": [], "y": []}
            self.atoms.data = {name: [] for name in self.atoms.data}
            return
        # Bokeh's pixels are centred half a step inside: the samples are the pixels' middles.
        step_x, step_y = shown.x[1] - shown.x[0], shown.y[1] - shown.y[0]
        self.colours.update(low=0.0, high=top, tags=[] if limit is None else [limit, predicted])
        ticks = [float(f"{t:g}") for t in np.linspace(0, top, 5)]
        above = ticks if limit is None or not predicted else [t for t in ticks if t > limit]
        self.bar.update(
            ticker=FixedTicker(ticks=ticks),
            major_label_overrides={} if above is ticks else {t: f"≈ {t:g}" for t in above},
        )
        self.image.data = {
            "image": [shown.values.astype(np.float32)],
            "x": [shown.x[0] - step_x / 2], "y": [shown.y[0] - step_y / 2],
            "dw": [shown.x[-1] - shown.x[0] + step_x], "dh": [shown.y[-1] - shown.y[0] + step_y],
        }  # fmt: skip
        lines = [line for energy in contour_levels(top) for line in contour_lines(shown, float(energy))]
        self.contours.data = _columns(lines)
        self.threshold.data = _columns(contour_lines(shown, level))
        self.limit.data = _columns(contour_lines(shown, limit) if limit is not None and predicted else [])
        plane = shown.plane
        self.outline.data = {"x": plane.outline[:, 0], "y": plane.outline[:, 1]} if len(plane.outline) else _EMPTY
        self.atoms.data = {
            "x": [atom.x for atom in atoms], "y": [atom.y for atom in atoms],
            "radius": [0.6 * drawn_radius(atom.symbol) for atom in atoms],
            "colour": [element_colour(atom.symbol) for atom in atoms],
            "alpha": [1.0 - 0.75 * min(1.0, abs(atom.height) / 0.8) for atom in atoms],
            "name": [f"{atom.symbol} {atom.index}, {atom.height:+.2f} Å from the plane" for atom in atoms],
        }  # fmt: skip
        self.figure.xaxis.axis_label = f"along {plane.x_name} (Å)" if plane.x_name else "Å"
        self.figure.yaxis.axis_label = "Å"


_EMPTY: dict[str, list[float]] = {"x": [], "y": []}


def _columns(lines: list[np.ndarray]) -> dict[str, list[np.ndarray]]:
    return {"xs": [line[:, 0] for line in lines], "ys": [line[:, 1] for line in lines]}


def slice_figure(
    landscape: Landscape,
    plane: Plane,
    *,
    kind: str = "level_map",
    ion: int | None = None,
    level: float = 0.5,
    top: float | None = None,
    dark: bool = False,
) -> bokeh_figure:
    """Figure of a plane through a landscape.

    Parameters
    ----------
    landscape
        The landscape.
    plane
        The plane.
    kind, ion
        Which field, as in `Landscape.field`.
    level
        The threshold, eV: its line is drawn.
    top
        Upper end of the colours, eV; a little above E_3D by default.
    dark
        Dark colours.
    """
    shown, atoms = slice_of(landscape, plane, kind=kind, ion=ion)
    result = SliceFigure(dark=dark)
    top = scale_top(landscape) if top is None else top
    predicted = landscape.pes.predicted_above is not None
    result.update(shown, atoms, level=level, top=top, limit=landscape.up_to, predicted=predicted)
    return result.figure
