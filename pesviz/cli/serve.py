"""`pesviz serve`: the dashboard."""

from __future__ import annotations

import errno
import json
from pathlib import Path
from typing import Annotated

import typer

from pesviz.cli.console import note
from pesviz.errors import ResultReadError, SettingsError


def serve(
    folder: Annotated[
        Path | None,
        typer.Argument(metavar="[DIR]", help="A folder of results (or one result) to offer.", show_default=False),
    ] = None,
    address: Annotated[
        str, typer.Option(help="Where to listen; any but this machine's own needs a password or --open-to-all.")
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65535)] = 5006,
    password_file: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="A file with one password, or a JSON object of users and passwords."),
    ] = None,
    open_to_all: Annotated[
        bool, typer.Option("--open-to-all", help="Let everyone in who reaches the address.")
    ] = False,
    max_upload_mb: Annotated[int, typer.Option(min=1, help="Largest upload, MB.")] = 50,
    jobs: Annotated[
        int | None, typer.Option(min=1, help="Scans that run at once; half the cores by default.", show_default=False)
    ] = None,
    origin: Annotated[
        list[str] | None,
        typer.Option(metavar="HOST[:PORT]", help="Another name of the server, as behind a proxy. May be repeated."),
    ] = None,
) -> None:
    """Serve the dashboard until Ctrl-C."""
    if folder is not None and not folder.exists():
        raise ResultReadError(f"There is no file or folder {folder}.", "Write one with `pesviz scan FILE --out DIR`.")
    basic_auth = read_password(password_file) if password_file else None
    note("Preparing the dashboard; for the very first time this takes a while. Ctrl-C ends it.")
    from pesviz.app.server import serve as serve_dashboard

    try:
        serve_dashboard(
            address,
            port,
            results=None if folder is None else folder.absolute(),
            basic_auth=basic_auth,
            open_to_all=open_to_all,
            max_upload_mb=max_upload_mb,
            jobs=jobs,
            origins=tuple(origin or ()),
        )
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise SettingsError(
                f"Port {port} on {address} is taken by another program.",
                f"Stop that one, or choose another port, for example --port {port % 65535 + 1}.",
            ) from error
        if error.errno in {errno.EADDRNOTAVAIL, errno.EACCES} or error.errno is None or error.errno < 0:
            raise SettingsError(
                f"This machine cannot listen on {address}:{port} ({error.strerror or error}).",
                "Choose an address of this machine and a port above 1023.",
            ) from error
        raise


def read_password(file: Path) -> str | Path:
    """Return what Panel's basic auth takes: the password in a file, or the file itself where it names users.

    Raises
    ------
    SettingsError
        It cannot be read, is empty, or is neither.
    """
    try:
        text = file.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "it is no text"
        raise SettingsError(
            f"The password file {file} cannot be read ({reason}).", "Check its path and rights."
        ) from error
    try:
        users = json.loads(text) if text.startswith("{") else None
    except ValueError:
        users = {}
    if users is not None:
        if not users or not all(isinstance(word, str) and word for word in users.values()):
            raise SettingsError(
                f"The password file {file} begins as JSON, but holds no users with passwords.",
                'Write {"user": "password"}, or the password alone.',
            )
        return file
    if not text or "\n" in text:
        raise SettingsError(
            f"The password file {file} does not hold one line.", "Write the password alone into it, on one line."
        )
    return text
