"""The result that people work with: surfaces, level maps, percolation, free volumes and Ξ of one crystal."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import ArrayLike

from pesviz.errors import SettingsError
from pesviz.landscape.descriptors import THRESHOLD_EV, xi_factors
from pesviz.landscape.free_volume import STANDARD_THRESHOLDS, Kind, fractions_below, smearing_offsets, union
from pesviz.landscape.level_map import LevelMaps, level_maps
from pesviz.landscape.percolation import Percolation, percolate_ions, percolate_union
from pesviz.landscape.periodic_field import PeriodicField
from pesviz.landscape.summary import LandscapeSummary
from pesviz.pes import PES

if TYPE_CHECKING:
    from pesviz.landscape.isosurface import Isosurface


@dataclass(frozen=True, eq=False)
class Landscape:
    """The result of a scan: potential energy surfaces of a crystal, and the quantities that follow from them.

    Parameters
    ----------
    pes
        The surfaces, with structure, potential, settings and provenance.
    smearing
        "none", or "paper" for the free volumes of the released code.
    levels
        The level maps where they are known already, as from a file; computed on first use by default.

    Raises
    ------
    SettingsError
        There is no such smearing.
    """

    pes: PES
    smearing: str = "none"
    levels: LevelMaps | None = None

    def __post_init__(self) -> None:
        """Check the smearing."""
        smearing_offsets(self.smearing)

    @cached_property
    def level_maps(self) -> LevelMaps:
        """Level maps of the ions with the energies on their faces."""
        return self.levels or level_maps(self.pes)

    @property
    def level_map(self) -> np.ndarray:
        """LM of each ion in the common frame on the 2×2×2 cell, shape (n_ions, 2N_a, 2N_b, 2N_c), float32, eV.

        Exact below `up_to`; from there on it rests on predicted energies.
        """
        return self.level_maps.values

    @property
    def face_energies(self) -> tuple[float, ...]:
        """MPE of each ion, eV (Eq. 2), an estimate where it is not below `up_to`."""
        return self.level_maps.face_energies

    @cached_property
    def mpe_per_ion(self) -> tuple[float, ...]:
        """Minimal percolation energy of each ion, eV (Eq. 2); infinite where an adaptive scan did not reach it."""
        limit = np.inf if self.up_to is None else self.up_to
        return tuple(e if e < limit else np.inf for e in self.face_energies)

    @property
    def mpe(self) -> float:
        """Minimal percolation energy of the structure, eV: the smallest of its ions'; infinite above `up_to`."""
        return min(self.mpe_per_ion)

    @property
    def mpe_estimate(self) -> float:
        """The MPE, or what the predicted energies give for it where it is not below `up_to`, eV."""
        return min(self.face_energies)

    @property
    def up_to(self) -> float | None:
        """Energy below which the landscape is exact, eV; None where all of it is."""
        return self.pes.limit

    @property
    def warnings(self) -> tuple[str, ...]:
        """Sentences about what limits the result."""
        return self.pes.warnings

    @property
    def seconds(self) -> dict[str, float]:
        """Wall times, s: total, scan, level_map."""
        scan, level_map = self.pes.seconds, self.level_maps.seconds
        return {"total": scan + level_map, "scan": scan, "level_map": level_map}

    @cached_property
    def _sorted_values(self) -> dict[str, np.ndarray]:
        return {
            "connected": np.sort(union(self.level_map), axis=None),
            "disconnected": np.sort(union(self.pes.energies), axis=None),
        }

    def free_volume(self, thresholds: ArrayLike, kind: Kind = "connected") -> np.ndarray:
        """Fraction of the cell where the level map or the surface lies below thresholds (Eq. 3).

        Parameters
        ----------
        thresholds
            Energies t, eV, any shape.
        kind
            "connected": LM < t. "disconnected": E < t. The union over the ions.

        Returns
        -------
        numpy.ndarray
            FV(t), dimensionless, in [0, 1]; NaN above the limit of an adaptive scan.

        Raises
        ------
        SettingsError
            There is no such kind.
        """
        at = np.asarray(thresholds, dtype=float)
        volume = self.free_volume_estimate(at, kind)
        if self.up_to is not None:
            volume = np.where(at + smearing_offsets(self.smearing).max() <= self.up_to + 1e-9, volume, np.nan)
        return volume

    def free_volume_estimate(self, thresholds: ArrayLike, kind: Kind = "connected") -> np.ndarray:
        """Return `free_volume`, above the limit of an adaptive scan from predicted energies."""
        if kind not in self._sorted_values:
            raise SettingsError(f"There is no free volume {kind!r}.", "Choose connected or disconnected.")
        return fractions_below(self._sorted_values[kind], np.asarray(thresholds, dtype=float), self.smearing)

    @cached_property
    def _factors(self) -> tuple[float, float]:
        connected, disconnected = (float(self.free_volume(THRESHOLD_EV, k)) for k in ("connected", "disconnected"))
        if np.isnan(connected):
            return np.nan, np.nan
        return xi_factors(connected, disconnected)

    @property
    def s1(self) -> float:
        """S₁ of Eq. 4, from FV_connected(0.5 eV)."""
        return self._factors[0]

    @property
    def s2(self) -> float:
        """S₂ of Eq. 4, from FV_disconnected(0.5 eV)."""
        return self._factors[1]

    @property
    def xi(self) -> float:
        """Ξ = S₁·S₂ (Eq. 4), in [0, 1]; a relative score with any potential but the original M3GNet."""
        return self.s1 * self.s2

    @cached_property
    def xi_estimate(self) -> float:
        """Ξ, from predicted energies where the scan ended below the energy that it needs."""
        connected = float(self.free_volume_estimate(THRESHOLD_EV, "connected"))
        disconnected = float(self.free_volume_estimate(THRESHOLD_EV, "disconnected"))
        s1, s2 = xi_factors(connected, disconnected)
        return s1 * s2

    @cached_property
    def percolation_per_ion(self) -> tuple[Percolation, ...]:
        """Exact periodic percolation of each ion's surface."""
        return percolate_ions(self.pes)

    @cached_property
    def percolation(self) -> Percolation:
        """Exact periodic percolation of the structure: of the union of its ions' regions, as the free volumes are.

        One ion's region may continue another's, as in a chain of hops between sites; so E_1D ≤ MPE.
        """
        return percolate_union(self.pes)

    @cached_property
    def percolation_estimate(self) -> Percolation:
        """Percolation of the structure, above `up_to` from predicted energies."""
        return self.percolation if self.up_to is None else percolate_union(self.pes, estimate=True)

    @cached_property
    def percolation_estimate_per_ion(self) -> tuple[Percolation, ...]:
        """Percolation of each ion's surface, above `up_to` from predicted energies."""
        return self.percolation_per_ion if self.up_to is None else percolate_ions(self.pes, estimate=True)

    @cached_property
    def summary(self) -> LandscapeSummary:
        """The numbers of a row in a campaign, a table or an index."""
        return LandscapeSummary.from_landscape(self)

    @property
    def estimates(self) -> dict[str, float]:
        """Predicted values of numbers that are unknown after an adaptive scan, by their key with `_estimate`.

        They do not replace exact numbers: print them with "≈".
        """
        return {} if self.pes.predicted_above is None else self.summary.estimates

    def field(self, kind: str = "level_map", ion: int | None = None, cells: int = 1) -> np.ndarray:
        """Return a field to draw or export.

        Parameters
        ----------
        kind
            "level_map" or "pes".
        ion
            Number of the ion; the union (minimum over the ions) by default.
        cells
            1 or 2 cells along each axis. On one cell a level map is the minimum over the eight octants.

        Returns
        -------
        numpy.ndarray
            Endpoint excluded, shape (cells·N_a, cells·N_b, cells·N_c), float32, eV.

        Raises
        ------
        SettingsError
            An argument is out of range.
        """
        if kind not in {"level_map", "pes"} or cells not in {1, 2}:
            raise SettingsError(
                f"There is no field {kind!r} on {cells} cells.", "Choose level_map or pes, 1 or 2 cells."
            )
        if ion is not None and not 0 <= ion < self.pes.n_ions:
            raise SettingsError(
                f"There is no ion {ion}.", f"Choose 0 to {self.pes.n_ions - 1}, or none for the union."
            )
        fields = self.level_map if kind == "level_map" else self.pes.energies
        values = union(fields) if ion is None else fields[ion]
        if kind == "pes":
            return np.tile(values, (2, 2, 2)) if cells == 2 else values
        if cells == 2:
            return values
        n_a, n_b, n_c = self.pes.grid.shape
        return np.asarray(values.reshape(2, n_a, 2, n_b, 2, n_c).min(axis=(0, 2, 4)))

    def periodic_field(self, kind: str = "level_map", ion: int | None = None, cells: int = 1) -> PeriodicField:
        """Return a field with its cell.

        Raises
        ------
        SettingsError
            An argument is out of range.
        """
        return PeriodicField(self.field(kind, ion, cells), self.pes.crystal.cell, cells)

    def isosurface(
        self,
        level: float,
        kind: str = "level_map",
        *,
        ion: int | None = None,
        cells: int = 1,
        closed: bool = False,
    ) -> Isosurface:
        """Contour the level map or the PES at an energy.

        Parameters
        ----------
        level
            Energy, eV.
        kind, ion, cells
            See `field`.
        closed
            Add the faces of the cell where they are below the level, so that the surface encloses a volume.

        Returns
        -------
        Isosurface
            Vertices in Å and triangles; empty where nothing crosses the level.

        Raises
        ------
        SettingsError
            An argument is out of range, or the landscape is not known at the level.
        """
        from pesviz.landscape.isosurface import isosurface

        self.check_threshold(level)
        return isosurface(self.periodic_field(kind, ion, cells), level, closed=closed)

    def to_dict(self) -> dict[str, Any]:
        """Return the numbers as plain values for JSON; null where something is infinite or unknown."""
        pes = self.pes
        percolation = self.percolation.to_dict()
        percolation["ions"] = [p.to_dict() for p in self.percolation_per_ion]
        potential = pes.potential
        return {
            "formula": pes.crystal.formula,
            "n_atoms": len(pes.crystal.atoms),
            "mobile": {"species": pes.crystal.mobile_species, "indices": list(pes.crystal.mobile_indices)},
            "potential": {
                "name": potential.get("name", ""),
                "version": potential.get("version", ""),
                "weights_sha256": potential.get("weights_sha256", ""),
                "xi_calibrated": bool(potential.get("xi_calibrated", False)),
                "xi_note": potential.get("xi_note", ""),
            },
            "grid": {"shape": list(pes.grid.shape), "spacing_A": list(pes.grid.spacing)},
            "n_points": pes.n_points,
            "n_evaluated": pes.n_evaluated,
            "seconds": self.seconds,
            "mpe_eV": self.summary.mpe,
            "mpe_per_ion_eV": [_finite(e) for e in self.mpe_per_ion],
            "fv": {
                "thresholds_eV": STANDARD_THRESHOLDS.tolist(),
                "connected": [_finite(v) for v in self.free_volume(STANDARD_THRESHOLDS, "connected")],
                "disconnected": [_finite(v) for v in self.free_volume(STANDARD_THRESHOLDS, "disconnected")],
                **self._volume_estimates(),
            },
            "xi": self.summary.xi,
            "s1": self.summary.s1,
            "s2": self.summary.s2,
            "smearing": self.smearing,
            "up_to_eV": pes.limit,
            "beyond": self.beyond,
            **self.estimates,
            **({"adaptive": pes.provenance["adaptive"]} if "adaptive" in pes.provenance else {}),
            "percolation": percolation,
            "warnings": list(self.warnings),
            "provenance": dict(pes.provenance),
        }

    def _volume_estimates(self) -> dict[str, list[float | None]]:
        """Return the free volumes above the limit of an adaptive scan; null where they are exact."""
        if self.pes.predicted_above is None:
            return {}
        kinds: tuple[Kind, ...] = ("connected", "disconnected")
        out = {}
        for kind in kinds:
            exact = self.free_volume(STANDARD_THRESHOLDS, kind)
            predicted = self.free_volume_estimate(STANDARD_THRESHOLDS, kind)
            out[f"{kind}_estimate"] = [
                None if np.isfinite(e) else float(p) for e, p in zip(exact, predicted, strict=True)
            ]
        return out

    def check_threshold(self, threshold: float) -> None:
        """Raise where the landscape at a threshold (eV) is neither known nor predicted.

        Raises
        ------
        SettingsError
            The threshold lies above the limit of a scan without predictions.
        """
        if self.up_to is not None and self.pes.predicted_above is None and threshold > self.up_to + 1e-9:
            raise SettingsError(
                f"The landscape at {threshold:g} eV is not known: this scan ended at {self.up_to:g} eV.",
                f"Choose a threshold of at most {self.up_to:g} eV, or scan the structure again.",
            )

    @property
    def beyond(self) -> dict[str, str]:
        """Text in place of each number that is unknown after an adaptive scan, such as "> 0.6 eV"."""
        return self.summary.beyond

    def save(self, path: Path | str, *, level_map: bool = True, compressed: bool = True) -> Path:
        """Write the result as HDF5, atomically; see `pesviz.landscape.layout`.

        Parameters
        ----------
        path
            The file, ending in .h5.
        level_map
            Write the level maps too; without them the file is smaller, and opening it computes them again.
        compressed
            Compress the fields.
        """
        from pesviz.landscape.layout import save_landscape

        return save_landscape(self, Path(path), level_map=level_map, compressed=compressed)


def _finite(value: float) -> float | None:
    return float(value) if np.isfinite(value) else None
