"""What is printed where: the result alone on stdout; progress, problems and the chatter of libraries on stderr."""

from __future__ import annotations

import contextlib
import ctypes
import os
import sys
import time
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Self, TextIO

if TYPE_CHECKING:
    from rich.console import Console

PIPE_WIDTH = 118
"""Columns of tables that do not go to a terminal, so that nothing is cut."""
LOG_SECONDS = 15.0
"""Where stderr is no terminal, progress is one line at most this often, s."""


def show_problem(problem: str, remedy: str) -> None:
    """Print on stderr what is wrong and what to do about it."""
    from rich.text import Text

    error_console().print(Text.assemble(("Error: ", "bold red"), f"{problem} {remedy}"), soft_wrap=True)


def note(text: str) -> None:
    """Print a line on stderr."""
    error_console().print(text, markup=False, soft_wrap=True)


def error_console() -> Console:
    """Return a console on stderr as it is now."""
    from rich.console import Console

    return Console(stderr=True, highlight=False)


def result_console(stream: TextIO) -> Console:
    """Return a console for a result."""
    from rich.console import Console

    return Console(file=stream, highlight=False, width=None if stream.isatty() else PIPE_WIDTH)


@contextlib.contextmanager
def reserved_stdout() -> Iterator[TextIO]:
    """Keep stdout for the result: meanwhile whatever libraries print, in Python or in C, goes to stderr."""
    own = sys.stdout
    own.flush()
    if not _is_process_stdout(own):  # captured by whoever called us: only Python's own printing can be led away
        with contextlib.redirect_stdout(sys.stderr):
            yield own
        return
    with open(os.dup(1), "w", encoding="utf-8", errors="replace") as stream:  # noqa: PTH123 - a descriptor, not a path
        os.dup2(2, 1)
        try:
            with contextlib.redirect_stdout(sys.stderr):
                yield stream
        finally:
            stream.flush()
            _flush_c_buffers()
            os.dup2(stream.fileno(), 1)


def _is_process_stdout(stream: TextIO) -> bool:
    try:
        return stream.fileno() == 1
    except (OSError, ValueError, AttributeError):
        return False


def _flush_c_buffers() -> None:
    """Write out what C code has printed but not flushed, while descriptor 1 still leads to stderr."""
    with contextlib.suppress(OSError, AttributeError, TypeError):
        ctypes.CDLL(None).fflush(None)


class ProgressDisplay:
    """How far a long command is: a live bar on a terminal, a line now and then elsewhere."""

    def __init__(self) -> None:
        self._console = error_console()
        self._bar: Any = None
        self._task: Any = None
        self._stage = ""
        self._last = 0.0

    def __enter__(self) -> Self:
        """Start the bar."""
        if self._console.is_terminal:
            from rich.progress import BarColumn, SpinnerColumn, TextColumn
            from rich.progress import Progress as Bar

            self._bar = Bar(
                SpinnerColumn(),
                TextColumn("{task.description}", markup=False),
                BarColumn(bar_width=30),
                TextColumn("{task.fields[detail]}", markup=False),
                console=self._console,
                transient=True,
            )
            self._task = self._bar.add_task("", total=None, detail="")
            self._bar.start()
        return self

    def __exit__(self, *_: object) -> None:
        """Take the bar away."""
        if self._bar is not None:
            self._bar.stop()

    def update(self, stage: str, detail: str = "", done: float = 0.0, total: float | None = None) -> None:
        """Show where the work is."""
        if self._bar is not None:
            self._bar.update(self._task, description=stage, detail=detail, completed=done, total=total)
            return
        now = time.monotonic()
        if stage != self._stage or now - self._last > LOG_SECONDS:
            self._stage, self._last = stage, now
            note(f"{stage}: {detail}" if detail else stage)

    def note(self, text: str) -> None:
        """Print a line on stderr that stays, above the bar where there is one."""
        if self._bar is not None:
            self._bar.console.print(text, markup=False, soft_wrap=True)
        else:
            note(text)


def duration(seconds: float) -> str:
    """Return a time in words, for example "42 s", "3 min 20 s" or "2 h 05 min"."""
    whole = round(seconds)
    if whole < 60:
        return f"{whole} s"
    if whole < 3600:
        return f"{whole // 60} min {whole % 60:02d} s"
    return f"{whole // 3600} h {whole % 3600 // 60:02d} min"
