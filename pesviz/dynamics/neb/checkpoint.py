"""The band on disk while it relaxes: one ASE trajectory, replaced in one step, from which a killed run goes on.

`ase gui FILE` shows it. Each frame is an image with its energy; the momenta are the optimiser's velocities; what else
the run needs is in the first frame's `info["neb"]`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from ase import Atoms
from ase.calculators.singlepoint import SinglePointCalculator

from pesviz.errors import CheckpointError
from pesviz.io.atomic import atomic_file, write_errors
from pesviz.io.hashes import identity
from pesviz.pes.identity import scan_key
from pesviz.pes.result import PES
from pesviz.potentials.model import PotentialInfo

FORMAT = 1
_REMEDY = "Free some space or choose another folder; start again to go on from the last state on disk."


def neb_key(pes: PES, info: PotentialInfo, settings: dict[str, Any]) -> str:
    """Return what a relaxed barrier depends on, as a hash."""
    key = scan_key(pes.crystal, info, pes.settings)
    return identity([FORMAT, key, settings], pes.energies)  # the frozen path follows from the energies


@dataclass(eq=False)
class BandState:
    """Where a run is.

    Parameters
    ----------
    images
        All images, the ends included; before the band begins, the two ends.
    energies
        Of the images, NaN where not known, shape (n_images,), eV.
    velocities
        The optimiser's, shape (n_images, n_atoms, 3), or None before its first step.
    values
        Stage, step, the optimiser's numbers, reports of the stages before, seconds: plain values.
    """

    images: list[Atoms]
    energies: np.ndarray
    velocities: np.ndarray | None
    values: dict[str, Any]


class BandCheckpoint:
    """The file.

    Parameters
    ----------
    path
        Where, ending in .traj.
    key
        `neb_key` of the run.
    """

    def __init__(self, path: Path, key: str) -> None:
        self.path = Path(path)
        self.key = key

    def read(self) -> BandState | None:
        """Return what was kept, None where there is nothing.

        Raises
        ------
        CheckpointError
            The file is of another run, or cannot be read.
        """
        from ase.io.trajectory import Trajectory

        if not self.path.exists():
            return None
        try:
            with Trajectory(str(self.path)) as file:
                images = list(file)
            values = images[0].info["neb"]
            if values["key"] == self.key:
                energies = np.array([a.get_potential_energy() if a.calc else np.nan for a in images])
                velocities = np.array([a.get_momenta() for a in images]) if values["moving"] else None
                for image in images:
                    image.calc = None
                    image.set_momenta(np.zeros((len(image), 3)), apply_constraint=False)
                return BandState(images, energies, velocities, values)
        except Exception as error:
            raise CheckpointError(
                f"The checkpoint {self.path} cannot be read ({type(error).__name__}: {error}).",
                "Delete it to start anew.",
            ) from error
        raise CheckpointError(
            f"The checkpoint {self.path} belongs to a run with another scan, potential or settings.",
            "Name another file with --out, or delete that one to start anew.",
        )

    def write(self, state: BandState) -> None:
        """Keep a state, whole or not at all.

        Raises
        ------
        CheckpointError
            The disk is full or the folder cannot be written; what was kept before is intact.
        """
        from ase.io.trajectory import Trajectory

        with write_errors(CheckpointError, f"The checkpoint {self.path}", _REMEDY):
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with atomic_file(self.path) as part, Trajectory(str(part), "w") as file:
                for frame in self._frames(state):
                    file.write(frame)

    def _frames(self, state: BandState) -> Iterator[Atoms]:
        for number, (image, energy) in enumerate(zip(state.images, state.energies, strict=True)):
            frame = Atoms(image.numbers, image.positions, cell=image.cell, pbc=True)
            if state.velocities is not None:
                frame.set_momenta(state.velocities[number])
            if np.isfinite(energy):
                frame.calc = SinglePointCalculator(frame, energy=float(energy))
            if number == 0:
                moving = state.velocities is not None
                frame.info["neb"] = state.values | {"key": self.key, "moving": moving}
            yield frame

    def discard(self) -> None:
        """Delete the file."""
        self.path.unlink(missing_ok=True)
