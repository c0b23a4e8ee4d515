"""A relaxed barrier: the profile with the framework free beside the frozen one, and its file.

The file is one JSON object that anyone can read: `format` = "pesviz-neb", `format_version`, and the fields of
`NEBResult` by name; energies in eV, lengths in Å, arrays as nested lists.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

import numpy as np
from ase import Atoms
from ase.calculators.singlepoint import SinglePointCalculator

from pesviz.dynamics.neb.hop import HopKind, Vacancy, arc_length
from pesviz.errors import BarrierError, ResultReadError
from pesviz.io.atomic import write_errors, write_text
from pesviz.landscape.lattice import Vector

FORMAT = "pesviz-neb"
FORMAT_VERSION = 1

STAGES: dict[str, str] = {
    "start": "Relaxing the start",
    "end": "Relaxing the end",
    "band": "Elastic band",
    "climb": "Climbing image",
}
"""Stages of a run in their order, and what to call them."""


@dataclass(frozen=True)
class StageReport:
    """How one stage ended.

    Parameters
    ----------
    stage
        One of `STAGES`.
    steps
        Steps of the optimiser.
    fmax
        Largest force at the end, eV/Å: on an atom at the ends, of the band (Henkelman and Jónsson 2000) otherwise.
    limit
        Converged below this, eV/Å.
    converged
        Whether it was reached.
    seconds
        Wall time, s.
    """

    stage: str
    steps: int
    fmax: float
    limit: float
    converged: bool
    seconds: float

    def to_dict(self) -> dict[str, Any]:
        """Return plain values."""
        return {
            "stage": self.stage, "steps": self.steps, "fmax_eV_A": self.fmax, "limit_eV_A": self.limit,
            "converged": self.converged, "seconds": self.seconds,
        }  # fmt: skip


@dataclass(frozen=True, eq=False)
class NEBResult:
    """The relaxed profile of one hop beside the frozen one.

    Parameters
    ----------
    name, formula
        Of the crystal.
    ion, atom
        Number of the mobile ion and its index in the unit cell.
    hop
        Which part of the path was relaxed.
    lattice_vector
        The lattice vector that the whole path reaches.
    supercell
        Repeats of the unit cell.
    vacancies
        What was taken out.
    own_image
        Whether the hop ends in the place of the ion's own image in the next supercell.
    place
        One sentence: into which place the ion hops.
    numbers
        Atomic numbers in the supercell, shape (n_atoms,).
    cell
        Lattice vectors of the supercell as rows, shape (3, 3), Å.
    positions
        Of all atoms in each image, not wrapped, shape (n_images, n_atoms, 3), Å; the two ends included.
    moving, pinned
        Index of the ion that moves, and of the atom that was held (None where there was none).
    total_energies
        Of each image, shape (n_images,), eV.
    slopes
        Change of the energy along the band at each image, shape (n_images,), eV per Å of `band_lengths`.
    frozen_lengths
        Length of the frozen path up to each of its points, along the grid, shape (n,), Å.
    frozen_energies
        Energy of the scan at these points above the first one, shape (n,), eV.
    frozen_supercell_energies
        The same points in the supercell with its vacancy, framework frozen, above the first one, shape (n,), eV.
    stages
        How each stage ended.
    potential
        Name, title, version and hash of the weights.
    settings
        As given.
    seconds
        Wall time in all, s, earlier runs of a resumed one included.
    warnings
        Sentences about what a careful person should know.
    provenance
        Versions, date, key of the run, the scan's own potential and date.
    """

    name: str
    formula: str
    ion: int
    atom: int
    hop: HopKind
    lattice_vector: Vector
    supercell: tuple[int, int, int]
    vacancies: tuple[Vacancy, ...]
    own_image: bool
    place: str
    numbers: np.ndarray
    cell: np.ndarray
    positions: np.ndarray
    moving: int
    pinned: int | None
    total_energies: np.ndarray
    slopes: np.ndarray
    frozen_lengths: np.ndarray
    frozen_energies: np.ndarray
    frozen_supercell_energies: np.ndarray
    stages: tuple[StageReport, ...]
    potential: dict[str, Any]
    settings: dict[str, Any]
    seconds: float
    warnings: tuple[str, ...]
    provenance: dict[str, Any]

    @property
    def energies(self) -> np.ndarray:
        """Energy of each image above the first one, shape (n_images,), eV."""
        return np.asarray(self.total_energies - self.total_energies[0])

    @property
    def barrier(self) -> float:
        """Relaxed barrier seen from the start, eV."""
        return float(self.energies.max())

    @property
    def barrier_backward(self) -> float:
        """Relaxed barrier seen from the end, eV."""
        return float(self.energies.max() - self.energies[-1])

    @property
    def frozen_barrier(self) -> float:
        """Barrier of the scan on the same part of the path, seen from the start, eV."""
        return float(self.frozen_energies.max())

    @property
    def frozen_supercell_barrier(self) -> float:
        """Barrier on the same points in the supercell, with its vacancy and the framework frozen, eV."""
        return float(self.frozen_supercell_energies.max())

    @property
    def saddle(self) -> int:
        """Number of the highest image."""
        return int(np.argmax(self.energies))

    @property
    def converged(self) -> bool:
        """Whether every stage converged; of one that was done again, the last time."""
        last = {report.stage: report.converged for report in self.stages}
        return all(last.get(stage, False) for stage in STAGES)

    @property
    def lengths(self) -> np.ndarray:
        """Way of the moving ion up to each image, shape (n_images,), Å."""
        return arc_length(self.positions[:, self.moving])

    @property
    def band_lengths(self) -> np.ndarray:
        """Length of the band up to each image, all atoms counted, shape (n_images,), Å."""
        return arc_length(self.positions.reshape(len(self.positions), -1))

    @property
    def others_moved(self) -> tuple[int, float]:
        """The other atom that moves most along the band: its index in the supercell, and how far, Å."""
        moves = np.linalg.norm(self.positions - self.positions[0], axis=2).max(axis=0)
        moves[self.moving] = 0.0
        farthest = int(np.argmax(moves))
        return farthest, float(moves[farthest])

    def curve(self, n: int = 201) -> tuple[np.ndarray, np.ndarray]:
        """Return the profile between the images: cubic through their energies and slopes.

        Returns
        -------
        lengths, energies
            Way of the moving ion, Å, and energy above the first image, eV, shape (n,) each.
        """
        from scipy.interpolate import CubicHermiteSpline

        band = self.band_lengths
        at = np.linspace(0.0, band[-1], n)
        return np.interp(at, band, self.lengths), np.asarray(CubicHermiteSpline(band, self.energies, self.slopes)(at))

    def images(self) -> list[Atoms]:
        """Return the images with their energies, for ASE to show or write."""
        images = []
        for positions, energy in zip(self.positions, self.total_energies, strict=True):
            atoms = Atoms(numbers=self.numbers, positions=positions, cell=self.cell, pbc=True)
            atoms.calc = SinglePointCalculator(atoms, energy=float(energy))
            images.append(atoms)
        return images

    def to_dict(self) -> dict[str, Any]:
        """Return the numbers that matter as plain values."""
        farthest, distance = self.others_moved
        return {
            "formula": self.formula,
            "name": self.name,
            "ion": self.ion,
            "atom": self.atom,
            "hop": self.hop,
            "lattice_vector": list(self.lattice_vector),
            "supercell": list(self.supercell),
            "n_atoms": len(self.numbers),
            "n_images": len(self.positions),
            "vacancies": [v.to_dict() for v in self.vacancies],
            "place": self.place,
            "frozen_barrier_eV": self.frozen_barrier,
            "frozen_supercell_barrier_eV": self.frozen_supercell_barrier,
            "relaxed_barrier_eV": self.barrier,
            "relaxed_barrier_backward_eV": self.barrier_backward,
            "frozen_length_A": float(self.frozen_lengths[-1]),
            "relaxed_length_A": float(self.lengths[-1]),
            "converged": self.converged,
            "stages": [stage.to_dict() for stage in self.stages],
            "framework_moves_A": distance,
            "framework_moves_most": {"index": farthest, "symbol": str(self.images()[0].symbols[farthest])},
            "profile": {
                "frozen": {"lengths_A": self.frozen_lengths.tolist(), "energies_eV": self.frozen_energies.tolist()},
                "frozen_supercell": {
                    "lengths_A": self.frozen_lengths.tolist(),
                    "energies_eV": self.frozen_supercell_energies.tolist(),
                },
                "relaxed": {"lengths_A": self.lengths.tolist(), "energies_eV": self.energies.tolist()},
            },
            "potential": {key: self.potential.get(key, "") for key in ("name", "version")},
            "settings": self.settings,
            "seconds": self.seconds,
            "warnings": list(self.warnings),
        }

    def save(self, path: Path | str) -> Path:
        """Write the result as JSON, whole or not at all.

        Parameters
        ----------
        path
            The file; its folder is made if need be.

        Raises
        ------
        ResultReadError
            It cannot be written.
        """
        path = Path(path)
        value = {"format": FORMAT, "format_version": FORMAT_VERSION, "summary": self.to_dict()}
        value |= {field.name: _plain(getattr(self, field.name)) for field in fields(self)}
        with write_errors(ResultReadError, f"The relaxed barrier {path}"):
            path.parent.mkdir(parents=True, exist_ok=True)
            write_text(path, json.dumps(value, ensure_ascii=False, allow_nan=False))
        return path


def open_neb(path: Path | str) -> NEBResult:
    """Read a relaxed barrier.

    Raises
    ------
    ResultReadError
        There is no such file, or it holds something else.
    """
    path = Path(path)
    try:
        value = json.loads(path.read_text(encoding="utf-8"))
        if (value["format"], int(value["format_version"]) > FORMAT_VERSION) == (FORMAT, True):
            raise ResultReadError(f"{path} was written by a newer pesviz.", "Update pesviz to read it.")
        arguments = {field.name: value[field.name] for field in fields(NEBResult)}
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ResultReadError(
            f"{path} is no relaxed barrier that can be read: {error}.", "Give a file that `pesviz neb` wrote."
        ) from error
    for field in fields(NEBResult):
        if field.type == "np.ndarray":
            arguments[field.name] = np.array(arguments[field.name], dtype=int if field.name == "numbers" else float)
    for name in ("lattice_vector", "supercell", "warnings"):
        arguments[name] = tuple(arguments[name])
    vacancies, stages = arguments["vacancies"], arguments["stages"]
    arguments["vacancies"] = tuple(Vacancy(**v | {"fractional": tuple(v["fractional"])}) for v in vacancies)
    arguments["stages"] = tuple(StageReport(**stage) for stage in stages)
    return NEBResult(**arguments)


def check_same_run(result: NEBResult, key: str, path: Path) -> NEBResult:
    """Return a result that is there already, if it is of the same run.

    Raises
    ------
    BarrierError
        It is of another run.
    """
    if result.provenance.get("key") != key:
        raise BarrierError(
            f"{path} holds another barrier: a different scan, potential or settings.",
            "Name another file with --out, or delete that one.",
        )
    return result


def _plain(value: Any) -> Any:
    if isinstance(value, np.ndarray):
        return value.tolist()
    if isinstance(value, tuple):
        return [asdict(item) if isinstance(item, StageReport | Vacancy) else item for item in value]
    return value
