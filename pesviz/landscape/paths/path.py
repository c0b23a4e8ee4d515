"""The percolation path: the minimax path of an ion from its site to a periodic image (docs/method.md, 3.4).

The barrier is the lowest energy at which the component of the ion's site winds around the cell. The path is the
shortest of those that stay at or below the barrier.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from pesviz.errors import GridMismatchError, SettingsError
from pesviz.landscape.lattice import Vector, contains, hermite_basis
from pesviz.landscape.paths.routes import shortest_loop, shortest_route
from pesviz.landscape.percolation import Opening, percolate, union_energies
from pesviz.pes.grid import Grid
from pesviz.pes.result import PES
from pesviz.structure.crystal import Crystal

BARRIER_TOLERANCE = 1e-6
"""Barriers closer than this are equal, eV."""


@dataclass(frozen=True)
class NearAtom:
    """A framework atom near a point of the path.

    Parameters
    ----------
    index
        Index of the atom in `Crystal.atoms`.
    symbol
        Chemical symbol.
    distance
        Distance from the point, Å.
    fractional
        Fractional coordinates of that image of the atom, not wrapped.
    """

    index: int
    symbol: str
    distance: float
    fractional: tuple[float, float, float]

    def to_dict(self) -> dict[str, Any]:
        """Return plain values, the distance in Å."""
        return {
            "index": self.index,
            "symbol": self.symbol,
            "distance_A": self.distance,
            "fractional": list(self.fractional),
        }


@dataclass(frozen=True, eq=False)
class PercolationPath:
    """A path through the crystal along grid points, or its beginning.

    Parameters
    ----------
    points
        Fractional coordinates along the path, not wrapped, shape (n, 3).
    energies
        Energy at each point, shape (n,), eV.
    lengths
        Length of the path up to each point, shape (n,), Å.
    lattice_vector
        The lattice vector (integer triple) from the site to the image that the whole path reaches.
    barrier
        Highest energy of the whole path, eV.
    cell
        Lattice vectors as rows, shape (3, 3), Å.
    complete
        Whether the path reaches the image; False for what `truncate` leaves where the threshold is too low.
    """

    points: np.ndarray
    energies: np.ndarray
    lengths: np.ndarray
    lattice_vector: Vector
    barrier: float
    cell: np.ndarray
    complete: bool = True

    @classmethod
    def along(cls, indices: np.ndarray, energies: np.ndarray, grid: Grid, lattice_vector: Vector) -> PercolationPath:
        """Build a path from grid indices.

        Parameters
        ----------
        indices
            Grid indices along the path, not wrapped, shape (n, 3).
        energies
            Field, shape `grid.shape`, eV.
        grid
            The periodic grid.
        lattice_vector
            The image that the path reaches.
        """
        along = energies[tuple((indices % grid.shape).T)].astype(float)
        steps = np.linalg.norm(np.diff(indices, axis=0) @ grid.steps, axis=1)
        return cls(
            points=indices / np.array(grid.shape),
            energies=along,
            lengths=np.concatenate([[0.0], np.cumsum(steps)]),
            lattice_vector=lattice_vector,
            barrier=float(along.max()),
            cell=np.asarray(grid.cell, dtype=float),
        )

    @property
    def length(self) -> float:
        """Length of the path, Å."""
        return float(self.lengths[-1])

    @property
    def positions(self) -> np.ndarray:
        """Cartesian coordinates along the path, not wrapped, shape (n, 3), Å."""
        return self.points @ self.cell

    @property
    def bottleneck(self) -> int:
        """Index of the highest point; of several equally high ones the middle one."""
        highest = np.flatnonzero(self.energies == self.energies.max())
        return int(highest[(len(highest) - 1) // 2])

    @property
    def bottleneck_point(self) -> tuple[float, float, float]:
        """Fractional coordinates of the highest point, not wrapped."""
        a, b, c = self.points[self.bottleneck]
        return float(a), float(b), float(c)

    def truncate(self, threshold: float) -> PercolationPath:
        """Return the part of the path that an ion from the site reaches at a threshold.

        Parameters
        ----------
        threshold
            Energy t, eV. From the barrier on the whole path, below it the path up to the last point before it first
            rises above t, at least the site itself.
        """
        above = np.flatnonzero(self.energies > threshold)
        if not above.size:
            return self
        end = max(1, int(above[0]))
        return PercolationPath(
            self.points[:end],
            self.energies[:end],
            self.lengths[:end],
            self.lattice_vector,
            self.barrier,
            self.cell,
            complete=False,
        )

    def smooth(self, spacing: float = 0.05, width: float = 0.5) -> tuple[np.ndarray, np.ndarray]:
        """Return the path with rounded corners, for display only: its energies are interpolated from its grid points.

        Parameters
        ----------
        spacing
            Distance between the points returned, Å.
        width
            Standard deviation of the Gaussian that rounds the corners, Å.

        Returns
        -------
        points, energies
            Fractional coordinates (m, 3), not wrapped, with the path's own end points, and energies (m,), eV.

        Raises
        ------
        SettingsError
            The spacing or the width is not positive.
        """
        if not (spacing > 0 and width > 0):
            raise SettingsError(
                f"A path cannot be smoothed with spacing {spacing} Å and width {width} Å.", "Give positive lengths."
            )
        if len(self.points) < 2:
            return self.points.copy(), self.energies.copy()
        from scipy.ndimage import gaussian_filter1d

        n = max(2, int(np.ceil(self.length / spacing)) + 1)
        at = np.linspace(0.0, self.length, n)
        points = np.stack([np.interp(at, self.lengths, column) for column in self.points.T], axis=-1)
        # Continued by point reflection at both ends, the filter leaves the ends where they are.
        pad = n - 1
        before, after = 2 * points[0] - points[pad:0:-1], 2 * points[-1] - points[-2 : -pad - 2 : -1]
        smooth_points = gaussian_filter1d(
            np.concatenate([before, points, after]), width * (n - 1) / self.length, axis=0
        )
        return smooth_points[pad : pad + n], np.interp(at, self.lengths, self.energies)

    def surroundings(self, crystal: Crystal, ion: int, cutoff: float = 3.2) -> tuple[NearAtom, ...]:
        """Return the framework atoms around the bottleneck, the nearest first.

        Parameters
        ----------
        crystal
            The crystal.
        ion
            Index in `crystal.atoms` of the ion that moves; it is not part of the framework.
        cutoff
            Largest distance, Å.
        """
        return near_atoms(crystal, ion, np.array(self.bottleneck_point), cutoff)

    def to_dict(self) -> dict[str, Any]:
        """Return plain values: energies in eV, lengths in Å, points in fractional coordinates, not wrapped."""
        return {
            "barrier_eV": self.barrier,
            "length_A": self.length,
            "lattice_vector": list(self.lattice_vector),
            "complete": self.complete,
            "bottleneck": {
                "index": self.bottleneck,
                "fractional": list(self.bottleneck_point),
                "energy_eV": float(self.energies[self.bottleneck]),
            },
            "points": self.points.tolist(),
            "energies_eV": self.energies.tolist(),
            "lengths_A": self.lengths.tolist(),
        }


def percolation_path(
    energies: np.ndarray,
    grid: Grid,
    start: tuple[int, int, int],
    *,
    direction: Vector | None = None,
    top: float | None = None,
) -> PercolationPath | None:
    """Find the minimax path from a site to its periodic image, the shortest one among equals (docs/method.md, 3.4).

    Parameters
    ----------
    energies
        Field of one ion (or the union), shape `grid.shape`, eV.
    grid
        The periodic grid.
    start
        Grid index of the site.
    direction
        Lattice vector to the image to reach; by default the image that is reached at the lowest energy, the one
        with the shortest path if there are several.
    top
        Points at or above this energy (eV) count as closed; the maximum of the field by default.

    Returns
    -------
    PercolationPath or None
        None where no image can be reached below `top`.

    Raises
    ------
    GridMismatchError
        The field does not lie on the grid.
    SettingsError
        The direction is the null vector.
    """
    if energies.shape != tuple(grid.shape):
        raise GridMismatchError(
            f"A field of shape {energies.shape} does not lie on a grid of {grid.shape}.",
            "Give field and grid together.",
        )
    if direction is not None and not any(direction):
        raise SettingsError("[000] is not a direction.", "Give a lattice vector such as (0, 1, 0).")
    i, j, k = (int(x) % n for x, n in zip(start, grid.shape, strict=True))
    percolation = percolate(energies, grid.cell, top=top, site=(i, j, k), until=direction)
    if direction is None:
        if percolation.e_1d is None:
            return None
        indices = shortest_loop(energies, grid, (i, j, k), percolation.e_1d)
    else:
        level = _opening_of(direction, percolation.openings)
        if level is None:
            return None
        indices = shortest_route(energies, grid, (i, j, k), (i, j, k), level, direction)
    if indices is None:
        return None
    a, b, c = (indices[-1] - indices[0]) // grid.shape
    return PercolationPath.along(indices, energies, grid, (int(a), int(b), int(c)))


def ion_path(pes: PES, ion: int, *, direction: Vector | None = None) -> PercolationPath | None:
    """Find the percolation path of a mobile ion from its minimum on the grid, through exact energies only.

    Parameters
    ----------
    pes
        Result of a scan.
    ion
        Number of the ion, 0 … n_ions − 1.
    direction
        Lattice vector to reach; by default the one that opens first.
    """
    return percolation_path(pes.exact_energies[ion], pes.grid, pes.minimum_index(ion), direction=direction)


@dataclass(frozen=True, eq=False)
class EasiestPath:
    """The path on which the regions of all mobile ions together first cross the crystal.

    Parameters
    ----------
    path
        The path, on the union of the surfaces (minimum over the ions at each point).
    start
        Number of the ion from whose site it starts.
    at_bottleneck
        Number of the ion whose surface is the lowest at the bottleneck.
    single
        Whether one ion moves along the whole path; else ions hop one after the other, each into the site of the next.
    """

    path: PercolationPath
    start: int
    at_bottleneck: int
    single: bool


def easiest_path(pes: PES, ion: int, e_1d: float | None) -> EasiestPath | None:
    """Find the path on which the regions of all ions together first cross the crystal; None where nothing opens.

    Where a single ion reaches its own image at that energy, its path is returned: it is the simpler description.

    Parameters
    ----------
    pes
        Result of a scan.
    ion
        Number of the ion with the lowest barrier of its own.
    e_1d
        E_1D of the union (`percolate_union`), eV.
    """
    own = ion_path(pes, ion)
    if pes.n_ions > 1 and e_1d is not None and (own is None or own.barrier > e_1d + BARRIER_TOLERANCE):
        joint = union_energies(pes)
        for start in (ion, *(n for n in range(pes.n_ions) if n != ion)):
            path = percolation_path(joint, pes.grid, pes.minimum_index(start), top=np.inf)
            if path is not None and path.barrier <= e_1d + BARRIER_TOLERANCE:
                index = np.rint(path.points[path.bottleneck] * pes.grid.shape).astype(int) % pes.grid.shape
                lowest = int(np.argmin(pes.energies[(slice(None), *index)]))
                return EasiestPath(path, start, lowest, single=False)
    return None if own is None else EasiestPath(own, ion, ion, single=True)


def near_atoms(crystal: Crystal, ion: int, point: np.ndarray, cutoff: float) -> tuple[NearAtom, ...]:
    """Return the framework atoms (all images) within a distance of a point, the nearest first.

    Parameters
    ----------
    crystal
        The crystal.
    ion
        Index in `crystal.atoms` of the ion that moves, which is left out.
    point
        Fractional coordinates, shape (3,), wrapped or not.
    cutoff
        Largest distance, Å.
    """
    heights = crystal.volume / np.linalg.norm(np.cross(crystal.cell[[1, 2, 0]], crystal.cell[[2, 0, 1]]), axis=1)
    reach = np.ceil(cutoff / heights).astype(int) + 1
    images = np.stack(np.meshgrid(*[np.arange(-n, n + 1) for n in reach], indexing="ij"), axis=-1).reshape(-1, 3)
    positions = crystal.atoms.get_scaled_positions(wrap=False)
    positions = positions - np.floor(positions - point)  # every atom in the cell that begins at the point
    atoms = []
    for index, fractional in enumerate(positions):
        if index == ion:
            continue
        copies = fractional + images
        distances = np.linalg.norm((copies - point) @ crystal.cell, axis=1)
        atoms += [
            NearAtom(index, crystal.atoms.symbols[index], float(d), (float(a), float(b), float(c)))
            for d, (a, b, c) in zip(distances, copies, strict=True)
            if d <= cutoff
        ]
    return tuple(sorted(atoms, key=lambda atom: (atom.distance, atom.index)))


def _opening_of(direction: Vector, openings: tuple[Opening, ...]) -> float | None:
    """Return the energy at which a lattice vector opens."""
    for opening in openings:
        if contains(hermite_basis(np.array(opening.directions)), np.array(direction)):
            return opening.energy
    return None
