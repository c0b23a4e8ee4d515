"""Relaxation of a crystal by the potential of its scan."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

import numpy as np
from ase.constraints import FixSymmetry
from ase.filters import FrechetCellFilter
from ase.optimize import FIRE

from pesviz.errors import PotentialError, SettingsError
from pesviz.potentials.model import EnergyModel
from pesviz.structure.crystal import AS_MEASURED, Crystal


@dataclass(frozen=True, eq=False)
class RelaxProgress:
    """Progress of a relaxation.

    Parameters
    ----------
    step, max_steps
        Number of steps done, and their largest number.
    fmax
        Largest force now, eV/Å (with the cell: the largest generalised force).
    energy
        Energy now, eV.
    converged
        Whether the forces are below the limit; decisive in the last progress.
    crystal
        The crystal now, with a note about the relaxation.
    """

    step: int
    max_steps: int
    fmax: float
    energy: float
    converged: bool
    crystal: Crystal = field(repr=False)


def relax_steps(
    crystal: Crystal, model: EnergyModel, *, cell: bool = False, fmax: float = 0.05, max_steps: int = 200
) -> Iterator[RelaxProgress]:
    """Relax positions, or positions and cell, keeping the space group (ASE: FIRE, FixSymmetry).

    Parameters
    ----------
    crystal
        The crystal.
    model
        The potential; its calculator gives forces and, for the cell, stress.
    cell
        Relax the cell too (Fréchet cell filter).
    fmax
        Stop when all forces are below this, eV/Å.
    max_steps
        Stop after this many steps in any case.

    Raises
    ------
    UnknownElementError
        The potential does not cover an element.
    SettingsError
        A limit is not positive.
    PotentialError
        The potential gives no forces or no stress, or no finite values.
    """
    if not (fmax > 0 and max_steps > 0):
        raise SettingsError(f"fmax = {fmax} eV/Å and {max_steps} steps are not possible.", "Give positive limits.")
    model.check_elements(crystal.atoms)
    atoms = crystal.atoms.copy()
    atoms.calc = model.calculator()
    if "forces" not in atoms.calc.implemented_properties:
        raise PotentialError(
            f"{model.info.title} gives no forces.", "Relax with another potential, or scan the structure as it is."
        )
    if cell and "stress" not in atoms.calc.implemented_properties:
        raise PotentialError(f"{model.info.title} gives no stress.", "Relax the positions only.")
    atoms.set_constraint(FixSymmetry(atoms, symprec=1e-3))
    target = FrechetCellFilter(atoms) if cell else atoms
    degrees = "positions and cell" if cell else "positions"
    optimiser = FIRE(target, logfile=None)
    for converged in optimiser.irun(fmax=fmax, steps=max_steps):
        force = float(np.linalg.norm(np.asarray(target.get_forces()).reshape(-1, 3), axis=1).max())
        energy = float(atoms.get_potential_energy())
        if not (np.isfinite(force) and np.isfinite(energy)):
            raise PotentialError(
                f"{model.info.title} gives no finite energy for this structure.",
                "Check the structure, or do not relax it.",
            )
        step = optimiser.get_number_of_steps()
        outcome = "converged" if converged else f"stopped with forces up to {force:.3f} eV/Å"
        note = f"Relaxed {degrees} with {model.name}: {step} steps, {outcome} (limit {fmax} eV/Å)."
        bare = atoms.copy()
        bare.set_constraint()
        notes = (*(earlier for earlier in crystal.notes if earlier != AS_MEASURED), note)
        progress_crystal = replace(crystal, atoms=bare, notes=notes)
        yield RelaxProgress(step, max_steps, force, energy, bool(converged), progress_crystal)
