"""Weights that do not come with a package: where they are looked for, and how they are installed.

Folders of `PESVIZ_WEIGHTS` (separated as in PATH) come first, then the user's cache, `$PESVIZ_CACHE` or the system's
usual place (~/.cache/pesviz on Linux). A folder may hold the files themselves or a subfolder of the set's name.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from pesviz.errors import PotentialError
from pesviz.io.atomic import atomic_folder, write_errors
from pesviz.io.downloads import download
from pesviz.io.folders import cache_folder, search_folders
from pesviz.io.hashes import file_sha256

_REMEDY = "Check the network, or copy the files from another machine and name their folder in PESVIZ_WEIGHTS."


@dataclass(frozen=True)
class WeightFile:
    """One file of a set.

    Parameters
    ----------
    name
        Name in the set's folder.
    path
        Path below the set's address.
    sha256
        Its hash.
    """

    name: str
    path: str
    sha256: str


@dataclass(frozen=True)
class WeightSet:
    """Files that make up the weights of one potential.

    Parameters
    ----------
    name
        The potential's name in the registry.
    folder
        Name of the folder that holds the files.
    address
        Where they come from.
    files
        All of them, the licence included.
    """

    name: str
    folder: str
    address: str
    files: tuple[WeightFile, ...]


_UPSTREAM = "pretrained/MP-2021.2.8-EFS"

M3GNET_MP_2021 = WeightSet(
    name="m3gnet-mp-2021",
    folder="m3gnet-mp-2021.2.8-efs",
    address="https://raw.githubusercontent.com/materialsvirtuallab/m3gnet/main",
    files=(
        WeightFile(
            "m3gnet.json",
            f"{_UPSTREAM}/m3gnet.json",
            "1aff67d1a07d460185d6e97286147a3e508cf323a532a70412832f374695ff72",
        ),
        WeightFile(
            "m3gnet.index",
            f"{_UPSTREAM}/m3gnet.index",
            "7b6cdf0924e0ba9ac8d66c2905bf49ab3365e56def73de90b154d1506cfcc6ce",
        ),
        WeightFile(
            "m3gnet.data-00000-of-00001",
            f"{_UPSTREAM}/m3gnet.data-00000-of-00001",
            "3d6d4bd777eb7af8efe7ccae0804ffbc58cdb9aac946db08b01e7e5f41eb70eb",
        ),
        WeightFile("LICENSE", "LICENSE", "a1f95e08d7efe8e911aed04b891d51b90ba46291585f43939134806670ee2a38"),
    ),
)

WEIGHT_SETS: dict[str, WeightSet] = {M3GNET_MP_2021.name: M3GNET_MP_2021}
"""What `install` knows, by the potential's name."""


def weight_folders() -> list[Path]:
    """Return the folders that are searched, first one first."""
    return search_folders("PESVIZ_WEIGHTS", "weights")


def find_weights(weights: WeightSet) -> Path | None:
    """Return the folder that holds a set's files, or None."""
    needed = [file.name for file in weights.files if file.name != "LICENSE"]
    for folder in weight_folders():
        for candidate in (folder, folder / weights.folder):
            if all((candidate / name).is_file() for name in needed):
                return candidate
    return None


def require_weights(weights: WeightSet) -> Path:
    """Return the folder that holds a set's files, each compared with its SHA-256.

    Raises
    ------
    PotentialError
        They are not there, or a file is not what it should be.
    """
    folder = find_weights(weights)
    if folder is None:
        searched = ", ".join(str(path) for path in weight_folders())
        raise PotentialError(
            f"The weights of {weights.name} are not installed (looked in {searched}).", install_hint(weights.name)
        )
    for file in weights.files:
        path = folder / file.name
        if file.name == "LICENSE" and not path.is_file():
            continue
        if file_sha256(path) != file.sha256:
            raise PotentialError(
                f"{path} is not the file of {weights.name} (its SHA-256 differs).",
                f"Run `pesviz potentials install {weights.name}`; delete it if PESVIZ_WEIGHTS names its folder.",
            )
    return folder


def is_intact(name: str) -> bool:
    """Return whether a potential's weights are here and what they should be; true where it has none of its own.

    Parameters
    ----------
    name
        The potential's name.
    """
    try:
        return name not in WEIGHT_SETS or bool(require_weights(WEIGHT_SETS[name]))
    except PotentialError:
        return False


def install_hint(name: str) -> str:
    """Return the sentence that says how to install a potential's weights."""
    return f"Install its weights with `pesviz potentials install {name}`, or name their folder in PESVIZ_WEIGHTS."


def install(
    name: str, *, address: str | None = None, progress: Callable[[str, int, int], None] | None = None
) -> Path:
    """Download a potential's weights into the user's cache; its licence is kept beside them.

    All files are fetched and compared with their SHA-256 before the folder appears at its place.

    Parameters
    ----------
    name
        The potential's name, for example "m3gnet-mp-2021".
    address
        Another address that holds the same files (a mirror); `PESVIZ_WEIGHTS_URL` by default, else the upstream one.
    progress
        Called before each file with its name, its number and how many there are.

    Raises
    ------
    PotentialError
        There is nothing to install for this potential, or a file is not what it should be.
    NetworkError
        A file cannot be fetched.
    """
    weights = WEIGHT_SETS.get(name)
    if weights is None:
        raise PotentialError(
            f"There are no weights to install for '{name}'.",
            f"Weights can be installed for {', '.join(WEIGHT_SETS)}; `pesviz potentials` says how to get the others.",
        )
    base = (address or os.environ.get("PESVIZ_WEIGHTS_URL") or weights.address).rstrip("/")
    target = cache_folder() / "weights" / weights.folder
    remedy = "Free some space, or name another folder in PESVIZ_CACHE."
    with write_errors(PotentialError, str(target.parent), remedy), atomic_folder(target) as folder:
        for number, file in enumerate(weights.files):
            if progress is not None:
                progress(file.name, number, len(weights.files))
            try:
                download(f"{base}/{file.path}", folder / file.name, _REMEDY, sha256=file.sha256)
            except ValueError as error:
                raise PotentialError(
                    f"{base}/{file.path} is not the file that belongs to {name} (its SHA-256 differs).",
                    "Nothing was installed; try again later or from another address (PESVIZ_WEIGHTS_URL).",
                ) from error
    return target
