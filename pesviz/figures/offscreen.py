"""Drawing without a screen: VTK needs a library of OpenGL for it, and dies where it finds none."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache

from pesviz.errors import RenderingError

PROBE = (
    "import pyvista; plotter = pyvista.Plotter(off_screen=True, window_size=[8, 8]); "
    "plotter.screenshot(return_img=True)"
)
"""What a process of its own draws before this one dares to."""
PROBE_SECONDS = 120


@lru_cache(maxsize=1)
def can_render() -> bool:
    """Return whether VTK can draw off-screen here; found out once, by a process whose end harms nobody."""
    if not sys.platform.startswith("linux"):
        return True
    try:
        done = subprocess.run(  # noqa: S603 - our own interpreter and words
            [sys.executable, "-c", PROBE], capture_output=True, timeout=PROBE_SECONDS, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


def require_rendering() -> None:
    """Refuse to draw where VTK would take this process down.

    Raises
    ------
    RenderingError
        There is no library that VTK can draw with.
    """
    if not can_render():
        raise RenderingError(
            "This machine has no library to draw 3-D pictures with (EGL, GLX or OSMesa).",
            "Install one, on Debian and Ubuntu `apt-get install libegl1 libgl1`, and start pesviz again.",
        )


@contextmanager
def quiet_vtk() -> Iterator[None]:
    """VTK looks for an X server first and complains where there is none, before it turns to EGL or OSMesa."""
    from vtkmodules.vtkCommonCore import vtkLogger

    before = vtkLogger.GetCurrentVerbosityCutoff()
    if not os.environ.get("DISPLAY"):
        vtkLogger.SetStderrVerbosity(vtkLogger.VERBOSITY_ERROR)
    try:
        yield
    finally:
        vtkLogger.SetStderrVerbosity(before)
