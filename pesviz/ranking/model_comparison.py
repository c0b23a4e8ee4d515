"""Comparison of models with descriptors, on structures left out of the fit (the paper's Appendix C, Fig. 9)."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from pesviz.errors import LabelsError
from pesviz.ranking.evaluation import Evaluation
from pesviz.ranking.features import direction
from pesviz.ranking.models import KINDS, FittedModel, Kind, fit, matminer_features, pes_columns, with_composition
from pesviz.ranking.scores import bootstrap_partial_auc, partial_auc, percentiles

FEATURE_SETS: dict[str, str] = {"pes": "PES", "matminer": "matminer", "both": "both"}
"""Sets of descriptors for models."""
SINGLE: tuple[str, ...] = ("xi", "fv_conn_0p5", "fv_disc_0p5", "mpe")
"""Descriptors to which models are compared."""


class FitProgress(NamedTuple):
    """Start of a fit: name of the model, number of the structure left out, number of structures."""

    model: str
    done: int
    total: int


def leave_one_out(
    kind: Kind, table: pd.DataFrame, columns: Sequence[str], *, seed: int = 0
) -> Generator[FitProgress, None, np.ndarray]:
    """Probability of each structure by the model fitted to all others."""
    table = with_composition(table, columns)
    out = np.empty(len(table))
    for i in range(len(table)):
        yield FitProgress(KINDS[kind], i, len(table))
        others = table.iloc[[j for j in range(len(table)) if j != i]]
        out[i] = fit(kind, others, columns, seed=seed).predict(table.iloc[[i]])[0]
    return out


def calibration_curve(
    probabilities: np.ndarray,
    good: np.ndarray,
    bad: np.ndarray,
    *,
    bins: int = 5,
    n_resamples: int = 500,
    seed: int = 0,
) -> list[dict[str, float]]:
    """Share of good structures by predicted probability.

    Parameters
    ----------
    probabilities
        Probabilities for structures that the model has not seen, shape (n,).
    good, bad
        Weights, shape (n,).
    bins
        Groups of about equally many structures, by rising probability.
    n_resamples, seed
        Bootstrap within a group.

    Returns
    -------
    list of dict
        predicted (weighted mean), observed (weighted share of good ones), low and high (16 and 84 %), n.
    """
    rng = np.random.default_rng(seed)
    rows = []
    for part in np.array_split(np.argsort(probabilities, kind="stable"), bins):
        weight = good[part] + bad[part]
        if weight.sum() <= 0:
            continue
        resamples = part[rng.integers(0, len(part), (n_resamples, len(part)))]
        with np.errstate(invalid="ignore"):
            shares = good[resamples].sum(axis=1) / (good[resamples] + bad[resamples]).sum(axis=1)
        low, _, high = percentiles(shares)
        rows.append(
            {
                "predicted": float(np.average(probabilities[part], weights=weight)),
                "observed": float(good[part].sum() / weight.sum()),
                "low": float(low),
                "high": float(high),
                "n": float(len(part)),
            }
        )
    return rows


@dataclass(frozen=True, eq=False)
class ModelComparison:
    """Comparison of models with single descriptors, on structures left out of the fit.

    Parameters
    ----------
    scores
        One row a model: model, features, auc, auc_16, auc_50, auc_84; and the single descriptors of the same
        structures (features "none").
    predictions
        Probabilities, leaving one out; the index as the evaluation's.
    calibration
        Name of a model to its calibration curve.
    fitted
        Name to the model fitted to all structures.
    random
        16, 50 and 84 % of the score of random rankings.
    notes
        Sentences about what limits the result.
    """

    scores: pd.DataFrame
    predictions: pd.DataFrame
    calibration: dict[str, list[dict[str, float]]]
    fitted: dict[str, FittedModel]
    random: tuple[float, float, float]
    notes: tuple[str, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """Return plain values."""
        rows = self.scores.astype(object).where(self.scores.notna(), None)
        return {
            "scores": [{"name": name, **row} for name, row in rows.to_dict("index").items()],
            "calibration": self.calibration,
            "random": {
                name: value if np.isfinite(value) else None
                for name, value in zip(("p16", "p50", "p84"), self.random, strict=True)
            },
            "notes": list(self.notes),
        }


def comparison_steps(
    evaluation: Evaluation,
    *,
    kinds: Sequence[Kind] = ("l1", "l2", "catboost"),
    features: Sequence[str] = ("pes", "matminer", "both"),
    potential: str = "",
    seed: int = 0,
) -> Generator[FitProgress, None, ModelComparison]:
    """Fit the models of Appendix C, leaving one structure out, and score them as the descriptors are scored.

    Parameters
    ----------
    evaluation
        Results joined to labels.
    kinds
        Models.
    features
        Sets of descriptors; those of matminer are left out, with a note, where it is not installed.
    potential
        Stored in the models.
    seed
        Seed of solvers and resamples.
    """
    structures, notes = evaluation.joined, []
    pes = pes_columns(structures)
    try:
        magpie = matminer_features(structures["formula"].astype(str).tolist()).set_index(structures.index)
    except LabelsError as error:
        magpie = pd.DataFrame(index=structures.index)
        if {"matminer", "both"} & set(features):
            notes.append(str(error))
    magpie_columns = magpie.columns[(magpie.nunique() > 1).to_numpy()].tolist() if len(magpie.columns) else []
    table = structures.join(magpie[magpie_columns])
    columns = {"pes": pes, "matminer": magpie_columns, "both": [*pes, *magpie_columns]}
    good, bad = structures["good"].to_numpy(), structures["bad"].to_numpy()
    options: dict[str, Any] = {"max_fpr": evaluation.max_fpr, "normalised": evaluation.normalised}
    predictions, curves, models, rows = {}, {}, {}, {}
    for feature_set in features:
        if feature_set != "pes" and not magpie_columns:
            continue
        for kind in kinds:
            name = f"model_{kind}_{feature_set}"
            predictions[name] = yield from leave_one_out(kind, table, columns[feature_set], seed=seed)
            curves[name] = calibration_curve(predictions[name], good, bad, seed=seed)
            origin = {
                "features": feature_set, "labels": evaluation.labels.name, "potential": potential,
                "n": len(structures), "seed": seed, "convention": evaluation.convention,
            }  # fmt: skip
            whole = fit(kind, table, columns[feature_set], seed=seed, trained_on=origin)
            models[name] = replace(whole, calibration=tuple(curves[name]))
            rows[name] = {"model": KINDS[kind], "features": FEATURE_SETS[feature_set]}
    single = [c for c in SINGLE if c in structures]
    oriented_scores = pd.DataFrame(predictions, index=structures.index)
    for column in single:
        rows[column] = {"model": evaluation.scores.at[column, "title"], "features": "none"}
        oriented_scores[column] = direction(column) * structures[column]
    if not oriented_scores.columns.size:
        raise LabelsError("There is nothing to compare.", "Install the extra `ranking`.")
    areas = bootstrap_partial_auc(
        oriented_scores.to_numpy(dtype=float),
        good,
        bad,
        n_resamples=evaluation.n_resamples,
        seed=evaluation.seed,
        **options,
    )
    low, middle, high = percentiles(areas)
    scores = pd.DataFrame.from_dict(rows, orient="index").loc[list(oriented_scores.columns)]
    scores = scores.assign(
        auc=partial_auc(oriented_scores.to_numpy(dtype=float), good, bad, **options),
        auc_16=low,
        auc_50=middle,
        auc_84=high,
    )
    scores.index.name = "name"
    notes.append(
        f"Models see {len(structures) - 1} structures and up to {max(map(len, columns.values()))} descriptors: with "
        "so few structures they serve for comparison only."
        if len(structures) < 5 * len(pes)
        else f"Models were fitted to {len(structures)} structures, leaving one out."
    )
    return ModelComparison(
        scores, pd.DataFrame(predictions, index=structures.index), curves, models, evaluation.random, tuple(notes)
    )
