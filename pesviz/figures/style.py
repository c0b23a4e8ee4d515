"""Colours and typography that the Bokeh figures share."""

from __future__ import annotations

from bokeh.plotting import figure as bokeh_figure

COLOURS: dict[str, dict[str, str]] = {
    "light": {"connected": "#0b6fa4", "disconnected": "#b35900", "ink": "#1c2126", "muted": "#56606a",
              "grid": "#e6e9ec", "paper": "#ffffff"},
    "dark": {"connected": "#56b4e9", "disconnected": "#e69f00", "ink": "#e7eaed", "muted": "#a3adb7",
             "grid": "#2b3137", "paper": "#14171a"},
}  # fmt: skip
"""Connected and disconnected are a colour-blind-safe pair of the Okabe–Ito palette; the rest are neutrals."""


def style_figure(figure: bokeh_figure, *, dark: bool) -> None:
    """Give a figure the common look.

    Parameters
    ----------
    figure
        The figure; changed in place.
    dark
        Dark colours.
    """
    colours = COLOURS["dark" if dark else "light"]
    figure.background_fill_color = figure.border_fill_color = colours["paper"]
    figure.grid.grid_line_color = colours["grid"]
    for axis in (*figure.xaxis, *figure.yaxis):
        axis.axis_label_text_font_style = "normal"
        axis.axis_label_text_font = axis.major_label_text_font = "Roboto"
        axis.axis_label_text_font_size = "12px"
        axis.major_label_text_font_size = "11px"
        axis.minor_tick_line_color = None
        axis.axis_line_color = None
        axis.axis_label_text_color = axis.major_label_text_color = colours["muted"]
        axis.major_tick_line_color = colours["muted"]
