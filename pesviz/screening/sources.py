"""Sources of structures: files, folders, ase.db, CSV, the Materials Project.

A `Source` names one structure and is read later, possibly on another machine; so it holds the bytes or numbers to
read, never a path that exists on one machine only.
"""

from __future__ import annotations

import csv
import json
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from pesviz.errors import NoMobileIonError, PesvizError, SettingsError, StructureError, StructureReadError
from pesviz.screening.selection import (
    PAPER,
    Selection,
    fetch_by_id,
    fetch_documents,
    open_text,
    read_documents,
    select,
    write_documents,
)
from pesviz.structure.crystal import Crystal

if TYPE_CHECKING:
    from pymatgen.core import Structure

QUERY = "mp-query"
DOCUMENTS = "mp-documents.jsonl.gz"
_SUFFIXES = {
    ".cif", ".mcif", ".vasp", ".poscar", ".contcar", ".xyz", ".extxyz", ".res", ".cell", ".gen", ".xsf", ".json",
    ".fdf", ".xv", ".lmp", ".data", ".in",
}  # fmt: skip
_NAMES = re.compile(r"(POSCAR|CONTCAR)([._-].*)?$")
_SUPERCELLS = ((1, 1, 1), (1, 1, 2), (1, 1, 3), (1, 2, 2), (2, 2, 2))
"""Supercells of a disordered structure, tried until one holds a mobile ion."""
_COMPRESSIONS = {".gz", ".bz2", ".xz"}

Kind = Literal["file", "atoms", "structure", "problem", "gallery"]


@dataclass(frozen=True)
class Source:
    """One structure that is not read yet.

    Parameters
    ----------
    source_id
        Id: file stem, Materials Project id, id in a CSV or number of a row.
    origin
        Origin, for provenance.
    kind
        "file" (bytes), "atoms" (ASE), "structure" (pymatgen's dictionary), "gallery" (a key), "problem".
    content
        Content according to `kind`; for a problem its two sentences.
    filename
        Name of the file, as a hint of the format.
    """

    source_id: str
    origin: str
    kind: Kind
    content: Any
    filename: str = ""


@dataclass(frozen=True)
class ReadingOptions:
    """Settings for reading crystals from structures.

    Parameters
    ----------
    mobile
        Chemical symbol of the mobile species; proposed by default.
    primitive
        Reduce to the primitive cell.
    disorder
        Draw this many ordered realisations of a partially occupied structure; by default such structures are refused.
    seed
        Seed of the realisations.
    """

    mobile: str | None = None
    primitive: bool = False
    disorder: int | None = None
    seed: int = 0


def crystals(source: Source, options: ReadingOptions) -> list[Crystal]:
    """Read a structure: one crystal, or the ordered realisations of a disordered one.

    Raises
    ------
    PesvizError
        The structure cannot be read or used.
    """
    from pymatgen.core import Structure

    from pesviz.structure import load
    from pesviz.structure.ordering import disordered_sites
    from pesviz.structure.readers.files import from_atoms, read_bytes, structure_from_dict

    if source.kind == "problem":
        raise StructureReadError(*source.content)
    notes: tuple[str, ...] = ()
    if source.kind == "gallery":
        structure: Structure | str = str(source.content)
    elif source.kind == "file":
        structure, notes = read_bytes(source.content, source.filename)
    elif source.kind == "atoms":
        structure = from_atoms(source.content)
    else:
        structure = structure_from_dict(source.content)
    choices: dict[str, Any] = {"mobile": options.mobile, "primitive": options.primitive}
    partial = structure if isinstance(structure, Structure) and disordered_sites(structure) else None
    if partial is not None and options.disorder is not None:
        loaded_crystals = _realisations(partial, options, choices)
    else:
        loaded_crystals = [load(structure, **choices)]
    names = (
        [f"{source.source_id}-{i + 1}" for i in range(len(loaded_crystals))]
        if partial is not None
        else [source.source_id]
    )
    return [
        Crystal(c.atoms, c.mobile_species, c.mobile_indices, name, source.origin, (*notes, *c.notes))
        for c, name in zip(loaded_crystals, names, strict=True)
    ]


def _realisations(structure: Structure, options: ReadingOptions, choices: dict[str, Any]) -> list[Crystal]:
    """Draw ordered realisations, in the smallest supercell with a mobile ion.

    A third of a Li on the one site of a perovskite's cell rounds to none; two cells hold one.
    """
    from pesviz.structure import load

    present = {element.symbol for element in structure.composition.element_composition}
    for repeat in _SUPERCELLS:
        try:
            return load(structure, disorder=options.disorder or 1, seed=options.seed, supercell=repeat, **choices)
        except NoMobileIonError:
            if options.mobile not in present or repeat == _SUPERCELLS[-1]:
                raise
    raise AssertionError("the last cell returns or raises")  # pragma: no cover


def expand(
    names: Sequence[str], selection: Selection = PAPER, *, cache: Path | None = None, column: str | None = None
) -> Iterator[Source]:
    """Return the sources in files, folders, databases and queries.

    Parameters
    ----------
    names
        Files, folders (with all subfolders), ase.db files, CSV files with structures in pymatgen's JSON,
        downloaded Materials Project documents (.json, .jsonl), "mp:ID", "mp-query", "gallery:KEY".
    selection
        For "mp-query" and downloaded documents.
    cache
        Folder for the result of "mp-query", which is not fetched again.
    column
        Column of a CSV file with the ids; guessed by default.

    Yields
    ------
    Source
        One for each structure; for an unreadable one a source of kind "problem".

    Raises
    ------
    StructureReadError
        A file or folder does not exist, or holds no structures.
    NetworkError
        The Materials Project is needed and cannot be reached.
    """
    material_ids = [text.removeprefix("mp:") for text in names if text.startswith("mp:")]
    if material_ids:
        yield from _materials(material_ids)
    for text in names:
        if text.startswith("mp:"):
            continue
        if text == QUERY:
            yield from _documents(_query(selection, cache), QUERY)
        elif text.startswith("gallery:"):
            yield Source(text.removeprefix("gallery:"), text, "gallery", text)
        else:
            yield from _path(Path(text), selection, column)


def _path(path: Path, selection: Selection, column: str | None) -> Iterator[Source]:
    if path.is_dir():
        files = sorted(p for p in path.rglob("*") if p.is_file() and _is_structure_file(p))
        if not files:
            raise StructureReadError(
                f"The folder {path} holds no structures.", "Name a folder with CIF or other files."
            )
        for file in files:
            yield from _file_in_folder(file, selection, column, str(file.relative_to(path).parent))
        return
    if not path.exists():
        raise StructureReadError(f"There is no file or folder {path}.", "Check the name.")
    yield from _file(path, selection, column, ".")


def _file_in_folder(path: Path, selection: Selection, column: str | None, folder: str) -> Iterator[Source]:
    """Yield the sources of a file in a folder; an error becomes a source of kind "problem"."""
    try:
        yield from _file(path, selection, column, folder)
    except PesvizError as error:
        yield Source(_stem(path), str(path), "problem", (error.problem, error.remedy))


def _file(path: Path, selection: Selection, column: str | None, folder: str) -> Iterator[Source]:
    suffix = path.suffix.lower()
    if suffix == ".db":
        yield from _ase_db(path)
    elif suffix == ".csv":
        yield from _csv(path, column)
    elif suffix == ".jsonl" or path.name.lower().endswith(".jsonl.gz") or _holds_documents(path):
        yield from _documents(select(read_documents(path), selection), str(path))
    else:
        try:
            content = path.read_bytes()
        except OSError as error:
            raise StructureReadError(f"{path} cannot be read: {error.strerror}.", "Check the permissions.") from error
        stem = _stem(path)
        yield Source(stem if folder == "." else f"{folder}/{stem}", str(path), "file", content, path.name)


def _is_structure_file(path: Path) -> bool:
    if path.name.startswith("."):
        return False
    suffixes = [s.lower() for s in path.suffixes]
    if suffixes and suffixes[-1] in _COMPRESSIONS:
        suffixes.pop()
    return bool(suffixes and suffixes[-1] in _SUFFIXES | {".db", ".jsonl"}) or bool(_NAMES.match(path.name))


def _stem(path: Path) -> str:
    name = path.name
    for suffix in _COMPRESSIONS:
        name = name.removesuffix(suffix)
    stem = Path(name).stem
    return path.parent.name if re.fullmatch(r"POSCAR|CONTCAR", stem) and path.parent.name else stem


def _ase_db(path: Path) -> Iterator[Source]:
    import ase.db

    try:
        rows = list(ase.db.connect(str(path), use_lock_file=False).select())
    except Exception as error:
        reason = " ".join(str(error).split())[:120]
        raise StructureReadError(
            f"{path} is no database of ASE ({reason}).", "Give one written by ase.db."
        ) from error
    for row in rows:
        pairs = row.key_value_pairs
        name = next((str(pairs[k]) for k in ("source_id", "name", "material_id", "mp_id") if k in pairs), "")
        yield Source(name or f"{path.stem}-{row.id}", f"{path}#{row.id}", "atoms", row.toatoms())


def _csv(path: Path, column: str | None) -> Iterator[Source]:
    csv.field_size_limit(sys.maxsize)
    with path.open(newline="", encoding="utf-8-sig", errors="replace") as file:
        rows = csv.DictReader(file)
        columns = list(rows.fieldnames or ())
        first = next(rows, None)
        structures = next((c for c in columns if first and _is_structure_json(first.get(c))), None)
        if first is None or structures is None:
            raise StructureReadError(
                f"{path} has no column with structures in pymatgen's JSON.",
                "Write one with Structure.to(fmt='json'), or name the folder of the CIF files instead.",
            )
        if column is not None and column not in columns:
            raise SettingsError(f"{path} has no column {column!r}.", f"Choose one of {', '.join(columns)}.")
        ids = column or _id_column(columns)
        for number, row in enumerate(_with_first(first, rows), start=2):
            name = _row_name(row, ids)
            origin = f"{path}#{number}"
            try:
                yield Source(name or f"{path.stem}-{number}", origin, "structure", json.loads(row[structures]))
            except (ValueError, TypeError):
                problem = (f"Row {number} of {path} holds no structure.", "Correct the JSON in that row.")
                yield Source(name or f"{path.stem}-{number}", origin, "problem", problem)


def _with_first(first: dict[str, Any], rows: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    yield first
    yield from rows


def _is_structure_json(text: Any) -> bool:
    return isinstance(text, str) and text.lstrip().startswith("{") and '"lattice"' in text and '"sites"' in text


def _row_name(row: dict[str, Any], ids: str | None) -> str:
    """Return the name of a row; negative numbers, used by data sets for structures without id, are no names."""
    name = (row.get(ids) or "").strip() if ids else ""
    if re.fullmatch(r"-\d+|0+", name):
        return next((str(row[c]).strip() for c in ("stru_label", "label", "name", "formula") if row.get(c)), "")
    return name


def _id_column(columns: Sequence[str]) -> str | None:
    lower = {c.strip().lower(): c for c in columns}
    for name in ("material_id", "source_id", "src_id", "stru_id", "id", "icsd", "name"):
        if name in lower:
            return lower[name]
    return None


def _holds_documents(path: Path) -> bool:
    """Return whether a JSON file holds documents of the Materials Project rather than one structure."""
    if not path.name.lower().endswith((".json", ".json.gz")):
        return False
    try:
        with open_text(path) as file:
            head = file.read(100_000)
    except (OSError, UnicodeDecodeError):
        return False
    return bool(re.match(r'\s*(\[|\{\s*"(data|meta)")', head)) and '"material_id"' in head


def _documents(documents: Iterable[Any], origin: str) -> Iterator[Source]:
    from pesviz.structure.materials_project import structure_from_document

    for document in documents:
        is_dict = isinstance(document, dict)
        name = str(document.get("material_id") if is_dict else document.material_id)
        try:
            structure = document.get("structure") if is_dict else None
            content = structure if isinstance(structure, dict) else structure_from_document(document).as_dict()
            yield Source(name, f"mp:{name}", "structure", content)
        except (StructureError, KeyError) as error:
            problem = f"The document {name} of {origin} has no structure ({error})."
            yield Source(name, f"mp:{name}", "problem", (problem, "Download it with the field `structure`."))


def _query(selection: Selection, cache: Path | None) -> list[Any]:
    """Return the documents of a query; documents in the cache are used if they belong to the same query."""
    documents_file = cache / DOCUMENTS if cache else None
    query_file = cache / f"{DOCUMENTS}.query" if cache else None
    if (
        documents_file
        and query_file
        and documents_file.is_file()
        and query_file.is_file()
        and query_file.read_text(encoding="utf-8") == repr(selection)
    ):
        return select(read_documents(documents_file), selection)
    documents = fetch_documents(selection)
    if documents_file and query_file:
        write_documents(documents_file, documents)
        query_file.write_text(repr(selection), encoding="utf-8")
    return documents


def _materials(material_ids: Sequence[str]) -> Iterator[Source]:
    documents = fetch_by_id(material_ids)
    for name in dict.fromkeys(material_ids):
        if name in documents:
            yield from _documents([documents[name]], "the Materials Project")
        else:
            problem = (f"The Materials Project has no {name}.", "Check the id.")
            yield Source(name, f"mp:{name}", "problem", problem)
