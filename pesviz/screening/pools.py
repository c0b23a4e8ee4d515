"""Pools that compute jobs: this process, or (`pesviz.screening.dask_pool`) other processes and machines.

A pool takes jobs and yields their outcomes in the order in which they end. It never accesses the database.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Self, TypeVar

from pesviz.screening.jobs import Job, Outcome, Step, run

Item = TypeVar("Item")
Result = TypeVar("Result")


class Pool(ABC):
    """A pool of workers that computes jobs."""

    @property
    def n_workers(self) -> int:
        """Present number of workers."""
        return 1

    @abstractmethod
    def map(self, function: Callable[[Item], Result], items: Sequence[Item]) -> Iterator[Result]:
        """Yield the results of a function in the order of the items."""

    @abstractmethod
    def run(self, jobs: Iterable[Job]) -> Iterator[Step | Outcome | None]:
        """Compute jobs in about the order given.

        Yields
        ------
        Step or Outcome or None
            Steps, and one outcome for each job; None from time to time where nothing happens.
        """

    def close(self) -> None:
        """Stop the workers."""
        return

    def __enter__(self) -> Self:
        """Return the pool."""
        return self

    def __exit__(self, *_: object) -> None:
        """Stop the workers."""
        self.close()


class ThisProcess(Pool):
    """One job after the other, in this process."""

    def map(self, function: Callable[[Item], Result], items: Sequence[Item]) -> Iterator[Result]:
        """Yield the results of a function in the order of the items."""
        return map(function, items)

    def run(self, jobs: Iterable[Job]) -> Iterator[Step | Outcome | None]:
        """Compute jobs in the order given."""
        for job in jobs:
            yield from run(job)
