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

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import h5py
import numpy as np

from pesviz.errors import ResultReadError
from pesviz.io.atomic import write_errors
from pesviz.io.hdf5 import file_image, new_file, put, set_attributes

if TYPE_CHECKING:
    from pesviz.landscape.landscape import Landscape

FORMAT = "pesviz-landscape"
FORMAT_VERSION = 1
STRUCTURE_UNITS = {
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
    """Return what `save_landscape` writes, without a file."""
    return file_image(partial(_write, landscape=landscape, level_map=level_map))


def _write(file: h5py.File, landscape: Landscape, *, level_map: bool, compressed: bool = True) -> None:
    pes, crystal = landscape.pes, landscape.pes.crystal
    set_attributes(
        file,
        {
            "format": FORMAT,
            "format_version": FORMAT_VERSION,
            "summary": landscape.to_dict(),
            "formula": crystal.formula,
            "name": crystal.name,
            "source": crystal.source,
            "smearing": landscape.smearing,
        },
    )
    structure = crystal.to_dict()
    for name, units in STRUCTURE_UNITS.items():
        put(file, f"structure/{name}", np.array(structure[name]), units)
    set_attributes(file["structure"], {name: structure[name] for name in ("mobile_species", "notes")})
    put(file, "pes/energies", pes.energies, "eV", compressed=compressed)
    put(file, "pes/masked", pes.masked.astype(np.uint8), "1 where not evaluated", compressed=compressed)
    put(file, "pes/minimum_energies", pes.minimum_energies, "eV")
    if pes.predicted is not None:
        predicted = pes.predicted.astype(np.uint8)
        put(file, "pes/predicted", predicted, "1 where the energy is a prediction", compressed=compressed)
    if pes.limit is not None:
        file["pes"].attrs["limit_eV"] = pes.limit
    if level_map:
        put(file, "level_map/energies", landscape.level_map, "eV", compressed=compressed)
    put(file, "level_map/mpe", np.array(landscape.face_energies), "eV")
    set_attributes(
        file.create_group("provenance"),
        {
            "potential": pes.potential,
            "settings": pes.settings.to_dict(),
            "provenance": pes.provenance,
            "warnings": pes.warnings,
            "n_evaluated": pes.n_evaluated,
            "seconds_scan": pes.seconds,
            "seconds_level_map": landscape.level_maps.seconds,
        },
    )
