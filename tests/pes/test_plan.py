"""The plan of an energy-limited scan: what it must not miss."""

from __future__ import annotations

import numpy as np
import pytest
from ase import Atoms
from ase.calculators.calculator import Calculator

from pesviz.pes import ScanSettings, scan_steps
from pesviz.pes.plan import STRIDES, ScanPlan
from pesviz.pes.result import PES
from pesviz.potentials import EnergyModel, PotentialInfo
from pesviz.structure.crystal import Crystal

SHAPE = (16, 16, 16)


class Drawn(EnergyModel):
    """A landscape drawn point by point on the grid of a 4 Å cube."""

    info = PotentialInfo("drawn", "Drawn", "1", frozenset(range(1, 100)))

    def __init__(self, field: np.ndarray) -> None:
        self.field = field
        self.asked: list[np.ndarray] = []

    def energies(self, framework: Atoms, mobile_number: int, positions: np.ndarray) -> np.ndarray:
        index = np.rint(positions / 0.25).astype(int) % 16
        self.asked.append(index)
        return self.field[tuple(index.T)]

    def calculator(self) -> Calculator:
        raise NotImplementedError


def crystal(site: tuple[int, int, int]) -> Crystal:
    atoms = Atoms("LiCl", positions=[0.25 * np.array(site), [0.06, 0.11, 0.17]], cell=[4, 4, 4], pbc=True)
    return Crystal(atoms, "Li", (0,))


def limited(model: Drawn, up_to: float, site: tuple[int, int, int] = (8, 8, 8)) -> PES:
    *_, last = scan_steps(crystal(site), model, ScanSettings(up_to=up_to, symmetry=False))
    return last.pes


def smooth(rng: np.random.Generator, scale: float) -> np.ndarray:
    """A random field without structure finer than the coarse points see, 0 … scale eV."""
    wave = np.zeros(SHAPE)
    mesh = np.meshgrid(*(np.arange(16) * 2 * np.pi / 16,) * 3, indexing="ij")
    for _ in range(6):
        k = rng.integers(-1, 2, 3)
        wave += rng.random() * np.cos(sum(a * m for a, m in zip(k, mesh, strict=True)) + rng.random() * 6)
    return scale * (wave - wave.min()) / np.ptp(wave)


@pytest.mark.parametrize("limit", [0.3, 0.6, 1.0])
def test_every_point_below_the_limit_and_nothing_above_it(rng, limit):
    for _ in range(5):
        field = smooth(rng, 12.0)
        model = Drawn(field)
        pes = limited(model, limit)
        reachable = np.where(pes.masked[0], np.inf, field)
        relative = (reachable - reachable.min()).astype(np.float32)
        assert np.array_equal(pes.energies[0] < limit, relative < limit)
        assert pes.energies[0][relative < limit] == pytest.approx(relative[relative < limit], abs=1e-6)
        assert np.isinf(pes.energies[0][relative >= limit]).all()
        assert pes.n_evaluated == sum(map(len, model.asked)) - 1 < (~pes.masked).sum()  # one more for the site


def test_a_well_between_coarse_points_is_found_at_the_site():
    field = np.full(SHAPE, 9.0)
    field[7, 7, 7] = 0.0  # no coarse point of either stride, no slope that leads there
    pes = limited(Drawn(field), 0.5, site=(7, 7, 7))
    assert pes.energies[0][7, 7, 7] == 0
    assert np.isfinite(pes.energies).sum() == 1


def test_a_winding_channel_between_coarse_points_is_followed():
    field = np.full(SHAPE, 9.0)
    field[5, 5, :] = 0.2
    field[5, :, 7] = 0.3
    field[5, 5, 7] = 0.0
    pes = limited(Drawn(field), 0.5, site=(5, 5, 7))
    expected = field < 0.5
    expected &= ~pes.masked[0]
    assert np.array_equal(np.isfinite(pes.energies[0]), expected)
    assert pes.provenance["refinement_margin_widened"] > 1


def test_a_rim_with_low_points_widens_the_margins():
    field = np.full(SHAPE, 9.0)
    field[7, 7, 2:13] = 0.0
    plan = ScanPlan(crystal((7, 7, 7)), ScanSettings(up_to=0.5, symmetry=False))

    def evaluate(wanted):
        for ion, points in wanted.items():
            plan.surfaces[ion].learn(points, field.ravel()[points])

    for stage in range(len(STRIDES)):
        evaluate(plan.stage_points(stage))
    rim = plan.rim_points()
    evaluate(rim)
    assert plan.widen(rim), "the ends of the well lie beyond what the site leads to"
    assert plan.widening > 1
    while any(map(len, (rim := plan.rim_points()).values())):
        evaluate(rim)
        widened = plan.widen(rim)
    assert not widened, "the last rim is high"
    known = plan.surfaces[0].energies().reshape(SHAPE)
    assert np.nanmax(known[7, 7, 2:13]) == 0


def test_a_landscape_that_ends_below_the_limit_is_known_whole(rng):
    field = smooth(rng, 0.4)
    pes = limited(Drawn(field), 0.6)
    assert np.isfinite(pes.energies).all()
    assert (pes.energies[pes.masked] == pes.energies.max()).all()
