"""HDF5 files: written whole or not at all, with a format, its version, and units on every dataset."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import h5py
from numpy.typing import ArrayLike

from pesviz.errors import PesvizError
from pesviz.io.atomic import write_bytes

_BLOCK = 4 * 1024**2
"""The file grows in memory by so many bytes at a time."""


def file_image(write: Callable[[h5py.File], None]) -> bytes:
    """Return the content of a new HDF5 file, without any file on disk."""
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


def put(group: h5py.Group, name: str, values: ArrayLike, units: str, *, compressed: bool = False) -> None:
    """Write a dataset with its units."""
    options: dict[str, Any] = {"compression": "gzip", "compression_opts": 4, "shuffle": True} if compressed else {}
    group.create_dataset(name, data=values, **options).attrs["units"] = units


def set_attributes(group: h5py.Group, values: Mapping[str, Any]) -> None:
    """Write attributes: texts and numbers as they are, the rest as JSON; None is left out."""
    for name, value in values.items():
        if value is not None:
            group.attrs[name] = (
                json.dumps(value, ensure_ascii=False) if isinstance(value, (dict, list, tuple)) else value
            )


def json_attribute(group: h5py.Group, name: str) -> Any:
    """Return an attribute that was written as JSON."""
    return json.loads(group.attrs[name])


def has_format(path: Path, name: str) -> bool:
    """Return whether a file is an HDF5 file of a format."""
    try:
        with h5py.File(path, "r") as file:
            return bool(file.attrs.get("format") == name)
    except OSError:
        return False


def check_format(file: h5py.File, name: str, version: int, other: PesvizError) -> None:
    """Raise where a file is of another format or of a newer pesviz.

    Parameters
    ----------
    file
        Open for reading.
    name, version
        The format, and the newest version of it that can be read.
    other
        Raised where it is of another format; its class also where it is newer.
    """
    if file.attrs.get("format") != name:
        raise other
    if int(file.attrs["format_version"]) > version:
        raise type(other)(f"{file.filename} was written by a newer pesviz.", "Update pesviz to read it.")
