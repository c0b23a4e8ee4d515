"""Selection of candidates among Materials Project documents (docs/method.md, 9), online or downloaded."""

from __future__ import annotations

import gzip
import json
import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TextIO, cast

from pymatgen.core import Element

from pesviz.errors import SettingsError, StructureReadError
from pesviz.io.atomic import atomic_file
from pesviz.structure.materials_project import search_summaries

FIELDS: tuple[str, ...] = (
    "material_id", "formula_pretty", "elements", "nsites", "band_gap", "energy_above_hull", "deprecated", "structure",
)  # fmt: skip
"""Fields of a summary document that the selection and the campaign use."""

CHUNK = 500
"""Documents in one answer of the server."""


@dataclass(frozen=True)
class Selection:
    """The paper's selection of candidates; every number is an option.

    Parameters
    ----------
    species
        Chemical symbol that has to be there.
    min_band_gap
        Smallest band gap, eV: electronic insulators.
    max_e_above_hull
        Largest energy above the convex hull, eV/atom.
    transition_metals
        Whether transition metals may be there, see `is_transition_metal`.
    exclude
        Chemical symbols that must not be there.
    max_sites
        Largest number of sites in the cell; any by default.
    """

    species: str = "Li"
    min_band_gap: float = 0.5
    max_e_above_hull: float = 0.05
    transition_metals: bool = False
    exclude: frozenset[str] = field(default_factory=frozenset)
    max_sites: int | None = None

    def __post_init__(self) -> None:
        """Refuse what is no element or no number."""
        for symbol in (self.species, *self.exclude):
            if not Element.is_valid_symbol(symbol):
                raise SettingsError(f"{symbol!r} is not a chemical element.", "Give a symbol such as Li.")
        if not (math.isfinite(self.min_band_gap) and math.isfinite(self.max_e_above_hull)):
            raise SettingsError("A selection needs finite limits.", "Give numbers, for example 0.5 eV and 0.05 eV.")

    def refusal(self, document: Any) -> str:
        """Return why a document is not selected, "" where it is.

        Parameters
        ----------
        document
            A summary document, an object of mp-api or a dictionary; what it does not say counts against it.
        """
        elements = {_symbol(e) for e in _value(document, "elements") or ()}
        gap, hull = _number(document, "band_gap"), _number(document, "energy_above_hull")
        sites = _number(document, "nsites")
        if _value(document, "deprecated"):
            return "deprecated"
        if self.species not in elements:
            return f"no {self.species}"
        if not gap >= self.min_band_gap:  # NaN is refused too
            return "band gap"
        if not hull <= self.max_e_above_hull:
            return "energy above hull"
        if not self.transition_metals and any(is_transition_metal(e) for e in elements):
            return "transition metal"
        if elements & self.exclude:
            return "excluded element"
        if self.max_sites is not None and not sites <= self.max_sites:
            return "sites"
        return ""


PAPER = Selection()
"""The paper's selection without transition metals (1302 of 5997 entries then)."""


def select(documents: Iterable[Any], selection: Selection = PAPER) -> list[Any]:
    """Return the documents that meet the selection, one for each material."""
    chosen: dict[str, Any] = {}
    for document in documents:
        if not selection.refusal(document):
            chosen.setdefault(str(_value(document, "material_id")), document)
    return list(chosen.values())


def is_transition_metal(symbol: str) -> bool:
    """Return whether an element counts as a transition metal: pymatgen's word, groups 3 to 12 with La and Ac."""
    return bool(Element(symbol).is_transition_metal)


def read_documents(path: Path) -> Iterator[dict[str, Any]]:
    """Read downloaded documents: a JSON list, {"data": […]} as the server answers, or one document on each line.

    Raises
    ------
    StructureReadError
        It holds no documents.
    """
    try:
        with open_text(path) as file:
            if ".jsonl" in path.suffixes:
                yield from (json.loads(line) for line in file if line.strip())
                return
            content = json.load(file)
    except (OSError, ValueError) as error:
        raise StructureReadError(
            f"{path} holds no documents ({error}).", "Give JSON from the Materials Project."
        ) from error
    documents = content.get("data") if isinstance(content, dict) else content
    if not isinstance(documents, list) or not all(isinstance(d, dict) and "material_id" in d for d in documents):
        raise StructureReadError(
            f"{path} holds no list of documents with material_id.", "Give JSON from the Materials Project."
        )
    yield from documents


def open_text(path: Path) -> TextIO:
    """Open a text file that may be gzipped."""
    if path.suffix == ".gz":
        return cast("TextIO", gzip.open(path, "rt", encoding="utf-8"))
    return path.open(encoding="utf-8")


def write_documents(path: Path, documents: Iterable[Any]) -> None:
    """Keep documents as gzipped JSON lines, whole or not at all."""
    with atomic_file(path) as part, gzip.open(part, "wt", encoding="utf-8") as file:
        for document in documents:
            file.write(json.dumps({name: _plain(_value(document, name)) for name in FIELDS}) + "\n")


def fetch_documents(selection: Selection = PAPER) -> list[Any]:
    """Ask the Materials Project for the documents of a selection.

    The server narrows the search as far as its query can; `select` applies all criteria.

    Raises
    ------
    NetworkError
        The package, the key or the network is missing.
    """
    return select(search_summaries(FIELDS, chunk_size=CHUNK, **query(selection)), selection)


def fetch_by_id(material_ids: Iterable[str]) -> dict[str, Any]:
    """Ask the Materials Project for several materials at once.

    Parameters
    ----------
    material_ids
        For example "mp-1185319".
    """
    documents = search_summaries(FIELDS, chunk_size=CHUNK, material_ids=sorted(set(material_ids)))
    return {str(_value(document, "material_id")): document for document in documents}


def query(selection: Selection) -> dict[str, Any]:
    """Return the arguments of mp-api's `materials.summary.search` for a selection."""
    arguments: dict[str, Any] = {
        "elements": [selection.species],
        "band_gap": (selection.min_band_gap, None),
        "energy_above_hull": (None, selection.max_e_above_hull),
        "deprecated": False,
    }
    if selection.exclude:
        arguments["exclude_elements"] = sorted(selection.exclude)
    if selection.max_sites is not None:
        arguments["num_sites"] = (None, selection.max_sites)
    return arguments


def _value(document: Any, name: str) -> Any:
    return document.get(name) if isinstance(document, Mapping) else getattr(document, name, None)


def _number(document: Any, name: str) -> float:
    value = _value(document, name)
    return math.nan if value is None else float(value)


def _symbol(element: Any) -> str:
    return str(element["element"] if isinstance(element, Mapping) else getattr(element, "symbol", element))


def _plain(value: Any) -> Any:
    """Return a value that JSON can hold."""
    if hasattr(value, "as_dict"):
        return _plain(value.as_dict())
    if isinstance(value, Mapping):
        return {str(k): _plain(v) for k, v in value.items()}
    if isinstance(value, (list, tuple, set)):
        return [_symbol(v) if isinstance(v, Element) else _plain(v) for v in value]
    return value if value is None or isinstance(value, (str, bool, int, float)) else str(value)
