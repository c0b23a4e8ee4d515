"""The list of export formats, and the function that writes them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from pesviz.errors import SettingsError
from pesviz.export.html import write_html
from pesviz.export.paths import (
    write_hops_csv,
    write_hops_json,
    write_path_cif,
    write_path_csv,
    write_path_json,
    write_path_xyz,
)
from pesviz.export.surfaces import surface_at, write_glb, write_polydata
from pesviz.export.tables import write_curves_csv, write_descriptors_json
from pesviz.export.volumes import (
    Volume,
    write_chgcar,
    write_cube,
    write_grd,
    write_locpot,
    write_vesta,
    write_vti,
    write_xsf,
)
from pesviz.presentation import terms
from pesviz.presentation.hops import landscape_network

if TYPE_CHECKING:
    from pesviz.landscape import Landscape

FIELDS = ("level_map", "pes")
PICTURES = (".png", ".svg", ".pdf", ".gif", ".mp4")
"""Suffixes of figures and films, which `pesviz.figures` writes."""


@dataclass(frozen=True)
class ExportFormat:
    """A format that can be written.

    Parameters
    ----------
    suffix
        File name ending, with the dot; for VASP's files also the whole name.
    title
        Title.
    what
        Contents: "level_map", "pes", "surface", "path", "hops", "table", "page"; the first one by default.
    """

    suffix: str
    title: str
    what: tuple[str, ...]


_FORMATS = (
    ExportFormat(".cube", "Gaussian cube", FIELDS),
    ExportFormat(".xsf", "XCrySDen structure and grid", FIELDS),
    ExportFormat(".grd", "GSAS map, for VESTA and FOX", FIELDS),
    ExportFormat(".chgcar", "VASP CHGCAR (also as file name CHGCAR…)", FIELDS),
    ExportFormat(".locpot", "VASP LOCPOT (also as file name LOCPOT…)", FIELDS),
    ExportFormat(".vti", "VTK image data, for ParaView", FIELDS),
    ExportFormat(".vesta", "VESTA document, with its field in an .xsf beside it", FIELDS),
    ExportFormat(".stl", "STL triangles", ("surface", *FIELDS)),
    ExportFormat(".vtp", "VTK triangles, for ParaView", ("surface", *FIELDS)),
    ExportFormat(".glb", "Binary glTF, for slides and the web", ("surface", *FIELDS)),
    ExportFormat(".cif", "CIF with the points of the path as sites", ("path",)),
    ExportFormat(".xyz", "Extended XYZ, frames of the moving ion", ("path",)),
    ExportFormat(".csv", "Table: curves, the path's profile, or the hops", ("table", "path", "hops")),
    ExportFormat(".json", "Descriptors, the path, or the hops", ("table", "path", "hops")),
    ExportFormat(".html", "Interactive page in one file: viewer, slider, curves, path", ("page",)),
)
_VOLUMES = {
    ".cube": write_cube,
    ".xsf": write_xsf,
    ".grd": write_grd,
    ".chgcar": write_chgcar,
    ".locpot": write_locpot,
    ".vti": write_vti,
}


def formats() -> tuple[ExportFormat, ...]:
    """Return the formats that `write` knows."""
    return _FORMATS


def write(
    landscape: Landscape,
    path: str | Path,
    what: str | None = None,
    *,
    threshold: float | None = None,
    ion: int | None = None,
    cells: int = 1,
) -> tuple[Path, ...]:
    """Write part of a landscape to a file; the suffix chooses the format.

    Parameters
    ----------
    landscape
        The landscape.
    path
        File to write, replaced if it exists.
    what
        "level_map", "pes", "surface" (of the level map; "pes" gives that of the PES), "path", "hops", "table" or
        "page"; by default the first content of the format.
    threshold
        Energy t, eV: level of a surface; end of a path; level that a .vesta document shows or a page opens with.
    ion
        Number of the mobile ion, 0 … n_ions − 1; by default the union of the ions: for a path that on which they
        together first cross the crystal.
    cells
        For fields and surfaces: 1 or 2 cells along each axis.

    Raises
    ------
    SettingsError
        The suffix is not known, the format cannot hold this content, a surface has no threshold, or there is no
        path.
    """
    path = Path(path)
    file_format = _format_of(path)
    what = what or file_format.what[0]
    if what not in file_format.what:
        suffixes = ", ".join(f.suffix for f in _FORMATS if what in f.what)
        raise SettingsError(
            f"A {file_format.suffix} file cannot hold “{what}”.",
            f"Use {suffixes}." if suffixes else f"Choose one of {', '.join(file_format.what)}.",
        )
    n_ions = landscape.pes.n_ions
    if ion is not None and not 0 <= ion < n_ions:
        raise SettingsError(f"There is no mobile ion {ion}.", f"Choose a number from 0 to {n_ions - 1}.")
    if cells not in {1, 2}:
        raise SettingsError(f"A field over {cells} cells cannot be written.", "Choose 1 or 2.")
    path.parent.mkdir(parents=True, exist_ok=True)
    if what == "table":
        (write_curves_csv if file_format.suffix == ".csv" else write_descriptors_json)(landscape, path)
        return (path,)
    if what == "page":
        write_html(landscape, path, threshold)
        return (path,)
    if what == "path":
        _write_path(landscape, path, file_format.suffix, threshold, ion)
        return (path,)
    if what == "hops":
        (write_hops_csv if file_format.suffix == ".csv" else write_hops_json)(landscape_network(landscape, ion), path)
        return (path,)
    kind = "pes" if what == "pes" else "level_map"
    if file_format.suffix == ".vesta":
        return path, write_vesta(_volume(landscape, kind, ion, cells), path, threshold)
    if file_format.suffix in _VOLUMES:
        _VOLUMES[file_format.suffix](_volume(landscape, kind, ion, cells), path)
        return (path,)
    if threshold is None:
        raise SettingsError("A surface needs a threshold.", "Give an energy in eV, for example 0.5.")
    landscape.check_threshold(threshold)
    surface = surface_at(landscape.periodic_field(kind, ion=ion, cells=cells), threshold)
    title = f"{_title(landscape, kind, ion)}, {threshold:g} eV"
    limit = landscape.pes.predicted_above
    if limit is not None and threshold > limit:
        title += f" (partly predicted: {terms.prediction_note(landscape)})"
    if file_format.suffix == ".glb":
        write_glb(surface, path, title)
    else:
        write_polydata(surface, path, title)
    return (path,)


def _format_of(path: Path) -> ExportFormat:
    """Return the format that a file name asks for."""
    suffix = path.suffix.lower()
    for name in ("CHGCAR", "LOCPOT"):
        if path.name.startswith(name):
            suffix = f".{name.lower()}"
    for file_format in _FORMATS:
        if file_format.suffix == suffix:
            return file_format
    raise SettingsError(
        f"“{path.name}” has no suffix of a known format.",
        f"Use one of the suffixes {', '.join((*(f.suffix for f in _FORMATS), *PICTURES))}.",
    )


def _volume(landscape: Landscape, kind: str, ion: int | None, cells: int) -> Volume:
    """Return a field of the landscape with the atoms of its cells, and a note of which values are predicted.

    Where nothing is predicted above the limit the field has that limit, as the title states: formats cannot express
    "more than".
    """
    values, title = landscape.field(kind, ion=ion, cells=cells), _title(landscape, kind, ion)
    note = terms.prediction_note(landscape)
    if landscape.up_to is not None and not note:
        values = np.minimum(values, np.float32(landscape.up_to))
        title += f", {landscape.up_to:g} eV means that or more"
    return Volume(values, landscape.pes.crystal.atoms.repeat((cells, cells, cells)), title, note)


def _title(landscape: Landscape, kind: str, ion: int | None) -> str:
    """Return the title of a field."""
    crystal, potential = landscape.pes.crystal, landscape.pes.potential
    whose = f"{crystal.mobile_species} (all)" if ion is None else f"{crystal.mobile_species} {ion + 1}"
    name = "Level map" if kind == "level_map" else "Potential energy surface"
    return f"{name} of {whose} in {crystal.formula}, {potential.get('name', '')}, pesviz"


def _write_path(landscape: Landscape, file: Path, suffix: str, threshold: float | None, ion: int | None) -> None:
    """Write the percolation path of an ion, or that on which all together first cross the crystal."""
    described_path = terms.describe_path(landscape, ion)
    if described_path is None:
        raise SettingsError(
            f"No path leads to an image of the ion. {terms.no_path(landscape, ion)}",
            "Choose another ion or crystal.",
        )
    path = described_path.path if threshold is None else described_path.path.truncate(threshold)
    crystal = landscape.pes.crystal
    if suffix == ".csv":
        write_path_csv(path, file)
    elif suffix == ".json":
        write_path_json(path, path.surroundings(crystal, crystal.mobile_indices[described_path.at_bottleneck]), file)
    else:
        ion_index = crystal.mobile_indices[described_path.start]
        (write_path_cif if suffix == ".cif" else write_path_xyz)(path, crystal, ion_index, file)
