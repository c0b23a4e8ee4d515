"""The isosurface of a field by PyVista: the same surface as the browser's, with its area and what it encloses."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from pesviz.presentation.packing import clip_for_display, wrap_pad

if TYPE_CHECKING:
    import pyvista

    from pesviz.landscape import Landscape

OUTSIDE = 1e6
"""Energy beyond the faces of the cell, eV, where a closed surface is wanted: caps then lie in the faces."""


@dataclass(frozen=True, eq=False)
class PeriodicField:
    """A periodic field with its cell.

    Parameters
    ----------
    values
        Field over `cells` cells along each axis, endpoint excluded, shape (cells·N_a, cells·N_b, cells·N_c), eV.
    cell
        Lattice vectors of one cell as rows, shape (3, 3), Å.
    cells
        Number of cells along each axis.
    """

    values: np.ndarray
    cell: np.ndarray
    cells: int = 1

    @property
    def region(self) -> np.ndarray:
        """Edges of the region that the field fills, as rows, Å."""
        return np.asarray(self.cell, dtype=float) * self.cells


def periodic_field(
    source: Landscape | PeriodicField, *, kind: str = "level_map", ion: int | None = None, cells: int = 1
) -> PeriodicField:
    """Take a field out of a landscape.

    Parameters
    ----------
    source
        A landscape, or a field that is ready (then the other arguments do not matter).
    kind
        "level_map" or "pes".
    ion
        Number of the mobile ion; the union over the ions by default.
    cells
        Cells along each axis, 1 or 2.
    """
    if isinstance(source, PeriodicField):
        return source
    return PeriodicField(source.field(kind, ion, cells), source.pes.crystal.cell, cells)


def _contour(samples: np.ndarray, level: float, region: np.ndarray, origin: np.ndarray) -> pyvista.PolyData:
    """Flying edges on samples at origin + index · steps (fractional), moved into the region's Cartesian frame."""
    import pyvista

    # a level that equals a sample gives triangles without area
    inside = samples.astype(np.float32)
    inside[inside == np.float32(level)] += np.float32(1e-6)
    grid = pyvista.ImageData(dimensions=samples.shape)
    grid.point_data["energy"] = inside.ravel(order="F")
    surface = grid.contour([level], scalars="energy", method="flying_edges", compute_normals=False)
    surface.clear_data()
    if surface.n_points == 0:
        return surface
    fractional = (surface.points.astype(float) + origin[0]) * origin[1]
    surface.points = fractional @ region
    return surface


def isosurface(
    source: Landscape | PeriodicField,
    level: float,
    *,
    kind: str = "level_map",
    ion: int | None = None,
    cells: int = 1,
    closed: bool = False,
    top: float = 4.0,
) -> pyvista.PolyData:
    """Contour a periodic field at an energy.

    Parameters
    ----------
    source
        A landscape, or a field with its cell.
    level
        Energy of the surface, eV.
    kind, ion, cells
        Which field of a landscape, as in `Landscape.field`.
    closed
        Add the faces of the cell where they are below the level, so that the surface encloses a volume.
    top
        Highest level of interest, eV; walls above 1.5 times it are clipped, in the browser as here.

    Returns
    -------
    pyvista.PolyData
        Triangles in Cartesian coordinates, Å; empty where nothing crosses the level.
    """
    field = periodic_field(source, kind=kind, ion=ion, cells=cells)
    samples = wrap_pad(clip_for_display(field.values, top))
    steps = 1.0 / np.array(field.values.shape)
    if not closed:
        return _contour(samples, level, field.region, np.array([np.zeros(3), steps]))
    framed = np.pad(samples, 1, constant_values=OUTSIDE)
    return _contour(framed, level, field.region, np.array([-np.ones(3), steps]))


def surface_area(source: Landscape | PeriodicField, level: float, **options: Any) -> float:
    """Return the area of the isosurface, Å², without the faces of the cell.

    Parameters
    ----------
    source, level, options
        As for `isosurface`.
    """
    surface = isosurface(source, level, **options)
    return float(surface.area) if surface.n_points else 0.0


def enclosed_volume(source: Landscape | PeriodicField, level: float, **options: Any) -> float:
    """Return the volume below a level, Å³, bounded by the isosurface and the faces of the cell.

    Parameters
    ----------
    source, level, options
        As for `isosurface`.
    """
    surface = isosurface(source, level, closed=True, **options)
    return _signed_volume(surface) if surface.n_points else 0.0


def _signed_volume(surface: pyvista.PolyData) -> float:
    """Volume under a closed surface by Gauss's theorem, whichever way its triangles turn."""
    corners = np.asarray(surface.points, dtype=float)[surface.regular_faces]
    corners -= corners.reshape(-1, 3).mean(axis=0)
    return abs(float(np.einsum("ij,ij->", corners[:, 0], np.cross(corners[:, 1], corners[:, 2]))) / 6.0)
