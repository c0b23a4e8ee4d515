"""Energy along the percolation path, with threshold and bottleneck; hovering tells where on the path one is."""

from __future__ import annotations

from dataclasses import dataclass, field

from bokeh.models import ColumnDataSource, CustomJS, HoverTool, Range1d, Span, TapTool
from bokeh.plotting import figure as bokeh_figure

from pesviz.figures.style import COLOURS, style_figure
from pesviz.landscape.paths.path import PercolationPath


@dataclass
class PathProfileFigure:
    """A figure of the profile whose data can be changed in place.

    Parameters
    ----------
    height
        Height, px; the width follows the container.
    dark
        Dark colours.
    """

    height: int = 190
    dark: bool = False
    figure: bokeh_figure = field(init=False)
    profile: ColumnDataSource = field(init=False)
    bottleneck: ColumnDataSource = field(init=False)
    level: Span = field(init=False)

    def __post_init__(self) -> None:
        """Build the empty figure."""
        self.profile = ColumnDataSource({"x": [], "y": []})
        self.bottleneck = ColumnDataSource({"x": [], "y": []})
        figure = bokeh_figure(
            height=self.height, sizing_mode="stretch_width", x_range=Range1d(0, 1), y_range=Range1d(0, 1),
            toolbar_location=None, tools="", min_border=2, min_border_right=14, outline_line_color=None,
        )  # fmt: skip
        self.figure = figure
        self._line = figure.line("x", "y", source=self.profile, line_width=2.4, name="profile")
        self._area = figure.varea("x", 0, "y", source=self.profile, fill_alpha=0.12)
        self.level = Span(location=0.5, dimension="width", line_width=1.4)
        self._dot = figure.scatter(
            "x", "y", source=self.bottleneck, size=12, marker="diamond", line_width=1.5, name="bottleneck",
            nonselection_fill_alpha=1.0, nonselection_line_alpha=1.0,
        )  # fmt: skip
        figure.add_layout(self.level)
        self.hover = HoverTool(
            renderers=[self._line], mode="vline", line_policy="nearest",
            tooltips=[("along the path", "@x{0.00} Å"), ("energy", "@y{0.000} eV")],
        )  # fmt: skip
        figure.add_tools(self.hover, TapTool(renderers=[self._dot]))
        figure.xaxis.axis_label = "along the path (Å)"
        figure.yaxis.axis_label = "energy (eV)"
        self.colour(dark=self.dark)

    def colour(self, *, dark: bool) -> None:
        """Use light or dark colours."""
        self.dark = dark
        colours = COLOURS["dark" if dark else "light"]
        style_figure(self.figure, dark=dark)
        self._line.glyph.line_color = self._area.glyph.fill_color = colours["connected"]
        self._dot.glyph.fill_color = colours["disconnected"]
        self._dot.glyph.line_color = colours["paper"]
        self.level.line_color = colours["ink"]

    def update(self, path: PercolationPath | None, level: float) -> None:
        """Show another path, or none.

        Parameters
        ----------
        path
            The path.
        level
            The threshold, eV.
        """
        self.level.location = level
        self.bottleneck.selected.indices = []
        if path is None:
            self.profile.data = {"x": [], "y": []}
            self.bottleneck.data = {"x": [], "y": []}
            return
        self.profile.data = {"x": path.lengths, "y": path.energies}
        top = path.bottleneck
        self.bottleneck.data = {"x": path.lengths[[top]], "y": path.energies[[top]]}
        self.figure.x_range.end = path.length
        self.figure.y_range.end = float(max(1.15 * path.barrier, 0.05))

    def on_hover(self, code: str, arguments: dict[str, object]) -> None:
        """Run code in the browser while the pointer is over the profile.

        Parameters
        ----------
        code
            JavaScript; `fraction` is the place on the path, 0 … 1.
        arguments
            Models that it needs, by name.
        """
        self.hover.callback = CustomJS(
            args={**arguments, "range": self.figure.x_range},
            code="const x = cb_data.geometry.x; if (x < 0 || x > range.end) return; "
            f"const fraction = x / range.end; {code}",
        )


def path_profile(path: PercolationPath, *, level: float = 0.5, dark: bool = False) -> bokeh_figure:
    """Figure of the energy along a percolation path.

    Parameters
    ----------
    path
        The path.
    level
        Where the threshold's line stands, eV.
    dark
        Dark colours.
    """
    result = PathProfileFigure(dark=dark)
    result.update(path, level)
    return result.figure
