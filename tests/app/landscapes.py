"""A small landscape solved by hand, for the page's words and figures."""

from __future__ import annotations

import numpy as np
from ase import Atoms

from pesviz.landscape import Landscape
from pesviz.pes import PES, Grid, ScanSettings
from pesviz.structure import Crystal


def channel(
    barrier: float = 0.4, wall: float = 3.0, n: int = 8, up_to: float | None = None, **potential
) -> Landscape:
    """One ion in a straight channel along b with a known barrier, walls elsewhere; infinite from an energy on."""
    atoms = Atoms("LiF", scaled_positions=[[0, 0, 0], [0.5, 0.5, 0.5]], cell=[4.0, 4.0, 4.0], pbc=True)
    crystal = Crystal(atoms, "Li", (0,), "channel", "gallery:channel", ("primitive cell",))
    energies = np.full((1, n, n, n), wall, dtype=np.float32)
    y = np.arange(n) / n
    energies[0, 0, :, 0] = barrier * (1 - np.cos(2 * np.pi * y)) / 2
    if up_to is not None:
        energies[energies >= up_to] = np.inf
    known = {"name": "toy", "title": "Toy", "version": "1", "xi_note": "A toy: Ξ means nothing here."} | potential
    pes = PES(
        crystal, Grid(np.eye(3) * 4.0, (n, n, n)), energies, np.zeros(energies.shape, dtype=bool), np.array([-1.0]),
        known, ScanSettings(spacing=0.5, up_to=up_to), n**3, 0.1,
        limit=None if np.isfinite(energies).all() else up_to,
    )  # fmt: skip
    return Landscape(pes)
