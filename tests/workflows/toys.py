"""A crystal solved by hand, and a toy potential that counts what it evaluates."""

from __future__ import annotations

from ase import Atoms

from pesviz.potentials import potential
from pesviz.structure.crystal import Crystal


class Small(type(potential("toy-network-3d"))):
    """A real toy in small chunks, so that passes have several."""

    def chunk_size(self, framework):
        return 32


class Counting(Small):
    """Counts the energies that it evaluates."""

    def __init__(self) -> None:
        super().__init__("toy-network-3d")
        self.n_energies = 0

    def energies(self, framework, mobile_number, positions):
        self.n_energies += len(positions)
        return super().energies(framework, mobile_number, positions)


def crystal() -> Crystal:
    """The toy solved by hand in its module: barriers 0.2 eV along c, 0.3 along b, 0.4 along a."""
    atoms = Atoms("LiCl", scaled_positions=[[0.5, 0.5, 0.5], [0, 0, 0]], cell=[3.4, 4.1, 4.7], pbc=True)
    return Crystal(atoms, "Li", (0,))
