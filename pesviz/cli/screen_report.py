"""Printed tables of a campaign."""

from __future__ import annotations

import math
from collections.abc import Hashable, Iterator
from typing import TYPE_CHECKING, Any

from rich.table import Table
from rich.text import Text

if TYPE_CHECKING:
    import pandas as pd

    from pesviz.screening import ResultsDatabase

_ENERGIES = {"mpe": "MPE/eV", "e1d": "E1D/eV", "e2d": "E2D/eV", "e3d": "E3D/eV"}


def report(results: ResultsDatabase, top: int) -> Iterator[Table | Text]:
    """Return the printed tables of a campaign."""
    rows = results.table()
    done_rows = rows[rows["status"] == "done"]
    if len(done_rows):
        structures = results.structures()
        yield _ranking(structures, done_rows, top)
        if len(structures) > top:
            yield Text(f"… and {len(structures) - top:,} more; --top shows them.")
        if done_rows["potential"].nunique() > 1:
            yield _comparison(results.comparison(), top)
            yield _correlation(results.rank_correlation())
    stopped_rows = rows[rows["status"] == "stopped"]
    if len(stopped_rows):
        yield _stopped(stopped_rows, top)
        if len(stopped_rows) > top:
            yield Text(f"… and {len(stopped_rows) - top:,} more; --top shows them.")
    failed_rows = rows[~rows["status"].isin({"done", "stopped"})]
    if len(failed_rows):
        yield Text(f"{len(failed_rows):,} rows without a result:")
        for row in failed_rows.head(top).itertuples():
            yield Text(f"  {row.source_id}: {row.error}")
        if len(failed_rows) > top:
            yield Text(f"  … and {len(failed_rows) - top:,} more.")
    if not len(rows):
        yield Text("The campaign has no rows yet.")


def _ranking(structures: pd.DataFrame, done_rows: pd.DataFrame, top: int) -> Table:
    has_realisations = bool((structures["n_realisations"] > 1).any())
    several = structures["potential"].nunique() > 1
    has_labels = "sigma" in structures and structures["sigma"].notna().any()
    table = Table(title="Ξ of the structures", title_justify="left")
    table.add_column("id", no_wrap=True)
    table.add_column("formula", no_wrap=True)
    for name in ["atoms", "Ξ", *(["± (n)"] if has_realisations else []), "S1", "S2", *_ENERGIES.values()]:
        table.add_column(name, justify="right", no_wrap=True)
    if several:
        table.add_column("potential")
    if has_labels:
        table.add_column("σ/(S/cm)", justify="right", no_wrap=True)
    atoms = done_rows.groupby("source_id")["n_atoms"].first()
    for row in structures.head(top).to_dict("records"):
        cells = [str(row["source_id"]), str(row["formula"]), str(atoms[row["source_id"]]), _with_estimate(row, "xi")]
        if has_realisations:
            spread = _number(row["xi_spread"]) if row["n_realisations"] > 1 else ""
            cells.append(f"{spread} ({row['n_realisations']})" if spread else "")
        cells += [_number(row[name]) for name in ("s1", "s2")]
        cells += [_with_estimate(row, name) for name in _ENERGIES]
        if several:
            cells.append(str(row["potential"]))
        if has_labels:
            cells.append(_sigma(row["sigma"], row.get("upper_bound")))
        table.add_row(*cells)
    return table


def _stopped(rows: pd.DataFrame, top: int) -> Table:
    table = Table(title="Stopped: Ξ lies below --at-least with 99.9 % confidence", title_justify="left")
    several = rows["potential"].nunique() > 1
    for name in ("id", "formula"):
        table.add_column(name, no_wrap=True)
    table.add_column("atoms", justify="right", no_wrap=True)
    table.add_column("Ξ")
    table.add_column("predicted", justify="right", no_wrap=True)
    if several:
        table.add_column("potential")
    for row in rows.head(top).to_dict("records"):
        cells = [str(row[name]) for name in ("source_id", "formula", "n_atoms")]
        cells += [str(row["error"]).removeprefix("Ξ "), _with_estimate(row, "xi")]
        table.add_row(*cells, *([str(row["potential"])] if several else []))
    return table


def _comparison(comparison: pd.DataFrame, top: int) -> Table:
    names = [c for c in comparison.columns if c.startswith("xi ")]
    table = Table(title="Ξ by potential (disagreement: largest minus smallest)", title_justify="left")
    table.add_column("id", no_wrap=True)
    table.add_column("formula", no_wrap=True)
    for name in [*(n.removeprefix("xi ") for n in names), "mean", "disagreement"]:
        table.add_column(name, justify="right", no_wrap=True)
    for row in comparison.head(top).to_dict("records"):
        values = [_number(row[name]) for name in (*names, "xi_mean", "xi_disagreement")]
        table.add_row(str(row["source_id"]), str(row["formula"]), *values)
    return table


def _correlation(matrix: pd.DataFrame) -> Table:
    table = Table(title="Rank correlation of Ξ (Spearman)", title_justify="left")
    table.add_column("")
    for name in matrix.columns:
        table.add_column(str(name), justify="right")
    for name, row in matrix.iterrows():
        table.add_row(str(name), *(_number(value) for value in row))
    return table


def _number(value: Any) -> str:
    return "" if value is None or math.isnan(value) else f"{value:.3f}"


def _with_estimate(row: dict[Hashable, Any], name: str) -> str:
    """Return an exact number; "≈" and two digits where it is predicted."""
    estimate = row[f"{name}_estimate"]
    if not math.isnan(row[name]) or math.isnan(estimate):
        return _number(row[name])
    return f"≈ {estimate:.2f}"


def _sigma(value: Any, is_bound: Any) -> str:
    if value is None or math.isnan(value):
        return ""
    return f"{'<' if is_bound is True or str(is_bound) == 'True' else ''}{value:.1e}"
