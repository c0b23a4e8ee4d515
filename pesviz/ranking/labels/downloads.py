"""Downloads of labelled data sets, checked before anything is replaced."""

from __future__ import annotations

import io
import os
import tarfile
from pathlib import Path, PurePosixPath

from pesviz.errors import LabelsError
from pesviz.io.atomic import atomic_folder, write_errors
from pesviz.io.downloads import download
from pesviz.io.folders import cache_folder
from pesviz.ranking.labels.datasets import dataset
from pesviz.ranking.labels.published import read_obelix

_REMEDY = "Check the network, or copy the files from another machine and name their folder in PESVIZ_DATA."
_LARGEST_MEMBER = 5_000_000


def fetch(name: str, *, address: str | None = None) -> Path:
    """Download a data set into the user's cache; it appears there whole or not at all.

    Parameters
    ----------
    name
        A key of `DATASETS` that has an address: "obelix".
    address
        Another address of the same files; `PESVIZ_DATA_URL` by default, else the upstream one.

    Raises
    ------
    LabelsError
        pesviz does not fetch this one, or what came is not the data set.
    NetworkError
        It cannot be fetched.
    """
    entry = dataset(name)
    if not entry.address:
        raise LabelsError(f"pesviz does not download {entry.name}.", entry.hint)
    base = (address or os.environ.get("PESVIZ_DATA_URL") or entry.address).rstrip("/")
    target = cache_folder() / "data" / entry.name
    remedy = "Free some space, or name another folder in PESVIZ_CACHE."
    with write_errors(LabelsError, str(target.parent), remedy), atomic_folder(target) as folder:
        download(f"{base}/all.csv", folder / entry.table, _REMEDY)
        archive = folder / "all_cifs.tar.gz"
        download(f"{base}/all_cifs.tar.gz", archive, _REMEDY)
        (folder / "cifs").mkdir()
        unpack_cifs(archive.read_bytes(), folder / "cifs")
        archive.unlink()
        read_obelix(folder)  # what is not the table raises here, before anything is replaced
        (folder / "SOURCE.txt").write_text(f"{base}\n{entry.licence}\n{entry.citation}\n", encoding="utf-8")
    return target


def unpack_cifs(archive: bytes, folder: Path) -> int:
    """Write the CIF files of a tar.gz into a folder, flat: names in an archive are never taken as paths.

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
