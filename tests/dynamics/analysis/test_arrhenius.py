"""Arrhenius fits: known lines, honest errors, and what cannot be concluded."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pytest
from scipy.optimize import curve_fit
from scipy.stats import chi2

from pesviz.dynamics import ArrheniusPoint, Estimate, analyse_diffusion, arrhenius, arrhenius_point
from pesviz.errors import TrajectoryError
from pesviz.units import BOLTZMANN_EV_K
from tests.dynamics.walks import random_walk

E_A, D_0 = 0.25, 1e-3
TEMPERATURES = (500.0, 667.0, 800.0, 1000.0)


def points(noise: float = 0.0, seed: int = 0, temperatures=TEMPERATURES, error: float = 0.1) -> list[ArrheniusPoint]:
    rng = np.random.default_rng(seed)
    made = []
    for t in temperatures:
        d = D_0 * np.exp(-E_A / (BOLTZMANN_EV_K * t))
        made.append(
            ArrheniusPoint(t, Estimate(d * np.exp(noise * rng.normal()), error * d, 6), 1.0, 2e22, f"{t:g} K")
        )
    return made


def test_an_exact_line():
    fit = arrhenius(points())
    assert fit.activation_energy.mean == pytest.approx(E_A)
    assert fit.to_dict()["D0_cm2_s"] == pytest.approx(D_0)
    assert fit.chi2 == pytest.approx(0, abs=1e-12)
    assert fit.p_value == pytest.approx(1)
    room = D_0 * np.exp(-E_A / (BOLTZMANN_EV_K * 300))
    assert fit.diffusivity(300).mean == pytest.approx(room)
    sigma = 2e22 * 1.602176634e-19 * room / (BOLTZMANN_EV_K * 300)
    assert fit.sigma(300).mean == pytest.approx(sigma, rel=1e-6)
    assert any("300 K lies" in said for said in fit.conclusions)


def test_parameters_and_errors_are_those_of_scipy():
    made = points(noise=0.1, seed=3)
    fit = arrhenius(made)
    x = np.array([1 / p.temperature for p in made])
    y = np.log([p.d.mean for p in made])
    sigma = np.array([p.d.sem / p.d.mean for p in made])
    values, covariance = curve_fit(lambda x, a, b: a - b / BOLTZMANN_EV_K * x, x, y, sigma=sigma, absolute_sigma=True)
    np.testing.assert_allclose(fit.parameters, values, rtol=1e-6)
    np.testing.assert_allclose(fit.covariance, covariance, rtol=1e-4)
    assert fit.p_value == pytest.approx(chi2.sf(fit.chi2, 2))


def test_errors_cover_the_truth_and_p_values_are_uniform():
    fits = [arrhenius(points(noise=0.1, seed=seed)) for seed in range(400)]
    covered = np.mean([abs(f.activation_energy.mean - E_A) < f.activation_energy.sem for f in fits])
    assert 0.62 < covered < 0.74
    room = np.log(D_0) - E_A / (BOLTZMANN_EV_K * 300)
    inside = np.mean([np.log(f.diffusivity(300).low) < room < np.log(f.diffusivity(300).high) for f in fits])
    assert 0.62 < inside < 0.74
    assert np.histogram([f.p_value for f in fits], bins=4, range=(0, 1))[0].min() > 70


def test_the_band_is_narrowest_among_the_points():
    fit = arrhenius(points())
    _, error = fit.ln_d(np.array([300.0, 700.0, 2000.0]))
    assert error[1] < error[0]
    assert error[1] < error[2]


def test_points_can_be_left_out_and_stay_visible():
    made = points()
    made[0] = replace(made[0], d=Estimate(made[0].d.mean * 30, made[0].d.sem, 6))
    bad = arrhenius(made)
    assert bad.p_value < 0.05
    assert any("does not describe the points" in said for said in bad.conclusions)
    good = arrhenius(made, exclude=[500])
    assert good.activation_energy.mean == pytest.approx(E_A)
    assert [p.temperature for p in good.points] == list(TEMPERATURES)
    assert good.points[0].excluded == "by hand"
    assert len(good.used) == 3
    assert any("Left out: 500 K" in said for said in good.conclusions)


def test_two_temperatures_make_a_line_that_nothing_tests():
    fit = arrhenius(points(temperatures=(500.0, 1000.0)))
    assert fit.activation_energy.mean == pytest.approx(E_A)
    assert fit.activation_energy.sem > 0
    assert fit.p_value is None
    assert any("cannot show whether" in sentence for sentence in fit.conclusions)


@pytest.mark.parametrize("usable", [0, 1])
def test_too_few_temperatures_conclude_nothing(usable):
    made = points()
    made = [*made[:usable], *(replace(p, excluded="not diffusive") for p in made[usable:])]
    fit = arrhenius(made)
    assert fit.activation_energy is None
    assert fit.sigma() is None
    assert "can be concluded" in fit.conclusions[0]
    assert json.dumps(fit.to_dict(), allow_nan=False)
    with pytest.raises(TrajectoryError, match="no Arrhenius line"):
        fit.ln_d(300.0)


def test_what_cannot_be_weighted_is_left_out():
    made = points()
    made[0] = replace(made[0], d=Estimate(-1e-8, 1e-8, 6))
    made[1] = replace(made[1], d=Estimate(1e-8, None, 1))
    fit = arrhenius(made)
    assert [p.excluded for p in fit.points[:2]] == [
        "D is not positive",
        "D has no error, so that it cannot be weighted",
    ]


def test_from_trajectories_and_from_json():
    found = [
        analyse_diffusion(random_walk(i, D_0 * np.exp(-E_A / (BOLTZMANN_EV_K * t)), temperature=t, n_frames=2001))
        for i, t in enumerate((667.0, 800.0, 1000.0))
    ]
    direct = arrhenius(arrhenius_point(each) for each in found)
    read = arrhenius(arrhenius_point(json.loads(json.dumps(each.to_dict()))) for each in found)
    assert direct.activation_energy.mean == pytest.approx(E_A, abs=3 * direct.activation_energy.sem)
    assert read.to_dict() == direct.to_dict()
    caged = arrhenius_point(analyse_diffusion(random_walk(1, 0.0)))
    assert caged.excluded == "not diffusive"


def test_what_is_no_result_is_refused():
    with pytest.raises(TrajectoryError, match="no result of an MSD analysis"):
        arrhenius_point({"temperature_K": 300})
    with pytest.raises(TrajectoryError, match="has no temperature"):
        arrhenius_point(analyse_diffusion(random_walk(1, temperature=None)))
