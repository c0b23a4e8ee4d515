"""What a scan knows of a potential: the `EnergyModel` interface."""

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
    """What is known of a potential without loading it.

    Parameters
    ----------
    name
        The name in the registry.
    title
        What people call it, for menus and captions.
    version
        Version of the weights (or of the calculator).
    elements
        Atomic numbers that it covers.
    licence, citation
        Licence of the weights; whom to cite.
    xi_note
        One sentence: what Ξ is worth with this potential (its thresholds were tuned with the original M3GNet).
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
        """Return it as plain values, for results; of the elements their number."""
        values = asdict(self)
        values["n_elements"] = len(values.pop("elements"))
        return values

    def identity(self) -> list[Any]:
        """Return what energies depend on, as plain values for a hash."""
        return [self.name, self.version, self.weights_sha256, sorted(self.settings.items())]


class EnergyModel(ABC):
    """Energies of one mobile ion at many positions in one frozen framework.

    Implementations keep what depends on the framework alone (its edges) between calls with the same framework.
    They compute energies only: no forces, no gradient tape.
    """

    info: PotentialInfo
    compilable: ClassVar[bool] = False
    """Whether there is a compiled form."""
    compiled: bool = False
    """Whether `compile` has succeeded."""
    notes: tuple[str, ...] = ()
    """What a person should know of how the potential is evaluated here; part of every result."""

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
            Positions of the mobile ion, shape (n, 3), Å; anywhere, in the cell or not.

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
        n_pending: int = 0,  # noqa: ARG002 - for models that prepare for what is to come
    ) -> Generator[np.ndarray]:
        """Evaluate batches one after the other; a model of several processes evaluates some at once.

        Parameters
        ----------
        framework, mobile_number
            As in `energies`.
        batches
            Positions of each batch, shape (n, 3), Å.
        n_pending
            Positions that are still to come, those of later calls included, as far as known.

        Yields
        ------
        numpy.ndarray
            What `energies` gives for each batch, to the last bit, in their order.
        """
        for positions in batches:
            yield self.energies(framework, mobile_number, positions)

    def close(self) -> None:  # noqa: B027 - most models hold no processes
        """Let go of processes that the model holds; it can be used again."""

    def compile(self) -> None:
        """Compile what a scan evaluates, where the potential has something to compile."""
        self.notes = (f"{self.info.title} has no compiled form: it is evaluated as it is.",)

    def chunk_size(self, framework: Atoms) -> int:
        """Return the number of positions that are best evaluated in one call of `energies`."""
        return max(1, 2048 // max(1, len(framework)))

    def check_elements(self, atoms: Atoms) -> None:
        """Raise where the potential was not trained on an element of the atoms.

        Raises
        ------
        UnknownElementError
            It names the elements.
        """
        missing = sorted(set(atoms.numbers.tolist()) - self.elements)
        if missing:
            names = ", ".join(chemical_symbols[z] for z in missing)
            raise UnknownElementError(
                f"{self.info.title} does not know {names}.",
                "Choose a potential that covers these elements: `pesviz potentials` lists them.",
            )
