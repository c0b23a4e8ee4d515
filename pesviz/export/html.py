"""A result as one HTML file: the live viewer, slider, curves and path, from disk, without server and network.

The file holds the bundle that the dashboard loads too, built from `pesviz/app/js/src` (`make bundle`), and the data
that this module writes: the bundle finds them and builds the page around them.
"""

from __future__ import annotations

import base64
import contextlib
import gzip
import html
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from pesviz.errors import SettingsError
from pesviz.io.assets import asset
from pesviz.landscape.free_volume import Kind
from pesviz.presentation import terms as words
from pesviz.presentation.hops import named_hops
from pesviz.presentation.javascript import BUNDLE
from pesviz.presentation.names import formula_html, space_group, space_group_html
from pesviz.presentation.packing import MAGIC, pack_field
from pesviz.presentation.scene import scene_of
from pesviz.presentation.slices import lattice_plane, scale_top
from pesviz.structure import gallery

if TYPE_CHECKING:
    from pesviz.landscape import Landscape

THRESHOLDS: np.ndarray = np.linspace(0.0, 4.0, 801)
"""Threshold axis of the curves, eV."""
LEVEL = 0.5
"""Threshold that the page opens with, eV."""
PLANES = ((1, 0, 0), (0, 1, 0), (0, 0, 1), (1, 1, 0), (1, 0, 1), (0, 1, 1), (1, 1, 1))
"""Lattice planes that can be cut."""
HOPS = 8
"""Most hops of an ion, and of all together."""
BUDGET = 3_600_000
"""Bytes that the fields may take in the file: single ions are left out beyond that, the union never."""

_POLICY = (
    "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data: blob:; base-uri 'none'"
)
"""Content security policy: the browser allows no requests of the page."""
_PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="generator" content="pesviz {version}">
<meta name="description" content="{description}">
<link rel="icon" href="{icon}">
<title>{title}</title>
</head>
<body>
<div id="result"><noscript>A live view of a crystal: it needs JavaScript, but no network.</noscript></div>
<script type="application/json" id="pesviz-result">{data}</script>
<script type="module">{script}</script>
</body>
</html>
"""


def write_html(landscape: Landscape, file: Path, threshold: float | None = None) -> None:
    """Write a result as one file that any current browser opens from disk.

    Parameters
    ----------
    landscape
        The result.
    file
        File to write.
    threshold
        Threshold that the page opens with, eV; 0.5 by default.

    Raises
    ------
    SettingsError
        The threshold is outside the slider.
    """
    level = LEVEL if threshold is None else float(threshold)
    if not 0 <= level <= THRESHOLDS[-1]:
        raise SettingsError(f"The slider does not reach {level:g} eV.", "Give a threshold from 0 to 4 eV.")
    if threshold is None:
        level = min(level, words.slider_end(landscape))
    landscape.check_threshold(level)
    from pesviz import __version__

    data = page_data(landscape, level)
    logo = asset("logo.svg").read_text("utf-8").strip()
    data |= {
        "logo": logo.replace("<svg ", '<svg width="24" height="24" aria-hidden="true" ', 1),
        "version": __version__,
    }
    crystal = landscape.pes.crystal
    page = _PAGE.format(
        policy=_POLICY,
        version=__version__,
        title=html.escape(f"{crystal.formula} · pesviz"),
        description=html.escape(
            f"Energy landscape of {crystal.mobile_species} in {crystal.formula}: {data['provenance']}"
        ),
        icon="data:image/svg+xml;base64," + base64.b64encode(logo.encode()).decode(),
        data=_inside_script(json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False)),
        script=BUNDLE.read_text("utf-8").replace("</script", r"<\/script"),
    )
    file.write_text(page, encoding="utf-8")


def _inside_script(text: str) -> str:
    """Return JSON that no HTML parser takes for the end of its element."""
    return text.replace("<", r"\u003c")


def page_data(landscape: Landscape, level: float = LEVEL) -> dict[str, Any]:
    """Return all that the page shows, as plain values.

    Parameters
    ----------
    landscape
        The result.
    level
        Threshold that the page opens with, eV.
    """
    pes = landscape.pes
    crystal = pes.crystal
    entry = next((e for e in gallery() if crystal.source == f"gallery:{e.key}"), None)
    group = space_group_html(space_group(crystal.atoms))
    names = [f"{crystal.mobile_species} {n + 1}" for n in range(pes.n_ions)]
    fields = _fields(landscape)
    offered = [field["ion"] for field in fields if field["kind"] == "pes" and field["ion"] is not None]
    return {
        "format": 1,
        "name": crystal.formula,
        "title": html.escape(entry.title) if entry else formula_html(crystal.formula),
        "subtitle": f"{group} · {html.escape(entry.why if entry else crystal.name)}",
        "provenance": words.provenance(landscape, preview=False),
        "mobile": crystal.mobile_species,
        "ions": names,
        "offered": offered,
        "level": level,
        "end": words.slider_end(landscape),
        "limit": landscape.up_to,
        "predicted": pes.predicted_above is not None,
        "terms": {name: words.TERMS[name] for name in ("level_map", "pes")},
        "scene": scene_of(crystal),
        "ticks": words.ticks(landscape),
        "summary": words.summary(landscape),
        "curves": _curves(landscape),
        "mpe": _reachable(landscape.mpe),
        "mpe_estimate": _reachable(landscape.summary.mpe_estimate),
        "paths": [_paths(landscape, ion) for ion in [None, *offered]],
        "planes": _planes(crystal.cell),
        "scale": scale_top(landscape),
        "warnings": list(landscape.warnings),
        "fields": fields,
    }


def _curves(landscape: Landscape) -> dict[str, list[float | None]]:
    """Return the free volumes on the fine axis, rounded to six digits; null where they are not known.

    What is predicted stands in curves of its own, with "_estimate" in their names, which are exact below the limit.
    """
    kinds: tuple[Kind, ...] = ("connected", "disconnected")
    curves: dict[str, np.ndarray] = {"thresholds": THRESHOLDS}
    curves |= {kind: landscape.free_volume(THRESHOLDS, kind) for kind in kinds}
    if landscape.pes.predicted_above is not None:
        curves |= {f"{kind}_estimate": landscape.free_volume_estimate(THRESHOLDS, kind) for kind in kinds}
    return {
        name: [float(f"{value:.6g}") if np.isfinite(value) else None for value in values]
        for name, values in curves.items()
    }


def _reachable(energy: float | None) -> float | None:
    return float(energy) if energy is not None and energy <= THRESHOLDS[-1] else None


def _planes(cell: np.ndarray) -> list[dict[str, Any]]:
    """Return the lattice planes that the page offers, so that it only has to shift them."""
    out = []
    for hkl in PLANES:
        with contextlib.suppress(SettingsError):  # its own cell is too long to be shown
            plane = lattice_plane(cell, hkl)
            spacing = 1 / np.linalg.norm(np.linalg.inv(cell) @ np.array(hkl, dtype=float))
            vectors = {"middle": plane.origin, "x": plane.x, "y": plane.y, "normal": plane.normal}
            out.append(
                {"name": plane.name, "x_name": plane.x_name, "spacing": float(spacing), "size": list(plane.size)}
                | {name: vector.round(9).tolist() for name, vector in vectors.items()}
                | {"outline": plane.outline.round(6).tolist()}
            )
    return out


def _paths(landscape: Landscape, ion: int | None) -> dict[str, Any]:
    """Return what opens for an ion, or for all, its path, and its lowest hops."""
    whole = words.describe_path(landscape, ion)
    return {
        "ion": ion,
        "percolation": words.percolation(landscape, ion),
        "path": None if whole is None else _path(whole),
        "no_path": words.no_path(landscape, ion) if whole is None else "",
        "hops": [{"label": hop.label, "path": _path(hop.path)} for hop in named_hops(landscape, ion, HOPS)],
    }


def _path(described: words.DescribedPath) -> dict[str, Any]:
    """Return the points of a path, its profile, its bottleneck, and its description."""
    path = described.path
    tube = described.tube
    return {
        "points": tube["points"],
        "tube": tube["energies"],
        "lengths": path.lengths.round(4).tolist(),
        "energies": path.energies.round(5).tolist(),
        "bottleneck": {
            "index": path.bottleneck,
            "energy": float(path.energies[path.bottleneck]),
            "surroundings": described.surroundings,
        },
        "text": described.sentence,
    }


def _fields(landscape: Landscape) -> list[dict[str, Any]]:
    """Return level map and PES of the union, then of the single ions as long as they fit (`BUDGET`)."""
    pes = landscape.pes
    out: list[dict[str, Any]] = []
    size = 0
    for ion in [None, *(range(pes.n_ions) if pes.n_ions > 1 else ())]:
        both = [
            {"kind": kind, "ion": ion, "data": packed(landscape.field(kind, ion), pes.grid.cell)}
            for kind in ("level_map", "pes")
        ]
        size += sum(len(field["data"]) for field in both)
        if ion is not None and size > BUDGET:
            break
        out += both
    return out


def packed(values: np.ndarray, cell: np.ndarray) -> str:
    """Return a field as base64 of gzip of a filtered blob.

    The filter takes differences between neighbours along the first axis and puts the low bytes before the high ones:
    smooth fields then compress about twice as well. Nothing is lost; src/page/packed.js undoes it.

    Parameters
    ----------
    values
        The field of one cell, eV.
    cell
        Lattice vectors as rows, Å.
    """
    blob = pack_field(values, cell)
    start = len(MAGIC) + 4 + int.from_bytes(blob[len(MAGIC) : len(MAGIC) + 4], "little")
    samples = np.frombuffer(blob, dtype="<u2", offset=start)
    steps = np.diff(samples, prepend=np.uint16(0))
    planes = (steps & 0xFF).astype(np.uint8).tobytes() + (steps >> 8).astype(np.uint8).tobytes()
    return base64.b64encode(gzip.compress(blob[:start] + planes, compresslevel=9, mtime=0)).decode()
