"""Animation of the threshold: the isosurface grows from the sites until the ions cross the crystal."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from pesviz.errors import SettingsError
from pesviz.figures.offscreen import quiet_vtk
from pesviz.figures.scene3d import add_surface, scene3d, surface_colour
from pesviz.presentation.palette import palette

if TYPE_CHECKING:
    from pesviz.landscape import Landscape

FORMATS = (".gif", ".mp4")
"""File formats."""
BEYOND = 1.15
"""Default end of a film, as a multiple of the energy at which the last dimension opens."""


def film_end(landscape: Landscape) -> float:
    """Return the default end of a film, eV: a little above the last opening below 4 eV, at least 0.5 eV.

    Where nothing is predicted above the limit of a scan, the limit is the latest end.
    """
    limit = None if landscape.pes.predicted_above is not None else landscape.up_to
    openings = [
        value for value in landscape.percolation_estimate.energies if value is not None and value * BEYOND <= 4.0
    ]
    end = max(0.5, BEYOND * max(openings, default=1.0))
    return end if limit is None else min(end, limit)


def caption(landscape: Landscape, level: float) -> str:
    """Return the caption of a frame: the threshold and the percolation there, with "≈" where it is predicted."""
    percolation, limit = landscape.percolation_estimate, landscape.pes.predicted_above
    dimension = percolation.dimension(level)
    text = "not connected"
    if dimension:
        vectors = percolation.directions.get(f"{dimension}D") or ()
        along = " and ".join("[" + " ".join(str(n) for n in vector) + "]" for vector in vectors)
        text = {1: f"1D along {along}", 2: f"2D, {along}", 3: "3D"}[dimension]
    return f"{level:.2f} eV   {text}" if limit is None or level <= limit else f"{level:.2f} eV   ≈ {text} (predicted)"


def frames(
    landscape: Landscape,
    thresholds: np.ndarray,
    *,
    kind: str = "level_map",
    ion: int | None = None,
    cells: int = 1,
    turn: float = 0.0,
    opacity: float = 0.75,
    dark: bool = False,
    size: tuple[int, int] = (800, 640),
    **scene: Any,
) -> Iterator[np.ndarray]:
    """Draw one picture per threshold.

    Parameters
    ----------
    landscape
        The landscape.
    thresholds
        Energies, shape (n,), eV.
    kind, ion, cells
        Field, as in `Landscape.field`.
    turn
        Rotation of the camera around the crystal over the film, degrees.
    opacity
        Opacity of the surface.
    dark
        Dark colours.
    size
        Width and height, pixels.
    scene
        Further options of `scene3d`.

    Yields
    ------
    numpy.ndarray
        Pixels, shape (height, width, 3), uint8.
    """
    field = landscape.periodic_field(kind, ion, cells)
    style = {"colour": surface_colour(kind, dark=dark), "opacity": opacity, "caps": True}
    plotter = scene3d(landscape, None, cells=cells, dark=dark, size=size, **scene)
    try:
        with quiet_vtk():
            actors: list[Any] = []
            for number, level in enumerate(thresholds):
                plotter.remove_actor(actors, render=False)
                actors = add_surface(plotter, field, float(level), style)
                plotter.add_text(
                    caption(landscape, float(level)), position=(16, 14), font_size=12, name="caption",
                    color=palette(dark=dark).ink, render=False,
                )  # fmt: skip
                if turn and number:
                    plotter.camera.azimuth = turn / max(1, len(thresholds) - 1)
                yield np.asarray(plotter.screenshot(return_img=True))[..., :3]
    finally:
        plotter.close()


def threshold_film(
    landscape: Landscape,
    path: Path | str,
    *,
    start: float = 0.0,
    end: float | None = None,
    seconds: float = 6.0,
    fps: int = 15,
    progress: Callable[[int, int], None] | None = None,
    **options: Any,
) -> Path:
    """Write a film of the threshold, rising linearly and then constant.

    Parameters
    ----------
    landscape
        The landscape.
    path
        The file: .gif, or .mp4 (needs imageio-ffmpeg: `pip install 'pesviz[film]'`).
    start, end
        Energies between which the threshold rises, eV; by default up to a little above the last opening.
    seconds
        Time of the rise, s.
    fps
        Frames per second.
    progress
        Called with the number of frames done and of all frames.
    options
        Those of `frames`.

    Raises
    ------
    SettingsError
        The format is unknown, its program is missing, or the threshold does not rise.
    """
    path = Path(path)
    suffix = path.suffix.lower()
    if suffix not in FORMATS:
        raise SettingsError(f"A film cannot be written as '{path.suffix}'.", f"Choose {' or '.join(FORMATS)}.")
    end = film_end(landscape) if end is None else float(end)
    if not 0 <= start < end:
        raise SettingsError(f"A film from {start:g} to {end:g} eV shows nothing.", "Let it end above its start.")
    landscape.check_threshold(end)
    if not (seconds > 0 and fps > 0):
        raise SettingsError("A film needs a length and frames.", "Give positive seconds and frames per second.")
    write = _write_gif if suffix == ".gif" else _write_mp4
    thresholds = np.linspace(start, end, max(2, round(seconds * fps)))
    path.parent.mkdir(parents=True, exist_ok=True)

    def frames_with_progress() -> Iterator[np.ndarray]:
        for number, picture in enumerate(frames(landscape, thresholds, **options), 1):
            yield picture
            if progress:
                progress(number, len(thresholds))

    write(path, frames_with_progress, fps)
    return path


def _write_gif(path: Path, pictures: Callable[[], Iterator[np.ndarray]], fps: int) -> None:
    """Write a GIF whose frames share their colours; the last one is shown for 1.5 s."""
    from PIL import Image

    images = [Image.fromarray(picture) for picture in pictures()]
    colours = images[-1].quantize(128, dither=Image.Dither.NONE)
    paletted = [picture.quantize(palette=colours, dither=Image.Dither.NONE) for picture in images]
    durations = [round(1000 / fps)] * (len(paletted) - 1) + [1500]
    paletted[0].save(path, save_all=True, append_images=paletted[1:], duration=durations, loop=0, optimize=False)


def _write_mp4(path: Path, pictures: Callable[[], Iterator[np.ndarray]], fps: int) -> None:
    """Write H.264 in a pixel format that every player supports; the last frame is shown for 1.5 s."""
    try:
        import imageio_ffmpeg
    except ImportError as error:
        raise SettingsError(
            "A film as .mp4 needs imageio-ffmpeg.", "Install it with: pip install 'pesviz[film]', or write a .gif."
        ) from error
    writer = None
    picture = None
    try:
        for picture in pictures():
            if writer is None:
                height, width = picture.shape[0] // 2 * 2, picture.shape[1] // 2 * 2  # H.264 wants even sides
                writer = imageio_ffmpeg.write_frames(
                    str(path), (width, height), fps=fps, codec="libx264", macro_block_size=1, quality=7,
                    pix_fmt_out="yuv420p", output_params=["-movflags", "+faststart"],
                )  # fmt: skip
                writer.send(None)
            writer.send(np.ascontiguousarray(picture[:height, :width]))
        for _ in range(round(1.5 * fps)):
            if writer is not None and picture is not None:
                writer.send(np.ascontiguousarray(picture[:height, :width]))
    finally:
        if writer is not None:
            writer.close()
