"""Runs of molecular dynamics that the page shows: the example, those of the results folder, those of the session."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from pesviz.app.store import Store, open_result
from pesviz.dynamics import Trajectory, open_trajectory
from pesviz.dynamics.trajectories.layout import FORMAT
from pesviz.errors import PesvizError, TrajectoryError
from pesviz.io.assets import asset
from pesviz.io.hdf5 import has_format
from pesviz.landscape import Landscape
from pesviz.presentation.names import formula_unicode
from pesviz.screening.campaign import CHECKPOINTS
from pesviz.screening.writer import FIELDS
from pesviz.structure import gallery

MOST_FRAMES = 4000
"""Longer runs are thinned for the page, which is to answer at once."""
_AT_KELVIN = re.compile(r"[\s_-]*\d+(\.\d+)?\s*K$")


@dataclass(frozen=True, eq=False)
class System:
    """Runs of one structure with one potential at several temperatures.

    Parameters
    ----------
    key
        Identifies it on the page.
    title
        For headings.
    source
        Of the structure: "gallery:KEY", a file, …
    potential
        Name of the potential; "" for a trajectory of another program.
    origin
        "example", "results" or "session".
    trajectories
        By rising temperature.
    command
        What made the runs, where it is known.
    group
        "selected" or "random", by the folder that the runs lie in.
    """

    key: str
    title: str
    source: str
    potential: str
    origin: str
    trajectories: tuple[Trajectory, ...]
    command: str = ""
    group: str = ""

    @property
    def name(self) -> str:
        """What the structure is called where it came from."""
        return _name(self.trajectories[0])

    @property
    def temperatures(self) -> tuple[float, ...]:
        """Temperatures, K; runs that do not say theirs have none."""
        return tuple(run.temperature for run in self.trajectories if run.temperature is not None)


def scan_of(system: System, store: Store) -> tuple[Landscape, str]:
    """Return the scan of the crystal that runs began with, and its source for the address.

    Raises
    ------
    TrajectoryError
        There is no such scan.
    """
    key = system.source.removeprefix("gallery:")
    if system.source.startswith("gallery:") and store.gallery_path(key).is_file():
        return open_result(store.gallery_path(key)), system.source
    name = store.result_of(system.source)
    if name is not None:
        return open_result(store.result_path(name)), f"result:{name}"
    raise TrajectoryError(
        f"There is no scan of {system.title} to lay the density over.",
        "Scan the same structure into the folder that is served.",
    )


@lru_cache(maxsize=1)
def example() -> tuple[System, ...]:
    """Return the example in assets/; empty where it is not there."""
    folder = asset("dynamics")
    try:
        index = json.loads((folder / "index.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return ()
    systems = []
    for entry in index["systems"]:
        runs = tuple(open_trajectory(folder / name) for name in entry["files"])
        systems.append(
            System(
                f"example-{entry['key']}",
                entry["title"],
                f"gallery:{entry['key']}",
                _potential(runs[0]),
                "example",
                _sorted(runs),
                entry.get("command", ""),
            )
        )
    return tuple(systems)


def systems_in(folder: Path | None) -> tuple[System, ...]:
    """Return the runs below a folder, by structure and potential."""
    if folder is None or not folder.is_dir():
        return ()
    grouped: dict[tuple[str, str, str], list[Trajectory]] = {}
    groups: dict[tuple[str, str, str], str] = {}
    for path in _files_below(folder):
        run = _run_at(path, path.stat().st_mtime_ns)
        if run is None or run.temperature is None:
            continue
        key = (path.parent.relative_to(folder).as_posix(), _name(run), _potential(run))
        grouped.setdefault(key, []).append(run)
        groups[key] = next((part for part in path.relative_to(folder).parts if part in {"selected", "random"}), "")
    return tuple(
        System(
            f"results-{'/'.join(key)}",
            _title(runs[0]),
            runs[0].source,
            key[2],
            "results",
            _sorted(runs),
            group=groups[key],
        )
        for key, runs in grouped.items()
    )


def system_of(paths: Iterable[Path], key: str) -> System:
    """Return the runs that a job wrote."""
    runs = _sorted([_thinned(open_trajectory(path)) for path in paths])
    return System(key, _title(runs[0]), runs[0].source, _potential(runs[0]), "session", runs)


def _files_below(folder: Path) -> Iterator[Path]:
    """Yield the files of runs; not looking into a campaign's fields, which may be many thousands."""
    for where, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if name not in {FIELDS, CHECKPOINTS} and name[0] != ".")
        for name in sorted(files):
            path = Path(where) / name
            if path.suffix == ".h5" and name[0] != "." and is_run(path):
                yield path


def is_run(path: Path) -> bool:
    """Return whether a file holds a run of molecular dynamics."""
    try:
        return _is_run(path, path.stat().st_mtime_ns)
    except OSError:
        return False


@lru_cache(maxsize=16_384)
def _is_run(path: Path, _changed: int) -> bool:
    return has_format(path, FORMAT)


@lru_cache(maxsize=64)
def _run_at(path: Path, _changed: int) -> Trajectory | None:
    try:
        return _thinned(open_trajectory(path, lazy=True))
    except (OSError, PesvizError):
        return None


def _thinned(run: Trajectory) -> Trajectory:
    """Return a run of at most `MOST_FRAMES` frames, in memory."""
    step = -(-run.n_frames // MOST_FRAMES)
    if step > 1:
        note = f"The page takes every {step}th of {run.n_frames:,} frames."
        run = replace(run.every(step), notes=(*run.notes, note))
    return replace(run, positions=run.positions[()] if hasattr(run.positions, "file") else run.positions)


def _sorted(runs: Iterable[Trajectory]) -> tuple[Trajectory, ...]:
    """Return runs by rising temperature; the last of those with the same one."""
    by_temperature = {run.temperature: run for run in runs}
    return tuple(by_temperature[t] for t in sorted(by_temperature, key=lambda t: t or 0.0))


def _potential(run: Trajectory) -> str:
    return str(run.provenance.get("potential", {}).get("name", ""))


def _name(run: Trajectory) -> str:
    return _AT_KELVIN.sub("", run.name) or run.name


def _title(run: Trajectory) -> str:
    key = run.source.removeprefix("gallery:")
    if run.source.startswith("gallery:"):
        for entry in gallery():
            if entry.key == key:
                return entry.title
    name = _name(run)
    return formula_unicode(name) if re.fullmatch(r"([A-Z][a-z]?\d*)+", name) else name
