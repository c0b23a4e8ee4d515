"""Hops in words, and the files that hold them."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import numpy as np
import pytest
from ase.io import read

import pesviz
from pesviz.export import write
from pesviz.presentation import terms
from pesviz.presentation.hops import landscape_network, named_hops, site_names

GALLERY = Path(__file__).resolve().parents[2] / "assets" / "gallery"


@pytest.fixture(scope="module")
def phosphate():
    return pesviz.open(GALLERY / "LiFePO4.h5")


def test_hops_of_all_ions_lead_from_site_to_site(phosphate):
    network = landscape_network(phosphate)
    assert sorted(site_names(phosphate, network)) == ["Li 1", "Li 2", "Li 3", "Li 4"]
    found = named_hops(phosphate)
    first, second = found[:2]
    assert first.hop.energy == pytest.approx(phosphate.percolation.e_1d, abs=1e-6)
    assert first.label == "Li 3 → Li 4: 1.502 eV, 2 ×", "both halves of the zigzag along b"
    assert second.label == "Li 2 → Li 1: 1.525 eV, 2 ×", "the other channel"
    assert found[-1].hop.energy == pytest.approx(phosphate.percolation.e_3d, abs=1e-6), "up to where all is open"
    assert sum(hop.count for hop in found) == len(network.hops)


def test_a_hop_is_a_path_between_its_sites_in_the_cell_that_is_shown(phosphate):
    network = landscape_network(phosphate)
    for named in named_hops(phosphate):
        path, hop = named.path.path, named.hop
        ends = [np.array(network.sites[n].fractional) for n in (hop.start, hop.end)]
        for point, site in zip((path.points[0], path.points[-1]), ends, strict=True):
            np.testing.assert_allclose((point - site) - np.rint(point - site), 0, atol=1e-9)
        assert path.energies.max() == pytest.approx(hop.energy, abs=network.min_depth + 1e-6)
        assert np.floor(path.bottleneck_point).tolist() == [0, 0, 0]
        shown = named.path.surroundings
        for index, *at in shown["atoms"]:
            away = np.subtract(at, phosphate.pes.crystal.atoms.get_scaled_positions()[index])
            np.testing.assert_allclose(away, np.rint(away), atol=1e-4)
            assert np.linalg.norm(np.subtract(at, shown["point"]) @ path.cell) <= terms.NEAR + 1e-3


def test_of_one_ion_the_other_minima_are_interstices():
    chloride = pesviz.open(GALLERY / "LiCl-wurtzite.h5")
    names = site_names(chloride, landscape_network(chloride, 1), 1)
    assert names[0] == "Li 2"
    assert set(names[1:]) == {f"interstice {n}" for n in range(1, len(names))}
    first = named_hops(chloride, 1, most=1)
    assert len(first) == 1
    assert "back 0.077 eV" in first[0].path.sentence


def test_most_is_the_most(phosphate):
    assert [hop.label for hop in named_hops(phosphate, most=2)] == [hop.label for hop in named_hops(phosphate)[:2]]


@pytest.mark.parametrize("suffix", [".csv", ".json"])
def test_hops_are_read_back(phosphate, tmp_path, suffix):
    (file,) = write(phosphate, tmp_path / f"hops{suffix}", "hops")
    network = landscape_network(phosphate)
    if suffix == ".csv":
        with file.open(newline="") as text:
            rows = list(csv.DictReader(text))
        saddles = [float(row["saddle_eV"]) for row in rows]
        assert [float(rows[0][f"start_{x}"]) for x in "abc"] == pytest.approx(
            network.sites[network.hops[0].start].fractional, abs=1e-7
        )
    else:
        saddles = [hop["energy_eV"] for hop in json.loads(file.read_text())["hops"]]
    assert saddles == pytest.approx([hop.energy for hop in network.hops], abs=1e-7)


def test_the_path_of_all_ions_is_exported_as_it_is_shown(phosphate, tmp_path):
    shown = terms.describe_path(phosphate)
    (file,) = write(phosphate, tmp_path / "path.json", "path")
    plain = json.loads(file.read_text())
    assert plain["barrier_eV"] == pytest.approx(phosphate.percolation.e_1d, abs=1e-6)
    assert plain["points"] == shown.path.points.tolist()
    assert [n["index"] for n in plain["bottleneck"]["neighbours"]][:6] == [atom.index for atom in shown.near]
    (film,) = write(phosphate, tmp_path / "path.xyz")
    frames = read(film, ":")
    assert len(frames) == len(shown.path.points)
    # The ion whose place the path leads through has left: no two ions are ever in one place.
    assert len(frames[0]) == len(phosphate.pes.crystal.atoms) - 1
    assert "Li" in frames[0].info["left_out"]
    lithium = [n for n, symbol in enumerate(frames[0].symbols) if symbol == "Li"]
    for frame in frames:
        distances = frame.get_all_distances(mic=True)[np.ix_(lithium, lithium)]
        assert distances[~np.eye(len(lithium), dtype=bool)].min() > 1.2
