"""What the paper's released code gives for four crystals with the paper's potential (tests/reference/README.md)."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import numpy as np
from ase import Atoms

from pesviz.pes import PES, Grid, ScanSettings
from pesviz.structure import Crystal

REFERENCE = Path(__file__).parent / "reference"
NAMES = ("4p7", "gvd", "i47", "licl")
"""Li₃OCl, α-Li₃N, LiZnPS₄ (names as in OBELiX) and wurtzite LiCl."""


@dataclass(frozen=True)
class Golden:
    """A crystal and its reference values.

    Parameters
    ----------
    crystal
        The crystal.
    energies
        Total energies with each ion on each grid point, eV, shape (n_ions, n_a, n_b, n_c).
    levels
        Level map of each ion as the released code has it, eV: 2N+1 points along each axis, the minimum in the middle.
    barriers
        Lowest barrier of each ion, eV.
    descriptors
        Numbers of the released code by its own names.
    """

    crystal: Crystal
    energies: np.ndarray
    levels: np.ndarray
    barriers: np.ndarray
    descriptors: dict[str, Any]

    @cached_property
    def grid(self) -> Grid:
        """The grid of the energies."""
        return Grid(self.crystal.cell, self.energies.shape[1:])

    @cached_property
    def surfaces(self) -> np.ndarray:
        """Energies above each ion's minimum, eV."""
        return self.energies - self.energies.min(axis=(1, 2, 3), keepdims=True)

    def pes(self) -> PES:
        """Make the PES that a scan of every point would give."""
        lowest = self.energies.min(axis=(1, 2, 3))
        return PES(
            self.crystal, self.grid, self.surfaces.astype(np.float32), np.zeros(self.energies.shape, dtype=bool),
            lowest, {}, ScanSettings(), 0, 0.0,
        )  # fmt: skip


@cache
def golden(name: str) -> Golden:
    """Read the reference values of one of `NAMES`."""
    data = np.load(REFERENCE / f"{name}.npz")
    atoms = Atoms(data["numbers"], positions=data["positions"], cell=data["cell"], pbc=True)
    mobile = tuple(int(i) for i in np.flatnonzero(atoms.numbers == 3))
    descriptors = json.loads((REFERENCE / "descriptors.json").read_text(encoding="utf-8"))[name]
    arrays = (data[key].astype(np.float64) for key in ("energies", "levels", "barriers"))
    return Golden(Crystal(atoms, "Li", mobile, name), *arrays, descriptors)
