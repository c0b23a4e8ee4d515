"""Potentials of matgl, by name or folder: "matgl:TensorNet-MatPES-PBE-v2025.1-PES" or "matgl:path/to/folder"."""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import torch
from ase import Atoms
from ase.calculators.calculator import Calculator
from ase.data import atomic_numbers
from torch import Tensor

from pesviz.errors import PotentialError
from pesviz.io.hashes import file_sha256
from pesviz.potentials.adapters.ase_calculator import CalculatorModel
from pesviz.potentials.adapters.matgl_folders import CITATION, FILES, INSTALL, LICENCE, find_model, refuse_old_m3gnet
from pesviz.potentials.batching import FrozenFrameworkModel
from pesviz.potentials.device import resolve_device
from pesviz.potentials.model import EnergyModel, PotentialInfo
from pesviz.potentials.networks.graph import FrozenFramework, bonds_chunk

_BATCHABLE = ("TensorNet", "M3GNet")
"""Networks that need nothing but bond vectors, tested against their own calculators."""

_BONDS_PER_BATCH = {"cpu": 500, "cuda": 50_000, "mps": 5_000}
"""Undirected bonds in one batch: where the points per second are best (benchmarks/potentials.py)."""


@dataclass(frozen=True)
class MatglState:
    """A framework prepared for matgl's networks: its bonds and the number of each atom's element."""

    framework: FrozenFramework
    types: Tensor


class MatglModel(FrozenFrameworkModel[MatglState]):
    """A potential of matgl, energies of a frozen framework in batches.

    Parameters
    ----------
    potential
        matgl's `Potential`, on its device.
    info
        Data of the potential.
    device
        The device.
    """

    def __init__(self, potential: Any, info: PotentialInfo, device: str) -> None:
        super().__init__()
        self.info, self.device = info, device
        self.potential = potential
        self.cutoff = float(potential.model.cutoff)
        types = torch.full((119,), -1, dtype=torch.int64)
        for number, symbol in enumerate(potential.model.element_types):
            types[atomic_numbers[symbol]] = number
        self._types = types.to(device)

    def prepare(self, framework: Atoms, mobile_number: int) -> MatglState:
        """Build the framework's bonds."""
        graph = FrozenFramework(framework, mobile_number, self.cutoff, self.device)
        return MatglState(graph, self._types[graph.numbers])

    def evaluate(self, state: MatglState, positions: np.ndarray) -> np.ndarray:
        """Energies of one batch."""
        with torch.inference_mode():
            graph, n = state.framework, len(positions)
            mobile = graph.mobile_bonds(positions)
            offset = mobile.structure * graph.n_atoms
            first = torch.cat([graph.repeat_index(graph.fixed_first, n, graph.n_atoms), offset + graph.mobile])
            second = torch.cat([graph.repeat_index(graph.fixed_second, n, graph.n_atoms), offset + mobile.atom])
            vectors = torch.cat([graph.fixed_vectors.repeat(n, 1), mobile.vectors]).float()
            source, target = torch.cat([first, second]), torch.cat([second, first])
            order = torch.argsort(source, stable=True)  # the order of matgl's own converters
            bonds = SimpleNamespace(
                node_type=state.types.repeat(n),
                pos=vectors.new_zeros(n * graph.n_atoms, 3),  # a bond's vector is its shift alone
                edge_index=torch.stack([source[order], target[order]]),
                pbc_offshift=torch.cat([vectors, -vectors])[order],
                batch=torch.arange(n, device=self.device).repeat_interleave(graph.n_atoms),
                num_graphs=n,
                num_nodes=n * graph.n_atoms,
            )
            whole = self.potential
            energies = (whole.data_std * whole.model(g=bonds) + whole.data_mean).view(n).cpu().double()
            if whole.element_refs is not None:
                references = whole.element_refs.property_offset.double()[state.types].sum()
                energies = energies + references.cpu()
            return np.asarray(energies.numpy())

    def calculator(self) -> Calculator:
        """Return matgl's own ASE calculator (energy, forces, stress)."""
        return _calculator(self.potential)

    def chunk_size(self, framework: Atoms) -> int:
        """Return the number of positions with about `_BONDS_PER_BATCH` bonds, by the density of the framework."""
        return bonds_chunk(framework, self.cutoff, _BONDS_PER_BATCH[self.device.partition(":")[0]])


def _calculator(potential: Any) -> Calculator:
    from matgl.ext.ase import PESCalculator

    return PESCalculator(potential, stress_unit="eV/A3", use_voigt=True)


def load_matgl(name: str, device: str = "auto") -> EnergyModel:
    """Load a potential of matgl.

    Parameters
    ----------
    name
        A folder with model.json, model.pt and state.pt; or the name of one in a folder of `PESVIZ_WEIGHTS` (or in its
        subfolder "matgl"); or a name that matgl knows, which it downloads.
    device
        See `resolve_device`.

    Returns
    -------
    EnergyModel
        Batched where the network is one of `_BATCHABLE`; through its ASE calculator where it is another, or where it
        adds a repulsion or charges of its own.

    Raises
    ------
    PotentialError
        matgl is not installed, there is no such potential, it predicts no energies and forces, or matgl would
        evaluate it wrongly.
    """
    if find_spec("matgl") is None:
        raise PotentialError(
            f"The potential matgl:{name} needs matgl, which is not installed.",
            INSTALL,
        )
    if not name:
        raise PotentialError("'matgl:' names no potential.", "Write matgl:NAME or matgl:PATH of a folder.")
    device = resolve_device(device)
    folder = find_model(name) or _download(name)
    refuse_old_m3gnet(folder)
    network_potential = _load(folder, name)
    if not hasattr(network_potential, "calc_forces"):
        raise PotentialError(
            f"'{name}' is a {type(network_potential).__name__}, not an interatomic potential.",
            "Name one that ends in -PES.",
        )
    network_potential = network_potential.to(device).eval()
    info = PotentialInfo(
        name=f"matgl:{name}",
        title=Path(name).name.removesuffix("-PES"),
        version=Path(name).name,
        elements=frozenset(atomic_numbers[symbol] for symbol in network_potential.model.element_types),
        licence=LICENCE,
        citation=CITATION,
        parameters=sum(parameter.numel() for parameter in network_potential.parameters()),
        weights_sha256=file_sha256(folder / "state.pt"),
        web=False,
        settings={"matgl": version("matgl")},
    )
    if (
        type(network_potential.model).__name__ not in _BATCHABLE
        or network_potential.calc_repuls
        or network_potential.calc_charge
    ):
        return CalculatorModel(lambda: _calculator(network_potential), info)
    return MatglModel(network_potential, info, device)


def _download(name: str) -> Path:
    """Return the folder of a potential that matgl fetches by its name, from its cache or from the network."""
    from matgl.utils import io

    missing = PotentialError(
        f"There is no folder '{name}' with {', '.join(FILES)}, and matgl cannot fetch such a name.",
        "Check the name and the network, or put the folder into one of PESVIZ_WEIGHTS.",
    )
    if name.startswith((".", "/", "~")) or name.count("/") > 1:
        raise missing  # a path: matgl would try to download it
    try:
        return Path(io._get_file_paths(Path(name))["model.json"]).parent  # noqa: SLF001 - no public function
    except Exception as error:
        raise missing from error


def _load(folder: Path, name: str) -> Any:
    """Load a folder with matgl, which unpickles tensors only."""
    import matgl

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)
        try:
            return matgl.load_model(str(folder))
        except Exception as error:
            raise PotentialError(
                f"matgl cannot load '{name}' ({type(error).__name__}).",
                "Use a model of the present version of matgl, or fetch it again.",
            ) from error
