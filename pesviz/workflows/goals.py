"""When a scan may end: the energy that it is to find is known, or its Ξ cannot reach a value any more."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from pesviz.errors import SettingsError
from pesviz.landscape.descriptors import THRESHOLD_EV, xi_factors
from pesviz.landscape.free_volume import fractions_below, union
from pesviz.landscape.landscape import Landscape
from pesviz.landscape.level_map import centred_level_map, face_minimum
from pesviz.landscape.percolation import percolate_union
from pesviz.pes import PES, ScanSettings


def goal_of(until: str) -> Callable[[PES], float]:
    """Return the energy that a scan is to find, as a function of a landscape with predictions.

    Parameters
    ----------
    until
        "mpe", "1d", "2d" or "3d".

    Returns
    -------
    Callable
        From a PES to an energy, eV; infinite where there is none.

    Raises
    ------
    SettingsError
        It is another word.
    """
    if until == "mpe":
        return lambda pes: min(face_minimum(centred_level_map(e, pes.grid.steps)) for e in pes.energies)
    if until not in {"1d", "2d", "3d"}:
        raise SettingsError(f"There is no energy {until!r} to scan until.", "Choose mpe, 1d, 2d or 3d.")
    number = int(until[0]) - 1

    def percolation_energy(pes: PES) -> float:
        energy = percolate_union(pes, estimate=True).energies[number]
        return np.inf if energy is None else energy

    return percolation_energy


def answers(known: PES, settings: ScanSettings) -> bool:
    """Return whether a result knows all that a scan with these settings would.

    Parameters
    ----------
    known
        Result of the same crystal, potential and grid (`pesviz.pes.identity.same_scan`).
    settings
        What is asked for.
    """
    if known.limit is None or settings.until is None:
        return settings.answered_by(known.limit, None)
    energy = goal_of(settings.until)(known)
    return settings.answered_by(known.limit, energy if energy < known.limit else None)


def may_reach(at_least: float, smearing: str = "none") -> Callable[[PES], bool]:
    """Return whether Ξ of a landscape reaches a value, as a function of the landscape.

    Ξ rises with both free volumes (Eq. 4), and both fall with the energies: where Ξ of an optimistic landscape, its
    predictions lowered, is below the value, that of the true one is.

    Parameters
    ----------
    at_least
        Value of Ξ, 0 to 1.
    smearing
        "none", or "paper" for the free volumes of the released code.
    """

    def reaches(pes: PES) -> bool:
        ordered = np.sort(union(pes.energies), axis=None)
        room = float(fractions_below(ordered, THRESHOLD_EV, smearing))
        s1, s2 = xi_factors(room, room)  # the connected volume is at most the disconnected one
        return s1 * s2 >= at_least and Landscape(pes, smearing).xi_estimate >= at_least

    return reaches
