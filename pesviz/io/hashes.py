"""Hashes that identify files, results and runs. Keys on disk depend on them: their values must never change."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import numpy as np


def sha256(data: bytes) -> str:
    """Return the SHA-256 of bytes, in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def file_sha256(path: Path) -> str:
    """Return the SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def identity(description: Any, *arrays: np.ndarray) -> str:
    """Return a hash of plain values and of arrays, to the last bit.

    Parameters
    ----------
    description
        What JSON can hold; the order of an object's keys does not count.
    arrays
        Their values and types count, not their shapes.

    Returns
    -------
    str
        SHA-256 in hexadecimal.
    """
    digest = hashlib.sha256(json.dumps(description, sort_keys=True).encode())
    for array in arrays:
        digest.update(np.ascontiguousarray(array).tobytes())
    return digest.hexdigest()
