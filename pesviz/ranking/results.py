"""Results to rank: a folder of result files, a CSV, or a campaign's table with all descriptors of its landscapes."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from pesviz.errors import PesvizError, ResultReadError
from pesviz.io.atomic import write_text
from pesviz.landscape import Landscape, open_landscape
from pesviz.landscape.descriptors import PAPER, XiCalibration
from pesviz.ranking.features import LOWER_IS_BETTER, descriptors

Progress = Callable[[str, int, int], None]
_CACHED = ("formula", "potential", "xi", "fvw_conn_0p5", "mpe_robust_0p05", "fv_disc_0p5_error")
"""A cache without these was written by something else."""
NO_SCAN = "no scan"
"""Status of a file that is no result of a scan."""
KEEP_EVERY_S = 15.0
"""What was computed is written to the cache this often, so that breaking off loses little, s."""
_IDENTITY = ("source_id", "formula", "potential", "settings", "smearing", "status", "n_atoms", "structure", "error")


def read_table(path: Path | str) -> pd.DataFrame:
    """Read results from a CSV: one row a result, a column source_id, the rest descriptors.

    Parameters
    ----------
    path
        The file. An energy left empty or "inf" is above what is known.

    Raises
    ------
    ResultReadError
        It cannot be read.
    """
    try:
        table = pd.read_csv(path, dtype=dict.fromkeys(_IDENTITY[:6], str), keep_default_na=True)
    except (OSError, pd.errors.ParserError, pd.errors.EmptyDataError, UnicodeDecodeError, ValueError) as error:
        raise ResultReadError(f"{path} cannot be read as a CSV table.", "Give comma-separated text.") from error
    return energies_beyond(table)


def energies_beyond(table: pd.DataFrame) -> pd.DataFrame:
    """Return a table in which an unknown energy is infinite: nothing opens below what is known, which ranks last.

    Parameters
    ----------
    table
        Results; failed rows keep their NaN.
    """
    table = table.copy()
    done = (
        table["status"].isin({"done", ""}) | table["status"].isna()
        if "status" in table
        else np.ones(len(table), bool)
    )
    for column in table.columns:
        is_exact = not column.endswith("_error") and "_estimate" not in column
        if column.startswith(LOWER_IS_BETTER) and is_exact and table[column].notna().any():
            table.loc[done & table[column].isna(), column] = np.inf
    return table


def result_files(folder: Path | str) -> list[Path]:
    """Return the result files (.h5) in a folder and below it.

    Raises
    ------
    ResultReadError
        There are none.
    """
    files = sorted(path for path in Path(folder).rglob("*.h5") if path.is_file())
    if not files:
        raise ResultReadError(
            f"The folder {folder} holds no results.", "Make some with `pesviz screen` or `pesviz scan --out FOLDER`."
        )
    return files


def table_of_files(
    folder: Path | str, *, calibration: XiCalibration = PAPER, progress: Progress | None = None
) -> pd.DataFrame:
    """Descriptors of all result files in a folder; `source_id` is the file's stem.

    A file that is no result of a scan, such as a run of molecular dynamics, has the status `NO_SCAN`.

    Parameters
    ----------
    folder
        Where they are, at any depth.
    calibration
        Thresholds of Ξ.
    progress
        Called before each with its name, its number and how many there are.

    Raises
    ------
    ResultReadError
        There are none.
    """
    paths = {str(path.relative_to(folder)): path for path in result_files(folder)}
    base = pd.DataFrame({"file": list(paths), "source_id": [path.stem for path in paths.values()]})
    table = with_descriptors(
        base, lambda row: open_landscape(paths[row["file"]]), calibration=calibration,
        key="file", cache=Path(folder) / "descriptors.csv", progress=progress,
    )  # fmt: skip
    is_scan = table["potential"].notna() if "potential" in table else pd.Series(data=False, index=table.index)
    if not is_scan.any():
        raise ResultReadError(
            f"None of the {len(table)} HDF5 files in {folder} is a result of a scan.",
            "Make some with `pesviz screen` or `pesviz scan --out FOLDER`.",
        )
    return table if is_scan.all() else table.assign(status=is_scan.map({True: "done", False: NO_SCAN}))


def with_descriptors(
    table: pd.DataFrame,
    landscape_of: Callable[[Any], Landscape],
    *,
    calibration: XiCalibration = PAPER,
    key: str = "id",
    cache: Path | None = None,
    progress: Progress | None = None,
) -> pd.DataFrame:
    """Add all descriptors to a table of results whose landscapes can be opened.

    Parameters
    ----------
    table
        One row a result. Rows whose status is another than "done" stay as they are.
    landscape_of
        Returns the landscape of a row (a Series).
    calibration
        Thresholds of Ξ.
    key
        Column that names a row in the cache; together with formula, settings and n_evaluated where there are such
        columns.
    cache
        CSV file with the descriptors of rows seen before; written where that is possible, which makes it the
        campaign's descriptor table.
    progress
        Called before each landscape that has to be opened.

    Returns
    -------
    pandas.DataFrame
        A copy with the columns of `descriptors`; columns of the same name are replaced. A row whose landscape cannot
        be opened keeps its own numbers, NaN elsewhere.
    """
    numbers = _read_cache(cache) if cache is not None else {}
    marks = [
        c for c in (key, "source_id", "formula", "potential", "settings", "structure", "n_evaluated") if c in table
    ]
    rows: dict[Any, dict[str, float]] = {}
    fresh, last_write = False, time.monotonic()
    done = table[table["status"].isin({"done", ""})] if "status" in table else table
    for number, (index, row) in enumerate(done.iterrows()):
        mark = "|".join(str(row[c]) for c in marks)
        if mark not in numbers:
            if progress is not None:
                progress(str(row.get("source_id", index)), number, len(done))
            with contextlib.suppress(PesvizError):
                landscape = landscape_of(row)
                numbers[mark] = _numbers(landscape)
                fresh = True
            if fresh and cache is not None and time.monotonic() - last_write > KEEP_EVERY_S:
                _write_cache(cache, numbers)
                last_write = time.monotonic()
        if mark in numbers:
            rows[index] = numbers[mark]
    if fresh and cache is not None:
        _write_cache(cache, numbers)
    columns = pd.DataFrame.from_dict(rows, orient="index").reindex(table.index)
    # What a landscape does not know (a failed row) the table may.
    shared = [c for c in columns.columns if c in table]
    columns[shared] = columns[shared].where(columns[shared].notna(), table[shared])
    result = pd.concat([table.drop(columns=shared), columns], axis=1)
    if calibration != PAPER and {"fv_conn_0p5", "fv_disc_0p5"} <= set(result.columns):
        from pesviz.ranking.features import with_calibration

        result = with_calibration(result, calibration)
    return energies_beyond(result)


def _numbers(landscape: Landscape) -> dict[str, Any]:
    pes = landscape.pes
    return {
        "formula": pes.crystal.formula,
        "potential": str(pes.potential.get("name", "")),
        **descriptors(landscape),
    }


def _read_cache(path: Path) -> dict[str, dict[str, Any]]:
    """Return what is known by mark; nothing where the file is not there or another."""
    with contextlib.suppress(OSError, ValueError, KeyError, pd.errors.ParserError, pd.errors.EmptyDataError):
        frame = pd.read_csv(path, dtype={"mark": str, "formula": str, "potential": str}).set_index("mark")
        if set(_CACHED) <= set(frame.columns):
            return {str(mark): row.to_dict() for mark, row in frame.iterrows()}
    return {}


def _write_cache(path: Path, numbers: dict[str, dict[str, Any]]) -> None:
    frame = pd.DataFrame.from_dict(numbers, orient="index")
    frame.index.name = "mark"
    with contextlib.suppress(OSError):  # where it cannot be written, only time is lost
        write_text(path, frame.to_csv())


def groups(table: pd.DataFrame, potential: str | None = None) -> tuple[dict[str, pd.DataFrame], list[str]]:
    """Split results by potential; of each, the settings with most results.

    Parameters
    ----------
    table
        Results; rows that are not done are left out.
    potential
        Only this one; all by default.

    Returns
    -------
    groups, notes
        Potential to its rows; what was left out, one sentence each.

    Raises
    ------
    ResultReadError
        Nothing is left.
    """
    notes = []
    done = table
    if "status" in table:
        done = table[table["status"].isin({"done", ""}) | table["status"].isna()]
        if len(done) < len(table):
            stopped = int((table["status"] == "stopped").sum())
            others = table[table["status"] == NO_SCAN]
            missing = len(table) - len(done) - stopped - len(others)
            if len(others):
                names = ", ".join(others["file"].head(5)) + (", …" if len(others) > 5 else "")
                hold = "file holds" if len(others) == 1 else "files hold"
                notes.append(f"{len(others)} {hold} no result of a scan: left out ({names}).")
            are = "result is" if missing == 1 else "results are"
            if missing:
                notes.append(f"{missing} {are} not done (failed or skipped) and left out.")
            if stopped:
                were = "structure was" if stopped == 1 else "structures were"
                notes.append(
                    f"{stopped} {were} stopped for a low Ξ and left out: the scores are those of the others alone."
                )
    names = done["potential"].fillna("").astype(str) if "potential" in done else pd.Series("", index=done.index)
    out = {}
    for name in sorted(names.unique()):
        if potential not in {None, name}:
            continue
        rows = done[names == name]
        if "settings" in rows and rows["settings"].nunique() > 1:
            settings = rows["settings"].value_counts().index[0]
            others = int((rows["settings"] != settings).sum())
            notes.append(f"{others} results of {name} with other settings were left out (kept: {settings}).")
            rows = rows[rows["settings"] == settings]
        out[name] = rows
    if not out:
        here = ", ".join(sorted(set(names))) or "none"
        raise ResultReadError(
            f"There are no finished results{f' of {potential}' if potential else ''}.", f"Potentials here: {here}."
        )
    return out, notes
