"""What several rows of one structure say together: spread over realisations, agreement of potentials."""

from __future__ import annotations

import math
from html import escape

import pandas as pd

from pesviz.screening.keys import REALISATION
from pesviz.screening.statistics import comparison, rank_correlation, structures

_DRAWN = ["source_id", "formula", "potential", "settings"]
_NAMED = ["source_id", "formula"]


def with_spread(table: pd.DataFrame) -> pd.DataFrame:
    """Return the table with median and spread of Ξ over the ordered realisations of disordered structures."""
    is_drawn = table[REALISATION].notna()
    if not is_drawn.any():
        return table
    spread = structures(table[is_drawn])[[*_DRAWN, "n_realisations", "xi", "xi_spread"]]
    spread = spread.rename(columns={"n_realisations": "draws", "xi": "xi_median"})
    joined = table.reset_index(drop=True).merge(spread, on=_DRAWN, how="left")
    joined.loc[~is_drawn.to_numpy(), ["xi_median", "xi_spread", "draws"]] = math.nan
    away = (joined["xi"] - joined["xi_median"]).abs()
    joined["typical"] = ~is_drawn.to_numpy()
    nearest = away[is_drawn.to_numpy()].groupby([joined[name] for name in _DRAWN]).idxmin().dropna()
    joined.loc[nearest.astype(int), "typical"] = True
    return joined.set_axis(table.index)


def with_agreement(table: pd.DataFrame) -> tuple[pd.DataFrame, str]:
    """Return the table with what several potentials say of each structure together."""
    results = table[table["status"] == "done"]
    if results["potential"].nunique() < 2:
        return table, ""
    agreement = comparison(table)
    joined = table.reset_index(drop=True).merge(
        agreement[[*_NAMED, "xi_mean", "xi_disagreement"]], on=_NAMED, how="left"
    )
    return joined.set_axis(table.index), _correlations(agreement)


def _correlations(compared: pd.DataFrame) -> str:
    matrix = rank_correlation(compared)
    both = compared[[f"xi {name}" for name in matrix.columns]].notna()
    parts = []
    for n, one in enumerate(matrix.columns):
        for other in matrix.columns[n + 1 :]:
            count = int((both[f"xi {one}"] & both[f"xi {other}"]).sum())
            rho = matrix.loc[one, other]
            value = f"<b>{rho:+.2f}</b>".replace("-", "−") if math.isfinite(rho) else "none"
            parts.append(f"{escape(str(one))} and {escape(str(other))} {value} ({count} structures)")
    return f"Rank correlation of Ξ (Spearman): {'; '.join(parts)}."
