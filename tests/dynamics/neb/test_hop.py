"""Hops in supercells: which part of a path, which atom moves, what is taken out."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pesviz.dynamics.neb.hop import hop_segment, path_minima, supercell_hop
from pesviz.errors import SettingsError
from pesviz.landscape.paths.neighbour import neighbour_path
from pesviz.landscape.paths.path import ion_path
from pesviz.structure.crystal import Crystal
from pesviz.workflows.scan import scan
from tests.dynamics import gates
from tests.dynamics.gates import surface


@pytest.fixture(scope="module")
def pes():
    return surface()


@pytest.mark.parametrize("shift", [(0, 0, 1), (-1, 2, 0)])
def test_an_ion_written_down_in_another_cell_hops_all_the_same(shift):
    atoms = gates.crystal()
    atoms.positions[0] += np.array(shift) * gates.CELL
    elsewhere = scan(Crystal(atoms, "Li", (0,)), "ase:tests.dynamics.gates:Gates").pes
    hop = supercell_hop(elsewhere, 0)
    assert len(hop.vacancies) == 1
    assert len(hop.atoms) == 35
    distances = hop.atoms.get_all_distances(mic=True)[hop.moving]
    assert np.sort(distances)[1] > 2.0
    assert np.allclose(hop.atoms.positions[hop.moving], atoms.positions[0])


def test_images_lie_on_the_frozen_path(pes):
    hop = supercell_hop(pes, 0)
    places = hop.places(9)
    steps = np.linalg.norm(np.diff(places, axis=0), axis=1)
    assert steps == pytest.approx(steps[0], rel=0.05)
    assert np.allclose(places[:, :2], 0.0)
    assert hop.default_images % 2 == 1


def test_two_cells_along_empty_both_places(pes):
    hop = supercell_hop(pes, 0, direction=(0, 0, 2), size=(3, 3, 3))
    assert [v.fractional[2] for v in hop.vacancies] == pytest.approx([1.0, 2.0])


def test_the_highest_part_of_a_path_lies_between_minima():
    path = ion_path(surface("bumpy"), 0)
    assert path_minima(path.energies).tolist() == [0, 8, 16]
    part = hop_segment(path, "bottleneck")
    assert part.energies.max() == path.barrier
    assert part.lengths[0] == 0.0
    assert part.length == pytest.approx(path.length / 2)


@given(st.lists(st.floats(0, 3), min_size=2, max_size=40), st.floats(0.01, 1))
def test_minima_of_any_path(energies, depth):
    found = path_minima(np.array(energies), depth)
    assert found[0] == 0
    assert found[-1] == len(energies) - 1
    assert np.all(np.diff(found) > 0)
    for left, middle, right in zip(found, found[1:], found[2:], strict=False):
        low = energies[middle]
        assert max(energies[: middle + 1]) >= low + depth  # it rises on both sides
        assert max(energies[middle:]) >= low + depth
        assert low == min(energies[left + 1 : right]) or max(energies[left:right]) > low


def test_in_a_skewed_cell_the_image_is_taken_out_and_nothing_else():
    # a sheared description of the same crystal: c' = c + a, so that the hop along c is ±[-1 0 1]
    shear = np.array([[1, 0, 0], [0, 1, 0], [1, 0, 1]])
    atoms = gates.crystal()
    atoms.set_cell(shear @ atoms.cell.array, scale_atoms=False)
    atoms.wrap()
    skewed = scan(Crystal(atoms, "Li", (0,)), "ase:tests.dynamics.gates:Gates").pes
    hop = supercell_hop(skewed, 0, size=(3, 2, 2))
    reached = np.array(hop.segment.lattice_vector) @ skewed.crystal.cell
    assert np.abs(reached) == pytest.approx([0, 0, gates.CELL[2]])
    (vacancy,) = hop.vacancies
    assert np.array(vacancy.fractional) @ skewed.crystal.cell == pytest.approx(reached, abs=1e-6)
    assert len(hop.atoms) == 2 * 12 - 1
    assert not hop.own_image


@pytest.fixture(scope="module")
def row():
    """The same crystal twice as long: two ions in a row, each with another in the next site along c."""
    atoms = gates.crystal().repeat((1, 1, 2))
    return scan(Crystal(atoms, "Li", (0, 2)), "ase:tests.dynamics.gates:Gates").pes


def test_the_next_site_is_that_of_the_neighbour(row):
    found = neighbour_path(row, 0)
    assert found.end == 1
    assert found.path.length == pytest.approx(gates.CELL[2], abs=0.01)
    assert found.path.barrier == pytest.approx(gates.FROZEN, abs=1e-4)
    assert ion_path(row, 0).barrier > gates.FROZEN + 1.0, "on its own it would have to get round the neighbour"


def test_the_neighbour_leaves_its_site(row):
    hop = supercell_hop(row, 0, kind="neighbour")
    assert [(v.index, v.symbol) for v in hop.vacancies] == [(2, "Li")]
    assert not hop.own_image
    assert hop.describe().startswith("Vacancy hop: Li 2 at (0.000, 0.000, ")
    ions = np.flatnonzero(hop.atoms.numbers == 3)
    assert len(ions) == 2 * np.prod(hop.repeats) - 1
    assert hop_segment(hop.segment, "neighbour").length == hop.segment.length


def test_a_direction_is_no_neighbour(row):
    with pytest.raises(SettingsError, match="image"):
        supercell_hop(row, 0, kind="neighbour", direction=(0, 0, 1))
