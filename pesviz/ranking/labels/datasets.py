"""Where labelled data is looked for, by name.

Folders of `PESVIZ_DATA` (separated as in PATH) come first, then the user's cache. A folder may hold a data set's
files themselves or a subfolder of its name.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pesviz.errors import LabelsError
from pesviz.io.folders import search_folders


@dataclass(frozen=True)
class Dataset:
    """A labelled data set.

    Parameters
    ----------
    name
        Name of its folder.
    title
        What people call it.
    table
        The file that must be there.
    licence, citation
        Its licence; whom to cite.
    address
        Where `fetch` takes it from; empty where pesviz does not fetch it.
    hint
        How to get it by hand.
    """

    name: str
    title: str
    table: str
    licence: str
    citation: str
    address: str = ""
    hint: str = ""


DATASETS: dict[str, Dataset] = {
    "obelix": Dataset(
        "obelix",
        "OBELiX: measured room-temperature conductivities of 599 Li materials, 321 with structures",
        "all.csv",
        "CC-BY 4.0",
        "Therrien et al., OBELiX, arXiv:2502.14234",
        "https://raw.githubusercontent.com/NRC-Mila/OBELiX/main/data/downloads",
        "Fetch it with `pesviz data get obelix`, or name a folder that holds obelix/all.csv in PESVIZ_DATA.",
    ),
    "kahle2020": Dataset(
        "kahle2020",
        "KAHLE2020: first-principles diffusion coefficients of 116 Li structures at 1000 K",
        "kahle.csv",
        "Materials Cloud 2019.0077",
        "Kahle, Marcolongo and Marzari, Energy Environ. Sci. 13, 928 (2020)",
        hint="Make kahle2020/kahle.csv as docs/evaluation.md says and name the folder above it in PESVIZ_DATA.",
    ),
    "laskowski2023": Dataset(
        "laskowski2023",
        "LASKOWSKI2023: measured room-temperature conductivities with ICSD numbers",
        "laskowski.csv",
        "see the publication",
        "Laskowski, McHaffie and See, Energy Environ. Sci. 16, 1264 (2023)",
        hint="Save its table as laskowski2023/laskowski.csv and name the folder above it in PESVIZ_DATA.",
    ),
}
"""What pesviz knows by name."""


def data_folders() -> list[Path]:
    """Return the folders that are searched, first one first."""
    return search_folders("PESVIZ_DATA", "data")


def dataset(name: str) -> Dataset:
    """Return a data set by name.

    Raises
    ------
    LabelsError
        There is none of that name.
    """
    entry = DATASETS.get(name.lower())
    if entry is None:
        raise LabelsError(
            f"There is no data set '{name}'.", f"Known are {', '.join(DATASETS)}; or give the path of a CSV file."
        )
    return entry


def find_dataset(name: str) -> Path | None:
    """Return the folder that holds a data set, or None."""
    entry = dataset(name)
    for folder in data_folders():
        for candidate in (folder / entry.name, folder):
            if (candidate / entry.table).is_file():
                return candidate
    return None


def require_dataset(name: str) -> Path:
    """Return the folder that holds a data set.

    Raises
    ------
    LabelsError
        It is not there; the remedy says how to get it.
    """
    folder = find_dataset(name)
    if folder is None:
        searched = ", ".join(str(path) for path in data_folders())
        raise LabelsError(f"The data set {name} is not here (looked in {searched}).", dataset(name).hint)
    return folder
