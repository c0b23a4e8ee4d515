"""The scan: a generator of chunks, coarse points first, that can be stopped and resumed at any chunk."""

from __future__ import annotations

import contextlib
import datetime as dt
import os
import platform
import time
from collections.abc import Callable, Generator, Iterator
from dataclasses import asdict, dataclass, field
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import numpy as np

from pesviz.errors import ScanTooLargeError
from pesviz.pes.checkpoint import Checkpoint, scan_key
from pesviz.pes.plan import STRIDES, ScanPlan, scan_grid
from pesviz.pes.result import PES, ScanSettings
from pesviz.pes.symmetry import TOLERANCE, nearest_distance
from pesviz.potentials.model import EnergyModel
from pesviz.structure.crystal import Crystal

SITE_DISTANCE_A = 0.5
SITE_ENERGY_EV = 0.2
_LIBRARIES = (
    "pesviz", "numpy", "scipy", "ase", "spglib", "numba", "torch", "h5py", "chgnet", "sevenn", "matgl", "pymatgen",
)  # fmt: skip


@dataclass(frozen=True, eq=False)
class ScanProgress:
    """How far a scan is.

    Parameters
    ----------
    done, total
        Symmetry-unique (ion, point) pairs evaluated so far, and in all (an energy-limited scan: as planned so far).
    stage, n_stages
        Number of the stage, from 1: every fourth point along each axis, every second, all.
    seconds, seconds_left
        Wall time so far and still to come, s.
    points_per_second
        Speed so far.
    preview
        Function that returns the whole landscape as known now, unknown points interpolated.
    pes
        The result; None but in the last progress.
    stage_complete
        Whether all points of this stage are known: the preview rests on them alone.
    """

    done: int
    total: int
    stage: int
    n_stages: int
    seconds: float
    seconds_left: float
    points_per_second: float
    preview: Callable[[], PES] = field(repr=False)
    pes: PES | None = field(default=None, repr=False)
    stage_complete: bool = False


def estimate(crystal: Crystal, settings: ScanSettings | None = None) -> tuple[int, int]:
    """Return how large a scan would be, without a potential.

    Parameters
    ----------
    crystal, settings
        Structure and settings.

    Returns
    -------
    n_points
        (ion, point) pairs of the whole grid.
    n_unique
        Symmetry-unique ones that are far enough from the framework; `n_points` where that is above the limit.
    """
    settings = settings or ScanSettings()
    n_points = scan_grid(crystal, settings).size * len(crystal.mobile_indices)
    if n_points > max(settings.max_points, ScanSettings.max_points):
        return n_points, n_points
    return n_points, ScanPlan(crystal, settings).n_unique


def scan_steps(
    crystal: Crystal,
    model: EnergyModel,
    settings: ScanSettings | None = None,
    checkpoint: Path | None = None,
) -> Iterator[ScanProgress]:
    """Scan the potential energy surface of each mobile ion in its frozen framework (section 1.1).

    Parameters
    ----------
    crystal
        The crystal with its mobile ions.
    model
        The potential.
    settings
        Grid, mask, symmetry, limits.
    checkpoint
        Folder that keeps finished chunks; a scan that starts with the chunks of a killed one goes on from there and
        gives the same numbers to the last bit. Whoever has saved the result may delete it.

    Yields
    ------
    ScanProgress
        After each chunk; the last one holds the result. Closing the generator cancels the scan.

    Raises
    ------
    UnknownElementError
        The potential does not cover an element.
    ScanTooLargeError
        The scan has more points than `settings.max_points`.
    CheckpointError
        The checkpoint belongs to another scan or cannot be written.
    """
    settings = settings or ScanSettings()
    model.check_elements(crystal.atoms)
    start = time.perf_counter()
    n_points = scan_grid(crystal, settings).size * len(crystal.mobile_indices)
    if not settings.force and n_points > max(settings.max_points, ScanSettings.max_points):
        raise _too_large(crystal, model, settings, n_points, n_points)
    plan = ScanPlan(crystal, settings)
    if not settings.force and plan.n_unique > settings.max_points:
        raise _too_large(crystal, model, settings, n_points, plan.n_unique)
    try:
        yield from _Scan(plan, model, checkpoint, start).run()
    except BaseException:  # closed, stopped or failed: processes of the potential end with the scan
        model.close()
        raise


class _Scan:
    """One run of a scan."""

    def __init__(self, plan: ScanPlan, model: EnergyModel, checkpoint: Path | None, start: float) -> None:
        self.plan, self.model, self.start = plan, model, start
        crystal, settings = plan.crystal, plan.settings
        self.crystal, self.settings = crystal, settings
        self.frameworks = {n: crystal.framework(crystal.mobile_indices[n]) for n in self.plan.surfaces}
        self.sizes = {n: max(1, model.chunk_size(framework)) for n, framework in self.frameworks.items()}
        self.store = None
        if checkpoint:
            self.store = Checkpoint(checkpoint, scan_key(crystal, model.info, settings), self.sizes, _kinds(model))
            self.sizes = self.store.chunk_sizes
        self.number = int(crystal.atoms.numbers[crystal.mobile_indices[0]])
        self.done = self.fresh = self.chunk = self.stage = 0
        self.known = -1  # the last stage that is complete
        self.total = self.plan.n_unique if settings.up_to is None else 0
        self.busy = 0.0

    def run(self) -> Iterator[ScanProgress]:
        for self.stage in range(len(STRIDES)):
            yield from self._evaluate(self.plan.stage_points(self.stage))
        while (rim := self.plan.rim_points()) and any(len(points) for points in rim.values()):
            yield from self._evaluate(rim)
            if self.plan.widen(rim):
                for stage in range(1, len(STRIDES)):
                    yield from self._evaluate(self.plan.stage_points(stage))
        self.total = self.done
        yield self._progress(self._result())

    def _evaluate(self, wanted: dict[int, np.ndarray]) -> Iterator[ScanProgress]:
        remaining = sum(len(points) for points in wanted.values())
        if self.settings.up_to is not None:
            self.total = self.done + sum(len(points) for points in wanted.values())
        for ion, points in wanted.items():
            size = self.sizes[ion]
            chunks = [points[begin : begin + size] for begin in range(0, len(points), size)]
            with contextlib.closing(self._energies(ion, chunks)) as evaluated:
                for chunk, energies in zip(chunks, evaluated, strict=True):
                    self.plan.surfaces[ion].learn(chunk, energies)
                    self.done += len(chunk)
                    remaining -= len(chunk)
                    if not remaining:
                        self.known = self.stage
                    yield self._progress()

    def _energies(self, ion: int, chunks: list[np.ndarray]) -> Generator[np.ndarray]:
        """Energies of each chunk: from the checkpoint where it has them, else from the potential."""
        first = self.chunk
        self.chunk += len(chunks)
        kept = [self.store.read(first + n, self._key(ion, c)) if self.store else None for n, c in enumerate(chunks)]
        wanted = (self.plan.grid.positions(c) for c, known in zip(chunks, kept, strict=True) if known is None)
        pending = self.total - self.done - sum(len(known) for known in kept if known is not None)
        with contextlib.closing(self.model.stream(self.frameworks[ion], self.number, wanted, pending)) as fresh:
            for n, (points, known) in enumerate(zip(chunks, kept, strict=True)):
                if known is not None:
                    yield known
                    continue
                begin = time.perf_counter()
                energies = np.asarray(next(fresh), dtype=float)
                self.busy += time.perf_counter() - begin
                self.fresh += len(energies)
                if self.store:
                    self.store.write(first + n, self._key(ion, points), energies)
                yield energies

    @staticmethod
    def _key(ion: int, points: np.ndarray) -> np.ndarray:
        return np.column_stack([np.full(len(points), ion), points])

    def _progress(self, pes: PES | None = None) -> ScanProgress:
        rate = self.fresh / self.busy if self.busy > 0 else 0.0
        left = (self.total - self.done) / rate if rate > 0 else 0.0
        seconds = time.perf_counter() - self.start
        return ScanProgress(
            self.done,
            self.total,
            self.stage + 1,
            len(STRIDES),
            seconds,
            left,
            rate,
            self._preview,
            pes,
            stage_complete=self.known == self.stage,
        )

    def _preview(self) -> PES:
        share = 100 * self.done / max(1, self.total)
        return self._pes(STRIDES[max(0, self.known)], (f"A preview from {share:.0f} % of the points.",))

    def _result(self) -> PES:
        return self._pes(1, (*self._site_warnings(), *self._device_warnings(), *self.model.notes))

    def _pes(self, stride: int, warnings: tuple[str, ...]) -> PES:
        energies, minima = self.plan.fields(stride)
        info = asdict(self.model.info)
        info["n_elements"] = len(info.pop("elements"))
        return PES(
            crystal=self.crystal,
            grid=self.plan.grid,
            energies=energies,
            masked=self.plan.masked,
            minimum_energies=minima,
            potential=info,
            settings=self.settings,
            n_evaluated=self.done,
            seconds=time.perf_counter() - self.start,
            warnings=warnings,
            provenance=self._provenance(),
        )

    def _provenance(self) -> dict[str, Any]:
        symmetry = self.plan.symmetry
        return {
            "versions": dict(_versions()),
            "date": dt.datetime.now(dt.UTC).isoformat(timespec="seconds"),
            "machine": _machine(),
            "device": str(getattr(self.model, "device", "cpu")),
            "devices": self._devices(),
            "compiled": self.model.compiled,
            "processes": int(getattr(self.model, "n_processes", 1)),
            "grid": {"rule": self.settings.grid, "shape": list(self.plan.grid.shape)},
            "symmetry_operations": symmetry.n_operations,
            "symmetry_operations_per_unique_ion": list(symmetry.n_framework_operations),
            "symmetry_tolerance_A": TOLERANCE if self.settings.symmetry else 0.0,
            "symmetry_deviation_A": symmetry.deviation,
            "unique_ions": len(self.plan.surfaces),
            "refinement_margin_widened": self.plan.widening,
            "points_saved": self.plan.grid.size * len(self.crystal.mobile_indices) - self.done,
        }

    def _devices(self) -> list[str]:
        """Kinds of devices that the energies come from, those of a checkpoint's chunks included."""
        return list(self.store.devices) if self.store else _kinds(self.model)

    def _device_warnings(self) -> Iterator[str]:
        if len(devices := self._devices()) > 1:
            yield (
                f"Parts of this scan were evaluated on {' and '.join(devices)}, whose energies differ in their last "
                "digits."
            )

    def _site_warnings(self) -> Iterator[str]:
        """Compare the minimum on the grid with the ion's own site; they should agree."""
        for ion, surface in self.plan.surfaces.items():
            atom = self.crystal.mobile_indices[ion]
            site = self.crystal.atoms.positions[atom]
            energies = surface.energies()
            low = np.flatnonzero(energies < np.nanmin(energies) + 1e-3)
            distance = nearest_distance(site[None, :], self.plan.grid, low)
            excess = float(
                self.model.energies(self.frameworks[ion], self.number, site[None, :])[0] - np.nanmin(energies)
            )
            if distance > SITE_DISTANCE_A or abs(excess) > SITE_ENERGY_EV:
                species, sense = self.crystal.mobile_species, "higher" if excess > 0 else "lower"
                yield (
                    f"The lowest point of the grid lies {distance:.2f} Å from the site of {species} {atom}, "
                    f"whose energy is {abs(excess):.2f} eV {sense}: relax the "
                    "structure with this potential, or use a finer grid, before trusting the numbers."
                )


def _kinds(model: EnergyModel) -> list[str]:
    """Kinds of devices that a model evaluates on, such as ["cpu"]; one GPU of a kind is as good as another."""
    compiled = " (compiled)" if model.compiled else ""
    names = str(getattr(model, "device", "cpu")).split(",")
    return list(dict.fromkeys(name.partition(":")[0] + compiled for name in names))


def _too_large(
    crystal: Crystal, model: EnergyModel, settings: ScanSettings, n_points: int, n_unique: int
) -> ScanTooLargeError:
    """Say how long a scan above the limit would take, from a few energies."""
    framework = crystal.framework(crystal.mobile_indices[0])
    number = int(crystal.atoms.numbers[crystal.mobile_indices[0]])
    sample = min(64, max(4, model.chunk_size(framework)))
    positions = np.random.default_rng(0).random((sample, 3)) @ crystal.cell
    model.energies(framework, number, positions[:1])
    begin = time.perf_counter()
    model.energies(framework, number, positions)
    took = _about((time.perf_counter() - begin) / sample * n_unique)
    counted = f"{n_points:,} points"
    if n_unique < n_points:
        counted += f", that is {n_unique:,} symmetry-unique points"
    return ScanTooLargeError(
        f"This scan has {counted} (limit {settings.max_points:,}) and would take about {took} here.",
        "Use the primitive cell, a wider grid spacing or a higher limit of points; --force scans it as it is.",
    )


def _about(seconds: float) -> str:
    """Return an estimated time in the unit that suits it."""
    for unit, length, largest in (("s", 1, 100), ("min", 60, 100), ("h", 3600, 48)):
        if seconds < largest * length:
            return f"{max(1.0, seconds / length):.0f} {unit}"
    return f"{seconds / 86400:,.0f} days"


def _machine() -> dict[str, str | int]:
    return {
        "architecture": platform.machine(),
        "system": f"{platform.system()} {platform.release()}",
        "processor": _processor(),
        "cores": os.cpu_count() or 1,
    }


@cache
def _processor() -> str:
    with contextlib.suppress(OSError):
        for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor()


@cache
def _versions() -> dict[str, str]:
    found = {"python": platform.python_version()}
    for name in _LIBRARIES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            continue
    return found
