"""Starting runs from the page: what, how hot, how long, with which potential; how far they are, and cancel."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any, Literal

import panel as pn
import panel_material_ui as pmui

from pesviz.app.controls.potentials import potential_select
from pesviz.app.jobs import Job, JobSpec, JobStatus
from pesviz.app.md_worker import LONGEST_PS, MOST_TEMPERATURES
from pesviz.app.page_context import PageContext
from pesviz.app.polling import Poll
from pesviz.app.store import crystal_bytes
from pesviz.errors import PesvizError, SettingsError
from pesviz.presentation import numbers as typeset
from pesviz.presentation.names import formula_unicode
from pesviz.structure import Crystal, gallery

SHOWN = "shown"
RANK = "rank"
POLL_MS = 400
MOST_STRUCTURES = 12
"""Structures that one press of the button may start."""


def temperatures_in(text: str) -> tuple[float, ...]:
    """Return the temperatures that a person typed, K.

    Raises
    ------
    SettingsError
        There is none, or too many, or one is no temperature.
    """
    temperatures = tuple(sorted({float(number) for number in re.findall(r"\d+(?:\.\d+)?", text)}))
    if not 1 <= len(temperatures) <= MOST_TEMPERATURES:
        raise SettingsError(
            f"“{text}” is not 1 to {MOST_TEMPERATURES} temperatures.", "Give numbers in K, for example 600 800 1000."
        )
    if not all(10 <= value <= 5000 for value in temperatures):
        raise SettingsError("A temperature is not between 10 and 5000 K.", "Give numbers in K, for example 600 800.")
    return temperatures


@dataclass(eq=False)
class _BatchJob:
    """A job, what to call it, and whether its end was seen."""

    job: Job
    title: str
    is_over: bool = False


class StartRuns:
    """The form, and the jobs that it started: one for each structure.

    Parameters
    ----------
    context
        What the page may do.
    on_done
        Called with the files of runs that ended, and the job's name.
    """

    def __init__(self, context: PageContext, on_done: Callable[[list[Path], str], None]) -> None:
        self._context, self._on_done = context, on_done
        self._batch: list[_BatchJob] = []
        self._offered: Sequence[Crystal] = ()
        self._poll = Poll(self.poll, POLL_MS)
        wide: dict[str, Any] = {"size": "small", "sizing_mode": "stretch_width"}
        self.structure = pmui.Select(label="Structure", options={"–": ""}, value="", **wide)
        self.temperatures = pmui.TextInput(
            label="Temperatures, K", value="600 800 1000", css_classes=["test-md-temperatures"], **wide
        )
        self.time = pmui.FloatInput(
            label="Length, ps", value=50.0, start=0.1, end=LONGEST_PS, step=10, css_classes=["test-md-time"], **wide
        )
        self.equilibration = pmui.FloatInput(
            label="Warm-up, ps", value=5.0, start=0.0, end=100.0, step=1, css_classes=["test-md-warm-up"], **wide
        )
        self.timestep = pmui.FloatInput(
            label="Step, fs", value=1.0, start=0.1, end=5.0, step=0.5, css_classes=["test-md-step"], **wide
        )
        self.seed = pmui.IntInput(label="Seed", value=0, start=0, end=10**6, **wide)
        self.potential, _ = potential_select(css_classes=["test-md-potential"], **wide)
        self.run = pmui.Button(
            label="Start runs",
            icon="play_arrow",
            variant="contained",
            sizing_mode="stretch_width",
            css_classes=["test-md-run"],
        )
        self.cancel = pmui.Button(
            label="Cancel runs",
            icon="stop",
            variant="outlined",
            sizing_mode="stretch_width",
            visible=False,
            css_classes=["test-md-cancel"],
        )
        self.bar = pmui.LinearProgress(
            value=0, variant="determinate", sizing_mode="stretch_width", visible=False, margin=(8, 10, 2, 10)
        )
        self.text = pn.pane.HTML("", sizing_mode="stretch_width", margin=(2, 10))
        self.error = pmui.Alert(
            "", severity="error", visible=False, sizing_mode="stretch_width", margin=(6, 10), variant="outlined"
        )
        self.hint = pn.pane.HTML("", sizing_mode="stretch_width", margin=(4, 10))
        self.run.on_click(lambda _: self._guarded(self.start))
        self.cancel.on_click(lambda _: self.stop())
        for widget in (
            self.structure,
            self.temperatures,
            self.time,
            self.equilibration,
            self.timestep,
            self.potential,
        ):
            widget.param.watch(lambda _: self._show_command(), "value")
        self.offer("")
        self.layout = pn.Column(
            self.structure,
            self.temperatures,
            pn.Row(self.time, self.equilibration, margin=0, sizing_mode="stretch_width"),
            pn.Row(self.timestep, self.seed, margin=0, sizing_mode="stretch_width"),
            self.potential,
            self.run,
            self.cancel,
            self.bar,
            self.text,
            self.error,
            self.hint,
            sizing_mode="stretch_width",
            margin=0,
        )

    @property
    def busy(self) -> bool:
        """Whether runs wait or go on."""
        return any(not each.is_over for each in self._batch)

    def offer(self, source: str) -> None:
        """Offer the rows selected in "Rank", the structure in the explorer and the gallery."""
        crystal, rows = self._context.current_crystal(), self._context.shared.crystals
        options: dict[str, str] = {}
        if rows:
            names = ", ".join(formula_unicode(row.formula) for row in rows)
            options[names if len(rows) == 1 else f"{len(rows)} rows of Rank: {names}"] = RANK
        if crystal is not None:
            options[f"{formula_unicode(crystal.formula)}, as in the explorer"] = SHOWN
        options |= {entry.title: f"gallery:{entry.key}" for entry in gallery()}
        value = source or self.structure.value
        value = value if value in options.values() else next(iter(options.values()))
        self.structure.param.update(options=options, value=value)
        self._show_command()

    def offer_new_rows(self) -> None:
        """Offer what there is now, above all rows of "Rank" that were handed over since the last time."""
        rows = self._context.shared.crystals
        self.offer(RANK if rows and rows is not self._offered else "")
        self._offered = rows

    def _structures(self) -> list[tuple[Literal["gallery", "crystal"], str, bytes | None, str]]:
        """Return kind, key, data and title of what is to be run."""
        kind, _, key = self.structure.value.partition(":")
        if kind not in {SHOWN, RANK}:
            return [("gallery", key, None, next(entry.title for entry in gallery() if entry.key == key))]
        crystal = self._context.current_crystal()
        rows = self._context.shared.crystals if kind == RANK else () if crystal is None else (crystal,)
        if not rows:
            raise SettingsError("The explorer shows no structure.", "Choose one there, or one of the gallery.")
        if len(rows) > MOST_STRUCTURES:
            raise SettingsError(
                f"{len(rows)} structures are too many for the page.",
                f"Select at most {MOST_STRUCTURES} rows, or use `pesviz md`.",
            )
        return [("crystal", row.name, crystal_bytes(row), formula_unicode(row.formula)) for row in rows]

    def start(self) -> None:
        """Start the runs that the form describes.

        Raises
        ------
        SettingsError
            A value is not possible.
        """
        if self.busy:
            return
        heat = temperatures_in(self.temperatures.value)
        self._batch = []
        for kind, key, data, title in self._structures():
            spec = JobSpec(
                kind,
                key,
                self.potential.value,
                task="md",
                temperatures=heat,
                time=self.time.value,
                equilibration=self.equilibration.value,
                timestep=self.timestep.value,
                seed=self.seed.value,
            )
            self._batch.append(
                _BatchJob(self._context.server.jobs.submit(spec, data, owner=self._context.session), title)
            )
        self.run.visible, self.cancel.visible = False, True
        self.bar.param.update(value=0, visible=True)
        self.start_polling()
        self.poll()

    def stop(self) -> None:
        """Stop all of them at once."""
        for each in self._batch:
            if not each.is_over:
                self._context.server.jobs.cancel(each.job)
        self.poll()

    def start_polling(self) -> None:
        """Look again and again, while there is something to see."""
        if self.busy:
            self._poll.start()

    def stop_polling(self) -> None:
        """Stop looking; the jobs go on."""
        self._poll.stop()

    def poll(self) -> None:
        """Look how far the jobs are."""
        if not self.busy:
            self.stop_polling()
            return
        statuses = [self._context.server.jobs.status(each.job) for each in self._batch]
        finals = []
        for each, status in zip(self._batch, statuses, strict=True):
            if status.final and not each.is_over:
                each.is_over = True
                finals.append((each, status))
        self._show_progress(statuses)
        if all(each.is_over for each in self._batch):
            self.stop_polling()
            self.run.visible, self.cancel.visible, self.bar.visible = True, False, False
        for each, status in finals:
            if status.stage == "failed":
                problem = status.problem if len(self._batch) == 1 else f"{each.title}: {status.problem}"
                self._show_error(SettingsError(problem, status.remedy))
            elif status.stage == "done":
                self._on_done(sorted(each.job.folder.glob("run-*.h5")), each.job.folder.name)

    def _show_progress(self, statuses: Sequence[JobStatus]) -> None:
        self.bar.value = int(100 * sum(map(_share, statuses)) / len(statuses))
        stages = {status.stage for status in statuses}
        if stages == {"done"}:
            lines = ["The runs have ended: they are listed above."]
        elif stages == {"cancelled"}:
            lines = ["Cancelled."]
        else:
            several = len(statuses) > 1
            lines = [
                (f"<b>{escape(each.title)}</b> " if several else "") + words
                for each, status in zip(self._batch, statuses, strict=True)
                if (words := _job_status(status, several=several))
            ]
        html = "".join(f"<div>{line}</div>" for line in lines)
        self.text.object = f'<div class="hint" role="status">{html}</div>'

    def _show_command(self) -> None:
        """Say what to type for a run that is to survive the tab."""
        crystal, rows = self._context.current_crystal(), self._context.shared.crystals
        source = self.structure.value
        if source in {SHOWN, RANK}:
            first = crystal if source == SHOWN else rows[0] if rows else None
            named = first is not None and first.source.startswith(("gallery:", "mp:"))
            source = first.source if first is not None and named else "FILE"
        command = (
            f"pesviz md {source} --temperature {self.temperatures.value.strip()} --time {self.time.value:g} "
            f"--potential {self.potential.value}"
        )
        folder = self._context.server.results
        if folder is not None and folder.is_dir():
            command += f" --out {folder.name}/md"
        self.hint.object = (
            '<div class="hint">Runs end when this tab is closed. For long ones, in a terminal:<br>'
            f"<code>{escape(command)}</code></div>"
        )

    def _guarded(self, action: Callable[[], None]) -> None:
        self.error.visible = False
        try:
            action()
        except PesvizError as error:
            self._show_error(error)

    def _show_error(self, error: PesvizError) -> None:
        self.error.param.update(title=error.problem, object=error.remedy, visible=True)


def _share(status: JobStatus) -> float:
    """Return the part of a job that is done."""
    if status.final:
        return 1.0
    return status.done / status.total if status.stage == "simulating" and status.total else 0.0


def _job_status(status: JobStatus, *, several: bool) -> str:
    """Return what a job does (HTML)."""
    if status.stage == "queued":
        return "waits." if several else f"Waiting: number {status.place} in the queue."
    if status.stage == "simulating" and status.total:
        left = "" if status.seconds_left is None else f", {typeset.duration(status.seconds_left)} left"
        return f"<b>{status.points_per_second:.2g} ns/day{left}</b><br>{escape(status.note)}"
    if status.final:
        return {"done": "has ended.", "failed": "failed.", "cancelled": "cancelled."}[status.stage] if several else ""
    return escape(status.note)
