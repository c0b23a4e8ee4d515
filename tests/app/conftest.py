"""A real server with the dashboard, and a browser."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.browser import require_chromium


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

    def wait(self, seconds: float = 90) -> None:
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            assert self.process.poll() is None, self.log.read_text()
            try:
                urllib.request.urlopen(self.url, timeout=20).read()
            except OSError:
                time.sleep(0.3)
            else:
                return
        pytest.fail(self.log.read_text())

    def workers(self) -> list[int]:
        """Process ids of running workers of this server."""
        import psutil

        children = psutil.Process(self.process.pid).children()
        return [child.pid for child in children if child.is_running() and child.status() != psutil.STATUS_ZOMBIE]

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(timeout=20)


@pytest.fixture(scope="session")
def server(tmp_path_factory) -> Iterator[Server]:
    require_chromium()
    made = Server(tmp_path_factory.mktemp("server"))
    made.wait()
    yield made
    made.stop()
