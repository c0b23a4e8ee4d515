"""Options of a campaign, its entries (structures read), and estimates of their cost."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass, field
from typing import Literal

from pesviz.errors import DisorderError, PesvizError, SettingsError
from pesviz.io.hashes import sha256
from pesviz.landscape.descriptors import THRESHOLD_EV
from pesviz.landscape.free_volume import smearing_offsets
from pesviz.pes.cost import DEFAULT_LIMIT_EV, adaptive_share
from pesviz.pes.result import ScanSettings
from pesviz.potentials.registry import COMPILE_CHOICES
from pesviz.screening.sources import ReadingOptions, Source, crystals
from pesviz.structure.crystal import Crystal

Order = Literal["cost", "atoms", "given"]
SMEARINGS = ("none", "paper")
COMPILE_PAYS = 2e7
"""Work of one worker from which compiling pays, points × atoms. The original M3GNet does about 1e4 a
second on one core and gains 3 to 8 %, so that it regains the half minute of compiling after 6e6
(docs/benchmarks.md)."""


@dataclass(frozen=True)
class CampaignOptions:
    """Options of a campaign.

    Parameters
    ----------
    potentials
        Names; each gives one row for each structure.
    scan
        Settings of the scans; structures above `max_points` are skipped.
    smearing
        "none" or "paper".
    reading
        How structures are read.
    limit
        Largest number of structures, the first ones by `order`.
    max_atoms
        Leave out larger cells.
    order
        "cost" (cheapest first), "atoms" (fewest first) or "given".
    ordered_only
        Leave out partially occupied structures rather than list them as failed.
    retry
        Try failed rows again.
    device
        "auto" or the name of a device, for every worker.
    level_maps
        Store the level maps with the fields: larger files that open faster.
    compile
        Whether workers compile the potential's network: "on", "off", or "auto": where `pays_to_compile` is true.
    at_least
        Stop a structure as soon as its Ξ is below this with 99.9 % confidence, 0 to 1; never by default. Realisations
        of a disordered structure are never stopped: their median needs all of them.
    """

    potentials: tuple[str, ...] = ("auto",)
    scan: ScanSettings = field(default_factory=ScanSettings)
    smearing: str = "none"
    reading: ReadingOptions = field(default_factory=ReadingOptions)
    limit: int | None = None
    max_atoms: int | None = None
    order: Order = "cost"
    ordered_only: bool = False
    retry: bool = False
    device: str = "auto"
    level_maps: bool = False
    compile: str = "auto"
    at_least: float | None = None

    def __post_init__(self) -> None:
        """Refuse values outside their range."""
        if self.smearing not in SMEARINGS:
            raise SettingsError(f"There is no smearing {self.smearing!r}.", "Choose none or paper.")
        if self.order not in {"cost", "atoms", "given"}:
            raise SettingsError(f"There is no order {self.order!r}.", "Choose cost, atoms or given.")
        if self.compile not in COMPILE_CHOICES:
            raise SettingsError(f"compile={self.compile!r} is not possible.", "Choose auto, on or off.")
        if not self.potentials or len(set(self.potentials)) < len(self.potentials):
            raise SettingsError("Potentials must be named, each once.", "Give --potential NAME or NAME,NAME.")
        self._check_race()

    def _check_race(self) -> None:
        """Refuse `at_least` where no scan can decide it."""
        if self.at_least is None:
            return
        if not 0 <= self.at_least <= 1:
            raise SettingsError(
                f"A Ξ of at least {self.at_least:g} is not possible.", "Give a value from 0 to 1, for example 0.25."
            )
        if not self.scan.adaptive:
            raise SettingsError(
                "A scan of everything cannot be stopped early by --at-least.",
                "Give a limit, for example --up-to 0.6, and leave --everything out.",
            )
        needs = THRESHOLD_EV + float(smearing_offsets(self.smearing).max())
        limit = self.scan.first_limit
        if limit < needs - 1e-9:
            raise SettingsError(
                f"--at-least needs every point below {needs:g} eV; the first limit of this scan is {limit:g} eV.",
                f"Raise the limit (--up-to, --at-most) to {needs:g} eV or more.",
            )


@dataclass(frozen=True)
class Entry:
    """A structure read by a campaign.

    Parameters
    ----------
    source_id, origin
        Id, and origin.
    crystals
        One, or the realisations of a disordered structure; none where it cannot be used.
    structures
        Their hashes.
    cost
        Estimated work of all of them, in points × atoms.
    error
        Reason why it cannot be used.
    disordered
        Whether the reason is partial occupancy.
    has_realisations
        Whether the crystals are realisations.
    """

    source_id: str
    origin: str
    crystals: tuple[Crystal, ...] = ()
    structures: tuple[str, ...] = ()
    cost: float = 0.0
    error: str = ""
    disordered: bool = False
    has_realisations: bool = False

    @property
    def n_atoms(self) -> int:
        """Number of atoms of the largest cell."""
        return max((len(c.atoms) for c in self.crystals), default=0)

    @property
    def problem(self) -> str:
        """Key in place of the structure's hash where there is no structure."""
        return "x" + sha256(f"{self.source_id}\0{self.origin}".encode())[:20]


def pays_to_compile(cost: float, workers: int) -> bool:
    """Return whether a campaign is so long that compiling a network in every worker pays.

    Parameters
    ----------
    cost
        Work of the whole campaign with one potential, done or not, in points × atoms: a campaign that continues
        decides in the same way.
    workers
        Number of workers.
    """
    return cost / max(1, workers) >= COMPILE_PAYS


def cost_of(crystal: Crystal, scan: ScanSettings) -> tuple[int, float]:
    """Estimate the work of a scan without a potential: cheap enough for every structure of a campaign.

    Returns
    -------
    n_points
        (ion, point) pairs of the whole grid.
    cost
        Points per symmetry operation, times the share that is usual for the limit, times the atoms.
    """
    from pesviz.pes.plan import scan_grid
    from pesviz.pes.symmetry import grid_operations

    grid = scan_grid(crystal, scan)
    n_points = grid.size * len(crystal.mobile_indices)
    operations = 1
    if scan.symmetry:
        with contextlib.suppress(Exception):  # an estimate must not fail
            operations = max(1, len(grid_operations(crystal.atoms, grid)))
    return n_points, n_points / operations * _usual_share(scan) * len(crystal.atoms)


def _usual_share(scan: ScanSettings) -> float:
    """Share of the points that scans with such a limit evaluate, median of other crystals."""
    if not scan.adaptive:
        return 1.0
    limit = scan.up_to if scan.up_to is not None and scan.until is None else DEFAULT_LIMIT_EV
    return adaptive_share(limit)


def read_entry(source: Source, options: ReadingOptions, scan: ScanSettings) -> Entry:
    """Read a structure and estimate its cost; an error is stored in the entry."""
    try:
        loaded_crystals = crystals(source, options)
        cost = sum(cost_of(crystal, scan)[1] for crystal in loaded_crystals)
        hashes = tuple(crystal.identity() for crystal in loaded_crystals)
        has_realisations = bool(loaded_crystals) and loaded_crystals[0].name != source.source_id
        return Entry(
            source.source_id, source.origin, tuple(loaded_crystals), hashes, cost, has_realisations=has_realisations
        )
    except PesvizError as error:
        return Entry(source.source_id, source.origin, error=str(error), disordered=isinstance(error, DisorderError))
    except Exception as error:  # noqa: BLE001 - one bad structure never stops a campaign
        text = f"{type(error).__name__}: {' '.join(str(error).split())[:300]}"
        return Entry(source.source_id, source.origin, error=text)
