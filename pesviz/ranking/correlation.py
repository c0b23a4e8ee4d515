"""Rank correlation with conductivities, some of which are upper bounds."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from pesviz.errors import SettingsError
from pesviz.ranking.scores import RESAMPLES, percentiles

PAIRS = 200_000_000
"""Largest number of pairs of structures times resamples in a bootstrap of τ_b: more structures, fewer resamples."""


@dataclass(frozen=True)
class RankCorrelation:
    """Rank correlations of one descriptor.

    Parameters
    ----------
    spearman, kendall
        ρ and τ_b, in [−1, 1]; NaN where a side is constant.
    kendall_range
        16, 50 and 84 % of τ_b over bootstrap resamples.
    n, n_bounds
        Number of structures, and of upper bounds among their conductivities.
    """

    spearman: float
    kendall: float
    kendall_range: tuple[float, float, float]
    n: int
    n_bounds: int

    @property
    def censoring(self) -> str:
        """Sentence about the treatment of upper bounds."""
        if not self.n_bounds:
            return f"All {self.n} conductivities are values."
        return (
            f"{self.n_bounds} of {self.n} conductivities are upper bounds: Kendall counts a pair only where its "
            "order is certain, Spearman ties all conductivities at or below the highest bound."
        )


def order_signs(sigma: ArrayLike, upper_bound: ArrayLike) -> np.ndarray:
    """Return for each pair which conductivity is larger, as far as that is certain.

    Parameters
    ----------
    sigma
        Conductivities or bounds, shape (n,), S/cm.
    upper_bound
        True for bounds, shape (n,): the value is below.

    Returns
    -------
    numpy.ndarray
        Shape (n, n), +1 where the first is larger, −1 where the second is, 0 where equal or not certain.
    """
    value = np.asarray(sigma, dtype=float)
    is_bound = np.asarray(upper_bound, dtype=bool)
    lowest = np.where(is_bound, -np.inf, value)  # the true value lies in [lowest, value], or (−∞, value) for a bound
    larger = lowest[:, None] >= value[None, :]
    # A value equal to another's bound is larger than what is below the bound; two equal values are not ordered.
    strictly = larger & ((lowest[:, None] > value[None, :]) | is_bound[None, :])
    return strictly.astype(np.int8) - strictly.T.astype(np.int8)


def kendall_tau(signs_x: np.ndarray, signs_y: np.ndarray, counts: np.ndarray | None = None) -> np.ndarray:
    """Kendall's τ_b from the signs of all pairs; uncertain pairs are ties.

    Parameters
    ----------
    signs_x, signs_y
        Antisymmetric, shape (n, n).
    counts
        Multiplicity of each structure, shape (n,) or (n, r) for r resamples; one by default.
    """
    weight = np.ones(len(signs_x)) if counts is None else np.asarray(counts, dtype=float)
    single = weight.ndim == 1
    weight = weight[:, None] if single else weight

    def total(pairs: np.ndarray) -> np.ndarray:
        return np.einsum("ir,ir->r", weight, pairs.astype(float) @ weight)

    # Floats, since BLAS has no integer products.
    with np.errstate(invalid="ignore", divide="ignore"):
        tau = total(signs_x * signs_y) / np.sqrt(total(np.abs(signs_x)) * total(np.abs(signs_y)))
    return np.asarray(tau[0] if single else tau)


def rank_correlation(
    scores: ArrayLike,
    sigma: ArrayLike,
    upper_bound: ArrayLike,
    *,
    n_resamples: int = RESAMPLES,
    seed: int = 0,
) -> RankCorrelation:
    """Spearman's ρ and Kendall's τ_b between a descriptor and the conductivity.

    Parameters
    ----------
    scores
        The higher the better, shape (n,); may be infinite.
    sigma, upper_bound
        See `order_signs`.
    n_resamples, seed
        Bootstrap of τ_b; fewer resamples, but at least 50, for more than about 450 structures (`PAIRS`).

    Raises
    ------
    SettingsError
        A value is NaN.
    """
    from scipy.stats import rankdata

    from pesviz.ranking.scores import resample_counts

    x, y = np.asarray(scores, dtype=float), np.asarray(sigma, dtype=float)
    is_bound = np.asarray(upper_bound, dtype=bool)
    if np.isnan(x).any() or np.isnan(y).any():
        raise SettingsError("A score or conductivity is not a number.", "Leave out structures with unknown values.")
    floor = y[is_bound].max() if is_bound.any() else -np.inf
    ranks = rankdata(x), rankdata(np.maximum(y, floor))
    spread = min(float(np.std(r)) for r in ranks) if len(x) else 0.0
    spearman = float(np.corrcoef(*ranks)[0, 1]) if spread > 0 else np.nan
    signs_x = (x[:, None] > x[None, :]).astype(np.int8) - (x[:, None] < x[None, :]).astype(np.int8)
    signs_y = order_signs(y, is_bound)
    n_resamples = min(n_resamples, max(50, PAIRS // max(1, len(x) ** 2)))
    taus = kendall_tau(signs_x, signs_y, resample_counts(len(x), n_resamples, seed))
    low, middle, high = (float(v) for v in percentiles(taus))
    return RankCorrelation(
        spearman, float(kendall_tau(signs_x, signs_y)), (low, middle, high), len(x), int(is_bound.sum())
    )
