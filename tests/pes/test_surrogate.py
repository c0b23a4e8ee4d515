"""The surrogate: pair splines against sums written out, a landscape that it describes, errors, memory."""

from __future__ import annotations

import subprocess
import sys

import numpy as np
import pytest
from ase import Atoms
from scipy.interpolate import BSpline

from pesviz.pes.grid import Grid
from pesviz.pes.pair_features import CUTOFF_A, N_BASIS, NEAREST_A, images_within, pair_features
from pesviz.pes.surface import Surface
from pesviz.pes.surrogate import N_CLASSES, ErrorRecord, Surrogate
from pesviz.structure.crystal import Crystal

MEMORY = """
import numpy as np
from ase import Atoms
from pesviz.pes.adaptive import AdaptivePlan
from pesviz.pes.grid import Grid
from pesviz.pes.surface import Surface
from pesviz.structure.crystal import Crystal

def megabytes(name):
    lines = open("/proc/self/status").read().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(name)) / 1024

rng = np.random.default_rng(0)
atoms = Atoms("Li24P4S24Cl8", positions=rng.random((60, 3)) * 10, cell=[10] * 3, pbc=True)
crystal = Crystal(atoms, "Li", tuple(range(24)))
grid = Grid.from_spacing(crystal.cell, 0.25)
assert grid.shape == (40, 40, 40)
every = np.arange(grid.size)
before = megabytes("VmRSS")
surfaces = {n: Surface(n, every, np.ones(grid.size, dtype=bool)) for n in range(24)}
adaptive = AdaptivePlan(crystal, grid, surfaces)
field = rng.random(grid.size) * 5
for n in surfaces:
    adaptive.add_energies(n, every[::10], field[::10])
adaptive.refit()
adaptive.batch(adaptive.candidates(0.6))
adaptive.audit_sample(0.6)
print(megabytes("VmHWM") - before)
"""


def triclinic() -> Crystal:
    atoms = Atoms(
        "Li2Cl2S",
        scaled_positions=[[0.1, 0.2, 0.3], [0.6, 0.7, 0.8], [0, 0, 0], [0.5, 0.4, 0.1], [0.9, 0.5, 0.55]],
        cell=[[4.1, 0, 0], [0.9, 5.0, 0], [-0.7, 0.4, 4.4]],
        pbc=True,
    )
    return Crystal(atoms, "Li", (0, 1))


def pair_energy(crystal: Crystal, ion: int, points: np.ndarray) -> np.ndarray:
    """A true pair landscape: repulsion and attraction that end smoothly at the cutoff."""
    strength = {3: 60.0, 17: 90.0, 16: 120.0}
    others = [n for n in range(len(crystal.atoms)) if n != crystal.mobile_indices[ion]]
    images, kinds = images_within(
        crystal.atoms.positions[others], crystal.atoms.numbers[others], np.asarray(crystal.cell)
    )
    energies = np.zeros(len(points))
    for image, number in zip(images, kinds, strict=True):
        d = np.linalg.norm(points - image, axis=1)
        inside = d < CUTOFF_A
        energies[inside] += strength[number] * (np.exp(-2.2 * d) * (1 - d / CUTOFF_A) ** 3)[inside]
    return energies


def test_features_are_sums_of_b_splines_over_all_images(rng):
    crystal = triclinic()
    kinds = np.array([0, 0, 1, 1, 2])
    points = rng.random((40, 3)) @ crystal.cell
    features = pair_features(points, *images_within(crystal.atoms.positions, kinds, crystal.cell), 3)
    width = np.log(CUTOFF_A / NEAREST_A) / N_BASIS
    knots = np.log(NEAREST_A) + width * np.arange(-3, N_BASIS + 1)
    expected = np.zeros((len(points), 3, N_BASIS))
    shifts = np.stack(np.meshgrid(*[range(-4, 5)] * 3, indexing="ij"), axis=-1).reshape(-1, 3) @ crystal.cell
    for position, kind in zip(crystal.atoms.positions, kinds, strict=True):
        for shift in shifts:
            d = np.linalg.norm(points - position - shift, axis=1)
            near = d < CUTOFF_A
            logs = np.log(np.maximum(d[near], NEAREST_A))
            for k in range(N_BASIS):
                spline = BSpline.basis_element(knots[k : k + 5], extrapolate=False)
                expected[near, kind, k] += np.nan_to_num(spline(logs))
    assert features == pytest.approx(expected.reshape(len(points), -1), abs=1e-4)


def test_a_pair_landscape_is_learned_from_a_few_points():
    crystal = triclinic()
    grid = Grid.from_spacing(crystal.cell, 0.25)
    every = np.arange(grid.size)
    energies, surfaces = {}, {}
    for ion in range(2):
        energies[ion] = pair_energy(crystal, ion, grid.positions())
        free = energies[ion] < energies[ion].min() + 8
        surfaces[ion] = Surface(ion, every, free)
        known = np.flatnonzero(free)[::40]
        surfaces[ion].add_energies(surfaces[ion].slots[known], energies[ion][known] - 31.0)
    surrogate = Surrogate(crystal, grid, surfaces)
    surrogate.fit()
    assert surrogate.fit_error < 0.1
    for ion, surface in surfaces.items():
        prediction = surrogate.predict(ion, 2.0)
        heights = energies[ion][surface.points] - 31.0 - surface.lowest
        low = heights < 1.0
        assert np.sqrt(np.mean((prediction.energies - heights)[low] ** 2)) < 0.06
        assert (prediction.scale > 0).all()
        assert set(prediction.reliability.tolist()) <= set(range(N_CLASSES))


def test_margins_follow_the_errors_of_each_class():
    errors = ErrorRecord()
    first = errors.margins((1.0, 1.0, 1.0), 0.95)
    assert (first == first[0]).all(), "nothing is known yet"
    rng = np.random.default_rng(1)
    reliability = rng.integers(0, N_CLASSES, 3000)
    spread = np.array([0.3, 0.1, 0.02])[reliability]
    errors.add(rng.normal(size=3000) * spread, reliability, np.ones(3000, dtype=bool))
    margins = errors.margins((1.0, 1.0, 1.0), 0.95)
    assert margins == pytest.approx(1.96 * np.array([0.3, 0.1, 0.02]), rel=0.15)
    assert errors.deviations() == pytest.approx([0.3, 0.1, 0.02], rel=0.1)
    assert errors.are_small
    errors.add(np.full(50, 3.0), np.zeros(50, dtype=int), np.zeros(50, dtype=bool))
    errors.add(np.full(5000, 3.0), np.zeros(5000, dtype=int), np.zeros(5000, dtype=bool))
    assert not errors.are_small
    assert errors.deviations() == pytest.approx([0.3, 0.1, 0.02], rel=0.1), "high points do not count"


def test_a_large_cell_fits_into_memory():
    """24 ions, 40³ points, 60 atoms: below 1 GB with a tenth of the energies known."""
    finished = subprocess.run([sys.executable, "-c", MEMORY], capture_output=True, text=True, check=True)
    assert float(finished.stdout) < 1000
