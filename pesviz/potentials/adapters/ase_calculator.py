"""ASE calculators as potentials."""

from __future__ import annotations

import importlib
from collections.abc import Callable

import numpy as np
from ase import Atom, Atoms
from ase.calculators.calculator import Calculator

from pesviz.errors import PotentialError
from pesviz.potentials.model import EnergyModel, PotentialInfo

ALL_ELEMENTS: frozenset[int] = frozenset(range(1, 119))


class CalculatorModel(EnergyModel):
    """The generic adapter: one energy after the other through an ASE calculator.

    Parameters
    ----------
    make
        Function without arguments that returns a new calculator.
    info
        Data of the potential. Where its elements are unknown, all are allowed and the calculator decides.
    """

    def __init__(self, make: Callable[[], Calculator], info: PotentialInfo) -> None:
        self._make = make
        self._calculator: Calculator | None = None
        self.info = info

    def energies(self, framework: Atoms, mobile_number: int, positions: np.ndarray) -> np.ndarray:
        """Total energies with the mobile ion at each of the positions; see `EnergyModel.energies`."""
        atoms = framework.copy()
        atoms.set_constraint()
        atoms.append(Atom(mobile_number))
        self.check_elements(atoms)
        if self._calculator is None:
            self._calculator = self._make()
        atoms.calc = self._calculator
        energies = np.empty(len(positions))
        for i, position in enumerate(positions):
            atoms.positions[-1] = position
            try:
                energies[i] = atoms.get_potential_energy()
            except Exception as error:
                a, b, c = position
                raise PotentialError(
                    f"{self.info.title} failed with the ion at ({a:.2f}, {b:.2f}, {c:.2f}) Å: "
                    f"{type(error).__name__}: {' '.join(str(error).split())[:200]}.",
                    "Check the calculator with this structure, or choose a larger --r-min.",
                ) from error
        return energies

    def calculator(self) -> Calculator:
        """Return a new calculator."""
        return self._make()

    def chunk_size(self, framework: Atoms) -> int:
        """Return a small number of positions: progress and Cancel are quick, and a loop gains nothing from more."""
        return max(1, 64 // max(1, len(framework)))


def model_of_calculator(calculator: Calculator) -> CalculatorModel:
    """Make a potential of an ASE calculator.

    Raises
    ------
    PotentialError
        It is no ASE calculator.
    """
    kind = type(calculator)
    if not hasattr(calculator, "get_potential_energy"):
        raise PotentialError(
            f"A {kind.__name__} is no potential.", "Give a name, a loaded potential or an ASE calculator."
        )
    info = PotentialInfo(
        name=f"ase:{kind.__module__}:{kind.__qualname__}",
        title=f"{kind.__name__} (ASE)",
        version="unknown",
        elements=ALL_ELEMENTS,
        web=False,
    )
    return CalculatorModel(lambda: calculator, info)


def calculator_from_path(path: str) -> CalculatorModel:
    """Make the potential of `ase:module:callable`.

    Parameters
    ----------
    path
        "module:callable", for example "ase.calculators.lj:LennardJones" or "my_module:make_calculator". The callable
        takes no arguments and returns an ASE calculator. It runs code of your choice: the web page never offers it.

    Raises
    ------
    PotentialError
        There is no such module or callable, or it does not give a calculator.
    """
    module_name, _, attribute = path.partition(":")
    if not module_name or not attribute:
        raise PotentialError(
            f"'ase:{path}' does not name a module and a callable.",
            "Write ase:module:callable, for example ase:ase.calculators.lj:LennardJones.",
        )
    try:
        make = getattr(importlib.import_module(module_name), attribute)
    except ImportError as error:
        raise PotentialError(
            f"The module '{module_name}' of 'ase:{path}' cannot be imported ({error}).",
            "Install it, or add its folder to PYTHONPATH.",
        ) from error
    except AttributeError as error:
        raise PotentialError(
            f"The module '{module_name}' has no '{attribute}'.", "Check the spelling in ase:module:callable."
        ) from error
    try:
        first = make()
    except Exception as error:
        raise PotentialError(
            f"Calling {module_name}:{attribute} without arguments failed ({type(error).__name__}: {error}).",
            "Name a callable that needs no arguments, for example a function of your own.",
        ) from error
    if not hasattr(first, "get_potential_energy"):
        raise PotentialError(
            f"{module_name}:{attribute} gave a {type(first).__name__}, not an ASE calculator.",
            "Name a callable that returns an ase.calculators.calculator.Calculator.",
        )
    info = PotentialInfo(
        name=f"ase:{path}",
        title=f"{attribute} (ASE)",
        version=str(getattr(importlib.import_module(module_name.partition(".")[0]), "__version__", "unknown")),
        elements=ALL_ELEMENTS,
        web=False,
    )
    return CalculatorModel(make, info)
