"""Reading the results of a campaign, while it runs or after.

    >>> database = ResultsDatabase("campaign")                 # a folder made by `pesviz screen … --out campaign`
    >>> database = ResultsDatabase("postgresql://host/screen") # or a server
    >>> table = database.table()                               # pandas, one row per (structure, settings, potential)
    >>> landscape = database.landscape(7)                      # the row whose `id` is 7, for the 3-D viewer

**Columns of** `table()`: `keys.COLUMNS`, all of them always there (`id, source_id, formula, n_atoms, xi, s1, s2, mpe,
fv_conn_0p5, fv_disc_0p5, e1d, e2d, e3d, limit, xi_estimate, mpe_estimate, e1d_estimate, e2d_estimate, e3d_estimate,
xi_below, potential, status, n_points, n_evaluated, seconds, mobile, smearing, realisation, settings, structure,
source, also, fields, error`), then those of the labels where the campaign has any: `sigma` (S/cm), `sigma_error`,
`upper_bound` (True where σ is only known to lie below `sigma`), `label_temperature` (K) and `group`. Unknown numbers
are NaN, unknown texts "". Numbers are exact; what an adaptive scan predicts above the row's `limit` stands in the
columns `*_estimate` only.

**Several rows of one structure**: `structures()` has one row per structure, settings and potential, with median and
spread over the ordered realisations of a disordered structure. `comparison()` has one row per structure with the Ξ of
each potential, their mean and disagreement; `rank_correlation()` is Spearman's between the potentials.

**Live**: `revision` is a cheap value that differs whenever a row came or went (a `stat` of an SQLite file, one small
query on a server); `watch()` yields when it does; `table()` then reads only what is new. `progress()` is what the
campaign last said of itself. Nothing here ever writes.

**The folder**::

    results.db       ase.db index (SQLite): `ase db results.db "xi>0.25"` answers. Absent where a server has it
    fields/*.h5      one file per row (`pesviz.landscape.layout` has the layout)
    campaign.json    what the campaign was asked for, and the address of its database, without a password
    progress.json    how far it is
    labels.csv       id, formula, sigma, … of known conductivities, where there are any
    checkpoints/     chunks of the scans that are running or were killed
"""

from __future__ import annotations

import contextlib
import json
import sqlite3
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from pesviz.errors import ResultReadError
from pesviz.screening.keys import COLUMNS, NUMBERS, from_pairs
from pesviz.screening.progress import CampaignProgress, read_progress
from pesviz.screening.urls import connect, is_url, without_password

if TYPE_CHECKING:
    from ase import Atoms

    from pesviz.landscape import Landscape

INDEX = "results.db"
CAMPAIGN = "campaign.json"
LABELS = "labels.csv"
LABEL_COLUMNS = ("sigma", "sigma_error", "upper_bound", "label_temperature", "group")
_RANKS = {"done": 0, "stopped": 1}
"""Rows of another status come last."""


class ResultsDatabase:
    """The results of a campaign, read only.

    Parameters
    ----------
    source
        Folder of a campaign, its `results.db`, or the address of a PostgreSQL database.
    folder
        Where the fields are, for an address; by default where the campaign wrote them.

    Raises
    ------
    ResultReadError
        There is no campaign.
    """

    def __init__(self, source: Path | str, folder: Path | str | None = None) -> None:
        self.folder = Path(folder) if folder is not None else None
        if isinstance(source, str) and is_url(source):
            self.address = source
        else:
            path = Path(source)
            self.folder = self.folder or (path.parent if path.is_file() else path)
            self.address = _address_in(self.folder)
        self._db = connect(self.address)
        self._frame = pd.DataFrame(columns=list(COLUMNS))
        self._revision: Any = None
        self._newest = 0.0

    @property
    def title(self) -> str:
        """What to call it: the folder's name, or the address without a password."""
        return self.folder.name if self.folder is not None else without_password(self.address)

    @property
    def revision(self) -> tuple[float, ...]:
        """A value that differs whenever a row came or went; cheap enough to ask for every second."""
        if not is_url(self.address):
            with contextlib.suppress(OSError):
                stat = Path(self.address).stat()
                return (stat.st_mtime_ns, stat.st_size)
            return ()
        return self._rows("SELECT COUNT(*), COALESCE(MAX(mtime), 0) FROM systems")[0]

    def watch(self, interval: float = 1.0) -> Iterator[tuple[float, ...]]:
        """Yield the revision now, and again whenever it changed; for ever.

        Parameters
        ----------
        interval
            Time between two looks, s.
        """
        before: tuple[float, ...] | None = None
        while True:
            now = self.revision
            if now != before:
                before = now
                yield now
            time.sleep(interval)

    def progress(self) -> CampaignProgress | None:
        """Return how far the campaign is, or was when it ended; None where nothing is known."""
        return read_progress(self.folder) if self.folder is not None else None

    def table(self, *, labels: bool = True) -> pd.DataFrame:
        """Return all rows, the highest Ξ first; then rows that were stopped, failed and skipped rows last.

        Returns
        -------
        pandas.DataFrame
            The columns that the module's docstring lists.

        Raises
        ------
        ResultReadError
            The database cannot be read.
        """
        revision = self.revision
        if revision != self._revision:
            self._read_new()
            self._revision = revision
        ranked = self._frame.assign(rank=self._frame["status"].map(_RANKS).fillna(len(_RANKS)))
        ranked = ranked.sort_values(["rank", "xi"], ascending=[True, False], na_position="last", ignore_index=True)
        frame = ranked.drop(columns="rank")
        known_labels = self.labels() if labels else None
        return frame if known_labels is None else frame.join(known_labels, on="source_id")

    def _read_new(self) -> None:
        """Read what was written since; everything where rows went."""
        new = []
        for row_id, mtime, n_atoms, pairs in self._rows(
            "SELECT id, mtime, natoms, key_value_pairs FROM systems WHERE mtime >= ? ORDER BY id", self._newest
        ):
            self._newest = max(self._newest, mtime)
            values = json.loads(pairs) if isinstance(pairs, str) else pairs
            new.append({"id": row_id, "n_atoms": n_atoms, **from_pairs(values)})
        fresh = _typed(pd.DataFrame(new, columns=None if new else list(COLUMNS)))
        others = self._frame[~self._frame["id"].isin(fresh["id"])]
        self._frame = pd.concat([others, fresh], ignore_index=True) if len(others) else fresh
        if self._rows("SELECT COUNT(*) FROM systems")[0][0] != len(self._frame):
            present = {row_id for (row_id,) in self._rows("SELECT id FROM systems")}
            self._frame = self._frame[self._frame["id"].isin(present)].reset_index(drop=True)

    def labels(self) -> pd.DataFrame | None:
        """Return the labels of the campaign by `source_id`, columns `LABEL_COLUMNS`; None where it has none."""
        path = self.folder / LABELS if self.folder is not None else None
        if path is None or not path.is_file():
            return None
        frame = pd.read_csv(path, dtype={"id": str, "group": str}, keep_default_na=True).set_index("id")
        return frame[[name for name in LABEL_COLUMNS if name in frame]]

    def structures(self) -> pd.DataFrame:
        """Return one row per structure, settings and potential: medians and spreads over its realisations.

        Returns
        -------
        pandas.DataFrame
            source_id, formula, potential, settings, n_realisations, the median of each descriptor under its own
            name, its spread as `xi_spread` and so on (half the distance between the 16th and 84th percentiles, a
            Gaussian's standard deviation; NaN for one realisation), then the labels. Done rows only.
        """
        from pesviz.screening.statistics import structures

        return structures(self.table())

    def comparison(self) -> pd.DataFrame:
        """Return one row per structure and settings: the Ξ of each potential, their mean and disagreement.

        Returns
        -------
        pandas.DataFrame
            source_id, formula, `xi NAME` for each potential (medians over realisations), xi_mean, xi_disagreement
            (largest minus smallest), n_potentials.
        """
        from pesviz.screening.statistics import comparison

        return comparison(self.table(labels=False))

    def rank_correlation(self) -> pd.DataFrame:
        """Return Spearman's rank correlation of Ξ between the potentials, over the structures both have."""
        from pesviz.screening.statistics import rank_correlation

        return rank_correlation(self.comparison())

    def landscape(self, row_id: int) -> Landscape:
        """Return the landscape of a row.

        Raises
        ------
        ResultReadError
            There is no such row, it failed, or its fields are not there.
        """
        from pesviz.landscape import open_landscape

        return open_landscape(self.field_file(row_id))

    def field_file(self, row_id: int) -> Path:
        """Return the HDF5 file of a row.

        Raises
        ------
        ResultReadError
            There is no such row, it failed, or its fields are not there.
        """
        pairs, data = self._one(row_id)
        if not pairs.get("fields"):
            why = pairs.get("error") or "the campaign kept no fields"
            raise ResultReadError(f"Row {row_id} has no fields: {why}", "Choose a row that is done.")
        folder = self.folder or Path(str(data.get("folder", ".")))
        return folder / str(pairs["fields"])

    def atoms(self, row_id: int) -> Atoms:
        """Return the crystal of a row as it was scanned."""
        self._one(row_id)
        return self._db.get_atoms(id=int(row_id))

    def summary(self, row_id: int) -> dict[str, Any]:
        """Return what is known of a row beside its columns: landscape numbers, settings, potential, warnings."""
        return self._one(row_id)[1]

    def _one(self, row_id: int) -> tuple[dict[str, Any], dict[str, Any]]:
        try:
            row = self._db.get(id=int(row_id))
        except (KeyError, AssertionError, TypeError, AttributeError):
            raise ResultReadError(
                f"There is no row {row_id} in {self.title}.", "Choose an id of the table."
            ) from None
        return from_pairs(row.key_value_pairs), dict(row.data)

    def _rows(self, statement: str, *values: Any) -> list[tuple[Any, ...]]:
        try:
            with self._db.managed_connection() as connection:
                cursor = connection.cursor()
                cursor.execute(statement, values)
                return list(cursor.fetchall())
        except sqlite3.Error as error:
            raise ResultReadError(
                f"The database {self.address} cannot be read: {error}.", "Check that it is a results.db of pesviz."
            ) from error


def _address_in(folder: Path) -> str:
    """Return where the index of a campaign's folder is."""
    if (folder / INDEX).is_file():
        return str(folder / INDEX)
    with contextlib.suppress(OSError, ValueError):
        address = json.loads((folder / CAMPAIGN).read_text(encoding="utf-8")).get("database")
        if address and is_url(address):
            return str(address)
    raise ResultReadError(
        f"The folder {folder} holds no campaign.", "Run `pesviz screen SOURCE --out FOLDER` first, or name another."
    )


def _typed(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the frame with all columns, numbers as numbers and texts as texts."""
    frame = frame.reindex(columns=list(COLUMNS))
    for name in frame.columns:
        if name in NUMBERS:
            frame[name] = pd.to_numeric(frame[name], errors="coerce").astype(float)
        elif name in {"id", "n_atoms"}:
            frame[name] = frame[name].astype(int)
        else:
            frame[name] = frame[name].fillna("").astype(str)
    return frame
