"""SevenNet: the potentials whose weights are part of the `sevenn` wheel."""

from __future__ import annotations

import warnings
from dataclasses import dataclass, replace
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
import torch
from ase import Atoms
from ase.calculators.calculator import Calculator
from torch import Tensor

from pesviz.errors import PotentialError
from pesviz.io.hashes import file_sha256
from pesviz.potentials.batching import FrozenFrameworkModel
from pesviz.potentials.cards import SEVENNETS
from pesviz.potentials.device import resolve_device
from pesviz.potentials.networks.graph import FrozenFramework, bonds_chunk
from pesviz.potentials.networks.sevennet_core import SevenNetCore

_BONDS_PER_BATCH = {"cpu": 700, "cuda": 30_000, "mps": 5_000}
"""Undirected bonds in one batch: where the points per second are best (benchmarks/potentials.py)."""


@dataclass(frozen=True)
class SevenNetState:
    """A framework prepared for SevenNet: its bonds, their weights, and the first layer's messages along them."""

    framework: FrozenFramework
    harmonics: Tensor
    weights: list[Tensor]
    features: Tensor
    first: Tensor


class SevenNetModel(FrozenFrameworkModel[SevenNetState]):
    """A SevenNet, energies of a frozen framework in batches.

    Raises
    ------
    PotentialError
        The wheel has no such weights.
    """

    def __init__(self, name: str, device: str = "auto") -> None:
        super().__init__()
        info, checkpoint, self.modal = SEVENNETS[name]
        self.device = resolve_device(device)
        self.path = _path(checkpoint)
        calculator = self.calculator()
        self.cutoff = float(calculator.cutoff)
        self.core = SevenNetCore(calculator.model, calculator.model.modal_map[self.modal] if self.modal else None)
        self.info = replace(
            info,
            elements=frozenset(int(z) for z in calculator.type_map),
            weights_sha256=file_sha256(self.path),
            settings={"sevenn": version("sevenn"), **({"fidelity": self.modal} if self.modal else {})},
        )

    def prepare(self, framework: Atoms, mobile_number: int) -> SevenNetState:
        """Build the framework's bonds, their weights in each layer, and the first layer's messages."""
        with torch.inference_mode():
            graph = FrozenFramework(framework, mobile_number, self.cutoff, self.device)
            embedding, harmonics = self.core.embed(graph.fixed_vectors.float())
            weights = [convolution.weights(embedding) for convolution in self.core.convolutions]
            features = self.core.first_features(graph.numbers)
            edges = self.core.edges(graph.fixed_first, graph.fixed_second, harmonics)
            first = self.core.convolutions[0](features, edges, weights[0])
            return SevenNetState(graph, harmonics, weights, features, first)

    def evaluate(self, state: SevenNetState, positions: np.ndarray) -> np.ndarray:
        """Energies of one batch."""
        with torch.inference_mode():
            core, graph, n = self.core, state.framework, len(positions)
            mobile = graph.mobile_bonds(positions)
            offset = mobile.structure * graph.n_atoms
            ion, partner = offset + graph.mobile, offset + mobile.atom
            embedding, harmonics = core.embed(mobile.vectors.float())
            moving = [convolution.weights(embedding) for convolution in core.convolutions]
            first = state.first.repeat(n, 1)
            first += core.convolutions[0](state.features.repeat(n, 1), core.edges(ion, partner, harmonics), moving[0])
            edges = core.edges(
                torch.cat([graph.repeat_index(graph.fixed_first, n, graph.n_atoms), ion]),
                torch.cat([graph.repeat_index(graph.fixed_second, n, graph.n_atoms), partner]),
                torch.cat([state.harmonics.repeat(n, 1), harmonics]),
            )
            weights = [
                torch.cat([fixed.repeat(n, 1), new]) for fixed, new in zip(state.weights[1:], moving[1:], strict=True)
            ]
            sites = core.site_energies(graph.numbers.repeat(n), edges, weights, first)
            return sites.view(n, graph.n_atoms).cpu().double().sum(1).numpy()

    def calculator(self) -> Calculator:
        """Return sevenn's own ASE calculator (energy, forces, stress)."""
        from sevenn.calculator import SevenNetCalculator

        with warnings.catch_warnings():
            warnings.simplefilter("ignore", UserWarning)  # it recommends accelerators for NVIDIA GPUs
            options: dict[str, Any] = {"modal": self.modal} if self.modal else {}
            return SevenNetCalculator(str(self.path), device=self.device, **options)

    def chunk_size(self, framework: Atoms) -> int:
        """Return the number of positions with about `_BONDS_PER_BATCH` bonds, by the density of the framework."""
        return bonds_chunk(framework, self.cutoff, _BONDS_PER_BATCH[self.device.partition(":")[0]])


def _path(checkpoint: str) -> Path:
    spec = find_spec("sevenn")
    for folder in (spec.submodule_search_locations or []) if spec else []:
        path = Path(folder) / "pretrained_potentials" / checkpoint
        if path.is_file():
            return path
    raise PotentialError(
        f"The installed sevenn package has no {checkpoint}.",
        "Install it again with `pip install 'pesviz[sevennet]'`.",
    )
