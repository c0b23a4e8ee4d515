"""VASP's trajectories: XDATCAR and vasprun.xml."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from typing import IO

import numpy as np
from ase.data import atomic_numbers

from pesviz.dynamics.trajectories.frames import Frames
from pesviz.errors import TrajectoryError


def read_xdatcar(lines: IO[str], name: str) -> Frames:
    """Read an XDATCAR, with one cell or with one per frame (as VASP writes it where the cell moves).

    Raises
    ------
    TrajectoryError
        The file is no XDATCAR, or does not name its elements.
    """
    fractional: list[np.ndarray] = []
    cells: list[np.ndarray] = []
    numbers = np.empty(0, dtype=int)
    cell = np.empty((3, 3))
    try:
        header = lines.readline()
        while header:
            if not header.lstrip().startswith(("Direct", "Cartesian")):
                scale = float(lines.readline())
                cell = scale * np.array([[float(x) for x in lines.readline().split()] for _ in range(3)])
                numbers = _numbers(lines.readline(), lines.readline(), name)
                header = lines.readline()
            if not header.strip():
                break
            block = [lines.readline() for _ in range(len(numbers))]
            if not block[-1].strip():
                break  # killed while writing: the frame is not whole
            coordinates = np.array(" ".join(block).split(), dtype=float)
            if coordinates.size != 3 * len(numbers):
                break
            frame = coordinates.reshape(-1, 3)
            fractional.append(frame @ np.linalg.inv(cell) if header.lstrip().startswith("C") else frame)
            cells.append(cell)
            header = lines.readline()
    except (ValueError, IndexError) as error:
        raise TrajectoryError(
            f"{name} is no XDATCAR that can be read ({error}).", "Give VASP's file as it is."
        ) from error
    if not fractional:
        raise TrajectoryError(f"{name} has no frames.", "Give an XDATCAR of a molecular dynamics run.")
    moving = any(not np.array_equal(c, cells[0]) for c in cells)
    return Frames(np.array(fractional), np.array(cells) if moving else cells[0], numbers)


def _numbers(symbols: str, counts: str, name: str) -> np.ndarray:
    try:
        species = [atomic_numbers[symbol.partition("_")[0].partition("/")[0]] for symbol in symbols.split()]
    except KeyError as error:
        raise TrajectoryError(
            f"{name} does not name its elements ({error} is none).", "Write their symbols above the numbers of atoms."
        ) from error
    return np.repeat(species, [int(n) for n in counts.split()])


def read_vasprun(source: IO[bytes], name: str) -> Frames:
    """Read vasprun.xml of a molecular dynamics run, piece by piece; an incomplete last frame is left out.

    Raises
    ------
    TrajectoryError
        The file holds no frames.
    """
    fractional: list[np.ndarray] = []
    cells: list[np.ndarray] = []
    symbols: list[str] = []
    settings: dict[str, str] = {}
    depth_calculation = 0
    try:
        for event, element in ET.iterparse(source, events=("start", "end")):  # noqa: S314 - the user's own file
            if element.tag == "calculation":
                depth_calculation += 1 if event == "start" else -1
            if event == "start":
                continue
            if element.tag == "atominfo":
                rows = element.findall("array[@name='atoms']/set/rc")
                symbols = [(row.findtext("c") or "").strip() for row in rows]
            elif element.tag == "i" and element.get("name") in {"POTIM", "TEBEG", "TEEND", "NBLOCK", "IBRION"}:
                settings.setdefault(str(element.get("name")), (element.text or "").strip())
            elif element.tag == "structure" and depth_calculation:
                cells.append(_vectors(element.findall("crystal/varray[@name='basis']/v")))
                fractional.append(_vectors(element.findall("varray[@name='positions']/v")))
            if element.tag in {"calculation", "scstep", "eigenvalues", "dos", "projected"}:
                element.clear()
    except ET.ParseError as error:
        if not fractional:
            raise TrajectoryError(
                f"{name} is no vasprun.xml that can be read ({error}).", "Give VASP's file as it is."
            ) from error
    if not fractional or not symbols:
        raise TrajectoryError(f"{name} has no frames.", "Give the vasprun.xml of a molecular dynamics run.")
    numbers = np.array([atomic_numbers[symbol] for symbol in symbols])
    whole = [i for i, frame in enumerate(fractional) if frame.shape == (len(numbers), 3)]
    moving = any(not np.array_equal(cells[i], cells[0]) for i in whole)
    step = float(settings["POTIM"]) * 1e-3 if settings.get("IBRION") == "0" and "POTIM" in settings else None
    same = "TEBEG" in settings and settings["TEBEG"] == settings.get("TEEND", settings["TEBEG"])
    return Frames(
        np.array([fractional[i] for i in whole]),
        np.array([cells[i] for i in whole]) if moving else cells[0],
        numbers,
        step,
        float(settings["TEBEG"]) if same else None,
    )


def _vectors(rows: list[ET.Element]) -> np.ndarray:
    return np.array([[float(x) for x in (row.text or "").split()] for row in rows])
