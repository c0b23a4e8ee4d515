"""`pesviz msd` and `pesviz arrhenius`."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from pesviz.cli import main
from pesviz.cli.numbers import with_error
from pesviz.dynamics import MSDSettings, analyse_diffusion, read_trajectory
from tests.dynamics.walks import random_walk

DATA = Path(__file__).parents[1] / "dynamics" / "data"


@pytest.fixture
def runs(tmp_path, monkeypatch) -> Path:
    """Random walks with E_A = 0.3 eV at four temperatures; the coldest does not diffuse."""
    monkeypatch.chdir(tmp_path)
    for seed, kelvin in enumerate((400, 600, 800, 1000)):
        d = 0 if kelvin == 400 else 2e-3 * np.exp(-0.3 / (8.617333262e-5 * kelvin))
        random_walk(seed, d, temperature=kelvin, n_frames=1501).save(tmp_path / "runs" / f"{kelvin}K.h5")
    return tmp_path


def test_json_is_one_object(runs, capsys):
    assert main(["msd", "runs/800K.h5", "--json"]) == 0
    said = capsys.readouterr()
    assert said.out.count("\n") == 1
    value = json.loads(said.out)
    direct = analyse_diffusion(read_trajectory("runs/800K.h5"))
    assert value == json.loads(json.dumps(direct.to_dict()))


def test_options_reach_the_analysis(runs, capsys):
    options = ["--window", "20", "--fit", "2", "18", "--stride", "5", "--skip", "10", "--charge", "2"]
    assert main(["msd", "runs/800K.h5", *options, "--temperature", "900", "--every", "2", "--json"]) == 0
    value = json.loads(capsys.readouterr().out)
    direct = analyse_diffusion(
        read_trajectory("runs/800K.h5", every=2),
        settings=MSDSettings(window=20, fit=(2, 18), stride=5, skip=10),
        temperature=900,
        charge=2,
    )
    assert value == json.loads(json.dumps(direct.to_dict()))
    assert value["frame_interval_ps"] == pytest.approx(0.2)
    assert value["carriers"]["charge_e"] == 2


def test_the_real_run_of_the_issue(shared_data, capsys):
    path = str(shared_data / "md" / "example_XDATCAR.gz")
    assert main(["msd", path, "--mobile", "Li", "--frame-interval", "0.1", "--temperature", "500", "--json"]) == 0
    value = json.loads(capsys.readouterr().out)
    assert value["n_frames"] == 140
    assert value["msd"]["time_ps"][-1] == pytest.approx(13.9)
    assert value["D_cm2_s"]["mean"] == pytest.approx(1.34e-5, rel=0.02)
    assert value["sigma_S_cm"]["mean"] == pytest.approx(1.14, rel=0.02)
    assert main(["msd", path, "--mobile", "Li", "--frame-interval", "0.1"]) == 0
    text = capsys.readouterr().out
    for word in ("Li", "D ", "10⁻⁵ cm²/s", "not known", "too short for two windows"):
        assert word in text


def test_first_principles_runs_of_other_codes(capsys):
    assert main(["msd", str(DATA / "LiH-md.pwo.gz"), "--mobile", "Li", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["temperature_K"] == 600
    assert main(["msd", str(DATA / "LiH-pos-1.xyz"), "--mobile", "Li", "--temperature", "600", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["frame_interval_ps"] == pytest.approx(0.0005)
    lammps = ["--species", "Li,Ar", "--timestep", "0.002", "--json"]
    assert main(["msd", str(DATA / "lammps-wrapped.dump.gz"), *lammps]) == 0
    assert json.loads(capsys.readouterr().out)["mobile"]["species"] == "Li"


def test_kinisi(runs, capsys):
    pytest.importorskip("kinisi")
    assert main(["msd", "runs/1000K.h5", "--method", "kinisi", "--json"]) == 0
    value = json.loads(capsys.readouterr().out)
    truth = 2e-3 * np.exp(-0.3 / (8.617333262e-5 * 1000))
    assert value["D_cm2_s"]["mean"] == pytest.approx(truth, abs=4 * value["D_cm2_s"]["sem"])
    assert value["D_cm2_s"] == value["D_alternatives_cm2_s"]["kinisi"]
    assert value["D_cm2_s"]["sem"] < value["D_alternatives_cm2_s"]["windows"]["sem"]


def test_arrhenius_of_runs_and_of_json(runs, capsys):
    assert main(["arrhenius", "runs", "--json"]) == 0
    direct = json.loads(capsys.readouterr().out)
    energy = direct["activation_energy_eV"]
    assert energy["mean"] == pytest.approx(0.3, abs=3 * energy["sem"])
    assert [point["excluded"] for point in direct["points"]] == ["not diffusive", None, None, None]
    names = []
    for kelvin in (400, 600, 800, 1000):
        assert main(["msd", f"runs/{kelvin}K.h5", "--json"]) == 0
        names.append(f"{kelvin}K.json")
        Path(names[-1]).write_text(capsys.readouterr().out, encoding="utf-8")
    assert main(["arrhenius", *names, "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == direct
    assert main(["arrhenius", *names, "--exclude", "600", "800", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["activation_energy_eV"] is None
    assert main(["arrhenius", *names, "--at", "350"]) == 0
    text = " ".join(capsys.readouterr().out.split())
    for said in ("E_A", "eV", "σ(350 K)", "mS/cm", "left out: not diffusive", "χ²/df"):
        assert said in text


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["msd", "absent"], "does not exist"),
        (["msd", "runs/800K.h5", "--fit", "9", "3"], "fit from 9"),
        (["msd", "runs/800K.h5", "--mobile", "Na"], "has no Na"),
        (["msd", "runs/800K.h5", "runs/600K.h5"], "differ in temperature"),
        (["arrhenius", "empty"], "holds no runs"),
        (["arrhenius", "text.json"], "cannot be read"),
        (["arrhenius", "other.json"], "no result of an MSD analysis"),
    ],
)
def test_problems_are_told(runs, capsys, arguments, expected):
    Path("empty").mkdir()
    Path("text.json").write_text("no json")
    Path("other.json").write_text('{"formula": "Li"}')
    assert main(arguments) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert expected in " ".join(said.err.split())
    assert "Traceback" not in said.err


@pytest.mark.parametrize(
    ("mean", "sem", "text"),
    [
        (1.3387e-5, 1.32e-6, "(1.34 ± 0.13)·10⁻⁵ cm²/s"),
        (1.14, 0.11, "1.14 ± 0.11 cm²/s"),
        (1e-8, 5e-7, "(0.1 ± 5.0)·10⁻⁷ cm²/s"),
        (123.4, 5.6, "123.4 ± 5.6 cm²/s"),
        (0.0, None, "0 cm²/s"),
        (2.5e-6, None, "2.50·10⁻⁶ cm²/s"),
        (None, None, "not known"),
    ],
)
def test_numbers_with_errors(mean, sem, text):
    assert with_error(mean, sem, "cm²/s") == text
