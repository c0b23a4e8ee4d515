"""The backends of HoloViews and the look that all figures share: Bokeh on the page, Matplotlib for paper and slides.

A figure is defined once, by a function that returns a HoloViews object with options for both backends. Importing this
module loads both, so nothing that only computes imports it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Literal

import holoviews as hv
import holoviews.plotting.bokeh
import holoviews.plotting.mpl
from bokeh.core.properties import value
from bokeh.plotting import figure as bokeh_figure
from holoviews import opts

from pesviz.errors import SettingsError
from pesviz.presentation.palette import Palette, palette

if not hasattr(opts, "Curve"):  # HoloViews makes the options of elements when a backend becomes the current one
    hv.Store.set_current_backend("bokeh")

# An overlay also gets the tools of its elements, and those of HoloViews zoom where a page is to scroll.
hv.plotting.bokeh.ElementPlot.param.default_tools.default = []

FORMATS: tuple[str, ...] = (".png", ".svg", ".pdf")
"""What can be written."""
PIXEL = 0.72
"""Line widths on paper: points for one pixel of the page."""
Hook = Callable[[Any, Any], None]
"""Gets HoloViews' plot and the element; changes the plot's own models after each drawing."""


def line_options(
    element: str, color: str, *, width: float = 2.4, dash: Sequence[float] = (), alpha: float = 1.0, name: str = ""
) -> list[Any]:
    """Return the options of a line, or of several, for both backends.

    Parameters
    ----------
    element
        Kind of element: "Curve", "Path", "Contours", ...
    color
        The colour.
    width
        Width on the page, px; on paper 0.72 pt for each.
    dash
        Lengths of dashes and gaps on the page, px; solid by default.
    alpha
        Opacity.
    name
        Name of the Bokeh renderer, for links and tests.
    """
    kind = getattr(opts, element)
    on_page = " ".join(map(str, dash)) or "solid"
    on_paper = (0, tuple(length / width for length in dash)) if dash else "solid"
    return [
        kind(
            backend="bokeh", color=color, line_width=width, line_dash=on_page, alpha=alpha, hooks=[model_name(name)]
        ),
        kind(backend="matplotlib", color=color, linewidth=PIXEL * width, linestyle=on_paper, alpha=alpha),
    ]


def dot_options(
    element: str, color: str, *, edge: str, size: float = 8.0, marker: str = "circle", name: str = ""
) -> list[Any]:
    """Return the options of dots with an edge for both backends.

    Parameters
    ----------
    element
        Kind of element: "Scatter", "Points", ...
    color, edge
        Colours of the dots and of their edges.
    size
        Diameter on the page, px.
    marker
        Bokeh's name of the marker.
    name
        Name of the Bokeh renderer, for links and tests.
    """
    kind = getattr(opts, element)
    on_paper = {"circle": "o", "diamond": "D", "square": "s", "triangle": "^", "inverted_triangle": "v"}[marker]
    return [
        kind(
            backend="bokeh", color=color, size=size, marker=marker, line_color=edge, line_width=1.5,
            hooks=[model_name(name)],
        ),
        kind(
            backend="matplotlib", color=color, s=(PIXEL * size) ** 2, marker=on_paper, edgecolors=edge, linewidth=1.0,
        ),
    ]  # fmt: skip


def model_name(name: str) -> Hook:
    """Return a hook that gives Bokeh's renderer, or annotation, of an element a name."""

    def hook(plot: Any, _element: Any) -> None:
        renderer = plot.handles.get("glyph_renderer") or plot.handles.get("glyph")
        if renderer is not None and name:
            renderer.name = name

    return hook


def text_label(
    x: float,
    y: float,
    text: str,
    colours: Palette,
    *,
    side: Literal["left", "center", "right"] = "center",
    color: str = "",
) -> hv.Text:
    """Return words at a point of a figure, on a ground that covers what lies below.

    Parameters
    ----------
    x, y
        The point.
    text
        The words; none where it is empty.
    colours
        The colours of the figure.
    side
        Which end of the words lies at the point.
    color
        Of the words; muted by default.
    """  # fmt: skip

    def ground(plot: Any, _element: Any) -> None:
        for label in plot.handles["annotations"]:
            label.set_bbox({"fc": colours.paper, "ec": "none", "alpha": 0.85, "pad": 1.0} if text else None)

    color = color or colours.muted
    padded = {"left": f" {text}", "center": text, "right": f"{text} "}[side] if text else ""
    return hv.Text(x, y, padded, halign=side, valign="center", fontsize=8).opts(
        opts.Text(
            backend="bokeh", text_color=color, text_font_size="11px", text_font=value("Roboto"),
            background_fill_color=colours.paper, background_fill_alpha=0.85,
        ),
        opts.Text(backend="matplotlib", color=color, hooks=[ground]),
    )  # fmt: skip


def apply_look(
    figure: hv.Element | hv.Overlay,
    *,
    dark: bool = False,
    height: int = 300,
    bokeh: dict[str, Any] | None = None,
    matplotlib: dict[str, Any] | None = None,
) -> Any:
    """Give a figure the common look in both backends.

    Parameters
    ----------
    figure
        The figure; paper is always white, so a dark one is for the page only.
    dark
        Dark colours.
    height
        Height on the page, px; the width follows the container.
    bokeh, matplotlib
        Further options of the whole figure for one backend; their hooks run after those of the look.
    """
    colours = palette(dark=dark)
    on_page, on_paper = dict(bokeh or {}), dict(matplotlib or {})
    kind = getattr(opts, type(figure).__name__)
    on_page["hooks"] = [_page_look(colours), *on_page.get("hooks", ())]
    on_paper["hooks"] = [_paper_look(colours), *on_paper.get("hooks", ())]
    page: dict[str, Any] = {
        "height": height, "responsive": True, "toolbar": None, "default_tools": [], "title": "", "show_grid": True,
        "bgcolor": colours.paper,
    }  # fmt: skip
    paper: dict[str, Any] = {"title": "", "show_grid": True, "aspect": "auto"}
    return figure.opts(kind(backend="bokeh", **(page | on_page)), kind(backend="matplotlib", **(paper | on_paper)))


def _page_look(colours: Palette) -> Hook:
    def hook(plot: Any, _element: Any) -> None:
        style_bokeh(plot.state, colours)

    return hook


def style_bokeh(figure: bokeh_figure, colours: Palette) -> None:
    """Give the frame, axes and legend of a Bokeh figure the common look."""
    figure.update(
        background_fill_color=colours.paper, border_fill_color=colours.paper, outline_line_color=None, min_border=2,
        min_border_right=14,
    )  # fmt: skip
    figure.grid.grid_line_color = colours.grid
    for axis in (*figure.xaxis, *figure.yaxis):
        axis.update(
            axis_label_text_font_style="normal", axis_label_text_font="Roboto", major_label_text_font="Roboto",
            axis_label_text_font_size="12px", major_label_text_font_size="11px", minor_tick_line_color=None,
            axis_line_color=None, axis_label_text_color=colours.muted, major_label_text_color=colours.muted,
            major_tick_line_color=colours.muted,
        )  # fmt: skip
    for legend in figure.legend:
        legend.update(
            background_fill_alpha=0.0, border_line_color=None, label_text_color=colours.ink,
            label_text_font_size="11px", label_text_font="Roboto",
        )  # fmt: skip


def _paper_look(colours: Palette) -> Hook:
    def hook(plot: Any, _element: Any) -> None:
        axes = plot.handles["axis"]
        axes.spines[["top", "right"]].set_visible(False)
        axes.grid(visible=True, color=colours.grid, lw=0.8)
        for axis in (axes.xaxis, axes.yaxis):  # HoloViews draws its first element at 0
            axis.set_zorder(-1)
        legend = axes.get_legend()
        if legend is not None:
            legend.set_frame_on(False)
            for text in legend.get_texts():
                text.set_fontsize(8)

    return hook


def legend_below(plot: Any, _element: Any) -> None:
    """Move the legend of a figure on paper below its axes: a hook for Matplotlib."""
    axes = plot.handles["axis"]
    if axes.get_legend() is not None:
        axes.get_legend().remove()
    axes.figure.legend(*axes.get_legend_handles_labels(), loc="outside lower center", frameon=False, fontsize=9)


def legend_above(plot: Any, _element: Any) -> None:
    """Move the legend of a figure on the page above its frame, in short lines: a hook for Bokeh."""
    for legend in plot.state.legend:
        for side in ("center", "left", "right", "below", "above"):
            items = getattr(plot.state, side)
            if legend in items and side != "above":
                items.remove(legend)
                plot.state.add_layout(legend, "above")
        legend.update(spacing=0, padding=2, margin=0, label_height=14, glyph_height=14)


def to_bokeh(figure: Any) -> bokeh_figure:
    """Return a figure as Bokeh's."""
    return hv.renderer("bokeh").get_plot(figure).state


def to_matplotlib(figure: Any, *, width: float = 6.0, height: float = 3.8, title: str = "", footer: str = "") -> Any:
    """Return a figure as Matplotlib's, without its global state."""
    from matplotlib.figure import Figure

    parts = list(figure) if isinstance(figure, hv.Layout) else [figure]
    matplotlib_figure = Figure(figsize=(width, height), layout="constrained")
    renderer = hv.renderer("matplotlib")
    for axes, part in zip(matplotlib_figure.subplots(1, len(parts), squeeze=False)[0], parts, strict=True):
        renderer.get_plot(part, fig=matplotlib_figure, axis=axes)
    legend = hv.Store.lookup_options("matplotlib", parts[0], "plot").kwargs.get("legend_position", "")
    if title and len(parts) == 1 and legend != "top":
        matplotlib_figure.axes[0].set_title(title, fontsize=10, loc="left")
    elif title:  # above legends too
        matplotlib_figure.suptitle(
            title, fontsize=10 if len(parts) == 1 else 12, fontweight="normal" if len(parts) == 1 else "bold"
        )
    if footer:
        matplotlib_figure.supxlabel(footer, fontsize=6.5, color=palette().muted)
    return matplotlib_figure


def save_figure(
    figure: Any, path: Path | str, *, width: float = 6.0, height: float = 3.8, title: str = "", footer: str = ""
) -> Path:
    """Write a figure for paper or slides: PNG, SVG or PDF by Matplotlib.

    Raises
    ------
    SettingsError
        The format is another.
    """
    import matplotlib as mpl

    path = check_format(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    # Neither dates nor random names: the same figure is the same file.
    metadata = {".svg": {"Date": None}, ".pdf": {"CreationDate": None}}.get(path.suffix.lower())
    matplotlib_figure = to_matplotlib(figure, width=width, height=height, title=title, footer=footer)
    with mpl.rc_context({"svg.hashsalt": "pesviz"}):
        matplotlib_figure.savefig(path, dpi=200, metadata=metadata)
    return path


def check_format(path: Path | str) -> Path:
    """Return the path of a figure.

    Raises
    ------
    SettingsError
        The suffix is of no format that can be written.
    """
    path = Path(path)
    if path.suffix.lower() not in FORMATS:
        raise SettingsError(f"A figure cannot be written as '{path.suffix}'.", f"Choose {', '.join(FORMATS)}.")
    return path
