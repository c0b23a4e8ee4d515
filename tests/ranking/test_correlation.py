"""Rank correlations: SciPy's without bounds, by hand with them."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import kendalltau, spearmanr

from pesviz.errors import SettingsError
from pesviz.ranking.correlation import kendall_tau, order_signs, rank_correlation
from pesviz.ranking.scores import resample_counts


def test_agrees_with_scipy_without_bounds(rng):
    x, y = np.round(rng.random(50), 1), rng.random(50)
    found = rank_correlation(x, y, np.zeros(50, bool), n_resamples=50)
    assert found.spearman == pytest.approx(spearmanr(x, y).statistic)
    assert found.kendall == pytest.approx(kendalltau(x, y).statistic)
    assert found.kendall_range[0] <= found.kendall_range[1] <= found.kendall_range[2]
    assert "All 50" in found.censoring


def test_pairs_with_bounds_by_hand():
    # A value 3, a value 1, and something below 2: only 3 > "<2" and 3 > 1 are certain.
    signs = order_signs([3.0, 1.0, 2.0], [False, False, True])
    np.testing.assert_array_equal(signs, [[0, 1, 1], [-1, 0, 0], [-1, 0, 0]])
    # Two bounds are never ordered, a value at a bound lies above it.
    signs = order_signs([1.0, 2.0, 2.0], [True, True, False])
    np.testing.assert_array_equal(signs, [[0, 0, -1], [0, 0, -1], [1, 1, 0]])


def test_correlation_with_bounds_by_hand():
    found = rank_correlation([3.0, 1.0, 2.0], [3.0, 1.0, 2.0], [False, False, True], n_resamples=20)
    # τ_b: two concordant pairs of 3 in x and 2 in y. ρ: conductivities 3, 2, 2 have ranks 3, 1.5, 1.5.
    assert found.kendall == pytest.approx(2 / np.sqrt(6))
    assert found.spearman == pytest.approx(np.corrcoef([3, 1, 2], [3, 1.5, 1.5])[0, 1])
    assert "1 of 3 conductivities are upper bounds" in found.censoring


def test_bootstrap_counts_are_resampled_rows(rng):
    x, y = rng.random(20), rng.random(20)
    counts = resample_counts(20, 4, seed=1)
    sign = lambda v: np.sign(v[:, None] - v[None, :])  # noqa: E731
    taus = kendall_tau(sign(x), sign(y), counts)
    for r in range(4):
        rows = np.repeat(np.arange(20), counts[:, r].astype(int))
        assert taus[r] == pytest.approx(kendalltau(x[rows], y[rows]).statistic)


def test_constant_or_unknown():
    assert np.isnan(rank_correlation(np.ones(5), np.arange(5.0), np.zeros(5, bool), n_resamples=5).spearman)
    with pytest.raises(SettingsError):
        rank_correlation([1, np.nan], [1, 2], [False, False])
