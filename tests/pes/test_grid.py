"""The grid convention."""

from __future__ import annotations

import numpy as np
import pytest

from pesviz.errors import SettingsError
from pesviz.pes import Grid, ScanSettings


def test_the_smallest_numbers_that_keep_the_spacing():
    grid = Grid.from_spacing(np.diag([4.0, 4.01, 0.2]), 0.25)
    assert grid.shape == (16, 17, 1)
    assert max(grid.spacing) <= 0.25


def test_index_over_n_is_the_fractional_coordinate():
    cell = np.array([[3.0, 0, 0], [1.0, 2.0, 0], [0, 0.5, 4.0]])
    grid = Grid(cell, (3, 4, 5))
    flat = np.ravel_multi_index((2, 1, 3), grid.shape)
    assert grid.positions(np.array([flat]))[0] == pytest.approx(np.array([2 / 3, 1 / 4, 3 / 5]) @ cell)
    assert grid.fractional.max() < 1


@pytest.mark.parametrize("spacing", [0.0, -1.0, np.nan, np.inf])
def test_impossible_spacings(spacing):
    with pytest.raises(SettingsError, match="positive"):
        Grid.from_spacing(np.eye(3), spacing)


@pytest.mark.parametrize("values", [{"r_min": -1}, {"grid": "odd"}, {"up_to": 0.0}, {"up_to": np.nan}])
def test_impossible_settings(values):
    with pytest.raises(SettingsError):
        ScanSettings(**values)
