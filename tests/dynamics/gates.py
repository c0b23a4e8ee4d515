"""A crystal whose frozen and relaxed barriers are solved by hand.

Ions (Li) sit at the corners of an orthorhombic cell, gates (O) at (½, 0, ½): two gates, at ±a/2, flank the way of an
ion along c. An ion feels A (1 − cos 2πz/c) / 2 along c and walls across it; a gate hangs on a spring K; and an ion
halfway pushes both gates outwards with the force G:

    E = Σ_ions [A (1 − cos 2πz/c) / 2 + walls] + Σ_gates K u² / 2 − G Σ_pairs ± u_x w(Δz),  w = (1 + cos 2πΔz/c) / 2.

Frozen, the barrier is A. Free, each gate gives way by G/K and gains G² / 2K: the barrier is A − G²/K. `BUMP` puts a
second harmonic on the way, so that there is a minimum halfway.
"""

from __future__ import annotations

import os
import time

import numpy as np
from ase import Atoms
from ase.calculators.calculator import Calculator, all_changes

CELL = (3.0, 3.2, 4.0)
A, K, G = 0.5, 3.0, 0.6
FROZEN, RELAXED = A, A - G**2 / K
WALL = 2.0

CRYSTAL = f"""gates
1.0
{CELL[0]} 0.0 0.0
0.0 {CELL[1]} 0.0
0.0 0.0 {CELL[2]}
Li O
1 1
Direct
0.0 0.0 0.0
0.5 0.0 0.5
"""


class Gates(Calculator):
    """ASE calculator of the crystal, in any supercell.

    Parameters
    ----------
    bump
        Amplitude of the second harmonic, eV.
    shift
        The whole profile lies higher up the way by this, Å.
    """

    implemented_properties = ["energy", "forces"]  # noqa: RUF012

    def __init__(self, bump: float = 0.0, shift: float = 0.0) -> None:
        super().__init__()
        self.bump, self.shift = bump, shift

    def calculate(self, atoms=None, properties=None, system_changes=all_changes) -> None:
        super().calculate(atoms, properties or ["energy"], system_changes)
        if log := os.environ.get("GATES_LOG"):
            with open(log, "a", encoding="utf-8") as file:  # noqa: PTH123
                file.write("x")
        time.sleep(float(os.environ.get("GATES_SLEEP", "0")))
        a, b, c = CELL
        r, z = self.atoms.positions, self.atoms.numbers
        ions, gates = np.flatnonzero(z == 3), np.flatnonzero(z == 8)
        energy, forces = 0.0, np.zeros_like(r)
        k = 2 * np.pi / np.array(CELL)
        q = (r[ions] - [0.0, 0.0, self.shift]) * k
        energy += A * (1 - np.cos(q[:, 2])).sum() / 2 + self.bump * (1 - np.cos(2 * q[:, 2])).sum() / 2
        energy += WALL * (2 - np.cos(q[:, 0]) - np.cos(q[:, 1])).sum() / 2
        forces[ions, 2] -= (A * np.sin(q[:, 2]) + 2 * self.bump * np.sin(2 * q[:, 2])) * k[2] / 2
        forces[ions, :2] -= WALL * np.sin(q[:, :2]) * k[:2] / 2
        offset = np.array([a / 2, 0.0, c / 2])
        sites = np.round((r[gates] - offset) / CELL) * CELL + offset
        u = r[gates] - sites
        energy += K * (u**2).sum() / 2
        forces[gates] -= K * u
        lengths = self.atoms.cell.lengths()
        for ion in ions:
            d = sites - r[ion]
            d -= np.round(d / lengths) * lengths
            near = (np.abs(d[:, 0]) < a) & (np.abs(d[:, 1]) < b / 2) & (np.abs(d[:, 2]) < c / 2)
            for gate, apart in zip(np.flatnonzero(near), d[near], strict=True):
                side = np.sign(apart[0])
                w, slope = (1 + np.cos(k[2] * apart[2])) / 2, -k[2] * np.sin(k[2] * apart[2]) / 2
                energy -= G * side * u[gate, 0] * w
                forces[gates[gate], 0] += G * side * w
                forces[ion, 2] -= G * side * u[gate, 0] * slope
        self.results = {"energy": float(energy), "free_energy": float(energy), "forces": forces}


class OnlyEnergies(Gates):
    """The same without forces."""

    implemented_properties = ["energy"]  # noqa: RUF012


def bumpy() -> Gates:
    """Two equal barriers with a minimum between them."""
    return Gates(bump=0.45)


def check_forces() -> float:
    """Return the largest difference between forces and numerical derivatives, eV/Å."""
    atoms = crystal().repeat((3, 3, 2))
    atoms.positions += np.random.default_rng(1).normal(0, 0.1, atoms.positions.shape)
    atoms.positions[0, 2] += 1.3
    atoms.calc = Gates()
    from ase.calculators.fd import calculate_numerical_forces

    return float(np.abs(atoms.get_forces() - calculate_numerical_forces(atoms, eps=1e-4)).max())


def crystal() -> Atoms:
    """Return the unit cell."""
    return Atoms("LiO", scaled_positions=[[0, 0, 0], [0.5, 0, 0.5]], cell=CELL, pbc=True)


TILT = -0.3
"""Second harmonic of `tilted`, eV."""


def tilted() -> Gates:
    """The sites are maxima along the way."""
    return Gates(bump=TILT)


def shifted() -> Gates:
    """Sites half an ångström up the way, and no minimum half way."""
    return Gates(shift=0.5)


def surface(name: str = "Gates"):
    """Return the scan of the crystal with one of these calculators."""
    from pesviz.structure import load
    from pesviz.workflows.scan import scan

    return scan(load(crystal(), mobile="Li"), f"ase:tests.dynamics.gates:{name}").pes
