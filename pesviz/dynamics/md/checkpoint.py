"""Segments of a run on disk, so that a killed run goes on where it was."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from pesviz.io.checkpoint import CheckpointFolder
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
    """The finished segments of a run.

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
        self._folder = CheckpointFolder(folder, key, kind="run", chunk="segment", values={"format": FORMAT})

    def read(self) -> list[Segment]:
        """Return the finished segments, in order, up to the first that is missing or torn."""
        segments: list[Segment] = []
        while (segment := self._segment(len(segments))) is not None:
            segments.append(segment)
        return segments

    def _segment(self, number: int) -> Segment | None:
        arrays = self._folder.read_chunk(number)
        if arrays is None or not {"positions", "log"} <= set(arrays):
            return None
        state = {name[6:]: value for name, value in arrays.items() if name.startswith("state_")}
        return Segment(list(arrays["positions"]), arrays["log"].tolist(), state)

    def write(self, number: int, segment: Segment) -> None:
        """Keep a segment.

        Raises
        ------
        CheckpointError
            The disk is full or the folder cannot be written; what was written before is intact.
        """
        positions = np.array(segment.positions).reshape(-1, len(segment.state["q"]), 3)
        state = {f"state_{name}": np.asarray(value) for name, value in segment.state.items()}
        self._folder.write_chunk(number, {"positions": positions, "log": np.array(segment.log), **state})

    def discard(self) -> None:
        """Delete the checkpoint's own files, and the folder if nothing else is in it."""
        self._folder.discard()
