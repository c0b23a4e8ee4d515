"""Jobs as real processes: queue, cancel, crash, nonsense, names from outside."""

from __future__ import annotations

import os
import signal

import pytest

import pesviz
from pesviz.app.jobs import Job, JobManager, JobSpec, JobStatus, read_json
from pesviz.app.store import crystal_bytes
from pesviz.errors import PesvizError
from pesviz.landscape.layout import landscape_bytes
from tests.full_disk import no_file_larger_than
from tests.waiting import wait_until

SLOW = JobSpec("gallery", "LiFePO4", "toy-network-3d", supercell=(2, 2, 2), spacing=0.12, max_points=10**9)
QUICK = JobSpec("gallery", "LiF", "toy-channel-1d", spacing=0.5)
NONSENSE = b"this is not a crystal\n" * 20


@pytest.fixture
def manager(tmp_path):
    made = JobManager(slots=1, folder=tmp_path / "jobs")
    yield made
    made.close()


def wait(manager: JobManager, job: Job, *stages: str) -> JobStatus:
    """Wait until a job is in one of the stages, or final."""

    def arrived() -> JobStatus | None:
        status = manager.status(job)
        return status if status.stage in stages or status.final else None

    return wait_until(arrived, f"one of {stages}")


def group_is_gone(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return True
    return False


def test_a_scan_runs_to_its_result_with_a_preview(manager):
    from pesviz.landscape import open_landscape

    spec = JobSpec("gallery", "Li2S", "toy-network-3d", spacing=0.3)
    job = manager.submit(spec)
    status = wait(manager, job, "done")
    assert (status.stage, status.problem) == ("done", "")
    assert status.done == status.total > 0
    assert 0 < status.estimate["share"] < 1
    assert status.estimate["limit"] is None
    assert status.estimate["mpe_eV"] > 0
    assert status.estimate["mpe_change_eV"] is not None
    landscape = open_landscape(job.result)
    assert landscape.pes.potential["name"] == "toy-network-3d"
    assert landscape.pes.crystal.mobile_species == "Li"


def test_cancel_stops_the_whole_group_and_the_next_job_starts(manager):
    job = manager.submit(SLOW)
    queued = manager.submit(QUICK)
    assert wait(manager, job, "scanning").stage == "scanning"
    assert manager.status(queued) == JobStatus(place=1)
    group = job.process.pid
    manager.cancel(job)
    wait_until(lambda: group_is_gone(group), "the end of the worker")
    assert manager.status(job).stage == "cancelled"
    assert wait(manager, queued, "done").stage == "done"


def test_a_killed_worker_says_that_the_memory_ran_out(manager):
    job = manager.submit(SLOW)
    wait(manager, job, "scanning")
    os.kill(job.process.pid, signal.SIGKILL)
    status = wait(manager, job, "failed")
    assert status.stage == "failed"
    assert "memory" in status.problem
    assert status.remedy


def test_a_full_disk_is_told_in_a_sentence(manager):
    first = manager.submit(SLOW)
    second = manager.submit(QUICK)
    with no_file_larger_than(0):
        with pytest.raises(PesvizError, match="cannot keep this job's files") as caught:
            manager.submit(QUICK)
        manager.cancel(first)  # the second starts, and cannot even write how far it is
    status = wait(manager, second, "failed")
    assert (status.stage, status.problem) == ("failed", "The server's temporary folder is full.")
    assert "TMPDIR" in status.remedy
    assert "TMPDIR" in caught.value.remedy


def test_releasing_a_session_stops_its_jobs_and_no_other(manager, tmp_path):
    manager.slots = 2
    mine, other = manager.submit(SLOW, owner="a"), manager.submit(SLOW, owner="b")
    wait(manager, mine, "scanning")
    wait(manager, other, "scanning")
    manager.release("a")
    wait_until(lambda: group_is_gone(mine.process.pid), "the end of the worker")
    assert not mine.folder.exists()
    assert manager.status(other).stage == "scanning"
    assert other.process.poll() is None


def test_an_inspection_does_not_wait_for_scans(manager):
    manager.submit(SLOW)
    job = manager.submit(JobSpec("gallery", "LiCoO2", "chgnet", task="inspect"))
    assert wait(manager, job, "done").stage == "done"
    assert job.crystal.is_file()
    assert not job.result.exists()


@pytest.mark.parametrize("name", ["nonsense.cif", "POSCAR", "x.json", "../../../evil.cif", "/etc/passwd", ""])
def test_nonsense_is_told_in_a_sentence_and_touches_nothing_outside(manager, tmp_path, name):
    job = manager.submit(JobSpec("upload", name, "toy-channel-1d"), NONSENSE)
    status = wait(manager, job, "failed")
    assert status.stage == "failed"
    assert status.problem.endswith(".")
    assert status.remedy.endswith(".")
    assert "Traceback" not in status.problem
    assert {path.name for path in job.folder.iterdir()} <= {"job.json", "status.json", "upload.dat", "log.txt"}
    assert [path.name for path in tmp_path.iterdir()] == ["jobs"]


def test_a_scan_up_to_an_energy_on_a_grid_that_symmetry_fits(manager):
    spec = JobSpec("gallery", "Li3N", "toy-network-3d", spacing=0.3, grid="symmetric", up_to=0.02)
    wait(manager, job := manager.submit(spec), "done")
    landscape = pesviz.open(job.result)
    assert landscape.up_to == 0.02
    assert landscape.pes.settings.grid == "symmetric"
    assert landscape.pes.predicted is not None


def test_a_scan_with_a_limit_goes_on_to_everything(manager):
    spec = JobSpec("gallery", "Li3N", "toy-network-3d", spacing=0.3, up_to=0.02)
    wait(manager, job := manager.submit(spec), "done")
    limited = pesviz.open(job.result)
    assert limited.up_to == 0.02
    everything = JobSpec("result", "job:job-1", "toy-network-3d", everything=True)
    status = wait(manager, more := manager.submit(everything, landscape_bytes(limited, level_map=False)), "done")
    assert status.problem == ""
    assert status.preview == 0 or status.estimate["limit"] == 0.02
    assert not more.crystal.exists(), "the page shows the earlier result meanwhile"
    whole = pesviz.open(more.result)
    assert whole.up_to is None
    assert whole.pes.settings.spacing == 0.3
    assert whole.pes.n_evaluated > limited.pes.n_evaluated


def test_a_cost_does_not_wait_for_scans_and_counts_the_cell_of_the_options(manager):
    manager.submit(SLOW)
    crystal = crystal_bytes(pesviz.load("gallery:LiF"))
    costs = []
    for supercell in ((1, 1, 1), (1, 1, 2)):
        spec = JobSpec("crystal", "", "toy-channel-1d", spacing=0.5, supercell=supercell, task="cost")
        job = manager.submit(spec, crystal)
        assert wait(manager, job, "done").stage == "done"
        costs.append(read_json(job.folder / "cost.json"))
        assert not job.crystal.exists()
    assert [cost["n_atoms"] for cost in costs] == [8, 16]
    assert costs[0]["potential"] == "toy-channel-1d"
    assert 0 < costs[0]["seconds_adaptive"] <= costs[0]["seconds_everything"]
    assert costs[0]["n_unique"] < costs[1]["n_unique"]


def test_a_removed_job_leaves_no_folder(manager):
    job = manager.submit(SLOW)
    wait(manager, job, "scanning")
    group = job.process.pid
    manager.remove(job)
    wait_until(lambda: group_is_gone(group), "the end of the worker")
    assert not job.folder.exists()


@pytest.mark.parametrize("name", ["ase:os:system", "ase:ase.calculators.emt:EMT"])
def test_the_web_page_may_not_name_a_calculator_by_import_path(manager, name):
    status = wait(manager, job := manager.submit(JobSpec("gallery", "LiF", name)), "failed")
    assert status.stage == "failed"
    assert status.error == "potential"
    assert not job.result.exists()


def test_a_worker_leaves_when_its_server_is_gone(tmp_path):
    """The server is killed without a chance to clean up; its job ends by itself."""
    import subprocess
    import sys

    code = (
        "import time, sys; from pathlib import Path; from pesviz.app.jobs import *\n"
        f"m = JobManager(slots=1, folder=Path({str(tmp_path / 'jobs')!r}))\n"
        f"j = m.submit({SLOW!r})\n"
        "while m.status(j).stage != 'scanning': time.sleep(0.05)\n"
        "print(j.process.pid, flush=True); sys.stdin.read()"
    )
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    server = subprocess.Popen([sys.executable, "-c", code], text=True, **pipes)
    worker = int(server.stdout.readline())
    server.kill()
    server.wait()
    wait_until(lambda: group_is_gone(worker), "the end of the worker")
