"""Descriptors: the numbers of a landscape that can rank it, and their table."""

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
"""Shares of an outer face below the robust MPE, as in the paper's code; the MPE itself is the quantile zero."""

SITE_RADIUS = 1.5
"""Masked free volumes leave out points closer to the ion's site than this, Å, as in the paper's code."""

LOWER_IS_BETTER: tuple[str, ...] = ("mpe", "e1d", "e2d", "e3d", "e_1d", "e_2d", "e_3d")
"""Prefixes of the names of energies, for which a low value makes a good conductor."""

_TITLES: tuple[tuple[str, str], ...] = (
    ("fv_conn_", "FV connected"),
    ("fv_disc_", "FV disconnected"),
    ("fvm_conn_", "FV connected away from the site"),
    ("fvm_disc_", "FV disconnected away from the site"),
    ("fvw_conn_", "FV connected away from the site and its images"),
    ("fvw_disc_", "FV disconnected away from the site and its images"),
)


def threshold_name(threshold: float) -> str:
    """Return a threshold in the form of column names: 0.5 eV is "0p5".

    Parameters
    ----------
    threshold
        eV.
    """
    text = f"{threshold:.4f}".rstrip("0")
    return (text + "0" if text.endswith(".") else text).replace(".", "p")


def threshold_of(column: str) -> float | None:
    """Return the threshold in the name of a free-volume column, eV; None for any other column.

    Parameters
    ----------
    column
        For example "fv_conn_0p5".
    """
    for prefix, _ in _TITLES:
        if column.startswith(prefix):
            try:
                return float(column.removeprefix(prefix).replace("p", "."))
            except ValueError:
                return None
    return None


def direction(column: str) -> int:
    """Return +1 where a high value makes a good conductor, −1 where a low one does."""
    return -1 if column.startswith(LOWER_IS_BETTER) else 1


def descriptor_title(column: str) -> str:
    """Return a descriptor's name for tables and axes.

    Parameters
    ----------
    column
        For example "fv_conn_0p5".
    """
    threshold = threshold_of(column)
    for prefix, title in _TITLES:
        if column.startswith(prefix) and threshold is not None:
            return f"{title} ({threshold:g} eV)"
    if column.startswith("mpe_robust_"):
        return f"Robust MPE ({100 * float(column.removeprefix('mpe_robust_').replace('p', '.')):g} % of a face)"
    titles = {
        "xi": "Ξ",
        "xi_calibrated": "Ξ, own thresholds",
        "s1": "S₁",
        "s2": "S₂",
        "mpe": "MPE",
        "e1d": "E_1D",
        "e2d": "E_2D",
        "e3d": "E_3D",
    }
    return titles.get(column, column)


def is_descriptor(column: str) -> bool:
    """Whether a column of a results table is a descriptor for ranking: no error, no prediction, no count."""
    if column.endswith(("_error", "_std", "_sem")) or "_estimate" in column or column == "xi_below":
        return False
    is_standard = column in {"xi", "s1", "s2", "mpe", "e1d", "e2d", "e3d"} or column.startswith(
        ("xi_", "mpe_robust_", "model_")
    )
    return is_standard or threshold_of(column) is not None


def descriptors(
    landscape: Landscape, *, calibration: XiCalibration = PAPER, grid_errors: bool = True
) -> dict[str, float]:
    """Return every descriptor of a landscape, from exact energies only.

    - ``fv_conn_T``, ``fv_disc_T``: free volumes at the standard thresholds (Eq. 3), 0p5 for 0.5 eV.
    - ``fvm_conn_T``, ``fvm_disc_T``: the same without points within 1.5 Å of the ion's site, ``fvw_…`` also
      without points within 1.5 Å of its images; see `masked_free_volumes`.
    - ``xi``, ``s1``, ``s2`` (Eq. 4); ``mpe`` (Eq. 2); ``e1d``, ``e2d``, ``e3d``, eV.
    - ``mpe_robust_Q``: robust MPE, the energy below which the share Q of an outer face is reached (0p05: 5 %),
      which does not depend on a single grid point. Minimum over faces and ions, as the MPE.
    - ``mpe_error``, ``fv_conn_0p5_error``, ``fv_disc_0p5_error``: their change on the grid of twice the
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
        Name to value. Energies are infinite where nothing opens below the highest known energy (ranked last), free
        volumes NaN above the limit of an energy-limited scan.
    """
    out: dict[str, float] = {}
    kinds: dict[str, Kind] = {"conn": "connected", "disc": "disconnected"}
    for short, kind in kinds.items():
        for t, v in zip(STANDARD_THRESHOLDS, landscape.free_volume(STANDARD_THRESHOLDS, kind), strict=True):
            out[f"fv_{short}_{threshold_name(t)}"] = float(v)
    out |= masked_free_volumes(landscape)
    connected, disconnected = (out[f"fv_{short}_{threshold_name(THRESHOLD_EV)}"] for short in kinds)
    no_volumes = np.isnan(connected) or np.isnan(disconnected)
    s1, s2 = (np.nan, np.nan) if no_volumes else xi_factors(connected, disconnected, calibration)
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
    (fvm, where its images count) or around the minimum's images too (fvw). The fraction is of the
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
    above_limit = np.zeros(len(STANDARD_THRESHOLDS), dtype=bool)
    if landscape.up_to is not None:
        above_limit = STANDARD_THRESHOLDS + offsets.max() > landscape.up_to + 1e-9
    out = {}
    for prefix, period in (("fvm", 2 * shape), ("fvw", shape)):
        for short in ("conn", "disc"):
            union = np.full(tuple(2 * shape), np.inf, dtype=np.float32)
            for ion in range(pes.n_ions):
                field = landscape.level_map[ion] if short == "conn" else np.tile(pes.energies[ion], (2, 2, 2))
                is_near_site = np.zeros(tuple(period), dtype=bool)
                is_near_site[tuple(((np.array(pes.minimum_index(ion)) + ball) % period).T)] = True
                if prefix == "fvw":
                    is_near_site = np.tile(is_near_site, (2, 2, 2))
                np.minimum(union, np.where(is_near_site, np.float32(np.inf), field), out=union)
            volumes = fractions_below(np.sort(union, axis=None), STANDARD_THRESHOLDS, landscape.smearing)
            for t, volume, is_unknown in zip(STANDARD_THRESHOLDS, volumes, above_limit, strict=True):
                out[f"{prefix}_{short}_{threshold_name(t)}"] = np.nan if is_unknown else float(volume)
    return out


def _ball(steps: np.ndarray, radius: float) -> np.ndarray:
    """Return the grid offsets closer to zero than a radius, shape (n, 3)."""
    # The box reaches at least the radius along the normal of each grid plane.
    reach = np.ceil(radius * np.linalg.norm(np.linalg.inv(steps), axis=0)).astype(int)
    box = np.stack(np.meshgrid(*[np.arange(-r, r + 1) for r in reach], indexing="ij"), axis=-1).reshape(-1, 3)
    return np.asarray(box[np.linalg.norm(box @ steps, axis=1) < radius])


def face_quantiles(landscape: Landscape, quantiles: Iterable[float] = FACE_QUANTILES) -> np.ndarray:
    """Energies below which shares of an outer face are reached, the smallest over the six faces and the ions.

    Parameters
    ----------
    landscape
        The landscape.
    quantiles
        Shares in [0, 1]; zero gives the MPE (Eq. 2).

    Returns
    -------
    numpy.ndarray
        eV, one value a quantile; infinite where that share is not reached below the highest known energy.
    """
    fractions = np.asarray(list(quantiles), dtype=float)
    lowest = np.full(len(fractions), np.inf)
    fields: set[bytes] = set()
    for energies in landscape.pes.exact_energies:
        if (key := energies.tobytes()) in fields:
            continue  # an equivalent ion with the same field
        fields.add(key)
        level = centred_level_map(energies, landscape.pes.grid.steps)
        for axis in range(3):
            for end in (0, -1):
                face = np.take(level, end, axis=axis).astype(float)
                with np.errstate(invalid="ignore"):
                    values = np.quantile(face, fractions)
                lowest = np.minimum(lowest, np.where(np.isnan(values), np.inf, values))  # NaN is between infinities
    return lowest


def grid_error(landscape: Landscape) -> dict[str, float]:
    """Change of MPE and free volumes on the grid of twice the step: an estimate of the error of the grid.

    The disconnected FV: standard deviation over the eight sub-grids of every second point (their mean is the value
    itself). MPE and connected FV: difference to the sub-grid that holds the minimum of the ion that percolates first;
    the union's connected FV is assumed to have the same relative change as that ion's. Errors on the full grid are
    smaller: by a factor of about two to four where the surface is smooth.

    Returns
    -------
    dict
        mpe_error (eV), fv_conn_0p5_error, fv_disc_0p5_error; NaN where unknown.
    """
    pes = landscape.pes
    exact = pes.exact_energies
    is_exact = pes.limit is None or pes.limit + 1e-9 >= THRESHOLD_EV
    union = exact.min(axis=0)
    grids = [union[i::2, j::2, k::2] for i, j, k in np.ndindex(2, 2, 2)]
    parts = [float(np.mean(grid < np.float32(THRESHOLD_EV))) for grid in grids if grid.size]
    ion = int(np.argmin(landscape.mpe_per_ion))
    shifted_energies = np.roll(exact[ion], [-i for i in pes.minimum_index(ion)], axis=(0, 1, 2))
    coarse = np.ascontiguousarray(shifted_energies[::2, ::2, ::2])
    level = centred_level_map(coarse, pes.crystal.cell / np.array(coarse.shape)[:, None])
    coarse_fv = float(np.mean(level[:-1, :-1, :-1] < THRESHOLD_EV))
    full_fv = float(np.mean(landscape.level_map[ion] < THRESHOLD_EV))
    total = float(landscape.free_volume(THRESHOLD_EV, "connected"))
    with np.errstate(invalid="ignore"):
        mpe_error = float(abs(np.float64(face_minimum(level)) - landscape.mpe))
    return {
        "mpe_error": mpe_error if np.isfinite(mpe_error) else np.nan,
        "fv_conn_0p5_error": abs(coarse_fv - full_fv) / full_fv * total if full_fv > 0 else np.nan,
        "fv_disc_0p5_error": float(np.std(parts)) if is_exact else np.nan,
    }


def descriptor_table(landscapes: Mapping[str, Landscape], **options: Any) -> pd.DataFrame:
    """Descriptors of several landscapes.

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


def with_calibration(table: pd.DataFrame, calibration: XiCalibration) -> pd.DataFrame:
    """Return a results table with Ξ of other thresholds."""
    factors = []
    for column, half in (("fv_conn_0p5", calibration.connected), ("fv_disc_0p5", calibration.disconnected)):
        volume = table[column].to_numpy(dtype=float)
        with np.errstate(divide="ignore", over="ignore"):
            factors.append(1 / (1 + np.exp(-calibration.steepness * (half + np.log10(volume)))))
    return table.assign(s1=factors[0], s2=factors[1], xi=factors[0] * factors[1])
