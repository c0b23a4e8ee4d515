"""Where labelled data is looked for, and how it gets there.

Folders of `PESVIZ_DATA` (separated as in PATH) come first, then the user's cache. A folder may hold a data set's
files themselves or a subfolder of its name.
"""

from __future__ import annotations

import io
import os
import shutil
import tarfile
import tempfile
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from pesviz.errors import LabelsError
from pesviz.io import download
from pesviz.potentials.weights import cache_folder

_REMEDY = "Check the network, or copy the files from another machine and name their folder in PESVIZ_DATA."
_LARGEST_MEMBER = 5_000_000


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
    named = [Path(part).expanduser() for part in os.environ.get("PESVIZ_DATA", "").split(os.pathsep) if part]
    return [*named, cache_folder() / "data"]


def dataset(name: str) -> Dataset:
    """Return a data set by name.

    Parameters
    ----------
    name
        A key of `DATASETS`, upper or lower case.

    Raises
    ------
    LabelsError
        There is none of that name.
    """
    known = DATASETS.get(name.lower())
    if known is None:
        raise LabelsError(
            f"There is no data set '{name}'.", f"Known are {', '.join(DATASETS)}; or give the path of a CSV file."
        )
    return known


def find_dataset(name: str) -> Path | None:
    """Return the folder that holds a data set, or None.

    Parameters
    ----------
    name
        A key of `DATASETS`.
    """
    wanted = dataset(name)
    for folder in data_folders():
        for candidate in (folder / wanted.name, folder):
            if (candidate / wanted.table).is_file():
                return candidate
    return None


def require_dataset(name: str) -> Path:
    """Return the folder that holds a data set.

    Parameters
    ----------
    name
        A key of `DATASETS`.

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


def fetch(name: str, *, address: str | None = None) -> Path:
    """Download a data set into the user's cache; it appears there whole or not at all.

    Parameters
    ----------
    name
        A key of `DATASETS` that has an address: "obelix".
    address
        Another address of the same files; `PESVIZ_DATA_URL` by default, else the upstream one.

    Returns
    -------
    Path
        The folder.

    Raises
    ------
    LabelsError
        pesviz does not fetch this one, or what came is not the data set.
    NetworkError
        It cannot be fetched.
    """
    wanted = dataset(name)
    if not wanted.address:
        raise LabelsError(f"pesviz does not download {wanted.name}.", wanted.hint)
    base = (address or os.environ.get("PESVIZ_DATA_URL") or wanted.address).rstrip("/")
    target = cache_folder() / "data" / wanted.name
    target.parent.mkdir(parents=True, exist_ok=True)
    staging = Path(tempfile.mkdtemp(prefix=f".{wanted.name}-", dir=target.parent))
    try:
        (staging / wanted.table).write_bytes(download.fetch(f"{base}/all.csv", _REMEDY))
        (staging / "cifs").mkdir()
        unpack_cifs(download.fetch(f"{base}/all_cifs.tar.gz", _REMEDY), staging / "cifs")
        from pesviz.ranking.labels.label_set import read_obelix

        read_obelix(staging)  # what is not the table raises here, before anything is replaced
        (staging / "SOURCE.txt").write_text(f"{base}\n{wanted.licence}\n{wanted.citation}\n", encoding="utf-8")
        staging.chmod(0o755)
        if target.exists():
            shutil.rmtree(target)
        staging.rename(target)
    finally:
        shutil.rmtree(staging, ignore_errors=True)
    return target


def unpack_cifs(archive: bytes, folder: Path) -> int:
    """Write the CIF files of a tar.gz into a folder, flat: names in an archive are never taken as paths.

    Parameters
    ----------
    archive
        The tar.gz.
    folder
        Where they go.

    Returns
    -------
    int
        How many there were.

    Raises
    ------
    LabelsError
        It is no archive, or holds no CIF.
    """
    count = 0
    try:
        with tarfile.open(fileobj=io.BytesIO(archive), mode="r:gz") as members:
            for member in members:
                name = PurePosixPath(member.name).name
                if not member.isfile() or not name.endswith(".cif") or name.startswith("."):
                    continue
                content = members.extractfile(member)
                if content is not None and member.size <= _LARGEST_MEMBER:
                    (folder / name).write_bytes(content.read(_LARGEST_MEMBER))
                    count += 1
    except (tarfile.TarError, OSError, EOFError) as error:
        raise LabelsError("What was fetched is not a tar.gz archive.", "Try again later.") from error
    if not count:
        raise LabelsError("The archive holds no CIF file.", "Try again later, or another address (PESVIZ_DATA_URL).")
    return count
