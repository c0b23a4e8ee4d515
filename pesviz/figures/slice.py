"""A plane through the landscape: filled image, contour lines, the threshold's line, atoms near the plane."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import holoviews as hv
import numpy as np
from bokeh.models import CustomJSHover, DataRange1d, FixedTicker, HoverTool
from bokeh.palettes import viridis
from holoviews import opts

from pesviz.figures.backends import Hook, apply_look, line_options, model_name
from pesviz.presentation.javascript import call
from pesviz.presentation.palette import Palette, palette
from pesviz.presentation.scene import drawn_radius, element_colour
from pesviz.presentation.slices import SPACING, AtomAtPlane, Plane, Slice, atoms_at, cut, scale_top

if TYPE_CHECKING:
    from pesviz.landscape import Landscape

COLOURS: list[str] = list(viridis(256))
SAMPLES = 150
"""At least so many along the longer side, so that small planes look smooth."""
LINES = 8
"""About how many contour lines."""
CORNERS = 40
"""Of the polygon that draws an atom."""


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

    lines = contourpy.contour_generator(shown.x, shown.y, shown.values).lines(level)
    return [np.asarray(line) for line in lines]


def slice_of(
    landscape: Landscape, plane: Plane, *, kind: str = "level_map", ion: int | None = None
) -> tuple[Slice, tuple[AtomAtPlane, ...]]:
    """Return a slice of a landscape with the atoms at it."""
    crystal = landscape.pes.crystal
    spacing = min(SPACING, max(plane.size) / SAMPLES)
    return cut(landscape.field(kind, ion), crystal.cell, plane, spacing), atoms_at(crystal, plane)


def slice_figure(
    landscape: Landscape,
    plane: Plane,
    *,
    kind: str = "level_map",
    ion: int | None = None,
    level: float = 0.5,
    top: float | None = None,
    dark: bool = False,
) -> hv.Overlay:
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
    top = scale_top(landscape) if top is None else top
    predicted = landscape.pes.predicted_above is not None
    return draw_slice(shown, atoms, level=level, top=top, limit=landscape.up_to, predicted=predicted, dark=dark)


def draw_slice(
    shown: Slice | None,
    atoms: tuple[AtomAtPlane, ...] = (),
    *,
    level: float = 0.5,
    top: float = 2.0,
    limit: float | None = None,
    predicted: bool = False,
    marker: bool = True,
    dark: bool = False,
    height: int = 300,
) -> hv.Overlay:
    """Figure of a slice.

    Parameters
    ----------
    shown
        The slice; an empty figure where there is none.
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
    marker
        Draw the threshold's line; a page whose line follows the slider draws its own.
    dark, height
        As in `pesviz.figures.backends.apply_look`.
    """
    colours = palette(dark=dark)
    predicted_above = limit if predicted else None
    x_name = shown.plane.x_name if shown is not None else ""
    contours = [] if shown is None else [line for e in contour_levels(top) for line in contour_lines(shown, float(e))]
    dashed = [] if shown is None or predicted_above is None else contour_lines(shown, predicted_above)
    corners = np.empty((0, 2)) if shown is None else shown.plane.outline
    outline = [np.vstack([corners, corners[:1]])] if len(corners) else []
    parts = [
        _image(shown, top=top, limit=limit, predicted=predicted, colours=colours),
        _lines(contours, "#ffffff", width=0.8, alpha=0.45, name="contours"),
        _lines(dashed, "#ffffff", width=1.6, dash=(5, 4), name="limit"),
    ]
    if marker:
        lines = [] if shown is None else contour_lines(shown, level)
        parts += [
            _lines(lines, colours.paper, width=5, alpha=0.9, name="halo"),
            _lines(lines, colours.ink, width=2.4, name="threshold"),
        ]
    parts += [
        _lines(outline, "#ffffff", width=1.4, dash=(2, 4), name="outline"),
        _atoms(atoms, palette().ink),
    ]
    title = shown.plane.name if shown is not None else ""
    common = {"xlabel": f"Along {x_name} (Å)" if x_name else "Å", "ylabel": "Å", "show_legend": False}
    return apply_look(
        hv.Overlay(parts), dark=dark, height=height,
        bokeh=common | {"hooks": [_page_axes()]},
        matplotlib=common | {"title": title, "aspect": "equal", "hooks": [_paper_axes(shown)]},
    )  # fmt: skip


def _lines(lines: list[np.ndarray], color: str, **options: Any) -> hv.Curve:
    """Return lines as one curve with gaps, which HoloViews draws faster than a path of many parts."""
    gap = np.full((1, 2), np.nan)
    points = np.concatenate([part for line in lines for part in (line, gap)]) if lines else np.empty((0, 2))
    return hv.Curve((points[:, 0], points[:, 1]), "x", "y").opts(*line_options("Curve", color, **options))


def _image(shown: Slice | None, *, top: float, limit: float | None, predicted: bool, colours: Palette) -> hv.Element:
    if shown is None:
        image = hv.Image(([], [], np.empty((0, 0))), ["x", "y"], "energy")
    else:
        image = hv.Image((shown.x, shown.y, shown.values.astype(np.float32)), ["x", "y"], "energy")
    above = call("format.energy", "value", limit, "true" if predicted else "false") if limit is not None else ""
    energy = CustomJSHover(code=f"return {above}" if above else "return `${value.toFixed(3)} eV`")
    hover = HoverTool(
        tooltips=[("energy", "@image{custom}"), ("at", "$x{0.00}, $y{0.00} Å")], formatters={"@image": energy}
    )
    ticks = [float(f"{t:g}") for t in np.linspace(0, top, 5)]
    above_limit = [t for t in ticks if predicted and limit is not None and t > limit]

    def page_colours(plot: Any, _element: Any) -> None:
        plot.handles["color_mapper"].update(low=0.0, high=top, high_color=colours.beyond)
        bar = plot.handles["colorbar"]
        if isinstance(bar.ticker, FixedTicker):
            bar.ticker.ticks = ticks  # the browser takes no other ticker for one that is drawn
        else:
            bar.ticker = FixedTicker(ticks=ticks)
        bar.update(
            major_label_overrides={t: f"≈ {t:g}" for t in above_limit},
            title="Energy (eV)", background_fill_color=colours.paper, title_text_color=colours.muted,
            major_label_text_color=colours.muted,
        )  # fmt: skip
        for tool in plot.state.select({"type": HoverTool}):
            if "@image" in tool.formatters:
                tool.formatters = {"@image": energy}

    def paper_colours(plot: Any, _element: Any) -> None:
        image = plot.handles["artist"]
        bar = image.axes.figure.colorbar(image, ax=image.axes, fraction=0.046, pad=0.03, extend="max")
        bar.outline.set_visible(False)
        bar.set_label("Energy (eV)" if not predicted else f"Energy (eV), predicted above {limit:g}")
        if predicted and limit is not None:
            bar.ax.axhline(limit, color="white", ls="--", lw=1.2)
            bar.ax.yaxis.set_major_formatter(lambda e, _: f"≈ {e:g}" if e > limit + 1e-9 else f"{e:g}")

    common = {"clim": (0.0, top), "cmap": COLOURS, "clipping_colors": {"max": colours.beyond}}
    return image.opts(
        opts.Image(
            backend="bokeh", **common, colorbar=True, colorbar_position="top", tools=[hover],
            colorbar_opts={
                "height": 7, "padding": 3, "title_text_font_style": "normal",
                "title_standoff": 2, "title_text_font_size": "11px", "major_label_text_font_size": "10px",
                "bar_line_color": None, "major_tick_line_color": None, "label_standoff": 2,
            },
            hooks=[model_name("image"), page_colours],
        ),
        opts.Image(backend="matplotlib", **common, interpolation="bilinear", hooks=[paper_colours]),
    )  # fmt: skip


def _atoms(atoms: tuple[AtomAtPlane, ...], edge: str) -> hv.Element:
    """Return discs of the atoms, the paler the farther from the plane."""
    angles = np.linspace(0.0, 2.0 * np.pi, CORNERS)
    circle = np.stack([np.cos(angles), np.sin(angles)], axis=1)
    discs = []
    for atom in atoms:
        points = np.array([atom.x, atom.y]) + 0.6 * drawn_radius(atom.symbol) * circle
        opacity = f"{round(255 * (1.0 - 0.75 * min(1.0, abs(atom.height) / 0.8))):02x}"
        name = f"{atom.symbol} {atom.index}, {atom.height:+.2f} Å from the plane"
        discs.append(
            {"x": points[:, 0], "y": points[:, 1], "fill": element_colour(atom.symbol) + opacity,
             "edge": edge + opacity, "name": name}
        )  # fmt: skip
    hover = HoverTool(tooltips=[("", "@name")])

    def paper_colours(plot: Any, _element: Any) -> None:
        if discs:
            plot.handles["artist"].set_array(None)  # HoloViews takes the first column for categories
            plot.handles["artist"].set_facecolor([disc["fill"] for disc in discs])
            plot.handles["artist"].set_edgecolor([disc["edge"] for disc in discs])

    return hv.Polygons(discs, ["x", "y"], ["fill", "edge", "name"]).opts(
        opts.Polygons(
            backend="bokeh", fill_color="fill", line_color="edge", tools=[hover], hooks=[model_name("atoms")]
        ),
        opts.Polygons(backend="matplotlib", linewidth=0.6, hooks=[paper_colours]),
    )


def _page_axes() -> Hook:
    def hook(plot: Any, _element: Any) -> None:
        figure = plot.state
        image = figure.select_one({"name": "image"})
        if not isinstance(figure.x_range, DataRange1d):  # the only kind that keeps the aspect
            figure.x_range = DataRange1d(range_padding=0, renderers=[image])
            figure.y_range = DataRange1d(range_padding=0, renderers=[image])
            figure.match_aspect = True
        figure.min_border_right = 10
        figure.grid.visible = False

    return hook


def _paper_axes(shown: Slice | None) -> Hook:
    def hook(plot: Any, _element: Any) -> None:
        axes = plot.handles["axis"]
        axes.grid(visible=False)
        axes.title.set_fontsize(9)
        if shown is not None:
            axes.set(xlim=(shown.x[0], shown.x[-1]), ylim=(shown.y[0], shown.y[-1]))

    return hook
