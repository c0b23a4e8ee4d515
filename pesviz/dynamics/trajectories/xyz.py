"""XYZ files of several frames without a cell: SIESTA's .ANI, CP2K's -pos-1.xyz."""

from __future__ import annotations

import re
from pathlib import Path
from typing import IO

import numpy as np
from ase.data import atomic_numbers

from pesviz.dynamics.trajectories.frames import Frames
from pesviz.errors import TrajectoryError


def read_xyz(lines: IO[str], name: str, cells: np.ndarray) -> Frames:
    """Read positions of several frames; CP2K's comment lines hold the time.

    Parameters
    ----------
    lines
        The file.
    name
        Name of the file in messages.
    cells
        Lattice vectors as rows, shape (3, 3), or of each frame, shape (n_frames, 3, 3), Å.

    Raises
    ------
    TrajectoryError
        The file is no XYZ file, or the cells are those of another run.
    """
    frames: list[np.ndarray] = []
    times: list[float] = []
    symbols: list[str] = []
    try:
        while header := lines.readline():
            if not header.strip():
                continue
            n_atoms = int(header)
            comment = lines.readline()
            rows = [lines.readline().split() for _ in range(n_atoms)]
            if len(rows[-1]) < 4:
                break  # killed while writing
            if match := re.search(r"time\s*=\s*([-\d.Ee+]+)", comment):
                times.append(float(match.group(1)))
            symbols = symbols or [row[0] for row in rows]
            frames.append(np.array([row[1:4] for row in rows], dtype=float))
        numbers = np.array([atomic_numbers[re.sub(r"[^A-Za-z].*", "", s).capitalize()] for s in symbols])
    except (ValueError, IndexError, KeyError) as error:
        raise TrajectoryError(f"{name} is no XYZ file that can be read ({error}).", "Check the file.") from error
    if not frames:
        raise TrajectoryError(f"{name} has no frames.", "Give the trajectory of a molecular dynamics run.")
    if cells.ndim == 3:
        if len(cells) < len(frames):
            raise TrajectoryError(
                f"There are {len(cells)} cells for {len(frames)} frames.", "Give positions and cells of one run."
            )
        cells = cells[: len(frames)]
    fractional = np.array(frames) @ np.linalg.inv(cells)
    interval = (times[1] - times[0]) * 1e-3 if len(times) == len(frames) > 1 else None  # CP2K's times are in fs
    return Frames(fractional, cells, numbers, interval)


def cp2k_cells(path: Path) -> np.ndarray | None:
    """Return the cells of the CP2K file next to its positions (PROJECT-1.cell), None where there are none.

    Parameters
    ----------
    path
        PROJECT-pos-1.xyz.

    Returns
    -------
    numpy.ndarray or None
        Shape (n_frames, 3, 3), Å.
    """
    cell_file = path.with_name(re.sub(r"-pos-(\d+)\.xyz.*$", r"-\1.cell", path.name))
    if cell_file == path or not cell_file.is_file():
        return None
    rows = np.loadtxt(cell_file, ndmin=2)
    return np.asarray(rows[:, 2:11].reshape(-1, 3, 3))
