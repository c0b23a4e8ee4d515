"""Three textbook conductors, as the gallery's scans with the paper's potential have them."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

import pesviz
from pesviz.landscape import percolation
from pesviz.landscape.paths.path import easiest_path
from pesviz.presentation.terms import describe_path

GALLERY = Path(__file__).resolve().parents[2] / "assets" / "gallery"
A, B, C = (1, 0, 0), (0, 1, 0), (0, 0, 1)


def scanned(key: str):
    landscape = pesviz.open(GALLERY / f"{key}.h5")
    assert landscape.pes.potential["name"] == "m3gnet-mp-2021"
    return landscape


def longest_first(landscape) -> list[str]:
    """Names of the axes by length, so that a test need not trust the setting of a cell."""
    lengths = np.linalg.norm(landscape.pes.crystal.cell, axis=1)
    return ["abc"[n] for n in np.argsort(-lengths)]


def test_lithium_iron_phosphate_opens_along_b_first():
    landscape = scanned("LiFePO4")
    assert longest_first(landscape) == ["a", "b", "c"], "Pnma: 10.3, 6.0, 4.7 Å"
    found = landscape.percolation
    assert found.directions["1D"] == (B,)
    assert found.e_1d < found.e_2d - 1.0, "and nothing else for a long time"
    joint = describe_path(landscape)
    assert joint.path.lattice_vector in {B, (0, -1, 0)}
    assert joint.path.barrier == pytest.approx(found.e_1d, abs=1e-6)
    assert joint.path.length == pytest.approx(2 * 4.75, abs=0.2), "two hops, each a curve of more than b/2 = 3.0 Å"
    assert "hops from site to site along [010]" in joint.sentence


def test_lithium_cobalt_oxide_opens_in_the_layer():
    landscape = scanned("LiCoO2")
    assert longest_first(landscape)[0] == "c", "hexagonal setting: the layers are stacked along c"
    found = landscape.percolation
    assert found.e_1d == found.e_2d
    assert set(found.directions["2D"]) == {A, B}
    assert found.e_3d > 10 * found.e_2d, "no way through a CoO₂ layer"


def test_lithium_nitride_opens_in_the_plane_and_then_everywhere():
    landscape = scanned("Li3N")
    found = landscape.percolation
    assert found.e_1d == found.e_2d
    assert set(found.directions["2D"]) == {A, B}
    assert found.e_2d < found.e_3d < found.e_2d + 0.3
    assert len(found.directions["3D"]) == 3


def test_the_joint_path_has_the_energy_of_the_union_in_every_crystal_of_the_gallery():
    for file in sorted(GALLERY.glob("*.h5")):
        landscape = pesviz.open(file)
        e_1d = landscape.percolation.e_1d
        found = easiest_path(landscape.pes, int(np.argmin(landscape.mpe_per_ion)), e_1d)
        assert found.path.barrier == pytest.approx(e_1d, abs=1e-6), file.stem
        first = found.path.points[0] * landscape.pes.grid.shape
        assert tuple(np.rint(first).astype(int) % landscape.pes.grid.shape) == landscape.pes.minimum_index(
            found.start
        )
        # Every point of the path belongs to the union at that energy.
        union = percolation.union_energies(landscape.pes)
        index = np.rint(found.path.points * landscape.pes.grid.shape).astype(int) % landscape.pes.grid.shape
        assert union[tuple(index.T)].max() == pytest.approx(e_1d, abs=1e-6)
        assert found.single == (landscape.percolation_per_ion[found.start].e_1d <= e_1d + 1e-6)
