"""The structure in a SIESTA input file (.fdf); ASE parses the file, this reads the structure's keys."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import numpy as np
from ase import Atoms
from ase.io.siesta import read_fdf
from ase.units import Bohr

from pesviz.errors import StructureReadError

_REMEDY = (
    "Give a .fdf with LatticeConstant, ChemicalSpeciesLabel and AtomicCoordinatesAndAtomicSpecies, or the .XV file."
)


def read_siesta_fdf(text: str, folder: Path) -> Atoms:
    """Read the crystal of a SIESTA input.

    Parameters
    ----------
    text
        Content of the .fdf file; it may not include other files.
    folder
        An empty folder, to which the text is written for ASE's parser.

    Raises
    ------
    StructureReadError
        The text includes other files, or lacks the structure.
    """
    if re.search(r"%include|<", text, re.IGNORECASE):
        raise StructureReadError(
            "The .fdf file includes other files.", "Paste their content into it, or give the .XV file."
        )
    path = folder / "input.fdf"
    path.write_text(text, encoding="utf-8")
    keys: dict[str, Any] = {
        key.replace("_", "").replace("-", "").replace(".", ""): v for key, v in read_fdf(path).items()
    }
    try:
        species = {int(row[0]): int(row[1]) for row in keys["chemicalspecieslabel"]}
        rows = keys["atomiccoordinatesandatomicspecies"]
        coordinates = np.array([[float(x.replace("d", "e")) for x in row[:3]] for row in rows])
        numbers = [species[int(row[3])] for row in rows]
        cell, constant = _cell(keys)
    except (KeyError, ValueError, IndexError, TypeError) as error:
        raise StructureReadError(f"The .fdf file has no complete structure ({error}).", _REMEDY) from error
    form = "".join(keys.get("atomiccoordinatesformat", ["NotScaledCartesianBohr"])).lower()
    if form in {"fractional", "scaledbylatticevectors"}:
        coordinates = coordinates @ cell
    elif form == "scaledcartesian":
        coordinates = coordinates * constant
    elif form in {"bohr", "notscaledcartesianbohr"}:
        coordinates = coordinates * Bohr
    elif form not in {"ang", "notscaledcartesianang"}:
        raise StructureReadError(f"The coordinate format {form} is unknown.", _REMEDY)
    return Atoms(numbers=np.abs(numbers), positions=coordinates, cell=cell, pbc=True)


def _cell(keys: dict[str, Any]) -> tuple[np.ndarray, float]:
    """Return the lattice vectors as rows and the lattice constant, Å."""
    value, *unit = keys["latticeconstant"]
    constant = float(value) * (Bohr if (unit or ["bohr"])[0].lower() == "bohr" else 1.0)
    if "latticevectors" in keys:
        return constant * np.array([[float(x) for x in row[:3]] for row in keys["latticevectors"]]), constant
    if "latticeparameters" in keys:
        lengths = [float(x) for x in keys["latticeparameters"][0][:6]]
        lattice = Atoms(cell=[*(constant * x for x in lengths[:3]), *lengths[3:]]).cell
        return np.array(lattice.array), constant
    return constant * np.eye(3), constant
