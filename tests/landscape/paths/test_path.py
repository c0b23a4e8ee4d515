"""Paths and hop networks: solved by hand, against a search on the unwrapped lattice, and on the golden scans."""

from __future__ import annotations

import heapq
import json

import numpy as np
import pytest
from ase import Atoms
from hypothesis import given
from hypothesis import strategies as st

from pesviz.errors import GridMismatchError, SettingsError
from pesviz.landscape.connectivity import neighbour_steps
from pesviz.landscape.paths.network import hop_network
from pesviz.landscape.paths.path import near_atoms, percolation_path
from pesviz.landscape.paths.routes import shortest_route
from pesviz.landscape.percolation import percolate
from pesviz.pes.grid import Grid
from pesviz.structure.crystal import Crystal
from tests.golden import NAMES, golden

CUBE = np.eye(3) * 3.0
HEXAGONAL = np.array([[3.0, 0, 0], [-1.5, 1.5 * np.sqrt(3), 0], [0, 0, 4.0]])
SKEWED = np.array([[3.0, 0, 0], [1.4, 2.7, 0], [-1.1, 0.9, 3.3]])


def double_well(n=12):
    """A channel along b with two sites and two unlike saddles, in a box of 3 Å."""
    field = np.full((n, n, n), 5.0)
    along = np.full(n, 0.3)
    along[0], along[n // 2] = 0.0, 0.1
    along[n // 4], along[3 * n // 4] = 0.5, 0.8
    field[2, :, 3] = along
    return field, Grid(CUBE, field.shape)


# --- path -------------------------------------------------------------------------------------------------------


def test_straight_channel_by_hand():
    field, grid = double_well()
    path = percolation_path(field, grid, (2, 0, 3))
    assert path.barrier == 0.8
    assert path.lattice_vector == (0, 1, 0)
    assert path.length == pytest.approx(3.0)
    assert np.allclose(path.points[:, 1], np.arange(13) / 12)
    assert np.array_equal(path.energies, np.append(field[2, :, 3], 0.0))
    assert np.allclose(path.lengths, np.arange(13) * 0.25)
    assert path.bottleneck == 9
    assert path.bottleneck_point == pytest.approx((2 / 12, 9 / 12, 3 / 12))
    assert np.allclose(path.positions[-1] - path.positions[0], [0, 3.0, 0])
    assert path.complete


@pytest.mark.parametrize(
    ("threshold", "n"), [(-1.0, 1), (0.0, 1), (0.2, 1), (0.3, 3), (0.5, 9), (0.79, 9), (0.8, 13), (9.0, 13)]
)
def test_path_stops_where_the_ion_would(threshold, n):
    field, grid = double_well()
    path = percolation_path(field, grid, (2, 0, 3)).truncate(threshold)
    assert len(path.points) == len(path.energies) == len(path.lengths) == n
    assert path.complete is (threshold >= 0.8)
    assert path.barrier == 0.8  # of the whole way, which is what stops the ion


def test_detour_below_the_barrier_is_preferred_to_the_short_way_above():
    field = np.full((8, 8, 8), 9.0)
    field[1, :, 1] = 0.2
    field[1, 4, 1] = 1.0  # straight on
    field[2:5, 3, 1] = field[4, 3:6, 1] = field[2:5, 5, 1] = 0.6  # round it
    path = percolation_path(field, Grid(CUBE, field.shape), (1, 0, 1))
    assert path.barrier == 0.6
    assert path.length > 3.0


def test_of_two_ways_with_the_same_barrier_the_shorter():
    field = np.full((12, 12, 12), 9.0)
    field[0, :, 0] = 0.5
    field[0, 0, 0] = 0.0
    for k, i in enumerate([0, 1, 2, 3, 3, 3, 3, 3, 3, 2, 1, 0]):
        field[i, k, 6] = 0.4  # a longer way that would do with less
    field[0, 0, 1:6] = 0.5
    assert percolation_path(field, Grid(CUBE, field.shape), (0, 0, 0)).length == pytest.approx(3.0)


def test_of_equally_short_ways_the_one_through_lower_energies():
    field = np.full((8, 8, 4), 9.0)
    field[:, 0, 0] = 0.5
    field[0, 0, 0] = 0.0
    field[3, 0, 0] = 9.0
    field[3, 1, 0], field[3, -1, 0] = 0.4, 0.3  # two ways round one point, alike but for the energy
    path = percolation_path(field, Grid(CUBE, field.shape), (0, 0, 0))
    assert 0.3 in path.energies
    assert 0.4 not in path.energies


def test_direction_can_be_asked_for():
    field = np.minimum(double_well()[0], 5.0)
    field[:, 0, 3] = np.minimum(field[:, 0, 3], 1.5)
    grid = Grid(CUBE, field.shape)
    assert percolation_path(field, grid, (2, 0, 3)).lattice_vector == (0, 1, 0)
    across = percolation_path(field, grid, (2, 0, 3), direction=(1, 0, 0))
    assert (across.barrier, across.lattice_vector) == (1.5, (1, 0, 0))
    both = percolation_path(field, grid, (2, 0, 3), direction=(1, -2, 0))
    assert (both.barrier, both.lattice_vector) == (1.5, (1, -2, 0))
    assert np.allclose(both.points[-1] - both.points[0], (1, -2, 0))
    assert percolation_path(field, grid, (2, 0, 3), direction=(0, 0, 1)) is None
    with pytest.raises(SettingsError):
        percolation_path(field, grid, (2, 0, 3), direction=(0, 0, 0))


def test_no_path_where_the_field_is_closed():
    field = np.ones((5, 5, 5))
    field[0, 0, 0] = 0.0
    assert percolation_path(field, Grid(CUBE, field.shape), (0, 0, 0)) is None


def test_field_and_grid_must_agree():
    with pytest.raises(GridMismatchError):
        percolation_path(np.ones((5, 5, 5)), Grid(CUBE, (5, 5, 4)), (0, 0, 0))
    with pytest.raises(GridMismatchError):
        hop_network(np.ones((5, 5, 5)), Grid(CUBE, (5, 5, 4)))


@pytest.mark.parametrize("n", [1, 2, 3])
def test_thin_cells(n):
    field = np.full((6, n, 6), 9.0)
    field[2, :, 3] = 0.5
    path = percolation_path(field, Grid(CUBE * [[1], [n / 6], [1]], field.shape), (2, 0, 3))
    assert path.lattice_vector == (0, 1, 0)
    assert len(path.points) == n + 1
    assert path.length == pytest.approx(n / 2)


def test_smoothing_keeps_the_ends_and_shortens_the_corners():
    field = np.full((12, 12, 12), 9.0)
    for k, i in enumerate([0, 0, 1, 2, 3, 3, 3, 3, 2, 1, 0, 0]):
        field[i, k, 6] = 0.4
    field[0, 0, 6] = 0.0
    path = percolation_path(field, Grid(CUBE, field.shape), (0, 0, 6))
    points, energies = path.smooth()
    assert np.allclose(points[[0, -1]], path.points[[0, -1]], atol=1e-6)
    assert energies[0] == path.energies[0]
    assert energies.max() == path.barrier
    length = np.linalg.norm(np.diff(points @ CUBE, axis=0), axis=1).sum()
    assert 3.0 < length < path.length
    spread = np.linalg.norm((points[:, None] - path.points[None]) @ CUBE, axis=-1).min(axis=1)
    assert spread.max() < 0.5
    with pytest.raises(SettingsError):
        path.smooth(width=0)


def test_smoothing_what_is_left_of_a_path_works_down_to_one_point():
    field, grid = double_well()
    path = percolation_path(field, grid, (2, 0, 3))
    for threshold in (-1, 0.3, 0.5):
        points, energies = path.truncate(threshold).smooth()
        assert len(points) == len(energies) >= 1


def test_to_dict_survives_json():
    field, grid = double_well()
    plain = percolation_path(field, grid, (2, 0, 3)).to_dict()
    assert json.loads(json.dumps(plain)) == plain
    assert plain["barrier_eV"] == 0.8
    network = hop_network(field, grid).to_dict()
    assert json.loads(json.dumps(network))["sites"] == network["sites"]


def slow_shortest(field, grid, start, level):
    """Shortest way to any image: Dijkstra on the unwrapped lattice with a dictionary, no theorem about loops."""
    shape, steps = np.array(grid.shape), neighbour_steps(grid.steps)
    lengths = np.linalg.norm(steps @ grid.steps, axis=1)
    distance, queue, done = {tuple(start): 0.0}, [(0.0, tuple(start))], set()
    while queue:
        so_far, point = heapq.heappop(queue)
        if point in done:
            continue
        done.add(point)
        if point != tuple(start) and not (np.subtract(point, start) % shape).any():
            return so_far
        for step, length in zip(steps, lengths, strict=True):
            there = tuple(int(x) for x in np.add(point, step))
            if field[tuple(np.mod(there, shape))] <= level and so_far + length < distance.get(there, np.inf):
                distance[there] = so_far + length
                heapq.heappush(queue, (so_far + length, there))
    return None


@given(
    st.tuples(st.integers(1, 5), st.integers(2, 5), st.integers(2, 5)),
    st.integers(0, 2**32 - 1),
    st.sampled_from([CUBE, HEXAGONAL, SKEWED]),
)
def test_path_is_the_shortest_there_is(shape, seed, cell):
    field = np.random.default_rng(seed).integers(0, 6, shape).astype(float)
    grid = Grid(cell, shape)
    start = tuple(int(x) for x in np.unravel_index(field.argmin(), shape))
    path = percolation_path(field, grid, start, top=7.0)
    site = percolate(field, cell, site=start, top=7.0)
    assert path.barrier == site.e_1d
    assert path.length == pytest.approx(slow_shortest(field, grid, start, site.e_1d), rel=1e-5)
    assert np.allclose(path.points[0] * shape, start)
    assert np.allclose(path.points[-1] - path.points[0], path.lattice_vector)
    steps = {tuple(s) for s in neighbour_steps(grid.steps)}
    assert {tuple(s) for s in np.rint(np.diff(path.points * shape, axis=0)).astype(int)} <= steps
    asked = percolation_path(field, grid, start, direction=path.lattice_vector, top=7.0)
    assert asked.barrier == path.barrier
    assert asked.length == pytest.approx(path.length, rel=1e-5)


def test_route_to_a_cell_that_cannot_be_reached_ends():
    field = np.full((6, 6, 6), 9.0)
    field[2, :, 3] = 0.0  # open for ever along b
    assert shortest_route(field, Grid(CUBE, field.shape), (2, 0, 3), (2, 0, 3), 1.0, (1, 0, 0)) is None
    assert shortest_route(field, Grid(CUBE, field.shape), (2, 0, 3), (1, 0, 3), 1.0) is None
    assert len(shortest_route(field, Grid(CUBE, field.shape), (2, 0, 3), (2, 1, 3), 1.0, (0, 3, 0))) == 20


# --- atoms around the bottleneck ----------------------------------------------------------------------------------


@pytest.mark.parametrize("cell", [CUBE, HEXAGONAL, SKEWED])
def test_near_atoms_are_those_of_the_repeated_crystal(cell, rng):
    atoms = Atoms("LiClBr", scaled_positions=rng.random((3, 3)) * 3 - 1, cell=cell, pbc=True)
    crystal = Crystal(atoms, "Li", (0,))
    point = np.array([1.7, -0.4, 0.2])
    found = near_atoms(crystal, 0, point, 4.0)
    block = atoms[1:].repeat((9, 9, 9))
    block.positions -= 4 * cell.sum(axis=0)
    distances = np.linalg.norm(block.positions - (point - np.floor(point)) @ cell, axis=1)
    expected = np.sort(distances[distances <= 4.0])
    assert np.allclose([a.distance for a in found], expected)
    for atom in found:
        assert atom.symbol == atoms.symbols[atom.index] != "Li"
        assert np.linalg.norm((np.array(atom.fractional) - point) @ cell) == pytest.approx(atom.distance)


# --- network ----------------------------------------------------------------------------------------------------


def test_network_of_a_double_well():
    field, grid = double_well()
    network = hop_network(field, grid)
    assert [(s.index, s.energy) for s in network.sites] == [((2, 0, 3), 0.0), ((2, 6, 3), 0.1)]
    assert [(h.start, h.end, h.offset, h.energy) for h in network.hops] == [
        (0, 1, (0, 0, 0), 0.5),
        (0, 1, (0, -1, 0), 0.8),
    ]
    assert network.hops[0].forward == pytest.approx(0.5)
    assert network.hops[0].backward == pytest.approx(0.4)
    assert network.hops[1].saddle == pytest.approx((2 / 12, -3 / 12, 3 / 12))


def test_window_and_depth_filter():
    field, grid = double_well()
    assert len(hop_network(field, grid, window=0.6).hops) == 1
    assert len(hop_network(field, grid, window=0.4).hops) == 0
    alone = hop_network(field, grid, min_depth=0.45)  # the second site is 0.4 eV deep
    assert [s.index for s in alone.sites] == [(2, 0, 3)]
    assert [(h.start, h.end, h.offset, h.energy) for h in alone.hops] == [(0, 0, (0, 1, 0), 0.8)]
    with pytest.raises(SettingsError):
        hop_network(field, grid, min_depth=-1)


def test_a_plateau_is_one_site():
    field = np.full((9, 9, 9), 3.0)
    field[4, [2, 3, 5, 6, 4], 4] = 0.0
    assert len(hop_network(field, Grid(CUBE, field.shape), window=2.0, min_depth=0.0).sites) == 1


def test_shallow_basins_across_the_face_of_the_cell():
    """A shallow basin in the next cell joins the site behind the face; what it led to is seen from there."""
    n = 12
    field = np.full((6, n, 6), 5.0)
    along = np.array([0.2, 0.21, 0.9, 0.6, 0.5, 0.6, 1.2, 0.6, 0.3, 0.6, 0.0, 0.22])
    field[2, :, 3] = (
        along  # minima at 0 (shallow: 0.02 below 0.22), 4, 8, 10; the site of 0 is 10, in the cell before
    )
    network = hop_network(field, Grid(CUBE, field.shape), window=2.0, min_depth=0.05)
    assert [s.index[1] for s in network.sites] == [10, 8, 4]
    hops = {(h.start, h.end, h.offset): h.energy for h in network.hops}
    assert hops == {(0, 1, (0, 0, 0)): 0.6, (0, 2, (0, 1, 0)): 0.9, (1, 2, (0, 0, 0)): 1.2}
    assert {tuple(np.rint(np.array(h.saddle) * n)[1:2]) for h in network.hops} == {(9.0,), (14.0,), (6.0,)}


def test_basins_that_join_one_after_the_other_keep_count_of_cells():
    n = 12
    field = np.full((6, n, 6), 5.0)
    # The basin at 0 joins that at 10 behind the face, then the one at 2 joins both.
    field[2, :, 3] = [0.02, 0.05, 0.01, 0.4, 0.6, 0.5, 0.3, 0.5, 0.9, 0.5, 0.0, 0.04]
    network = hop_network(field, Grid(CUBE, field.shape), window=2.0, min_depth=0.05)
    assert [s.index[1] for s in network.sites] == [10, 6]
    assert [(h.start, h.end, h.offset, h.energy) for h in network.hops] == [
        (0, 1, (0, 1, 0), 0.6),
        (0, 1, (0, 0, 0), 0.9),
    ]
    assert [round(h.saddle[1] * n) for h in network.hops] == [16, 8]


@given(st.integers(0, 2**32 - 1), st.sampled_from([CUBE, HEXAGONAL, SKEWED]), st.sampled_from([0.0, 0.05, 0.3]))
def test_network_opens_where_the_field_does(seed, cell, depth):
    """The graph of sites and hops must percolate at the very energy at which the field does."""
    field = np.random.default_rng(seed).random((6, 7, 6))
    grid = Grid(cell, field.shape)
    network = hop_network(field, grid, window=1.0, min_depth=depth)
    opened = percolate(field, cell)
    # Sites that were taken together count as one place, though up to `depth` may lie between them.
    for level, dimension in ((opened.e_1d, 1), (opened.e_2d, 2), (opened.e_3d, 3)):
        assert graph_dimension(network, level) >= dimension
        assert graph_dimension(network, level - depth - 1e-9) < dimension
    for hop in network.hops:
        path = network.segment(hop)
        assert path.barrier <= hop.energy + depth
        assert hop.energy in path.energies
        start, end = network.sites[hop.start], network.sites[hop.end]
        assert np.allclose(path.points[0], start.fractional)
        assert np.allclose(path.points[-1], np.add(end.fractional, hop.offset))
        assert hop.forward == pytest.approx(hop.energy - start.energy)


def graph_dimension(network, level):
    """Largest number of dimensions in which a component of the hop graph repeats at an energy."""
    links = [[] for _ in network.sites]
    for hop in network.hops:
        if hop.energy <= level:
            links[hop.start].append((hop.end, np.array(hop.offset)))
            links[hop.end].append((hop.start, -np.array(hop.offset)))
    seen, best = {}, 0
    for first in range(len(links)):
        if first in seen:
            continue
        seen[first], stack, loops = np.zeros(3, dtype=int), [first], [np.zeros(3, dtype=int)]
        while stack:
            site = stack.pop()
            for there, offset in links[site]:
                if there in seen:
                    loops.append(seen[site] + offset - seen[there])
                else:
                    seen[there] = seen[site] + offset
                    stack.append(there)
        best = max(best, int(np.linalg.matrix_rank(np.array(loops))))
    return best


# --- real crystals ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", NAMES)
def test_paths_have_the_papers_barriers(name):
    crystal, grid = golden(name).crystal, golden(name).grid
    for energies, barrier in zip(golden(name).surfaces, golden(name).barriers, strict=True):
        start = np.unravel_index(energies.argmin(), energies.shape)
        path = percolation_path(energies, grid, start)
        assert path.barrier == barrier
        assert path.energies[0] == path.energies[-1] == 0.0
        assert path.length >= np.linalg.norm(np.array(path.lattice_vector) @ grid.cell) - 1e-9
        assert path.surroundings(crystal, 0, 4.0)
        network = hop_network(energies, grid)
        assert network.sites[0].energy == 0.0
