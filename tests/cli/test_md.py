"""`pesviz md` as a person sees it: real processes where signals matter."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from ase.build import bulk
from ase.io import write

from pesviz.cli import main
from pesviz.dynamics import open_trajectory
from tests.waiting import TIMEOUT_S, wait_until

EMT = ("-p", "ase:ase.calculators.emt:EMT", "--mobile", "Ag")
QUICK = ("--equilibration", "0.02", "--timestep", "5", "--frame-interval", "0.01")


@pytest.fixture
def folder(tmp_path, monkeypatch) -> Path:
    """An empty folder with alloy.vasp in it, a cell that the rule of the sphere repeats 2×2×2."""
    atoms = bulk("Cu", cubic=True, a=3.7)
    atoms.numbers[0] = 47
    write(tmp_path / "alloy.vasp", atoms, sort=True)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def start(*arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", "import sys; from pesviz.cli import main; sys.exit(main())", "md", *arguments],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env={**os.environ, "OMP_NUM_THREADS": "1"},
    )  # fmt: skip


def test_several_temperatures_side_by_side(folder, capsys):
    command = ["md", "alloy.vasp", "--temperature", "500", "700", *EMT, *QUICK, "--time", "0.3", "--json"]
    assert main(command) == 0
    said = capsys.readouterr()
    value = json.loads(said.out)
    assert [run["temperature_K"] for run in value["runs"]] == [500, 700]
    for run in value["runs"]:
        assert (run["status"], run["n_frames"], run["n_atoms"]) == ("complete", 31, 32)
        assert set(run["health"]) == {"temperature", "energy", "framework"}
        assert run["diffusion"]["mobile"] == {"species": "Ag", "n_ions": 8}
        assert run["diffusion"]["temperature_K"] == run["temperature_K"]
    assert value["arrhenius"]["activation_energy_eV"] is None
    assert sorted(p.name for p in Path("md").iterdir()) == ["alloy-500K.h5", "alloy-700K.h5"]
    assert "ns/day" in said.err
    kept = open_trajectory("md/alloy-700K.h5")
    assert kept.provenance["settings"]["temperature"] == 700
    assert any("Supercell 2×2×2" in note for note in kept.provenance["structure"])

    assert main(command) == 0, "what is there already is not run again"
    assert capsys.readouterr().err.count("is there already") == 2
    assert main([*command[:-1], "--seed", "1"]) == 2
    assert "holds another run" in capsys.readouterr().err
    assert main(["arrhenius", "md", "--json"]) == 0
    assert len(json.loads(capsys.readouterr().out)["points"]) == 2
    assert main(["msd", "md/alloy-500K.h5", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["n_frames"] == 31


def test_tables(folder, capsys):
    assert main(["md", "alloy.vasp", "-T", "600", *EMT, *QUICK, "--time", "0.2"]) == 0
    said = capsys.readouterr()
    assert "alloy-600K: complete, 21 frames, 32 atoms" in said.out
    assert "temperature:" in said.out
    assert "can be concluded" in " ".join(said.out.split())


def test_relaxing_first_is_done_once(folder, capsys):
    command = ["md", "alloy.vasp", "-T", "600", *EMT, *QUICK, "--time", "0.1", "--relax", "positions", "--json"]
    assert main(command) == 0
    first = json.loads(capsys.readouterr().out)
    assert any("Relaxed positions" in note for note in open_trajectory("md/alloy-600K.h5").provenance["structure"])
    assert main(command) == 0
    said = capsys.readouterr()
    assert "is there already" in said.err
    assert json.loads(said.out)["runs"][0]["n_frames"] == first["runs"][0]["n_frames"]


@pytest.mark.parametrize(("number", "status"), [(signal.SIGKILL, -signal.SIGKILL), (signal.SIGINT, 130)])
def test_a_killed_run_goes_on_to_the_same_trajectory(folder, number, status):
    command = ("alloy.vasp", "--temperature", "500", *EMT, *QUICK, "--time", "0.9", "--json")
    process = start(*command, "--out", "killed")
    wait_until(lambda: list(Path("killed").glob("*.checkpoint/segment-*.npz")), "a segment on disk", process)
    process.send_signal(number)
    out, err = process.communicate(timeout=TIMEOUT_S)
    assert process.returncode == status, err
    assert out == ""
    assert "Traceback" not in err
    assert not list(Path("killed").glob("*.h5")), "it was not done"
    assert main(["md", *command, "--out", "killed"]) == 0
    assert main(["md", *command, "--out", "whole"]) == 0
    resumed, whole = (open_trajectory(Path(out) / "alloy-500K.h5") for out in ("killed", "whole"))
    np.testing.assert_array_equal(resumed.positions, whole.positions)
    for column, values in whole.log.items():
        np.testing.assert_array_equal(resumed.log[column], values)
    assert not list(Path("killed").glob("*.checkpoint"))


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["md", "alloy.vasp"], "temperature"),
        (["md", "alloy.vasp", "-T", "-5", *EMT], "temperature of -5"),
        (["md", "alloy.vasp", "-T", "500", *EMT, "--timestep", "3", "--frame-interval", "0.01"], "do not fit"),
        (["md", "absent.cif", "-T", "500"], "cannot be read"),
        (["md", "alloy.vasp", "-T", "hot"], "valid number"),
        (["md", "alloy.vasp", "-T", "500", "-p", "absent"], "no potential"),
    ],
)
def test_wrong_usage_is_told(folder, capsys, arguments, expected):
    assert main(arguments) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert expected in " ".join(said.err.split())
