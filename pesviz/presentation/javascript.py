"""JavaScript of the page: the bundle built from `pesviz/app/js/src`, and small scripts for the callbacks of Bokeh."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[1] / "app" / "js"
"""Where sources, scripts and bundle lie."""
BUNDLE = FOLDER / "bundle.js"
"""An ES module: the viewer, and the stand-alone page of a result."""


@cache
def script(name: str) -> str:
    """Return a script for Bokeh's callbacks.

    Parameters
    ----------
    name
        Name of its file in `pesviz/app/js/bokeh`, without ".js".
    """
    return (FOLDER / "bokeh" / f"{name}.js").read_text("utf-8")


def call(function: str, *arguments: str | float | None) -> str:
    """Return a JavaScript expression that calls a function of a script.

    It can stand in `CustomJS`, `jscallback`, a tick formatter or a hover formatter: nothing is loaded or awaited.

    Parameters
    ----------
    function
        Script and function, for example "marks.placeLine". The script is a module without imports that exports the
        function by its name (`export function placeLine(figure, level) …`).
    arguments
        Text is a JavaScript expression, for example "source.value", "true" or the name of a model; numbers and
        None are values.

    Raises
    ------
    ValueError
        The script does not export the function.
    """
    name, function = function.split(".")
    text = script(name)
    if not re.search(rf"^export function {function}\(", text, re.MULTILINE):
        raise ValueError(f"{name}.js exports no function {function}")
    body = re.sub(r"^export (?=function |const )", "", text, flags=re.MULTILINE)
    values = ", ".join(value if isinstance(value, str) else json.dumps(value, allow_nan=False) for value in arguments)
    return f"(() => {{\n{body}\nreturn {function}\n}})()({values})"
