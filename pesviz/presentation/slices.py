"""Plane cuts through a periodic field, with in-plane axes in Å."""

from __future__ import annotations

from dataclasses import dataclass
from math import gcd
from typing import TYPE_CHECKING

import numpy as np
from scipy.ndimage import map_coordinates

from pesviz.errors import GridMismatchError, SettingsError
from pesviz.landscape.periodic_field import clip_walls
from pesviz.structure.crystal import Crystal

if TYPE_CHECKING:
    from pesviz.landscape.landscape import Landscape

Miller = tuple[int, int, int]

SPACING = 0.1
"""Largest distance between samples, Å."""
NEAR_PLANE = 0.8
"""Atoms within this distance of a plane are marked, Å."""
LARGEST = 40.0
"""Longest side of a slice, Å."""


@dataclass(frozen=True, eq=False)
class Plane:
    """A plane with its own right-handed frame.

    Parameters
    ----------
    origin
        Cartesian coordinates of the middle of the slice, shape (3,), Å.
    x, y, normal
        Unit vectors, Cartesian, shape (3,); x × y = normal.
    size
        Width and height of the slice, Å.
    name
        Name: "(110)", "the plane of three atoms".
    x_name
        Name of the x axis: "[001]", or empty.
    outline
        In-plane coordinates of one cell of the plane's lattice, shape (4, 2), Å; empty where it has none.
    """

    origin: np.ndarray
    x: np.ndarray
    y: np.ndarray
    normal: np.ndarray
    size: tuple[float, float]
    name: str
    x_name: str
    outline: np.ndarray

    def in_plane(self, points: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Return in-plane coordinates (n, 2) and signed distances (n,) of Cartesian points (n, 3), all in Å."""
        relative = np.asarray(points, dtype=float) - self.origin
        return np.stack([relative @ self.x, relative @ self.y], axis=-1), relative @ self.normal

    def points(self, coordinates: np.ndarray) -> np.ndarray:
        """Return Cartesian points (…, 3) of in-plane coordinates (…, 2), Å."""
        at = np.asarray(coordinates, dtype=float)
        return np.asarray(self.origin + at[..., :1] * self.x + at[..., 1:] * self.y)

    def with_ratio(self, ratio: float) -> Plane:
        """Return the plane with its shorter side extended, so that width / height is `ratio`."""
        width, height = self.size
        size = (max(width, height * ratio), max(height, width / ratio))
        return Plane(self.origin, self.x, self.y, self.normal, size, self.name, self.x_name, self.outline)


@dataclass(frozen=True, eq=False)
class Slice:
    """A field on a plane.

    Parameters
    ----------
    plane
        The plane.
    x, y
        In-plane coordinates of the samples, shapes (n_x,) and (n_y,), Å.
    values
        Field, shape (n_y, n_x), eV.
    """

    plane: Plane
    x: np.ndarray
    y: np.ndarray
    values: np.ndarray


@dataclass(frozen=True)
class AtomAtPlane:
    """An image of an atom near a plane.

    Parameters
    ----------
    index
        Index in `Crystal.atoms`.
    symbol
        Chemical symbol.
    x, y
        In-plane coordinates, Å.
    height
        Signed distance from the plane, Å.
    """

    index: int
    symbol: str
    x: float
    y: float
    height: float


def plane_lattice(hkl: Miller) -> tuple[np.ndarray, np.ndarray]:
    """Return two integer vectors that span all lattice vectors in a lattice plane, h u + k v + l w = 0.

    Raises
    ------
    SettingsError
        All of them are zero.
    """
    h, k, m = (int(n) for n in hkl)
    if not (h or k or m):
        raise SettingsError("(000) is no plane.", "Give Miller indices such as 1 0 0.")
    # The kernel of (h k l) over the integers: (k, −h, 0)/gcd, and a second one that completes the basis.
    common = gcd(h, k)
    if common == 0:
        return np.array([1, 0, 0]), np.array([0, 1, 0])
    first = np.array([k // common, -h // common, 0])
    common_all = gcd(common, m)
    p, q = _bezout(h, k)
    second = np.array([-p * (m // common_all), -q * (m // common_all), common // common_all])
    return first, second


def _bezout(a: int, b: int) -> tuple[int, int]:
    """Return p and q with a p + b q = gcd(a, b) ≥ 0."""
    r, old_r, s, old_s, t, old_t = b, a, 0, 1, 1, 0
    while r:
        n = old_r // r
        old_r, r = r, old_r - n * r
        old_s, s = s, old_s - n * s
        old_t, t = t, old_t - n * t
    return (old_s, old_t) if old_r >= 0 else (-old_s, -old_t)


def _shortest_pair(first: np.ndarray, second: np.ndarray, cell: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Gauss's reduction: the two shortest vectors that span the same plane lattice."""
    a, b = first, second
    while True:
        if np.linalg.norm(b @ cell) < np.linalg.norm(a @ cell) - 1e-9:
            a, b = b, a
        n = round(float((a @ cell) @ (b @ cell)) / float((a @ cell) @ (a @ cell)))
        if n == 0:
            break
        b = b - n * a
    forward = [v if v[np.flatnonzero(v)[0]] > 0 else -v for v in (a, b)]
    return forward[0], forward[1]


def lattice_plane(cell: np.ndarray, hkl: Miller, offset: float = 0.0) -> Plane:
    """Return a plane along lattice planes.

    Parameters
    ----------
    cell
        Lattice vectors as rows, shape (3, 3), Å.
    hkl
        Miller indices: the plane holds the points with h x + k y + l z = `offset`, x, y, z fractional.
    offset
        Position, in units of the distance between lattice planes of these indices (1 if they share a divisor).

    Raises
    ------
    SettingsError
        All indices are zero, or the plane's own cell is longer than 40 Å.
    """
    lattice = np.asarray(cell, dtype=float)
    a, b = _shortest_pair(*plane_lattice(hkl), lattice)
    u, v = a @ lattice, b @ lattice
    reciprocal = np.linalg.inv(lattice) @ np.array(hkl, dtype=float)  # normal, length 1/d
    normal = reciprocal / np.linalg.norm(reciprocal)
    if np.cross(u, v) @ normal < 0:
        a, b, u, v = b, a, v, u
    x = u / np.linalg.norm(u)
    y = np.cross(normal, x)
    name = "(" + "".join(_digit(n) for n in hkl) + ")"
    # The middle of the plane's cell nearest to the middle of the crystal's cell.
    foot = offset / np.linalg.norm(reciprocal) * normal
    middle = lattice.sum(axis=0) / 2
    middle = middle - ((middle - foot) @ normal) * normal
    corners = np.array([[0.0, 0.0], [u @ x, u @ y], [(u + v) @ x, (u + v) @ y], [v @ x, v @ y]])
    low, high = corners.min(axis=0), corners.max(axis=0)
    if (high - low).max() > LARGEST:
        raise SettingsError(
            f"A cell of the plane {name} is {(high - low).max():.0f} Å long.", "Choose smaller Miller indices."
        )
    outline = corners - (low + high) / 2
    return Plane(
        middle, x, y, normal, (float(high[0] - low[0]), float(high[1] - low[1])), name, _direction(a), outline
    )


def _digit(number: int) -> str:
    return f"{abs(number)}\u0305" if number < 0 else str(number)


def _direction(vector: np.ndarray) -> str:
    return "[" + "".join(_digit(int(n)) for n in vector) + "]"


def plane_through(points: np.ndarray, margin: float = 3.0) -> Plane:
    """Return the plane through three points, for example atoms.

    Parameters
    ----------
    points
        Cartesian coordinates, shape (3, 3), Å; the x axis leads from the first to the second.
    margin
        Margin around the points, Å.

    Raises
    ------
    SettingsError
        The points lie on a line.
    """
    p, q, r = np.asarray(points, dtype=float)
    normal = np.cross(q - p, r - p)
    longest = max(float(np.linalg.norm(q - p)), float(np.linalg.norm(r - p)), 1e-9)
    if np.linalg.norm(normal) < 1e-3 * longest**2:
        raise SettingsError("The three atoms lie on a line.", "Choose a third one beside it.")
    normal = normal / np.linalg.norm(normal)
    x = (q - p) / np.linalg.norm(q - p)
    y = np.cross(normal, x)
    flat = np.stack([(np.array([p, q, r]) - p) @ x, (np.array([p, q, r]) - p) @ y], axis=-1)
    low, high = flat.min(axis=0) - margin, flat.max(axis=0) + margin
    centre = p + (low + high)[0] / 2 * x + (low + high)[1] / 2 * y
    width, height = (float(side) for side in np.minimum(high - low, LARGEST))
    return Plane(centre, x, y, normal, (width, height), "the plane of three atoms", "", np.empty((0, 2)))


def cut(values: np.ndarray, cell: np.ndarray, plane: Plane, spacing: float = SPACING, top: float = 4.0) -> Slice:
    """Interpolate a periodic field on a plane, linearly, as the isosurface does.

    Parameters
    ----------
    values
        Field of one cell, endpoint excluded, shape (N_a, N_b, N_c), eV.
    cell
        Lattice vectors as rows, shape (3, 3), Å.
    plane
        The plane.
    spacing
        Largest distance between samples, Å.
    top
        Highest energy of interest, eV; walls above 1.5 times it are clipped, as for the isosurface.

    Raises
    ------
    GridMismatchError
        The field is not three-dimensional.
    """
    values = np.asarray(values)
    if values.ndim != 3:
        raise GridMismatchError(f"A field of shape {values.shape} cannot be cut.", "Give one of three dimensions.")
    x, y = (np.linspace(-side / 2, side / 2, int(np.ceil(side / spacing)) + 1) for side in plane.size)
    across, up = np.meshgrid(x, y)
    fractional = plane.points(np.stack([across, up], axis=-1)) @ np.linalg.inv(np.asarray(cell, dtype=float))
    at = np.moveaxis(fractional * values.shape, -1, 0)
    samples = map_coordinates(clip_walls(values, top).astype(float), at, order=1, mode="grid-wrap")
    return Slice(plane, x, y, samples)


def scale_top(landscape: Landscape) -> float:
    """Return the upper end of the colour scale, eV: a little above E_3D, between 1 and 4 eV.

    Where nothing is predicted above the limit of a scan, the scale ends at the limit.
    """
    if landscape.up_to is not None and landscape.pes.predicted_above is None:
        return landscape.up_to
    openings = [value for value in landscape.percolation_estimate.energies if value is not None and value <= 3.5]
    return float(np.clip(np.ceil(2.4 * max(openings, default=1.0)) / 2, 1.0, 4.0))


def atoms_at(crystal: Crystal, plane: Plane, within: float = NEAR_PLANE) -> tuple[AtomAtPlane, ...]:
    """Return all images of atoms near a slice, the farthest from its plane first.

    Parameters
    ----------
    crystal
        The crystal.
    plane
        The plane.
    within
        Largest distance from the plane, Å.
    """
    half = np.array(plane.size) / 2
    reach = float(np.hypot(*half)) + within
    inverse = np.linalg.inv(crystal.cell)
    middle = plane.origin @ inverse
    span = reach * np.linalg.norm(inverse, axis=0)
    low, high = np.floor(middle - span).astype(int), np.ceil(middle + span).astype(int)
    axes = [np.arange(first, last + 1) for first, last in zip(low, high, strict=True)]
    shifts = np.stack(np.meshgrid(*axes, indexing="ij"), axis=-1).reshape(-1, 3)
    out = []
    fractional = crystal.atoms.get_scaled_positions(wrap=True)
    for index, symbol in enumerate(crystal.atoms.get_chemical_symbols()):
        flat, height = plane.in_plane((fractional[index] + shifts) @ crystal.cell)
        is_near = (np.abs(height) <= within + 1e-9) & (np.abs(flat) <= half + 1e-6).all(axis=1)
        out += [
            AtomAtPlane(index, symbol, float(x), float(y), float(z))
            for (x, y), z in zip(flat[is_near], height[is_near], strict=True)
        ]
    return tuple(sorted(out, key=lambda atom: -abs(atom.height)))


def outline_in_cell(plane: Plane, cell: np.ndarray, cells: int = 1) -> np.ndarray:
    """Return the polygon in which a plane cuts the cell, fractional coordinates, shape (n, 3); empty where it misses.

    Parameters
    ----------
    plane
        The plane.
    cell
        Lattice vectors as rows, shape (3, 3), Å.
    cells
        Cells along each axis.
    """
    lattice = np.asarray(cell, dtype=float)
    points = []
    for axis in range(3):
        for u in (0, cells):
            for v in (0, cells):
                start = np.roll(np.array([0.0, u, v]), axis)
                end = start + np.roll(np.array([float(cells), 0.0, 0.0]), axis)
                _, (first, last) = plane.in_plane(np.array([start, end]) @ lattice)
                if abs(first) < 1e-6 and abs(last) < 1e-6:
                    points += [start, end]
                elif first * last <= 0:
                    points.append(start + first / (first - last) * (end - start))
    if len(points) < 3:
        return np.empty((0, 3))
    corners = np.unique(np.round(points, 6), axis=0)
    flat, _ = plane.in_plane(corners @ lattice)
    around = flat - flat.mean(axis=0)
    order = np.argsort(np.arctan2(around[:, 1], around[:, 0]))
    return np.asarray(corners[order]) if len(corners) > 2 else np.empty((0, 3))
