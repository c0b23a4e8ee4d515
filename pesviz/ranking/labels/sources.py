"""Label sets by name or path."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from pesviz.ranking.labels.datasets import dataset, require_dataset
from pesviz.ranking.labels.extrapolation import extrapolated_labels
from pesviz.ranking.labels.label_set import LabelSet, read_csv
from pesviz.ranking.labels.published import READERS


def several_temperatures(path: Path | str) -> bool:
    """Whether a CSV holds diffusivities at several temperatures, see `pesviz.ranking.labels.extrapolation`."""
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
        The set is unknown, not on this machine, or cannot be read.
    """
    if source.lower() in READERS:
        return READERS[source.lower()](require_dataset(source))
    if source.lower().endswith((".csv", ".txt", ".dat")) or Path(source).is_file():
        if not columns and several_temperatures(source):
            return extrapolated_labels(source)
        return read_csv(source, columns, **options)
    dataset(source)
    raise AssertionError("unreachable")  # pragma: no cover - dataset() raises for every other name
