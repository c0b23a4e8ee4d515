"""Small crystals and positions that the tests of potentials share."""

from __future__ import annotations

from itertools import product

import numpy as np
from ase import Atoms
from ase.spacegroup import crystal


def sodium_chloride_like(metal: str = "Li", anion: str = "Cl", a: float = 5.13) -> Atoms:
    """Rock salt, primitive cell, slightly off its sites so that nothing cancels."""
    atoms = crystal([metal, anion], [(0, 0, 0), (0.5, 0.5, 0.5)], spacegroup=225, cellpar=[a, a, a, 90, 90, 90],
                    primitive_cell=True)  # fmt: skip
    atoms.rattle(0.05, seed=1)
    return atoms


def skewed_oxide() -> Atoms:
    """Six atoms of four elements in a triclinic cell, some outside the cell."""
    cell = [[4.9, 0.0, 0.0], [1.3, 5.2, 0.0], [-0.8, 1.1, 6.1]]
    fractional = [(0.02, 0.05, 0.01), (0.52, 0.48, 0.49), (0.25, 0.30, 0.72), (0.77, 0.21, 0.24), (1.28, 0.79, 0.26),
                  (-0.24, 0.71, 0.77)]  # fmt: skip
    return Atoms("LiLiPOOS", scaled_positions=fractional, cell=cell, pbc=True)


def free_positions(framework: Atoms, n: int, seed: int = 0, r_min: float = 1.3) -> np.ndarray:
    """Random positions in the cell, not closer than r_min to a framework atom, shape (n, 3)."""
    rng = np.random.default_rng(seed)
    cell = framework.cell.array
    images = np.array(list(product((-1, 0, 1), repeat=3))) @ cell
    atoms = (framework.get_positions(wrap=True)[:, None] + images[None]).reshape(-1, 3)
    chosen: list[np.ndarray] = []
    while len(chosen) < n:
        point = rng.random(3) @ cell
        if np.linalg.norm(atoms - point, axis=1).min() > r_min:
            chosen.append(point)
    return np.array(chosen)
