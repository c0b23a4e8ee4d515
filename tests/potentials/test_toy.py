"""The toys against their hand-made solutions."""

from __future__ import annotations

import numpy as np
import pytest
from ase import Atoms

from pesviz.potentials.toy import AMPLITUDES, ToyModel, reciprocal_shells

CELL = np.array([4.0, 5.0, 6.0])
FRAMEWORK = Atoms("Cl", cell=CELL, pbc=True)


@pytest.mark.parametrize("name", AMPLITUDES)
def test_orthorhombic_landscape_is_the_separable_one(name, rng):
    fractional = rng.random((200, 3))
    along = AMPLITUDES[name][::-1]  # a is the shortest axis and has the last amplitude
    expected = sum(a * (1 + np.cos(2 * np.pi * s)) / 2 for a, s in zip(along, fractional.T, strict=True))
    energies = ToyModel(name).energies(FRAMEWORK, 3, fractional * CELL)
    np.testing.assert_allclose(energies, expected, atol=1e-12)


@pytest.mark.parametrize("name", AMPLITUDES)
def test_barriers_from_the_body_centre(name):
    points = np.array([[0.5, 0.5, 0.5], [0.5, 0.5, 0], [0.5, 0, 0.5], [0, 0.5, 0.5]])
    energies = ToyModel(name).energies(FRAMEWORK, 3, points * CELL)
    np.testing.assert_allclose(energies, [0, *AMPLITUDES[name]], atol=1e-12)


def test_a_shell_that_adds_no_dimension_is_left_out():
    vectors, amplitudes = reciprocal_shells(np.diag([2.0, 3.0, 9.0]), (1.0, 2.0, 3.0))
    np.testing.assert_allclose(np.abs(vectors), 2 * np.pi * np.diag([1 / 2, 1 / 3, 1 / 9])[::-1], atol=1e-12)
    np.testing.assert_allclose(amplitudes, [1, 2, 3])


def test_hexagonal_cell_keeps_its_threefold_axis(rng):
    cell = np.array([[4, 0, 0], [-2, 2 * np.sqrt(3), 0], [0, 0, 6.5]])
    framework = Atoms("Cl2", scaled_positions=[(0, 0, 0), (0, 0, 0.4)], cell=cell, pbc=True)
    turn = np.array([[-0.5, np.sqrt(3) / 2, 0], [-np.sqrt(3) / 2, -0.5, 0], [0, 0, 1]])
    positions = rng.random((50, 3)) @ cell
    for name in AMPLITUDES:
        model = ToyModel(name)
        energies = model.energies(framework, 3, positions)
        np.testing.assert_allclose(model.energies(framework, 3, positions @ turn), energies, atol=1e-10)
        assert np.ptp(energies) > 0.1


def test_another_setting_of_the_lattice_changes_nothing(rng):
    positions = rng.random((20, 3)) * CELL
    other = Atoms("Cl", cell=np.array([[1, 2, 0], [0, 1, 0], [0, 1, 1]]) @ np.diag(CELL), pbc=True)
    for name in AMPLITUDES:
        expected = ToyModel(name).energies(FRAMEWORK, 3, positions)
        np.testing.assert_allclose(ToyModel(name).energies(other, 3, positions), expected, atol=1e-10)
