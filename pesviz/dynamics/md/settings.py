"""Settings of a molecular dynamics run (docs/method.md, 6.1)."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from pesviz.errors import SettingsError


@dataclass(frozen=True)
class MDSettings:
    """Settings of a run; the defaults are the paper's.

    Parameters
    ----------
    temperature
        Of the thermostat, K.
    time
        Production, ps.
    equilibration
        Before production, not in the trajectory, ps.
    timestep
        fs.
    frame_interval
        Between saved frames, ps.
    thermostat_time
        Characteristic time of the Nosé–Hoover chain, fs.
    diameter
        The cell is repeated until it holds a sphere of this diameter, Å.
    seed
        Of the velocities.
    """

    temperature: float
    time: float = 100.0
    equilibration: float = 5.0
    timestep: float = 1.0
    frame_interval: float = 0.02
    thermostat_time: float = 100.0
    diameter: float = 6.5
    seed: int = 0

    def __post_init__(self) -> None:
        """Refuse values outside their range."""
        for name, unit in (("temperature", "K"), ("time", "ps"), ("timestep", "fs"), ("thermostat_time", "fs")):
            value = getattr(self, name)
            if not (np.isfinite(value) and value > 0):
                raise SettingsError(f"A {name} of {value} {unit} is not possible.", "Give a positive number.")
        if not (np.isfinite(self.equilibration) and self.equilibration >= 0):
            raise SettingsError(
                f"An equilibration of {self.equilibration} ps is not possible.", "Give zero or more, 5 ps by default."
            )
        steps = self.frame_interval * 1e3 / self.timestep
        if not (steps > 0.999 and abs(steps - round(steps)) < 1e-6):
            raise SettingsError(
                f"Frames every {self.frame_interval} ps do not fit steps of {self.timestep} fs.",
                "Give a whole number of steps between frames.",
            )
        if self.seed < 0:
            raise SettingsError(f"A seed of {self.seed} is not possible.", "Give zero or a positive whole number.")

    @property
    def steps_per_frame(self) -> int:
        """Steps between saved frames."""
        return round(self.frame_interval * 1e3 / self.timestep)

    @property
    def equilibration_frames(self) -> int:
        """Frame intervals of the equilibration."""
        return int(np.ceil(self.equilibration / self.frame_interval - 1e-9))

    @property
    def production_frames(self) -> int:
        """Frame intervals of the production; its trajectory has one frame more."""
        return max(1, int(np.ceil(self.time / self.frame_interval - 1e-9)))

    def to_dict(self) -> dict[str, Any]:
        """Return the settings as plain values."""
        return asdict(self)
