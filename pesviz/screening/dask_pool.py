"""Dask `distributed`: processes on this machine, a scheduler anywhere, or SLURM.

Imported only when used: distributed takes half a second to import.
"""

from __future__ import annotations

import atexit
import contextlib
import ctypes
import gc
import os
import queue
import signal
import time
import uuid
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import dask
from distributed import Client, LocalCluster, WorkerPlugin, get_worker
from distributed.scheduler import KilledWorker

from pesviz.errors import CampaignError, SettingsError
from pesviz.screening import devices
from pesviz.screening.jobs import Job, Outcome, Step, run
from pesviz.screening.pools import Item, Pool, Result

TOPIC = "pesviz-steps"
BATCH = 16
"""Structures read in one task."""
MAX_DEATHS = 3
"""A job whose workers died more often than this is marked as failed."""
_POLL_SECONDS = 2.0
_MALLOPT = {-3: 32 << 20, -1: 64 << 20}
"""M_MMAP_THRESHOLD and M_TRIM_THRESHOLD of glibc's malloc.h, with the largest values that glibc sets itself."""

_CONFIG = {
    "distributed.scheduler.allowed-failures": MAX_DEATHS,
    "distributed.scheduler.work-stealing": False,  # jobs are few and long, and none depends on files of one worker
    "distributed.worker.daemon": True,
    "distributed.comm.timeouts.connect": "15s",
    "distributed.admin.large-graph-warning-threshold": "1GB",
}


class WorkerSetup(WorkerPlugin):
    """Set-up of every worker, also of those that join later or restart: it claims a number on its machine.

    Parameters
    ----------
    pool
        Name of the pool.
    is_child
        Whether the worker is a child of this process: Ctrl-C reaches it too then, and it must ignore it.
    """

    name = "pesviz"

    def __init__(self, pool: str, *, is_child: bool) -> None:
        self.pool = pool
        self.is_child = is_child

    def setup(self, worker: Any) -> None:  # noqa: ARG002 - distributed's signature
        """Claim a number, and with it a GPU."""
        _reuse_freed_memory()
        if self.is_child:
            # At exit Python collects every object of torch, which would delay the campaign by 0.9 s.
            atexit.register(gc.freeze)
            with contextlib.suppress(ValueError):  # not the main thread
                signal.signal(signal.SIGINT, signal.SIG_IGN)
        devices.claim(self.pool)


class DaskPool(Pool):
    """Workers of a Dask cluster.

    The scheduler has about twice as many jobs as workers at any time, so that a hundred thousand structures take no
    memory there and a stop takes effect soon. A job whose worker dies is given to another, which continues from its
    checkpoint where it has access to the campaign's folder.

    Parameters
    ----------
    client
        A connected client.
    cluster
        The cluster, where `close` must close it.
    """

    def __init__(self, client: Client, cluster: Any = None) -> None:
        self.client = client
        self._cluster = cluster
        self._name = uuid.uuid4().hex[:8]
        self._events: queue.SimpleQueue[Any] = queue.SimpleQueue()
        self._count = (0.0, 0)
        client.register_plugin(WorkerSetup(self._name, is_child=isinstance(cluster, LocalCluster)))
        client.subscribe_topic(TOPIC, self._receive_step)

    @property
    def n_workers(self) -> int:
        """Present number of workers."""
        time_counted, count = self._count
        if time.monotonic() - time_counted > _POLL_SECONDS:
            if self.client.status != "running":
                raise CampaignError(
                    "The Dask scheduler does not respond any more.",
                    "Start the same command again when it does: it continues.",
                )
            count = len(self.client.scheduler_info(n_workers=-1)["workers"])
            self._count = (time.monotonic(), count)
        return count

    def _receive_step(self, event: Any) -> None:
        message = event[1] if isinstance(event, tuple) else event
        if isinstance(message, dict) and message.get("pool") == self._name:
            self._events.put(Step(**{name: value for name, value in message.items() if name != "pool"}))

    def map(self, function: Callable[[Item], Result], items: Sequence[Item]) -> Iterator[Result]:
        """Yield the results of a function in the order of the items, several in one task."""
        batches = [items[i : i + BATCH] for i in range(0, len(items), BATCH)]
        ahead = max(4, 2 * self.n_workers)
        futures: list[Any] = []
        for batch in batches:
            futures.append(self.client.submit(_each, function, batch, pure=False))
            if len(futures) > ahead:
                yield from futures.pop(0).result()
        for future in futures:
            yield from future.result()

    def run(self, jobs: Iterable[Job]) -> Iterator[Step | Outcome | None]:
        """Compute jobs in about the order given."""
        todo = iter(jobs)
        running: dict[str, tuple[Any, Job]] = {}
        n = 0
        try:
            while True:
                while len(running) < 2 * self.n_workers + 1 and (job := next(todo, None)) is not None:
                    n += 1
                    future = self.client.submit(
                        compute, job, self._name, key=f"{self._name}-{n}", pure=False, priority=-n
                    )
                    running[future.key] = (future, job)
                    future.add_done_callback(self._events.put)
                if not running:
                    return
                try:
                    event = self._events.get(timeout=_POLL_SECONDS)
                except queue.Empty:
                    event = None
                if event is None or isinstance(event, Step):
                    yield event
                elif event.key in running:
                    yield _outcome(*running.pop(event.key))
        finally:
            if running:
                with contextlib.suppress(Exception):
                    self.client.cancel([future for future, _ in running.values()], force=True)

    def close(self) -> None:
        """Stop the client, and the cluster where this pool started it."""
        for resource in (self.client, self._cluster):
            if resource is not None:
                with contextlib.suppress(Exception):
                    resource.close()


def _reuse_freed_memory() -> None:
    """Let malloc keep the memory of freed arrays for the next ones, as it does in other processes.

    Nannies set MALLOC_TRIM_THRESHOLD_ to 64 kB. With a threshold set, glibc no longer adapts the others: each array
    over 128 kB is mapped anew, and the kernel clears its pages every time. Scans of small crystals with CHGNet spend
    more than half of their processor time on that.
    """
    with contextlib.suppress(AttributeError, OSError, TypeError):  # not glibc
        mallopt = ctypes.CDLL(None).mallopt
        for parameter, size in _MALLOPT.items():
            mallopt(parameter, size)


def _outcome(future: Any, job: Job) -> Outcome:
    """Return the outcome of a future that ended, or a failed one."""
    try:
        outcome = future.result()
    except KilledWorker:
        text = f"Its worker died {MAX_DEATHS + 1} times, perhaps for lack of memory. Use a machine with more."
        return Outcome(job, "failed", error=text)
    except Exception as error:  # noqa: BLE001 - one bad structure never stops a campaign
        return Outcome(job, "failed", error=f"{type(error).__name__}: {' '.join(str(error).split())[:300]}")
    return outcome if isinstance(outcome, Outcome) else Outcome(job, "failed", error="The worker gave no result.")


def _each(function: Callable[[Item], Result], items: Sequence[Item]) -> list[Result]:
    return [function(item) for item in items]


def compute(job: Job, pool: str) -> Outcome | None:
    """Compute one job in a Dask worker."""
    worker = get_worker()
    if (
        os.environ.get("OMP_NUM_THREADS") != "1"
    ):  # a nanny sets it; workers that somebody else started may not have it
        import torch

        torch.set_num_threads(1)
    outcome = None
    for event in run(job):
        if isinstance(event, Outcome):
            outcome = event
        else:
            worker.log_event(TOPIC, {"pool": pool, **asdict(event)})
    return outcome


def local(workers: int) -> DaskPool:
    """Start worker processes on this machine, one thread each."""
    dask.config.set(_CONFIG)
    cluster = LocalCluster(
        n_workers=workers,
        threads_per_worker=1,
        processes=True,
        memory_limit=0,  # no limit: the kernel manages the memory
        dashboard_address=None,
        host="127.0.0.1",
        silence_logs=50,
    )
    return DaskPool(Client(cluster), cluster)


def connect(scheduler: str, timeout: float = 15.0) -> DaskPool:
    """Use the workers of a running scheduler; pesviz has to be installed where they are.

    Parameters
    ----------
    scheduler
        Address, "tcp://host:8786".
    timeout
        Longest time to wait for it, s.

    Raises
    ------
    CampaignError
        The scheduler does not respond, or its workers cannot load pesviz.
    """
    dask.config.set(_CONFIG)
    try:
        client = Client(scheduler, timeout=timeout)
    except (OSError, ValueError, TimeoutError) as error:
        raise CampaignError(
            f"There is no Dask scheduler at {scheduler}.", "Start one with `dask scheduler`, or check the address."
        ) from error
    try:
        return DaskPool(client)
    except Exception as error:
        client.close()
        reason = f"{type(error).__name__}: {' '.join(str(error).split())[:160]}"
        raise CampaignError(
            f"The workers of {scheduler} cannot load pesviz ({reason}).", "Install the same pesviz where they run."
        ) from error


def start_on_slurm(path: Path) -> DaskPool:
    """Start workers by SLURM, one thread each.

    Parameters
    ----------
    path
        YAML: `jobs` (their number, or `minimum` and `maximum` for a variable number), and options of
        dask-jobqueue's `SLURMCluster` (queue, account, memory, walltime, job_extra_directives, …).

    Raises
    ------
    CampaignError
        The package dask-jobqueue is missing.
    SettingsError
        The file is no such YAML file.
    """
    options, scale = read_slurm(path)
    cluster = slurm_cluster(options)
    if "jobs" in scale:
        cluster.scale(jobs=scale["jobs"])
    else:
        cluster.adapt(minimum_jobs=scale["minimum"], maximum_jobs=scale["maximum"])
    return DaskPool(Client(cluster), cluster)


def slurm_cluster(options: dict[str, Any]) -> Any:
    """Return a cluster of SLURM jobs, without jobs yet.

    Raises
    ------
    CampaignError
        The package dask-jobqueue is missing.
    SettingsError
        `SLURMCluster` does not accept them.
    """
    try:
        from dask_jobqueue import SLURMCluster
    except ImportError as error:
        raise CampaignError(
            "Workers on SLURM need the package dask-jobqueue.", "Install it: pip install 'pesviz[slurm]'."
        ) from error
    dask.config.set(_CONFIG)
    try:
        return SLURMCluster(**{"cores": 1, "processes": 1, "memory": "8GB", **options})
    except (TypeError, ValueError) as error:
        raise SettingsError(
            f"SLURMCluster does not accept these options: {error}.", "Correct the YAML file."
        ) from error


def read_slurm(path: Path) -> tuple[dict[str, Any], dict[str, int]]:
    """Read the options of workers on SLURM.

    Raises
    ------
    SettingsError
        The file cannot be read, or has no number of workers.
    """
    import yaml

    try:
        options = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, yaml.YAMLError) as error:
        raise SettingsError(f"{path} cannot be read as YAML ({error}).", "See docs/screening.md for one.") from error
    if not isinstance(options, dict):
        raise SettingsError(f"{path} is no list of options.", "See docs/screening.md for one.")
    scale = {name: options.pop(name) for name in ("jobs", "minimum", "maximum") if name in options}
    if set(scale) not in ({"jobs"}, {"minimum", "maximum"}) or not all(
        isinstance(n, int) and n >= 0 for n in scale.values()
    ):
        raise SettingsError(f"{path} has no number of workers.", "Give `jobs: N`, or `minimum: N` and `maximum: M`.")
    return options, scale
