"""`pesviz screen` as a person or a script sees it."""

import json
import shutil
from pathlib import Path

import pytest
from ase.io import write

from pesviz.cli import main
from pesviz.screening import ResultsDatabase
from tests.golden import REFERENCE, golden
from tests.screening.crystals import TOY, write_crystals

OPTIONS = ["--r-min", "0.4", "--spacing", "0.4"]


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """Two crystals in the folder `in`, which is the one of the command."""
    write_crystals(tmp_path / "in", 2)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def screen(*arguments):
    return main(["screen", *arguments, *OPTIONS])


def fine(*arguments, potentials=TOY):
    """Screen on a grid that is so fine that an adaptive scan pays."""
    return main(["screen", "in", "--out", "out", "-p", potentials, "--r-min", "0.4", "--spacing", "0.15", *arguments])


def test_table_on_stdout_and_the_rest_on_stderr(folder, capsys):
    (folder / "in/broken.cif").write_text("x")
    assert screen("in", "--out", "out", "-p", TOY) == 0
    out, err = capsys.readouterr()
    assert out.index("c1") < out.index("broken")
    for part in ("Ξ", "MPE/eV", "0.200", "1 rows without a result", "broken"):
        assert part in out
    assert "3 rows" in err
    assert "2 done, 1 failed" in err
    assert "Running" not in out


def test_without_sources_it_shows_what_is_there(folder, capsys):
    screen("in", "--out", "out", "-p", TOY)
    shown = capsys.readouterr().out
    assert main(["screen", "--out", "out"]) == 0
    assert capsys.readouterr().out == shown
    assert main(["screen", "--out", "nowhere"]) != 0
    assert "holds no campaign" in capsys.readouterr().err


def test_json_holds_every_row(folder, capsys):
    assert screen("in", "--out", "out", "-p", f"{TOY},toy-plane-2d", "--up-to", "0.25", "--json") == 0
    found = json.loads(capsys.readouterr().out)
    assert len(found["rows"]) == 4
    assert {row["potential"] for row in found["rows"]} == {TOY, "toy-plane-2d"}
    assert {row["xi"] for row in found["rows"]} == {None}  # above the limit of this scan
    assert all(row["mpe"] == pytest.approx(0.2, abs=0.05) for row in found["rows"])
    assert set(found) == {"rows", "comparison", "rank_correlation"}


def test_several_potentials_are_compared(folder, capsys):
    assert screen("in", "--out", "out", "-p", f"{TOY},toy-channel-1d") == 0
    out = capsys.readouterr().out
    for part in ("disagreement", "Spearman", "mean", "toy-channel-1d"):
        assert part in out


def test_labels_stand_beside_the_results(folder, capsys):
    (folder / "labels.csv").write_text("id,sigma\nc0,<1e-9\nc1,0.0031\n")
    assert screen("in", "--out", "out", "-p", TOY, "--labels", "labels.csv") == 0
    out = capsys.readouterr().out
    assert "σ/(S/cm)" in out
    assert "<1.0e-09" in out
    assert "3.1e-03" in out
    table = ResultsDatabase("out").table().set_index("source_id")
    assert table.loc["c1", ["sigma", "upper_bound", "label_temperature"]].tolist() == [0.0031, False, 300.0]
    assert bool(table.loc["c0", "upper_bound"])


def test_obelix_brings_its_conductivities(folder, capsys):
    shutil.copytree(REFERENCE / "obelix", "obelix")
    Path("obelix/cifs").mkdir()
    write("obelix/cifs/gvd.cif", golden("gvd").crystal.atoms)
    assert screen("obelix/cifs/gvd.cif", "--out", "out", "-p", TOY, "--primitive") == 0
    row = ResultsDatabase("out").table().iloc[0]
    assert row["source_id"] == "gvd"
    assert row["sigma"] > 0
    assert screen("obelix/cifs/gvd.cif", "--out", "two", "-p", TOY, "--labels", "none") == 0
    assert "sigma" not in ResultsDatabase("two").table()


def test_the_limit_is_06_ev_unless_another_is_asked_for(folder, capsys):
    def rows(*arguments):
        assert fine("--json", *arguments) == 0
        out, err = capsys.readouterr()
        return json.loads(out)["rows"], err

    def limits(found):
        return {row["limit"] for row in found}

    found, _ = rows()
    assert 0.6 in limits(found) <= {0.6, None}, "None where it took every point"
    assert {"xi_estimate", "mpe_estimate", "e1d_estimate", "e2d_estimate", "e3d_estimate"} <= set(found[0])
    found, err = rows("--up-to", "0.25")
    assert "2 of them known before" in err
    assert 0.6 in limits(found) <= {0.6, None}, "None where it took every point"
    found, err = rows("--until", "3d", "--at-most", "0.8")
    assert "2 of them known before" in err, "E_3D is 0.4 eV"
    found, _ = rows("--everything")
    assert limits(found) == {None}


def test_predicted_numbers_are_marked(folder, capsys):
    assert fine("--up-to", "0.25") == 0
    out = capsys.readouterr().out
    assert out.count("≈") == 2 * 3, "Ξ, E2D and E3D of both"
    assert out.count(" 0.199 │  0.199 │ ≈ 0.") == 2, "MPE and E1D are exact"


def test_stopped_structures_are_listed_below_the_others(folder, capsys, monkeypatch):
    here = Path(__file__).parents[1] / "screening"
    monkeypatch.setenv("PYTHONPATH", str(here))
    monkeypatch.syspath_prepend(str(here))
    assert fine("--at-least", "0.25", potentials=f"ase:crystals:counted,{TOY}") == 0
    out, err = capsys.readouterr()
    assert "2 done, 2 stopped below Ξ 0.25, 0 failed" in err
    ranked, _, stopped = out.partition("Stopped:")
    assert ranked.count(TOY) == 0, "one potential has rows that are done"
    assert stopped.count("< 0.25 (stopped after") == 2
    assert stopped.count("≈ 0.0") == 2
    assert "without a result" not in out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["in", "--everything", "--up-to", "0.6"], "contradict"),
        (["in", "--everything", "--at-least", "0.25"], "cannot be stopped early"),
        (["in", "--up-to", "0.5", "--smearing", "paper", "--at-least", "0.25"], "below 0.54 eV"),
        (["in", "--at-most", "1"], "--until"),
        (["in", "--until", "mpe", "--up-to", "2", "--at-most", "1"], "lies above"),
        (["in", "--at-least", "2"], "not possible"),
        (["nowhere", "--out", "out"], "no file or folder nowhere"),
        (["in", "--out", "in/c0.vasp"], "needs a folder"),
        (["in", "--out", "out", "-p", "toy-x"], "no potential 'toy-x'"),
        (["in", "--out", "out", "-j", "2", "--scheduler", "tcp://127.0.0.1:9"], "several ways"),
        (["in", "--out", "out", "--exclude", "Qq"], "not a chemical element"),
        (["mp-query", "--out", "out"], "Materials Project"),
    ],
)
def test_mistakes_are_said_without_a_traceback(folder, capsys, monkeypatch, arguments, said):
    monkeypatch.delenv("MP_API_KEY", raising=False)
    assert main(["screen", *arguments]) not in {0, None}
    err = capsys.readouterr().err
    assert said in err
    assert "Traceback" not in err
