"""The 3-D scene as PyVista draws it: pictures off-screen, notebooks, and the page where WebGL is missing."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from pesviz.errors import SettingsError
from pesviz.figures.offscreen import quiet_vtk, require_rendering
from pesviz.landscape.isosurface import Isosurface, isosurface
from pesviz.landscape.periodic_field import PeriodicField
from pesviz.presentation.palette import palette
from pesviz.presentation.scene import drawn_atoms, scene_of
from pesviz.structure.crystal import Crystal

if TYPE_CHECKING:
    import pyvista

    from pesviz.landscape import Landscape

FIELD_OF_VIEW = 22.0
BOND_RADIUS = {False: 0.085, True: 0.05}
"""Radius of a bond, Å: thinner where a mobile ion takes part."""


def view(cell: np.ndarray, direction: str = "reset") -> tuple[np.ndarray, np.ndarray]:
    """Return where a named view looks from, as the browser's viewer does.

    Parameters
    ----------
    cell
        Lattice vectors as rows, Å.
    direction
        "a", "b", "c": along a lattice vector; "a*", "b*", "c*": along a reciprocal one; "reset": the first view.

    Raises
    ------
    SettingsError
        The direction has another name.
    """
    lattice = np.asarray(cell, dtype=float)
    unit = lattice / np.linalg.norm(lattice, axis=1)[:, None]
    reciprocal = np.linalg.inv(lattice).T
    reciprocal = reciprocal / np.linalg.norm(reciprocal, axis=1)[:, None]
    names = {"a": (unit[0], 2), "b": (unit[1], 2), "c": (unit[2], 1)}
    names |= {f"{name}*": (reciprocal[axis], names[name][1]) for axis, name in enumerate("abc")}
    if direction == "reset":
        toward, up = reciprocal[0] + 0.42 * unit[1] + 0.34 * unit[2], unit[2]
    elif direction in names:
        toward, up = names[direction][0], unit[names[direction][1]]
    else:
        raise SettingsError(f"There is no view {direction!r}.", f"Choose one of reset, {', '.join(names)}.")
    toward = toward / np.linalg.norm(toward)
    up = up - (up @ toward) * toward
    return toward, up / np.linalg.norm(up)


def _distance(corners: np.ndarray, toward: np.ndarray, up: np.ndarray, aspect: float) -> float:
    """Distance from the centre at which all corners and an atom's margin are in view, Å."""
    margin = 0.7
    right = np.cross(up, toward)
    tall = np.tan(np.radians(FIELD_OF_VIEW / 2)) * 0.94
    across = (np.abs(corners @ right) + margin) / (tall * aspect)
    upward = (np.abs(corners @ up) + margin) / tall
    return float((corners @ toward + np.maximum(across, upward)).max())


def _add_crystal(plotter: pyvista.Plotter, scene: dict[str, Any], cells: int) -> None:
    import pyvista

    cell = np.array(scene["cell"])
    atoms = scene["atoms"]
    images = drawn_atoms(scene, cells)
    places = {(n, s): (np.array(atoms[n]["fractional"]) + s) @ cell for n, s in images}
    smooth = {"smooth_shading": True, "specular": 0.25, "specular_power": 30}
    for symbol in {atom["symbol"] for atom in atoms}:
        chosen = [key for key in places if atoms[key[0]]["symbol"] == symbol]
        if not chosen:
            continue
        one = atoms[chosen[0][0]]
        ball = pyvista.Sphere(radius=one["radius"], theta_resolution=40, phi_resolution=28)
        cloud = pyvista.PolyData(np.array([places[key] for key in chosen]))
        plotter.add_mesh(cloud.glyph(geom=ball, scale=False, orient=False), color=one["colour"], **smooth)
    rods: dict[tuple[str, float], list[Any]] = {}
    for i, j, *shift, _ in scene["bonds"]:
        for n, s in images:
            end = (j, tuple(a + b for a, b in zip(s, shift, strict=True)))
            if n != i or end not in places:
                continue
            p, q = places[n, s], places[end]
            radius = BOND_RADIUS[atoms[i]["mobile"] or atoms[j]["mobile"]]
            middle = p + (q - p) * (0.5 + (atoms[i]["radius"] - atoms[j]["radius"]) / (2 * np.linalg.norm(q - p)))
            for colour, ends in ((atoms[i]["colour"], (p, middle)), (atoms[j]["colour"], (middle, q))):
                rods.setdefault((colour, radius), []).append(pyvista.Line(*ends).tube(radius=radius, n_sides=16))
    for (colour, _), tubes in rods.items():
        plotter.add_mesh(pyvista.merge(tubes), color=colour, **smooth)


def _add_cell(plotter: pyvista.Plotter, cell: np.ndarray, cells: int, largest: float, *, dark: bool) -> None:
    import pyvista

    size = float(np.cbrt(abs(np.linalg.det(cell)))) * cells
    for axis in range(3):
        for u in range(cells + 1):
            for v in range(cells + 1):
                start = np.roll([0, u, v], axis)
                end = start + np.roll([cells, 0, 0], axis)
                width = min(0.055, max(0.02, 0.0035 * size)) * (1.0 if u % cells == v % cells == 0 else 0.6)
                edge = pyvista.Line(start @ cell, end @ cell).tube(radius=width, n_sides=8)
                plotter.add_mesh(edge, color=palette(dark=dark).edge, lighting=False)
    ends = cell * cells
    at = ends + ends / np.linalg.norm(ends, axis=1)[:, None] * (largest + 0.06 * size)
    for point, name, colour in zip(at, "abc", palette(dark=dark).axes, strict=True):
        plotter.add_point_labels(
            [point],
            [name],
            text_color=colour,
            font_size=26,
            italic=True,
            bold=True,
            shape=None,
            show_points=False,
            always_visible=True,
            justification_horizontal="center",
            justification_vertical="center",
        )


def _mesh(surface: Isosurface) -> pyvista.PolyData:
    """Return triangles as PyVista draws them."""
    import pyvista

    return pyvista.PolyData.from_regular_faces(surface.vertices, surface.faces)


def add_surface(plotter: pyvista.Plotter, field: PeriodicField, level: float, style: dict[str, Any]) -> list[Any]:
    """Add the isosurface and its caps.

    Parameters
    ----------
    plotter
        The scene.
    field
        What to contour.
    level
        Energy, eV.
    style
        `colour`, `opacity`, `caps`.
    """
    common = {
        "color": style["colour"],
        "opacity": style["opacity"],
        "specular": 0.2,
        "specular_power": 20,
        "ambient": 0.12,
    }
    actors = []
    surface = isosurface(field, level)
    if len(surface.faces):
        actors.append(
            plotter.add_mesh(
                _mesh(surface), smooth_shading=True, split_sharp_edges=False, reset_camera=False, **common
            )
        )
    if not style["caps"]:
        return actors
    closed = isosurface(field, level, closed=True)
    if len(closed.faces):  # the caps: triangles with all three corners in one face of the cell
        corners = (closed.vertices @ np.linalg.inv(field.region))[closed.faces]
        in_face = ((np.abs(corners) < 1e-4).all(axis=1) | (np.abs(corners - 1) < 1e-4).all(axis=1)).any(axis=1)
        if in_face.any():
            caps = _mesh(replace(closed, faces=closed.faces[in_face]))
            actors.append(plotter.add_mesh(caps, smooth_shading=False, reset_camera=False, **common))
    return actors


def surface_colour(kind: str, *, dark: bool) -> str:
    """Return the colour of an isosurface, "#rrggbb".

    Parameters
    ----------
    kind
        "level_map" or "pes"; whatever else has the colour of level maps.
    dark
        On a dark ground.
    """
    return palette(dark=dark).pes if kind == "pes" else palette(dark=dark).surface


def scene3d(
    source: Landscape | Crystal,
    level: float | None = 0.5,
    *,
    field: PeriodicField | None = None,
    kind: str = "level_map",
    ion: int | None = None,
    cells: int = 1,
    look: str = "reset",
    camera: dict[str, Any] | None = None,
    path: dict[str, Any] | None = None,
    opacity: float = 0.75,
    colour: str | None = None,
    caps: bool = True,
    dark: bool = False,
    show_atoms: bool = True,
    show_cell: bool = True,
    size: tuple[int, int] = (1200, 900),
    off_screen: bool = True,
) -> pyvista.Plotter:
    """Compose a crystal and the isosurface of its landscape.

    Parameters
    ----------
    source
        A landscape, or a crystal alone.
    level
        Energy of the isosurface, eV; None for no surface.
    field
        Field to contour in place of the landscape's own.
    kind, ion, cells
        Which field of the landscape, as in `Landscape.field`; `cells` is also how many cells are drawn.
    look
        View, as for `view`.
    camera
        Camera of the browser's viewer (`Viewer.camera`), in place of `look`.
    path
        Path of the browser's viewer (`Viewer.path`): `points`, fractional and unwrapped, and `energies`, eV.
    opacity
        Opacity of the surface.
    colour
        Colour of the surface, "#rrggbb"; that of its kind by default.
    caps
        Close the surface where the cell cuts it.
    dark
        Dark colours.
    show_atoms
        Whether to draw atoms and bonds.
    show_cell
        Whether to draw the cell's edges and the names of the axes.
    size
        Width and height of a picture, pixels.
    off_screen
        Whether to draw without a window; needs no display.

    Raises
    ------
    RenderingError
        Off-screen, where this machine has nothing to draw with.
    """
    import pyvista

    crystal = source if isinstance(source, Crystal) else source.pes.crystal
    if field is None and level is not None and not isinstance(source, Crystal):
        source.check_threshold(level)
        field = source.periodic_field(kind, ion, cells)
    cells = field.cells if field is not None else cells
    scene = scene_of(crystal)
    if off_screen:
        require_rendering()
    with quiet_vtk():
        plotter = pyvista.Plotter(off_screen=off_screen, window_size=list(size), lighting="none")
        for position, intensity in (((-0.45, 0.65, 0.75), 0.75), ((0.6, -0.2, 0.6), 0.28), ((0, -1, 0.2), 0.14)):
            plotter.add_light(pyvista.Light(position=position, intensity=intensity, light_type="camera light"))
        plotter.set_background(palette(dark=dark).paper)
        if show_atoms:
            _add_crystal(plotter, scene, cells)
        if show_cell:
            largest = max((atom["radius"] for atom in scene["atoms"]), default=0.2)
            _add_cell(plotter, crystal.cell, cells, largest, dark=dark)
        if field is not None and level is not None:
            style = {"colour": colour or surface_colour(kind, dark=dark), "opacity": opacity, "caps": caps}
            add_surface(plotter, field, level, style)
        if path and len(path.get("points", ())) > 1:
            line = pyvista.MultipleLines(np.array(path["points"], dtype=float) @ crystal.cell)
            line.point_data["energy, eV"] = np.array(path.get("energies", np.zeros(line.n_points)), dtype=float)
            plotter.add_mesh(
                line.tube(radius=0.13, n_sides=20), scalars="energy, eV", cmap="viridis", show_scalar_bar=False
            )
        _aim(plotter, crystal.cell, cells, look=look, camera=camera, aspect=size[0] / size[1])
        plotter.enable_depth_peeling(8)
        plotter.enable_anti_aliasing("ssaa")
    return plotter


def _aim(
    plotter: pyvista.Plotter,
    cell: np.ndarray,
    cells: int,
    *,
    look: str,
    camera: dict[str, Any] | None,
    aspect: float,
) -> None:
    corners = np.array([[a, b, c] for a in (0, cells) for b in (0, cells) for c in (0, cells)]) @ cell
    centre = corners.mean(axis=0)
    if camera and "direction" in camera:
        toward, up = np.array(camera["direction"], dtype=float), np.array(camera["up"], dtype=float)
        centre, distance = np.array(camera["target"]) @ cell, float(camera["distance"])
    else:
        toward, up = view(cell, look)
        distance = _distance(corners - centre, toward, up, aspect)
    plotter.camera.focal_point = tuple(centre)
    plotter.camera.position = tuple(centre + toward * distance)
    plotter.camera.up = tuple(up)
    plotter.camera.view_angle = FIELD_OF_VIEW
    plotter.reset_camera_clipping_range()


def picture(source: Landscape | Crystal, level: float | None = 0.5, **options: Any) -> bytes:
    """Return the scene as a PNG."""
    from PIL import Image

    plotter = scene3d(source, level, **options)
    try:
        with quiet_vtk():
            pixels = plotter.screenshot(return_img=True)
    finally:
        plotter.close()
    out = io.BytesIO()
    Image.fromarray(np.asarray(pixels)).save(out, format="PNG", optimize=True)
    return out.getvalue()
