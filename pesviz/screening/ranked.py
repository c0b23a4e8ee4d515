"""Results with every descriptor that may rank them: of a campaign, a folder of result files, or a table."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from pesviz.errors import ResultReadError
from pesviz.landscape.descriptors import PAPER, XiCalibration
from pesviz.ranking.results import Progress, read_table, table_of_files, with_descriptors
from pesviz.screening.database import CAMPAIGN, INDEX, ResultsDatabase

if TYPE_CHECKING:
    import pandas as pd

CACHE = "descriptors.csv"
"""Descriptors of results seen before, beside them."""


def read_results(
    source: Path | str, *, calibration: XiCalibration = PAPER, progress: Progress | None = None
) -> pd.DataFrame:
    """Return results with all descriptors, ready for `pesviz.ranking.evaluation.evaluate`.

    Parameters
    ----------
    source
        Folder of a campaign or its results.db, a folder of result files (.h5), or a CSV with a column source_id.
    calibration
        Thresholds of Ξ.
    progress
        Called before each landscape that has to be opened, with its name, its number and how many there are.

    Returns
    -------
    pandas.DataFrame
        One row a result. Of a campaign with its columns, `id` too, so that `ResultsDatabase.landscape(id)` opens it;
        of a folder with `file`, relative to it.

    Raises
    ------
    ResultReadError
        There are none.
    """
    source = Path(source)
    if not source.exists():
        raise ResultReadError(f"There is no {source}.", "Name a folder of results or a CSV file.")
    if source.is_file() and source.suffix.lower() != ".db":
        return read_table(source)
    folder = source.parent if source.is_file() else source
    if not any((folder / name).is_file() for name in (INDEX, CAMPAIGN)):
        return table_of_files(folder, calibration=calibration, progress=progress)
    database = ResultsDatabase(source)
    return with_descriptors(
        database.table(labels=False), lambda row: database.landscape(int(row["id"])), calibration=calibration,
        cache=folder / CACHE, progress=progress,
    )  # fmt: skip
