"""kinisi's Bayesian diffusivity with covariances (optional extra `kinisi`).

Points of an MSD over all time origins are correlated, and ordinary least squares on them quotes errors that are too
small. kinisi (McCluskey, Squires, Dunn, Coles & Morgan 2024, J. Chem. Theory Comput. 20, 79) models their covariance
as that of free diffusion and samples the straight line. It uses the data better than windows do; its error holds
as far as ions move independently.
"""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np

from pesviz.dynamics.analysis.conductivity import CM2_S_PER_A2_PS, Estimate
from pesviz.dynamics.trajectories.trajectory import Trajectory
from pesviz.errors import SettingsError

MOST_LAGS = 100
"""Lags whose covariance is modelled: its inversion grows with their third power."""


def bayesian_diffusivity(
    trajectory: Trajectory, ions: np.ndarray, reference: np.ndarray, start: float, *, seed: int = 0
) -> Estimate:
    """Diffusivity by Bayesian regression with covariances.

    Parameters
    ----------
    trajectory
        Unwrapped positions.
    ions
        Mobile ions.
    reference
        Displacement of the framework, shape (n_frames, 3), Å.
    start
        Time from which on ions diffuse, ps.
    seed
        Seed of the Markov chain.

    Returns
    -------
    Estimate
        Mean and standard deviation of the posterior, cm²/s; `n` is the number of ions.

    Raises
    ------
    SettingsError
        kinisi is not installed.
    """
    sc, diffusion, calculate_msd = _kinisi()
    relative = trajectory.select(ions) - reference[:, None]
    displacements = relative[1:] - relative[0]
    n = len(displacements)
    dt = trajectory.frame_interval
    lags = np.unique(np.linspace(max(1, round(start / dt)), n, MOST_LAGS).astype(int))
    parser = SimpleNamespace(
        displacements=sc.array(dims=["obs", "particle", "dimension"], values=displacements, unit="angstrom"),
        dt_index=sc.array(dims=["time interval"], values=lags),
        dt=sc.array(dims=["time interval"], values=lags * dt, unit="ps"),
        dimensionality=3 * sc.units.dimensionless,
    )
    state = np.random.get_state()  # noqa: NPY002 - kinisi and emcee draw from numpy's global generator
    try:
        estimator = diffusion(dg=calculate_msd(parser, progress=False))
        estimator._diffusion(  # noqa: SLF001 - called by its own DiffusionAnalyzer
            sc.scalar(start, unit="ps"),
            progress=False,
            random_state=np.random.RandomState(seed),
        )
    finally:
        np.random.set_state(state)  # noqa: NPY002
    samples = sc.to_unit(estimator.D, "angstrom**2/ps").values
    return Estimate(float(samples.mean()), float(samples.std(ddof=1)), len(ions)).times(CM2_S_PER_A2_PS)


def _kinisi() -> tuple[Any, Any, Any]:
    try:
        import scipp
        from kinisi.diffusion import Diffusion
        from kinisi.displacement import calculate_msd
    except ImportError as error:
        raise SettingsError(
            "kinisi is not installed.", "Install it with `pip install 'pesviz[kinisi]'`, or choose another method."
        ) from error
    return scipp, Diffusion, calculate_msd
