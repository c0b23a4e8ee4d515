"""Analytic landscapes that can be solved by hand, for tests and teaching.

Every pair of atoms interacts through a function with the periodicity of the lattice,

    E = 1/(N−1) Σ_{i<j} Σ_G A_G (1 + cos G·(r_i − r_j)) / 2,

where G runs over the shortest reciprocal-lattice vectors (one of each ±G): shells of equal length are taken by rising
length until they span space, and a shell's amplitude A_G depends only on the number of dimensions that the shells
before it span. So the energy has every symmetry of a true potential: lattice translations, rigid motions, order of
atoms, and all operations of the framework.

With one framework atom at the origin of a primitive orthorhombic cell, a < b < c, and one ion, the landscape is
separable: E = Σ_α A_α (1 + cos 2πs_α) / 2. The minimum is at the body centre, energy 0; the barrier along the
longest axis is A_0, along the middle axis A_1, along the shortest A_2. Hence MPE = E_1D = min A, and E_2D and E_3D
are the next ones by size. In a cubic cell all three axes belong to one shell: E_1D = E_2D = E_3D = A_0.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from ase import Atoms
from ase.calculators.calculator import Calculator, all_changes
from ase.geometry import minkowski_reduce

from pesviz.potentials.adapters.ase_calculator import ALL_ELEMENTS
from pesviz.potentials.batching import FrozenFrameworkModel
from pesviz.potentials.model import PotentialInfo

AMPLITUDES: dict[str, tuple[float, float, float]] = {
    "toy-channel-1d": (0.2, 2.0, 3.0),
    "toy-plane-2d": (0.2, 0.3, 2.5),
    "toy-network-3d": (0.2, 0.3, 0.4),
}
"""A_0, A_1, A_2 in eV: the barriers along the longest, the middle and the shortest axis (module docstring)."""

_TITLES = {
    "toy-channel-1d": "Toy: channel (1D)",
    "toy-plane-2d": "Toy: plane (2D)",
    "toy-network-3d": "Toy: network (3D)",
}

_SAME_LENGTH = 1e-3
"""Relative difference below which two reciprocal vectors belong to one shell: cells in files have rounded digits."""


def toy_info(name: str) -> PotentialInfo:
    """Return the data of a toy."""
    return PotentialInfo(
        name=name,
        title=_TITLES[name],
        version="1",
        elements=ALL_ELEMENTS,
        licence="BSD-3-Clause",
        citation="pesviz",
        xi_note="An analytic toy for teaching: Ξ has no physical meaning with it.",
        settings={f"amplitude_{i}_eV": value for i, value in enumerate(AMPLITUDES[name])},
    )


def reciprocal_shells(cell: np.ndarray, amplitudes: tuple[float, float, float]) -> tuple[np.ndarray, np.ndarray]:
    """Shortest reciprocal vectors that span space, with their amplitudes.

    Parameters
    ----------
    cell
        Lattice vectors as rows, shape (3, 3), Å.
    amplitudes
        A_0, A_1, A_2, eV.

    Returns
    -------
    vectors
        One of each pair ±G, shape (m, 3), 1/Å, the factor 2π included.
    amplitudes
        A_G, shape (m,), eV.
    """
    reciprocal_cell, _ = minkowski_reduce(2 * np.pi * np.linalg.inv(cell).T)
    index = np.array([(h, k, m) for h in range(-2, 3) for k in range(-2, 3) for m in range(-2, 3)])
    index = index[[tuple(row) > (0, 0, 0) for row in index.tolist()]]
    vectors = index @ reciprocal_cell
    lengths = np.linalg.norm(vectors, axis=1)
    order = np.argsort(lengths, kind="stable")
    shell_vectors: list[np.ndarray] = []
    shell_amplitudes: list[float] = []
    rank = start = 0
    while rank < 3:
        stop = start
        while stop < len(order) and lengths[order[stop]] <= lengths[order[start]] * (1 + _SAME_LENGTH):
            stop += 1
        shell = list(vectors[order[start:stop]])
        new_rank = int(np.linalg.matrix_rank(np.array(shell_vectors + shell), tol=1e-6))
        if new_rank > rank:
            shell_vectors += shell
            shell_amplitudes += [amplitudes[rank]] * len(shell)
            rank = new_rank
        start = stop
    return np.array(shell_vectors), np.array(shell_amplitudes)


@dataclass(frozen=True)
class ToyState:
    """A framework prepared for the toy.

    Parameters
    ----------
    vectors, amplitudes
        G, shape (m, 3), 1/Å, and A_G, shape (m,), eV.
    structure_factor
        S(G) = Σ_j exp(i G·r_j) over the framework, shape (m,).
    n_framework
        Number of framework atoms.
    """

    vectors: np.ndarray
    amplitudes: np.ndarray
    structure_factor: np.ndarray
    n_framework: int


class ToyModel(FrozenFrameworkModel[ToyState]):
    """One of the analytic landscapes."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.info = toy_info(name)
        self.amplitudes = AMPLITUDES[name]

    def prepare(self, framework: Atoms, mobile_number: int) -> ToyState:  # noqa: ARG002 - all elements are equal
        """Compute the framework's structure factor."""
        vectors, amplitudes = reciprocal_shells(framework.cell.array, self.amplitudes)
        structure_factor = np.exp(1j * framework.positions @ vectors.T).sum(axis=0)
        return ToyState(vectors, amplitudes, structure_factor, len(framework))

    def evaluate(self, state: ToyState, positions: np.ndarray) -> np.ndarray:
        """Energies by structure factors: Σ_{i<j} cos G·(r_i − r_j) = (|S_all(G)|² − N) / 2."""
        total = state.structure_factor + np.exp(1j * positions @ state.vectors.T)
        return _energy(total, state.n_framework + 1, state.amplitudes)

    def calculator(self) -> Calculator:
        """Return a new ASE calculator with energy, forces and stress."""
        return ToyCalculator(self.amplitudes)

    def chunk_size(self, framework: Atoms) -> int:  # noqa: ARG002 - the cost does not depend on it
        """Return a number of positions small enough to show progress."""
        return 4096


def _energy(structure_factor: np.ndarray, n_atoms: int, amplitudes: np.ndarray) -> np.ndarray:
    """Energy from the structure factor of all atoms, shape (..., m) -> (...)."""
    pairs = (np.abs(structure_factor) ** 2 - n_atoms) / 2
    return ((n_atoms * (n_atoms - 1) / 2 + pairs) / 2 @ amplitudes) / max(1, n_atoms - 1)


class ToyCalculator(Calculator):
    """ASE calculator of a toy.

    The energy depends on the fractional coordinates alone, so that the stress vanishes.

    Parameters
    ----------
    amplitudes
        A_0, A_1, A_2, eV.
    """

    implemented_properties = ["energy", "free_energy", "forces", "stress"]  # noqa: RUF012 - ASE's own protocol

    def __init__(self, amplitudes: tuple[float, float, float], **options: Any) -> None:
        super().__init__(**options)
        self.amplitudes = amplitudes

    def calculate(
        self,
        atoms: Atoms | None = None,
        properties: list[str] | None = None,
        system_changes: list[str] = all_changes,
    ) -> None:
        """Compute energy, forces and stress; see `ase.calculators.calculator.Calculator.calculate`."""
        super().calculate(atoms, properties or ["energy"], system_changes)
        vectors, amplitudes = reciprocal_shells(self.atoms.cell.array, self.amplitudes)
        phases = np.exp(1j * self.atoms.positions @ vectors.T)
        total = phases.sum(axis=0)
        n_atoms = len(self.atoms)
        energy = float(_energy(total, n_atoms, amplitudes))
        slope = (phases * total.conj()).imag * amplitudes / 2 / max(1, n_atoms - 1)
        self.results = {"energy": energy, "free_energy": energy, "forces": slope @ vectors, "stress": np.zeros(6)}
