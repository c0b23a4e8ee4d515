"""SevenNet's network for energies alone, its convolutions arranged for a frozen framework.

The modules of SevenNet (Park et al., J. Chem. Theory Comput. 20, 4857 (2024)) are used unchanged, except its
convolutions, Σ_e w_pu(|r_e|) Σ C x_u ⊗ Y(r_e): the coupling matrices C·Y of a bond are shared by all channels u, and
they and the radial weights w depend on the bond alone. So both are kept for bonds that do not move, the weights serve
both directions of a bond, and the first layer's messages along fixed bonds are summed once.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor, nn


@dataclass(frozen=True)
class _Path:
    """One path of a tensor product: columns among a group's couplings, among the weights, and the output's number."""

    columns: slice
    weights: slice
    output: int


@dataclass(frozen=True)
class _Group:
    """All paths that start from the same input irreps."""

    inputs: slice
    multiplicity: int
    dimension: int
    coefficients: Tensor
    paths: tuple[_Path, ...]


@dataclass(frozen=True)
class Edges:
    """Directed edges: all bonds from their first atom, then all from their second.

    Parameters
    ----------
    centre, neighbour
        Atoms, shape (2n,); messages go from the neighbour to the centre.
    harmonics
        Spherical harmonics of the vector from centre to neighbour, shape (2n, n_harmonics).
    """

    centre: Tensor
    neighbour: Tensor
    harmonics: Tensor


class Convolution:
    """One convolution of SevenNet, evaluated path by path."""

    def __init__(self, module: Any) -> None:
        from e3nn.o3 import wigner_3j

        product = module.convolution
        self._radial = module.weight_nn
        self._scale = 1 / module.denominator.detach()
        self.n_outputs = len(product.irreps_out)
        device = self._scale.device
        in1, in2, out = product.irreps_in1, product.irreps_in2, product.irreps_out
        self.output_dims = [block.dim for block in out]
        starts = torch.tensor([0] + [ins.path_shape[0] for ins in product.instructions]).cumsum(0).tolist()
        self.groups: list[_Group] = []
        for i, inputs in enumerate(in1.slices()):
            blocks, paths, column = [], [], 0
            for number, ins in enumerate(product.instructions):
                if ins.i_in1 != i:
                    continue
                l_in, l_filter, l_out = in1[i].ir.l, in2[ins.i_in2].ir.l, out[ins.i_out].ir.l
                block = torch.zeros(2 * l_in + 1, in2.dim, 2 * l_out + 1, device=device)
                block[:, in2.slices()[ins.i_in2]] = ins.path_weight * wigner_3j(l_in, l_filter, l_out, device=device)
                blocks.append(block)
                width = 2 * l_out + 1
                paths.append(
                    _Path(slice(column, column + width), slice(starts[number], starts[number + 1]), ins.i_out)
                )
                column += width
            coefficients = torch.cat(blocks, dim=2).permute(1, 0, 2).reshape(in2.dim, -1).contiguous()
            self.groups.append(_Group(inputs, in1[i].mul, in1[i].ir.dim, coefficients, tuple(paths)))

    def weights(self, embedding: Tensor) -> Tensor:
        """Radial weights of bonds, shape (n, n_basis) -> (n, n_weights); divided by the denominator."""
        return self._radial(embedding) * self._scale

    def __call__(self, features: Tensor, edges: Edges, weights: Tensor) -> Tensor:
        """Sum the messages to each atom."""
        n_bonds = len(weights)
        outputs: list[Tensor | None] = [None] * self.n_outputs
        for group in self.groups:
            n_couplings = group.coefficients.shape[1] // group.dimension
            couplings = (edges.harmonics @ group.coefficients).view(2 * n_bonds, group.dimension, n_couplings)
            neighbours = features[:, group.inputs].index_select(0, edges.neighbour)
            products = torch.bmm(neighbours.view(2 * n_bonds, group.multiplicity, group.dimension), couplings)
            products = products.view(2, n_bonds, group.multiplicity, n_couplings)
            for path in group.paths:
                message = products[..., path.columns] * weights[:, path.weights, None]
                sums = features.new_zeros(len(features), self.output_dims[path.output])
                outputs[path.output] = sums.index_add_(0, edges.centre, message.reshape(2 * n_bonds, sums.shape[1]))
        return torch.cat([output for output in outputs if output is not None], dim=1)


class SevenNetCore:
    """A SevenNet: its modules with the convolutions replaced.

    Parameters
    ----------
    model
        The `AtomGraphSequential` of sevenn, on its device.
    modal
        Number of the fidelity of a multi-fidelity model, or None.
    """

    def __init__(self, model: Any, modal: int | None = None) -> None:
        self._species = model.z_to_onehot_tensor
        self._modal = modal
        modules = list(model.named_children())
        names = [name for name, _ in modules]
        self._embedding: Any = dict(modules)["edge_embedding"]
        last = names.index("rescale_atomic_energy")
        self._steps: list[Convolution | nn.Module] = [
            Convolution(module) if type(module).__name__ == "IrrepsConvolution" else module
            for name, module in modules[: last + 1]
            if name != "edge_embedding"
        ]
        self.convolutions = [step for step in self._steps if isinstance(step, Convolution)]
        irreps = self._embedding.spherical.irreps_out
        device = self.convolutions[0].groups[0].coefficients.device
        self._species = self._species.to(device)
        self._parity = torch.cat([torch.full((block.dim,), float((-1) ** block.ir.l)) for block in irreps]).to(device)

    def embed(self, vectors: Tensor) -> tuple[Tensor, Tensor]:
        """Radial basis and spherical harmonics of bonds, shape (n, 3) Å in single precision."""
        data = self._embedding({"edge_vec": vectors})
        return data["edge_embedding"], data["edge_attr"]

    def edges(self, first: Tensor, second: Tensor, harmonics: Tensor) -> Edges:
        """Make both directions of bonds of their spherical harmonics from first to second atom."""
        both = torch.cat([harmonics, harmonics * self._parity])
        return Edges(torch.cat([first, second]), torch.cat([second, first]), both)

    def first_features(self, numbers: Tensor) -> Tensor:
        """Features of atoms before the first convolution; they depend on the element alone."""
        data = self._start(numbers)
        for step in self._steps:
            if isinstance(step, Convolution):
                break
            data = step(data)
        return data["x"]

    def _start(self, numbers: Tensor) -> dict[str, Tensor]:
        data = {"x": self._species[numbers]}
        if self._modal is not None:
            data["modal_type"] = torch.tensor(self._modal, dtype=torch.int64, device=numbers.device)
        return data

    def site_energies(self, numbers: Tensor, edges: Edges, weights: list[Tensor], first: Tensor) -> Tensor:
        """Energy of each atom.

        Parameters
        ----------
        numbers
            Atomic numbers, shape (n_atoms,).
        edges
            Both directions of each bond.
        weights
            Each later convolution's weights of the bonds; the first convolution's are not needed.
        first
            Result of the first convolution, shape (n_atoms, n_out).

        Returns
        -------
        Tensor
            Shape (n_atoms,), eV.
        """
        data = self._start(numbers)
        number = 0
        for step in self._steps:
            if isinstance(step, Convolution):
                data["x"] = first if number == 0 else step(data["x"], edges, weights[number - 1])
                number += 1
            else:
                data = step(data)
        return data["atomic_energy"].view(-1)
