"""Relaxation with a real potential: forces fall, symmetry stays, the notes say what was done."""

from __future__ import annotations

import numpy as np
import pytest
from ase.calculators.calculator import Calculator, all_changes
from ase.calculators.lj import LennardJones

from pesviz.errors import PotentialError, SettingsError
from pesviz.potentials import potential
from pesviz.potentials.adapters.ase_calculator import CalculatorModel
from pesviz.potentials.model import PotentialInfo
from pesviz.potentials.relaxation import relax_steps
from pesviz.structure import load


@pytest.fixture(scope="module")
def model():
    return potential("chgnet", device="cpu")


def test_positions(model):
    crystal = load("gallery:LiCl-wurtzite")
    crystal.atoms.positions[2, 2] += 0.15
    steps = list(relax_steps(crystal, model, fmax=0.05))
    assert steps[0].step == 0
    assert steps[0].fmax > 0.3
    assert steps[-1].converged
    assert steps[-1].fmax <= 0.05
    assert steps[-1].energy < steps[0].energy
    relaxed = steps[-1].crystal
    assert np.allclose(relaxed.cell, crystal.cell)
    assert relaxed.notes[-1].startswith("Relaxed positions with chgnet")
    assert relaxed.mobile_indices == crystal.mobile_indices
    assert not relaxed.atoms.constraints


def test_positions_and_cell(model):
    crystal = load("gallery:LiF", primitive=True)
    strained = load(crystal.atoms, mobile="Li")
    strained.atoms.set_cell(crystal.cell * 1.03, scale_atoms=True)
    *_, last = relax_steps(strained, model, cell=True, fmax=0.02)
    assert last.converged
    assert last.crystal.volume < strained.volume
    lengths = last.crystal.atoms.cell.lengths()
    assert lengths == pytest.approx([lengths[0]] * 3, rel=1e-4), "still cubic"


def test_limits_are_checked_and_kept(model):
    crystal = load("gallery:LiCl-wurtzite")
    crystal.atoms.positions[2, 2] += 0.3
    *_, last = relax_steps(crystal, model, fmax=1e-9, max_steps=3)
    assert (last.step, last.converged) == (3, False)
    assert "stopped with forces" in last.crystal.notes[-1]
    with pytest.raises(SettingsError):
        next(relax_steps(crystal, model, fmax=0))


class EnergyOnly(Calculator):
    """Lennard-Jones energies alone, as a potential without derivatives gives them."""

    implemented_properties = ["energy"]  # noqa: RUF012 - ASE's protocol

    def calculate(self, atoms=None, properties=("energy",), system_changes=all_changes):
        super().calculate(atoms, properties, system_changes)
        inner = atoms.copy()
        inner.calc = LennardJones()
        self.results = {"energy": inner.get_potential_energy()}


def test_a_potential_without_forces_says_so():
    energy_only = CalculatorModel(EnergyOnly, PotentialInfo("lj", "Energies only", "1", frozenset(range(1, 119))))
    with pytest.raises(PotentialError, match="Energies only gives no forces"):
        next(relax_steps(load("gallery:LiF"), energy_only))


def test_closing_ends_the_relaxation_and_leaves_the_crystal(model):
    crystal = load("gallery:LiCl-wurtzite")
    before = crystal.atoms.positions.copy()
    steps = relax_steps(crystal, model, fmax=1e-6)
    next(steps)
    next(steps)
    steps.close()
    assert list(steps) == []
    assert np.array_equal(crystal.atoms.positions, before)
    assert crystal.atoms.calc is None
