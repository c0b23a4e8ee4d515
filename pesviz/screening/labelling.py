"""Known conductivities beside the results: found by themselves next to well-known structures, or named."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from pesviz.errors import LabelsError
from pesviz.io.atomic import atomic_file
from pesviz.screening.database import LABEL_COLUMNS, LABELS

if TYPE_CHECKING:
    from pesviz.ranking.labels.label_set import LabelSet


def labels_for(named: Sequence[str], asked: str | None) -> LabelSet | None:
    """Return the labels of a campaign.

    Parameters
    ----------
    named
        What was named as sources: a folder of OBELiX's CIFs and KAHLE2020's CSV bring their labels with them.
    asked
        Name of a data set or path of a CSV; "none" for no labels.

    Returns
    -------
    LabelSet or None
        None where there are none.

    Raises
    ------
    LabelsError
        The labels that were asked for cannot be read.
    """
    from pesviz.ranking.labels.published import read_kahle2020, read_obelix
    from pesviz.ranking.labels.sources import labels

    if asked == "none":
        return None
    if asked is not None:
        return labels(asked)
    for text in named:
        path = Path(text)
        for folder in (path, path.parent, path.parent.parent):
            if (folder / "all.csv").is_file() and (path.is_dir() or path.suffix == ".cif"):
                with contextlib.suppress(LabelsError):
                    return read_obelix(folder)
        if path.name == "kahle.csv":
            with contextlib.suppress(LabelsError):
                return read_kahle2020(path.parent)
    return None


def write_labels(folder: Path, labelled: LabelSet) -> None:
    """Keep labels beside the results, whole or not at all.

    Parameters
    ----------
    folder
        Folder of the campaign.
    labelled
        The labels.
    """
    table = labelled.table.assign(label_temperature=labelled.temperature)
    names = ["formula", *(name for name in LABEL_COLUMNS if name in table)]
    with atomic_file(folder / LABELS) as part:
        table[names].to_csv(part, index_label="id", encoding="utf-8")
