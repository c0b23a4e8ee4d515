"""Scatter plot of any two columns, linked with the table."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from html import escape
from typing import Any

import numpy as np
import pandas as pd
import panel as pn
import panel_material_ui as pmui

from pesviz.app.controls.live_figure import LiveFigure
from pesviz.app.rank.columns import COLUMNS
from pesviz.figures.column_scatter import ColumnAxis, column_scatter
from pesviz.figures.point_links import PointSelection
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
        self._selection: list[int] = []
        self._figure: LiveFigure | None = None
        self.points: PointSelection | None = None
        small: dict[str, Any] = {"size": "small", "margin": 0, "sizing_mode": "stretch_width"}
        self.x = pmui.Select(label="x axis", options={"Ξ": "xi"}, value="xi", css_classes=["test-x"], **small)
        self.y = pmui.Select(
            label="y axis", options={"MPE (eV)": "mpe"}, value="mpe", css_classes=["test-y"], **small
        )
        self.log = {axis: pmui.Checkbox(label="log", value=False, size="small", margin=0) for axis in ("x", "y")}
        self.pane = pn.pane.Bokeh(None, sizing_mode="stretch_width", margin=0)
        self.message = pn.pane.HTML("", sizing_mode="stretch_width", margin=0, stylesheets=[text_css])
        for axis, select in (("x", self.x), ("y", self.y)):
            select.param.watch(partial(self._set_axis, axis), "value")
            self.log[axis].param.watch(lambda _: self._redraw(), "value")
        self.controls = [self.x, self.log["x"], self.y, self.log["y"]]

    def show(self, view: pd.DataFrame, selection: list[int]) -> None:
        """Show other rows."""
        options = {c.plain: name for name, c in COLUMNS.items() if c.numeric and name in view}
        usable = {name for name in options.values() if view[name].notna().any()}
        options = {plain: name for plain, name in options.items() if name in usable} or {"Ξ": "xi"}
        first = self._view.empty
        self._view, self._selection = view, list(selection)
        if options != self.x.options:
            y = self.y.value if not first and self.y.value in usable else "sigma" if "sigma" in usable else "mpe"
            self._busy = True
            self.x.param.update(options=options, value=self.x.value if self.x.value in usable else "xi")
            self.y.param.update(options=options, value=y if y in usable else next(iter(options.values())))
            for axis, select in (("x", self.x), ("y", self.y)):
                self.log[axis].value = self._spans_decades(select.value)
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

    def select(self, selection: list[int]) -> None:
        """Mark the selected rows."""
        self._selection = list(selection)
        if self.points is not None:
            self.points.select(selection)

    def _spans_decades(self, name: str) -> bool:
        values = self._view[name].to_numpy(dtype=float) if name in self._view else np.array([])
        positive = values[values > 0]
        if name in COLUMNS and COLUMNS[name].kind == "scientific":
            return len(positive) > 0
        if name in {"xi", "s1", "s2"} or len(positive) < 3 or len(positive) < 0.9 * np.isfinite(values).sum():
            return False
        return bool(positive.max() > _LOG_SPAN * positive.min())

    def _set_axis(self, axis: str, event: Any) -> None:
        if self._busy:
            return
        self._busy = True
        self.log[axis].value = self._spans_decades(event.new)
        self._busy = False
        self._redraw()

    def _rows(self) -> pd.DataFrame:
        """Return the points: rows with values on both axes."""
        view = self._view
        values = {axis: view[select.value].to_numpy(dtype=float) for axis, select in (("x", self.x), ("y", self.y))}
        usable = np.ones(len(view), dtype=bool)
        for axis, numbers in values.items():
            usable &= np.isfinite(numbers) & ((numbers > 0) | (not self.log[axis].value))
        rows = view[usable]
        bound = np.zeros(len(rows), dtype=bool)
        if "sigma" in (self.x.value, self.y.value) and "upper_bound" in rows:
            bound = np.asarray(rows["upper_bound"] == True)  # noqa: E712 - NaN where no label is known
        return pd.DataFrame(
            {
                "x": values["x"][usable], "y": values["y"][usable], "id": rows.index.to_numpy(),
                "name": rows["source_id"].to_numpy(), "bound": bound, "score": rows["xi"].to_numpy(dtype=float),
                "formula": [formula_unicode(formula) for formula in rows["formula"]],
            }
        )  # fmt: skip

    def _fill(self) -> None:
        """Put the rows into the plot; those without a value on an axis are left out."""
        if self.x.value not in self._view or self.y.value not in self._view or self._figure is None:
            return
        points = self._rows()
        if not points.equals(self._figure.arguments["points"]):  # a zoom lasts as long as the points stay
            if self.points is not None:
                self.points.select([])
            self._figure.update(points=points)
        self.select(self._selection)
        self.message.object = self._summary(points)

    def _summary(self, points: pd.DataFrame) -> str:
        count, bounds = len(points), int(points["bound"].sum())
        sentences = [f"{count:,} of {len(self._view):,} rows have both values.".replace(",", "\u202f")]
        spread = count >= 3 and np.ptp(points["x"]) > 0 and np.ptp(points["y"]) > 0
        if spread and self.x.value != self.y.value:
            from scipy.stats import spearmanr

            rho = f"{float(spearmanr(points['x'], points['y']).statistic):+.2f}".replace("-", "−")
            note = f", {bounds} upper bounds (▽) used as values" if bounds else ""
            tip = "Spearman's rank correlation: +1 where both rise together, 0 where they are independent."
            sentences.insert(0, f'<span title="{escape(tip)}">Rank correlation ρ = <b>{rho}</b>{note}.</span>')
        return f'<p class="sub">{" ".join(sentences)} Click or lasso points to select their rows.</p>'

    def _redraw(self) -> None:
        """Make the figure anew: a scale cannot change in place."""
        if self._busy or self._view.empty:
            return
        axes = {
            axis: ColumnAxis(column.plain, log=bool(self.log[axis].value), number=_number(column.kind))
            for axis, column in (("x", COLUMNS[self.x.value]), ("y", COLUMNS[self.y.value]))
        }
        self._figure = LiveFigure(column_scatter, points=self._rows(), **axes, dark=self._dark)
        self.points = PointSelection(self._figure.figure, "id", self._select_rows)
        self._fill()
        self.pane.object = self._figure.figure

    def _select_rows(self, rows: list[Any]) -> None:
        """Hand over the rows that were selected; those without a point stay selected."""
        points = set(self.points.items) if self.points is not None else set()
        self._selection = [row for row in self._selection if row not in points] + [int(row) for row in rows]
        self._on_select(self._selection)


def _number(kind: str) -> str:
    return {"scientific": "0.0e+0", "percent": "0.00 %", "count": "0,0", "seconds": "0.0"}.get(kind, "0.000")
