"""A trajectory: unwrapped positions with cells, elements, time, temperature and log."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np
from ase import Atoms
from ase.data import chemical_symbols

from pesviz.dynamics.trajectories.unwrapping import mean_cell
from pesviz.errors import SettingsError, TrajectoryError


@dataclass(frozen=True, eq=False)
class Trajectory:
    """Positions of all atoms over time, unwrapped.

    Parameters
    ----------
    positions
        Unwrapped Cartesian positions, shape (n_frames, n_atoms, 3), Å: an array, or a dataset of an open HDF5 file,
        of which only blocks of atoms are read. Where the cell moves they refer to the mean cell.
    cells
        Lattice vectors as rows, shape (3, 3), or of each frame, shape (n_frames, 3, 3), Å.
    numbers
        Atomic numbers, shape (n_atoms,).
    frame_interval
        Time between two frames, ps.
    temperature
        Temperature of the thermostat, K; None where it is not known.
    mobile_species
        Chemical symbol of the mobile ion; empty where it is unknown.
    name, source
        Name, and origin.
    log
        Thermodynamic log of the run: name with unit → values, each of shape (n_entries,); the time is `time_ps`,
        negative during equilibration. Empty where there is none.
    status
        "complete", or how the run ended: "running", "exploded", "melted", "stopped".
    provenance
        Settings, potential, versions, changes of the structure.
    notes
        Reservations, one sentence each; an analysis repeats them as warnings.
    """

    positions: Any
    cells: np.ndarray
    numbers: np.ndarray
    frame_interval: float
    temperature: float | None = None
    mobile_species: str = ""
    name: str = ""
    source: str = ""
    log: dict[str, np.ndarray] = field(default_factory=dict)
    status: str = "complete"
    provenance: dict[str, Any] = field(default_factory=dict)
    notes: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Refuse shapes that do not match, and times and temperatures that are not positive."""
        shape = tuple(self.positions.shape)
        if len(shape) != 3 or shape[2] != 3 or shape[1] != len(self.numbers):
            raise TrajectoryError(
                f"Positions of shape {shape} do not fit {len(self.numbers)} atoms.",
                "Give positions of shape (frames, atoms, 3).",
            )
        if self.cells.shape not in {(3, 3), (shape[0], 3, 3)}:
            raise TrajectoryError(
                f"Cells of shape {self.cells.shape} do not fit {shape[0]} frames.", "Give one cell, or one per frame."
            )
        if not (np.isfinite(self.frame_interval) and self.frame_interval > 0):
            raise SettingsError(
                f"A frame interval of {self.frame_interval} ps is not possible.", "Give a positive time in ps."
            )
        if self.temperature is not None and not (np.isfinite(self.temperature) and self.temperature > 0):
            raise SettingsError(
                f"A temperature of {self.temperature} K is not possible.", "Give a positive temperature in K."
            )

    @property
    def n_frames(self) -> int:
        """Number of frames."""
        return int(self.positions.shape[0])

    @property
    def n_atoms(self) -> int:
        """Number of atoms."""
        return len(self.numbers)

    @property
    def duration(self) -> float:
        """Time from the first to the last frame, ps."""
        return (self.n_frames - 1) * self.frame_interval

    @property
    def cell(self) -> np.ndarray:
        """Mean cell, rows are lattice vectors, shape (3, 3), Å."""
        return mean_cell(self.cells)

    @property
    def volume(self) -> float:
        """Mean volume, Å³."""
        if self.cells.ndim == 2:
            return float(abs(np.linalg.det(self.cells)))
        return float(np.abs(np.linalg.det(self.cells)).mean())

    @property
    def species(self) -> tuple[str, ...]:
        """Chemical symbols that occur, in the order of their first atom."""
        return tuple(dict.fromkeys(chemical_symbols[z] for z in self.numbers.tolist()))

    def indices(self, symbol: str) -> np.ndarray:
        """Return the indices of all atoms of a species, ascending.

        Raises
        ------
        TrajectoryError
            There is no such atom.
        """
        indices = np.flatnonzero([chemical_symbols[z] == symbol for z in self.numbers.tolist()])
        if not len(indices):
            raise TrajectoryError(
                f"{self.name or 'The trajectory'} has no {symbol}.", f"It has {', '.join(self.species)}."
            )
        return indices

    def select(self, indices: np.ndarray) -> np.ndarray:
        """Return positions of some atoms.

        Parameters
        ----------
        indices
            Indices of the atoms, ascending, shape (m,).

        Returns
        -------
        numpy.ndarray
            Shape (n_frames, m, 3), float64, Å.
        """
        if isinstance(self.positions, np.ndarray):
            return np.asarray(self.positions[:, indices], dtype=float)
        low, high = int(indices[0]), int(indices[-1]) + 1  # one slice: HDF5 is slow with index lists
        return np.asarray(self.positions[:, low:high][:, indices - low], dtype=float)

    def frame(self, index: int) -> Atoms:
        """Return one frame as ASE atoms, in the mean cell.

        Parameters
        ----------
        index
            Number of the frame; negative from the end.
        """
        position = np.asarray(self.positions[index % self.n_frames], dtype=float)
        return Atoms(numbers=self.numbers, positions=position, cell=self.cell, pbc=True)

    def after(self, skip: float) -> Trajectory:
        """Return the trajectory without its beginning.

        Parameters
        ----------
        skip
            Time to leave out, ps.

        Raises
        ------
        TrajectoryError
            Nothing is left.
        """
        first = round(skip / self.frame_interval)
        if first <= 0:
            return self
        if first > self.n_frames - 2:
            raise TrajectoryError(
                f"Without its first {skip:g} ps nothing is left of {self.duration:g} ps.", "Leave out less."
            )
        cells = self.cells if self.cells.ndim == 2 else self.cells[first:]
        return replace(self, positions=self.positions[first:], cells=cells)

    def every(self, n: int) -> Trajectory:
        """Return every n-th frame.

        Parameters
        ----------
        n
            At least 1.
        """
        if n <= 1:
            return self
        cells = self.cells if self.cells.ndim == 2 else self.cells[::n]
        return replace(self, positions=self.positions[::n], cells=cells, frame_interval=self.frame_interval * n)

    def save(self, path: Path | str, *, dtype: str = "float64") -> Path:
        """Write the trajectory as HDF5, atomically; see `pesviz.dynamics.trajectories.layout`."""
        from pesviz.dynamics.trajectories.layout import save_trajectory

        return save_trajectory(self, Path(path), dtype=dtype)


def join_parts(parts: Sequence[Trajectory]) -> Trajectory:
    """Join consecutive parts of one run, as codes write them when a run is continued.

    The first frame of a part follows the last one of the part before by one frame interval, and atoms take the
    shortest path between them. Where a part begins with the last frame of the one before, that frame is dropped.

    Parameters
    ----------
    parts
        In the order of time, at least one.

    Raises
    ------
    TrajectoryError
        Parts differ in atoms, frame interval or temperature.
    """
    if len(parts) == 1:
        return parts[0]
    first = parts[0]
    for part in parts[1:]:
        if not np.array_equal(part.numbers, first.numbers):
            raise TrajectoryError(
                f"{part.name} and {first.name} have different atoms.", "Give parts of one run, in the order of time."
            )
        if not np.isclose(part.frame_interval, first.frame_interval) or part.temperature != first.temperature:
            raise TrajectoryError(
                f"{part.name} and {first.name} differ in temperature or frame interval.",
                "Give parts of one run; `pesviz arrhenius` takes runs at several temperatures.",
            )
    moving = any(part.cells.ndim == 3 for part in parts) or not all(np.allclose(p.cells, first.cells) for p in parts)
    reference = mean_cell(np.concatenate([_cells(part) for part in parts])) if moving else first.cells
    positions: list[np.ndarray] = []
    cells: list[np.ndarray] = []
    inverse = np.linalg.inv(reference)
    for part in parts:
        fractional = np.asarray(part.positions, dtype=float) @ np.linalg.inv(part.cell)
        if positions:
            step = fractional[0] - positions[-1][-1] @ inverse
            fractional = fractional - np.round(step)
            if np.abs(step - np.round(step)).max() < 1e-9:
                fractional = fractional[1:]
        positions.append(fractional @ reference)
        cells.append(_cells(part)[len(part.positions) - len(fractional) :])
    return replace(
        first,
        positions=np.concatenate(positions),
        cells=np.concatenate(cells) if moving else first.cells,
        name=f"{first.name} … {parts[-1].name}",
        source="; ".join(part.source for part in parts),
        log={},
        notes=tuple(dict.fromkeys(note for part in parts for note in part.notes)),
    )


def _cells(part: Trajectory) -> np.ndarray:
    return part.cells if part.cells.ndim == 3 else np.broadcast_to(part.cells, (part.n_frames, 3, 3))
