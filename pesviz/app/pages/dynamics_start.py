"""Starting runs from the page: what, how hot, how long, with which potential; how far they are, and cancel."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from html import escape
from pathlib import Path
from typing import Any

import panel as pn
import panel_material_ui as pmui

from pesviz.app import typeset
from pesviz.app.jobs import Job, JobSpec, JobStatus
from pesviz.app.md_worker import LONGEST_PS, MOST_TEMPERATURES
from pesviz.app.pages import Desk
from pesviz.errors import PesvizError, SettingsError
from pesviz.potentials import default_potential, list_potentials
from pesviz.structure import Crystal, gallery
from pesviz.structure.naming import formula_unicode

SHOWN = "shown"
POLL_MS = 400


def crystal_bytes(crystal: Crystal) -> bytes:
    """Return a structure in the form that a job of kind "crystal" reads.

    Parameters
    ----------
    crystal
        The structure.
    """
    value = {
        "numbers": crystal.atoms.numbers.tolist(),
        "scaled_positions": crystal.atoms.get_scaled_positions(wrap=True).tolist(),
        "cell": crystal.cell.tolist(),
        "mobile_species": crystal.mobile_species,
        "mobile_indices": list(crystal.mobile_indices),
        "name": crystal.name,
        "source": crystal.source,
        "notes": list(crystal.notes),
    }
    return json.dumps(value).encode()


def temperatures_in(text: str) -> tuple[float, ...]:
    """Return the temperatures that a person typed, K.

    Parameters
    ----------
    text
        Numbers, separated by anything but points.

    Raises
    ------
    SettingsError
        There is none, or too many, or one is no temperature.
    """
    found = tuple(sorted({float(number) for number in re.findall(r"\d+(?:\.\d+)?", text)}))
    if not 1 <= len(found) <= MOST_TEMPERATURES:
        raise SettingsError(
            f"“{text}” is not 1 to {MOST_TEMPERATURES} temperatures.", "Give numbers in K, for example 600 800 1000."
        )
    if not all(10 <= value <= 5000 for value in found):
        raise SettingsError("A temperature is not between 10 and 5000 K.", "Give numbers in K, for example 600 800.")
    return found


class StartRuns:
    """The form, and the job that it started.

    Parameters
    ----------
    desk
        What the page may do.
    done
        Called with the files of runs that ended, and the job's name.
    """

    def __init__(self, desk: Desk, done: Callable[[list[Path], str], None]) -> None:
        self._desk, self._done = desk, done
        self._job: Job | None = None
        self._poll: Any = None
        wide: dict[str, Any] = {"size": "small", "sizing_mode": "stretch_width"}
        self.structure = pmui.Select(label="Structure", options={"–": ""}, value="", **wide)
        self.temperatures = pmui.TextInput(label="Temperatures, K", value="600 800 1000", **wide)
        self.time = pmui.FloatInput(label="Length, ps", value=50.0, start=0.1, end=LONGEST_PS, step=10, **wide)
        self.equilibration = pmui.FloatInput(label="Before, ps", value=5.0, start=0.0, end=100.0, step=1, **wide)
        self.timestep = pmui.FloatInput(label="Step, fs", value=1.0, start=0.1, end=5.0, step=0.5, **wide)
        self.seed = pmui.IntInput(label="Seed", value=0, start=0, end=10**6, **wide)
        usable = [status for status in list_potentials() if status.info.web]
        self.potential = pmui.Select(
            label="Potential",
            options={
                (f"{s.info.title}, not chemistry" if s.info.name.startswith("toy") else s.info.title): s.info.name
                for s in usable
            },
            disabled_options=[s.info.name for s in usable if not s.installed],
            value=default_potential(),
            **wide,
        )
        self.run = pmui.Button(
            label="Start runs", icon="play_arrow", variant="contained", sizing_mode="stretch_width"
        )
        self.cancel = pmui.Button(
            label="Cancel runs", icon="stop", variant="outlined", sizing_mode="stretch_width", visible=False
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
            widget.param.watch(lambda _: self._say_command(), "value")
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
        return self._job is not None

    def offer(self, selected: str) -> None:
        """Offer the structure in the explorer and the gallery.

        Parameters
        ----------
        selected
            Source of the structure selected on the page, "gallery:KEY"; "" for the one in the explorer.
        """
        crystal = self._desk.shown()
        options: dict[str, str] = {}
        if crystal is not None:
            options[f"{formula_unicode(crystal.formula)}, as in the explorer"] = SHOWN
        options |= {entry.title: f"gallery:{entry.key}" for entry in gallery()}
        wanted = selected or self.structure.value
        value = wanted if wanted in options.values() else next(iter(options.values()))
        self.structure.param.update(options=options, value=value)
        self._say_command()

    def start(self) -> None:
        """Start the runs that the form describes.

        Raises
        ------
        SettingsError
            A value is not possible.
        """
        if self.busy:
            return
        data = None
        kind, _, key = self.structure.value.partition(":")
        if kind == SHOWN:
            crystal = self._desk.shown()
            if crystal is None:
                raise SettingsError("The explorer shows no structure.", "Choose one there, or one of the gallery.")
            kind, key, data = "crystal", crystal.name, crystal_bytes(crystal)
        spec = JobSpec(
            kind,
            key,
            self.potential.value,
            task="md",
            temperatures=temperatures_in(self.temperatures.value),
            time=self.time.value,
            equilibration=self.equilibration.value,
            timestep=self.timestep.value,
            seed=self.seed.value,
        )
        self._job = self._desk.context.jobs.submit(spec, data, owner=self._desk.session)
        self.run.visible, self.cancel.visible = False, True
        self.bar.param.update(value=0, visible=True)
        self.watch()
        self.look()

    def stop(self) -> None:
        """Stop at once."""
        if self._job is not None:
            self._desk.context.jobs.cancel(self._job)
            self.look()

    def watch(self) -> None:
        """Look again and again, while there is something to see."""
        if self._poll is None and self.busy and pn.state.curdoc is not None:
            self._poll = pn.state.add_periodic_callback(self.look, period=POLL_MS, start=True)

    def rest(self) -> None:
        """Stop looking; the job goes on."""
        if self._poll is not None:
            self._poll.stop()
            self._poll = None

    def look(self) -> None:
        """Look how far the job is."""
        job = self._job
        if job is None:
            self.rest()
            return
        status = self._desk.context.jobs.status(job)
        self._say(status)
        if not status.final:
            return
        self._job = None
        self.rest()
        self.run.visible, self.cancel.visible, self.bar.visible = True, False, False
        if status.stage == "failed":
            self._show(SettingsError(status.problem, status.remedy))
        elif status.stage == "done":
            self._done(sorted(job.folder.glob("run-*.h5")), job.folder.name)

    def _say(self, status: JobStatus) -> None:
        if status.stage == "queued":
            text = f"Waiting: number {status.place} in the queue."
        elif status.stage == "simulating" and status.total:
            self.bar.value = int(100 * status.done / status.total)
            left = "" if status.seconds_left is None else f", {typeset.duration(status.seconds_left)} left"
            text = f"<b>{status.points_per_second:.2g} ns/day{left}</b><br>{escape(status.note)}"
        elif status.stage == "done":
            text = "The runs have ended: they are listed above."
        elif status.stage == "failed":
            text = ""
        else:
            text = escape(status.note)
        self.text.object = f'<div class="hint" role="status">{text}</div>'

    def _say_command(self) -> None:
        """Say what to type for a run that is to survive the tab."""
        source = self.structure.value if self.structure.value != SHOWN else "FILE"
        command = (
            f"pesviz md {source} --temperature {self.temperatures.value.strip()} --time {self.time.value:g} "
            f"--potential {self.potential.value}"
        )
        self.hint.object = (
            '<div class="hint">Runs end when this tab is closed. For long ones, in a terminal:<br>'
            f"<code>{escape(command)}</code></div>"
        )

    def _guarded(self, action: Callable[[], None]) -> None:
        self.error.visible = False
        try:
            action()
        except PesvizError as error:
            self._show(error)

    def _show(self, error: PesvizError) -> None:
        self.error.param.update(title=error.problem, object=error.remedy, visible=True)
