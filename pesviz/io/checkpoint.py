"""A folder that keeps the finished parts of a computation, so that a killed one goes on where it was."""

from __future__ import annotations

import contextlib
import json
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from pesviz.errors import CheckpointError
from pesviz.io.atomic import atomic_file, delete_temporary_files, write_errors, write_text

_REMEDY = "Free some space or choose another folder; start again to go on from the last finished chunk."


class CheckpointFolder:
    """A header with a key and plain values, and files of arrays; each is written whole or not at all.

    Parameters
    ----------
    folder
        Where; made if need be. The header appears with the first file of arrays.
    key
        Hash of what the computation depends on.
    kind
        What is computed, in one word: "scan". The header is `KIND.json`.
    chunk
        Files of arrays are `CHUNK-000000.npz` and so on.
    names
        Files of arrays with names of their own, without their suffix.
    values
        Plain values for a new header, beside the key.

    Raises
    ------
    CheckpointError
        The folder holds another computation, a header that cannot be read, or cannot be written.
    """

    def __init__(
        self,
        folder: Path,
        key: str,
        *,
        kind: str,
        chunk: str = "chunk",
        names: tuple[str, ...] = (),
        values: Mapping[str, Any],
    ) -> None:
        self.folder = Path(folder)
        self.key = key
        self.values: dict[str, Any] = dict(values)
        """Those of the header that was there, where there was one."""
        self._kind, self._chunk, self._names = kind, chunk, names
        with self._writing():
            self.folder.mkdir(parents=True, exist_ok=True)
            self.resumed = self._header.exists()
        """Whether the folder held this computation already."""
        self._has_header = self.resumed
        if self.resumed:
            self._read_header()

    @property
    def _header(self) -> Path:
        return self.folder / f"{self._kind}.json"

    def _read_header(self) -> None:
        try:
            content = json.loads(self._header.read_text(encoding="utf-8"))
            key = content.pop("key")
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            raise self.damaged() from error
        if key != self.key:
            raise CheckpointError(
                f"The checkpoint {self.folder} belongs to a {self._kind} with another structure, potential or "
                "settings.",
                "Choose another folder, or delete that one to start anew.",
            )
        self.values = content

    def damaged(self) -> CheckpointError:
        """Return the error of a header that cannot be used."""
        return CheckpointError(
            f"The checkpoint {self.folder} is damaged: its {self._header.name} cannot be read.",
            "Delete that folder to start anew, or choose another one.",
        )

    def write_header(self, values: Mapping[str, Any]) -> None:
        """Write the header with other values.

        Raises
        ------
        CheckpointError
            The disk is full or the folder cannot be written; what was written before is intact.
        """
        self.values = dict(values)
        with self._writing():
            if not self._has_header:  # chunks without a header are of an unknown computation
                self._delete(self._files())
            write_text(self._header, json.dumps({"key": self.key, **self.values}), durable=True)
        self._has_header = True

    def chunk_numbers(self) -> list[int]:
        """Return the numbers of the chunks of this computation, in order."""
        if not self._has_header:
            return []
        stems = (path.stem.partition("-")[2] for path in self.folder.glob(f"{self._chunk}-*.npz"))
        return sorted(int(number) for number in stems if number.isdigit())

    def read_chunk(self, number: int) -> dict[str, np.ndarray] | None:
        """Return the arrays of a chunk by name, None where it is missing or damaged."""
        return self.read(self._chunk_name(number))

    def write_chunk(self, number: int, arrays: Mapping[str, Any]) -> None:
        """Write the arrays of a chunk; see `write`."""
        self.write(self._chunk_name(number), arrays)

    def read(self, name: str) -> dict[str, np.ndarray] | None:
        """Return the arrays of a file by name, None where it is missing or damaged."""
        if not self._has_header:
            return None
        try:
            with np.load(self.folder / f"{name}.npz", allow_pickle=False) as stored:
                return {key: stored[key] for key in stored.files}
        except (ValueError, KeyError, TypeError, OSError, EOFError, zipfile.BadZipFile):
            return None

    def write(self, name: str, arrays: Mapping[str, Any]) -> None:
        """Write arrays.

        Raises
        ------
        CheckpointError
            The disk is full or the folder cannot be written; what was written before is intact.
        """
        if not self._has_header:
            self.write_header(self.values)
        with (
            self._writing(),
            atomic_file(self.folder / f"{name}.npz") as part,
            part.open("wb") as file,
        ):
            np.savez(file, **arrays)

    def discard(self) -> None:
        """Delete the checkpoint's own files, and the folder if nothing else is in it."""
        for name in (f"{self._chunk}-*.npz", *(f"{name}.npz" for name in self._names), self._header.name):
            delete_temporary_files(self.folder, name)
        self._delete([*self._files(), self._header])
        self._has_header = False
        with contextlib.suppress(OSError):
            self.folder.rmdir()

    def _files(self) -> list[Path]:
        others = [self.folder / f"{name}.npz" for name in self._names]
        return [*self.folder.glob(f"{self._chunk}-*.npz"), *others]

    @staticmethod
    def _delete(paths: list[Path]) -> None:
        for path in paths:
            path.unlink(missing_ok=True)

    def _chunk_name(self, number: int) -> str:
        return f"{self._chunk}-{number:06d}"

    def _writing(self) -> contextlib.AbstractContextManager[None]:
        return write_errors(CheckpointError, f"The checkpoint {self.folder}", _REMEDY)
