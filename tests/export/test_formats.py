"""The one function that writes everything, on real scans of toy crystals that can be solved by hand."""

from __future__ import annotations

import csv
import json

import numpy as np
import pytest
import pyvista as pv
import trimesh
from ase import Atoms
from ase.io import read
from ase.io.cube import read_cube
from pymatgen.io.vasp import Chgcar

from pesviz.errors import SettingsError
from pesviz.export import formats, write
from pesviz.structure.crystal import Crystal
from pesviz.workflows.scan import scan
from tests.adaptive import infinite_above


def crystal():
    """One framework atom and one ion in an orthorhombic cell: toy-plane-2d opens along c at 0.2, b at 0.3 eV."""
    atoms = Atoms("ClLi", scaled_positions=[[0, 0, 0], [0.5, 0.5, 0.5]], cell=[3.0, 3.4, 3.9], pbc=True)
    return Crystal(atoms, "Li", (1,), name="toy")


@pytest.fixture(scope="module")
def landscape():
    return scan(crystal(), "toy-plane-2d")


@pytest.fixture(scope="module")
def limited(landscape):
    """A scan that stopped at 0.5 eV and knows nothing above."""
    return infinite_above(landscape, 0.5)


def test_each_format_writes_something_by_default(landscape, tmp_path):
    for known in formats():
        for what in known.what:
            written = write(landscape, tmp_path / what / f"toy{known.suffix}", what, threshold=0.25)
            assert all(file.stat().st_size > 100 for file in written)
            assert written[0].suffix == known.suffix


@pytest.mark.parametrize("what", ["level_map", "pes"])
@pytest.mark.parametrize("cells", [1, 2])
def test_fields_are_those_of_the_landscape(landscape, tmp_path, what, cells):
    (file,) = write(landscape, tmp_path / "a.cube", what, cells=cells)
    with file.open() as text:
        found = read_cube(text)
    field = landscape.field(what, cells=cells)
    assert found["data"].shape == field.shape
    assert np.allclose(found["data"], field, rtol=1e-5, atol=1e-5)
    assert len(found["atoms"]) == 2 * cells**3
    assert found["atoms"].get_volume() == pytest.approx(cells**3 * landscape.pes.crystal.volume, rel=1e-4)


@pytest.mark.parametrize("name", ["CHGCAR", "CHGCAR_toy", "toy.chgcar"])
def test_vasp_files_go_by_their_names(landscape, tmp_path, name):
    (file,) = write(landscape, tmp_path / name)
    found = Chgcar.from_file(file)
    values = found.data["total"] / found.structure.volume
    assert np.allclose(values, landscape.field("level_map"), rtol=1e-6, atol=1e-6)


def test_vesta_gives_a_pair(landscape, tmp_path):
    assert write(landscape, tmp_path / "toy.vesta") == (tmp_path / "toy.vesta", tmp_path / "toy.xsf")


def test_surface_encloses_the_free_volume(landscape, tmp_path):
    fine = scan(crystal(), "toy-plane-2d", spacing=0.06)
    (file,) = write(fine, tmp_path / "a.vtp", threshold=0.15)
    surface = pv.read(file)
    mesh = trimesh.Trimesh(surface.points, surface.regular_faces)
    assert mesh.is_watertight  # below the barrier: one blob around the site, in the middle of the cell
    enclosed = (fine.field("level_map") < 0.15).mean() * fine.pes.crystal.volume
    assert mesh.volume == pytest.approx(enclosed, rel=0.03)
    # On 2×2×2 cells the ion below its barrier is still at one site only, while the surface repeats.
    for what, n in (("surface", 1), ("pes", 8)):
        (file,) = write(fine, tmp_path / f"{what}.stl", what, threshold=0.15, cells=2)
        assert trimesh.load(file).volume == pytest.approx(n * mesh.volume, rel=1e-4)
    with pytest.raises(SettingsError, match="threshold"):
        write(landscape, tmp_path / "c.glb")


def test_path_goes_the_easy_way_and_stops_at_the_threshold(landscape, tmp_path):
    (file,) = write(landscape, tmp_path / "a.xyz")
    frames = read(file, index=":")
    assert np.allclose(frames[-1].positions[1] - frames[0].positions[1], [0, 0, 3.9])
    assert max(f.info["energy_eV"] for f in frames) == pytest.approx(0.2, abs=1e-5)
    (file,) = write(landscape, tmp_path / "b.csv", "path", threshold=0.1)
    with file.open(newline="") as text:
        profile = [float(row["energy_eV"]) for row in csv.DictReader(text)]
    assert 1 < len(profile) < len(frames)
    assert max(profile) <= 0.1
    (file,) = write(landscape, tmp_path / "c.json", "path")
    assert {n["symbol"] for n in json.loads(file.read_text())["bottleneck"]["neighbours"]} == {"Cl"}


def test_table_holds_the_curves_and_the_numbers(landscape, tmp_path):
    (file,) = write(landscape, tmp_path / "a.csv")
    lines = file.read_text().splitlines()
    head = dict(line[2:].split(": ", 1) for line in lines if line.startswith("#"))
    assert float(head["MPE_eV"]) == landscape.mpe == landscape.percolation.e_1d == float(head["E_1D_eV"])
    assert float(head["E_2D_eV"]) == pytest.approx(0.3, abs=1e-5)
    rows = list(csv.DictReader(line for line in lines if not line.startswith("#")))
    at = [float(row["threshold_eV"]) for row in rows]
    assert at[0] == 0
    assert at[-1] == 4
    connected = [float(row["free_volume_connected"]) for row in rows]
    assert np.allclose(connected, landscape.free_volume(at, "connected"), rtol=1e-8)
    (file,) = write(landscape, tmp_path / "a.json")
    assert json.loads(file.read_text())["mpe_eV"] == landscape.mpe


def test_energy_limited_scans_say_what_their_limit_means(limited, tmp_path):
    (file,) = write(limited, tmp_path / "a.cube", "pes")
    with file.open() as text:
        assert "0.5 eV means that or more" in text.readline()
        text.seek(0)
        data = read_cube(text)["data"]
    assert data.max() == pytest.approx(0.5)
    known = np.isfinite(limited.field("pes"))
    assert 0 < known.sum() < known.size
    assert np.allclose(data[known], limited.field("pes")[known], atol=1e-5)
    (file,) = write(limited, tmp_path / "a.csv")
    assert "nan" in file.read_text()
    assert limited.percolation.energies[:2] == (limited.mpe, pytest.approx(0.3, abs=1e-5))
    assert limited.percolation.e_3d is None


def test_energy_limited_surface_is_that_of_the_whole_scan(landscape, limited, tmp_path):
    whole, part = (
        trimesh.load(write(scanned, tmp_path / f"{name}.stl", threshold=0.15)[0])
        for name, scanned in (("whole", landscape), ("part", limited))
    )
    assert part.volume == pytest.approx(whole.volume, rel=1e-3)


@pytest.mark.parametrize("name", ["a.cube", "a.xsf", "a.grd", "CHGCAR", "LOCPOT", "a.vesta"])
def test_heads_tell_which_values_are_predicted(adaptive_landscape, landscape, tmp_path, name):
    note = "values at or above 0.6 eV are partly predicted by a surrogate; below it all are evaluated"
    for file in write(adaptive_landscape, tmp_path / name, "pes"):
        assert note in "".join(file.read_text().splitlines()[:8])
    assert "predicted" not in write(landscape, tmp_path / name, "pes")[0].read_text()


def test_predicted_values_are_not_clipped(adaptive_landscape, tmp_path):
    (file,) = write(adaptive_landscape, tmp_path / "a.cube", "pes")
    with file.open() as text:
        data = read_cube(text)["data"]
    assert np.allclose(data, adaptive_landscape.field("pes"), rtol=1e-5, atol=1e-5)
    assert data.max() > 1.0
    (file,) = write(adaptive_landscape, tmp_path / "a.vti", "pes")
    assert "predicted by a surrogate" in pv.read(file).field_data["note"][0]


@pytest.mark.parametrize(("threshold", "is_predicted"), [(0.5, False), (0.9, True)])
def test_a_surface_above_the_limit_is_called_predicted(adaptive_landscape, tmp_path, threshold, is_predicted):
    (file,) = write(adaptive_landscape, tmp_path / "a.vtp", threshold=threshold)
    assert ("partly predicted" in pv.read(file).field_data["title"][0]) == is_predicted
    (file,) = write(adaptive_landscape, tmp_path / "a.glb", threshold=threshold)
    assert (b"partly predicted" in file.read_bytes()) == is_predicted


def test_estimates_have_columns_and_lines_of_their_own(adaptive_landscape, tmp_path):
    (file,) = write(adaptive_landscape, tmp_path / "a.csv")
    lines = file.read_text().splitlines()
    head = dict(line[2:].split(": ", 1) for line in lines if line.startswith("#"))
    assert head["E_3D_eV"] == "> 0.6 eV"
    assert float(head["E_3D_estimate_eV"]) == adaptive_landscape.estimates["E_3D_estimate_eV"]
    assert "predicted by a surrogate" in head["predicted"]
    for row in csv.DictReader(line for line in lines if not line.startswith("#")):
        exact, estimate = (float(row[f"free_volume_connected{end}"]) for end in ("", "_estimate"))
        assert np.isnan(exact) == (float(row["threshold_eV"]) > 0.6)
        assert np.isnan(estimate) != np.isnan(exact)
    (file,) = write(adaptive_landscape, tmp_path / "a.json")
    values = json.loads(file.read_text())
    assert values["percolation"]["E_3D_eV"] is None
    assert values["E_3D_estimate_eV"] > 0.6


@pytest.mark.parametrize(
    ("name", "options", "message"),
    [
        ("a.obj", {}, r"\.cube.*\.csv"),
        ("a", {}, "suffix"),
        ("a.cube", {"what": "path"}, r"\.cif, \.xyz"),
        ("a.cube", {"what": "charge"}, "level_map"),
        ("a.cube", {"ion": 1}, "0 to 0"),
        ("a.cube", {"cells": 3}, "1 or 2"),
        ("a.stl", {"threshold": 99.0}, "no surface"),
    ],
)
def test_what_cannot_be_written_says_what_can(landscape, tmp_path, name, options, message):
    with pytest.raises(SettingsError, match=message):
        write(landscape, tmp_path / name, **options)
    assert not (tmp_path / name).exists()


def test_no_path_where_the_ion_is_locked_in(landscape, closed_landscape, tmp_path):
    with pytest.raises(SettingsError, match="No path"):
        write(infinite_above(landscape, 0.1), tmp_path / "a.xyz")
    with pytest.raises(SettingsError, match=r"No path.* predicted: E₁D ≈ 1\.4 eV"):
        write(closed_landscape, tmp_path / "a.xyz")
