"""Downloads from a real local server: whole or not at all, and what is said where they fail."""

from __future__ import annotations

import functools
import http.server
import threading

import pytest

from pesviz.errors import NetworkError
from pesviz.io.downloads import download
from pesviz.io.hashes import sha256
from tests.full_disk import no_file_larger_than

CONTENT = b"weights" * 1000


class Handler(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass

    def do_GET(self):
        if self.path != "/torn":
            return super().do_GET()
        self.send_response(200)
        self.send_header("Content-Length", str(len(CONTENT)))
        self.end_headers()
        self.wfile.write(CONTENT[:100])  # and hangs up
        return None


@pytest.fixture
def address(tmp_path):
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "file").write_bytes(CONTENT)
    handler = functools.partial(Handler, directory=str(tmp_path / "site"))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_file_with_its_hash(address, tmp_path):
    path = tmp_path / "here"
    download(f"{address}/file", path, "Try again.", sha256=sha256(CONTENT))
    assert path.read_bytes() == CONTENT
    (tmp_path / "other").write_text("")
    assert path.stat().st_mode == (tmp_path / "other").stat().st_mode
    assert not list(tmp_path.glob(".*"))


def test_another_file_is_refused(address, tmp_path):
    (tmp_path / "here").write_text("old")
    with pytest.raises(ValueError, match="hash"):
        download(f"{address}/file", tmp_path / "here", "Try again.", sha256=sha256(b"other"))
    assert (tmp_path / "here").read_text() == "old"


@pytest.mark.parametrize(("name", "reason"), [("nothing", "404 File not found"), ("torn", "the connection broke")])
def test_what_cannot_be_fetched_is_said_with_a_remedy(address, tmp_path, name, reason):
    with pytest.raises(NetworkError, match=rf"/{name} cannot be fetched \(.*{reason}.*\)\. Try again"):
        download(f"{address}/{name}", tmp_path / "here", "Try again.")
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_no_server(tmp_path):
    with pytest.raises(
        NetworkError, match=r"http://127\.0\.0\.1:9/x cannot be fetched \(no connection\)\. Try again"
    ):
        download("http://127.0.0.1:9/x", tmp_path / "here", "Try again.")


@pytest.mark.parametrize("url", ["file:///etc/passwd", "ftp://127.0.0.1/x", "weights"])
def test_other_addresses_are_refused(tmp_path, url):
    with pytest.raises(NetworkError, match="is not a web address"):
        download(url, tmp_path / "here", "Try again.")


def test_a_full_disk_is_no_fault_of_the_network(address, tmp_path):
    with pytest.raises(OSError, match="File too large"), no_file_larger_than(1000):
        download(f"{address}/file", tmp_path / "here", "Try again.")
    assert [path.name for path in tmp_path.iterdir()] == ["site"]
