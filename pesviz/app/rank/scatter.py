"""Any column against any other, linked with the table."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from html import escape
from typing import Any

import numpy as np
import pandas as pd
import panel as pn
import panel_material_ui as pmui
from bokeh.models import BoxSelectTool, ColumnDataSource, HoverTool, LassoSelectTool, PanTool, TapTool, WheelZoomTool
from bokeh.plotting import figure as bokeh_figure

from pesviz.app.rank.columns import COLUMNS
from pesviz.figures.style import COLOURS, style_figure
from pesviz.presentation.names import formula_unicode

_LOG_SPAN = 100.0
"""Columns whose positive values span more than this begin on a logarithmic axis."""


class Scatter:
    """A scatter plot of the rows that the filter lets through.

    Parameters
    ----------
    on_select
        Called with the ids of rows that were selected in the plot.
    text_css
        Style of texts.
    dark
        Dark colours.
    """

    def __init__(self, on_select: Callable[[list[int]], None], text_css: str, *, dark: bool) -> None:
        self._on_select, self._dark = on_select, dark
        self._busy = False
        self._view = pd.DataFrame()
        self._chosen: list[int] = []
        self.source = self._new_source()
        small: dict[str, Any] = {"size": "small", "margin": 0, "sizing_mode": "stretch_width"}
        self.x = pmui.Select(label="Across", options={"Ξ": "xi"}, value="xi", css_classes=["test-x"], **small)
        self.y = pmui.Select(label="Up", options={"MPE (eV)": "mpe"}, value="mpe", css_classes=["test-y"], **small)
        self.log = {axis: pmui.Checkbox(label="log", value=False, size="small", margin=0) for axis in ("x", "y")}
        self.pane = pn.pane.Bokeh(None, sizing_mode="stretch_width", margin=0)
        self.said = pn.pane.HTML("", sizing_mode="stretch_width", margin=0, stylesheets=[text_css])
        for axis, select in (("x", self.x), ("y", self.y)):
            select.param.watch(partial(self._chose, axis), "value")
            self.log[axis].param.watch(lambda _: self._redraw(), "value")
        self.controls = [self.x, self.log["x"], self.y, self.log["y"]]

    def _new_source(self) -> ColumnDataSource:
        source = ColumnDataSource({name: [] for name in ("x", "y", "id", "formula", "name", "xi", "marker")})
        source.selected.on_change("indices", lambda _a, _o, new: self._picked(new))
        return source

    def show(self, view: pd.DataFrame, chosen: list[int]) -> None:
        """Show other rows.

        Parameters
        ----------
        view
            The rows, indexed by id.
        chosen
            Ids of the selected ones.
        """
        options = {c.plain: name for name, c in COLUMNS.items() if c.numeric and name in view}
        known = {name for name in options.values() if view[name].notna().any()}
        options = {plain: name for plain, name in options.items() if name in known} or {"Ξ": "xi"}
        first = self._view.empty
        self._view, self._chosen = view, list(chosen)
        if options != self.x.options:
            y = self.y.value if not first and self.y.value in known else "sigma" if "sigma" in known else "mpe"
            self._busy = True
            self.x.param.update(options=options, value=self.x.value if self.x.value in known else "xi")
            self.y.param.update(options=options, value=y if y in known else next(iter(options.values())))
            for axis, select in (("x", self.x), ("y", self.y)):
                self.log[axis].value = self._wide(select.value)
            self._busy = False
            self._redraw()
        elif self.pane.object is None:
            self._redraw()
        else:
            self._fill()

    def colour(self, *, dark: bool) -> None:
        """Use light or dark colours."""
        self._dark = dark
        self._redraw()

    def select(self, chosen: list[int]) -> None:
        """Mark the selected rows."""
        self._chosen = list(chosen)
        wanted = set(chosen)
        at = [i for i, row in enumerate(self.source.data["id"]) if row in wanted]
        if at != self.source.selected.indices:
            self._busy = True
            self.source.selected.indices = at
            self._busy = False

    def _wide(self, name: str) -> bool:
        values = self._view[name].to_numpy(dtype=float) if name in self._view else np.array([])
        positive = values[values > 0]
        if name in COLUMNS and COLUMNS[name].kind == "scientific":
            return len(positive) > 0
        if name in {"xi", "s1", "s2"} or len(positive) < 3 or len(positive) < 0.9 * np.isfinite(values).sum():
            return False
        return bool(positive.max() > _LOG_SPAN * positive.min())

    def _chose(self, axis: str, event: Any) -> None:
        if self._busy:
            return
        self._busy = True
        self.log[axis].value = self._wide(event.new)
        self._busy = False
        self._redraw()

    def _fill(self) -> None:
        """Put the rows into the plot, those without a value on an axis left out."""
        view, x, y = self._view, self.x.value, self.y.value
        if x not in view or y not in view:
            return
        xs, ys = (view[name].to_numpy(dtype=float) for name in (x, y))
        seen = np.isfinite(xs) & np.isfinite(ys)
        for axis, values in (("x", xs), ("y", ys)):
            if self.log[axis].value:
                seen &= values > 0
        rows = view[seen]
        bound = np.zeros(len(rows), dtype=bool)
        if "sigma" in (x, y) and "upper_bound" in rows:
            bound = np.asarray(rows["upper_bound"] == True)  # noqa: E712 - NaN where no label is known
        ids = rows.index.to_numpy()
        self._busy = True
        self.source.selected.indices = []
        self.source.data = {
            "x": xs[seen], "y": ys[seen], "id": ids, "name": rows["source_id"].to_numpy(),
            "formula": [formula_unicode(formula) for formula in rows["formula"]],
            "xi": rows["xi"].to_numpy(dtype=float), "marker": np.where(bound, "inverted_triangle", "circle"),
        }  # fmt: skip
        self._busy = False
        self.select(self._chosen)
        self.said.object = self._words(xs[seen], ys[seen], len(view) - len(rows), int(bound.sum()))

    def _words(self, xs: np.ndarray, ys: np.ndarray, missing: int, bounds: int) -> str:
        said = [f"{len(xs):,} of {len(xs) + missing:,} rows have both values.".replace(",", "\u202f")]
        if len(xs) >= 3 and np.ptp(xs) > 0 and np.ptp(ys) > 0 and self.x.value != self.y.value:
            from scipy.stats import spearmanr

            rho = f"{float(spearmanr(xs, ys).statistic):+.2f}".replace("-", "−")
            taken = f", {bounds} upper bounds (▽) taken as values" if bounds else ""
            tip = "Spearman's rank correlation: +1 where both rise together, 0 where they know nothing of each other."
            said.insert(0, f'<span title="{escape(tip)}">Rank correlation ρ = <b>{rho}</b>{taken}.</span>')
        return f'<p class="sub">{" ".join(said)} Click or lasso points to select their rows.</p>'

    def _redraw(self) -> None:
        """Make the figure anew: a scale cannot change in place."""
        if self._busy or self._view.empty:
            return
        self.source = self._new_source()
        self._fill()
        colours = COLOURS["dark" if self._dark else "light"]
        x, y = (COLUMNS[select.value] for select in (self.x, self.y))
        lasso, box, wheel, pan = LassoSelectTool(), BoxSelectTool(), WheelZoomTool(), PanTool()
        figure = bokeh_figure(
            height=292, sizing_mode="stretch_width", min_border=4, min_border_right=12, outline_line_color=None,
            x_axis_type="log" if self.log["x"].value else "linear",
            y_axis_type="log" if self.log["y"].value else "linear",
            tools=[pan, box, lasso, wheel, TapTool(), "reset"], active_drag=lasso, active_scroll=None,
            toolbar_location="right",
        )  # fmt: skip
        figure.toolbar.logo = None
        figure.toolbar.autohide = True
        dots = figure.scatter(
            "x", "y", source=self.source, marker="marker", size=8 if len(self._view) < 400 else 5,
            fill_color=colours["connected"], fill_alpha=0.55, line_color=colours["paper"], line_width=0.6,
            selection_fill_color=colours["disconnected"], selection_fill_alpha=1.0,
            selection_line_color=colours["ink"], nonselection_fill_color=colours["connected"],
            nonselection_fill_alpha=0.28, nonselection_line_color=colours["paper"],
        )  # fmt: skip
        tips = [("", "@formula  @name"), ("Ξ", "@xi{0.000}")]
        tips += [(c.plain, f"@{axis}{{{_number(c.kind)}}}") for axis, c in (("x", x), ("y", y)) if c.plain != "Ξ"]
        figure.add_tools(HoverTool(renderers=[dots], tooltips=tips))
        figure.xaxis.axis_label, figure.yaxis.axis_label = x.plain, y.plain
        style_figure(figure, dark=self._dark)
        self.pane.object = figure

    def _picked(self, indices: list[int]) -> None:
        if self._busy:
            return
        ids = self.source.data["id"]
        here = [int(ids[i]) for i in indices if i < len(ids)]
        shown = {int(i) for i in ids}
        away = [row for row in self._chosen if row not in shown]
        self._chosen = [*away, *here]
        self._on_select(self._chosen)


def _number(kind: str) -> str:
    return {"scientific": "0.0e+0", "percent": "0.00 %", "count": "0,0", "seconds": "0.0"}.get(kind, "0.000")
