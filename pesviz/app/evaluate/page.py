"""The page "Evaluate": does the ranking work? Scores against known conductivities, with errors."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import panel as pn
import panel_material_ui as pmui

from pesviz.app.document import with_lock
from pesviz.app.evaluate import texts
from pesviz.app.evaluate.fits import Fits
from pesviz.app.evaluate.form import EvaluateForm
from pesviz.app.evaluate.preview import Preview, file_of
from pesviz.app.evaluate.run import Run
from pesviz.app.evaluate.table import Table, show_scores, show_structures
from pesviz.app.evaluate_worker import ABOUT, OWN
from pesviz.app.jobs import JobSpec
from pesviz.app.page_context import PageContext
from pesviz.errors import PesvizError
from pesviz.figures.backends import to_bokeh
from pesviz.figures.evaluation_scatter import Quantity, scatter_figure
from pesviz.figures.evaluation_scores import scores_figure
from pesviz.figures.point_links import PointSelection, on_click
from pesviz.ranking.evaluation import Evaluation
from pesviz.ranking.features import descriptor_title
from pesviz.ranking.store import open_evaluation

_HERE = Path(__file__).parent
LAYOUT_CSS = (_HERE / "layout.css").read_text("utf-8")
TEXT_CSS = (_HERE.parent / "text.css").read_text("utf-8") + (_HERE / "text.css").read_text("utf-8")
FIRST = "fv_conn_0p5"
"""Descriptor of the scatter plot at first, as in the paper's Figs. 7 and 8."""
QUANTITIES: dict[str, Quantity] = {"σ": "sigma", "E_A": "e_a"}


class EvaluatePage:
    """Scores of descriptors against labels."""

    def __init__(self, context: PageContext, dark: bool) -> None:
        self._context, self._dark = context, dark
        self._busy = False
        self.points: PointSelection | None = None
        self.evaluation: Evaluation | None = None
        self.about: dict[str, Any] = {}
        self.selection: str | None = None
        text: dict[str, Any] = {"sizing_mode": "stretch_width", "margin": 0, "stylesheets": [TEXT_CSS]}
        self.form = EvaluateForm(context, self.evaluate, self._fail, TEXT_CSS)
        self.run = Run(context, self._arrived, self._fail, TEXT_CSS)
        self.fits = Fits(context, TEXT_CSS, LAYOUT_CSS, dark=dark)
        self.title, self.problem, self.notes, self.legend, self.curves_legend = (
            pn.pane.HTML("", **text) for _ in range(5)
        )
        self.curves = pn.pane.Bokeh(None, sizing_mode="stretch_width", margin=0)
        self.scatter = pn.pane.Bokeh(None, sizing_mode="stretch_width", margin=0)
        self.descriptor = pmui.Select(
            label="Against", options={descriptor_title(FIRST): FIRST}, value=FIRST, size="small", width=300, margin=0,
            searchable=True, filter_on_search=True,
        )  # fmt: skip
        self.quantity = pmui.RadioButtonGroup(
            options=QUANTITIES, value="sigma", size="small", margin=0,
            description="Conductivity, or activation energy where the labels have it",
        )  # fmt: skip
        self.preview = Preview(self.open, TEXT_CSS, LAYOUT_CSS, dark=dark)
        self.scores = Table(self.choose, "scores", 372, 58)
        self.structures = Table(self.pick, "structures", 420, 84)
        self.descriptor.param.watch(lambda event: self.choose(event.new), "value")
        self.quantity.param.watch(lambda _: with_lock(self._draw_scatter), "value")
        self.layout = self._arrange()

    def _arrange(self) -> pn.viewable.Viewable:
        def heading(title: str, tip: str = "") -> pn.pane.HTML:
            return pn.pane.HTML(
                f'<h2 title="{tip}">{title}</h2>', margin=(12, 0, 4, 0), sizing_mode="stretch_width",
                stylesheets=[TEXT_CSS],
            )  # fmt: skip

        def box(*parts: Any, name: str, kind: type = pn.Column) -> Any:
            return kind(*parts, css_classes=[name], stylesheets=[LAYOUT_CSS], margin=0, sizing_mode="stretch_width")

        side = box(heading("What is evaluated"), self.form.layout, self.run.layout, name="pv-ev-side")
        fig3 = pn.Column(
            heading("Score against threshold", "As the paper's Fig. 3. Click a point: that free volume at the right"),
            self.curves_legend, self.curves, margin=0,
        )  # fmt: skip
        fig7 = pn.Column(
            heading("Conductivity against descriptor", "As the paper's Figs. 7 and 8. Click a point: its structure"),
            box(self.descriptor, self.quantity, name="pv-ev-controls", kind=pn.Row), self.scatter, self.legend,
            margin=0,
        )  # fmt: skip
        table = pn.Column(
            box(heading("Scores of all descriptors"), self.scores.download, name="pv-ev-controls", kind=pn.Row),
            self.scores.holder, margin=0,
        )  # fmt: skip
        structure = pn.Column(heading("The structure"), self.preview.layout, margin=0)
        below = pn.Column(
            box(heading("Structures, outliers first"), self.structures.download, name="pv-ev-controls", kind=pn.Row),
            self.structures.holder, margin=0, sizing_mode="stretch_width",
        )  # fmt: skip
        self.results = box(
            box(fig3, fig7, name="pv-ev-plots"), box(table, structure, name="pv-ev-plots"), below, self.fits.layout,
            heading("What to know"), self.notes, name="pv-ev-found",
        )  # fmt: skip
        self.results.visible = False
        return box(side, box(self.title, self.problem, self.results, name="pv-ev-body"), name="pv-ev")

    # -- the page's duties --------------------------------------------------------------------------------------

    def colour(self, *, dark: bool) -> None:
        """Use light or dark colours."""
        self._dark = dark
        self.preview.colour(dark=dark)
        self.fits.colour(dark=dark)
        if self.evaluation is not None:
            self._draw_curves()
            self._draw_scatter()

    def enter(self) -> None:
        """Look what results there are; evaluate them the first time."""
        self.form.offer()
        self.run.start_polling()
        self.fits.start_polling()
        if self.evaluation is None and not self.run.busy:
            self.evaluate()

    def leave(self) -> None:
        """Stop looking; jobs go on."""
        self.run.stop_polling()
        self.fits.stop_polling()

    # -- evaluating ---------------------------------------------------------------------------------------------

    def evaluate(self) -> None:
        """Score what the form asks for, in a job."""
        try:
            request = self.form.request()
        except PesvizError as error:
            self.run.stop()
            self._fail(error)
            return
        self.problem.object = ""
        if self.evaluation is None:
            self.title.object = '<p class="sub" role="status">Evaluating: the figures come in a moment.</p>'
        self.run.submit(JobSpec("request", "", "", task="evaluate"), request.to_bytes())

    def _fail(self, error: PesvizError) -> None:
        """Say what is wrong, and what to do; scores of something else do not stay."""
        self.title.object = ""
        self.results.visible = False
        start = texts.START if self._context.server.results is None and self.form.labels.value != OWN else ""
        self.problem.object = texts.problem(error.problem, error.remedy) + start

    def _arrived(self, folder: Path) -> None:
        try:
            evaluation = open_evaluation(folder)
            about = json.loads((folder / ABOUT).read_text(encoding="utf-8"))
        except (PesvizError, OSError, ValueError) as error:
            self._fail(error if isinstance(error, PesvizError) else PesvizError(str(error), "Evaluate again."))
            return
        with_lock(self.show, evaluation, about, folder)

    def show(self, evaluation: Evaluation, about: dict[str, Any], folder: Path) -> None:
        """Show an evaluation."""
        self.evaluation, self.about = evaluation, about
        with pn.io.hold():
            self.problem.object = ""
            self.title.object = texts.headline(evaluation, about)
            self.notes.object = texts.notes(evaluation, about)
            self._offer()
            self._draw_curves()
            show_scores(self.scores, evaluation)
            self.results.visible = True
            self._show_descriptor()
            self.fits.show(evaluation, about, folder, str(self.form.results.value))
        if self.selection is None or self.selection not in evaluation.joined.index:
            self.selection = None
            self.preview.clear()
        else:
            self.pick(self.selection)

    def _offer(self) -> None:
        """List the descriptors that were scored, and the quantities that the labels have."""
        evaluation = self.evaluation
        if evaluation is None:
            return
        by_name = evaluation.scores["title"]
        value = self.descriptor.value if self.descriptor.value in by_name.index else by_name.index[0]
        self._busy = True
        self.descriptor.param.update(options={title: name for name, title in by_name.items()}, value=value)
        self.quantity.visible = bool(evaluation.joined["e_a"].notna().any())
        if not self.quantity.visible:
            self.quantity.value = "sigma"
        self._busy = False

    # -- figures and tables -------------------------------------------------------------------------------------

    def choose(self, descriptor: str) -> None:
        """Look at another descriptor."""
        if self._busy or self.evaluation is None or descriptor not in self.evaluation.scores.index:
            return
        self._busy = True
        self.descriptor.value = descriptor
        self.scores.mark(descriptor)  # only here: the table scrolls to what is marked
        self._busy = False
        with_lock(self._show_descriptor)

    def _show_descriptor(self) -> None:
        if self.evaluation is None:
            return
        show_structures(self.structures, self.evaluation, self.descriptor.value)
        self._draw_scatter()
        self._show_structure()

    def _draw_curves(self) -> None:
        if self.evaluation is not None:
            figure = to_bokeh(scores_figure(self.evaluation, height=352, dark=self._dark, legend=False))
            on_click(figure, "descriptor", self.choose)
            self.curves.object = figure
            self.curves_legend.object = texts.score_legend(dark=self._dark)

    def _draw_scatter(self) -> None:
        if self.evaluation is None or self._busy:
            return
        try:
            figure = to_bokeh(
                scatter_figure(
                    self.evaluation, self.descriptor.value, self.quantity.value, height=322, dark=self._dark,
                    legend=False,
                )
            )  # fmt: skip
        except PesvizError as error:
            self.scatter.object, self.points = None, None
            self.legend.object = f'<p class="sub">{error.problem} {error.remedy}</p>'
            return
        self.points = PointSelection(figure, "id", self._select)
        self.scatter.object = figure
        self.legend.object = texts.LEGEND
        self._mark()

    def _select(self, items: list[Any]) -> None:
        new = [item for item in items if item != self.selection]  # the figure's other points are deselected later
        if new:
            self.pick(str(new[0]))

    # -- the structure ------------------------------------------------------------------------------------------

    def pick(self, key: str) -> None:
        """Show a structure."""
        if self.evaluation is not None and key in self.evaluation.joined.index:
            self.selection = key
            with_lock(self._show_structure)

    def _show_structure(self) -> None:
        if self.evaluation is None or self.selection is None:
            return
        self.preview.show(self.evaluation, self.selection, self.descriptor.value, file_of(self.about, self.selection))
        self._mark()

    def _mark(self) -> None:
        """Mark the structure in the plot and in the table."""
        self.structures.mark(self.selection)
        if self.points is not None:
            self.points.select([] if self.selection is None else [self.selection])

    def open(self) -> None:
        """Open the structure in the explorer."""
        landscape = self.preview.landscape
        if landscape is None or self.selection is None:
            return
        file, served = Path(file_of(self.about, self.selection) or ""), self._context.server.results
        address = ""
        if served is not None and file.is_relative_to(served):
            address = f"result:{file.relative_to(served).as_posix()}"
        self._context.show(landscape, address)
