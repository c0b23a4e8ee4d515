"""The interface of a potential to scans: `EnergyModel`."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Generator, Iterable
from dataclasses import asdict, dataclass, field
from typing import Any, ClassVar

import numpy as np
from ase import Atoms
from ase.calculators.calculator import Calculator
from ase.data import chemical_symbols

from pesviz.errors import UnknownElementError


@dataclass(frozen=True)
class PotentialInfo:
    """Data of a potential, available without loading it.

    Parameters
    ----------
    name
        The name in the registry.
    title
        Title for menus and captions.
    version
        Version of the weights (or of the calculator).
    elements
        Atomic numbers that it covers.
    licence, citation
        Licence of the weights; reference to cite.
    xi_note
        One sentence: the meaning of Ξ with this potential (its thresholds were tuned with the original M3GNet).
    xi_calibrated
        True where the thresholds of Ξ (Eq. 4) belong to this potential.
    parameters
        Number of parameters, or 0 where it does not apply.
    weights_sha256
        Hash of the weights' file, for provenance; empty where it does not apply.
    web
        Whether the dashboard may offer it.
    """

    name: str
    title: str
    version: str
    elements: frozenset[int]
    licence: str = ""
    citation: str = ""
    xi_note: str = (
        "The thresholds of Ξ were tuned with the original M3GNet; with this potential Ξ is a relative score."
    )
    xi_calibrated: bool = False
    parameters: int = 0
    weights_sha256: str = ""
    web: bool = True
    settings: dict[str, str | float | int | bool] = field(default_factory=dict)

    def to_dict(self) -> dict[str, Any]:
        """Return plain values for results, with the number of elements in place of the elements."""
        values = asdict(self)
        values["n_elements"] = len(values.pop("elements"))
        return values

    def identity(self) -> list[Any]:
        """Return the values that energies depend on, for a hash."""
        return [self.name, self.version, self.weights_sha256, sorted(self.settings.items())]


class EnergyModel(ABC):
    """Energies of one mobile ion at many positions in one frozen framework.

    Implementations keep what depends only on the framework (its edges) between calls with the same framework.
    They compute energies only: no forces, no gradient tape.
    """

    info: PotentialInfo
    compilable: ClassVar[bool] = False
    """Whether there is a compiled form."""
    compiled: bool = False
    """Whether `compile` has succeeded."""
    notes: tuple[str, ...] = ()
    """Sentences about how the potential is evaluated here; part of every result."""

    @property
    def name(self) -> str:
        """The name in the registry."""
        return self.info.name

    @property
    def version(self) -> str:
        """Version of the weights."""
        return self.info.version

    @property
    def elements(self) -> frozenset[int]:
        """Atomic numbers that the potential covers."""
        return self.info.elements

    @abstractmethod
    def energies(self, framework: Atoms, mobile_number: int, positions: np.ndarray) -> np.ndarray:
        """Total energies with the mobile ion at each of the positions (docs/method.md, 1.1).

        Parameters
        ----------
        framework
            The frozen atoms, periodic; the mobile ion is not among them.
        mobile_number
            Atomic number of the mobile ion.
        positions
            Positions of the mobile ion, shape (n, 3), Å, inside the cell or not.

        Returns
        -------
        numpy.ndarray
            Total energy of the cell, shape (n,), float64, eV.
        """

    @abstractmethod
    def calculator(self) -> Calculator:
        """Return a new ASE calculator of the same potential (energy, forces and, where it has them, stress)."""

    def stream(
        self,
        framework: Atoms,
        mobile_number: int,
        batches: Iterable[np.ndarray],
        n_pending: int = 0,  # noqa: ARG002 - used by models of several processes
    ) -> Generator[np.ndarray]:
        """Evaluate batches one after the other; a model of several processes evaluates some at once.

        Parameters
        ----------
        framework, mobile_number
            As in `energies`.
        batches
            Positions of each batch, shape (n, 3), Å.
        n_pending
            Number of positions not yet evaluated, those of later calls included, as far as known.

        Yields
        ------
        numpy.ndarray
            The result of `energies` for each batch, to the last bit, in order.
        """
        for positions in batches:
            yield self.energies(framework, mobile_number, positions)

    def close(self) -> None:  # noqa: B027 - most models hold no processes
        """End the processes of the model; it can be used again."""

    def compile(self) -> None:
        """Compile the network for scans, where there is a compiled form."""
        self.notes = (f"{self.info.title} has no compiled form: it is evaluated as it is.",)

    def chunk_size(self, framework: Atoms) -> int:
        """Return the best number of positions for one call of `energies`."""
        return max(1, 2048 // max(1, len(framework)))

    def check_elements(self, atoms: Atoms) -> None:
        """Raise where the potential was not trained on an element of the atoms.

        Raises
        ------
        UnknownElementError
            An element is not covered; the message names all of them.
        """
        missing = sorted(set(atoms.numbers.tolist()) - self.elements)
        if missing:
            names = ", ".join(chemical_symbols[z] for z in missing)
            raise UnknownElementError(
                f"{self.info.title} does not know {names}.",
                "Choose a potential that covers these elements: `pesviz potentials` lists them.",
            )
