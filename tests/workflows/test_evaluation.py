"""The evaluation workflow: tables from wherever, against labels made by hand."""

from __future__ import annotations

import pandas as pd
import pytest

from pesviz.errors import ResultReadError
from pesviz.ranking.evaluation import evaluate
from pesviz.ranking.store import open_evaluation
from pesviz.workflows.evaluation import EvaluationSettings, EvaluationWorkflow
from tests.ranking.tables import labelled, results

QUICK = EvaluationSettings(n_resamples=20)


@pytest.fixture
def table() -> pd.DataFrame:
    """Results of two potentials; the second one knows fewer structures."""
    rows = results(labelled())
    return pd.concat([rows, rows.head(30).assign(potential="other")])


def test_each_potential_is_scored(table, tmp_path):
    events = []
    result = EvaluationWorkflow(table, labelled(), QUICK).run(events.append)
    assert [(event.stage, event.message) for event in events] == [("scoring", "other"), ("scoring", "toy")]
    assert result.counts == {"other": 30, "toy": 40}
    expected = evaluate(table[table["potential"] == "toy"], labelled(), n_resamples=20)
    pd.testing.assert_frame_equal(result.potentials["toy"].evaluation.scores, expected.scores)
    result.potentials["toy"].save(tmp_path)
    pd.testing.assert_frame_equal(open_evaluation(tmp_path).scores, expected.scores)
    assert len(pd.read_csv(tmp_path / "results.csv")) == 40


@pytest.mark.parametrize(("asked", "name"), [("", "toy"), ("other", "other"), ("nowhere", "toy")])
def test_the_largest_or_the_one_asked_for(table, asked, name):
    settings = EvaluationSettings(asked, largest=True, n_resamples=20)
    result = EvaluationWorkflow(table, labelled(), settings).run()
    assert list(result.potentials) == [name]
    assert result.counts == {"other": 30, "toy": 40}


def test_only_one_potential(table):
    settings = EvaluationSettings("other", n_resamples=20)
    assert list(EvaluationWorkflow(table, labelled(), settings).run().potentials) == ["other"]
    with pytest.raises(ResultReadError, match="no finished results of nowhere"):
        EvaluationWorkflow(table, labelled(), EvaluationSettings("nowhere")).run()


def test_models_and_thresholds(table):
    pytest.importorskip("sklearn", reason="the extra `ranking` is not installed")
    events = []
    settings = EvaluationSettings("toy", n_resamples=20, calibrate=True)
    scored = EvaluationWorkflow(table, labelled(), settings).run(events.append).potentials["toy"]
    assert scored.calibration.potential == "toy"
    assert scored.calibration.n == 40
    assert scored.models is None
    assert [event.stage for event in events] == ["scoring", "calibrating"]
