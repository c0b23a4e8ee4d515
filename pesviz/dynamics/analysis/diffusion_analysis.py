"""Analysis of a trajectory: MSD, diffusivity, conductivity and warnings (docs/method.md, 6).

The MSD of a window has one origin, the window's start, and is averaged over the mobile ions. Its slope between 1 and
15 ps is the window's diffusivity, MSD = 6 D t (Eq. 5). Windows that share no time are independent, so their spread
gives the standard error. The curves for figures are averaged over all time origins instead. Displacements are those
relative to the mean position of the framework.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from scipy.special import ndtr, stdtrit

from pesviz.dynamics.analysis.conductivity import CM2_S_PER_A2_PS, Estimate, conductivity, formal_charge
from pesviz.dynamics.analysis.diffusion import SIGNIFICANT, Diffusion, MSDSettings
from pesviz.dynamics.analysis.msd import (
    collective_position,
    drift,
    mean_squared_displacement,
    msd_of,
    window_displacements,
    window_starts,
)
from pesviz.dynamics.trajectories.trajectory import Trajectory
from pesviz.errors import TrajectoryError
from pesviz.structure.mobile import CONDUCTING_SPECIES

LEAST_FRAMES = 9
"""Smallest number of frames for an analysis."""
DIFFUSIVE_EXPONENT = 0.5
"""Below this log–log slope of the MSD in the fit interval the ions are still caged."""
SUPERLINEAR_EXPONENT = 1.4
"""Above this exponent motion is ballistic or drifting."""
MELTED_A2 = 1.0
"""A framework diffuses where its MSD exceeds this within a window and its diffusivity is significant, Å²."""


def analyse_diffusion(
    trajectory: Trajectory,
    mobile: str | None = None,
    settings: MSDSettings = MSDSettings(),  # noqa: B008 - frozen
    *,
    temperature: float | None = None,
    charge: float | None = None,
) -> Diffusion:
    """Analyse a trajectory: MSD, diffusivity with error, conductivity, and warnings.

    Parameters
    ----------
    trajectory
        Unwrapped positions.
    mobile
        Chemical symbol of the mobile ion; the trajectory's own, or the likeliest one, by default.
    settings
        Windows, fit interval, method.
    temperature
        K; the trajectory's own by default.
    charge
        Of the mobile ion, elementary charges; its formal charge by default.

    Raises
    ------
    TrajectoryError
        Too few frames, or no such ion.
    SettingsError
        A setting does not fit.
    """
    trajectory = trajectory.after(settings.skip)
    symbol = mobile or trajectory.mobile_species or _likeliest(trajectory)
    ions = trajectory.indices(symbol)
    framework_indices = np.setdiff1d(np.arange(trajectory.n_atoms), ions)
    settings, warnings = _feasible_settings(trajectory, settings)
    reference = drift(trajectory, framework_indices)
    dt = trajectory.frame_interval

    max_lag = max(1, min(trajectory.n_frames - 1, round(_lag_range(trajectory, settings) / dt)))
    axes = {s: msd_of(trajectory, trajectory.indices(s), reference, max_lag) for s in trajectory.species}
    counts = {s: len(trajectory.indices(s)) for s in axes}
    others = [s for s in axes if s != symbol]
    framework = (
        sum(axes[s].sum(axis=1) * counts[s] for s in others) / len(framework_indices)
        if others
        else np.zeros(max_lag + 1)
    )
    mobile_msd = axes[symbol].sum(axis=1)
    time = np.arange(max_lag + 1) * dt

    length = round(settings.window / dt)
    starts = window_starts(trajectory.n_frames, length, max(1, round((settings.stride or settings.window) / dt)))
    windows = Windows(trajectory, starts, length, reference)
    fits = {name: _fit(interval, windows.time) for name, interval in _intervals(settings).items()}
    curves, estimates = windows.diffusivities(ions, fits)
    alternatives = dict(estimates)
    if settings.method == "whole":
        alternatives["whole"] = estimates["windows"]
    else:
        whole = Windows(trajectory, np.zeros(1, dtype=int), trajectory.n_frames - 1, reference)
        fit = _fit((settings.fit[0], whole.time[-1]), whole.time)
        alternatives["whole"] = whole.diffusivities(ions, {"whole": fit})[1]["whole"]
    d = estimates["windows"]
    if settings.method == "kinisi":
        from pesviz.dynamics.analysis.bayesian import bayesian_diffusivity

        d = bayesian_diffusivity(trajectory, ions, reference, settings.fit[0])
        alternatives["kinisi"] = d
    slopes = np.einsum("t,wtx->wx", fits["windows"], curves) / 2 * CM2_S_PER_A2_PS
    d_axes = tuple(windows.estimate(slopes[:, axis]) for axis in range(3))
    mean_window = curves.sum(axis=2).mean(axis=0)
    inside = _inside(settings.fit, windows.time)
    line = 6 * d.mean / CM2_S_PER_A2_PS
    exponent = _exponent(time, mobile_msd, settings.fit)
    framework_d = None
    if len(framework_indices):
        framework_d = windows.diffusivities(framework_indices, {"windows": fits["windows"]})[1]["windows"]
    framework_melted = bool(
        framework_d is not None
        and framework_d.sem is not None
        and framework_d.mean > SIGNIFICANT * framework_d.sem
        and float(framework[min(length, max_lag)]) > MELTED_A2
        and _exponent(time, framework, settings.fit) > 0.5
    )
    collective = windows.collective(ions, fits["windows"])
    kelvin = temperature or trajectory.temperature
    sigma = None
    if kelvin is None:
        warnings.append("The temperature is not known, so that there is no conductivity: give --temperature.")
    else:
        sigma = conductivity(
            d,
            charge=formal_charge(symbol) if charge is None else charge,
            n_carriers=len(ions),
            volume=trajectory.volume,
            temperature=kelvin,
        )
    reasons = _reasons_against(d, exponent, melted=framework_melted)
    if not len(framework_indices):
        warnings.append("There is no framework: displacements are those in the cell.")
    if trajectory.status not in {"complete", "running"}:
        warnings.append(f"The run was stopped early ({trajectory.status}).")
    return Diffusion(
        name=trajectory.name,
        source=trajectory.source,
        mobile_species=symbol,
        n_mobile=len(ions),
        temperature=kelvin,
        n_frames=trajectory.n_frames,
        frame_interval=dt,
        volume=trajectory.volume,
        settings=settings,
        time=time,
        mobile=mobile_msd,
        framework=np.asarray(framework),
        mobile_axes=axes[symbol],
        species={s: curve.sum(axis=1) for s, curve in axes.items()},
        window_time=windows.time,
        windows=curves.sum(axis=2),
        window_starts=starts * dt,
        d=d,
        d_windows=slopes.mean(axis=1),
        d_axes=(d_axes[0], d_axes[1], d_axes[2]),
        alternatives=alternatives,
        collective=collective,
        framework_d=framework_d,
        intercept=float((mean_window[inside] - line * windows.time[inside]).mean()),
        exponent=exponent,
        conductivity=sigma,
        diffusive=not reasons,
        melted=framework_melted,
        warnings=(*trajectory.notes, *warnings, *reasons),
        status=trajectory.status,
        provenance=trajectory.provenance,
    )


def _likeliest(trajectory: Trajectory) -> str:
    for symbol in CONDUCTING_SPECIES:
        if symbol in trajectory.species:
            return symbol
    raise TrajectoryError("No species of this trajectory is known to be mobile.", "Name it, for example --mobile Li.")


def _lag_range(trajectory: Trajectory, settings: MSDSettings) -> float:
    """Longest lag of the curves, ps: at least the paper's window where the trajectory holds one."""
    return max(settings.window, min(MSDSettings().window, trajectory.duration))


def _feasible_settings(trajectory: Trajectory, settings: MSDSettings) -> tuple[MSDSettings, list[str]]:
    """Return settings that are possible for the trajectory, and warnings about the changes."""
    if trajectory.n_frames < LEAST_FRAMES:
        raise TrajectoryError(
            f"{trajectory.name or 'The trajectory'} has too few frames for a diffusivity ({trajectory.n_frames}).",
            "Give a longer trajectory.",
        )
    warnings = []
    dt, duration = trajectory.frame_interval, trajectory.duration
    window, stride = settings.window, settings.stride
    low, high = settings.fit
    short = duration < 2 * window - 0.5 * dt
    if short:
        warnings.append(
            f"The trajectory is {duration:.3g} ps long, too short for two windows of {window:g} ps: "
            "one fit over all of it was made, with the error over the ions as if they moved independently."
        )
    if short or settings.method == "whole":
        window = high = duration
        stride = None
    fit = (0.25 * window if short and low > 0.5 * window else low, min(high, window))
    if fit[1] - fit[0] < 1.5 * dt:
        fit = (0.0, window)
    if fit[0] != low:
        warnings.append(f"The fit interval was changed to {fit[0]:.3g}–{fit[1]:.3g} ps to lie within the window.")
    return replace(settings, window=window, fit=fit, stride=stride), warnings


def _intervals(settings: MSDSettings) -> dict[str, tuple[float, float]]:
    """Return the fit intervals: the chosen one and those of Appendix D that lie within the window."""
    end = settings.fit[1]
    intervals = {"windows": settings.fit, "windows_from_0": (0.0, end)}
    if end > 2 * 5.0:
        intervals["windows_from_5"] = (5.0, end)
    return intervals


def _inside(interval: tuple[float, float], time: np.ndarray) -> np.ndarray:
    return np.asarray((time >= interval[0] - 1e-9) & (time <= interval[1] + 1e-9))


def _fit(interval: tuple[float, float], time: np.ndarray) -> np.ndarray:
    """Return c with slope = Σ c(t) MSD(t): ordinary least squares with intercept, shape (n_lags,), 1/ps."""
    inside = _inside(interval, time)
    centred_time = np.where(inside, time - time[inside].mean(), 0.0)
    return np.asarray(centred_time / (centred_time**2).sum())


class Windows:
    """Windows of a trajectory: displacements from the start of each, and their diffusivities.

    Parameters
    ----------
    trajectory
        The trajectory.
    starts
        First frame of each window.
    length
        Frame intervals in a window.
    reference
        Displacement of the framework, shape (n_frames, 3), Å.
    """

    def __init__(self, trajectory: Trajectory, starts: np.ndarray, length: int, reference: np.ndarray) -> None:
        self.trajectory = trajectory
        self.starts = starts
        self.length = length
        self.reference = reference
        self.n_independent = max(1, (trajectory.n_frames - 1) // length)
        self.time = np.arange(length + 1) * trajectory.frame_interval

    def diffusivities(
        self, indices: np.ndarray, fits: dict[str, np.ndarray]
    ) -> tuple[np.ndarray, dict[str, Estimate]]:
        """Return the MSD of each window and the diffusivity by several fits.

        Returns
        -------
        curves
            By axis, shape (n_windows, length + 1, 3), Å².
        estimates
            cm²/s; the error is that over independent windows, or over the atoms where there is one window only.
        """
        total = np.zeros((len(self.starts), self.length + 1, 3))
        per_atom: dict[str, list[np.ndarray]] = {name: [] for name in fits}
        for squares in window_displacements(self.trajectory, indices, self.reference, self.starts, self.length):
            total += squares.sum(axis=2)
            if len(self.starts) == 1:
                distances = squares[0].sum(axis=2)
                for name, fit in fits.items():
                    per_atom[name].append(fit @ distances)
        curves = total / len(indices)
        estimates = {}
        for name, fit in fits.items():
            slopes = np.concatenate(per_atom[name]) if len(self.starts) == 1 else curves.sum(axis=2) @ fit
            n = len(slopes) if len(self.starts) == 1 else self.n_independent
            estimates[name] = _mean(slopes / 6, n).times(CM2_S_PER_A2_PS)
        return curves, estimates

    def collective(self, ions: np.ndarray, fit: np.ndarray) -> Estimate:
        """Return the charge's diffusivity, cm²/s.

        The sum of all ions counts as one particle, so every time origin within a window is used.
        """
        position = collective_position(self.trajectory, ions, self.reference)
        curves = [mean_squared_displacement(position[k : k + self.length + 1]).sum(axis=1) for k in self.starts]
        return self.estimate(np.array(curves) @ fit / 6 * CM2_S_PER_A2_PS)

    def estimate(self, values: np.ndarray) -> Estimate:
        """Return mean and error of one value per window."""
        return _mean(values, self.n_independent)


def _mean(values: np.ndarray, n_independent: int) -> Estimate:
    """Mean and standard error; windows that overlap count as often as they are independent."""
    n = min(n_independent, len(values))
    if n < 2:
        return Estimate(float(values.mean()), None, n)
    return Estimate(float(values.mean()), float(student_factor(n) * values.std(ddof=1) / np.sqrt(n)), n)


def student_factor(n: int) -> float:
    """Return the factor of a standard error from n samples with which ± covers 68.3 %, as it does for many samples.

    A spread that is itself estimated from few windows is too small too often: ± s/√n covers 58 % with three windows
    and 64 % with six. Student's distribution has the factor: 1.32 with three windows, 1.11 with six, 1 with many.

    Parameters
    ----------
    n
        Independent samples, at least two.
    """
    return float(stdtrit(n - 1, ndtr(1.0)))


def _exponent(time: np.ndarray, msd: np.ndarray, interval: tuple[float, float]) -> float:
    """Log–log slope of an MSD, on times that are equally spaced in log t; NaN where nothing moves."""
    low = max(interval[0], time[1])
    high = min(interval[1], time[-1])
    at = np.geomspace(low, high, 40)
    values = np.interp(at, time, msd)
    if high <= low or not (values > 1e-12).all():
        return float("nan")
    return float(np.polyfit(np.log(at), np.log(values), 1)[0])


def _reasons_against(d: Estimate, exponent: float, *, melted: bool) -> list[str]:
    """Return the reasons why D is no reliable diffusivity, one sentence each."""
    reasons = []
    if not np.isfinite(exponent) or exponent < DIFFUSIVE_EXPONENT:
        growth = f"as t^{exponent:.2f}" if np.isfinite(exponent) else "not at all"
        reasons.append(f"Not diffusive yet: the MSD grows {growth} in the fit interval; D is an upper bound at best.")
    elif exponent > SUPERLINEAR_EXPONENT:
        reasons.append(f"The MSD grows as t^{exponent:.2f}, faster than diffusion: a drift, or rare jumps.")
    if d.sem is not None and d.mean < SIGNIFICANT * d.sem:
        reasons.append("D is not different from zero within twice its standard error.")
    if melted:
        reasons.append("The framework diffuses too: it melts or decomposes.")
    return reasons
