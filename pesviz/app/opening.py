"""Opening results beside the event loop, so that the page answers meanwhile."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import AbstractContextManager
from functools import partial
from pathlib import Path

import panel as pn

from pesviz.app import store
from pesviz.landscape import Landscape


class Opener:
    """Opens results in a thread and shows them in the order of time."""

    def __init__(self, errors: Callable[[], AbstractContextManager[None]]) -> None:
        self._errors = errors
        self._number = 0
        self.beside = False
        """Whether to open beside the event loop: once the page is live."""

    def void(self) -> None:
        """Show no preview any more that is just being opened."""
        self._number += 1

    def open(self, path: Path, show: Callable[[Landscape], None], *, preview: bool = False) -> None:
        """Open a result, then show it."""
        self.void()
        number = self._number
        if self.beside and pn.state.curdoc is not None:
            pn.state.execute(partial(self._open, path, show, number if preview else None))
        else:
            show(store.open_prepared(path))

    async def _open(self, path: Path, show: Callable[[Landscape], None], number: int | None) -> None:
        with self._errors():
            landscape = await asyncio.to_thread(store.open_prepared, path)
            if number in {None, self._number}:
                show(landscape)
