"""The upload's limit holds on the server, whatever the browser sends."""

from __future__ import annotations

import pytest

from pesviz.app.controls import Upload


def send(upload: Upload, data: bytes, name: str = "a.cif", chunk: int = 400) -> None:
    """Send bytes as the browser does, in chunks."""
    parts = [data[i : i + chunk] for i in range(0, len(data), chunk)]
    upload._handle_msg({"status": "initializing"})
    for number, part in enumerate(parts, start=1):
        upload._handle_msg(
            {"status": "upload_event", "name": name, "chunk": number, "total_chunks": len(parts), "data": part,
             "mime_type": "text/plain"}
        )  # fmt: skip
    upload._handle_msg({"status": "finished"})


@pytest.fixture
def heard():
    return []


@pytest.fixture
def upload(heard):
    made = Upload(max_file_size=1000)
    made.on_upload(lambda data, name: heard.append((data, name)))
    return made


def test_bytes_arrive_whole_each_time(upload, heard):
    send(upload, b"x" * 900)
    send(upload, b"x" * 900)
    assert heard == [(b"x" * 900, "a.cif")] * 2


def test_an_empty_file_is_heard_of(upload, heard):
    send(upload, b"")
    assert heard == [(b"", "upload")]


def test_too_many_bytes_are_dropped_and_told(upload, heard):
    send(upload, b"x" * 5000)
    assert heard == [(None, "upload")]
    assert not upload._file_buffer
    send(upload, b"y" * 10)
    assert heard[-1] == (b"y" * 10, "a.cif")


def test_a_refusal_of_the_browser_is_told(upload, heard):
    upload._handle_msg({"status": "error", "error": "exceeds maximum file size", "type": "status"})
    assert heard == [(None, "upload")]
    send(upload, b"y" * 10)
    assert heard[-1] == (b"y" * 10, "a.cif")
