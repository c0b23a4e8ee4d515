"""Small landscapes solved by hand."""

from __future__ import annotations

import numpy as np
from ase import Atoms

from pesviz.landscape import Landscape
from pesviz.pes import PES, Grid, ScanSettings
from pesviz.structure import Crystal


def landscape(energies, masked=None, cell=4.0, up_to=None, potential="toy") -> Landscape:
    """Landscape of ions with given energies, shape (n_ions, n, n, n), in a cubic cell."""
    energies = np.asarray(energies, dtype=np.float32)
    n_ions, shape = len(energies), energies.shape[1:]
    positions = [[0.1 * i, 0, 0] for i in range(n_ions)] + [[0.5, 0.5, 0.5]]
    atoms = Atoms(f"Li{n_ions}F", scaled_positions=positions, cell=[cell] * 3, pbc=True)
    masked = np.zeros(energies.shape, dtype=bool) if masked is None else np.asarray(masked)
    settings = ScanSettings(spacing=cell / shape[0], up_to=up_to)
    pes = PES(
        Crystal(atoms, "Li", tuple(range(n_ions)), "by hand"), Grid(np.eye(3) * cell, shape), energies, masked,
        np.zeros(n_ions), {"name": potential, "version": "1"}, settings, energies.size, 0.1, limit=up_to,
    )  # fmt: skip
    return Landscape(pes)


def channel(barrier=0.4, wall=3.0, n=8, width=1) -> np.ndarray:
    """One ion in a straight channel along b, walls elsewhere."""
    energies = np.full((1, n, n, n), wall)
    y = np.arange(n) / n
    energies[0, :width, :, 0] = barrier * (1 - np.cos(2 * np.pi * y)) / 2
    return energies
