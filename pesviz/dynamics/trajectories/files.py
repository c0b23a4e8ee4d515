"""Read trajectories of pesviz and of other codes."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import re
import warnings
from collections.abc import Sequence
from pathlib import Path
from typing import IO, Any

import numpy as np
from ase import Atoms
from ase.io import read as ase_read

from pesviz.dynamics.trajectories.frames import Frames
from pesviz.dynamics.trajectories.lammps import read_lammps_dump
from pesviz.dynamics.trajectories.siesta import cell_of, companion_structure, read_siesta_md, run_settings
from pesviz.dynamics.trajectories.trajectory import Trajectory, join_parts
from pesviz.dynamics.trajectories.unwrapping import continuous, unwrap
from pesviz.dynamics.trajectories.vasp import read_vasprun, read_xdatcar
from pesviz.dynamics.trajectories.xyz import cp2k_cells, read_xyz
from pesviz.errors import TrajectoryError

FORMATS: dict[str, str] = {
    "pesviz": "a run of pesviz (.h5)",
    "xdatcar": "VASP XDATCAR",
    "vasprun": "VASP vasprun.xml",
    "siesta-ani": "SIESTA .ANI (cell from .XV, .STRUCT_OUT or .fdf beside it, or --cell)",
    "siesta-md": "SIESTA .MD (cell as for .ANI)",
    "lammps-dump": "LAMMPS text dump",
    "cp2k-xyz": "CP2K PROJECT-pos-1.xyz (cell from PROJECT-1.cell, or --cell)",
    "ase": "other formats that ASE reads: .traj, extended XYZ, Quantum ESPRESSO output, …",
}
"""Formats: name → description."""

FAR_STEP = 0.8
"""Steps beyond this part of half the cell's width may have been unwrapped in the wrong direction."""

_PATTERNS: tuple[tuple[str, str], ...] = (
    (r"XDATCAR", "xdatcar"),
    (r"vasprun.*\.xml", "vasprun"),
    (r"\.ANI$", "siesta-ani"),
    (r"\.MD$", "siesta-md"),
    (r"\.(dump|lammpstrj)$|^dump\.", "lammps-dump"),
    (r"-pos-\d+\.xyz$", "cp2k-xyz"),
)
_OPENERS: dict[str, Any] = {".gz": gzip.open, ".bz2": bz2.open, ".xz": lzma.open}


def read_trajectory(
    source: Path | str,
    *,
    frame_interval: float | None = None,
    temperature: float | None = None,
    mobile: str | None = None,
    file_format: str | None = None,
    cell: Path | str | None = None,
    species: Sequence[str] = (),
    timestep: float | None = None,
    every: int = 1,
    unwrapped: bool = False,
    lazy: bool = False,
) -> Trajectory:
    """Read a trajectory.

    Parameters
    ----------
    source
        A file of one of `FORMATS`, possibly compressed (.gz, .bz2, .xz).
    frame_interval
        Time between two frames of the file, ps: the time step times the number of steps between frames. Needed where
        the file has none; a value given here has priority.
    temperature
        K; the file's own by default.
    mobile
        Chemical symbol of the mobile ion.
    file_format
        One of `FORMATS`; guessed from the file's name and first line by default.
    cell
        A structure file with the cell, for formats that have none.
    species
        Chemical symbols of LAMMPS' types 1, 2, ….
    timestep
        Time step of LAMMPS, ps; the number of steps between frames is in the file.
    every
        Use every n-th frame, after unwrapping.
    unwrapped
        Coordinates are continuous already and are not unwrapped.
    lazy
        Leave the positions of a run of pesviz on disk until they are used.

    Raises
    ------
    TrajectoryError
        The file cannot be read, or lacks a value that must be given.
    """
    path = Path(source)
    if not path.is_file():
        reason = "is a folder" if path.is_dir() else "does not exist"
        raise TrajectoryError(f"{path} {reason}.", "Name a trajectory file.")
    kind = file_format or _guess_format(path)
    if kind not in FORMATS:
        raise TrajectoryError(f"There is no trajectory format {kind!r}.", f"Choose {', '.join(FORMATS)}.")
    if kind == "pesviz":
        return _own(path, frame_interval, temperature, mobile, every, lazy=lazy)
    try:
        frames = _frames(path, kind, cell, tuple(species), timestep)
    except (OSError, UnicodeDecodeError, EOFError, lzma.LZMAError) as error:
        raise TrajectoryError(
            f"{path} cannot be read as {FORMATS[kind]}: {error}.", "Check the file, or name its --format."
        ) from error
    interval = frame_interval or frames.frame_interval
    if interval is None:
        raise TrajectoryError(
            f"{path.name} does not give the time between its frames.",
            "Give --frame-interval in ps: the time step times the steps between frames.",
        )
    return to_trajectory(
        frames._replace(wrapped=frames.wrapped and not unwrapped),
        interval,
        temperature=temperature or frames.temperature,
        mobile=mobile or "",
        name=path.name,
        source=str(source),
    ).every(every)


def read_parts(sources: Sequence[Path | str], **options: Any) -> Trajectory:
    """Read consecutive parts of one run, as codes write them when a run is continued."""
    return join_parts([read_trajectory(source, **options) for source in sources])


def to_trajectory(
    frames: Frames, interval: float, *, temperature: float | None, mobile: str, name: str, source: str
) -> Trajectory:
    """Unwrap frames.

    Parameters
    ----------
    frames
        Frames of a file.
    interval
        ps.
    temperature, mobile, name, source
        See `Trajectory`.
    """
    notes: tuple[str, ...] = ()
    if frames.wrapped:
        positions, largest = unwrap(frames.fractional, frames.cells)
        if largest > FAR_STEP:
            far = f"An atom moves by {largest:.0%} of half the cell between two frames"
            notes = (f"{far}: they may be too far apart to unwrap.",)
    else:
        positions = continuous(frames.fractional, frames.cells)
    return Trajectory(
        positions, frames.cells, frames.numbers, interval, temperature, mobile, name, source, notes=notes
    )


def _guess_format(path: Path) -> str:
    name = path.name
    for suffix in _OPENERS:
        name = name.removesuffix(suffix)
    if name.endswith((".h5", ".hdf5")):
        return "pesviz"
    for pattern, kind in _PATTERNS:
        if re.search(pattern, name):
            return kind
    with _open(path) as raw:
        head = raw.read(4096)
    if head.startswith(b"ITEM:"):
        return "lammps-dump"
    if b"Direct configuration=" in head:
        return "xdatcar"
    if b"<modeling>" in head:
        return "vasprun"
    return "ase"


def _open(path: Path) -> IO[bytes]:
    opener = _OPENERS.get(path.suffix)
    return opener(path, "rb") if opener else path.open("rb")


def _frames(
    path: Path, kind: str, cell: Path | str | None, species: tuple[str, ...], timestep: float | None
) -> Frames:
    if kind == "vasprun":
        with _open(path) as raw:
            return read_vasprun(raw, path.name)
    if kind in {"siesta-ani", "siesta-md"}:
        return _siesta(path, kind, cell)
    if kind == "ase":
        return _ase(path, cell)
    with _open(path) as raw, io.TextIOWrapper(raw, encoding="utf-8") as lines:
        if kind == "xdatcar":
            return read_xdatcar(lines, path.name)
        if kind == "lammps-dump":
            return read_lammps_dump(lines, path.name, species=species, timestep=timestep)
        cells = cell_of(Path(cell))[0] if cell else cp2k_cells(path)
        if cells is None:
            raise TrajectoryError(f"{path.name} holds no cell.", "Give a structure file with it as --cell.")
        return read_xyz(lines, path.name, cells)


def _siesta(path: Path, kind: str, cell: Path | str | None) -> Frames:
    structure = Path(cell) if cell else companion_structure(path)
    if structure is None:
        raise TrajectoryError(
            f"{path.name} holds no cell, and no .XV, .STRUCT_OUT or .fdf lies beside it.",
            "Give a structure file of the run as --cell.",
        )
    vectors, numbers = cell_of(structure)
    interval, temperature = run_settings(path)
    if kind == "siesta-md":
        frames = read_siesta_md(path, numbers, vectors)
    else:
        with _open(path) as raw, io.TextIOWrapper(raw, encoding="utf-8") as lines:
            frames = read_xyz(lines, path.name, vectors)
    return frames._replace(frame_interval=frames.frame_interval or interval, temperature=temperature)


def _ase(path: Path, cell: Path | str | None) -> Frames:
    if path.suffix in {".pkl", ".pickle", ".py", ".bundle"}:
        raise TrajectoryError(f"{path.name} could run code when read.", "Convert it to extended XYZ.")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            images = ase_read(path, index=":")
    except Exception as error:  # ASE's readers raise any exception
        reason = " ".join(str(error).split())[:120] or type(error).__name__
        raise TrajectoryError(
            f"{path.name} cannot be read as a trajectory ({reason}).", f"Known formats: {', '.join(FORMATS)}."
        ) from error
    if not isinstance(images, list) or len(images) < 2:
        raise TrajectoryError(f"{path.name} has a single frame.", "Give a trajectory.")
    first: Atoms = images[0]
    if any(len(image) != len(first) or (image.numbers != first.numbers).any() for image in images):
        raise TrajectoryError(f"The frames of {path.name} have different atoms.", "Give frames of one run.")
    if cell:
        vectors, _ = cell_of(Path(cell))
        cells = np.broadcast_to(vectors, (len(images), 3, 3))
    else:
        cells = np.array([image.cell.array for image in images])
    if abs(np.linalg.det(cells[0])) < 1e-6:
        raise TrajectoryError(f"{path.name} holds no cell.", "Give a structure file with it as --cell.")
    moving = bool((cells != cells[0]).any())
    inverse = np.linalg.inv(cells)
    fractional = np.array([image.positions @ inv for image, inv in zip(images, inverse, strict=True)])
    interval, temperature = _pwscf_settings(path)
    return Frames(fractional, cells if moving else np.array(cells[0]), first.numbers, interval, temperature)


def _pwscf_settings(path: Path) -> tuple[float | None, float | None]:
    """Return frame interval, ps, and temperature, K, of a pw.x run; None where it is none or has none."""
    with _open(path) as raw:
        head = raw.read(200)
        if b"PWSCF" not in head:
            return None, None
        text = (head + raw.read()).decode("utf-8", errors="replace")
    step = re.search(r"Time step\s*=.*?([\d.]+) femto-seconds", text)
    start = re.search(r"Starting temperature\s*=\s*([\d.]+)\s*K", text)
    return float(step.group(1)) * 1e-3 if step else None, float(start.group(1)) if start else None


def _own(
    path: Path, frame_interval: float | None, temperature: float | None, mobile: str | None, every: int, *, lazy: bool
) -> Trajectory:
    from dataclasses import replace

    from pesviz.dynamics.trajectories.store import open_trajectory

    trajectory = open_trajectory(path, lazy=lazy)
    return replace(
        trajectory,
        frame_interval=frame_interval or trajectory.frame_interval,
        temperature=temperature or trajectory.temperature,
        mobile_species=mobile or trajectory.mobile_species,
    ).every(every)
