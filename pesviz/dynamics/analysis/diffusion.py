"""The result of an MSD analysis: curves, diffusivity with its error, conductivity, and warnings."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any, Literal

import numpy as np

from pesviz.dynamics.analysis.conductivity import CM2_S_PER_A2_PS, Conductivity, Estimate
from pesviz.errors import SettingsError

Method = Literal["windows", "whole", "kinisi"]
METHODS: tuple[Method, ...] = ("windows", "whole", "kinisi")

SIGNIFICANT = 2.0
"""A diffusivity counts as different from zero from this many standard errors on."""


@dataclass(frozen=True)
class MSDSettings:
    """Settings of an MSD analysis; the defaults are the paper's.

    Parameters
    ----------
    window
        Length of a window, ps.
    fit
        Interval of the straight line within a window, ps.
    stride
        Time from the start of one window to the next, ps; the window's length by default, so that windows are
        independent.
    skip
        Time left out at the beginning of the trajectory, ps.
    method
        "windows": mean over windows. "whole": one window over the whole trajectory. "kinisi": Bayesian regression
        with covariances (needs `pip install 'pesviz[kinisi]'`).
    """

    window: float = 15.0
    fit: tuple[float, float] = (1.0, 15.0)
    stride: float | None = None
    skip: float = 0.0
    method: Method = "windows"

    def __post_init__(self) -> None:
        """Refuse values outside their range."""
        low, high = self.fit
        if not (np.isfinite(self.window) and self.window > 0):
            raise SettingsError(f"A window of {self.window} ps is not possible.", "Give a time, 15 ps by default.")
        if not (0 <= low < high):
            raise SettingsError(
                f"A fit from {low} to {high} ps is not possible.", "Give start and end, for example 1 and 15 ps."
            )
        if low >= self.window:
            raise SettingsError(
                f"The fit begins at {low} ps, after the window of {self.window} ps.", "Begin it earlier."
            )
        if self.stride is not None and not self.stride > 0:
            raise SettingsError(f"A stride of {self.stride} ps is not possible.", "Give a positive time.")
        if not self.skip >= 0:
            raise SettingsError(f"{self.skip} ps cannot be left out.", "Give zero or a positive time.")
        if self.method not in METHODS:
            raise SettingsError(f"There is no method {self.method!r}.", f"Choose {', '.join(METHODS)}.")


@dataclass(frozen=True, eq=False)
class Diffusion:
    """Diffusion in a trajectory.

    Parameters
    ----------
    name, source
        Of the trajectory.
    mobile_species, n_mobile
        Chemical symbol and number of the mobile ions.
    temperature
        K; None where it is unknown.
    n_frames, frame_interval, volume
        Number of frames analysed; ps; Å³.
    settings
        Settings used: a window that did not fit was shortened, as stated in `warnings`.
    time
        Lags of the curves, from 0 on, shape (n_lags,), ps.
    mobile, framework
        MSD over all time origins, relative to the framework's mean position, shape (n_lags,), Å²; framework is zero
        where there is none.
    mobile_axes
        The same of the mobile ions by Cartesian axis, shape (n_lags, 3), Å².
    species
        MSD of each species, symbol → shape (n_lags,), Å².
    window_time
        Time within a window, shape (n_window_lags,), ps.
    windows
        MSD of each window from its start, over the mobile ions, shape (n_windows, n_window_lags), Å².
    window_starts
        Start of each window, shape (n_windows,), ps.
    d
        Diffusivity by the chosen method, cm²/s; `n` is the number of independent windows (or ions, for "whole").
    d_windows
        Diffusivity of each window, shape (n_windows,), cm²/s.
    d_axes
        Diffusivity along x, y, z, cm²/s.
    alternatives
        The fits of Appendix D: "windows", "windows_from_0", "windows_from_5", "whole", cm²/s.
    collective
        Diffusivity of the charge, cm²/s.
    framework_d
        Diffusivity of the framework's atoms, cm²/s; None without framework.
    intercept
        MSD of the straight line at time zero, Å², for figures.
    exponent
        Slope of log MSD against log t in the fit interval: 1 for diffusion, 0 for ions that stay at their sites.
    conductivity
        By Nernst–Einstein; None without temperature.
    diffusive
        Whether D counts as a diffusivity.
    melted
        Whether the framework diffuses too.
    warnings
        One sentence each.
    status
        How the run ended.
    """

    name: str
    source: str
    mobile_species: str
    n_mobile: int
    temperature: float | None
    n_frames: int
    frame_interval: float
    volume: float
    settings: MSDSettings
    time: np.ndarray
    mobile: np.ndarray
    framework: np.ndarray
    mobile_axes: np.ndarray
    species: dict[str, np.ndarray]
    window_time: np.ndarray
    windows: np.ndarray
    window_starts: np.ndarray
    d: Estimate
    d_windows: np.ndarray
    d_axes: tuple[Estimate, Estimate, Estimate]
    alternatives: dict[str, Estimate]
    collective: Estimate
    framework_d: Estimate | None
    intercept: float
    exponent: float
    conductivity: Conductivity | None
    diffusive: bool
    melted: bool
    warnings: tuple[str, ...] = ()
    status: str = "complete"
    provenance: dict[str, Any] = field(default_factory=dict)

    @property
    def n_windows(self) -> int:
        """Number of windows."""
        return len(self.windows)

    @property
    def haven_ratio(self) -> Estimate | None:
        """Tracer over collective diffusivity; None where the latter is not different from zero."""
        tracer, charge = self.d, self.collective
        if charge.sem is None or tracer.sem is None or charge.mean <= SIGNIFICANT * charge.sem or tracer.mean <= 0:
            return None
        ratio = tracer.mean / charge.mean
        error = ratio * float(np.hypot(tracer.sem / tracer.mean, charge.sem / charge.mean))
        return Estimate(ratio, error, min(tracer.n, charge.n))

    def line(self, time: np.ndarray) -> np.ndarray:
        """Return the fitted straight line at some times.

        Parameters
        ----------
        time
            ps.

        Returns
        -------
        numpy.ndarray
            6 D t and the intercept, Å².
        """
        return self.intercept + 6 * self.d.mean / CM2_S_PER_A2_PS * np.asarray(time)

    def to_dict(self) -> dict[str, Any]:
        """Return the numbers as plain values for JSON; null where something is unknown."""
        sigma, haven = self.conductivity, self.haven_ratio
        return {
            "name": self.name,
            "mobile": {"species": self.mobile_species, "n_ions": self.n_mobile},
            "n_frames": self.n_frames,
            "frame_interval_ps": self.frame_interval,
            "temperature_K": self.temperature,
            "settings": asdict(self.settings),
            "n_windows": self.n_windows,
            "D_cm2_s": self.d.to_dict(),
            "sigma_S_cm": sigma.sigma.to_dict() if sigma else None,
            "carriers": {
                "charge_e": sigma.charge if sigma else None,
                "density_cm3": self.n_mobile / self.volume * 1e24,
            },
            "D_windows_cm2_s": self.d_windows.tolist(),
            "D_axes_cm2_s": dict(zip("xyz", (each.to_dict() for each in self.d_axes), strict=True)),
            "D_alternatives_cm2_s": {name: each.to_dict() for name, each in self.alternatives.items()},
            "D_collective_cm2_s": self.collective.to_dict(),
            "haven_ratio": haven.to_dict() if haven else None,
            "D_framework_cm2_s": self.framework_d.to_dict() if self.framework_d else None,
            "exponent": _finite(self.exponent),
            "diffusive": self.diffusive,
            "melted": self.melted,
            "status": self.status,
            "msd": {
                "time_ps": self.time.tolist(),
                "mobile_A2": self.mobile.tolist(),
                "framework_A2": self.framework.tolist(),
            },
            "warnings": list(self.warnings),
        }


def _finite(value: float) -> float | None:
    return float(value) if np.isfinite(value) else None
