"""Figures of an evaluation: what is drawn is what the evaluation says, in the browser and on paper."""

from __future__ import annotations

import holoviews as hv
import numpy as np
import pytest
from bokeh.models import GlyphRenderer

from pesviz.errors import LabelsError, SettingsError
from pesviz.figures.backends import save_figure, to_bokeh
from pesviz.figures.evaluation_models import models_figure, save_models_figure
from pesviz.figures.evaluation_scatter import scatter_figure, scatter_points
from pesviz.figures.evaluation_scores import score_series, scores_figure
from pesviz.figures.model_calibration import calibration_figure
from pesviz.figures.point_links import PointSelection, on_click
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
    by_title = {part.label: part for part in figure if isinstance(part, hv.Curve) and part.label}
    assert set(by_title) == {"Random guess", "Ξ", "MPE", "FV connected", "FV disconnected"}
    np.testing.assert_array_equal(by_title["FV connected"].dimension_values("score"), curve["middle"])
    page = to_bokeh(figure)
    assert {item.label.value for item in page.above[0].items if item.label.value} == set(by_title)
    assert page.background_fill_color == "#14171a"


def test_a_click_on_a_score_names_its_descriptor(evaluation):
    descriptors = []
    figure = to_bokeh(scores_figure(evaluation))
    on_click(figure, "descriptor", descriptors.append)
    source = figure.select_one({"name": "FV connected", "type": GlyphRenderer}).data_source
    for _ in range(2):  # the same point again
        source.selected.indices = [1]
    assert descriptors == ["fv_conn_0p5", "fv_conn_0p5"]
    assert source.selected.indices == []


def test_conductivity_against_free_volume(evaluation):
    points = scatter_points(evaluation, "fv_conn_0p5")
    assert len(points) == 30
    bound = points[points["bound"]]
    assert (bound["low"] == bound["y"]).all()  # a bound has no error bar
    value = points[~points["bound"]]
    np.testing.assert_allclose(value["high"] - value["y"], value["y"])  # the rule's 100 %
    figure = scatter_figure(evaluation, "fv_conn_0p5")
    by_title = {part.label: part for part in figure if isinstance(part, hv.Scatter) and part.label}
    assert set(by_title["upper bound"].dimension_values("id")) == set(bound["id"])
    assert by_title["upper bound"].opts.get("style", backend="bokeh").kwargs["marker"] == "inverted_triangle"
    joined = evaluation.joined
    good = (joined["good"] > 0.5) & ~joined["upper_bound"]
    assert set(by_title["good"].dimension_values("id")) == set(joined.index[good])
    upright = next(part for part in figure if isinstance(part, hv.ErrorBars) and not part.horizontal)
    assert (upright.dimension_values("y") - upright.dimension_values("below") > 0).all()  # the axis is logarithmic
    # the inset's points are the linear values on the box
    plain = scatter_figure(evaluation, "fv_conn_0p5", inset=False)
    inset = next(part for part in figure if isinstance(part, hv.Scatter) and not part.label)
    assert len(inset) == len(value)
    assert len(figure) > len(plain)
    steps = np.diff(np.log(inset.dimension_values("x"))) / np.diff(value["x"])
    np.testing.assert_allclose(steps, steps[0])


def test_points_and_items_select_each_other(evaluation):
    changes = []
    page = to_bokeh(scatter_figure(evaluation, "fv_conn_0p5"))
    selection = PointSelection(page, "id", changes.append)
    assert set(selection.items) == set(evaluation.joined.index)
    selection.select(["s0", "s29", "nowhere"])  # a bound and a good conductor
    assert set(selection.selected) == {"s0", "s29"}
    assert changes == []
    selection.sources[0].selected.indices = []  # by a click in the browser
    assert changes == [["s0"]]


def test_activation_energy_and_other_descriptors(evaluation):
    points = scatter_points(evaluation, "xi", "e_a")
    np.testing.assert_array_equal(points["y"], evaluation.joined["e_a"])
    figure = to_bokeh(scatter_figure(evaluation, "mpe", "e_a"))
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
    for draw in (scores_figure, scatter_figure):
        path = save_figure(draw(evaluation), tmp_path / "new" / f"{draw.__name__}{suffix}", title="toy")
        assert path.read_bytes().startswith(begin)
        again = save_figure(draw(evaluation), tmp_path / f"again{suffix}", title="toy")
        assert again.read_bytes() == path.read_bytes()
    with pytest.raises(SettingsError):
        save_figure(scores_figure(evaluation), tmp_path / "x.gif")


def test_models_beside_descriptors(evaluation, tmp_path):
    pytest.importorskip("sklearn", reason="the extra `ranking` is not installed")
    comparison = run(comparison_steps(evaluation, kinds=("l2",), features=("pes",)))
    page = to_bokeh(models_figure(comparison))
    titles = page.yaxis[0].major_label_overrides
    assert titles[max(titles)] == "Logistic, L2 on PES"
    assert save_models_figure(comparison, tmp_path / "models.png").stat().st_size > 5000
    curve = comparison.calibration["model_l2_pes"]
    parts = [part for part in calibration_figure(comparison) if isinstance(part, hv.Scatter)]
    assert len(parts) == 1
    assert list(parts[0].dimension_values("observed")) == [row["observed"] for row in curve]
