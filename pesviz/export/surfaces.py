"""The surface of a field at a threshold, as triangles for other programs and 3-D printers."""

from __future__ import annotations

import json
import struct
from pathlib import Path
from typing import Any

import numpy as np

from pesviz.errors import SettingsError
from pesviz.presentation.packing import clip_for_display, wrap_pad

COLOUR = (0.31, 0.51, 0.74, 0.8)
"""Colour and opacity of a surface in a .glb file, linear RGB."""


def isosurface(values: np.ndarray, cell: np.ndarray, threshold: float) -> Any:
    """Contour a periodic field from face to face of its cell.

    Parameters
    ----------
    values
        Field on the periodic grid, endpoint excluded, eV.
    cell
        Lattice vectors of the cell that the field fills, as rows, shape (3, 3), Å.
    threshold
        Energy t, eV.

    Returns
    -------
    pyvista.PolyData
        Triangles in Å, their normals towards higher energies.

    Raises
    ------
    SettingsError
        The field does not cross the threshold.
    """
    import pyvista as pv
    from scipy.ndimage import map_coordinates

    padded = wrap_pad(clip_for_display(values, max(threshold, 4.0)))
    image = pv.ImageData(dimensions=padded.shape)
    image.point_data["energy_eV"] = padded.ravel(order="F")
    surface = image.contour([threshold], scalars="energy_eV", method="flying_edges", compute_normals=False)
    if surface.n_cells == 0:
        raise SettingsError(
            f"There is no surface at {threshold:g} eV.",
            f"Choose a threshold between {padded.min():.3f} and {padded.max():.3f} eV.",
        )
    cell = np.asarray(cell, dtype=float)
    steps = cell / np.array(values.shape)[:, None]
    points, triangles = _without_slivers(surface.points.astype(float), surface.regular_faces.reshape(-1, 3))
    corners = points[triangles]
    # Turn each triangle so that it faces uphill; in a left-handed cell that is the other way round.
    middle = corners.mean(axis=1)
    normal = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
    length = np.linalg.norm(normal, axis=1, keepdims=True)
    probe = 0.25 * normal / np.where(length > 0, length, 1)
    rise = map_coordinates(padded, (middle + probe).T, order=1, mode="nearest") - map_coordinates(
        padded, (middle - probe).T, order=1, mode="nearest"
    )
    downhill = rise.sum() < 0
    if downhill != (np.linalg.det(cell) < 0):
        triangles = triangles[:, ::-1]
    return pv.PolyData.from_regular_faces(points @ steps, triangles)


def _without_slivers(points: np.ndarray, triangles: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Join points in the same place and drop the triangles that thereby vanish.

    They arise where a grid value equals the threshold, which is the rule when the threshold is E_1D.
    """
    _, first, joined = np.unique(
        np.rint(points * 1e4).astype(np.int64), axis=0, return_index=True, return_inverse=True
    )
    triangles = joined.reshape(-1)[triangles]
    a, b, c = triangles.T
    return points[first], triangles[(a != b) & (b != c) & (c != a)]


def write_polydata(surface: Any, path: Path, title: str = "") -> None:
    """Write a surface as .stl (binary) or .vtp, lengths in Å.

    Parameters
    ----------
    surface
        Triangles of `isosurface`.
    path
        File to write; the suffix decides.
    title
        What it is; a .vtp holds it as field data, an .stl has no room for it.
    """
    if title and path.suffix.lower() == ".vtp":
        surface.field_data["title"] = [title.encode("ascii", "replace").decode()]
    surface.save(path, binary=True)


def write_glb(surface: Any, path: Path, title: str) -> None:
    """Write a surface as binary glTF 2.0, one unit of length an Å.

    Parameters
    ----------
    surface
        Triangles of `isosurface`.
    path
        File to write.
    title
        What it is.
    """
    points = np.ascontiguousarray(surface.points, dtype="<f4")
    triangles = surface.regular_faces.reshape(-1, 3)
    indices = np.ascontiguousarray(triangles, dtype="<u4")
    corners = points[triangles].astype(float)
    areas = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
    normals = np.zeros(points.shape)
    for corner in range(3):
        np.add.at(normals, triangles[:, corner], areas)
    lengths = np.linalg.norm(normals, axis=1, keepdims=True)
    normals = np.where(lengths > 0, normals / np.where(lengths > 0, lengths, 1), (0.0, 0.0, 1.0)).astype("<f4")
    chunks = [points.tobytes(), normals.tobytes(), indices.tobytes()]
    offsets = np.cumsum([0, *map(len, chunks)])
    document = {
        "asset": {"version": "2.0", "generator": "pesviz", "extras": {"title": title, "unit_of_length": "Angstrom"}},
        "scene": 0,
        "scenes": [{"nodes": [0]}],
        "nodes": [{"mesh": 0, "name": title}],
        "meshes": [{"primitives": [{"attributes": {"POSITION": 0, "NORMAL": 1}, "indices": 2, "material": 0}]}],
        "materials": [
            {
                "pbrMetallicRoughness": {"baseColorFactor": COLOUR, "metallicFactor": 0.0, "roughnessFactor": 0.7},
                "alphaMode": "BLEND",
                "doubleSided": True,
            }
        ],
        "accessors": [
            {
                "bufferView": 0,
                "componentType": 5126,
                "count": len(points),
                "type": "VEC3",
                "min": points.min(axis=0).tolist(),
                "max": points.max(axis=0).tolist(),
            },
            {"bufferView": 1, "componentType": 5126, "count": len(points), "type": "VEC3"},
            {"bufferView": 2, "componentType": 5125, "count": indices.size, "type": "SCALAR"},
        ],
        "bufferViews": [
            {"buffer": 0, "byteOffset": int(offset), "byteLength": len(chunk), "target": target}
            for offset, chunk, target in zip(offsets, chunks, (34962, 34962, 34963), strict=False)
        ],
        "buffers": [{"byteLength": int(offsets[-1])}],
    }
    header = json.dumps(document, separators=(",", ":")).encode()
    header += b" " * (-len(header) % 4)
    body = b"".join(chunks)
    with path.open("wb") as file:
        file.write(struct.pack("<4sII", b"glTF", 2, 12 + 8 + len(header) + 8 + len(body)))
        file.write(struct.pack("<I4s", len(header), b"JSON") + header)
        file.write(struct.pack("<I4s", len(body), b"BIN\0") + body)
