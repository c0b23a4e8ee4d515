"""Models: they learn what can be learned, are the same after saving, and see no structure that they are scored on."""

from __future__ import annotations

import json

import numpy as np
import pandas as pd
import pytest

from pesviz.errors import LabelsError, SettingsError
from pesviz.ranking.evaluation import evaluate
from pesviz.ranking.model_comparison import calibration_curve, comparison_steps, leave_one_out
from pesviz.ranking.models import fit, matminer_features, numbers_of, open_model, pes_columns
from pesviz.ranking.store import open_models, save_models
from pesviz.workflows.progress import run
from tests.ranking.tables import labelled, results

pytest.importorskip("sklearn", reason="the extra `ranking` is not installed")
COLUMNS = ["xi", "mpe", "fv_conn_0p5", "fv_disc_0p5"]


@pytest.fixture(scope="module")
def evaluation():
    labels = labelled(30)
    return evaluate(results(labels, noise=0.7), labels, n_resamples=50)


@pytest.mark.parametrize("kind", ["l1", "l2", "catboost"])
def test_saved_and_opened_it_says_the_same(kind, evaluation, tmp_path):
    if kind == "catboost":
        pytest.importorskip("catboost", reason="the extra `ranking` is not installed")
    model = fit(kind, evaluation.joined, COLUMNS, seed=3, trained_on={"features": "pes"})
    predicted = model.predict(evaluation.joined)
    assert ((predicted >= 0) & (predicted <= 1)).all()
    assert predicted[evaluation.joined["good"] > 0.5].mean() > predicted[evaluation.joined["bad"] > 0.5].mean() + 0.2
    path = model.save(tmp_path / "model.json")
    json.loads(path.read_text(encoding="utf-8"))  # plain JSON, nothing that runs
    np.testing.assert_allclose(open_model(path).predict(evaluation.joined), predicted)
    again = fit(kind, evaluation.joined, COLUMNS, seed=3).predict(evaluation.joined)
    np.testing.assert_array_equal(again, predicted)
    applied = open_model(path).apply(evaluation.joined)
    np.testing.assert_allclose(applied[f"model_{kind}_pes"], predicted)


def test_logistic_regression_is_what_it_should_be(evaluation):
    # One standardised descriptor: the gradient of the weighted, penalised log-likelihood vanishes at the solution.
    model = fit("l2", evaluation.joined, ["xi"])
    x = (evaluation.joined["xi"].to_numpy() - model.centre) / model.scale
    p = model.predict(evaluation.joined)
    good, bad = evaluation.joined["good"].to_numpy(), evaluation.joined["bad"].to_numpy()
    pull = good * (1 - p) - bad * p
    assert pull.sum() == pytest.approx(0, abs=1e-3)
    assert (pull * x).sum() == pytest.approx(model.state["coefficients"][0], abs=1e-3)  # C = 1


def test_leaving_one_out_never_sees_it(evaluation):
    joined = evaluation.joined.copy()
    before = run(leave_one_out("l2", joined, ["xi", "fv_disc_0p5"]))
    joined.iloc[4, joined.columns.get_indexer(["good", "bad"])] = [0.0, 1.0]
    joined.iloc[5, joined.columns.get_indexer(["good", "bad"])] = [1.0, 0.0]
    after = run(leave_one_out("l2", joined, ["xi", "fv_disc_0p5"]))
    assert (before != after).sum() >= len(joined) - 2
    lone = evaluation.joined.copy()
    lone.iloc[7, lone.columns.get_indexer(["good", "bad"])] = [1.0, 0.0]
    assert run(leave_one_out("l2", lone, ["xi", "fv_disc_0p5"]))[7] == before[7]


def test_comparison_scores_models_and_descriptors_alike(evaluation, tmp_path):
    found = run(comparison_steps(evaluation, kinds=("l1", "l2"), features=("pes",), potential="toy"))
    assert found.scores.loc["xi", "auc"] == pytest.approx(evaluation.scores.loc["xi", "auc"])
    assert set(found.predictions) == {"model_l1_pes", "model_l2_pes"}
    assert found.scores.loc["model_l2_pes", "auc"] > found.random[2]
    save_models(found, tmp_path)
    model = open_model(tmp_path / "models" / "l2_pes.json")
    assert model.trained_on["n"] == len(evaluation.joined)
    assert len(model.calibration) == 5
    again = open_models(tmp_path)
    assert again.to_dict() == found.to_dict()
    pd.testing.assert_frame_equal(again.predictions, found.predictions)
    table = evaluation.joined
    np.testing.assert_array_equal(
        again.fitted["model_l2_pes"].predict(table), found.fitted["model_l2_pes"].predict(table)
    )


def test_calibration_curve_by_hand():
    predicted = np.array([0.1, 0.1, 0.9, 0.9])
    curve = calibration_curve(predicted, np.array([0, 0, 1, 0.5]), np.array([1, 1, 0, 0.5]), bins=2)
    assert [row["observed"] for row in curve] == [0.0, 0.75]
    assert [row["predicted"] for row in curve] == pytest.approx([0.1, 0.9])
    assert curve[1]["low"] <= 0.75 <= curve[1]["high"]


def test_numbers_as_a_model_sees_them(evaluation):
    table = evaluation.joined.head(2).assign(fv_conn_0p5=[0.01, 0.0], mpe=[np.inf, 1.0])
    np.testing.assert_allclose(numbers_of(table, ["fv_conn_0p5", "mpe"]), [[-2, 10], [-4, 1]])
    assert "fv_conn_0p5_error" not in pes_columns(evaluation.joined)
    with pytest.raises(LabelsError, match="no column e9d"):
        numbers_of(table, ["e9d"])


def test_unknown_values_and_rows(evaluation):
    model = fit("l2", evaluation.joined, COLUMNS, trained_on={"features": "pes"})
    table = evaluation.joined.head(3).copy()
    table.iloc[0, table.columns.get_indexer(COLUMNS)] = np.nan
    table.iloc[1, table.columns.get_indexer(["mpe"])] = np.nan
    column = model.apply(table)["model_l2_pes"]
    assert np.isnan(column.iloc[0])
    assert column.iloc[1:].between(0, 1).all()


def test_nonsense_is_refused(evaluation, tmp_path):
    with pytest.raises(LabelsError, match="of one kind"):
        fit("l2", evaluation.joined.assign(good=0.0), COLUMNS)
    with pytest.raises(SettingsError, match="no model"):
        fit("forest", evaluation.joined, COLUMNS)
    for text in ("[]", "{}", '{"format": "pesviz-model", "kind": "pickle"}', "no JSON"):
        path = tmp_path / "model.json"
        path.write_text(text, encoding="utf-8")
        with pytest.raises(LabelsError, match="no model of pesviz"):
            open_model(path)


def test_composition_descriptors():
    pytest.importorskip("matminer", reason="the extra `matminer` is not installed (it needs pandas below 3)")
    table = matminer_features(["LiCl", "Li3N", "LiCl"])
    assert table.shape == (3, 132)
    assert table["magpie mean Number"].tolist() == pytest.approx([10.0, 4.0, 10.0])


def test_without_matminer_it_says_so(evaluation, monkeypatch):
    import sys

    monkeypatch.setitem(sys.modules, "matminer.featurizers.composition", None)
    found = run(comparison_steps(evaluation, kinds=("l2",)))
    assert set(found.predictions) == {"model_l2_pes"}
    assert any("matminer" in note for note in found.notes)
