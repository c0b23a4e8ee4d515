"""Serves the dashboard."""

from __future__ import annotations

import ipaddress
import os
import socket
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import panel as pn
from tornado.web import RequestHandler

from pesviz.app.context import Context
from pesviz.app.explore.page import Dashboard, build_page
from pesviz.app.sessions import NEVER_OPENED_MS
from pesviz.app.theme import asset
from pesviz.errors import SettingsError

PASSWORD_VARIABLE = "PESVIZ_PASSWORD"  # noqa: S105 - the name of the variable


class ToTheApp(RequestHandler):
    """Leads from the root to the page with the query, which holds the state; Panel's own redirect drops it."""

    def get(self) -> None:
        """Redirect."""
        self.redirect("./app" + (f"?{self.request.query}" if self.request.query else ""))


def is_local(address: str) -> bool:
    """Return whether an address can be reached from this machine only."""
    if address == "localhost":
        return True
    try:
        return ipaddress.ip_address(address).is_loopback
    except ValueError:
        return False


def options(
    address: str,
    port: int,
    *,
    basic_auth: str | Path | None,
    open_to_all: bool,
    max_upload_mb: int,
    origins: Sequence[str] = (),
) -> dict[str, Any]:
    """Return the options of `panel.serve` for an address, refusing an open door.

    Raises
    ------
    SettingsError
        Others could reach the address and there is no password.
    """
    password = basic_auth or os.environ.get(PASSWORD_VARIABLE)
    if not is_local(address) and not password and not open_to_all:
        raise SettingsError(
            f"Others could reach the dashboard on {address} without a password.",
            f"Set {PASSWORD_VARIABLE}, give a password file, or say --open-to-all.",
        )
    hosts = {address, "localhost", "127.0.0.1"}
    if not is_local(address):
        hosts |= {socket.gethostname(), socket.getfqdn()}
    allowed = [f"{host}:{port}" for host in sorted(hosts)] + list(origins)
    limit = int(max_upload_mb * 1.5e6) + 1_000_000
    out: dict[str, Any] = {
        "address": address,
        "port": port,
        "title": "pesviz",
        "show": False,
        "admin": False,
        "websocket_origin": ["*"] if open_to_all else allowed,
        "websocket_max_message_size": limit,
        "http_server_kwargs": {"max_buffer_size": limit, "max_body_size": limit},
        "unused_session_lifetime_milliseconds": NEVER_OPENED_MS,
        "check_unused_sessions_milliseconds": 1_000,
    }
    if password:
        # Panel's own login page asks a CDN for its logo.
        login = str(Path(__file__).parent / "login.html")
        out |= {"basic_auth": str(password), "cookie_secret": os.urandom(32).hex(), "basic_login_template": login}
    return out


def serve(
    address: str = "127.0.0.1",
    port: int = 5006,
    *,
    results: Path | None = None,
    basic_auth: str | Path | None = None,
    open_to_all: bool = False,
    max_upload_mb: int = 50,
    jobs: int | None = None,
    origins: Sequence[str] = (),
    threaded: bool = False,
) -> Any:
    """Serve the dashboard until interrupted.

    Raises
    ------
    SettingsError
        Others could reach the address and there is no password.
    """
    from pesviz.app.jobs import JobManager

    server_options = options(
        address, port, basic_auth=basic_auth, open_to_all=open_to_all, max_upload_mb=max_upload_mb, origins=origins
    )
    context = Context(results=results, max_upload_mb=max_upload_mb, jobs=JobManager(slots=jobs))
    pn.extension("tabulator")
    Dashboard(context, {}, "none")  # what the first visitor sees is imported, compiled and read by now
    return pn.serve(
        {"app": lambda: build_page(context)},
        threaded=threaded,
        static_dirs={"pesviz-assets": str(asset("."))},
        extra_patterns=[(r"/?", ToTheApp)],
        **server_options,
    )
