"""CHGNet: reference energies, and graphs that are hard."""

from __future__ import annotations

import numpy as np
import pytest
from ase import Atoms

from pesviz.errors import UnknownElementError
from pesviz.potentials import potential
from pesviz.potentials.networks.chgnet import checkpoint_path
from tests.golden import golden
from tests.potentials.crystals import free_positions


@pytest.fixture(scope="module")
def model():
    return potential("chgnet", device="cpu")


def own_energies(model, framework, mobile, positions):
    atoms = framework.copy()
    atoms.append(mobile)
    atoms.calc = model.calculator()
    energies = []
    for position in positions:
        atoms.positions[-1] = position
        energies.append(float(atoms.get_potential_energy()))
    return energies


def test_wurtzite_lithium_chloride_has_the_reference_energy(model):
    atoms = golden("licl").crystal.atoms
    framework = atoms[1:]
    (energy,) = model.energies(framework, 3, atoms.positions[:1])
    assert energy == pytest.approx(-15.9268, abs=1e-4)


def test_weights_are_those_that_the_catalogue_names(model):
    import hashlib

    from pesviz.potentials.cards import CHGNET

    digest = hashlib.sha256(checkpoint_path().read_bytes()).hexdigest()
    assert model.info.weights_sha256 == CHGNET.weights_sha256 == digest


def test_a_structure_without_any_angle(model):
    framework = Atoms("Cl", cell=[5.5, 5.5, 5.5], pbc=True)
    positions = np.array([[2.75, 2.75, 2.75], [2.6, 2.75, 2.75]])
    np.testing.assert_allclose(
        model.energies(framework, 3, positions), own_energies(model, framework, "Li", positions), atol=5e-5
    )


def test_angles_with_the_ions_own_images_and_only_moving_ones(model):
    framework = Atoms("Cl", cell=[2.9, 5.5, 5.5], pbc=True)
    positions = np.array([[0.1, 2.75, 2.75], [1.4, 2.0, 0.0], [1.4, 1.6, 0.4]])
    np.testing.assert_allclose(
        model.energies(framework, 3, positions), own_energies(model, framework, "Li", positions), atol=5e-5
    )


def test_a_larger_crystal_of_five_elements(model):
    atoms = golden("i47").crystal.atoms
    lithium = [i for i, atom in enumerate(atoms) if atom.symbol == "Li"]
    framework = atoms.copy()
    del framework[lithium[0]]
    positions = free_positions(framework, 6)
    expected = own_energies(model, framework, "Li", positions)
    np.testing.assert_allclose(model.energies(framework, 3, positions), expected, atol=2e-4)


def test_an_element_it_does_not_know_is_named(model):
    with pytest.raises(UnknownElementError, match="Po"):
        model.energies(Atoms("Po", cell=[4, 4, 4], pbc=True), 3, np.array([[2.0, 2, 2]]))


def test_greets_nobody_on_stdout(model, capsys):
    model.calculator()
    assert capsys.readouterr().out == ""
