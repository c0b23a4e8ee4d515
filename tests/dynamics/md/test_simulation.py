"""Runs: temperature, conserved energy, seeds, resuming to the last bit, and runs that fail."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from ase import Atoms, units
from ase.build import bulk
from ase.calculators.calculator import Calculator, all_changes
from ase.calculators.emt import EMT

from pesviz import load, potential
from pesviz.dynamics.analysis.health import displacement, failure, health, nearest_neighbour, pair_distances
from pesviz.dynamics.md.settings import MDSettings
from pesviz.dynamics.md.simulation import MDProgress, md_steps, run_md
from pesviz.dynamics.supercell import repeats_for_sphere, run_cell
from pesviz.dynamics.trajectories.unwrapping import smallest_width
from pesviz.errors import CheckpointError, SettingsError, UnknownElementError
from pesviz.potentials.adapters.ase_calculator import ALL_ELEMENTS, CalculatorModel
from pesviz.potentials.model import PotentialInfo
from pesviz.structure import Crystal


class Springs(Calculator):
    """Every atom on a spring to its site (an Einstein crystal), or on none."""

    implemented_properties = ["energy", "forces"]  # noqa: RUF012 - ASE's protocol

    def __init__(self, stiffness: dict[int, float]) -> None:
        super().__init__()
        self.stiffness = stiffness
        self.sites: np.ndarray | None = None

    def calculate(self, atoms=None, properties=None, system_changes=all_changes):
        super().calculate(atoms, properties, system_changes)
        if self.sites is None:
            self.sites = SITES.copy()
        k = np.array([self.stiffness[z] for z in self.atoms.numbers])[:, None]
        away = self.atoms.positions - self.sites
        self.results = {"energy": float((k * away**2).sum() / 2), "forces": -k * away}


SALT = bulk("HHe", "rocksalt", a=8.0, cubic=True)  # small atoms, which seldom collide
SITES = SALT.positions.copy()
CRYSTAL = Crystal(SALT, "H", (0, 2, 4, 6), "salt")


def model(make, name: str = "springs") -> CalculatorModel:
    return CalculatorModel(make, PotentialInfo(name, name, "1", ALL_ELEMENTS))


def springs(ion: float = 3.0, frame: float = 2.0) -> CalculatorModel:
    return model(lambda: Springs({1: ion, 2: frame}), f"springs {ion} {frame}")


def alloy() -> Crystal:
    atoms = bulk("Cu", cubic=True, a=3.7).repeat((2, 2, 2))
    atoms.numbers[::4] = 47
    return Crystal(atoms, "Ag", tuple(np.flatnonzero(atoms.numbers == 47).tolist()), "alloy")


EMT_MODEL = model(EMT, "emt")
SHORT = MDSettings(600, time=0.2, equilibration=0.05, timestep=5, frame_interval=0.01)


def everything(crystal, energy_model, settings, checkpoint=None) -> list[MDProgress]:
    return list(md_steps(crystal, energy_model, settings, checkpoint))


@pytest.fixture(scope="module")
def run():
    """Four picoseconds of an alloy."""
    return run_md(alloy(), EMT_MODEL, MDSettings(600, time=4, equilibration=1, timestep=5, frame_interval=0.02))


def test_temperature_is_canonical(run):
    """Equipartition over 3(N − 1) degrees of freedom, with the fluctuations of the ensemble."""
    heat = run.log["temperature_K"][run.log["time_ps"] > 0]
    assert heat.mean() == pytest.approx(600, rel=0.03)
    assert heat.std() / heat.mean() == pytest.approx(np.sqrt(2 / (3 * 31)), rel=0.2)
    kinetic = run.log["kinetic_eV"][run.log["time_ps"] > 0]
    np.testing.assert_allclose(kinetic, 1.5 * 31 * units.kB * heat)
    assert np.ptp(run.log["conserved_eV"]) < 0.02 * kinetic.mean()


def test_the_centre_of_mass_rests(run):
    masses = alloy().atoms.get_masses()
    centre = np.einsum("a,tax->tx", masses, run.positions) / masses.sum()
    assert np.abs(centre - centre[0]).max() < 1e-9


def test_frames_log_and_lights(run):
    assert run.status == "complete"
    assert run.n_frames == 201
    assert run.duration == pytest.approx(4)
    assert run.log["time_ps"][0] == pytest.approx(-1)
    assert run.log["time_ps"][-1] == pytest.approx(4)
    assert [light.state for light in health(run)] == ["good", "good", "good"]
    hotter = replace(run, temperature=1000.0)
    assert health(hotter)[0].state == "warn"
    drifting = replace(run, log=run.log | {"conserved_eV": run.log["conserved_eV"] + 0.05 * run.log["time_ps"]})
    assert health(drifting)[1].state == "warn"
    bare = replace(run, log={})
    assert [light.state for light in health(bare)] == ["unknown", "unknown", "good"]


def test_positions_are_never_folded():
    """Hydrogen without springs flies through the cell's faces."""
    found = run_md(CRYSTAL, springs(ion=0.0), replace(SHORT, time=0.5, timestep=1))
    ions = found.positions[:, [0, 2, 4, 6]]
    assert np.abs(np.diff(ions, axis=0)).max() < 4
    assert np.abs(ions - ions[0]).max() > 8, "farther than the cell is wide"


def test_seeds():
    first, again = (run_md(CRYSTAL, springs(), SHORT) for _ in range(2))
    np.testing.assert_array_equal(first.positions, again.positions)
    other = run_md(CRYSTAL, springs(), replace(SHORT, seed=1))
    assert np.abs(other.positions - first.positions).max() > 0.01
    assert first.log["temperature_K"][0] == pytest.approx(600)


@pytest.mark.parametrize("stop", [1, 7, 20])
def test_a_stopped_run_goes_on_to_the_last_bit(tmp_path, stop):
    whole = run_md(alloy(), EMT_MODEL, SHORT)
    steps = md_steps(alloy(), EMT_MODEL, SHORT, tmp_path / "run")
    for _ in range(stop):
        next(steps)
    steps.close()
    rest = everything(alloy(), EMT_MODEL, SHORT, tmp_path / "run")
    assert rest[0].start_time == pytest.approx(stop * 0.01)
    assert len(rest) == 25 - stop + 1
    np.testing.assert_array_equal(rest[-1].trajectory.positions, whole.positions)
    for name, values in whole.log.items():
        np.testing.assert_array_equal(rest[-1].trajectory.log[name], values)


def test_a_finished_run_can_be_made_longer(tmp_path):
    everything(alloy(), EMT_MODEL, SHORT, tmp_path)
    longer = everything(alloy(), EMT_MODEL, replace(SHORT, time=0.3), tmp_path)
    assert longer[0].start_time == pytest.approx(0.25)
    np.testing.assert_array_equal(
        longer[-1].trajectory.positions, run_md(alloy(), EMT_MODEL, replace(SHORT, time=0.3)).positions
    )


def test_a_run_can_be_cut_short(tmp_path):
    everything(alloy(), EMT_MODEL, SHORT, tmp_path)
    (short,) = everything(alloy(), EMT_MODEL, replace(SHORT, time=0.1), tmp_path)
    whole = run_md(alloy(), EMT_MODEL, replace(SHORT, time=0.1))
    assert short.status == "complete"
    np.testing.assert_array_equal(short.trajectory.positions, whole.positions)
    np.testing.assert_array_equal(short.trajectory.log["time_ps"], whole.log["time_ps"])


def test_a_torn_segment_is_run_again(tmp_path, monkeypatch):
    from pesviz.dynamics.md import simulation

    monkeypatch.setattr(simulation, "SEGMENT_SECONDS", (0.0, 0.0))
    whole = everything(alloy(), EMT_MODEL, SHORT, tmp_path)[-1].trajectory
    segments = sorted(tmp_path.glob("segment-*.npz"))
    assert len(segments) == 25
    segments[12].write_bytes(segments[12].read_bytes()[:500])
    again = everything(alloy(), EMT_MODEL, SHORT, tmp_path)
    assert again[0].start_time == pytest.approx(0.12)
    np.testing.assert_array_equal(again[-1].trajectory.positions, whole.positions)


def test_with_a_machine_learned_potential_too(tmp_path):
    """CHGNet, in a fresh calculator after the stop."""
    crystal, chgnet = load("gallery:Li2Te"), potential("chgnet", device="cpu")
    settings = MDSettings(800, time=0.02, equilibration=0.01, timestep=2, frame_interval=0.002)
    whole = run_md(crystal, chgnet, settings)
    steps = md_steps(crystal, chgnet, settings, tmp_path)
    for _ in range(8):
        next(steps)
    steps.close()
    rest = everything(crystal, chgnet, settings, tmp_path)[-1].trajectory
    np.testing.assert_array_equal(rest.positions, whole.positions)
    assert whole.provenance["potential"]["name"] == "chgnet"
    assert np.ptp(whole.log["conserved_eV"]) < 0.01


def test_a_checkpoint_of_another_run_is_refused(tmp_path):
    everything(CRYSTAL, springs(), SHORT, tmp_path)
    for other in (replace(SHORT, temperature=601), replace(SHORT, seed=3), replace(SHORT, timestep=2)):
        with pytest.raises(CheckpointError, match="another structure, potential or settings"):
            everything(CRYSTAL, springs(), other, tmp_path)
    with pytest.raises(CheckpointError, match="another structure"):
        everything(CRYSTAL, springs(2.9), SHORT, tmp_path)
    (tmp_path / "file").write_text("")
    with pytest.raises(CheckpointError, match="cannot be written"):
        everything(CRYSTAL, springs(), SHORT, tmp_path / "file" / "run")


def test_an_explosion_is_stopped_with_its_reason():
    atoms = SALT.copy()
    atoms.positions[0] += 6.0  # far from its site: it swings at 200 000 K
    found = run_md(replace(CRYSTAL, atoms=atoms), springs(), replace(SHORT, time=5))
    assert found.status == "exploded"
    assert found.duration < 4
    assert "Stopped at" in found.notes[-1]
    assert health(found)[0].state == "bad"


def test_melting_is_stopped_with_its_reason():
    found = run_md(CRYSTAL, springs(frame=0.0), replace(SHORT, time=5, timestep=1, seed=2))
    assert found.status == "melted"
    assert "framework's atoms are" in found.notes[-1]
    assert health(found)[2].state == "bad"


def test_reasons_of_failure():
    rest = np.zeros((8, 3))
    assert failure(SALT, rest, 300, 300) == ""
    assert "not finite" in failure(SALT, rest * np.nan, 300, 300)
    assert "150 eV/Å" in failure(SALT, rest + np.array([150, 0, 0]), 300, 300)
    assert "5000 K" in failure(SALT, rest, 5000, 300)
    near = SALT.copy()
    near.positions[1] = near.positions[0] + [0.2, 0, 0] + near.cell[1]
    assert "H and He came as near as 0.20 Å" in failure(near, rest, 300, 300)


def test_geometry_of_the_checks():
    cell = np.array([[6.0, 0, 0], [5.0, 4.0, 0], [4.0, 3.0, 7.0]])
    positions = np.array([[0.1, 0.1, 0.1], [0.1, 0.1, 0.1] + cell[0] + cell[1] - [0.5, 0, 0]])
    assert pair_distances(positions, cell)[0, 1] == pytest.approx(0.5)
    assert nearest_neighbour(SITES[1::2], SALT.cell.array) == pytest.approx(8 / np.sqrt(2))
    assert nearest_neighbour(SITES[:1], SALT.cell.array) == pytest.approx(8)
    assert displacement(SITES + np.array([3, 2, 1]), SITES) == pytest.approx(0)


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        (np.diag([3.0, 6.5, 10.0]), (3, 1, 1)),
        (np.array([[2.0, 2, 0], [0, 2, 2], [2, 0, 2]]), (3, 3, 3)),
        (np.diag([6.4, 3.25, 1.0]), (2, 2, 7)),
    ],
)
def test_the_supercell_holds_a_sphere(cell, expected):
    assert repeats_for_sphere(cell) == expected
    assert smallest_width(cell * np.array(expected)[:, None]) >= 6.5 - 1e-6
    crystal = Crystal(Atoms("LiF", scaled_positions=[[0, 0, 0], [0.5] * 3], cell=cell, pbc=True), "Li", (0,), "x")
    larger = run_cell(crystal)
    assert len(larger.atoms) == 2 * np.prod(expected)
    assert set(larger.atoms.symbols[list(larger.mobile_indices)]) == {"Li"}
    assert len(larger.mobile_indices) == np.prod(expected)


def test_progress_says_how_fast_and_how_long():
    steps = everything(alloy(), EMT_MODEL, SHORT)
    assert [step.phase for step in steps[:6]] == ["equilibration"] * 4 + ["production"] * 2
    middle = steps[12]
    assert middle.time == pytest.approx(0.13)
    assert middle.total == pytest.approx(0.25)
    assert middle.ns_per_day == pytest.approx(0.13 / middle.seconds * 86.4)
    assert middle.seconds_left == pytest.approx(middle.seconds / 0.13 * 0.12)
    assert middle.trajectory is None
    assert steps[-1].status == "complete"


@pytest.mark.parametrize(
    "values",
    [
        {"temperature": 0},
        {"temperature": 300, "time": -1},
        {"temperature": 300, "timestep": np.nan},
        {"temperature": 300, "equilibration": -1},
        {"temperature": 300, "timestep": 1.5, "frame_interval": 0.002},
        {"temperature": 300, "frame_interval": 0.0},
        {"temperature": 300, "seed": -1},
    ],
)
def test_impossible_settings_are_refused(values):
    with pytest.raises(SettingsError, match=r"not possible|do not fit"):
        MDSettings(**values)


def test_the_rule_and_the_elements_are_checked_first():
    with pytest.raises(SettingsError, match="sphere of -1"):
        everything(CRYSTAL, springs(), replace(SHORT, diameter=-1))
    plutonium = replace(CRYSTAL, atoms=Atoms("Pu2", positions=[[0, 0, 0], [3, 3, 3]], cell=[6, 6, 6], pbc=True))
    only = CalculatorModel(EMT, PotentialInfo("emt", "EMT", "1", frozenset({29, 47})))
    with pytest.raises(UnknownElementError, match="Pu"):
        everything(plutonium, only, SHORT)
