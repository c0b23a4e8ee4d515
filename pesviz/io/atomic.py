"""Files and folders that appear whole or not at all: written under another name beside their place, then renamed."""

from __future__ import annotations

import contextlib
import os
import secrets
import shutil
from collections.abc import Iterator
from pathlib import Path

from pesviz.errors import PesvizError

FREE_SPACE = "Free some space or choose another folder."


@contextlib.contextmanager
def atomic_file(path: Path | str, *, durable: bool = False) -> Iterator[Path]:
    """Give a temporary path beside a file, which takes the file's place when the block ends without an error.

    Parameters
    ----------
    path
        The file, in a folder that exists.
    durable
        Wait until the disk has it, so that it survives a power failure too.

    Yields
    ------
    pathlib.Path
        Path to write to. It is deleted where the block ends with an error; the old file is intact then.

    Raises
    ------
    OSError
        The folder does not exist or cannot be written.
    """
    path = Path(path)
    part = _temporary(path)
    try:
        yield part
        if durable:
            _flush_to_disk(part)
        part.replace(path)
    finally:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)


@contextlib.contextmanager
def atomic_folder(path: Path | str) -> Iterator[Path]:
    """Give an empty temporary folder beside a folder, which takes its place when the block ends without an error.

    Parameters
    ----------
    path
        The folder; what is there is replaced. The folder above it is made if need be.

    Yields
    ------
    pathlib.Path
        Folder to fill. It is deleted where the block ends with an error.

    Raises
    ------
    OSError
        The folder above it cannot be made or written.
    """
    path = Path(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    part, old = _temporary(path), _temporary(path)
    try:
        part.mkdir()
        yield part
        if path.exists():
            path.rename(old)
        part.rename(path)
    finally:
        for folder in (part, old):
            shutil.rmtree(folder, ignore_errors=True)


def write_bytes(path: Path | str, data: bytes, *, durable: bool = False) -> None:
    """Write a file, whole or not at all; see `atomic_file`."""
    with atomic_file(path, durable=durable) as part:
        part.write_bytes(data)


def write_text(path: Path | str, text: str, *, durable: bool = False) -> None:
    """Write a file in UTF-8, whole or not at all; see `atomic_file`."""
    write_bytes(path, text.encode(), durable=durable)


def delete_temporary_files(folder: Path, pattern: str = "*") -> None:
    """Delete what a killed process left of the files that match a pattern."""
    for part in folder.glob(f".{pattern}.*.part"):
        part.unlink(missing_ok=True)


@contextlib.contextmanager
def write_errors(error: type[PesvizError], name: str, remedy: str = FREE_SPACE) -> Iterator[None]:
    """Turn a full disk or a folder that cannot be written into an error with a remedy."""
    try:
        yield
    except OSError as failure:
        raise error(f"{name} cannot be written: {failure.strerror or failure}.", remedy) from failure


def _temporary(path: Path) -> Path:
    """Return a hidden name beside a path that no other process or thread uses."""
    return path.with_name(f".{path.name}.{os.getpid()}-{secrets.token_hex(4)}.part")


def _flush_to_disk(path: Path) -> None:
    with path.open("rb") as file:
        os.fsync(file.fileno())
