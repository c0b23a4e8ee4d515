"""Results joined to labels, and what an evaluation says of them."""

from __future__ import annotations

import json

import numpy as np
import pandas as pd
import pytest

from pesviz.errors import LabelsError
from pesviz.ranking.evaluation import evaluate, join, result_key
from pesviz.ranking.labels.published import read_obelix
from pesviz.ranking.labels.weights import RULES, weights_of
from pesviz.ranking.scores import partial_auc
from tests.golden import REFERENCE
from tests.ranking.tables import labelled, results


@pytest.mark.parametrize(
    ("source", "key"),
    [
        ("jqc", "jqc"),
        ("/data/cifs/jqc.cif", "jqc"),
        ("obelix:jqc", "jqc"),
        (r"C:\data\jqc.CIF", "jqc"),
        ("a.b.cif", "a.b"),
        (155950, "155950"),
    ],
)
def test_what_a_result_is_called(source, key):
    assert result_key(source) == key


def test_join_by_id_and_by_icsd_number():
    labels = labelled(6)
    table = pd.DataFrame({"source_id": ["s1.cif", "icsd-1003", "1004", "other"], "xi": [0.1, 0.3, 0.4, 0.9]})
    joined = join(table, labels)
    assert joined.index.tolist() == ["s1", "s3", "s4"]
    assert joined["xi"].tolist() == [0.1, 0.3, 0.4]
    assert joined["row"].tolist() == [0, 1, 2]
    with pytest.raises(LabelsError, match="No result belongs"):
        join(table.iloc[[3]], labels)


def test_realisations_are_averaged_and_infinite_stays_infinite():
    labels = labelled(4)
    table = pd.DataFrame({"source_id": ["s1", "s1", "s2"], "xi": [0.2, 0.4, 0.9], "mpe": [1.0, np.inf, 0.5]})
    joined = join(table, labels)
    assert joined.loc["s1", "xi"] == pytest.approx(0.3)
    assert joined.loc["s1", "mpe"] == np.inf
    assert joined["n_results"].tolist() == [2, 1]
    assert joined.loc["s1", "xi_std"] == pytest.approx(np.std([0.2, 0.4], ddof=1))
    assert np.isnan(joined.loc["s2", "xi_std"])


def test_a_perfect_descriptor_is_the_best_and_a_blind_one_is_random():
    labels = labelled()
    found = evaluate(results(labels), labels, n_resamples=300)
    weights = weights_of(labels)
    best = partial_auc(np.log(labels.table["sigma"]), weights["good"], weights["bad"])
    assert found.scores.loc["xi", "auc"] == pytest.approx(best)
    assert found.scores.loc["mpe", "auc"] == pytest.approx(best)  # low is good
    assert found.scores.loc["xi", "auc_16"] <= found.scores.loc["xi", "auc_50"] <= found.scores.loc["xi", "auc_84"]
    assert found.scores.loc["fv_disc_0p5", "auc"] < found.scores.loc["xi", "auc_16"]
    assert abs(found.scores.loc["fv_disc_0p5", "kendall"]) < 0.2
    assert found.random[0] <= 0.05 <= found.random[2]
    assert found.scores.loc["xi", "ap"] == 1.0
    assert found.scores.loc["xi", "kendall"] > 0.98
    assert found.scores.index[0] != "fv_disc_0p5"
    assert "fv_conn_0p5_error" not in found.scores.index
    assert found.scores.loc["fv_conn_0p5", "threshold"] == 0.5
    assert np.isnan(found.scores.loc["xi", "threshold"])
    curve = found.curve("mpe")
    assert curve.tpr[-1] == pytest.approx(1.0)
    assert any("upper bounds" in note for note in found.notes)


def test_conventions_thresholds_and_area_are_those_asked_for():
    labels = labelled()
    table = results(labels, noise=2.0)
    text, scripts = (evaluate(table, labels, convention=c, n_resamples=20) for c in ("text", "scripts"))
    assert text.n_good != pytest.approx(scripts.n_good)
    strict = evaluate(table, labels, rule=RULES["experiment"].with_thresholds(1e-3, None), n_resamples=20)
    assert strict.n_good < text.n_good
    raw = evaluate(table, labels, normalised=False, n_resamples=20)
    np.testing.assert_allclose(raw.scores["auc"], 0.1 * text.scores["auc"].loc[raw.scores.index])
    own = pd.DataFrame({"good": 1.0, "bad": 0.0}, index=labels.table.index)
    own.iloc[:20] = [0.0, 1.0]
    assert evaluate(table, labels, weights=own, n_resamples=20).n_good == 20


def test_what_is_missing_is_left_out_and_said():
    labels = labelled()
    table = results(labels)
    table["fv_conn_2p0"] = np.nan
    table.loc[table["source_id"] == "s7", "xi"] = np.nan
    found = evaluate(table, labels, n_resamples=20)
    assert len(found.joined) == 39
    assert "fv_conn_2p0" not in found.scores.index
    assert any("1 structures lack a descriptor" in note and "s7" in note for note in found.notes)
    with pytest.raises(LabelsError, match="no column nonsense"):
        evaluate(table, labels, descriptors=["nonsense"])
    with pytest.raises(LabelsError, match="no descriptor"):
        evaluate(table[["source_id"]], labels)


def test_numbers_for_json_hold_no_nan():
    labels = labelled(12)
    found = evaluate(results(labels), labels, n_resamples=20)
    text = json.dumps(found.to_dict(), allow_nan=False)
    again = json.loads(text)
    assert again["n_structures"] == 12
    assert {s["descriptor"] for s in again["scores"]} == set(found.scores.index)
    assert any("weigh only" in note for note in again["notes"])


def test_obelix_has_labels_for_its_own_structures():
    labels = read_obelix(REFERENCE / "obelix")
    names = ["gvd.cif", "4p7.cif", "sg0.cif"]
    table = pd.DataFrame({"source_id": names, "xi": [0.3, 0.9, 0.1]})
    found = evaluate(table, labels, n_resamples=20)
    assert found.joined.loc["sg0", ["good", "bad"]].tolist() == [0.0, 1.0]  # <1e-10 S/cm
    assert found.joined.loc["4p7", "good"] > 0.8
