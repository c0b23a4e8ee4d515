"""Features of a pair potential: sums of B-splines of the distances from points to the atoms of a crystal.

The splines are cubic and uniform in the logarithm of the distance, so that they are narrow where repulsion is steep.
Each vanishes with its second derivative at the cutoff.
"""

from __future__ import annotations

import numba as nb
import numpy as np

NEAREST_A = 1.0
"""Distance below which the splines are constant, Å; points so close to an atom are masked or far above any limit."""
CUTOFF_A = 6.0
"""Atoms from this distance on contribute nothing, Å."""
N_BASIS = 10
"""Splines for each kind of atom."""


def images_within(positions: np.ndarray, kinds: np.ndarray, cell: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Periodic images of atoms that lie within the cutoff of some point of the home cell.

    Parameters
    ----------
    positions
        Shape (n, 3), Å.
    kinds
        Number of the kind of each atom, shape (n,).
    cell
        Lattice vectors as rows, shape (3, 3), Å.

    Returns
    -------
    images
        Shape (m, 3), Å.
    image_kinds
        Shape (m,).
    """
    inverse = np.linalg.inv(cell)
    heights = 1 / np.linalg.norm(inverse, axis=0)
    reach = np.ceil(CUTOFF_A / heights).astype(int) + 1
    shifts = np.stack(np.meshgrid(*[np.arange(-r, r + 1) for r in reach], indexing="ij"), axis=-1).reshape(-1, 3)
    fractional = positions @ inverse
    fractional = ((fractional - np.floor(fractional))[:, None] + shifts[None]).reshape(-1, 3)
    outside = np.maximum(-fractional, fractional - 1) * heights
    near = outside.max(axis=1) <= CUTOFF_A
    return fractional[near] @ cell, np.repeat(kinds, len(shifts))[near]


def pair_features(points: np.ndarray, images: np.ndarray, kinds: np.ndarray, n_kinds: int) -> np.ndarray:
    """Return sums of splines of the distances to atoms, one block of splines for each kind of atom.

    Parameters
    ----------
    points
        Shape (n, 3), Å, in the home cell.
    images, kinds
        Atoms within reach: what `images_within` returns.
    n_kinds
        Number of kinds of atoms.

    Returns
    -------
    numpy.ndarray
        Shape (n, n_kinds · N_BASIS), float32, dimensionless.
    """
    features = np.zeros((len(points), n_kinds * N_BASIS), dtype=np.float32)
    # Neighbouring points follow each other, so a block of points needs only the atoms near its own bounding box.
    for start in range(0, len(points), _BLOCK):
        block = points[start : start + _BLOCK]
        low, high = block.min(axis=0) - CUTOFF_A, block.max(axis=0) + CUTOFF_A
        near = ((images > low) & (images < high)).all(axis=1)
        _add_splines(block, images[near], kinds[near], features[start : start + _BLOCK])
    return features


_BLOCK = 512


@nb.njit(cache=True, nogil=True)
def _add_splines(
    points: np.ndarray, images: np.ndarray, kinds: np.ndarray, features: np.ndarray
) -> None:  # pragma: no cover
    """Add the splines of each pair to the features of its point, in place.

    Spline k of N_BASIS is the cubic B-spline on the knots k − 3 … k + 1, in units of the knot distance in ln d. At
    ln d in interval i those of numbers i … i + 3 are not zero; the last three, which would not vanish at the cutoff,
    are left out.
    """
    first = np.log(NEAREST_A)
    width = (np.log(CUTOFF_A) - first) / N_BASIS
    for p in range(points.shape[0]):
        x, y, z = points[p, 0], points[p, 1], points[p, 2]
        for a in range(images.shape[0]):
            dx, dy, dz = images[a, 0] - x, images[a, 1] - y, images[a, 2] - z
            distance_squared = dx * dx + dy * dy + dz * dz
            if distance_squared >= CUTOFF_A * CUTOFF_A:
                continue
            # ½ ln d² = ln d; the small constant avoids ln 0 where a point lies on an atom.
            position = max(0.0, (0.5 * np.log(distance_squared + 1e-12) - first) / width)
            interval = min(int(position), N_BASIS - 1)
            u = position - interval
            v = 1 - u
            # The four pieces of the uniform cubic B-spline; those past the last spline of the kind are skipped.
            column = kinds[a] * N_BASIS + interval
            end = (kinds[a] + 1) * N_BASIS
            features[p, column] += v * v * v / 6
            if column + 1 < end:
                features[p, column + 1] += (3 * u * u * u - 6 * u * u + 4) / 6
            if column + 2 < end:
                features[p, column + 2] += (3 * v * v * v - 6 * v * v + 4) / 6
            if column + 3 < end:
                features[p, column + 3] += u * u * u / 6
