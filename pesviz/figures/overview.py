"""Free volumes, path profile and slice of a result side by side, for paper and slides; pictures of the crystal."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import holoviews as hv
import numpy as np

from pesviz.errors import SettingsError
from pesviz.figures.backends import check_format, save_figure
from pesviz.figures.free_volume import axis_end, free_volume
from pesviz.figures.path_profile import path_profile
from pesviz.figures.slice import slice_figure
from pesviz.presentation import numbers, terms
from pesviz.presentation.names import formula_unicode
from pesviz.presentation.slices import Plane, lattice_plane

if TYPE_CHECKING:
    from pesviz.landscape import Landscape

Panel = Literal["curves", "profile", "slice"]
PANELS: tuple[Panel, ...] = ("curves", "profile", "slice")
"""What a figure can show; all three side by side by default."""
THRESHOLDS = np.linspace(0.0, 4.0, 801)


def overview(
    landscape: Landscape,
    panels: tuple[Panel, ...] = PANELS,
    *,
    level: float = 0.5,
    plane: Plane | None = None,
    kind: str = "level_map",
    ion: int | None = None,
) -> hv.Layout:
    """Figure of a result.

    Parameters
    ----------
    landscape
        The landscape.
    panels
        What to show, from left to right.
    level
        The threshold, eV.
    plane
        Plane of the slice; by default a lattice plane through the bottleneck (`bottleneck_plane`).
    kind, ion
        Which field the slice is of, and whose path is shown.

    Raises
    ------
    SettingsError
        There is no such panel.
    """
    unknown = [panel for panel in panels if panel not in PANELS]
    if unknown or not panels:
        raise SettingsError(f"There is no figure of {unknown or 'nothing'}.", f"Choose from {', '.join(PANELS)}.")
    landscape.check_threshold(level)
    figures = {
        "curves": lambda: _curves(landscape, level),
        "profile": lambda: _profile(landscape, level, ion),
        "slice": lambda: slice_figure(
            landscape, plane or bottleneck_plane(landscape, ion), kind=kind, ion=ion, level=level
        ),
    }
    return hv.Layout([figures[panel]() for panel in panels])


def _curves(landscape: Landscape, level: float) -> hv.Overlay:
    """Free volumes of all ions together."""
    limit, predicts = landscape.up_to, landscape.pes.predicted_above is not None
    mpe = value if (value := landscape.mpe_estimate) <= THRESHOLDS[-1] else None
    end = max(axis_end(THRESHOLDS, mpe, limit), 1.05 * level)
    t = THRESHOLDS[: int(np.searchsorted(THRESHOLDS, end)) + 1]
    exact = [np.asarray(landscape.free_volume(t, kind), dtype=float) for kind in ("connected", "disconnected")]
    estimates = None
    if predicts:
        estimates = (
            np.asarray(landscape.free_volume_estimate(t, "connected"), dtype=float),
            np.asarray(landscape.free_volume_estimate(t, "disconnected"), dtype=float),
        )
    return free_volume(t, *exact, mpe=mpe, level=level, limit=limit, estimates=estimates)


def _profile(landscape: Landscape, level: float, ion: int | None) -> hv.Overlay:
    """Path of an ion, or of all together; predictions where nothing percolates."""
    described = terms.describe_path(landscape, ion)
    if described is not None:
        return path_profile(described.path, level=level)
    note = "nothing percolates" + ("" if landscape.up_to is None else f" below {landscape.up_to:g} eV")
    percolation = landscape.percolation_estimate if ion is None else landscape.percolation_estimate_per_ion[ion]
    if percolation.e_1d is not None:
        note += f"\npredicted: E₁D {numbers.estimate(percolation.e_1d, landscape.up_to)}"
    return path_profile(None, level=level, note=note)


def bottleneck_plane(landscape: Landscape, ion: int | None = None) -> Plane:
    """Return the lattice plane through the bottleneck that holds the path of the ion.

    Among (100), (010) and (001) the first one that contains the path's lattice vector, the last one tried first;
    through the middle of the cell where there is no path.

    Parameters
    ----------
    landscape
        The landscape.
    ion
        Number of the ion; the path of all together by default.
    """
    cell = landscape.pes.crystal.cell
    described = terms.describe_path(landscape, ion)
    if described is None:
        return lattice_plane(cell, (0, 0, 1), 0.5)
    vector, point = described.path.lattice_vector, described.path.bottleneck_point
    axis = next((n for n in (2, 1, 0) if vector[n] == 0), 2)
    hkl = (int(axis == 0), int(axis == 1), int(axis == 2))
    return lattice_plane(cell, hkl, point[axis])


def write_overview(landscape: Landscape, path: Path | str, what: str | None = None, **options: Any) -> Path:
    """Write a figure of a result.

    Parameters
    ----------
    landscape
        The landscape.
    path
        The file: .png, .svg or .pdf.
    what
        "curves", "profile" or "slice"; all three by default. "scene": the crystal with its isosurface, .png only.
    options
        Those of `overview`; for a scene, which holds the percolation path, those of
        `pesviz.figures.scene3d.picture`.

    Raises
    ------
    SettingsError
        The format cannot be written.
    """
    path = Path(path)
    if what == "scene":
        return _write_scene(landscape, path, options)
    check_format(path)
    panels: Any = PANELS if what is None else (what,)
    figure = overview(landscape, panels, **options)
    return save_figure(
        figure, path, width=4.4 * len(panels) + 0.4, height=3.9,
        title=formula_unicode(landscape.pes.crystal.formula),
        footer=footer(landscape, options.get("level", 0.5)),
    )  # fmt: skip


def footer(landscape: Landscape, level: float) -> str:
    """Return what made a figure: potential, grid, source of the structure, threshold (eV)."""
    limit = landscape.pes.predicted_above
    threshold = f"threshold {level:g} eV" + (" (predicted)" if limit is not None and level > limit else "")
    return f"pesviz · {terms.provenance(landscape, preview=False)} · {threshold}"


def _write_scene(landscape: Landscape, path: Path, options: dict[str, Any]) -> Path:
    from pesviz.figures.scene3d import picture

    if path.suffix.lower() != ".png":
        raise SettingsError("A picture of the crystal is made of pixels.", "Write it as .png.")
    path.parent.mkdir(parents=True, exist_ok=True)
    settings = {"path": terms.tube(landscape, options.get("ion"))} | options
    path.write_bytes(picture(landscape, settings.pop("level", 0.5), **settings))
    return path
