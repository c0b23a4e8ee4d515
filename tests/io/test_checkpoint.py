"""Checkpoint folders: what is read again, what is refused, and what a killed or full disk leaves."""

from __future__ import annotations

import json

import numpy as np
import pytest

from pesviz.errors import CheckpointError
from pesviz.io.checkpoint import CheckpointFolder
from tests.full_disk import no_file_larger_than


def folder_of(path, key="key", **options):
    return CheckpointFolder(path, key, kind="run", names=("earlier",), values={"format": 1}, **options)


def names(folder):
    return sorted(path.name for path in folder.iterdir())


def test_chunks_and_named_arrays_are_read_again(tmp_path):
    first = folder_of(tmp_path)
    assert not first.resumed
    assert names(tmp_path) == [], "nothing is written before the first chunk"
    first.write_chunk(0, {"a": np.arange(3.0)})
    first.write_chunk(7, {"a": np.arange(2)})
    first.write("earlier", {"limit": 0.5})
    again = folder_of(tmp_path)
    assert again.resumed
    assert again.values == {"format": 1}
    assert again.chunk_numbers() == [0, 7]
    assert again.read_chunk(0)["a"].tolist() == [0.0, 1.0, 2.0]
    assert again.read("earlier")["limit"] == 0.5
    assert again.read_chunk(1) is None


def test_another_computation_is_refused(tmp_path):
    folder_of(tmp_path).write_chunk(0, {"a": 1})
    with pytest.raises(CheckpointError, match=r"belongs to a run with another structure.*start anew"):
        folder_of(tmp_path, key="other")


@pytest.mark.parametrize("content", [b"", b"[]", b"{}", b"\xff"])
def test_a_damaged_header_is_named_as_such(tmp_path, content):
    (tmp_path / "run.json").write_bytes(content)
    with pytest.raises(CheckpointError, match=r"damaged: its run\.json cannot be read"):
        folder_of(tmp_path)


def test_a_damaged_chunk_is_none(tmp_path):
    folder_of(tmp_path).write_chunk(0, {"a": 1})
    (tmp_path / "chunk-000000.npz").write_bytes(b"PK torn")
    assert folder_of(tmp_path).read_chunk(0) is None


def test_chunks_without_a_header_are_not_of_this_computation(tmp_path):
    folder_of(tmp_path).write_chunk(5, {"a": 1})
    (tmp_path / "run.json").unlink()
    anew = folder_of(tmp_path)
    assert anew.chunk_numbers() == []
    assert anew.read_chunk(5) is None
    anew.write_chunk(0, {"a": 2})
    assert folder_of(tmp_path).chunk_numbers() == [0]


def test_the_header_can_be_changed(tmp_path):
    folder_of(tmp_path).write_header({"devices": ["cpu", "cuda"]})
    assert json.loads((tmp_path / "run.json").read_text()) == {"key": "key", "devices": ["cpu", "cuda"]}
    assert folder_of(tmp_path).values == {"devices": ["cpu", "cuda"]}


def test_a_full_disk_leaves_what_was_there(tmp_path):
    folder = folder_of(tmp_path)
    folder.write_chunk(0, {"a": np.arange(3)})
    with pytest.raises(CheckpointError, match="cannot be written"), no_file_larger_than(1000):
        folder.write_chunk(1, {"a": np.arange(1000.0)})
    assert names(tmp_path) == ["chunk-000000.npz", "run.json"]


def test_a_folder_that_cannot_be_made_is_an_error(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(CheckpointError, match="cannot be written"):
        folder_of(tmp_path / "file" / "run")


def test_discarding_leaves_other_files_alone(tmp_path):
    folder = folder_of(tmp_path / "run")
    folder.write_chunk(0, {"a": 1})
    folder.write("earlier", {"a": 1})
    (tmp_path / "run" / ".chunk-000001.npz.7-a.part").write_text("torn")
    (tmp_path / "run" / "notes.txt").write_text("mine")
    folder.discard()
    assert names(tmp_path / "run") == ["notes.txt"]
    (tmp_path / "run" / "notes.txt").unlink()
    folder.discard()
    assert not (tmp_path / "run").exists()
