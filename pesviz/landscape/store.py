"""Results on disk: one HDF5 file that any HDF5 reader understands.

Layout (energies in eV, lengths in Å; every dataset has a `units` attribute):

====================  ===================================================================================
/                     attributes `format` = "pesviz-landscape", `format_version`, `summary` (JSON: the numbers
                      of `Landscape.to_dict`), `formula`, `name`, `source`, `smearing`
/structure            `numbers` (n,), `positions` (n, 3), `cell` (3, 3, rows), `mobile_indices`;
                      attributes `mobile_species`, `notes` (JSON)
/pes                  `energies` (n_ions, Na, Nb, Nc) relative to each ion's minimum, `masked` (same shape, 0/1),
                      `minimum_energies` (n_ions,); index i is the fractional coordinate i/N, endpoint excluded.
                      After an adaptive scan also `predicted` (same shape, 0/1) and the attribute `limit_eV`:
                      below it every energy is exact, above it those marked in `predicted` are predictions
/level_map            `energies` (n_ions, 2Na, 2Nb, 2Nc) on the 2×2×2 cell (absent in small files), `mpe` (n_ions,);
                      predicted where they are not below `limit_eV`
/provenance           attributes `potential`, `settings`, `provenance`, `warnings` (JSON), `n_evaluated`,
                      `seconds_scan`, `seconds_level_map`
====================  ===================================================================================
"""

from __future__ import annotations

import json
from functools import partial
from pathlib import Path
from typing import Any

import h5py
import numpy as np

from pesviz.errors import ResultReadError
from pesviz.io.atomic import write_errors
from pesviz.io.hdf5 import file_image, new_file
from pesviz.landscape.landscape import Landscape
from pesviz.landscape.level_map import LevelMaps
from pesviz.pes import PES, Grid, ScanSettings
from pesviz.structure.crystal import Crystal

FORMAT = "pesviz-landscape"
FORMAT_VERSION = 1
_STRUCTURE_UNITS = {
    "numbers": "atomic number", "positions": "Å", "cell": "Å", "mobile_indices": "index into numbers",
}  # fmt: skip
"""Datasets of /structure."""


def save_landscape(landscape: Landscape, path: Path, *, level_map: bool = True, compressed: bool = True) -> Path:
    """Write a result in one step: under another name first, then renamed.

    Parameters
    ----------
    landscape
        The result.
    path
        The file; its folder is made if need be.
    level_map
        Write the level maps too; without them the file is several times smaller and opening it computes them again.
    compressed
        Compress the fields; files that are read once and soon are written faster without.

    Returns
    -------
    pathlib.Path
        The file.

    Raises
    ------
    ResultReadError
        The file cannot be written.
    """
    path = Path(path)
    with write_errors(ResultReadError, f"The result {path}"), new_file(path) as file:
        _write(file, landscape, level_map=level_map, compressed=compressed)
    return path


def landscape_bytes(landscape: Landscape, *, level_map: bool = True) -> bytes:
    """Return what `save_landscape` writes, without a file.

    Parameters
    ----------
    landscape, level_map
        See `save_landscape`.
    """
    return file_image(partial(_write, landscape=landscape, level_map=level_map))


def _write(file: h5py.File, landscape: Landscape, *, level_map: bool, compressed: bool = True) -> None:
    pes, crystal = landscape.pes, landscape.pes.crystal
    file.attrs.update(
        {
            "format": FORMAT,
            "format_version": FORMAT_VERSION,
            "summary": json.dumps(landscape.to_dict()),
            "formula": crystal.formula,
            "name": crystal.name,
            "source": crystal.source,
            "smearing": landscape.smearing,
        }
    )

    def put(name: str, values: Any, units: str, *, pack: bool = False) -> None:
        pack = pack and compressed
        options: dict[str, Any] = {"compression": "gzip", "compression_opts": 4, "shuffle": True} if pack else {}
        file.create_dataset(name, data=values, **options).attrs["units"] = units

    structure = crystal.to_dict()
    for name, units in _STRUCTURE_UNITS.items():
        put(f"structure/{name}", np.array(structure[name]), units)
    file["structure"].attrs.update(
        {"mobile_species": crystal.mobile_species, "notes": json.dumps(list(crystal.notes))}
    )
    put("pes/energies", pes.energies, "eV", pack=True)
    put("pes/masked", pes.masked.astype(np.uint8), "1 where not evaluated", pack=True)
    put("pes/minimum_energies", pes.minimum_energies, "eV")
    if pes.predicted is not None:
        put("pes/predicted", pes.predicted.astype(np.uint8), "1 where the energy is a prediction", pack=True)
    if pes.limit is not None:
        file["pes"].attrs["limit_eV"] = pes.limit
    if level_map:
        put("level_map/energies", landscape.level_map, "eV", pack=True)
    put("level_map/mpe", np.array(landscape.face_energies), "eV")
    file.create_group("provenance").attrs.update(
        {
            "potential": json.dumps(pes.potential),
            "settings": json.dumps(pes.settings.to_dict()),
            "provenance": json.dumps(pes.provenance),
            "warnings": json.dumps(list(pes.warnings)),
            "n_evaluated": pes.n_evaluated,
            "seconds_scan": pes.seconds,
            "seconds_level_map": landscape.level_maps.seconds,
        }
    )


def open_landscape(path: Path | str) -> Landscape:
    """Read a result.

    Parameters
    ----------
    path
        A file written by `Landscape.save`, or a folder with exactly one.

    Returns
    -------
    Landscape
        The same numbers as before saving.

    Raises
    ------
    ResultReadError
        There is no such file, or it is no pesviz result.
    """
    path = _one_file(Path(path))
    try:
        with h5py.File(path, "r") as file:
            if file.attrs.get("format") != FORMAT:
                raise ResultReadError(
                    f"{path} is an HDF5 file, but no pesviz result.", "Give a file that pesviz wrote."
                )
            if int(file.attrs["format_version"]) > FORMAT_VERSION:
                raise ResultReadError(f"{path} was written by a newer pesviz.", "Update pesviz to read it.")
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
    structure, provenance = file["structure"], file["provenance"].attrs
    crystal = Crystal.from_dict(
        {name: structure[name][()] for name in _STRUCTURE_UNITS}
        | {"mobile_species": str(structure.attrs["mobile_species"]), "notes": json.loads(structure.attrs["notes"])}
        | {name: str(file.attrs[name]) for name in ("name", "source")}
    )
    energies = file["pes/energies"][()]
    n_a, n_b, n_c = energies.shape[1:]
    settings = ScanSettings(**json.loads(provenance["settings"]))
    limit = file["pes"].attrs.get("limit_eV")
    if limit is None and not np.isfinite(energies).all():  # before predictions: infinite above the limit
        limit = settings.up_to
    pes = PES(
        crystal=crystal,
        grid=Grid(crystal.cell, (int(n_a), int(n_b), int(n_c))),
        energies=energies,
        masked=file["pes/masked"][()].astype(bool),
        minimum_energies=file["pes/minimum_energies"][()],
        potential=json.loads(provenance["potential"]),
        settings=settings,
        n_evaluated=int(provenance["n_evaluated"]),
        seconds=float(provenance["seconds_scan"]),
        warnings=tuple(json.loads(provenance["warnings"])),
        provenance=json.loads(provenance["provenance"]),
        predicted=file["pes/predicted"][()].astype(bool) if "pes/predicted" in file else None,
        limit=None if limit is None else float(limit),
    )
    smearing, levels = str(file.attrs["smearing"]), None
    if "level_map/energies" in file:
        levels = LevelMaps(
            file["level_map/energies"][()],
            tuple(float(e) for e in file["level_map/mpe"][()]),
            float(provenance["seconds_level_map"]),
        )
    return Landscape(pes, smearing, levels)
