"""Numbers and curves of a landscape as tables."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from pesviz.landscape import Landscape

THRESHOLDS = np.round(np.arange(201) * 0.02, 2)
"""Thresholds of the curves: 0 to 4 eV by 0.02 eV; the standard thresholds of section 1.3 are among them."""


def write_curves_csv(landscape: Landscape, file: Path) -> None:
    """Write the free volumes against the threshold, below a head of comment lines with the descriptors.

    Parameters
    ----------
    landscape
        The landscape.
    file
        File to write: "#" lines with one descriptor each, then threshold (eV), FV connected and FV disconnected,
        nan beyond the limit of an energy-limited scan.
    """
    connected = landscape.free_volume(THRESHOLDS, kind="connected")
    disconnected = landscape.free_volume(THRESHOLDS, kind="disconnected")
    opened = landscape.percolation
    crystal, potential = landscape.pes.crystal, landscape.pes.potential
    head: list[tuple[str, object]] = [
        ("structure", crystal.name or crystal.formula),
        ("formula", crystal.formula),
        ("mobile species", crystal.mobile_species),
        ("potential", f"{potential.get('name', '')} {potential.get('version', '')}".strip()),
        ("smearing", landscape.smearing),
        ("MPE_eV", landscape.mpe),
        ("Xi", landscape.xi),
        *zip(("E_1D_eV", "E_2D_eV", "E_3D_eV"), opened.energies, strict=True),
    ]
    beyond = {name.casefold(): text for name, text in landscape.beyond.items()}
    with file.open("w", encoding="utf-8", newline="") as out:
        out.writelines(f"# {key}: {beyond.get(key.casefold()) or _plain(value)}\n" for key, value in head)
        writer = csv.writer(out)
        writer.writerow(["threshold_eV", "free_volume_connected", "free_volume_disconnected"])
        writer.writerows(
            [f"{t:.2f}", f"{c:.9g}", f"{d:.9g}"] for t, c, d in zip(THRESHOLDS, connected, disconnected, strict=True)
        )


def _plain(value: object) -> str:
    """Return a value as text; "none" where nothing opens, "unknown" where it is no number."""
    if value is None:
        return "none"
    if isinstance(value, float) and not np.isfinite(value):
        return "unknown"
    return str(value)


def write_descriptors_json(landscape: Landscape, file: Path) -> None:
    """Write what `Landscape.to_dict` holds.

    Parameters
    ----------
    landscape
        The landscape.
    file
        File to write.
    """
    file.write_text(json.dumps(landscape.to_dict(), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
