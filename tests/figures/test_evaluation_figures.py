"""Figures of an evaluation: what is drawn is what the evaluation says, in the browser and on paper."""

from __future__ import annotations

import numpy as np
import pytest
from bokeh.models import Whisker
from bokeh.models.glyphs import Line

from pesviz.errors import LabelsError, SettingsError
from pesviz.figures.evaluation_models import calibration_figure, models_figure, save_models
from pesviz.figures.evaluation_scatter import ScatterFigure, save_scatter, scatter_points
from pesviz.figures.evaluation_scores import save_scores, score_series, scores_figure
from pesviz.ranking.evaluation import evaluate
from pesviz.ranking.model_comparison import comparison_steps
from pesviz.workflows.progress import run
from tests.ranking.tables import labelled, results


@pytest.fixture(scope="module")
def evaluation():
    labels = labelled(30)
    table = results(labels, noise=0.5)
    table["fv_disc_0p1"] = table["fv_disc_0p5"] / 2
    return evaluate(table, labels, n_resamples=50)


def test_score_against_threshold(evaluation):
    series = score_series(evaluation)
    curve = series.curves["fv_conn_"]
    assert curve["threshold"].tolist() == [0.1, 0.5]
    assert curve["middle"].tolist() == evaluation.scores.loc[["fv_conn_0p1", "fv_conn_0p5"], "auc"].tolist()
    assert series.levels["xi"][1] == evaluation.scores.loc["xi", "auc"]
    assert series.random == evaluation.random
    figure = scores_figure(evaluation, dark=True)
    lines = [r.data_source.data for r in figure.renderers if isinstance(r.glyph, Line)]
    assert any(np.array_equal(d.get("middle", []), curve["middle"]) for d in lines)
    titles = {item.label.value for item in figure.above[0].items}
    assert titles == {"Random guess", "Ξ", "MPE", "FV connected", "FV disconnected"}


def test_a_click_on_a_score_names_its_descriptor(evaluation):
    heard = []
    figure = scores_figure(evaluation, on_pick=heard.append)
    sources = {r.data_source for r in figure.renderers if "descriptor" in r.data_source.data}
    (source,) = [s for s in sources if "fv_conn_0p5" in s.data["descriptor"].tolist()]
    for _ in range(2):  # the same point again
        source.selected.indices = [1]
    assert heard == ["fv_conn_0p5", "fv_conn_0p5"]
    assert source.selected.indices == []


def test_conductivity_against_free_volume(evaluation):
    points = scatter_points(evaluation, "fv_conn_0p5")
    assert len(points) == 30
    bound = points[points["bound"]]
    assert (bound["low"] == bound["y"]).all()  # a bound has no error bar
    value = points[~points["bound"]]
    np.testing.assert_allclose(value["high"] - value["y"], value["y"])  # the rule's 100 %
    made = ScatterFigure(evaluation, "fv_conn_0p5")
    shown = made.source.data
    assert (np.asarray(shown["low"]) > 0).all()  # the axis is logarithmic
    assert set(np.asarray(shown["marker"])[np.asarray(shown["bound"])]) == {"inverted_triangle"}
    assert list(shown["id"]) == evaluation.joined.index.tolist()
    assert any(isinstance(r, Whisker) for r in made.figure.center)
    # the inset's points are the linear values on the box
    plain = ScatterFigure(evaluation, "fv_conn_0p5", inset=False)
    assert len(made.figure.renderers) > len(plain.figure.renderers)


def test_activation_energy_and_other_descriptors(evaluation):
    points = scatter_points(evaluation, "xi", "e_a")
    np.testing.assert_array_equal(points["y"], evaluation.joined["e_a"])
    figure = ScatterFigure(evaluation, "mpe", "e_a").figure
    assert figure.xaxis.axis_label == "MPE (eV)"
    assert figure.yaxis.axis_label == "E_A (eV)"
    with pytest.raises(LabelsError):
        scatter_points(evaluation, "nothing")
    without = evaluate(results(labelled(30)), _without_energies(), n_resamples=20)
    with pytest.raises(LabelsError, match="activation energy"):
        scatter_points(without, "xi", "e_a")


def _without_energies():
    labels = labelled(30)
    labels.table["e_a"] = np.nan
    return labels


@pytest.mark.parametrize("suffix", [".png", ".svg", ".pdf"])
def test_on_paper(evaluation, tmp_path, suffix):
    begin = {".png": b"\x89PNG", ".svg": b"<?xml", ".pdf": b"%PDF"}[suffix]
    for save in (save_scores, save_scatter):
        path = save(evaluation, tmp_path / "new" / f"{save.__name__}{suffix}", title="toy")
        assert path.read_bytes().startswith(begin)
        again = save(evaluation, tmp_path / f"again{suffix}", title="toy")
        if suffix == ".png":
            assert again.read_bytes() == path.read_bytes()
    with pytest.raises(SettingsError):
        save_scores(evaluation, tmp_path / "x.gif")


def test_models_beside_descriptors(evaluation, tmp_path):
    pytest.importorskip("sklearn", reason="the extra `ranking` is not installed")
    found = run(comparison_steps(evaluation, kinds=("l2",), features=("pes",)))
    figure = models_figure(found)
    assert list(figure.y_range.factors)[-1] == "Logistic, L2 on PES"
    assert save_models(found, tmp_path / "models.png").stat().st_size > 5000
    curve = found.calibration["model_l2_pes"]
    drawn = [r.data_source.data for r in calibration_figure(found).renderers if "observed" in r.data_source.data]
    assert drawn
    assert all(list(data["observed"]) == [row["observed"] for row in curve] for data in drawn)
