"""One consistency test for every registered and installed potential, generated from the registry."""

from __future__ import annotations

import warnings
from pathlib import Path

import numpy as np
import pytest
from ase import Atom, Atoms

from pesviz.potentials import EnergyModel, list_potentials, potential
from pesviz.potentials.networks.m3gnet import M3GNetModel
from tests.potentials.crystals import free_positions, skewed_oxide, sodium_chloride_like
from tests.potentials.networks.checkpoints import random_m3gnet

TENSORNET = "matgl:TensorNet"
FAMILIES = ["ase:ase.calculators.emt:EMT", TENSORNET]
NAMES = list(dict.fromkeys([status.info.name for status in list_potentials()] + FAMILIES))
MISSING = {status.info.name: status.hint for status in list_potentials() if not status.installed}

TOLERANCE_DOUBLE = 1e-9
"""eV; toys and classical calculators work in double precision throughout."""
TOLERANCE_SINGLE = 1e-4
"""eV for the cells here; networks work in single precision, 10⁻⁷ of some 10² eV summed over some 10³ terms."""


def tolerance(name: str) -> float:
    return TOLERANCE_DOUBLE if name.startswith(("toy-", "ase:")) else TOLERANCE_SINGLE


@pytest.fixture(scope="module", params=NAMES)
def model(request, tmp_path_factory) -> EnergyModel:
    folder = tmp_path_factory.mktemp("weights")
    if request.param == TENSORNET:
        pytest.importorskip("matgl", reason="the extra `matgl` is not installed")
        return potential(f"matgl:{random_tensornet(folder)}", device="cpu")
    if request.param == "m3gnet-mp-2021" and request.param in MISSING:  # its mathematics without its weights
        return M3GNetModel("cpu", random_m3gnet(folder))
    if request.param in MISSING:
        pytest.skip(f"{request.param} is not installed. {MISSING[request.param]}")
    return potential(request.param, device="cpu")


def random_tensornet(folder: Path) -> Path:
    """Save a TensorNet with random weights as matgl does."""
    import torch
    from matgl.apps.pes import Potential
    from matgl.models import TensorNet

    torch.manual_seed(3)
    elements = ("Li", "O", "P", "S", "Cl")
    network = TensorNet(element_types=elements, is_intensive=False, units=16)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        Potential(network, element_refs=np.linspace(-1, 1, len(elements))).save(folder / "TensorNet-PES")
    return folder / "TensorNet-PES"


def crystals(model: EnergyModel) -> list[Atoms]:
    """Two crystals of elements that the potential covers; EMT knows metals only."""
    if model.name.startswith("ase:"):
        return [sodium_chloride_like("Cu", "Pd", a=5.6)]
    return [sodium_chloride_like(), skewed_oxide()]


def framework_and_mobile(atoms: Atoms) -> tuple[Atoms, int]:
    framework = atoms.copy()
    del framework[0]
    return framework, int(atoms.numbers[0])


def test_info_is_complete(model):
    info = model.info
    assert info.name == model.name
    assert info.title
    assert info.version
    assert info.xi_note
    assert {3, 8, 17} <= info.elements
    assert min(info.elements) >= 1
    if not info.name.startswith("ase:"):
        assert info.licence
        assert info.citation


def test_batch_agrees_with_its_own_ase_calculator(model):
    for atoms in crystals(model):
        framework, mobile = framework_and_mobile(atoms)
        positions = free_positions(framework, 7)
        energies = model.energies(framework, mobile, positions)
        assert energies.shape == (7,)
        assert energies.dtype == np.float64
        whole = framework.copy()
        whole.append(Atom(mobile))
        whole.calc = model.calculator()
        expected = []
        for position in positions:
            whole.positions[-1] = position
            expected.append(float(whole.get_potential_energy()))
        np.testing.assert_allclose(energies, expected, atol=tolerance(model.name), rtol=0)


def test_lattice_translation_of_the_ion_changes_nothing(model, rng):
    for atoms in crystals(model):
        framework, mobile = framework_and_mobile(atoms)
        positions = free_positions(framework, 6)
        shifts = rng.integers(-3, 4, (6, 3)) @ framework.cell.array
        energies = model.energies(framework, mobile, positions)
        moved = model.energies(framework, mobile, positions + shifts)
        np.testing.assert_allclose(moved, energies, atol=tolerance(model.name), rtol=0)


def test_rigid_translation_of_everything_changes_nothing(model):
    for atoms in crystals(model):
        framework, mobile = framework_and_mobile(atoms)
        positions = free_positions(framework, 5)
        energies = model.energies(framework, mobile, positions)
        shift = np.array([0.61, -1.37, 2.9])
        framework.positions += shift
        moved = model.energies(framework, mobile, positions + shift)
        np.testing.assert_allclose(moved, energies, atol=tolerance(model.name), rtol=0)


def test_order_of_framework_atoms_changes_nothing(model, rng):
    for atoms in crystals(model):
        framework, mobile = framework_and_mobile(atoms)
        positions = free_positions(framework, 5)
        energies = model.energies(framework, mobile, positions)
        shuffled = framework[rng.permutation(len(framework))]
        np.testing.assert_allclose(
            model.energies(shuffled, mobile, positions), energies, atol=tolerance(model.name), rtol=0
        )


def test_batch_of_one_agrees_with_batch_of_many(model):
    for atoms in crystals(model):
        framework, mobile = framework_and_mobile(atoms)
        positions = free_positions(framework, 9)
        energies = model.energies(framework, mobile, positions)
        single = [model.energies(framework, mobile, position[None])[0] for position in positions]
        np.testing.assert_allclose(single, energies, atol=tolerance(model.name), rtol=0)
        assert model.energies(framework, mobile, np.empty((0, 3))).shape == (0,)


def test_the_same_call_gives_the_same_bits(model):
    framework, mobile = framework_and_mobile(crystals(model)[-1])
    positions = free_positions(framework, 9)
    first = model.energies(framework, mobile, positions)
    np.testing.assert_array_equal(model.energies(framework, mobile, positions), first)
    assert model.chunk_size(framework) == model.chunk_size(framework.copy()) >= 1


def test_forces_are_the_energys_slope(model):
    atoms = crystals(model)[-1]
    atoms.calc = model.calculator()
    forces = atoms.get_forces()
    step = 1e-4 if tolerance(model.name) < 1e-6 else 0.01
    for axis in range(3):
        energies = []
        for sign in (1, -1):
            moved = atoms.copy()
            moved.calc = atoms.calc
            moved.positions[2 % len(atoms), axis] += sign * step
            energies.append(moved.get_potential_energy())
        slope = -(energies[0] - energies[1]) / (2 * step)
        assert forces[2 % len(atoms), axis] == pytest.approx(slope, rel=0.02, abs=0.02)


def test_stress_is_the_energys_strain_derivative(model):
    atoms = crystals(model)[-1]
    atoms.calc = model.calculator()
    stress = atoms.get_stress()
    step = 2e-3
    energies = []
    for sign in (1, -1):
        strained = atoms.copy()
        strained.calc = atoms.calc
        strained.set_cell(atoms.cell.array @ np.diag([1 + sign * step, 1, 1]), scale_atoms=True)
        energies.append(strained.get_potential_energy())
    assert stress[0] * atoms.get_volume() == pytest.approx(
        (energies[0] - energies[1]) / (2 * step), rel=0.03, abs=0.05
    )
