"""Arrhenius fit: activation energy from diffusivities at several temperatures, with its limits in words.

Weighted least squares of ln D = ln D₀ − E_A / (k_B T), weights (D / δD)². Errors are those that the quoted errors of
D imply; they are not scaled by χ²/df, whose p-value tests whether a straight line describes the points.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from scipy.special import gammaincc

from pesviz.dynamics.analysis.conductivity import Estimate, nernst_einstein_factor
from pesviz.dynamics.analysis.diffusion import Diffusion
from pesviz.errors import TrajectoryError
from pesviz.units import BOLTZMANN_EV_K

ROOM_TEMPERATURE = 300.0
"""K."""
POOR_P = 0.05
"""Below this p-value a straight line does not describe the points."""
FAR_RATIO = 1.5
"""An extrapolation of 1/T by more than this multiple of its range is called far."""


@dataclass(frozen=True)
class ArrheniusPoint:
    """A diffusivity at one temperature.

    Parameters
    ----------
    temperature
        K.
    d
        cm²/s.
    charge, carrier_density
        Of the mobile ions, elementary charges and cm⁻³; a density of zero where it is not known.
    label
        Name of the run.
    excluded
        Reason why it is left out of the fit; empty where it is not.
    """

    temperature: float
    d: Estimate
    charge: float = 1.0
    carrier_density: float = 0.0
    label: str = ""
    excluded: str = ""

    @property
    def sigma(self) -> Estimate | None:
        """Conductivity, S/cm; None where the carriers are not known."""
        if not self.carrier_density:
            return None
        return self.d.times(nernst_einstein_factor(self.charge, self.carrier_density, self.temperature))

    def to_dict(self) -> dict[str, Any]:
        """Return plain values."""
        sigma = self.sigma
        return {
            "label": self.label,
            "temperature_K": self.temperature,
            "D_cm2_s": self.d.to_dict(),
            "sigma_S_cm": sigma.to_dict() if sigma else None,
            "excluded": self.excluded or None,
        }


@dataclass(frozen=True)
class Extrapolation:
    """A positive number known by its logarithm.

    Parameters
    ----------
    mean
        exp of the logarithm's mean.
    low, high
        One standard error of the logarithm below and above.
    log10_sem
        Standard error of the decimal logarithm.
    """

    mean: float
    low: float
    high: float
    log10_sem: float

    def to_dict(self) -> dict[str, float]:
        """Return plain values."""
        return {"mean": self.mean, "low": self.low, "high": self.high, "log10_sem": self.log10_sem}


@dataclass(frozen=True, eq=False)
class ArrheniusFit:
    """Fit of the diffusivities at several temperatures.

    Parameters
    ----------
    points
        All points by rising temperature, those left out with the reason.
    activation_energy
        E_A, eV; None with fewer than two usable temperatures.
    parameters
        (ln D₀, E_A), D₀ in cm²/s, E_A in eV; None as above.
    covariance
        Of the parameters, shape (2, 2); None as above.
    chi2, dof
        Sum of squared residuals in units of the errors, and degrees of freedom.
    p_value
        Probability of a χ² as large by chance; None with fewer than three usable temperatures.
    conclusions
        Conclusions and their limits, one sentence each.
    """

    points: tuple[ArrheniusPoint, ...]
    activation_energy: Estimate | None
    parameters: np.ndarray | None
    covariance: np.ndarray | None
    chi2: float
    dof: int
    p_value: float | None
    conclusions: tuple[str, ...]

    @property
    def used(self) -> tuple[ArrheniusPoint, ...]:
        """Points of the fit: those not excluded."""
        return tuple(point for point in self.points if not point.excluded)

    @property
    def chi2_per_dof(self) -> float | None:
        """χ²/df; None with fewer than three usable temperatures."""
        return self.chi2 / self.dof if self.dof > 0 else None

    def ln_d(self, temperature: np.ndarray | float) -> tuple[np.ndarray, np.ndarray]:
        """Return ln D and its standard error at temperatures: the line and its band.

        Parameters
        ----------
        temperature
            K.

        Returns
        -------
        mean, error
            Of ln(D / (cm²/s)), in the temperatures' shape.

        Raises
        ------
        TrajectoryError
            There is no line.
        """
        if self.parameters is None or self.covariance is None:
            raise TrajectoryError(
                "There is no Arrhenius line.", "Give runs at two or more temperatures that diffuse."
            )
        at = np.asarray(temperature, dtype=float)
        design = np.stack([np.ones_like(at), -1 / (BOLTZMANN_EV_K * at)], axis=-1)
        error = np.sqrt(np.einsum("...i,ij,...j->...", design, self.covariance, design))
        return design @ self.parameters, error

    def diffusivity(self, temperature: float = ROOM_TEMPERATURE) -> Extrapolation | None:
        """Return D at a temperature, cm²/s; None where there is no line.

        Parameters
        ----------
        temperature
            K.
        """
        return self._at(temperature, 1.0)

    def sigma(self, temperature: float = ROOM_TEMPERATURE) -> Extrapolation | None:
        """Return the Nernst–Einstein conductivity at a temperature, S/cm; None where it is not known.

        Parameters
        ----------
        temperature
            K.
        """
        carriers = [point for point in self.used if point.carrier_density]
        if not carriers:
            return None
        density = float(np.mean([point.carrier_density for point in carriers]))
        return self._at(temperature, nernst_einstein_factor(carriers[0].charge, density, temperature))

    def _at(self, temperature: float, factor: float) -> Extrapolation | None:
        if self.parameters is None:
            return None
        mean, error = (float(value) for value in self.ln_d(temperature))
        mean += float(np.log(factor))
        return Extrapolation(
            float(np.exp(mean)), float(np.exp(mean - error)), float(np.exp(mean + error)), error / float(np.log(10))
        )

    def to_dict(self, temperature: float = ROOM_TEMPERATURE) -> dict[str, Any]:
        """Return the numbers as plain values for JSON; null where something cannot be concluded.

        Parameters
        ----------
        temperature
            To extrapolate to, K.
        """
        d, sigma = self.diffusivity(temperature), self.sigma(temperature)
        return {
            "activation_energy_eV": self.activation_energy.to_dict() if self.activation_energy else None,
            "D0_cm2_s": float(np.exp(self.parameters[0])) if self.parameters is not None else None,
            "chi2": self.chi2 if self.parameters is not None else None,
            "dof": self.dof,
            "chi2_per_dof": self.chi2_per_dof,
            "p_value": self.p_value,
            "extrapolation": {
                "temperature_K": temperature,
                "D_cm2_s": d.to_dict() if d else None,
                "sigma_S_cm": sigma.to_dict() if sigma else None,
            },
            "points": [point.to_dict() for point in self.points],
            "conclusions": list(self.conclusions),
        }


def arrhenius_point(result: Diffusion | dict[str, Any], label: str = "") -> ArrheniusPoint:
    """Return the point of an analysis.

    Parameters
    ----------
    result
        An analysis, or the output of `pesviz msd --json`.
    label
        Name of the point; the run's by default.

    Raises
    ------
    TrajectoryError
        The result is no analysis, or its temperature is not known.
    """
    value = result.to_dict() if isinstance(result, Diffusion) else result
    try:
        temperature, d, carriers = value["temperature_K"], value["D_cm2_s"], value.get("carriers") or {}
        if temperature is None:
            raise TrajectoryError(
                f"{label or value.get('name', 'A run')} has no temperature.", "Give --temperature to msd."
            )
        point = ArrheniusPoint(
            temperature=float(temperature),
            d=Estimate(float(d["mean"]), None if d["sem"] is None else float(d["sem"]), int(value["n_windows"])),
            charge=float(carriers.get("charge_e") or 1.0),
            carrier_density=float(carriers.get("density_cm3") or 0.0),
            label=label or str(value.get("name", "")),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise TrajectoryError(
            f"{label or 'The file'} is no result of an MSD analysis ({error}).",
            "Give the output of `pesviz msd --json`.",
        ) from error
    if value.get("melted"):
        return replace(point, excluded="the framework diffuses too")
    if not value.get("diffusive", True):
        return replace(point, excluded="not diffusive")
    return point


def arrhenius(points: Iterable[ArrheniusPoint], *, exclude: Sequence[float] = ()) -> ArrheniusFit:
    """Fit ln D against 1/T.

    Parameters
    ----------
    points
        Diffusivities; those with `excluded` stay in the result but not in the fit.
    exclude
        Temperatures of further points to leave out, K.

    Returns
    -------
    ArrheniusFit
        The fit; with conclusions also where there is no line.
    """
    checked_points = tuple(
        sorted((_with_exclusion(point, exclude) for point in points), key=lambda point: point.temperature)
    )
    fit_points = [point for point in checked_points if not point.excluded]
    temperatures = sorted({point.temperature for point in fit_points})
    if len(temperatures) < 2:
        return ArrheniusFit(
            checked_points, None, None, None, 0.0, 0, None, _no_conclusions(checked_points, temperatures)
        )
    inverse = -1 / (BOLTZMANN_EV_K * np.array([point.temperature for point in fit_points]))
    values = np.array([point.d.mean for point in fit_points])
    errors = np.array([point.d.sem for point in fit_points], dtype=float) / values
    design = np.stack([np.ones_like(inverse), inverse], axis=1) / errors[:, None]
    covariance = np.linalg.inv(design.T @ design)
    parameters = covariance @ design.T @ (np.log(values) / errors)
    chi2 = float(((np.log(values) / errors - design @ parameters) ** 2).sum())
    dof = len(fit_points) - 2
    p_value = float(gammaincc(dof / 2, chi2 / 2)) if dof > 0 else None
    energy = Estimate(float(parameters[1]), float(np.sqrt(covariance[1, 1])), len(fit_points))
    fit = ArrheniusFit(checked_points, energy, parameters, covariance, chi2, dof, p_value, ())
    return replace(fit, conclusions=_conclusions(fit, temperatures))


def _with_exclusion(point: ArrheniusPoint, exclude: Sequence[float]) -> ArrheniusPoint:
    if point.excluded:
        return point
    if any(abs(point.temperature - t) < 0.5 for t in exclude):
        return replace(point, excluded="by hand")
    if not point.d.mean > 0:
        return replace(point, excluded="D is not positive")
    if not point.d.sem:
        return replace(point, excluded="D has no error, so that it cannot be weighted")
    return point


def _no_conclusions(points: Sequence[ArrheniusPoint], temperatures: Sequence[float]) -> tuple[str, ...]:
    if not points:
        return ("There is no diffusivity at any temperature, so that nothing can be concluded.",)
    finding = (
        "No temperature shows diffusion"
        if not temperatures
        else f"Only {temperatures[0]:g} K shows diffusion that can be used"
    )
    left_out = [f"{p.temperature:g} K: {p.excluded}" for p in points if p.excluded]
    return (
        f"{finding}: neither an activation energy nor a conductivity at room temperature can be concluded.",
        *((f"Left out: {'; '.join(left_out)}.",) if left_out else ()),
        "Longer runs or higher temperatures may show diffusion; a conductor shows it within 100 ps at 1000 K.",
    )


def _conclusions(fit: ArrheniusFit, temperatures: Sequence[float]) -> tuple[str, ...]:
    conclusions = []
    left_out = [f"{p.temperature:g} K: {p.excluded}" for p in fit.points if p.excluded]
    if left_out:
        conclusions.append(f"Left out: {'; '.join(left_out)}.")
    if fit.p_value is None:
        conclusions.append(
            "Two temperatures give a line, but cannot show whether diffusion follows it: E_A and its error assume so."
        )
    elif fit.p_value < POOR_P:
        conclusions.append(
            f"A straight line does not describe the points (χ²/df = {fit.chi2_per_dof:.2g}, p = {fit.p_value:.2g}): "
            "the mechanism may change with temperature, or errors are too small; the quoted errors are too small too."
        )
    if fit.activation_energy is not None and fit.activation_energy.mean < 0:
        conclusions.append("D falls with temperature: this is no thermally activated diffusion.")
    if temperatures[0] > ROOM_TEMPERATURE:
        inverse = [1 / t for t in (ROOM_TEMPERATURE, temperatures[0], temperatures[-1])]
        far = (inverse[0] - inverse[1]) / (inverse[1] - inverse[2])
        far_text = "far " if far > FAR_RATIO else ""
        conclusions.append(
            f"300 K lies {far_text}below the lowest temperature used ({temperatures[0]:g} K): the extrapolation "
            "assumes one mechanism and no phase transition in between."
        )
    return tuple(conclusions)
