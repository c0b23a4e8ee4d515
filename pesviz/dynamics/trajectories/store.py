"""Trajectories from disk; `pesviz.dynamics.trajectories.layout` has the layout of their files."""

from __future__ import annotations

from pathlib import Path

import h5py

from pesviz.dynamics.trajectories.layout import FORMAT, FORMAT_VERSION
from pesviz.dynamics.trajectories.trajectory import Trajectory
from pesviz.errors import TrajectoryError
from pesviz.io.hdf5 import check_format, json_attribute


def open_trajectory(path: Path | str, *, lazy: bool = False) -> Trajectory:
    """Read a trajectory.

    Parameters
    ----------
    path
        A file written by `Trajectory.save`.
    lazy
        Leave the positions on disk and read blocks of atoms when they are needed: for files larger than memory.
        The file stays open.

    Raises
    ------
    TrajectoryError
        There is no such file, or it is none of ours.
    """
    path = Path(path)
    if not path.is_file():
        raise TrajectoryError(f"There is no trajectory {path}.", "Check the name.")
    try:
        file = h5py.File(path, "r")
        try:
            return _read(file, path, lazy=lazy)
        finally:
            if not lazy:
                file.close()
    except (OSError, KeyError, ValueError) as error:
        raise TrajectoryError(f"{path} is no readable trajectory: {error}.", "Run it again.") from error


def _read(file: h5py.File, path: Path, *, lazy: bool) -> Trajectory:
    other = TrajectoryError(f"{path} holds no trajectory of pesviz.", "Give a file that `pesviz md` wrote.")
    check_format(file, FORMAT, FORMAT_VERSION, other)
    attributes = file.attrs
    temperature = attributes.get("temperature_K")
    return Trajectory(
        positions=file["positions"] if lazy else file["positions"][()],
        cells=file["cells"][()],
        numbers=file["numbers"][()],
        frame_interval=float(attributes["frame_interval_ps"]),
        temperature=None if temperature is None else float(temperature),
        mobile_species=str(attributes["mobile_species"]),
        name=str(attributes["name"]),
        source=str(attributes["source"]),
        log={name: dataset[()] for name, dataset in file["log"].items()} if "log" in file else {},
        status=str(attributes["status"]),
        provenance=json_attribute(file, "provenance"),
        notes=tuple(json_attribute(file, "notes")),
    )
