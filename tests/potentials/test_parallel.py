"""Several processes: the same bits, errors told, children that end with the scan."""

from __future__ import annotations

import os
import signal
import time
from contextlib import closing

import numpy as np
import pytest

from pesviz.errors import PotentialError, SettingsError, WorkerError
from pesviz.pes import ScanSettings, scan_steps
from pesviz.potentials import potential
from pesviz.potentials.parallel import CORES_VARIABLE, PAYS_AFTER_S, ParallelModel, available_cores, parse_workers
from pesviz.structure import load
from tests.golden import golden
from tests.waiting import TIMEOUT_S, wait_until

TOY = "toy-network-3d"
CALCULATOR = '''"""Lennard-Jones that fails where it is told to."""
from pathlib import Path
from ase.calculators.lj import LennardJones

class Failing(LennardJones):
    def calculate(self, *arguments, **options):
        super().calculate(*arguments, **options)
        if Path("fail").exists():
            raise ValueError("asked to fail")
'''


def alive(pid: int) -> bool:
    """Whether a process runs; children are reaped by who started them."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def batches(crystal, n: int, size: int) -> list[np.ndarray]:
    points = np.random.default_rng(3).random((n * size, 3)) @ crystal.cell
    return list(points.reshape(n, size, 3))


@pytest.fixture(scope="module")
def pair():
    """A toy in two processes, started once for this file."""
    with closing(potential(TOY, device="cpu", workers=2)) as model:
        yield model


def framework_of(crystal):
    return crystal.framework(crystal.mobile_indices[0])


def test_batches_come_back_in_order_with_the_same_bits(pair):
    crystal, alone = load("gallery:Li3N"), potential(TOY, device="cpu")
    framework, wanted = framework_of(crystal), batches(crystal, 40, 7)
    found = list(pair.stream(framework, 3, wanted))
    assert pair.n_processes == 2
    assert len(found) == 40
    for positions, energies in zip(wanted, found, strict=True):
        assert np.array_equal(energies, alone.energies(framework, 3, positions))


def test_another_framework_is_another_framework(pair):
    for key in ("Li3N", "LiF", "Li3N"):
        crystal = load(f"gallery:{key}")
        framework, wanted = framework_of(crystal), batches(crystal, 5, 4)
        alone = potential(TOY, device="cpu")
        for positions, energies in zip(wanted, pair.stream(framework, 3, wanted), strict=True):
            assert np.array_equal(energies, alone.energies(framework, 3, positions))


def test_a_scan_is_the_same_to_the_last_bit_and_resumes_with_any_number(pair, tmp_path):
    crystal, settings = load("gallery:Li3N"), ScanSettings(spacing=0.5)
    *_, whole = scan_steps(crystal, potential(TOY, device="cpu"), settings)
    steps = scan_steps(crystal, pair, settings, tmp_path)
    for _ in range(3):
        next(steps)
    pids = [child.pid for child in pair._children]
    assert len(pids) == 2
    assert all(alive(pid) for pid in pids)
    steps.close()
    wait_until(lambda: not any(alive(pid) for pid in pids), "closing the scan ends the children")
    *_, resumed = scan_steps(crystal, potential(TOY, device="cpu"), settings, tmp_path)
    *_, parallel = scan_steps(crystal, pair, settings)
    for pes in (resumed.pes, parallel.pes):
        assert np.array_equal(pes.energies, whole.pes.energies)
        assert np.array_equal(pes.minimum_energies, whole.pes.minimum_energies)
    assert parallel.pes.provenance["processes"] == 2
    assert parallel.pes.provenance["devices"] == ["cpu"]


def test_the_papers_potential_in_two_processes(papers_potential):
    crystal = golden("licl").crystal
    settings = ScanSettings(spacing=0.5)
    alone = potential("m3gnet-mp-2021", device="cpu")
    *_, serial = scan_steps(crystal, alone, settings)
    with closing(potential("m3gnet-mp-2021", device="cpu,cpu")) as model:
        *_, parallel = scan_steps(crystal, model, settings)
        assert model.n_processes == 2
    assert np.array_equal(parallel.pes.energies, serial.pes.energies)


def test_a_killed_child_is_a_sentence_and_ends_the_others():
    crystal = load("gallery:Li3N")
    with closing(potential(TOY, device="cpu", workers=2)) as model:
        running = model.stream(framework_of(crystal), 3, iter(batches(crystal, 5000, 2)))
        next(running)
        first, second = (child.pid for child in model._children)
        os.kill(first, signal.SIGKILL)
        with pytest.raises(WorkerError, match=r"killed by signal 9.*--workers"):
            list(running)
        wait_until(lambda: not alive(first) and not alive(second), "the end of both")
        again = model.stream(framework_of(crystal), 3, batches(crystal, 2, 2))
        assert len(list(again)) == 2, "and the model can be used again"


def test_what_goes_wrong_in_a_child_is_told(tmp_path, monkeypatch):
    (tmp_path / "failing_calculator.py").write_text(CALCULATOR, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.syspath_prepend(str(tmp_path))
    crystal = load("gallery:LiF")
    with closing(potential("ase:failing_calculator:Failing", workers=2)) as model:
        assert len(list(model.stream(framework_of(crystal), 3, batches(crystal, 3, 1)))) == 3
        (tmp_path / "fail").touch()
        with pytest.raises(PotentialError, match="ValueError: asked to fail"):
            list(model.stream(framework_of(crystal), 3, batches(crystal, 3, 1)))


def test_a_potential_that_a_child_cannot_load(tmp_path, monkeypatch):
    module = tmp_path / "only_once.py"
    module.write_text("from ase.calculators.lj import LennardJones\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.syspath_prepend(str(tmp_path))
    crystal = load("gallery:LiF")
    with closing(potential("ase:only_once:LennardJones", workers=2)) as model:
        module.unlink()
        with pytest.raises(PotentialError, match="cannot be imported"):
            next(model.stream(framework_of(crystal), 3, batches(crystal, 3, 1)))
        assert model.n_processes == 1


def test_left_to_pesviz_short_work_stays_here_and_long_work_does_not():
    crystal = load("gallery:Li3N")
    framework, wanted = framework_of(crystal), batches(crystal, 40, 20)
    alone = potential(TOY, device="cpu")
    with closing(ParallelModel(alone, ["cpu", "cpu"], pays_after=PAYS_AFTER_S)) as model:
        list(model.stream(framework, 3, wanted, n_pending=800))
        assert model.n_processes == 1

        sent: list[np.ndarray] = []

        def work():
            end = time.monotonic() + TIMEOUT_S
            while (model.n_processes == 1 or model._loading) and time.monotonic() < end:
                sent.append(wanted[len(sent) % len(wanted)])
                yield sent[-1]

        found = list(model.stream(framework, 3, work(), n_pending=10**9))
        assert model.n_processes == 2
        assert not model._loading, "the children took over"
        for positions, energies in zip(sent, found, strict=True):
            assert np.array_equal(energies, alone.energies(framework, 3, positions))


def test_a_model_that_is_let_go_takes_its_children_along():
    crystal = load("gallery:LiF")
    model = potential(TOY, device="cpu", workers=2)
    list(model.stream(framework_of(crystal), 3, batches(crystal, 4, 2)))
    pids = [child.pid for child in model._children]
    del model
    wait_until(lambda: not any(alive(pid) for pid in pids), "the end of the children")


def test_a_process_may_be_held_to_fewer_cores(monkeypatch):
    monkeypatch.delenv(CORES_VARIABLE, raising=False)
    cores = available_cores()
    for said, held in (("1", 1), (str(cores + 7), cores), ("0", cores), ("many", cores)):
        monkeypatch.setenv(CORES_VARIABLE, said)
        assert available_cores() == held
    monkeypatch.setenv(CORES_VARIABLE, "1")
    assert not isinstance(potential(TOY, device="cpu", workers="auto"), ParallelModel)


def test_numbers_of_processes():
    assert parse_workers("auto") == 0
    assert parse_workers("3") == parse_workers(3) == 3
    for wrong in (0, -1, "many", "1.5", ""):
        with pytest.raises(SettingsError, match="1 or more, or auto"):
            parse_workers(wrong)
    assert not isinstance(potential(TOY, device="cpu"), ParallelModel)
    with pytest.raises(SettingsError, match="no device 'gpu'"):
        potential(TOY, device="cpu,gpu")
