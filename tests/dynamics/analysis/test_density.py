"""The ions' density on a scan's grid: folding, normalisation, alignment, and the correlation with the landscape."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from scipy.stats import spearmanr

from pesviz.dynamics import Trajectory
from pesviz.dynamics.analysis.density import compare, mobile_density
from pesviz.errors import GridMismatchError, TrajectoryError
from pesviz.pes import Grid
from pesviz.structure.transformation import supercell
from pesviz.units import BOLTZMANN_EV_K
from pesviz.workflows.scan import scan
from tests.adaptive import predict_above


@pytest.fixture(scope="module")
def landscape():
    return scan("gallery:Li3N", "toy-network-3d", spacing=0.35)


def sampled(
    landscape, temperature: float, n_frames: int = 3000, repeat=(1, 1, 1), shift=(0.0, 0.0, 0.0)
) -> Trajectory:
    """Ions drawn from exp(−E/k_B T) on the scan's surfaces, in a framework at rest but for a drift."""
    rng = np.random.default_rng(1)
    pes = landscape.pes
    atoms, _ = supercell(pes.crystal.atoms, repeat)
    cell = pes.crystal.cell
    positions = np.broadcast_to(atoms.positions, (n_frames, *atoms.positions.shape)).copy()
    ions = np.flatnonzero(atoms.symbols == "Li")
    surface = landscape.field("pes").ravel()
    weight = np.exp(-surface / (BOLTZMANN_EV_K * temperature))
    drawn = rng.choice(surface.size, size=(n_frames, len(ions)), p=weight / weight.sum())
    offsets = rng.integers(0, repeat, size=(n_frames, len(ions), 3))
    positions[:, ions] = (pes.grid.fractional[drawn] + offsets) @ cell
    wander = np.cumsum(rng.normal(scale=0.01, size=(n_frames, 1, 3)), axis=0)
    wander -= wander[0]
    return Trajectory(positions + wander + np.array(shift), atoms.cell.array, atoms.numbers, 0.02, temperature, "Li")


@pytest.mark.parametrize("repeat", [(1, 1, 1), (2, 1, 3)])
def test_the_density_is_boltzmanns(landscape, repeat):
    run = sampled(landscape, 1200.0, n_frames=40_000 // np.prod(repeat), repeat=repeat)
    density = mobile_density(run, landscape.pes.crystal, landscape.pes.grid)
    assert density.values.sum() * density.voxel == pytest.approx(3, rel=1e-5)  # lithium in the cell
    surface = landscape.field("pes")
    expected = np.exp(-surface / (BOLTZMANN_EV_K * 1200))
    often = density.values > 0.3 * density.values.max()
    energy = density.free_energy()
    np.testing.assert_allclose(
        energy[often] - energy[often].mean(), surface[often] - surface[often].mean(), atol=0.08
    )
    assert np.corrcoef(density.values.ravel(), expected.ravel())[0, 1] > 0.9
    assert density.free_energy().min() == 0


def test_correlation_with_the_landscape(landscape):
    crystal, grid = landscape.pes.crystal, landscape.pes.grid
    felt = compare(mobile_density(sampled(landscape, 1200.0), crystal, grid), landscape)
    assert felt.spearman_pes > 0.8
    assert felt.spearman_level_map > 0.5
    assert (felt.time_below >= felt.volume_below - 1e-9).all()
    assert felt.time_below[0] > felt.volume_below[0] + 0.05
    blind = compare(mobile_density(sampled(landscape, 1e9), crystal, grid), landscape)
    assert abs(blind.spearman_pes) < 0.1
    np.testing.assert_allclose(blind.time_below, blind.volume_below, atol=0.03)
    np.testing.assert_allclose(blind.visited_below, 1.0, atol=0.05)
    assert felt.to_dict()["thresholds_eV"][0] == pytest.approx(0.1)


def test_spearman_is_scipys(landscape):
    from pesviz.dynamics.analysis.density import _spearman

    rng = np.random.default_rng(3)
    first, second = rng.integers(0, 9, 200), rng.normal(size=200)
    assert _spearman(first, second) == pytest.approx(spearmanr(first, second).statistic)
    assert _spearman(first, np.zeros(200)) == 0


def test_another_origin_is_brought_back(landscape):
    crystal, grid = landscape.pes.crystal, landscape.pes.grid
    here = mobile_density(sampled(landscape, 1200.0), crystal, grid)
    shifted = mobile_density(sampled(landscape, 1200.0, shift=(0.4, -0.3, 0.2)), crystal, grid)
    np.testing.assert_allclose(shifted.values, here.values, atol=1e-4)


def test_a_run_of_another_crystal_is_refused(landscape):
    crystal, grid = landscape.pes.crystal, landscape.pes.grid
    run = sampled(landscape, 1200.0, n_frames=20)
    with pytest.raises(TrajectoryError, match="no supercell"):
        mobile_density(replace(run, cells=run.cells * 1.3), crystal, grid)
    with pytest.raises(TrajectoryError, match="no multiple"):
        mobile_density(replace(run, positions=run.positions[:, 1:], numbers=run.numbers[1:]), crystal, grid)
    with pytest.raises(TrajectoryError, match="other elements"):
        mobile_density(replace(run, numbers=np.where(run.numbers == 7, 8, 3)), crystal, grid)
    with pytest.raises(GridMismatchError, match="the landscape"):
        compare(mobile_density(run, crystal, Grid(crystal.cell, (5, 5, 5))), landscape)


def test_only_exact_energies_are_compared(landscape):
    run = sampled(landscape, 1200.0)
    density = mobile_density(run, landscape.pes.crystal, landscape.pes.grid)
    surface = landscape.field("pes")
    limit = 0.15
    part = predict_above(landscape, limit)
    found, whole = compare(density, part), compare(density, landscape)
    exact = found.thresholds <= limit
    assert exact.any()
    assert not exact.all()
    np.testing.assert_allclose(found.volume_below[exact], whole.volume_below[exact])
    assert np.isnan(found.volume_below[~exact]).all()
    assert found.to_dict()["time_below"][-1] is None
    known = surface < limit
    assert found.spearman_pes == pytest.approx(spearmanr(density.values[known], -surface[known]).statistic)
