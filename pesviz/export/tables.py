"""Numbers and curves of a landscape as tables."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from pesviz.landscape.free_volume import Kind
from pesviz.landscape.summary import JSON_NAMES
from pesviz.presentation import terms

if TYPE_CHECKING:
    from pesviz.landscape import Landscape

KINDS: tuple[Kind, ...] = ("connected", "disconnected")
THRESHOLDS = np.round(np.arange(201) * 0.02, 2)
"""Thresholds of the curves: 0 to 4 eV by 0.02 eV; the standard thresholds are among them."""


def write_curves_csv(landscape: Landscape, file: Path) -> None:
    """Write the free volumes against the threshold, below a head of comment lines with the descriptors.

    Parameters
    ----------
    landscape
        The landscape.
    file
        File to write: "#" lines with one descriptor each, then threshold (eV), FV connected and FV disconnected,
        nan above the limit of an adaptive scan. What is predicted there stands in columns and lines of its own, whose
        names end in "_estimate"; the columns are nan where the value is exact.
    """
    columns = {f"free_volume_{kind}": landscape.free_volume(THRESHOLDS, kind) for kind in KINDS}
    if note := terms.prediction_note(landscape):
        for kind in KINDS:
            exact, estimate = columns[f"free_volume_{kind}"], landscape.free_volume_estimate(THRESHOLDS, kind)
            columns[f"free_volume_{kind}_estimate"] = np.where(np.isnan(exact), estimate, np.nan)
    crystal, potential = landscape.pes.crystal, landscape.pes.potential
    head: list[tuple[str, object]] = [
        ("structure", crystal.name or crystal.formula),
        ("formula", crystal.formula),
        ("mobile species", crystal.mobile_species),
        ("potential", f"{potential.get('name', '')} {potential.get('version', '')}".strip()),
        ("smearing", landscape.smearing),
        ("MPE_eV", landscape.mpe),
        ("Xi", landscape.xi),
        *((JSON_NAMES[name], getattr(landscape.summary, name)) for name in ("e1d", "e2d", "e3d")),
        *landscape.estimates.items(),
        *([("predicted", note)] if note else []),
    ]
    beyond = {name.casefold(): text for name, text in landscape.beyond.items()}
    with file.open("w", encoding="utf-8", newline="") as out:
        out.writelines(f"# {key}: {beyond.get(key.casefold()) or _plain(value)}\n" for key, value in head)
        writer = csv.writer(out)
        writer.writerow(["threshold_eV", *columns])
        for threshold, *volumes in zip(THRESHOLDS, *columns.values(), strict=True):
            writer.writerow([f"{threshold:.2f}", *(f"{volume:.9g}" for volume in volumes)])


def _plain(value: object) -> str:
    """Return a value as text; "none" where nothing opens, "unknown" where it is no number."""
    if value is None:
        return "none"
    if isinstance(value, float) and not np.isfinite(value):
        return "unknown"
    return str(value)


def write_descriptors_json(landscape: Landscape, file: Path) -> None:
    """Write what `Landscape.to_dict` holds."""
    file.write_text(json.dumps(landscape.to_dict(), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
