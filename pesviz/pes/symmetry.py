"""Symmetry-unique (ion, grid point) pairs (docs/method.md, 1.5).

An operation is used only if it maps the grid onto itself exactly (integer matrix, integer shift of grid indices) and,
applied in exactly that form, maps the atoms onto themselves to within `TOLERANCE`. Translations are never rounded
without that second check.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import spglib
from ase import Atoms
from ase.geometry import minkowski_reduce
from scipy.spatial import cKDTree

from pesviz.pes.grid import Grid
from pesviz.structure.crystal import Crystal

TOLERANCE = 1e-3
"""Largest distance between an atom's image and the atom it falls on, Å."""


@dataclass(frozen=True, eq=False)
class GridOperation:
    """A symmetry operation on grid indices: index → matrix · index + shift, modulo the shape.

    Parameters
    ----------
    matrix
        Integer matrix, shape (3, 3).
    shift
        Integer shift, shape (3,).
    permutation
        Atom i falls on atom `permutation[i]`.
    deviation
        Largest distance between an image and the atom it falls on, Å.
    """

    matrix: np.ndarray
    shift: np.ndarray
    permutation: np.ndarray
    deviation: float

    def images(self, shape: tuple[int, int, int]) -> np.ndarray:
        """Return the flat index of the image of every point of a grid, in C order, shape (size,)."""
        points = np.ogrid[tuple(slice(n) for n in shape)]
        flat = np.zeros(shape, dtype=int)
        for row, shift, n in zip(self.matrix, self.shift, shape, strict=True):
            # Each axis contributes its part modulo n: the sum is below 3n, so a table of 3n entries gives its modulo.
            a, b, c = ((step * axis) % n for step, axis in zip(row, points, strict=True))
            flat *= n
            flat += np.tile(np.arange(n), 3)[(a + shift) % n + b + c]
        return flat.ravel()


def grid_operations(atoms: Atoms, grid: Grid) -> list[GridOperation]:
    """Return the symmetry operations of atoms that map the grid onto itself exactly."""
    identity = GridOperation(np.eye(3, dtype=int), np.zeros(3, dtype=int), np.arange(len(atoms)), 0.0)
    fractional = atoms.get_scaled_positions(wrap=True)
    shape = np.array(grid.shape)
    operations = [identity]
    for rotation, translation in zip(*_symmetry(atoms), strict=True):
        exact = rotation * shape[:, None] / shape[None, :]
        matrix, shift = np.rint(exact).astype(int), np.rint(translation * shape).astype(int)
        off = (translation - shift / shape) @ atoms.cell.array
        if not np.array_equal(matrix, exact) or np.linalg.norm(off) > TOLERANCE:
            continue
        if np.array_equal(matrix, identity.matrix) and not (shift % shape).any():
            continue
        atom_map = _permutation(atoms, fractional, rotation, shift / shape)
        if atom_map is not None:
            operations.append(GridOperation(matrix, shift % shape, *atom_map))
    return operations


def _symmetry(atoms: Atoms) -> tuple[np.ndarray, np.ndarray]:
    """Return the symmetry operations of atoms: rotations, shape (n, 3, 3), and translations, shape (n, 3)."""
    fractional = atoms.get_scaled_positions(wrap=True)
    return _symmetry_of(atoms.cell.array.tobytes(), fractional.tobytes(), atoms.numbers.tobytes())


@lru_cache(maxsize=32)
def _symmetry_of(cell: bytes, fractional: bytes, numbers: bytes) -> tuple[np.ndarray, np.ndarray]:
    """Return the operations that spglib finds; cached, since grids and plans need them repeatedly."""
    operations = None
    if numbers:
        lattice, positions = (np.frombuffer(values).reshape(-1, 3) for values in (cell, fractional))
        operations = spglib.get_symmetry((lattice, positions, np.frombuffer(numbers, dtype=int)), symprec=TOLERANCE)
    if operations is None:
        return np.empty((0, 3, 3), dtype=int), np.empty((0, 3))
    return operations["rotations"], operations["translations"]


def _permutation(
    atoms: Atoms, fractional: np.ndarray, rotation: np.ndarray, translation: np.ndarray
) -> tuple[np.ndarray, float] | None:
    """Return onto which atom each atom falls and the largest distance, None where one falls on no atom."""
    images = fractional @ rotation.T + translation
    difference = images[:, None, :] - fractional[None, :, :]
    difference -= np.rint(difference)
    distance = np.linalg.norm(difference @ atoms.cell.array, axis=-1)
    distance[atoms.numbers[:, None] != atoms.numbers[None, :]] = np.inf
    onto = distance.argmin(axis=1)
    nearest = distance[np.arange(len(atoms)), onto]
    if nearest.max() > TOLERANCE or len(set(onto.tolist())) != len(onto):
        return None
    return onto, float(nearest.max())


@dataclass(frozen=True, eq=False)
class IonSymmetry:
    """How the points of one ion's surface follow from those that are evaluated.

    Parameters
    ----------
    ion
        Number of the ion (0 … n_ions − 1).
    representative
        Number of the ion whose surface is evaluated; the ion itself, or an equivalent one.
    points
        Flat index on the representative's grid for each point of this ion's grid, shape (size,).
    """

    ion: int
    representative: int
    points: np.ndarray


@dataclass(frozen=True, eq=False)
class SymmetryMap:
    """Unique pairs of a crystal.

    Parameters
    ----------
    labels
        For each representative ion the orbit of every grid point: the smallest flat index in it, shape (size,).
    ions
        How each ion's surface follows from a representative's.
    n_operations
        Operations of the whole crystal that fit the grid, the identity included.
    n_framework_operations
        For each representative ion the operations of the framework without it that fit the grid.
    deviation
        Largest distance by which a used operation misses an atom, Å.
    """

    labels: dict[int, np.ndarray]
    ions: tuple[IonSymmetry, ...]
    n_operations: int
    n_framework_operations: tuple[int, ...]
    deviation: float


def symmetry_map(crystal: Crystal, grid: Grid, *, use: bool = True) -> SymmetryMap:
    """Find the symmetry-unique (ion, point) pairs.

    Returns
    -------
    SymmetryMap
        Labels of orbits, and how equivalent ions share one surface.
    """
    every = np.arange(grid.size)
    ions = crystal.mobile_indices
    if not use:
        own = tuple(IonSymmetry(n, n, every) for n in range(len(ions)))
        return SymmetryMap(dict.fromkeys(range(len(ions)), every), own, 1, (1,) * len(ions), 0.0)
    operations = grid_operations(crystal.atoms, grid)
    deviation = 0.0
    labels: dict[int, np.ndarray] = {}
    fitting: list[int] = []
    relations: list[IonSymmetry] = []
    numbers = {atom: n for n, atom in enumerate(ions)}
    relation_of: dict[int, IonSymmetry] = {}
    for n, atom in enumerate(ions):
        if n not in relation_of:
            framework_operations = grid_operations(crystal.framework(atom), grid)
            deviation = max([deviation, *(op.deviation for op in framework_operations)])
            fitting.append(len(framework_operations))
            labels[n] = _orbits([op.images(grid.shape) for op in framework_operations])
            relation_of[n] = IonSymmetry(n, n, every)
            for op in operations:
                other = numbers.get(int(op.permutation[atom]))
                if other is None or other in relation_of:
                    continue
                # E_other(op · p) = E_n(p): at point q of the other ion the energy is that of n at op⁻¹ · q.
                points = np.empty(grid.size, dtype=np.int32)  # int32: one array per ion is most of a plan's memory
                points[op.images(grid.shape)] = every
                relation_of[other] = IonSymmetry(other, n, points)
                deviation = max(deviation, op.deviation)
        relations.append(relation_of[n])
    return SymmetryMap(labels, tuple(relations), len(operations), tuple(fitting), deviation)


def _orbits(images: list[np.ndarray]) -> np.ndarray:
    """Label each point with the smallest point that operations lead to."""
    labels = np.minimum.reduce(images)
    while True:
        # The label of a point's label lies in the same orbit and is smaller or equal: repeat until nothing changes.
        smaller = labels[labels]
        if np.array_equal(smaller, labels):
            return labels
        labels = smaller


def nearest_distance(positions: np.ndarray, grid: Grid, index: np.ndarray) -> float:
    """Return the shortest periodic distance between positions and grid points.

    Parameters
    ----------
    positions
        Shape (m, 3), Å.
    grid
        The grid.
    index
        Flat indices of points, shape (n,).

    Returns
    -------
    float
        Å.
    """
    cell, _ = minkowski_reduce(grid.cell)
    shifts = np.stack(np.meshgrid(*[(-1, 0, 1)] * 3, indexing="ij"), axis=-1).reshape(-1, 3)
    inverse = np.linalg.inv(cell)
    wrapped = (positions @ inverse) % 1.0
    images = ((wrapped[:, None, :] + shifts) @ cell).reshape(-1, 3)
    points = ((grid.positions(index) @ inverse) % 1.0) @ cell
    return float(cKDTree(images).query(points)[0].min())


def symmetric_grid(atoms: Atoms, spacing: float, *, reach: int = 12) -> Grid:
    """Return the smallest grid within the spacing that all symmetry operations map onto itself.

    Parameters
    ----------
    atoms
        Periodic atoms.
    spacing
        Largest step, Å.
    reach
        How far each N_i may be raised above the smallest that keeps the spacing.

    Returns
    -------
    Grid
        The grid of docs/method.md, 1.2, where no larger one fits more operations.
    """
    smallest = Grid.from_spacing(atoms.cell.array, spacing)
    rotations, translations = _symmetry(atoms)
    if not len(rotations):
        return smallest
    base = np.array(smallest.shape)
    shapes = np.stack(np.meshgrid(*[np.arange(reach + 1)] * 3, indexing="ij"), axis=-1).reshape(-1, 3) + base
    shapes = shapes[np.argsort(shapes.prod(axis=1), kind="stable")]
    grid, most = smallest, -1
    for shape in shapes:
        exact = rotations * shape[None, :, None] / shape[None, None, :]
        shifts = translations * shape
        off = (shifts - np.rint(shifts)) / shape @ atoms.cell.array
        fits = np.isclose(exact, np.rint(exact), atol=1e-9).all(axis=(1, 2))
        fits &= np.linalg.norm(off, axis=1) <= TOLERANCE
        count = int(fits.sum())
        if count > most:
            grid, most = Grid(smallest.cell, (int(shape[0]), int(shape[1]), int(shape[2]))), count
        if count == len(fits):
            break
    return grid
