"""The two thresholds of Ξ (Eq. 4) for a potential: fitted to labelled data, cross-validated, kept with the potential.

The paper tuned them with the original M3GNet. Another potential makes barriers higher or lower throughout, which
shifts both free volumes; so its thresholds may be others. Whether fitted ones rank structures better that they have
not seen is a question to the data, and `calibrate` answers it beside the fit.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from pesviz.errors import LabelsError, SettingsError
from pesviz.io.atomic import write_text
from pesviz.io.folders import config_folder
from pesviz.io.provenance import current_date
from pesviz.landscape.descriptors import PAPER, XiCalibration
from pesviz.ranking.evaluation import Evaluation
from pesviz.ranking.features import with_calibration
from pesviz.ranking.scores import MAX_FPR, areas_of, bootstrap_partial_auc, partial_auc, percentiles, resample_counts

CONNECTED_GRID: np.ndarray = np.round(np.arange(1.0, 3.51, 0.1), 2)
"""Candidates for −log₁₀ FV_connected(0.5 eV) at S₁ = ½."""
DISCONNECTED_GRID: np.ndarray = np.round(np.arange(0.35, 2.36, 0.1), 2)
"""Candidates for −log₁₀ FV_disconnected(0.5 eV) at S₂ = ½."""
FIT_RESAMPLES = 60
"""A fit maximises the mean score of so many resamples, not that of one sample, which is a staircase."""
FILE = "calibrations.json"


@dataclass(frozen=True)
class Calibration:
    """Thresholds of Ξ fitted for a potential, and what they are worth.

    Parameters
    ----------
    potential
        Its name.
    thresholds
        The fitted ones.
    labels
        Name of the labels.
    n
        Structures.
    n_good, n_bad
        Their weights.
    score, paper_score
        Partial AUC of Ξ on the data of the fit, with the fitted and with the paper's thresholds.
    validated, paper_validated
        The same on structures that a fit has not seen: mean over repeated five-fold cross-validation.
    gain
        16, 50 and 84 % of the difference of the last two, over repeats and bootstrap resamples.
    date
        When, ISO 8601.
    """

    potential: str
    thresholds: XiCalibration
    labels: str
    n: int
    n_good: float
    n_bad: float
    score: float
    paper_score: float
    validated: float
    paper_validated: float
    gain: tuple[float, float, float]
    date: str = ""

    @property
    def helps(self) -> bool:
        """Whether structures not seen rank better, by more than the spread."""
        return bool(self.gain[0] > 0)

    @property
    def verdict(self) -> str:
        """One sentence: whether it helps."""
        if self.thresholds == PAPER:
            return f"The {self.n} structures give no reason to leave the paper's thresholds."
        low, middle, high = self.gain
        span = f"{middle:+.3f} (16–84 %: {low:+.3f} to {high:+.3f})"
        if self.helps:
            return f"Fitted thresholds rank unseen structures better, by {span}."
        if high < 0:
            return f"Fitted thresholds rank unseen structures worse, by {span}: keep the paper's."
        return f"Whether fitted thresholds help is not decided by {self.n} structures: {span}; keep the paper's."

    def to_dict(self) -> dict[str, Any]:
        """Return it as plain values."""
        return {**asdict(self), "gain": list(self.gain), "helps": self.helps, "verdict": self.verdict}

    @classmethod
    def from_dict(cls, values: dict[str, Any]) -> Calibration:
        """Return what `to_dict` made."""
        names = set(cls.__dataclass_fields__)
        fields = {key: value for key, value in values.items() if key in names}
        low, middle, high = (float(v) for v in fields["gain"])
        return cls(**{**fields, "thresholds": XiCalibration(**fields["thresholds"]), "gain": (low, middle, high)})


def calibrate(
    evaluation: Evaluation, potential: str, *, folds: int = 5, repeats: int = 5, seed: int = 0, n_resamples: int = 200
) -> Calibration:
    """Fit the two thresholds of Ξ to labelled data, and see whether they help on structures not seen.

    Parameters
    ----------
    evaluation
        Results joined to labels; needs fv_conn_0p5 and fv_disc_0p5.
    potential
        Whose results they are.
    folds, repeats
        Of the cross-validation; good structures are spread evenly over the folds.
    seed
        Of folds and resamples.
    n_resamples
        Bootstrap resamples of the gain, per repeat.

    Raises
    ------
    LabelsError
        There are no free volumes, or not enough good and bad structures.
    """
    joined = evaluation.joined
    columns = ["fv_conn_0p5", "fv_disc_0p5"]
    if not set(columns) <= set(joined):
        raise LabelsError("The results hold no FV(0.5 eV).", "Make them with `pesviz screen`.")
    volumes = joined[columns].to_numpy(dtype=float)
    good, bad = joined["good"].to_numpy(), joined["bad"].to_numpy()
    if len(joined) < 2 * folds or good.sum() < 2 or bad.sum() < 2:
        raise LabelsError(
            f"{len(joined)} structures ({good.sum():.1f} good, {bad.sum():.1f} bad by weight) are too few.",
            "Label more structures.",
        )
    fpr = evaluation.max_fpr
    thresholds = fit_thresholds(volumes, good, bad, max_fpr=fpr, seed=seed)
    paper = xi_of(volumes, PAPER)
    rng = np.random.default_rng(seed)
    validated, gains = [], []
    for repeat in range(repeats):
        unseen = np.empty(len(joined))
        for part in _folds(good, folds, rng):
            rest = np.setdiff1d(np.arange(len(joined)), part)
            fitted = fit_thresholds(volumes[rest], good[rest], bad[rest], max_fpr=fpr, seed=seed)
            unseen[part] = xi_of(volumes[part], fitted)
        pair = np.stack([unseen, paper], axis=1)
        validated.append(float(partial_auc(unseen, good, bad, max_fpr=fpr)))
        areas = bootstrap_partial_auc(pair, good, bad, max_fpr=fpr, n_resamples=n_resamples, seed=seed + repeat)
        gains.append(areas[:, 0] - areas[:, 1])
    low, middle, high = (float(v) for v in percentiles(np.concatenate(gains)))
    paper_score = float(partial_auc(paper, good, bad, max_fpr=fpr))
    return Calibration(
        potential, thresholds, evaluation.labels.name, len(joined), float(good.sum()), float(bad.sum()),
        float(partial_auc(xi_of(volumes, thresholds), good, bad, max_fpr=fpr)), paper_score,
        float(np.mean(validated)), paper_score, (low, middle, high),
        current_date(),
    )  # fmt: skip


def xi_of(volumes: np.ndarray, thresholds: XiCalibration) -> np.ndarray:
    """Ξ (Eq. 4) of many structures.

    Parameters
    ----------
    volumes
        FV(0.5 eV), connected and disconnected, shape (n, 2).
    thresholds
        Thresholds of Ξ.
    """
    table = pd.DataFrame(volumes, columns=["fv_conn_0p5", "fv_disc_0p5"])
    return with_calibration(table, thresholds)["xi"].to_numpy(dtype=float)


def fit_thresholds(
    volumes: np.ndarray, good: ArrayLike, bad: ArrayLike, *, max_fpr: float = MAX_FPR, seed: int = 0
) -> XiCalibration:
    """Return the thresholds on a grid whose Ξ has the best mean score over resamples.

    Of those within a hundredth of the best, the ones closest to the paper's: data that do not care change nothing.

    Parameters
    ----------
    volumes
        See `xi_of`.
    good, bad
        Weights, shape (n,).
    max_fpr
        See `partial_auc`.
    seed
        Of the resamples.
    """
    with np.errstate(divide="ignore"):
        logs = np.log10(volumes)
    s1, s2 = (
        1 / (1 + np.exp(-np.clip(PAPER.steepness * (grid[:, None] + logs[:, i]), -500, 500)))
        for i, grid in enumerate((CONNECTED_GRID, DISCONNECTED_GRID))
    )
    counts = resample_counts(len(volumes), FIT_RESAMPLES, seed)
    plus, minus = counts * np.asarray(good)[:, None], counts * np.asarray(bad)[:, None]
    scores = np.empty((len(s1), len(s2)))
    for i, first in enumerate(s1):
        for j, second in enumerate(s2):
            areas = areas_of(first * second, plus, minus, max_fpr)
            scores[i, j] = np.nanmean(areas) if np.isfinite(areas).any() else 0.0
    distance = np.hypot(CONNECTED_GRID[:, None] - PAPER.connected, DISCONNECTED_GRID[None] - PAPER.disconnected)
    near = np.where(scores >= scores.max() - 0.01 * max_fpr, distance, np.inf)
    best = np.unravel_index(int(np.argmin(near)), near.shape)
    return XiCalibration(float(CONNECTED_GRID[best[0]]), float(DISCONNECTED_GRID[best[1]]), PAPER.steepness)


def _folds(good: np.ndarray, folds: int, rng: np.random.Generator) -> list[np.ndarray]:
    """Split structures into parts with about the same weight of good ones each."""
    order = np.lexsort((rng.random(len(good)), -np.round(good, 1)))
    return [order[start::folds] for start in range(folds)]


def stored_calibrations() -> dict[str, Calibration]:
    """Return what was stored, by potential; nothing where the file is not there.

    Raises
    ------
    SettingsError
        The file is there and cannot be read.
    """
    path = config_folder() / FILE
    if not path.is_file():
        return {}
    try:
        values = json.loads(path.read_text(encoding="utf-8"))
        return {name: Calibration.from_dict(entry) for name, entry in values["potentials"].items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise SettingsError(f"{path} holds no calibrations ({error}).", "Mend it or delete it.") from error


def store(calibration: Calibration) -> Path:
    """Keep a calibration with its potential in the user's configuration.

    Raises
    ------
    SettingsError
        It cannot be written.
    """
    return _write({**stored_calibrations(), calibration.potential: calibration})


def forget(potential: str) -> bool:
    """Delete the stored calibration of a potential."""
    calibrations = stored_calibrations()
    if calibrations.pop(potential, None) is None:
        return False
    _write(calibrations)
    return True


def _write(calibrations: dict[str, Calibration]) -> Path:
    path = config_folder() / FILE
    text = json.dumps(
        {"format": "pesviz-calibrations", "potentials": {n: c.to_dict() for n, c in sorted(calibrations.items())}},
        ensure_ascii=False, indent=1,
    )  # fmt: skip
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_text(path, text)
    except OSError as error:
        raise SettingsError(
            f"{path} cannot be written ({error.strerror}).", "Name a folder in PESVIZ_CONFIG."
        ) from error
    return path


def calibration_in_force(potential: str) -> tuple[XiCalibration, str]:
    """Return the thresholds that hold for a potential, and a sentence that says where they come from."""
    stored = stored_calibrations().get(potential)
    if stored is not None:
        t = stored.thresholds
        return t, (
            f"Ξ with thresholds {t.connected:.2f} and {t.disconnected:.2f}, fitted for {potential} to {stored.n} "
            f"structures of {stored.labels} on {stored.date[:10]}. {stored.verdict}"
        )
    own = "with which they were tuned" if potential == "m3gnet-mp-2021" else "though they were tuned with M3GNet"
    return PAPER, f"Ξ with the paper's thresholds {PAPER.connected:.2f} and {PAPER.disconnected:.2f}, {own}."


def with_own_thresholds(table: pd.DataFrame, potential: str) -> tuple[pd.DataFrame, str]:
    """Add Ξ with the thresholds stored for a potential, where there are any.

    Returns
    -------
    table, note
        With a column xi_calibrated beside xi; a sentence about it. Unchanged and "" where nothing is stored.
    """
    columns = ["fv_conn_0p5", "fv_disc_0p5"]
    if potential not in stored_calibrations() or not set(columns) <= set(table):
        return table, ""
    thresholds, words = calibration_in_force(potential)
    note = f"{words} On the structures of that fit its score looks better than it is."
    return table.assign(xi_calibrated=xi_of(table[columns].to_numpy(dtype=float), thresholds)), note
