"""Adaptive scans: every point below the limit on landscapes of any shape, few energies, audits, limits that rise."""

from __future__ import annotations

import numpy as np
import pytest
from ase import Atoms
from ase.calculators.calculator import Calculator
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pesviz.errors import GridMismatchError, PotentialError, SettingsError
from pesviz.landscape import Landscape
from pesviz.pes import PES, ScanSettings, scan_steps
from pesviz.pes.adaptive import AdaptivePlan
from pesviz.pes.plan import ScanPlan
from pesviz.pes.surrogate import Surrogate
from pesviz.potentials import EnergyModel, PotentialInfo, potential
from pesviz.structure import load
from pesviz.structure.crystal import Crystal
from pesviz.workflows.goals import goal_of

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
        return self.field[tuple(index.T)].astype(float)

    def calculator(self) -> Calculator:
        raise NotImplementedError


def crystal(site: tuple[int, int, int] = (8, 8, 8)) -> Crystal:
    atoms = Atoms("LiCl", positions=[0.25 * np.array(site), [0.06, 0.11, 0.17]], cell=[4, 4, 4], pbc=True)
    return Crystal(atoms, "Li", (0,))


def limited(model: EnergyModel, up_to: float, site: tuple[int, int, int] = (8, 8, 8)) -> PES:
    *_, last = scan_steps(crystal(site), model, ScanSettings(up_to=up_to, symmetry=False))
    return last.pes


def waves(seed: int, scale: float) -> np.ndarray:
    """A random field without structure finer than 2 Å, 0 … scale eV."""
    rng = np.random.default_rng(seed)
    wave = np.zeros(SHAPE)
    mesh = np.meshgrid(*(np.arange(16) * 2 * np.pi / 16,) * 3, indexing="ij")
    for _ in range(6):
        k = rng.integers(-1, 2, 3)
        wave += rng.random() * np.cos(sum(a * m for a, m in zip(k, mesh, strict=True)) + rng.random() * 6)
    return scale * (wave - wave.min()) / np.ptp(wave)


def distances(centre: np.ndarray) -> np.ndarray:
    """Periodic distances of all grid points to a point of the 4 Å cube, Å."""
    points = np.stack(np.meshgrid(*(np.arange(16) * 0.25,) * 3, indexing="ij"), axis=-1) - centre
    return np.linalg.norm(points - 4 * np.rint(points / 4), axis=-1)


def check_exact_below(field: np.ndarray, pes: PES, limit: float) -> None:
    """Every point below the limit is there with its energy, and no other value lies below it."""
    reachable = np.where(pes.masked[0], np.inf, field)
    relative = (reachable - reachable.min()).astype(np.float32)
    assert np.array_equal(pes.energies[0] < limit, relative < limit)
    assert pes.energies[0][relative < limit] == pytest.approx(relative[relative < limit], abs=1e-6)
    if pes.predicted is not None:
        evaluated = ~pes.predicted[0] & ~pes.masked[0]
        assert pes.energies[0][evaluated] == pytest.approx(relative[evaluated], abs=1e-5)
        assert not pes.predicted[0][relative < limit].any()
        assert (pes.energies[0][pes.predicted[0]] >= np.float32(limit)).all()


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(0, 10**6), st.sampled_from([0.3, 0.6, 1.0]))
def test_every_point_of_smooth_landscapes(seed, limit):
    field = waves(seed, 12.0)
    model = Drawn(field)
    pes = limited(model, limit)
    check_exact_below(field, pes, limit)
    assert pes.n_evaluated == sum(map(len, model.asked)) - 1  # one more for the site
    assert pes.limit == limit or pes.predicted is None


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(0, 10**6))
def test_narrow_necks_between_two_basins(seed):
    rng = np.random.default_rng(seed)
    field = np.full(SHAPE, 9.0)
    site = np.array([2.0, 2.0, 2.0])
    other = rng.uniform(0, 4, 3)
    field = np.minimum(field, 8 * distances(site) ** 2)
    field = np.minimum(field, 0.1 + 8 * distances(other) ** 2)
    way = other - site
    way -= 4 * np.rint(way / 4)
    for share in np.linspace(0, 1, 60):  # a neck one grid point wide
        index = np.rint((site + share * way) / 0.25).astype(int) % 16
        field[tuple(index)] = min(field[tuple(index)], 0.4)
    check_exact_below(field, limited(Drawn(field), 0.6), 0.6)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(0, 10**6))
def test_isolated_pockets_and_cusps(seed):
    rng = np.random.default_rng(seed)
    field = np.minimum(9.0, 3 * distances(np.array([2.0, 2.0, 2.0])))  # a cone: its tip is a cusp
    for _ in range(3):
        field = np.minimum(field, rng.uniform(0.05, 0.4) + 1.2 * distances(rng.uniform(0, 4, 3)) ** 1.5)
    check_exact_below(field, limited(Drawn(field), 0.6), 0.6)


def test_a_winding_channel_one_point_wide_is_followed():
    field = np.full(SHAPE, 9.0)
    field[5, 5, :] = 0.2
    field[5, :, 7] = 0.3
    field[5, 5, 7] = 0.0
    check_exact_below(field, limited(Drawn(field), 0.5, site=(5, 5, 7)), 0.5)


def test_a_landscape_that_ends_below_the_limit_is_known_whole():
    pes = limited(Drawn(waves(1, 0.4)), 0.6)
    assert pes.limit is None
    assert pes.predicted is None
    assert (pes.energies[pes.masked] == pes.energies.max()).all()
    assert Landscape(pes).estimates == {}


def test_few_unique_points_are_scanned_whole():
    model = potential("toy-network-3d")
    atoms = Atoms("LiCl", positions=[[0.75, 0.75, 0.75], [0, 0, 0]], cell=[1.5, 1.5, 1.5], pbc=True)
    *_, last = scan_steps(Crystal(atoms, "Li", (0,)), model, ScanSettings(up_to=0.1, r_min=0.3))
    assert last.pes.limit is None
    assert last.pes.provenance["adaptive"]["n_evaluated"] == last.pes.provenance["adaptive"]["n_unique"]


def test_a_bad_surrogate_is_caught_by_the_audit(monkeypatch):
    """A surrogate that predicts a whole half of the cell far too high: the audit must send the scan there."""
    honest = Surrogate.predict

    def wrong(self, ion, limit):
        prediction = honest(self, ion, limit)
        a, _, _ = np.unravel_index(self.surfaces[ion].points, self.grid.shape)
        prediction.energies[(a < 8) & ~self.surfaces[ion].known] += 1.0
        return prediction

    entry, model = load("gallery:LiCl-wurtzite"), potential("toy-network-3d")
    *_, whole = scan_steps(entry, model)
    monkeypatch.setattr(Surrogate, "predict", wrong)
    *_, last = scan_steps(entry, model, ScanSettings(up_to=0.1))
    report = last.pes.provenance["adaptive"]
    assert report["n_audited_below_limit"] > 0
    assert report["largest_audited_error_eV"] > 0.5
    low = whole.pes.energies < 0.0999
    assert np.array_equal(last.pes.energies < 0.0999, low)
    assert np.abs(last.pes.energies - whole.pes.energies)[low].max() < 1e-5


def test_audits_are_dense_near_the_limit_and_large_enough():
    """The sample holds what the settings ask for, and most of it lies next to the limit."""
    field = waves(5, 12.0)
    plan = ScanPlan(crystal(), ScanSettings(symmetry=False))
    adaptive = AdaptivePlan(plan.crystal, plan.grid, plan.surfaces)
    surface = plan.surfaces[0]
    for slots in (adaptive.seeds(), adaptive.check_points()):
        adaptive.add_energies(0, slots[0], field.ravel()[surface.points[slots[0]]])
    adaptive.refit()
    sample = adaptive.audit_sample(0.6)[0]
    left_out = int((~surface.known).sum())
    assert 0 <= len(sample) - adaptive.audit_size(left_out) < 4, "each stratum is rounded up"
    assert len(set(sample.tolist())) == len(sample)
    assert not surface.known[sample].any()
    predicted = adaptive.heights(0.6)[0]
    assert np.median(predicted[sample]) < np.median(predicted[~surface.known])
    assert adaptive.audit_size(50_000) >= 200
    assert adaptive.audit_size(10**6) == 5000
    again = AdaptivePlan(plan.crystal, plan.grid, plan.surfaces)
    again.refit()
    assert np.array_equal(again.audit_sample(0.6)[0], sample), "the same energies, the same sample"


@pytest.mark.parametrize("until", ["1d", "2d", "3d", "mpe"])
def test_the_limit_rises_until_an_energy_is_known(until):
    crystal, model = load("gallery:LiCl-wurtzite"), potential("toy-network-3d")
    *_, whole = scan_steps(crystal, model)
    full = Landscape(whole.pes)
    *_, last = scan_steps(crystal, model, ScanSettings(until=until, up_to=0.03), goal=goal_of(until))
    landscape = Landscape(last.pes)
    wanted = full.mpe if until == "mpe" else full.percolation.energies[int(until[0]) - 1]
    number = landscape.mpe if until == "mpe" else landscape.percolation.energies[int(until[0]) - 1]
    assert number == pytest.approx(wanted, abs=1e-5)
    if landscape.up_to is not None:
        assert landscape.up_to > wanted


def test_a_limit_that_may_not_rise_further_ends_the_scan():
    settings_ = ScanSettings(until="3d", up_to=0.03, at_most=0.05)
    crystal_, model = load("gallery:LiCl-wurtzite"), potential("toy-network-3d")
    *_, last = scan_steps(crystal_, model, settings_, goal=goal_of("3d"))
    landscape = Landscape(last.pes)
    assert landscape.up_to == 0.05
    assert landscape.percolation.e_3d is None
    assert landscape.estimates["E_3D_estimate_eV"] > 0.05


def test_limits_of_nonsense_are_refused():
    for options in ({"until": "4d"}, {"at_most": 0.0}, {"at_most": np.nan}, {"up_to": -1.0}, {"up_to": np.inf}):
        with pytest.raises(SettingsError):
            ScanSettings(**options)
    with pytest.raises(SettingsError, match="goal"):
        next(scan_steps(crystal(), Drawn(waves(0, 1.0)), ScanSettings(until="mpe")))


def test_no_point_is_evaluated_twice_when_the_limit_rises():
    model = Drawn(waves(11, 8.0))
    *_, last = scan_steps(crystal(), model, ScanSettings(until="mpe", up_to=0.3, symmetry=False), goal=goal_of("mpe"))
    asked = np.ravel_multi_index(np.concatenate(model.asked[:-1]).T, SHAPE)  # the last one is the site
    assert len(asked) == len(set(asked.tolist())) == last.pes.n_evaluated


def test_an_earlier_result_spares_its_energies():
    field = waves(7, 12.0)
    first = limited(Drawn(field), 0.6)
    model = Drawn(field)
    *_, last = scan_steps(crystal(), model, ScanSettings(symmetry=False), known=first)
    assert sum(map(len, model.asked)) - 1 == last.pes.n_evaluated - first.n_evaluated
    assert last.pes.limit is None
    reachable = np.where(last.pes.masked[0], np.nan, field)
    assert last.pes.energies[0] == pytest.approx(
        np.where(last.pes.masked[0], last.pes.energies.max(), reachable - np.nanmin(reachable)), abs=1e-5
    )
    with pytest.raises(GridMismatchError, match="another crystal"):
        next(scan_steps(crystal((7, 8, 8)), model, ScanSettings(symmetry=False), known=first))


def test_without_symmetry_the_same_points_lie_below_the_limit():
    entry, model = load("gallery:LiCl-wurtzite"), potential("toy-network-3d")
    *_, with_symmetry = scan_steps(entry, model, ScanSettings(up_to=0.1))
    *_, without = scan_steps(entry, model, ScanSettings(up_to=0.1, symmetry=False))
    assert with_symmetry.pes.limit == without.pes.limit == 0.1
    low = with_symmetry.pes.energies < 0.0999
    assert np.array_equal(low, without.pes.energies < 0.0999)
    assert np.abs(with_symmetry.pes.energies - without.pes.energies)[low].max() < 1e-5
    assert with_symmetry.pes.n_evaluated < without.pes.n_evaluated


def test_the_same_input_gives_the_same_points_in_the_same_order():
    runs = []
    for _ in range(2):
        model = Drawn(waves(13, 9.0))
        limited(model, 0.6)
        runs.append(np.concatenate(model.asked))
    assert np.array_equal(*runs)


def test_some_ions_only():
    whole = load("gallery:Li3N")
    some = whole.with_ions([2, 0])
    assert some.mobile_indices == (whole.mobile_indices[0], whole.mobile_indices[2])
    assert "theirs alone" in some.notes[-1]
    assert whole.with_ions(range(3)) is whole
    with pytest.raises(SettingsError, match="no mobile ion 7"):
        whole.with_ions([7])
    model = potential("toy-network-3d")
    *_, all_ions = scan_steps(whole, model)
    *_, two = scan_steps(some, model)
    assert np.allclose(two.pes.energies, all_ions.pes.energies[[0, 2]], atol=1e-5)


def test_a_scan_is_given_up_where_it_is_not_worthwhile():
    seen = []

    def never(pes):
        seen.append(pes)
        return False

    *_, last = scan_steps(crystal(), Drawn(waves(2, 9.0)), ScanSettings(up_to=0.6, symmetry=False), worthwhile=never)
    assert last.early_stop
    assert last.pes.limit == 0.0
    assert len(seen) == 1
    assert last.pes.n_evaluated < (~last.pes.masked).sum() / 2
    reached = last.pes.energies[0]
    known = ~last.pes.predicted[0] & ~last.pes.masked[0]
    assert (seen[0].energies[0] <= reached + 0.2)[~known].all(), "the optimistic landscape lies lower"


def test_a_lower_limit_keeps_what_an_earlier_result_knows():
    field = waves(7, 12.0)
    first = limited(Drawn(field), 0.8)
    model = Drawn(field)
    *_, last = scan_steps(crystal(), model, ScanSettings(up_to=0.3, symmetry=False), known=first)
    exact = ~first.predicted & ~first.masked
    assert not last.pes.predicted[exact].any()
    check_exact_below(field, last.pes, 0.3)


class Wrong(Drawn):
    """A potential that fails in one way or another around the site."""

    def __init__(self, value: float) -> None:
        super().__init__(waves(7, 12.0))
        self.field[8:10, 8:10, 8:10] = value


def test_energies_that_are_no_numbers_are_refused_and_infinite_ones_are_high():
    for options in ({}, {"up_to": 0.6}):
        for value in (np.nan, -np.inf):
            with pytest.raises(PotentialError, match=r"gave no number for the energy of Li at"):
                list(scan_steps(crystal(), Wrong(value), ScanSettings(symmetry=False, **options)))
        *_, last = scan_steps(crystal(), Wrong(np.inf), ScanSettings(symmetry=False, **options))
        assert np.isfinite(last.pes.energies).all()
        field = np.where(np.isinf(Wrong(np.inf).field), 1e6, Wrong(np.inf).field)
        check_exact_below(field, last.pes, 0.6)


def test_milestones_keep_their_limit_on_the_way_to_a_higher_one():
    steps = [
        (step.milestone, step.preview().limit if step.milestone == "limit" else None)
        for step in scan_steps(crystal(), Drawn(waves(7, 12.0)), ScanSettings(up_to=1.0, symmetry=False))
    ]
    assert ("limit", 0.6) in steps
