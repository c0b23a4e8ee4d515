"""`pesviz evaluate` and `pesviz data` on real labels and small results."""

from __future__ import annotations

import json

import numpy as np
import pandas as pd
import pytest

from pesviz.cli import main
from tests.golden import REFERENCE


@pytest.fixture
def table(monkeypatch, tmp_path):
    """Results of a potential that knows the conductivity, with noise."""
    monkeypatch.setenv("PESVIZ_DATA", str(REFERENCE))
    monkeypatch.setenv("PESVIZ_CONFIG", str(tmp_path / "config"))
    from pesviz.ranking.labels.published import read_obelix

    labels = read_obelix(REFERENCE / "obelix").table.iloc[::10]
    rng = np.random.default_rng(0)
    log = np.log10(labels["sigma"].to_numpy()) + rng.normal(size=len(labels))
    x = (log - log.min()) / np.ptp(log)
    frame = pd.DataFrame(
        {
            "source_id": [f"{i}.cif" for i in labels.index], "potential": "toy", "xi": x, "mpe": 2 - x,
            "fv_conn_0p5": 10 ** (-3 + 2 * x), "fv_disc_0p5": 10 ** (-2 + 1.5 * x),
        }
    )  # fmt: skip
    path = tmp_path / "results.csv"
    frame.to_csv(path, index=False)
    return path


def test_one_json_object(table, capsys):
    assert main(["evaluate", str(table), "--labels", "obelix", "--json", "--resamples", "100", "--calibrate"]) == 0
    out = capsys.readouterr().out
    found = json.loads(out)["potentials"]["toy"]
    assert found["n_structures"] == 60
    assert {row["descriptor"] for row in found["scores"]} == {"xi", "mpe", "fv_conn_0p5", "fv_disc_0p5"}
    assert found["calibration"]["n"] == 60


def test_tables_and_figures(table, capsys, tmp_path):
    out = tmp_path / "out"
    arguments = ["evaluate", str(table), "--out", str(out), "--figures", "png", "--resamples", "50", "--unnormalised"]
    assert main(arguments) == 0
    printed = capsys.readouterr().out
    assert "60 structures with labels of obelix" in printed
    assert "Random guess" in printed
    written = {path.name for path in (out / "toy").iterdir()}
    assert written >= {
        "scores.csv",
        "structures.csv",
        "results.csv",
        "evaluation.json",
        "scores.png",
        "sigma-fv_conn_0p5.png",
    }
    scores = pd.read_csv(out / "toy" / "scores.csv", index_col=0)
    assert scores["auc"].max() <= 0.1


def test_a_saved_model_is_a_further_column(table, capsys, tmp_path):
    pytest.importorskip("sklearn", reason="the extra `ranking` is not installed")
    from pesviz.ranking.evaluation import evaluate
    from pesviz.ranking.labels.published import read_obelix
    from pesviz.ranking.models import fit
    from pesviz.ranking.results import read_table

    joined = evaluate(read_table(table), read_obelix(REFERENCE / "obelix"), n_resamples=10).joined
    path = fit("l2", joined, ["xi", "mpe"], trained_on={"features": "pes"}).save(tmp_path / "model.json")
    assert main(["evaluate", str(table), "--apply", str(path), "--json", "--resamples", "20"]) == 0
    found = json.loads(capsys.readouterr().out)["potentials"]["toy"]
    assert "model_l2_pes" in {row["descriptor"] for row in found["scores"]}


def test_extrapolated_positives_against_computed_negatives(shared_data, monkeypatch, capsys, tmp_path):
    monkeypatch.setenv("PESVIZ_DATA", str(shared_data))
    from pesviz.ranking.labels.published import read_kahle2020

    hot = read_kahle2020(shared_data / "kahle2020").table
    fast = hot.index[hot["sigma"] > 0.5]
    assert len(fast) >= 3
    rows = [
        f"{key},{t},{1e-3 * np.exp(-0.2 / (8.617e-5 * t))},{2e-5 * np.exp(-0.2 / (8.617e-5 * t))},2e22\n"
        for key in fast
        for t in (600, 800, 1000)
    ]
    several = tmp_path / "several.csv"
    several.write_text("id,temperature_K,D_cm2_s,D_sem_cm2_s,carriers_per_cm3\n" + "".join(rows), encoding="utf-8")
    results = tmp_path / "results.csv"
    pd.DataFrame({"source_id": hot.index, "xi": hot["sigma"].to_numpy(), "fv_conn_0p5": 0.1}).to_csv(results)
    out = tmp_path / "out"
    arguments = ["evaluate", str(results), "--labels", str(several), "--against", "kahle2020", "--resamples", "20"]
    assert main([*arguments, "--json", "--out", str(out), "--figures", "png"]) == 0
    (found,) = json.loads(capsys.readouterr().out)["potentials"].values()
    assert found["n_structures"] == 116
    assert found["weight_good"] == pytest.approx(len(fast), rel=0.1)
    assert 60 < found["weight_bad"] < 70
    assert any("bad by kahle2020 at 1000 K" in note for note in found["notes"])
    assert (out / "results" / "scores.png").is_file()


def test_thresholds_are_stored_when_asked(table, capsys, tmp_path):
    assert main(["evaluate", str(table), "--store", "--resamples", "20"]) == 0
    captured = capsys.readouterr()
    assert "Thresholds of Ξ fitted for toy" in captured.out
    assert json.loads((tmp_path / "config" / "calibrations.json").read_text(encoding="utf-8"))["potentials"]["toy"]
    assert main(["evaluate", str(table), "--resamples", "20"]) == 0
    captured = capsys.readouterr()
    assert "Ξ, own thresholds" in captured.out
    assert "fitted for toy to 60 structures of obelix" in captured.err.replace("\n", " ")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--labels", "nist"], "There is no data set 'nist'"),
        (["--labels", "none.csv"], "There is no file none.csv"),
        (["--column", "sigma"], "names no column"),
        (["--figures", "gif"], "Figures cannot be written as .gif"),
        (["--good-above", "1e-6"], "are not possible"),
        (["--potential", "chgnet"], "no finished results of chgnet"),
        (["--apply", "none.json"], "no model of pesviz"),
    ],
)
def test_problems_are_one_sentence_and_a_remedy(table, capsys, arguments, said):
    assert main(["evaluate", str(table), *arguments]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert said in captured.err.replace("\n", " ")
    assert "Traceback" not in captured.err


def test_data_sets_and_their_structures(shared_data, monkeypatch, capsys, tmp_path):
    monkeypatch.setenv("PESVIZ_DATA", str(shared_data))
    assert main(["data"]) == 0
    printed = capsys.readouterr().out
    assert str(shared_data / "obelix") in printed.replace("\n", "")
    assert main(["data", "structures", "kahle2020", "--out", str(tmp_path), "--max-atoms", "5"]) == 0
    assert "2 structures written" in capsys.readouterr().out
    assert sorted(path.name for path in tmp_path.iterdir()) == ["34003.cif", "61199.cif"]
    assert main(["data", "get", "kahle2020"]) == 2
