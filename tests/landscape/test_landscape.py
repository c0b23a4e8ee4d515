"""The result as a whole: fields, numbers, JSON, and the way to disk and back."""

from __future__ import annotations

import json

import h5py
import numpy as np
import pytest

import pesviz
from pesviz.errors import ResultReadError, SettingsError
from pesviz.landscape import Landscape, open_landscape
from pesviz.landscape.free_volume import STANDARD_THRESHOLDS
from pesviz.landscape.layout import landscape_bytes
from pesviz.structure import load
from pesviz.workflows.scan import scan
from tests.adaptive import GALLERY


@pytest.fixture(scope="module")
def landscape():
    return scan("gallery:Li3N", "toy-network-3d", smearing="paper")


def test_fields_of_the_viewer(landscape):
    shape = np.array(landscape.pes.grid.shape)
    for kind in ("level_map", "pes"):
        for cells in (1, 2):
            union = landscape.field(kind, cells=cells)
            ions = [landscape.field(kind, ion=n, cells=cells) for n in range(landscape.pes.n_ions)]
            assert union.shape == tuple(cells * shape)
            assert np.array_equal(union, np.min(ions, axis=0))
    octants = landscape.field("level_map", ion=1, cells=2)
    folded = landscape.field("level_map", ion=1)
    n_a, n_b, n_c = shape
    assert folded[1, 2, 3] == min(octants[1 + a, 2 + b, 3 + c] for a in (0, n_a) for b in (0, n_b) for c in (0, n_c))
    with pytest.raises(SettingsError):
        landscape.field("density")
    with pytest.raises(SettingsError, match="0 to 2"):
        landscape.field("pes", ion=3)


def test_the_mpe_is_the_best_ions(landscape):
    assert landscape.mpe == min(landscape.mpe_per_ion)
    for percolation, mpe in zip(landscape.percolation_per_ion, landscape.mpe_per_ion, strict=True):
        assert percolation.e_1d == mpe
    assert landscape.percolation.e_1d <= landscape.mpe


def test_json_has_the_promised_keys(landscape):
    value = json.loads(json.dumps(landscape.to_dict(), allow_nan=False))
    promised = "formula n_atoms mobile potential grid n_points n_evaluated seconds mpe_eV fv xi smearing warnings"
    assert {*promised.split(), "percolation"} <= set(value)
    assert value["mobile"] == {"species": "Li", "indices": [1, 2, 3]}
    assert value["fv"]["thresholds_eV"] == STANDARD_THRESHOLDS.tolist()
    assert set(value["seconds"]) == {"total", "scan", "level_map"}
    assert {"E_1D_eV", "E_2D_eV", "E_3D_eV", "directions"} <= set(value["percolation"])
    assert value["smearing"] == "paper"


def test_saved_and_opened_it_is_the_same(landscape, tmp_path):
    path = landscape.save(tmp_path / "sub" / "Li3N.h5")
    for source in (path, path.parent):
        again = pesviz.open(source)
        assert again.to_dict() == landscape.to_dict()
        assert np.array_equal(again.level_map, landscape.level_map)
        assert np.array_equal(again.pes.energies, landscape.pes.energies)
        assert np.array_equal(again.pes.masked, landscape.pes.masked)
        assert again.pes.provenance == landscape.pes.provenance
    assert [p.name for p in path.parent.iterdir()] == ["Li3N.h5"], "nothing half-written is left"


def test_without_level_maps_it_opens_the_same(landscape, tmp_path):
    small, large = tmp_path / "small.h5", tmp_path / "large.h5"
    landscape.save(small, level_map=False)
    landscape.save(large)
    assert landscape_bytes(landscape, level_map=False) == small.read_bytes()
    assert small.stat().st_size < large.stat().st_size
    again = open_landscape(small)
    assert np.array_equal(again.level_map, landscape.level_map)
    assert again.to_dict()["xi"] == landscape.xi


def test_readable_without_pesviz(landscape, tmp_path):
    with h5py.File(landscape.save(tmp_path / "result.h5")) as file:
        assert file["pes/energies"].attrs["units"] == "eV"
        assert file["structure/cell"].attrs["units"] == "Å"
        assert json.loads(file.attrs["summary"])["xi"] == landscape.xi
        assert json.loads(file["provenance"].attrs["potential"])["name"] == "toy-network-3d"
        assert {"pesviz", "numpy", "ase"} <= set(json.loads(file["provenance"].attrs["provenance"])["versions"])


def test_unreadable_results_say_so(tmp_path, landscape):
    with pytest.raises(ResultReadError, match="no file or folder"):
        open_landscape(tmp_path / "none.h5")
    with pytest.raises(ResultReadError, match="holds no result"):
        open_landscape(tmp_path)
    (tmp_path / "broken.h5").write_bytes(b"not HDF5")
    with pytest.raises(ResultReadError, match="no readable"):
        open_landscape(tmp_path / "broken.h5")
    with h5py.File(tmp_path / "other.h5", "w") as file:
        file["x"] = 1
    with pytest.raises(ResultReadError, match="no pesviz result"):
        open_landscape(tmp_path / "other.h5")
    with pytest.raises(ResultReadError, match="2 results"):
        open_landscape(tmp_path)
    with pytest.raises(ResultReadError, match="cannot be written"):
        landscape.save(tmp_path / "broken.h5" / "inside.h5")


def test_smearing_is_checked_before_the_scan():
    with pytest.raises(SettingsError, match="paper or none"):
        scan("gallery:Li3N", "toy-network-3d", smearing="some")


def test_free_volume_of_an_unknown_kind(landscape):
    with pytest.raises(SettingsError, match="connected or disconnected"):
        landscape.free_volume(0.5, "partly")


def test_textbook_dimensions():
    """α-Li₃N opens in the plane before c, LiCoO₂ in the layer."""
    plane = [[1, 0, 0], [0, 1, 0]]
    for key in ("Li3N", "LiCoO2"):
        found = pesviz.open(GALLERY / f"{key}.h5").percolation
        assert found.to_dict()["directions"]["2D"] == plane
        assert found.e_3d is None or found.e_3d > found.e_2d + 0.1


def test_mobile_species_by_name():
    assert scan("gallery:LiF", "toy-network-3d", mobile="F", spacing=0.6).pes.crystal.mobile_species == "F"
    assert Landscape(scan(load("gallery:LiF"), "toy-network-3d", spacing=0.6).pes).smearing == "none"
