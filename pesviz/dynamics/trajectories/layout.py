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

from pathlib import Path
from typing import TYPE_CHECKING

import h5py

from pesviz.errors import TrajectoryError
from pesviz.io.atomic import write_errors
from pesviz.io.hdf5 import new_file, put, set_attributes

if TYPE_CHECKING:
    from pesviz.dynamics.trajectories.trajectory import Trajectory

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

    Raises
    ------
    TrajectoryError
        The file cannot be written.
    """
    with write_errors(TrajectoryError, f"The trajectory {path}"), new_file(path) as file:
        _write(file, trajectory, dtype)
    return path


def _write(file: h5py.File, trajectory: Trajectory, dtype: str) -> None:
    set_attributes(
        file,
        {
            "format": FORMAT,
            "format_version": FORMAT_VERSION,
            "name": trajectory.name,
            "source": trajectory.source,
            "mobile_species": trajectory.mobile_species,
            "temperature_K": trajectory.temperature,
            "frame_interval_ps": trajectory.frame_interval,
            "status": trajectory.status,
            "notes": trajectory.notes,
            "provenance": trajectory.provenance,
        },
    )
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
    put(file, "cells", trajectory.cells, "Å")
    put(file, "numbers", trajectory.numbers, "atomic number")
    for name, values in trajectory.log.items():
        put(file, f"log/{name}", values, name.rpartition("_")[2])
