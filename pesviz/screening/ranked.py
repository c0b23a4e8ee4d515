"""Results with every descriptor that may rank them: of a campaign, a folder of result files, or a table."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from pesviz.errors import ResultReadError
from pesviz.io.atomic import write_text
from pesviz.landscape.descriptors import PAPER, XiCalibration
from pesviz.ranking.results import Progress, read_table, table_of_files, with_descriptors
from pesviz.screening.database import CAMPAIGN, INDEX, ResultsDatabase

if TYPE_CHECKING:
    import pandas as pd

CACHE = "descriptors.csv"
"""Descriptors of results seen before, beside them."""
MODELS = "models.csv"
"""Probabilities by models that were applied to a campaign, beside it: `id` and a column for each model."""


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


def write_models(folder: Path | str, table: pd.DataFrame) -> Path:
    """Keep the columns of applied models beside a campaign, where the dashboard's table finds them.

    Parameters
    ----------
    folder
        The campaign's folder.
    table
        Its rows, with `id` and the columns that `FittedModel.apply` added; columns kept before stay, rows and columns
        that are here are replaced.

    Raises
    ------
    ResultReadError
        It is no campaign, or no model was applied, or the folder cannot be written.
    """
    folder = Path(folder)
    folder = folder.parent if folder.is_file() else folder
    names = [name for name in table if name.startswith("model_")]
    if "id" not in table or not names:
        raise ResultReadError(
            "There is no column of a model to keep beside a campaign.",
            "Give the folder of a campaign and --apply MODEL.json.",
        )
    new = table.set_index(table["id"].astype(int))[names]
    models = new.combine_first(read_models(folder)).rename_axis("id")
    path = folder / MODELS
    try:
        write_text(path, models.to_csv())
    except OSError as error:
        raise ResultReadError(f"{path} cannot be written ({error.strerror}).", "Copy the campaign first.") from error
    return path


def read_models(folder: Path | str) -> pd.DataFrame:
    """Return what `write_models` wrote, by the rows' id; empty where there is nothing.

    Parameters
    ----------
    folder
        The campaign's folder.
    """
    import pandas as pd

    try:
        return pd.read_csv(Path(folder) / MODELS, float_precision="round_trip").set_index("id")
    except (OSError, ValueError, KeyError):
        return pd.DataFrame(index=pd.Index([], name="id", dtype=int))
