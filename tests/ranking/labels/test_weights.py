"""Weights of labels: the Gaussian integrals of the text, and the scripts' variant under its name."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import norm

from pesviz.errors import SettingsError
from pesviz.ranking.labels.published import read_obelix
from pesviz.ranking.labels.weights import RULES, label_weights, positives_against, weight_rule, weights_of
from tests.golden import REFERENCE


def test_text_is_the_integral_of_a_gaussian():
    sigma, error = np.array([0.3, 0.1, 0.05, 0.01, -0.002]), np.array([0.1, 0.02, 0.05, 0.004, 0.005])
    good, bad = label_weights(sigma, error, RULES["kahle2020"])
    np.testing.assert_allclose(good, norm.sf(0.1, sigma, error))
    np.testing.assert_allclose(bad, norm.cdf(0.01, sigma, error))
    assert good[1] == pytest.approx(0.5)
    assert bad[3] == pytest.approx(0.5)


def test_scripts_leave_out_the_root_of_two():
    good, bad = label_weights([0.14], [0.05], RULES["kahle2020"], convention="scripts")
    # ½·erfc(−0.8) and ½·erfc(2.6): a Gaussian whose width is smaller by √2
    assert good[0] == pytest.approx(norm.cdf(0.8 * np.sqrt(2)))
    assert bad[0] == pytest.approx(norm.sf(2.6 * np.sqrt(2)))


def test_measured_labels_have_the_relative_error_of_the_convention():
    rule = RULES["experiment"]
    text, _ = label_weights([1e-4], [np.nan], rule)
    scripts, _ = label_weights([1e-4], [np.nan], rule, convention="scripts")
    assert text[0] == pytest.approx(norm.cdf(0.5))  # (1e-4 − 5e-5) / 1e-4
    assert scripts[0] == pytest.approx(norm.cdf(np.sqrt(2)))  # (1e-4 − 5e-5) / 5e-5, without the √2
    # With 100 % error even the best conductor keeps Φ(−1) as a bad one: that is what the text says.
    _, bad = label_weights([1e-2], [np.nan], rule)
    assert bad[0] == pytest.approx(norm.cdf(-0.999))


def test_no_error_is_a_step():
    good, bad = label_weights([0.2, 0.1, 0.05, 0.01, 0.001], np.zeros(5), RULES["kahle2020"])
    np.testing.assert_array_equal(good, [1, 0.5, 0, 0, 0])
    np.testing.assert_array_equal(bad, [0, 0, 0, 0.5, 1])


def test_a_bound_is_bad_or_decides_nothing():
    good, bad = label_weights([1e-10, 1e-5, 1e-3], [np.nan] * 3, RULES["experiment"], upper_bound=[True, True, True])
    np.testing.assert_array_equal(good, [0, 0, 0])
    np.testing.assert_array_equal(bad, [1, 1, 0])


def test_extrapolated_positives_compare_logarithms():
    sigma = np.array([10**-2.0, 10**-2.5])
    good, bad = label_weights(sigma, 0.25 * np.log(10) * sigma, RULES["extrapolated"])
    np.testing.assert_allclose(good, [norm.cdf(2.0), 0.5])
    np.testing.assert_array_equal(bad, [0, 0])


def test_positives_of_one_set_against_negatives_of_another():
    hot = read_obelix(REFERENCE / "obelix")
    weights = weights_of(hot)
    positives = weights.iloc[:3].assign(good=0.7)
    combined = positives_against(positives, weights)
    assert len(combined) == len(hot)
    assert combined["good"].sum() == pytest.approx(2.1)
    np.testing.assert_array_equal(combined["bad"], weights.loc[combined.index, "bad"])


def test_nonsense_is_refused():
    with pytest.raises(SettingsError, match="no error"):
        label_weights([0.1], [np.nan], RULES["kahle2020"])
    with pytest.raises(SettingsError, match="convention"):
        label_weights([0.1], [0.1], RULES["kahle2020"], convention="code")
    with pytest.raises(SettingsError, match="no weight rule"):
        weight_rule("kahle")
    with pytest.raises(SettingsError, match="not possible"):
        RULES["kahle2020"].with_thresholds(0.001, None)
    with pytest.raises(SettingsError, match="logarithmic"):
        label_weights([-1.0], [0.1], RULES["extrapolated"])
