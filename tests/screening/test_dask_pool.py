"""Real Dask workers: nothing is lost when one dies."""

import json
import os
import platform
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from pesviz.errors import CampaignError, SettingsError
from pesviz.pes import ScanSettings
from pesviz.screening import ResultsDatabase
from pesviz.screening.campaign import Campaign
from pesviz.screening.keys import DESCRIPTORS
from pesviz.screening.open_pool import open_pool
from pesviz.screening.planning import CampaignOptions
from pesviz.screening.pools import ThisProcess
from pesviz.screening.sources import expand
from tests.screening.crystals import SLOW_S, TOY, write_crystals
from tests.waiting import wait_until

HERE = Path(__file__).parent
SCAN = ScanSettings(r_min=0.4, spacing=0.3)
OPTIONS = CampaignOptions(("ase:crystals:counted",), SCAN)
SAME = [*DESCRIPTORS, "source_id", "status", "n_points", "n_evaluated", "structure", "settings", "error"]


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    """A folder with five crystals; workers that start later count their energies there and take their time."""
    folder = tmp_path_factory.mktemp("dask")
    write_crystals(folder / "in", 5)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", os.pathsep.join([str(HERE), str(HERE.parent.parent)]))
        patch.syspath_prepend(str(HERE))
        patch.setenv("CALLS", str(folder / "calls"))
        patch.setenv("DEADLY", str(folder / "deadly"))
        patch.setenv("SLOW_S", SLOW_S)
        yield folder


@pytest.fixture(scope="module")
def pool(place):
    """Two worker processes."""
    with open_pool(2) as started:
        yield started


def run(folder, named, pool, options=OPTIONS, watch=None):
    campaign = Campaign(folder, options)
    last = None
    for last in campaign.run(list(expand([str(named)])), pool):
        if watch:
            watch(last)
    return last, ResultsDatabase(folder).table()


def test_a_worker_killed_in_the_middle_loses_nothing(tmp_path, place, pool, monkeypatch):
    monkeypatch.setenv("SLOW_S", "0")  # here; the workers have their own
    _, serial = run(tmp_path / "serial", place / "in", ThisProcess())
    needed = (place / "calls").stat().st_size
    (place / "calls").unlink()
    killed = []

    def kill_one(progress):
        if not killed and progress.state == "running" and list(tmp_path.glob("out/checkpoints/*/chunk-*.npz")):
            victim = next(iter(pool.client.run(os.getpid).values()))
            os.kill(victim, signal.SIGKILL)
            killed.append(victim)

    assert pool.n_workers == 2
    last, table = run(tmp_path / "out", place / "in", pool, watch=kill_one)
    assert killed
    assert (last.done, last.failed) == (5, 0)
    by_name = [t.sort_values("source_id", ignore_index=True)[SAME] for t in (serial, table)]
    assert by_name[0].equals(by_name[1])
    lost = 64 + 1 / float(SLOW_S)  # the dead worker's running chunk, and those of its last second, done again
    assert (place / "calls").stat().st_size <= needed + lost + 1
    assert not list((tmp_path / "out/checkpoints").iterdir())


def test_a_structure_that_kills_every_worker_is_a_row_with_its_error(tmp_path, place, pool):
    (place / "deadly").touch()
    try:
        last, table = run(tmp_path / "out", place / "in/c0.vasp", pool)
    finally:
        (place / "deadly").unlink()
    assert (last.done, last.failed) == (0, 1)
    assert "worker died 4 times" in table.iloc[0]["error"]


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="other libraries have other ways to allocate")
def test_arrays_of_workers_use_the_memory_of_those_before(pool):
    """Nannies tell malloc to give freed memory back, and the kernel clears each of its pages every time."""

    def faults():
        import resource

        import numpy as np

        before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
        for _ in range(100):
            np.ones(1 << 17)
        return resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before

    pages = (1 << 20) // os.sysconf("SC_PAGESIZE")
    assert pool.client.submit(faults, pure=False).result() < 20 * pages


def test_workers_of_a_scheduler_of_somebody_else(tmp_path):
    crystals = write_crystals(tmp_path / "in", 5)
    dask = Path(sys.executable).with_name("dask")
    address = "tcp://127.0.0.1:0"
    scheduler = subprocess.Popen(
        [dask, "scheduler", "--host", address, "--no-dashboard", "--scheduler-file", tmp_path / "s.json"],
        stderr=subprocess.DEVNULL,
    )
    worker = subprocess.Popen(
        [dask, "worker", "--nthreads", "1", "--no-dashboard", "--scheduler-file", tmp_path / "s.json"],
        stderr=subprocess.DEVNULL,
    )
    try:
        file = tmp_path / "s.json"
        text = wait_until(lambda: file.exists() and file.read_text(), "the scheduler's file", scheduler)
        address = json.loads(text)["address"]
        with open_pool(scheduler=address) as pool:
            last, _ = run(tmp_path / "out", crystals, pool, CampaignOptions((TOY,), SCAN))
        assert (last.done, last.failed) == (5, 0)
        assert scheduler.poll() is None  # it is not ours to stop
    finally:
        for process in (worker, scheduler):
            process.terminate()
            process.wait()


def test_a_scheduler_that_is_not_there_is_said():
    from pesviz.screening import dask_pool

    with pytest.raises(CampaignError, match="no Dask scheduler"):
        dask_pool.connect("tcp://127.0.0.1:9", timeout=1.0)


def test_slurm_jobs_are_asked_for_as_the_file_of_the_docs_says(tmp_path):
    """The job script as SLURM would get it; there is no SLURM here to give it to."""
    pytest.importorskip("dask_jobqueue", reason="the extra 'slurm' is not installed")
    from pesviz.screening import dask_pool

    docs = (HERE.parent.parent / "docs/screening.md").read_text(encoding="utf-8")
    (tmp_path / "slurm.yaml").write_text(docs.partition("```yaml\n")[2].partition("```")[0])
    options, wanted = dask_pool.read_slurm(tmp_path / "slurm.yaml")
    assert wanted == {"jobs": 64}
    cluster = dask_pool.slurm_cluster(options)
    try:
        script = cluster.job_script()
    finally:
        cluster.close()
    for line in (
        "#SBATCH -p gpu",
        "#SBATCH --gres=gpu:1",
        "#SBATCH -t 12:00:00",
        "--lifetime 11h",
        "#SBATCH -n 1",
        "--nthreads 1",
    ):
        assert line in script, script


@pytest.mark.parametrize("text", ["queue: gpu", "- a", "jobs: many", "jobs: 1\nmaximum: 2", "{"])
def test_slurm_files_that_say_too_little_are_refused(tmp_path, text):
    from pesviz.screening import dask_pool

    (tmp_path / "slurm.yaml").write_text(text)
    with pytest.raises(SettingsError):
        dask_pool.read_slurm(tmp_path / "slurm.yaml")


@pytest.mark.parametrize(
    "how", [{"workers": 0}, {"workers": 2, "scheduler": "tcp://x:1"}, {"slurm": "a", "workers": 3}]
)
def test_one_way_to_compute_at_a_time(how):
    with pytest.raises(SettingsError):
        open_pool(**how)
