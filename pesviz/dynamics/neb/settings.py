"""Settings and progress of a relaxed barrier."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any

import numpy as np

from pesviz.dynamics.neb.hop import HopKind
from pesviz.dynamics.neb.result import NEBResult
from pesviz.errors import SettingsError
from pesviz.landscape.lattice import Vector


@dataclass(frozen=True)
class NEBSettings:
    """Settings of a relaxed barrier.

    Parameters
    ----------
    ion
        Number of the mobile ion, 0 … n_ions − 1.
    hop
        "whole": the path from the site to its image. "bottleneck": between the minima around its highest point.
        "neighbour": to the site of the ion that is reached at the lowest energy, on the union of the surfaces.
    direction
        Lattice vector to the image; by default the one that opens first.
    supercell
        Repeats of the unit cell; by default as many as a sphere of `diameter` needs.
    diameter
        Diameter of that sphere, Å (docs/method.md, 6.1).
    images
        Images between the two ends; by default about one every 0.7 Å.
    fmax
        Converged below this force, eV/Å.
    max_steps
        Largest number of steps of each stage.
    spring
        Spring constant between images, eV/Å².
    settle
        Where the energy falls from an end along the band, relax that end again from the lowest image. In a crystal
        that is unstable with this potential it may end in another structure, so this is not the default.
    other_potential
        Accept a potential that is not the scan's.
    """

    ion: int = 0
    hop: HopKind = "whole"
    direction: Vector | None = None
    supercell: tuple[int, int, int] | None = None
    diameter: float = 6.5
    images: int | None = None
    fmax: float = 0.05
    max_steps: int = 300
    spring: float = 0.1
    settle: bool = False
    other_potential: bool = False

    def __post_init__(self) -> None:
        """Refuse values outside their range."""
        if not (self.fmax > 0 and self.max_steps > 0 and self.spring > 0):
            raise SettingsError(
                f"fmax = {self.fmax} eV/Å, {self.max_steps} steps and springs of {self.spring} eV/Å² are impossible.",
                "Give positive numbers.",
            )
        if self.images is not None and not 1 <= self.images <= 99:
            raise SettingsError(f"A band of {self.images} images is not possible.", "Give 1 to 99, for example 7.")

    def to_dict(self) -> dict[str, Any]:
        """Return the settings as plain values."""
        return {key: list(value) if isinstance(value, tuple) else value for key, value in asdict(self).items()}


@dataclass(frozen=True, eq=False)
class NEBProgress:
    """Progress of a relaxed barrier.

    Parameters
    ----------
    stage
        "start", "end", "band" or "climb"; see `STAGES`.
    step, max_steps
        Number of steps of this stage, and their largest number.
    fmax, limit
        Largest force now, and the one below which the stage has converged, eV/Å.
    energies
        Energy of the images above the first one, eV; empty before the band begins.
    seconds
        Wall time so far, s, earlier runs of a resumed one included.
    n_atoms, n_images
        Size of the run, the two ends included.
    place
        One sentence: the end of the hop, and the ions removed for it.
    result
        The result, on the last progress only.
    """

    stage: str
    step: int
    max_steps: int
    fmax: float
    limit: float
    energies: np.ndarray
    seconds: float
    n_atoms: int
    n_images: int
    place: str
    result: NEBResult | None = field(default=None, repr=False)
