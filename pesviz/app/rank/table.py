"""The table: filter, columns, selection, downloads."""

from __future__ import annotations

import io
from collections.abc import Callable
from html import escape
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import panel as pn
import panel_material_ui as pmui

from pesviz.app.rank.columns import COLUMNS, ordered, table_options
from pesviz.app.rank.filter import Filter, FilterError

TABLE_CSS = (Path(__file__).parent / "table.css").read_text("utf-8")


_CHIPS: dict[str, Any] = {
    "display": "flex", "flexWrap": "wrap", "gap": "4px 5px", "width": "100%",
    "& .MuiToggleButton-root": {
        "width": "auto", "flex": "0 0 auto", "py": "0px", "px": "9px", "fontSize": 12, "lineHeight": 1.75,
        "border": "1px solid var(--pv-line) !important", "borderRadius": "12px !important", "margin": "0 !important",
        "&.Mui-selected, &.Mui-selected:hover": {
            "color": "inherit", "borderColor": "var(--pv-accent) !important",
            "backgroundColor": "color-mix(in srgb, var(--pv-accent) 16%, transparent)",
        },
    },
}  # fmt: skip
"""Columns to choose: as many chips as fit into a line."""


class RankTable:
    """A table of results that can be filtered, sorted and selected.

    Parameters
    ----------
    on_view
        Called when other rows are let through.
    on_select
        Called when other rows are selected, with their ids.
    on_open
        Called with the id of the row whose formula was clicked.
    text_css
        Style of texts.
    """

    def __init__(
        self,
        on_view: Callable[[], None],
        on_select: Callable[[list[int]], None],
        on_open: Callable[[int], None],
        text_css: str,
    ) -> None:
        self._on_view, self._on_select, self._on_open = on_view, on_select, on_open
        self._busy = False
        self.name = "table"
        self.frame = pd.DataFrame()
        self.view = pd.DataFrame()
        self.selection: list[int] = []
        self.filter = pmui.TextInput(
            label="Filter, for example  xi > 0.25 and atoms < 50", size="small", sizing_mode="stretch_width",
            margin=0, css_classes=["pv-rank-filter"],
        )  # fmt: skip
        self.filter.param.watch(lambda _: self.refilter(), "value")
        text: dict[str, Any] = {"sizing_mode": "stretch_width", "margin": 0, "stylesheets": [text_css]}
        self.message = pn.pane.HTML("", **text)
        self.help = pn.pane.HTML(_HELP, visible=False, **text)
        self.columns = pmui.CheckButtonGroup(
            options={}, value=[], size="small", margin=0, visible=False, sizing_mode="stretch_width",
            sx=_CHIPS,
        )  # fmt: skip
        self.columns.param.watch(lambda _: self._hide(), "value")
        small: dict[str, Any] = {"size": "small", "margin": 0}
        self.help_button = pmui.IconButton(icon="help_outline", description="What a filter can say", **small)
        self.columns_button = pmui.IconButton(
            icon="view_column", description="Choose columns", css_classes=["test-columns"], **small
        )
        self.help_button.on_click(lambda _: self.help.param.update(visible=not self.help.visible))
        self.columns_button.on_click(lambda _: self.columns.param.update(visible=not self.columns.visible))
        self.downloads = [
            pmui.FileDownload(
                callback=getattr(self, f"_{kind}"), auto=True, label=kind.upper(), filename=f"table.{kind}",
                variant="text", size="small", margin=0, width=86, css_classes=[f"test-{kind}"],
                description=f"Download the rows that the filter lets through, all columns, as {kind.upper()}",
            )
            for kind in ("csv", "json")
        ]  # fmt: skip
        self.tabulator: pn.widgets.Tabulator | None = None
        self.holder = pn.Column(sizing_mode="stretch_both", margin=0, css_classes=["pv-rank-table"])
        self.controls = [self.filter, self.help_button, self.columns_button, *self.downloads]

    def show(self, frame: pd.DataFrame, name: str) -> None:
        """Show other rows; filter, columns and selection stay where they can."""
        self.name = name
        for button in self.downloads:
            button.filename = f"{name}{Path(button.filename).suffix}"
        fresh = self.tabulator is None or ordered(frame) != ordered(self.frame)
        self.frame = frame
        if fresh:
            self._offer_columns()
        self.view = self._filtered()
        self.selection = [row for row in self.selection if row in frame.index]
        if fresh:
            self._build()
        else:
            self._put()
        self._on_view()

    def _offer_columns(self) -> None:
        names = [name for name in COLUMNS if name in self.frame]
        failed = "status" in self.frame and (self.frame["status"] != "done").any()
        with_values = {name for name in self.frame if self.frame[name].notna().any()}
        empty = {n for n in names if COLUMNS[n].numeric and not {n, f"{n}_estimate"} & with_values}
        visible = [
            name
            for name in names
            if COLUMNS[name].visible and name not in empty and (name != "status" or failed)
        ]  # fmt: skip
        self._busy = True
        self.columns.param.update(options={COLUMNS[name].plain: name for name in names}, value=visible)
        self._busy = False

    def _build(self) -> None:
        value = self.view[ordered(self.frame)]
        table = pn.widgets.Tabulator(
            value,
            pagination="remote",
            page_size=None,
            initial_page_size=25,
            show_index=False,
            selectable="checkbox-single",
            disabled=True,
            layout="fit_data_table",
            hidden_columns=self._hidden(),
            sorters=[{"field": "xi", "dir": "desc"}],
            frozen_columns=[name for name in ("formula",) if name in value],
            sizing_mode="stretch_both",
            margin=0,
            row_height=29,
            stylesheets=[TABLE_CSS],
            configuration={
                "columnDefaults": {"headerSortTristate": True},
                "placeholder": "No row matches the filter",
            },
            **table_options(list(value.columns)),
        )
        table.param.watch(lambda _: self._selected(), "selection")
        table.on_click(self._handle_click)
        self.tabulator = table
        self._select(self.selection)
        self.holder[:] = [table]

    def _hidden(self) -> list[str]:
        return [name for name in ordered(self.frame) if name not in self.columns.value]

    def _hide(self) -> None:
        if not self._busy and self.tabulator is not None:
            self.tabulator.hidden_columns = self._hidden()

    # -- filter -------------------------------------------------------------------------------------------------

    def refilter(self) -> None:
        """Let the rows through that the filter names; where it cannot be read, say so and change nothing."""
        before = self.view
        self.view = self._filtered()
        if self.tabulator is not None and self.view is not before:
            self._put()
            self._on_view()

    def _filtered(self) -> pd.DataFrame:
        try:
            rows = Filter(self.filter.value or "").rows(self.frame)
        except FilterError as error:
            self.filter.error_state = True
            self.message.object = (
                f'<p class="bad" role="alert"><b>{escape(error.problem)}</b> {escape(error.remedy)}</p>'
            )
            return self.view if set(self.view.index) <= set(self.frame.index) else self.frame
        self.filter.error_state = False
        view = self.frame if rows.all() else self.frame[rows]
        self.message.object = self._count(len(view))
        return view

    def _count(self, count: int) -> str:
        total = len(self.frame)
        if count == total:
            return ""
        return f'<p class="sub rows" role="status">{count:,} of {total:,} rows</p>'.replace(",", "\u202f")

    def _put(self) -> None:
        table = self.tabulator
        if table is None:
            return
        self._busy = True
        with pn.io.hold():
            table.page = 1 if table.page > 1 and len(self.view) <= (table.page_size or 25) else table.page
            table.value = self.view[ordered(self.frame)]
        self._busy = False
        self._select(self.selection)

    # -- selection ----------------------------------------------------------------------------------------------

    def _selected(self) -> None:
        if self._busy or self.tabulator is None:
            return
        here = [int(self.view.index[i]) for i in self.tabulator.selection if i < len(self.view)]
        away = [row for row in self.selection if row not in self.view.index]
        self.selection = [*away, *here]
        self._on_select(self.selection)

    def select(self, rows: list[int]) -> None:
        """Select rows by their ids, as if by hand."""
        self.selection = list(rows)
        self._select(rows)
        self._on_select(self.selection)

    def _select(self, rows: list[int]) -> None:
        if self.tabulator is None:
            return
        at = self.view.index.get_indexer(rows)
        self._busy = True
        self.tabulator.selection = [int(i) for i in at if i >= 0]
        self._busy = False

    def _handle_click(self, event: Any) -> None:
        if self.tabulator is None or event.row is None:
            return
        row = self.tabulator.value.index[event.row]
        if event.column == "formula":
            self._on_open(int(row))

    # -- downloads ----------------------------------------------------------------------------------------------

    def _csv(self) -> io.BytesIO:
        return io.BytesIO(self.view.drop(columns=["id"], errors="ignore").to_csv(index_label="id").encode())

    def _json(self) -> io.BytesIO:
        rows = self.view.assign(id=self.view.index).replace([np.inf, -np.inf], np.nan)
        return io.BytesIO(rows.to_json(orient="records", indent=1, force_ascii=False).encode())


_HELP = """<div class="help"><p>A filter compares columns with numbers and texts, joined by <code>and</code>,
<code>or</code>, <code>not</code>:</p><ul>
<li><code>xi &gt; 0.25 and atoms &lt; 50</code></li>
<li><code>0.1 &lt; mpe &lt;= 0.4 and potential == "chgnet"</code></li>
<li><code>has("Li", "S") and not has("P")</code> – elements of the formula</li>
<li><code>known(sigma) and log10(sigma) &gt; -4</code> – where it was measured</li>
<li><code>"LISICON" in group or status == "failed"</code></li>
<li><code>mpe &lt; 1 or mpe_estimate &lt; 1</code> – predicted values are columns of their own</li></ul>
<p>Columns: xi s1 s2 mpe e1d e2d e3d fv_conn fv_disc atoms time points potential formula name mobile status; predicted
above the limit of a scan xi_estimate mpe_estimate e1d_estimate e2d_estimate e3d_estimate; with
labels sigma, upper_bound, family; with realisations median, spread, typical; with several potentials mean,
disagreement; with molecular dynamics sigma_300, E_A.</p></div>"""
