"""Estimated time of a scan, one line at the Run button, from a short job or a known speed."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from pesviz.app.jobs import Job, JobManager, JobSpec, read_json
from pesviz.app.polling import Poll
from pesviz.landscape import Landscape
from pesviz.pes.cost import ADAPTIVE_SHARES, DEFAULT_LIMIT_EV, ScanCost, time_in_words

DELAY_S = 0.6
"""An estimate starts once the options have not changed for so long, s."""
POLL_MS = 300
COST_FILE = "cost.json"
WAITING = "Estimating the time…"


class Speeds:
    """Speed of each potential on this server, as last measured."""

    def __init__(self) -> None:
        self._per_atom: dict[str, float] = {}

    def record(self, potential: str, n_atoms: int, seconds_per_energy: float) -> None:
        """Keep a measured speed."""
        if seconds_per_energy > 0 and n_atoms > 0:
            self._per_atom[potential] = seconds_per_energy / n_atoms

    def seconds_per_energy(self, potential: str, n_atoms: int) -> float | None:
        """Return the expected wall time of one energy, s, in proportion to the atoms; None where nothing is known."""
        speed = self._per_atom.get(potential)
        return None if speed is None else speed * n_atoms

    def cost(self, potential: str, n_atoms: int, n_unique: int) -> ScanCost | None:
        """Return the expected cost of a scan, None where the speed is not known."""
        speed = self.seconds_per_energy(potential, n_atoms)
        if speed is None:
            return None
        everything = speed * n_unique
        return ScanCost(n_unique, everything, everything * ADAPTIVE_SHARES[DEFAULT_LIMIT_EV], adaptive_pays=True)


def n_unique_of(landscape: Landscape) -> int:
    """Return the number of symmetry-unique points of a result's grid, evaluated or not."""
    return int(landscape.pes.provenance.get("adaptive", {}).get("n_unique", landscape.pes.n_evaluated))


def energies_left(landscape: Landscape) -> int:
    """Return how many energies a result lacks to be exact everywhere."""
    return max(0, n_unique_of(landscape) - landscape.pes.n_evaluated)


def cost_sentence(
    cost: ScanCost, up_to: float | None = None, *, everything: bool = False, relax: bool = False
) -> str:
    """Return what a scan will cost, such as "About 6 min; everything: 1.5 h."."""
    whole = time_in_words(cost.seconds_everything)
    adaptive = cost.adaptive_pays and not everything and (up_to is not None or cost.is_long)
    text = f"About {whole}"
    if adaptive:
        shares = list(ADAPTIVE_SHARES), list(ADAPTIVE_SHARES.values())
        ratio = float(np.interp(up_to or DEFAULT_LIMIT_EV, *shares)) / ADAPTIVE_SHARES[DEFAULT_LIMIT_EV]
        text = f"About {time_in_words(cost.seconds_adaptive * ratio)}"
        if time_in_words(cost.seconds_adaptive * ratio) != whole:
            text += f"; everything: {whole}"
    return f"{text}{', after the relaxation' if relax else ''}."


def cost_from(value: dict[str, Any]) -> ScanCost:
    """Return the estimate that a job wrote (`cost.json`)."""
    return ScanCost(
        int(value["n_unique"]), float(value["seconds_everything"]), float(value["seconds_adaptive"]),
        bool(value["adaptive_pays"]),
    )  # fmt: skip


@dataclass(frozen=True)
class _Request:
    spec: JobSpec
    structure: bytes
    due: float


class CostEstimator:
    """Estimates of one session: one at a time, in jobs that are short and never change what is shown.

    Parameters
    ----------
    jobs, session
        The server's queue, and the owner of the jobs.
    speeds
        Takes up each measured speed.
    answer
        Called with the estimate, or with the sentence that says why there is none.
    """

    def __init__(
        self, jobs: JobManager, session: str, speeds: Speeds, answer: Callable[[ScanCost | str], None]
    ) -> None:
        self._jobs, self._session, self._speeds, self._answer = jobs, session, speeds, answer
        self._answers: dict[tuple[JobSpec, bytes], ScanCost | str] = {}
        self._request: _Request | None = None
        self._job: Job | None = None
        self._poll = Poll(self.poll, POLL_MS)

    @property
    def pending(self) -> bool:
        """Whether an answer is still to come."""
        return self._request is not None

    def request(self, spec: JobSpec, structure: bytes) -> None:
        """Ask for an estimate soon, instead of the one asked for before."""
        request = self._request
        if request is not None and (request.spec, request.structure) == (spec, structure):
            return
        self.stop()
        known = self._answers.get((spec, structure))
        if known is not None:
            self._answer(known)
            return
        self._request = _Request(spec, structure, time.monotonic() + DELAY_S)
        self._poll.start()

    def stop(self) -> None:
        """Ask for nothing any more."""
        self._request = None
        self._poll.stop()
        if self._job is not None:
            self._jobs.remove(self._job)
            self._job = None

    def poll(self) -> None:
        """Start what is due, and answer what is done."""
        request, job = self._request, self._job
        if request is None:
            return
        if job is None:
            if time.monotonic() >= request.due:
                self._job = self._jobs.submit(request.spec, request.structure, owner=self._session)
            return
        status = self._jobs.status(job)
        if not status.final:
            return
        value = read_json(job.folder / COST_FILE)
        cost: ScanCost | str = status.problem
        if value is not None:
            cost = cost_from(value)
            measured = cost.seconds_everything / max(1, cost.n_unique)
            self._speeds.record(request.spec.potential, int(value["n_atoms"]), measured)
        self._answers[request.spec, request.structure] = cost
        self.stop()
        self._answer(cost)
