"""TensorFlow checkpoints ("tensor bundles") written with numpy alone, and an M3GNet of random weights in one."""

from __future__ import annotations

import json
import struct
from collections.abc import Mapping
from itertools import pairwise
from pathlib import Path

import numpy as np

from pesviz.potentials.networks.tf_checkpoint import masked_crc32c

FLOAT32 = 1
"""Number of the type in TensorFlow's DataType enum."""
WIDTH = 64


def _varint(value: int) -> bytes:
    out = b""
    while value > 127:
        out += bytes([value & 127 | 128])
        value >>= 7
    return out + bytes([value])


def _field(number: int, value: int | bytes) -> bytes:
    """A protobuf field: a number or bytes."""
    if isinstance(value, int):
        return _varint(number << 3) + _varint(value)
    return _varint(number << 3 | 2) + _varint(len(value)) + value


def _block(pairs: list[tuple[bytes, bytes]]) -> bytes:
    """A block of a sorted table, keys without their common beginnings, and its trailer."""
    out, previous = b"", b""
    for key, value in pairs:
        shared = next((i for i, (a, b) in enumerate(zip(key, previous, strict=False)) if a != b), 0)
        out += _varint(shared) + _varint(len(key) - shared) + _varint(len(value)) + key[shared:] + value
        previous = key
    out += struct.pack("<II", 0, 1) + b"\0"
    return out + struct.pack("<I", masked_crc32c(out))


def write_checkpoint(prefix: Path, tensors: Mapping[str, np.ndarray]) -> None:
    """Write single-precision tensors as PREFIX.index and PREFIX.data-00000-of-00001."""
    data, pairs = b"", [(b"", _field(1, 1))]
    for name in sorted(tensors):
        raw = tensors[name].astype("<f4").tobytes()
        shape = b"".join(_field(2, _field(1, n)) for n in tensors[name].shape)
        entry = _field(1, FLOAT32) + _field(2, shape) + _field(4, len(data)) + _field(5, len(raw))
        checksum = _varint(6 << 3 | 5) + struct.pack("<I", masked_crc32c(raw))
        pairs.append((f"{name}/.ATTRIBUTES/VARIABLE_VALUE".encode(), entry + checksum))
        data += raw
    table = _block(pairs)
    handle = _varint(0) + _varint(len(table) - 5)  # without the trailer
    empty, index = _block([]), _block([(b"\xff", handle)])
    footer = _varint(len(table)) + _varint(len(empty) - 5) + _varint(len(table + empty)) + _varint(len(index) - 5)
    footer = footer.ljust(40, b"\0") + bytes.fromhex("57fb808b247547db")
    prefix.with_name(prefix.name + ".index").write_bytes(table + empty + index + footer)
    prefix.with_name(prefix.name + ".data-00000-of-00001").write_bytes(data)


def random_m3gnet(folder: Path, n_blocks: int = 3) -> Path:
    """Write an M3GNet of the paper's kind with random weights; return the folder."""
    rng = np.random.default_rng(8)
    shapes: dict[str, tuple[int, ...]] = {
        "featurizer/atom_network/embedding/embeddings": (95, WIDTH),
        "feature_adjust/update_func/pipe/layers/0/kernel": (3, WIDTH),
    }

    def dense(name: str, *widths: int) -> None:
        for i, (before, after) in enumerate(pairwise(widths)):
            shapes.update({f"{name}/{i}/kernel": (before, after), f"{name}/{i}/bias": (after,)})

    for b in range(n_blocks):
        for network in ("bond_network/update_func", "atom_network/bond_dense"):
            for branch in ("pipe", "gate"):
                dense(f"graph_layers/{b}/{network}/{branch}/layers", 3 * WIDTH, WIDTH, WIDTH)
        shapes[f"graph_layers/{b}/bond_network/weight_func/kernel"] = (3, WIDTH)
        shapes[f"graph_layers/{b}/atom_network/weight_update/kernel"] = (3, WIDTH)
        dense(f"three_interactions/{b}/update_network/pipe/layers", WIDTH, 9)
        for branch in ("pipe", "gate"):
            shapes[f"three_interactions/{b}/update_network2/{branch}/layers/0/kernel"] = (9, WIDTH)
    for branch in ("pipe", "gate"):
        dense(f"final/layers/0/atom_network/update_func/{branch}/layers", WIDTH, WIDTH, WIDTH, 1)
    tensors = {name: rng.normal(size=shape) / np.sqrt(max(shape[0], 8)) for name, shape in shapes.items()}
    folder.mkdir(parents=True, exist_ok=True)
    write_checkpoint(folder / "m3gnet", tensors)
    config = {
        "max_n": 3, "max_l": 3, "n_blocks": n_blocks, "units": WIDTH, "include_states": False, "is_intensive": False,
        "cutoff": 5.0, "threebody_cutoff": 4.0, "mean": 0.0, "std": 1.0, "element_refs": [-1.0] * 95,
    }  # fmt: skip
    (folder / "m3gnet.json").write_text(json.dumps(json.dumps({"class_name": "M3GNet", "config": config})))
    return folder
