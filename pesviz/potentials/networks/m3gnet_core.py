"""The network of the original M3GNet, evaluated in PyTorch without triplets.

The mathematics is that of Chen & Ong, Nature Computational Science 2, 718 (2022), as in their TensorFlow code
(m3gnet 0.2.4). The three-body term of bond ij, Σ_{k≠j} R_ln(r_ik) a_k Y_l0(cos θ_jik), is evaluated by the addition
theorem: with S_lm such that Σ_m S_lm(u) S_lm(u') = Y_l0(u·u'), it is S_lm(u_ij) · Σ_k R_ln(r_ik) a_k S_lm(u_ik),
summed over m, less the term k = j. So the cost is linear in the number of bonds, and structures without any triplet,
where the original fails, need no special case.

In the first block the features of an atom depend on its element alone. So its results for a bond of the framework
depend on the moving ion only where the bond takes part in three-body terms (it is shorter than 4 Å) and the ion is
within that cutoff of its atom; all others are computed once for a framework.

The 27 columns of three-body quantities are the triples (l, n, m): l = 0 has 3 (n), l = 1 has 9 and l = 2 has 15.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from math import pi, sqrt
from pathlib import Path

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from pesviz.errors import PotentialError
from pesviz.potentials.networks.m3gnet_compiled import CompiledBlocks
from pesviz.potentials.networks.tf_checkpoint import read_checkpoint

_BESSEL_ROOTS = (
    (pi, 2 * pi, 3 * pi),
    (4.493409457909064, 7.725251836937707, 10.904121659428899),
    (5.763459196894550, 9.095011330476355, 12.322940970566582),
)
_LN = [0, 1, 2] + [3 + n for n in range(3) for _ in range(3)] + [6 + n for n in range(3) for _ in range(5)]
"""Number of (l, n) of each of the 27 columns."""
_LM = [0] * 3 + [1, 2, 3] * 3 + [4, 5, 6, 7, 8] * 3
"""Number of (l, m) of each of the 27 columns."""
_PARITY = [1.0] * 3 + [-1.0] * 9 + [1.0] * 15
"""(−1)^l of each column: factor of S_lm when a bond is reversed."""
_WIDTH = 64


def _spherical_bessel(order: int, x: Tensor) -> Tensor:
    """j_l(x) for l = 0 … 3 in closed form."""
    sin, cos = torch.sin(x), torch.cos(x)
    if order == 0:
        return sin / x
    if order == 1:
        return sin / x**2 - cos / x
    if order == 2:
        return (3 / x**3 - 1 / x) * sin - 3 * cos / x**2
    return (15 / x**4 - 6 / x**2) * sin - (15 / x**3 - 1 / x) * cos


def _smooth_coefficients(cutoff: float, n_max: int = 3) -> np.ndarray:
    """Coefficients A of the smooth radial basis g_n(r) = Σ_k A_nk sinc((k+1)πr/c), shape (n_max, n_max + 1).

    Kocer, Mason & Erturk, AIP Advances 10, 015021 (2020): values and two derivatives vanish at the cutoff.
    """
    raw, basis, previous = np.zeros((n_max, n_max + 1)), [], 1.0
    for n in range(n_max):
        sign_and_scale = (-1) ** n * sqrt(2) * pi / cutoff**1.5
        raw[n, n : n + 2] = sign_and_scale * (n + 1) * (n + 2) / sqrt((n + 1) ** 2 + (n + 2) ** 2)
        e = n**2 * (n + 2) ** 2 / (4 * (n + 1) ** 4 + 1)
        if n == 0:
            basis.append(raw[0])
            continue
        following = 1 - e / previous
        basis.append((raw[n] + sqrt(e / previous) * basis[-1]) / sqrt(following))
        previous = following
    return np.array(basis)


def _silu(x: Tensor) -> Tensor:
    return functional.silu(x, inplace=torch.is_inference_mode_enabled())


@dataclass(frozen=True)
class Basis:
    """Functions of bonds, each bond once.

    Parameters
    ----------
    radial
        Smooth radial basis, shape (n, 3).
    close
        Numbers of the bonds inside the three-body cutoff, shape (n3,).
    angular
        f_c S_lm of those, shape (n3, 27).
    moments
        f_c R_ln S_lm of those, shape (n3, 27).
    """

    radial: Tensor
    close: Tensor
    angular: Tensor
    moments: Tensor


@dataclass(frozen=True)
class Graph:
    """Directed edges: all bonds from their first atom, then all from their second.

    Parameters
    ----------
    source, target
        Atoms, shape (n,); messages go to the source.
    radial
        Smooth radial basis, shape (n, 3).
    close
        Numbers of the edges inside the three-body cutoff, shape (n3,).
    angular, moments
        As in `Basis`, of the edges from source to target, shape (n3, 27).
    """

    source: Tensor
    target: Tensor
    radial: Tensor
    close: Tensor
    angular: Tensor
    moments: Tensor

    def subset(self, index: Tensor) -> Graph:
        """Return the graph of some of the edges, by their numbers."""
        number = self.source.new_full((len(self.source),), -1)
        number[index] = torch.arange(len(index), device=index.device)
        close = number[self.close]
        rows = (close >= 0).nonzero()[:, 0]
        return Graph(
            self.source[index],
            self.target[index],
            self.radial[index],
            close[rows],
            self.angular[rows],
            self.moments[rows],
        )


@dataclass(frozen=True)
class FirstBlock:
    """Results of the first block for bonds that do not move, where they do not depend on the moving ion.

    Parameters
    ----------
    edges, messages
        Features after the block and messages, shape (2, n_bonds, 64).
    """

    edges: Tensor
    messages: Tensor


class _Pair:
    """A gated network on (centre, neighbour, bond): its first layer split by input, both branches side by side."""

    def __init__(self, weights: Mapping[str, Tensor], prefix: str) -> None:
        branches = [f"{prefix}/{branch}/layers" for branch in ("pipe", "gate")]
        kernel = torch.cat([weights[f"{branch}/0/kernel"] for branch in branches], dim=1)
        self.bias = torch.cat([weights[f"{branch}/0/bias"] for branch in branches])
        self.centre, self.neighbour, self.bond = (part.contiguous() for part in kernel.split(_WIDTH))
        self.second = [(weights[f"{branch}/1/kernel"], weights[f"{branch}/1/bias"]) for branch in branches]

    @property
    def parts(self) -> tuple[Tensor, ...]:
        """All weights: bias, centre, neighbour, bond, and kernel and bias of pipe and of gate."""
        return (self.bias, self.centre, self.neighbour, self.bond, *self.second[0], *self.second[1])

    def __call__(self, atoms: Tensor, edges: Tensor, source: Tensor, target: Tensor) -> Tensor:
        centre = torch.addmm(self.bias, atoms, self.centre)
        neighbour = atoms @ self.neighbour
        hidden = edges @ self.bond
        hidden += centre.index_select(0, source)
        hidden += neighbour.index_select(0, target)
        hidden = _silu(hidden)
        (pipe_kernel, pipe_bias), (gate_kernel, gate_bias) = self.second
        pipe = torch.addmm(pipe_bias, hidden[:, :_WIDTH], pipe_kernel)
        gate = torch.addmm(gate_bias, hidden[:, _WIDTH:], gate_kernel)
        return _silu(pipe).mul(torch.sigmoid(gate))


class M3GNetCore:
    """The original M3GNet from its TensorFlow checkpoint.

    Parameters
    ----------
    folder
        Folder of m3gnet.json, m3gnet.index and m3gnet.data-00000-of-00001.
    device
        Device of the weights.

    Raises
    ------
    PotentialError
        The files are missing, damaged, or belong to an M3GNet of another kind.
    """

    def __init__(self, folder: Path, device: str) -> None:
        config = json.loads(json.loads((folder / "m3gnet.json").read_text()))["config"]
        kind = tuple(config[key] for key in ("max_n", "max_l", "n_blocks", "units", "include_states", "is_intensive"))
        if kind != (3, 3, 3, _WIDTH, False, False) or config["mean"] != 0:
            raise PotentialError(
                f"The checkpoint in {folder} is an M3GNet of another kind than MP-2021.2.8-EFS.",
                "Install the right one with `pesviz potentials install m3gnet-mp-2021`.",
            )
        arrays = read_checkpoint(folder / "m3gnet", check=False)
        weights = {
            name: torch.as_tensor(array, device=device) for name, array in arrays.items() if array.dtype == np.float32
        }
        self.device = device
        self.cutoff, self.close_cutoff = float(config["cutoff"]), float(config["threebody_cutoff"])
        self.scale, self.n_blocks = float(config["std"]), 3
        self.element_energies = torch.tensor(config["element_refs"], dtype=torch.float64)
        self.embedding = weights["featurizer/atom_network/embedding/embeddings"]
        self.bond_kernel = weights["feature_adjust/update_func/pipe/layers/0/kernel"]
        blocks = range(self.n_blocks)
        self.bond = [_Pair(weights, f"graph_layers/{b}/bond_network/update_func") for b in blocks]
        self.bond_weight = [weights[f"graph_layers/{b}/bond_network/weight_func/kernel"] for b in blocks]
        self.atom = [_Pair(weights, f"graph_layers/{b}/atom_network/bond_dense") for b in blocks]
        self.atom_weight = [weights[f"graph_layers/{b}/atom_network/weight_update/kernel"] for b in blocks]
        mask, update = "three_interactions/{}/update_network/pipe/layers/0", "three_interactions/{}/update_network2"
        self.mask = [(weights[mask.format(b) + "/kernel"], weights[mask.format(b) + "/bias"]) for b in blocks]
        self.three = [
            torch.cat([weights[update.format(b) + f"/{branch}/layers/0/kernel"] for branch in ("pipe", "gate")], 1)
            for b in blocks
        ]
        final = "final/layers/0/atom_network/update_func"
        self.readout = {
            branch: [
                (weights[f"{final}/{branch}/layers/{i}/kernel"], weights[f"{final}/{branch}/layers/{i}/bias"])
                for i in range(3)
            ]
            for branch in ("pipe", "gate")
        }
        self.compiled_blocks: CompiledBlocks | None = None
        """Blocks for the batches of a scan, where they are compiled."""
        self._ln = torch.tensor(_LN, device=device)
        self._lm = torch.tensor(_LM, device=device)
        self._parity = torch.tensor(_PARITY, device=device)
        self._sum_m = torch.eye(9, device=device)[self._ln]
        roots = torch.tensor(_BESSEL_ROOTS, dtype=torch.float64)
        self._norms = sqrt(2 / self.cutoff**3) / torch.stack(
            [_spherical_bessel(order + 1, roots[order]).abs() for order in range(3)]
        )
        self._roots = roots / self.cutoff
        self._smooth = torch.as_tensor(_smooth_coefficients(self.cutoff))

    def basis(self, vectors: Tensor) -> Basis:
        """Evaluate the radial and angular functions of bonds in the precision of the vectors.

        Parameters
        ----------
        vectors
            From the first to the second atom of each bond, shape (n, 3), Å.
        """
        distance = vectors.norm(dim=1)
        waves = distance[:, None] * (torch.arange(1, 5).to(vectors) * (pi / self.cutoff))
        radial = (torch.sin(waves) / waves) @ self._smooth.to(vectors).T
        radial = torch.where((distance < self.cutoff)[:, None], radial, torch.zeros_like(radial))
        close = (distance <= self.close_cutoff).nonzero()[:, 0]
        distance, vectors = distance[close], vectors[close]
        bessel = [
            _spherical_bessel(order, distance[:, None] * roots) * norms
            for order, (roots, norms) in enumerate(zip(self._roots.to(vectors), self._norms.to(vectors), strict=True))
        ]
        q = distance / self.close_cutoff
        envelope = (1 - 6 * q**5 + 15 * q**4 - 10 * q**3)[:, None]
        x, y, z = (vectors / distance[:, None]).unbind(1)
        c0, c1, c2 = (sqrt(sqrt((2 * order + 1) / (4 * pi))) for order in range(3))
        c2r = c2 * sqrt(3.0)
        harmonics = torch.stack(
            [torch.full_like(x, c0), c1 * x, c1 * y, c1 * z, c2r * x * y, c2r * y * z, c2r * z * x,
             c2r / 2 * (x * x - y * y), c2 * (1.5 * z * z - 0.5)], dim=1)  # fmt: skip
        angular = harmonics[:, self._lm] * envelope
        moments = torch.cat(bessel, dim=1)[:, self._ln] * angular
        return Basis(radial.float(), close, angular.float(), moments.float())

    def graph(self, first: Tensor, second: Tensor, basis: Basis) -> Graph:
        """Make both directions of bonds; first and second atoms of shape (n,)."""
        return Graph(
            torch.cat([first, second]),
            torch.cat([second, first]),
            torch.cat([basis.radial, basis.radial]),
            torch.cat([basis.close, basis.close + len(first)]),
            torch.cat([basis.angular, basis.angular * self._parity]),
            torch.cat([basis.moments, basis.moments * self._parity]),
        )

    def _block(self, b: int, atoms: Tensor, edges: Tensor, graph: Graph) -> tuple[Tensor, Tensor]:
        """One block: three-body update, bond update, messages."""
        kernel, bias = self.mask[b]
        mask = torch.sigmoid(torch.addmm(bias, atoms, kernel)).index_select(1, self._ln)
        source = graph.source[graph.close]
        terms = graph.moments * mask.index_select(0, graph.target[graph.close])
        total = atoms.new_zeros(len(atoms), len(_LN)).index_add(0, source, terms)
        three = ((total.index_select(0, source) - terms) * graph.angular @ self._sum_m) @ self.three[b]
        edges = edges.index_add(0, graph.close, _silu(three[:, :_WIDTH]) * torch.sigmoid(three[:, _WIDTH:]))
        update = self.bond[b](atoms, edges, graph.source, graph.target)
        edges = torch.addcmul(edges, update, graph.radial @ self.bond_weight[b])
        message = self.atom[b](atoms, edges, graph.source, graph.target)
        return edges, message * _silu(graph.radial @ self.atom_weight[b])

    def first_block(self, numbers: Tensor, graph: Graph) -> FirstBlock:
        """Run the first block on bonds that do not move, as if there were no others.

        Parameters
        ----------
        numbers
            Atomic numbers, shape (n_atoms,).
        graph
            The bonds that do not move.
        """
        edges, messages = self._block(0, self.embedding[numbers], _silu(graph.radial @ self.bond_kernel), graph)
        return FirstBlock(edges.view(2, -1, _WIDTH), messages.view(2, -1, _WIDTH))

    def site_energies(
        self, numbers: Tensor, graph: Graph, first_block: FirstBlock | None = None, edge_numbers: Tensor | None = None
    ) -> Tensor:
        """Energy of each atom above the elements' reference energies.

        Parameters
        ----------
        numbers
            Atomic numbers, shape (n_atoms,).
        graph
            All edges.
        first_block
            The first block's results, repeated for the batch; its bonds are the graph's first ones.
        edge_numbers
            Numbers of the edges for which these results do not hold, shape (n,); required with `first_block`.

        Returns
        -------
        Tensor
            Shape (n_atoms,), eV.
        """
        atoms = self.embedding[numbers]
        if first_block is None or edge_numbers is None:
            edges, message = self._block(0, atoms, _silu(graph.radial @ self.bond_kernel), graph)
        else:
            part = graph.subset(edge_numbers)
            new_edges, new_messages = self._block(0, atoms, _silu(part.radial @ self.bond_kernel), part)
            edges = _all_edges(first_block.edges, len(graph.source), edge_numbers, new_edges)
            message = _all_edges(first_block.messages, len(graph.source), edge_numbers, new_messages)
        atoms = atoms.index_add(0, graph.source, message)
        if self.compiled_blocks is not None and first_block is not None:
            for b in range(1, self.n_blocks):
                atoms, edges = self.compiled_blocks(b, atoms, edges, graph)
            return self._read_out(atoms) * self.scale
        for b in range(1, self.n_blocks):
            edges, message = self._block(b, atoms, edges, graph)
            atoms = atoms.index_add(0, graph.source, message)
        return self._read_out(atoms) * self.scale

    def _read_out(self, atoms: Tensor) -> Tensor:
        branches = {}
        for branch, layers in self.readout.items():
            hidden = atoms
            for i, (kernel, bias) in enumerate(layers):
                hidden = torch.addmm(bias, hidden, kernel)
                if i < 2:
                    hidden = functional.silu(hidden)
            branches[branch] = hidden[:, 0]
        return branches["pipe"] * torch.sigmoid(branches["gate"])


def _all_edges(fixed_values: Tensor, n_edges: int, edge_numbers: Tensor, values: Tensor) -> Tensor:
    """Values of all edges: those of the fixed bonds in both directions, replaced or completed by new ones."""
    all_values = fixed_values.new_empty(2, n_edges // 2, fixed_values.shape[-1])
    all_values[:, : fixed_values.shape[1]] = fixed_values
    return all_values.view(n_edges, -1).index_copy_(0, edge_numbers, values)
