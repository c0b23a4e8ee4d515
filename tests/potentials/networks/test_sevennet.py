"""SevenNet: reference energies, and what the catalogue says of each set of weights."""

from __future__ import annotations

import numpy as np
import pytest
from ase import Atoms

from pesviz.potentials import potential
from pesviz.potentials.cards import SEVENNETS
from tests.golden import golden

pytest.importorskip("sevenn", reason="the extra `sevennet` is not installed")


@pytest.fixture(scope="module", params=SEVENNETS)
def model(request):
    return potential(request.param, device="cpu")


def test_the_catalogue_is_right(model):
    info = SEVENNETS[model.name][0]
    network = model.calculator().model
    assert model.elements == info.elements
    assert model.info.weights_sha256 == info.weights_sha256
    assert sum(parameter.numel() for parameter in network.parameters()) == info.parameters


def test_wurtzite_lithium_chloride_has_the_reference_energy():
    atoms = golden("licl").crystal.atoms
    (energy,) = potential("sevennet-0", device="cpu").energies(atoms[1:], 3, atoms.positions[:1])
    assert energy == pytest.approx(-14.8025, abs=1e-4)


def test_a_framework_without_bonds_and_an_ion_out_of_reach(model):
    framework = Atoms("Cl", cell=[11, 11, 11], pbc=True)
    positions = np.array([[2.4, 0, 0], [5.5, 5.5, 5.5]])
    near, far = model.energies(framework, 3, positions)
    alone = framework + Atoms("Li", positions=[[2.4, 0, 0]])
    alone.calc = model.calculator()
    assert near == pytest.approx(alone.get_potential_energy(), abs=5e-5)
    assert np.isfinite(far)
