"""Label sets: measured or computed conductivities with errors and upper bounds (docs/method.md, 8.1)."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from pesviz.dynamics.analysis.conductivity import nernst_einstein_factor
from pesviz.errors import LabelsError
from pesviz.ranking.labels.datasets import DATASETS, dataset, require_dataset

COLUMNS: tuple[str, ...] = ("formula", "sigma", "sigma_error", "upper_bound", "e_a", "e_a_error", "icsd", "group")
"""Columns of every label table; the index is the label's id."""

_BOUND = re.compile(r"^\s*(?P<bound><=?|≤)?\s*(?P<number>[-+−]?\d*\.?\d+(?:[eE][-+−]?\d+)?)\s*$")


@dataclass(frozen=True, eq=False)
class LabelSet:
    """Labelled structures.

    Parameters
    ----------
    name, title
        Short name; what people call it.
    table
        One row a structure, the index its id (text), with `COLUMNS`: formula; sigma and sigma_error, S/cm (NaN
        where no error is known); upper_bound (True where σ is only known to lie below `sigma`); e_a and e_a_error,
        eV, NaN where unknown; icsd number as text or ""; group, any text.
    temperature
        Temperature of the conductivities, K.
    rule
        Name of the weight rule that fits them, see `pesviz.ranking.labels.weights.RULES`.
    folder
        Where it was read; its structures lie below.
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
        """How many labels are upper bounds."""
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
        It is neither a number nor a bound.
    """
    written = str(text).strip()
    if text is None or written.lower() in {"", "nan", "none"}:
        return np.nan, False
    found = _BOUND.match(written)
    if found is None:
        raise LabelsError(f"'{written}' is not a conductivity.", "Write a number such as 1.3e-4 or a bound <1e-10.")
    return float(found["number"].replace("−", "-")), found["bound"] is not None


def label_table(columns: Mapping[str, Any], index: Any) -> pd.DataFrame:
    """Return a label table with every column, missing ones empty."""
    frame = pd.DataFrame(dict(columns), index=pd.Index([str(i) for i in index], name="id"))
    for name in COLUMNS:
        if name not in frame:
            frame[name] = {"upper_bound": False}.get(name, "" if name in {"formula", "icsd", "group"} else np.nan)
    known = frame["sigma"].notna()
    return frame.loc[known, list(COLUMNS)]


def _conductivities(values: Any) -> tuple[np.ndarray, np.ndarray]:
    parsed = [parse_conductivity(v) for v in values]
    return np.array([p[0] for p in parsed], dtype=float), np.array([p[1] for p in parsed], dtype=bool)


def read_table(path: Path, needed: tuple[str, ...], what: str) -> pd.DataFrame:
    """Read a CSV and see that its columns are there."""
    try:
        frame = pd.read_csv(path, dtype=str, keep_default_na=False)
    except FileNotFoundError as error:
        raise LabelsError(f"There is no file {path}.", "Check the path.") from error
    except (pd.errors.ParserError, pd.errors.EmptyDataError, UnicodeDecodeError, OSError) as error:
        raise LabelsError(f"{path} cannot be read as a CSV file.", "Save it as comma-separated text.") from error
    frame.columns = [str(c).strip() for c in frame.columns]
    missing = [name for name in needed if name not in frame]
    if missing:
        raise LabelsError(
            f"{path.name} has no column {', '.join(repr(m) for m in missing)} ({what}).",
            f"Its columns are {', '.join(frame.columns)}.",
        )
    return frame


def _number_text(value: str) -> str:
    """Return "155950.0" as "155950"; "" for nothing."""
    written = str(value).strip()
    if written.lower() in {"", "nan"}:
        return ""
    return re.sub(r"\.0+$", "", written)


def read_obelix(folder: Path | str) -> LabelSet:
    """Read OBELiX: measured conductivities at room temperature, some of them upper bounds.

    Parameters
    ----------
    folder
        Holds all.csv, and the structures as cifs/ID.cif.

    Raises
    ------
    LabelsError
        The table is not there or is another.
    """
    folder = Path(folder)
    sigma_column = "Ionic conductivity (S cm-1)"
    raw = read_table(folder / "all.csv", ("ID", "Reduced Composition", sigma_column), "OBELiX")
    sigma, bound = _conductivities(raw[sigma_column])
    table = label_table(
        {
            "formula": raw["Reduced Composition"].to_numpy(),
            "sigma": sigma,
            "upper_bound": bound,
            "icsd": [_number_text(v) for v in raw.get("ICSD ID", [""] * len(raw))],
            "group": raw["Family"].to_numpy() if "Family" in raw else [""] * len(raw),
        },
        raw["ID"],
    )
    notes = (f"{int(table['upper_bound'].sum())} of {len(table)} conductivities are upper bounds.",)
    return LabelSet("obelix", DATASETS["obelix"].title, table, 300.0, "experiment", folder, notes)


def read_kahle2020(folder: Path | str) -> LabelSet:
    """Read KAHLE2020: diffusion coefficients at 1000 K as conductivities by Nernst–Einstein (Eq. 6).

    A structure that appears twice keeps its smaller cell. Negative coefficients (noise about zero) stay: the
    weights know their errors.

    Parameters
    ----------
    folder
        Holds kahle.csv with columns stru_label, src_id, structure (pymatgen JSON), group, diffusion_mean_cm2_s and
        diffusion_sem_cm2_s.

    Raises
    ------
    LabelsError
        The table is not there or is another.
    """
    folder = Path(folder)
    needed = ("stru_label", "src_id", "structure", "group", "diffusion_mean_cm2_s", "diffusion_sem_cm2_s")
    raw = read_table(folder / "kahle.csv", needed, "KAHLE2020")
    factors, sizes = [], []
    for text in raw["structure"]:
        structure = json.loads(text)
        lithium = sum(s["occu"] for site in structure["sites"] for s in site["species"] if s["element"] == "Li")
        volume = abs(float(np.linalg.det(np.array(structure["lattice"]["matrix"], dtype=float))))
        factors.append(nernst_einstein_factor(1.0, lithium / volume * 1e24, 1000.0))
        sizes.append(len(structure["sites"]))
    factor = np.array(factors)
    table = label_table(
        {
            "formula": raw["stru_label"].to_numpy(),
            "sigma": raw["diffusion_mean_cm2_s"].astype(float).to_numpy() * factor,
            "sigma_error": raw["diffusion_sem_cm2_s"].astype(float).to_numpy() * factor,
            "icsd": [source if int(source) > 0 else "" for source in raw["src_id"]],
            "group": raw["group"].to_numpy(),
        },
        [
            source if int(source) > 0 else label
            for source, label in zip(raw["src_id"], raw["stru_label"], strict=True)
        ],
    )
    order = np.argsort(sizes, kind="stable")
    table = table.iloc[order]
    table = table[~table.index.duplicated()].sort_index()
    return LabelSet("kahle2020", DATASETS["kahle2020"].title, table, 1000.0, "kahle2020", folder)


def read_laskowski2023(path: Path | str) -> LabelSet:
    """Read LASKOWSKI2023: measured room-temperature conductivities, ids are ICSD numbers.

    Parameters
    ----------
    path
        A CSV with columns "Structure", "σ(RT)(S cm-1)", "Ea (eV)", "space group" and "ICSD Entry", or the folder
        that holds it as laskowski.csv. Of several rows with one ICSD number the first stays; rows without a number
        are named by their row, "row-17".

    Raises
    ------
    LabelsError
        The table is not there or is another.
    """
    path = Path(path)
    path = path / "laskowski.csv" if path.is_dir() else path
    sigma_column = "σ(RT)(S cm-1)"
    raw = read_table(path, ("Structure", sigma_column, "Ea (eV)", "space group", "ICSD Entry"), "LASKOWSKI2023")
    sigma, bound = _conductivities(raw[sigma_column])
    icsd = [_number_text(v) if _number_text(v).isdigit() else "" for v in raw["ICSD Entry"]]
    table = label_table(
        {
            "formula": raw["Structure"].to_numpy(),
            "sigma": sigma,
            "upper_bound": bound,
            "e_a": pd.to_numeric(raw["Ea (eV)"], errors="coerce").to_numpy(),
            "icsd": icsd,
            "group": raw["space group"].to_numpy(),
        },
        [number or f"row-{n + 1}" for n, number in enumerate(icsd)],
    )
    repeated = table.index.duplicated()
    notes = (f"{int(repeated.sum())} rows repeat an ICSD number and were left out.",) if repeated.any() else ()
    title = DATASETS["laskowski2023"].title
    return LabelSet("laskowski2023", title, table[~repeated], 300.0, "experiment", path.parent, notes)


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
        Which column holds what: keys "id", "sigma" and any other of `COLUMNS`; values the file's headings. Columns
        named like the keys are found by themselves. Conductivities are in S/cm and may be bounds such as <1e-10.
    temperature
        Temperature of the conductivities, K.
    rule
        Name of the weight rule.
    name
        Name of the set; the file's stem by default.

    Raises
    ------
    LabelsError
        A column is not there, a conductivity is not a number, or an id appears twice.
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
    sigma, bound = _conductivities(raw[mapping["sigma"]])
    found: dict[str, Any] = {"sigma": sigma, "upper_bound": bound}
    for key in ("formula", "group"):
        if key in mapping:
            found[key] = raw[mapping[key]].to_numpy()
    if "icsd" in mapping:
        found["icsd"] = [_number_text(v) for v in raw[mapping["icsd"]]]
    for key in ("sigma_error", "e_a", "e_a_error"):
        if key in mapping:
            found[key] = pd.to_numeric(raw[mapping[key]], errors="coerce").to_numpy()
    if "upper_bound" in mapping:
        found["upper_bound"] = bound | raw[mapping["upper_bound"]].str.lower().isin({"true", "1", "yes"}).to_numpy()
    table = label_table(found, raw[mapping["id"]].str.strip())
    if table.index.duplicated().any():
        twice = table.index[table.index.duplicated()][0]
        raise LabelsError(
            f"The id {twice} appears more than once in {path.name}.", "Keep one row for each structure."
        )
    return LabelSet(name or path.stem, path.name, table, temperature, rule, path.parent)


READERS: dict[str, Callable[[Path], LabelSet]] = {
    "obelix": read_obelix,
    "kahle2020": read_kahle2020,
    "laskowski2023": read_laskowski2023,
}


def several_temperatures(path: Path | str) -> bool:
    """Whether a CSV holds diffusivities at several temperatures, see `pesviz.ranking.labels.extrapolation`.

    Parameters
    ----------
    path
        The file.
    """
    try:
        names = pd.read_csv(path, nrows=0).columns.str.strip()
    except (OSError, ValueError):
        return False
    return {"id", "temperature_K", "D_cm2_s"} <= set(names)


def labels(source: str, columns: Mapping[str, str] | None = None, **options: Any) -> LabelSet:
    """Return a label set by name or path.

    Parameters
    ----------
    source
        "obelix", "kahle2020", "laskowski2023", or the path of a CSV file: of conductivities, or of diffusivities at
        several temperatures, which are extrapolated to room temperature.
    columns, **options
        For a CSV file, see `read_csv`.

    Raises
    ------
    LabelsError
        It is unknown, not here, or cannot be read.
    """
    if source.lower() in READERS:
        return READERS[source.lower()](require_dataset(source))
    if source.lower().endswith((".csv", ".txt", ".dat")) or Path(source).is_file():
        if not columns and several_temperatures(source):
            from pesviz.ranking.labels.extrapolation import extrapolated_labels

            return extrapolated_labels(source)
        return read_csv(source, columns, **options)
    dataset(source)
    raise AssertionError("unreachable")  # pragma: no cover - dataset() raises for every other name


def subset(labelled: LabelSet, ids: Any, note: str = "") -> LabelSet:
    """Return a label set with some of its rows only.

    Parameters
    ----------
    labelled
        The set.
    ids
        Which rows.
    note
        Why, added to the notes.
    """
    chosen = labelled.table.loc[[i for i in labelled.table.index if i in set(ids)]]
    return replace(labelled, table=chosen, notes=(*labelled.notes, note) if note else labelled.notes)
