"""The summary of a landscape: its numbers for rows, headers and indexes, with their names there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Self

import numpy as np
from numpy.typing import ArrayLike

from pesviz.landscape.descriptors import THRESHOLD_EV

if TYPE_CHECKING:
    from pesviz.landscape.landscape import Landscape
    from pesviz.landscape.percolation import Percolation

ENERGIES: tuple[str, ...] = ("mpe", "e1d", "e2d", "e3d")
"""Fields with an energy, eV, each with a prediction in `NAME_estimate`."""

JSON_NAMES: dict[str, str] = {
    "mpe": "mpe_eV", "e1d": "E_1D_eV", "e2d": "E_2D_eV", "e3d": "E_3D_eV", "limit": "up_to_eV", "xi": "xi",
    "xi_estimate": "xi_estimate", "mpe_estimate": "mpe_estimate_eV", "e1d_estimate": "E_1D_estimate_eV",
    "e2d_estimate": "E_2D_estimate_eV", "e3d_estimate": "E_3D_estimate_eV",
}  # fmt: skip
"""Names of the fields in `Landscape.to_dict`: in `--json`, in result files and in the header of a CSV."""

ESTIMATES: tuple[str, ...] = tuple(name for name in JSON_NAMES if name.endswith("_estimate"))
"""Fields with predictions."""


_SAME_IN_JSON = ("formula", "n_atoms", "s1", "s2", "n_points", "n_evaluated", "smearing")


@dataclass(frozen=True, kw_only=True)
class LandscapeSummary:
    """Numbers of a landscape, by the names of a campaign's columns; None where one is unknown or infinite.

    Parameters
    ----------
    formula, n_atoms, mobile
        Reduced formula, number of atoms and mobile species of the crystal.
    potential, smearing
        Name of the potential; "none" or "paper".
    xi, s1, s2
        Ξ = S₁·S₂ (Eq. 4).
    mpe
        Minimal percolation energy, eV (Eq. 2).
    fv_conn_0p5, fv_disc_0p5
        Free volumes at 0.5 eV (Eq. 3).
    e1d, e2d, e3d
        Energies at which the structure percolates in so many directions, eV.
    limit
        Energy below which the numbers are exact, eV; None where all of them are.
    xi_estimate, mpe_estimate, e1d_estimate, e2d_estimate, e3d_estimate
        Predictions for numbers that are unknown.
    n_points, n_evaluated, seconds
        (ion, grid point) pairs, energies that were computed, wall time (s).
    """

    formula: str
    n_atoms: int
    xi: float | None
    s1: float | None
    s2: float | None
    mpe: float | None
    fv_conn_0p5: float | None
    fv_disc_0p5: float | None
    e1d: float | None
    e2d: float | None
    e3d: float | None
    limit: float | None
    xi_estimate: float | None
    mpe_estimate: float | None
    e1d_estimate: float | None
    e2d_estimate: float | None
    e3d_estimate: float | None
    potential: str
    n_points: int
    n_evaluated: int
    seconds: float
    mobile: str
    smearing: str

    def to_row(self) -> dict[str, Any]:
        """Return the columns of a row."""
        return asdict(self)

    def to_index(self) -> dict[str, Any]:
        """Return the entry of an index of results, such as the gallery's."""
        rounded = {name: getattr(self, name) for name in ("xi", "mpe")}
        return {
            **{JSON_NAMES[name]: None if value is None else round(value, 4) for name, value in rounded.items()},
            "potential": self.potential,
        }

    @property
    def estimates(self) -> dict[str, float]:
        """Predictions by their names in JSON, without those of known numbers."""
        values = {JSON_NAMES[name]: getattr(self, name) for name in ESTIMATES}
        return {name: value for name, value in values.items() if value is not None}

    @property
    def beyond(self) -> dict[str, str]:
        """Text in place of each number that is unknown after an adaptive scan, such as "> 0.6 eV"."""
        if self.limit is None:
            return {}
        texts = {JSON_NAMES[name]: f"> {self.limit:g} eV" for name in ENERGIES if getattr(self, name) is None}
        if self.xi is None:
            texts["xi"] = f"needs the free volumes at {THRESHOLD_EV:g} eV, this scan ended at {self.limit:g} eV"
        return texts

    @classmethod
    def from_landscape(cls, landscape: Landscape) -> Self:
        """Return the summary of a landscape."""
        pes, crystal = landscape.pes, landscape.pes.crystal
        exact = _named(landscape.mpe, landscape.percolation, landscape.xi)
        predicted: dict[str, float | None] = dict.fromkeys(exact)
        if pes.predicted_above is not None:
            predicted = _named(landscape.mpe_estimate, landscape.percolation_estimate, landscape.xi_estimate)
        return cls(
            formula=crystal.formula,
            n_atoms=len(crystal.atoms),
            mobile=crystal.mobile_species,
            potential=str(pes.potential.get("name", "")),
            smearing=landscape.smearing,
            **exact,
            **{f"{name}_estimate": value if exact[name] is None else None for name, value in predicted.items()},
            s1=_finite(landscape.s1),
            s2=_finite(landscape.s2),
            fv_conn_0p5=_finite(landscape.free_volume(THRESHOLD_EV, "connected")),
            fv_disc_0p5=_finite(landscape.free_volume(THRESHOLD_EV, "disconnected")),
            limit=pes.limit,
            n_points=pes.n_points,
            n_evaluated=pes.n_evaluated,
            seconds=landscape.seconds["total"],
        )

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> Self:
        """Return the summary in the plain values of `Landscape.to_dict`, as a result file has them.

        Raises
        ------
        KeyError, TypeError
            They are of something else.
        """
        volumes = values["fv"]
        at = int(np.argmin(np.abs(np.array(volumes["thresholds_eV"]) - THRESHOLD_EV)))
        flat = {**(values.get("percolation") or {}), **values}
        return cls(
            **{name: flat.get(key) for name, key in JSON_NAMES.items()},  # type: ignore[arg-type]
            **{name: values[name] for name in _SAME_IN_JSON},
            fv_conn_0p5=volumes["connected"][at],
            fv_disc_0p5=volumes["disconnected"][at],
            potential=values["potential"].get("name", ""),
            mobile=values["mobile"]["species"],
            seconds=values["seconds"]["total"],
        )


def _named(mpe: float, percolation: Percolation, xi: float) -> dict[str, float | None]:
    values = zip(ENERGIES, (mpe, *percolation.energies), strict=True)
    return {name: None if value is None else _finite(value) for name, value in values} | {"xi": _finite(xi)}


def _finite(value: ArrayLike) -> float | None:
    return float(value) if np.isfinite(value) else None  # type: ignore[arg-type]
