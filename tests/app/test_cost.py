"""What a scan will cost: speeds, sentences, and estimates that never change what is shown."""

from __future__ import annotations

from dataclasses import replace

import pytest

import pesviz
from pesviz.app import cost as module
from pesviz.app.cost import CostEstimator, Speeds, cost_sentence, energies_left, n_unique_of
from pesviz.app.jobs import JobManager, JobSpec
from pesviz.app.store import crystal_bytes
from pesviz.pes.cost import ScanCost
from tests.waiting import wait_until

LONG = ScanCost(n_unique=100_000, seconds_everything=5400.0, seconds_adaptive=540.0, adaptive_pays=True)
SHORT = ScanCost(n_unique=1000, seconds_everything=20.0, seconds_adaptive=2.0, adaptive_pays=True)


@pytest.mark.parametrize(
    ("cost", "options", "sentence"),
    [
        (LONG, {}, "About 9 min; everything: 1.5 h."),
        (LONG, {"up_to": 0.6}, "About 5 min; everything: 1.5 h."),
        (LONG, {"everything": True}, "About 1.5 h."),
        (LONG, {"relax": True}, "About 9 min; everything: 1.5 h, after the relaxation."),
        (SHORT, {}, "About 20 s."),
        (SHORT, {"up_to": 1.0}, "About 2 s; everything: 20 s."),
        (replace(LONG, adaptive_pays=False), {"up_to": 1.0}, "About 1.5 h."),
    ],
)
def test_a_sentence_for_what_is_to_be_scanned(cost, options, sentence):
    assert cost_sentence(cost, **options).replace("90 min", "1.5 h") == sentence


def test_speeds_scale_with_the_atoms():
    speeds = Speeds()
    assert speeds.cost("chgnet", 10, 100) is None
    speeds.record("chgnet", 10, 0.02)
    speeds.record("chgnet", 10, 0.0)
    assert speeds.seconds_per_energy("chgnet", 20) == pytest.approx(0.04)
    assert speeds.cost("chgnet", 20, 100).seconds_everything == pytest.approx(4.0)
    assert speeds.seconds_per_energy("mace", 20) is None


def test_a_limited_result_knows_what_is_left(closed_landscape):
    pes = closed_landscape.pes
    summary = {"adaptive": {"n_unique": pes.n_evaluated + 40}}
    limited = replace(closed_landscape, pes=replace(pes, provenance=summary))
    assert n_unique_of(limited) == pes.n_evaluated + 40
    assert energies_left(limited) == 40


@pytest.fixture
def manager(tmp_path):
    made = JobManager(slots=1, folder=tmp_path / "jobs")
    yield made
    made.close()


@pytest.fixture
def answers():
    return []


@pytest.fixture
def estimator(manager, answers, monkeypatch):
    monkeypatch.setattr(module, "DELAY_S", 0.0)
    return CostEstimator(manager, "a", Speeds(), answers.append)


def poll(estimator: CostEstimator) -> None:
    def answered() -> bool:
        estimator.poll()
        return not estimator.pending

    wait_until(answered, "the estimate")


def test_an_estimate_is_answered_once_and_remembered(estimator, answers, manager):
    structure = crystal_bytes(pesviz.load("gallery:LiF"))
    spec = JobSpec("crystal", "", "toy-channel-1d", spacing=0.5, task="cost")
    estimator.request(spec, structure)
    poll(estimator)
    assert isinstance(answers[0], ScanCost)
    assert estimator._speeds.seconds_per_energy("toy-channel-1d", 8) > 0
    assert not list(manager.folder.iterdir()), "its folder is gone"
    estimator.request(spec, structure)
    assert not estimator.pending
    assert answers == [answers[0]] * 2


def test_another_request_replaces_the_one_before(estimator, answers):
    structure = crystal_bytes(pesviz.load("gallery:LiF"))
    spec = JobSpec("crystal", "", "toy-channel-1d", spacing=0.5, task="cost")
    estimator.request(spec, structure)
    estimator.poll()
    estimator.request(replace(spec, spacing=0.4), structure)
    poll(estimator)
    assert len(answers) == 1
    estimator.request(replace(spec, spacing=0.3), structure)
    estimator.stop()
    poll(estimator)
    assert len(answers) == 1


def test_a_scan_that_is_not_possible_says_why(estimator, answers):
    structure = crystal_bytes(pesviz.load("gallery:LiF"))
    estimator.request(JobSpec("crystal", "", "no-such", task="cost"), structure)
    poll(estimator)
    assert answers[0].endswith(".")
