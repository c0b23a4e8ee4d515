"""The place on a path, in the viewer and on its profile: whichever of the two the pointer is over, both show it."""

from __future__ import annotations

from bokeh.models import CustomJS

from pesviz.app.controls.marks import BOX
from pesviz.app.viewer import Viewer
from pesviz.figures.path_profile import PathProfileFigure

_DOT = f"""
{BOX}
let dot = box.querySelector(".pv-here")
if (!dot) {{
  dot = document.createElement("div")
  dot.className = "pv-here"
  box.append(dot)
}}
const {{x, y}} = profile.data
dot.style.visibility = "hidden"
if (fraction === null || fraction === undefined || x.length < 2) return
const length = fraction * x[x.length - 1]
let i = 1
while (i < x.length - 1 && x[i] < length) i++
const energy = y[i - 1] + (length - x[i - 1]) / ((x[i] - x[i - 1]) || 1) * (y[i] - y[i - 1])
const [px, py] = [frame.x_scale.compute(length), frame.y_scale.compute(energy)]
dot.style.cssText = "position:absolute;left:0;top:0;box-sizing:border-box;width:12px;height:12px;border-radius:50%;" +
  `border:1.5px solid var(--pv-paper);background:var(--pv-ink);transform:translate(${{px - 6}}px,${{py - 6}}px)`
"""


def follow_path(viewer: Viewer, profile: PathProfileFigure) -> None:
    """Link a viewer that shows a path with the figure of its profile, in the browser.

    Parameters
    ----------
    viewer
        The viewer; its `marker` is the place that both show.
    profile
        The figure.
    """
    models = {"figure": profile.figure, "profile": profile.profile}
    viewer.jscallback(marker=f"const fraction = source.marker;\n(() => {{ {_DOT} }})()", args=models)
    profile.profile.js_on_change("data", CustomJS(args=models, code=f"const fraction = null;\n{_DOT}"))
    # The figure knows no Panel object; it finds the viewer in its document when the pointer moves.
    profile.on_hover(
        "const viewer = range.document.get_model_by_name('Viewer'); "
        "if (viewer) viewer.data.setv({marker: fraction}, {sync: false})",
        {},
    )
