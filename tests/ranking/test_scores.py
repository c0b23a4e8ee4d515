"""Scores: by hand, against scikit-learn where the definitions meet, and what a bootstrap must obey."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from sklearn.metrics import average_precision_score, roc_auc_score
from sklearn.metrics import roc_curve as sklearn_roc

from pesviz.errors import SettingsError
from pesviz.ranking.scores import (
    average_precision,
    bootstrap_partial_auc,
    partial_auc,
    percentiles,
    random_partial_auc,
    resample_counts,
    resampled_average_precision,
    roc_curve,
)


def test_a_curve_by_hand():
    # Falling scores: good 1 | bad 0.5 | good 0.5, bad 0.5 (equal scores 2 and 3)
    curve = roc_curve([4.0, 3.0, 2.0, 2.0], [1.0, 0.0, 0.5, 0.0], [0.0, 0.5, 0.0, 0.5])
    np.testing.assert_allclose(curve.fpr, [0, 0, 0.5, 1])
    np.testing.assert_allclose(curve.tpr, [0, 2 / 3, 2 / 3, 1])
    np.testing.assert_allclose(curve.thresholds, [np.inf, 4, 3, 2])


@pytest.mark.parametrize(
    ("scores", "good", "bad", "max_fpr", "area"),
    [
        ([2, 1], [1, 0], [0, 1], 0.1, 0.1),  # perfect: the whole strip
        ([1, 2], [1, 0], [0, 1], 0.1, 0.0),  # the wrong way round
        ([1, 1], [1, 0], [0, 1], 0.1, 0.005),  # one tie: the diagonal, 0.1²/2
        ([1, 1], [1, 0], [0, 1], 1.0, 0.5),
        # good 1, then bad 1, good 3, bad 3: TPR 1/4 to FPR 1/4, then 1 from there on
        ([4, 3, 2, 1], [1, 0, 3, 0], [0, 1, 0, 3], 1.0, 1 / 16 + 3 / 4),
        ([4, 3, 2, 1], [1, 0, 3, 0], [0, 1, 0, 3], 0.1, 0.1 / 4),
        ([4, 3, 2, 1], [1, 0, 3, 0], [0, 1, 0, 3], 0.5, 1 / 16 + 1 / 4),
        # a structure that is half good and half bad moves along both axes at once
        ([3, 2, 1], [0.5, 0.5, 0], [0, 0.5, 0.5], 1.0, 0.5 * (0.5 + 1) / 2 + 0.5),
        ([3, 2, 1], [0.5, 0.5, 0], [0, 0.5, 0.5], 0.1, 0.1 * (0.5 + 0.6) / 2),
        ([np.inf, 0, -np.inf], [0, 1, 0], [0, 0, 1], 0.1, 0.1),
    ],
)
def test_areas_by_hand(scores, good, bad, max_fpr, area):
    assert partial_auc(scores, good, bad, max_fpr=max_fpr, normalised=False) == pytest.approx(area, abs=1e-15)
    assert partial_auc(scores, good, bad, max_fpr=max_fpr) == pytest.approx(area / max_fpr, abs=1e-15)


def _doubled(scores, good, bad):
    """Each structure once as good and once as bad, for scikit-learn."""
    labels = np.r_[np.ones(len(scores)), np.zeros(len(scores))]
    return labels, np.r_[scores, scores], np.r_[good, bad]


@given(
    arrays(float, 40, elements=st.sampled_from([0.0, 1.0, 2.0, 2.5, 7.0, 11.0])),
    st.integers(0, 2**31),
    st.sampled_from([0.05, 0.1, 0.37, 1.0]),
)
def test_agrees_with_scikit_learn(scores, seed, max_fpr):
    rng = np.random.default_rng(seed)
    good, bad = rng.random(40), rng.random(40)
    labels, both, weight = _doubled(scores, good, bad)
    area = partial_auc(scores, good, bad, max_fpr=max_fpr, normalised=False)
    standardised = roc_auc_score(labels, both, sample_weight=weight, max_fpr=max_fpr)
    if max_fpr == 1:
        assert area == pytest.approx(standardised)
    else:  # McClish: between the diagonal's area and the strip's
        diagonal = max_fpr**2 / 2
        assert 0.5 * (1 + (area - diagonal) / (max_fpr - diagonal)) == pytest.approx(standardised)
    fpr, tpr, _ = sklearn_roc(labels, both, sample_weight=weight, drop_intermediate=False)
    curve = roc_curve(scores, good, bad)
    np.testing.assert_allclose(np.interp(0.3, curve.fpr, curve.tpr), np.interp(0.3, fpr, tpr))


def test_many_structures_read_only_the_top_of_the_ranking_and_agree(rng):
    # More than 16 structures: the shortcut that stops behind the cut is taken, with ties and without.
    good, bad = rng.random(500) ** 4, rng.random(500)
    scores = np.stack([rng.random(500), np.round(rng.random(500), 1), np.zeros(500), good - bad], axis=1)
    areas = partial_auc(scores, good, bad, normalised=False)
    for column, area in zip(scores.T, areas, strict=True):
        labels, both, weight = _doubled(column, good, bad)
        expected = roc_auc_score(labels, both, sample_weight=weight, max_fpr=0.1)
        assert 0.5 * (1 + (area - 0.005) / 0.095) == pytest.approx(expected)


def test_bootstrap_is_the_score_of_resampled_rows(rng):
    good, bad = rng.random(60) ** 3, rng.random(60)
    scores = np.stack([good + rng.normal(size=60), np.round(bad, 1)], axis=1)
    areas = bootstrap_partial_auc(scores, good, bad, n_resamples=25, seed=3)
    counts = resample_counts(60, 25, seed=3).astype(int)
    assert areas.shape == (25, 2)
    assert (counts.sum(axis=0) == 60).all()
    for r in range(25):
        rows = np.repeat(np.arange(60), counts[:, r])
        np.testing.assert_allclose(areas[r], partial_auc(scores[rows], good[rows], bad[rows]))
    np.testing.assert_array_equal(areas, bootstrap_partial_auc(scores, good, bad, n_resamples=25, seed=3))
    assert (areas != bootstrap_partial_auc(scores, good, bad, n_resamples=25, seed=4)).any()


def test_a_resample_without_good_ones_is_undefined_and_left_out():
    good, bad = np.r_[1.0, np.zeros(9)], np.r_[0.0, np.ones(9)]
    areas = bootstrap_partial_auc(np.arange(10.0), good, bad, n_resamples=400)
    undefined = np.isnan(areas[:, 0])
    assert undefined.mean() == pytest.approx(0.9**10, abs=0.08)
    assert np.isfinite(percentiles(areas)).all()
    assert np.isnan(percentiles(np.full((5, 2), np.nan))).all()
    np.testing.assert_allclose(percentiles(np.arange(101.0)), [16, 50, 84])


def test_random_rankings_have_the_area_of_the_diagonal(rng):
    good, bad = rng.random(300), rng.random(300)
    areas = random_partial_auc(good, bad, n_resamples=2000)
    assert areas.mean() == pytest.approx(0.05, abs=0.003)
    assert random_partial_auc(good, bad, normalised=False).mean() == pytest.approx(0.005, abs=0.0005)


@pytest.mark.parametrize(
    ("relevant", "k", "expected"),
    [
        ([1, 0, 1, 0], None, (1 + 2 / 3) / 2),
        ([1, 0, 1, 0], 2, 1 / 2),
        ([1, 0, 1, 0], 1, 1.0),
        ([0, 0, 1, 0], 2, 0.0),
        ([0, 1, 1, 1], 3, (1 / 2 + 2 / 3) / 3),
    ],
)
def test_average_precision_by_hand(relevant, k, expected):
    assert average_precision([9, 8, 7, 6], relevant, k) == pytest.approx(expected)


def test_average_precision_averages_over_the_orders_of_equal_scores():
    from itertools import permutations

    relevant = np.array([1, 0, 1, 1, 0])
    for k in (1, 2, 3, 5):
        # the last three are equal: all their orders by hand
        orders = [average_precision([9, 8, *p], relevant, k) for p in permutations([1.0, 2.0, 3.0])]
        assert average_precision([9, 8, 1, 1, 1], relevant, k) == pytest.approx(np.mean(orders))


def test_average_precision_agrees_with_scikit_learn(rng):
    scores = rng.random(80)
    relevant = rng.random((3, 80)) < 0.2
    expected = [average_precision_score(row, scores) for row in relevant]
    np.testing.assert_allclose(average_precision(scores, relevant), expected)
    assert np.isnan(average_precision(scores, np.zeros(80)))


def test_redrawn_labels_spread_where_their_errors_are_large():
    drawn = resampled_average_precision([1.0, 2.0, 3.0], [1.0, 0.5, 0.0], n_resamples=4000)
    # Relevant are the last in rank, and in half of the draws the second: AP = 1/3 or (1/2 + 2/3)/2.
    assert set(np.round(np.unique(drawn), 6)) == {round(1 / 3, 6), round((1 / 2 + 2 / 3) / 2, 6)}
    assert (drawn < 0.5).mean() == pytest.approx(0.5, abs=0.03)
    np.testing.assert_allclose(resampled_average_precision([1.0, 2.0, 3.0], [1, 0, 0]), 1 / 3)


@pytest.mark.parametrize(
    "call",
    [
        lambda: partial_auc([1, np.nan], [1, 0], [0, 1]),
        lambda: partial_auc([1, 2], [1, -1], [0, 1]),
        lambda: partial_auc([1, 2, 3], [1, 0], [0, 1]),
        lambda: partial_auc([1, 2], [1, 0], [0, 1], max_fpr=0),
        lambda: average_precision([1, 2], [1, 0], 0),
    ],
)
def test_nonsense_is_refused(call):
    with pytest.raises(SettingsError):
        call()
