"""`pesviz neb` as a person or a script sees it, on a crystal whose barriers are solved by hand."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from ase.io import read

from pesviz.cli import main
from pesviz.cli.neb import parse_direction
from pesviz.dynamics.neb.barrier import open_neb
from pesviz.errors import SettingsError
from pesviz.structure import load
from pesviz.workflows.scan import scan
from tests.dynamics import gates
from tests.waiting import TIMEOUT_S, wait_until

ROOT = Path(__file__).resolve().parents[2]
POTENTIAL = "ase:tests.dynamics.gates:Gates"


@pytest.fixture(scope="module")
def landscape():
    return scan(load(gates.crystal(), mobile="Li"), POTENTIAL)


@pytest.fixture
def result(tmp_path, landscape) -> Path:
    return landscape.save(tmp_path / "gates.h5")


def test_one_json_object_and_the_result_beside_the_scan(result, capsys):
    assert main(["neb", str(result), "--fmax", "0.01", "--json"]) == 0
    out, err = capsys.readouterr()
    value = json.loads(out)
    assert value["frozen_barrier_eV"] == pytest.approx(gates.FROZEN, abs=1e-6)
    assert value["relaxed_barrier_eV"] == pytest.approx(gates.RELAXED, abs=1e-3)
    assert value["converged"] is True
    assert value["vacancies"][0]["symbol"] == "Li"
    assert value["relaxed_length_A"] == pytest.approx(gates.CELL[2], abs=0.01)
    assert value["seconds"] > 0
    assert value["supercell"] == [3, 3, 2]
    assert "Vacancy hop" in err
    assert value["file"] == str(result.with_name("gates-neb-ion0.json"))
    assert open_neb(value["file"]).barrier == value["relaxed_barrier_eV"]
    assert sorted(p.name for p in result.parent.iterdir()) == [
        "gates-neb-ion0.json",
        "gates.h5",
    ]  # no checkpoint left


def test_a_folder_with_a_barrier_is_still_a_folder_with_one_result(result, capsys):
    for _ in range(2):  # the second time it is there already
        assert main(["neb", str(result.parent), "--images", "3"]) == 0
    out, err = capsys.readouterr()
    assert "is there already" in err
    assert "Relaxed barrier" in out
    assert main(["export", str(result.parent), str(result.parent / "table.json")]) == 0


def test_the_table_says_how_it_went(result, capsys):
    assert main(["neb", str(result), "--images", "3"]) == 0
    out, err = capsys.readouterr()
    for text in (
        "0.500 eV in the scan",
        "0.38",
        "Elastic band",
        "Climbing image",
        "supercell 3 × 3 × 2",
        "[001]",
    ):
        assert text in out, text
    assert "Relaxing the start" in err


def test_figures_and_images(result, tmp_path, capsys):
    pictures = [tmp_path / "barrier.png", tmp_path / "barrier.svg"]
    images = tmp_path / "band.xyz"
    arguments = [str(word) for picture in pictures for word in ("--figure", picture)]
    assert main(["neb", str(result), "--images", "3", *arguments, "--write-images", str(images)]) == 0
    assert pictures[0].read_bytes().startswith(b"\x89PNG")
    assert "frozen" in pictures[1].read_text(encoding="utf-8") or pictures[1].stat().st_size > 5000
    band = read(images, ":")
    assert len(band) == 5
    assert max(a.get_potential_energy() for a in band) - band[0].get_potential_energy() == pytest.approx(
        gates.RELAXED, abs=2e-3
    )
    capsys.readouterr()
    saved = result.with_name("gates-neb-ion0.json")
    assert main(["neb", str(saved), "--json", "--figure", str(tmp_path / "again.pdf")]) == 0  # shown again
    assert json.loads(capsys.readouterr().out)["n_images"] == 5
    assert (tmp_path / "again.pdf").read_bytes().startswith(b"%PDF")


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        (["--ion", "4"], "no ion 4"),
        (["--supercell", "2x2"], "not a supercell"),
        (["--direction", "up"], "no lattice vector"),
        (["--figure", "barrier.bmp"], "cannot be written as '.bmp'"),
        (["--potential", "toy-channel-1d"], "scan was made with"),
        (["--images", "0"], "0 images"),
    ],
)
def test_what_a_person_can_mend_is_a_sentence(result, capsys, arguments, problem):
    assert main(["neb", str(result), *arguments]) == 2
    out, err = capsys.readouterr()
    assert problem in err
    assert not out
    assert "Traceback" not in err


def test_another_run_does_not_overwrite(result, capsys):
    assert main(["neb", str(result), "--images", "3"]) == 0
    before = result.with_name("gates-neb-ion0.json").read_bytes()
    assert main(["neb", str(result), "--images", "5"]) == 2
    assert "another barrier" in capsys.readouterr().err
    assert result.with_name("gates-neb-ion0.json").read_bytes() == before


def start(arguments: list[str], **environment: str) -> subprocess.Popen[str]:
    """Start `pesviz` in a process of its own."""
    return subprocess.Popen(
        [sys.executable, "-c", "import sys; from pesviz.cli import main; sys.exit(main())", *arguments],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
    )  # fmt: skip


@pytest.mark.parametrize("sent", [signal.SIGKILL, signal.SIGINT])
def test_a_killed_run_goes_on(result, tmp_path, capsys, monkeypatch, sent):
    arguments = ["neb", str(result), "--images", "5", "--fmax", "0.01", "--json"]
    saved = result.with_name("gates-neb-ion0.json")
    checkpoint = saved.with_suffix(".checkpoint.traj")
    process = start(arguments, GATES_SLEEP="0.01")
    wait_until(lambda: checkpoint.exists() and len(read(checkpoint, ":")) == 7, "the band has begun", process)
    process.send_signal(sent)
    _, err = process.communicate(timeout=TIMEOUT_S)
    assert process.returncode == {signal.SIGKILL: -9, signal.SIGINT: 130}[sent]
    assert not saved.exists()
    assert checkpoint.exists()
    if sent == signal.SIGINT:
        assert "goes on from there" in err

    def finished(log: str):
        monkeypatch.setenv("GATES_LOG", str(tmp_path / log))
        assert main(arguments) == 0
        saved.unlink()
        return json.loads(capsys.readouterr().out), len((tmp_path / log).read_text())

    value, calls = finished("rest")
    assert not checkpoint.exists()
    whole, all_calls = finished("whole")
    assert value["profile"] == whole["profile"]
    assert calls < all_calls


@pytest.mark.parametrize(("text", "expected"), [("0,0,1", (0, 0, 1)), ("[1 -1 0]", (1, -1, 0)), (None, None)])
def test_directions_as_typed(text, expected):
    assert parse_direction(text) == expected


@pytest.mark.parametrize("text", ["", "1,0", "1,0,0,0", "a,b,c", "0.5,0,0"])
def test_other_words_are_no_direction(text):
    with pytest.raises(SettingsError):
        parse_direction(text)
