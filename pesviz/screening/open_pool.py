"""The pool that the options of a campaign ask for."""

from __future__ import annotations

from pathlib import Path

from pesviz.errors import SettingsError
from pesviz.screening.pools import Pool, ThisProcess


def open_pool(workers: int = 1, scheduler: str | None = None, slurm: Path | str | None = None) -> Pool:
    """Return the pool that a person asked for.

    Parameters
    ----------
    workers
        Processes on this machine; 1 computes in this one.
    scheduler
        Address of a running Dask scheduler, "tcp://host:8786".
    slurm
        YAML file that says how to ask SLURM for workers.

    Raises
    ------
    SettingsError
        More than one of them, or no worker.
    CampaignError
        The scheduler does not answer, or a package is missing.
    """
    if (workers != 1) + (scheduler is not None) + (slurm is not None) > 1:
        raise SettingsError("Workers are asked for in several ways.", "Give one of --workers, --scheduler, --slurm.")
    if workers < 1:
        raise SettingsError(f"{workers} workers are not possible.", "Give 1 or more.")
    if workers == 1 and scheduler is None and slurm is None:
        return ThisProcess()
    from pesviz.screening import dask_pool

    if scheduler is not None:
        return dask_pool.connect(scheduler)
    if slurm is not None:
        return dask_pool.start_on_slurm(Path(slurm))
    return dask_pool.local(workers)
