"""Connected and disconnected free volumes (Eq. 3; docs/method.md, 4.1)."""

from __future__ import annotations

from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

from pesviz.errors import SettingsError

Kind = Literal["connected", "disconnected"]

STANDARD_THRESHOLDS: np.ndarray = np.round(np.concatenate([np.linspace(0.1, 1.0, 10), np.linspace(1.5, 4.0, 6)]), 10)
"""0.1 … 1.0 in steps of 0.1, then 1.5 … 4.0 in steps of 0.5 eV."""

SMEARING_OFFSETS: dict[str, np.ndarray] = {
    "none": np.zeros(1),
    "paper": np.array([-0.04, -0.02, 0.0, 0.02, 0.04]),
}
"""Thresholds around t over which a free volume is averaged, eV: the text's definition, the released code's."""


def smearing_offsets(smearing: str) -> np.ndarray:
    """Return the offsets of a smearing.

    Parameters
    ----------
    smearing
        "none" or "paper".

    Returns
    -------
    numpy.ndarray
        eV.

    Raises
    ------
    SettingsError
        There is no such smearing.
    """
    try:
        return SMEARING_OFFSETS[smearing]
    except KeyError:
        raise SettingsError(f"There is no smearing {smearing!r}.", "Choose paper or none.") from None


def union(fields: np.ndarray) -> np.ndarray:
    """Minimum over the ions: a threshold on it is the logical OR of the ions' indicator functions.

    Parameters
    ----------
    fields
        One field per ion in the common frame, shape (n_ions, …), eV.
    """
    return np.asarray(fields.min(axis=0))


def fractions_below(sorted_values: np.ndarray, thresholds: ArrayLike, smearing: str = "none") -> np.ndarray:
    """Fraction of the points below each threshold.

    Parameters
    ----------
    sorted_values
        All values of a field in ascending order, shape (n,), eV.
    thresholds
        Energies t, eV.
    smearing
        "none", or "paper" for the average over t ± 0.04 eV of the released code.

    Returns
    -------
    numpy.ndarray
        FV(t), dimensionless, shape of the thresholds.
    """
    at = np.asarray(thresholds, dtype=float)[..., None] + smearing_offsets(smearing)
    # The values are float32: comparing in their own precision keeps 0.5 equal to 0.5.
    below = np.searchsorted(sorted_values, at.astype(sorted_values.dtype).ravel(), side="left").reshape(at.shape)
    return np.asarray(below.mean(axis=-1) / sorted_values.size)
