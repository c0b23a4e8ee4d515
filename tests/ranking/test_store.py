"""What was written is read again."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from pesviz.errors import ResultReadError
from pesviz.figures.evaluation_scatter import scatter_points
from pesviz.ranking.evaluation import evaluate
from pesviz.ranking.labels.weights import weight_rule
from pesviz.ranking.store import NUMBERS, open_evaluation, open_models, save_evaluation
from tests.ranking.tables import labelled, results


def test_an_evaluation_comes_back_to_the_last_bit(tmp_path):
    labels = labelled()
    table = results(labels, noise=1.0)
    table.loc[table.index[:3], "mpe"] = np.inf
    found = evaluate(
        table, labels, rule=weight_rule("experiment").with_thresholds(1e-4, 1e-5), convention="scripts", k=7,
        max_fpr=0.2, normalised=False, n_resamples=40, seed=3,
    )  # fmt: skip
    again = open_evaluation(save_evaluation(found, tmp_path / "new"))
    assert again.to_dict() == found.to_dict()
    assert again.rule == found.rule
    pd.testing.assert_frame_equal(again.scores, found.scores)
    pd.testing.assert_frame_equal(again.joined, found.joined, check_dtype=False)
    pd.testing.assert_frame_equal(scatter_points(again, "xi"), scatter_points(found, "xi"))
    np.testing.assert_array_equal(again.curve("mpe").tpr, found.curve("mpe").tpr)


def test_where_there_is_none_it_says_so(tmp_path):
    with pytest.raises(ResultReadError, match="holds no evaluation"):
        open_evaluation(tmp_path)
    (tmp_path / NUMBERS).write_text("{}", encoding="utf-8")
    with pytest.raises(ResultReadError, match="holds no evaluation"):
        open_evaluation(tmp_path)
    with pytest.raises(ResultReadError, match="holds no models"):
        open_models(tmp_path)
