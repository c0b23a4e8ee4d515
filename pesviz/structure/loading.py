"""Loading a `Crystal` from a path, an identifier, bytes, ASE atoms or a pymatgen structure."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path, PurePosixPath
from typing import Any, TypeAlias, overload

from ase import Atoms
from pymatgen.core import Structure

from pesviz.structure.crystal import AS_MEASURED, Crystal
from pesviz.structure.gallery import gallery_entry
from pesviz.structure.mobile import choose_mobile
from pesviz.structure.ordering import realisations, refuse_disorder
from pesviz.structure.readers.files import from_atoms, read_bytes, read_file, to_atoms
from pesviz.structure.transformation import primitive_cell, repeats, supercell
from pesviz.structure.validation import validate

Source: TypeAlias = str | Path | Atoms | Structure


@overload
def load(
    source: Source,
    *,
    mobile: str | None = None,
    primitive: bool = False,
    supercell: Sequence[int] | None = None,
    disorder: None = None,
    seed: int = 0,
    format: str | None = None,
) -> Crystal: ...
@overload
def load(
    source: Source,
    *,
    mobile: str | None = None,
    primitive: bool = False,
    supercell: Sequence[int] | None = None,
    disorder: int,
    seed: int = 0,
    format: str | None = None,
) -> list[Crystal]: ...
def load(
    source: Source,
    *,
    mobile: str | None = None,
    primitive: bool = False,
    supercell: Sequence[int] | None = None,
    disorder: int | None = None,
    seed: int = 0,
    format: str | None = None,  # noqa: A002 - the name in ASE and pymatgen
) -> Crystal | list[Crystal]:
    """Read a crystal and choose its mobile ions.

    Parameters
    ----------
    source
        A path; "mp:ID" for the Materials Project (key in MP_API_KEY); "gallery:KEY"; ASE atoms; a pymatgen structure.
    mobile
        Chemical symbol of the mobile species; proposed by default (Li, else Na, K, Ag, …).
    primitive
        Reduce to the primitive cell.
    supercell
        Repeats along the three lattice vectors, after the reduction.
    disorder
        Draw this many ordered realisations of a crystal with partially occupied sites; the cell is reduced and
        repeated first, so that occupancies can become whole numbers, and the notes state the rounding.
    seed
        Seed of the realisations: same seed, same realisations.
    format
        "cif", "poscar", "json" or a format of ASE; guessed from name and content by default.

    Returns
    -------
    Crystal or list of Crystal
        Ordered, periodic, with mobile ions; a list where `disorder` is given.

    Raises
    ------
    StructureReadError, DisorderError, NoMobileIonError, OverlapError, NotPeriodicError, NetworkError
        The structure cannot be read or used; DisorderError also where no arrangement without clashes exists.
    """
    structure, name, origin, notes = _structure_of(source, format)
    if disorder is not None:
        return _realisations(structure, disorder, seed, mobile, primitive, supercell, name, origin, notes)
    refuse_disorder(structure)
    return _crystal(to_atoms(structure), mobile, primitive, supercell, name, origin, notes)


def load_bytes(
    data: bytes,
    filename: str,
    *,
    mobile: str | None = None,
    primitive: bool = False,
    supercell: Sequence[int] | None = None,
    arrangement: int | None = None,
    format: str | None = None,  # noqa: A002 - the name in ASE and pymatgen
) -> Crystal:
    """Read a crystal from bytes that may come from outside; nothing in them is executed.

    Parameters
    ----------
    data
        Content of a file.
    filename
        Its name, only as a hint of the format and as the crystal's name.
    mobile, primitive, supercell, format
        See `load`.
    arrangement
        Where sites are partially occupied: draw one ordered realisation with this seed.

    Raises
    ------
    PesvizError
        As `load`.
    """
    structure, notes = read_bytes(data, filename, file_format=format)
    plain = PurePosixPath(filename.replace("\\", "/")).name
    name, origin = _stem(plain), f"upload:{plain}"
    if arrangement is not None:
        return _realisations(structure, 1, arrangement, mobile, primitive, supercell, name, origin, notes)[0]
    refuse_disorder(structure)
    return _crystal(to_atoms(structure), mobile, primitive, supercell, name, origin, notes)


def _realisations(
    structure: Structure,
    n: int,
    seed: int,
    mobile: str | None,
    primitive: bool,
    supercell: Sequence[int] | None,
    name: str,
    origin: str,
    notes: tuple[str, ...],
) -> list[Crystal]:
    """Reduce or repeat the disordered cell, then draw realisations of it."""
    if primitive:
        smaller = structure.get_primitive_structure()
        if len(smaller) < len(structure):
            notes = (*notes, f"Primitive cell: {len(smaller)} of {len(structure)} sites.")
            structure = smaller
    if supercell is not None and (repeat := repeats(supercell)) != (1, 1, 1):
        structure = structure.make_supercell(repeat, in_place=False)
        notes = (*notes, f"Supercell {'×'.join(map(str, repeat))}: {len(structure)} sites.")
    return [
        _crystal(atoms, mobile, False, None, f"{name}-{i + 1}", origin, (*notes, *ordering_notes))  # noqa: FBT003
        for i, (atoms, ordering_notes) in enumerate(realisations(structure, n, seed))
    ]


def _structure_of(source: Source, file_format: str | None) -> tuple[Structure, str, str, tuple[str, ...]]:
    """Return structure, name, source for provenance, notes."""
    if isinstance(source, Structure):
        return source, source.composition.reduced_formula, "pymatgen.Structure", ()
    if isinstance(source, Atoms):
        return from_atoms(source), source.get_chemical_formula(), "ase.Atoms", ()
    text = str(source)
    if text.startswith("gallery:"):
        entry = gallery_entry(text.removeprefix("gallery:"))
        gallery_notes = [f"From the gallery: {entry.ref}."]
        if entry.relax_first:
            gallery_notes.append(AS_MEASURED)
        return entry.structure(), entry.key, text, tuple(gallery_notes)
    if text.startswith("mp:"):
        from pesviz.structure.materials_project import fetch_structure

        material = text.removeprefix("mp:")
        return fetch_structure(material), material, text, ("Materials Project, CC-BY 4.0.",)
    path = Path(source)
    structure, notes = read_file(path, file_format=file_format)
    return structure, _stem(path.name), text, notes


def _stem(name: str) -> str:
    return PurePosixPath(name.removesuffix(".gz").removesuffix(".bz2").removesuffix(".xz")).stem


def _crystal(
    atoms: Atoms,
    mobile: str | None,
    primitive: bool,
    repeat: Sequence[int] | None,
    name: str,
    source: str,
    notes: tuple[str, ...],
) -> Crystal:
    validate(atoms)
    all_notes: list[Any] = list(notes)
    if primitive:
        atoms, note = primitive_cell(atoms)
        all_notes.append(note)
    if repeat is not None and repeats(repeat) != (1, 1, 1):
        atoms, note = supercell(atoms, repeat)
        all_notes.append(note)
    symbol, indices = choose_mobile(atoms, mobile)
    return Crystal(atoms, symbol, indices, name, source, tuple(note for note in all_notes if note))
