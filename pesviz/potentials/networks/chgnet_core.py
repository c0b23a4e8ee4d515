"""CHGNet's network for energies alone, arranged for a frozen framework.

The mathematics is that of Deng et al., Nature Machine Intelligence 5, 1031 (2023), version 0.3.0; the arrangement
differs, and is exact:

- The first layer of every gated network acts on a concatenation (centre, bond, neighbour). It is split into one
  product per input, so that atoms are multiplied once per atom and bonds once per undirected bond.
- Bond features change only where a bond is short enough for the bond graph (3 Å).
- In the first layer, messages along bonds that do not move are the same for every position: they are summed once.
- The last update of the angles feeds nothing and is left out.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import pi, sqrt
from pathlib import Path

import torch
from torch import Tensor
from torch.nn import functional

N_LAYERS = 4
ATOM_CUTOFF = 6.0
"""Cutoff of the atom graph, Å."""
BOND_CUTOFF = 3.0
"""Cutoff of the bond graph (angles), Å."""
_ENVELOPE = 8
_WIDTH = 64


class GatedNetwork:
    """A gated network, SiLU(LN(core)) · σ(LN(gate)), its first layer split by input.

    Parameters
    ----------
    weights
        The checkpoint's tensors.
    prefix
        Prefix of the network's names in the checkpoint.
    hidden
        Whether there is a hidden layer (atom and bond convolutions) or none (angle updates).
    """

    def __init__(self, weights: Mapping[str, Tensor], prefix: str, *, hidden: bool) -> None:
        first = 0 if hidden else 1
        core, gate = f"{prefix}.mlp_core.layers", f"{prefix}.mlp_gate.layers"
        kernel = torch.cat([weights[f"{core}.{first}.weight"], weights[f"{gate}.{first}.weight"]]).T
        self.inputs = tuple(part.contiguous() for part in kernel.split(_WIDTH))
        self.bias = torch.cat([weights[f"{core}.{first}.bias"], weights[f"{gate}.{first}.bias"]])
        self.second = None
        if hidden:
            self.second = tuple(
                (weights[f"{part}.3.weight"].T.contiguous(), weights[f"{part}.3.bias"]) for part in (core, gate)
            )
        self.norms = tuple(
            (weights[f"{prefix}.{bn}.weight"], weights[f"{prefix}.{bn}.bias"]) for bn in ("bn1", "bn2")
        )

    def finish(self, sums: Tensor) -> Tensor:
        """Apply the layers after the first one's sums, shape (n, 128) -> (n, 64)."""
        if self.second is not None:
            sums = functional.silu(sums, inplace=True)
            (core_kernel, core_bias), (gate_kernel, gate_bias) = self.second
            core = torch.addmm(core_bias, sums[:, :_WIDTH], core_kernel)
            gate = torch.addmm(gate_bias, sums[:, _WIDTH:], gate_kernel)
        else:
            core, gate = sums[:, :_WIDTH], sums[:, _WIDTH:]
        core = functional.layer_norm(core, (_WIDTH,), *self.norms[0])
        gate = functional.layer_norm(gate, (_WIDTH,), *self.norms[1])
        return functional.silu(core, inplace=True).mul_(gate.sigmoid_())


@dataclass(frozen=True)
class Bonds:
    """Undirected bonds with their features and weights.

    Parameters
    ----------
    first, second
        Their atoms, shape (n,).
    features
        Embedded radial basis, shape (n, 64).
    weights
        Smooth weights of messages between atoms, shape (n, 64).
    """

    first: Tensor
    second: Tensor
    features: Tensor
    weights: Tensor


@dataclass(frozen=True)
class Angles:
    """Ordered pairs of short bonds with a common atom.

    Parameters
    ----------
    centre
        The shared atom, shape (n,).
    bond, other
        Numbers of the two bonds among the short ones, shape (n,); messages go to `bond`.
    features
        Embedded angle, shape (n, 64).
    """

    centre: Tensor
    bond: Tensor
    other: Tensor
    features: Tensor


class ChgnetCore:
    """CHGNet 0.3.0 from its checkpoint.

    Parameters
    ----------
    path
        The checkpoint, as in chgnet's wheel.
    device
        Device of the weights.
    """

    def __init__(self, path: Path, device: str) -> None:
        state = torch.load(path, map_location=device, weights_only=True)["model"]["state_dict"]
        weights = {key: value.detach().to(torch.float32) for key, value in state.items()}
        self.embedding = weights["atom_embedding.embedding.weight"]
        self.element_energies = weights["composition_model.fc.weight"][0].to(torch.float64).cpu()
        basis = "bond_basis_expansion.rbf_expansion"
        self.frequencies = weights[f"{basis}_ag.frequencies"]
        self.short_frequencies = weights[f"{basis}_bg.frequencies"]
        self.angle_frequencies = weights["angle_basis_expansion.fourier_expansion.frequencies"]
        kernels = torch.cat([weights["bond_embedding.weight"], weights["bond_weights_ag.weight"]])
        self.bond_kernel = kernels.T.contiguous()
        self.short_kernel = weights["bond_weights_bg.weight"].T.contiguous()
        self.angle_kernel = weights["angle_embedding.weight"].T.contiguous()
        layers = range(N_LAYERS)
        self.atom = [GatedNetwork(weights, f"atom_conv_layers.{i}.twoBody_atom", hidden=True) for i in layers]
        self.atom_out = [weights[f"atom_conv_layers.{i}.mlp_out.layers.1.weight"].T.contiguous() for i in layers]
        inner = range(N_LAYERS - 1)
        self.bond = [GatedNetwork(weights, f"bond_conv_layers.{i}.twoBody_bond", hidden=True) for i in inner]
        self.bond_out = [weights[f"bond_conv_layers.{i}.mlp_out.layers.1.weight"].T.contiguous() for i in inner]
        self.angle = [GatedNetwork(weights, f"angle_layers.{i}.twoBody_bond", hidden=False) for i in inner[:-1]]
        self.readout_norm = (weights["readout_norm.weight"], weights["readout_norm.bias"])
        self.readout = [(weights[f"mlp.layers.{i}.weight"], weights[f"mlp.layers.{i}.bias"]) for i in (0, 2, 4, 7)]

    def _radial(self, distances: Tensor, cutoff: float, frequencies: Tensor) -> Tensor:
        """Bessel functions with a polynomial envelope, shape (n,) Å -> (n, 31)."""
        p, x = _ENVELOPE, (distances / cutoff)[:, None]
        envelope = 1 - (p + 1) * (p + 2) / 2 * x**p + p * (p + 2) * x ** (p + 1) - p * (p + 1) / 2 * x ** (p + 2)
        envelope = torch.where(x < 1, envelope, torch.zeros_like(x))
        return envelope * sqrt(2 / cutoff) * torch.sin(frequencies * x) / distances[:, None]

    def bonds(self, first: Tensor, second: Tensor, distances: Tensor) -> Bonds:
        """Embed bonds of the atom graph; distances of shape (n,), Å, in single precision."""
        embedded = self._radial(distances, ATOM_CUTOFF, self.frequencies) @ self.bond_kernel
        return Bonds(first, second, embedded[:, :_WIDTH].contiguous(), embedded[:, _WIDTH:].contiguous())

    def short_weights(self, distances: Tensor) -> Tensor:
        """Smooth weights of messages between bonds, shape (n,) Å -> (n, 64)."""
        return self._radial(distances, BOND_CUTOFF, self.short_frequencies) @ self.short_kernel

    def angle_features(self, cosines: Tensor) -> Tensor:
        """Embed angles, shape (n,) -> (n, 64); cosines in double precision.

        acos loses half of the digits near ±1, so it is taken in double precision; the factor 1 − 10⁻⁶, which keeps
        its slope finite there, is CHGNet's own. The basis is 1/√2, sin(n θ) and cos(n θ), all over √π.
        """
        angle = torch.acos((cosines * (1 - 1e-6)).clamp(-1, 1)).to(torch.float32)
        phases = torch.outer(angle, self.angle_frequencies)
        constant = torch.full_like(angle[:, None], 1 / sqrt(2))
        return torch.cat([constant, torch.sin(phases), torch.cos(phases)], dim=1) @ self.angle_kernel / sqrt(pi)

    def messages(self, layer: int, atoms: Tensor, bonds: Bonds) -> Tensor:
        """Sum of the messages to each atom along bonds, in both directions.

        Parameters
        ----------
        layer
            Number of the atom convolution.
        atoms
            Features, shape (n_atoms, 64).
        bonds
            The bonds.

        Returns
        -------
        Tensor
            Shape (n_atoms, 64).
        """
        network = self.atom[layer]
        kernel_centre, kernel_bond, kernel_neighbour = network.inputs
        centre = torch.addmm(network.bias, atoms, kernel_centre)
        neighbour = atoms @ kernel_neighbour
        along = bonds.features @ kernel_bond
        first, second = bonds.first, bonds.second
        sums = torch.cat([along + centre[first] + neighbour[second], along + centre[second] + neighbour[first]])
        message = network.finish(sums)
        message.view(2, -1, _WIDTH).mul_(bonds.weights)
        return torch.zeros_like(atoms).index_add_(0, torch.cat([first, second]), message)

    def site_energies(
        self,
        atoms: Tensor,
        first_messages: Tensor,
        bonds: Bonds,
        short: Tensor,
        short_weights: Tensor,
        angles: Angles,
    ) -> Tensor:
        """Energy of each atom above the composition model.

        Parameters
        ----------
        atoms
            Initial features, shape (n_atoms, 64).
        first_messages
            Sum of the first layer's messages to each atom, shape (n_atoms, 64).
        bonds
            All bonds of the atom graph.
        short
            Numbers of the short bonds among all, shape (n_short,).
        short_weights
            Their smooth weights, shape (n_short, 64).
        angles
            All angles.

        Returns
        -------
        Tensor
            Shape (n_atoms,), eV.
        """
        features = bonds.features.clone()
        angle = angles.features
        for layer in range(N_LAYERS):
            message = first_messages if layer == 0 else self.messages(layer, atoms, Bonds(
                bonds.first, bonds.second, features, bonds.weights))  # fmt: skip
            atoms = torch.addmm(atoms, message, self.atom_out[layer])
            if layer == N_LAYERS - 1 or len(angle) == 0:
                continue
            # Bond convolution: each angle sends a message to its first bond, weighted by both bonds.
            update = torch.zeros_like(short_weights)
            sums = self._angle_sums(self.bond[layer], atoms, features[short], angle, angles)
            message = self.bond[layer].finish(sums)
            message.mul_(short_weights[angles.bond]).mul_(short_weights[angles.other])
            update.index_add_(0, angles.bond, message)
            features.index_add_(0, short, update @ self.bond_out[layer])
            # Angle update, from the new bond features; the last one would feed nothing.
            if layer < N_LAYERS - 2:
                sums = self._angle_sums(self.angle[layer], atoms, features[short], angle, angles)
                angle = angle + self.angle[layer].finish(sums)
        hidden = functional.layer_norm(atoms, (_WIDTH,), *self.readout_norm)
        for i, (kernel, bias) in enumerate(self.readout):
            hidden = functional.linear(functional.silu(hidden) if i else hidden, kernel, bias)
        return hidden[:, 0]

    @staticmethod
    def _angle_sums(network: GatedNetwork, atoms: Tensor, short: Tensor, angle: Tensor, angles: Angles) -> Tensor:
        """First layer on (bond, other bond, angle, centre), shape (n_angles, 128).

        A linear layer on a concatenation is the sum of one product per part: bonds and atoms are multiplied once each
        and then gathered by angle.
        """
        kernel_bond, kernel_other, kernel_angle, kernel_centre = network.inputs
        sums = torch.addmm(network.bias, angle, kernel_angle)
        sums += (short @ kernel_bond)[angles.bond]
        sums += (short @ kernel_other)[angles.other]
        sums += (atoms @ kernel_centre)[angles.centre]
        return sums
