"""The tables: scores of descriptors, and the structures that were scored; both sort, select and download."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import panel as pn
import panel_material_ui as pmui
from bokeh.models.widgets.tables import HTMLTemplateFormatter

from pesviz.app.evaluate.texts import SCORE_TERMS, places
from pesviz.app.rank.table import TABLE_CSS
from pesviz.presentation.javascript import call
from pesviz.presentation.terms import TERMS
from pesviz.ranking.evaluation import Evaluation

_KNOWN = "<% if (value === null || value === undefined || (typeof value === 'number' && isNaN(value))) { %>"
_NONE = "<span class='none' title='unknown'>–</span>"
SCORE_CSS = (Path(__file__).parent / "table.css").read_text("utf-8")


def _template(body: str) -> HTMLTemplateFormatter:
    return HTMLTemplateFormatter(template=f"{_KNOWN}{_NONE}<% }} else {{ %>{body}<% }} %>")


_SHORT = (
    "<span title=\"<%- value %>\"><%= _.escape(value).replace(/FV (conn|disc)ected/, 'FV<sub>$1</sub>')"
    ".replace(' away from the site and its images', ' off all sites').replace(' away from the site', ' off the site')"
    ".replace(/E_(.D)/, 'E<sub>$1</sub>') %></span>"
)
"""Names of descriptors, short; the whole name by pointer."""


def _minus(body: str) -> str:
    return f"({body}).replace('-', '−')"


def _interval(name: str, low: float, high: float) -> HTMLTemplateFormatter:
    """Return a cell with the number, its interval and its median on an axis from `low` to `high`."""
    span = high - low

    def at(column: str) -> str:
        return f"Math.max(0, Math.min(100, 100 * ({column} - {low}) / {span}))"

    left, right = at(f"{name}_16"), at(f"{name}_84")
    return _template(
        f"<span class='iv' title='<%= {name}_16.toFixed(3) %> to <%= {name}_84.toFixed(3) %>, median "
        f"<%= {name}_50.toFixed(3) %>'><b><%= {_minus('value.toFixed(2)')} %></b><s><i style='left:<%= {left} %>%;"
        f"width:<%= Math.max(1, {right} - {left}) %>%'></i><u style='left:<%= {at(f'{name}_50')} %>%'></u></s></span>"
    )


class Table:
    """A table whose rows can be clicked.

    Parameters
    ----------
    on_click
        Called with the index of the row that was clicked.
    name
        For the names of downloads.
    height
        px.
    narrowest
        Width below which no column is squeezed; the table scrolls then, px.
    """

    def __init__(self, on_click: Callable[[str], None], name: str, height: int, narrowest: int) -> None:
        self._on_click, self._height, self._narrowest = on_click, height, narrowest
        self._columns: tuple[str, ...] = ()
        self.data = pd.DataFrame()
        self.tabulator: pn.widgets.Tabulator | None = None
        self.download = pmui.FileDownload(
            callback=self._csv, auto=True, label="CSV", filename=f"{name}.csv", variant="text", size="small",
            margin=0, width=86, description="Download all rows and all columns as CSV",
        )  # fmt: skip
        self.holder = pn.Column(sizing_mode="stretch_width", margin=0)

    def show(self, frame: pd.DataFrame, full: pd.DataFrame, hidden: list[str], columns: dict[str, Any]) -> None:
        """Show other rows."""
        self.data = full
        key = tuple(frame.columns)
        if self.tabulator is not None and key == self._columns:
            self.tabulator.value = frame
            self.tabulator.param.update(titles=columns["titles"])
            return
        self._columns = key
        table = pn.widgets.Tabulator(
            frame, pagination=None, show_index=False, selectable=1, disabled=True, layout="fit_columns",
            hidden_columns=hidden, height=self._height, sizing_mode="stretch_width", margin=0, row_height=29,
            stylesheets=[TABLE_CSS, SCORE_CSS],
            configuration={"columnDefaults": {"headerSortTristate": True, "minWidth": self._narrowest},
                           "placeholder": "Nothing here"},
            **columns,
        )  # fmt: skip
        table.on_click(self._handle_click)
        self.tabulator = table
        self.holder[:] = [table]

    def mark(self, key: str | None) -> None:
        """Mark a row as chosen."""
        if self.tabulator is not None:
            rows = list(self.tabulator.value.index)
            self.tabulator.selection = [rows.index(key)] if key in rows else []

    def _handle_click(self, event: Any) -> None:
        if self.tabulator is not None and event.row is not None:
            self._on_click(str(self.tabulator.value.index[event.row]))

    def _csv(self) -> io.BytesIO:
        return io.BytesIO(self.data.to_csv().encode())


def show_scores(table: Table, evaluation: Evaluation) -> None:
    """Put the scores of all descriptors into a table, best first."""
    scores = evaluation.scores
    parts = [f"{name}_{p}" for name in ("auc", "ap", "kendall") for p in (16, 50, 84)]
    frame = scores[["title", "auc", "ap", "spearman", "kendall", *parts]]
    top = 1.0 if evaluation.normalised else evaluation.max_fpr
    signed = f"<%= {_minus('value.toFixed(2)')} %>"
    table.show(
        frame, scores, parts,
        {
            "titles": {"title": "Descriptor", "auc": "pAUC", "ap": f"AP@{evaluation.k}", "spearman": "ρ",
                       "kendall": "τ<sub>b</sub>"},
            "formatters": {"title": _template(_SHORT),
                           "auc": _interval("auc", 0.0, top), "ap": _interval("ap", 0.0, 1.0),
                           "kendall": _interval("kendall", -1.0, 1.0), "spearman": _template(signed)},
            "widths": {"title": "34%", "spearman": 58},
            "text_align": {"spearman": "right"},
            "header_align": {"spearman": "right"},
            "header_tooltips": {"title": "Click a row to see it against the conductivity above.",
                                "auc": SCORE_TERMS["pauc"], "ap": SCORE_TERMS["ap"],
                                "spearman": SCORE_TERMS["spearman"], "kendall": SCORE_TERMS["kendall"]},
        },
    )  # fmt: skip


def show_structures(table: Table, evaluation: Evaluation, descriptor: str) -> None:
    """Put the labelled structures into a table, those first that a descriptor places worst."""
    joined = evaluation.joined
    models = [c for c in joined if c.startswith("model_")]
    fixed = [c for c in ("xi", "xi_calibrated", "mpe", "fv_conn_0p5", "fv_disc_0p5", *models) if c in joined]
    extra = [] if descriptor in fixed else [descriptor]
    off = places(evaluation, descriptor)["off"]
    joined = joined.copy()  # one block: its columns came one by one
    frame = joined.assign(key=joined.index, off=off, chosen=joined[descriptor] if extra else np.nan)
    energies = joined["e_a"].notna().any()
    names = [
        "formula", "key", "off", "sigma", *(["e_a"] if energies else []), "good", "chosen", *fixed, "group",
        "upper_bound", "bad",
    ]  # fmt: skip
    order = np.lexsort((joined.index.to_numpy(dtype=str), -off.abs().to_numpy()))
    frame = frame.iloc[order][names].replace([np.inf, -np.inf], np.nan)
    hidden = ["upper_bound", "bad", *([] if extra else ["chosen"])]
    title = str(evaluation.scores.at[descriptor, "title"])
    volume = "<%= value.toPrecision(3) %>"
    three = "<%= value.toFixed(3) %>"
    titles = {
        "formula": "Formula", "key": "Id", "off": "Off by", "sigma": "σ<small> S/cm</small>",
        "e_a": "E<sub>A</sub><small> eV</small>", "good": "Good · bad", "chosen": title, "xi": "Ξ",
        "xi_calibrated": "Ξ, own", "mpe": "MPE<small> eV</small>", "fv_conn_0p5": "FV<sub>conn</sub>",
        "fv_disc_0p5": "FV<sub>disc</sub>", "group": "Family", **{m: m.removeprefix("model_") for m in models},
    }  # fmt: skip
    formatters = {
        "formula": _template(f"<b><%= {call('format.formula', '_.escape(value)')} %></b>"),
        "key": _template("<%- value %>"),
        "off": _template(f"<%= (value > 0 ? '+' : '') + {_minus('String(Math.round(value * 2) / 2)')} %>"),
        "sigma": _template(f"<%= {call('format.conductivity', 'value', 'upper_bound')} %>"),
        "e_a": _template("<%= value.toFixed(2) %>"),
        "good": _template(
            "<span class='gb' title='weight as good <%= value.toFixed(2) %>, as bad <%= bad.toFixed(2) %>'>"
            "<i style='width:<%= 100 * value %>%'></i><u style='width:<%= 100 * bad %>%'></u></span>"
        ),
        "chosen": _template(volume), "group": _template("<span title=\"<%- value %>\"><%- value %></span>"),
        **{c: _template(volume if c.startswith("fv_") else three) for c in fixed},
    }  # fmt: skip
    numeric = [c for c in names if c not in {"formula", "key", "group", "good"}]
    table.show(
        frame, joined.assign(off=off), hidden,
        {
            "titles": titles,
            "formatters": {name: formatters[name] for name in names if name in formatters},
            "text_align": dict.fromkeys(numeric, "right"),
            "header_align": dict.fromkeys(numeric, "right"),
            "header_tooltips": {
                "off": f"How many places too high (+) or too low (−) {title} puts it, against the order of σ.",
                "sigma": f"Conductivity of the label at {evaluation.labels.temperature:g} K; “<” for upper bounds.",
                "good": SCORE_TERMS["weight"], "xi": TERMS["xi"], "mpe": TERMS["mpe"], "key": "Id of the label.",
                "fv_conn_0p5": f"At 0.5 eV. {SCORE_TERMS['fv']}", "fv_disc_0p5": f"At 0.5 eV. {SCORE_TERMS['fv']}",
                **dict.fromkeys(models, "Probability of a good conductor by the model that was applied."),
            },
        },
    )  # fmt: skip
