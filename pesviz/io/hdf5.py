"""Writing HDF5 files whole or not at all."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from pathlib import Path

import h5py

from pesviz.io.atomic import write_bytes

_BLOCK = 4 * 1024**2
"""The file grows in memory by so many bytes at a time."""


def file_image(write: Callable[[h5py.File], None]) -> bytes:
    """Return the content of a new HDF5 file, without any file on disk.

    Parameters
    ----------
    write
        Function that gets the file, open for writing, and fills it.
    """
    with _file_in_memory("image.h5") as file:
        write(file)
        file.flush()
        return bytes(file.id.get_file_image())


def _file_in_memory(name: str) -> h5py.File:
    return h5py.File(name, "w", driver="core", backing_store=False, block_size=_BLOCK)


@contextlib.contextmanager
def new_file(path: Path) -> Iterator[h5py.File]:
    """Open a new HDF5 file that appears under its name, whole, when the block ends without an error.

    It is made in memory and written in one go, under another name first: HDF5 ends the process with a segmentation
    fault where a disk that is full keeps it from closing its file.

    Parameters
    ----------
    path
        The file; its folder is made if need be.

    Yields
    ------
    h5py.File
        Open for writing.

    Raises
    ------
    OSError
        The file cannot be written; nothing is left of it.
    """
    with _file_in_memory(path.name) as file:
        yield file
        file.flush()
        image = file.id.get_file_image()
    path.parent.mkdir(parents=True, exist_ok=True)
    write_bytes(path, image)
