"""Evaluations on disk: what `pesviz evaluate --out` writes and the dashboard reads, as CSV and JSON."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from pesviz.errors import ResultReadError
from pesviz.io.atomic import write_errors, write_text
from pesviz.ranking.evaluation import Evaluation
from pesviz.ranking.labels.label_set import COLUMNS, LabelSet
from pesviz.ranking.labels.weights import weight_rule
from pesviz.ranking.model_comparison import ModelComparison
from pesviz.ranking.models import FittedModel, open_model

NUMBERS, SCORES, STRUCTURES, MODELS = "evaluation.json", "scores.csv", "structures.csv", "models.json"
_TEXT = ("id", "formula", "icsd", "group", "source_id")
_PERCENTILES = ("p16", "p50", "p84")


def save_evaluation(evaluation: Evaluation, folder: Path | str) -> Path:
    """Write an evaluation: evaluation.json, scores.csv and structures.csv.

    Parameters
    ----------
    evaluation
        The evaluation.
    folder
        Where; made where it is not there.

    Raises
    ------
    ResultReadError
        The folder cannot be written.
    """
    folder = Path(folder)
    numbers = json.dumps(evaluation.to_dict(), ensure_ascii=False, allow_nan=False, indent=1)
    with write_errors(ResultReadError, f"The evaluation {folder}"):
        folder.mkdir(parents=True, exist_ok=True)
        write_text(folder / SCORES, evaluation.scores.to_csv())
        write_text(folder / STRUCTURES, evaluation.joined.to_csv())
        write_text(folder / NUMBERS, numbers)
    return folder


def open_evaluation(folder: Path | str) -> Evaluation:
    """Read an evaluation; its label set holds the structures that were scored.

    Raises
    ------
    ResultReadError
        There is none.
    """
    folder = Path(folder)
    try:
        values = json.loads((folder / NUMBERS).read_text(encoding="utf-8"))
        scores = pd.read_csv(folder / SCORES, float_precision="round_trip").set_index("descriptor")
        joined = _structures(folder / STRUCTURES)
        source, rule = values["labels"], values["rule"]
        weights = weight_rule(rule["name"]).with_thresholds(rule["good_above_S_cm"], rule["bad_below_S_cm"])
        labels = LabelSet(
            source["name"], source["title"], joined[list(COLUMNS)], float(source["temperature_K"]), rule["name"]
        )
        return Evaluation(
            labels, weights, rule["convention"], values["max_fpr"], values["normalised"], values["resamples"],
            values["seed"], values["k"], joined, scores, _triple(values["random"]), tuple(values["notes"]),
        )  # fmt: skip
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ResultReadError(
            f"The folder {folder} holds no evaluation ({error}).", "Make one with `pesviz evaluate … --out FOLDER`."
        ) from error


def _structures(path: Path) -> pd.DataFrame:
    text = dict.fromkeys(_TEXT, str)
    joined = pd.read_csv(path, dtype=text, float_precision="round_trip").set_index("id")
    for name in _TEXT[1:]:
        joined[name] = joined[name].fillna("")
    joined["upper_bound"] = joined["upper_bound"].astype(bool)
    return joined


def _triple(values: dict[str, Any]) -> tuple[float, float, float]:
    low, middle, high = (np.nan if values[key] is None else float(values[key]) for key in _PERCENTILES)
    return low, middle, high


def save_models(comparison: ModelComparison, folder: Path | str) -> Path:
    """Write a comparison of models: models.csv, models.json, predictions.csv and a file for each model in models/.

    Parameters
    ----------
    comparison
        Models on structures that they have not seen.
    folder
        Where; made where it is not there.

    Raises
    ------
    ResultReadError
        The folder cannot be written.
    """
    folder = Path(folder)
    numbers = json.dumps(comparison.to_dict(), ensure_ascii=False, allow_nan=False, indent=1)
    with write_errors(ResultReadError, f"The models {folder}"):
        folder.mkdir(parents=True, exist_ok=True)
        write_text(folder / "models.csv", comparison.scores.to_csv())
        write_text(folder / "predictions.csv", comparison.predictions.to_csv())
        for name, model in comparison.fitted.items():
            model.save(folder / "models" / f"{name.removeprefix('model_')}.json")
        write_text(folder / MODELS, numbers)
    return folder


def open_models(folder: Path | str) -> ModelComparison:
    """Read a comparison of models.

    Raises
    ------
    ResultReadError
        There is none.
    """
    folder = Path(folder)
    try:
        values = json.loads((folder / MODELS).read_text(encoding="utf-8"))
        scores = pd.DataFrame(values["scores"]).set_index("name")
        numbers = [name for name in scores if name.startswith("auc")]
        scores[numbers] = scores[numbers].astype(float)
        predictions = pd.read_csv(
            folder / "predictions.csv", dtype={"id": str}, float_precision="round_trip"
        ).set_index("id")
        fitted: dict[str, FittedModel] = {
            name: open_model(folder / "models" / f"{name.removeprefix('model_')}.json") for name in predictions
        }
        return ModelComparison(
            scores, predictions, values["calibration"], fitted, _triple(values["random"]), tuple(values["notes"])
        )
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ResultReadError(
            f"The folder {folder} holds no models ({error}).",
            "Make them with `pesviz evaluate … --models --out DIR`.",
        ) from error
