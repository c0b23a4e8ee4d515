"""Area and volume of the surface on the screen, and its pictures; off the event loop, one at a time."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeVar

from pesviz.app.state import State
from pesviz.figures.scene3d import picture
from pesviz.landscape.isosurface import isosurface
from pesviz.landscape.periodic_field import PeriodicField
from pesviz.presentation import terms

T = TypeVar("T")
_VTK = ThreadPoolExecutor(max_workers=1, thread_name_prefix="vtk")
"""VTK stays in one thread: its off-screen windows do not like to move."""


@dataclass(frozen=True)
class Surface:
    """The isosurface in numbers.

    Parameters
    ----------
    level
        Threshold, eV.
    area
        Area inside the cells shown, Å².
    volume
        Volume below the threshold in the cells shown, Å³.
    """

    level: float
    area: float
    volume: float


def shown_field(state: State) -> PeriodicField:
    """Return the field that the viewer shows."""
    values = state.landscape.field(state.kind, ion=state.ion, cells=state.cells)
    return PeriodicField(values, state.landscape.pes.grid.cell, state.cells)


async def off_the_loop(work: Callable[[], T]) -> T:
    """Do work in VTK's thread and wait for it without holding the page up."""
    return await asyncio.get_running_loop().run_in_executor(_VTK, work)


def measure(field: PeriodicField, level: float) -> Surface:
    """Contour a field on the server."""
    return Surface(level, isosurface(field, level).area, isosurface(field, level, closed=True).volume)


def drawing(state: State, *, size: tuple[int, int]) -> Callable[[], bytes]:
    """Return a function that draws what is shown, as a PNG; it may run in another thread."""
    options: dict[str, Any] = {
        "opacity": state.opacity, "dark": state.dark, "size": size,
        "camera": state.camera or None, "cells": state.cells, "kind": state.kind,
    }  # fmt: skip
    if state.landscape is None:
        return partial(picture, state.crystal, None, **options)
    landscape, ion, level, field = state.landscape, state.ion, state.threshold, shown_field(state)
    return lambda: picture(landscape, level, field=field, path=terms.tube(landscape, ion), **options)
