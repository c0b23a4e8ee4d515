"""One scan on several processes of one thread each, or on several GPUs.

Small networks gain nothing from a second thread: one process of two threads is slower than one of one, two processes
are twice as fast (benchmarks/scan.py, docs/benchmarks.md). The children are plain Python processes that load the same
potential by its name and speak pickles over their standard streams. They evaluate the batches that one process would
have evaluated, in the same order, so the energies are the same to the last bit.

Why not loky, whose pool gives the same bits too (3.7 was tried): a potential that a worker cannot load ends its pool
with "a worker was unexpectedly terminated" and the reason on stderr only, while a child here sends its error with the
remedy; tasks of a pool belong to no worker, so that one GPU for each, the check of each worker's version, and knowing
that all have loaded while this process evaluates would still be code of our own; and its workers took twice as long
to start.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import queue
import subprocess
import sys
import time
from collections import deque
from collections.abc import Generator, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from typing import IO, Any, Self

import numpy as np
from ase import Atoms
from ase.calculators.calculator import Calculator

from pesviz.errors import PotentialError, SettingsError, WorkerError
from pesviz.potentials.model import EnergyModel, PotentialInfo

PAYS_AFTER_S = 12.0
"""Where pesviz chooses the number of processes, they start once so much serial work is left, s: they need 3 to 6 s to
load a potential, and two of them halve the rest (docs/benchmarks.md)."""

AHEAD = 3
"""Batches under way for each child: one that it evaluates, and two so that it never waits."""

CORES_VARIABLE = "PESVIZ_CORES"
"""Variable that holds how many cores a process may use at most."""

MOST_CHILDREN = 32
"""As many as "auto" starts at most."""


def available_cores() -> int:
    """Return how many cores this process may use: those of its affinity, at most `$PESVIZ_CORES`."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    most = os.environ.get(CORES_VARIABLE, "")
    return min(cores, int(most)) if most.isdigit() and int(most) > 0 else cores


class Child:
    """A process with the potential loaded."""

    def __init__(self, name: str, device: str, *, compiled: bool = False) -> None:
        environment = os.environ | {"PYTHONPATH": os.pathsep.join(p for p in sys.path if p)}
        if device == "cpu":
            environment |= {"OMP_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}
        self._process = subprocess.Popen(  # noqa: S603 - our own module; the name reaches it as an argument
            [sys.executable, "-m", "pesviz.potentials.parallel_child", name, device, "on" if compiled else "off"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=environment,
            start_new_session=True,  # Ctrl-C reaches the parent alone, which then ends its children
        )
        self._key: tuple[bytes, ...] = ()

    def loaded(self) -> PotentialInfo:
        """Return what was loaded, once it is; raise what loading it raised."""
        info = self._receive()
        if not isinstance(info, PotentialInfo):  # pragma: no cover - the protocol's first frame
            raise TypeError(f"not a PotentialInfo: {info!r}")
        return info

    def energies(self, framework: Atoms, mobile_number: int, positions: np.ndarray) -> np.ndarray:
        """Evaluate a batch; the framework travels only where it is another than before."""
        key = (framework.numbers.tobytes(), framework.positions.tobytes(), framework.cell.array.tobytes())
        self._send((None if key == self._key else framework, mobile_number, positions))
        self._key = key
        return np.asarray(self._receive())

    def _send(self, message: Any) -> None:
        try:
            pickle.dump(message, self._stream(self._process.stdin), pickle.HIGHEST_PROTOCOL)
            self._stream(self._process.stdin).flush()
        except (OSError, ValueError) as error:
            raise self._ended() from error

    def _receive(self) -> Any:
        try:
            kind, value = pickle.load(self._stream(self._process.stdout))  # noqa: S301 - our own child
        except (EOFError, OSError, ValueError, pickle.UnpicklingError) as error:
            raise self._ended() from error
        if kind == "problem":
            problem_class, problem, remedy = value
            raise problem_class(problem, remedy)
        if kind == "failure":
            raise RuntimeError(f"A process that evaluates energies failed:\n{value}")
        return value

    @staticmethod
    def _stream(stream: IO[bytes] | None) -> IO[bytes]:
        if stream is None:  # pragma: no cover - Popen was given pipes
            raise ValueError("no pipe")
        return stream

    def _ended(self) -> WorkerError:
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(timeout=2)
        status = self._process.returncode
        how = (
            f"was killed by signal {-status}" if status is not None and status < 0 else f"ended with status {status}"
        )
        return WorkerError(
            f"A process that evaluates energies {how}; it may have run out of memory.",
            "Start again with fewer --workers; with --out the scan goes on where it was.",
        )

    def kill(self) -> None:
        """End the process, whatever it is doing."""
        self._process.kill()
        for stream in (self._process.stdin, self._process.stdout):
            with contextlib.suppress(OSError):
                self._stream(stream).close()
        self._process.wait()

    @property
    def pid(self) -> int:
        """Number of the process."""
        return self._process.pid


class ParallelModel(EnergyModel):
    """A potential whose batches are evaluated by several processes.

    Single calls of `energies`, and `calculator`, are answered here; `stream` uses the children. They live until
    `close`, until the interpreter ends, or until one of them fails.

    Parameters
    ----------
    model
        The potential, loaded in this process.
    devices
        One device for each child.
    pays_after
        Start the children where so much serial work is left, s; 0: at once.
    """

    def __init__(self, model: EnergyModel, devices: Iterable[str], *, pays_after: float = 0.0) -> None:
        self.model = model
        self.info = model.info
        self.compiled, self.notes = model.compiled, model.notes
        self.devices = tuple(devices)
        self.pays_after = pays_after
        self._children: list[Child] = []
        self._idle: queue.SimpleQueue[Child] = queue.SimpleQueue()
        self._pool: ThreadPoolExecutor | None = None
        self._loading: list[Future[PotentialInfo]] = []

    @property
    def device(self) -> str:
        """Devices that evaluate, for provenance: "cpu" for any number of processes on it."""
        if not self._children:
            return str(getattr(self.model, "device", "cpu"))
        return ",".join(dict.fromkeys(self.devices))

    @property
    def n_processes(self) -> int:
        """Number of processes that evaluate now."""
        return len(self._children) or 1

    def energies(self, framework: Atoms, mobile_number: int, positions: np.ndarray) -> np.ndarray:
        """Total energies, evaluated in this process; see `EnergyModel.energies`."""
        return self.model.energies(framework, mobile_number, positions)

    def calculator(self) -> Calculator:
        """Return a new ASE calculator, in this process."""
        return self.model.calculator()

    def chunk_size(self, framework: Atoms) -> int:
        """Return the batch size of the potential itself."""
        return self.model.chunk_size(framework)

    def stream(
        self, framework: Atoms, mobile_number: int, batches: Iterable[np.ndarray], n_pending: int = 0
    ) -> Generator[np.ndarray]:
        """Evaluate batches on all children; see `EnergyModel.stream`.

        While the children load, this process evaluates.

        Raises
        ------
        WorkerError
            A child was killed.
        """
        waiting = iter(batches)
        for positions in waiting:
            if self._ready():
                yield from self._on_children(framework, mobile_number, positions, waiting)
                return
            begin = time.perf_counter()
            energies = self.energies(framework, mobile_number, positions)
            took = time.perf_counter() - begin
            n_pending -= len(positions)
            if not self._children and took / max(1, len(positions)) * n_pending >= self.pays_after:
                self._start()
            yield energies

    def _on_children(
        self, framework: Atoms, mobile_number: int, first: np.ndarray, rest: Iterator[np.ndarray]
    ) -> Iterator[np.ndarray]:
        if self._pool is None:  # pragma: no cover - _ready said so
            raise RuntimeError("no children")
        running: deque[Future[np.ndarray]] = deque()

        def submit(positions: np.ndarray) -> None:
            if self._pool is not None:
                running.append(self._pool.submit(self._evaluate, framework, mobile_number, positions))

        submit(first)
        try:
            for positions in rest:
                if len(running) >= AHEAD * len(self._children):
                    yield self._result(running.popleft())
                submit(positions)
            while running:
                yield self._result(running.popleft())
        finally:
            for future in running:
                future.cancel()

    def _evaluate(self, framework: Atoms, mobile_number: int, positions: np.ndarray) -> np.ndarray:
        child = self._idle.get()
        try:
            return child.energies(framework, mobile_number, positions)
        finally:
            self._idle.put(child)

    def _result(self, future: Future[np.ndarray]) -> np.ndarray:
        try:
            return future.result()
        except Exception:
            self.close()
            raise

    def _start(self) -> None:
        self._children = [Child(self.model.name, device, compiled=self.model.compiled) for device in self.devices]
        self._pool = ThreadPoolExecutor(len(self._children), thread_name_prefix="pesviz-child")
        self._loading = [self._pool.submit(child.loaded) for child in self._children]

    def _ready(self) -> bool:
        """Return whether the children have loaded the potential; where they are asked for at once, wait for it."""
        if not self._children and not self.pays_after:
            self._start()
        if self._loading and (not self.pays_after or all(future.done() for future in self._loading)):
            for future in self._loading:
                self._check(future)
            self._loading = []
            for child in self._children:
                self._idle.put(child)
        return bool(self._children) and not self._loading

    def _check(self, loading: Future[PotentialInfo]) -> None:
        try:
            info = loading.result()
        except Exception:
            self.close()
            raise
        if info != self.info:
            self.close()
            raise PotentialError(
                f"A process has loaded another version of {self.info.title} than this one.", "Use --workers 1."
            )

    def close(self) -> None:
        """End the children; the next `stream` starts new ones."""
        children, self._children, self._loading = self._children, [], []
        for child in children:
            child.kill()
        if self._pool is not None:
            self._pool.shutdown(wait=True, cancel_futures=True)
            self._pool = None
        self._idle = queue.SimpleQueue()

    def __enter__(self) -> Self:
        """Return itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """End the children."""
        self.close()

    def __del__(self) -> None:
        """End the children of a model that nobody holds any more."""
        with contextlib.suppress(Exception):
            self.close()


def parse_workers(workers: int | str) -> int:
    """Return a number of processes; 0 for "auto".

    Raises
    ------
    SettingsError
        It is neither a positive whole number nor "auto".
    """
    text = str(workers).strip().lower()
    if text == "auto":
        return 0
    if not text.isdigit() or int(text) < 1:
        raise SettingsError(f"'{workers}' is no number of processes.", "Give 1 or more, or auto.")
    return int(text)


def in_parallel(model: EnergyModel, devices: Sequence[str], workers: int) -> EnergyModel:
    """Return a loaded potential with the processes that were asked for; the potential itself where that is one.

    Parameters
    ----------
    model
        The potential, loaded on the first device.
    devices
        Names of devices.
    workers
        Processes on each device; 0 lets pesviz choose.

    Raises
    ------
    SettingsError
        A device does not exist here.
    """
    from pesviz.potentials.device import resolve_device

    first = str(getattr(model, "device", "cpu"))
    resolved = [first, *(resolve_device(name) for name in devices[1:])]
    if workers == 0 and len(resolved) == 1:
        # An ASE calculator of someone else's may start processes or write files of its own: never by itself.
        children = (
            min(available_cores(), MOST_CHILDREN) if first == "cpu" and not model.name.startswith("ase:") else 1
        )
        return ParallelModel(model, [first] * children, pays_after=PAYS_AFTER_S) if children > 1 else model
    children_on = [device for device in resolved for _ in range(workers or 1)]
    return ParallelModel(model, children_on) if len(children_on) > 1 else model
