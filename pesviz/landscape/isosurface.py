"""The isosurface of a periodic field: marching cubes by scikit-image from face to face of the cell."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from skimage.measure import marching_cubes

from pesviz.landscape.periodic_field import PeriodicField, clip_walls, wrap_pad

OUTSIDE = 1e6
"""Energy beyond the faces of the cell, eV, where a closed surface is wanted: its caps then lie in the faces."""
MERGE_STEPS = 1e-4
"""Vertices closer than this, in grid steps, are one. They coincide where an energy of the grid equals the level."""


@dataclass(frozen=True, eq=False)
class Isosurface:
    """Triangles of an isosurface.

    Parameters
    ----------
    vertices
        Cartesian coordinates, shape (n, 3), Å.
    faces
        Vertices of each triangle, shape (m, 3), counter-clockwise seen from the side of higher energies.
    level
        Energy of the surface, eV.
    """

    vertices: np.ndarray
    faces: np.ndarray
    level: float

    @property
    def area(self) -> float:
        """Area of all triangles, Å²."""
        return float(np.linalg.norm(self._normals, axis=1).sum() / 2)

    @property
    def volume(self) -> float:
        """Volume that a closed surface encloses, Å³ (Gauss's theorem); without meaning for an open one."""
        middle = self.vertices.mean(axis=0) if len(self.vertices) else 0.0
        corners = (self.vertices - middle)[self.faces]
        return float(np.einsum("ij,ij->", corners[:, 0], self._normals) / 6)

    @property
    def _normals(self) -> np.ndarray:
        """Normal of each triangle, twice its area long, Å²."""
        a, b, c = np.moveaxis(self.vertices[self.faces], 1, 0)
        return np.cross(b - a, c - a)


def isosurface(field: PeriodicField, level: float, *, closed: bool = False, top: float = 4.0) -> Isosurface:
    """Contour a periodic field at an energy.

    Parameters
    ----------
    field
        The field with its cell.
    level
        Energy of the surface, eV.
    closed
        Add the faces of the cell where they are below the level, so that the surface encloses a volume.
    top
        Highest level of interest, eV; walls above 1.5 times it are clipped.

    Returns
    -------
    Isosurface
        Without triangles where nothing crosses the level.
    """
    samples = wrap_pad(clip_walls(field.values, max(top, level)))
    if closed:
        samples = np.pad(samples, 1, constant_values=OUTSIDE)
    if not samples.min() < level < samples.max():
        return Isosurface(np.empty((0, 3)), np.empty((0, 3), dtype=np.int64), level)
    vertices, faces, *_ = marching_cubes(samples, level, gradient_direction="descent")
    vertices, faces = _merged(vertices.astype(float), faces)
    if np.linalg.det(field.region) < 0:
        faces = faces[:, ::-1]
    fractional = (vertices - closed) / field.values.shape
    return Isosurface(fractional @ field.region, faces, level)


def _merged(vertices: np.ndarray, faces: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Join coincident vertices and drop the triangles that vanish thereby."""
    _, first, joined = np.unique(
        np.rint(vertices / MERGE_STEPS).astype(np.int64), axis=0, return_index=True, return_inverse=True
    )
    faces = joined.reshape(-1)[faces]
    a, b, c = faces.T
    return vertices[first], faces[(a != b) & (b != c) & (c != a)]
