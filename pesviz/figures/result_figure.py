"""Curves, path profile and slice of a result for paper and slides: PNG, SVG or PDF, without a browser."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from pesviz.errors import SettingsError
from pesviz.figures.print_figure import FORMATS, save_figure
from pesviz.figures.slice import BEYOND, contour_levels, slice_of
from pesviz.figures.style import COLOURS
from pesviz.landscape.free_volume import Kind
from pesviz.presentation import numbers, terms
from pesviz.presentation.names import formula_unicode
from pesviz.presentation.scene import drawn_radius, element_colour
from pesviz.presentation.slices import Plane, lattice_plane, scale_top

if TYPE_CHECKING:
    from pesviz.landscape import Landscape

Panel = Literal["curves", "profile", "slice"]
PANELS: tuple[Panel, ...] = ("curves", "profile", "slice")
"""What a figure can show; all three side by side by default."""
_C = COLOURS["light"]


def _plain_axes(axes: Any) -> None:
    axes.spines[["top", "right"]].set_visible(False)
    axes.grid(color=_C["grid"], lw=0.8)
    axes.set_axisbelow(True)


def draw_curves(axes: Any, landscape: Landscape, level: float) -> None:
    """Draw both free volumes against the threshold (Eq. 3), with the threshold and the MPE.

    Parameters
    ----------
    axes
        Matplotlib axes.
    landscape
        The landscape.
    level
        The threshold, eV.
    """
    _plain_axes(axes)
    limit, predicts = landscape.up_to, landscape.pes.predicted_above is not None
    mpe = value if (value := landscape.mpe_estimate) <= 4.0 else None
    end = min(4.0, max(1.05, 1.25 * (mpe or 0.0), 1.05 * level))
    t = np.linspace(0.0, end, 801)
    dashes: dict[Kind, tuple[float | None, float | None]] = {"disconnected": (4, 2.6), "connected": (None, None)}
    for kind, dash in dashes.items():
        curve = np.asarray(landscape.free_volume(t, kind), dtype=float)
        axes.plot(t, np.where(curve > 0, curve, np.nan), color=_C[kind], lw=1.8, dashes=dash, label=kind, zorder=3)
        if predicts:
            curve = np.where(np.isnan(curve), landscape.free_volume_estimate(t, kind), np.nan)
            axes.plot(
                t, np.where(curve > 0, curve, np.nan), color=_C[kind], lw=1.5, alpha=0.8, dashes=(1, 1.4), zorder=3
            )
        at = float((landscape.free_volume_estimate if predicts else landscape.free_volume)([level], kind)[0])
        if at > 0:
            axes.plot([level], [at], "o", ms=6, color=_C[kind], mec="white", mew=1.0, zorder=5)
    axes.axvline(level, color=_C["ink"], lw=1.1, zorder=2)
    if mpe is not None:
        axes.axvline(mpe, color=_C["muted"], lw=1.0, ls=":", zorder=2)
        name = "MPE" if limit is None or mpe < limit else "≈ MPE"
        axes.annotate(name, (mpe, 1.2e-4), xytext=(3, 1), textcoords="offset points", fontsize=8, color=_C["muted"])
    if limit is not None and limit < end:
        axes.axvspan(limit, end, color=_C["muted"], alpha=0.1, lw=0, zorder=1)
        if predicts:
            axes.axvspan(limit, end, fc="none", ec=_C["muted"], hatch="////", alpha=0.25, lw=0, zorder=1)
        axes.annotate(
            "predicted" if predicts else "not scanned", (limit, 4e-4), xytext=(4, 0), textcoords="offset points",
            fontsize=8, color=_C["muted"], bbox={"fc": "white", "ec": "none", "alpha": 0.85, "pad": 1.0},
        )  # fmt: skip
    axes.set(yscale="log", ylim=(1e-4, 1.3), xlim=(0, end), xlabel="Threshold (eV)", ylabel="Free volume / cell")
    axes.legend(frameon=False, fontsize=8, loc="upper left")


def draw_profile(axes: Any, landscape: Landscape, level: float, ion: int | None = None) -> None:
    """Draw the energy along the percolation path, with its bottleneck and the threshold.

    Parameters
    ----------
    axes
        Matplotlib axes.
    landscape
        The landscape.
    level
        The threshold, eV.
    ion
        Number of the ion; the path of all together by default.
    """
    _plain_axes(axes)
    found = terms.way(landscape, ion)
    if found is None:
        below = "" if landscape.up_to is None else f" below {landscape.up_to:g} eV"
        opened = landscape.percolation_estimate if ion is None else landscape.percolation_estimate_per_ion[ion]
        if opened.e_1d is not None:
            below += f"\npredicted: $E_{{1D}}$ {numbers.estimate(opened.e_1d, landscape.up_to)}"
        words_at = {"ha": "center", "va": "center", "color": _C["muted"], "transform": axes.transAxes}
        axes.text(0.5, 0.5, f"nothing percolates{below}", **words_at)
        axes.set(xlabel="Along the path (Å)", ylabel="Energy (eV)")
        return
    path = found.path
    axes.fill_between(path.lengths, path.energies, color=_C["connected"], alpha=0.13, lw=0)
    axes.plot(path.lengths, path.energies, color=_C["connected"], lw=1.8)
    top = path.bottleneck
    axes.plot(path.lengths[top], path.energies[top], "D", ms=7, color=_C["disconnected"], mec="white", mew=1.0)
    axes.annotate(
        f"{path.barrier:.3f} eV", (path.lengths[top], path.energies[top]), xytext=(0, 7), textcoords="offset points",
        ha="center", fontsize=9, bbox={"fc": "white", "ec": "none", "alpha": 0.85, "pad": 1.0},
    )  # fmt: skip
    axes.axhline(level, color=_C["ink"], lw=1.1)
    high = max(1.2 * path.barrier, 0.05)
    axes.set(xlim=(0, path.length), ylim=(0, high), xlabel="Along the path (Å)", ylabel="Energy (eV)")


def draw_slice(
    axes: Any, landscape: Landscape, level: float, plane: Plane, *, kind: str = "level_map", ion: int | None = None
) -> None:
    """Draw a plane through the landscape: filled contours, the threshold's line, atoms near the plane.

    Parameters
    ----------
    axes
        Matplotlib axes.
    landscape
        The landscape.
    level
        The threshold, eV.
    plane
        The plane.
    kind, ion
        Which field, as in `Landscape.field`.
    """
    from matplotlib import colormaps
    from matplotlib.patches import Circle, Polygon

    shown, atoms = slice_of(landscape, plane, kind=kind, ion=ion)
    top = scale_top(landscape)
    colours = colormaps["viridis"].with_extremes(over=BEYOND["light"])
    half_x, half_y = (shown.x[1] - shown.x[0]) / 2, (shown.y[1] - shown.y[0]) / 2
    image = axes.imshow(
        shown.values, origin="lower", cmap=colours, vmin=0.0, vmax=top, interpolation="bilinear",
        extent=(shown.x[0] - half_x, shown.x[-1] + half_x, shown.y[0] - half_y, shown.y[-1] + half_y),
    )  # fmt: skip
    axes.contour(shown.x, shown.y, shown.values, contour_levels(top), colors="white", linewidths=0.5, alpha=0.5)
    if shown.values.min() < level < shown.values.max():
        for colour, width in (("white", 3.6), (_C["ink"], 1.8)):
            axes.contour(shown.x, shown.y, shown.values, [level], colors=colour, linewidths=width)
    for atom in atoms:
        alpha = 1.0 - 0.75 * min(1.0, abs(atom.height) / 0.8)
        radius, fill = 0.6 * drawn_radius(atom.symbol), element_colour(atom.symbol)
        axes.add_patch(Circle((atom.x, atom.y), radius, fc=fill, ec=_C["ink"], lw=0.6, alpha=alpha, zorder=4))
    if len(plane.outline):
        axes.add_patch(Polygon(plane.outline, fill=False, ec="white", ls=":", lw=1.2, zorder=3))
    bar = axes.figure.colorbar(image, ax=axes, fraction=0.046, pad=0.03, extend="max")
    limit = landscape.pes.predicted_above
    if limit is not None:
        if shown.values.min() < limit < shown.values.max():
            axes.contour(shown.x, shown.y, shown.values, [limit], colors="white", linewidths=1.2, linestyles="dashed")
        bar.ax.axhline(limit, color="white", ls="--", lw=1.2)
        bar.ax.yaxis.set_major_formatter(lambda value, _: f"≈ {value:g}" if value > limit + 1e-9 else f"{value:g}")
    bar.set_label("Energy (eV)" if limit is None else f"Energy (eV), predicted above {limit:g}")
    bar.outline.set_visible(False)
    axes.set(xlim=(shown.x[0], shown.x[-1]), ylim=(shown.y[0], shown.y[-1]))
    axes.set(xlabel=f"Along {plane.x_name} (Å)" if plane.x_name else "Å", ylabel="Å")
    axes.set_title(plane.name, fontsize=9)


def result_figure(
    landscape: Landscape,
    panels: tuple[Panel, ...] = PANELS,
    *,
    level: float = 0.5,
    plane: Plane | None = None,
    kind: str = "level_map",
    ion: int | None = None,
) -> Any:
    """Return a Matplotlib figure of a result.

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
    from matplotlib.figure import Figure

    unknown = [panel for panel in panels if panel not in PANELS]
    if unknown or not panels:
        raise SettingsError(f"There is no figure of {unknown or 'nothing'}.", f"Choose from {', '.join(PANELS)}.")
    landscape.check_threshold(level)
    crystal = landscape.pes.crystal
    figure = Figure(figsize=(4.4 * len(panels) + 0.4, 3.9), layout="constrained")
    line = terms.provenance(landscape, preview=False)
    figure.suptitle(formula_unicode(crystal.formula), fontsize=12, fontweight="bold")
    limit = landscape.pes.predicted_above
    threshold = f"threshold {level:g} eV" + (" (predicted)" if limit is not None and level > limit else "")
    figure.supxlabel(f"pesviz · {line} · {threshold}", fontsize=6.5, color=_C["muted"])
    for axes, panel in zip(figure.subplots(1, len(panels), squeeze=False)[0], panels, strict=True):
        if panel == "curves":
            draw_curves(axes, landscape, level)
        elif panel == "profile":
            draw_profile(axes, landscape, level, ion)
        else:
            draw_slice(axes, landscape, level, plane or bottleneck_plane(landscape, ion), kind=kind, ion=ion)
    return figure


def bottleneck_plane(landscape: Landscape, ion: int | None = None) -> Plane:
    """Return the lattice plane through the bottleneck that holds the way the ion goes.

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
    found = terms.way(landscape, ion)
    if found is None:
        return lattice_plane(cell, (0, 0, 1), 0.5)
    vector, point = found.path.lattice_vector, found.path.bottleneck_point
    axis = next((n for n in (2, 1, 0) if vector[n] == 0), 2)
    hkl = (int(axis == 0), int(axis == 1), int(axis == 2))
    return lattice_plane(cell, hkl, point[axis])


def write_result_figure(landscape: Landscape, path: Path | str, what: str | None = None, **options: Any) -> Path:
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
        Those of `result_figure`; for a scene, which holds the percolation path, those of
        `pesviz.figures.scene3d.picture`.

    Raises
    ------
    SettingsError
        The format cannot be written.
    """
    path = Path(path)
    if what == "scene":
        if path.suffix.lower() != ".png":
            raise SettingsError("A picture of the crystal is made of pixels.", "Write it as .png.")
        from pesviz.figures.scene3d import picture

        path.parent.mkdir(parents=True, exist_ok=True)
        drawn = {"path": terms.tube(landscape, options.get("ion"))} | options
        path.write_bytes(picture(landscape, drawn.pop("level", 0.5), **drawn))
        return path
    if path.suffix.lower() not in FORMATS:
        raise SettingsError(f"A figure cannot be written as '{path.suffix}'.", f"Choose {', '.join(FORMATS)}.")
    panels: Any = PANELS if what is None else (what,)
    return save_figure(result_figure(landscape, panels, **options), path)
