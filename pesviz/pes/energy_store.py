"""Energies that a scan need not evaluate again: chunks on disk, and those of an earlier result."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from pesviz.errors import GridMismatchError
from pesviz.pes.checkpoint import Checkpoint
from pesviz.pes.identity import same_scan, scan_key
from pesviz.pes.plan import ScanPlan
from pesviz.pes.provenance import kinds_of_devices
from pesviz.pes.result import PES
from pesviz.potentials.model import EnergyModel


class EnergyStore:
    """Energies by ion and grid point, and where new ones are kept.

    Parameters
    ----------
    plan, model
        What is scanned, with which potential.
    checkpoint
        Folder of chunks, None for none.
    result
        Result of an earlier scan of the same crystal with the same potential and grid.

    Raises
    ------
    CheckpointError
        The checkpoint belongs to another scan or cannot be written.
    GridMismatchError
        The earlier result is of another crystal, potential or grid.
    """

    def __init__(self, plan: ScanPlan, model: EnergyModel, checkpoint: Path | None, result: PES | None) -> None:
        self._size = plan.grid.size
        self._energies: dict[int, np.ndarray] = {}
        self._earlier: dict[int, np.ndarray] = {}
        self.earlier_limit: float | None = None
        """Energy below which the earlier result is exact, eV; None where there is none."""
        self.chunk_sizes: dict[int, int] = {}
        """Points that are evaluated together, by representative ion."""
        for ion in plan.surfaces:
            atom = plan.crystal.mobile_indices[ion]
            self.chunk_sizes[ion] = max(1, model.chunk_size(plan.crystal.framework(atom)))
        self._checkpoint: Checkpoint | None = None
        self._kinds = kinds_of_devices(model)
        if checkpoint is not None:
            key = scan_key(plan.crystal, model.info, plan.settings)
            self._checkpoint = Checkpoint(checkpoint, key, self.chunk_sizes, self._kinds)
            self.chunk_sizes = self._checkpoint.chunk_sizes
        if self._checkpoint is None or not self._checkpoint.resumed:
            if result is not None:
                self._take_result(plan, model, result)
                self.earlier_limit = result.limit or None
                self._keep_earlier()
            return
        self.earlier_limit = self._checkpoint.earlier_limit()
        for indices, energies in self._checkpoint.earlier():  # not `known`, which the killed scan may have replaced
            self._store(self._earlier, indices, energies)
        for indices, energies in self._checkpoint.energies():
            self._store(self._energies, indices, energies)

    def _store(self, where: dict[int, np.ndarray], indices: np.ndarray, energies: np.ndarray) -> None:
        """Sort energies by ion and point; a file with points that the grid does not have is not ours."""
        ions, points = indices.T
        if len(energies) and (points.min() < 0 or points.max() >= self._size):
            return
        for ion in np.unique(ions).tolist():
            if ion not in where:
                where[ion] = np.full(self._size, np.nan)
            where[ion][points[ions == ion]] = energies[ions == ion]

    def _keep_earlier(self) -> None:
        """Keep the energies of the earlier result in the checkpoint."""
        if self._checkpoint is None:
            return
        parts = [(ion, np.flatnonzero(~np.isnan(energies))) for ion, energies in self._earlier.items()]
        indices = np.concatenate([np.column_stack([np.full(len(points), ion), points]) for ion, points in parts])
        energies = np.concatenate([self._earlier[ion][points] for ion, points in parts])
        self._checkpoint.write_earlier(indices, energies, self.earlier_limit or 0.0)

    def _take_result(self, plan: ScanPlan, model: EnergyModel, result: PES) -> None:
        if not same_scan(result, plan.crystal, model.info, plan.settings):
            raise GridMismatchError(
                "The earlier result is of another crystal, potential or grid.",
                "Scan without it, or with its settings.",
            )
        for ion in plan.surfaces:
            exact = ~result.masked[ion].ravel() & np.isfinite(result.energies[ion].ravel())
            if result.predicted is not None:
                exact &= ~result.predicted[ion].ravel()
            energies = result.energies[ion].ravel().astype(float) + result.minimum_energies[ion]
            self._earlier[ion] = np.where(exact, energies, np.nan)

    @property
    def devices(self) -> list[str]:
        """Kinds of devices that the energies come from, those of a checkpoint's chunks included."""
        return list(self._checkpoint.devices) if self._checkpoint else self._kinds

    def read(self, ion: int, points: np.ndarray) -> np.ndarray:
        """Return the stored energies of points (flat grid indices), NaN where there is none, shape (n,), eV."""
        if ion not in self._energies:
            return np.full(len(points), np.nan)
        return self._energies[ion][points]

    def earlier(self, ion: int, points: np.ndarray) -> np.ndarray:
        """Return the energies of points in an earlier result, NaN where there is none, shape (n,), eV."""
        return self._earlier[ion][points] if ion in self._earlier else np.full(len(points), np.nan)

    def write(self, ion: int, points: np.ndarray, energies: np.ndarray) -> None:
        """Keep evaluated energies.

        Raises
        ------
        CheckpointError
            The disk is full or the folder cannot be written; what was written before is intact.
        """
        if self._checkpoint:
            self._checkpoint.write(np.column_stack([np.full(len(points), ion), points]), energies)

    def flush(self) -> None:
        """Write what waits for the disk.

        Raises
        ------
        CheckpointError
            As in `write`.
        """
        if self._checkpoint:
            self._checkpoint.flush()
