"""Scores of a ranking: weighted partial ROC AUC and average precision, with errors (docs/method.md, 8.2)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from pesviz.errors import SettingsError

MAX_FPR = 0.1
"""Largest false-positive rate of the paper's score."""
RESAMPLES = 1000
"""Bootstrap resamples in the paper."""
PERCENTILES = (16.0, 50.0, 84.0)
"""Percentiles of resampled scores: the median and about one standard deviation to each side."""


@dataclass(frozen=True)
class Curve:
    """A weighted ROC curve.

    Parameters
    ----------
    fpr, tpr
        Weighted rates, ascending, from (0, 0) to (1, 1), one point after each group of equal scores.
    thresholds
        Score from which on structures count as predicted good, infinite at the first point.
    """

    fpr: np.ndarray
    tpr: np.ndarray
    thresholds: np.ndarray


def _columns(scores: ArrayLike, good: ArrayLike, bad: ArrayLike) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return scores of shape (n, d) and weights of shape (n,); refuse values that do not fit."""
    table = np.asarray(scores, dtype=float)
    table = table[:, None] if table.ndim == 1 else table
    plus, minus = np.asarray(good, dtype=float), np.asarray(bad, dtype=float)
    if table.ndim != 2 or plus.shape != (len(table),) or minus.shape != plus.shape:
        raise SettingsError(
            f"Scores of shape {table.shape} and weights of shape {plus.shape} and {minus.shape} do not fit.",
            "Give one score and two weights for each structure.",
        )
    if np.isnan(table).any() or np.isnan(plus).any() or np.isnan(minus).any():
        raise SettingsError("A score or weight is not a number.", "Leave out structures with unknown values.")
    if (plus < 0).any() or (minus < 0).any():
        raise SettingsError("A weight is negative.", "Weights lie in [0, 1].")
    return table, plus, minus


def roc_curve(scores: ArrayLike, good: ArrayLike, bad: ArrayLike) -> Curve:
    """Weighted ROC curve; each structure counts as good and as bad with its two weights.

    Parameters
    ----------
    scores
        The higher the better, shape (n,). Equal ones are one step of the curve.
    good, bad
        Weights, shape (n,).

    Returns
    -------
    Curve
        NaN rates where one kind has no weight at all.
    """
    table, plus, minus = _columns(scores, good, bad)
    order, ends = _descending(table[:, 0])
    with np.errstate(invalid="ignore", divide="ignore"):
        tpr = np.cumsum(plus[order])[ends] / plus.sum()
        fpr = np.cumsum(minus[order])[ends] / minus.sum()
    start = [0.0]
    return Curve(
        np.concatenate([start, fpr]),
        np.concatenate([start, tpr]),
        np.concatenate([[np.inf], table[order[ends], 0]]),
    )


def _descending(scores: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the order of falling scores and the last position of each group of equal ones."""
    order = np.argsort(-scores, kind="stable")
    sorted_scores = scores[order]
    # Compared, not subtracted: infinity minus infinity is not a number.
    return order, np.append(np.flatnonzero(sorted_scores[1:] != sorted_scores[:-1]), len(sorted_scores) - 1)


def partial_auc(
    scores: ArrayLike, good: ArrayLike, bad: ArrayLike, *, max_fpr: float = MAX_FPR, normalised: bool = True
) -> np.ndarray:
    """Area under the weighted ROC curve up to a false-positive rate.

    Parameters
    ----------
    scores
        The higher the better, shape (n,) or (n, d) for d descriptors. May be infinite, not NaN.
    good, bad
        Weights, shape (n,).
    max_fpr
        End of the area, in (0, 1]; the curve is linear between its points.
    normalised
        Divide by `max_fpr`: the mean true-positive rate there, 1 at best and max_fpr/2 for a random guess. Without,
        max_fpr at best and max_fpr²/2 for a random guess.

    Returns
    -------
    numpy.ndarray
        Shape (d,), or () for scores of one dimension. NaN where one kind has no weight at all.

    Raises
    ------
    SettingsError
        Shapes do not fit, something is NaN, or `max_fpr` is out of range.
    """
    _check_fpr(max_fpr)
    table, plus, minus = _columns(scores, good, bad)
    areas = np.array([areas_of(column, plus[:, None], minus[:, None], max_fpr)[0] for column in table.T])
    areas = areas / max_fpr if normalised else areas
    return areas[0] if np.ndim(scores) == 1 else areas


def _check_fpr(max_fpr: float) -> None:
    if not 0 < max_fpr <= 1:
        raise SettingsError(f"A false-positive rate of {max_fpr} is not possible.", "Give one in (0, 1], as 0.1.")


def areas_of(scores: np.ndarray, plus: np.ndarray, minus: np.ndarray, max_fpr: float) -> np.ndarray:
    """Areas for many weightings of one ranking.

    Parameters
    ----------
    scores
        Shape (n,).
    plus, minus
        Weights, shape (n, r): structures first, so that reordering them copies whole rows.
    max_fpr
        End of the area.
    """
    order, ends = _descending(scores)
    all_plus, all_minus = plus.sum(axis=0), minus.sum(axis=0)
    max_false = max_fpr * all_minus
    # Only the top of the ranking matters: double it until every resample has passed the largest false-positive rate.
    n, n_top = len(order), min(len(order), max(16, int(2 * max_fpr * len(order))))
    while True:
        false = np.cumsum(minus[order[:n_top]], axis=0)
        if n_top == n or (false[-1] >= max_false).all():
            break
        n_top = min(n, 2 * n_top)
    n_groups = len(ends) if n_top == n else int(np.searchsorted(ends, n_top))  # groups that end within the top
    if n_groups == 0 or (n_top < n and not (false[ends[n_groups - 1]] >= max_false).all()):
        n_top, n_groups = n, len(ends)  # a large group of equal scores crosses the end
        false = np.cumsum(minus[order], axis=0)
    ends = ends[:n_groups]
    true = np.cumsum(plus[order[:n_top]], axis=0)[ends]
    false = false[ends]
    with np.errstate(invalid="ignore", divide="ignore"):
        x = np.minimum(false, max_false)
        width = np.diff(x, axis=0, prepend=0.0)
        before = np.concatenate([np.zeros((1, true.shape[1])), true[:-1]])
        length = np.diff(false, axis=0, prepend=0.0)
        # A trapezium for each step; the step that crosses the end counts with the part of it that lies inside.
        share = np.where(width >= length, 1.0, width / length)  # 1 too where the step is vertical
        area = (width * (before + 0.5 * share * (true - before))).sum(axis=0)
        return np.asarray(area / (all_plus * all_minus))


def resample_counts(n: int, n_resamples: int = RESAMPLES, seed: int = 0) -> np.ndarray:
    """Draw bootstrap resamples: the multiplicity of each structure."""
    rng = np.random.default_rng(seed)
    return np.ascontiguousarray(rng.multinomial(n, np.full(n, 1 / n), size=n_resamples).T.astype(float))


def bootstrap_partial_auc(
    scores: ArrayLike,
    good: ArrayLike,
    bad: ArrayLike,
    *,
    max_fpr: float = MAX_FPR,
    normalised: bool = True,
    n_resamples: int = RESAMPLES,
    seed: int = 0,
) -> np.ndarray:
    """Partial AUC of bootstrap resamples; all descriptors see the same resamples.

    Returns
    -------
    numpy.ndarray
        Shape (n_resamples, d); NaN where a resample drew no weight of one kind.
    """
    _check_fpr(max_fpr)
    table, plus, minus = _columns(scores, good, bad)
    counts = resample_counts(len(table), n_resamples, seed)
    weighted_plus, weighted_minus = counts * plus[:, None], counts * minus[:, None]
    areas = np.stack([areas_of(column, weighted_plus, weighted_minus, max_fpr) for column in table.T], axis=1)
    return areas / max_fpr if normalised else areas


def random_partial_auc(
    good: ArrayLike,
    bad: ArrayLike,
    *,
    max_fpr: float = MAX_FPR,
    normalised: bool = True,
    n_resamples: int = RESAMPLES,
    seed: int = 0,
) -> np.ndarray:
    """Partial AUC of rankings drawn at random on the same structures, to show beside a score."""
    _check_fpr(max_fpr)
    plus, minus = np.asarray(good, dtype=float), np.asarray(bad, dtype=float)
    # Shuffling the structures under one ranking is a random ranking of the structures.
    shuffles = np.random.default_rng(seed).permuted(np.tile(np.arange(len(plus)), (n_resamples, 1)), axis=1).T
    areas = areas_of(-np.arange(len(plus), dtype=float), plus[shuffles], minus[shuffles], max_fpr)
    return areas / max_fpr if normalised else areas


def average_precision(scores: ArrayLike, relevant: ArrayLike, k: int | None = None) -> np.ndarray:
    """Average precision at k: the mean precision at the ranks of the relevant structures among the first k.

    AP@k = (1/min(k, R)) Σ_{i ≤ k, i relevant} (relevant among the first i)/i, R the relevant structures in all. Equal
    scores are averaged over all their orders, exactly.

    Parameters
    ----------
    scores
        The higher the better, shape (n,).
    relevant
        True for relevant structures, shape (n,) or (r, n) for r labellings.
    k
        Length of the list; all structures by default.

    Returns
    -------
    numpy.ndarray
        Shape (), or (r,); NaN where nothing is relevant.

    Raises
    ------
    SettingsError
        `k` is below one, or a score is NaN.
    """
    values = np.asarray(scores, dtype=float)
    labels = np.asarray(relevant, dtype=float)
    if np.isnan(values).any():
        raise SettingsError("A score is not a number.", "Leave out structures with unknown values.")
    if k is not None and k < 1:
        raise SettingsError(f"A list of {k} structures is not possible.", "Give k of at least 1.")
    order, ends = _descending(values)
    is_relevant = np.atleast_2d(labels)[:, order]
    n = len(order)
    starts = np.concatenate([[0], ends[:-1] + 1])
    sizes = ends - starts + 1
    group = np.repeat(np.arange(len(ends)), sizes)
    rank = np.arange(n)
    inside = rank - starts[group]  # 0 for the first of its group
    in_group = np.add.reduceat(is_relevant, starts, axis=1)
    before = np.cumsum(in_group, axis=1) - in_group
    # In a random order of a group, a place is relevant with probability r/t, and given that, each place above it in
    # the group is with probability (r − 1)/(t − 1).
    others = np.where(sizes > 1, (in_group - 1) / np.maximum(1, sizes - 1), 0.0)
    expected_precision = (
        (in_group / sizes)[:, group] * (before[:, group] + 1 + inside * others[:, group]) / (rank + 1)
    )
    total = is_relevant.sum(axis=1)
    length = n if k is None else min(k, n)
    with np.errstate(invalid="ignore", divide="ignore"):
        precision = expected_precision[:, :length].sum(axis=1) / np.where(
            total > 0, np.minimum(total, length), np.nan
        )
    return np.asarray(precision[0] if labels.ndim == 1 else precision)


def resampled_average_precision(
    scores: ArrayLike,
    good: ArrayLike,
    k: int | None = None,
    *,
    n_resamples: int = RESAMPLES,
    seed: int = 0,
) -> np.ndarray:
    """AP@k with the labels redrawn within their errors.

    The weight of a label as good is the probability that a conductivity drawn from N(σ, error) lies above σ⁺; so each
    structure is relevant in a draw with that probability.

    Parameters
    ----------
    scores
        The higher the better, shape (n,) or (n, d).
    good
        Weights as good, shape (n,), in [0, 1].
    k
        See `average_precision`.
    n_resamples, seed
        Draws; seed of the random generator.
    """
    table = np.asarray(scores, dtype=float)
    table = table[:, None] if table.ndim == 1 else table
    probability = np.asarray(good, dtype=float)
    relevant = np.random.default_rng(seed).random((n_resamples, len(probability))) < probability
    return np.stack([average_precision(column, relevant, k) for column in table.T], axis=1)


def percentiles(values: np.ndarray) -> np.ndarray:
    """Return the 16th, 50th and 84th percentile over resamples, undefined resamples left out.

    Returns
    -------
    numpy.ndarray
        Shape (3,) or (3, d); NaN where no resample is defined.
    """
    table = np.asarray(values, dtype=float)
    is_defined = ~np.isnan(table)
    if not is_defined.any():
        return np.full((3, *table.shape[1:]), np.nan)
    values_or_zero = np.where(is_defined.any(axis=0), table, 0.0)
    result = np.nanpercentile(values_or_zero, PERCENTILES, axis=0)
    return np.where(is_defined.any(axis=0), result, np.nan)
