"""A periodic field as one self-describing binary blob, for the viewer and the stand-alone HTML."""

from __future__ import annotations

import json
import struct
from dataclasses import dataclass

import numpy as np

from pesviz.errors import GridMismatchError
from pesviz.landscape.periodic_field import clip_walls

MAGIC = b"PESVIZF1"
STEPS = 65535


def _is_tiled(values: np.ndarray) -> bool:
    """Return whether a 2×2×2 field is one cell repeated."""
    if any(n % 2 for n in values.shape):
        return False
    half = values[tuple(slice(n // 2) for n in values.shape)]
    return bool(np.array_equal(np.tile(half, (2, 2, 2)), values))


def pack_field(values: np.ndarray, cell: np.ndarray, *, cells: int = 1, top: float = 4.0) -> bytes:
    """Pack a periodic field into one blob.

    One blob, because two parameters for dimensions and data would be updated one after the other.

    Layout, little endian: 8 bytes magic "PESVIZF1", uint32 length of the header, the header as JSON in UTF-8 padded
    with spaces to a multiple of 4, then uint16 data with the first axis fastest. Header: `dims` (points of the data
    along each axis, endpoint excluded), `repeat` (number of repeats along each axis that fill `cells`),
    `cells`, `cell` (rows, Å, of one cell), `range` (eV of 0 and of 65535).

    Parameters
    ----------
    values
        Field over `cells` cells along each axis, endpoint excluded, shape (cells·N_a, cells·N_b, cells·N_c), eV.
    cell
        Lattice vectors of one cell as rows, shape (3, 3), Å.
    cells
        Number of cells along each axis, 1 or 2.
    top
        Highest level that will be shown, eV.

    Returns
    -------
    bytes
        The blob. Of a field of 2×2×2 equal cells one is stored.

    Raises
    ------
    GridMismatchError
        The field is not three-dimensional, is empty, or does not divide into `cells` cells.
    """
    values = np.asarray(values)
    if values.ndim != 3 or 0 in values.shape or cells not in {1, 2} or any(n % cells for n in values.shape):
        raise GridMismatchError(
            f"A field of shape {values.shape} does not fill {cells} cells along each axis.",
            "Give a field of shape (cells·Na, cells·Nb, cells·Nc) and cells = 1 or 2.",
        )
    repeat = 1
    if cells == 2 and _is_tiled(values):
        values, repeat = values[tuple(slice(n // 2) for n in values.shape)], 2
    energies = clip_walls(values, top)
    low = float(energies.min())
    high = max(float(energies.max()), top, low + 1e-6)
    steps = np.rint((energies.astype(np.float64) - low) * (STEPS / (high - low))).astype("<u2")
    header = json.dumps(
        {
            "dims": list(values.shape),
            "repeat": repeat,
            "cells": cells,
            "cell": np.asarray(cell, dtype=float).tolist(),
            "range": [low, high],
        },
        separators=(",", ":"),
    ).encode()
    header += b" " * (-(len(MAGIC) + 4 + len(header)) % 4)
    return MAGIC + struct.pack("<I", len(header)) + header + steps.tobytes(order="F")


@dataclass(frozen=True, eq=False)
class UnpackedField:
    """Content of a blob.

    Parameters
    ----------
    values
        Field over all cells, endpoint excluded, float32, eV, to the resolution of the blob.
    cell
        Lattice vectors of one cell as rows, Å.
    cells
        Number of cells along each axis.
    resolution
        Largest error of a value, eV.
    """

    values: np.ndarray
    cell: np.ndarray
    cells: int
    resolution: float


def unpack_field(blob: bytes) -> UnpackedField:
    """Read a blob of `pack_field`.

    Raises
    ------
    GridMismatchError
        The bytes are no such blob.
    """
    if blob[: len(MAGIC)] != MAGIC:
        raise GridMismatchError("These bytes are no packed field.", "Give the result of pack_field.")
    (length,) = struct.unpack_from("<I", blob, len(MAGIC))
    start = len(MAGIC) + 4
    header = json.loads(blob[start : start + length])
    low, high = header["range"]
    data = np.frombuffer(blob, dtype="<u2", offset=start + length).reshape(header["dims"], order="F")
    values = (low + data * ((high - low) / STEPS)).astype(np.float32)
    return UnpackedField(
        values=np.tile(values, (header["repeat"],) * 3),
        cell=np.array(header["cell"]),
        cells=int(header["cells"]),
        resolution=(high - low) / STEPS / 2,
    )
