"""Crystals solved by hand, and calculators that are slow, counted or unlucky.

One framework atom at the origin of a primitive orthorhombic cell a < b < c: with the toy network MPE = E_1D = 0.2 eV
along c, E_2D = 0.3 eV with b, E_3D = 0.4 eV with a (potentials/toy.py).
"""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import ClassVar

import numpy as np
from ase import Atoms
from ase.calculators.calculator import Calculator, all_changes
from ase.io import write
from pymatgen.core import Lattice, Structure

TOY = "toy-network-3d"
SLOW_S = "0.02"
"""Time of an energy of slow scans, s: a chunk of 64 takes more than the second after which chunks are written."""


def atoms(stretch: float = 1.0) -> Atoms:
    """The crystal, a little larger or smaller: another structure with the same energies."""
    return Atoms("LiO", scaled_positions=[[0.5] * 3, [0] * 3], cell=np.array([2.6, 3.2, 4.0]) * stretch, pbc=True)


def write_crystals(folder: Path, n: int, first: float = 1.0) -> Path:
    """Write n crystals, cubic ones named c0, c1, … from the cheapest to the dearest."""
    folder.mkdir(parents=True, exist_ok=True)
    for i in range(n):
        write(folder / f"c{i}.vasp", atoms(first * (1 + 0.08 * i)), format="vasp", direct=True)
    return folder


def write_disordered(folder: Path) -> Path:
    """Write a CIF in which four sites are half Li and half Bi; its arrangements differ."""
    places = [[0, 0, 0], [0.41, 0.58, 0.09], [0.6, 0.07, 0.5], [0.1, 0.41, 0.38]]
    anions = [[0.5, 0.08, 0.02], [0, 0.5, 0], [0.02, 0.0, 0.58], [0.58, 0.5, 0.52]]
    structure = Structure(
        Lattice.orthorhombic(5.5, 5.7, 5.9), [{"Li": 0.5, "Bi": 0.5}] * 4 + ["S"] * 4, places + anions
    )
    folder.mkdir(parents=True, exist_ok=True)
    structure.to(str(folder / "disordered.cif"))
    return folder / "disordered.cif"


class Counted(Calculator):
    """Takes SLOW_S seconds for an energy and writes one character for each into the file CALLS.

    Where the file that DEADLY names exists, the process that computes is gone at once; so is the file.
    """

    implemented_properties: ClassVar = ["energy"]

    def calculate(self, atoms=None, properties=None, system_changes=all_changes):
        """Compute the energy."""
        super().calculate(atoms, properties, system_changes)
        deadly = os.environ.get("DEADLY", "")
        if deadly and os.path.exists(deadly):  # noqa: PTH110
            os._exit(1)
        time.sleep(float(os.environ.get("SLOW_S", "0")))
        if "CALLS" in os.environ:
            with Path(os.environ["CALLS"]).open("a") as file:
                file.write("x")
        self.results["energy"] = float(np.cos(2 * np.pi * atoms.get_scaled_positions()[-1]).sum())


def counted() -> Counted:
    """Make one, for "ase:crystals:counted" with this folder on PYTHONPATH."""
    return Counted()
