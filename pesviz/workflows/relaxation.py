"""Relaxation before a scan or a run; the relaxed structure stays on disk, since a checkpoint fits no other."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass, replace
from pathlib import Path

from ase.io.jsonio import decode, encode

from pesviz.io.atomic import write_text
from pesviz.pes.identity import scan_key
from pesviz.pes.result import ScanSettings
from pesviz.potentials.model import EnergyModel
from pesviz.potentials.relaxation import RelaxProgress, relax_steps
from pesviz.structure.crystal import Crystal
from pesviz.workflows import Relaxation
from pesviz.workflows.progress import Progress


@dataclass(frozen=True)
class RelaxedStructure:
    """The file of a relaxed structure, exact to the last bit.

    Parameters
    ----------
    path
        The file; its name holds the hash of what the relaxation depends on.
    """

    path: Path

    @classmethod
    def beside(
        cls, result: Path | None, crystal: Crystal, model: EnergyModel, settings: ScanSettings, relax: Relaxation
    ) -> RelaxedStructure | None:
        """Return the file that belongs to a result (.h5), whether it exists or not; None where nothing is kept."""
        if result is None or relax == "none":
            return None
        key = scan_key(crystal, model.info, settings)[:16]
        return cls(result.with_name(f"{result.stem}.relaxed-{relax}-{key}.json"))

    def read(self, crystal: Crystal) -> Crystal | None:
        """Return the crystal as it was relaxed before; None where there is none."""
        try:
            values = decode(self.path.read_text(encoding="utf-8"))
            return replace(crystal, atoms=values["atoms"], notes=tuple(values["notes"]))
        except (OSError, ValueError, KeyError):
            return None

    def write(self, crystal: Crystal) -> None:
        """Write a relaxed crystal."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        write_text(self.path, encode({"atoms": crystal.atoms.copy(), "notes": list(crystal.notes)}))

    def discard(self) -> None:
        """Delete the file."""
        self.path.unlink(missing_ok=True)


def relaxation_steps(
    crystal: Crystal, model: EnergyModel, relax: Relaxation, file: RelaxedStructure | None = None
) -> Generator[Progress[RelaxProgress], None, Crystal]:
    """Relax a crystal, or take what an earlier run relaxed.

    Parameters
    ----------
    crystal, model
        What is relaxed, with which potential.
    relax
        What is relaxed: nothing, positions, or positions and cell.
    file
        Keeps the relaxed structure; None for nowhere.

    Yields
    ------
    Progress
        Stage "relaxing", after each step.
    """
    if relax == "none":
        return crystal
    if file is not None and (earlier := file.read(crystal)) is not None:
        return earlier
    for step in relax_steps(crystal, model, cell=relax == "cell"):
        yield Progress("relaxing", done=step.step, total=step.max_steps, payload=step)
        crystal = step.crystal
    if file is not None:
        file.write(crystal)
    return crystal
