"""LAMMPS' dump files (text)."""

from __future__ import annotations

from typing import IO

import numpy as np
from ase.data import atomic_numbers

from pesviz.dynamics.trajectories.frames import Frames
from pesviz.errors import TrajectoryError

_TIME_UNIT_PS = {"metal": 1.0, "real": 1e-3, "electron": 1e-3, "si": 1e12, "nano": 1e3, "micro": 1e6}
"""LAMMPS' unit of time in ps, by `units` style."""


def read_lammps_dump(
    lines: IO[str], name: str, *, species: tuple[str, ...] = (), timestep: float | None = None
) -> Frames:
    """Read a dump with columns x y z, xs ys zs, xu yu zu or xsu ysu zsu, sorted by id.

    Parameters
    ----------
    lines
        The file.
    name
        Name of the file in messages.
    species
        Chemical symbols of types 1, 2, …; not needed where the dump has a column `element`.
    timestep
        Time step of LAMMPS, ps; the number of steps between frames is in the file.

    Raises
    ------
    TrajectoryError
        The file is no such dump, or its elements are unknown.
    """
    frames: list[np.ndarray] = []
    cells: list[np.ndarray] = []
    steps: list[int] = []
    times: list[float] = []
    numbers: np.ndarray | None = None
    wrapped = True
    units = "metal"
    try:
        while line := lines.readline():
            item = line.strip()
            if item == "ITEM: UNITS":
                units = lines.readline().strip()
            elif item == "ITEM: TIME":
                times.append(float(lines.readline()))
            elif item == "ITEM: TIMESTEP":
                steps.append(int(lines.readline()))
            elif item == "ITEM: NUMBER OF ATOMS":
                n_atoms = int(lines.readline())
            elif item.startswith("ITEM: BOX BOUNDS"):
                bounds = np.array([[float(x) for x in lines.readline().split()] for _ in range(3)])
                cell, origin = _box(bounds, triclinic="xy xz yz" in item)
            elif item.startswith("ITEM: ATOMS"):
                rows = [lines.readline().split() for _ in range(n_atoms)]
                if not rows[-1]:
                    break  # killed while writing
                columns = {column: i for i, column in enumerate(item.split()[2:])}
                order = np.argsort([int(row[columns["id"]]) for row in rows]) if "id" in columns else slice(None)
                if numbers is None:
                    numbers = _numbers(rows, columns, species, name)[order]
                fractional, wrapped = _fractional(rows, columns, cell, origin, name)
                if cells:
                    fractional, cell = _unflip(fractional, cell, cells[-1])
                frames.append(fractional[order])
                cells.append(cell)
    except (ValueError, IndexError, KeyError, UnboundLocalError) as error:
        raise TrajectoryError(
            f"{name} is no LAMMPS dump that can be read ({error}).", "Write it with `dump custom`."
        ) from error
    if not frames or numbers is None:
        raise TrajectoryError(f"{name} has no frames.", "Give a text dump of LAMMPS.")
    moving = any(not np.array_equal(c, cells[0]) for c in cells)
    interval = None
    gaps = set(np.diff(steps[: len(frames)]).tolist())
    if len(gaps) == 1 and timestep is not None:
        interval = gaps.pop() * timestep
    elif len(times) > 1 and units in _TIME_UNIT_PS:
        interval = (times[1] - times[0]) * _TIME_UNIT_PS[units]
    return Frames(np.array(frames), np.array(cells) if moving else cells[0], numbers, interval, None, wrapped)


def _box(bounds: np.ndarray, *, triclinic: bool) -> tuple[np.ndarray, np.ndarray]:
    """Return the cell and its origin from the bounds, which for a tilted box are those of its corners."""
    xy, xz, yz = bounds[:, 2] if triclinic else (0.0, 0.0, 0.0)
    x_low = bounds[0, 0] - min(0.0, xy, xz, xy + xz)
    x_high = bounds[0, 1] - max(0.0, xy, xz, xy + xz)
    y_low, y_high = bounds[1, 0] - min(0.0, yz), bounds[1, 1] - max(0.0, yz)
    z_low, z_high = bounds[2, :2]
    cell = np.array([[x_high - x_low, 0, 0], [xy, y_high - y_low, 0], [xz, yz, z_high - z_low]])
    return cell, np.array([x_low, y_low, z_low])


def _unflip(fractional: np.ndarray, cell: np.ndarray, before: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return coordinates and cell in the lattice vectors of the frame before.

    LAMMPS flips a box that has tilted too far: the same lattice, described by other vectors.
    """
    flip = np.round(cell @ np.linalg.inv(before))
    if np.array_equal(flip, np.eye(3)) or abs(abs(np.linalg.det(flip)) - 1) > 1e-6:
        return fractional, cell
    return fractional @ flip, np.linalg.inv(flip) @ cell


def _numbers(rows: list[list[str]], columns: dict[str, int], species: tuple[str, ...], name: str) -> np.ndarray:
    if "element" in columns:
        return np.array([atomic_numbers[row[columns["element"]]] for row in rows])
    types = [int(row[columns["type"]]) for row in rows]
    if max(types) > len(species):
        raise TrajectoryError(
            f"{name} names its atoms by number only, up to type {max(types)}.",
            "Name the elements, for example --species Li,P,S.",
        )
    return np.array([atomic_numbers[species[kind - 1]] for kind in types])


def _fractional(
    rows: list[list[str]], columns: dict[str, int], cell: np.ndarray, origin: np.ndarray, name: str
) -> tuple[np.ndarray, bool]:
    """Return fractional coordinates and whether they may be wrapped; image flags unwrap them."""
    for suffix in ("u", "su", "", "s"):
        names = [axis + suffix for axis in "xyz"]
        if all(each in columns for each in names):
            break
    else:
        raise TrajectoryError(f"{name} has no positions.", "Dump x y z, xs ys zs, xu yu zu or xsu ysu zsu.")
    coordinates = np.array([[row[columns[each]] for each in names] for row in rows], dtype=float)
    if suffix in {"", "u"}:
        coordinates = (coordinates - origin) @ np.linalg.inv(cell)
    images = ["ix", "iy", "iz"]
    if suffix in {"", "s"} and all(each in columns for each in images):
        coordinates = coordinates + np.array([[row[columns[each]] for each in images] for row in rows], dtype=float)
        return coordinates, False
    return coordinates, suffix in {"", "s"}
