"""The numbers of a row: what a landscape gives, and whether they say all that is asked for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from pesviz.pes.result import ScanSettings
from pesviz.pes.scan import FIRST_LIMIT_EV
from pesviz.screening.keys import LIMIT

if TYPE_CHECKING:
    from pesviz.landscape import Landscape

_SLACK_EV = 1e-9
"""Limits that differ by less are the same."""


def answers(numbers: Mapping[str, Any], scan: ScanSettings) -> bool:
    """Return whether the numbers of a row say all that a scan would.

    Parameters
    ----------
    numbers
        `limit` (absent, None or NaN where everything is known), and for `until` the energy that is asked for.
    scan
        Settings of the scan; beside its limits it is the row's.
    """
    limit = _number(numbers.get(LIMIT))
    if limit is None:
        return True
    if scan.until is None:
        return scan.up_to is not None and limit + _SLACK_EV >= scan.up_to
    if limit + _SLACK_EV >= scan.at_most:
        return True
    energy = _number(numbers.get("mpe" if scan.until == "mpe" else f"e{scan.until}"))
    return energy is not None and limit + _SLACK_EV >= first_limit(scan)


def first_limit(scan: ScanSettings) -> float:
    """Return the energy below which an adaptive scan knows every point before it goes on or ends, eV.

    Parameters
    ----------
    scan
        Settings with a limit.
    """
    first = FIRST_LIMIT_EV if scan.up_to is None else scan.up_to
    return first if scan.until is None else min(first, scan.at_most)


def _number(value: Any) -> float | None:
    return float(value) if value is not None and np.isfinite(value) else None


def numbers_of(landscape: Landscape) -> dict[str, Any]:
    """Return the columns of a landscape: exact numbers, its limit, and predictions for what is above that.

    Parameters
    ----------
    landscape
        The landscape.
    """
    from pesviz.landscape.descriptors import THRESHOLD_EV

    percolation, estimates = landscape.percolation, landscape.estimates
    predicted = {"mpe": "mpe", "e1d": "E_1D", "e2d": "E_2D", "e3d": "E_3D"}
    return {
        "xi": landscape.xi,
        "s1": landscape.s1,
        "s2": landscape.s2,
        "mpe": landscape.mpe,
        "fv_conn_0p5": float(landscape.free_volume(THRESHOLD_EV, "connected")),
        "fv_disc_0p5": float(landscape.free_volume(THRESHOLD_EV, "disconnected")),
        "e1d": percolation.e_1d,
        "e2d": percolation.e_2d,
        "e3d": percolation.e_3d,
        LIMIT: landscape.up_to,
        "xi_estimate": estimates.get("xi_estimate"),
        **{f"{column}_estimate": estimates.get(f"{name}_estimate_eV") for column, name in predicted.items()},
    }
