"""Each volumetric format read back by a reader that pesviz has no part in."""

from __future__ import annotations

import numpy as np
import pytest
import pyvista as pv
from ase import Atoms
from ase.io.cube import read_cube
from ase.io.xsf import read_xsf
from pymatgen.io.vasp import Chgcar, Locpot

from pesviz.errors import GridMismatchError
from pesviz.export.volumes import (
    Volume,
    write_chgcar,
    write_cube,
    write_grd,
    write_locpot,
    write_vesta,
    write_vti,
    write_xsf,
)

CELLS = {
    "cubic": np.eye(3) * 4.0,
    "skewed": np.array([[3.9, 0.2, -0.3], [1.4, 3.7, 0.1], [-1.1, 0.9, 5.3]]),
    "left-handed": np.array([[0.0, 4.0, 0.0], [3.5, 0.0, 0.3], [0.0, 0.4, 5.0]]),
}


@pytest.fixture(params=CELLS)
def volume(request, rng):
    """Unequal numbers of points and unlike atoms, so that no swapped axis or atom goes unseen."""
    atoms = Atoms("LiClLi", scaled_positions=[[0, 0, 0], [0.5, 0.4, 0.3], [0.2, 0.7, 0.9]], cell=CELLS[request.param])
    atoms.pbc = True
    return Volume(rng.random((5, 6, 8)).astype(np.float32) * 7, atoms, "Level map of Li in LiCl, Ξ 0.93, Å")


def same_crystal(read, atoms):
    """Whether atoms were read back, in whatever order and cell orientation."""
    assert np.allclose(read.cell.cellpar(), atoms.cell.cellpar(), atol=1e-4)
    order, wanted = np.argsort(read.numbers, kind="stable"), np.argsort(atoms.numbers, kind="stable")
    assert np.array_equal(read.numbers[order], atoms.numbers[wanted])
    assert np.allclose(read.get_scaled_positions()[order], atoms.get_scaled_positions()[wanted], atol=1e-5)


def test_cube(volume, tmp_path):
    write_cube(volume, tmp_path / "a.cube")
    with (tmp_path / "a.cube").open() as file:
        read = read_cube(file)
    assert np.allclose(read["data"], volume.values, rtol=1e-5)
    assert read["data"].shape == volume.values.shape
    same_crystal(read["atoms"], volume.atoms)
    assert np.allclose(read["atoms"].cell, volume.cell, atol=1e-4)
    assert np.allclose(read["origin"], 0)
    assert np.allclose(read["spacing"] * np.array(volume.values.shape)[:, None], volume.cell, atol=1e-4)


def test_xsf(volume, tmp_path):
    write_xsf(volume, tmp_path / "a.xsf")
    with (tmp_path / "a.xsf").open() as file:
        data, origin, vectors, atoms = read_xsf(file, read_data=True)
    assert data.shape == tuple(n + 1 for n in volume.values.shape)
    assert np.allclose(data[:-1, :-1, :-1], volume.values, rtol=1e-6)
    assert np.array_equal(data[-1], data[0])
    assert np.array_equal(data[:, -1], data[:, 0])
    assert np.array_equal(data[:, :, -1], data[:, :, 0])
    assert np.allclose(origin, 0)
    assert np.allclose(vectors, volume.cell)
    same_crystal(atoms, volume.atoms)


@pytest.mark.parametrize(
    ("write", "reader", "key"), [(write_chgcar, Chgcar, "CHGCAR"), (write_locpot, Locpot, "LOCPOT")]
)
def test_vasp(volume, tmp_path, write, reader, key):
    write(volume, tmp_path / key)
    read = reader.from_file(tmp_path / key)
    values = read.data["total"] / (read.structure.volume if reader is Chgcar else 1.0)
    assert values.shape == volume.values.shape
    assert np.allclose(values, volume.values, rtol=1e-6)
    assert np.allclose(read.structure.lattice.matrix, volume.cell)
    same_crystal(read.structure.to_ase_atoms(), volume.atoms)


def test_chgcar_holds_one_period(volume, tmp_path):
    write_chgcar(volume, tmp_path / "CHGCAR")
    read = Chgcar.from_file(tmp_path / "CHGCAR")
    assert read.dim == volume.values.shape  # one period: the reader itself goes on periodically


def test_vti_is_skewed_like_the_cell(volume, tmp_path):
    write_vti(volume, tmp_path / "a.vti")
    read = pv.read(tmp_path / "a.vti")
    assert read.dimensions == tuple(n + 1 for n in volume.values.shape)
    axes = np.meshgrid(*[np.arange(n + 1) for n in volume.values.shape], indexing="ij")
    flat = np.stack([x.ravel(order="F") for x in axes], axis=-1)
    assert np.allclose(read.points, flat / volume.values.shape @ volume.cell, atol=1e-5)
    expected = volume.values[tuple((flat % volume.values.shape).T)]
    assert np.array_equal(read.point_data["energy_eV"], expected)
    assert np.allclose(read.field_data["cell_A"], volume.cell)


def read_grd(path):
    """A GSAS map as FOX reads it: title; cell; numbers; then c inside b inside a, one period."""
    with path.open() as file:
        title = file.readline()
        cell = [float(x) for x in file.readline().split()]
        shape = [int(x) for x in file.readline().split()]
        stream = iter(file.read().split())
    values = np.empty(shape)
    for i in range(shape[0]):
        for j in range(shape[1]):
            for k in range(shape[2]):
                values[i, j, k] = float(next(stream))
    assert next(stream, None) is None
    return title, cell, values


def test_grd(volume, tmp_path):
    write_grd(volume, tmp_path / "a.grd")
    title, cell, values = read_grd(tmp_path / "a.grd")
    assert "Level map" in title
    assert "eV" in title
    assert len(title) < 99  # the buffer that FOX has for it
    assert np.allclose(cell, volume.atoms.cell.cellpar(), atol=1e-4)
    assert np.allclose(values, volume.values, rtol=1e-6)


def test_vesta_document_and_the_field_beside_it(volume, tmp_path):
    field = write_vesta(volume, tmp_path / "LiCl.vesta", level=0.5)
    assert field == tmp_path / "LiCl.xsf"
    lines = (tmp_path / "LiCl.vesta").read_text().splitlines()
    assert lines[0].startswith("#VESTA_FORMAT_VERSION")
    density = lines[lines.index("IMPORT_DENSITY 1") + 1].split()
    assert (tmp_path / density[1]).is_file()  # relative: the pair can be moved together
    assert np.allclose([float(x) for x in lines[lines.index("CELLP") + 1].split()], volume.atoms.cell.cellpar())
    begin = lines.index("STRUC") + 1
    sites = [line.split() for line in lines[begin : begin + 2 * len(volume.atoms) : 2]]
    assert [s[1] for s in sites] == volume.atoms.get_chemical_symbols()
    assert np.allclose([[float(x) for x in s[4:7]] for s in sites], volume.atoms.get_scaled_positions())
    assert float(lines[lines.index("ISURF") + 1].split()[2]) == 0.5
    with field.open() as file:
        data = read_xsf(file, read_data=True)[0]
    assert np.allclose(data[:-1, :-1, :-1], volume.values, rtol=1e-6)


@pytest.mark.parametrize("write", [write_cube, write_xsf, write_grd, write_chgcar, write_locpot, write_vesta])
def test_text_formats_say_their_unit_in_ascii(volume, tmp_path, write):
    write(volume, tmp_path / "a.vesta")
    head = (tmp_path / ("a.xsf" if write is write_vesta else "a.vesta")).read_bytes()[:300]
    assert head.isascii()
    assert b"eV" in head
    assert b"Xi 0.93" in head


def test_fields_with_holes_are_refused():
    with pytest.raises(GridMismatchError, match="finite"):
        Volume(np.full((2, 2, 2), np.inf), Atoms("Li", cell=np.eye(3)), "x")
    with pytest.raises(GridMismatchError):
        Volume(np.zeros((2, 2)), Atoms("Li", cell=np.eye(3)), "x")
