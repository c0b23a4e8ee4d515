"""A binary heap in two arrays, compiled, for floods and shortest paths: keys, and the grid points they belong to."""

from __future__ import annotations

import numba as nb
import numpy as np


@nb.njit(cache=True, nogil=True)
def push(  # pragma: no cover - compiled
    heap: np.ndarray, size: int, keys: np.ndarray, key: float, item: int
) -> int:
    """Put an item on a binary heap; return its new size."""
    child = size
    while child > 0:
        parent = (child - 1) >> 1
        if keys[parent] <= key:
            break
        keys[child] = keys[parent]
        heap[child] = heap[parent]
        child = parent
    keys[child] = key
    heap[child] = item
    return size + 1


@nb.njit(cache=True, nogil=True)
def pop(heap: np.ndarray, size: int, keys: np.ndarray) -> int:  # pragma: no cover - compiled
    """Take the first item off a binary heap (read it before the call); return its new size."""
    size -= 1
    key, item = keys[size], heap[size]
    parent = 0
    while True:
        child = 2 * parent + 1
        if child >= size:
            break
        if child + 1 < size and keys[child + 1] < keys[child]:
            child += 1
        if keys[child] >= key:
            break
        keys[parent] = keys[child]
        heap[parent] = heap[child]
        parent = child
    keys[parent] = key
    heap[parent] = item
    return size
