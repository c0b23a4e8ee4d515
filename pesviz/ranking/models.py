"""Models of the paper's Appendix C: logistic regression and CatBoost on descriptors.

A labelled structure is good with one weight and bad with another; a model sees it twice, once as each. Models are
saved as JSON (CatBoost in its own JSON form), never as anything that runs when it is read.
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
from pesviz.ranking.features import LOWER_IS_BETTER, is_descriptor, threshold_of

Kind = Literal["l1", "l2", "catboost"]
KINDS: dict[str, str] = {"l1": "Logistic, L1", "l2": "Logistic, L2", "catboost": "CatBoost"}
"""Models and what people call them."""
FORMAT = "pesviz-model"
LOWEST_VOLUME = 1e-4
"""Free volumes enter by their logarithm; an empty one counts as this."""
HIGHEST_ENERGY = 10.0
"""Energies that nothing is known of count as this, eV."""
INVERSE_PENALTY = 1.0
"""C of the logistic regressions, on standardised descriptors."""
TREES, DEPTH, RATE = 150, 4, 0.06
"""CatBoost's trees."""


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
    """Return descriptors as a model sees them: free volumes by their logarithm, energies finite.

    Parameters
    ----------
    table
        Results.
    columns
        Which.

    Returns
    -------
    numpy.ndarray
        Shape (n, len(columns)); NaN where unknown.

    Raises
    ------
    LabelsError
        A column is not there.
    """
    missing = [c for c in columns if c not in table]
    if missing:
        raise LabelsError(
            f"The results have no column {', '.join(missing[:3])}.",
            "Make them as those that the model was fitted to.",
        )
    values = np.array(table[list(columns)], dtype=float)  # a copy: pandas gives views that cannot be written
    for i, name in enumerate(columns):
        if threshold_of(name) is not None:
            values[:, i] = np.log10(np.maximum(values[:, i], LOWEST_VOLUME))
        elif name.startswith(LOWER_IS_BETTER):
            values[:, i] = np.minimum(values[:, i], HIGHEST_ENERGY)
    return values


def matminer_features(formulas: Sequence[str]) -> pd.DataFrame:
    """Magpie statistics of compositions by matminer: 132 numbers, names beginning with "magpie ".

    Parameters
    ----------
    formulas
        Chemical formulae.

    Returns
    -------
    pandas.DataFrame
        One row each, in their order.

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
        Of each descriptor: what an unknown one counts as, mean and standard deviation in the training data.
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

        Parameters
        ----------
        table
            Results with the model's descriptors.

        Returns
        -------
        numpy.ndarray
            Shape (n,), in [0, 1].

        Raises
        ------
        LabelsError
            A descriptor is not there, or CatBoost or matminer is not installed.
        """
        return _predict(self.kind, self.state, self._prepared(with_composition(table, self.columns)))

    def _prepared(self, table: pd.DataFrame) -> np.ndarray:
        raw = numbers_of(table, self.columns)
        return np.asarray((np.where(np.isnan(raw), self.fill, raw) - self.centre) / self.scale)

    def apply(self, table: pd.DataFrame) -> pd.DataFrame:
        """Return a results table with the model's probability as a further column, `name`; NaN where it failed.

        Parameters
        ----------
        table
            Results; a row without any known descriptor gets NaN.
        """
        known = table[[c for c in self.columns if c in table]].notna().any(axis=1).to_numpy()
        values = np.full(len(table), np.nan)
        if known.any():
            values[known] = self.predict(table[known])
        return table.assign(**{self.name: values})

    def save(self, path: Path | str) -> Path:
        """Write the model as JSON.

        Parameters
        ----------
        path
            The file.
        """
        path = Path(path)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(self.to_json(), encoding="utf-8")
        return path

    def to_json(self) -> str:
        """Return what `save` writes."""
        values = {
            "format": FORMAT, "format_version": 1, "kind": self.kind, "columns": list(self.columns),
            "fill": self.fill.tolist(), "centre": self.centre.tolist(), "scale": self.scale.tolist(),
            "state": self.state, "trained_on": self.trained_on, "calibration": list(self.calibration),
        }  # fmt: skip
        return json.dumps(values, ensure_ascii=False, indent=1)


def open_model(path: Path | str) -> FittedModel:
    """Read a saved model.

    Parameters
    ----------
    path
        What `FittedModel.save` wrote.

    Raises
    ------
    LabelsError
        It is no model of pesviz.
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
    """Return a table with the composition descriptors that a list of columns asks for.

    Parameters
    ----------
    table
        With a column formula.
    columns
        Those that begin with "magpie " are added where they are not there.
    """
    wanted = [c for c in columns if c.startswith("magpie ") and c not in table]
    if not wanted:
        return table
    found = matminer_features(table["formula"].astype(str).tolist())[wanted]
    return table.join(found.set_index(table.index))


def pes_columns(table: pd.DataFrame) -> list[str]:
    """Return the PES descriptors of a table that a model can use: no model, no constant, none unknown everywhere.

    Parameters
    ----------
    table
        Results.
    """
    names = [c for c in table.columns if is_descriptor(c) and not c.startswith("model_")]
    kept = []
    for name in names:
        values = table[name].to_numpy(dtype=float)
        finite = values[~np.isnan(values)]
        if len(finite) and not (finite == finite[0]).all():
            kept.append(name)
    return kept


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
        Of the solver.
    trained_on
        Noted in the model.

    Returns
    -------
    FittedModel
        Without a calibration curve.

    Raises
    ------
    LabelsError
        A descriptor is not there, all structures are of one kind, or the extra `ranking` is not installed.
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
    filled = np.where(np.isnan(raw), fill, raw)
    weight = good + bad
    centre = np.average(filled, axis=0, weights=weight)
    scale = np.sqrt(np.average((filled - centre) ** 2, axis=0, weights=weight))
    scale = np.where(scale > 1e-12, scale, 1.0)
    state = _fit(kind, (filled - centre) / scale, good, bad, seed)
    return FittedModel(kind, tuple(columns), fill, centre, scale, state, trained_on or {})


def _fit(kind: str, x: np.ndarray, good: np.ndarray, bad: np.ndarray, seed: int) -> dict[str, Any]:
    twice = np.concatenate([x, x])
    target = np.concatenate([np.ones(len(x), dtype=int), np.zeros(len(x), dtype=int)])
    weight = np.concatenate([good, bad])
    kept = weight > 0
    if kind == "catboost":
        model = _need_catboost().CatBoostClassifier(
            iterations=TREES, depth=DEPTH, learning_rate=RATE, random_seed=seed, thread_count=1, verbose=False,
            allow_writing_files=False,
        )  # fmt: skip
        model.fit(twice[kept], target[kept], sample_weight=weight[kept])
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
        warnings.simplefilter("ignore")  # not converged to the last digit: the ranking is not changed by it
        model.fit(twice[kept], target[kept], sample_weight=weight[kept])
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
