"""Evaluation of descriptors: results joined to labels, and scores with errors (docs/method.md, 8)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import Any

import numpy as np
import pandas as pd

from pesviz.errors import LabelsError
from pesviz.ranking.correlation import rank_correlation
from pesviz.ranking.features import descriptor_title, direction, is_descriptor, threshold_of
from pesviz.ranking.labels.label_set import LabelSet
from pesviz.ranking.labels.weights import Convention, WeightRule, weight_rule, weights_of
from pesviz.ranking.scores import (
    MAX_FPR,
    RESAMPLES,
    Curve,
    average_precision,
    bootstrap_partial_auc,
    partial_auc,
    percentiles,
    random_partial_auc,
    resampled_average_precision,
    roc_curve,
)

ENOUGH = 10.0
"""Weight of good (and of bad) structures below which a note says that errors are large."""
MANY = 10
"""Number of descriptors above which a note warns of choosing the best one."""
_SUFFIX = re.compile(r"\.(cif|vasp|poscar|xyz|extxyz|json|h5|gz)$", re.IGNORECASE)


@dataclass(frozen=True, eq=False)
class Evaluation:
    """Scores of descriptors against labels.

    Parameters
    ----------
    labels
        The label set.
    rule, convention, max_fpr, normalised, n_resamples, seed, k
        Settings of the scores.
    joined
        One row a structure that has both, the index its label id: formula, sigma, sigma_error, upper_bound, e_a,
        e_a_error, group, good, bad, n_results (realisations averaged; then also their standard deviation as
        `xi_std` and so on), row (position of its first result in the results), source_id, and the descriptors.
    scores
        One row a descriptor, best first, the index its column name: title, threshold (eV or NaN), auc, auc_16,
        auc_50, auc_84 (partial AUC of all structures, and over bootstrap resamples), ap, ap_16, ap_50, ap_84 (average
        precision at k, labels redrawn within their errors), spearman, kendall, kendall_16, kendall_50, kendall_84.
    random
        16, 50 and 84 % of the partial AUC of random rankings of the same structures.
    notes
        What limits the scores, one sentence each.
    """

    labels: LabelSet
    rule: WeightRule
    convention: Convention
    max_fpr: float
    normalised: bool
    n_resamples: int
    seed: int
    k: int
    joined: pd.DataFrame
    scores: pd.DataFrame
    random: tuple[float, float, float]
    notes: tuple[str, ...] = field(default=())

    @property
    def n_good(self) -> float:
        """Sum of the weights as good."""
        return float(self.joined["good"].sum())

    @property
    def n_bad(self) -> float:
        """Sum of the weights as bad."""
        return float(self.joined["bad"].sum())

    def curve(self, descriptor: str) -> Curve:
        """Return the ROC curve of a descriptor."""
        values = direction(descriptor) * self.joined[descriptor].to_numpy(dtype=float)
        return roc_curve(values, self.joined["good"], self.joined["bad"])

    def to_dict(self) -> dict[str, Any]:
        """Return all numbers as plain values for JSON; null where something is not defined."""
        return {
            "labels": {
                "name": self.labels.name,
                "title": self.labels.title,
                "temperature_K": self.labels.temperature,
            },
            "rule": {
                "name": self.rule.name,
                "good_above_S_cm": self.rule.good_above,
                "bad_below_S_cm": self.rule.bad_below,
                "convention": self.convention,
            },
            "max_fpr": self.max_fpr,
            "normalised": self.normalised,
            "resamples": self.n_resamples,
            "seed": self.seed,
            "k": self.k,
            "n_structures": len(self.joined),
            "n_bounds": int(self.joined["upper_bound"].sum()),
            "weight_good": self.n_good,
            "weight_bad": self.n_bad,
            "random": {"p16": _plain(self.random[0]), "p50": _plain(self.random[1]), "p84": _plain(self.random[2])},
            "scores": [
                {"descriptor": name} | {key: _plain(value) for key, value in row.items()}
                for name, row in self.scores.to_dict("index").items()
            ],
            "notes": list(self.notes),
        }


def _plain(value: Any) -> Any:
    if isinstance(value, float | np.floating):
        return float(value) if np.isfinite(value) else None
    return value


def result_key(source: Any) -> str:
    """Return the part of a result's source that names the structure: "data/jqc.cif" and "obelix:jqc" are "jqc"."""
    name = PurePath(str(source).replace("\\", "/")).name
    name = name.rpartition(":")[2].strip()
    while _SUFFIX.search(name):
        name = _SUFFIX.sub("", name)
    return name


def join(results: pd.DataFrame, labels: LabelSet, *, key: str = "source_id") -> pd.DataFrame:
    """Put labels and results side by side; several results of one structure (realisations) are averaged.

    A result belongs to the label whose id its key is, else to the one label with its ICSD number ("icsd-1234").

    Parameters
    ----------
    results
        One row a result; numeric columns are averaged, infinite values stay infinite.
    labels
        The labels.
    key
        Column of the results that names the structure; the index where there is no such column.

    Raises
    ------
    LabelsError
        No result belongs to a label.
    """
    sources = (results[key] if key in results else pd.Series(results.index)).astype(str).to_numpy()
    ids = [_label_of(result_key(source), labels) for source in sources]
    has_label = np.array([i is not None for i in ids], dtype=bool)
    if not has_label.any():
        examples = f"results {', '.join(sources[:3])}; labels {', '.join(labels.table.index[:3])}"
        raise LabelsError(
            f"No result belongs to a label of {labels.name} ({examples}).",
            "Name results by the ids of the labels, or give the column that holds them with --key.",
        )
    matches = results.loc[has_label].assign(
        _id=[i for i in ids if i is not None], row=np.flatnonzero(has_label), source_id=sources[has_label]
    )
    numeric = [c for c in matches.select_dtypes("number").columns if c not in {"row", *labels.table.columns}]
    groups = matches.groupby("_id", sort=True)
    means = groups[numeric].mean()
    means = means.join(groups[["row", "source_id"]].first())
    means["n_results"] = groups.size()
    if (means["n_results"] > 1).any():
        spread_columns = [c for c in numeric if is_descriptor(c)]
        means = means.join(groups[spread_columns].std(ddof=1).add_suffix("_std"))
    table = labels.table.loc[means.index].join(means)
    table.index.name = "id"
    return table


def _label_of(key: str, labels: LabelSet) -> str | None:
    if key in labels.table.index:
        return key
    number = re.sub(r"^icsd[-_ ]?", "", key, flags=re.IGNORECASE)
    if number.isdigit() and number != "0":
        same = labels.table.index[labels.table["icsd"] == number]
        if len(same) == 1:
            return str(same[0])
    return None


def evaluate(
    results: pd.DataFrame,
    labels: LabelSet,
    *,
    descriptors: Sequence[str] | None = None,
    rule: WeightRule | None = None,
    convention: Convention = "text",
    weights: pd.DataFrame | None = None,
    max_fpr: float = MAX_FPR,
    normalised: bool = True,
    k: int = 10,
    n_resamples: int = RESAMPLES,
    seed: int = 0,
    key: str = "source_id",
) -> Evaluation:
    """Score descriptors against labels.

    Parameters
    ----------
    results
        One row a result of one potential; columns are descriptors (see `pesviz.ranking.features.descriptors`) and
        `key`.
    labels
        The labels.
    descriptors
        Columns to score; all that are descriptors by default.
    rule, convention
        Thresholds and error of labels, see `weights_of`; the labels' own rule by default.
    weights
        Columns good and bad by label id, in place of those of the rule.
    max_fpr, normalised
        See `partial_auc`.
    k
        Length of the list of the average precision.
    n_resamples, seed
        Settings of bootstrap, redrawn labels and random rankings.
    key
        See `join`.

    Raises
    ------
    LabelsError
        No result belongs to a label, or a descriptor is missing.
    """
    rule = rule or weight_rule(labels.rule)
    structures = join(results, labels, key=key)
    notes = list(labels.notes)
    n_matched = len(structures)
    names, unknown = _usable(structures, descriptors)
    if unknown:
        notes.append(f"Not known for any structure and left out: {', '.join(unknown)}.")
    complete = structures[names].notna().all(axis=1)
    structures = structures[complete]
    if n_matched > len(structures):
        missing = ", ".join(map(str, complete.index[~complete][:5]))
        notes.append(f"{n_matched - len(structures)} structures lack a descriptor and were left out: {missing} …")
    label_weights = weights_of(labels, rule, convention=convention) if weights is None else weights
    structures = structures.join(label_weights.reindex(structures.index).fillna(0.0))
    plus, minus = structures["good"].to_numpy(), structures["bad"].to_numpy()
    notes += _cautions(structures, labels, len(names))
    if any(c.startswith("model_") for c in names):
        notes.append(
            "Where an applied model was fitted to these structures its score measures the fit, "
            "not the prediction; only models scored leaving one out can be compared with descriptors."
        )
    table = structures[names].to_numpy(dtype=float) * np.array([direction(c) for c in names])
    options: dict[str, Any] = {"max_fpr": max_fpr, "normalised": normalised}
    resampling: dict[str, Any] = {"n_resamples": n_resamples, "seed": seed}
    spread = percentiles(bootstrap_partial_auc(table, plus, minus, **options, **resampling))
    scores = pd.DataFrame(
        {
            "title": [descriptor_title(c) for c in names],
            "threshold": [np.nan if threshold_of(c) is None else threshold_of(c) for c in names],
            "auc": partial_auc(table, plus, minus, **options),
            "auc_16": spread[0],
            "auc_50": spread[1],
            "auc_84": spread[2],
        },
        index=pd.Index(names, name="descriptor"),
    )
    scores = scores.join(_precision(table, plus, k, resampling, names))
    scores = scores.join(_correlations(table, structures, resampling, names))
    low, middle, high = (float(v) for v in percentiles(random_partial_auc(plus, minus, **options, **resampling)))
    return Evaluation(
        labels, rule, convention, max_fpr, normalised, n_resamples, seed, k, structures,
        scores.sort_values(["auc", "auc_50"], ascending=False, kind="stable"), (low, middle, high), tuple(notes),
    )  # fmt: skip


def _usable(structures: pd.DataFrame, requested_names: Sequence[str] | None) -> tuple[list[str], list[str]]:
    """Return the descriptors that are known for some structure, and those known for none."""
    names = [c for c in structures.columns if is_descriptor(c)] if requested_names is None else list(requested_names)
    missing = [c for c in names if c not in structures]
    if missing or not names:
        raise LabelsError(
            f"The results have no column {', '.join(missing)}." if missing else "The results hold no descriptor.",
            "Make the results with `pesviz screen`, or name existing columns with --descriptor.",
        )
    available = [c for c in names if structures[c].notna().any()]
    return available, [c for c in names if c not in available]


def _cautions(structures: pd.DataFrame, labels: LabelSet, n_descriptors: int) -> list[str]:
    n = len(structures)
    notes = [f"{n} of the {len(labels)} labels of {labels.name} have a result."]
    bounds = int(structures["upper_bound"].sum())
    if bounds:
        notes.append(
            f"{bounds} of their conductivities are upper bounds: bad where the bound is not above σ⁻, else without "
            "weight; Kendall counts a pair only where its order is certain, Spearman ties what is at or below the "
            "highest bound."
        )
    if n_descriptors > MANY:
        notes.append(
            f"The best of {n_descriptors} descriptors on the same structures looks better than it is: compare those "
            "that were chosen beforehand."
        )
    good, bad = float(structures["good"].sum()), float(structures["bad"].sum())
    if min(good, bad) < ENOUGH:
        notes.append(
            f"The structures weigh only {good:.1f} as good and {bad:.1f} as bad: the errors are large, and "
            "differences between descriptors within them have no meaning."
        )
    return notes


def _precision(
    table: np.ndarray, good: np.ndarray, k: int, resampling: dict[str, Any], names: list[str]
) -> pd.DataFrame:
    """Average precision at k with the labels as given, and redrawn within their errors."""
    redrawn_labels = percentiles(resampled_average_precision(table, good, k, **resampling))
    plain = [float(average_precision(column, good > 0.5, k)) for column in table.T]
    columns = ["ap", "ap_16", "ap_50", "ap_84"]
    return pd.DataFrame(
        np.column_stack([plain, redrawn_labels.T]), columns=columns, index=pd.Index(names, name="descriptor")
    )


def _correlations(
    table: np.ndarray, structures: pd.DataFrame, resampling: dict[str, Any], names: list[str]
) -> pd.DataFrame:
    rows = []
    for column in table.T:
        correlation = rank_correlation(column, structures["sigma"], structures["upper_bound"], **resampling)
        rows.append([correlation.spearman, correlation.kendall, *correlation.kendall_range])
    columns = ["spearman", "kendall", "kendall_16", "kendall_50", "kendall_84"]
    return pd.DataFrame(rows, columns=columns, index=pd.Index(names, name="descriptor"))
