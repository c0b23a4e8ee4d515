"""What a job works on: its structure, read under limits, its settings and its potential."""

from __future__ import annotations

import contextlib
import dataclasses
import json
import resource
import signal
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

from pesviz.app.jobs import JobSpec, write_json
from pesviz.errors import PesvizError, PotentialError, StructureReadError

if TYPE_CHECKING:
    from pesviz.pes import ScanSettings
    from pesviz.potentials import EnergyModel
    from pesviz.structure import Crystal

READ_SECONDS = 60
READ_BYTES = 4 * 1024**3


@contextlib.contextmanager
def reading_limits() -> Iterator[None]:
    """Bound time and memory while bytes from outside are parsed."""

    def too_long(*_: object) -> None:
        raise StructureReadError(
            f"Reading the structure took longer than {READ_SECONDS} s.",
            "Give a smaller file or another format, for example CIF.",
        )

    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    signal.signal(signal.SIGALRM, too_long)
    signal.alarm(READ_SECONDS)
    limit = READ_BYTES if hard == resource.RLIM_INFINITY else min(READ_BYTES, hard)
    resource.setrlimit(resource.RLIMIT_AS, (limit, hard))
    try:
        yield
    except MemoryError as error:
        raise StructureReadError(
            "Reading the structure needs too much memory.", "Give a smaller file, for example one frame only."
        ) from error
    finally:
        signal.alarm(0)
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))


def read_crystal(folder: Path, spec: JobSpec) -> Crystal:
    """Read the job's structure under limits.

    Raises
    ------
    PesvizError
        The structure cannot be read or used.
    """
    from pesviz.structure import load, load_bytes

    supercell = None if tuple(spec.supercell) == (1, 1, 1) else tuple(spec.supercell)
    options: dict[str, Any] = {"mobile": spec.mobile, "primitive": spec.primitive, "supercell": supercell}
    if spec.kind == "upload":
        name = PurePosixPath(spec.key.replace("\\", "/")).name or "upload"
        with reading_limits():
            return load_bytes((folder / "upload.dat").read_bytes(), name, arrangement=spec.arrangement, **options)
    if spec.kind == "crystal":
        return _given_crystal(folder, spec)
    source = f"{spec.kind}:{spec.key}"
    if spec.arrangement is not None:
        return load(source, disorder=1, seed=spec.arrangement, **options)[0]
    return load(source, **options)


def _given_crystal(folder: Path, spec: JobSpec) -> Crystal:
    """Read the structure that the page sent, and change its cell and mobile species where that was asked for."""
    from pesviz.structure import Crystal, load

    with reading_limits():
        try:
            crystal = Crystal.from_dict(json.loads((folder / "upload.dat").read_text(encoding="utf-8")))
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise PesvizError("The structure cannot be read.", "Show it in the explorer and start again.") from error
    mobile = spec.mobile or crystal.mobile_species
    if not spec.primitive and tuple(spec.supercell) == (1, 1, 1) and mobile == crystal.mobile_species:
        return crystal
    changed = load(crystal.atoms, mobile=mobile, primitive=spec.primitive, supercell=spec.supercell)
    return dataclasses.replace(
        changed, name=crystal.name, source=crystal.source, notes=(*crystal.notes, *changed.notes)
    )


def write_crystal(folder: Path, crystal: Crystal, spec: JobSpec) -> None:
    """Write the structure for the page to draw before any energy is known, and how large its scan would be."""
    from pesviz.pes import estimate
    from pesviz.structure import propose_mobile

    n_points, n_unique = estimate(crystal, scan_settings(spec))
    proposed = propose_mobile(crystal.atoms)
    value = crystal.to_dict() | {"proposed": proposed, "n_points": n_points, "n_unique": n_unique}
    write_json(folder / "crystal.json", value)


def web_potential(name: str, *, workers: int | str = 1) -> EnergyModel:
    """Load a potential that the web page may use.

    Raises
    ------
    PotentialError
        There is no such potential, or it is only for the command line.
    """
    from pesviz.potentials import list_potentials, potential

    if name.startswith("ase:"):
        raise PotentialError(
            "The web page may not run calculators by import path.", "Use --potential ase:… on the command line."
        )
    prefix = name.partition(":")[0] + ":"
    listed = {status.info.name: status.info.web for status in list_potentials()}
    if not listed.get(name, prefix != "matgl:"):
        raise PotentialError(
            f"The web page may not use {name}.", "Choose a potential that it lists, or use the command line."
        )
    return potential(name, workers=workers)


def scan_settings(spec: JobSpec) -> ScanSettings:
    """Return the settings of a scan."""
    from pesviz.pes import ScanSettings

    return ScanSettings(
        spacing=spec.spacing, r_min=spec.r_min, grid=spec.grid, up_to=spec.up_to, max_points=spec.max_points
    )
