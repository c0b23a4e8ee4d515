"""When a scan may end."""

from __future__ import annotations

import pytest

from pesviz.errors import SettingsError
from pesviz.landscape import Landscape
from pesviz.pes import ScanSettings
from pesviz.workflows.goals import answers, goal_of, may_reach
from pesviz.workflows.scan import scan


def test_goals_are_the_energies_of_the_landscape():
    landscape = scan("gallery:LiCl-wurtzite", "toy-network-3d")
    opened = landscape.percolation
    for name, energy in (("mpe", landscape.mpe), ("1d", opened.e_1d), ("2d", opened.e_2d), ("3d", opened.e_3d)):
        assert goal_of(name)(landscape.pes) == pytest.approx(energy)
    with pytest.raises(SettingsError, match="mpe, 1d, 2d or 3d"):
        goal_of("4d")


def test_what_may_reach_a_value():
    whole = scan("gallery:LiCl-wurtzite", "toy-network-3d").pes
    xi = Landscape(whole).xi
    assert may_reach(xi - 1e-6)(whole)
    assert not may_reach(xi + 1e-3)(whole) or xi > 0.999


def test_what_a_result_answers():
    known = scan("gallery:LiCl-wurtzite", "toy-network-3d", up_to=0.1).pes
    assert answers(known, ScanSettings(up_to=0.05))
    assert not answers(known, ScanSettings(up_to=0.2))
    assert not answers(known, ScanSettings())
    assert answers(scan("gallery:LiCl-wurtzite", "toy-network-3d").pes, ScanSettings(until="3d"))
