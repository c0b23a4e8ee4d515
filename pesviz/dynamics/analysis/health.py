"""Health of a run: explosions, melting, temperature, drift of the conserved energy."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from ase import Atoms
from ase.data import chemical_symbols, covalent_radii
from ase.geometry import minkowski_reduce

from pesviz.dynamics.trajectories.trajectory import Trajectory

LARGEST_FORCE = 100.0
"""Largest force in a crystal, eV/Å."""
SMALLEST_DISTANCE = 0.5
"""Atoms nearer than this part of the sum of their covalent radii have collided."""
HOTTEST = 5.0
"""Multiple of the thermostat's temperature (and 1000 K above it) beyond which a run has exploded."""
MELTING_RATIO = 1.0
"""A framework displaced by this part of its nearest-neighbour distance (root mean square) has left its lattice."""
LINDEMANN = 0.2
"""From this ratio on it may be about to melt, or groups of atoms rotate."""
TEMPERATURE_TOLERANCE = 0.05
"""Largest relative difference of the mean temperature from the thermostat's."""
DRIFT_TOLERANCE = 1e-3
"""Largest drift of the conserved energy, eV per atom and ps."""

State = Literal["good", "warn", "bad", "unknown"]


@dataclass(frozen=True)
class HealthLight:
    """State of one indicator.

    Parameters
    ----------
    name
        "temperature", "energy" or "framework".
    state
        "good", "warn", "bad", or "unknown" where the run has no log.
    text
        One sentence with the number.
    """

    name: str
    state: State
    text: str


def failure(
    atoms: Atoms, forces: np.ndarray, temperature: float, target: float, limits: np.ndarray | None = None
) -> str:
    """Return why a run has exploded, "" where it has not.

    Parameters
    ----------
    atoms
        The present atoms.
    forces
        eV/Å, shape (n, 3).
    temperature, target
        Present temperature, and the thermostat's, K.
    limits
        Smallest distances of pairs, shape (n, n), Å; see `distance_limits`.
    """
    if not (np.isfinite(forces).all() and np.isfinite(atoms.positions).all() and np.isfinite(temperature)):
        return "energies or forces are not finite"
    strongest = float(np.linalg.norm(forces, axis=1).max())
    if strongest > LARGEST_FORCE:
        return f"a force reached {strongest:.0f} eV/Å"
    if temperature > max(HOTTEST * target, target + 1000):
        return f"the temperature reached {temperature:.0f} K"
    smallest = distance_limits(atoms.numbers) if limits is None else limits
    distances = pair_distances(atoms.positions, atoms.cell.array)
    too_near = np.argwhere(distances < smallest)
    if len(too_near):
        i, j = too_near[0]
        pair = f"{atoms.symbols[i]} and {atoms.symbols[j]}"
        return f"{pair} came as near as {distances[i, j]:.2f} Å"
    return ""


def distance_limits(numbers: np.ndarray) -> np.ndarray:
    """Return the smallest distance of each pair before a collision, shape (n, n), Å; zero on the diagonal."""
    radii = covalent_radii[numbers]
    limits = SMALLEST_DISTANCE * (radii[:, None] + radii[None, :])
    np.fill_diagonal(limits, 0.0)
    return np.asarray(limits)


def pair_distances(positions: np.ndarray, cell: np.ndarray) -> np.ndarray:
    """Return distances of nearest images of all pairs, shape (n, n), Å.

    Exact up to half the smallest width of the cell, which suffices here.

    Parameters
    ----------
    positions
        Å, shape (n, 3).
    cell
        Rows are lattice vectors, shape (3, 3), Å.
    """
    reduced_cell, _ = minkowski_reduce(cell)
    fractional = positions @ np.linalg.inv(reduced_cell)
    difference = fractional[:, None] - fractional[None, :]
    difference -= np.round(difference)
    return np.asarray(np.linalg.norm(difference @ reduced_cell, axis=-1))


def nearest_neighbour(positions: np.ndarray, cell: np.ndarray) -> float:
    """Return the mean distance of atoms to their nearest neighbours, at most the cell's smallest width, Å."""
    from pesviz.dynamics.trajectories.unwrapping import smallest_width

    width = smallest_width(cell)
    if len(positions) < 2:
        return width
    distances = pair_distances(positions, cell)
    np.fill_diagonal(distances, np.inf)
    return float(np.minimum(distances.min(axis=1), width).mean())


def displacement(positions: np.ndarray, reference: np.ndarray) -> float:
    """Return the root mean square displacement of atoms relative to their common motion, Å.

    Parameters
    ----------
    positions, reference
        Unwrapped, shape (n, 3), Å.
    """
    displacements = positions - reference
    displacements = displacements - displacements.mean(axis=0)
    return float(np.sqrt((displacements**2).sum(axis=1).mean()))


def health(trajectory: Trajectory, mobile: str | None = None) -> tuple[HealthLight, HealthLight, HealthLight]:
    """Return the indicators of a run: temperature, energy, framework.

    Parameters
    ----------
    trajectory
        A run.
    mobile
        Chemical symbol of the mobile ion; the trajectory's own by default.
    """
    return _temperature(trajectory), _energy(trajectory), _framework(trajectory, mobile or trajectory.mobile_species)


def _temperature(trajectory: Trajectory) -> HealthLight:
    log, target = trajectory.log, trajectory.temperature
    if "temperature_K" not in log or target is None:
        return HealthLight("temperature", "unknown", "The run has no log of its temperature.")
    values = log["temperature_K"][log["time_ps"] > 0]
    if trajectory.status == "exploded" or not len(values):
        reason = next(
            (note for note in trajectory.notes if "Stopped" in note), "The run ended before its production."
        )
        return HealthLight("temperature", "bad", reason)
    mean = float(values.mean())
    text = f"Mean temperature {mean:.0f} K, thermostat {target:g} K."
    off = abs(mean / target - 1)
    return HealthLight("temperature", "good" if off < TEMPERATURE_TOLERANCE else "warn", text)


def _energy(trajectory: Trajectory) -> HealthLight:
    log = trajectory.log
    if "conserved_eV" not in log:
        return HealthLight("energy", "unknown", "The run has no log of its conserved energy.")
    time = log["time_ps"]
    production = time > 0
    if production.sum() < 3:
        return HealthLight("energy", "unknown", "The run is too short to see a drift.")
    slope = float(np.polyfit(time[production], log["conserved_eV"][production], 1)[0]) / trajectory.n_atoms
    text = f"The conserved energy drifts by {slope * 1e3:+.3f} meV per atom and ps.".replace("-", "−")
    return HealthLight("energy", "good" if abs(slope) < DRIFT_TOLERANCE else "warn", text)


def _framework(trajectory: Trajectory, mobile: str) -> HealthLight:
    framework = np.flatnonzero([chemical_symbols[z] != mobile for z in trajectory.numbers.tolist()])
    if not len(framework) or not mobile:
        return HealthLight("framework", "unknown", "There is no framework.")
    if trajectory.n_frames < 2:
        return HealthLight("framework", "unknown", "The run is too short to judge the framework.")
    ends = np.asarray(trajectory.positions[[0, trajectory.n_frames - 1]])[:, framework]
    nearest = nearest_neighbour(ends[0], trajectory.cell)
    ratio = displacement(ends[1], ends[0]) / nearest
    text = f"The framework's atoms ended {ratio:.0%} of their nearest-neighbour distance from where they began."
    if trajectory.status == "melted" or ratio > MELTING_RATIO:
        return HealthLight("framework", "bad", f"{text} It has melted or decomposed.")
    return HealthLight("framework", "warn" if ratio > LINDEMANN else "good", text)
