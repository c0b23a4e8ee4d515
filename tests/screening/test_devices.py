"""Workers on one machine deal the GPUs out among themselves."""

import subprocess
import sys

from pesviz.screening.devices import round_robin

CLAIM = "import sys; from pesviz.screening import devices; print(devices.claim(sys.argv[1]), flush=True); input()"


def worker(campaign):
    process = subprocess.Popen(
        [sys.executable, "-c", CLAIM, campaign], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    return process, int(process.stdout.readline())


def test_each_worker_has_its_own_number_and_a_dead_ones_is_taken_up(tmp_path):
    campaign = tmp_path.name
    workers = [worker(campaign) for _ in range(3)]
    try:
        assert [number for _, number in workers] == [0, 1, 2]
        workers[1][0].kill()
        workers[1][0].wait()
        workers.append(worker(campaign))
        assert workers[3][1] == 1
        workers.append(worker(campaign + "-other"))
        assert workers[4][1] == 0
    finally:
        for process, _ in workers:
            process.kill()
            process.communicate()


def test_round_robin():
    assert [round_robin(k, 3) for k in range(5)] == ["cuda:0", "cuda:1", "cuda:2", "cuda:0", "cuda:1"]
    assert round_robin(7, 0) == "cpu"
