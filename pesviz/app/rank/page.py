"""The page "Rank": which structures conduct best? A table of many results, and what it shows."""

from __future__ import annotations

from html import escape
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import panel as pn
import panel_material_ui as pmui

from pesviz.app import store
from pesviz.app.document import with_lock
from pesviz.app.dynamics.runs import System
from pesviz.app.page_context import PageContext
from pesviz.app.polling import Poll
from pesviz.app.rank.compare import Compare
from pesviz.app.rank.curves import MOST, CurvesView, Line
from pesviz.app.rank.dynamics import with_dynamics
from pesviz.app.rank.progress import progress_line
from pesviz.app.rank.scatter import Scatter
from pesviz.app.rank.source import GALLERY, Source, gallery_source, open_source, sources
from pesviz.app.rank.table import RankTable
from pesviz.errors import PesvizError
from pesviz.landscape import Landscape
from pesviz.screening.progress import CampaignProgress

_HERE = Path(__file__).parent
LAYOUT_CSS = (_HERE / "layout.css").read_text("utf-8")
TEXT_CSS = (_HERE.parent / "text.css").read_text("utf-8") + (_HERE / "text.css").read_text("utf-8")
POLL_MS = 1000


class RankPage:
    """Ranked results."""

    def __init__(self, context: PageContext, dark: bool) -> None:
        self._context = context
        self._poll = Poll(self.poll, POLL_MS)
        self._revision: Any = None
        self._pair: tuple[int, int] | None = None
        self.source: Source | None = None
        text: dict[str, Any] = {"sizing_mode": "stretch_width", "margin": 0, "stylesheets": [TEXT_CSS]}
        self.title, self.progress, self.error, self.selected = (pn.pane.HTML("", **text) for _ in range(4))
        self.title.css_classes = ["pv-rank-title"]
        self.table = RankTable(self._show_view, self._on_selection, self.open, TEXT_CSS)
        self.scatter = Scatter(self._select_rows, TEXT_CSS, dark=dark)
        self.curves = CurvesView(TEXT_CSS, dark=dark)
        self.compare = Compare(self.leave_compare, self._open_side, TEXT_CSS, LAYOUT_CSS, dark=dark)
        self.choice = pmui.Select(
            label="Results", options={}, size="small", width=210, margin=0, css_classes=["test-results"]
        )
        self.choice.param.watch(lambda event: self.choose(event.new), "value")
        self.open_button = pmui.Button(
            label="Open in 3-D", icon="view_in_ar", variant="outlined", size="small", margin=0
        )
        self.open_button.on_click(lambda _: self.open(self.table.selection[-1]) if self.table.selection else None)
        self.compare_button = pmui.Button(
            label="Compare two",
            icon="compare",
            variant="contained",
            size="small",
            margin=0,
            css_classes=["test-compare"],
        )
        self.compare_button.on_click(lambda _: self.enter_compare())
        self.md_button = pmui.Button(
            label="Dynamics", icon="timeline", variant="outlined", size="small", margin=0,
            description="Start molecular dynamics of the selected rows on the page Dynamics",
        )  # fmt: skip
        self.md_button.on_click(lambda _: self.simulate())
        self.clear_button = pmui.IconButton(icon="close", description="Clear the selection", size="small", margin=0)
        self.clear_button.on_click(lambda _: self.table.select([]))
        self.medians = pmui.Checkbox(
            label="One row a structure", value=False, visible=False, size="small", margin=0,
            description="Of each disordered structure only the realisation whose Ξ is nearest to the median",
        )  # fmt: skip
        self.medians.param.watch(lambda _: self._tabulate(), "value")
        self._rows = pd.DataFrame()
        self._systems: tuple[System, ...] = ()
        self._runs_state: Any = None
        self._find_runs()
        self.layout = self._arrange()
        self._offer()

    def _arrange(self) -> pn.viewable.Viewable:
        def box(kind: type, name: str, *parts: Any, mode: str = "stretch_width") -> Any:
            return kind(*parts, css_classes=[name], stylesheets=[LAYOUT_CSS], margin=0, sizing_mode=mode)

        def heading(words: str) -> pn.pane.HTML:
            return pn.pane.HTML(
                f"<h2>{words}</h2>", margin=(0, 0, 6, 0), sizing_mode="stretch_width", stylesheets=[TEXT_CSS]
            )

        table = self.table
        main = box(
            pn.Column, "pv-rank-main",
            box(pn.Row, "pv-rank-top", self.title, self.choice),
            self.progress, self.error,
            box(pn.Row, "pv-rank-bar", *table.controls),
            self.medians, table.message, table.help, table.columns, table.holder,
            mode="stretch_both",
        )  # fmt: skip
        plots = box(
            pn.Column, "pv-rank-plots",
            heading("Scatter plot"),
            box(pn.Row, "pv-rank-axes", *self.scatter.controls),
            self.scatter.pane, self.scatter.message,
            pn.Spacer(height=12),
            self.selected,
            box(pn.Row, "pv-rank-actions", self.compare_button, self.open_button, self.md_button,
                self.clear_button),
            self.curves.layout,
            mode="stretch_both",
        )  # fmt: skip
        self.work = box(pn.Row, "pv-rank-work", main, plots, mode="stretch_both")
        return box(pn.Column, "pv-rank", self.work, mode="stretch_both")

    # -- the page's duties --------------------------------------------------------------------------------------

    def colour(self, *, dark: bool) -> None:
        """Use light or dark colours."""
        self.scatter.colour(dark=dark)
        self.curves.colour(dark=dark)
        self.compare.colour(dark=dark)

    def enter(self) -> None:
        """Follow the campaign while the page is shown; runs may have ended meanwhile."""
        self._find_runs()
        self._offer()
        self.poll()
        self._poll.start()

    def leave(self) -> None:
        """Stop looking."""
        self._poll.stop()

    def _find_runs(self) -> None:
        """Look for runs of molecular dynamics; where others are there, or they are analysed otherwise, read anew."""
        shared = self._context.shared
        self._systems = shared.all_systems(self._context.server.results)
        state = (tuple(system.key for system in self._systems), shared.settings, repr(shared.overrides))
        if state != self._runs_state:
            self._runs_state, self._revision = state, None

    # -- what is ranked -----------------------------------------------------------------------------------------

    def _offer(self) -> None:
        folders = sources(self._context.server.results)
        options = {**{title: str(folder) for title, folder in folders.items()}, "Gallery": GALLERY}
        if options != self.choice.options:
            value = self.choice.value if self.choice.value in options.values() else next(iter(options.values()))
            self.choice.param.update(options=options, value=value)
        self.choice.visible = len(options) > 1
        if self.source is None:
            self.choose(self.choice.value)

    def choose(self, key: str) -> None:
        """Rank other results."""
        folders = {str(folder): folder for folder in sources(self._context.server.results).values()}
        if key != GALLERY and key not in folders:
            return
        self.error.object = ""
        self._revision, self.table.selection = None, []
        try:
            served = self._context.server.results
            self.source = gallery_source() if key == GALLERY else open_source(folders[key], served)
        except PesvizError as error:
            self._fail(error)
            return
        self.table.filter.value = ""
        self.poll()
        self._on_selection([])

    def poll(self) -> None:
        """Read what is new, if anything is."""
        source = self.source
        if source is None:
            return
        try:
            revision = source.revision
            if revision != self._revision or self._revision is None:
                self._rows = with_dynamics(source.table(), self._systems, self._context.shared)
                self._revision = revision
                self._tabulate()
                self._headline()
            self._show_progress(source.progress())
        except PesvizError as error:
            self._fail(error)

    def _tabulate(self) -> None:
        """Give the table the rows, of disordered structures one each where a person wants it so."""
        rows, source = self._rows, self.source
        self.medians.visible = "typical" in rows
        if "typical" in rows and self.medians.value:
            rows = rows[rows["typical"].astype(bool)]
        if source is not None:
            self.table.show(rows, source.title.replace(" ", "-"))

    def _headline(self) -> None:
        source, frame = self.source, self._rows
        if source is None:
            return
        n_results = int((frame["status"] == "done").sum())
        counts = {"results": n_results} | {s: int((frame["status"] == s).sum()) for s in ("stopped", "failed")}
        parts = [f"{n:,} {word}".replace(",", "\u202f") for word, n in counts.items() if n or word == "results"]
        potentials = [name for name in frame["potential"].unique() if name]
        parts.append(", ".join(escape(name) for name in potentials[:4]))
        if "sigma" in frame:
            n_labels = int((frame["sigma"].notna() & (frame["status"] == "done")).sum())
            kelvin = {f"{t:g} K" for t in frame["label_temperature"].dropna()} if "label_temperature" in frame else ()
            parts += [
                f"{n_labels} with a known conductivity" + (f" at {next(iter(kelvin))}" if len(kelvin) == 1 else "")
            ]
        how = ""
        if self._context.server.results is None:
            how = (
                '<p class="sub">To rank your own structures: <code>pesviz screen FOLDER --out DIR</code>, then '
                "<code>pesviz serve DIR</code>. Until then the precomputed gallery stands here.</p>"
            )
        self.title.object = (
            f'<h1>{escape(source.title)}</h1><p class="sub">{" · ".join(s for s in parts if s)}</p>'
            f"{f'<p class=sub>{source.agreement}</p>' if source.agreement else ''}{how}"
        )

    def _show_progress(self, progress: CampaignProgress | None) -> None:
        html = progress_line(progress)
        if html != self.progress.object:
            self.progress.object = html

    def _fail(self, error: PesvizError) -> None:
        self.error.object = f'<p class="bad" role="alert"><b>{escape(error.problem)}</b> {escape(error.remedy)}</p>'

    # -- table, plot and selection ------------------------------------------------------------------------------

    def _show_view(self) -> None:
        with_lock(self.scatter.show, self.table.view, self.table.selection)

    def _select_rows(self, rows: list[int]) -> None:
        with_lock(self.table.select, rows)

    def _on_selection(self, rows: list[int]) -> None:
        with_lock(self._show_selection, rows)

    def _show_selection(self, rows: list[int]) -> None:
        self.error.object = ""
        self.scatter.select(rows)
        count = len(rows)
        self.selected.object = f"<h2>Free volumes{f' of {count} selected' if count else ' of selected rows'}</h2>"
        for button in (self.compare_button, self.open_button, self.md_button, self.clear_button):
            button.visible = count > 0
        self.compare_button.disabled = count < 2
        self.compare_button.label = "Compare two" if count <= 2 else "Compare last two"
        lines, missing = [], 0
        for row in rows[-MOST:]:
            line = self._line(row)
            if line is None:
                missing += 1
            else:
                lines.append(line)
        notes = []
        if count > MOST:
            notes.append(f"The last {MOST} of {count} selected rows.")
        if missing:
            notes.append(f"{missing} without fields (failed, skipped or stopped).")
        self.curves.show(lines, " ".join(notes))

    def _line(self, row: int) -> Line | None:
        if self.source is None:
            return None
        try:
            landscape = store.open_result(self.source.file(row))
        except PesvizError:
            return None
        frame = self.table.frame
        name = str(frame.at[row, "source_id"]) if row in frame.index else ""
        if self.source.agreement:  # several potentials: one structure may be drawn twice
            name += f" · {landscape.pes.potential.get('name', '')}"
        mpe = landscape.mpe if np.isfinite(landscape.mpe) else None
        xi = landscape.xi if np.isfinite(landscape.xi) else None
        return Line(landscape.pes.crystal.formula, name, xi, mpe, store.curves(landscape))

    # -- 3-D ----------------------------------------------------------------------------------------------------

    def open(self, row: int) -> None:
        """Open a row in the explorer, or say why that cannot be."""
        landscape = self._landscape(row)
        if landscape is not None and self.source is not None:
            self._context.show(landscape, self.source.address(row))

    def simulate(self) -> None:
        """Hand the selected rows to the page "Dynamics", for runs."""
        landscapes = [landscape for row in self.table.selection if (landscape := self._landscape(row)) is not None]
        if landscapes and not self.error.object:
            self._context.shared.crystals = tuple(landscape.pes.crystal for landscape in landscapes)
            self._context.go("dynamics")

    def _landscape(self, row: int) -> Landscape | None:
        self.error.object = ""
        try:
            return store.open_result(self.source.file(row)) if self.source is not None else None
        except PesvizError as error:
            self._fail(error)
            return None

    def enter_compare(self) -> None:
        """Show the last two selected rows side by side."""
        if len(self.table.selection) < 2:
            return
        left, right = self.table.selection[-2:]
        both = self._landscape(left), self._landscape(right)
        if both[0] is None or both[1] is None:
            return
        self._pair = (left, right)
        names = [str(self.table.frame.at[row, "source_id"]) for row in self._pair]
        self.compare.show((both[0], both[1]), (names[0], names[1]))
        if self.compare.layout not in self.layout:
            self.layout.append(self.compare.layout)
        self._away(self.work, away=True)
        self._away(self.compare.layout, away=False)

    def leave_compare(self) -> None:
        """Go back to the table."""
        self._away(self.compare.layout, away=True)
        self._away(self.work, away=False)

    @staticmethod
    def _away(part: pn.viewable.Viewable, *, away: bool) -> None:
        classes = [name for name in part.css_classes if name != "pv-rank-away"]
        part.css_classes = [*classes, "pv-rank-away"] if away else classes

    def _open_side(self, side: int) -> None:
        if self._pair is not None:
            self.open(self._pair[side])
