"""Descriptor table: every number of a landscape that may rank it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
import pandas as pd

from pesviz.landscape.descriptors import PAPER, THRESHOLD_EV, XiCalibration, xi_factors
from pesviz.landscape.free_volume import STANDARD_THRESHOLDS, Kind, fractions_below, smearing_offsets
from pesviz.landscape.landscape import Landscape
from pesviz.landscape.level_map import centred_level_map, face_minimum

FACE_QUANTILES: tuple[float, ...] = (0.03, 0.05, 0.1)
"""Parts of an outer face below the robust MPE, as in the paper's code; the MPE itself is the quantile zero."""

SITE_RADIUS = 1.5
"""Masked free volumes leave out what is closer to the ion's site, Å, as in the paper's code."""

LOWER_IS_BETTER: tuple[str, ...] = ("mpe", "e1d", "e2d", "e3d", "e_1d", "e_2d", "e_3d")
"""Beginnings of the names of energies: a low one makes a good conductor."""

_IN_WORDS: tuple[tuple[str, str], ...] = (
    ("fv_conn_", "FV connected"),
    ("fv_disc_", "FV disconnected"),
    ("fvm_conn_", "FV connected away from the site"),
    ("fvm_disc_", "FV disconnected away from the site"),
    ("fvw_conn_", "FV connected away from the site and its images"),
    ("fvw_disc_", "FV disconnected away from the site and its images"),
)


def threshold_name(threshold: float) -> str:
    """Return a threshold as columns name it: 0.5 eV is "0p5".

    Parameters
    ----------
    threshold
        eV.
    """
    text = f"{threshold:.4f}".rstrip("0")
    return (text + "0" if text.endswith(".") else text).replace(".", "p")


def threshold_of(column: str) -> float | None:
    """Return the threshold that a free-volume column is named after, eV; None for any other column.

    Parameters
    ----------
    column
        For example "fv_conn_0p5".
    """
    for prefix, _ in _IN_WORDS:
        if column.startswith(prefix):
            try:
                return float(column.removeprefix(prefix).replace("p", "."))
            except ValueError:
                return None
    return None


def direction(column: str) -> int:
    """Return +1 where a high value makes a good conductor, −1 where a low one does.

    Parameters
    ----------
    column
        Name of a descriptor.
    """
    return -1 if column.startswith(LOWER_IS_BETTER) else 1


def descriptor_title(column: str) -> str:
    """Return a descriptor's name for tables and axes.

    Parameters
    ----------
    column
        For example "fv_conn_0p5".
    """
    threshold = threshold_of(column)
    for prefix, words in _IN_WORDS:
        if column.startswith(prefix) and threshold is not None:
            return f"{words} ({threshold:g} eV)"
    if column.startswith("mpe_robust_"):
        return f"Robust MPE ({100 * float(column.removeprefix('mpe_robust_').replace('p', '.')):g} % of a face)"
    known = {
        "xi": "Ξ",
        "xi_calibrated": "Ξ, own thresholds",
        "s1": "S₁",
        "s2": "S₂",
        "mpe": "MPE",
        "e1d": "E_1D",
        "e2d": "E_2D",
        "e3d": "E_3D",
    }
    return known.get(column, column)


def is_descriptor(column: str) -> bool:
    """Whether a column of a results table is a descriptor that can rank: no error estimate, no prediction, no count.

    Parameters
    ----------
    column
        Its name.
    """
    if column.endswith(("_error", "_std", "_sem")) or "_estimate" in column or column == "xi_below":
        return False
    named = column in {"xi", "s1", "s2", "mpe", "e1d", "e2d", "e3d"} or column.startswith(
        ("xi_", "mpe_robust_", "model_")
    )
    return named or threshold_of(column) is not None


def descriptors(
    landscape: Landscape, *, calibration: XiCalibration = PAPER, grid_errors: bool = True
) -> dict[str, float]:
    """Return every descriptor of a landscape, from exact energies only.

    - ``fv_conn_T``, ``fv_disc_T``: free volumes at the standard thresholds (Eq. 3), 0p5 for 0.5 eV.
    - ``fvm_conn_T``, ``fvm_disc_T``: the same without what is within 1.5 Å of the ion's site, ``fvw_…`` also
      without what is within 1.5 Å of its images; see `masked_free_volumes`.
    - ``xi``, ``s1``, ``s2`` (Eq. 4); ``mpe`` (Eq. 2); ``e1d``, ``e2d``, ``e3d``, eV.
    - ``mpe_robust_Q``: robust MPE, the energy below which the part Q of an outer face is reached (0p05: 5 %), so
      that no single point of the grid decides it. Minimum over faces and ions, as the MPE.
    - ``mpe_error``, ``fv_conn_0p5_error``, ``fv_disc_0p5_error``: how much they change on the grid of twice the
      step, see `grid_error`.

    Parameters
    ----------
    landscape
        The landscape.
    calibration
        Thresholds of Ξ.
    grid_errors
        Add the grid errors; they cost about an eighth of a level map.

    Returns
    -------
    dict
        Name to value. Energies are infinite where nothing opens below what is known (a ranking puts them last), free
        volumes NaN above the limit of an energy-limited scan.
    """
    out: dict[str, float] = {}
    kinds: dict[str, Kind] = {"conn": "connected", "disc": "disconnected"}
    for short, kind in kinds.items():
        for t, v in zip(STANDARD_THRESHOLDS, landscape.free_volume(STANDARD_THRESHOLDS, kind), strict=True):
            out[f"fv_{short}_{threshold_name(t)}"] = float(v)
    out |= masked_free_volumes(landscape)
    connected, disconnected = (out[f"fv_{short}_{threshold_name(THRESHOLD_EV)}"] for short in kinds)
    unknown = np.isnan(connected) or np.isnan(disconnected)
    s1, s2 = (np.nan, np.nan) if unknown else xi_factors(connected, disconnected, calibration)
    out |= {"s1": s1, "s2": s2, "xi": s1 * s2, "mpe": float(landscape.mpe)}
    faces = face_quantiles(landscape)
    out |= {f"mpe_robust_{q:.2f}".replace(".", "p"): float(e) for q, e in zip(FACE_QUANTILES, faces, strict=True)}
    for name, energy in zip(("e1d", "e2d", "e3d"), landscape.percolation.energies, strict=True):
        out[name] = np.inf if energy is None else float(energy)
    if grid_errors:
        out |= grid_error(landscape)
    return out


def masked_free_volumes(landscape: Landscape, radius: float = SITE_RADIUS) -> dict[str, float]:
    """Free volumes without the surroundings of the site, where an ion only vibrates, at the standard thresholds.

    Eq. 3 with each ion's indicator function set to zero within a radius of its own minimum: on the 2×2×2 cell once
    (fvm, where its images count as places reached) or around the minimum's images too (fvw). The fraction is of the
    whole cell.

    Parameters
    ----------
    landscape
        The landscape.
    radius
        Å.

    Returns
    -------
    dict
        fvm_conn_T, fvm_disc_T, fvw_conn_T and fvw_disc_T; NaN above the limit of an energy-limited scan.
    """
    pes = landscape.pes
    shape = np.array(pes.grid.shape)
    ball = _ball(pes.grid.steps, radius)
    offsets = smearing_offsets(landscape.smearing)
    unknown = np.zeros(len(STANDARD_THRESHOLDS), dtype=bool)
    if landscape.up_to is not None:
        unknown = STANDARD_THRESHOLDS + offsets.max() > landscape.up_to + 1e-9
    out = {}
    for prefix, period in (("fvm", 2 * shape), ("fvw", shape)):
        for short in ("conn", "disc"):
            union = np.full(tuple(2 * shape), np.inf, dtype=np.float32)
            for ion in range(pes.n_ions):
                field = landscape.level_map[ion] if short == "conn" else np.tile(pes.energies[ion], (2, 2, 2))
                closed = np.zeros(tuple(period), dtype=bool)
                closed[tuple(((np.array(pes.minimum_index(ion)) + ball) % period).T)] = True
                if prefix == "fvw":
                    closed = np.tile(closed, (2, 2, 2))
                np.minimum(union, np.where(closed, np.float32(np.inf), field), out=union)
            volumes = fractions_below(np.sort(union, axis=None), STANDARD_THRESHOLDS, landscape.smearing)
            for t, volume, hidden in zip(STANDARD_THRESHOLDS, volumes, unknown, strict=True):
                out[f"{prefix}_{short}_{threshold_name(t)}"] = np.nan if hidden else float(volume)
    return out


def _ball(steps: np.ndarray, radius: float) -> np.ndarray:
    """Return the grid offsets closer to zero than a radius, shape (n, 3)."""
    # Along each axis as far as the planes of the grid stand from each other.
    reach = np.ceil(radius * np.linalg.norm(np.linalg.inv(steps), axis=0)).astype(int)
    box = np.stack(np.meshgrid(*[np.arange(-r, r + 1) for r in reach], indexing="ij"), axis=-1).reshape(-1, 3)
    return np.asarray(box[np.linalg.norm(box @ steps, axis=1) < radius])


def face_quantiles(landscape: Landscape, quantiles: Iterable[float] = FACE_QUANTILES) -> np.ndarray:
    """Energies below which parts of an outer face are reached, the smallest over the six faces and the ions.

    Parameters
    ----------
    landscape
        The landscape.
    quantiles
        Parts in [0, 1]; zero gives the MPE (Eq. 2).

    Returns
    -------
    numpy.ndarray
        eV, one value a quantile; infinite where that part is not reached below what is known.
    """
    wanted = np.asarray(list(quantiles), dtype=float)
    best = np.full(len(wanted), np.inf)
    seen: set[bytes] = set()
    for energies in landscape.pes.exact_energies:
        if (key := energies.tobytes()) in seen:
            continue  # an equivalent ion with the same field
        seen.add(key)
        level = centred_level_map(energies, landscape.pes.grid.steps)
        for axis in range(3):
            for end in (0, -1):
                face = np.take(level, end, axis=axis).astype(float)
                with np.errstate(invalid="ignore"):
                    values = np.quantile(face, wanted)
                best = np.minimum(best, np.where(np.isnan(values), np.inf, values))  # NaN is between infinities
    return best


def grid_error(landscape: Landscape) -> dict[str, float]:
    """How much MPE and free volumes change on the grid of twice the step: an estimate of what the grid itself costs.

    The disconnected FV: standard deviation over the eight sub-grids of every second point (their mean is the value
    itself). MPE and connected FV: difference to the sub-grid that holds the minimum of the ion that percolates first;
    the relative change of that ion's connected FV is taken for the union's. Errors on the full grid are smaller: by
    a factor of about two to four where the surface is smooth.

    Parameters
    ----------
    landscape
        The landscape.

    Returns
    -------
    dict
        mpe_error (eV), fv_conn_0p5_error, fv_disc_0p5_error; NaN where not known.
    """
    pes = landscape.pes
    exact = pes.exact_energies
    known = pes.limit is None or pes.limit + 1e-9 >= THRESHOLD_EV
    union = exact.min(axis=0)
    grids = [union[i::2, j::2, k::2] for i, j, k in np.ndindex(2, 2, 2)]
    parts = [float(np.mean(grid < np.float32(THRESHOLD_EV))) for grid in grids if grid.size]
    ion = int(np.argmin(landscape.mpe_per_ion))
    centred = np.roll(exact[ion], [-i for i in pes.minimum_index(ion)], axis=(0, 1, 2))
    coarse = np.ascontiguousarray(centred[::2, ::2, ::2])
    level = centred_level_map(coarse, pes.crystal.cell / np.array(coarse.shape)[:, None])
    rough = float(np.mean(level[:-1, :-1, :-1] < THRESHOLD_EV))
    fine = float(np.mean(landscape.level_map[ion] < THRESHOLD_EV))
    total = float(landscape.free_volume(THRESHOLD_EV, "connected"))
    with np.errstate(invalid="ignore"):
        mpe_error = float(abs(np.float64(face_minimum(level)) - landscape.mpe))
    return {
        "mpe_error": mpe_error if np.isfinite(mpe_error) else np.nan,
        "fv_conn_0p5_error": abs(rough - fine) / fine * total if fine > 0 else np.nan,
        "fv_disc_0p5_error": float(np.std(parts)) if known else np.nan,
    }


def descriptor_table(landscapes: Mapping[str, Landscape], **options: Any) -> pd.DataFrame:
    """Descriptors of several landscapes.

    Parameters
    ----------
    landscapes
        Id to landscape.
    **options
        See `descriptors`.

    Returns
    -------
    pandas.DataFrame
        One row each, the index "source_id"; also formula, potential, n_atoms and n_ions.
    """
    rows = {}
    for key, landscape in landscapes.items():
        pes = landscape.pes
        rows[key] = {
            "formula": pes.crystal.formula,
            "potential": pes.potential.get("name", ""),
            "n_atoms": len(pes.crystal.atoms),
            "n_ions": pes.n_ions,
            **descriptors(landscape, **options),
        }
    table = pd.DataFrame.from_dict(rows, orient="index")
    table.index.name = "source_id"
    return table


def recalibrated(table: pd.DataFrame, calibration: XiCalibration) -> pd.DataFrame:
    """Return a results table with Ξ of other thresholds.

    Parameters
    ----------
    table
        With columns fv_conn_0p5 and fv_disc_0p5.
    calibration
        Thresholds of Ξ.

    Returns
    -------
    pandas.DataFrame
        A copy with new s1, s2 and xi.
    """
    factors = []
    for column, half in (("fv_conn_0p5", calibration.connected), ("fv_disc_0p5", calibration.disconnected)):
        volume = table[column].to_numpy(dtype=float)
        with np.errstate(divide="ignore", over="ignore"):
            factors.append(1 / (1 + np.exp(-calibration.steepness * (half + np.log10(volume)))))
    return table.assign(s1=factors[0], s2=factors[1], xi=factors[0] * factors[1])
