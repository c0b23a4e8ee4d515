"""A result together with where its ions have been in molecular dynamics, for the explorer to show either."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.ndimage import gaussian_filter

from pesviz.dynamics import DensityComparison, Trajectory, compare, mobile_density
from pesviz.landscape import Landscape
from pesviz.units import BOLTZMANN_EV_K

DENSITY = "density"
"""Name of the field beside "level_map" and "pes"."""
_TOP = 4.0
"""Where no ion has been, eV: the top of the threshold axis."""


@dataclass(frozen=True, eq=False)
class LandscapeWithDensity(Landscape):
    """A landscape with a further field: −k_B T ln(ρ/ρ_max) of the mobile ions' density ρ.

    Parameters
    ----------
    free_energy
        eV, shape (N_a, N_b, N_c), float32.
    comparison
        Of density and landscape.
    temperature
        Of the run, K.
    """

    free_energy: np.ndarray | None = None
    comparison: DensityComparison | None = None
    temperature: float = 0.0

    def field(self, kind: str = "level_map", ion: int | None = None, cells: int = 1) -> np.ndarray:
        """Return a field, as `Landscape.field` does, or the density's; it is of all ions."""
        if kind == DENSITY and self.free_energy is not None:
            return np.tile(self.free_energy, (cells,) * 3)
        return super().field(kind, ion, cells)

    @property
    def words(self) -> str:
        """What is shown and how well it agrees with the level map, one sentence."""
        comparison = self.comparison
        if comparison is None:
            return ""
        return (
            f"Density ρ of the ions at {self.temperature:g} K, as −kT ln ρ/ρmax. "
            f"Rank correlation with the frozen level map {comparison.spearman_level_map:.2f}."
        ).replace("-0", "−0")


def with_density(landscape: Landscape, run: Trajectory) -> LandscapeWithDensity:
    """Return a landscape with the density of a run.

    The density is smoothed by one grid spacing for drawing, since a short run visits each point a few times only; the
    comparison takes it as it is.

    Raises
    ------
    TrajectoryError
        The run is not one of this crystal.
    """
    pes = landscape.pes
    density = mobile_density(run, pes.crystal, pes.grid)
    smooth = gaussian_filter(density.values.astype(float), 1.0, mode="wrap")
    kelvin = run.temperature or 300.0
    with np.errstate(divide="ignore"):
        energy = np.minimum(-BOLTZMANN_EV_K * kelvin * np.log(smooth / smooth.max()), _TOP).astype(np.float32)
    return LandscapeWithDensity(
        pes, landscape.smearing, landscape.level_maps,
        free_energy=energy, comparison=compare(density, landscape), temperature=kelvin,
    )  # fmt: skip
