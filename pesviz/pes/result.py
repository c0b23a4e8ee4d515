"""The result of a scan: one potential energy surface per mobile ion."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from functools import cached_property
from types import NoneType
from typing import Any, Literal

import numpy as np

from pesviz.errors import GridMismatchError, SettingsError
from pesviz.pes.grid import Grid
from pesviz.structure.crystal import Crystal

FIRST_LIMIT_EV = 0.6
"""Adaptive scans stop here first, eV: Ξ and FV(0.5 eV) are final then, smearing included."""
_SLACK_EV = 1e-9
"""Limits that differ by less are the same."""


@dataclass(frozen=True)
class ScanSettings:
    """Settings of a scan (docs/method.md, 1); all are stored with the result.

    Parameters
    ----------
    spacing
        Largest grid step, Å.
    r_min
        Points closer than this to any framework atom are masked, Å.
    symmetry
        Evaluate only symmetry-unique (ion, point) pairs.
    grid
        "paper": the smallest N_i that keep the spacing. "symmetric": N_i raised until all symmetry operations map
        the grid onto itself.
    up_to
        Evaluate only what is needed to know the surface below this energy, eV above the minimum; the rest is
        predicted. Everything is evaluated by default.
    until
        Raise the limit step by step until this energy is known: "mpe", "1d", "2d" or "3d" (E_1D, E_2D, E_3D of the
        structure). `up_to` is then the first limit, `FIRST_LIMIT_EV` by default.
    at_most
        Highest limit of `until`, eV.
    max_points
        Refuse scans of more (ion, point) pairs than this.
    force
        Scan even above `max_points`.
    """

    spacing: float = 0.25
    r_min: float = 1.2
    symmetry: bool = True
    grid: str = "paper"
    up_to: float | None = None
    until: Literal["mpe", "1d", "2d", "3d"] | None = None
    at_most: float = 3.0
    max_points: int = 2_000_000
    force: bool = False

    def __post_init__(self) -> None:
        """Refuse values outside their range."""
        for name in ("spacing", "r_min", "up_to", "at_most"):
            value = getattr(self, name)
            if not isinstance(value, (int, float, np.number, NoneType)) or isinstance(value, bool):
                raise SettingsError(f"{name} = {value!r} is not a number.", "Give a number, in Å or eV.")
        if not (np.isfinite(self.r_min) and self.r_min >= 0):
            raise SettingsError(f"R_min = {self.r_min} Å is not possible.", "Give a distance, 1.2 Å by default.")
        if self.grid not in {"paper", "symmetric"}:
            raise SettingsError(f"There is no grid rule {self.grid!r}.", "Choose paper or symmetric.")
        if self.up_to is not None and not (np.isfinite(self.up_to) and self.up_to > 0):
            raise SettingsError(
                f"A scan up to {self.up_to} eV is not possible.", "Give a positive energy, for example 0.6 eV."
            )

        if self.until not in {None, "mpe", "1d", "2d", "3d"}:
            raise SettingsError(f"There is no energy {self.until!r} to scan until.", "Choose mpe, 1d, 2d or 3d.")
        if not (np.isfinite(self.at_most) and self.at_most > 0):
            raise SettingsError(
                f"A highest limit of {self.at_most} eV is not possible.", "Give a positive energy, 3 eV by default."
            )

        if self.until is not None and self.up_to is not None and self.up_to > self.at_most:
            raise SettingsError(
                f"The first limit, {self.up_to:g} eV, lies above the highest, {self.at_most:g} eV.",
                "Let the first limit be the lower one.",
            )

    @property
    def adaptive(self) -> bool:
        """Whether the scan evaluates only what a limit needs."""
        return self.up_to is not None or self.until is not None

    @property
    def first_limit(self) -> float:
        """Energy below which an adaptive scan knows every point before it goes on or ends, eV."""
        first = FIRST_LIMIT_EV if self.up_to is None else self.up_to
        return first if self.until is None else min(first, self.at_most)

    def answered_by(self, limit: float | None, energy: float | None) -> bool:
        """Return whether a result says all that a scan with these settings would.

        Parameters
        ----------
        limit
            Energy below which the result is exact, eV; None where all of it is.
        energy
            The energy that `until` names, eV; None where the result does not know it.
        """
        if limit is None:
            return True
        limit += _SLACK_EV
        if self.until is None:
            return self.up_to is not None and limit >= self.up_to
        return limit >= self.at_most or (energy is not None and limit >= self.first_limit)

    def to_dict(self) -> dict[str, Any]:
        """Return the settings as plain values."""
        return asdict(self)

    def identity(self) -> dict[str, Any]:
        """Return the settings that the numbers of a result depend on.

        Limits of size are left out, and so are options added later while they have their default: rows of campaigns
        scanned before these options existed keep their hash.
        """
        values = {k: v for k, v in asdict(self).items() if k not in {"max_points", "force"}}
        if self.until is None:
            del values["until"], values["at_most"]
        return values


@dataclass(frozen=True, eq=False)
class PES:
    """Potential energy surfaces of the mobile ions of one crystal in its frozen framework.

    Parameters
    ----------
    crystal
        The crystal with its mobile ions.
    grid
        The grid, endpoint excluded.
    energies
        Energy of each ion at each point above that ion's own minimum on the grid, shape (n_ions, N_a, N_b, N_c),
        float32, eV. Masked points have the maximum of the others. After an adaptive scan every point below `limit`
        is exact; energies above it are evaluated or predicted (see `predicted`), and no prediction is below it.
    masked
        True where a point is closer than `r_min` to a framework atom and was not evaluated, same shape.
    minimum_energies
        Total energy at each ion's minimum on the grid, shape (n_ions,), eV.
    potential
        Provenance of the potential: name, title, version, xi_note, xi_calibrated, ...
    settings
        Settings of the scan.
    n_evaluated
        Number of energies that were computed.
    seconds
        Wall time of the scan, s.
    warnings
        Sentences about what limits the result.
    provenance
        Versions of pesviz and its libraries, machine, date, symmetry operations used, numbers of an adaptive
        scan (`adaptive`), ...
    predicted
        True where an energy was predicted and not evaluated, shape of the energies; None where none was.
    limit
        Energy below which every point is exact, eV; None where the whole landscape is.
    """

    crystal: Crystal
    grid: Grid
    energies: np.ndarray
    masked: np.ndarray
    minimum_energies: np.ndarray
    potential: dict[str, Any]
    settings: ScanSettings
    n_evaluated: int
    seconds: float
    warnings: tuple[str, ...] = ()
    provenance: dict[str, Any] = field(default_factory=dict)
    predicted: np.ndarray | None = None
    limit: float | None = None

    def __post_init__(self) -> None:
        """Refuse fields of the wrong shape."""
        expected = (len(self.crystal.mobile_indices), *self.grid.shape)
        shapes = {self.energies.shape, self.masked.shape, expected}
        if self.predicted is not None:
            shapes.add(self.predicted.shape)
        if len(shapes) > 1:
            raise GridMismatchError(
                f"The energies have shape {self.energies.shape} and the mask {self.masked.shape}, not {expected}.",
                "Give one field per mobile ion on the grid.",
            )

    @cached_property
    def exact_energies(self) -> np.ndarray:
        """Energies below the limit; infinite at or above it, shape of `energies`, eV."""
        if self.limit is None:
            return self.energies
        return np.where(self.energies < self.limit, self.energies, np.float32(np.inf))

    @cached_property
    def predicted_above(self) -> float | None:
        """Energy from which on energies are partly predicted, eV; None where all are exact or nothing is predicted.

        Results of energy-limited scans before predictions existed are infinite above their limit.
        """
        return self.limit if np.isfinite(self.energies).all() else None

    @property
    def n_ions(self) -> int:
        """Number of mobile ions."""
        return len(self.crystal.mobile_indices)

    @property
    def n_points(self) -> int:
        """Number of (ion, point) pairs of the whole grid."""
        return self.n_ions * self.grid.size

    def minimum_index(self, ion: int) -> tuple[int, int, int]:
        """Grid index of an ion's minimum, the first one in C order.

        Parameters
        ----------
        ion
            Number of the ion, 0 … n_ions − 1.
        """
        i, j, k = np.unravel_index(int(np.argmin(self.energies[ion])), self.grid.shape)
        return int(i), int(j), int(k)
