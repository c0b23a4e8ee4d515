"""Models that prepare a framework once, and batches that fit into memory."""

from __future__ import annotations

import contextlib
import sys
from abc import abstractmethod
from collections import OrderedDict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

import numpy as np
from ase import Atoms

from pesviz.errors import PotentialError
from pesviz.potentials.model import EnergyModel

State = TypeVar("State")

MAX_FRAMEWORKS = 8
"""Largest number of frameworks that a model keeps prepared."""
MAX_FRAMEWORK_ATOMS = 1000
"""Largest number of atoms of these frameworks together; one framework is kept whatever its size."""
_OUT_OF_MEMORY_MESSAGES = ("out of memory", "can't allocate memory", "not enough memory", "cannot allocate memory")


def is_out_of_memory(error: BaseException) -> bool:
    """Return whether an error means that memory ran out.

    CUDA has its own class for it; the CPU's and MPS's allocators raise a plain RuntimeError, known by its message
    only.
    """
    if isinstance(error, MemoryError) or type(error).__name__ == "OutOfMemoryError":
        return True
    return isinstance(error, RuntimeError) and any(part in str(error).lower() for part in _OUT_OF_MEMORY_MESSAGES)


def in_batches(
    evaluate: Callable[[np.ndarray], np.ndarray], positions: np.ndarray, size: int
) -> tuple[np.ndarray, int]:
    """Evaluate positions batch by batch; where memory runs out, halve the batch and continue.

    Parameters
    ----------
    evaluate
        Function from positions, shape (m, 3), to energies, shape (m,).
    positions
        All positions, shape (n, 3), Å.
    size
        Largest batch to begin with.

    Returns
    -------
    energies
        Shape (n,), float64.
    size
        The batch size that fitted, at most the one given.

    Raises
    ------
    PotentialError
        Not even one position fits into memory.
    """
    energies = np.empty(len(positions))
    size = max(1, size)
    start = 0
    while start < len(positions):
        batch = positions[start : start + size]
        try:
            energies[start : start + len(batch)] = evaluate(batch)
        except (RuntimeError, MemoryError) as error:
            if not is_out_of_memory(error):
                raise
            if len(batch) == 1:
                raise PotentialError(
                    "Not even one position of this structure fits into memory.",
                    "Use the primitive cell, or a device with more memory.",
                ) from error
            size = max(1, len(batch) // 2)
            error.__traceback__ = None  # its frames hold the tensors that did not fit
            _release_memory()
            continue
        start += len(batch)
    return energies, size


@contextlib.contextmanager
def one_thread(device: str) -> Iterator[None]:
    """Let torch evaluate with one thread on the CPU, as the processes of `ParallelModel` do.

    Batches of a scan are too small for a second thread to pay, and a thread that waits for a busy core delays all.
    The energies then do not depend on the number of cores, even in their last bit.
    """
    torch = sys.modules.get("torch")
    if torch is None or device != "cpu":
        yield
        return
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        yield
    finally:
        torch.set_num_threads(before)


def _release_memory() -> None:
    """Return cached blocks to the GPU, if torch is loaded."""
    torch = sys.modules.get("torch")
    if torch is not None and torch.cuda.is_available():
        torch.cuda.empty_cache()


@dataclass
class _PreparedFramework(Generic[State]):
    """A framework's state, and the batch size that fitted into memory where it is below the usual one."""

    state: State
    limit: int | None = None


class FrozenFrameworkModel(EnergyModel, Generic[State]):
    """A potential that prepares a framework once and then evaluates batches of positions in it.

    A subclass defines `prepare` and `evaluate`; this class validates, reuses the states of the last frameworks, makes
    batches and handles exhausted memory. Several states are kept, since a scan visits every unique ion in each pass.
    """

    device: str = "cpu"
    """Name of the device in torch."""

    def __init__(self) -> None:
        self._prepared_frameworks: OrderedDict[tuple[bytes, ...], _PreparedFramework[State]] = OrderedDict()

    @abstractmethod
    def prepare(self, framework: Atoms, mobile_number: int) -> State:
        """Compute all that depends on the framework alone."""

    @abstractmethod
    def evaluate(self, state: State, positions: np.ndarray) -> np.ndarray:
        """Energies of one batch.

        Parameters
        ----------
        state
            What `prepare` returned.
        positions
            Positions of the mobile ion, shape (n, 3), Å, n ≥ 1.

        Returns
        -------
        numpy.ndarray
            Shape (n,), eV.
        """

    def energies(self, framework: Atoms, mobile_number: int, positions: np.ndarray) -> np.ndarray:
        """Total energies with the mobile ion at each of the positions; see `EnergyModel.energies`."""
        positions = np.asarray(positions, dtype=float)
        if positions.ndim != 2 or positions.shape[1] != 3:
            raise ValueError(f"positions must have shape (n, 3), not {positions.shape}")
        if len(positions) == 0:
            return np.empty(0)
        with one_thread(self.device):
            prepared = self._prepare_once(framework, mobile_number)
            size = prepared.limit or self.chunk_size(framework)
            energies, fitting_size = in_batches(lambda batch: self.evaluate(prepared.state, batch), positions, size)
        if fitting_size < size:
            prepared.limit = fitting_size
        return energies

    def state(self, framework: Atoms, mobile_number: int) -> State:
        """Return the framework's state, from an earlier call with the same framework where there was one.

        Raises
        ------
        UnknownElementError
            The potential does not cover an element.
        """
        return self._prepare_once(framework, mobile_number).state

    def _prepare_once(self, framework: Atoms, mobile_number: int) -> _PreparedFramework[State]:
        key = (
            framework.numbers.tobytes(),
            framework.positions.tobytes(),
            framework.cell.array.tobytes(),
            framework.pbc.tobytes(),
            bytes([mobile_number]),
        )
        if key not in self._prepared_frameworks:
            self.check_elements(framework + Atoms(numbers=[mobile_number]))
            while len(self._prepared_frameworks) >= max(
                1, min(MAX_FRAMEWORKS, MAX_FRAMEWORK_ATOMS // len(framework) if len(framework) else 1)
            ):
                self._prepared_frameworks.popitem(last=False)
            self._prepared_frameworks[key] = _PreparedFramework(self.prepare(framework, mobile_number))
        self._prepared_frameworks.move_to_end(key)
        return self._prepared_frameworks[key]
