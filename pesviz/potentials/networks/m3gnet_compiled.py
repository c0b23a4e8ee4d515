"""The blocks of the original M3GNet as one function of tensors, for `torch.compile`.

The same mathematics as `M3GNetCore._block`, without its updates in place, which the compiler cannot follow. On the
CPU it is a few per cent faster than `_block` and takes half a minute to compile (docs/benchmarks.md).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import torch
from torch import Tensor
from torch.nn import functional

if TYPE_CHECKING:
    from pesviz.potentials.networks.m3gnet_core import Graph, M3GNetCore

_WIDTH = 64


def _gated_network(parts: tuple[Tensor, ...], atoms: Tensor, edges: Tensor, source: Tensor, target: Tensor) -> Tensor:
    """Evaluate a gated network on (centre, neighbour, bond)."""
    bias, centre, neighbour, bond, pipe_kernel, pipe_bias, gate_kernel, gate_bias = parts
    own = torch.addmm(bias, atoms, centre).index_select(0, source)
    hidden = functional.silu(edges @ bond + own + (atoms @ neighbour).index_select(0, target))
    pipe = torch.addmm(pipe_bias, hidden[:, :_WIDTH], pipe_kernel)
    return functional.silu(pipe) * torch.sigmoid(torch.addmm(gate_bias, hidden[:, _WIDTH:], gate_kernel))


def block(
    weights: tuple[Any, ...],
    atoms: Tensor,
    edges: Tensor,
    source: Tensor,
    target: Tensor,
    radial: Tensor,
    close: Tensor,
    angular: Tensor,
    moments: Tensor,
) -> tuple[Tensor, Tensor]:
    """One block: three-body update, bond update, messages summed into the atoms.

    Parameters
    ----------
    weights
        Weights of this block, as `CompiledBlocks` collects them.
    atoms, edges
        Features, shapes (n_atoms, 64) and (n_edges, 64).
    source, target, radial, close, angular, moments
        As in `Graph`.
    """
    mask_kernel, mask_bias, columns, sum_m, three_kernel, bond, bond_weight, atom, atom_weight = weights
    mask = torch.sigmoid(torch.addmm(mask_bias, atoms, mask_kernel)).index_select(1, columns)
    close_source = source.index_select(0, close)
    terms = moments * mask.index_select(0, target.index_select(0, close))
    total = torch.zeros(atoms.shape[0], terms.shape[1], dtype=atoms.dtype, device=atoms.device)
    total = total.index_add(0, close_source, terms)
    three = ((total.index_select(0, close_source) - terms) * angular @ sum_m) @ three_kernel
    edges = edges.index_add(0, close, functional.silu(three[:, :_WIDTH]) * torch.sigmoid(three[:, _WIDTH:]))
    edges = edges + _gated_network(bond, atoms, edges, source, target) * (radial @ bond_weight)
    messages = _gated_network(atom, atoms, edges, source, target) * functional.silu(radial @ atom_weight)
    return atoms.index_add(0, source, messages), edges


class CompiledBlocks:
    """Blocks of an M3GNet, compiled at their first use."""

    def __init__(self, core: M3GNetCore) -> None:
        self._weights = [
            (
                *core.mask[b], core._ln, core._sum_m, core.three[b],  # noqa: SLF001 - the same network
                core.bond[b].parts, core.bond_weight[b], core.atom[b].parts, core.atom_weight[b],
            )
            for b in range(core.n_blocks)
        ]  # fmt: skip
        self._block: Callable[..., tuple[Tensor, Tensor]] = torch.compile(block, dynamic=True)

    def __call__(self, number: int, atoms: Tensor, edges: Tensor, graph: Graph) -> tuple[Tensor, Tensor]:
        """Evaluate a block; return atoms and edges after it."""
        return self._block(
            self._weights[number], atoms, edges, graph.source, graph.target, graph.radial, graph.close, graph.angular,
            graph.moments,
        )  # fmt: skip
