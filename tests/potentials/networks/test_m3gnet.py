"""The original M3GNet against what TensorFlow gives."""

from __future__ import annotations

import json
from itertools import product

import numpy as np
import pytest
from ase import Atoms
from ase.build import bulk

from pesviz.errors import PotentialError
from pesviz.potentials import list_potentials, potential
from pesviz.potentials.networks.m3gnet import M3GNetModel
from tests.golden import NAMES, golden
from tests.potentials.crystals import free_positions
from tests.potentials.networks.checkpoints import random_m3gnet


@pytest.fixture(scope="module")
def model(papers_potential):
    return potential(papers_potential, device="cpu")


@pytest.fixture(scope="module")
def any_model(tmp_path_factory):
    """The network with random weights: for what holds with any."""
    return M3GNetModel("cpu", random_m3gnet(tmp_path_factory.mktemp("weights")))


@pytest.fixture(scope="module")
def tensorflow_energies(shared_data):
    return json.loads((shared_data / "golden" / "m3gnet_tf_energies.json").read_text())


def to_atoms(entry: dict) -> Atoms:
    return Atoms(numbers=entry["numbers"], positions=entry["positions"], cell=entry["cell"], pbc=True)


def test_energies_and_forces_of_120_structures(model, tensorflow_energies):
    assert len(tensorflow_energies) == 120
    with_forces = 0
    for entry in tensorflow_energies:
        atoms = to_atoms(entry)
        atoms.calc = model.calculator()
        per_atom = (atoms.get_potential_energy() - entry["energy_eV"]) / len(atoms)
        assert abs(per_atom) < 1e-4, entry["name"]
        if entry["forces_eV_per_A"] is None:
            continue
        expected = np.array(entry["forces_eV_per_A"])
        moderate = np.linalg.norm(expected, axis=1) < 20
        with_forces += int(moderate.sum())
        np.testing.assert_allclose(atoms.get_forces()[moderate], expected[moderate], atol=2e-3, err_msg=entry["name"])
    assert with_forces > 500


def test_batches_of_one_atom_out_give_the_same_energies(model, tensorflow_energies):
    for entry in tensorflow_energies[:40]:
        atoms = to_atoms(entry)
        if len(atoms) < 2:
            continue
        last = len(atoms) - 1
        (energy,) = model.energies(atoms[:last], int(atoms.numbers[last]), atoms.positions[last:])
        assert abs(energy - entry["energy_eV"]) / len(atoms) < 1e-4, entry["name"]


@pytest.mark.parametrize("key", NAMES)
def test_points_of_the_papers_own_scans(model, key):
    """Total energies of the released code; every 37th unmasked point of the first ion's grid."""
    crystal, energies = golden(key).crystal, golden(key).energies[0]
    framework, cell = crystal.framework(crystal.mobile_indices[0]), crystal.cell
    index = np.stack(np.unravel_index(np.arange(0, energies.size, 37), energies.shape), axis=-1)
    expected = energies[tuple(index.T)]
    positions = index / energies.shape @ cell
    shifts = np.array(list(product((-1, 0, 1), repeat=3)))
    images = (framework.get_positions(wrap=True)[:, None] + shifts @ cell).reshape(-1, 3)
    free = np.linalg.norm(positions[:, None] - images, axis=2).min(axis=1) > 1.2
    assert free.sum() > 50
    energies = model.energies(framework, 3, positions[free])
    np.testing.assert_allclose(energies, expected[free], atol=1e-3)


def test_bonds_out_of_the_ions_reach_are_frozen_exactly(any_model):
    """In a larger cell most first-block results come from the framework alone; the calculator knows no framework."""
    atoms = bulk("LiCl", "wurtzite", a=3.925, c=6.357).repeat((3, 3, 2))
    atoms.rattle(0.1, seed=5)
    framework = atoms[1:]
    positions = free_positions(framework, 5)
    energies = any_model.energies(framework, 3, positions)
    state = any_model.state(framework, 3)
    assert float(state.close.float().mean()) < 0.6
    atoms = framework + Atoms("Li")
    atoms.calc = any_model.calculator()
    for position, energy in zip(positions, energies, strict=True):
        atoms.positions[-1] = position
        assert energy == pytest.approx(atoms.get_potential_energy(), abs=2e-4)


def test_reference_energy_of_wurtzite_lithium_chloride(model):
    atoms = golden("licl").crystal.atoms
    (energy,) = model.energies(atoms[1:], 3, atoms.positions[:1])
    assert energy == pytest.approx(-14.759914, abs=5e-5)


def test_structures_without_a_triplet_or_any_bond_work(any_model):
    model = any_model
    positions = np.array([[4.5, 4.5, 4.5], [3.5, 0.0, 0.0]])
    lone = model.energies(Atoms("Cl", cell=[9, 9, 9], pbc=True), 3, positions)
    assert np.isfinite(lone).all()
    pair = Atoms("ClLi", positions=[[0, 0, 0], [3.5, 0, 0]], cell=[9, 9, 9], pbc=True)
    pair.calc = model.calculator()
    assert pair.get_potential_energy() == pytest.approx(lone[1], abs=1e-5)
    assert np.isfinite(pair.get_forces()).all()
    far = Atoms("ClLi", positions=[[0, 0, 0], [4.5, 4.5, 4.5]], cell=[9, 9, 9], pbc=True)
    far.calc = model.calculator()
    assert far.get_potential_energy() == pytest.approx(lone[0], abs=1e-5)
    assert np.abs(far.get_forces()).max() == 0
    assert np.abs(far.get_stress()).max() == 0


def test_xi_is_calibrated_with_this_potential_alone(any_model):
    assert any_model.info.xi_calibrated
    assert [s.info.name for s in list_potentials() if s.info.xi_calibrated] == ["m3gnet-mp-2021"]


def test_a_checkpoint_of_another_kind_is_refused(tmp_path):
    with pytest.raises(PotentialError, match="another kind"):
        M3GNetModel("cpu", random_m3gnet(tmp_path, n_blocks=4))
