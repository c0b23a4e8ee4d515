"""The commands of the docs, typed with relative paths in a fresh folder."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from ase.build import bulk
from ase.io import write

from pesviz.app.context import Context
from pesviz.app.evaluate_worker import ABOUT, EvaluationRequest
from pesviz.app.jobs import JobManager, JobSpec
from pesviz.app.rank.source import sources
from pesviz.cli import main
from tests.app.evaluated import COLUMNS, N, write_labels, write_results
from tests.dynamics import gates
from tests.dynamics.walks import random_walk
from tests.screening.crystals import TOY, write_crystals
from tests.waiting import wait_until

GATES = ("--potential", "ase:tests.dynamics.gates:Gates")


@pytest.fixture
def folder(tmp_path, monkeypatch) -> Path:
    """A fresh folder, the working directory."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_scan_export_and_neb(folder):
    Path("gates.vasp").write_text(gates.CRYSTAL, encoding="utf-8")
    assert main(["scan", "gates.vasp", *GATES, "--mobile", "Li", "--out", "results"]) == 0
    (result,) = Path("results").iterdir()
    for target in ("gates.cube", "curves.csv"):
        assert main(["export", "results", target]) == 0
        assert Path(target).stat().st_size > 0
    assert main(["neb", "results", "--images", "3"]) == 0
    assert (Path("results") / f"{result.stem}-neb-ion0.json").is_file()


def test_md(folder):
    atoms = bulk("Cu", cubic=True, a=3.7)
    atoms.numbers[0] = 47
    write("alloy.vasp", atoms, sort=True)
    quick = ("--time", "0.1", "--equilibration", "0.02", "--timestep", "5", "--frame-interval", "0.01")
    potential = ("--potential", "ase:ase.calculators.emt:EMT", "--mobile", "Ag")
    assert main(["md", "alloy.vasp", "--temperature", "300", *quick, *potential, "--out", "runs"]) == 0
    assert [path.suffix for path in Path("runs").iterdir()] == [".h5"]


def test_screen(folder):
    write_crystals(Path("structures"), 2)
    options = ("-p", TOY, "--r-min", "0.4", "--spacing", "0.4")
    assert main(["screen", "structures/", "--out", "campaign", *options]) == 0
    assert main(["screen", "--out", "campaign"]) == 0
    assert main(["evaluate", "campaign", "--labels", "nowhere.csv"]) == 2, "a sentence, not a crash"


def test_evaluate_leaves_out_what_is_no_scan(folder, capsys):
    write_results(Path("results"))
    write_labels(Path("measured.csv"))
    random_walk(0, n_frames=20).save(Path("results/LiX-500K.h5"))
    columns = [word for key, heading in COLUMNS.items() for word in ("--column", f"{key}={heading}")]
    options = ("--labels", "measured.csv", *columns, "--resamples", "20", "--figures", "png", "--out", "evaluation")
    assert main(["evaluate", "results", *options, "--json"]) == 0
    value = json.loads(capsys.readouterr().out)
    assert list(value["potentials"]) == ["toy"]
    assert value["potentials"]["toy"]["n_structures"] == N
    assert value["notes"] == ["1 file holds no result of a scan: left out (LiX-500K.h5)."]
    assert Path("evaluation/toy/scores.csv").is_file()


def test_a_job_of_the_server_finds_results_that_were_named_by_a_relative_path(folder):
    """`pesviz serve results`, page Evaluate: a job's process has its own folder as working directory."""
    write_results(Path("results"))
    write_labels(Path("measured.csv"))
    context = Context(results=Path("results"), jobs=JobManager(slots=1, folder=folder / "jobs"))
    try:
        (source,) = sources(context.results).values()
        text = Path("measured.csv").read_text(encoding="utf-8")
        request = EvaluationRequest(str(source), "csv", csv=text, file_name="measured.csv", columns=COLUMNS)
        job = context.jobs.submit(JobSpec("request", "", "", task="evaluate"), request.to_bytes())
        wait_until(lambda: context.jobs.status(job).final, "the evaluation")
        status = context.jobs.status(job)
        assert (status.stage, status.problem) == ("done", "")
        about = json.loads((job.folder / ABOUT).read_text(encoding="utf-8"))
        assert about["results"] == {"toy": N}
        assert all(Path(file).is_absolute() for file in about["files"].values())
    finally:
        context.jobs.close()
