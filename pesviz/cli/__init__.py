"""The command line, a skin over the library: what a person can mend is one sentence and a remedy, no traceback."""

from __future__ import annotations

import errno
from collections.abc import Sequence

from pesviz.errors import PesvizError

PROBLEM = 2
"""Exit status after a problem that the person at the keyboard can mend, wrong usage included."""
INTERRUPTED = 130
"""Exit status after Ctrl-C, as shells expect it."""

_FILE_ERRORS = {
    errno.EACCES,
    errno.EEXIST,
    errno.EISDIR,
    errno.ENOENT,
    errno.ENOSPC,
    errno.ENOTDIR,
    errno.EPERM,
    errno.EROFS,
}
"""Errors of files and folders that a person can mend."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run `pesviz` and return its exit status."""
    import typer

    from pesviz.cli.application import app
    from pesviz.cli.console import show_problem

    try:
        return int(app(args=arguments, prog_name="pesviz", standalone_mode=False) or 0)
    except PesvizError as error:
        show_problem(error.problem, error.remedy)
    except typer.TyperException as error:
        context = getattr(error, "ctx", None)
        command = context.command_path if context else "pesviz"
        show_problem(_sentence(error.format_message()), f"`{command} --help` shows how it is used.")
    except MemoryError:
        show_problem(
            "The memory ran out.", "Use the primitive cell, a wider grid spacing or a machine with more memory."
        )
    except OSError as error:
        if error.errno not in _FILE_ERRORS:
            raise
        show_problem(
            f"{error.filename or 'A file'}: {error.strerror}.", "Check the path, its rights and the free space."
        )
    return PROBLEM


def _sentence(text: str) -> str:
    return text if text.endswith((".", "?", "!")) else f"{text}."
