"""Connections to the index: an SQLite file, or a PostgreSQL server by its address."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from pesviz.errors import ResultReadError

_SCHEMES = ("postgresql://", "postgres://")


def is_url(address: str) -> bool:
    """Return whether an address names a server rather than a file."""
    return address.startswith(_SCHEMES)


def without_password(address: str) -> str:
    """Return an address that may be printed and stored; libpq takes the password from PGPASSWORD or ~/.pgpass.

    Parameters
    ----------
    address
        For example "postgresql://user:secret@host/name".
    """
    return re.sub(r"(://[^/@:]*):[^/@]*@", r"\1@", address)


def connect(address: str) -> Any:
    """Open a database of `ase.db`; it is created where it is missing.

    Parameters
    ----------
    address
        Path of an SQLite file, or "postgresql://…".

    Returns
    -------
    ase.db.core.Database
        Without ASE's lock file, since one left by a killed process would block all others; SQLite has its own
        locks.

    Raises
    ------
    ResultReadError
        The package or the server is missing.
    """
    import ase.db

    if not is_url(address):
        return ase.db.connect(str(Path(address)), type="db", use_lock_file=False)
    try:
        database = ase.db.connect(address)
    except ImportError as error:
        raise ResultReadError(
            "A PostgreSQL database needs the package ase-db-backends.",
            "Install it: pip install 'pesviz[postgresql]'.",
        ) from error
    import psycopg2

    try:
        with database.managed_connection():
            return database
    except psycopg2.Error as error:
        reason = " ".join(str(error).split())
        raise ResultReadError(
            f"The database {without_password(address)} does not respond ({reason[:160]}).",
            "Check the address, the server and PGPASSWORD.",
        ) from error
