"""Fields on the periodic grid in the formats of other programs.

A periodic grid can be written with or without the points on the far faces of the cell, which repeat those on the near
faces. Each format has its own custom, and a wrong one shifts or stretches the field by one grid step:

========  ==================  ================  =================================  ==========
format    far faces           fastest axis      lengths, values                    read by
========  ==================  ================  =================================  ==========
cube      left out            c                 Bohr, eV                           VESTA, VMD, Avogadro, ASE
xsf       included            a                 Å, eV                              XCrySDen, VESTA, ASE
grd       left out            c                 Å, eV                              GSAS, FOX, VESTA
CHGCAR    left out            a                 Å, eV × cell volume in Å³          VESTA, pymatgen
LOCPOT    left out            a                 Å, eV                              VESTA, pymatgen
vti       included            a                 Å, eV                              ParaView, PyVista
========  ==================  ================  =================================  ==========
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from ase import Atoms
from ase.units import Bohr

from pesviz.errors import GridMismatchError
from pesviz.landscape.periodic_field import wrap_pad


@dataclass(frozen=True, eq=False)
class Volume:
    """A field and the atoms it belongs to.

    Parameters
    ----------
    values
        Field on the periodic grid, endpoint excluded, shape (N_a, N_b, N_c), eV.
    atoms
        All atoms of the cell that the field fills.
    title
        What the field is, one line.
    note
        Which of its values are predicted, one line; empty where none is. Written wherever a format has room for text.
    """

    values: np.ndarray
    atoms: Atoms
    title: str
    note: str = ""

    def __post_init__(self) -> None:
        """Refuse what no format can hold."""
        if self.values.ndim != 3 or not np.isfinite(self.values).all():
            raise GridMismatchError(
                "Only a three-dimensional field of finite numbers can be exported.",
                "Give masked points the highest evaluated energy, as a scan does.",
            )

    @property
    def cell(self) -> np.ndarray:
        """Lattice vectors as rows, shape (3, 3), Å."""
        return np.asarray(self.atoms.cell.array, dtype=float)

    @property
    def line(self) -> str:
        """The title in plain ASCII on one line: old readers know nothing else."""
        return _ascii(self.title)

    @property
    def remark(self) -> str:
        """The note as the end of a line, plain ASCII."""
        return f"; {_ascii(self.note)}" if self.note else ""


def _ascii(text: str) -> str:
    return " ".join(text.replace("Å", "A").replace("Ξ", "Xi").split()).encode("ascii", "replace").decode()


def write_cube(volume: Volume, path: Path) -> None:
    """Write a Gaussian cube file."""
    atoms = volume.atoms
    steps = volume.cell / np.array(volume.values.shape)[:, None] / Bohr
    with path.open("w", encoding="ascii") as file:
        file.write(f"{volume.line}; values in eV, lengths in Bohr, periodic: the far faces are left out")
        file.write(f"{volume.remark}\n")
        file.write("OUTER LOOP: X, MIDDLE LOOP: Y, INNER LOOP: Z\n")
        file.write(f"{len(atoms):5d}{0:12.6f}{0:12.6f}{0:12.6f}\n")
        for n, (x, y, z) in zip(volume.values.shape, steps, strict=True):
            file.write(f"{n:5d}{x:12.6f}{y:12.6f}{z:12.6f}\n")
        for number, (x, y, z) in zip(atoms.numbers, atoms.positions / Bohr, strict=True):
            file.write(f"{number:5d}{float(number):12.6f}{x:12.6f}{y:12.6f}{z:12.6f}\n")
        for row in volume.values.reshape(-1, volume.values.shape[2]):  # a new line for each run along c, by custom
            file.writelines(_lines(row, 6, "{:13.5E}"))


def write_xsf(volume: Volume, path: Path) -> None:
    """Write an XCrySDen structure file with a general grid, which includes the far faces."""
    atoms, padded = volume.atoms, wrap_pad(volume.values)
    with path.open("w", encoding="ascii") as file:
        file.write(
            f"# {volume.line}\n# values in eV, lengths in Angstrom; general grid: the far faces are included\n"
        )
        file.write(f"# {volume.remark[2:]}\n" if volume.note else "")
        file.write("CRYSTAL\nPRIMVEC\n")
        file.writelines(f" {x:.12f} {y:.12f} {z:.12f}\n" for x, y, z in volume.cell)
        file.write(f"PRIMCOORD\n {len(atoms)} 1\n")
        file.writelines(
            f" {number:3d} {x:.12f} {y:.12f} {z:.12f}\n"
            for number, (x, y, z) in zip(atoms.numbers, atoms.positions, strict=True)
        )
        file.write("BEGIN_BLOCK_DATAGRID_3D\n pesviz_energy_eV\n BEGIN_DATAGRID_3D_energy_eV\n")
        file.write("  {} {} {}\n  0.0 0.0 0.0\n".format(*padded.shape))
        file.writelines(f"  {x:.12f} {y:.12f} {z:.12f}\n" for x, y, z in volume.cell)
        file.writelines(_lines(padded.ravel(order="F"), 6, " {:.8E}"))
        file.write(" END_DATAGRID_3D\nEND_BLOCK_DATAGRID_3D\n")


def write_grd(volume: Volume, path: Path) -> None:
    """Write a GSAS map: title, cell parameters, grid, and the values of one period.

    Parameters
    ----------
    volume
        Field and atoms; the format holds no atoms, and no orientation of the cell.
    path
        File to write.
    """
    a, b, c, alpha, beta, gamma = volume.atoms.cell.cellpar()
    with path.open("w", encoding="ascii") as file:
        file.write(f"{volume.line[:60]}; eV{volume.remark}\n")
        file.write(f" {a:9.5f} {b:9.5f} {c:9.5f} {alpha:9.4f} {beta:9.4f} {gamma:9.4f}\n")
        file.write(" {} {} {}\n".format(*volume.values.shape))
        file.writelines(_lines(volume.values.ravel(), 6, " {:.7E}"))


def write_chgcar(volume: Volume, path: Path) -> None:
    """Write a VASP CHGCAR: the values times the volume of the cell, as its readers divide by it."""
    _write_vasp(volume, path, abs(volume.atoms.get_volume()), "value x cell volume, eV A^3")


def write_locpot(volume: Volume, path: Path) -> None:
    """Write a VASP LOCPOT: the layout of a CHGCAR with the values as they are."""
    _write_vasp(volume, path, 1.0, "eV")


def write_vti(volume: Volume, path: Path) -> None:
    """Write VTK image data; a skewed cell travels as direction matrix, which ParaView 5.10 and later heed."""
    import pyvista as pv

    padded = wrap_pad(volume.values)
    steps = volume.cell / np.array(volume.values.shape)[:, None]
    lengths = np.linalg.norm(steps, axis=1)
    image = pv.ImageData(dimensions=padded.shape, spacing=tuple(lengths))
    image.direction_matrix = (steps / lengths[:, None]).T
    image.point_data["energy_eV"] = padded.ravel(order="F")
    image.field_data["title"] = [volume.line]
    if volume.note:
        image.field_data["note"] = [volume.remark[2:]]
    image.field_data["cell_A"] = volume.cell
    image.save(path)


def write_vesta(volume: Volume, path: Path, level: float | None = None) -> Path:
    """Write a VESTA document and, beside it, the field that it shows.

    Parameters
    ----------
    volume
        Field and atoms.
    path
        The .vesta file to write; the field is written under the same name with the suffix .xsf.
    level
        Isosurface to show, eV; VESTA's own choice by default.
    """
    field = path.with_suffix(".xsf")
    write_xsf(volume, field)
    atoms = volume.atoms
    rows = []
    for n, (symbol, (x, y, z)) in enumerate(zip(atoms.symbols, atoms.get_scaled_positions(), strict=True), 1):
        rows += [
            f"  {n} {symbol} {symbol}{n} 1.0000 {x:.8f} {y:.8f} {z:.8f} 1a 1",
            "    0.000000 0.000000 0.000000 0.00",
        ]
    document = [
        "#VESTA_FORMAT_VERSION 3.5.4",
        "",
        "CRYSTAL",
        "",
        "TITLE",
        volume.line + volume.remark,
        "",
        "IMPORT_DENSITY 1",
        f"+1.000000 {field.name}",
        "",
        "GROUP",
        "1 1 P 1",
        "CELLP",
        " " + " ".join(f"{x:.6f}" for x in atoms.cell.cellpar()),
        "  0.000000 0.000000 0.000000 0.000000 0.000000 0.000000",
        "STRUC",
        *rows,
        "  0 0 0 0 0 0 0",
    ]
    if level is not None:
        # Number, whether the positive, the negative or both sides, level, red, green, blue, opacity (front, back).
        document += ["ISURF", f"  1 1 {level:.6f} 79 129 189 127 255", "  0 0 0 0"]
    path.write_text("\n".join(document) + "\n", encoding="ascii")
    return field


def _write_vasp(volume: Volume, path: Path, factor: float, unit: str) -> None:
    """Write a POSCAR and below it the grid, first axis fastest; like atoms stand together."""
    order = np.argsort(volume.atoms.numbers, kind="stable")
    atoms = volume.atoms[order]
    numbers, counts = np.unique(atoms.numbers, return_counts=True)
    symbols = [Atoms([int(n)]).get_chemical_symbols()[0] for n in numbers]
    with path.open("w", encoding="ascii") as file:
        file.write(f"{volume.line}; {unit}; periodic: the far faces are left out{volume.remark}\n   1.0\n")
        file.writelines(f" {x:18.12f} {y:18.12f} {z:18.12f}\n" for x, y, z in volume.cell)
        file.write(" ".join(symbols) + "\n" + " ".join(map(str, counts)) + "\nDirect\n")
        file.writelines(f" {x:.12f} {y:.12f} {z:.12f}\n" for x, y, z in atoms.get_scaled_positions())
        file.write("\n {} {} {}\n".format(*volume.values.shape))
        file.writelines(_lines(volume.values.astype(float).ravel(order="F") * factor, 5, " {:.11E}"))


def _lines(values: np.ndarray, per_line: int, form: str) -> Iterator[str]:
    """Yield lines of numbers."""
    plain = values.tolist()
    for begin in range(0, len(plain), per_line):
        yield "".join(form.format(v) for v in plain[begin : begin + per_line]) + "\n"
