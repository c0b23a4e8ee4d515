"""Batches: real out-of-memory errors of torch's own allocator halve the batch, and the results stay the same."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from ase import Atoms

from pesviz.errors import PotentialError
from pesviz.potentials.batching import in_batches, is_out_of_memory
from pesviz.potentials.toy import ToyModel, ToyState

FRAMEWORK = Atoms("Cl", cell=[4.0, 5.0, 6.0], pbc=True)
TOO_MUCH = 2**46
"""64 TiB of bytes per position above what fits: the operating system refuses, and torch raises its real error."""


class HungryToy(ToyModel):
    """A toy that asks torch for far too much memory as soon as a batch has more positions than fit."""

    def __init__(self, fits: int) -> None:
        super().__init__("toy-plane-2d")
        self.fits = fits
        self.sizes: list[int] = []

    def evaluate(self, state: ToyState, positions: np.ndarray) -> np.ndarray:
        self.sizes.append(len(positions))
        torch.empty(1 + TOO_MUCH * max(0, len(positions) - self.fits), dtype=torch.uint8)
        return super().evaluate(state, positions)

    def chunk_size(self, framework: Atoms) -> int:
        return 64


def test_out_of_memory_halves_the_batch_and_goes_on(rng):
    positions = rng.random((100, 3)) * 5
    model = HungryToy(fits=10)
    energies = model.energies(FRAMEWORK, 3, positions)
    np.testing.assert_array_equal(energies, ToyModel("toy-plane-2d").energies(FRAMEWORK, 3, positions))
    assert model.sizes[:4] == [64, 32, 16, 8]
    assert max(model.sizes[3:]) == 8


def test_the_size_that_fitted_is_remembered_for_the_framework(rng):
    model = HungryToy(fits=10)
    model.energies(FRAMEWORK, 3, rng.random((64, 3)))
    model.sizes.clear()
    model.energies(FRAMEWORK, 3, rng.random((64, 3)))
    assert model.sizes == [8] * 8


def test_one_position_that_does_not_fit_is_an_error_with_a_remedy():
    with pytest.raises(PotentialError, match="Not even one position"):
        HungryToy(fits=0).energies(FRAMEWORK, 3, np.zeros((5, 3)))


def test_other_errors_are_not_swallowed():
    def evaluate(positions: np.ndarray) -> np.ndarray:
        return torch.zeros(2, 3) @ torch.zeros(2, 3)

    with pytest.raises(RuntimeError, match="mat1 and mat2"):
        in_batches(evaluate, np.zeros((4, 3)), 2)


def test_recognises_the_allocators_own_words():
    with pytest.raises(RuntimeError) as raised:
        torch.empty(2**60, dtype=torch.uint8)
    assert is_out_of_memory(raised.value)
    assert is_out_of_memory(torch.OutOfMemoryError("CUDA out of memory."))
    assert is_out_of_memory(MemoryError())
    assert not is_out_of_memory(RuntimeError("shape mismatch"))


def test_positions_of_the_wrong_shape_are_refused():
    with pytest.raises(ValueError, match=r"shape \(n, 3\)"):
        ToyModel("toy-plane-2d").energies(FRAMEWORK, 3, np.zeros(3))


class Watched(ToyModel):
    """A toy that notes how many threads torch has while it evaluates."""

    def __init__(self, device: str) -> None:
        super().__init__("toy-plane-2d")
        self.device, self.threads = device, 0

    def evaluate(self, state: ToyState, positions: np.ndarray) -> np.ndarray:
        self.threads = torch.get_num_threads()
        return super().evaluate(state, positions)


@pytest.mark.parametrize(("device", "during"), [("cpu", 1), ("cuda:0", 3)])
def test_torch_has_one_thread_on_the_cpu_and_its_own_number_afterwards(device, during):
    before = torch.get_num_threads()
    try:
        torch.set_num_threads(3)
        model = Watched(device)
        model.energies(FRAMEWORK, 3, np.ones((2, 3)))
        assert (model.threads, torch.get_num_threads()) == (during, 3)
    finally:
        torch.set_num_threads(before)


class Counted(ToyModel):
    """A toy that counts how often it prepares a framework."""

    prepared = 0

    def prepare(self, framework: Atoms, mobile_number: int) -> ToyState:
        self.prepared += 1
        return super().prepare(framework, mobile_number)


def test_frameworks_that_come_back_are_prepared_once(rng):
    from pesviz.potentials.batching import MAX_FRAMEWORK_ATOMS, MAX_FRAMEWORKS

    model, positions = Counted("toy-plane-2d"), rng.random((2, 3))
    cell = [4.0, 5.0, 6.0]
    frameworks = [Atoms("Cl", positions=[[0.1 * n, 0, 0]], cell=cell, pbc=True) for n in range(MAX_FRAMEWORKS)]
    for framework in frameworks * 3:
        np.testing.assert_array_equal(
            model.energies(framework, 3, positions), ToyModel("toy-plane-2d").energies(framework, 3, positions)
        )
    assert model.prepared == MAX_FRAMEWORKS
    assert len(model._prepared_frameworks) == MAX_FRAMEWORKS
    large = FRAMEWORK.repeat((1, 1, MAX_FRAMEWORK_ATOMS))
    model.energies(large, 3, positions)
    assert len(model._prepared_frameworks) == 1, "a large one is kept alone"
