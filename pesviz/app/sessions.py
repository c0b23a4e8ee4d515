"""Sessions and their tabs: a session ends soon after its tab is closed, but waits long for one that opens slowly."""

from __future__ import annotations

from bokeh.document import Document
from tornado.ioloop import PeriodicCallback

NEVER_OPENED_MS = 120_000
"""A session whose page never connected ends after this long, ms; Bokeh makes a new one where it connects later."""
CLOSED_MS = 5_000
"""A session whose tab was closed, or lost the network, ends after this long, and its jobs with it, ms."""


def end_with_tab(document: Document) -> None:
    """End the session of a document that is open in a tab a while after that is closed."""
    context = document.session_context
    session = getattr(context, "session", None)
    if context is None or session is None:
        return

    def check() -> None:
        if session.destroyed:
            watch.stop()
        elif session.connection_count == 0 and session.milliseconds_since_last_unsubscribe > CLOSED_MS:
            session.request_expiration()
            watch.stop()

    watch = PeriodicCallback(check, 1_000)
    watch.start()
