"""The relaxed barrier below the path: a button, how far it is, then both profiles."""

from __future__ import annotations

import html

import panel as pn
import panel_material_ui as pmui

from pesviz.app.barriers import RESULT
from pesviz.app.jobs import Job, JobManager, JobSpec
from pesviz.app.polling import Poll
from pesviz.app.state import State
from pesviz.dynamics.neb.hop import HopKind
from pesviz.dynamics.neb.result import NEBResult, open_neb
from pesviz.figures.backends import to_bokeh
from pesviz.figures.barrier import barrier_profile
from pesviz.landscape import Landscape
from pesviz.presentation import terms

POLL_MS = 500


class BarrierView:
    """Relaxes the barrier of the shown path in a job of its own and shows frozen against relaxed.

    Parameters
    ----------
    state
        What is shown.
    jobs
        The server's queue.
    session
        Owner of the jobs.
    """

    def __init__(self, state: State, jobs: JobManager, session: str) -> None:
        self.state, self._jobs, self._session = state, jobs, session
        self.result: NEBResult | None = None
        self._job: Job | None = None
        self._poll = Poll(self.poll, POLL_MS)
        self._of: tuple[Landscape | None, int | None] = (None, None)
        self.start = pmui.Button(
            label="Relax barrier", icon="route", variant="outlined", size="small", margin=(4, 12),
            description="Relax barrier: climbing-image NEB in a supercell with the framework free. Takes minutes.",
        )  # fmt: skip
        self.cancel = pmui.Button(label="Cancel", variant="text", size="small", margin=(4, 0), visible=False)
        self.text = pn.pane.HTML("", sizing_mode="stretch_width", margin=(4, 12), visible=False)
        self.plot = pn.pane.Bokeh(None, sizing_mode="stretch_width", margin=(0, 8, 0, 4), visible=False)
        self.start.on_click(lambda _: self.run())
        self.cancel.on_click(lambda _: self.stop())
        state.param.watch(lambda *_: self._follow(), ["landscape", "ion", "is_preview"])
        state.param.watch(lambda _: self._draw(), "dark")
        self.layout = pn.Column(
            pn.Row(self.start, self.cancel, margin=0), self.text, self.plot, sizing_mode="stretch_width", margin=0
        )
        self._follow()

    @property
    def busy(self) -> bool:
        """Whether a barrier is being relaxed, or waits for its turn."""
        return self._job is not None

    def run(self) -> None:
        """Start relaxing the barrier of the path that is shown."""
        landscape = self.state.landscape
        if landscape is None or self.busy:
            return
        described = terms.describe_path(landscape, self.state.ion)
        if described is None:
            self._show_message(terms.no_path(landscape))
            return
        # Where ions hop from site to site, one such hop into a vacancy.
        hop: HopKind = "whole" if described.single else "neighbour"
        name = str(landscape.pes.potential.get("name", ""))
        spec = JobSpec("result", "", name, task="barrier", ion=described.start, hop=hop)
        self._job = self._jobs.submit(spec, _bytes_of(landscape), owner=self._session)
        self.result = None
        self._draw()
        self.start.disabled, self.cancel.visible = True, True
        self._poll.start()
        self.poll()

    def stop(self) -> None:
        """Stop at once."""
        if self._job is not None:
            self._jobs.cancel(self._job)
            self.poll()

    def poll(self) -> None:
        """Look how far the job is."""
        job = self._job
        if job is None:
            return
        status = self._jobs.status(job)
        if status.stage == "failed":
            self._show_message(f"{status.problem} {status.remedy}")
        elif status.stage == "cancelled":
            self._show_message("")
        elif status.stage == "done":
            self.result = open_neb(job.folder / RESULT)
            self._show_message(" ".join([_sentence(self.result), self.result.place, *self.result.warnings]))
            self._draw()
        else:
            self._show_message(status.note if job.process else f"Waiting: number {status.place} in the queue.")
        if status.final:
            self._job = None
            self.start.disabled, self.cancel.visible = False, False
            self._poll.stop()

    def _follow(self) -> None:
        """Another result or ion is shown: what was relaxed belongs to the one before."""
        state = self.state
        self.layout.visible = state.landscape is not None and not state.is_preview
        if (state.landscape, state.ion) == self._of:
            return
        self._of = (state.landscape, state.ion)
        self.stop()
        self.result = None
        self._show_message("")
        self._draw()

    def _show_message(self, text: str) -> None:
        self.text.object = f'<div class="hint" role="status">{html.escape(text)}</div>'
        self.text.visible = bool(text)

    def _draw(self) -> None:
        self.plot.visible = self.result is not None
        if self.result is not None:
            self.plot.object = to_bokeh(barrier_profile(self.result, height=200, dark=self.state.dark))


def _sentence(result: NEBResult) -> str:
    size = "×".join(str(n) for n in result.supercell)
    return (
        f"Frozen {result.frozen_barrier:.3f} eV, relaxed {result.barrier:.3f} eV (ion {result.ion}, "
        f"{size} supercell, {len(result.positions)} images{'' if result.converged else ', not converged'})."
    )


def _bytes_of(landscape: Landscape) -> bytes:
    """Return a result as a file's content, without its level maps."""
    import tempfile
    from pathlib import Path

    with tempfile.TemporaryDirectory() as folder:
        return landscape.save(Path(folder) / "scan.h5", level_map=False).read_bytes()
