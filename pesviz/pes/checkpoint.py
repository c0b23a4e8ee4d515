"""Chunks of a scan on disk, so that a killed scan goes on where it was."""

from __future__ import annotations

import contextlib
import json
import os
import time
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from pesviz.errors import CheckpointError

FORMAT = 2


EARLIER = "earlier.npz"
INTERVAL_S = 1.0
"""Finished chunks wait for each other so long and go into one file: a killed scan loses no more than that, and a
short one writes nothing."""


class Checkpoint:
    """A folder of finished chunks, in files that are written whole or not at all.

    Parameters
    ----------
    folder
        Where; made if need be.
    key
        `scan_key` of the scan.
    chunk_sizes
        Representative ion → points in a chunk. A checkpoint that exists has its own, which hold: the energies of a
        batch may depend in their last bit on what else is in it.
    devices
        Kinds of devices that evaluate now. Another one than before is no reason to lose what is done, energies agree
        to far below what matters; but it is noted.

    Raises
    ------
    CheckpointError
        The folder holds another scan, or cannot be written.
    """

    def __init__(self, folder: Path, key: str, chunk_sizes: Mapping[int, int], devices: Sequence[str] = ()) -> None:
        self.folder = Path(folder)
        self.key = key
        self.chunk_sizes = dict(chunk_sizes)
        self._n_files = 0
        self.resumed = False
        """Whether the folder held this scan already."""
        self._waiting: list[tuple[np.ndarray, np.ndarray]] = []
        self._last = time.monotonic()
        self._header: bytes | None = None
        """Header that the first file needs, None where the folder has it."""
        self.devices = tuple(devices)
        """Kinds of devices that have evaluated chunks, in order."""
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            header = self.folder / "scan.json"
            if not header.exists():
                self._header = self._described()
            else:
                self.resumed = True
                if self._check(header):
                    self._write(header, self._described())
        except OSError as error:
            raise self._unwritable(error) from error

    def _described(self) -> bytes:
        described = {"key": self.key, "format": FORMAT, "chunk_sizes": list(self.chunk_sizes.items())}
        return json.dumps({**described, "devices": self.devices}).encode()

    def _check(self, header: Path) -> bool:
        """Take over what a header says; return whether it is to be written anew, with another device in it."""
        try:
            content: dict[str, Any] = json.loads(header.read_text(encoding="utf-8"))
            key = str(content["key"])
            sizes = {int(ion): int(size) for ion, size in content["chunk_sizes"]}
            devices = tuple(str(device) for device in content.get("devices", ()))
            damaged = min(sizes.values()) < 1 or (key == self.key and not set(self.chunk_sizes) <= set(sizes))
        except (ValueError, KeyError, TypeError, AttributeError):
            damaged = True
        if damaged:
            raise CheckpointError(
                f"The checkpoint {self.folder} is damaged: its scan.json cannot be read.",
                "Delete that folder to start anew, or choose another one.",
            )
        if key != self.key:
            raise CheckpointError(
                f"The checkpoint {self.folder} belongs to a scan with another structure, potential or settings.",
                "Choose another folder, or delete that one to start anew.",
            )
        self.chunk_sizes = sizes
        self.devices = tuple(dict.fromkeys((*devices, *self.devices)))
        return self.devices != devices

    def energies(self) -> Iterator[tuple[np.ndarray, np.ndarray]]:
        """Yield the finished chunks: ion and flat grid index of each point, shape (n, 2), and its energy, eV."""
        for path in sorted(self.folder.glob("chunk-*.npz")):
            number = path.stem.partition("-")[2]
            if number.isdigit():
                self._n_files = max(self._n_files, int(number) + 1)
                yield from self._arrays(path)

    @staticmethod
    def _arrays(path: Path) -> Iterator[tuple[np.ndarray, np.ndarray]]:
        """Yield indices and energies of a file; nothing where it is damaged."""
        with contextlib.suppress(ValueError, KeyError, TypeError, OSError, EOFError, zipfile.BadZipFile):
            with np.load(path, allow_pickle=False) as stored:
                indices, energies = stored["indices"].astype(int), stored["energies"].astype(float)
            if indices.shape == (len(energies), 2) and np.isfinite(energies).all():
                yield indices, energies

    def earlier(self) -> Iterator[tuple[np.ndarray, np.ndarray]]:
        """Yield the energies of an earlier result that the scan began with, as `energies` does."""
        yield from self._arrays(self.folder / EARLIER)

    def earlier_limit(self) -> float | None:
        """Return the energy below which the earlier result was exact, eV; None where there was none."""
        try:
            with np.load(self.folder / EARLIER, allow_pickle=False) as stored:
                return float(stored["limit"]) or None
        except (ValueError, KeyError, TypeError, OSError, EOFError, zipfile.BadZipFile):
            return None

    def write_earlier(self, indices: np.ndarray, energies: np.ndarray, limit: float) -> None:
        """Keep the energies of an earlier result: a killed scan goes on from the same ones.

        Parameters
        ----------
        indices, energies
            As in `write`.
        limit
            Energy below which the result was exact, eV.

        Raises
        ------
        CheckpointError
            The disk is full or the folder cannot be written.
        """
        path = self.folder / EARLIER
        part = path.with_suffix(".part")
        try:
            with part.open("wb") as file:
                np.savez(file, indices=indices, energies=energies, limit=limit)
            part.replace(path)
        except OSError as error:
            part.unlink(missing_ok=True)
            raise self._unwritable(error) from error

    def write(self, indices: np.ndarray, energies: np.ndarray) -> None:
        """Keep a finished chunk, on disk within about a second.

        Parameters
        ----------
        indices
            Ion and flat grid index of each point, shape (n, 2).
        energies
            Total energies, shape (n,), eV.

        Raises
        ------
        CheckpointError
            The disk is full or the folder cannot be written; what was written before is intact.
        """
        self._waiting.append((indices, energies))
        if time.monotonic() - self._last >= INTERVAL_S:
            self.flush()

    def flush(self) -> None:
        """Write the chunks that wait.

        Raises
        ------
        CheckpointError
            As in `write`.
        """
        if not self._waiting:
            return
        indices, energies = (np.concatenate(values) for values in zip(*self._waiting, strict=True))
        path = self.folder / f"chunk-{self._n_files:06d}.npz"
        part = path.with_suffix(".part")
        try:
            if self._header:
                self._write(self.folder / "scan.json", self._header)
                self._header = None
            with part.open("wb") as file:
                np.savez(file, indices=indices, energies=energies)
            part.replace(path)
        except OSError as error:
            part.unlink(missing_ok=True)
            raise self._unwritable(error) from error
        self._n_files += 1
        self._waiting.clear()
        self._last = time.monotonic()

    def discard(self) -> None:
        """Delete the checkpoint's own files, and the folder if nothing else is in it."""
        for pattern in ("chunk-*.npz", "chunk-*.part", "earlier.npz", "earlier.part", "scan.json", "scan.part"):
            for path in self.folder.glob(pattern):
                path.unlink(missing_ok=True)
        with contextlib.suppress(OSError):
            self.folder.rmdir()

    @staticmethod
    def _write(path: Path, data: bytes) -> None:
        part = path.with_suffix(".part")
        with part.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)

    def _unwritable(self, error: OSError) -> CheckpointError:
        return CheckpointError(
            f"The checkpoint {self.folder} cannot be written: {error.strerror or error}.",
            "Free some space or choose another folder; start again to go on from the last finished chunk.",
        )
