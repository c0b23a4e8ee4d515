"""Periodic callbacks of a session, active while its page is shown."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import panel as pn


class Poll:
    """A callback of the session that can be started and stopped, each as often as one likes."""

    def __init__(self, action: Callable[[], None], period: int) -> None:
        self._action, self._period = action, period
        self._callback: Any = None

    def start(self) -> None:
        """Begin, unless it goes on already or nobody has opened the page."""
        if self._callback is None and pn.state.curdoc is not None:
            self._callback = pn.state.add_periodic_callback(self._action, period=self._period, start=True)

    def stop(self) -> None:
        """End."""
        if self._callback is not None:
            self._callback.stop()
            self._callback = None
