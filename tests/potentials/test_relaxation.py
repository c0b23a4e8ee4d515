"""Relaxation with a real potential: forces fall, symmetry stays, the notes say what was done."""

from __future__ import annotations

import numpy as np
import pytest

from pesviz.errors import SettingsError
from pesviz.potentials import potential
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
