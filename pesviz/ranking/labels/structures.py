"""Structures of a label set as files to scan."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from pesviz.errors import DisorderError, LabelsError, NoMobileIonError, PesvizError
from pesviz.ranking.labels.datasets import require_dataset
from pesviz.ranking.labels.published import READERS

if TYPE_CHECKING:
    from pesviz.structure import Crystal

Progress = Callable[[str, int, int], None]


def label_sources(name: str, folder: Path | str | None = None) -> Iterator[tuple[str, Any]]:
    """Yield the id and the structure (path or pymatgen Structure) of each label that has one.

    Parameters
    ----------
    name
        "obelix" or "kahle2020".
    folder
        Folder of the data set; searched for by default.

    Raises
    ------
    LabelsError
        The set has no structures, or is not on this machine.
    """
    name = name.lower()
    if name not in {"obelix", "kahle2020"}:
        raise LabelsError(f"The labels {name} come without structures.", "Choose obelix or kahle2020.")
    folder = Path(folder) if folder is not None else require_dataset(name)
    table = READERS[name](folder).table
    if name == "obelix":
        yield from ((path.stem, path) for path in sorted(folder.glob("cifs/*.cif")) if path.stem in table.index)
        return
    from pymatgen.core import Structure

    raw = pd.read_csv(folder / "kahle.csv", dtype=str)
    texts: dict[str, str] = {}
    for key, label, text in zip(raw["src_id"], raw["stru_label"], raw["structure"], strict=True):
        name_of = key if int(key) > 0 else label
        if name_of not in texts or len(json.loads(text)["sites"]) < len(json.loads(texts[name_of])["sites"]):
            texts[name_of] = text
    for key in sorted(texts):
        yield key, Structure.from_dict(json.loads(texts[key]))


def write_structures(
    name: str,
    out: Path,
    *,
    max_atoms: int | None = None,
    mobile: str = "Li",
    folder: Path | str | None = None,
    progress: Progress | None = None,
) -> tuple[list[Path], dict[str, list[str]]]:
    """Write ordered structures as CIF files of their primitive cells, named by the ids of their labels.

    Parameters
    ----------
    name
        "obelix" or "kahle2020".
    out
        Folder.
    max_atoms
        Leave out larger primitive cells.
    mobile
        Symbol of the mobile ion, which each structure must have.
    folder
        Folder of the data set; searched for by default.
    progress
        Called before each structure with its id, its number and the number of structures.

    Raises
    ------
    LabelsError
        The set has no structures, or is not on this machine.
    """
    from ase.io import write

    sources = list(label_sources(name, folder))
    out.mkdir(parents=True, exist_ok=True)
    paths: list[Path] = []
    left_out: dict[str, list[str]] = {}
    for number, (key, source) in enumerate(sources):
        if progress is not None:
            progress(key, number, len(sources))
        crystal = _primitive(source, mobile)
        if isinstance(crystal, str):
            left_out.setdefault(crystal, []).append(key)
        elif max_atoms is not None and len(crystal.atoms) > max_atoms:
            left_out.setdefault(f"more than {max_atoms} atoms in the primitive cell", []).append(key)
        else:
            path = out / f"{key}.cif"
            write(path, crystal.atoms, format="cif")
            paths.append(path)
    return paths, left_out


def _primitive(source: Any, mobile: str) -> Crystal | str:
    """Return the crystal, or the reason why it is left out."""
    from pesviz.structure import load

    try:
        return load(source, mobile=mobile, primitive=True)
    except DisorderError:
        return "partially occupied sites"
    except NoMobileIonError:
        return f"no {mobile} site"
    except PesvizError as error:
        return error.problem
