"""Label sets: measured or computed conductivities with errors and upper bounds (docs/method.md, 8.1)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from pesviz.errors import LabelsError

COLUMNS: tuple[str, ...] = ("formula", "sigma", "sigma_error", "upper_bound", "e_a", "e_a_error", "icsd", "group")
"""Columns of every label table; the index is the label's id."""

_CONDUCTIVITY = re.compile(r"^\s*(?P<bound><=?|≤)?\s*(?P<number>[-+−]?\d*\.?\d+(?:[eE][-+−]?\d+)?)\s*$")


@dataclass(frozen=True, eq=False)
class LabelSet:
    """Labelled structures.

    Parameters
    ----------
    name, title
        Short name; title.
    table
        One row a structure, the index its id (text), with `COLUMNS`: formula; sigma and sigma_error, S/cm (NaN
        where no error is known); upper_bound (True where σ is only known to lie below `sigma`); e_a and e_a_error,
        eV, NaN where unknown; icsd number as text or ""; group, any text.
    temperature
        Temperature of the conductivities, K.
    rule
        Name of their weight rule, see `pesviz.ranking.labels.weights.RULES`.
    folder
        Folder of the labels and their structures.
    notes
        Sentences about what was left out or assumed.
    """

    name: str
    title: str
    table: pd.DataFrame
    temperature: float
    rule: str
    folder: Path | None = None
    notes: tuple[str, ...] = field(default=())

    def __len__(self) -> int:
        return len(self.table)

    @property
    def n_bounds(self) -> int:
        """Number of labels that are upper bounds."""
        return int(self.table["upper_bound"].sum())


def parse_conductivity(text: Any) -> tuple[float, bool]:
    """Read a conductivity that may be an upper bound.

    Parameters
    ----------
    text
        For example "1.3e-4", "<1E-10" or 0.001.

    Returns
    -------
    value, upper_bound
        The number, and whether the conductivity is only known to be below it; NaN for nothing or "nan".

    Raises
    ------
    LabelsError
        The text is neither a number nor a bound.
    """
    plain_text = str(text).strip()
    if text is None or plain_text.lower() in {"", "nan", "none"}:
        return np.nan, False
    match = _CONDUCTIVITY.match(plain_text)
    if match is None:
        raise LabelsError(
            f"'{plain_text}' is not a conductivity.", "Write a number such as 1.3e-4 or a bound <1e-10."
        )
    return float(match["number"].replace("−", "-")), match["bound"] is not None


def label_table(columns: Mapping[str, Any], index: Any) -> pd.DataFrame:
    """Return a label table with every column, missing ones empty."""
    frame = pd.DataFrame(dict(columns), index=pd.Index([str(i) for i in index], name="id"))
    for name in COLUMNS:
        if name not in frame:
            frame[name] = {"upper_bound": False}.get(name, "" if name in {"formula", "icsd", "group"} else np.nan)
    has_sigma = frame["sigma"].notna()
    return frame.loc[has_sigma, list(COLUMNS)]


def conductivities(values: Any) -> tuple[np.ndarray, np.ndarray]:
    """Return conductivities (S/cm) and which of them are upper bounds, from texts."""
    pairs = [parse_conductivity(v) for v in values]
    return np.array([p[0] for p in pairs], dtype=float), np.array([p[1] for p in pairs], dtype=bool)


def read_table(path: Path, required: tuple[str, ...], what: str) -> pd.DataFrame:
    """Read a CSV; refuse one without the required columns."""
    try:
        frame = pd.read_csv(path, dtype=str, keep_default_na=False)
    except FileNotFoundError as error:
        raise LabelsError(f"There is no file {path}.", "Check the path.") from error
    except (pd.errors.ParserError, pd.errors.EmptyDataError, UnicodeDecodeError, OSError) as error:
        raise LabelsError(f"{path} cannot be read as a CSV file.", "Save it as comma-separated text.") from error
    frame.columns = [str(c).strip() for c in frame.columns]
    missing = [name for name in required if name not in frame]
    if missing:
        raise LabelsError(
            f"{path.name} has no column {', '.join(repr(m) for m in missing)} ({what}).",
            f"Its columns are {', '.join(frame.columns)}.",
        )
    return frame


def number_text(value: str) -> str:
    """Return "155950.0" as "155950"; "" for nothing."""
    plain_text = str(value).strip()
    if plain_text.lower() in {"", "nan"}:
        return ""
    return re.sub(r"\.0+$", "", plain_text)


def read_csv(
    path: Path | str,
    columns: Mapping[str, str] | None = None,
    *,
    temperature: float = 300.0,
    rule: str = "experiment",
    name: str | None = None,
) -> LabelSet:
    """Read labels from any CSV file.

    Parameters
    ----------
    path
        The file.
    columns
        Mapping of columns: keys "id", "sigma" and any other of `COLUMNS`; values the file's headings. Columns
        with the names of keys need no entry. Conductivities are in S/cm and may be bounds such as <1e-10.
    temperature
        Temperature of the conductivities, K.
    rule
        Name of the weight rule.
    name
        Name of the set; the file's stem by default.

    Raises
    ------
    LabelsError
        A column is missing, a conductivity is not a number, or an id appears twice.
    """
    path = Path(path)
    mapping = {"id": "id", "sigma": "sigma", **(columns or {})}
    unknown = set(mapping) - {"id", *COLUMNS}
    if unknown:
        raise LabelsError(
            f"Labels have no column {', '.join(sorted(unknown))}.", f"Map some of id, {', '.join(COLUMNS)}."
        )
    raw = read_table(path, tuple(mapping.values()), "column mapping")
    mapping |= {key: key for key in COLUMNS if key not in mapping and key in raw}
    sigma, is_bound = conductivities(raw[mapping["sigma"]])
    values: dict[str, Any] = {"sigma": sigma, "upper_bound": is_bound}
    for key in ("formula", "group"):
        if key in mapping:
            values[key] = raw[mapping[key]].to_numpy()
    if "icsd" in mapping:
        values["icsd"] = [number_text(v) for v in raw[mapping["icsd"]]]
    for key in ("sigma_error", "e_a", "e_a_error"):
        if key in mapping:
            values[key] = pd.to_numeric(raw[mapping[key]], errors="coerce").to_numpy()
    if "upper_bound" in mapping:
        values["upper_bound"] = (
            is_bound | raw[mapping["upper_bound"]].str.lower().isin({"true", "1", "yes"}).to_numpy()
        )
    table = label_table(values, raw[mapping["id"]].str.strip())
    if table.index.duplicated().any():
        duplicate = table.index[table.index.duplicated()][0]
        raise LabelsError(
            f"The id {duplicate} appears more than once in {path.name}.", "Keep one row for each structure."
        )
    return LabelSet(name or path.stem, path.name, table, temperature, rule, path.parent)


def subset(labels: LabelSet, ids: Any, note: str = "") -> LabelSet:
    """Return a label set with some of its rows only."""
    rows = labels.table.loc[[i for i in labels.table.index if i in set(ids)]]
    return replace(labels, table=rows, notes=(*labels.notes, note) if note else labels.notes)
