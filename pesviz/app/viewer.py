"""The 3-D viewer: atoms, cell, paths and an isosurface that follows the threshold inside the browser."""

from __future__ import annotations

from typing import Any

import param
from panel.custom import JSComponent

DIRECTIONS = ("a", "b", "c", "a*", "b*", "c*", "reset")
"""What `Viewer.look` understands: along a lattice vector, along a reciprocal vector, or the first view."""


class Viewer(JSComponent):
    """A crystal and the isosurface of one periodic field.

    The field goes to the browser once, packed by `pesviz.presentation.packing.pack_field`. From then on a change of
    `level` costs the server nothing: link a slider with `slider.jslink(viewer, value="level")`, and the browser
    contours the field itself (marching cubes).

    The component ships as one bundle, built from `pesviz/app/js/src` (`make bundle`); stand-alone pages hold it too.
    """

    field = param.Bytes(default=b"", doc="The field, as `pack_field` packs it; empty shows no surface.")
    scene = param.Dict(default={}, doc="The crystal, as `scene_of` describes it; empty shows no atoms.")
    level = param.Number(default=0.5, doc="Energy of the isosurface, eV.")
    cells = param.Integer(default=1, bounds=(1, 2), doc="Cells shown along each lattice vector.")
    opacity = param.Number(default=0.8, bounds=(0.05, 1.0), doc="Opacity of the isosurface.")
    colour = param.String(default="", doc="Colour of the isosurface, '#rrggbb'; empty: the accent of the theme.")
    colour_by = param.Selector(
        default="plain",
        objects=["plain", "energy", "region"],
        doc="Surface in one colour, by energy, or by whether a region holds a site of the mobile ion.",
    )
    caps = param.Boolean(default=True, doc="Close the surface where the cell cuts it, so that it looks solid.")
    dark = param.Boolean(default=False, doc="Dark colours.")
    show_atoms = param.Boolean(default=True, doc="Show atoms.")
    show_bonds = param.Boolean(default=True, doc="Show bonds.")
    show_cell = param.Boolean(default=True, doc="Show the cell's edges and their labels.")
    show_legend = param.Boolean(default=True, doc="Show the legend of elements.")
    path = param.Dict(
        default={},
        doc="A path: 'points' (fractional, unwrapped, n × 3), 'energies' (eV, n), 'follow' (dim it beyond the first "
        "point above the level; on by default). Empty hides it.",
    )
    plane = param.Dict(
        default={}, doc="A plane to show: 'corners' of its polygon in the cell, fractional. Empty hides it."
    )
    marker = param.Number(
        default=None, allow_None=True, doc="Marker on the path, fraction of its length; None: none."
    )
    highlight = param.List(default=[], doc="Indices of atoms to ring, in all their images.")
    surroundings = param.Dict(
        default={},
        doc="Atoms to light up around a point, with dashes and distances: 'point' (fractional), 'atoms' (lists of "
        "index and fractional coordinates of the image). Empty: none.",
    )
    camera = param.Dict(
        default={},
        doc="Camera: 'target' (fractional), 'direction' and 'up' (unit vectors, Cartesian), 'distance' (Å). Follows "
        "the mouse at the end of each movement; setting it moves the camera.",
    )
    padding = param.List(
        default=[0, 0, 0, 0],
        item_type=(int, float),
        doc="Pixels at the top, right, bottom and left that other things lie over: the crystal fits between them.",
    )
    picked = param.Integer(default=None, allow_None=True, doc="Index of the atom clicked last; None: beside.")
    picked_at = param.List(default=[], doc="Fractional coordinates of the image of the atom that was clicked last.")
    webgl = param.Boolean(default=None, allow_None=True, doc="Whether the browser has WebGL 2; None: not yet known.")

    _bundle = "js/bundle.js"

    def look(self, direction: str) -> None:
        """Turn the camera.

        Raises
        ------
        ValueError
            The direction is none of these.
        """
        if direction not in DIRECTIONS:
            raise ValueError(f"direction is {direction!r}, not one of {', '.join(DIRECTIONS)}")
        self._send(look=direction)

    def focus(self, fractional: tuple[float, float, float], mark: float | None = None) -> None:
        """Fly the camera to a point, for example a bottleneck."""
        self._send(focus=[float(x) for x in fractional], **({} if mark is None else {"mark": float(mark)}))

    def save_png(self, filename: str = "pesviz.png", scale: float = 2.0) -> None:
        """Let the browser download a picture of the view."""
        self._send(png=filename, scale=float(scale))

    def _send(self, **message: Any) -> None:
        self._send_msg(message)
