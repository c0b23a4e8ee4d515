"""An evaluation: tables of results against labels, with models and fitted thresholds of Ξ where asked for."""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from pesviz.ranking.calibration import Calibration, calibrate, with_own_thresholds
from pesviz.ranking.evaluation import Evaluation, evaluate
from pesviz.ranking.labels.label_set import LabelSet
from pesviz.ranking.labels.weights import Convention, WeightRule, labels_against, weight_rule
from pesviz.ranking.model_comparison import ModelComparison, comparison_steps
from pesviz.ranking.models import FittedModel
from pesviz.ranking.results import groups
from pesviz.ranking.store import save_evaluation, save_models
from pesviz.workflows.progress import Progress, run, translate


@dataclass(frozen=True)
class EvaluationSettings:
    """How results are scored.

    Parameters
    ----------
    potential
        Only results of this potential; all by default.
    largest
        Evaluate one potential only: that one where it has results, else the one with most.
    rule
        Weight rule; that of the labels by default.
    good_above, bad_below
        σ⁺ and σ⁻, S/cm; None for the rule's.
    convention
        Weights as in the paper's "text" or its "scripts".
    max_fpr, normalised, k, n_resamples, seed
        See `pesviz.ranking.evaluation.evaluate`.
    compare_models
        Fit the models of Appendix C too, leaving one structure out.
    calibrate
        Fit the thresholds of Ξ too.
    """

    potential: str | None = None
    largest: bool = False
    rule: str | None = None
    good_above: float | None = None
    bad_below: float | None = None
    convention: Convention = "text"
    max_fpr: float = 0.1
    normalised: bool = True
    k: int = 10
    n_resamples: int = 1000
    seed: int = 0
    compare_models: bool = False
    calibrate: bool = False


@dataclass(frozen=True, eq=False)
class PotentialEvaluation:
    """The evaluation of one potential.

    Parameters
    ----------
    potential
        Its name; "" where the results have none.
    rows
        Its results, with columns of own thresholds and applied models.
    evaluation
        The scores.
    models
        Models beside single descriptors, where asked for.
    calibration
        Fitted thresholds of Ξ, where asked for.
    """

    potential: str
    rows: pd.DataFrame
    evaluation: Evaluation
    models: ModelComparison | None = None
    calibration: Calibration | None = None

    def save(self, folder: Path) -> None:
        """Write scores, labelled structures, numbers, results and models into a folder."""
        save_evaluation(self.evaluation, folder)
        self.rows.to_csv(folder / "results.csv", index=False)
        if self.models is not None:
            save_models(self.models, folder)


@dataclass(frozen=True, eq=False)
class EvaluationResult:
    """Evaluations by potential."""

    potentials: dict[str, PotentialEvaluation]
    labels: LabelSet
    counts: dict[str, int]
    notes: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class EvaluationWorkflow:
    """Scores of results against labels."""

    table: pd.DataFrame
    labels: LabelSet
    settings: EvaluationSettings = EvaluationSettings()
    against: LabelSet | None = None
    models: Sequence[FittedModel] = ()

    def steps(self) -> Generator[Progress[None], None, EvaluationResult]:
        """Yield progress (stages "scoring", "fitting" and "calibrating"); return the evaluations.

        Raises
        ------
        PesvizError
            Whatever a person can mend.
        """
        settings, labels, weights = self.settings, self.labels, None
        rule = weight_rule(settings.rule or labels.rule).with_thresholds(settings.good_above, settings.bad_below)
        if self.against is not None:
            labels, weights = labels_against(labels, self.against, rule=rule, convention=settings.convention)
        parts, notes = groups(self.table, None if settings.largest else settings.potential)
        counts = {name: len(rows) for name, rows in parts.items()}
        if settings.largest:
            name = settings.potential if settings.potential in parts else max(parts, key=lambda part: counts[part])
            parts = {name: parts[name].reset_index(drop=True)}
        potentials = {}
        for name, rows in parts.items():
            rows, note = with_own_thresholds(rows, name)  # noqa: PLW2901 - one table, more columns
            notes += [note] if note else []
            for model in self.models:
                rows = model.apply(rows)  # noqa: PLW2901 - one table, more columns
            potentials[name] = yield from self._evaluated(name, rows, labels, rule, weights)
        return EvaluationResult(potentials, labels, counts, tuple(notes))

    def run(self, callback: Callable[[Progress[None]], object] | None = None) -> EvaluationResult:
        """Evaluate to the end; `callback` gets each progress."""
        return run(self.steps(), callback)

    def _evaluated(
        self, name: str, rows: pd.DataFrame, labels: LabelSet, rule: WeightRule, weights: pd.DataFrame | None
    ) -> Generator[Progress[None], None, PotentialEvaluation]:
        """Evaluate the results of one potential."""
        settings = self.settings
        yield Progress("scoring", name)
        evaluation = evaluate(
            rows, labels, rule=rule, convention=settings.convention, weights=weights, max_fpr=settings.max_fpr,
            normalised=settings.normalised, k=settings.k, n_resamples=settings.n_resamples, seed=settings.seed,
        )  # fmt: skip
        models = calibration = None
        if settings.compare_models:
            models = yield from model_steps(evaluation, name, settings.seed)
        if settings.calibrate:
            calibration = yield from calibration_steps(evaluation, name, settings.seed)
        return PotentialEvaluation(name, rows, evaluation, models, calibration)


def model_steps(
    evaluation: Evaluation, potential: str, seed: int = 0
) -> Generator[Progress[None], None, ModelComparison]:
    """Fit models, leaving one structure out: progress of the stage "fitting", then the comparison."""
    return translate(
        comparison_steps(evaluation, potential=potential, seed=seed),
        lambda step: Progress("fitting", step.model, step.done, step.total),
    )


def calibration_steps(
    evaluation: Evaluation, potential: str, seed: int = 0
) -> Generator[Progress[None], None, Calibration]:
    """Fit and cross-validate thresholds of Ξ: the stage "calibrating", then the calibration."""
    yield Progress("calibrating", potential)
    return calibrate(evaluation, potential, seed=seed)
