"""A campaign: reads structures, leaves out known ones, scans the others cheapest first, writes each row at once."""

from __future__ import annotations

import contextlib
import json
import math
import shutil
import time
from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import Any

from pesviz.errors import CampaignError, PesvizError
from pesviz.io.atomic import write_text
from pesviz.io.provenance import current_date
from pesviz.pes.identity import settings_key
from pesviz.potentials.model import PotentialInfo
from pesviz.screening.database import CAMPAIGN
from pesviz.screening.jobs import Job, Outcome, Step, discard_checkpoint, potential_info
from pesviz.screening.keys import LIMIT, XI_BELOW, row_answers
from pesviz.screening.planning import SMEARINGS, CampaignOptions, Entry, pays_to_compile, read_entry
from pesviz.screening.pools import Pool, ThisProcess
from pesviz.screening.progress import CampaignProgress, write_progress
from pesviz.screening.sources import Source
from pesviz.screening.urls import without_password
from pesviz.screening.writer import ResultsWriter, row_key

CHECKPOINTS = "checkpoints"
_REPORT_SECONDS = 0.5
_LEAST_SHARE = 0.01
"""Share of the work before which no time left is estimated: the first scans are short and include loading."""


class Campaign:
    """A campaign in a folder. `run` may be called again, by another process after a kill: it continues.

    Parameters
    ----------
    folder
        Folder of the results; created where it is missing.
    options
        Settings of the campaign.
    database
        "postgresql://…" for an index on a server; results.db in the folder by default.
    arguments
        Command-line arguments, stored in campaign.json.

    Raises
    ------
    CampaignError
        Another campaign is running there, or the folder cannot be written.
    """

    def __init__(
        self, folder: Path, options: CampaignOptions, *, database: str | None = None, arguments: Sequence[str] = ()
    ) -> None:
        self.folder = folder
        self.options = options
        self.left_out: dict[str, int] = {}
        self._writer = ResultsWriter(folder, database)
        self._counts = {"done": 0, "stopped": 0, "failed": 0, "skipped": 0, "reused": 0}
        self._best: tuple[float, str] = (-1.0, "")
        self._running: dict[str, Step] = {}
        self._evaluated = 0
        self._cost_done = self._cost_all = 0.0
        self._costs: dict[str, float] = {}
        self._total = 0
        self._workers = 1
        self._start = self._scan_start = time.monotonic()
        self._state, self._message = "reading", ""
        self._describe(database, arguments)

    def _describe(self, database: str | None, arguments: Sequence[str]) -> None:
        from pesviz import __version__

        description = {
            "pesviz": __version__,
            "asked": [without_password(argument) for argument in arguments],
            "options": _plain(asdict(self.options)),
            "database": without_password(database) if database else None,
            "started": current_date(),
        }
        try:
            write_text(self.folder / CAMPAIGN, json.dumps(description, indent=1, ensure_ascii=False))
        except OSError as error:
            self._writer.close()
            raise CampaignError(
                f"The folder {self.folder} cannot be written ({error.strerror or error}).", "Free some space there."
            ) from error

    def run(self, sources: Sequence[Source], pool: Pool | None = None) -> Iterator[CampaignProgress]:
        """Run the campaign.

        Parameters
        ----------
        sources
            The structures.
        pool
            Pool that computes; this process by default.

        Yields
        ------
        CampaignProgress
            About twice a second, and once at the end. Closing the generator stops the campaign.

        Raises
        ------
        CampaignError
            The disk is full or the database is gone; what was written before is intact.
        PesvizError
            A potential cannot be loaded.
        """
        pool = pool or ThisProcess()
        try:
            infos = [potential_info(name, self.options.device) for name in self.options.potentials]
            entries = yield from self._read(sources, pool)
            jobs = self._plan(entries, infos)
            self._state, self._scan_start = "running", time.monotonic()
            yield self._report(pool)
            yield from self._scan(jobs, pool)
            self._delete_checkpoints()
            self._state = "finished"
        except GeneratorExit:
            self._state = "stopped"
            raise
        except KeyboardInterrupt:
            self._state = "stopped"
            raise
        except PesvizError as error:
            self._state, self._message = "broken", str(error)
            raise
        except BaseException as error:
            self._state, self._message = "broken", f"{type(error).__name__}: {error}"
            raise
        finally:
            self._running.clear()
            last = self._report(pool)
            self._writer.close()
        yield last

    def _read(self, sources: Sequence[Source], pool: Pool) -> Generator[CampaignProgress, None, list[Entry]]:
        """Read the structures, with progress."""
        options = self.options
        self._total = len(sources) * len(options.potentials)
        function: Callable[[Source], Entry] = partial(read_entry, options=options.reading, scan=options.scan)
        entries: list[Entry] = []
        last = 0.0
        for entry in pool.map(function, sources):
            entries.append(entry)
            if time.monotonic() - last > _REPORT_SECONDS:
                last = time.monotonic()
                self._message = f"{len(entries)} of {len(sources)} structures read"
                yield self._report(pool)
        self._message = ""
        return entries

    def _plan(self, entries: Sequence[Entry], infos: Sequence[tuple[str, PotentialInfo]]) -> list[Job]:
        """Choose and sort the structures, and leave out known ones."""
        options = self.options
        usable = [e for e in entries if e.crystals]
        bad = [e for e in entries if not e.crystals]
        if options.ordered_only:
            self.left_out["partially occupied"] = sum(e.disordered for e in bad)
            bad = [e for e in bad if not e.disordered]
        if options.max_atoms is not None:
            small = [e for e in usable if e.n_atoms <= options.max_atoms]
            self.left_out[f"more than {options.max_atoms} atoms"] = len(usable) - len(small)
            usable = small
        if options.order != "given":
            usable.sort(key=lambda e: (e.cost if options.order == "cost" else e.n_atoms, e.cost, e.source_id))
        usable = self._without_repeats(usable)
        if options.limit is not None:
            self.left_out["beyond the limit"] = max(0, len(usable) - options.limit)
            usable = usable[: options.limit]
        for entry in bad:
            self._note_problem(entry)
        for entry in usable:
            if self._writer.known(entry.problem, "") is not None:  # it was corrected since
                self._writer.remove(entry.problem, "")
        choice = options.compile
        cost = sum(entry.cost for entry in usable)
        compile_network = choice == "on" or (choice == "auto" and pays_to_compile(cost, self._workers))
        jobs = [job for entry in usable for job in self._jobs(entry, infos, compile_network=compile_network)]
        self._total = self._n_final + len(jobs)
        self._costs = {job.key: job.cost for job in jobs}
        self._cost_all = sum(self._costs.values())
        return jobs

    @property
    def _n_final(self) -> int:
        """Number of rows that are final."""
        return sum(count for status, count in self._counts.items() if status != "reused")

    def _without_repeats(self, entries: Sequence[Entry]) -> list[Entry]:
        """Return one entry of each structure; store its other names."""
        first: dict[tuple[str, ...], Entry] = {}
        self._other_names: dict[tuple[str, ...], list[str]] = {}
        for entry in entries:
            if entry.structures in first:
                self._other_names.setdefault(entry.structures, []).append(entry.source_id)
            else:
                first[entry.structures] = entry
        repeats = sum(len(names) for names in self._other_names.values())
        if repeats:
            self.left_out["the same structure under another name"] = repeats
        return list(first.values())

    def _note_problem(self, entry: Entry) -> None:
        structure = entry.problem
        row = self._writer.known(structure, "")
        self._counts["failed"] += 1
        if row is not None and row.get("error") == entry.error:
            self._counts["reused"] += 1
        else:
            self._writer.write_problem(entry.source_id, entry.origin, structure, entry.error)

    def _jobs(
        self, entry: Entry, infos: Sequence[tuple[str, PotentialInfo]], *, compile_network: bool
    ) -> Iterator[Job]:
        options = self.options
        names = list(dict.fromkeys([entry.source_id, *self._other_names.get(entry.structures, [])]))
        keys: set[str] = set()
        for name, info in infos:
            settings = settings_key(info, options.scan, options.smearing)
            others = [settings_key(info, options.scan, s) for s in SMEARINGS if s != options.smearing]
            for n, (crystal, structure) in enumerate(zip(entry.crystals, entry.structures, strict=True)):
                if row_key(structure, settings) in keys:  # a realisation that repeats another
                    continue
                keys.add(row_key(structure, settings))
                if self._is_known(structure, settings, names):
                    continue
                best_settings = self._best_known(structure, [settings, *others])
                row_suffices = best_settings is not None and row_answers(
                    self._writer.known(structure, best_settings) or {}, options.scan
                )
                share = entry.cost / len(entry.crystals)
                has_fields = self._writer.fields_of(structure, settings) is not None
                yield Job(
                    key=row_key(structure, settings),
                    crystal=crystal,
                    source_id=entry.source_id,
                    structure=structure,
                    settings=settings,
                    potential=name,
                    scan=options.scan,
                    smearing=options.smearing,
                    cost=0.0 if row_suffices else share,
                    realisation=n + 1 if entry.has_realisations else None,
                    device=options.device,
                    checkpoints=str((self.folder / CHECKPOINTS).resolve()),
                    known=self._file(structure, best_settings),
                    at_least=None if entry.has_realisations or has_fields else options.at_least,
                    level_maps=options.level_maps,
                    also=";".join(names[1:]),
                    compile=compile_network,
                )

    def _best_known(self, structure: str, settings: Sequence[str]) -> str | None:
        """Return the settings of the row of these surfaces with the highest limit, None where none has fields."""
        limits = {
            s: (self._writer.known(structure, s) or {}).get(LIMIT) or math.inf
            for s in settings
            if self._writer.fields_of(structure, s) is not None
        }
        return max(limits, key=limits.__getitem__, default=None)

    def _file(self, structure: str, settings: str | None) -> str:
        path = None if settings is None else self._writer.fields_of(structure, settings)
        return "" if path is None else str(path.resolve())

    def _is_known(self, structure: str, settings: str, names: Sequence[str]) -> bool:
        """Return whether a row needs no more work, and count it."""
        row = self._writer.known(structure, settings)
        if row is None:
            return False
        status = str(row.get("status", ""))
        if status == "failed" and self.options.retry:
            return False
        if status == "done" and not self._suffices(row):
            return False
        if status == "done" and row.get("fields") and self._writer.fields_of(structure, settings) is None:
            return False  # the file was deleted
        if status == "stopped" and (self.options.at_least is None or self.options.at_least < row[XI_BELOW]):
            return False
        if status == "skipped":
            limit = self._writer.summary(structure, settings).get("max_points", 0)
            if self.options.scan.force or self.options.scan.max_points > limit:
                return False
        if len(names) > 1:
            self._writer.also(structure, settings, [name for name in names if name != row.get("source_id")])
        self._counts[status] = self._counts.get(status, 0) + 1
        self._counts["reused"] += 1
        self._compare(row)
        return True

    def _suffices(self, row: dict[str, Any]) -> bool:
        """Return whether a row that is done answers the request, or lies below `at_least`."""
        at_least, xi = self.options.at_least, row.get("xi")
        if at_least is not None and xi is not None and xi < at_least:
            return True
        return row_answers(row, self.options.scan)

    def _compare(self, row: dict[str, Any]) -> None:
        xi = row.get("xi")
        if xi is not None and float(xi) > self._best[0]:
            self._best = (float(xi), str(row.get("source_id", "")))

    def _scan(self, jobs: Sequence[Job], pool: Pool) -> Iterator[CampaignProgress]:
        if jobs:
            with contextlib.suppress(OSError):
                (self.folder / CHECKPOINTS).mkdir(exist_ok=True)
        last = 0.0
        for event in pool.run(jobs):
            if isinstance(event, Step):
                self._running[event.key] = event
                self._evaluated += event.evaluated
            elif isinstance(event, Outcome):
                self._store(event)
            if time.monotonic() - last > _REPORT_SECONDS:
                last = time.monotonic()
                yield self._report(pool)

    def _delete_checkpoints(self) -> None:
        """Delete checkpoints of rows that were written just before a kill."""
        for folder in (self.folder / CHECKPOINTS).glob("s*-p*-*"):
            structure, settings, _ = folder.name.split("-", 2)
            if self._writer.known(structure, settings) is not None:
                shutil.rmtree(folder, ignore_errors=True)

    def _store(self, outcome: Outcome) -> None:
        """Write the outcome of a job, and then delete its checkpoint."""
        if outcome.status == "storage":
            raise CampaignError(
                f"{outcome.error} All rows written so far are intact.",
                "Free some space and start the same command again: it continues.",
            )
        job = outcome.job
        row = self._writer.write(outcome)
        discard_checkpoint(job)
        self._running.pop(job.key, None)
        self._counts[outcome.status] += 1
        self._cost_done += job.cost
        self._compare(row)

    def _report(self, pool: Pool) -> CampaignProgress:
        with contextlib.suppress(CampaignError):  # a scheduler that is gone is reported by `run`
            self._workers = pool.n_workers
        now = time.monotonic()
        counts = self._counts
        elapsed = now - self._scan_start
        left = -1.0
        if self._state == "finished":
            left = 0.0
        elif self._state == "running" and self._cost_all > 0:
            partial_cost = sum(self._costs[key] * step.share for key, step in self._running.items())
            share = (self._cost_done + partial_cost) / self._cost_all
            if share > _LEAST_SHARE:
                left = elapsed * (1 / share - 1)
        progress = CampaignProgress(
            total=max(self._total, self._n_final),
            **counts,
            running=tuple(step.name for step in self._running.values()),
            points_per_second=self._evaluated / elapsed if self._state != "reading" and elapsed > 0 else 0.0,
            seconds=now - self._start,
            seconds_left=left,
            best_xi=self._best[0],
            best=self._best[1],
            workers=self._workers,
            state=self._state,
            message=self._message,
            at_least=self.options.at_least,
            updated=time.time(),
        )
        write_progress(self.folder, progress)
        return progress


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {k: _plain(v) for k, v in value.items()}
    return list(value) if isinstance(value, (tuple, set, frozenset)) else value
