"""The checkpoint reader: the real file, small ones, and the ways in which one can be broken."""

from __future__ import annotations

import numpy as np
import pytest

from pesviz.errors import PotentialError
from pesviz.potentials.networks.tf_checkpoint import masked_crc32c, read_checkpoint, snappy_decompress
from tests.potentials.networks.checkpoints import write_checkpoint

TENSORS = {
    "featurizer/embedding": np.arange(95 * 8, dtype=np.float32).reshape(95, 8) / 7,
    "featurizer/layers/0/bias": np.array([1.5, -2.0], dtype=np.float32),
    "final/kernel": np.full((2, 3, 4), 0.25, dtype=np.float32),
}


@pytest.fixture
def checkpoint(tmp_path):
    write_checkpoint(tmp_path / "m3gnet", TENSORS)
    return tmp_path / "m3gnet"


def test_reads_what_was_written(checkpoint):
    tensors = read_checkpoint(checkpoint)
    assert list(tensors) == sorted(TENSORS)
    for name, tensor in TENSORS.items():
        np.testing.assert_array_equal(tensors[name], tensor)


def test_reads_every_tensor_of_tensorflows_own_file_with_its_checksum(shared_data):
    tensors = read_checkpoint(shared_data / "m3gnet-mp-2021.2.8-efs" / "m3gnet")
    weights = {name: array for name, array in tensors.items() if array.dtype == np.float32}
    assert weights["featurizer/atom_network/embedding/embeddings"].shape == (95, 64)
    assert all(np.isfinite(array).all() for array in weights.values())


def test_a_flipped_bit_in_the_data_is_noticed(checkpoint):
    data = checkpoint.with_name("m3gnet.data-00000-of-00001")
    content = bytearray(data.read_bytes())
    content[len(content) // 2] ^= 4
    data.write_bytes(content)
    with pytest.raises(PotentialError, match=r"damaged.*checksum of"):
        read_checkpoint(checkpoint)


def test_a_flipped_bit_in_the_index_is_noticed(checkpoint):
    index = checkpoint.with_name("m3gnet.index")
    content = bytearray(index.read_bytes())
    content[100] ^= 1
    index.write_bytes(content)
    with pytest.raises(PotentialError, match="damaged"):
        read_checkpoint(checkpoint)


@pytest.mark.parametrize("content", [b"", b"nonsense", b"\xff" * 60])
def test_an_index_that_is_none(checkpoint, content):
    checkpoint.with_name("m3gnet.index").write_bytes(content)
    with pytest.raises(PotentialError, match="no TensorFlow checkpoint"):
        read_checkpoint(checkpoint)


def test_a_missing_file_is_named(checkpoint):
    checkpoint.with_name("m3gnet.data-00000-of-00001").unlink()
    with pytest.raises(PotentialError, match=r"no file m3gnet\.data-00000-of-00001"):
        read_checkpoint(checkpoint)


def test_crc32c_of_the_standard_example():
    # RFC 3720 B.4: 32 bytes of zeros have CRC-32C 0x8a9136aa; LevelDB rotates by 15 and adds 0xa282ead8
    crc = 0x8A9136AA
    assert masked_crc32c(bytes(32)) == (((crc >> 15) | (crc << 17)) + 0xA282EAD8) & 0xFFFFFFFF


def test_snappy_literal_and_overlapping_copy():
    # length 10; literal "ab"; copy of 8 bytes from 2 back (kind 1: 4 + 4 bytes)
    assert snappy_decompress(bytes([10, 1 << 2, *b"ab", (4 << 2) | 1, 2])) == b"ababababab"
    with pytest.raises(ValueError, match="wrong length"):
        snappy_decompress(bytes([11, 1 << 2, *b"ab", (4 << 2) | 1, 2]))
