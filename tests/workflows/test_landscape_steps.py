"""Scans as landscapes: estimates at milestones, goals, racing, and one call that does it all."""

from __future__ import annotations

import numpy as np
import pytest
from ase import Atoms

from pesviz.errors import PotentialError, SettingsError
from pesviz.landscape import Landscape
from pesviz.pes import ScanSettings, scan_steps
from pesviz.potentials import potential
from pesviz.structure import load
from pesviz.structure.crystal import Crystal
from pesviz.workflows.goals import answers, goal_of, may_reach
from pesviz.workflows.landscape_steps import follow, landscape_steps
from pesviz.workflows.scan import scan


class Small(type(potential("toy-network-3d"))):
    """A real toy in small chunks, so that passes have several."""

    def chunk_size(self, framework):
        return 32


def crystal() -> Crystal:
    """The toy solved by hand in its module: barriers 0.2 eV along c, 0.3 along b, 0.4 along a."""
    atoms = Atoms("LiCl", scaled_positions=[[0.5, 0.5, 0.5], [0, 0, 0]], cell=[3.4, 4.1, 4.7], pbc=True)
    return Crystal(atoms, "Li", (0,))


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


def test_goals_are_the_energies_of_the_landscape():
    landscape = scan("gallery:LiCl-wurtzite", "toy-network-3d")
    opened = landscape.percolation
    for name, energy in (("mpe", landscape.mpe), ("1d", opened.e_1d), ("2d", opened.e_2d), ("3d", opened.e_3d)):
        assert goal_of(name)(landscape.pes) == pytest.approx(energy)
    with pytest.raises(SettingsError, match="mpe, 1d, 2d or 3d"):
        goal_of("4d")


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


def test_what_may_reach_a_value():
    whole = scan("gallery:LiCl-wurtzite", "toy-network-3d").pes
    xi = Landscape(whole).xi
    assert may_reach(xi - 1e-6)(whole)
    assert not may_reach(xi + 1e-3)(whole) or xi > 0.999


def test_a_loaded_model_is_taken_as_it_is():
    model = potential("toy-channel-1d")
    landscape = scan(crystal(), model, up_to=0.3)
    assert landscape.pes.potential["name"] == "toy-channel-1d"


def test_some_ions_and_their_note():
    landscape = scan("gallery:Li3N", "toy-network-3d", ions=(1,))
    assert landscape.pes.n_ions == 1
    assert "ion 1 of 3 Li was scanned" in landscape.pes.crystal.notes[-1]


def test_an_ase_calculator_is_a_potential():
    from ase.calculators.lj import LennardJones

    landscape = scan(crystal(), LennardJones(sigma=1.0, rc=3.0), up_to=0.3)
    assert landscape.pes.potential["title"] == "LennardJones (ASE)"
    with pytest.raises(PotentialError, match="no potential"):
        scan(crystal(), 3.5)


def test_nonsense_in_python_is_a_sentence_too():
    for options in ({"up_to": "0.6"}, {"at_most": 1.0}, {"up_to": 2.0, "until": "mpe", "at_most": 1.0}):
        with pytest.raises(SettingsError):
            scan(crystal(), "toy-network-3d", **options)


def test_what_a_result_answers():
    known = scan("gallery:LiCl-wurtzite", "toy-network-3d", up_to=0.1).pes
    assert answers(known, ScanSettings(up_to=0.05))
    assert not answers(known, ScanSettings(up_to=0.2))
    assert not answers(known, ScanSettings())
    assert answers(scan("gallery:LiCl-wurtzite", "toy-network-3d").pes, ScanSettings(until="3d"))
