"""Marks over the figures that follow threshold and path in the browser, without painting the figures again.

They are elements of the page that the browser moves by itself: a figure that Bokeh paints with every movement of the
slider costs more than the isosurface where there is no GPU. The scripts are `marks.js` and `threshold_line.js`.
"""

from __future__ import annotations

from typing import Any

from bokeh.model import Model
from bokeh.models import CustomJS, HoverTool
from bokeh.plotting import figure as bokeh_figure

from pesviz.app.controls.live_figure import LiveFigure
from pesviz.app.controls.threshold import ThresholdBar
from pesviz.app.viewer import Viewer
from pesviz.presentation.javascript import call


def mark_curves(bar: ThresholdBar, curves: LiveFigure) -> None:
    """Let a line, and dots on the curves, follow the threshold over the free volumes; the axis grows with it."""
    _follow(
        bar, curves.figure, call("marks.placeOnCurves", "figure", bar.value, "curves", "estimates"),
        before=call("marks.growAxis", "figure.x_range", "source.value"),
        curves=curves.source("connected"), estimates=curves.source("connected predicted"),
    )  # fmt: skip


def mark_profile(bar: ThresholdBar, viewer: Viewer, profile: LiveFigure) -> None:
    """Let a line follow the threshold over the profile of a path, and show one place in viewer and profile."""
    figure, source = profile.figure, profile.source("profile")
    _follow(bar, figure, call("marks.placeOnProfile", "figure", bar.value), profile=source)
    models = {"figure": figure, "profile": source}
    viewer.jscallback(marker=call("marks.placeOnPath", "figure", "profile", "source.marker"), args=models)
    source.js_on_change("data", CustomJS(args=models, code=call("marks.placeOnPath", "figure", "profile", None)))
    hover = figure.select_one({"type": HoverTool})
    # The figure knows no Panel object; the script finds the viewer in the document when the pointer moves.
    hover.callback = CustomJS(
        args={"figure": figure}, code=call("marks.pointAtPath", "figure.x_range", "cb_data.geometry.x")
    )


def mark_slice(bar: ThresholdBar, section: LiveFigure) -> None:
    """Let the line of the threshold follow the slider over a slice."""
    image = section.source("image")
    _follow(bar, section.figure, call("threshold_line.trace", "figure", "image", bar.value), image=image)


def _follow(bar: ThresholdBar, figure: bokeh_figure, place: str, *, before: str = "", **models: Model) -> None:
    """Run a script with every movement of the threshold, and when the figure changes its layout or its data."""

    def remember(
        event: Any,
    ) -> None:  # what Python sets before the browser has either; later ones the browser hears of
        if figure.document is None:
            figure.tags = [event.new]

    bar.runs(f"figure.pesviz_level = source.value; {before or 0}; {place}", figure=figure, **models)
    bar.param.watch(remember, "value")
    again = CustomJS(
        args={"figure": figure, **models}, code=f"setTimeout(() => {place}, 60)"
    )  # once Bokeh has laid itself out
    for name in ("inner_width", "inner_height"):
        figure.js_on_change(name, again)
    for axis in (figure.x_range, figure.y_range):
        axis.js_on_change("end", again)
    for model in models.values():
        model.js_on_change("data", again)
