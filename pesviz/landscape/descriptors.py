"""The ranking descriptor Ξ (Eq. 4; docs/method.md, 4.2)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

THRESHOLD_EV = 0.5
"""Energy at which Ξ reads the free volumes, eV."""


@dataclass(frozen=True)
class XiCalibration:
    """The two thresholds of Ξ, tuned by the paper with the original M3GNet.

    Parameters
    ----------
    connected, disconnected
        −log₁₀ of the free volumes at which the factors are one half.
    steepness
        Slope of the logistic functions.
    """

    connected: float = 2.00
    disconnected: float = 1.15
    steepness: float = 10.0


PAPER = XiCalibration()


def xi_factors(connected: float, disconnected: float, calibration: XiCalibration = PAPER) -> tuple[float, float]:
    """Return the two factors of Ξ (Eq. 4).

    Parameters
    ----------
    connected, disconnected
        FV(0.5 eV), dimensionless.
    calibration
        Thresholds.

    Returns
    -------
    s1, s2
        S₁ (connected) and S₂ (disconnected), dimensionless, in [0, 1]; Ξ is their product.
    """
    return (
        _logistic(connected, calibration.connected, calibration.steepness),
        _logistic(disconnected, calibration.disconnected, calibration.steepness),
    )


def _logistic(volume: float, threshold: float, steepness: float) -> float:
    if volume <= 0:
        return 0.0
    return float(1 / (1 + np.exp(-steepness * (threshold + np.log10(volume)))))
