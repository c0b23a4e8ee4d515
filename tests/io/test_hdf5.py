"""Files that appear whole or not at all, also where the disk is full."""

from __future__ import annotations

import errno

import h5py
import numpy as np
import pytest

from pesviz.errors import ResultReadError
from pesviz.io.hdf5 import check_format, file_image, has_format, json_attribute, new_file, put, set_attributes
from tests.full_disk import no_file_larger_than


def fill(file: h5py.File) -> None:
    file.attrs["name"] = "Li₃N"
    file.create_dataset("deep/values", data=np.arange(100_000.0), compression="gzip")


def test_what_is_written_is_read(tmp_path):
    path = tmp_path / "new" / "result.h5"
    with new_file(path) as file:
        fill(file)
        assert not path.exists()
    with h5py.File(path) as file:
        assert file.attrs["name"] == "Li₃N"
        assert np.array_equal(file["deep/values"], np.arange(100_000.0))
    assert [found.name for found in path.parent.iterdir()] == ["result.h5"]


def test_an_image_is_what_a_file_holds(tmp_path):
    path = tmp_path / "result.h5"
    with new_file(path) as file:
        fill(file)
    assert file_image(fill) == path.read_bytes()


def test_a_full_disk_is_an_error_and_leaves_the_old_file(tmp_path):
    path = tmp_path / "result.h5"
    path.write_bytes(b"old")
    with pytest.raises(OSError) as caught, no_file_larger_than(4096), new_file(path) as file:  # noqa: PT011
        fill(file)
    assert caught.value.errno == errno.EFBIG
    assert path.read_bytes() == b"old"
    assert [found.name for found in tmp_path.iterdir()] == ["result.h5"]


def test_an_error_in_the_block_leaves_nothing(tmp_path):
    with pytest.raises(ZeroDivisionError), new_file(tmp_path / "result.h5") as file:
        file.attrs["nonsense"] = 1 / 0
    assert list(tmp_path.iterdir()) == []


def test_datasets_have_units_and_attributes_are_plain_or_json(tmp_path):
    path = tmp_path / "result.h5"
    with new_file(path) as file:
        put(file, "fields/energies", np.zeros((20, 20)), "eV", compressed=True)
        set_attributes(file, {"format": "mine", "format_version": 2, "notes": ("Ξ", "b"), "temperature": None})
    with h5py.File(path) as file:
        assert file["fields/energies"].attrs["units"] == "eV"
        assert file["fields/energies"].compression == "gzip"
        assert json_attribute(file, "notes") == ["Ξ", "b"]
        assert "temperature" not in file.attrs


def test_formats_are_told_apart(tmp_path):
    path = tmp_path / "result.h5"
    with new_file(path) as file:
        set_attributes(file, {"format": "mine", "format_version": 2})
    assert has_format(path, "mine")
    assert not has_format(path, "other")
    path.with_name("text.h5").write_text("no HDF5")
    assert not has_format(path.with_name("text.h5"), "mine")
    assert not has_format(tmp_path / "missing.h5", "mine")
    other = ResultReadError("It is something else.", "Give another file.")
    with h5py.File(path) as file:
        check_format(file, "mine", 2, other)
        with pytest.raises(ResultReadError, match="something else"):
            check_format(file, "other", 2, other)
        with pytest.raises(ResultReadError, match="newer pesviz"):
            check_format(file, "mine", 1, other)
