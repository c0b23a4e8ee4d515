"""Trajectories on disk: one HDF5 file that any HDF5 reader understands.

Layout (every dataset has a `units` attribute):

====================  ===================================================================================
/                     attributes `format` = "pesviz-trajectory", `format_version`, `name`, `source`, `mobile_species`,
                      `temperature_K` (absent where unknown), `frame_interval_ps`, `status`, `notes` (JSON),
                      `provenance` (JSON: settings, potential, versions)
/positions            unwrapped, (n_frames, n_atoms, 3), Å; float64 as the run had them, or fewer digits where
                      its attribute `units` is accompanied by `rounded` = 1
/cells                (3, 3) or (n_frames, 3, 3), rows are lattice vectors, Å
/numbers              (n_atoms,), atomic numbers
/log/NAME             thermodynamic log, (n_entries,): `time_ps`, `temperature_K`, `potential_eV`, …
====================  ===================================================================================
"""

from __future__ import annotations

import json
from pathlib import Path

import h5py
import numpy as np

from pesviz.dynamics.trajectories.trajectory import Trajectory
from pesviz.errors import TrajectoryError
from pesviz.io.atomic import write_errors
from pesviz.io.hdf5 import new_file

FORMAT = "pesviz-trajectory"
FORMAT_VERSION = 1
_CHUNK = (256, 32, 3)
"""Frames × atoms × axes stored together: blocks of atoms over all frames and single frames are both quick."""


def save_trajectory(trajectory: Trajectory, path: Path, *, dtype: str = "float64") -> Path:
    """Write a trajectory in one step: under another name first, then renamed.

    Parameters
    ----------
    trajectory
        What to write.
    path
        The file, ending in .h5; its folder is made if need be.
    dtype
        "float64" keeps positions to the last bit; "float32" halves the file.

    Returns
    -------
    pathlib.Path
        The file.

    Raises
    ------
    TrajectoryError
        The file cannot be written.
    """
    with write_errors(TrajectoryError, f"The trajectory {path}"), new_file(path) as file:
        _write(file, trajectory, dtype)
    return path


def _write(file: h5py.File, trajectory: Trajectory, dtype: str) -> None:
    file.attrs.update(
        {
            "format": FORMAT,
            "format_version": FORMAT_VERSION,
            "name": trajectory.name,
            "source": trajectory.source,
            "mobile_species": trajectory.mobile_species,
            "frame_interval_ps": trajectory.frame_interval,
            "status": trajectory.status,
            "notes": json.dumps(list(trajectory.notes), ensure_ascii=False),
            "provenance": json.dumps(trajectory.provenance, ensure_ascii=False),
        }
    )
    if trajectory.temperature is not None:
        file.attrs["temperature_K"] = trajectory.temperature
    shape = tuple(trajectory.positions.shape)
    positions = file.create_dataset(
        "positions",
        shape,
        dtype,
        chunks=tuple(max(1, min(a, b)) for a, b in zip(_CHUNK, shape, strict=True)),
        compression="gzip",
        compression_opts=4,
        shuffle=True,
    )
    positions.attrs["units"] = "Å"
    positions.attrs["rounded"] = int(dtype != "float64")
    for start in range(0, shape[0], _CHUNK[0]):
        positions[start : start + _CHUNK[0]] = trajectory.positions[start : start + _CHUNK[0]]
    file.create_dataset("cells", data=trajectory.cells).attrs["units"] = "Å"
    file.create_dataset("numbers", data=trajectory.numbers).attrs["units"] = "atomic number"
    for name, values in trajectory.log.items():
        dataset = file.create_dataset(f"log/{name}", data=np.asarray(values))
        dataset.attrs["units"] = name.rpartition("_")[2]


def open_trajectory(path: Path | str, *, lazy: bool = False) -> Trajectory:
    """Read a trajectory.

    Parameters
    ----------
    path
        A file written by `Trajectory.save`.
    lazy
        Leave the positions on disk and read blocks of atoms when they are needed: for files larger than memory.
        The file stays open.

    Returns
    -------
    Trajectory
        The same numbers as before saving.

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
    if file.attrs.get("format") != FORMAT:
        raise TrajectoryError(f"{path} holds no trajectory of pesviz.", "Give a file that `pesviz md` wrote.")
    if int(file.attrs["format_version"]) > FORMAT_VERSION:
        raise TrajectoryError(f"{path} was written by a newer pesviz.", "Update pesviz to read it.")
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
        provenance=json.loads(attributes["provenance"]),
        notes=tuple(json.loads(attributes["notes"])),
    )
