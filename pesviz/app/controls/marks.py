"""Marks over a Bokeh figure that follow the threshold without painting the figure again."""

from __future__ import annotations

from typing import Any, Literal

from bokeh.models import CustomJS
from bokeh.plotting import figure as bokeh_figure

from pesviz.app.controls.threshold import ThresholdBar

BOX = """
const view = window.Bokeh.index.find_one(figure)
if (!view?.shadow_el?.isConnected || !view.frame.bbox.width) return
const {frame} = view
let box = view.shadow_el.querySelector(".pv-marks")
if (!box) {
  box = document.createElement("div")
  box.className = "pv-marks"
  box.setAttribute("aria-hidden", "true")
  box.style.cssText = "position:absolute;inset:0;overflow:hidden;pointer-events:none;contain:strict"
  view.shadow_el.append(box)
}
"""
"""JavaScript: `view` and `frame` of a `figure` that is on the page, and `box`, an element over it for marks."""
_PLACE = (
    BOX
    + """
const put = (name, x, y, style) => {
  let mark = box.querySelector(`.${name}`)
  if (!mark) {
    mark = document.createElement("div")
    mark.className = name
    box.append(mark)
  }
  mark.style.cssText =
    `position:absolute;left:0;top:0;will-change:transform;transform:translate(${x}px,${y}px);${style}`
}
const level = figure.pesviz_level ?? figure.tags[0] ?? start
const {left, top, right, bottom, width, height} = frame.bbox
if (upright) {
  const x = Math.min(right, frame.x_scale.compute(level))
  put("line", x - 0.8, top, `width:1.6px;height:${height}px;background:var(--pv-ink)`)
} else {
  const y = Math.max(top, Math.min(bottom, frame.y_scale.compute(level)))
  put("line", left, y - 0.7, `height:1.4px;width:${width}px;background:var(--pv-ink)`)
}
const at = dots(level)
for (const [name, y] of Object.entries(at)) {
  const [px, py] = [frame.x_scale.compute(level), frame.y_scale.compute(y)]
  const seen = px <= right + 1 && py >= top - 1 && py <= bottom + 1 ? "visible" : "hidden"
  put(name, px - 5, py - 5, `box-sizing:border-box;width:10px;height:10px;border-radius:50%;visibility:${seen};` +
    `border:1.5px solid var(--pv-paper);background:var(--pv-${name})`)
}
"""
)


def remember_first(bar: ThresholdBar, figure: bokeh_figure) -> None:
    """Let a figure know of a threshold that Python sets before the browser has either; later ones it hears of."""

    def moved(event: Any) -> None:
        if figure.document is None:
            figure.tags = [event.new]

    bar.param.watch(moved, "value")


def follow(
    bar: ThresholdBar,
    figure: bokeh_figure,
    along: Literal["x", "y"],
    *,
    start: float,
    dots: str = "return {}",
    before: str = "",
    **models: Any,
) -> None:
    """Let a line, and dots on curves, follow the threshold over a figure.

    They are elements of the page that the browser moves by itself: a plot that Bokeh paints with every movement costs
    more than the surface where there is no GPU.

    Parameters
    ----------
    bar
        The threshold bar.
    figure
        The figure.
    along
        Axis of the threshold: "x" for an upright line, "y" for a level one.
    start
        Threshold before the first movement, eV.
    dots
        JavaScript, body of a function of `level` that returns values on the other axis by the name of their colour
        ("connected", "disconnected").
    before
        JavaScript to run before the marks are placed; `level` is the threshold.
    models
        Bokeh models that `dots` and `before` need, by name; when one of them changes the marks are placed again.
    """
    upright = "true" if along == "x" else "false"
    place = f"const start = {start}, upright = {upright}\nconst dots = (level) => {{ {dots} }}\n{_PLACE}"
    now = f"const level = figure.pesviz_level = source.value; {before};\n(() => {{ {place} }})()"
    again = f"setTimeout(() => {{ {place} }}, 60)"  # once Bokeh has laid itself out
    bar.runs(now, figure=figure, **models)
    remember_first(bar, figure)
    callback = CustomJS(args={"figure": figure, **models}, code=again)
    for name in ("inner_width", "inner_height"):
        figure.js_on_change(name, callback)
    for axis in (figure.x_range, figure.y_range):
        axis.js_on_change("end", callback)
    for model in models.values():
        if "data" in model.properties():
            model.js_on_change("data", callback)
