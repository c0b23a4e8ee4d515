"""The columns of a results database: what each key means, and texts in a form that `ase.db` accepts.

`ase.db` refuses texts that look like numbers ("1537475", "InF", "1e5"); they are stored with a mark in front, which
reading takes away again.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from pesviz.pes.result import ScanSettings

DESCRIPTORS: dict[str, str] = {
    "xi": "Ξ = S₁·S₂ (Eq. 4)",
    "s1": "S₁, from FV_connected(0.5 eV)",
    "s2": "S₂, from FV_disconnected(0.5 eV)",
    "mpe": "minimal percolation energy, eV (Eq. 2)",
    "fv_conn_0p5": "FV_connected(0.5 eV) (Eq. 3)",
    "fv_disc_0p5": "FV_disconnected(0.5 eV) (Eq. 3)",
    "e1d": "energy at which the structure percolates along one direction, eV",
    "e2d": "the same in two directions, eV",
    "e3d": "the same in three directions, eV",
}
"""Exact numbers of a landscape. One that is infinite or unknown (above `limit`) is absent from its row."""

LIMIT = "limit"
"""Energy below which a row is exact, eV."""

ESTIMATES: dict[str, str] = {
    "xi_estimate": "predicted Ξ, where the row's limit is too low for the exact one or the scan was stopped",
    "mpe_estimate": "predicted MPE, eV, where it is not below the row's limit",
    "e1d_estimate": "the same of e1d, eV",
    "e2d_estimate": "the same of e2d, eV",
    "e3d_estimate": "the same of e3d, eV",
}
"""Predictions of adaptive scans, for numbers that a row does not know. Their error is not known: they are printed
with "≈", and are not ranked with exact numbers."""

XI_BELOW = "xi_below"
"""For a stopped row: the value of --at-least that Ξ lies below, with 99.9 % confidence."""

COSTS: dict[str, str] = {
    "n_points": "(ion, grid point) pairs of the whole grid",
    "n_evaluated": "energies that were computed",
    "seconds": "wall time of scan and level maps, s",
}
"""What a row cost."""

TEXTS: dict[str, str] = {
    "potential": "name of the potential",
    "source_id": "what the structure is called where it came from: file stem, mp-1234, id in a CSV",
    "status": "done, stopped (Ξ below --at-least), failed (see `error`) or skipped (more points than --max-points)",
    "formula": "reduced formula (key `reduced_formula` in ase.db, where `formula` is another thing)",
    "mobile": "mobile species",
    "smearing": "none or paper",
    "settings": "hash of potential, scan settings without limits, and smearing: equal settings are comparable",
    "structure": "hash of the crystal, cell and atoms",
    "source": "where the structure was read",
    "also": "other names under which the same structure was given, separated by semicolons",
    "fields": "file of the fields, relative to the campaign's folder",
    "error": "why a row failed, was skipped or stopped",
}
"""Words of a row."""

REALISATION = "realisation"
"""Number of the ordered realisation of a disordered structure, from 1; absent where the structure is ordered."""

COLUMNS: tuple[str, ...] = (
    "id", "source_id", "formula", "n_atoms", *DESCRIPTORS, LIMIT, *ESTIMATES, XI_BELOW, "potential", "status", *COSTS,
    "mobile", "smearing", REALISATION, "settings", "structure", "source", "also", "fields", "error",
)  # fmt: skip
"""Columns of `ResultsDatabase.table`, before those of the labels."""

NUMBERS: tuple[str, ...] = (*DESCRIPTORS, LIMIT, *ESTIMATES, XI_BELOW, *COSTS, REALISATION)
"""Columns that hold numbers."""

_OF_ASE = ("id", "n_atoms")
"""Columns that `ase.db` keeps itself."""
_STORED = {"formula": "reduced_formula"}
_READ = {stored: name for name, stored in _STORED.items()}
_MARK = "id:"


def to_pairs(values: dict[str, Any]) -> dict[str, Any]:
    """Return key-value pairs that `ase.db` accepts.

    Parameters
    ----------
    values
        Column → number or text. None, NaN and infinite numbers are left out, as are empty texts.
    """
    pairs: dict[str, Any] = {}
    for name, value in values.items():
        if name in _OF_ASE:
            continue
        key = _STORED.get(name, name)
        if isinstance(value, str):
            if value:
                pairs[key] = _MARK + value if _looks_like_number(value) or value.startswith(_MARK) else value
        elif value is not None and abs(float(value)) < float("inf"):
            pairs[key] = value.item() if hasattr(value, "item") else value
    return pairs


def from_pairs(pairs: dict[str, Any]) -> dict[str, Any]:
    """Return columns from the key-value pairs of a row."""
    return {
        _READ.get(key, key): value.removeprefix(_MARK) if isinstance(value, str) else value
        for key, value in pairs.items()
    }


def row_answers(row: Mapping[str, Any], settings: ScanSettings) -> bool:
    """Return whether the numbers of a row say all that a scan with these settings would.

    Parameters
    ----------
    row
        Its columns: `limit` (absent, None or NaN where everything is known), and the energy that `until` names.
    settings
        Settings of the scan; beside its limits they are the row's.
    """
    energy = None if settings.until is None else row.get("mpe" if settings.until == "mpe" else f"e{settings.until}")
    return settings.answered_by(_known(row.get(LIMIT)), _known(energy))


def _known(value: Any) -> float | None:
    return float(value) if value is not None and np.isfinite(value) else None


def _looks_like_number(text: str) -> bool:
    if text in {"True", "False"}:
        return True
    try:
        float(text)
    except ValueError:
        return False
    return True
