"""A scan and its landscape at each milestone, and racing."""

from __future__ import annotations

import numpy as np
import pytest

from pesviz.landscape import Landscape
from pesviz.pes import ScanSettings, scan_steps
from pesviz.potentials import potential
from pesviz.structure import load
from pesviz.workflows.landscape_steps import follow, landscape_steps
from tests.workflows.toys import Small, crystal


def followed(**options):
    steps = scan_steps(crystal(), Small("toy-network-3d"), ScanSettings(**options))
    return list(follow(steps))


def test_one_estimate_per_pass_and_the_last_is_the_result():
    pairs = followed()
    estimates = [estimate for _, estimate in pairs if estimate]
    assert [e.final for e in estimates] == [False, False, False, True]
    assert [e.share for e in estimates] == sorted(e.share for e in estimates)
    assert estimates[-1].share == 1
    final = Landscape(pairs[-1][0].pes)
    assert estimates[-1].mpe == final.mpe == pytest.approx(0.2, abs=0.01)
    assert estimates[-1].connected == final.free_volume(0.5, "connected")
    assert len(pairs) > 3, "every progress is passed on"


def test_changes_are_differences_and_small_at_the_end():
    first, second, *_, last = (estimate for _, estimate in followed() if estimate)
    assert np.isnan([first.mpe_change, first.connected_change, first.disconnected_change]).all()
    assert second.mpe_change == pytest.approx(second.mpe - first.mpe)
    assert last.mpe_change == 0
    assert abs(last.disconnected_change) < 1e-12


def test_pictures_come_from_the_first_energies_on(monkeypatch):
    monkeypatch.setattr("pesviz.workflows.landscape_steps.FIRST_PAUSE_S", 0.0)
    entry, model = load("gallery:LiCl-wurtzite"), Small("toy-network-3d")
    pairs = list(landscape_steps(entry, model, ScanSettings(up_to=0.1), pictures=True))
    estimates = [estimate for _, estimate in pairs if estimate]
    assert estimates[0].share < 0.05
    assert estimates[0].limit is None
    assert estimates[-1].limit == 0.1
    assert estimates[-1].final


def test_a_high_limit_stops_at_the_first_one_on_the_way():
    model = potential("m3gnet-mp-2021", device="cpu")
    steps = list(landscape_steps(load("gallery:LiCl-wurtzite"), model, ScanSettings(up_to=0.8)))
    (at_limit,) = (estimate for step, estimate in steps if step.milestone == "limit")
    assert at_limit.limit == 0.6
    final = steps[-1][1].landscape
    assert at_limit.landscape.xi_estimate == final.xi
    assert final.up_to == 0.8


def test_racing_gives_up_what_cannot_reach_and_nothing_else():
    model = potential("m3gnet-mp-2021", device="cpu")
    settings = ScanSettings(up_to=0.6)
    bad, good = load("gallery:LiCoO2"), load("gallery:LiCl-wurtzite")
    *_, (stopped, estimate) = landscape_steps(bad, model, settings, at_least=0.9)
    assert stopped.early_stop
    assert np.isnan(estimate.landscape.xi)
    assert estimate.landscape.xi_estimate < 0.9
    *_, (kept, estimate) = landscape_steps(good, model, settings, at_least=0.9)
    assert not kept.early_stop
    assert estimate.landscape.xi > 0.9
