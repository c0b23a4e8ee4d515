"""Symmetry: only exact operations, and the same fields with and without."""

from __future__ import annotations

import numpy as np
import pytest
from ase import Atoms

from pesviz.pes import Grid, ScanSettings, scan_steps
from pesviz.pes.symmetry import GridOperation, grid_operations, symmetric_grid, symmetry_map
from pesviz.potentials import potential
from pesviz.structure import load
from tests.golden import golden


def scanned(crystal, model, **options):
    *_, last = scan_steps(crystal, model, ScanSettings(**options))
    return last.pes


def test_all_operations_of_a_cubic_crystal_fit_a_cubic_grid():
    crystal = load("gallery:LiF")
    assert len(grid_operations(crystal.atoms, Grid(crystal.cell, (16, 16, 16)))) == 192
    # Face-centring needs even numbers.
    assert len(grid_operations(crystal.atoms, Grid(crystal.cell, (15, 15, 15)))) == 48


def test_operations_form_what_they_say(rng):
    crystal = load("gallery:LiFePO4")
    grid = Grid(crystal.cell, (42, 26, 20))
    operations = grid_operations(crystal.atoms, grid)
    assert len(operations) == 8
    scaled = crystal.atoms.get_scaled_positions()
    for op in operations:
        rotation = op.matrix / np.array(grid.shape)[:, None] * np.array(grid.shape)
        moved = scaled @ rotation.T + op.shift / np.array(grid.shape)
        off = moved - scaled[op.permutation]
        assert np.abs(off - np.rint(off)).max() < 1e-4
        assert (crystal.atoms.numbers == crystal.atoms.numbers[op.permutation]).all()


@pytest.mark.parametrize("shape", [(5, 6, 7), (1, 4, 9), (12, 12, 12)])
def test_images_follow_from_matrix_and_shift(rng, shape):
    index = np.indices(shape).reshape(3, -1).T
    for _ in range(20):
        matrix, shift = rng.integers(-3, 4, (3, 3)), rng.integers(0, 12, 3)
        wanted = np.ravel_multi_index(tuple((index @ matrix.T + shift).T), shape, mode="wrap")
        operation = GridOperation(matrix, shift, np.arange(1), 0.0)
        assert np.array_equal(operation.images(shape), wanted)


def test_a_glide_is_never_rounded():
    crystal = load("gallery:LiFePO4")
    odd = grid_operations(crystal.atoms, Grid(crystal.cell, (42, 25, 19)))
    assert len(odd) == 2, "only the identity and one operation without half shifts along odd axes"
    assert symmetric_grid(crystal.atoms, 0.25).shape == (42, 26, 20)


def test_a_slightly_distorted_crystal_loses_operations():
    crystal = load("gallery:LiF")
    atoms = crystal.atoms.copy()
    atoms.positions[0, 0] += 5e-3
    assert len(grid_operations(atoms, Grid(crystal.cell, (16, 16, 16)))) < 192


@pytest.mark.parametrize("key", ["Li3N", "LiCl-wurtzite", "Li3OCl", "CaF2", "LiCoO2"])
@pytest.mark.parametrize("grid", ["paper", "symmetric"])
def test_same_fields_with_and_without(key, grid):
    crystal, model = load(f"gallery:{key}"), potential("toy-network-3d")
    fast = scanned(crystal, model, spacing=0.5, grid=grid)
    full = scanned(crystal, model, spacing=0.5, grid=grid, symmetry=False)
    assert fast.n_evaluated < full.n_evaluated
    assert np.array_equal(fast.masked, full.masked)
    assert np.abs(fast.energies - full.energies).max() <= 2e-4
    assert fast.minimum_energies == pytest.approx(full.minimum_energies, abs=2e-4)


def test_same_fields_with_a_real_potential(papers_potential):
    crystal = golden("licl").crystal  # symmetric to a tolerance only
    model = potential(papers_potential, device="cpu")
    fast, full = scanned(crystal, model, spacing=0.4), scanned(crystal, model, spacing=0.4, symmetry=False)
    assert np.abs(fast.energies - full.energies)[~full.masked].max() <= 2e-4
    assert 0 <= fast.provenance["symmetry_deviation_A"] <= fast.provenance["symmetry_tolerance_A"]
    assert fast.provenance["points_saved"] == fast.n_points - fast.n_evaluated


def test_equivalent_ions_share_a_surface():
    crystal = load("gallery:Li2S")
    found = symmetry_map(crystal, Grid(crystal.cell, (24, 24, 24)))
    assert list(found.labels) == [0]
    assert {ion.representative for ion in found.ions} == {0}


def test_one_atom_and_no_symmetry():
    atoms = Atoms("LiCl", scaled_positions=[[0.1, 0.2, 0.3], [0.63, 0.55, 0.81]], cell=[3.1, 3.3, 3.7], pbc=True)
    assert len(grid_operations(atoms, Grid(atoms.cell.array, (5, 6, 7)))) == 1
