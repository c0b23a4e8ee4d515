"""Known conductivities of a campaign: those of well-known data sets, or given ones."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from pesviz.errors import LabelsError
from pesviz.io.atomic import write_text
from pesviz.screening.database import LABEL_COLUMNS, LABELS

if TYPE_CHECKING:
    from pesviz.ranking.labels.label_set import LabelSet


def labels_for(sources: Sequence[str], labels_name: str | None) -> LabelSet | None:
    """Return the labels of a campaign.

    Parameters
    ----------
    sources
        Sources of the campaign: OBELiX's folder of CIFs and KAHLE2020's CSV have labels.
    labels_name
        Name of a data set or path of a CSV; "none" for no labels.

    Returns
    -------
    LabelSet or None
        None where there are none.

    Raises
    ------
    LabelsError
        The given labels cannot be read.
    """
    from pesviz.ranking.labels.published import read_kahle2020, read_obelix
    from pesviz.ranking.labels.sources import labels

    if labels_name == "none":
        return None
    if labels_name is not None:
        return labels(labels_name)
    for text in sources:
        path = Path(text)
        for folder in (path, path.parent, path.parent.parent):
            if (folder / "all.csv").is_file() and (path.is_dir() or path.suffix == ".cif"):
                with contextlib.suppress(LabelsError):
                    return read_obelix(folder)
        if path.name == "kahle.csv":
            with contextlib.suppress(LabelsError):
                return read_kahle2020(path.parent)
    return None


def write_labels(folder: Path, labels: LabelSet) -> None:
    """Write labels to the folder of the results, atomically."""
    table = labels.table.assign(label_temperature=labels.temperature)
    names = ["formula", *(name for name in LABEL_COLUMNS if name in table)]
    write_text(folder / LABELS, table[names].to_csv(index_label="id"))
