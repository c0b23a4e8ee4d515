"""Percolation against landscapes solved by hand, a slow independent search and the paper's own numbers."""

from __future__ import annotations

import json
from collections import deque

import numpy as np
import pytest
from ase import Atoms
from hypothesis import given
from hypothesis import strategies as st

from pesviz.errors import GridMismatchError
from pesviz.landscape.connectivity import footprint, neighbour_steps
from pesviz.landscape.lattice import bracket, contains, hermite_basis, reduced_vectors
from pesviz.landscape.percolation import percolate, percolate_ions, percolate_union, union_energies
from pesviz.landscape.torus_sweep import sorted_below
from pesviz.pes.grid import Grid
from pesviz.pes.result import PES, ScanSettings
from pesviz.structure.crystal import Crystal
from tests.golden import NAMES, golden

CUBE = np.eye(3) * 3.0
HEXAGONAL = np.array([[3.0, 0, 0], [-1.5, 1.5 * np.sqrt(3), 0], [0, 0, 4.0]])
SKEWED = np.array([[3.0, 0, 0], [1.4, 2.7, 0], [-1.1, 0.9, 3.3]])


def channel(shape, axis, level, wall=9.0, at=2):
    """A straight channel along one axis."""
    field = np.full(shape, wall)
    index = [at] * 3
    index[axis] = slice(None)
    field[tuple(index)] = level
    return field


# --- neighbours -------------------------------------------------------------------------------------------------


def test_orthogonal_cells_have_all_neighbours():
    assert len(neighbour_steps(np.diag([0.25, 0.21, 0.18]))) == 26
    assert footprint(np.diag([0.25, 0.21, 0.18])).all()


def test_hexagonal_cells_lose_the_long_diagonals():
    steps = {tuple(s) for s in neighbour_steps(HEXAGONAL / 12)}
    # |g_a − g_b|² = 3a² ≤ 2a² + c² since a < c; with ±c added it is longer than the limit by exactly a².
    assert (1, -1, 0) in steps
    assert {(1, -1, 1), (1, -1, -1), (-1, 1, 1), (-1, 1, -1)}.isdisjoint(steps)
    assert len(steps) == 22


@given(st.lists(st.floats(-2, 2), min_size=9, max_size=9))
def test_every_neighbour_has_its_opposite(numbers):
    steps = neighbour_steps(np.reshape(numbers, (3, 3)))
    assert {tuple(s) for s in steps} == {tuple(-s) for s in steps}


def test_steps_must_be_three_vectors():
    with pytest.raises(GridMismatchError, match="3×3"):
        neighbour_steps(np.ones(3))


# --- solved by hand ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("axis", [0, 1, 2])
@pytest.mark.parametrize("cell", [CUBE, HEXAGONAL, SKEWED])
def test_straight_channel(axis, cell):
    result = percolate(channel((6, 7, 8), axis, 0.3), cell)
    assert result.energies == (0.3, None, None)
    assert result.directions["1D"] == (tuple(np.eye(3, dtype=int)[axis]),)
    assert result.directions["2D"] == result.directions["3D"] == ()


def test_barrier_in_a_channel_is_its_highest_point():
    field = channel((6, 6, 6), 1, 0.0)
    field[2, 3, 2] = 0.7
    assert percolate(field, CUBE).energies == (0.7, None, None)


def test_channel_plane_network_in_turn():
    field = np.full((12, 12, 12), 3.0)
    field[5] = 2.0
    field[5, :, 5] = 1.0
    result = percolate(field, CUBE, top=4.0)
    assert result.energies == (1.0, 2.0, 3.0)
    assert result.directions == {
        "1D": ((0, 1, 0),),
        "2D": ((0, 1, 0), (0, 0, 1)),
        "3D": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    }
    assert [result.dimension(t) for t in (0.99, 1.0, 1.99, 2.0, 2.99, 3.0, 9.0)] == [0, 1, 1, 2, 2, 3, 3]
    assert result.directions_at(0.5) == ()
    assert result.directions_at(1.5) == ((0, 1, 0),)


@pytest.mark.parametrize("cell", [CUBE, SKEWED])
def test_diagonal_channel(cell):
    field = np.full((6, 6, 6), 9.0)
    field[np.arange(6), np.arange(6), 2] = 0.4
    result = percolate(field, cell)
    assert result.e_1d == 0.4
    assert result.directions["1D"] == ((1, 1, 0),)


def test_long_diagonal_is_closed_where_its_step_is_no_neighbour():
    field = np.full((6, 6, 6), 9.0)
    field[np.arange(6), -np.arange(6), np.arange(6)] = 0.4
    assert percolate(field, CUBE).directions["1D"] == ((1, -1, 1),)
    assert percolate(field, HEXAGONAL).energies == (None, None, None)


def test_helix_that_repeats_after_several_cells():
    """The channel comes back to itself only one cell further along a and three further along c."""
    field = np.full((30, 8, 10), 9.0)
    z = np.arange(30)
    field[z, 3, z % 10] = 0.2  # while i runs once through the cell, k runs through it three times
    assert percolate(field, CUBE).directions["1D"] == ((1, 0, 3),)


def test_crossing_free_channels_do_not_make_a_plane():
    field = np.full((8, 8, 8), 9.0)
    field[:, 1, 1] = 0.3
    field[4, :, 5] = 0.3
    field[:, 3, 3] = 0.5  # a third, parallel to the first
    result = percolate(field, CUBE)
    assert result.energies == (0.3, None, None)
    assert result.directions["1D"] == ((1, 0, 0), (0, 1, 0))


def test_channels_that_open_one_after_the_other_are_both_open_later():
    field = np.full((8, 8, 8), 9.0)
    field[:, 1, 1] = 0.3
    field[4, :, 5] = 0.6
    result = percolate(field, CUBE)
    assert result.directions["1D"] == ((1, 0, 0),)
    assert result.directions_at(0.59) == ((1, 0, 0),)
    assert result.directions_at(0.6) == ((1, 0, 0), (0, 1, 0))
    assert result.dimension(0.6) == 1


def test_two_channels_and_the_bridge_between_them():
    field = np.full((9, 9, 9), 9.0)
    field[:, 1, 1] = 0.3
    field[4, :, 5] = 0.4
    field[4, 1, 1:6] = np.minimum(field[4, 1, 1:6], 0.8)
    result = percolate(field, CUBE)
    assert result.energies == (0.3, 0.8, None)
    assert result.directions["2D"] == ((1, 0, 0), (0, 1, 0))


def test_three_channels_meeting_in_one_point_open_at_once():
    field = np.minimum.reduce([channel((6, 6, 6), axis, 0.25) for axis in range(3)])
    result = percolate(field, CUBE)
    assert result.energies == (0.25, 0.25, 0.25)
    assert result.directions["1D"] == result.directions["3D"] == ((1, 0, 0), (0, 1, 0), (0, 0, 1))


def test_plane_of_two_slanted_channels_has_their_lattice():
    """[110] at one height, [1−10] at another, one bridge: the open lattice is not all of the plane's."""
    field = np.full((8, 8, 8), 9.0)
    i = np.arange(8)
    field[i, i, 2] = 0.5
    field[i, -i, 5] = 0.5
    field[0, 0, 3:5] = 0.5
    result = percolate(field, CUBE)
    assert result.energies == (0.5, 0.5, None)
    assert np.array_equal(hermite_basis(result.directions["2D"]), [[1, 1, 0], [0, 2, 0], [0, 0, 0]])


def test_directions_are_those_at_the_end_of_an_energy():
    """Of equal points the last one refines the lattice, after three dimensions are open: it must not be forgotten."""
    field = np.full((8, 8, 8), 9.0)
    i = np.arange(8)
    field[i, i, 2] = field[i, -i, 5] = field[0, 0, i] = 0.5  # [110], [1−10], [001]: every second lattice point
    assert np.array_equal(hermite_basis(percolate(field, CUBE).directions["3D"]), [[1, 1, 0], [0, 2, 0], [0, 0, 1]])
    field[:, 7, 7] = 0.5  # [100]
    assert percolate(field, CUBE).directions["3D"] == ((1, 0, 0), (0, 1, 0), (0, 0, 1))


@pytest.mark.parametrize("n", [1, 2, 3])
@pytest.mark.parametrize("axis", [0, 1, 2])
def test_thin_cells_are_their_own_neighbours(n, axis):
    shape = [7, 7, 7]
    shape[axis] = n
    field = np.full(shape, 9.0)
    index = [3, 3, 3]
    index[axis] = slice(None)
    field[tuple(index)] = 0.1
    cell = CUBE * np.array(shape)[:, None] / 7
    result = percolate(field, cell)
    assert result.energies == (0.1, None, None)
    assert result.directions["1D"] == (tuple(np.eye(3, dtype=int)[axis]),)


def test_single_point_is_open_in_every_direction():
    assert percolate(np.zeros((1, 1, 1)), CUBE, top=1.0).energies == (0.0, 0.0, 0.0)


def test_site_ignores_channels_the_ion_cannot_reach():
    field = channel((8, 8, 8), 0, 0.2)  # an empty channel ...
    field[5, :, 6] = 0.9  # ... and the ion's own, higher up
    field[5, 5, 6] = 0.0
    assert percolate(field, CUBE).e_1d == 0.2
    own = percolate(field, CUBE, site=(5, 5, 6))
    assert own.energies == (0.9, None, None)
    assert own.directions["1D"] == ((0, 1, 0),)


def test_site_that_joins_a_channel_that_is_open_already():
    field = channel((8, 8, 8), 0, 0.2)
    field[3, 2, 5] = 0.0
    field[3, 2, 3:5] = 0.6
    own = percolate(field, CUBE, site=(3, 2, 5))
    assert own.energies == (0.6, None, None)
    assert own.directions["1D"] == ((1, 0, 0),)


def test_site_whose_channel_is_taken_up_by_a_larger_one():
    field = np.full((9, 12, 9), 9.0)
    field[:, 1, 1] = 0.3  # the ion's channel
    field[4, :, 5] = field[5, :, 5] = 0.2  # another one, larger and there before
    field[4, 1, 2:5] = 0.8
    own = percolate(field, CUBE, site=(0, 1, 1))
    assert own.energies == (0.3, 0.8, None)
    assert own.directions["1D"] == ((1, 0, 0),)
    assert own.directions["2D"] == ((1, 0, 0), (0, 1, 0))


# --- directions -------------------------------------------------------------------------------------------------


@given(st.lists(st.tuples(*[st.integers(-9, 9)] * 3), max_size=5), st.sampled_from([CUBE, HEXAGONAL, SKEWED]))
def test_reduced_vectors_span_the_same_lattice(vectors, cell):
    basis = hermite_basis(np.reshape(vectors, (-1, 3)))
    reduced = reduced_vectors(basis, cell)
    assert np.array_equal(hermite_basis(np.reshape(reduced, (-1, 3))), basis)
    assert all(next(x for x in v if x) > 0 for v in reduced)


def test_directions_are_written_with_overbars():
    assert bracket((1, -1, 0)) == "[11\u03040]"
    assert bracket((0, 2, 0)) == "[010]"
    assert bracket((1, 0, -12)) == "[1 0 −12]"


# --- what counts as closed --------------------------------------------------------------------------------------


def test_flat_field_opens_nowhere_below_its_highest_energy():
    result = percolate(np.ones((4, 4, 4)), CUBE)
    assert result.energies == (None, None, None)
    assert result.to_dict() == {
        "E_1D_eV": None,
        "E_2D_eV": None,
        "E_3D_eV": None,
        "directions": {"1D": None, "2D": None, "3D": None},
    }


def test_infinite_energies_are_never_open():
    field = np.full((5, 5, 5), np.inf)
    field[2] = 1.0
    field[2, 2] = 0.5
    result = percolate(field, CUBE, top=np.inf)
    assert result.energies == (0.5, 1.0, None)


def test_to_dict_survives_json():
    result = percolate(channel((5, 5, 5), 1, 0.25), CUBE).to_dict()
    assert json.loads(json.dumps(result)) == result
    assert result["directions"]["1D"] == [[0, 1, 0]]


@pytest.mark.parametrize(
    "field", [np.zeros((3, 3)), np.zeros((0, 2, 2)), np.array([[["a"]]]), np.full((2, 2, 2), np.nan)]
)
def test_what_is_no_field_is_refused(field):
    with pytest.raises(GridMismatchError):
        percolate(field, CUBE)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_points_are_sorted_by_energy_then_index(rng, dtype):
    values = rng.integers(-5, 6, 4000).astype(dtype) / 7
    values[::5] = -0.0
    order = sorted_below(values, 0.5)
    below = np.flatnonzero(values < dtype(0.5))
    assert np.array_equal(order, below[np.argsort(values[below], kind="stable")])


# --- ions and their union ---------------------------------------------------------------------------------------


def scan_result(*surfaces):
    """A PES of one ion for each surface."""
    atoms = Atoms(f"Li{len(surfaces)}Cl", cell=CUBE, pbc=True)
    energies = np.array(surfaces, dtype=np.float32)
    crystal = Crystal(atoms, "Li", tuple(range(len(surfaces))))
    return PES(
        crystal,
        Grid(CUBE, energies.shape[1:]),
        energies,
        energies == energies.max(axis=(1, 2, 3), keepdims=True),
        np.zeros(len(surfaces)),
        {"name": "by hand"},
        ScanSettings(),
        energies.size,
        0.0,
    )


def test_ions_open_each_on_their_own_and_the_union_where_they_meet():
    along_a, along_b = channel((6, 6, 6), 0, 0.25), channel((6, 6, 6), 1, 0.5)
    first, second, third = percolate_ions(scan_result(along_a, along_b, along_a))
    assert first.energies == (0.25, None, None)
    assert second.directions["1D"] == ((0, 1, 0),)
    assert third is first  # the same surface is not swept twice
    union = percolate_union(scan_result(along_a, along_b, along_a))
    assert union.energies == (0.25, 0.5, None)  # the channels cross in (2, 2, 2)
    assert union.directions["2D"] == ((1, 0, 0), (0, 1, 0))


def test_union_is_closed_where_each_ion_is_at_its_own_highest_energy():
    low_wall, high_wall = channel((6, 6, 6), 0, 0.25, wall=1.0), channel((6, 6, 6), 0, 0.25, wall=9.0, at=4)
    union = percolate_union(scan_result(low_wall, high_wall))
    assert union.energies == (0.25, None, None)  # a wall of 1 eV is a wall, though the other ion's is higher
    assert np.isinf(union_energies(scan_result(low_wall, high_wall))[0, 0, 0])


# --- against a slow independent search --------------------------------------------------------------------------


def slow_lattice(open_points, cell, only=None):
    """Lattice and rank of every component of a set of points: breadth-first search that unrolls each component."""
    shape = np.array(open_points.shape)
    steps = list(neighbour_steps(cell / shape[:, None]))
    seen: dict[tuple, np.ndarray] = {}
    lattices = []
    for first in zip(*np.nonzero(open_points), strict=True) if only is None else [only]:
        if tuple(map(int, first)) in seen:
            continue
        seen[tuple(map(int, first))] = np.zeros(3, dtype=int)
        queue, windings = deque([tuple(map(int, first))]), []
        while queue:
            point = queue.popleft()
            for step in steps:
                there = np.array(point) + step
                wrap, home = np.divmod(there, shape)
                home = tuple(map(int, home))
                if not open_points[home]:
                    continue
                lift = seen[point] + wrap
                if home not in seen:
                    seen[home] = lift
                    queue.append(home)
                elif (lift != seen[home]).any():
                    windings.append(lift - seen[home])
        windings = np.unique(windings, axis=0) if windings else np.zeros((1, 3), dtype=int)
        lattices.append((int(np.linalg.matrix_rank(windings)), hermite_basis(windings)))
    return lattices


@given(
    st.tuples(st.integers(1, 5), st.integers(1, 5), st.integers(1, 6)),
    st.integers(0, 2**32 - 1),
    st.sampled_from([CUBE, HEXAGONAL, SKEWED]),
    st.integers(3, 12),
)
def test_agrees_with_a_search_at_every_level(shape, seed, cell, n_levels):
    field = np.random.default_rng(seed).integers(0, n_levels, shape).astype(np.float32)
    result = percolate(field, cell, top=n_levels)
    for level in range(n_levels):
        lattices = slow_lattice(field <= level, cell)
        dimension = max((rank for rank, _ in lattices), default=0)
        assert result.dimension(level) == dimension
        best = [b for rank, b in lattices if rank == dimension]
        directions = result.directions_at(level)
        if dimension == 3:
            continue  # after the first opening in three dimensions the sweep stops
        if dimension == 0:
            assert directions == ()
            continue
        for vector in directions:
            assert any(contains(b, vector) for b in best)
        if len({b.tobytes() for b in best}) == 1:
            assert np.array_equal(hermite_basis(directions), best[0])
    if result.e_3d is not None:
        best = [b for rank, b in slow_lattice(field <= result.e_3d, cell) if rank == 3]
        assert np.array_equal(hermite_basis(result.directions["3D"]), best[0])


@given(
    st.tuples(st.integers(3, 9), st.integers(3, 9), st.integers(3, 9)),
    st.integers(0, 2**32 - 1),
    st.sampled_from([CUBE, HEXAGONAL, SKEWED]),
)
def test_agrees_with_a_search_just_before_and_at_each_opening(shape, seed, cell):
    """Larger fields without ties: long chains of links, and components that many small ones have grown into."""
    field = np.random.default_rng(seed).permutation(np.prod(shape)).reshape(shape).astype(np.float32)
    result = percolate(field, cell, top=np.inf)
    site = (1, 1, 1)
    own = percolate(field, cell, top=np.inf, site=site)
    for dimension in (1, 2, 3):
        for level in (result.energies[dimension - 1] - 1, result.energies[dimension - 1]):
            found = max((rank for rank, _ in slow_lattice(field <= level, cell)), default=0)
            assert found == result.dimension(level)
            assert (found >= dimension) == (level == result.energies[dimension - 1])
        for level in (own.energies[dimension - 1] - 1, own.energies[dimension - 1]):
            found = slow_lattice(field <= level, cell, only=site)[0][0] if field[site] <= level else 0
            assert found == own.dimension(level)


@given(st.integers(0, 2**32 - 1), st.tuples(*[st.integers(0, 7)] * 3), st.permutations([0, 1, 2]))
def test_neither_origin_nor_names_of_axes_matter(seed, shift, axes):
    field = np.random.default_rng(seed).random((6, 5, 7)).astype(np.float32)
    result = percolate(field, SKEWED)
    moved = percolate(np.roll(field, shift, axis=(0, 1, 2)), SKEWED)
    assert moved.energies == result.energies
    assert moved.directions == result.directions
    renamed = percolate(field.transpose(axes), SKEWED[axes])
    assert renamed.energies == result.energies
    for key in ("1D", "2D", "3D"):
        back = np.zeros((len(result.directions[key]), 3), dtype=int)
        back[:, axes] = np.reshape(renamed.directions[key], (-1, 3))
        assert np.array_equal(hermite_basis(back), hermite_basis(result.directions[key]))


@given(st.integers(0, 2**32 - 1))
def test_supercell_opens_at_the_same_energies(seed):
    """Dimensions belong to the crystal, not to the cell that describes it: e.g. channels only get more images."""
    field = np.random.default_rng(seed).random((4, 5, 4)).astype(np.float32)
    tiled = np.tile(field, (2, 1, 3))
    assert percolate(tiled, SKEWED * [[2], [1], [3]]).energies == percolate(field, SKEWED).energies


# --- real crystals ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", NAMES)
def test_one_dimension_opens_at_the_papers_barrier(name):
    reference = golden(name)
    cell = reference.crystal.cell
    for energies, barrier in zip(reference.surfaces, reference.barriers, strict=True):
        result = percolate(energies, cell)
        assert result.e_1d == barrier  # every digit
        site = np.unravel_index(energies.argmin(), energies.shape)
        assert percolate(energies, cell, site=site).e_1d == result.e_1d


def test_lithium_nitride_opens_in_the_plane_before_c():
    surfaces, cell = golden("gvd").surfaces, golden("gvd").crystal.cell
    in_plane = percolate(surfaces[2], cell)  # Li(2), in the Li₂N layer
    assert in_plane.directions["1D"] == in_plane.directions["2D"] == ((1, 0, 0), (0, 1, 0))
    assert in_plane.e_1d == in_plane.e_2d < in_plane.e_3d
    along_c = percolate(surfaces[0], cell)
    assert along_c.directions["1D"] == ((0, 0, 1),)
    assert in_plane.e_1d < along_c.e_1d
    union = percolate(surfaces.min(axis=0), cell)
    assert union.directions["1D"] == ((1, 0, 0), (0, 1, 0))
    assert union.e_2d < union.e_3d
