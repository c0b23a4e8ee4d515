"""Chunks of a scan on disk, so that a killed scan goes on where it was."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np

from pesviz.io.checkpoint import CheckpointFolder

FORMAT = 2
EARLIER = "earlier"
INTERVAL_S = 1.0
"""Finished chunks wait for each other so long and go into one file: a killed scan loses no more than that, and a
short one writes nothing."""


class Checkpoint:
    """The finished chunks of a scan.

    Parameters
    ----------
    folder
        Where; made if need be.
    key
        `pesviz.pes.identity.scan_key` of the scan.
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
        self.chunk_sizes = dict(chunk_sizes)
        self.devices = tuple(devices)
        """Kinds of devices that have evaluated chunks, in order."""
        self._folder = CheckpointFolder(folder, key, kind="scan", names=(EARLIER,), values=self._header())
        self.resumed = self._folder.resumed
        """Whether the folder held this scan already."""
        self._number = 0
        self._waiting: list[tuple[np.ndarray, np.ndarray]] = []
        self._last = time.monotonic()
        if self.resumed and self._use_header():
            self._folder.write_header(self._header())

    def _header(self) -> dict[str, object]:
        return {"format": FORMAT, "chunk_sizes": list(self.chunk_sizes.items()), "devices": self.devices}

    def _use_header(self) -> bool:
        """Use the header's chunk sizes and devices; return whether another device is to be added to it."""
        values = self._folder.values
        try:
            sizes = {int(ion): int(size) for ion, size in values["chunk_sizes"]}
            devices = tuple(str(device) for device in values.get("devices", ()))
            damaged = min(sizes.values()) < 1 or not set(self.chunk_sizes) <= set(sizes)
        except (ValueError, KeyError, TypeError):
            damaged = True
        if damaged:
            raise self._folder.damaged()
        self.chunk_sizes = sizes
        self.devices = tuple(dict.fromkeys((*devices, *self.devices)))
        return self.devices != devices

    def energies(self) -> Iterator[tuple[np.ndarray, np.ndarray]]:
        """Yield the finished chunks: ion and flat grid index of each point, shape (n, 2), and its energy, eV."""
        for number in self._folder.chunk_numbers():
            self._number = number + 1
            yield from self._points(self._folder.read_chunk(number) or {})

    @staticmethod
    def _points(arrays: dict[str, np.ndarray]) -> Iterator[tuple[np.ndarray, np.ndarray]]:
        """Yield indices and energies of a file; nothing where it is damaged."""
        try:
            indices, energies = arrays["indices"].astype(int), arrays["energies"].astype(float)
        except (ValueError, KeyError, TypeError):
            return
        if indices.shape == (len(energies), 2) and np.isfinite(energies).all():
            yield indices, energies

    def earlier(self) -> Iterator[tuple[np.ndarray, np.ndarray]]:
        """Yield the energies of an earlier result that the scan began with, as `energies` does."""
        yield from self._points(self._folder.read(EARLIER) or {})

    def earlier_limit(self) -> float | None:
        """Return the energy below which the earlier result was exact, eV; None where there was none."""
        arrays = self._folder.read(EARLIER) or {}
        try:
            return float(arrays["limit"]) or None
        except (ValueError, KeyError, TypeError):
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
        self._folder.write(EARLIER, {"indices": indices, "energies": energies, "limit": limit})

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
        self._folder.write_chunk(self._number, {"indices": indices, "energies": energies})
        self._number += 1
        self._waiting.clear()
        self._last = time.monotonic()

    def discard(self) -> None:
        """Delete the checkpoint's own files, and the folder if nothing else is in it."""
        self._folder.discard()
