"""True crystals pass, whatever their cell; cells and coordinates that cannot be are refused quickly."""

from __future__ import annotations

import time

import numpy as np
import pytest
from ase import Atoms
from ase.build import bulk
from hypothesis import given
from hypothesis import strategies as st

from pesviz.errors import OverlapError, PesvizError, StructureError
from pesviz.structure import load, validate
from tests.golden import NAMES, golden

SALT = bulk("LiCl", "rocksalt", a=5.13)


@given(st.lists(st.integers(-6, 6), min_size=3, max_size=3))
def test_a_skewed_choice_of_cell_does_not_matter(shear):
    a, b, c = shear
    skewed = SALT.copy()
    skewed.set_cell(np.array([[1, a, b], [0, 1, c], [0, 0, 1]]) @ SALT.cell.array)
    validate(skewed)


@given(st.lists(st.integers(-1000, 1000), min_size=6, max_size=6))
def test_atoms_may_lie_in_other_cells(shift):
    moved = SALT.copy()
    moved.positions += np.array(shift).reshape(2, 3) @ SALT.cell.array
    validate(moved)


@given(st.floats(0.51, 2.0), st.integers(0, 2), st.integers(1, 9))
def test_the_limit_of_closeness_holds_through_images(distance, axis, cells):
    """An atom and its neighbour's image: refused below 0.5 Å, kept above, however far the image is written."""
    atoms = Atoms("LiCl", positions=np.zeros((2, 3)), cell=[5, 5, 5], pbc=True)
    atoms.positions[1, axis] = distance + 5 * cells
    validate(atoms)
    atoms.positions[1, axis] = 0.49 + 5 * cells
    with pytest.raises(OverlapError, match=r"0\.49 Å apart"):
        validate(atoms)


@pytest.mark.parametrize("cell", [[0.4, 10, 10], [1e-3, 1e2, 1e2], [1e-4, 1e4, 1], [1e-6, 1e6, 1]])
def test_a_thin_cell_overlaps_its_own_image_and_takes_no_time(cell):
    atoms = Atoms("LiCl", scaled_positions=[[0, 0, 0], [0.5, 0.5, 0.5]], cell=cell, pbc=True)
    started = time.process_time()
    with pytest.raises(PesvizError):
        validate(atoms)
    assert time.process_time() - started < 5
    with pytest.raises(OverlapError, match="its own image"):
        validate(Atoms("LiCl", scaled_positions=[[0, 0, 0], [0.5, 0.5, 0.5]], cell=[0.4, 10, 10], pbc=True))


@pytest.mark.parametrize("far", [1e7, 1e30, -1e300])
def test_absurd_coordinates(far):
    atoms = SALT.copy()
    atoms.positions[1, 0] = far
    with pytest.raises(StructureError, match=r"Atom 1 \(Cl\)"):
        validate(atoms)


@pytest.mark.parametrize("number", [np.nan, np.inf, -np.inf])
def test_cells_that_are_no_numbers(number):
    with pytest.raises(StructureError, match="not numbers"):
        validate(Atoms("LiCl", positions=[[0, 0, 0], [2, 2, 2]], cell=[number, 4, 4], pbc=True))


def test_golden_and_gallery_cells_pass():
    from pesviz.structure import gallery

    for name in NAMES:
        validate(golden(name).crystal.atoms)
    for entry in gallery():
        validate(load(f"gallery:{entry.key}", mobile=entry.mobile).atoms)
