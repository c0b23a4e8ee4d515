"""Estimates after each stage: three of them, closer and closer, the last one the result."""

from __future__ import annotations

import numpy as np
import pytest
from ase import Atoms

from pesviz.landscape import analyse
from pesviz.landscape.convergence import stage_estimates
from pesviz.pes import ScanSettings, scan_steps
from pesviz.potentials import potential
from pesviz.structure.crystal import Crystal


class Small(type(potential("toy-network-3d"))):
    """A real toy in small chunks, so that stages have several."""

    def chunk_size(self, framework):
        return 32


def crystal() -> Crystal:
    """The toy solved by hand in its module: barriers 0.2 eV along c, 0.3 along b, 0.4 along a."""
    atoms = Atoms("LiCl", scaled_positions=[[0.5, 0.5, 0.5], [0, 0, 0]], cell=[3.4, 4.1, 4.7], pbc=True)
    return Crystal(atoms, "Li", (0,))


def followed(**options):
    steps = scan_steps(crystal(), Small("toy-network-3d"), ScanSettings(**options))
    return list(stage_estimates(steps))


def test_one_estimate_per_stage_and_the_last_is_the_result():
    pairs = followed()
    estimates = [found for _, found in pairs if found]
    assert [e.stage for e in estimates] == [1, 2, 3]
    assert [e.share for e in estimates] == sorted(e.share for e in estimates)
    assert estimates[-1].share == 1
    final = analyse(pairs[-1][0].pes)
    assert estimates[-1].mpe == final.mpe == pytest.approx(0.2, abs=0.01)
    assert estimates[-1].connected == final.free_volume(0.5, "connected")
    assert len(pairs) > 3, "every progress is passed on"


def test_changes_are_differences_and_small_at_the_end():
    first, second, third = (found for _, found in followed() if found)
    assert np.isnan([first.mpe_change, first.connected_change, first.disconnected_change]).all()
    assert second.mpe_change == pytest.approx(second.mpe - first.mpe)
    assert third.disconnected_change == pytest.approx(third.disconnected - second.disconnected)
    assert abs(third.mpe_change) <= abs(second.mpe_change)
    assert abs(third.disconnected_change) < 0.1 * third.disconnected


def test_an_energy_limited_scan_has_no_number_above_its_limit():
    *_, last = (found for _, found in followed(up_to=0.1) if found)
    assert last.mpe == np.inf
    assert np.isnan([last.connected, last.mpe_change]).all()
