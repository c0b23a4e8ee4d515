"""Relaxed barriers against ones solved by hand, in pieces and after kills, and once with a real potential."""

from __future__ import annotations

import json
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from ase.io import read

from pesviz.dynamics.neb.barrier import NEBSettings, neb_steps, open_neb
from pesviz.errors import BarrierError, CheckpointError, PotentialError, ResultReadError, SettingsError
from pesviz.potentials import potential
from pesviz.structure import load
from pesviz.structure.crystal import Crystal
from pesviz.workflows.scan import scan
from tests.dynamics import gates
from tests.dynamics.gates import surface


@pytest.fixture(scope="module")
def pes():
    return surface()


@pytest.fixture(scope="module")
def model():
    return potential("ase:tests.dynamics.gates:Gates")


def last(steps):
    """The result, and every progress."""
    told = list(steps)
    assert told[-1].result is not None
    return told[-1].result, told


@pytest.fixture(scope="module")
def relaxed(pes, model):
    return last(neb_steps(pes, model, NEBSettings(fmax=0.01)))


def by_hand(z, bump=0.0):
    """Energy with both gates relaxed at a place on the way, eV."""
    q = 2 * np.pi * np.asarray(z) / gates.CELL[2]
    w = (1 - np.cos(q)) / 2
    return gates.A * w + bump * (1 - np.cos(2 * q)) / 2 - gates.G**2 / gates.K * w**2


def test_the_forces_of_the_gates_are_those_of_their_energy():
    assert gates.check_forces() < 1e-6


def test_a_barrier_solved_by_hand(relaxed):
    result, _ = relaxed
    assert result.converged
    assert result.frozen_barrier == pytest.approx(gates.FROZEN, abs=1e-6)
    assert result.frozen_supercell_barrier == pytest.approx(gates.FROZEN, abs=1e-6)
    assert result.barrier == pytest.approx(gates.RELAXED, abs=1e-3)
    assert result.barrier_backward == pytest.approx(gates.RELAXED, abs=1e-3)
    assert result.energies == pytest.approx(by_hand(result.positions[:, result.moving, 2]), abs=2e-3)
    assert result.lengths[-1] == pytest.approx(gates.CELL[2], abs=0.01)
    assert result.others_moved[1] == pytest.approx(gates.G / gates.K, abs=0.01)  # the gates give way by G/K
    assert result.images()[0].symbols[result.others_moved[0]] == "O"
    lengths, energies = result.curve()
    assert energies == pytest.approx(by_hand(lengths), abs=0.02)
    assert not result.warnings


def test_the_vacancy_is_where_the_hop_ends(relaxed):
    result, told = relaxed
    assert result.supercell == (3, 3, 2)
    assert len(result.numbers) == 2 * 3 * 3 * 2 - 1
    (vacancy,) = result.vacancies
    assert (vacancy.index, vacancy.symbol) == (0, "Li")
    assert vacancy.fractional == pytest.approx((0, 0, 1), abs=1e-6)
    assert "Vacancy hop" in result.place
    assert "was removed" in told[0].place
    # no ion is left there, and all other sites have theirs
    first = result.images()[0]
    sites = np.array([[i, j, k] for i in range(3) for j in range(3) for k in range(2)]) * gates.CELL
    free = [s for s in sites if np.linalg.norm(first.positions - s, axis=1).min() > 0.5]
    assert np.allclose(free, [[0, 0, gates.CELL[2]]])


def test_progress_names_the_stages_and_counts_up(relaxed):
    _, told = relaxed
    stages = list(dict.fromkeys(step.stage for step in told))
    assert stages == ["start", "end", "band", "climb"]
    assert all(a.seconds <= b.seconds for a, b in pairwise(told))
    assert all(step.result is None for step in told[:-1])
    assert told[-1].energies.max() == pytest.approx(gates.RELAXED, abs=1e-3)
    assert {step.n_atoms for step in told} == {35}


def test_the_held_atom_does_not_move(relaxed):
    result, _ = relaxed
    assert result.numbers[result.pinned] == 8
    assert np.ptp(result.positions[:, result.pinned], axis=0).max() == 0.0


def test_into_the_place_of_its_own_image_no_vacancy_is_needed():
    # one ion, one framework atom: E = A (1 + cos 2πs) / 2 of their distance alone, barrier 0.2 eV along c, 4 Å
    crystal = load(
        gates.crystal().__class__(
            "OLi", scaled_positions=[[0, 0, 0], [0.5, 0.5, 0.5]], cell=[2.6, 3.2, 4.0], pbc=True
        ),
        mobile="Li",
    )
    toy = scan(crystal, "toy-network-3d", r_min=0.4).pes
    settings = NEBSettings(supercell=(1, 1, 1), fmax=0.01, images=5)
    result, _ = last(neb_steps(toy, potential("toy-network-3d"), settings))
    assert result.own_image
    assert not result.vacancies
    assert "own image" in result.place
    assert result.barrier == pytest.approx(0.2, abs=1e-3)
    assert result.lengths[-1] == pytest.approx(4.0, abs=0.01)


def test_the_bottleneck_alone_ends_between_the_sites():
    bumpy, model = surface("bumpy"), potential("ase:tests.dynamics.gates:bumpy")
    result, _ = last(neb_steps(bumpy, model, NEBSettings(hop="bottleneck", fmax=0.01)))
    z = np.linspace(0, gates.CELL[2] / 2, 2001)
    assert result.converged
    assert not result.vacancies  # half way there is nobody
    assert "no vacancy" in result.place
    assert result.barrier == pytest.approx(by_hand(z, 0.45).max(), abs=2e-3)
    assert result.barrier_backward == pytest.approx(by_hand(z, 0.45).max() - gates.RELAXED, abs=2e-3)
    assert result.lengths[-1] == pytest.approx(gates.CELL[2] / 2, abs=0.02)
    assert result.frozen_barrier == pytest.approx(0.73, abs=0.01)


def test_a_hop_to_the_neighbours_site_by_hand():
    crystal = Crystal(gates.crystal().repeat((1, 1, 2)), "Li", (0, 2))
    row = scan(crystal, "ase:tests.dynamics.gates:Gates").pes
    model = potential("ase:tests.dynamics.gates:Gates")
    result, _ = last(neb_steps(row, model, NEBSettings(hop="neighbour", fmax=0.01)))
    assert result.converged
    assert result.barrier == pytest.approx(gates.RELAXED, abs=2e-3)
    assert result.frozen_barrier == pytest.approx(gates.FROZEN, abs=1e-4)
    assert [v.index for v in result.vacancies] == [2], "the neighbour has left"
    assert result.place.startswith("Vacancy hop: Li 2")


def test_an_end_that_is_a_saddle_of_the_free_framework_is_relaxed_again(pes):
    # with the scan's potential the site is a minimum, with the other one it is a maximum along the way
    other = potential("ase:tests.dynamics.gates:tilted")
    settings = NEBSettings(supercell=(1, 1, 1), fmax=0.01, other_potential=True, images=9, settle=True)
    result, _ = last(neb_steps(pes, other, settings))
    q = np.linspace(0, np.pi, 4001)
    w = (1 - np.cos(q)) / 2
    profile = gates.A * w + gates.TILT * (1 - np.cos(2 * q)) / 2  # the only gate of this cell is the atom held
    assert profile.min() < -0.1
    assert result.barrier == pytest.approx(np.ptp(profile[np.argmin(profile) :]), abs=2e-3)
    assert [r.stage for r in result.stages] == ["start", "end", "band", "start", "end", "band", "climb"]
    assert result.converged
    assert any("different potentials" in text for text in result.warnings)
    unsettled, _ = last(neb_steps(pes, other, replace(settings, settle=False)))
    assert [r.stage for r in unsettled.stages] == ["start", "end", "band", "climb"]
    assert any("downhill from its start and end" in text for text in unsettled.warnings)


def shifted_run(pes, path=None):
    """A run whose ends have some way to go."""
    settings = NEBSettings(images=3, fmax=0.02, supercell=(2, 2, 2), other_potential=True)
    return neb_steps(pes, potential("ase:tests.dynamics.gates:shifted"), settings, path)


def tilted_run(pes, path=None):
    """A run that relaxes its ends twice."""
    settings = NEBSettings(supercell=(1, 1, 1), fmax=0.02, other_potential=True, images=5, settle=True)
    return neb_steps(pes, potential("ase:tests.dynamics.gates:tilted"), settings, path)


@pytest.mark.parametrize("run", [shifted_run, tilted_run])
@pytest.mark.parametrize("share", [0.01, 0.2, 0.4, 0.6, 0.8, 0.97])
def test_a_run_that_was_stopped_goes_on_to_the_same_result(pes, tmp_path, run, share):
    whole, told = last(run(pes))
    stop = 1 + int(share * (len(told) - 2))
    path = tmp_path / "band.traj"
    steps = run(pes, path)
    for _ in range(stop):
        next(steps)
    steps.close()
    assert len(read(path, ":")) in {2, len(whole.positions)}  # ASE reads the band of an unfinished run
    result, rest = last(run(pes, path))
    assert len(rest) == len(told) - stop + 1
    assert np.array_equal(result.positions, whole.positions)
    assert np.array_equal(result.total_energies, whole.total_energies)
    assert [r.steps for r in result.stages] == [r.steps for r in whole.stages]


def test_a_checkpoint_of_another_run_is_refused(pes, model, tmp_path):
    path = tmp_path / "band.traj"
    steps = neb_steps(pes, model, NEBSettings(images=3), path)
    next(steps)
    steps.close()
    with pytest.raises(CheckpointError, match="another scan"):
        next(neb_steps(pes, model, NEBSettings(images=5), path))
    path.write_bytes(b"not a trajectory")
    with pytest.raises(CheckpointError, match="cannot be read"):
        next(neb_steps(pes, model, NEBSettings(images=3), path))


def test_a_checkpoint_that_cannot_be_written_says_so(pes, model, tmp_path):
    (tmp_path / "file").write_text("in the way")
    steps = neb_steps(pes, model, NEBSettings(images=3), tmp_path / "file" / "band.traj")
    with pytest.raises(CheckpointError, match="cannot be written"):
        list(steps)


def test_not_converged_is_said(pes, model):
    result, _ = last(neb_steps(pes, model, NEBSettings(images=3, max_steps=2)))
    assert not result.converged
    assert any(text.startswith("Not converged") for text in result.warnings)
    assert max(stage.steps for stage in result.stages) == 2


def test_results_are_read_back_and_by_anyone(relaxed, tmp_path):
    result, _ = relaxed
    path = result.save(tmp_path / "new" / "barrier.json")
    again = open_neb(path)
    assert again.to_dict() == result.to_dict()
    assert np.array_equal(again.positions, result.positions)
    assert (again.vacancies, again.stages, again.provenance) == (result.vacancies, result.stages, result.provenance)
    plain = json.loads(path.read_text(encoding="utf-8"))
    assert plain["format"] == "pesviz-neb"
    assert plain["summary"]["relaxed_barrier_eV"] == pytest.approx(gates.RELAXED, abs=1e-3)
    assert plain["provenance"]["scan"]["potential"] == "ase:tests.dynamics.gates:Gates"
    assert [p.name for p in path.parent.iterdir()] == ["barrier.json"]


@pytest.mark.parametrize("text", ["", "{}", '{"format": "pesviz-neb"}', '{"format": "other", "format_version": 1}'])
def test_other_files_are_refused(tmp_path, text):
    path = tmp_path / "other.json"
    path.write_text(text)
    with pytest.raises(ResultReadError):
        open_neb(path)


def test_newer_files_are_refused(relaxed, tmp_path):
    path = relaxed[0].save(tmp_path / "barrier.json")
    path.write_text(path.read_text().replace('"format_version": 1', '"format_version": 2'))
    with pytest.raises(ResultReadError, match="newer"):
        open_neb(path)


def test_a_potential_without_forces_is_refused():
    flat = surface("OnlyEnergies")
    with pytest.raises(PotentialError, match="no forces"):
        next(neb_steps(flat, potential("ase:tests.dynamics.gates:OnlyEnergies")))


def test_another_potential_must_be_asked_for(pes):
    with pytest.raises(PotentialError, match="scan was made with"):
        next(neb_steps(pes, potential("toy-channel-1d")))


@pytest.mark.parametrize(
    "settings", [{"ion": 1}, {"ion": -1}, {"hop": "half"}, {"supercell": (0, 1, 1)}, {"direction": (0, 0, 0)}]
)
def test_impossible_settings_are_refused(pes, model, settings):
    with pytest.raises(SettingsError):
        next(neb_steps(pes, model, NEBSettings(**settings)))


@pytest.mark.parametrize("settings", [{"images": 0}, {"fmax": 0.0}, {"max_steps": 0}, {"spring": -1.0}])
def test_impossible_numbers_are_refused(settings):
    with pytest.raises(SettingsError):
        NEBSettings(**settings)


def test_no_path_no_barrier(model, pes):
    limited = scan(load(gates.crystal(), mobile="Li"), "ase:tests.dynamics.gates:Gates", up_to=0.2).pes
    with pytest.raises(BarrierError, match="no path"):
        next(neb_steps(limited, model))


def test_ends_that_relax_to_one_place_are_refused():
    # the scan sees a minimum half way; with the gates free and no second harmonic there is none
    bumpy, shifted = surface("bumpy"), potential("ase:tests.dynamics.gates:shifted")
    steps = neb_steps(bumpy, shifted, NEBSettings(hop="bottleneck", other_potential=True))
    with pytest.raises(BarrierError, match="same place"):
        list(steps)


@pytest.mark.slow
def test_with_the_papers_potential_a_free_framework_lowers_the_barrier(papers_potential):
    lithium_nitride = scan("gallery:Li3N", papers_potential, spacing=0.4).pes
    settings = NEBSettings(ion=0, supercell=(2, 2, 1), images=1, fmax=0.15)
    result, _ = last(neb_steps(lithium_nitride, potential(papers_potential), settings))
    assert result.converged
    assert len(result.numbers) == 15
    assert 0.0 < result.barrier < result.frozen_barrier
    # that the other images stay changes little, that the framework gives way changes much
    assert result.frozen_supercell_barrier == pytest.approx(result.frozen_barrier, abs=0.15)
    assert result.barrier < result.frozen_supercell_barrier - 0.2
