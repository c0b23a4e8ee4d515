"""TensorFlow's V2 checkpoint ("tensor bundle") read with numpy alone.

`PREFIX.index` is a LevelDB-style sorted table of BundleEntryProto messages; `PREFIX.data-*` hold the raw tensors,
little-endian. Formats: tensorflow/core/util/tensor_bundle, leveldb/doc/table_format.md and
snappy/format_description.txt.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from pesviz.errors import PotentialError

_DTYPES = {1: "<f4", 2: "<f8", 3: "<i4", 4: "|u1", 5: "<i2", 6: "|i1", 9: "<i8", 10: "|b1", 17: "<u2", 19: "<f2",
           22: "<u4", 23: "<u8"}  # fmt: skip
"""numpy's type of each number in TensorFlow's DataType enum."""

_TABLE_MAGIC = bytes.fromhex("57fb808b247547db")
_VALUE_SUFFIX = "/.ATTRIBUTES/VARIABLE_VALUE"


def _crc_table() -> np.ndarray:
    table = np.arange(256, dtype=np.uint32)
    for _ in range(8):
        table = np.where(table & 1, (table >> 1) ^ np.uint32(0x82F63B78), table >> 1)
    return table


_CRC = _crc_table().tolist()


def masked_crc32c(data: bytes) -> int:
    """Return the CRC-32C of data in LevelDB's masked form."""
    value = 0xFFFFFFFF
    for byte in data:
        value = _CRC[(value ^ byte) & 255] ^ value >> 8
    value ^= 0xFFFFFFFF
    return ((value >> 15 | value << 17) + 0xA282EAD8) & 0xFFFFFFFF


def _varint(data: bytes, i: int) -> tuple[int, int]:
    """Return a base-128 number at i and the index after it."""
    value = shift = 0
    while True:
        byte = data[i]
        i += 1
        value |= (byte & 127) << shift
        shift += 7
        if byte < 128:
            return value, i


def _fields(data: bytes) -> list[tuple[int, Any]]:
    """Return the (number, value) pairs of one protobuf message."""
    i, fields = 0, []
    while i < len(data):
        tag, i = _varint(data, i)
        wire = tag & 7
        value: Any
        if wire == 0:
            value, i = _varint(data, i)
        elif wire == 1:
            value, i = data[i : i + 8], i + 8
        elif wire == 2:
            length, i = _varint(data, i)
            value, i = data[i : i + length], i + length
        elif wire == 5:
            value, i = struct.unpack("<I", data[i : i + 4])[0], i + 4
        else:
            raise ValueError(f"protobuf wire type {wire}")
        fields.append((tag >> 3, value))
    return fields


def snappy_decompress(data: bytes) -> bytes:
    """Undo snappy's raw compression.

    Raises
    ------
    ValueError
        The block does not have the length that it announces.
    """
    length, i = _varint(data, 0)
    out = bytearray()
    while i < len(data):
        tag = data[i]
        i += 1
        kind = tag & 3
        if kind == 0:
            size = tag >> 2
            if size > 59:
                extra = size - 59
                size = int.from_bytes(data[i : i + extra], "little")
                i += extra
            out += data[i : i + size + 1]
            i += size + 1
            continue
        if kind == 1:
            size, offset, i = 4 + ((tag >> 2) & 7), (tag >> 5) << 8 | data[i], i + 1
        else:
            extra = 2 if kind == 2 else 4
            size, offset, i = 1 + (tag >> 2), int.from_bytes(data[i : i + extra], "little"), i + extra
        for _ in range(size):  # copies may overlap what they write
            out.append(out[-offset])
    if len(out) != length:
        raise ValueError("snappy block of the wrong length")
    return bytes(out)


def _block(table: bytes, offset: int, size: int) -> Iterator[tuple[bytes, bytes]]:
    """Yield the (key, value) pairs of one block of a sorted table."""
    raw, compression = table[offset : offset + size], table[offset + size]
    checksum = struct.unpack("<I", table[offset + size + 1 : offset + size + 5])[0]
    if masked_crc32c(table[offset : offset + size + 1]) != checksum:
        raise ValueError("checksum of the index")
    block = snappy_decompress(raw) if compression == 1 else raw
    end = len(block) - 4 - 4 * struct.unpack("<I", block[-4:])[0]
    i, key = 0, b""
    while i < end:
        n_prefix, i = _varint(block, i)
        n_suffix, i = _varint(block, i)
        length, i = _varint(block, i)
        key = key[:n_prefix] + block[i : i + n_suffix]
        i += n_suffix
        yield key, block[i : i + length]
        i += length


def read_checkpoint(prefix: Path, *, check: bool = True) -> dict[str, np.ndarray]:
    """Read every dense numeric tensor of a checkpoint.

    Parameters
    ----------
    prefix
        Path without ".index" and ".data-…".
    check
        Compare each tensor's checksum (a tenth of a second per megabyte in pure Python); unnecessary where the files'
        SHA-256 has been compared.

    Returns
    -------
    dict
        Tensors by their name in the object graph, "/.ATTRIBUTES/VARIABLE_VALUE" left out.

    Raises
    ------
    PotentialError
        The files are missing, damaged, or no checkpoint.
    """
    try:
        return _read_tensors(prefix, check=check)
    except FileNotFoundError as error:
        raise PotentialError(
            f"The checkpoint {prefix} has no file {Path(error.filename).name}.", "Install the weights again."
        ) from error
    except (ValueError, IndexError, KeyError, struct.error, UnicodeDecodeError) as error:
        raise PotentialError(
            f"The checkpoint {prefix} is damaged or no TensorFlow checkpoint ({error}).", "Install the weights again."
        ) from error


def _read_tensors(prefix: Path, *, check: bool) -> dict[str, np.ndarray]:
    table = prefix.with_name(prefix.name + ".index").read_bytes()
    if table[-8:] != _TABLE_MAGIC:
        raise ValueError("not a sorted table")
    footer = table[-48:]
    _, i = _varint(footer, 0)
    _, i = _varint(footer, i)  # the meta-index's handle is not needed
    offset, i = _varint(footer, i)
    size, i = _varint(footer, i)
    entries: dict[bytes, bytes] = {}
    for _, handle in _block(table, offset, size):
        start, i = _varint(handle, 0)
        length, i = _varint(handle, i)
        entries.update(_block(table, start, length))
    header = dict(_fields(entries.pop(b"")))
    n_shards = header.get(1, 1)
    if header.get(2, 0) != 0:
        raise ValueError("big-endian tensors")
    shards = [prefix.with_name(f"{prefix.name}.data-{k:05d}-of-{n_shards:05d}").read_bytes() for k in range(n_shards)]
    tensors: dict[str, np.ndarray] = {}
    for key, value in entries.items():
        entry = dict(_fields(value))
        if entry[1] not in _DTYPES or 7 in entry:
            continue  # strings and sliced variables
        shape = [dict(_fields(axis)).get(1, 0) for number, axis in _fields(entry.get(2, b"")) if number == 2]
        start = entry.get(4, 0)
        raw = shards[entry.get(3, 0)][start : start + entry.get(5, 0)]
        name = key.decode().removesuffix(_VALUE_SUFFIX)
        if check and masked_crc32c(raw) != entry[6]:
            raise ValueError(f"checksum of {name}")
        tensors[name] = np.frombuffer(raw, _DTYPES[entry[1]]).reshape(shape).copy()
    return tensors
