"""The threshold's line on a slice: contoured in the browser, so that it follows every movement of the slider."""

from __future__ import annotations

from bokeh.models import ColumnDataSource, CustomJS
from bokeh.plotting import figure as bokeh_figure

from pesviz.app.controls.marks import remember_first
from pesviz.app.controls.threshold import ThresholdBar

_DRAW = """
const view = window.Bokeh.index.find_one(figure)
if (!view?.shadow_el?.isConnected || !view.frame.bbox.width) return
const level = figure.pesviz_level ?? figure.tags[0] ?? start
let path = view.shadow_el.querySelector(".pv-level")
if (!path) {
  const svg = (tag) => document.createElementNS("http://www.w3.org/2000/svg", tag)
  const box = svg("svg"), frame = svg("clipPath")
  box.setAttribute("aria-hidden", "true")
  box.style.cssText = "position:absolute;inset:0;width:100%;height:100%;pointer-events:none"
  frame.id = "pv-frame"
  frame.append(svg("rect"))
  box.append(frame)
  for (const [name, style] of [["pv-halo", "stroke:var(--pv-paper);stroke-width:5;opacity:.9"],
    ["pv-level", "stroke:var(--pv-ink);stroke-width:2.2"]]) {
    const line = svg("path")
    line.setAttribute("class", name)
    line.setAttribute("clip-path", "url(#pv-frame)")
    line.style.cssText = `fill:none;stroke-linejoin:round;${style}`
    box.append(line)
  }
  view.shadow_el.append(box)
  path = box.querySelector(".pv-level")
}
const {left, top, width, height} = view.frame.bbox
const rect = path.parentNode.querySelector("rect")
for (const [name, value] of Object.entries({x: left, y: top, width, height})) rect.setAttribute(name, value)
const {image, x, y, dw, dh} = source.data
let d = ""
if (image.length) {
  // marching squares, linear along the edges; a saddle is split by the mean of its corners
  const pixels = image[0], [ny, nx] = pixels.shape
  if (!Number.isFinite(view.frame.x_scale.compute(x[0]))) return // not laid out yet
  const sx = dw[0] / nx, sy = dh[0] / ny
  const {x_scale, y_scale} = view.frame
  const at = (i, j) => [x_scale.compute(x[0] + (i + .5) * sx), y_scale.compute(y[0] + (j + .5) * sy)]
  const [ox, oy] = at(0, 0), [fx, fy] = at(nx - 1, ny - 1)
  const px = (i) => (ox + i * (fx - ox) / (nx - 1)).toFixed(1), py = (j) => (oy + j * (fy - oy) / (ny - 1)).toFixed(1)
  for (let j = 0; j < ny - 1; j++) for (let i = 0; i < nx - 1; i++) {
    const o = j * nx + i, a = pixels[o], b = pixels[o + 1], c = pixels[o + nx + 1], e = pixels[o + nx]
    const code = (a < level) + 2 * (b < level) + 4 * (c < level) + 8 * (e < level)
    if (code === 0 || code === 15) continue
    const cross = (p, q) => (level - p) / (q - p)
    const side = [() => `${px(i + cross(a, b))} ${py(j)}`, () => `${px(i + 1)} ${py(j + cross(b, c))}`,
      () => `${px(i + cross(e, c))} ${py(j + 1)}`, () => `${px(i)} ${py(j + cross(a, e))}`]
    const draw = (p, q) => { d += `M${side[p]()}L${side[q]()}` }
    if (code === 5 || code === 10) {
      const joined = ((a + b + c + e) / 4 < level) === (code === 5)
      if (joined) { draw(0, 1); draw(2, 3) } else { draw(0, 3); draw(1, 2) }
    } else {
      const cut = [[0, (code & 1) !== (code >> 1 & 1)], [1, (code >> 1 & 1) !== (code >> 2 & 1)],
        [2, (code >> 2 & 1) !== (code >> 3 & 1)], [3, (code >> 3 & 1) !== (code & 1)]].filter(([, yes]) => yes)
      draw(cut[0][0], cut[1][0])
    }
  }
}
for (const line of path.parentNode.querySelectorAll("path")) line.setAttribute("d", d)
"""


def trace(bar: ThresholdBar, figure: bokeh_figure, image: ColumnDataSource, *, start: float) -> None:
    """Let the line of the threshold follow the slider over the image of a slice.

    Parameters
    ----------
    bar
        The threshold bar.
    figure
        The figure with the image.
    image
        Its source, with one image.
    start
        Threshold before the first movement, eV.
    """
    draw = f"const start = {start}\n{_DRAW}"
    models = {"figure": figure, "image_source": image}
    body = f"const source = image_source; (() => {{ {draw} }})()"
    bar.runs(f"figure.pesviz_level = source.value; (() => {{ {body} }})()", **models)
    remember_first(bar, figure)
    again = CustomJS(args=models, code=f"setTimeout(() => {{ {body} }}, 60)")  # once Bokeh has laid itself out
    for name in ("inner_width", "inner_height"):
        figure.js_on_change(name, again)
    for axis in (figure.x_range, figure.y_range):
        axis.js_on_change("end", again)
    image.js_on_change("data", again)
