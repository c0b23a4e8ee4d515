"""Paths written and read back by pymatgen, ASE and the csv module."""

from __future__ import annotations

import csv
import json

import numpy as np
import pytest
from ase import Atoms
from ase.io import read
from pymatgen.io.cif import CifParser

from pesviz.export.paths import write_path_cif, write_path_csv, write_path_json, write_path_xyz
from pesviz.landscape.paths.path import percolation_path
from pesviz.pes.grid import Grid
from pesviz.structure.crystal import Crystal

CELL = np.array([[4.0, 0, 0], [1.2, 4.4, 0], [-0.8, 0.5, 5.0]])


@pytest.fixture
def case():
    """A channel along b with its ion, Li 1 (atom 2), on the way."""
    field = np.full((8, 12, 8), 5.0)
    field[2, :, 3] = 0.3 + 0.2 * np.sin(2 * np.pi * np.arange(12) / 12) ** 2
    field[2, 0, 3] = 0.0
    atoms = Atoms(
        "ClLiLi", scaled_positions=[[0.7, 0.5, 0.9], [0.8, 0.1, 0.2], [2 / 8, 0, 3 / 8]], cell=CELL, pbc=True
    )
    crystal = Crystal(atoms, "Li", (1, 2))
    return percolation_path(field, Grid(CELL, field.shape), (2, 0, 3)), crystal


@pytest.mark.filterwarnings("ignore::UserWarning")
def test_cif(case, tmp_path):
    path, crystal = case
    write_path_cif(path, crystal, 2, tmp_path / "a.cif")
    structure = CifParser(tmp_path / "a.cif").parse_structures(primitive=False)[0]
    assert np.allclose(structure.lattice.parameters, crystal.atoms.cell.cellpar(), atol=1e-6)
    assert len(structure) == 2 + 12  # framework, and one period of the path
    points = [site.frac_coords for site in structure if site.label.startswith("path")]
    assert np.allclose(points, path.points[:-1], atol=1e-8)
    assert {site.specie.symbol for site in structure if site.label.startswith("path")} == {"Li"}
    by_ase = read(tmp_path / "a.cif")
    assert sorted(by_ase.get_chemical_symbols()) == ["Cl"] + ["Li"] * 13


@pytest.mark.filterwarnings("ignore::UserWarning")
def test_cif_of_a_path_that_stops(case, tmp_path):
    path, crystal = case
    write_path_cif(path.truncate(0.4), crystal, 2, tmp_path / "a.cif")
    structure = CifParser(tmp_path / "a.cif").parse_structures(primitive=False)[0]
    assert len(structure) == 2 + len(path.truncate(0.4).points) < 14


def test_xyz_is_a_film_of_the_ion(case, tmp_path):
    path, crystal = case
    write_path_xyz(path, crystal, 2, tmp_path / "a.xyz")
    frames = read(tmp_path / "a.xyz", index=":")
    assert len(frames) == len(path.points)
    for frame, position, energy, length in zip(frames, path.positions, path.energies, path.lengths, strict=True):
        assert np.allclose(frame.cell, crystal.cell)
        assert frame.pbc.all()
        assert frame.get_chemical_symbols() == crystal.atoms.get_chemical_symbols()
        assert np.allclose(frame.positions[2], position)
        assert np.allclose(frame.positions[:2], crystal.atoms.positions[:2])
        assert frame.info["energy_eV"] == pytest.approx(energy)
        assert frame.info["length_A"] == pytest.approx(length)
    moved = frames[-1].positions[2] - frames[0].positions[2]
    assert np.allclose(moved, CELL[1])  # not wrapped: the ion arrives in the next cell


def test_csv(case, tmp_path):
    path, _ = case
    write_path_csv(path, tmp_path / "a.csv")
    with (tmp_path / "a.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    assert np.allclose([float(r["energy_eV"]) for r in rows], path.energies)
    assert np.allclose([float(r["length_A"]) for r in rows], path.lengths)
    assert np.allclose([[float(r[k]) for k in ("x_A", "y_A", "z_A")] for r in rows], path.positions, atol=1e-7)


def test_json_names_the_atoms_around_the_bottleneck(case, tmp_path):
    path, crystal = case
    write_path_json(path, path.surroundings(crystal, 2), tmp_path / "a.json")
    plain = json.loads((tmp_path / "a.json").read_text())
    assert plain["barrier_eV"] == pytest.approx(0.5)
    neighbours = plain["bottleneck"]["neighbours"]
    assert neighbours
    assert [n["distance_A"] for n in neighbours] == sorted(n["distance_A"] for n in neighbours)
    assert 2 not in {n["index"] for n in neighbours}
