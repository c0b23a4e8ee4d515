"""The result of a scan: one potential energy surface per mobile ion."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any

import numpy as np

from pesviz.errors import GridMismatchError, SettingsError
from pesviz.pes.grid import Grid
from pesviz.structure.crystal import Crystal


@dataclass(frozen=True)
class ScanSettings:
    """Settings of a scan (section 1.1); all of them travel with the result.

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
        Evaluate only what is needed to know the surface below this energy, eV above the minimum; everything by
        default.
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
    max_points: int = 2_000_000
    force: bool = False

    def __post_init__(self) -> None:
        """Refuse values outside their range."""
        if not (np.isfinite(self.r_min) and self.r_min >= 0):
            raise SettingsError(f"R_min = {self.r_min} Å is not possible.", "Give a distance, 1.2 Å by default.")
        if self.grid not in {"paper", "symmetric"}:
            raise SettingsError(f"There is no grid rule {self.grid!r}.", "Choose paper or symmetric.")
        if self.up_to is not None and not (np.isfinite(self.up_to) and self.up_to > 0):
            raise SettingsError(
                f"A scan up to {self.up_to} eV is not possible.", "Give a positive energy, for example 0.6 eV."
            )

    def to_dict(self) -> dict[str, Any]:
        """Return the settings as plain values."""
        return asdict(self)


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
        float32, eV. Masked points have the maximum of the evaluated ones. After an energy-limited scan whatever
        is not below the limit is infinite: "> up_to", never a number.
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
        Sentences about what a careful person should know.
    provenance
        Versions of pesviz and its libraries, machine, date, symmetry operations used, ...
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

    def __post_init__(self) -> None:
        """Refuse fields of the wrong shape."""
        expected = (len(self.crystal.mobile_indices), *self.grid.shape)
        if self.energies.shape != expected or self.masked.shape != expected:
            raise GridMismatchError(
                f"The energies have shape {self.energies.shape} and the mask {self.masked.shape}, not {expected}.",
                "Give one field per mobile ion on the grid.",
            )

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
