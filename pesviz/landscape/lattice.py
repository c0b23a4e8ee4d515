"""Lattices of integer vectors: the directions in which a region repeats."""

from __future__ import annotations

import itertools
import math
from functools import lru_cache

import numba as nb
import numpy as np

Vector = tuple[int, int, int]

_INDEX_WEIGHT = 1e-3
"""Relative length by which each unit of an index counts: of nearly equal vectors [010] comes before [110]."""


@nb.njit(cache=True, nogil=True)
def insert_vector(basis: np.ndarray, vector: np.ndarray) -> bool:  # pragma: no cover - compiled
    """Add a vector to a lattice that is kept in Hermite normal form, in place.

    Parameters
    ----------
    basis
        Row c is the basis vector with its first non-zero entry in column c, or zero where there is none, shape
        (3, 3), int64. Changed in place.
    vector
        The vector to add, shape (3,), int64. Overwritten.

    Returns
    -------
    bool
        Whether the lattice grew; False where it held the vector already.
    """
    grew = False
    for c in range(3):
        if vector[c] == 0:
            continue
        if basis[c, c] == 0:
            for u in range(3):
                basis[c, u] = vector[u]
                vector[u] = 0
            grew = True
            break
        while vector[c] != 0:  # Euclid's algorithm on column c
            q = vector[c] // basis[c, c]
            for u in range(c, 3):
                vector[u] -= q * basis[c, u]
            if vector[c] != 0:
                for u in range(c, 3):
                    basis[c, u], vector[u] = vector[u], basis[c, u]
                grew = True
    if grew:
        for c in range(3):
            if basis[c, c] < 0:
                for u in range(c, 3):
                    basis[c, u] = -basis[c, u]
        for c in range(1, 3):
            if basis[c, c] != 0:
                for r in range(c):  # entries above a pivot lie between 0 and it: bounded and unique
                    q = basis[r, c] // basis[c, c]
                    if basis[r, r] != 0 and q != 0:
                        for u in range(c, 3):
                            basis[r, u] -= q * basis[c, u]
    return grew


def hermite_basis(vectors: np.ndarray) -> np.ndarray:
    """Return the lattice of some integer vectors in Hermite normal form.

    Parameters
    ----------
    vectors
        Shape (n, 3), integers.

    Returns
    -------
    numpy.ndarray
        Shape (3, 3), int64; rows of zeros where the rank is less than three.
    """
    basis = np.zeros((3, 3), dtype=np.int64)
    for vector in np.asarray(vectors, dtype=np.int64).reshape(-1, 3):
        insert_vector(basis, vector.copy())
    return basis


def contains(basis: np.ndarray, vector: np.ndarray) -> bool:
    """Whether a lattice in Hermite normal form holds a vector."""
    return not insert_vector(basis.copy(), np.array(vector, dtype=np.int64))


def rank(basis: np.ndarray) -> int:
    """Dimension of a lattice in Hermite normal form."""
    return int(np.count_nonzero(np.diagonal(basis)))


def reduced_vectors(basis: np.ndarray, cell: np.ndarray) -> tuple[Vector, ...]:
    """Return the shortest basis of a lattice, as directions are written.

    One vector after the other, always the shortest that still belongs to a basis with those before it; among vectors
    of nearly equal length those with the smallest indices. First non-zero index positive, [100] before [010] before
    [001].

    Parameters
    ----------
    basis
        The lattice in Hermite normal form, shape (3, 3), integers.
    cell
        Lattice vectors of the crystal as rows, shape (3, 3), Å; they measure how long an integer vector is.

    Returns
    -------
    tuple
        As many integer triples as the lattice has dimensions.
    """
    return _reduced_vectors(np.asarray(basis, dtype=np.int64).tobytes(), np.asarray(cell, dtype=float).tobytes())


@lru_cache(maxsize=256)
def _reduced_vectors(basis_bytes: bytes, cell_bytes: bytes) -> tuple[Vector, ...]:
    """Reduce a lattice; cached, since the components and ions of a crystal have the same few lattices."""
    basis = np.frombuffer(basis_bytes, dtype=np.int64).reshape(3, 3)
    cell = np.frombuffer(cell_bytes).reshape(3, 3)
    rows = [row.astype(object) for row in basis[np.diagonal(basis) != 0]]
    if not rows:
        return ()
    rows = _reduce_pairwise(rows, cell)
    zero = (0,) * len(rows)
    coefficients = {  # of each vector and its opposite one is enough
        _positive(tuple(int(x) for x in np.dot(c, rows))): c
        for c in itertools.product(range(-2, 3), repeat=len(rows))
        if c > zero
    }

    def sort_key(vector: Vector) -> tuple[float, list[int]]:
        length = float(np.linalg.norm(np.array(vector, dtype=float) @ cell))
        return length * (1 + _INDEX_WEIGHT * sum(map(abs, vector))), [-x for x in vector]

    vectors: list[Vector] = []
    for vector in sorted(coefficients, key=sort_key):
        if _primitive([coefficients[v] for v in (*vectors, vector)]):
            vectors.append(vector)
        if len(vectors) == len(rows):
            break
    return tuple(sorted(vectors, reverse=True))


def _primitive(coefficients: list[tuple[int, ...]]) -> bool:
    """Whether vectors, given in a basis, can be completed to a basis: their largest minors have no common factor."""
    matrix = np.array(coefficients)
    n, size = matrix.shape
    minors = (matrix[:, list(columns)] for columns in itertools.combinations(range(size), n))
    return math.gcd(*(round(float(np.linalg.det(m))) for m in minors)) == 1


def _reduce_pairwise(rows: list[np.ndarray], cell: np.ndarray) -> list[np.ndarray]:
    """Subtract vectors from one another while that makes one shorter; Python integers cannot overflow."""

    def dot(u: np.ndarray, v: np.ndarray) -> float:
        return float((u.astype(float) @ cell) @ (v.astype(float) @ cell))

    shorter = True
    while shorter:
        shorter = False
        for i, j in itertools.permutations(range(len(rows)), 2):
            q = round(dot(rows[i], rows[j]) / dot(rows[j], rows[j]))
            candidate = rows[i] - q * rows[j]
            if q and dot(candidate, candidate) < dot(rows[i], rows[i]) * (1 - 1e-12):
                rows[i] = candidate
                shorter = True
    return rows


def _positive(vector: tuple[int, ...]) -> Vector:
    """Return the vector or its opposite, first non-zero index positive."""
    first = next((x for x in vector if x), 1)
    a, b, c = vector if first > 0 else tuple(-x for x in vector)
    return a, b, c


def bracket(vector: Vector) -> str:
    """Return a direction as crystallographers write it, overbars for minus signs, for example "[11̄0]".

    Parameters
    ----------
    vector
        Integer triple; it is divided by its greatest common divisor.
    """
    divisor = math.gcd(*vector) or 1
    digits = [f"{'' if x >= 0 else '−'}{abs(x)}" for x in (y // divisor for y in vector)]
    if any(abs(y // divisor) > 9 for y in vector):
        return "[" + " ".join(digits) + "]"
    return "[" + "".join(f"{d[1:]}\u0304" if d[0] == "−" else d for d in digits) + "]"
