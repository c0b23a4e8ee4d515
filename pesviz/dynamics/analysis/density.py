"""Time-averaged density of mobile ions on a scan's grid, and its comparison with the frozen landscape."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.stats import rankdata

from pesviz.dynamics.analysis.msd import blocks, drift
from pesviz.dynamics.trajectories.trajectory import Trajectory
from pesviz.errors import GridMismatchError, TrajectoryError
from pesviz.landscape import Landscape
from pesviz.landscape.free_volume import STANDARD_THRESHOLDS
from pesviz.pes import Grid
from pesviz.structure.crystal import Crystal
from pesviz.units import BOLTZMANN_EV_K

LARGEST_STRAIN = 0.05
"""Largest relative difference between the run's cell and a whole multiple of the crystal's."""
FARTHEST_SITE = 1.0
"""Largest root mean square distance of time-averaged framework atoms from the crystal's sites, Å."""


@dataclass(frozen=True, eq=False)
class Density:
    """Time-averaged density of the mobile ions, folded into one cell of the crystal.

    Parameters
    ----------
    values
        Ions per Å³ at each grid point, shape (N_a, N_b, N_c), float32; their sum times the volume per point is the
        number of mobile ions in the cell.
    grid
        The scan's grid.
    n_frames
        Number of frames.
    temperature
        K; None where it is not known.
    """

    values: np.ndarray
    grid: Grid
    n_frames: int
    temperature: float | None

    @property
    def voxel(self) -> float:
        """Volume per grid point, Å³."""
        return float(abs(np.linalg.det(self.grid.cell))) / self.grid.size

    def free_energy(self, temperature: float | None = None) -> np.ndarray:
        """Return −k_B T ln(ρ/ρ_max): the effective potential of the ions, comparable to a level map.

        Parameters
        ----------
        temperature
            K; the run's by default.

        Returns
        -------
        numpy.ndarray
            eV, float32, infinite where no ion was.

        Raises
        ------
        TrajectoryError
            No temperature is known.
        """
        kelvin = temperature or self.temperature
        if kelvin is None:
            raise TrajectoryError("The temperature of the run is not known.", "Give it.")
        with np.errstate(divide="ignore"):
            energy = -BOLTZMANN_EV_K * kelvin * np.log(self.values / self.values.max())
        return np.asarray(energy, dtype=np.float32)


@dataclass(frozen=True, eq=False)
class DensityComparison:
    """Comparison of the frozen landscape with the dynamics.

    Parameters
    ----------
    spearman_level_map, spearman_pes
        Rank correlation of density with minus the level map and minus the surface (union over the ions), over the
        points whose energy is exact and that are not masked: 1 where the density falls strictly with the energy.
    thresholds
        Energies t, eV.
    time_below
        Share of the ions' time at points where the level map is below t.
    volume_below
        Share of the cell where it is: the value of a uniform density.
    visited_below
        Share of those points visited by an ion. The three shares are NaN above the limit of an adaptive scan.
    """

    spearman_level_map: float
    spearman_pes: float
    thresholds: np.ndarray
    time_below: np.ndarray
    volume_below: np.ndarray
    visited_below: np.ndarray

    def to_dict(self) -> dict[str, Any]:
        """Return the numbers as plain values."""
        return {
            "spearman_level_map": self.spearman_level_map,
            "spearman_pes": self.spearman_pes,
            "thresholds_eV": self.thresholds.tolist(),
            "time_below": _plain(self.time_below),
            "volume_below": _plain(self.volume_below),
            "visited_below": _plain(self.visited_below),
        }


def mobile_density(trajectory: Trajectory, crystal: Crystal, grid: Grid, *, mobile: str | None = None) -> Density:
    """Density of the mobile ions on the grid of a scan.

    The run's cell is a supercell of the crystal's; all of its cells are folded into one. The drift of the
    framework is subtracted, and its time-averaged sites are shifted onto the crystal's.

    Parameters
    ----------
    trajectory
        A run of the crystal.
    crystal
        The crystal of the scan.
    grid
        The scan's grid.
    mobile
        Chemical symbol; the crystal's mobile species by default.

    Raises
    ------
    TrajectoryError
        The run is of another crystal.
    """
    symbol = mobile or crystal.mobile_species
    ions = trajectory.indices(symbol)
    framework = np.setdiff1d(np.arange(trajectory.n_atoms), ions)
    multiples = _supercell(trajectory.cell, crystal.cell)
    if trajectory.n_atoms != round(abs(np.linalg.det(multiples))) * len(crystal.atoms):
        raise TrajectoryError(
            f"{trajectory.name or 'The run'} has {trajectory.n_atoms} atoms, no multiple of the crystal's "
            f"{len(crystal.atoms)}.",
            "Give a run of the crystal that was scanned.",
        )
    to_cell = np.linalg.inv(trajectory.cell) @ multiples
    reference = drift(trajectory, framework)
    shift = _shift(trajectory, crystal, framework, reference, to_cell)
    shape = np.array(grid.shape)
    counts = np.zeros(grid.size)
    for positions in blocks(trajectory, ions):
        fractional = (positions - reference[:, None]) @ to_cell - shift
        index = np.round(fractional * shape).astype(np.int64) % shape
        counts += np.bincount(np.ravel_multi_index(tuple(index.reshape(-1, 3).T), grid.shape), minlength=grid.size)
    cells = abs(np.linalg.det(multiples))
    voxel = crystal.volume / grid.size
    values = counts.reshape(grid.shape) / (trajectory.n_frames * cells * voxel)
    return Density(values.astype(np.float32), grid, trajectory.n_frames, trajectory.temperature)


def _supercell(large: np.ndarray, small: np.ndarray) -> np.ndarray:
    """Return the integer matrix P with large = P small, up to a small strain."""
    multiples = large @ np.linalg.inv(small)
    whole_multiples = np.round(multiples)
    strain = (
        np.abs(np.linalg.solve(whole_multiples, multiples) - np.eye(3)).max()
        if abs(np.linalg.det(whole_multiples)) > 0.5
        else np.inf
    )
    if strain > LARGEST_STRAIN:
        raise TrajectoryError(
            "The run's cell is no supercell of the crystal's.", "Give a run of the crystal that was scanned."
        )
    return np.asarray(whole_multiples)


def _shift(
    trajectory: Trajectory, crystal: Crystal, framework: np.ndarray, reference: np.ndarray, to_cell: np.ndarray
) -> np.ndarray:
    """Return the mean offset of the run's framework from the crystal's sites, fractional in the crystal's cell."""
    if not len(framework):
        return np.zeros(3)
    mean = np.concatenate([(p - reference[:, None]).mean(axis=0) for p in blocks(trajectory, framework)]) @ to_cell
    numbers = crystal.atoms.numbers
    sites = crystal.atoms.get_scaled_positions()
    offsets = np.empty((len(framework), 3))
    for i, atom in enumerate(framework):
        differences = mean[i] - sites[numbers == trajectory.numbers[atom]]
        if not len(differences):
            raise TrajectoryError("The run has other elements than the crystal.", "Give a run of that crystal.")
        differences -= np.round(differences)
        offsets[i] = differences[np.linalg.norm(differences @ crystal.cell, axis=1).argmin()]
    shift = offsets.mean(axis=0)
    spread = float(np.sqrt((((offsets - shift) @ crystal.cell) ** 2).sum(axis=1).mean()))
    if spread > FARTHEST_SITE:
        raise TrajectoryError(
            f"The run's framework lies {spread:.1f} Å from the crystal's sites: it has another origin, or melted.",
            "Give a run that began with the crystal that was scanned.",
        )
    return np.asarray(shift)


def compare(density: Density, landscape: Landscape) -> DensityComparison:
    """Compare a density with the frozen landscape, by its exact energies only.

    Parameters
    ----------
    density
        On the landscape's grid.
    landscape
        Of the same crystal.

    Raises
    ------
    GridMismatchError
        The grids differ.
    """
    if density.grid.shape != landscape.pes.grid.shape:
        raise GridMismatchError(
            f"The density has the grid {density.grid.shape}, the landscape {landscape.pes.grid.shape}.",
            "Compute the density on the landscape's grid.",
        )
    level, surface = landscape.field("level_map"), landscape.field("pes")
    limit = np.inf if landscape.up_to is None else landscape.up_to
    level = np.where(level < limit, level, np.float32(np.inf))
    is_exact = ~landscape.pes.masked.all(axis=0) & (surface < limit)
    weight = density.values / density.values.sum()
    below = [level < t for t in STANDARD_THRESHOLDS]
    exact = np.where(limit + 1e-9 >= STANDARD_THRESHOLDS, 1.0, np.nan)
    return DensityComparison(
        spearman_level_map=_spearman(density.values[is_exact], -level[is_exact]),
        spearman_pes=_spearman(density.values[is_exact], -surface[is_exact]),
        thresholds=STANDARD_THRESHOLDS,
        time_below=exact * [float(weight[region].sum()) for region in below],
        volume_below=exact * [float(region.mean()) for region in below],
        visited_below=exact
        * [float((density.values[region] > 0).mean()) if region.any() else 0.0 for region in below],
    )


def _plain(values: np.ndarray) -> list[float | None]:
    return [float(value) if np.isfinite(value) else None for value in values]


def _spearman(first: np.ndarray, second: np.ndarray) -> float:
    """Rank correlation with ties; 0 where one of them is constant."""
    ranks = [rankdata(values) - (values.size + 1) / 2 for values in (first, second)]
    size = float(np.sqrt((ranks[0] ** 2).sum() * (ranks[1] ** 2).sum()))
    return float((ranks[0] * ranks[1]).sum() / size) if size > 0 else 0.0
