"""What molecular dynamics says of the rows of the page "Rank": σ(300 K), E_A, and what cannot be concluded."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from pesviz.app.dynamics.runs import System
from pesviz.app.dynamics.shared import SharedSelection

COLUMNS = ("sigma_300K", "sigma_300K_low", "sigma_300K_high", "e_a", "e_a_sem", "md")
"""Columns that are joined: S/cm (with one standard error of the logarithm below and above), eV, and words."""


def with_dynamics(frame: pd.DataFrame, systems: tuple[System, ...], shared: SharedSelection) -> pd.DataFrame:
    """Join what runs say with a table of results.

    A run belongs to a row when it began with the same structure: read from the same place, with the same formula,
    and, where several rows share both, the same name. Where there are runs with several potentials, those with the
    row's own are taken, else the newest.
    """
    by_place: dict[tuple[str, str], list[System]] = {}
    for system in systems:
        by_place.setdefault((_place(system.source), formula_of(system)), []).append(system)
    if not by_place or frame.empty:
        return frame
    ends = tuple({place.rpartition("/")[2] for place, _ in by_place})  # few rows of thousands have a chance
    likely = frame[frame["source"].str.endswith(ends)]
    rows: dict[Any, dict[str, Any]] = {}
    places = {i: (_place(s), f) for i, s, f in likely[["source", "formula"]].itertuples(name=None)}
    for index, place in places.items():
        candidates = by_place.get(place, [])
        if candidates and len({likely.at[i, "source_id"] for i, other in places.items() if other == place}) > 1:
            candidates = [system for system in candidates if system.name == likely.at[index, "source_id"]]
        if candidates:
            own = [system for system in candidates if system.potential == likely.at[index, "potential"]]
            rows[index] = columns_of((own or candidates)[0], shared)
    if not rows:
        return frame
    joined = pd.DataFrame.from_dict(rows, orient="index", columns=list(COLUMNS)).reindex(frame.index)
    joined["md"] = joined["md"].fillna("").astype(str)
    return frame.assign(**{name: joined[name] for name in COLUMNS})


def columns_of(system: System, shared: SharedSelection) -> dict[str, Any]:
    """Return the columns of a system; NaN where nothing can be concluded."""
    fit = shared.analysis_of(system).fit
    sigma, energy = fit.sigma(), fit.activation_energy
    heat = ", ".join(f"{t:g}" for t in system.temperatures)
    concluded = f": {fit.conclusions[0]}" if sigma is None and fit.conclusions else ""
    return {
        "sigma_300K": sigma.mean if sigma else np.nan,
        "sigma_300K_low": sigma.low if sigma else np.nan,
        "sigma_300K_high": sigma.high if sigma else np.nan,
        "e_a": energy.mean if energy else np.nan,
        "e_a_sem": energy.sem if energy and energy.sem is not None else np.nan,
        "md": f"{system.potential or 'other program'}, {heat} K{concluded}",
    }


def formula_of(system: System) -> str:
    """Return the reduced formula of a run's atoms."""
    from pymatgen.core import Composition

    return str(Composition(system.trajectories[0].frame(0).get_chemical_formula()).reduced_formula)


def _place(source: str) -> str:
    """Return a place in one form: a file by its whole path, "gallery:…" as it is."""
    return source if not source or ":" in source.split("/", maxsplit=1)[0] else str(Path(source).resolve())
