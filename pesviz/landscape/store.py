"""Results from disk; `pesviz.landscape.layout` has the layout of their files."""

from __future__ import annotations

from pathlib import Path

import h5py
import numpy as np

from pesviz.errors import ResultReadError
from pesviz.io.hdf5 import check_format, json_attribute
from pesviz.landscape.landscape import Landscape
from pesviz.landscape.layout import FORMAT, FORMAT_VERSION, STRUCTURE_UNITS
from pesviz.landscape.level_map import LevelMaps
from pesviz.pes import PES, Grid, ScanSettings
from pesviz.structure.crystal import Crystal


def open_landscape(path: Path | str) -> Landscape:
    """Read a result.

    Parameters
    ----------
    path
        A file written by `Landscape.save`, or a folder with exactly one.

    Raises
    ------
    ResultReadError
        There is no such file, or it is no pesviz result.
    """
    path = _one_file(Path(path))
    try:
        with h5py.File(path, "r") as file:
            other = ResultReadError(
                f"{path} is an HDF5 file, but no pesviz result.", "Give a file that pesviz wrote."
            )
            check_format(file, FORMAT, FORMAT_VERSION, other)
            return _read(file)
    except (OSError, KeyError, ValueError) as error:
        raise ResultReadError(f"{path} is no readable pesviz result: {error}.", "Run the scan again.") from error


def _one_file(path: Path) -> Path:
    if not path.exists():
        raise ResultReadError(f"There is no file or folder {path}.", "Check the name.")
    if not path.is_dir():
        return path
    files = sorted(path.glob("*.h5"))
    if len(files) == 1:
        return files[0]
    if not files:
        raise ResultReadError(f"The folder {path} holds no result.", "Run `pesviz scan FILE --out FOLDER` first.")
    names = ", ".join(f.name for f in files[:5])
    raise ResultReadError(f"The folder {path} holds {len(files)} results.", f"Name one of them: {names}.")


def _read(file: h5py.File) -> Landscape:
    structure, provenance = file["structure"], file["provenance"]
    crystal = Crystal.from_dict(
        {name: structure[name][()] for name in STRUCTURE_UNITS}
        | {"mobile_species": str(structure.attrs["mobile_species"]), "notes": json_attribute(structure, "notes")}
        | {name: str(file.attrs[name]) for name in ("name", "source")}
    )
    energies = file["pes/energies"][()]
    n_a, n_b, n_c = energies.shape[1:]
    settings = ScanSettings(**json_attribute(provenance, "settings"))
    limit = file["pes"].attrs.get("limit_eV")
    if limit is None and not np.isfinite(energies).all():  # before predictions: infinite above the limit
        limit = settings.up_to
    pes = PES(
        crystal=crystal,
        grid=Grid(crystal.cell, (int(n_a), int(n_b), int(n_c))),
        energies=energies,
        masked=file["pes/masked"][()].astype(bool),
        minimum_energies=file["pes/minimum_energies"][()],
        potential=json_attribute(provenance, "potential"),
        settings=settings,
        n_evaluated=int(provenance.attrs["n_evaluated"]),
        seconds=float(provenance.attrs["seconds_scan"]),
        warnings=tuple(json_attribute(provenance, "warnings")),
        provenance=json_attribute(provenance, "provenance"),
        predicted=file["pes/predicted"][()].astype(bool) if "pes/predicted" in file else None,
        limit=None if limit is None else float(limit),
    )
    smearing, levels = str(file.attrs["smearing"]), None
    if "level_map/energies" in file:
        levels = LevelMaps(
            file["level_map/energies"][()],
            tuple(float(e) for e in file["level_map/mpe"][()]),
            float(provenance.attrs["seconds_level_map"]),
        )
    return Landscape(pes, smearing, levels)
