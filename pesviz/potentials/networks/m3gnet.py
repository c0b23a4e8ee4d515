"""The original M3GNet (MP-2021.2.8-EFS), the paper's potential, without TensorFlow."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from ase import Atoms
from ase.calculators.calculator import Calculator, all_changes
from ase.stress import full_3x3_to_voigt_6_stress
from torch import Tensor

from pesviz.potentials.batching import FrozenFrameworkModel
from pesviz.potentials.cards import M3GNET
from pesviz.potentials.device import resolve_device
from pesviz.potentials.networks.graph import FrozenFramework, bonds_chunk, half_neighbours
from pesviz.potentials.networks.m3gnet_compiled import CompiledBlocks
from pesviz.potentials.networks.m3gnet_core import Basis, FirstBlock, M3GNetCore
from pesviz.potentials.weights import M3GNET_MP_2021, require_weights

_BONDS_PER_BATCH = {"cpu": 1500, "cuda": 300_000, "mps": 50_000}
"""Undirected bonds in one batch: where the points per second are best (benchmarks/potentials.py)."""


@dataclass(frozen=True)
class M3GNetState:
    """A framework prepared for M3GNet: its bonds, their basis functions, and the first block's results for them."""

    framework: FrozenFramework
    basis: Basis
    close: Tensor
    first_block: FirstBlock
    element_energy: float


class M3GNetModel(FrozenFrameworkModel[M3GNetState]):
    """The original M3GNet, energies of a frozen framework in batches.

    Parameters
    ----------
    device
        See `resolve_device`.
    folder
        Folder of the weights; by default the installed ones, each file compared with its SHA-256.

    Raises
    ------
    PotentialError
        The weights are not installed, or damaged.
    """

    compilable = True

    def __init__(self, device: str = "auto", folder: Path | None = None) -> None:
        super().__init__()
        self.device = resolve_device(device)
        self.core = M3GNetCore(folder or require_weights(M3GNET_MP_2021), self.device)
        self.info = M3GNET

    def prepare(self, framework: Atoms, mobile_number: int) -> M3GNetState:
        """Build the framework's bonds, evaluate their basis functions and run the first block on them."""
        with torch.inference_mode():
            frame = FrozenFramework(framework, mobile_number, self.core.cutoff, self.device)
            element_energy = float(self.core.element_energies[frame.numbers.cpu()].sum())
            basis = self.core.basis(frame.fixed_vectors)
            close = torch.zeros(frame.n_fixed, dtype=torch.bool, device=self.device)
            close[basis.close] = True
            graph = self.core.graph(frame.fixed_first, frame.fixed_second, basis)
            return M3GNetState(frame, basis, close, self.core.first_block(frame.numbers, graph), element_energy)

    def evaluate(self, state: M3GNetState, positions: np.ndarray) -> np.ndarray:
        """Energies of one batch."""
        with torch.inference_mode():
            core, frame, fixed_basis, n = self.core, state.framework, state.basis, len(positions)
            mobile = frame.mobile_bonds(positions)
            moving = core.basis(mobile.vectors)
            offset = mobile.structure * frame.n_atoms
            ion, partner = offset + frame.mobile, offset + mobile.atom
            basis = Basis(
                torch.cat([fixed_basis.radial.repeat(n, 1), moving.radial]),
                torch.cat(
                    [frame.repeat_index(fixed_basis.close, n, frame.n_fixed), moving.close + n * frame.n_fixed]
                ),
                torch.cat([fixed_basis.angular.repeat(n, 1), moving.angular]),
                torch.cat([fixed_basis.moments.repeat(n, 1), moving.moments]),
            )
            first = torch.cat([frame.repeat_index(frame.fixed_first, n, frame.n_atoms), ion])
            second = torch.cat([frame.repeat_index(frame.fixed_second, n, frame.n_atoms), partner])
            graph = core.graph(first, second, basis)
            # The first block changes on moving bonds, and on close bonds of the ion and of the atoms close to it.
            near_ion = torch.zeros(n, frame.n_atoms, dtype=torch.bool, device=self.device)
            near_ion[:, frame.mobile] = True
            near_ion.view(-1)[partner[moving.close]] = True
            is_changed = near_ion.view(-1)[graph.source].view(2, -1)
            is_changed[:, : n * frame.n_fixed] &= state.close.repeat(n)
            is_changed[:, n * frame.n_fixed :] = True
            first_block = FirstBlock(
                state.first_block.edges.repeat(1, n, 1), state.first_block.messages.repeat(1, n, 1)
            )
            numbers = frame.numbers.repeat(n)
            sites = core.site_energies(numbers, graph, first_block, is_changed.view(-1).nonzero()[:, 0])
            energies = sites.view(n, frame.n_atoms).cpu().double().sum(1)
            return energies.numpy() + state.element_energy

    def compile(self) -> None:
        """Compile the network for scans; where that fails, `notes` says so and it is evaluated uncompiled."""
        self.core.compiled_blocks = CompiledBlocks(self.core)
        lone = Atoms("Li2", scaled_positions=[[0, 0, 0], [0.5, 0.5, 0.5]], cell=[4, 4, 4], pbc=True)
        try:
            self.energies(lone[:1], 3, lone.positions[1:])
        except Exception as error:  # noqa: BLE001 - compilers raise any exception
            self.core.compiled_blocks = None
            self.notes = (f"The network could not be compiled ({type(error).__name__}): it is evaluated as it is.",)
        self.compiled = self.core.compiled_blocks is not None

    def calculator(self) -> Calculator:
        """Return a new ASE calculator with energy, forces and stress."""
        return M3GNetCalculator(self.core)

    def chunk_size(self, framework: Atoms) -> int:
        """Return the number of positions with about `_BONDS_PER_BATCH` bonds, by the density of the framework."""
        return bonds_chunk(framework, self.core.cutoff, _BONDS_PER_BATCH[self.device.partition(":")[0]])


class M3GNetCalculator(Calculator):
    """ASE calculator of the original M3GNet: forces and stress by automatic differentiation."""

    implemented_properties = ["energy", "free_energy", "energies", "forces", "stress"]  # noqa: RUF012 - ASE's protocol

    def __init__(self, core: M3GNetCore, **options: Any) -> None:
        super().__init__(**options)
        self.core = core

    def calculate(
        self,
        atoms: Atoms | None = None,
        properties: list[str] | None = None,
        system_changes: list[str] = all_changes,
    ) -> None:
        """Compute all properties; see `ase.calculators.calculator.Calculator.calculate`."""
        super().calculate(atoms, properties or ["energy"], system_changes)
        core, real = self.core, torch.float32 if self.core.device == "mps" else torch.float64
        first, second, _, shifts = half_neighbours(self.atoms, core.cutoff)
        first_index, second_index = (torch.as_tensor(i, device=core.device) for i in (first, second))
        positions = torch.as_tensor(self.atoms.positions, dtype=real, device=core.device).requires_grad_()
        strain = torch.zeros(3, 3, dtype=real, device=core.device, requires_grad=True)
        images = torch.as_tensor(shifts @ self.atoms.cell.array, dtype=real, device=core.device)
        with torch.enable_grad():
            vectors = positions[second_index] - positions[first_index] + images
            vectors = vectors + vectors @ (strain + strain.T) / 2
            numbers = torch.as_tensor(self.atoms.numbers, dtype=torch.int64, device=core.device)
            graph = core.graph(first_index, second_index, core.basis(vectors))
            sites = core.site_energies(numbers, graph)
            position_slope, strain_slope = torch.autograd.grad(
                sites.sum(), [positions, strain], allow_unused=True, materialize_grads=True
            )
        energies = sites.detach().cpu().double().numpy() + core.element_energies.numpy()[self.atoms.numbers]
        energy = float(energies.sum())
        self.results = {
            "energy": energy,
            "free_energy": energy,
            "energies": energies,
            "forces": -position_slope.cpu().double().numpy(),
        }
        if self.atoms.cell.rank == 3:
            stress = strain_slope.cpu().double().numpy() / self.atoms.get_volume()
            self.results["stress"] = full_3x3_to_voigt_6_stress(stress)
