"""Weights of a labelled structure as good and as bad, from its conductivity and error (docs/method.md, 8.1)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike
from scipy.special import erfc

from pesviz.errors import SettingsError
from pesviz.ranking.labels.label_set import COLUMNS, LabelSet

Convention = Literal["text", "scripts"]


@dataclass(frozen=True)
class WeightRule:
    """Thresholds between good and bad conductors, and the error of a label.

    Parameters
    ----------
    name
        Name in `RULES`.
    good_above, bad_below
        σ⁺ and σ⁻, S/cm; without σ⁻ nothing is bad by this rule.
    relative_error
        Relative error (1 is 100 %) of labels without an error of their own; None where every label needs one.
    relative_error_scripts
        The same in the paper's scripts.
    logarithmic
        Compare log₁₀ σ: its error is then error / (σ ln 10).
    """

    name: str
    good_above: float
    bad_below: float | None
    relative_error: float | None = None
    relative_error_scripts: float | None = None
    logarithmic: bool = False

    def __post_init__(self) -> None:
        """Refuse thresholds that cross."""
        if self.good_above <= 0 or (self.bad_below is not None and not 0 < self.bad_below <= self.good_above):
            raise SettingsError(
                f"σ⁺ = {self.good_above} and σ⁻ = {self.bad_below} S/cm are not possible.",
                "Give two positive conductivities, the threshold of the bad ones not above that of the good ones.",
            )

    def with_thresholds(self, good_above: float | None, bad_below: float | None) -> WeightRule:
        """Return the rule with other thresholds.

        Parameters
        ----------
        good_above, bad_below
            S/cm; None keeps the rule's own.
        """
        return replace(
            self,
            good_above=self.good_above if good_above is None else good_above,
            bad_below=self.bad_below if bad_below is None else bad_below,
        )


RULES: dict[str, WeightRule] = {
    "kahle2020": WeightRule("kahle2020", 0.1, 0.01),
    "extrapolated": WeightRule("extrapolated", 10**-2.5, None, logarithmic=True),
    "experiment": WeightRule("experiment", 5e-5, 1e-5, relative_error=1.0, relative_error_scripts=0.5),
}
"""The paper's rules: KAHLE2020 at 1000 K, positives extrapolated to 300 K, measurements at room temperature."""


def weight_rule(name: str) -> WeightRule:
    """Return a rule by name.

    Raises
    ------
    SettingsError
        There is no such rule.
    """
    if name not in RULES:
        raise SettingsError(f"There is no weight rule '{name}'.", f"Choose one of {', '.join(RULES)}.")
    return RULES[name]


def label_weights(
    sigma: ArrayLike,
    error: ArrayLike,
    rule: WeightRule,
    *,
    upper_bound: ArrayLike | None = None,
    convention: Convention = "text",
) -> tuple[np.ndarray, np.ndarray]:
    """Weights of labels as good and as bad conductors.

    In the text, the integral of N(σ, error) above σ⁺ is the weight as good, that below σ⁻ the weight as bad. The
    paper's scripts leave out the √2 of a Gaussian integral, ½·erfc((σ⁺ − σ)/error), and take 50 % for the relative
    error of measured labels where the text says 100 %. An upper bound at or below σ⁻ is bad with weight one; a
    higher bound is undecided and has no weight.

    Parameters
    ----------
    sigma
        Conductivities or, where `upper_bound`, bounds, shape (n,), S/cm.
    error
        Their standard errors, S/cm; NaN takes the rule's relative error.
    rule
        Thresholds.
    upper_bound
        True for bounds; none by default.
    convention
        "text" or "scripts".

    Returns
    -------
    good, bad
        Each of shape (n,), in [0, 1].

    Raises
    ------
    SettingsError
        There is no such convention, a label has no error and the rule none for it, or a logarithm is not defined.
    """
    if convention not in {"text", "scripts"}:
        raise SettingsError(f"There is no weight convention {convention!r}.", "Choose text or scripts.")
    value, spread = label_distribution(sigma, error, rule, convention=convention)
    width = spread * (np.sqrt(2) if convention == "text" else 1.0)
    to_scale = np.log10 if rule.logarithmic else float
    good = _tail(to_scale(rule.good_above) - value, width)
    bad = np.zeros_like(good) if rule.bad_below is None else _tail(value - to_scale(rule.bad_below), width)
    if upper_bound is not None:
        is_bound = np.asarray(upper_bound, dtype=bool)
        below = is_bound & (np.asarray(sigma, dtype=float) <= (rule.bad_below or 0.0))
        good = np.where(is_bound, 0.0, good)
        bad = np.where(is_bound, below.astype(float), bad)
    return good, bad


def label_distribution(
    sigma: ArrayLike, error: ArrayLike, rule: WeightRule, *, convention: Convention = "text"
) -> tuple[np.ndarray, np.ndarray]:
    """Mean and standard deviation of the labels on the rule's scale.

    Returns
    -------
    value, spread
        In S/cm, or in decades for a logarithmic rule.
    """
    value = np.asarray(sigma, dtype=float)
    spread = np.asarray(error, dtype=float)
    relative = rule.relative_error if convention == "text" else rule.relative_error_scripts
    if np.isnan(spread).any():
        if relative is None:
            raise SettingsError(
                f"Some labels have no error, and the rule {rule.name} has none for them.",
                "Give a column of standard errors, or use the rule 'experiment'.",
            )
        spread = np.where(np.isnan(spread), relative * np.abs(value), spread)
    if rule.logarithmic:
        if (value <= 0).any():
            raise SettingsError("A conductivity is not positive.", "Use a rule that is not logarithmic.")
        return np.log10(value), spread / (value * np.log(10))
    return value, spread


def _tail(distance: np.ndarray, width: np.ndarray) -> np.ndarray:
    """½·erfc(distance/width); a step (½ at zero) where the width is zero."""
    with np.errstate(divide="ignore", invalid="ignore"):
        smooth = 0.5 * erfc(distance / width)
    return np.where(width > 0, smooth, 0.5 * (1 - np.sign(distance)))


def weights_of(labels: LabelSet, rule: WeightRule | None = None, *, convention: Convention = "text") -> pd.DataFrame:
    """Weights of a label set.

    Parameters
    ----------
    labels
        The set.
    rule
        Its own by default.
    convention
        "text" or "scripts".

    Returns
    -------
    pandas.DataFrame
        Columns good and bad, the set's index.
    """
    table = labels.table
    good, bad = label_weights(
        table["sigma"].to_numpy(),
        table["sigma_error"].to_numpy(dtype=float),
        rule or weight_rule(labels.rule),
        upper_bound=table["upper_bound"].to_numpy(),
        convention=convention,
    )
    return pd.DataFrame({"good": good, "bad": bad}, index=table.index)


def positives_against(positives: pd.DataFrame, negatives: pd.DataFrame) -> pd.DataFrame:
    """Take the good weights of one set and the bad weights of another.

    The paper's room-temperature score on KAHLE2020: good by the conductivity extrapolated to room temperature, bad
    by the one at 1000 K.

    Returns
    -------
    pandas.DataFrame
        Columns good and bad over the union of both indices; a structure that is only in one set has no weight of
        the other kind.
    """
    index = negatives.index.union(positives.index)
    return pd.DataFrame(
        {"good": positives["good"].reindex(index).fillna(0.0), "bad": negatives["bad"].reindex(index).fillna(0.0)}
    )


def labels_against(
    positives: LabelSet,
    negatives: LabelSet,
    *,
    rule: WeightRule | None = None,
    convention: Convention = "text",
) -> tuple[LabelSet, pd.DataFrame]:
    """Join two label sets into one: good by the first, bad by the second.

    Parameters
    ----------
    positives
        For example labels extrapolated to room temperature; a structure in both has this set's row.
    negatives
        For example KAHLE2020 at 1000 K.
    rule
        Rule of the first set, its own by default; the second set keeps its own.
    convention
        "text" or "scripts".
    """
    bad_only = negatives.table.loc[~negatives.table.index.isin(positives.table.index)]
    table = pd.concat([positives.table[list(COLUMNS)], bad_only[list(COLUMNS)]])
    note = (
        f"Good by {positives.name} at {positives.temperature:g} K, bad by {negatives.name} at "
        f"{negatives.temperature:g} K; conductivities are of both temperatures, so that correlations mean little."
    )
    labels = LabelSet(
        f"{positives.name} against {negatives.name}", note, table, positives.temperature, positives.rule,
        positives.folder, (*positives.notes, *negatives.notes, note),
    )  # fmt: skip
    good = weights_of(positives, rule, convention=convention)
    return labels, positives_against(good, weights_of(negatives, convention=convention))
