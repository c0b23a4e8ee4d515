"""Surfaces: area and volume of shapes known by heart, and each file read back by another reader."""

from __future__ import annotations

import numpy as np
import pytest
import pyvista as pv
import trimesh

from pesviz.errors import SettingsError
from pesviz.export.surfaces import surface_at, write_glb, write_polydata
from pesviz.landscape.periodic_field import PeriodicField
from pesviz.pes.grid import Grid

CUBE = np.eye(3) * 6.0
SKEWED = np.array([[6.0, 0, 0], [2.0, 5.5, 0], [-1.5, 1.0, 6.5]])
LEFT = np.array([[0.0, 6.0, 0.0], [6.0, 0.0, 0.0], [0.0, 0.0, 6.0]])


def ball(cell, n=48):
    """Distance from the middle of the cell, Å; the surface at r is a sphere of radius r."""
    grid = Grid(np.asarray(cell), (n, n + 2, n - 2))
    return np.linalg.norm(grid.positions() - np.asarray(cell).sum(axis=0) / 2, axis=1).reshape(grid.shape)


@pytest.mark.parametrize("cell", [CUBE, SKEWED, LEFT])
def test_sphere_has_the_right_size_and_faces_outwards(cell):
    surface = surface_at(PeriodicField(ball(cell), cell), 2.0)
    mesh = trimesh.Trimesh(surface.vertices, surface.faces)
    assert mesh.is_watertight
    assert mesh.volume == pytest.approx(4 / 3 * np.pi * 8, rel=0.01)  # positive: normals point uphill
    assert mesh.area == pytest.approx(16 * np.pi, rel=0.01)
    assert np.allclose(mesh.centroid, np.asarray(cell).sum(axis=0) / 2, atol=0.01)


def test_surface_of_a_periodic_field_reaches_from_face_to_face():
    x = np.arange(10) / 10
    values = np.broadcast_to(np.abs(x - 0.5)[:, None, None] * 2, (10, 10, 10))
    surface = surface_at(PeriodicField(values, CUBE), 0.5)
    assert surface.vertices.min(axis=0) == pytest.approx((1.5, 0, 0))
    assert surface.vertices.max(axis=0) == pytest.approx((4.5, 6, 6))
    assert surface.area == pytest.approx(72, rel=1e-5)  # the last step, from the last point to the far face, included


def test_no_surface_says_which_thresholds_have_one():
    with pytest.raises(SettingsError, match=r"between 0\.\d+ and 3\.000 eV"):
        surface_at(PeriodicField(np.minimum(ball(CUBE, 12) + 0.1, 3.0), CUBE), 9.0)


@pytest.mark.parametrize("suffix", [".stl", ".vtp", ".glb"])
def test_files_hold_the_same_triangles(suffix, tmp_path):
    surface = surface_at(PeriodicField(ball(SKEWED, 24), SKEWED), 2.0)
    file = tmp_path / f"a{suffix}"
    if suffix == ".glb":
        write_glb(surface, file, "Level map at 2 eV")
        read = next(iter(trimesh.load(file).geometry.values()))
        assert read.visual.material.baseColorFactor is not None
    elif suffix == ".stl":
        write_polydata(surface, file)
        read = trimesh.load(file)
    else:
        write_polydata(surface, file)
        mesh = pv.read(file)
        read = trimesh.Trimesh(mesh.points, mesh.regular_faces)
    wanted = trimesh.Trimesh(surface.vertices, surface.faces)
    assert len(read.faces) == len(wanted.faces)
    assert read.volume == pytest.approx(wanted.volume, rel=1e-5)
    assert read.bounds == pytest.approx(wanted.bounds, abs=1e-5)


def test_glb_normals_point_uphill(tmp_path):
    surface = surface_at(PeriodicField(ball(CUBE, 24), CUBE), 2.0)
    write_glb(surface, tmp_path / "a.glb", "x")
    mesh = next(iter(trimesh.load(tmp_path / "a.glb", process=False).geometry.values()))
    outwards = mesh.vertices - CUBE.sum(axis=0) / 2
    outwards /= np.linalg.norm(outwards, axis=1, keepdims=True)
    assert (np.einsum("ij,ij->i", mesh.vertex_normals, outwards) > 0.9).all()
