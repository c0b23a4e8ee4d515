"""A job of the page "Evaluate": submits it, looks how far it is, and hands over what it wrote."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from pathlib import Path

import panel as pn
import panel_material_ui as pmui

from pesviz.app.jobs import Job, JobSpec, JobStatus
from pesviz.app.page_context import PageContext
from pesviz.app.polling import Poll
from pesviz.errors import PesvizError

POLL_MS = 250


class Run:
    """One job at a time; a new one stops the one before.

    Parameters
    ----------
    context
        What the page may do.
    on_done
        Called with the folder of a job that ended well.
    on_failed
        Called with the reason where it did not.
    text_css
        Style of texts.
    """

    def __init__(
        self,
        context: PageContext,
        on_done: Callable[[Path], None],
        on_failed: Callable[[PesvizError], None],
        text_css: str,
    ) -> None:
        self._context, self._on_done, self._on_failed = context, on_done, on_failed
        self._job: Job | None = None
        self._poll = Poll(self.poll, POLL_MS)
        self.bar = pmui.LinearProgress(value=0, variant="indeterminate", sizing_mode="stretch_width", margin=0)
        self.text = pn.pane.HTML("", sizing_mode="stretch_width", margin=(4, 0, 0, 0), stylesheets=[text_css])
        self.cancel = pmui.Button(label="Cancel", icon="stop", variant="text", size="small", margin=0)
        self.cancel.on_click(lambda _: self.stop())
        self.layout = pn.Column(
            self.bar,
            pn.Row(self.text, self.cancel, margin=0, sizing_mode="stretch_width"),
            margin=(8, 0, 0, 0),
            sizing_mode="stretch_width",
            visible=False,
        )

    @property
    def busy(self) -> bool:
        """Whether a job waits or goes on."""
        return self._job is not None

    def submit(self, spec: JobSpec, data: bytes | None = None) -> None:
        """Stop what goes on and start a job."""
        self.stop()
        self._job = self._context.server.jobs.submit(spec, data, owner=self._context.session)
        self.start_polling()
        self.poll()

    def stop(self) -> None:
        """Stop at once."""
        if self._job is not None:
            self._context.server.jobs.cancel(self._job)
            self.poll()

    def start_polling(self) -> None:
        """Look again and again, while there is something to see."""
        if self.busy:
            self._poll.start()

    def stop_polling(self) -> None:
        """Stop looking; the job goes on."""
        self._poll.stop()

    def poll(self) -> None:
        """Look how far the job is."""
        job = self._job
        if job is None:
            self.stop_polling()
            return
        status = self._context.server.jobs.status(job)
        self._show_progress(status)
        if not status.final:
            return
        self._job = None
        self.stop_polling()
        self.layout.visible = False
        if status.stage == "failed":
            self._on_failed(PesvizError(status.problem, status.remedy))
        elif status.stage == "done":
            self._on_done(job.folder)

    def _show_progress(self, status: JobStatus) -> None:
        self.layout.visible = True
        is_known = status.total > 0
        self.bar.param.update(
            variant="determinate" if is_known else "indeterminate",
            value=int(100 * status.done / status.total) if is_known else 0,
        )
        words = f"Waiting: number {status.place} in the queue." if status.stage == "queued" else status.note
        html = f'<p class="sub" role="status">{escape(words)}</p>'
        if html != self.text.object:
            self.text.object = html
