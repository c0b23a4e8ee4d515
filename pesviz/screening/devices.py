"""One GPU for each worker, assigned round robin on each machine.

A worker claims the lowest free number on its machine by locking a file; the operating system releases the lock when
the worker ends in any way; worker k computes on GPU k modulo the number of GPUs. So restarted workers, and
workers that join later (SLURM), get their devices like the first ones. Where a queueing system shows a job one GPU
only (CUDA_VISIBLE_DEVICES), that one is used.
"""

from __future__ import annotations

import getpass
import tempfile
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock, Timeout

_MAX_WORKERS = 4096
_GPU_NODES = ("/dev/nvidiactl", "/dev/dxg", "/dev/kfd")
"""Files of the drivers of NVIDIA, WSL and AMD."""
_OWN: list[Place] = []


@dataclass(frozen=True)
class Place:
    """A worker's number on its machine.

    Parameters
    ----------
    number
        From 0.
    lock
        Held as long as the process lives.
    """

    number: int
    lock: FileLock


def claim(campaign: str) -> int:
    """Claim the lowest free number of a campaign on this machine."""
    folder = Path(tempfile.gettempdir()) / f"pesviz-{getpass.getuser()}-{campaign}"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    for number in range(_MAX_WORKERS):
        lock = FileLock(folder / f"{number}.lock")
        try:
            lock.acquire(timeout=0)
        except Timeout:
            continue
        _OWN[:] = [Place(number, lock)]
        return number
    raise RuntimeError(f"more than {_MAX_WORKERS} workers on one machine")


def round_robin(number: int, gpus: int) -> str:
    """Return the device of a worker.

    Parameters
    ----------
    number
        The worker's number on its machine.
    gpus
        Number of GPUs that torch sees there.
    """
    return f"cuda:{number % gpus}" if gpus else "cpu"


def own_device() -> str:
    """Return this worker's device; "auto" in a process that has no number, or where there is no GPU."""
    if not _OWN or not any(Path(node).exists() for node in _GPU_NODES):
        return "auto"
    import torch  # takes seconds, and potentials without torch do not need it

    return round_robin(_OWN[0].number, torch.cuda.device_count() if torch.cuda.is_available() else 0)
