"""Statistics of several rows of one structure: spread over realisations, agreement of potentials."""

from __future__ import annotations

import math

import pandas as pd

from pesviz.screening.keys import DESCRIPTORS, ESTIMATES, LIMIT, REALISATION

_IDENTITY = ["source_id", "formula", "potential", "settings"]
_ENERGIES = ("mpe", "e1d", "e2d", "e3d")
_LABELS = ("sigma", "sigma_error", "upper_bound", "label_temperature", "group")


def structures(table: pd.DataFrame) -> pd.DataFrame:
    """Return one row per structure, settings and potential: medians and spreads over its realisations.

    Returns
    -------
    pandas.DataFrame
        source_id, formula, potential, settings, n_realisations, each descriptor's median under its name and its
        spread as NAME_spread (half the distance between the 16th and 84th percentiles, a Gaussian's standard
        deviation; NaN for fewer than two numbers), the medians that rest on predictions under NAME_estimate where the
        exact one is unknown, then the labels. Done rows only, the highest Ξ first.

    An energy above the limit of a realisation is higher than those below it: it counts in the median as the highest.
    """
    done = table[table["status"] == "done"]
    extra = [name for name in _LABELS if name in done]
    names = [*_IDENTITY, "n_realisations", *(n for d in DESCRIPTORS for n in (d, f"{d}_spread")), *ESTIMATES, *extra]
    if done.empty:
        return pd.DataFrame(columns=names)
    # realisations of one source form a group; two ordered structures of one name do not
    one = done["structure"].where(done[REALISATION].isna(), "")
    keys = [*_IDENTITY, "one"]
    done = done.assign(one=one)
    groups = _unknown_highest(done, keys).groupby(keys, sort=False, dropna=False)
    numbers = list(DESCRIPTORS)
    summary = groups[numbers].median().replace(math.inf, math.nan)
    width = (groups[numbers].quantile(0.84) - groups[numbers].quantile(0.16)) / 2
    width = width.where((groups[numbers].count() > 1) & (width < math.inf))
    summary = summary.join(width.add_suffix("_spread"))
    summary["n_realisations"] = groups.size()
    exact = [name.removesuffix("_estimate") for name in ESTIMATES]
    with_estimates = done.assign(
        **{name: done[e].fillna(done[name]) for name, e in zip(ESTIMATES, exact, strict=True)}
    )
    medians = with_estimates.groupby(keys, sort=False, dropna=False)[list(ESTIMATES)].median()
    summary = summary.join(medians.where(summary[exact].isna().to_numpy()))
    if extra:
        summary = summary.join(groups[extra].first())
    return summary.reset_index()[names].sort_values("xi", ascending=False, na_position="last", ignore_index=True)


def _unknown_highest(done: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    """Return rows in which energies at or above the lowest limit of their structure are infinite."""
    lowest = done.groupby(keys, sort=False, dropna=False)[LIMIT].transform("min").fillna(math.inf)
    energies = {name: done[name].where(done[name] < lowest, math.inf) for name in _ENERGIES}
    return done.assign(**energies)


def comparison(table: pd.DataFrame) -> pd.DataFrame:
    """Return one row per structure: the Ξ of each potential, their mean and disagreement.

    Returns
    -------
    pandas.DataFrame
        source_id, formula, `xi NAME` for each potential, xi_mean, xi_disagreement (largest minus smallest; NaN for
        one potential), n_potentials. Where a potential was used with several settings, the newest row counts.
    """
    done = structures(table)
    newest = table.groupby("settings")["id"].max()
    done = done.assign(age=done["settings"].map(newest)).sort_values("age")
    done = done.drop_duplicates(["source_id", "formula", "potential"], keep="last")
    wide = done.pivot_table(index=["source_id", "formula"], columns="potential", values="xi", dropna=False)
    wide = wide.dropna(how="all")
    potentials = list(wide.columns)
    wide.columns = pd.Index([f"xi {name}" for name in potentials])
    values = wide.copy()
    wide["xi_mean"] = values.mean(axis=1)
    wide["n_potentials"] = values.notna().sum(axis=1)
    wide["xi_disagreement"] = (values.max(axis=1) - values.min(axis=1)).where(wide["n_potentials"] > 1)
    return wide.reset_index().sort_values("xi_mean", ascending=False, na_position="last", ignore_index=True)


def rank_correlation(comparison_table: pd.DataFrame) -> pd.DataFrame:
    """Return Spearman's rank correlation of Ξ between the potentials, over the structures that both have.

    Returns
    -------
    pandas.DataFrame
        Square, by the names of the potentials; NaN where fewer than three structures are in both.
    """
    values = comparison_table[[c for c in comparison_table.columns if c.startswith("xi ")]]
    values.columns = pd.Index([c.removeprefix("xi ") for c in values.columns])
    return values.corr(method="spearman", min_periods=3)
