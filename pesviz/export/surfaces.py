"""The surface of a field at a threshold, as triangles for other programs and 3-D printers."""

from __future__ import annotations

import json
import struct
from pathlib import Path

import numpy as np

from pesviz.errors import SettingsError
from pesviz.landscape.isosurface import Isosurface, isosurface
from pesviz.landscape.periodic_field import PeriodicField, clip_walls

COLOUR = (0.31, 0.51, 0.74, 0.8)
"""Colour and opacity of a surface in a .glb file, linear RGB."""


def surface_at(field: PeriodicField, threshold: float) -> Isosurface:
    """Contour a field for export.

    Parameters
    ----------
    field
        The field with its cell.
    threshold
        Energy t, eV.

    Returns
    -------
    Isosurface
        With at least one triangle.

    Raises
    ------
    SettingsError
        The field does not cross the threshold.
    """
    surface = isosurface(field, threshold)
    if not len(surface.faces):
        low, high = float(np.min(field.values)), float(np.max(clip_walls(field.values, max(threshold, 4.0))))
        raise SettingsError(
            f"There is no surface at {threshold:g} eV.",
            f"Choose a threshold between {low:.3f} and {high:.3f} eV.",
        )
    return surface


def write_polydata(surface: Isosurface, path: Path, title: str = "") -> None:
    """Write a surface as .stl (binary) or .vtp, lengths in Å.

    Parameters
    ----------
    surface
        The surface.
    path
        File to write; the suffix decides.
    title
        What it is; a .vtp holds it as field data, an .stl has no room for it.
    """
    import pyvista as pv

    mesh = pv.PolyData.from_regular_faces(surface.vertices, surface.faces)
    if title and path.suffix.lower() == ".vtp":
        mesh.field_data["title"] = [title.encode("ascii", "replace").decode()]
    mesh.save(path, binary=True)


def write_glb(surface: Isosurface, path: Path, title: str) -> None:
    """Write a surface as binary glTF 2.0, one unit of length an Å."""
    points = np.ascontiguousarray(surface.vertices, dtype="<f4")
    triangles = surface.faces
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
