"""Where the table's rows come from: a campaign, a folder of result files, or the gallery."""

from __future__ import annotations

import contextlib
import json
from pathlib import Path
from typing import Any, Protocol

import pandas as pd

from pesviz.app.dynamics.runs import is_run
from pesviz.app.rank.beside import with_agreement, with_spread
from pesviz.app.store import RESULT_SUFFIX, Store
from pesviz.errors import ResultReadError
from pesviz.landscape.summary import LandscapeSummary
from pesviz.screening.database import CAMPAIGN, INDEX, ResultsDatabase
from pesviz.screening.keys import COLUMNS, DESCRIPTORS, ESTIMATES
from pesviz.screening.progress import CampaignProgress
from pesviz.screening.ranked import MODELS, read_models

GALLERY = "gallery"
NUMBERS = ("n_atoms", "xi", "s1", "s2", "mpe", "fv_conn_0p5", "fv_disc_0p5", "e1d", "e2d", "e3d", "n_points",
           "n_evaluated", "seconds", "realisation", "up_to", "limit", "xi_below", *ESTIMATES)  # fmt: skip


class Source(Protocol):
    """Rows to rank."""

    title: str
    agreement: str
    """How several potentials agree (HTML); "" where there is one."""

    @property
    def revision(self) -> Any:
        """A cheap value that differs whenever a row came or went."""

    def table(self) -> pd.DataFrame:
        """Return all rows, the highest Ξ first; the index is the row's id."""

    def progress(self) -> CampaignProgress | None:
        """Return how far a campaign is, None where there is none."""

    def file(self, row_id: int) -> Path:
        """Return the result file of a row."""

    def address(self, row_id: int) -> str:
        """Return what brings a row back in the page's address ("result:NAME", "gallery:KEY"), or ""."""


class CampaignSource:
    """The rows of a campaign, followed while it runs.

    Parameters
    ----------
    folder
        Its folder, or its results.db.
    served
        The folder that the server offers, below which addresses name results; None for no addresses.
    """

    def __init__(self, folder: Path, served: Path | None) -> None:
        self._database = ResultsDatabase(folder)
        self._served = served
        self._models = (folder.parent if folder.is_file() else folder) / MODELS
        self._limits: dict[str, float | None] = {}
        self.agreement = ""
        self.title = self._database.title

    @property
    def revision(self) -> Any:
        """A cheap value that differs whenever a row came or went, or a model was applied."""
        return self._database.revision, self._models.stat().st_mtime_ns if self._models.is_file() else 0

    def table(self) -> pd.DataFrame:
        """Return all rows, the highest Ξ first; the index is the row's id."""
        table = self._database.table()
        is_done = table["status"] == "done"
        # Rows from before limits had a column: one limit for all rows of the same settings, numbers above it unknown.
        old = is_done & table["limit"].isna() & table[list(DESCRIPTORS)].isna().any(axis=1)
        for settings, rows in table[old].groupby("settings"):
            if settings not in self._limits:
                summary = self._database.summary(int(rows["id"].iloc[0]))
                self._limits[str(settings)] = (summary.get("settings") or {}).get("up_to")
        limits = table["limit"].where(~old, pd.to_numeric(table["settings"].map(self._limits), errors="coerce"))
        table["up_to"] = pd.to_numeric(limits.where(is_done), errors="coerce")
        table, self.agreement = with_agreement(with_spread(table))
        table = table.join(read_models(self._models.parent), on="id")
        return table.set_index("id", drop=False).rename_axis("row")

    def progress(self) -> CampaignProgress | None:
        """Return how far the campaign is."""
        return self._database.progress()

    def file(self, row_id: int) -> Path:
        """Return the result file of a row."""
        return self._database.field_file(row_id)

    def address(self, row_id: int) -> str:
        """Return what brings a row back in the page's address."""
        with contextlib.suppress(ValueError, ResultReadError):
            if self._served is not None:
                return f"result:{self.file(row_id).relative_to(self._served).as_posix()}"
        return ""


class FilesSource:
    """Result files: their numbers stand in them, no landscape is opened.

    Parameters
    ----------
    title
        What to call them.
    folder
        Folder of the files, or one file.
    gallery
        Whether these are the gallery's.
    """

    def __init__(self, title: str, folder: Path, *, gallery: bool = False) -> None:
        self.title, self._folder, self._gallery = title, folder, gallery
        self.agreement = ""
        self._read: dict[Path, tuple[int, dict[str, Any]]] = {}
        self._ids: dict[int, Path] = {}

    @property
    def revision(self) -> Any:
        """A cheap value that differs whenever a file came, changed or went."""
        return tuple((path.name, path.stat().st_mtime_ns) for path in self._files())

    def _files(self) -> list[Path]:
        if self._folder.is_file():
            return [self._folder]
        paths = sorted(self._folder.rglob(f"*{RESULT_SUFFIX}"))
        paths = [path for path in paths if not path.name.startswith(".") and "checkpoints" not in path.parts]
        inner = {folder for folder in {path.parent.parent for path in paths} if _is_campaign(folder)}
        paths = [path for path in paths if path.parent.parent not in inner]  # campaigns are listed by themselves
        return [path for path in paths if not is_run(path)]  # those are the page Dynamics' business

    def table(self) -> pd.DataFrame:
        """Return one row a file, the highest Ξ first; the index is the row's id."""
        ids = {path: row_id for row_id, path in self._ids.items()}
        rows = []
        for path in self._files():
            row_id = ids.get(path) or max(self._ids, default=0) + 1
            self._ids[row_id] = path
            rows.append({"id": row_id, **self._row(path)})
        frame = pd.DataFrame(rows).reindex(columns=[*COLUMNS, "up_to"])
        for name in frame.columns:
            if name in NUMBERS:
                frame[name] = pd.to_numeric(frame[name], errors="coerce").astype(float)
            elif name != "id":
                frame[name] = frame[name].fillna("").astype(str)
        frame = frame.sort_values("xi", ascending=False, na_position="last", kind="stable")
        return frame.set_index("id", drop=False).rename_axis("row")

    def _row(self, path: Path) -> dict[str, Any]:
        changed = path.stat().st_mtime_ns
        if self._read.get(path, (0, {}))[0] != changed:
            self._read[path] = (changed, row_of_file(path))
        row = dict(self._read[path][1])
        name = path.parent.name if path.stem == "result" else path.stem
        return {"source_id": name, "fields": str(path), **row}

    def progress(self) -> CampaignProgress | None:
        """Files have no campaign."""
        return None

    def file(self, row_id: int) -> Path:
        """Return the result file of a row.

        Raises
        ------
        ResultReadError
            There is no such row.
        """
        if row_id not in self._ids:
            raise ResultReadError(f"There is no row {row_id}.", "Choose another one of the table.")
        return self._ids[row_id]

    def address(self, row_id: int) -> str:
        """Return what brings a row back in the page's address."""
        path = self.file(row_id)
        if self._gallery:
            return f"gallery:{path.stem}"
        return f"result:{path.name if self._folder == path else path.relative_to(self._folder).as_posix()}"


def row_of_file(path: Path) -> dict[str, Any]:
    """Return the columns of a result file from its summary; a file that is none gives a failed row."""
    import h5py

    try:
        with h5py.File(path, "r") as file:
            summary = LandscapeSummary.from_dict(json.loads(file.attrs["summary"]))
            source = str(file.attrs.get("source", ""))
        return summary.to_row() | {"status": "done", "up_to": summary.limit, "source": source}
    except (OSError, KeyError, ValueError, TypeError):
        return {"status": "failed", "error": "This file is no result of pesviz."}


def gallery_source() -> FilesSource:
    """Return the gallery's precomputed results."""
    return FilesSource("Gallery of pesviz", Store.gallery_path("x").parent, gallery=True)


def sources(results: Path | None) -> dict[str, Path]:
    """Return what can be ranked of what a server offers: title → folder; the gallery is not among them."""
    if results is None or not results.exists():
        return {}
    if _is_campaign(results) or results.is_file():
        return {results.stem if results.is_file() and results.name != INDEX else results.name: results}
    inner = {path.name: path for path in sorted(results.iterdir()) if path.is_dir() and _is_campaign(path)}
    loose = next(
        (
            p
            for p in results.rglob(f"*{RESULT_SUFFIX}")
            if not any(f in p.parents for f in inner.values()) and not is_run(p)
        ),
        None,
    )
    return inner | ({results.name: results} if loose else {})


def open_source(folder: Path, served: Path | None) -> Source:
    """Open what `sources` listed."""
    if _is_campaign(folder):
        return CampaignSource(folder, served)
    return FilesSource(folder.name, folder)


def _is_campaign(path: Path) -> bool:
    if path.is_file():
        return path.name == INDEX
    return (path / INDEX).is_file() or (path / CAMPAIGN).is_file()
