"""Bonds of one moving ion in a frozen framework: those of the framework once, those of the ion for every position.

Each bond is stored once, from its first to its second atom; the two directed edges of a graph network are
(first → second, +vector) and (second → first, −vector). The framework's atoms come first, the mobile ion is the last
atom. Bonds of the mobile ion with its own periodic images do not change as it moves and count as fixed.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import torch
from ase import Atoms
from ase.neighborlist import neighbor_list
from torch import Tensor


def half_neighbours(atoms: Atoms, cutoff: float) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Every bond of a periodic structure once.

    Parameters
    ----------
    atoms
        The structure, periodic in three directions.
    cutoff
        Longest bond, Å.

    Returns
    -------
    first, second
        Indices of the atoms, shape (n,).
    vectors
        From the first to the second atom, shape (n, 3), Å.
    shifts
        Cell of the second atom relative to the first, shape (n, 3): vector = x_second + shift·cell − x_first.
    """
    if atoms.pbc.all():
        first, second, shifts = _periodic_pairs(atoms, cutoff)
    else:
        first, second, shifts = neighbor_list("ijS", atoms, cutoff, self_interaction=False)
    a, b, c = shifts.T
    positive = (a > 0) | ((a == 0) & ((b > 0) | ((b == 0) & (c > 0))))
    keep = (first < second) | ((first == second) & positive)
    first, second, shifts = first[keep], second[keep], shifts[keep]
    vectors = atoms.positions[second] - atoms.positions[first] + shifts @ atoms.cell.array
    return first, second, vectors, shifts


def _periodic_pairs(atoms: Atoms, cutoff: float) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Every bond of a periodic structure in both directions: first and second atoms, shifts.

    The result of ASE's `neighbor_list`, in the same order, so that energies agree to the last bit with those of
    earlier versions. All shifts are computed at once, where ASE loops over them: ten times faster in small cells.

    The cell is divided into bins at least as wide as the cutoff (or 3 Å). Two bonded atoms are then at most `reach`
    bins apart, so the pairs of each bin with the bins around it include every bond.
    """
    if not len(atoms):
        return np.empty(0, dtype=int), np.empty(0, dtype=int), np.empty((0, 3), dtype=int)
    cell = atoms.cell.array
    heights = 1 / np.array([np.linalg.norm(normal) for normal in np.linalg.pinv(cell).T])
    width = max(cutoff, 3.0)
    bins = np.maximum((heights / width).astype(int), 1)
    reach = np.ceil(width * bins / heights).astype(int)
    fractional = np.linalg.solve(cell.T, atoms.positions.T).T
    atom_cell, atom_bin = np.divmod(np.floor(fractional * bins).astype(int), bins)
    strides = np.array([1, bins[0], bins[0] * bins[1]])
    # the atoms of each bin, filled up with −1
    number = atom_bin @ strides
    order = np.argsort(number)
    number = number[order]
    column = np.arange(len(atoms)) - np.searchsorted(number, number)
    members = np.full((bins.prod(), column.max() + 1), -1)
    members[number, column] = order
    # the bins around each bin, and the cells they lie in; the first axis runs fastest
    places = np.indices(bins[::-1]).reshape(3, -1)[::-1].T
    steps = np.indices(2 * reach[::-1] + 1).reshape(3, -1)[::-1].T - reach
    shift, around = np.divmod(places + steps[:, None], bins)
    one, other = members[None, :, :, None], members[around @ strides][:, :, None, :]
    step, start, row, entry = ((one >= 0) & (other >= 0)).nonzero()
    first, second = members[start, row], other[step, start, 0, entry]
    shifts = shift[step, start] + atom_cell[first] - atom_cell[second]
    real = (first != second) | shifts.any(axis=1)
    first, second, shifts = first[real], second[real], shifts[real]
    order = np.argsort(first)
    first, second, shifts = first[order], second[order], shifts[order]
    vectors = atoms.positions[second] - atoms.positions[first] + shifts.dot(cell)
    near = np.sqrt(np.sum(vectors * vectors, axis=1)) < cutoff
    return first[near], second[near], shifts[near]


@dataclass(frozen=True)
class MobileBonds:
    """Bonds of the mobile ion with the framework, for a batch of positions.

    Parameters
    ----------
    vectors
        From the ion to the framework atom, shape (m, 3), Å.
    atom
        The framework atom, shape (m,).
    structure
        Number of the position in the batch, shape (m,), ascending.
    """

    vectors: Tensor
    atom: Tensor
    structure: Tensor


class FrozenFramework:
    """A framework's bonds within a cutoff, and a quick search for the mobile ion's.

    Parameters
    ----------
    framework
        The frozen atoms, periodic in three directions.
    mobile_number
        Atomic number of the mobile ion.
    cutoff
        Longest bond, Å.
    device
        Device of the tensors.
    dtype
        Precision of the vectors; double precision on every device that has it.
    """

    def __init__(
        self, framework: Atoms, mobile_number: int, cutoff: float, device: str, dtype: torch.dtype = torch.float64
    ) -> None:
        if device.startswith("mps"):
            dtype = torch.float32
        self.device, self.dtype, self.cutoff = device, dtype, cutoff
        self.n_atoms = len(framework) + 1
        self.mobile = len(framework)
        cell = framework.cell.array
        first, second, vectors, shifts = half_neighbours(framework, cutoff)
        lone = Atoms(numbers=[mobile_number], positions=np.zeros((1, 3)), cell=cell, pbc=True)
        _, _, own_vectors, own_shifts = half_neighbours(lone, cutoff)
        own = np.full(len(own_vectors), self.mobile)
        self.fixed_first = self._index(np.concatenate([first, own]))
        self.fixed_second = self._index(np.concatenate([second, own]))
        self.fixed_vectors = self._real(np.concatenate([vectors, own_vectors]))
        self.fixed_shifts = np.concatenate([shifts, own_shifts])
        self.n_framework_bonds, self.n_fixed = len(first), len(first) + len(own)
        self.numbers = self._index(np.append(framework.numbers, mobile_number))
        self._cell, self._inverse = self._real(cell), self._real(np.linalg.inv(cell))
        candidates, atoms = _images_near_cell(framework, cutoff)
        self._candidates, self._candidate_atoms = self._real(candidates), self._index(atoms)
        volume = abs(float(np.linalg.det(cell)))
        self.expected_bonds = self.n_fixed + len(framework) * 4 / 3 * np.pi * cutoff**3 / volume

    def _index(self, values: np.ndarray) -> Tensor:
        return torch.as_tensor(np.asarray(values, dtype=np.int64), device=self.device)

    def _real(self, values: np.ndarray) -> Tensor:
        return torch.as_tensor(np.asarray(values, dtype=float), dtype=self.dtype, device=self.device)

    def mobile_bonds(self, positions: np.ndarray) -> MobileBonds:
        """Find the bonds of the mobile ion with the framework.

        Parameters
        ----------
        positions
            Positions of the ion, shape (n, 3), Å, in the cell or not.
        """
        points = self._real(positions)
        fractional = points @ self._inverse
        points = (fractional - fractional.floor()) @ self._cell
        vectors = self._candidates[None] - points[:, None]
        structure, candidate = ((vectors * vectors).sum(-1) <= self.cutoff**2).nonzero(as_tuple=True)
        return MobileBonds(vectors[structure, candidate], self._candidate_atoms[candidate], structure)

    def repeat_index(self, index: Tensor, n: int, stride: int) -> Tensor:
        """Repeat indices for n structures, each shifted by a stride; shape (n · len(index),)."""
        return (index[None, :] + torch.arange(n, device=self.device)[:, None] * stride).flatten()


def _images_near_cell(framework: Atoms, cutoff: float) -> tuple[np.ndarray, np.ndarray]:
    """Periodic images of the framework within the cutoff of some point of the home cell."""
    cell = framework.cell.array
    heights = 1 / np.linalg.norm(np.linalg.inv(cell), axis=0)
    reach = np.ceil(cutoff / heights).astype(int) + 1
    shifts = np.stack(np.meshgrid(*[np.arange(-r, r + 1) for r in reach], indexing="ij"), axis=-1).reshape(-1, 3)
    fractional = framework.positions @ np.linalg.inv(cell)
    fractional = ((fractional - np.floor(fractional))[:, None] + shifts[None]).reshape(-1, 3)
    outside = np.maximum(-fractional, fractional - 1) * heights
    near = outside.max(axis=1) <= cutoff + 1e-6
    atoms = np.repeat(np.arange(len(framework)), len(shifts))
    return fractional[near] @ cell, atoms[near]


def bonds_chunk(framework: Atoms, cutoff: float, bonds: int) -> int:
    """Return the number of structures that together have about a number of bonds, from the framework alone.

    Parameters
    ----------
    framework
        The frozen atoms.
    cutoff
        Longest bond, Å.
    bonds
        Undirected bonds in one batch.
    """
    n = len(framework) + 1
    bonds_per_structure = n * n * 2 / 3 * np.pi * cutoff**3 / framework.get_volume()
    return int(max(1, min(4096, round(bonds / max(bonds_per_structure, 1.0)))))
