"""A potential from a finished scan: its energies on the points of that scan's grid, without any weights."""

from __future__ import annotations

import numpy as np
from ase import Atoms
from ase.calculators.calculator import Calculator

from pesviz.pes import PES
from pesviz.potentials import EnergyModel, PotentialInfo


class Tabulated(EnergyModel):
    """Energies of a PES.

    Parameters
    ----------
    pes
        A PES of every point.
    """

    def __init__(self, pes: PES) -> None:
        self._pes = pes
        elements = frozenset(pes.crystal.atoms.numbers.tolist())
        self.info = PotentialInfo("tabulated", "Energies of a finished scan", "1", elements)

    def energies(self, framework: Atoms, mobile_number: int, positions: np.ndarray) -> np.ndarray:
        """Look up the energies of the ion that the framework lacks; at its own site, that of the nearest point."""
        pes = self._pes
        (ion,) = (
            n
            for n, atom in enumerate(pes.crystal.mobile_indices)
            if np.allclose(pes.crystal.framework(atom).positions, framework.positions, atol=1e-6)
        )
        assert mobile_number == pes.crystal.atoms.numbers[pes.crystal.mobile_indices[ion]]
        points = positions @ np.linalg.inv(pes.crystal.cell) * pes.grid.shape
        index = np.rint(points).astype(int)
        beside = np.abs(points - index).max(axis=1) > 1e-4
        assert np.allclose(positions[beside], pes.crystal.atoms.positions[pes.crystal.mobile_indices[ion]])
        return pes.minimum_energies[ion] + pes.energies[ion][tuple((index % pes.grid.shape).T)].astype(float)

    def calculator(self) -> Calculator:
        """Fail: there are no forces."""
        raise NotImplementedError
