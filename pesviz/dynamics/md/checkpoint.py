"""Segments of a run on disk, so that a killed run goes on where it was."""

from __future__ import annotations

import contextlib
import json
import zipfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from pesviz.errors import CheckpointError
from pesviz.io.hashes import identity
from pesviz.potentials.model import PotentialInfo
from pesviz.structure.crystal import Crystal

FORMAT = 1
LOG_COLUMNS = (
    "time_ps",
    "temperature_K",
    "potential_eV",
    "kinetic_eV",
    "conserved_eV",
    "force_max_eV_A",
    "framework_rms_A",
)
"""What is logged at each frame; the time is negative during equilibration."""


@dataclass(eq=False)
class Segment:
    """Frames that follow each other, and the state after the last of them.

    Parameters
    ----------
    positions
        Unwrapped positions of each frame of the production, shape (n, 3) each, Å.
    log
        One row of `LOG_COLUMNS` per frame, equilibration included.
    state
        What the integrator needs to go on: frame, q, p, eta, p_eta, forces, energy, reason.
    """

    positions: list[np.ndarray] = field(default_factory=list)
    log: list[list[float]] = field(default_factory=list)
    state: dict[str, Any] = field(default_factory=dict)


def run_key(crystal: Crystal, info: PotentialInfo, settings: dict[str, Any]) -> str:
    """Return what the frames of a run depend on, as a hash; a longer run of the same kind has the same key.

    Parameters
    ----------
    crystal
        The cell that is run.
    info
        The potential.
    settings
        Of the run; its length does not count.
    """
    relevant = {name: value for name, value in settings.items() if name != "time"}
    atoms = crystal.atoms
    described = [FORMAT, relevant, info.identity(), crystal.mobile_species]
    return identity(described, atoms.numbers, atoms.positions, crystal.cell, atoms.get_masses())


class RunCheckpoint:
    """A folder with one file per segment, each written whole or not at all.

    Parameters
    ----------
    folder
        Where; made if need be.
    key
        `run_key` of the run.

    Raises
    ------
    CheckpointError
        The folder holds another run, or cannot be written.
    """

    def __init__(self, folder: Path, key: str) -> None:
        self.folder = Path(folder)
        header = self.folder / "run.json"
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            if header.exists():
                if json.loads(header.read_text(encoding="utf-8")).get("key") != key:
                    raise CheckpointError(
                        f"The checkpoint {folder} belongs to a run with another structure, potential or settings.",
                        "Choose another folder, or delete that one to start anew.",
                    )
            else:
                part = header.with_suffix(".part")
                part.write_text(json.dumps({"key": key, "format": FORMAT}), encoding="utf-8")
                part.replace(header)
        except (OSError, ValueError) as error:
            raise self._unwritable(error) from error

    def read(self) -> list[Segment]:
        """Return the finished segments, in order, up to the first that is missing or torn."""
        found: list[Segment] = []
        while (segment := self._segment(len(found))) is not None:
            found.append(segment)
        return found

    def _segment(self, number: int) -> Segment | None:
        try:
            with np.load(self._path(number), allow_pickle=False) as stored:
                state = {name[6:]: stored[name] for name in stored.files if name.startswith("state_")}
                return Segment(list(stored["positions"]), stored["log"].tolist(), state)
        except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile):
            return None

    def write(self, number: int, segment: Segment) -> None:
        """Keep a segment.

        Parameters
        ----------
        number
            Its place.
        segment
            With its state.

        Raises
        ------
        CheckpointError
            The disk is full or the folder cannot be written; what was written before is intact.
        """
        path = self._path(number)
        part = path.with_suffix(".part")
        n_atoms = len(segment.state["q"])
        arrays: dict[str, Any] = {f"state_{name}": np.asarray(value) for name, value in segment.state.items()}
        try:
            with part.open("wb") as file:
                np.savez(
                    file,
                    positions=np.array(segment.positions).reshape(-1, n_atoms, 3),
                    log=np.array(segment.log),
                    **arrays,
                )
            part.replace(path)
        except OSError as error:
            part.unlink(missing_ok=True)
            raise self._unwritable(error) from error

    def discard(self) -> None:
        """Delete the checkpoint's own files, and the folder if nothing else is in it."""
        for pattern in ("segment-*.npz", "segment-*.part", "run.json", "run.part"):
            for path in self.folder.glob(pattern):
                path.unlink(missing_ok=True)
        with contextlib.suppress(OSError):
            self.folder.rmdir()

    def _path(self, number: int) -> Path:
        return self.folder / f"segment-{number:06d}.npz"

    def _unwritable(self, error: Exception) -> CheckpointError:
        reason = getattr(error, "strerror", None) or error
        return CheckpointError(
            f"The checkpoint {self.folder} cannot be written: {reason}.",
            "Free some space or choose another folder; start again to go on from the last finished frames.",
        )
