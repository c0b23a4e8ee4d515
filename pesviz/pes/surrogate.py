"""The surrogate of a scan: cheap predictions of the energies not evaluated (docs/method.md, 2.1).

With the framework frozen, the energy of an ion at r is close to c_ion + Σ_j φ_Z(j)(|r − r_j|) with one smooth
function φ for each kind of framework atom, shared by all ions of the crystal. The functions are splines
(`pair_features`), fitted jointly to all known energies by weighted least squares, low energies with the largest
weight. The residual varies slowly in space: a locally linear fit to the residuals of known points near by corrects
it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache

import numba as nb
import numpy as np
from threadpoolctl import ThreadpoolController

from pesviz.pes.grid import Grid
from pesviz.pes.pair_features import N_BASIS, images_within, pair_features
from pesviz.pes.surface import Surface
from pesviz.structure.crystal import Crystal

SCALE_EV = 0.25
"""Errors grow with the energy: their unit is this plus the fitted energy above the minimum, eV."""
CORRECTION_RANGE_EV = 1.5
"""Points whose fit lies higher than this above the limit are predicted without the local correction, eV."""
_WIDTH_A = 0.35
"""Width of the Gaussian weights of the local correction, Å."""
_REACH = 2.6
"""The Gaussian is cut off at this multiple of the width."""
_PRIOR_WEIGHT = 0.05
"""Weight of a zero residual in the local fit: without known points near by the correction vanishes."""
_STIFFNESS = 0.02
"""Weight against a slope of the local fit, Å²."""
_SMOOTHNESS = 1e-4
_RIDGE = 1e-6
"""Strengths of the penalties on second differences and on the size of coefficients, relative to the mean diagonal."""
EVIDENCE = (0.3, 1.5)
"""Limits of the classes of reliability: sums of the Gaussian weights of known points near by."""
N_CLASSES = len(EVIDENCE) + 1
_FIRST_ERROR = 0.15
"""Relative error assumed before errors are known."""
RELIABLE_ERROR = 0.4
"""Relative error below which pair splines describe a landscape: the root mean square of the fit is 0.05 to 0.23 with
real potentials and 0.6 to 1.1 on random fields. Of the errors of predictions the median is compared."""
_ENOUGH = 60
"""Number of errors of the last rounds that suffices to estimate the next ones."""
_FEW = 10
"""Number of errors up to which no quantile is computed."""


@dataclass(frozen=True, eq=False)
class Prediction:
    """Predicted energies of all unique points of one ion.

    Parameters
    ----------
    energies
        Above the ion's lowest known energy, shape (n,), eV; of known points the fit, not the energy.
    scale
        Unit of the errors of each point, shape (n,), eV.
    reliability
        Class of each point by the known points near by, 0 (none) … `N_CLASSES` − 1, shape (n,).
    """

    energies: np.ndarray
    scale: np.ndarray
    reliability: np.ndarray


class ErrorRecord:
    """Relative errors of predictions of low points, made before the points were evaluated.

    Parameters
    ----------
    recent
        Number of last rounds that count for the margin.
    """

    def __init__(self, recent: int = 3) -> None:
        self._rounds: list[tuple[np.ndarray, np.ndarray]] = []
        self._everywhere: list[np.ndarray] = []
        self._recent = recent

    def add(self, errors: np.ndarray, reliability: np.ndarray, low: np.ndarray) -> None:
        """Store the errors of a round, (predicted − evaluated) / scale, their classes and which points are low."""
        self._rounds.append((errors[low], reliability[low]))
        self._everywhere.append(errors)

    @property
    def are_small(self) -> bool:
        """Whether the last predictions were near the energies; True while there are too few."""
        errors = np.concatenate(self._everywhere[-self._recent :] or [np.empty(0)])
        return len(errors) <= _FEW or bool(np.median(np.abs(errors)) < RELIABLE_ERROR)

    def __len__(self) -> int:
        """Return the number of errors of low points."""
        return sum(len(errors) for errors, _ in self._rounds)

    def of_class(self, number: int, *, all_rounds: bool = False) -> np.ndarray:
        """Return the errors of a class of reliability: of the last rounds, and of earlier ones if these are few."""
        errors_of_class: list[np.ndarray] = []
        for rounds, (errors, reliability) in enumerate(reversed(self._rounds)):
            if not all_rounds and rounds >= self._recent and sum(map(len, errors_of_class)) >= _ENOUGH:
                break
            errors_of_class.append(errors[reliability == number])
        return np.concatenate(errors_of_class) if errors_of_class else np.empty(0)

    def margins(self, factors: Sequence[float], quantile: float) -> np.ndarray:
        """Return the margin of each class: how much too high predictions may be, in units of their scale.

        Parameters
        ----------
        factors, quantile
            The factor of each class times this quantile of the errors on the dangerous side, predicted too high.

        Returns
        -------
        numpy.ndarray
            Shape (N_CLASSES,), dimensionless; a class with known points near by is never less reliable than one
            without.
        """
        margins = np.empty(N_CLASSES)
        for number in range(N_CLASSES):
            errors = self.of_class(number)
            high = errors[errors > 0]
            if len(high) <= _FEW:
                high = (errors := self.of_class(number, all_rounds=True))[errors > 0]
            margins[number] = factors[number] * np.quantile(high, quantile) if len(high) > _FEW else 3 * _FIRST_ERROR
        return np.minimum.accumulate(margins)

    def deviations(self) -> np.ndarray:
        """Root mean square error of each class, in units of its scale, shape (N_CLASSES,)."""
        per_class = (self.of_class(number, all_rounds=True) for number in range(N_CLASSES))
        return np.array([np.sqrt(np.mean(e**2)) if len(e) > _FEW else _FIRST_ERROR for e in per_class])


class Surrogate:
    """Pair splines of one crystal, and their local corrections.

    An ion does not interact with its own site: the features of a point are those of the whole crystal minus those of
    the ion's own atom (and images). Memory: one row of features of the crystal for each grid point, shared by all
    ions; one row of `N_BASIS` features of its own atom for each point of an ion; one row for each known energy.

    Parameters
    ----------
    crystal
        The crystal.
    grid
        The grid.
    surfaces
        Representative ion → its unique points and known energies.
    """

    def __init__(self, crystal: Crystal, grid: Grid, surfaces: Mapping[int, Surface]) -> None:
        self.grid, self.surfaces = grid, surfaces
        numbers = crystal.atoms.numbers
        species = sorted(set(numbers.tolist()))
        kinds = np.searchsorted(species, numbers)
        self.n_kinds = len(species)
        points = np.unique(np.concatenate([surface.points for surface in surfaces.values()]))
        images = images_within(crystal.atoms.positions, kinds, grid.cell)
        self._features = pair_features(grid.positions(points), *images, self.n_kinds)
        self._rows = {n: np.searchsorted(points, surface.points) for n, surface in surfaces.items()}
        self._own_kind: dict[int, int] = {}
        self._own_features: dict[int, np.ndarray] = {}
        for n, surface in surfaces.items():
            atom = crystal.mobile_indices[n]
            self._own_kind[n] = int(kinds[atom])
            own, _ = images_within(crystal.atoms.positions[[atom]], kinds[[atom]], grid.cell)
            one_kind = np.zeros(len(own), dtype=int)
            self._own_features[n] = pair_features(grid.positions(surface.points), own, one_kind, 1)
        width = N_BASIS * self.n_kinds
        self.coefficients = np.zeros(width)
        self.offsets = dict.fromkeys(surfaces, 0.0)
        self._whole = np.zeros(len(points), dtype=np.float32)
        self.fit_error = np.inf
        """Root mean square residual of the fit, in units of the scale, its degrees of freedom taken into account."""
        self._fit_slots = {n: np.empty(0, dtype=int) for n in surfaces}
        self._fit_features = {n: np.empty((0, width), dtype=np.float32) for n in surfaces}
        self._steps, self._weights = _stencil(grid.steps)

    def fit(self) -> None:
        """Fit to all known energies.

        Each energy counts with weight 1 / (`SCALE_EV` + its height above the ion's lowest), squared. The unknowns are
        the spline coefficients, shared by all ions, and one offset for each ion.
        """
        width = len(self.coefficients)
        n = width + len(self.offsets)
        squares, n_energies = 0.0, 0
        normal: np.ndarray = np.zeros((n, n))
        right: np.ndarray = np.zeros(n)
        with single_threaded_blas():
            # Normal equations, accumulated ion by ion: the design matrix [features | 1 in the ion's column] is never
            # built as a whole.
            for column, (ion, surface) in enumerate(self.surfaces.items(), width):
                self._add_known_points(ion, surface)
                heights = surface.values[self._fit_slots[ion]] - surface.lowest
                weights = 1 / (SCALE_EV + heights)
                rows = self._fit_features[ion] * weights[:, None]
                normal[:width, :width] += rows.T @ rows
                normal[:width, column] = normal[column, :width] = rows.T @ weights
                normal[column, column] = weights @ weights
                right[:width] += rows.T @ (heights * weights)
                right[column] = weights @ (heights * weights)
                squares += float(np.sum((heights * weights) ** 2))
                n_energies += len(heights)
            unpenalised = normal.copy()
            # Penalties relative to the mean diagonal: smooth splines where data are few, a ridge for kinds of atoms
            # that no point is near, and a regular matrix in every case.
            size = np.trace(normal) / n
            normal += _SMOOTHNESS * size * _second_differences(self.n_kinds, n)
            normal[np.diag_indices(n)] += _RIDGE * size + 1e-12
            solution = np.linalg.solve(normal, right)
        # |y − Ax|² from the accumulated sums: yᵀy − 2 xᵀAᵀy + xᵀAᵀAx.
        residual = squares - 2 * solution @ right + solution @ unpenalised @ solution
        self.fit_error = float(np.sqrt(max(0.0, residual) / max(1, n_energies - n)))
        self.coefficients = solution[:width]
        self.offsets = dict(zip(self.surfaces, solution[width:].tolist(), strict=True))
        with single_threaded_blas():
            self._whole = self._features @ self.coefficients.astype(np.float32)

    def _add_known_points(self, ion: int, surface: Surface) -> None:
        """Compute the features of points whose energies became known since the last fit."""
        fresh = np.setdiff1d(np.flatnonzero(surface.known), self._fit_slots[ion], assume_unique=True)
        if len(fresh):
            self._fit_slots[ion] = np.concatenate([self._fit_slots[ion], fresh])
            features = self._features[self._rows[ion][fresh]]
            first = self._own_kind[ion] * N_BASIS
            features[:, first : first + N_BASIS] -= self._own_features[ion][fresh]
            self._fit_features[ion] = np.concatenate([self._fit_features[ion], features])

    def _own_coefficients(self, ion: int) -> np.ndarray:
        """Coefficients of the splines of the ion's own kind, shape (N_BASIS,), float32."""
        first = self._own_kind[ion] * N_BASIS
        return self.coefficients[first : first + N_BASIS].astype(np.float32)

    def predict(self, ion: int, limit: float) -> Prediction:
        """Predict the energies of an ion.

        Parameters
        ----------
        ion
            Number of a representative ion.
        limit
            Energy above the ion's lowest up to which the prediction matters, eV.
        """
        surface = self.surfaces[ion]
        energies = self._whole[self._rows[ion]] - self._own_features[ion] @ self._own_coefficients(ion)
        energies = energies.astype(float) + self.offsets[ion]
        scale = SCALE_EV + energies.clip(0)
        known = surface.known
        residuals = np.full(len(energies), np.nan)
        residuals[known] = (surface.values[known] - surface.lowest - energies[known]) / scale[known]
        reliability = np.zeros(len(energies), dtype=np.int8)
        low = np.flatnonzero(~known & (energies < limit + CORRECTION_RANGE_EV))
        if len(low):
            corrections, evidence = _local_corrections(
                surface.points[low], surface.slots, residuals, np.array(self.grid.shape), self._steps,
                self._steps @ self.grid.steps, self._weights, _STIFFNESS, _PRIOR_WEIGHT,
            )  # fmt: skip
            energies[low] += corrections * scale[low]
            reliability[low] = np.digitize(evidence, EVIDENCE)
        return Prediction(energies, scale, reliability)


@contextmanager
def single_threaded_blas() -> Iterator[None]:
    """Let BLAS use one thread: sums must not depend on the number of cores, even in their last bit."""
    with _blas().limit(limits=1, user_api="blas"):
        yield


@cache
def _blas() -> ThreadpoolController:
    return ThreadpoolController()


@cache
def _second_differences(n_kinds: int, size: int) -> np.ndarray:
    """Quadratic form Σ (second difference of the coefficients of each kind)², shape (size, size)."""
    differences = np.diff(np.eye(N_BASIS), 2, axis=0)
    form = np.zeros((size, size))
    for kind in range(n_kinds):
        block = slice(kind * N_BASIS, (kind + 1) * N_BASIS)
        form[block, block] = differences.T @ differences
    return form


def _stencil(steps: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Grid offsets within reach of a point and their Gaussian weights, shapes (n, 3) and (n,)."""
    radius = _REACH * _WIDTH_A
    reach = np.ceil(radius * np.linalg.norm(np.linalg.inv(steps), axis=0)).astype(int)
    offsets = np.stack(np.meshgrid(*[np.arange(-r, r + 1) for r in reach], indexing="ij"), axis=-1).reshape(-1, 3)
    distances = np.linalg.norm(offsets @ steps, axis=1)
    near = (distances > 0) & (distances <= radius)
    return offsets[near].astype(np.int64), np.exp(-((distances[near] / _WIDTH_A) ** 2))


@nb.njit(cache=True, nogil=True)
def _local_corrections(
    points: np.ndarray,
    slots: np.ndarray,
    residuals: np.ndarray,
    shape: np.ndarray,
    steps: np.ndarray,
    vectors: np.ndarray,
    weights: np.ndarray,
    stiffness: float,
    prior: float,
) -> tuple[np.ndarray, np.ndarray]:  # pragma: no cover - compiled
    """Locally linear fits to the residuals of known points around points, and the sums of the weights.

    For each point it minimises Σ w (r − a − b·d)² + prior · a² + stiffness · b² over a and b, d from the point to a
    known one; a is the correction at the point.
    """
    corrections, evidence = np.zeros(len(points)), np.zeros(len(points))
    n_a, n_b, n_c = shape
    normal, right = np.empty((4, 4)), np.empty(4)
    row = np.empty(4)
    row[0] = 1.0
    for p in range(len(points)):
        x = points[p]
        i, j, k = x // (n_b * n_c), (x // n_c) % n_b, x % n_c
        normal[:] = 0.0
        right[:] = 0.0
        for s in range(len(steps)):
            a, b, c = (i + steps[s, 0]) % n_a, (j + steps[s, 1]) % n_b, (k + steps[s, 2]) % n_c
            slot = slots[(a * n_b + b) * n_c + c]
            if slot >= 0 and not np.isnan(residuals[slot]):
                row[1], row[2], row[3] = vectors[s, 0], vectors[s, 1], vectors[s, 2]
                for m in range(4):
                    weight = weights[s] * row[m]
                    right[m] += weight * residuals[slot]
                    for n in range(m + 1):
                        normal[m, n] += weight * row[n]
        evidence[p] = normal[0, 0]
        if evidence[p] == 0.0:
            continue
        normal[0, 0] += prior
        for m in range(1, 4):
            normal[m, m] += stiffness
        # The 4×4 matrix is positive definite by prior and stiffness. Cholesky: normal = L Lᵀ, L in its lower
        # triangle, then L y = right and Lᵀ (a, b) = y, all in place.
        for m in range(4):
            for n in range(m + 1):
                total = normal[m, n]
                for o in range(n):
                    total -= normal[m, o] * normal[n, o]
                normal[m, n] = np.sqrt(total) if m == n else total / normal[n, n]
        for m in range(4):
            for o in range(m):
                right[m] -= normal[m, o] * right[o]
            right[m] /= normal[m, m]
        for m in range(3, -1, -1):
            for o in range(m + 1, 4):
                right[m] -= normal[o, m] * right[o]
            right[m] /= normal[m, m]
        corrections[p] = right[0]
    return corrections, evidence
