"""What is evaluated: results, potential, labels, thresholds, weights."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from html import escape
from pathlib import Path
from typing import Any

import panel as pn
import panel_material_ui as pmui

from pesviz.app.controls import Upload
from pesviz.app.evaluate_worker import OWN, EvaluationRequest
from pesviz.app.page_context import PageContext
from pesviz.app.rank.source import GALLERY, Source, gallery_source, open_source, sources
from pesviz.errors import LabelsError, PesvizError, SettingsError
from pesviz.ranking.labels.weights import RULES
from pesviz.ranking.models import FORMAT

LABELS: dict[str, str] = {
    "OBELiX, measured": "obelix",
    "KAHLE2020, computed at 1000 K": "kahle2020",
    "LASKOWSKI2023, measured": "laskowski2023",
    "A CSV of your own": OWN,
}
"""Label sets by what people call them."""
RULE_OF: dict[str, str] = {"obelix": "experiment", "kahle2020": "kahle2020", "laskowski2023": "experiment"}
RULE_NAMES: dict[str, str] = {
    "measured": "experiment",
    "computed at 1000 K": "kahle2020",
    "extrapolated to room temperature": "extrapolated",
}
KEYS: dict[str, tuple[str, tuple[str, ...]]] = {
    "id": ("Id of the structure", ("id", "source_id", "name", "structure")),
    "sigma": ("σ (S/cm)", ("sigma", "conductivity", "ic (s", "σ")),
    "sigma_error": ("Error of σ (S/cm)", ("sigma_error", "error", "±")),
    "e_a": ("E_A (eV)", ("e_a", "ea (ev)", "activation")),
    "formula": ("Formula", ("formula", "composition")),
    "icsd": ("ICSD number", ("icsd",)),
}
"""What a column of a CSV may hold: title, and what its heading may begin with or hold."""
SEVERAL = ("id", "temperature_K", "D_cm2_s")
"""Headings of a CSV of diffusivities at several temperatures, which are extrapolated to room temperature."""
_NONE = "–"


class EvaluateForm:
    """The form; it calls back when something else is to be evaluated."""

    def __init__(
        self, context: PageContext, changed: Callable[[], None], failed: Callable[[PesvizError], None], text_css: str
    ) -> None:
        self._context, self._changed, self._failed = context, changed, failed
        self._busy = False
        self._csv, self._file_name, self._several = "", "", False
        self._models: dict[str, str] = {}
        self.source: Source | None = None
        wide: dict[str, Any] = {"size": "small", "sizing_mode": "stretch_width", "margin": (5, 0)}
        text: dict[str, Any] = {"sizing_mode": "stretch_width", "margin": (2, 0), "stylesheets": [text_css]}
        self.results = pmui.Select(label="Results", options={}, **wide)
        self.potential = pmui.Select(label="Potential", options={}, **wide)
        self.labels = pmui.Select(label="Labels", options=LABELS, value="obelix", css_classes=["test-labels"], **wide)
        self.upload = Upload(
            label="Drop or choose a CSV", multiple=False, max_file_size=5_000_000, variant="outlined",
            sizing_mode="stretch_width", margin=(5, 0), sx={"borderStyle": "dashed", "py": "8px"},
            description="One row a structure: its id and its conductivity; the columns are chosen below",
            css_classes=["test-labels-file"],
        )  # fmt: skip
        self.columns = {key: pmui.Select(label=title, options={_NONE: ""}, value="", **wide) for key, (title, _) in
                        KEYS.items()}  # fmt: skip
        self.rule = pmui.Select(label="Conductivities are", options=RULE_NAMES, value="experiment", **wide)
        self.mapping = pn.Column(*self.columns.values(), self.rule, margin=0, sizing_mode="stretch_width")
        self.file_text = pn.pane.HTML("", **text)
        self.own = pn.Column(self.upload, self.file_text, self.mapping, margin=0, sizing_mode="stretch_width")
        self.good = pmui.TextInput(
            label="σ⁺ (S/cm)", description="Good above this conductivity; a label near it counts in part", **wide
        )
        self.bad = pmui.TextInput(
            label="σ⁻ (S/cm)", description="Bad below this conductivity; a label near it counts in part", **wide
        )
        self.weights = pmui.RadioButtonGroup(
            options={"text": "text", "scripts": "scripts"}, value="text", size="small", margin=(0, 0, 6, 0),
            description="Weights of labels near σ⁺ and σ⁻: ½·erfc((σ⁺−σ)/(√2·error)) as in the paper's text; the "
            "paper's scripts leave out the √2 and take 50 % for the error of measured labels in place of 100 %",
        )  # fmt: skip
        self.max_fpr = pmui.FloatInput(
            label="False positives up to, %", value=10.0, start=0.1, end=100.0, step=5.0,
            description="The score is the area under the ROC curve up to this false-positive rate", **wide,
        )  # fmt: skip
        self.k = pmui.IntInput(
            label="Precision among the first", value=10, start=1, end=1000, description="k of AP@k", **wide
        )
        self.normalised = pmui.Checkbox(
            label="area divided by that rate", value=True, size="small", margin=(2, 0),
            description="1 is perfect and half the rate is a random guess; without, areas as in the paper's figures",
        )  # fmt: skip
        self.apply = Upload(
            label="Apply a saved model", multiple=False, max_file_size=5_000_000, variant="text",
            sizing_mode="stretch_width", margin=(5, 0),
            description="A JSON saved here or by `pesviz evaluate --models`: its probability is one more column",
        )  # fmt: skip
        self.models_text = pn.pane.HTML("", **text)
        weights_title = pn.pane.HTML('<p class="label">Weights of labels as in the paper\'s</p>', **text)
        more = pmui.Accordion(
            ("More", pn.Column(weights_title, self.weights, self.max_fpr, self.normalised, self.k, self.apply,
                               self.models_text, margin=0, sizing_mode="stretch_width")),
            active=[], sizing_mode="stretch_width", margin=(6, 0), disable_gutters=True, elevation=0,
            title_variant="body2",
            sx={"border": "0", "& .MuiAccordionSummary-root": {"minHeight": 34, "px": 0},
                "& .MuiAccordionDetails-root": {"px": 0, "pt": 0}},
        )  # fmt: skip
        self.layout = pn.Column(
            self.results, self.potential, self.labels, self.own,
            pn.Row(self.good, pn.Spacer(width=10), self.bad, margin=0, sizing_mode="stretch_width"), more,
            margin=0, sizing_mode="stretch_width",
        )  # fmt: skip
        self._wire()
        self._show_thresholds()

    def _wire(self) -> None:
        self.results.param.watch(lambda event: self.choose(event.new), "value")
        self.labels.param.watch(lambda _: self._other_labels(), "value")
        self.rule.param.watch(lambda _: self._other_labels(), "value")
        self.upload.on_upload(lambda data, name: self._guarded(self._take_csv, data, name))
        self.apply.on_upload(lambda data, name: self._guarded(self._take_model, data, name))
        for widget in (self.potential, self.good, self.bad, self.weights, self.max_fpr, self.k, self.normalised):
            widget.param.watch(lambda _: self._notify(), "value")
        for widget in self.columns.values():
            widget.param.watch(lambda _: self._notify(), "value")

    def _notify(self) -> None:
        if not self._busy:
            self._changed()

    def _guarded(self, action: Callable[..., None], *arguments: Any) -> None:
        try:
            action(*arguments)
        except PesvizError as error:
            self._failed(error)

    # -- results ------------------------------------------------------------------------------------------------

    def offer(self) -> None:
        """List the results that there are; the chosen ones stay chosen."""
        folders = sources(self._context.server.results)
        options = {**{title: str(folder) for title, folder in folders.items()}, "Gallery of pesviz": GALLERY}
        value = self.results.value if self.results.value in options.values() else next(iter(options.values()))
        self._busy = True
        self.results.param.update(options=options, value=value)
        self._busy = False
        self._list_potentials()

    def choose(self, key: str) -> None:
        """Take other results."""
        if self._busy or key not in self.results.options.values():
            return
        self._list_potentials()
        self._changed()

    def _list_potentials(self) -> None:
        key = self.results.value
        self.source = None
        counts: dict[str, int] = {}
        try:
            self.source = gallery_source() if key == GALLERY else open_source(Path(key), self._context.server.results)
            table = self.source.table()
            counts = table.loc[table["status"] == "done", "potential"].value_counts().to_dict()
        except PesvizError as error:
            self._failed(error)
        options = {f"{name or 'unnamed'} ({n})": name for name, n in counts.items()} or {_NONE: ""}
        value = self.potential.value if self.potential.value in options.values() else next(iter(options.values()))
        self._busy = True
        self.potential.param.update(options=options, value=value)
        self._busy = False

    @property
    def folder(self) -> Path:
        """Folder of the chosen results."""
        from pesviz.app.store import Store

        return Store.gallery_path("x").parent if self.results.value == GALLERY else Path(self.results.value)

    # -- labels -------------------------------------------------------------------------------------------------

    @property
    def rule_name(self) -> str:
        """Name of the weight rule of the chosen labels."""
        return RULE_OF.get(self.labels.value, self.rule.value)

    def _show_thresholds(self) -> None:
        rule = RULES[self.rule_name]
        self._busy = True
        # Nothing is bad by the rule of extrapolated labels: here what is not good is.
        self.good.value, self.bad.value = f"{rule.good_above:.4g}", f"{rule.bad_below or rule.good_above:.4g}"
        self.own.visible = self.labels.value == OWN
        self.mapping.visible = bool(self._csv) and not self._several
        self._busy = False

    def _other_labels(self) -> None:
        if not self._busy:
            self._show_thresholds()
            self._changed()

    def _take_csv(self, data: bytes | None, name: str) -> None:
        """Read the headings of a CSV that was uploaded, and guess what they hold.

        Raises
        ------
        LabelsError
            It is no CSV.
        """
        try:
            text = (data or b"").decode("utf-8-sig")
            headings = [heading.strip() for heading in next(csv.reader(io.StringIO(text)))]
        except (UnicodeDecodeError, StopIteration, csv.Error) as error:
            raise LabelsError(
                f"{name} is not a CSV file of at most 5 MB.", "Save it as comma-separated text."
            ) from error
        self._csv, self._file_name = text, name
        self._several = set(SEVERAL) <= set(headings)
        self.file_text.object = f'<p class="sub"><b>{escape(name)}</b>: {len(headings)} columns</p>'
        self._busy = True
        for key, select in self.columns.items():
            select.param.update(
                options={_NONE: "", **{heading: heading for heading in headings}}, value=guess(key, headings)
            )
        if self._several:
            self.rule.value = "extrapolated"
        self._busy = False
        self._show_thresholds()
        self._changed()

    def _take_model(self, data: bytes | None, name: str) -> None:
        """Keep a model that was uploaded.

        Raises
        ------
        LabelsError
            It is none.
        """
        try:
            text = (data or b"").decode("utf-8")
            is_model = json.loads(text)["format"] == FORMAT
        except (UnicodeDecodeError, ValueError, KeyError, TypeError):
            is_model = False
        if not is_model:
            raise LabelsError(f"{name} is no model of pesviz.", "Give a JSON that this page saved.")
        self._models[name] = text
        names = ", ".join(escape(model) for model in self._models)
        self.models_text.object = f'<p class="sub">Applied: {names}</p>'
        self._changed()

    # -- the request --------------------------------------------------------------------------------------------

    def request(self) -> EvaluationRequest:
        """Return what the form asks for.

        Raises
        ------
        SettingsError
            A value is not possible.
        LabelsError
            There are no labels yet.
        """
        own = self.labels.value == OWN
        if own and not self._csv:
            raise LabelsError(
                "No labels yet.",
                "Drop a CSV at the left: one row a structure, with an id as the results name it and σ in S/cm.",
            )
        columns = {key: select.value for key, select in self.columns.items() if select.value} if own else {}
        if own and self._several:
            columns = {}  # found by their names
        elif own and not {"id", "sigma"} <= set(columns):
            raise LabelsError("It is not known which columns hold id and σ.", "Choose them at the left.")
        good, bad = (_conductivity(widget.value, name) for widget, name in ((self.good, "σ⁺"), (self.bad, "σ⁻")))
        if bad > good:
            raise SettingsError(f"σ⁻ = {bad:g} lies above σ⁺ = {good:g} S/cm.", "Good ones conduct better.")
        return EvaluationRequest(
            str(self.folder), self.labels.value, self.potential.value, self._csv if own else "",
            self._file_name or "labels.csv", columns, self.rule_name, self.weights.value, good, bad,
            float(self.max_fpr.value or 10.0) / 100, bool(self.normalised.value), int(self.k.value or 10),
            tuple(self._models.values()),
        )  # fmt: skip


def guess(key: str, headings: list[str]) -> str:
    """Return the heading that most likely holds something, "" for none."""
    lower = {heading.lower(): heading for heading in headings}
    for word in KEYS[key][1]:
        if word in lower:
            return lower[word]
    for word in KEYS[key][1]:
        for name, heading in lower.items():
            if word in name and not (key == "sigma" and "error" in name) and len(word) > 2:
                return heading
    return ""


def _conductivity(text: str, name: str) -> float:
    try:
        value = float(text.replace(",", ".").replace("−", "-"))
    except ValueError as error:
        raise SettingsError(f"{name} = “{text}” is not a number.", "Write S/cm as 0.001 or 1e-3.") from error
    if not 0 < value < float("inf"):
        raise SettingsError(f"{name} = {text} S/cm is not possible.", "Give a positive number.")
    return value
