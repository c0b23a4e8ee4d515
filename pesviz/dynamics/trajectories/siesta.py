"""SIESTA's trajectories: .ANI (positions only) and .MD (binary or text), with the cell from a file beside them."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
from ase.units import Bohr

from pesviz.dynamics.trajectories.frames import Frames
from pesviz.errors import PesvizError, TrajectoryError


def companion_structure(path: Path) -> Path | None:
    """Return a file of the same run with the cell (.XV, .STRUCT_OUT, .fdf), None where there is none."""
    stem = path.name.split(".")[0]
    for suffix in (".XV", ".STRUCT_OUT", ".fdf"):
        candidate = path.with_name(stem + suffix)
        if candidate.is_file():
            return candidate
    inputs = sorted(path.parent.glob("*.fdf"))
    return inputs[0] if len(inputs) == 1 else None


def run_settings(path: Path) -> tuple[float | None, float | None]:
    """Return time step in ps and temperature in K from the .fdf beside a trajectory, None where it has none."""
    inputs = [path.with_name(path.name.split(".")[0] + ".fdf"), *sorted(path.parent.glob("*.fdf"))]
    text = next((f.read_text(encoding="utf-8", errors="replace") for f in inputs if f.is_file()), "")
    values = {
        re.sub(r"[-_.]", "", key).lower(): value
        for key, value in re.findall(r"^\s*(MD\S+)\s+(.+)$", text, re.MULTILINE)
    }
    step = re.match(r"([\d.]+)\s*(fs|ps)", values.get("mdlengthtimestep", ""))
    temperature = re.match(
        r"([\d.]+)\s*[kK]\b", values.get("mdtargettemperature", values.get("mdinitialtemperature", ""))
    )
    interval = float(step.group(1)) * (1e-3 if step.group(2) == "fs" else 1.0) if step else None
    return interval, float(temperature.group(1)) if temperature and float(temperature.group(1)) > 0 else None


def read_siesta_md(path: Path, numbers: np.ndarray, cell: np.ndarray) -> Frames:
    """Read .MD: step, positions and velocities of each frame (and cells, where they move), in bohr.

    Parameters
    ----------
    path
        The file, binary (SIESTA's default) or text.
    numbers
        Atomic numbers, which the binary form does not hold.
    cell
        Lattice vectors as rows, shape (3, 3), Å; not used where the file has its own.

    Raises
    ------
    TrajectoryError
        The file is no such file, or of other atoms.
    """
    data = path.read_bytes()
    try:
        text = data.decode("ascii")
    except UnicodeDecodeError:
        return _binary(data, path.name, numbers, cell)
    return _text(text, path.name, cell)


def _binary(data: bytes, name: str, numbers: np.ndarray, cell: np.ndarray) -> Frames:
    n_atoms = len(numbers)
    frames: list[np.ndarray] = []
    cells: list[np.ndarray] = []
    at = 0
    while at + 4 <= len(data):
        length = int(np.frombuffer(data, "<i4", 1, at)[0])
        if length < 0 or at + length + 8 > len(data):
            break  # killed while writing
        body = data[at + 4 : at + 4 + length]
        at += length + 8
        if length == 4 + 48 * n_atoms:
            frames.append(np.frombuffer(body, "<f8", 3 * n_atoms, 4).reshape(-1, 3) * Bohr)
        elif length == 2 * 72:
            cells.append(np.frombuffer(body, "<f8", 9).reshape(3, 3) * Bohr)  # columns in Fortran, rows here
        else:
            raise TrajectoryError(
                f"{name} is no .MD file of {n_atoms} atoms.", "Give the .XV file of the same run as --cell."
            )
    if not frames:
        raise TrajectoryError(f"{name} has no frames.", "Give SIESTA's .MD or .ANI of a molecular dynamics run.")
    all_cells = np.array(cells[: len(frames)]) if len(cells) >= len(frames) else cell
    return Frames(np.array(frames) @ np.linalg.inv(all_cells), all_cells, numbers)


def _text(text: str, name: str, cell: np.ndarray) -> Frames:
    frames: list[list[list[float]]] = []
    numbers: list[int] = []
    for line in text.splitlines():
        columns = line.split()
        if len(columns) == 1:
            frames.append([])
        elif len(columns) == 8 and frames:
            frames[-1].append([float(x) for x in columns[2:5]])
            if len(frames) == 1:
                numbers.append(int(columns[1]))
    whole = [frame for frame in frames if len(frame) == len(numbers)]
    if not whole or not numbers:
        raise TrajectoryError(f"{name} has no frames.", "Give SIESTA's .MD or .ANI of a molecular dynamics run.")
    return Frames(np.array(whole) * Bohr @ np.linalg.inv(cell), cell, np.array(numbers))


def cell_of(structure: Path) -> tuple[np.ndarray, np.ndarray]:
    """Return the cell and the atomic numbers of a structure file.

    Raises
    ------
    TrajectoryError
        The file cannot be read.
    """
    from pesviz.structure.readers.files import read_file, to_atoms

    try:
        atoms = to_atoms(read_file(structure).structure)
    except PesvizError as error:
        raise TrajectoryError(f"The cell cannot be read: {error.problem}", error.remedy) from error
    return np.asarray(atoms.cell.array), np.asarray(atoms.numbers)
