"""The drawer: which structure, which ion, which potential, and running the scan."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape
from typing import Any

import panel as pn
import panel_material_ui as pmui

from pesviz.app import texts
from pesviz.app.controls import Cards, Upload
from pesviz.app.controls.potentials import potential_select
from pesviz.app.jobs import JobSpec, JobStatus
from pesviz.app.store import Card
from pesviz.errors import DisorderError, PesvizError
from pesviz.presentation import numbers

_STAGES = {
    "queued": "Waiting",
    "reading": "Reading the structure",
    "loading": "Loading the potential",
    "relaxing": "Relaxing",
    "scanning": "Scanning",
    "analysing": "Analysing",
    "done": "Done",
    "failed": "Failed",
    "cancelled": "Cancelled",
}


REACH_AUTO, REACH_EVERYTHING = "auto", "everything"
REACHES = {
    "as far as it pays: 0.6, then 1 eV": REACH_AUTO,
    "up to 0.6 eV": "0.6",
    "up to 1 eV": "1",
    "everything": REACH_EVERYTHING,
}
UP_TO = {"0.6": 0.6, "1": 1.0}
"""Limit of each choice that has one, eV."""


class Inputs:
    """Widgets of the drawer; it holds no state but what a person typed.

    Parameters
    ----------
    gallery
        Cards of the gallery.
    results
        Cards of stored results.
    max_upload_mb
        Largest upload, MB.
    """

    def __init__(self, gallery: list[Card], results: list[Card], max_upload_mb: int) -> None:
        self.gallery = Cards(
            items=[card.to_dict() for card in gallery], caption="Gallery", sizing_mode="stretch_width"
        )
        self.results = Cards(
            items=[card.to_dict() for card in results], caption="Recent results", sizing_mode="stretch_width"
        )
        self.results_title = _heading("Recent results")
        self.upload = Upload(
            label=f"Drop or choose a file (≤ {max_upload_mb} MB)",
            multiple=False,
            max_file_size=max_upload_mb * 1_000_000,
            variant="outlined",
            sizing_mode="stretch_width",
            sx={"borderStyle": "dashed", "py": "12px"},
            description="CIF, POSCAR, extended XYZ, pymatgen JSON and what ASE reads",
        )
        self.mp_id = pmui.TextInput(
            label="or Materials Project id", placeholder="mp-1185319", size="small", sizing_mode="stretch_width"
        )
        self.structure_error = _alert("test-structure-alert")
        self.arrange = pmui.Button(
            label="Draw an ordered arrangement",
            icon="shuffle",
            variant="outlined",
            size="small",
            sizing_mode="stretch_width",
            visible=False,
            css_classes=["test-arrange"],
        )
        self.chosen = pn.pane.HTML("", sizing_mode="stretch_width", margin=(0, 10))
        self.mobile = pmui.Select(
            label="Mobile ion", options={"proposed": ""}, value="", size="small", sizing_mode="stretch_width"
        )
        self.primitive = pmui.Checkbox(label="primitive cell", value=False, size="small")
        self.repeats = [
            pmui.Select(label=axis, options=list(range(1, 7)), value=1, size="small", width=66, margin=(5, 3))
            for axis in ("a", "b", "c")
        ]
        self.relax = pmui.Select(
            label="Relax first",
            size="small",
            sizing_mode="stretch_width",
            options={"no, as given": "none", "positions": "positions", "positions and cell": "cell"},
        )
        self.spacing = pmui.FloatInput(
            label="Grid spacing, Å",
            css_classes=["test-spacing"],
            value=0.25,
            start=0.1,
            end=1.0,
            step=0.05,
            size="small",
            sizing_mode="stretch_width",
        )
        self.fitting = pmui.Checkbox(
            label="grid that symmetry fits", value=False, size="small",
            description="Raise the number of points until glides and screws fit: often fewer energies",
        )  # fmt: skip
        self.reach = pmui.Select(
            label="Scan", size="small", sizing_mode="stretch_width", value=REACH_AUTO, options=REACHES,
            margin=(12, 10, 5, 10),
            description="As far as it pays: everything where that is quick. Else adaptively, so that everything is "
            "exact below 0.6 eV first, then below 1 eV; what lies above is predicted.",
        )  # fmt: skip
        self.potential, self._notes = potential_select(
            size="small", sizing_mode="stretch_width", css_classes=["test-potential"]
        )
        self.potential_note = pn.pane.HTML("", sizing_mode="stretch_width", margin=(0, 10))
        self.counted = (self.potential, self.mobile, self.primitive, *self.repeats, self.spacing, self.fitting)
        """Widgets that change how many energies a scan needs, or how long each takes."""
        self.run = pmui.Button(
            label="Run scan",
            icon="play_arrow",
            variant="contained",
            sizing_mode="stretch_width",
            disabled=True,
            css_classes=["test-run"],
        )
        self.cost = pn.pane.HTML("", sizing_mode="stretch_width", margin=(0, 10))
        self.everything = pmui.Button(
            label="Scan everything", icon="unfold_more", variant="outlined", size="small",
            sizing_mode="stretch_width", visible=False, css_classes=["test-everything"],
            description="Scan everything: go on from the shown result until the whole landscape is exact. It "
            "stays on the screen meanwhile.",
        )  # fmt: skip
        self.cancel = pmui.Button(
            label="Cancel",
            icon="stop",
            variant="outlined",
            sizing_mode="stretch_width",
            visible=False,
            css_classes=["test-cancel"],
        )
        self.bar = pmui.LinearProgress(
            value=0, variant="determinate", sizing_mode="stretch_width", visible=False, margin=(8, 10, 2, 10)
        )
        self.progress = pn.pane.HTML("", sizing_mode="stretch_width", margin=(2, 10))
        self.run_error = _alert("test-run-alert")
        self._offer: str | None = None
        self.potential.param.watch(lambda _: self._note(), "value")
        self._note()
        self.layout = self._layout()

    def _note(self) -> None:
        text = re.sub(r"`([^`]+)`", r"<code>\1</code>", self._notes.get(self.potential.value, ""))
        self.potential_note.object = f'<div class="hint">{text}</div>'

    def _layout(self) -> pn.Column:
        options = pmui.Accordion(
            (
                "Cell, relaxation, grid",
                pn.Column(
                    self.primitive,
                    pn.pane.HTML('<div class="hint">Supercell</div>', margin=(0, 10)),
                    pn.Row(*self.repeats, margin=(0, 7)),
                    self.relax,
                    self.spacing,
                    self.fitting,
                    sizing_mode="stretch_width",
                ),
            ),
            active=[],
            sizing_mode="stretch_width",
            margin=(6, 10, 10, 10),
            disable_gutters=True,
            title_variant="body2",
            elevation=0,
            sx={"& .MuiAccordionSummary-root": {"minHeight": 34, "padding": "0 4px"}},
        )
        self.results_title.visible = self.results.visible = bool(self.results.items)
        return pn.Column(
            _heading("Your structure"),
            self.upload,
            self.mp_id,
            self.structure_error,
            self.arrange,
            self.chosen,
            self.mobile,
            options,
            self.potential,
            self.potential_note,
            self.reach,
            pn.Row(self.run, self.cancel, sizing_mode="stretch_width"),
            self.cost,
            self.everything,
            self.bar,
            self.progress,
            self.run_error,
            self.results_title,
            self.results,
            _heading("Gallery"),
            self.gallery,
            sizing_mode="stretch_width",
            css_classes=["pv-inputs"],
            margin=(4, 2, 16, 2),
        )

    def show_error(self, error: PesvizError | None, *, where: str = "structure") -> None:
        """Show an error where it happened, or clear both places."""
        for name, alert in (("structure", self.structure_error), ("run", self.run_error)):
            alert.visible = error is not None and name == where
            if error is not None and name == where:
                alert.param.update(title=error.problem, object=error.remedy)
        if isinstance(error, DisorderError):
            self.arrange.param.update(visible=True, label="Draw an ordered arrangement")

    def show_chosen(self, title: str, detail: str, species: list[str], mobile: str) -> None:
        """Show which structure a run would take."""
        self.chosen.object = f'<div class="chosen"><b>{title}</b><span>{detail}</span></div>'
        options = {f"{symbol}{' (proposed)' if symbol == mobile else ''}": symbol for symbol in species}
        self.mobile.param.update(options=options or {"proposed": ""}, value=mobile if options else "")

    def allow_run(self, reason: str = "") -> None:
        """Enable Run, or disable it with the reason."""
        self.run.disabled = bool(reason)
        if reason:
            self.chosen.object = ""
            self.show_cost(reason)

    def show_cost(self, text: str) -> None:
        """Show what a run would cost, or why there is no run: a sentence at the Run button (plain text)."""
        self.cost.object = f'<div class="hint cost" role="status">{escape(text)}</div>' if text else ""

    def offer_everything(self, cost: str | None) -> None:
        """Offer to scan everything, with what that costs; None: there is nothing left to scan."""
        self._offer = cost
        self.everything.param.update(
            visible=cost is not None and self.run.visible, label=f"Scan everything · {cost or ''}".rstrip(" ·")
        )

    def show_status(self, status: JobStatus | None) -> None:
        """Show how far the job is; None or a finished job restores the Run button."""
        busy = status is not None and not status.final
        self.run.visible, self.cancel.visible, self.bar.visible = not busy, busy, busy
        self.cost.visible, self.everything.visible = not busy, not busy and self._offer is not None
        if status is None or not busy:
            self.progress.object = "" if status is None or status.stage != "cancelled" else _hint("Cancelled.")
            return
        known = status.total > 0 and status.stage in {"scanning", "relaxing"}
        self.bar.param.update(
            variant="determinate" if known else "indeterminate",
            value=round(100 * status.done / status.total) if known else 0,
        )
        if status.stage == "queued":
            text = f"Waiting: place {status.place} in the queue."
        elif status.stage == "scanning" and known:
            text = (
                f"{100 * status.done // status.total} % · {status.points_per_second:,.0f} points/s · "
                f"{numbers.duration(status.seconds_left)} left".replace(",", "\u202f")
                + (f"<br>{escape(status.note)}" if status.note else "")
            )
        else:
            text = status.note or f"{_STAGES[status.stage]}…"
        self.progress.object = _hint(text) + texts.estimate(status.estimate)

    def spec(self, kind: Any, key: str, **changes: Any) -> JobSpec:
        """Return the job that the widgets describe."""
        values: dict[str, Any] = {
            "kind": kind,
            "key": key,
            "potential": self.potential.value,
            "mobile": self.mobile.value or None,
            "primitive": bool(self.primitive.value),
            "relax": self.relax.value,
            "supercell": tuple(box.value for box in self.repeats),
            "spacing": float(self.spacing.value or 0.25),
            "grid": "symmetric" if self.fitting.value else "paper",
            "up_to": UP_TO.get(self.reach.value),
            "everything": self.reach.value == REACH_EVERYTHING,
        }
        return JobSpec(**(values | changes))


@dataclass(frozen=True)
class Choice:
    """A structure that a job may read: where it comes from, bytes of an upload, seed of an ordered arrangement."""

    kind: str
    key: str
    data: bytes | None = None
    arrangement: int | None = None

    def spec(self, inputs: Inputs, **changes: Any) -> JobSpec:
        """Return the job that the drawer describes for it."""
        return inputs.spec(self.kind, self.key, arrangement=self.arrangement, **changes)


def _heading(text: str) -> pn.pane.HTML:
    return pn.pane.HTML(f'<h2 class="heading">{text}</h2>', sizing_mode="stretch_width", margin=(8, 10, 2, 10))


def _hint(text: str) -> str:
    return f'<div class="hint" role="status">{text}</div>'


def _alert(css_class: str) -> pmui.Alert:
    return pmui.Alert(
        "", severity="error", visible=False, sizing_mode="stretch_width", margin=(6, 10), variant="outlined",
        css_classes=[css_class],
    )  # fmt: skip
