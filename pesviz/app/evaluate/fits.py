"""What is fitted to the labels when a person asks for it: models (Fig. 9) and the thresholds of Ξ."""

from __future__ import annotations

import io
import json
from html import escape
from pathlib import Path
from typing import Any

import panel as pn
import panel_material_ui as pmui

from pesviz.app.evaluate import texts as words
from pesviz.app.evaluate.run import Run
from pesviz.app.evaluate_worker import CALIBRATION
from pesviz.app.jobs import JobSpec
from pesviz.app.page_context import PageContext
from pesviz.errors import PesvizError
from pesviz.figures.backends import to_bokeh
from pesviz.figures.evaluation_models import models_figure
from pesviz.figures.model_calibration import calibration_figure
from pesviz.ranking.calibration import Calibration
from pesviz.ranking.evaluation import Evaluation
from pesviz.ranking.model_comparison import ModelComparison
from pesviz.ranking.store import open_models

_WHY_MODELS = (
    '<p class="sub">Logistic regression (L1, L2) and CatBoost on descriptors of the landscape, of the composition '
    "(matminer) and on both, each structure judged by a model that has not seen it: the paper's Fig. 9 (Appendix C). "
    "About a minute for 30 structures.</p>"
)
_WHY_THRESHOLDS = (
    '<p class="sub">Ξ has two thresholds (2.00 and 1.15 in Eq. 4), tuned in the paper with M3GNet. They can be '
    "fitted to these labels; whether that helps is judged on structures that the fit has not seen.</p>"
)


class Fits:
    """Models and thresholds, each in a job of its own.

    Parameters
    ----------
    context
        What the page may do.
    text_css, layout_css
        Styles of texts and of the page's frame.
    dark
        Dark colours.
    """

    def __init__(self, context: PageContext, text_css: str, layout_css: str, *, dark: bool) -> None:
        self._dark = dark
        self._folder = Path()
        self._where, self._labels = "", ""
        self.comparison: ModelComparison | None = None
        text: dict[str, Any] = {"sizing_mode": "stretch_width", "margin": 0, "stylesheets": [text_css]}
        button: dict[str, Any] = {"variant": "outlined", "size": "small", "margin": (6, 0)}
        self.models_run = Run(context, self._models_arrived, self._models_failed, text_css)
        self.thresholds_run = Run(context, self._thresholds_arrived, self._thresholds_failed, text_css)
        self.fit_models = pmui.Button(
            label="Fit models", icon="model_training", css_classes=["test-fit-models"], **button
        )
        self.fit_thresholds = pmui.Button(
            label="Fit thresholds of Ξ", icon="tune", css_classes=["test-fit-thresholds"], **button
        )
        self.fit_models.on_click(lambda _: self._start(self.models_run, "models"))
        self.fit_thresholds.on_click(lambda _: self._start(self.thresholds_run, "calibrate"))
        self.models_text, self.in_force, self.thresholds_text = (pn.pane.HTML("", **text) for _ in range(3))
        self.scores = pn.pane.Bokeh(None, sizing_mode="stretch_width", margin=0)
        self.curves = pn.pane.Bokeh(None, sizing_mode="stretch_width", margin=0)
        self.curves_title = pn.pane.HTML(
            '<h2 title="Each point: a fifth of the structures; bars: 16th to 84th percentile. On the dotted line a '
            'model is right as often as it says">How often a model is right</h2>',
            **text,
            visible=False,
        )
        self.curves_legend = pn.pane.HTML("", **text)
        self.which = pmui.Select(label="Model", options={}, size="small", width=220, margin=0)
        self.save = pmui.FileDownload(
            callback=self._json, auto=True, label="Save the model", filename="model.json", variant="text",
            size="small", margin=0, width=168,
            description="JSON, for “Apply a saved model” at the left and `pesviz evaluate --apply`",
        )  # fmt: skip
        self.which.param.watch(lambda event: self.save.param.update(filename=f"{event.new}.json"), "value")

        def box(*parts: Any, name: str, kind: type = pn.Column) -> Any:
            return kind(*parts, css_classes=[name], stylesheets=[layout_css], margin=0, sizing_mode="stretch_width")

        self.keep = box(name="pv-ev-controls", kind=pn.Row)
        self._show_keep(visible=False)
        models = pn.Column(
            pn.pane.HTML("<h2>Models</h2>" + _WHY_MODELS, **text), self.fit_models, self.models_run.layout,
            self.models_text, self.scores, self.keep, margin=(14, 0, 0, 0),
        )  # fmt: skip
        thresholds = pn.Column(
            pn.pane.HTML("<h2>Thresholds of Ξ</h2>", **text), self.in_force,
            pn.pane.HTML(_WHY_THRESHOLDS, **text), self.fit_thresholds, self.thresholds_run.layout,
            self.thresholds_text, self.curves_title, self.curves_legend, self.curves, margin=(14, 0, 0, 0),
        )  # fmt: skip
        self.layout = box(models, thresholds, name="pv-ev-plots")

    def show(self, evaluation: Evaluation, about: dict[str, Any], folder: Path, where: str) -> None:
        """Begin anew with another evaluation."""
        for run in (self.models_run, self.thresholds_run):
            run.stop()
        self._folder, self._where, self._labels = folder, where, evaluation.labels.name
        self.comparison = None
        self.in_force.object = words.in_force(about)
        self.models_text.object = self.thresholds_text.object = self.curves_legend.object = ""
        self.scores.object = self.curves.object = None
        self._show_keep(visible=False)

    def _show_keep(self, *, visible: bool) -> None:
        self.curves_title.visible = visible
        self.keep[:] = [self.which, self.save] if visible else []

    def colour(self, *, dark: bool) -> None:
        """Use light or dark colours."""
        self._dark = dark
        self._draw()

    def start_polling(self) -> None:
        """Look at jobs that go on."""
        self.models_run.start_polling()
        self.thresholds_run.start_polling()

    def stop_polling(self) -> None:
        """Stop looking; jobs go on."""
        self.models_run.stop_polling()
        self.thresholds_run.stop_polling()

    def _start(self, run: Run, task: Any) -> None:
        if not run.busy:
            run.submit(JobSpec("request", str(self._folder), "", task=task))

    def _models_arrived(self, folder: Path) -> None:
        try:
            self.comparison = open_models(folder)
        except PesvizError as error:
            self._models_failed(error)
            return
        notes = "".join(f"<li>{words.code(escape(note))}</li>" for note in self.comparison.notes)
        self.models_text.object = f'<ul class="said">{notes}</ul>'
        names = {
            f"{row['model']} on {row['features']}": name.removeprefix("model_")
            for name, row in self.comparison.scores.iterrows()
            if name in self.comparison.fitted
        }
        self.which.param.update(options=names, value=next(iter(names.values())))
        self.save.filename = f"{self.which.value}.json"
        self._show_keep(visible=True)
        if pn.state.curdoc is not None:
            pn.state.execute(self._draw, schedule=True)
        else:
            self._draw()

    def _draw(self) -> None:
        if self.comparison is not None:
            height = 96 + 26 * len(self.comparison.scores)
            self.scores.object = to_bokeh(models_figure(self.comparison, height=height, dark=self._dark))
            self.curves.object = to_bokeh(calibration_figure(self.comparison, height=300, dark=self._dark))
            self.curves_legend.object = words.model_legend(self.comparison, dark=self._dark)

    def _models_failed(self, error: PesvizError) -> None:
        self.models_text.object = words.problem(error.problem, error.remedy)

    def _thresholds_arrived(self, folder: Path) -> None:
        values = json.loads((folder / CALIBRATION).read_text(encoding="utf-8"))
        self.thresholds_text.object = words.calibration(Calibration.from_dict(values), self._where, self._labels)

    def _thresholds_failed(self, error: PesvizError) -> None:
        self.thresholds_text.object = words.problem(error.problem, error.remedy)

    def _json(self) -> io.BytesIO:
        model = self.comparison.fitted[f"model_{self.which.value}"] if self.comparison is not None else None
        return io.BytesIO(b"" if model is None else model.to_json().encode())
