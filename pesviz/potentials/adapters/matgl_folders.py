"""Folders of matgl's models on this machine, read without loading the models."""

from __future__ import annotations

import json
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from ase.data import atomic_numbers

from pesviz.errors import PotentialError
from pesviz.potentials.model import PotentialInfo
from pesviz.potentials.registry import PotentialStatus
from pesviz.potentials.weights import weight_folders

FILES = ("model.json", "model.pt", "state.pt")
"""Files in a folder of matgl."""
LICENCE = "as given by its authors (matgl itself: BSD-3-Clause)"
CITATION = "matgl: T. W. Ko et al., npj Computational Materials (2025), doi:10.1038/s41524-025-01742-y"
INSTALL = "Install it with `pip install 'pesviz[matgl]'`."

_FIRST_RIGHT_M3GNET = 2
"""Version of matgl's M3GNet from which on weights and code agree on the direction of messages."""


def is_model(folder: Path) -> bool:
    """Return whether a folder holds a model's files."""
    return all((folder / file).is_file() for file in FILES)


def find_model(name: str) -> Path | None:
    """Return the folder of a model on this machine, or None.

    Parameters
    ----------
    name
        A folder, or the name of one in a folder of `PESVIZ_WEIGHTS` or in its subfolder "matgl".
    """
    candidates = [Path(name).expanduser()]
    if len(Path(name).parts) == 1:
        candidates += [folder / name for folder in _parents()]
    return next((folder for folder in candidates if is_model(folder)), None)


def local_models() -> Iterator[PotentialStatus]:
    """Yield matgl's interatomic potentials in the folders of weights; of refused ones the hint is the reason."""
    names = set()
    for parent in _parents():
        for folder in sorted(parent.iterdir()) if parent.is_dir() else ():
            if folder.name in names or not is_model(folder):
                continue
            names.add(folder.name)
            try:
                network = _network(folder)
                symbols = network.get("init_args", {}).get("element_types", ())
                numbers = frozenset(atomic_numbers[symbol] for symbol in symbols)
                if _description(folder).get("@class") != "Potential" or not numbers:
                    continue  # a model of another quantity
                refuse_old_m3gnet(folder)
                hint = "" if find_spec("matgl") is not None else INSTALL
            except (PotentialError, KeyError) as error:
                numbers, hint = frozenset(), str(error)
            info = PotentialInfo(
                name=f"matgl:{folder.name}",
                title=folder.name.removesuffix("-PES"),
                version=folder.name,
                elements=numbers,
                licence=LICENCE,
                citation=CITATION,
            )
            yield PotentialStatus(info, installed=not hint, hint=hint)


def refuse_old_m3gnet(folder: Path) -> None:
    """Refuse an M3GNet that matgl evaluates wrongly.

    Up to version 1 of its M3GNet, matgl summed messages into the other end of each edge than it does now. It loads
    such weights with a warning only and gives other energies (−5.42 instead of −14.73 eV for wurtzite LiCl).

    Raises
    ------
    PotentialError
        The model is such a one, or model.json cannot be read.
    """
    network = _network(folder)
    try:
        kind, model_version = network.get("@class", ""), int(network.get("@model_version", 0))
    except (ValueError, TypeError) as error:
        raise _unreadable(folder) from error
    if kind == "M3GNet" and (model_version < _FIRST_RIGHT_M3GNET or "M3GNet-MP-2021.2.8" in folder.name):
        raise PotentialError(
            f"matgl evaluates '{folder.name}' wrongly: it was trained with messages summed into the other end of each"
            " edge than matgl sums them into now.",
            "Use m3gnet-mp-2021, the original M3GNet, or a newer model of matgl.",
        )


def _parents() -> list[Path]:
    return [folder / sub for folder in weight_folders() for sub in ("", "matgl")]


def _description(folder: Path) -> dict[str, Any]:
    try:
        description = json.loads((folder / "model.json").read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise _unreadable(folder) from error
    if not isinstance(description, dict):
        raise _unreadable(folder)
    return description


def _network(folder: Path) -> dict[str, Any]:
    """Return the description of a model's network."""
    description = _description(folder)
    network = (description.get("kwargs") or {}).get("model", description)
    if not isinstance(network, dict):
        raise _unreadable(folder)
    return network


def _unreadable(folder: Path) -> PotentialError:
    return PotentialError(f"{folder / 'model.json'} does not describe a model of matgl.", "Fetch the model again.")
