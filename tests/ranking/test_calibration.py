"""Thresholds of Ξ for another potential: found where they are known, honest where the data do not say."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from pesviz.errors import LabelsError, SettingsError
from pesviz.io.folders import config_folder
from pesviz.landscape.descriptors import PAPER, XiCalibration, xi_factors
from pesviz.ranking.calibration import (
    calibrate,
    calibration_in_force,
    fit_thresholds,
    forget,
    store,
    stored_calibrations,
    xi_of,
)
from pesviz.ranking.evaluation import evaluate
from tests.ranking.tables import labelled


@pytest.fixture(autouse=True)
def own_config(monkeypatch, tmp_path):
    monkeypatch.setenv("PESVIZ_CONFIG", str(tmp_path / "config"))


def made(n=60, seed=0):
    """Structures that conduct where both free volumes are large by the standards of another potential."""
    rng = np.random.default_rng(seed)
    volumes = 10 ** np.stack([rng.uniform(-4.0, -1.0, n), rng.uniform(-1.6, 0.0, n)], axis=1)
    known = xi_of(volumes, XiCalibration(3.0, 0.65))
    return volumes, known


def test_xi_of_many_is_eq_4():
    volumes = np.array([[0.0652, 0.1309], [0.0, 0.1], [0.01, 0.0708]])
    expected = [np.prod(xi_factors(*pair)) for pair in volumes]
    np.testing.assert_allclose(xi_of(volumes, PAPER), expected)


def test_known_thresholds_are_found_again():
    volumes, known = made(200)
    good = (known > 0.5).astype(float)
    fitted = fit_thresholds(volumes, good, 1 - good)
    assert fitted.connected == pytest.approx(3.0, abs=0.35)
    assert fitted.disconnected == pytest.approx(0.65, abs=0.25)


def test_data_that_do_not_care_change_nothing():
    volumes = 10 ** np.stack([np.linspace(-6, 0, 40), np.linspace(-6, 0, 40)], axis=1)
    good = (np.arange(40) > 30).astype(float)  # any thresholds rank them all right
    assert fit_thresholds(volumes, good, 1 - good) == PAPER


def _evaluation(volumes, good):
    labels = labelled(len(volumes), 0)
    table = pd.DataFrame(
        {"source_id": labels.table.index, "fv_conn_0p5": volumes[:, 0], "fv_disc_0p5": volumes[:, 1]}
    )
    weights = pd.DataFrame({"good": good, "bad": 1 - good}, index=labels.table.index)
    return evaluate(table, labels, weights=weights, n_resamples=20)


@pytest.mark.slow
def test_calibration_is_validated_on_structures_not_seen():
    volumes, known = made(100)
    found = calibrate(_evaluation(volumes, (known > 0.5).astype(float)), "stiff", repeats=2, n_resamples=40)
    assert found.validated > found.paper_score
    assert found.helps
    assert "better" in found.verdict
    rng = np.random.default_rng(1)
    blind = calibrate(
        _evaluation(volumes, rng.permutation(known > 0.5).astype(float)), "x", repeats=2, n_resamples=40
    )
    assert not blind.helps  # on noise a fit looks good on its own data, and only there
    assert blind.score > blind.validated
    assert "keep the paper's" in blind.verdict


def test_kept_with_the_potential():
    assert stored_calibrations() == {}
    assert calibration_in_force("chgnet")[0] == PAPER
    assert "tuned with M3GNet" in calibration_in_force("chgnet")[1]
    volumes, known = made(40)
    found = calibrate(_evaluation(volumes, (known > 0.5).astype(float)), "chgnet", folds=2, repeats=1, n_resamples=10)
    path = store(found)
    assert path.parent == config_folder()
    assert stored_calibrations()["chgnet"] == found
    thresholds, words = calibration_in_force("chgnet")
    assert thresholds == found.thresholds
    assert "fitted for chgnet to 40 structures of made" in words
    assert forget("chgnet")
    assert not forget("chgnet")
    path.write_text("{", encoding="utf-8")
    with pytest.raises(SettingsError, match="holds no calibrations"):
        stored_calibrations()


def test_too_few_to_calibrate():
    volumes, _ = made(8)
    with pytest.raises(LabelsError, match="too few"):
        calibrate(_evaluation(volumes, np.ones(8)), "x")
