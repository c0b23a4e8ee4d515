"""The scene of a crystal: colours, radii, bonds, legend, periodic images at the faces of the cell."""

from __future__ import annotations

from typing import Any

import numpy as np
from ase.data import atomic_names, atomic_numbers, covalent_radii
from ase.data.colors import jmol_colors
from ase.neighborlist import neighbor_list

from pesviz.structure.crystal import Crystal

BOND_TOLERANCE = 1.15
"""Atoms closer than this times the sum of their covalent radii are bonded."""
RADIUS_SCALE = 0.38
"""Drawn radius of an atom per covalent radius: small enough to leave the landscape visible."""
FACE_TOLERANCE = 0.02
"""Atoms this close to a face of the cell, Å, are drawn on the opposite face too."""


def element_colour(symbol: str) -> str:
    """Return the Jmol colour of an element as "#rrggbb"."""
    r, g, b = np.rint(255 * jmol_colors[atomic_numbers[symbol]]).astype(int)
    return f"#{r:02x}{g:02x}{b:02x}"


def drawn_radius(symbol: str) -> float:
    """Return the radius of an atom in pictures, Å: its covalent radius scaled, large enough that H is seen."""
    return float(max(RADIUS_SCALE * covalent_radii[atomic_numbers[symbol]], 0.2))


def _bonds(crystal: Crystal, fractional: np.ndarray) -> list[list[float]]:
    """Return each bond once: [i, j, shift of j along a, b, c, length in Å]."""
    from pymatgen.core import Element

    atoms = crystal.atoms.copy()
    atoms.set_scaled_positions(fractional)
    cutoffs = BOND_TOLERANCE * covalent_radii[atoms.numbers]
    i, j, d, shift = neighbor_list("ijdS", atoms, cutoffs)
    metal = np.array([Element(symbol).is_metal for symbol in atoms.get_chemical_symbols()])
    if not metal.all():  # in a compound, close metals are neighbours and not bonded
        keep = ~(metal[i] & metal[j])
        i, j, d, shift = i[keep], j[keep], d[keep], shift[keep]
    once = (i < j) | ((i == j) & (shift @ [4, 2, 1] > 0))
    order = np.lexsort((j[once], i[once]))
    rows = zip(i[once][order], j[once][order], shift[once][order], d[once][order], strict=True)
    return [[int(m), int(n), *(int(s) for s in t), round(float(r), 4)] for m, n, t, r in rows]


def scene_of(crystal: Crystal) -> dict[str, Any]:
    """Return the scene of a crystal as plain values for JSON.

    Returns
    -------
    dict
        `cell` (rows, Å), `formula`, `mobile` (symbol), `atoms` (each: `index`, `symbol`, `colour`, `radius` in Å,
        `fractional` in [0, 1), `mobile`), `bonds` (each: i, j, shift of j in cells along a, b, c, length in Å) and
        `legend` (each: `symbol`, `name`, `colour`, `count`, `mobile`; the mobile species first).
    """
    # the mobile ions may be a subset of their species
    mobile = set(crystal.mobile_indices)
    fractional = crystal.atoms.get_scaled_positions(wrap=False) % 1.0
    fractional[fractional > 1.0 - 1e-6] = 0.0
    symbols = crystal.atoms.get_chemical_symbols()
    atoms = [
        {
            "index": index,
            "symbol": symbol,
            "colour": element_colour(symbol),
            "radius": round(drawn_radius(symbol), 3),
            "fractional": [round(float(x), 6) for x in fractional[index]],
            "mobile": index in mobile,
        }
        for index, symbol in enumerate(symbols)
    ]
    species = sorted(set(symbols), key=lambda s: (s != crystal.mobile_species, symbols.index(s)))
    legend = [
        {
            "symbol": symbol,
            "name": atomic_names[atomic_numbers[symbol]],
            "colour": element_colour(symbol),
            "count": symbols.count(symbol),
            "mobile": symbol == crystal.mobile_species,
        }
        for symbol in species
    ]
    return {
        "cell": crystal.cell.tolist(),
        "formula": crystal.formula,
        "mobile": crystal.mobile_species,
        "atoms": atoms,
        "bonds": _bonds(crystal, fractional),
        "legend": legend,
    }


def drawn_atoms(scene: dict[str, Any], cells: int = 1) -> list[tuple[int, tuple[int, int, int]]]:
    """Return the atoms in a picture of `cells` cells along each axis, images on the far faces included."""
    cell = np.array(scene["cell"])
    heights = 1.0 / np.linalg.norm(np.linalg.inv(cell), axis=0)  # distance of opposite faces, Å
    slack = FACE_TOLERANCE / heights
    images = []
    for number, atom in enumerate(scene["atoms"]):
        x = np.array(atom["fractional"])
        axes = [
            [s for s in range(-1, cells + 1) if -slack[axis] <= x[axis] + s <= cells + slack[axis]]
            for axis in range(3)
        ]
        images += [(number, (a, b, c)) for a in axes[0] for b in axes[1] for c in axes[2]]
    return images
