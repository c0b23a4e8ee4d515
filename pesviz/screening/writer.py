"""Writing the results: one process, one transaction for each row, fields first.

The order makes a kill at any moment harmless: the file of the fields appears whole under its name, then the row that
names it is committed, then the scan's checkpoint goes.
"""

from __future__ import annotations

import contextlib
import errno
import sqlite3
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from ase import Atoms
from ase.db.sqlite import all_tables
from filelock import FileLock, Timeout

from pesviz.errors import CampaignError
from pesviz.io.atomic import delete_temporary_files, write_bytes
from pesviz.screening.database import INDEX
from pesviz.screening.jobs import Outcome
from pesviz.screening.keys import from_pairs, to_pairs
from pesviz.screening.urls import connect, is_url, without_password

FIELDS = "fields"
_FREE_SPACE = "Free some space and start the same command again: it goes on where it was."


class ResultsWriter:
    """The one writer of a campaign's results.

    Parameters
    ----------
    folder
        Folder of the campaign; made if need be.
    address
        "postgresql://…" for a server; an SQLite file in the folder by default.

    Raises
    ------
    CampaignError
        Another campaign writes here, or the folder cannot be made.
    """

    def __init__(self, folder: Path, address: str | None = None) -> None:
        self.folder = folder
        try:
            (folder / FIELDS).mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise _unwritable(folder, error) from error
        self._lock = FileLock(folder / ".campaign.lock")
        try:
            self._lock.acquire(timeout=0)
        except Timeout:
            raise CampaignError(
                f"Another campaign is running in {folder}.", "Wait for it, stop it, or choose another folder."
            ) from None
        delete_temporary_files(folder / FIELDS)
        self.address = address or str(folder / INDEX)
        self._db = connect(self.address)
        self._ids: dict[str, int] = {}
        self._rows: dict[str, dict[str, Any]] = {}
        with self._transaction():
            pass  # a file that is no database, or a disk that is full, says so now
        for row_id, pairs in self._read():
            self._remember(row_id, pairs)

    def _read(self) -> list[tuple[int, dict[str, Any]]]:
        import json

        with self._transaction() as database, database.managed_connection() as connection:
            cursor = connection.cursor()
            cursor.execute("SELECT id, key_value_pairs FROM systems")
            rows = list(cursor.fetchall())
        return [(i, from_pairs(json.loads(p) if isinstance(p, str) else p)) for i, p in rows]

    def _remember(self, row_id: int, columns: dict[str, Any]) -> None:
        key = row_key(str(columns.get("structure", "")), str(columns.get("settings", "")))
        self._ids[key] = row_id
        self._rows[key] = columns

    def known(self, structure: str, settings: str) -> dict[str, Any] | None:
        """Return the columns of a row, None where there is none."""
        return self._rows.get(row_key(structure, settings))

    def fields_of(self, structure: str, settings: str) -> Path | None:
        """Return the file of a row that is done, None where there is none."""
        row = self.known(structure, settings)
        if row is None or row.get("status") != "done" or not row.get("fields"):
            return None
        path = self.folder / str(row["fields"])
        return path if path.is_file() else None

    def summary(self, structure: str, settings: str) -> dict[str, Any]:
        """Return what is kept with a row beside its columns."""
        row_id = self._ids[row_key(structure, settings)]
        with self._transaction() as database:
            return dict(database.get(id=row_id).data)

    def write(self, outcome: Outcome) -> dict[str, Any]:
        """Write what a job gave: its fields, then its row, which takes the place of an older one.

        Raises
        ------
        CampaignError
            The disk is full or the server is gone; what was written before is intact.
        """
        job = outcome.job
        columns = {
            **outcome.values,
            "formula": job.crystal.formula,
            "potential": job.potential,
            "source_id": job.source_id,
            "status": outcome.status,
            "mobile": job.crystal.mobile_species,
            "smearing": job.smearing,
            "settings": job.settings,
            "structure": job.structure,
            "source": job.crystal.source,
            "also": job.also,
            "realisation": job.realisation,
            "error": outcome.error,
        }
        if outcome.fields:
            columns["fields"] = f"{FIELDS}/{job.key}.h5"
            self._put(self.folder / columns["fields"], outcome.fields)
        return self._row(job.crystal.atoms, columns, outcome.summary)

    def write_problem(self, source_id: str, origin: str, structure: str, error: str) -> dict[str, Any]:
        """Write the row of a structure that cannot be read.

        Parameters
        ----------
        source_id, origin
            What it is called, and where it came from.
        structure
            What stands for the structure's hash.
        error
            Why.
        """
        columns = {
            "source_id": source_id, "status": "failed", "structure": structure, "source": origin, "error": error,
        }  # fmt: skip
        return self._row(Atoms(), columns, {})

    def also(self, structure: str, settings: str, names: Sequence[str]) -> None:
        """Note under which other names the structure of a row was given."""
        key = row_key(structure, settings)
        text = ";".join(names)
        if self._rows[key].get("also", "") == text:
            return
        with self._transaction() as database:
            database.update(self._ids[key], **to_pairs({"also": text}))
        self._rows[key]["also"] = text

    def remove(self, structure: str, settings: str) -> None:
        """Take a row away."""
        key = row_key(structure, settings)
        row_id = self._ids[key]
        with self._transaction() as database, database.managed_connection() as connection:
            cursor = connection.cursor()  # ASE's own delete rewrites the whole file each time (VACUUM)
            for table in reversed(all_tables):
                cursor.execute(f"DELETE FROM {table} WHERE id = ?", (row_id,))  # noqa: S608 - ASE's own names
        del self._ids[key], self._rows[key]

    def _row(self, atoms: Atoms, columns: dict[str, Any], summary: dict[str, Any]) -> dict[str, Any]:
        key = row_key(columns.get("structure", ""), columns.get("settings", ""))
        old = self._ids.get(key)
        data = {**summary, "folder": str(self.folder.resolve())}
        bare = Atoms(numbers=atoms.numbers, positions=atoms.positions, cell=atoms.cell, pbc=atoms.pbc)
        with self._transaction() as database:
            row_id = database.write(bare, key_value_pairs=to_pairs(columns), data=data, id=old)
        self._remember(row_id, columns)
        return columns

    @contextlib.contextmanager
    def _transaction(self) -> Iterator[Any]:
        """Everything or nothing; the connection is closed in any case."""
        database = self._db
        try:
            database.__enter__()
            yield database
            database.connection.commit()
        except (OSError, sqlite3.Error) as error:
            raise _unwritable(self.folder, error) from error
        except Exception as error:
            if is_url(self.address) and type(error).__module__.startswith("psycopg2"):
                reason = " ".join(str(error).split())[:160]
                raise CampaignError(
                    f"The database {without_password(self.address)} cannot be written ({reason}).",
                    "Start the same command again when it answers: it goes on where it was.",
                ) from error
            raise
        finally:
            if database.connection is not None:
                with contextlib.suppress(Exception):
                    database.connection.close()  # rolls back what is not committed
                database.connection = None

    def _put(self, path: Path, content: bytes) -> None:
        try:
            write_bytes(path, content, durable=True)
        except OSError as error:
            raise _unwritable(self.folder, error) from error

    def close(self) -> None:
        """Let another campaign write here."""
        self._lock.release()


def row_key(structure: str, settings: str) -> str:
    """Return the name of a row, and of its fields: structure and settings."""
    return f"{structure}-{settings}"


def _unwritable(folder: Path, error: Exception) -> CampaignError:
    """Say why the results cannot be written."""
    text = str(error)
    if getattr(error, "errno", None) in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG} or "is full" in text:
        return CampaignError(f"The disk of {folder} is full; all rows written so far are intact.", _FREE_SPACE)
    if "is not a database" in text:
        return CampaignError(f"{folder / INDEX} is no database.", "Move it away, or choose another folder.")
    reason = getattr(error, "strerror", None) or text
    return CampaignError(
        f"The results in {folder} cannot be written ({reason}); all rows written so far are intact.", _FREE_SPACE
    )
