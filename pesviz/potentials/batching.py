"""Batches that fit: framework state kept between calls, and out-of-memory halves the batch."""

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

MOST_KEPT = 8
"""As many frameworks as a model keeps prepared at most."""
KEPT_ATOMS = 1000
"""As many atoms as they have together at most; one framework is kept, whatever its size."""
_OUT_OF_MEMORY_WORDS = ("out of memory", "can't allocate memory", "not enough memory", "cannot allocate memory")


def is_out_of_memory(error: BaseException) -> bool:
    """Return whether an error means that memory ran out.

    CUDA has its own class for it; the CPU's and MPS's allocators raise a plain RuntimeError, known by its words only.

    Parameters
    ----------
    error
        What was raised.
    """
    if isinstance(error, MemoryError) or type(error).__name__ == "OutOfMemoryError":
        return True
    return isinstance(error, RuntimeError) and any(word in str(error).lower() for word in _OUT_OF_MEMORY_WORDS)


def in_batches(
    evaluate: Callable[[np.ndarray], np.ndarray], positions: np.ndarray, size: int
) -> tuple[np.ndarray, int]:
    """Evaluate positions batch by batch; where memory runs out, halve the batch and go on.

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

    Batches of a scan are too small to be worth a second thread, and one that waits for a busy core holds all up. The
    energies then do not depend on the number of cores, not in their last bit.

    Parameters
    ----------
    device
        Where the potential computes.
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
    """Give cached blocks back to the GPU; without torch there is nothing to do."""
    torch = sys.modules.get("torch")
    if torch is not None and torch.cuda.is_available():
        torch.cuda.empty_cache()


@dataclass
class _Kept(Generic[State]):
    """A framework's state, and the batch that fitted into memory where it was smaller than asked for."""

    state: State
    limit: int | None = None


class FrozenFrameworkModel(EnergyModel, Generic[State]):
    """A potential that prepares a framework once and then evaluates batches of positions in it.

    A subclass says how to `prepare` and how to `evaluate`; validation, the reuse of the last frameworks' states,
    batching and what to do when memory runs out are here. Several are kept, for a scan goes from coarse to fine over
    all unique ions and comes back to each.
    """

    device: str = "cpu"
    """Where it computes, as torch names it."""

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[bytes, ...], _Kept[State]] = OrderedDict()

    @abstractmethod
    def prepare(self, framework: Atoms, mobile_number: int) -> State:
        """Compute all that depends on the framework alone.

        Parameters
        ----------
        framework
            The frozen atoms.
        mobile_number
            Atomic number of the mobile ion.
        """

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
            kept = self._keep(framework, mobile_number)
            size = kept.limit or self.chunk_size(framework)
            energies, fitted = in_batches(lambda batch: self.evaluate(kept.state, batch), positions, size)
        if fitted < size:
            kept.limit = fitted
        return energies

    def state(self, framework: Atoms, mobile_number: int) -> State:
        """Return the framework's state, prepared now or kept from an earlier call with the same framework.

        Parameters
        ----------
        framework
            The frozen atoms.
        mobile_number
            Atomic number of the mobile ion.

        Raises
        ------
        UnknownElementError
            The potential does not cover an element.
        """
        return self._keep(framework, mobile_number).state

    def _keep(self, framework: Atoms, mobile_number: int) -> _Kept[State]:
        key = (
            framework.numbers.tobytes(),
            framework.positions.tobytes(),
            framework.cell.array.tobytes(),
            framework.pbc.tobytes(),
            bytes([mobile_number]),
        )
        if key not in self._kept:
            self.check_elements(framework + Atoms(numbers=[mobile_number]))
            while len(self._kept) >= max(1, min(MOST_KEPT, KEPT_ATOMS // len(framework) if len(framework) else 1)):
                self._kept.popitem(last=False)
            self._kept[key] = _Kept(self.prepare(framework, mobile_number))
        self._kept.move_to_end(key)
        return self._kept[key]
