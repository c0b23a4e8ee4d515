"""One hop in a supercell: the part of the frozen path, the moving atom, and the ions removed for it.

In the unit cell of a scan all periodic images of the ion move together. In a supercell one of them moves and the
others stay, so the site where the hop ends is occupied by an image of the ion itself: that one is removed (a
vacancy hop). Where the supercell is one cell long along the hop, the ion ends at a periodic image of its own site,
and where a hop ends between the sites, no ion is there: then nothing is removed.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Literal, get_args

import numpy as np
from ase import Atoms

from pesviz.dynamics.supercell import repeats_for_sphere
from pesviz.errors import BarrierError, SettingsError
from pesviz.landscape.lattice import Vector, bracket
from pesviz.landscape.paths.neighbour import neighbour_path
from pesviz.landscape.paths.network import MIN_DEPTH_EV
from pesviz.landscape.paths.path import PercolationPath, ion_path
from pesviz.pes.result import PES
from pesviz.structure.crystal import Crystal
from pesviz.structure.transformation import repeats

HopKind = Literal["whole", "bottleneck", "neighbour"]
CLEARANCE_A = 1.2
"""A mobile ion closer than this to the hop is removed, Å (R_min, docs/method.md, 1.3)."""
ROUNDING_A = 0.25
"""Width with which the steps of the grid are rounded off the path on which images are placed, Å."""
IMAGE_SPACING_A = 0.7
"""Images are about this far apart along the path, Å."""


@dataclass(frozen=True)
class Vacancy:
    """An ion removed for a hop.

    Parameters
    ----------
    index
        Index of the ion in the unit cell (`Crystal.atoms`).
    symbol
        Chemical symbol.
    fractional
        Its site, in fractional coordinates of the unit cell, not wrapped.
    """

    index: int
    symbol: str
    fractional: tuple[float, float, float]

    def to_dict(self) -> dict[str, Any]:
        """Return plain values."""
        return {"index": self.index, "symbol": self.symbol, "fractional": list(self.fractional)}


@dataclass(frozen=True, eq=False)
class SupercellHop:
    """A hop in a supercell before relaxation.

    Parameters
    ----------
    kind
        "whole": from the site to its image. "bottleneck": the part between the minima around the highest point.
        "neighbour": from the site to that of the ion that is reached at the lowest energy.
    segment
        That part of the frozen path, in fractional coordinates of the unit cell, beginning at the moving ion's site.
    site_energy
        Energy at the beginning of the part above the ion's minimum, eV.
    repeats
        Repeats of the unit cell along its vectors.
    atoms
        The supercell without the removed ions; the moving ion at the beginning of the hop.
    moving
        Index in `atoms` of the ion that moves.
    pinned
        Index in `atoms` of the atom that is fixed so that the crystal does not drift, the one farthest from the hop;
        None where there is no other atom.
    vacancies
        Ions removed for the hop.
    own_image
        Whether the hop ends at the site of the ion's own image in the next supercell.
    """

    kind: HopKind
    segment: PercolationPath
    site_energy: float
    repeats: tuple[int, int, int]
    atoms: Atoms
    moving: int
    pinned: int | None
    vacancies: tuple[Vacancy, ...]
    own_image: bool

    @property
    def frozen_energies(self) -> np.ndarray:
        """Energy of the scan along the part above its beginning, shape (n,), eV."""
        return np.asarray(self.segment.energies - self.site_energy)

    def places(self, n: int) -> np.ndarray:
        """Return positions evenly along the frozen path, both ends included.

        Returns
        -------
        numpy.ndarray
            Shape (n, 3), Å, with the steps of the grid rounded off.
        """
        points, _ = self.segment.smooth(spacing=0.02, width=ROUNDING_A)
        positions = points @ self.segment.cell
        along = arc_length(positions)
        at = np.linspace(0.0, along[-1], n)
        return np.stack([np.interp(at, along, column) for column in positions.T], axis=-1)

    @property
    def default_images(self) -> int:
        """Number of images between the ends, odd, so that one of them starts in the middle."""
        n = int(np.ceil(arc_length(self.places(101))[-1] / IMAGE_SPACING_A)) - 1
        return int(np.clip(n + (n + 1) % 2, 3, 21))

    def describe(self) -> str:
        """Return one sentence: the end of the hop, and the ions removed for it."""
        element = self.atoms.symbols[self.moving]
        if self.vacancies:
            ions = " and ".join(
                f"{v.symbol} {v.index} at ({', '.join(f'{x:.3f}' for x in v.fractional)})" for v in self.vacancies
            )
            return (
                f"Vacancy hop: {ions} blocked the hop and was removed, as a neutral atom (the potential has no "
                "charges)."
            )
        if self.own_image:
            return (
                f"The {element} moves to the site of its own image in the next supercell, which moves with it: "
                "no vacancy is needed."
            )
        return f"The hop of the {element} ends where no other ion is: no vacancy is needed."


def arc_length(positions: np.ndarray) -> np.ndarray:
    """Return the length of a path up to each of its points.

    Parameters
    ----------
    positions
        Cartesian, shape (n, 3), Å.
    """
    return np.concatenate([[0.0], np.cumsum(np.linalg.norm(np.diff(positions, axis=0), axis=1))])


def path_minima(energies: np.ndarray, min_depth: float = MIN_DEPTH_EV) -> np.ndarray:
    """Return the local minima along a path, both ends included.

    Parameters
    ----------
    energies
        Energy at each point, shape (n,), eV.
    min_depth
        A minimum counts where the path rises by this much on both sides of it, eV.

    Returns
    -------
    numpy.ndarray
        Indices, ascending; of a flat minimum the middle.
    """
    from scipy.signal import find_peaks

    inside, _ = find_peaks(-np.asarray(energies), prominence=min_depth)
    return np.array([0, *inside, len(energies) - 1])


def hop_segment(path: PercolationPath, kind: HopKind) -> PercolationPath:
    """Return the part of a path that is one hop.

    Parameters
    ----------
    path
        The percolation path from a site to its image.
    kind
        "whole" and "neighbour": all of it. "bottleneck": between the two minima around the highest point.

    Raises
    ------
    SettingsError
        There is no such kind.
    """
    if kind not in get_args(HopKind):
        raise SettingsError(f"There is no hop {kind!r}.", f"Choose {' or '.join(get_args(HopKind))}.")
    minima = path_minima(path.energies)
    if kind != "bottleneck" or len(minima) == 2:
        return path
    right = int(np.searchsorted(minima, path.bottleneck))
    first, last = int(minima[right - 1]), int(minima[right])
    part = slice(first, last + 1)
    return replace(
        path, points=path.points[part], energies=path.energies[part], lengths=path.lengths[part] - path.lengths[first]
    )


def supercell_hop(
    pes: PES,
    ion: int,
    *,
    kind: HopKind = "whole",
    size: tuple[int, int, int] | None = None,
    diameter: float = 6.5,
    direction: Vector | None = None,
) -> SupercellHop:
    """Put one hop of an ion into a supercell.

    Parameters
    ----------
    pes
        Result of a scan.
    ion
        Number of the mobile ion, 0 … n_ions − 1.
    kind
        Kind of hop; see `SupercellHop`.
    size
        Repeats of the unit cell; by default as many as a sphere needs.
    diameter
        Diameter of that sphere, Å.
    direction
        Lattice vector to the image that the path reaches; by default the one that opens first.

    Raises
    ------
    BarrierError
        The ion has no path below the highest evaluated energy, or below the limit of an adaptive scan.
    SettingsError
        There is no such ion or kind of hop, or the supercell is not possible.
    """
    if not 0 <= ion < pes.n_ions:
        raise SettingsError(f"There is no ion {ion}.", f"Choose 0 to {pes.n_ions - 1}.")
    multiples = repeats(size) if size is not None else repeats_for_sphere(pes.crystal.cell, diameter)
    path, end = _frozen_path(pes, ion, kind, direction)
    crystal, atom = pes.crystal, pes.crystal.mobile_indices[ion]
    # The path begins at the image of the site in the first cell; the atom's position may be in another cell.
    path = replace(path, points=path.points + _nearest_image(crystal, atom, path.points[0]))
    segment = hop_segment(path, kind)
    bulk = crystal.atoms.copy()
    bulk.set_constraint()
    bulk = bulk.repeat(multiples)
    blocking = _blocking_ions(bulk, crystal, atom, segment)
    start = segment.positions[0]
    bulk.positions[atom] = start
    pinned = _farthest(bulk, segment, atom, blocking)
    keep = np.setdiff1d(np.arange(len(bulk)), blocking)
    number = {int(old): new for new, old in enumerate(keep)}
    return SupercellHop(
        kind=kind,
        segment=segment,
        site_energy=float(segment.energies[0]),
        repeats=multiples,
        atoms=bulk[keep],
        moving=number[atom],
        pinned=None if pinned is None else number[pinned],
        vacancies=tuple(_vacancy(bulk, crystal, index, segment) for index in blocking),
        own_image=end == ion and _ends_in_own_image(path, segment, multiples),
    )


def _frozen_path(pes: PES, ion: int, kind: HopKind, direction: Vector | None) -> tuple[PercolationPath, int]:
    """Return the path of the scan that is refined, and the number of the ion at whose site it ends."""
    if kind == "neighbour":
        if direction is not None:
            raise SettingsError(
                "A direction chooses an image of the ion, not a neighbour.",
                "Leave out one of the two.",
            )
        neighbour = neighbour_path(pes, ion)
        if neighbour is not None:
            return neighbour.path, neighbour.end
        raise BarrierError(
            f"Ion {ion} reaches no other ion's site below the highest evaluated energy.",
            "Choose another ion, or the path to its image (--hop whole).",
        )
    path = ion_path(pes, ion, direction=direction)
    if path is None:
        where = f" along {bracket(direction)}" if direction else ""
        raise BarrierError(
            f"Ion {ion} has no path{where} below the highest evaluated energy.",
            "Choose another ion or direction, or scan up to a higher energy.",
        )
    return path, ion


def _nearest_image(crystal: Crystal, atom: int, point: np.ndarray) -> np.ndarray:
    """Return the lattice vector that brings a point closest to an atom, as integers."""
    offset = crystal.atoms.get_scaled_positions(wrap=False)[atom] - point
    candidates = np.round(offset) + np.stack(np.meshgrid(*[[-1, 0, 1]] * 3, indexing="ij"), axis=-1).reshape(-1, 3)
    return np.asarray(candidates[np.argmin(np.linalg.norm((offset - candidates) @ crystal.cell, axis=1))])


def _distances(atoms: Atoms, index: int, segment: PercolationPath) -> np.ndarray:
    """Return the distances of an atom from the points of a hop, shape (n,), Å."""
    from ase.geometry import find_mic

    vectors = segment.positions - atoms.positions[index]
    return np.asarray(find_mic(vectors, atoms.cell, pbc=True)[1])


def _blocking_ions(bulk: Atoms, crystal: Crystal, atom: int, segment: PercolationPath) -> list[int]:
    """Return the mobile ions of a supercell within the clearance of a hop."""
    mobile = [
        index for index in range(len(bulk)) if index % len(crystal.atoms) in crystal.mobile_indices and index != atom
    ]
    return [index for index in mobile if _distances(bulk, index, segment).min() < CLEARANCE_A]


def _farthest(bulk: Atoms, segment: PercolationPath, atom: int, blocking: list[int]) -> int | None:
    """Return the atom farthest from a hop, of another element than the moving ion where there is one."""
    others = [index for index in range(len(bulk)) if index != atom and index not in blocking]
    if not others:
        return None
    framework = [index for index in others if bulk.symbols[index] != bulk.symbols[atom]] or others
    return max(framework, key=lambda index: float(_distances(bulk, index, segment).min()))


def _vacancy(bulk: Atoms, crystal: Crystal, index: int, segment: PercolationPath) -> Vacancy:
    """Return a removed ion, at its image nearest to the hop."""
    from ase.geometry import find_mic

    vectors, distances = find_mic(bulk.positions[index] - segment.positions, bulk.cell, pbc=True)
    nearest = int(np.argmin(distances))
    a, b, c = (segment.positions[nearest] + vectors[nearest]) @ np.linalg.inv(crystal.cell)
    cell_index = index % len(crystal.atoms)
    return Vacancy(cell_index, crystal.atoms.symbols[cell_index], (float(a), float(b), float(c)))


def _ends_in_own_image(path: PercolationPath, segment: PercolationPath, times: tuple[int, int, int]) -> bool:
    """Whether the hop ends at the image of the path's beginning, and that is a period of the supercell."""
    ends = np.allclose(segment.points[-1], path.points[-1])
    return bool(ends and not np.any(np.array(path.lattice_vector) % times))
