"""Diffusivities with honest errors: synthetic walks with a known answer, and a real run against other programs."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from pesviz.dynamics import MSDSettings, Trajectory, analyse_diffusion, read_trajectory
from pesviz.dynamics.analysis.conductivity import FORMAL_CHARGES
from pesviz.dynamics.analysis.diffusion_analysis import student_factor
from pesviz.errors import SettingsError, TrajectoryError
from tests.dynamics.walks import CELL, random_walk

TRUE_D = 5e-6


@pytest.mark.parametrize("n_frames", [1001, 601])
def test_two_hundred_walks(n_frames):
    """Bias below 2 % and error bars that cover the truth in 60–76 % of the walks."""
    found = [analyse_diffusion(random_walk(seed, TRUE_D, n_frames=n_frames)) for seed in range(200)]
    assert found[0].n_windows == (n_frames - 1) // 150
    assert abs(np.mean([each.d.mean for each in found]) / TRUE_D - 1) < 0.02
    assert 0.60 <= np.mean([abs(each.d.mean - TRUE_D) < each.d.sem for each in found]) <= 0.76
    whole = [each.alternatives["whole"] for each in found]
    assert 0.55 <= np.mean([abs(each.mean - TRUE_D) < each.sem for each in whole]) <= 0.76
    for name in ("windows_from_0", "windows_from_5"):
        assert abs(np.mean([each.alternatives[name].mean for each in found]) / TRUE_D - 1) < 0.03
    assert (
        abs(np.mean([each.collective.mean for each in found]) / TRUE_D - 1) < 0.1
    )  # independent ions: Haven ratio 1
    assert np.mean([each.diffusive for each in found]) > 0.97


def test_student_factor():
    assert student_factor(2) == pytest.approx(1.837, abs=1e-3)
    assert student_factor(6) == pytest.approx(1.111, abs=1e-3)
    assert student_factor(10_000) == pytest.approx(1, abs=1e-3)


def test_one_object_with_the_promised_keys():
    result = analyse_diffusion(random_walk(1))
    value = json.loads(json.dumps(result.to_dict(), allow_nan=False))
    promised = "n_frames frame_interval_ps temperature_K n_windows D_cm2_s sigma_S_cm exponent msd warnings"
    assert set(promised.split()) <= set(value)
    assert set(value["D_cm2_s"]) == set(value["sigma_S_cm"]) == {"mean", "sem"}
    assert set(value["msd"]) == {"time_ps", "mobile_A2", "framework_A2"}
    assert len(value["msd"]["time_ps"]) == len(value["msd"]["mobile_A2"]) == len(value["msd"]["framework_A2"]) == 151
    # Eq. 6 by hand: n q² D / (k_B T) with n = 16 / 990 Å³, in SI
    by_hand = 16 / 990e-30 * 1.602176634e-19**2 * (result.d.mean * 1e-4) / (1.380649e-23 * 500) / 100
    assert value["sigma_S_cm"]["mean"] == pytest.approx(by_hand, rel=1e-6)
    assert value["carriers"] == {"charge_e": 1, "density_cm3": pytest.approx(16 / 990e-24)}
    assert value["sigma_S_cm"]["sem"] / value["sigma_S_cm"]["mean"] == pytest.approx(result.d.sem / result.d.mean)


def test_the_line_goes_through_the_windows_mean():
    result = analyse_diffusion(random_walk(3))
    inside = (result.window_time >= 1) & (result.window_time <= 15)
    mean = result.windows.mean(axis=0)[inside]
    slope, intercept = np.polyfit(result.window_time[inside], mean, 1)
    np.testing.assert_allclose(
        result.line(result.window_time[inside]), slope * result.window_time[inside] + intercept
    )
    assert result.d.mean == pytest.approx(np.mean(result.d_windows))
    assert result.d.mean == pytest.approx(np.mean([axis.mean for axis in result.d_axes]))


def test_axes_tell_a_channel():
    walk = random_walk(4)
    positions = walk.positions.copy()
    positions[:, :16, :2] = positions[0, :16, :2]
    result = analyse_diffusion(replace(walk, positions=positions))
    assert result.d_axes[0].mean == pytest.approx(0, abs=1e-9)
    assert result.d_axes[2].mean == pytest.approx(TRUE_D, rel=0.4)
    assert result.mobile_axes[-1, 2] > 50 * result.mobile_axes[-1, 1]


def test_overlapping_windows_do_not_pretend_to_be_independent():
    walk = random_walk(5, n_frames=2001)
    alone = analyse_diffusion(walk)
    overlapping = analyse_diffusion(walk, settings=MSDSettings(stride=1.5))
    assert overlapping.n_windows > 9 * alone.n_windows
    assert overlapping.d.n == alone.d.n == 13
    assert overlapping.d.sem == pytest.approx(alone.d.sem, rel=0.5)


def test_a_drift_of_everything_is_no_diffusion():
    walk = random_walk(6)
    gone = walk.positions + np.arange(walk.n_frames)[:, None, None] * [0.1, 0.0, 0.05]
    still, moving = analyse_diffusion(walk), analyse_diffusion(replace(walk, positions=gone))
    np.testing.assert_allclose(moving.mobile, still.mobile, rtol=1e-7, atol=1e-7)
    assert moving.d.mean == pytest.approx(still.d.mean)


def test_caged_ions_are_not_diffusive():
    result = analyse_diffusion(random_walk(7, d=0.0))
    assert not result.diffusive
    assert abs(result.exponent) < 0.1
    assert any("Not diffusive yet" in warning for warning in result.warnings)


def test_a_framework_that_walks_too_has_melted():
    walk, other = random_walk(8), random_walk(9)
    positions = walk.positions.copy()
    positions[:, 16:] = other.positions[:, :16]
    result = analyse_diffusion(replace(walk, positions=positions))
    assert result.melted
    assert not result.diffusive
    assert any("melts or decomposes" in warning for warning in result.warnings)
    assert not analyse_diffusion(walk).melted


def test_collective_motion_has_a_small_haven_ratio():
    """All ions move together: the charge moves n times as fast as one ion."""
    walk = random_walk(10, n_frames=6001, n_ions=8, n_framework=8, rattle=0.0)
    positions = walk.positions.copy()
    positions[:, :8] = positions[:, :1] + np.arange(8)[:, None]
    result = analyse_diffusion(replace(walk, positions=positions))
    assert result.collective.mean == pytest.approx(8 * result.d.mean, rel=0.35)
    assert result.haven_ratio.mean == pytest.approx(1 / 8, rel=0.35)


def test_without_temperature_there_is_no_conductivity():
    walk = random_walk(11, temperature=None)
    assert analyse_diffusion(walk).conductivity is None
    assert any("temperature is not known" in warning for warning in analyse_diffusion(walk).warnings)
    assert analyse_diffusion(walk, temperature=600).conductivity.temperature == 600
    doubled = analyse_diffusion(walk, temperature=600, charge=2).conductivity
    assert doubled.sigma.mean == pytest.approx(4 * analyse_diffusion(walk, temperature=600).conductivity.sigma.mean)


def test_skip_leaves_out_the_beginning():
    walk = random_walk(12)
    later = replace(walk, positions=walk.positions[200:])
    np.testing.assert_array_equal(
        analyse_diffusion(walk, settings=MSDSettings(skip=20)).mobile, analyse_diffusion(later).mobile
    )
    with pytest.raises(TrajectoryError, match="nothing is left"):
        analyse_diffusion(walk, settings=MSDSettings(skip=200))


def test_the_whole_run_as_one_window():
    walk = random_walk(15)
    whole = analyse_diffusion(walk, settings=MSDSettings(method="whole"))
    assert whole.n_windows == 1
    assert whole.settings.fit == (1.0, 100.0)
    assert whole.d == whole.alternatives["whole"]
    other = analyse_diffusion(walk).alternatives["whole"]
    assert whole.d.mean == pytest.approx(other.mean)
    assert whole.d.sem == pytest.approx(other.sem)


def test_a_late_fit_interval_is_taken_as_it_is():
    result = analyse_diffusion(random_walk(5), settings=MSDSettings(fit=(9.0, 14.0)))
    assert result.settings.fit == (9.0, 14.0)
    assert not any("changed" in warning for warning in result.warnings)
    inside = (result.window_time >= 9 - 1e-9) & (result.window_time <= 14 + 1e-9)
    slopes = [np.polyfit(result.window_time[inside], window[inside], 1)[0] for window in result.windows]
    assert result.d.mean == pytest.approx(np.mean(slopes) / 6 * 1e-4)


def test_short_runs_say_so():
    result = analyse_diffusion(random_walk(13, n_frames=201))
    assert result.n_windows == 1
    assert result.d.n == 16
    assert any("too short for two windows" in warning for warning in result.warnings)
    with pytest.raises(TrajectoryError, match="too few"):
        analyse_diffusion(random_walk(13, n_frames=5))


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"window": -1}, "window of -1"),
        ({"fit": (3, 2)}, "fit from 3 to 2"),
        ({"fit": (20, 30)}, "begins at 20"),
        ({"stride": 0.0}, "stride of 0"),
        ({"skip": -1.0}, "cannot be left out"),
        ({"method": "guess"}, "no method"),
    ],
)
def test_impossible_settings_are_refused(values, expected):
    with pytest.raises(SettingsError, match=expected):
        MSDSettings(**values)


def test_without_framework_or_known_ion():
    walk = random_walk(14)
    alone = Trajectory(walk.positions[:, :16], CELL, walk.numbers[:16], 0.1, 500.0)
    result = analyse_diffusion(alone)
    assert result.framework_d is None
    assert not result.framework.any()
    assert any("no framework" in warning for warning in result.warnings)
    with pytest.raises(TrajectoryError, match="has no Na"):
        analyse_diffusion(walk, "Na")
    xenon = replace(alone, numbers=np.full(16, 54))
    with pytest.raises(TrajectoryError, match="No species"):
        analyse_diffusion(xenon)
    with pytest.raises(SettingsError, match="charge of mobile Xe"):
        analyse_diffusion(xenon, "Xe")
    assert analyse_diffusion(xenon, "Xe", charge=1).conductivity is not None
    assert FORMAL_CHARGES["O"] == -2


@pytest.fixture(scope="module")
def argyrodite() -> Path:
    """First-principles MD of Li₆PS₅Cl, 140 frames of 416 atoms: it comes with kinisi."""
    kinisi = pytest.importorskip("kinisi", reason="the run comes with kinisi, which `make test` installs")
    return Path(kinisi.__file__).parent / "tests" / "inputs" / "example_XDATCAR.gz"


def test_against_pymatgen_analysis_diffusion(argyrodite):
    """First-principles MD of Li₆PS₅Cl: the same MSD within 1 %, D within the error bars."""
    from pymatgen.analysis.diffusion.analyzer import DiffusionAnalyzer
    from pymatgen.io.vasp.outputs import Xdatcar

    result = analyse_diffusion(read_trajectory(argyrodite, frame_interval=0.1, temperature=500), "Li")
    structures = Xdatcar(str(argyrodite)).structures
    theirs = DiffusionAnalyzer.from_structures(structures, "Li", 500, 2, 50, smoothed="max", min_obs=1)
    ours = np.interp(theirs.dt * 1e-3, result.time, result.mobile)
    np.testing.assert_allclose(ours, theirs.msd, rtol=0.01)
    assert abs(result.d.mean - theirs.diffusivity) < result.d.sem
    single = DiffusionAnalyzer.from_structures(structures, "Li", 500, 2, 50, smoothed=False)
    assert result.alternatives["windows_from_0"].mean == pytest.approx(single.diffusivity, rel=1e-3)


def test_against_kinisi(argyrodite):
    """The same MSD within 1 %; kinisi's own analysis and our call of it agree; ours lies within the error bars."""
    scipp = pytest.importorskip("scipp")
    from kinisi.analyze import DiffusionAnalyzer
    from pymatgen.io.vasp.outputs import Xdatcar

    theirs = DiffusionAnalyzer.from_xdatcar(
        Xdatcar(str(argyrodite)),
        "Li",
        time_step=2.0 * scipp.Unit("fs"),
        step_skip=50 * scipp.units.dimensionless,
        progress=False,
    )
    trajectory = read_trajectory(argyrodite, frame_interval=0.1, temperature=500)
    ours = analyse_diffusion(trajectory, "Li")
    times = theirs.dt.values[: len(theirs.msd.values)] * 1e-3
    early = times < 10
    np.testing.assert_allclose(np.interp(times[early], ours.time, ours.mobile), theirs.msd.values[early], rtol=0.01)
    theirs.diffusion(1000 * scipp.Unit("fs"), progress=False, random_state=np.random.RandomState(1))
    d, error = theirs.D.values.mean(), theirs.D.values.std()
    bayesian = analyse_diffusion(trajectory, "Li", MSDSettings(method="kinisi"))
    assert bayesian.d.mean == pytest.approx(d, rel=0.02)
    assert bayesian.d.sem == pytest.approx(error, rel=0.2)
    assert abs(ours.d.mean - d) < np.hypot(ours.d.sem, error)
    again = analyse_diffusion(trajectory, "Li", MSDSettings(method="kinisi"))
    assert again.d == bayesian.d, "the chain is seeded"
