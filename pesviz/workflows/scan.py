"""A scan: relax, choose a limit, evaluate energies with a checkpoint, analyse the landscape."""

from __future__ import annotations

from collections.abc import Callable, Generator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal

from ase.calculators.calculator import Calculator

from pesviz.errors import PesvizError, SettingsError
from pesviz.landscape.free_volume import smearing_offsets
from pesviz.landscape.landscape import Landscape
from pesviz.landscape.store import open_landscape
from pesviz.pes import PES, ScanProgress, ScanSettings
from pesviz.pes.checkpoint import Checkpoint
from pesviz.pes.cost import DEFAULT_LIMIT_EV, ScanCost, scan_cost
from pesviz.pes.identity import same_scan, scan_key
from pesviz.potentials.model import EnergyModel
from pesviz.potentials.relaxation import RelaxProgress
from pesviz.structure.crystal import Crystal
from pesviz.workflows import Relaxation
from pesviz.workflows.goals import answers
from pesviz.workflows.landscape_steps import ScanStep, landscape_steps
from pesviz.workflows.progress import Progress, run, translate
from pesviz.workflows.relaxation import RelaxedStructure, relaxation_steps

ScanEvent = Progress[RelaxProgress] | Progress[ScanCost] | Progress[ScanStep]
"""Stages of a scan: "relaxing", "estimating", "scanning", and notes."""


@dataclass(frozen=True, eq=False)
class ScanWorkflow:
    """A scan with everything around it.

    Parameters
    ----------
    crystal, model, settings
        What is scanned, with which potential, how.
    smearing
        "none", or "paper" for the free volumes of the released code.
    relax
        What is relaxed with the potential first.
    limit_long_scans
        Scan up to the default limit where evaluating everything would take long here; settings that have a limit
        stay as they are.
    at_least
        Stop as soon as Ξ is below this with 99.9 % confidence; never by default.
    known
        Earlier result of the same crystal, potential and grid: its energies are not evaluated again.
    result
        File of the result (.h5). An earlier result there is gone on from; the landscape is written there at each
        limit and at the end. Checkpoint and relaxed structure lie beside it until then.
    checkpoint
        Folder of finished chunks; beside `result` by default.
    keep_checkpoint
        Leave the checkpoint to the caller, who saves the result and deletes it then.
    estimates, pictures
        See `landscape_steps`.
    """

    crystal: Crystal
    model: EnergyModel
    settings: ScanSettings = field(default_factory=ScanSettings)
    smearing: str = "none"
    relax: Relaxation = "none"
    limit_long_scans: bool = False
    at_least: float | None = None
    known: PES | None = None
    result: Path | None = None
    checkpoint: Path | None = None
    keep_checkpoint: bool = False
    estimates: bool = True
    pictures: bool = False

    def steps(self) -> Generator[ScanEvent, None, Landscape]:
        """Yield progress; return the landscape. Close the generator to cancel.

        Raises
        ------
        PesvizError
            Whatever a person can mend.
        """
        self.model.check_elements(self.crystal.atoms)
        relaxed = RelaxedStructure.beside(self.result, self.crystal, self.model, self.settings, self.relax)
        crystal = yield from relaxation_steps(self.crystal, self.model, self.relax, relaxed)
        settings = yield from self._limited(crystal)
        known = self.known
        if known is None and (known := self._earlier_result(crystal, settings)) is not None:
            yield Progress("note", f"Going on from the {known.n_evaluated:,} energies of {self.result}.")
            if answers(known, settings):
                yield Progress("note", f"{self.result} answers this: nothing is to be evaluated.")
                return Landscape(known, self.smearing)
        info = self.model.info
        yield Progress("scanning", f"{crystal.name or crystal.formula} with {info.title} {info.version}")
        checkpoint = self.checkpoint
        if checkpoint is None and self.result is not None:
            checkpoint = self.result.with_suffix(".checkpoint")
        steps = landscape_steps(
            crystal, self.model, settings, smearing=self.smearing, checkpoint=checkpoint, known=known,
            at_least=self.at_least, estimates=self.estimates, pictures=self.pictures,
        )  # fmt: skip
        landscape = yield from translate(steps, self._progress)
        if self.result is not None:
            landscape.save(self.result)
        if checkpoint is not None and not self.keep_checkpoint:
            Checkpoint(checkpoint, scan_key(crystal, info, settings), {}).discard()
        if relaxed is not None:
            relaxed.discard()
        return landscape

    def run(self, callback: Callable[[ScanEvent], object] | None = None) -> Landscape:
        """Scan to the end; `callback` gets each progress."""
        return run(self.steps(), callback)

    def _limited(self, crystal: Crystal) -> Generator[Progress[ScanCost], None, ScanSettings]:
        """Return the settings, with the default limit where that was asked for and everything would take long."""
        if not self.limit_long_scans or self.settings.adaptive:
            return self.settings
        yield Progress("estimating")
        cost = scan_cost(crystal, self.model, self.settings)
        yield Progress("estimating", payload=cost)
        return replace(self.settings, up_to=DEFAULT_LIMIT_EV) if cost.is_long else self.settings

    def _earlier_result(self, crystal: Crystal, settings: ScanSettings) -> PES | None:
        """Return the result in the file, where it is of the same scan but for its limit."""
        if self.result is None or not self.result.is_file():
            return None
        try:
            known = open_landscape(self.result).pes
        except PesvizError:
            return None  # it will be replaced
        return known if same_scan(known, crystal, self.model.info, settings) else None

    def _progress(self, step: ScanStep) -> Progress[ScanStep]:
        """Write the landscape where a limit is reached; return the progress."""
        now = step.progress
        if self.result is not None and step.estimate is not None and now.milestone == "limit":
            step.estimate.landscape.save(self.result)
        left = now.seconds_left if now.points_per_second else None
        return Progress("scanning", "", now.done, now.total, now.seconds, left, step)


def scan(
    source: Crystal | str | Path,
    potential: str | EnergyModel | Calculator = "auto",
    *,
    mobile: str | None = None,
    ions: tuple[int, ...] | None = None,
    spacing: float = 0.25,
    r_min: float = 1.2,
    smearing: str = "none",
    symmetry: bool = True,
    grid: str = "paper",
    up_to: float | None = None,
    until: Literal["mpe", "1d", "2d", "3d"] | None = None,
    at_most: float | None = None,
    device: str = "auto",
    workers: int | str = 1,
    checkpoint: Path | None = None,
    force: bool = False,
    progress: Callable[[ScanProgress], None] | None = None,
) -> Landscape:
    """Scan a crystal and analyse its landscape, in one call.

    Parameters
    ----------
    source
        A crystal, or whatever `pesviz.load` reads.
    potential
        Name of a potential, one that is loaded, or an ASE calculator; "auto" takes the paper's where its weights are,
        else CHGNet.
    mobile
        Chemical symbol of the mobile ion where `source` is not a crystal yet; proposed by default.
    ions
        Numbers of the mobile ions to scan; all by default. Free volumes and Ξ are then theirs alone.
    spacing, r_min, symmetry, grid, up_to, until, at_most, force
        See `ScanSettings`.
    smearing
        "none", or "paper" for the free volumes of the released code.
    device, workers
        "auto", "cpu", "cuda" or "mps", or several; number of processes. See `pesviz.potentials.potential`.
    checkpoint
        Folder that keeps finished chunks; deleted when the scan is done.
    progress
        Called after each chunk.

    Raises
    ------
    PesvizError
        Whatever a person can mend.
    """
    from pesviz.potentials import potential as load_potential
    from pesviz.potentials.adapters.ase_calculator import model_of_calculator
    from pesviz.structure import load

    if at_most is not None and until is None:
        raise SettingsError("at_most is the highest limit of `until`.", "Give `until` too, or `up_to` instead.")
    settings = ScanSettings(
        spacing=spacing, r_min=r_min, symmetry=symmetry, grid=grid, up_to=up_to, until=until, force=force,
        at_most=ScanSettings.at_most if at_most is None else at_most,
    )  # fmt: skip
    smearing_offsets(smearing)
    crystal = source if isinstance(source, Crystal) else load(source, mobile=mobile)
    if ions is not None:
        crystal = crystal.with_ions(ions)
    if isinstance(potential, str):
        model = load_potential(potential, device=device, workers=workers)
    else:
        model = potential if isinstance(potential, EnergyModel) else model_of_calculator(potential)

    def report(event: ScanEvent) -> None:
        if progress and isinstance(event.payload, ScanStep):
            progress(event.payload.progress)

    workflow = ScanWorkflow(crystal, model, settings, smearing, checkpoint=checkpoint, estimates=False)
    try:
        return workflow.run(report)
    finally:
        if isinstance(potential, str):
            model.close()
