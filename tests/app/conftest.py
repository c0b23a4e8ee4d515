"""A real server with the dashboard, and a browser."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.browser import require_chromium
from tests.waiting import TIMEOUT_S, wait_until


def free_port() -> int:
    """A port that nobody listens on (and that Chromium does not refuse)."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Server:
    """The dashboard in a process of its own."""

    def __init__(self, folder: Path, *options: str) -> None:
        self.port = free_port()
        self.url = f"http://localhost:{self.port}/app"
        self.folder = folder
        code = (
            "import sys; from pathlib import Path; from pesviz.app.server import serve\n"
            f"serve(port={self.port}, results=Path(sys.argv[1]), jobs=2)"
        )
        environment = os.environ | {"TMPDIR": str(folder)}
        results = folder / "results"
        results.mkdir(exist_ok=True)
        self.log = folder / "server.log"
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-c", code, str(results), *options], stdout=log, stderr=log, env=environment
            )

    def answers(self) -> bool:
        """Whether the page can be had."""
        assert self.process.poll() is None, self.log.read_text()
        try:
            urllib.request.urlopen(self.url, timeout=TIMEOUT_S).read()
        except OSError:
            return False
        return True

    def workers(self) -> list[int]:
        """Process ids of running workers of this server."""
        import psutil

        children = psutil.Process(self.process.pid).children()
        return [child.pid for child in children if child.is_running() and child.status() != psutil.STATUS_ZOMBIE]

    def stop(self) -> None:
        self.process.terminate()
        try:
            self.process.wait(timeout=TIMEOUT_S)
        except subprocess.TimeoutExpired:
            self.process.kill()


@pytest.fixture(scope="session")
def server(tmp_path_factory) -> Iterator[Server]:
    require_chromium()
    running = Server(tmp_path_factory.mktemp("server"))
    try:
        wait_until(running.answers, f"an answer from {running.url}")
        yield running
    finally:
        running.stop()
