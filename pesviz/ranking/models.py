"""Models of the paper's Appendix C: logistic regression and CatBoost on descriptors.

A labelled structure is good with one weight and bad with another; a model is fitted to both, with these weights.
Models are saved as JSON (CatBoost in its own JSON form), never in a form that is executed when read.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

import numpy as np
import pandas as pd

from pesviz.errors import LabelsError, SettingsError
from pesviz.io.atomic import write_text
from pesviz.ranking.features import LOWER_IS_BETTER, is_descriptor, threshold_of

Kind = Literal["l1", "l2", "catboost"]
KINDS: dict[str, str] = {"l1": "Logistic, L1", "l2": "Logistic, L2", "catboost": "CatBoost"}
"""Models: key → title."""
FORMAT = "pesviz-model"
LOWEST_VOLUME = 1e-4
"""Free volumes enter by their logarithm; smaller ones, zero included, count as this."""
HIGHEST_ENERGY = 10.0
"""Higher energies, infinite ones included, count as this, eV."""
INVERSE_PENALTY = 1.0
"""C of the logistic regressions, on standardised descriptors."""
TREES, DEPTH, RATE = 150, 4, 0.06
"""Number, depth and learning rate of CatBoost's trees."""


def _need_sklearn() -> Any:
    try:
        import sklearn.linear_model
    except ImportError as error:
        raise LabelsError("Models need scikit-learn.", "Install it with `pip install 'pesviz[ranking]'`.") from error
    return sklearn.linear_model


def _need_catboost() -> Any:
    try:
        import catboost
    except ImportError as error:
        raise LabelsError("This model needs CatBoost.", "Install it with `pip install 'pesviz[ranking]'`.") from error
    return catboost


def numbers_of(table: pd.DataFrame, columns: Sequence[str]) -> np.ndarray:
    """Return descriptors as input of a model: logarithms of free volumes, finite energies.

    Returns
    -------
    numpy.ndarray
        Shape (n, len(columns)); NaN where unknown.

    Raises
    ------
    LabelsError
        A column is missing.
    """
    missing = [c for c in columns if c not in table]
    if missing:
        raise LabelsError(
            f"The results have no column {', '.join(missing[:3])}.",
            "Make them in the same way as those that the model was fitted to.",
        )
    values = np.array(table[list(columns)], dtype=float)  # a copy, since pandas can give read-only views
    for i, name in enumerate(columns):
        if threshold_of(name) is not None:
            values[:, i] = np.log10(np.maximum(values[:, i], LOWEST_VOLUME))
        elif name.startswith(LOWER_IS_BETTER):
            values[:, i] = np.minimum(values[:, i], HIGHEST_ENERGY)
    return values


def matminer_features(formulas: Sequence[str]) -> pd.DataFrame:
    """Magpie statistics of compositions by matminer: 132 numbers, names beginning with "magpie ".

    Raises
    ------
    LabelsError
        matminer is not installed.
    """
    try:
        from matminer.featurizers.composition import ElementProperty
    except ImportError as error:
        raise LabelsError(
            "Composition descriptors need matminer.", "Install it with `pip install 'pesviz[matminer]'`."
        ) from error
    from pymatgen.core import Composition

    featurizer = ElementProperty.from_preset("magpie", impute_nan=True)
    names = [f"magpie {name.removeprefix('MagpieData ')}" for name in featurizer.feature_labels()]
    unique = {formula: featurizer.featurize(Composition(formula)) for formula in dict.fromkeys(formulas)}
    return pd.DataFrame([unique[formula] for formula in formulas], columns=names)


@dataclass(frozen=True, eq=False)
class FittedModel:
    """A model that gives the probability of a good conductor.

    Parameters
    ----------
    kind
        A key of `KINDS`.
    columns
        Descriptors it needs; those that begin with "magpie " are made from the column formula.
    fill, centre, scale
        Of each descriptor: replacement of an unknown value, mean and standard deviation in the training data.
    state
        Coefficients and intercept of a logistic regression, or CatBoost's JSON.
    trained_on
        Labels, potential, number of structures and settings.
    calibration
        Rows (predicted, observed, low, high, n) of the calibration curve, leaving one out.
    """

    kind: str
    columns: tuple[str, ...]
    fill: np.ndarray
    centre: np.ndarray
    scale: np.ndarray
    state: dict[str, Any]
    trained_on: dict[str, Any] = field(default_factory=dict)
    calibration: tuple[dict[str, float], ...] = ()

    @property
    def name(self) -> str:
        """Name of its column in a results table, as "model_l2_pes"."""
        return f"model_{self.kind}_{self.trained_on.get('features', 'pes')}"

    def predict(self, table: pd.DataFrame) -> np.ndarray:
        """Return the probability of a good conductor.

        Returns
        -------
        numpy.ndarray
            Shape (n,), in [0, 1].

        Raises
        ------
        LabelsError
            A descriptor is missing, or CatBoost or matminer is not installed.
        """
        return _predict(self.kind, self.state, self._inputs(with_composition(table, self.columns)))

    def _inputs(self, table: pd.DataFrame) -> np.ndarray:
        raw = numbers_of(table, self.columns)
        return np.asarray((np.where(np.isnan(raw), self.fill, raw) - self.centre) / self.scale)

    def apply(self, table: pd.DataFrame) -> pd.DataFrame:
        """Return a results table with the model's probability as a further column, `name`; NaN where it has no input.

        Parameters
        ----------
        table
            Results; a row without any known descriptor gets NaN.
        """
        has_values = table[[c for c in self.columns if c in table]].notna().any(axis=1).to_numpy()
        values = np.full(len(table), np.nan)
        if has_values.any():
            values[has_values] = self.predict(table[has_values])
        return table.assign(**{self.name: values})

    def save(self, path: Path | str) -> Path:
        """Write the model as JSON."""
        path = Path(path)
        path.parent.mkdir(parents=True, exist_ok=True)
        write_text(path, self.to_json())
        return path

    def to_json(self) -> str:
        """Return the JSON text that `save` writes."""
        values = {
            "format": FORMAT, "format_version": 1, "kind": self.kind, "columns": list(self.columns),
            "fill": self.fill.tolist(), "centre": self.centre.tolist(), "scale": self.scale.tolist(),
            "state": self.state, "trained_on": self.trained_on, "calibration": list(self.calibration),
        }  # fmt: skip
        return json.dumps(values, ensure_ascii=False, indent=1)


def open_model(path: Path | str) -> FittedModel:
    """Read a saved model.

    Raises
    ------
    LabelsError
        The file is no model of pesviz.
    """
    try:
        values = json.loads(Path(path).read_text(encoding="utf-8"))
        if values["format"] != FORMAT or values["kind"] not in KINDS:
            raise LabelsError(f"{path} is no model of pesviz.", "Give a file that `pesviz evaluate --models` wrote.")
        arrays = {key: np.array(values[key], dtype=float) for key in ("fill", "centre", "scale")}
        return FittedModel(
            values["kind"], tuple(values["columns"]), **arrays, state=values["state"],
            trained_on=values["trained_on"], calibration=tuple(values["calibration"]),
        )  # fmt: skip
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise LabelsError(f"{path} is no model of pesviz ({error}).", "Give a file that --models wrote.") from error


def with_composition(table: pd.DataFrame, columns: Sequence[str]) -> pd.DataFrame:
    """Return a table with the composition descriptors in a list of columns.

    Parameters
    ----------
    table
        With a column formula.
    columns
        Missing ones that begin with "magpie " are added.
    """
    missing = [c for c in columns if c.startswith("magpie ") and c not in table]
    if not missing:
        return table
    features = matminer_features(table["formula"].astype(str).tolist())[missing]
    return table.join(features.set_index(table.index))


def pes_columns(table: pd.DataFrame) -> list[str]:
    """Return the PES descriptors of a table that a model can use: no model, no constant, none unknown everywhere."""
    names = [c for c in table.columns if is_descriptor(c) and not c.startswith("model_")]
    columns = []
    for name in names:
        values = table[name].to_numpy(dtype=float)
        finite = values[~np.isnan(values)]
        if len(finite) and not (finite == finite[0]).all():
            columns.append(name)
    return columns


def fit(
    kind: Kind,
    table: pd.DataFrame,
    columns: Sequence[str],
    *,
    seed: int = 0,
    trained_on: dict[str, Any] | None = None,
) -> FittedModel:
    """Fit a model to labelled structures.

    Parameters
    ----------
    kind
        "l1", "l2" or "catboost".
    table
        Descriptors and weights good and bad, as `Evaluation.joined`.
    columns
        Descriptors to use.
    seed
        Seed of the solver.
    trained_on
        Origin, stored in the model.

    Raises
    ------
    LabelsError
        A descriptor is missing, all structures are of one kind, or the extra `ranking` is not installed.
    """
    if kind not in KINDS:
        raise SettingsError(f"There is no model {kind!r}.", f"Choose one of {', '.join(KINDS)}.")
    table = with_composition(table, columns)
    raw = numbers_of(table, columns)
    good, bad = table["good"].to_numpy(dtype=float), table["bad"].to_numpy(dtype=float)
    if good.sum() <= 0 or bad.sum() <= 0:
        raise LabelsError("All labelled structures are of one kind.", "A model needs good and bad ones.")
    with np.errstate(all="ignore"):
        fill = np.where(np.isnan(raw).all(axis=0), 0.0, np.nan_to_num(np.nanmedian(raw, axis=0)))
    values = np.where(np.isnan(raw), fill, raw)
    weight = good + bad
    centre = np.average(values, axis=0, weights=weight)
    scale = np.sqrt(np.average((values - centre) ** 2, axis=0, weights=weight))
    scale = np.where(scale > 1e-12, scale, 1.0)
    state = _fit(kind, (values - centre) / scale, good, bad, seed)
    return FittedModel(kind, tuple(columns), fill, centre, scale, state, trained_on or {})


def _fit(kind: str, x: np.ndarray, good: np.ndarray, bad: np.ndarray, seed: int) -> dict[str, Any]:
    twice = np.concatenate([x, x])
    target = np.concatenate([np.ones(len(x), dtype=int), np.zeros(len(x), dtype=int)])
    weight = np.concatenate([good, bad])
    has_weight = weight > 0
    if kind == "catboost":
        model = _need_catboost().CatBoostClassifier(
            iterations=TREES, depth=DEPTH, learning_rate=RATE, random_seed=seed, thread_count=1, verbose=False,
            allow_writing_files=False,
        )  # fmt: skip
        model.fit(twice[has_weight], target[has_weight], sample_weight=weight[has_weight])
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "model.json"
            model.save_model(str(path), format="json")
            return dict(json.loads(path.read_text(encoding="utf-8")))
    model = _need_sklearn().LogisticRegression(
        l1_ratio=1.0 if kind == "l1" else 0.0, C=INVERSE_PENALTY, solver="saga" if kind == "l1" else "lbfgs",
        max_iter=4000, tol=1e-4, random_state=seed,
    )  # fmt: skip
    import warnings

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # not converged to the last digit, which does not change the ranking
        model.fit(twice[has_weight], target[has_weight], sample_weight=weight[has_weight])
    return {"coefficients": model.coef_[0].tolist(), "intercept": float(model.intercept_[0])}


def _predict(kind: str, state: dict[str, Any], x: np.ndarray) -> np.ndarray:
    if kind == "catboost":
        model = _need_catboost().CatBoostClassifier()
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "model.json"
            path.write_text(json.dumps(state), encoding="utf-8")
            model.load_model(str(path), format="json")
        return np.asarray(model.predict_proba(x)[:, 1], dtype=float)
    logit = x @ np.array(state["coefficients"]) + state["intercept"]
    return np.asarray(1 / (1 + np.exp(-np.clip(logit, -500, 500))))
