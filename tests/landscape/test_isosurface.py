"""The surface by scikit-image against hand-solved ones, and the browser's marching cubes against both."""

from __future__ import annotations

import base64

import numpy as np
import pytest

from pesviz.landscape.isosurface import isosurface
from pesviz.landscape.periodic_field import PeriodicField, clip_walls, wrap_pad
from pesviz.presentation.javascript import BUNDLE
from pesviz.presentation.packing import pack_field
from tests.browser import open_page
from tests.golden import golden

IMPORT = """async (text) => {
  window.pesviz = await import(URL.createObjectURL(new Blob([text], {type: "text/javascript"})))
}"""
SKEWED = np.array([[9.0, 0.0, 0.0], [-3.0, 8.0, 0.0], [1.0, 2.0, 10.0]])


def distances(cell: np.ndarray, n: tuple[int, int, int], centre=(0.5, 0.5, 0.5)) -> np.ndarray:
    """Distance of each grid point to the nearest image of a centre, Å."""
    fractional = np.stack(np.meshgrid(*[np.arange(m) / m for m in n], indexing="ij"), axis=-1) - np.array(centre)
    shifts = np.stack(np.meshgrid(*[[-1, 0, 1]] * 3, indexing="ij"), axis=-1).reshape(-1, 3)
    return np.min([np.linalg.norm((fractional + s) @ cell, axis=-1) for s in shifts], axis=0)


def surface_area(field: PeriodicField, level: float) -> float:
    return isosurface(field, level).area


def enclosed_volume(field: PeriodicField, level: float) -> float:
    return isosurface(field, level, closed=True).volume


def licl() -> PeriodicField:
    """The golden PES of an ion of wurtzite LiCl."""
    return PeriodicField(golden("licl").surfaces[0], golden("licl").crystal.cell)


@pytest.mark.parametrize("centre", [(0.5, 0.5, 0.5), (0.0, 0.0, 0.0), (0.9, 0.1, 0.5)])
def test_sphere_in_a_skewed_cell(centre):
    field = PeriodicField(distances(SKEWED, (45, 41, 51), centre), SKEWED)
    assert surface_area(field, 2.5) == pytest.approx(4 * np.pi * 2.5**2, rel=0.01)
    assert enclosed_volume(field, 2.5) == pytest.approx(4 / 3 * np.pi * 2.5**3, rel=0.01)


def test_slab_has_two_faces_and_its_thickness():
    z = np.abs(np.arange(40) / 40 - 0.5)
    field = PeriodicField(np.broadcast_to(4 * z, (10, 12, 40)).copy(), np.diag([5.0, 6.0, 8.0]))
    assert surface_area(field, 1.0) == pytest.approx(2 * 30, rel=1e-3)
    assert enclosed_volume(field, 1.0) == pytest.approx(30 * 4, rel=1e-3)


def test_everything_below_the_level_fills_the_cell():
    field = PeriodicField(np.zeros((4, 4, 4)), SKEWED)
    assert surface_area(field, 1.0) == 0
    assert enclosed_volume(field, 1.0) == pytest.approx(abs(np.linalg.det(SKEWED)), rel=1e-4)


def test_nothing_below_the_level_is_an_empty_surface():
    field = PeriodicField(np.ones((4, 4, 4)), SKEWED)
    assert isosurface(field, 0.5).faces.shape == (0, 3)
    assert enclosed_volume(field, 0.5) == 0


def test_two_cells_hold_eight_times_as_much():
    one = PeriodicField(distances(SKEWED, (20, 18, 22)), SKEWED)
    eight = PeriodicField(np.tile(one.values, (2, 2, 2)), SKEWED, 2)
    assert surface_area(eight, 2.0) == pytest.approx(8 * surface_area(one, 2.0), rel=1e-5)
    assert enclosed_volume(eight, 2.0) == pytest.approx(8 * enclosed_volume(one, 2.0), rel=1e-3)


@pytest.fixture(scope="module")
def page(browser):
    with open_page(browser, "about:blank") as made:
        made.evaluate(IMPORT, BUNDLE.read_text(encoding="utf-8"))
        yield made


def in_browser(page, field: PeriodicField, level: float) -> dict:
    """Area of the browser's surface, the volume it closes with the faces, and how often each edge is used."""
    blob = base64.b64encode(pack_field(field.values, field.cell, cells=field.cells)).decode()
    framed = np.pad(wrap_pad(clip_walls(field.values)), 1, constant_values=1e6).astype("<f4")
    return page.evaluate(
        """([blob, framed, shape, level]) => {
          const bytes = (text) => Uint8Array.from(atob(text), (c) => c.charCodeAt(0))
          const field = pesviz.unpackField(bytes(blob))
          const region = field.cell.map((row) => row.map((x) => x * field.cells))
          const open = new pesviz.Isosurface(field.grid)
          open.run(field.toSteps(level))
          const [nx, ny, nz] = shape
          const closed = new pesviz.Isosurface({data: new Float32Array(bytes(framed).buffer), nx, ny, nz})
          closed.run(level + 1e-6)
          // the frame reaches one step beyond each face
          const wide = region.map((row, axis) => row.map((x) => x * (shape[axis] - 1) / (shape[axis] - 3)))
          const uses = new Map()
          for (let t = 0; t < closed.indexCount; t += 3) for (const [u, v] of [[0, 1], [1, 2], [2, 0]]) {
            const a = closed.indices[t + u], b = closed.indices[t + v]
            const key = Math.min(a, b) + ":" + Math.max(a, b)
            uses.set(key, (uses.get(key) ?? 0) + (a < b ? 1 : -1))
          }
          const odd = [...uses.values()].filter((n) => n !== 0).length
          const {area} = open.measure(region), {volume} = closed.measure(wide)
          return {area, volume, odd, triangles: open.indexCount / 3}
        }""",
        [blob, base64.b64encode(framed.tobytes(order="F")).decode(), list(framed.shape), level],
    )


@pytest.mark.browser
@pytest.mark.parametrize("level", [0.15, 0.5, 1.3, 3.5])
def test_browser_and_library_agree_on_licl(page, level):
    field = licl()
    theirs = in_browser(page, field, level)
    assert theirs["triangles"] > 100
    assert theirs["odd"] == 0, "the browser's surface has holes or turned triangles"
    assert theirs["area"] == pytest.approx(surface_area(field, level), rel=0.015)
    assert theirs["volume"] == pytest.approx(enclosed_volume(field, level), rel=0.01)


@pytest.mark.browser
@pytest.mark.parametrize("centre", [(0.5, 0.5, 0.5), (0.0, 0.5, 0.98)])
def test_browser_and_library_agree_on_a_sphere_in_a_left_handed_cell(page, centre):
    left = SKEWED[[1, 0, 2]]
    field = PeriodicField(distances(left, (33, 40, 37), centre), left)
    theirs = in_browser(page, field, 2.5)
    assert theirs["area"] == pytest.approx(4 * np.pi * 2.5**2, rel=0.01)
    assert theirs["area"] == pytest.approx(surface_area(field, 2.5), rel=0.005)
    assert abs(theirs["volume"]) == pytest.approx(enclosed_volume(field, 2.5), rel=0.005)


@pytest.mark.browser
def test_tiled_cells_are_joined_without_a_seam(page):
    one = distances(SKEWED, (20, 18, 22), (0.0, 0.0, 0.0))
    field = PeriodicField(np.tile(one, (2, 2, 2)), SKEWED, 2)
    theirs = in_browser(page, field, 2.0)
    assert theirs["odd"] == 0
    assert theirs["area"] == pytest.approx(surface_area(field, 2.0), rel=0.005)
    assert theirs["volume"] == pytest.approx(enclosed_volume(field, 2.0), rel=0.005)


@pytest.mark.browser
def test_joined_regions_cross_the_faces(page):
    """A channel through the face is one region; an island beside it is not joined to it."""
    values = np.ones((12, 12, 12))
    values[:, 3, 3] = values[0, 8, 8] = 0.0
    values[6, 3, 3] = 1.0  # cut in the middle: the two ends meet only across the face
    blob = base64.b64encode(pack_field(values, SKEWED)).decode()
    joined = page.evaluate(
        """(blob) => {
          const field = pesviz.unpackField(Uint8Array.from(atob(blob), (c) => c.charCodeAt(0)))
          const joined = pesviz.joinedTo(field.grid, field.toSteps(0.5), [[5, 3, 3]])
          const {nx, ny} = field.grid
          const at = (i, j, k) => joined[(k * ny + j) * nx + i]
          return {start: at(5, 3, 3), across: at(7, 3, 3), copy: at(12, 3, 3), wall: at(6, 3, 3), island: at(0, 8, 8)}
        }""",
        blob,
    )
    assert joined == {"start": 1, "across": 1, "copy": 1, "wall": 0, "island": 0}
