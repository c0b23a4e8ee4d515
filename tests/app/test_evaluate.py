"""The page "Evaluate" without a browser: its jobs, its form, its texts."""

from __future__ import annotations

import dataclasses
import json

import numpy as np
import pandas as pd
import pytest

from pesviz.app.context import Context
from pesviz.app.evaluate import texts
from pesviz.app.evaluate.form import guess
from pesviz.app.evaluate.page import EvaluatePage
from pesviz.app.evaluate_worker import ABOUT, EvaluationRequest, evaluate_request
from pesviz.app.jobs import JobManager
from pesviz.app.page_context import PageContext
from pesviz.errors import LabelsError, SettingsError
from pesviz.ranking.evaluation import evaluate
from pesviz.ranking.labels.label_set import read_csv
from pesviz.ranking.store import open_evaluation
from pesviz.screening.ranked import read_results
from tests.app.evaluated import COLUMNS, N, write_labels, write_results
from tests.ranking.tables import labelled, results
from tests.waiting import wait_until


class Quiet:
    """Hears how far a job is."""

    def __init__(self) -> None:
        self.notes: list[str] = []

    def update(self, **changes) -> None:
        self.notes.append(changes.get("note", ""))


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Results of twelve structures, the labels beside them."""
    made = write_results(tmp_path_factory.mktemp("campaign") / "results")
    write_labels(made.parent / "measured.csv")
    return made


@pytest.fixture
def request_(folder):
    text = (folder.parent / "measured.csv").read_text(encoding="utf-8")
    return EvaluationRequest(str(folder), "csv", csv=text, file_name="measured.csv", columns=COLUMNS)


def test_a_request_comes_back(request_):
    request = dataclasses.replace(request_, models=("{}",), good_above=1e-4)
    assert EvaluationRequest.from_bytes(request.to_bytes()) == request


def test_the_job_scores_what_the_library_scores(folder, request_, tmp_path, monkeypatch):
    monkeypatch.setenv("PESVIZ_CONFIG", str(tmp_path / "config"))
    reporter = Quiet()
    request = dataclasses.replace(request_, max_fpr=0.5, k=4, convention="scripts")
    evaluate_request(request, tmp_path, reporter)
    found = open_evaluation(tmp_path)
    labels = read_csv(folder.parent / "measured.csv", COLUMNS)
    expected = evaluate(read_results(folder), labels, max_fpr=0.5, k=4, convention="scripts")
    pd.testing.assert_frame_equal(found.scores, expected.scores)
    assert found.labels.title == "measured.csv"
    about = json.loads((tmp_path / ABOUT).read_text(encoding="utf-8"))
    assert about["potential"] == "toy"
    assert about["results"] == {"toy": N}
    assert about["files"] == {f"s{i}": str(folder / f"s{i}.h5") for i in range(N)}
    assert not about["calibration"]["stored"]
    assert "2.00 and 1.15" in about["calibration"]["words"]
    assert "Scoring." in reporter.notes


def test_a_model_that_was_saved_is_one_more_column(request_, tmp_path):
    pytest.importorskip("sklearn", reason="the extra `ranking` is not installed")
    from pesviz.ranking.models import fit

    (tmp_path / "first").mkdir()
    evaluate_request(request_, tmp_path / "first", Quiet())
    joined = open_evaluation(tmp_path / "first").joined
    model = fit("l2", joined, ["xi", "mpe"], trained_on={"features": "pes"})
    evaluate_request(dataclasses.replace(request_, models=(model.to_json(),)), tmp_path, Quiet())
    found = open_evaluation(tmp_path)
    np.testing.assert_allclose(found.joined["model_l2_pes"], model.predict(joined))
    assert "model_l2_pes" in found.scores.index
    assert any("its score measures the fit" in note for note in found.notes)


def test_labels_of_one_kind_are_refused_with_a_remedy(request_, tmp_path):
    with pytest.raises(LabelsError, match="nothing to tell apart") as caught:
        evaluate_request(dataclasses.replace(request_, good_above=1e3), tmp_path, Quiet())
    assert "σ⁺" in caught.value.remedy
    with pytest.raises(LabelsError, match=r"measured\.csv has no column 'nowhere'"):
        evaluate_request(
            dataclasses.replace(request_, columns={"id": "nowhere", "sigma": "IC (S/cm)"}), tmp_path, Quiet()
        )


@pytest.mark.parametrize(
    ("key", "headings", "expected"),
    [
        ("id", ["Name", "IC (S/cm)"], "Name"),
        ("sigma", ["ID", "Ionic conductivity (S cm-1)", "sigma_error"], "Ionic conductivity (S cm-1)"),
        ("sigma", ["id", "sigma_error"], ""),
        ("sigma_error", ["id", "sigma", "sigma_error"], "sigma_error"),
        ("e_a", ["Structure", "Ea (eV)"], "Ea (eV)"),
        ("icsd", ["ICSD Entry"], "ICSD Entry"),
    ],
)
def test_headings_are_guessed(key, headings, expected):
    assert guess(key, headings) == expected


def test_places_and_the_verdict_by_hand():
    labels = labelled(30)
    found = evaluate(results(labels), labels, n_resamples=50)
    places = texts.places(found, "mpe")  # low is good, and it falls with the conductivity
    assert (places["off"] == 0).all()
    assert places.loc["s29"].tolist() == [1.0, 1.0, 0.0]
    table = results(labels)
    table.loc[table["source_id"] == "s0", "xi"] = 2.0  # the worst conductor first
    off = texts.places(evaluate(table, labels, n_resamples=10), "xi")["off"]
    assert off["s0"] == 29
    assert (off.drop("s0") == -1).all()
    assert "better than chance" in texts.verdict(found)
    assert "as its conductivity does" in texts.place_sentence(places.loc["s29"], 30, "MPE")
    noise = evaluate(results(labels).assign(xi=np.linspace(0, 1, 30)[::-1]), labels, n_resamples=50)
    assert "better" not in texts.verdict(noise)


@pytest.fixture
def page(folder, tmp_path, monkeypatch):
    """The page with a context that records what it is asked to show."""
    monkeypatch.setenv("PESVIZ_CONFIG", str(tmp_path / "config"))
    context = Context(results=folder, jobs=JobManager(slots=1, folder=tmp_path / "jobs"))
    shown = []
    made = EvaluatePage(
        PageContext(context, "me", lambda landscape, source: shown.append((landscape, source))), dark=False
    )
    made.asked = shown
    yield made
    context.jobs.close()


def wait(run) -> None:
    def over() -> bool:
        run.poll()
        return not run.busy

    wait_until(over, "the evaluation")


def give_labels(page, folder) -> None:
    page.form.offer()
    page.form.labels.value = "csv"
    page.form._take_csv((folder.parent / "measured.csv").read_bytes(), "measured.csv")


def test_from_labels_to_an_outlier_in_the_explorer(page, folder):
    give_labels(page, folder)
    wait(page.run)
    assert page.problem.object == ""
    assert f"{N} structures with result and label" in page.title.object
    assert page.results.visible
    assert page.curves.object is not None
    page.choose("xi")
    assert page.descriptor.value == "xi"
    first = page.structures.tabulator.value.index[0]
    assert first == "s0"  # the outlier: best conductor, no path
    page.pick(first)
    assert "places too low" in page.preview.text.object
    assert page.structures.tabulator.selection == [0]
    assert page.points.selected == ["s0"]
    assert page.preview.viewer.field
    page.open()
    assert page.asked[0][1] == "result:s0.h5"
    assert page.asked[0][0].pes.crystal.name == "s0"

    page.fits._start(page.fits.thresholds_run, "calibrate")
    wait(page.fits.thresholds_run)
    assert "cross-validated" in page.fits.thresholds_text.object
    assert f"pesviz evaluate {folder} --labels measured" in page.fits.thresholds_text.object

    csv = pd.read_csv(page.structures._csv(), index_col=0)
    assert len(csv) == N
    page.colour(dark=True)
    page.form.good.value = "1e-9"  # below σ⁻
    assert "lies above" in page.problem.object
    assert not page.results.visible


def test_what_is_missing_is_said(page, folder, monkeypatch, tmp_path):
    monkeypatch.setenv("PESVIZ_DATA", str(tmp_path))
    monkeypatch.setenv("PESVIZ_CACHE", str(tmp_path / "cache"))
    page.form.offer()
    page.form.labels.value = "csv"
    with pytest.raises(LabelsError, match="No labels yet"):
        page.form.request()
    assert "Drop a CSV" in page.problem.object
    with pytest.raises(LabelsError, match="not a CSV"):
        page.form._take_csv(b"\xff\xfe\x00", "picture.png")
    with pytest.raises(LabelsError, match="no model"):
        page.form._take_model(b"[]", "model.json")
    page.form._take_csv(b"what,ever\n1,2\n", "odd.csv")
    with pytest.raises(LabelsError, match="not known which columns"):
        page.form.request()
    page.form.labels.value = "laskowski2023"
    wait(page.run)
    assert "is not here" in page.problem.object
    assert "laskowski2023/laskowski.csv" in page.problem.object


def test_a_server_without_results_says_how_to_begin(page):
    page._context.server.results = None
    page.form.offer()
    assert page.form.results.options == {"Gallery of pesviz": "gallery"}
    page._fail(LabelsError("No result belongs to a label of obelix.", "Name results by the ids of the labels."))
    assert "pesviz data get obelix" in page.problem.object
    assert "No result belongs" in page.problem.object


def test_diffusivities_at_several_temperatures_are_extrapolated(page, folder, tmp_path):
    rows = ["id,temperature_K,D_cm2_s,D_sem_cm2_s,carriers_per_cm3"]
    for i in range(N):
        for t in (500.0, 700.0, 1000.0):
            energy = 0.16 if i > 7 else 0.6
            d = 1e-3 * np.exp(-energy / (8.617333e-5 * t))
            rows.append(f"s{i},{t:g},{d:.6e},{0.02 * d:.6e},1.6e22")
    page.form.offer()
    page.form.labels.value = "csv"
    page.form._take_csv("\n".join(rows).encode(), "md.csv")
    request = page.form.request()
    page.run.stop()
    assert (request.rule, request.columns, request.good_above) == (
        "extrapolated",
        {},
        pytest.approx(10**-2.5, rel=1e-3),
    )
    assert not page.form.mapping.visible
    evaluate_request(request, tmp_path, Quiet())
    found = open_evaluation(tmp_path)
    assert found.n_good == pytest.approx(N - 8, abs=0.1)
    assert found.n_bad == pytest.approx(8, abs=0.1)


@pytest.mark.parametrize("text", ["much", "-1", "0", "inf", ""])
def test_a_threshold_that_is_none_is_refused(page, text):
    page.form.offer()
    page.form.good.value = text
    with pytest.raises(SettingsError, match="σ⁺"):
        page.form.request()
