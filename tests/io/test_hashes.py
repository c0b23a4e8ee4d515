"""Hashes on disk: what changes them, what does not, and that they stay what they were."""

from __future__ import annotations

import hashlib

import numpy as np

from pesviz.io.hashes import file_sha256, identity, sha256


def test_hashes_of_bytes_and_files(tmp_path):
    path = tmp_path / "weights"
    path.write_bytes(b"abc" * 100_000)
    assert file_sha256(path) == sha256(path.read_bytes()) == hashlib.sha256(b"abc" * 100_000).hexdigest()


def test_an_identity_knows_every_bit_and_no_order_of_keys():
    array = np.arange(6.0)
    key = identity({"a": 1, "b": [2.5, "x"]}, array)
    assert key == identity({"b": [2.5, "x"], "a": 1}, array[::-1][::-1])
    assert key != identity({"a": 1, "b": [2.5, "x"]}, np.nextafter(array, 9))
    assert key != identity({"a": 1, "b": [2.5, "y"]}, array)


def test_keys_on_disk_stay_what_they_were():
    key = identity([2, {"spacing": 0.25}], np.array([3, 7]), np.eye(3))
    assert key == "e2b58c44b5cfe74bc7796832a5b1b9899902cf1a24f053824aae505b750d1cec"
