"""Files and folders that appear whole or not at all, whatever stops their writer."""

from __future__ import annotations

import os
import stat

import pytest

from pesviz.errors import ResultReadError
from pesviz.io.atomic import (
    atomic_file,
    atomic_folder,
    delete_temporary_files,
    write_bytes,
    write_errors,
    write_text,
)
from tests.full_disk import no_file_larger_than


def names(folder):
    return sorted(path.name for path in folder.iterdir())


def interrupted(path, error):
    path.write_text("new")
    raise error


@pytest.mark.parametrize("durable", [False, True])
def test_a_file_appears_when_the_block_ends(tmp_path, durable):
    path = tmp_path / "table.csv"
    with atomic_file(path, durable=durable) as part:
        part.write_text("a,b")
        assert not path.exists()
    assert path.read_text() == "a,b"
    assert names(path.parent) == ["table.csv"]


def test_two_writers_do_not_meet(tmp_path):
    path = tmp_path / "state.json"
    with atomic_file(path) as first, atomic_file(path) as second:
        first.write_text("first")
        second.write_text("second")
    assert path.read_text() == "first", "whoever ends last has the last word"
    assert names(tmp_path) == ["state.json"]


@pytest.mark.parametrize("error", [ZeroDivisionError, KeyboardInterrupt])
def test_an_error_leaves_the_old_file(tmp_path, error):
    path = tmp_path / "state.json"
    path.write_text("old")
    with pytest.raises(error), atomic_file(path) as part:
        interrupted(part, error)
    assert path.read_text() == "old"
    assert names(tmp_path) == ["state.json"]


def test_a_full_disk_is_an_error_with_a_remedy(tmp_path):
    path = tmp_path / "result.h5"
    path.write_bytes(b"old")
    with (
        pytest.raises(ResultReadError, match=r"The result R cannot be written: File too large\. Free some space"),
        no_file_larger_than(1000),
        write_errors(ResultReadError, "The result R"),
    ):
        write_bytes(path, bytes(5000))
    assert path.read_bytes() == b"old"
    assert names(tmp_path) == ["result.h5"]


def test_text_is_written_as_it_is(tmp_path):
    write_text(tmp_path / "note.txt", "Ξ = 0.5\r\n")
    assert (tmp_path / "note.txt").read_bytes() == "Ξ = 0.5\r\n".encode()


def test_the_umask_holds(tmp_path):
    before = os.umask(0o022)
    try:
        write_text(tmp_path / "note.txt", "for everyone")
        with atomic_folder(tmp_path / "folder") as part:
            (part / "file").write_text("for everyone")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "note.txt").stat().st_mode) == 0o644
    assert stat.S_IMODE((tmp_path / "folder").stat().st_mode) == 0o755


def test_a_folder_takes_the_place_of_the_old_one(tmp_path):
    folder = tmp_path / "new" / "weights"
    for content in ("old", "new"):
        with atomic_folder(folder) as part:
            (part / content).write_text(content)
        assert names(folder) == [content]
    with pytest.raises(ZeroDivisionError), atomic_folder(folder) as part:
        interrupted(part / "torn", ZeroDivisionError)
    assert names(folder) == ["new"]
    assert names(folder.parent) == ["weights"]


def test_what_a_killed_process_left_is_deleted(tmp_path):
    (tmp_path / ".chunk-1.npz.77-abc.part").write_text("torn")
    (tmp_path / ".notes.txt").write_text("mine")
    delete_temporary_files(tmp_path, "chunk-*.npz")
    assert names(tmp_path) == [".notes.txt"]
