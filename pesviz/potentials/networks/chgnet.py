"""CHGNet, whose weights are part of its wheel: available without any download."""

from __future__ import annotations

import contextlib
import io
import warnings
from dataclasses import dataclass, replace
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import torch
from ase import Atoms
from ase.calculators.calculator import Calculator
from torch import Tensor

from pesviz.errors import PotentialError
from pesviz.io.hashes import file_sha256
from pesviz.potentials.batching import FrozenFrameworkModel
from pesviz.potentials.cards import CHGNET
from pesviz.potentials.device import resolve_device
from pesviz.potentials.networks.chgnet_core import ATOM_CUTOFF, BOND_CUTOFF, Angles, Bonds, ChgnetCore
from pesviz.potentials.networks.graph import FrozenFramework, MobileBonds, bonds_chunk

CHECKPOINT = "pretrained/0.3.0/chgnet_0.3.0_e29f68s314m37.pth.tar"
"""The weights in chgnet's wheel."""

_BONDS_PER_BATCH = {"cpu": 2000, "cuda": 300_000, "mps": 50_000}
"""Undirected bonds in one batch: where the points per second are best (benchmarks/potentials.py)."""


def checkpoint_path() -> Path:
    """Return the path of the weights in the installed wheel.

    Raises
    ------
    PotentialError
        chgnet is not installed, or its wheel has no such weights.
    """
    spec = find_spec("chgnet")
    for folder in (spec.submodule_search_locations or []) if spec else []:
        path = Path(folder) / CHECKPOINT
        if path.is_file():
            return path
    raise PotentialError(
        "The weights of CHGNet 0.3.0 are not in the installed chgnet package.",
        "Install it again with `pip install --force-reinstall --no-deps chgnet`.",
    )


@dataclass(frozen=True)
class FrozenAngles:
    """Angles between fixed bonds, and the short edges with which bonds of the ion form angles.

    Parameters
    ----------
    bonds
        Numbers of the short bonds among the fixed ones, shape (s,).
    weights
        Their smooth weights, shape (s, 64).
    centre, bond, other
        The angles; bonds are numbers among the s short ones.
    features
        Embedded angles, shape (n, 64).
    start, count
        First entry of each atom's short edges in `edge_bond`, and their number, shape (n_atoms,).
    edge_bond, edge_vector
        Short bond of each edge, and its unit vector from the atom.
    """

    bonds: Tensor
    weights: Tensor
    centre: Tensor
    bond: Tensor
    other: Tensor
    features: Tensor
    start: Tensor
    count: Tensor
    edge_bond: Tensor
    edge_vector: Tensor


@dataclass(frozen=True)
class ChgnetState:
    """A framework prepared for CHGNet: its bonds, its angles and the first layer's messages along them."""

    framework: FrozenFramework
    bonds: Bonds
    angles: FrozenAngles
    atoms: Tensor
    first_messages: Tensor
    element_energy: float


class CHGNetModel(FrozenFrameworkModel[ChgnetState]):
    """CHGNet 0.3.0, energies of a frozen framework in batches.

    Energies are total energies as CHGNet gives them: those of the Materials Project with its corrections, the
    composition model included.
    """

    def __init__(self, device: str = "auto") -> None:
        super().__init__()
        self.device = resolve_device(device)
        path = checkpoint_path()
        self.core = ChgnetCore(path, self.device)
        self.info = replace(CHGNET, weights_sha256=file_sha256(path))

    def prepare(self, framework: Atoms, mobile_number: int) -> ChgnetState:
        """Build the framework's bonds and angles."""
        with torch.inference_mode():
            graph = FrozenFramework(framework, mobile_number, ATOM_CUTOFF, self.device)
            distances = graph.fixed_vectors.norm(dim=1)
            bonds = self.core.bonds(graph.fixed_first, graph.fixed_second, distances.float())
            atoms = self.core.embedding[graph.numbers - 1]
            angles = self._frozen_angles(graph, distances)
            element_energy = float(self.core.element_energies[graph.numbers.cpu() - 1].sum())
            return ChgnetState(graph, bonds, angles, atoms, self.core.messages(0, atoms, bonds), element_energy)

    def _frozen_angles(self, graph: FrozenFramework, distances: Tensor) -> FrozenAngles:
        """Angles between fixed bonds below the bond cutoff: ordered pairs of edges that start at the same atom."""
        short = (distances < BOND_CUTOFF).nonzero()[:, 0]
        unit = graph.fixed_vectors[short] / distances[short, None]
        number = torch.arange(len(short), device=graph.device)
        # Each short bond is an edge from both of its ends; sorted by their atom, the edges of an atom are
        # consecutive, and `start` and `count` locate them. Two different edges of one atom enclose one angle, in
        # both orders.
        centre = torch.cat([graph.fixed_first[short], graph.fixed_second[short]])
        order = torch.argsort(centre, stable=True)
        edge_bond, edge_vector = torch.cat([number, number])[order], torch.cat([unit, -unit])[order]
        count = torch.bincount(centre, minlength=graph.n_atoms)
        start = count.cumsum(0) - count
        i, j = pairs_in_groups(start, count)
        features = self.core.angle_features((edge_vector[i] * edge_vector[j]).sum(-1))
        weights = self.core.short_weights(distances[short].float())
        return FrozenAngles(
            short,
            weights,
            centre[order][i],
            edge_bond[i],
            edge_bond[j],
            features,
            start,
            count,
            edge_bond,
            edge_vector,
        )

    def evaluate(self, state: ChgnetState, positions: np.ndarray) -> np.ndarray:
        """Energies of one batch."""
        with torch.inference_mode():
            graph, n = state.framework, len(positions)
            mobile = graph.mobile_bonds(positions)
            distances = mobile.vectors.norm(dim=1)
            ion = mobile.structure * graph.n_atoms + graph.mobile
            partner = mobile.structure * graph.n_atoms + mobile.atom
            moving = self.core.bonds(ion, partner, distances.float())
            atoms = state.atoms.repeat(n, 1)
            first = state.first_messages.repeat(n, 1) + self.core.messages(0, atoms, moving)
            fixed_bonds = state.bonds
            bonds = Bonds(
                torch.cat([graph.repeat_index(fixed_bonds.first, n, graph.n_atoms), moving.first]),
                torch.cat([graph.repeat_index(fixed_bonds.second, n, graph.n_atoms), moving.second]),
                torch.cat([fixed_bonds.features.repeat(n, 1), moving.features]),
                torch.cat([fixed_bonds.weights.repeat(n, 1), moving.weights]),
            )
            short, weights, angles = self._angles(state, n, mobile, distances)
            sites = self.core.site_energies(atoms, first, bonds, short, weights, angles)
            energies = sites.view(n, graph.n_atoms).double().sum(1) if self.device != "mps" else (
                sites.cpu().view(n, graph.n_atoms).double().sum(1))  # fmt: skip
            return energies.cpu().numpy() + state.element_energy

    def _angles(
        self, state: ChgnetState, n: int, mobile: MobileBonds, distances: Tensor
    ) -> tuple[Tensor, Tensor, Angles]:
        """Short bonds of a batch, their weights, and all angles: fixed ones repeated, those of the ion's bonds new.

        An angle is an ordered pair of short bonds (bond, other) with a common atom. There are four kinds: (fixed,
        fixed), the same in all structures; (ion's, ion's), at the ion or, with two images of the ion, at a framework
        atom; and, at a framework atom, (ion's, fixed) and (fixed, ion's), which have the same cosine. Numbers of
        short bonds: the n · n_short fixed ones structure by structure, then the ion's.
        """
        graph, fixed_angles = state.framework, state.angles
        n_short = len(fixed_angles.bonds)
        near = (distances < BOND_CUTOFF).nonzero()[:, 0]
        structure, atom = mobile.structure[near], mobile.atom[near]
        unit = mobile.vectors[near] / distances[near, None]
        number = torch.arange(len(near), device=graph.device) + n * n_short
        # The ion's short bonds as edges from both of their ends, sorted by the atom they start from. `local` is the
        # atom's number in its structure, `owner` the structure, `centre` the atom's number in the batch.
        local = torch.cat([torch.full_like(atom, graph.mobile), atom])
        owner = torch.cat([structure, structure])
        centre = owner * graph.n_atoms + local
        order = torch.argsort(centre, stable=True)
        local, owner, centre = local[order], owner[order], centre[order]
        bond, vector = torch.cat([number, number])[order], torch.cat([unit, -unit])[order]
        count = torch.bincount(centre, minlength=n * graph.n_atoms)
        # (ion's, ion's): pairs of new edges at one atom.
        i, j = pairs_in_groups(count.cumsum(0) - count, count)
        # (ion's, fixed): each new edge at a framework atom with each fixed edge of that atom. The ion itself can have
        # fixed edges too, to its own images. Both orders of a mixed pair have the same features.
        new, entry = join_groups(fixed_angles.start[local], fixed_angles.count[local])
        fixed_bond = fixed_angles.edge_bond[entry] + owner[new] * n_short
        mixed_cosines = (vector[new] * fixed_angles.edge_vector[entry]).sum(-1)
        cosines = torch.cat([(vector[i] * vector[j]).sum(-1), mixed_cosines])
        features = self.core.angle_features(cosines)
        angles = Angles(
            torch.cat(
                [graph.repeat_index(fixed_angles.centre, n, graph.n_atoms), centre[i], centre[new], centre[new]]
            ),
            torch.cat([graph.repeat_index(fixed_angles.bond, n, n_short), bond[i], bond[new], fixed_bond]),
            torch.cat([graph.repeat_index(fixed_angles.other, n, n_short), bond[j], fixed_bond, bond[new]]),
            torch.cat([fixed_angles.features.repeat(n, 1), features, features[len(i) :]]),
        )
        short = torch.cat([graph.repeat_index(fixed_angles.bonds, n, graph.n_fixed), near + n * graph.n_fixed])
        weights = torch.cat([fixed_angles.weights.repeat(n, 1), self.core.short_weights(distances[near].float())])
        return short, weights, angles

    def calculator(self) -> Calculator:
        """Return chgnet's own ASE calculator (energy, forces, stress, magnetic moments)."""
        # warnings about ASE's constraints and torch's scalars, of no use to users
        warnings.filterwarnings("ignore", category=UserWarning, module=r"chgnet\.model\.")
        with contextlib.redirect_stdout(io.StringIO()):  # chgnet prints a greeting, which would break --json
            from chgnet.model.dynamics import CHGNetCalculator
            from chgnet.model.model import CHGNet

            network = CHGNet.load(use_device=self.device, verbose=False)
            return CHGNetCalculator(network, use_device=self.device)

    def chunk_size(self, framework: Atoms) -> int:
        """Return the number of positions with about `_BONDS_PER_BATCH` bonds, by the density of the framework."""
        return bonds_chunk(framework, ATOM_CUTOFF, _BONDS_PER_BATCH[self.device.partition(":")[0]])


def join_groups(start: Tensor, count: Tensor) -> tuple[Tensor, Tensor]:
    """For each row, list the entries start … start + count − 1 of a table."""
    row = torch.repeat_interleave(torch.arange(len(count), device=count.device), count)
    begin = count.cumsum(0) - count
    return row, torch.arange(len(row), device=count.device) - begin[row] + start[row]


def pairs_in_groups(start: Tensor, count: Tensor) -> tuple[Tensor, Tensor]:
    """All ordered pairs of different entries of the same group, of entries sorted by group.

    Parameters
    ----------
    start, count
        First entry and number of entries of each group, shape (n_groups,).
    """
    group, entry = join_groups(start, count)
    first, second = join_groups(start[group], count[group])
    different = entry[first] != second
    return entry[first[different]], second[different]
