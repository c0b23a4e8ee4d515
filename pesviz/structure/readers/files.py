"""Reading structures from files and bytes.

CIF, POSCAR and pymatgen JSON go through pymatgen, which knows partial occupancies; all else goes through ASE. Bytes
from outside are only ever read as text of a known format: nothing is executed, imported or unpickled, and the name
that came with them serves as a hint of the format, never as a path.
"""

from __future__ import annotations

import bz2
import gzip
import io
import json
import lzma
import re
import tempfile
import warnings
import zlib
from collections.abc import Callable
from pathlib import Path, PurePosixPath
from typing import Any, NamedTuple

from ase import Atoms
from ase.io import read as ase_read
from pymatgen.core import DummySpecies, Lattice, Structure
from pymatgen.io.ase import AseAtomsAdaptor
from pymatgen.io.cif import CifParser

from pesviz.errors import PesvizError, StructureError, StructureReadError
from pesviz.structure.readers.formats import TEXT_FORMATS, guess_formats
from pesviz.structure.readers.siesta_fdf import read_siesta_fdf

_ALIASES = {"vasp": "poscar", "xyz": "extxyz", "pymatgen": "json", "fdf": "siesta-fdf", "xv": "siesta-xv"}
"""Other names of the formats."""

_DECOMPRESSORS: dict[str, Callable[[io.BytesIO], Any]] = {
    ".gz": lambda raw: gzip.GzipFile(fileobj=raw),
    ".bz2": bz2.BZ2File,
    ".xz": lzma.LZMAFile,
}
_LARGEST = 512 * 1024**2
_REMEDY = "Give a CIF, POSCAR, extended XYZ, pymatgen JSON or another file that ASE reads."


class Reading(NamedTuple):
    """A structure as read, with notes of one sentence each."""

    structure: Structure
    notes: tuple[str, ...] = ()


def read_file(path: Path, *, file_format: str | None = None) -> Reading:
    """Read a structure from a path.

    Parameters
    ----------
    path
        The file.
    file_format
        "cif", "poscar", "json" or a format of ASE; guessed from name and content by default.

    Returns
    -------
    Reading
        The structure, possibly with partial occupancies, and notes.

    Raises
    ------
    StructureReadError
        There is no such file, or it holds no structure.
    """
    try:
        data = path.read_bytes()
    except IsADirectoryError:
        raise StructureReadError(f"{path} is a folder, not a structure.", "Name a file in it.") from None
    except (OSError, ValueError) as error:  # ValueError: a null character in the name
        reason = getattr(error, "strerror", None) or error
        text = str(path) if len(str(path)) <= 200 else f"{str(path)[:200]}…"
        raise StructureReadError(f"{text} cannot be read: {reason}.", "Check the name.") from error
    reading, problem = _parse(data, path.name, file_format)
    if reading is None:
        reading = _ase_by_path(path, file_format)
    if reading is None:
        raise StructureReadError(problem, _REMEDY)
    return reading


def read_bytes(data: bytes, filename: str, *, file_format: str | None = None) -> Reading:
    """Read a structure from bytes, which may come from outside.

    Parameters
    ----------
    data
        Content of a file, possibly compressed (.gz, .bz2, .xz).
    filename
        Its name, only as a hint of the format.
    file_format
        "cif", "poscar", "json" or a text format of ASE; guessed from name and content by default.

    Returns
    -------
    Reading
        The structure, possibly with partial occupancies, and notes.

    Raises
    ------
    StructureReadError
        The bytes are empty, no text, or no structure.
    """
    reading, problem = _parse(data, filename, file_format)
    if reading is None:
        raise StructureReadError(problem, _REMEDY)
    return reading


def _parse(data: bytes, filename: str, file_format: str | None) -> tuple[Reading | None, str]:
    """Return the structure, or None and the problem where no reader understands the bytes.

    Where a reader understands the bytes and refuses them, its error is raised and no other reader is tried.
    """
    name = PurePosixPath(filename.replace("\\", "/")).name or "the upload"
    label = name if len(name) <= 60 else f"{name[:57]}…"
    suffix = PurePosixPath(name).suffix.lower()
    if suffix in _DECOMPRESSORS:
        data = _decompress(data, suffix, label)
        name = PurePosixPath(name).stem
    if not data.strip():
        raise StructureReadError(f"{label} is empty.", _REMEDY)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        if b"\0" in data:
            return None, f"{label} is a binary file, not a structure in text form."
        text = data.decode("latin-1")
    given_format = _ALIASES.get(file_format.lower(), file_format.lower()) if file_format else None
    formats = [given_format] if given_format else guess_formats(name, text)
    if given_format and given_format not in TEXT_FORMATS:
        return None, f"{label} cannot be read as {file_format!r}, which is no text format of pesviz."
    reason = ""
    for candidate in formats:
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                return _read_text(text, candidate), ""
        except PesvizError:
            raise
        except Exception as error:  # noqa: BLE001 - parsers raise any exception on broken text
            reason = reason or _one_line(error)
    detail = f" ({reason})" if reason else ""
    return None, f"{label} holds no structure that can be read{detail}."


def _one_line(error: Exception) -> str:
    if isinstance(error, (LookupError, TypeError, AttributeError)):
        return ""  # a bug of the parser: its message is not useful to users
    text = " ".join(str(error).split()) or type(error).__name__
    return text.rstrip(".")[:120]


def _decompress(data: bytes, suffix: str, label: str) -> bytes:
    try:
        plain = bytes(_DECOMPRESSORS[suffix](io.BytesIO(data)).read(_LARGEST + 1))
    except (OSError, EOFError, zlib.error, lzma.LZMAError) as error:
        raise StructureReadError(
            f"{label} is a broken compressed file.", "Compress it again, or send it plain."
        ) from error
    if len(plain) > _LARGEST:
        raise StructureReadError(f"{label} is larger than 512 MB when unpacked.", "Give one frame of it only.")
    return plain


def _read_text(text: str, file_format: str) -> Reading:
    if file_format == "cif":
        return _read_cif(text)
    if file_format == "poscar":
        return Reading(_read_poscar(text))
    if file_format == "json":
        return Reading(structure_from_dict(json.loads(text)))
    return _read_ase(text, file_format)


def _read_cif(text: str) -> Reading:
    parser = CifParser(io.StringIO(text), occupancy_tolerance=1.05, check_cif=False)
    structures = parser.parse_structures(primitive=False, on_error="raise")
    notes = []
    if len(structures) > 1:
        notes.append(f"The first of {len(structures)} structures in the file.")
    if any("occupanc" in warning and "> 1" in warning for warning in getattr(parser, "warnings", ())):
        notes.append("Occupancies slightly above 1 were scaled to 1.")
    return Reading(structures[0], tuple(notes))


def _read_poscar(text: str) -> Structure:
    """Read a POSCAR; refuse one that names no elements, for which pymatgen would assume H, He and so on."""
    from pymatgen.io.vasp import Poscar  # slow to import

    with warnings.catch_warnings(record=True) as parser_warnings:
        warnings.simplefilter("always")
        structure = Poscar.from_str(text).structure
    if any("cannot be determined" in str(warning.message) for warning in parser_warnings):
        raise StructureReadError(
            "This POSCAR does not name its elements (VASP 4 form).",
            "Write the chemical symbols on a line of their own above the numbers of atoms.",
        )
    return structure


def _read_ase(text: str, file_format: str) -> Reading:
    if file_format == "lammps-data" and not re.search(r"^[ \t]*Masses\b", text, re.MULTILINE):
        raise StructureReadError(  # ASE takes the types for atomic numbers
            "This LAMMPS data file has no masses, so that its elements are unknown.",
            "Add a section Masses, which LAMMPS' write_data writes, or convert the file to extended XYZ.",
        )
    options: dict[str, Any] = {}
    if file_format == "lammps-data":
        options["style"] = _lammps_style(text)
    if file_format == "espresso-out":
        options["results_required"] = False  # a structure is enough
    with tempfile.TemporaryDirectory(prefix="pesviz-read-") as folder:
        if file_format == "siesta-fdf":
            return Reading(from_atoms(read_siesta_fdf(text, Path(folder))))
        path = Path(folder) / "structure"  # a fixed name in a temporary folder
        path.write_text(text, encoding="utf-8")
        return _last(ase_read(path, format=file_format, index=":", **options))


def _last(frames: Atoms | list[Atoms]) -> Reading:
    """Return the last of the frames: in a relaxation, the relaxed one."""
    if isinstance(frames, Atoms):
        return Reading(from_atoms(frames))
    notes = (f"The last of {len(frames)} frames in the file.",) if len(frames) > 1 else ()
    return Reading(from_atoms(frames[-1]), notes)


def _lammps_style(text: str) -> str:
    """Return the atom style: that behind `Atoms #`, else by the number of columns (three more are images)."""
    header = re.search(r"^[ \t]*Atoms[ \t]*(?:#[ \t]*(\w+))?[^\n]*\n\s*([^\n#]*)", text, re.MULTILINE)
    if header is None:
        return "atomic"
    columns = len(header.group(2).split())
    return header.group(1) or {6: "charge", 7: "full", 9: "charge", 10: "full"}.get(columns, "atomic")


def _ase_by_path(path: Path, file_format: str | None) -> Reading | None:
    """Read a local file by ASE alone, where the readers here fail; None where ASE fails too."""
    if path.suffix.lower() in {".traj", ".db", ".py", ".pkl", ".pickle", ".bundle"} and file_format is None:
        return None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            atoms = ase_read(path, format=file_format)
    except Exception:  # noqa: BLE001 - parsers raise any exception
        return None
    return _last(atoms)


def structure_from_dict(value: Any) -> Structure:
    """Build a structure from pymatgen's dictionary form without importing what the dictionary names.

    Parameters
    ----------
    value
        Result of `Structure.as_dict`, possibly inside {"structure": …}.

    Returns
    -------
    pymatgen.core.Structure
        Lattice, species with occupancies and coordinates; properties are left out.

    Raises
    ------
    StructureReadError
        It is no such dictionary.
    """
    if isinstance(value, dict) and "structure" in value:
        value = value["structure"]
    if not isinstance(value, dict) or "lattice" not in value or "sites" not in value:
        raise StructureReadError(
            "This JSON holds no pymatgen structure (no lattice and sites).", "Write it with Structure.to(fmt='json')."
        )
    lattice = Lattice(value["lattice"]["matrix"])
    species = [{str(s["element"]): float(s["occu"]) for s in site["species"]} for site in value["sites"]]
    coordinates = [site["abc"] for site in value["sites"]]
    labels = [str(site.get("label") or "") or None for site in value["sites"]]
    return Structure(lattice, species, coordinates, labels=labels)


def from_atoms(atoms: Atoms) -> Structure:
    """Turn ASE atoms into a structure, molecules included (their cell is then missing, which validation reports).

    Raises
    ------
    NotPeriodicError
        There is no complete cell.
    """
    from pesviz.structure.validation import validate

    validate(atoms)
    bare = Atoms(numbers=atoms.numbers, positions=atoms.positions, cell=atoms.cell, pbc=True)
    return AseAtomsAdaptor.get_structure(bare)


def to_atoms(structure: Structure) -> Atoms:
    """Turn an ordered structure into ASE atoms without oxidation states.

    Raises
    ------
    StructureError
        A site holds no chemical element.
    """
    dummies = sorted({site.species_string for site in structure if isinstance(site.specie, DummySpecies)})
    if dummies:
        raise StructureError(
            f"Some sites hold no chemical element: {', '.join(dummies)}.", "Give every atom a chemical symbol."
        )
    bare = structure.copy()
    bare.remove_oxidation_states()
    numbers = [site.specie.Z for site in bare]
    return Atoms(numbers=numbers, scaled_positions=bare.frac_coords, cell=bare.lattice.matrix, pbc=True)
