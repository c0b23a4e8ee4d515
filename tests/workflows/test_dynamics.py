"""The dynamics workflow: runs side by side, files, resuming, analysis."""

from __future__ import annotations

from dataclasses import replace

import pytest
from ase.build import bulk

from pesviz.dynamics import open_trajectory
from pesviz.dynamics.md.settings import MDSettings
from pesviz.errors import CheckpointError
from pesviz.potentials import potential
from pesviz.structure.crystal import Crystal
from pesviz.workflows.dynamics import DynamicsWorkflow

SETTINGS = MDSettings(600, time=0.2, equilibration=0.02, timestep=5, frame_interval=0.01)


def crystal() -> Crystal:
    atoms = bulk("Cu", cubic=True, a=3.7)
    atoms.numbers[0] = 47
    return Crystal(atoms, "Ag", (0,), "alloy")


@pytest.fixture
def workflow(tmp_path) -> DynamicsWorkflow:
    runs = [SETTINGS, replace(SETTINGS, temperature=300)]
    return DynamicsWorkflow(crystal(), potential("ase:ase.calculators.emt:EMT"), runs, tmp_path / "md")


def test_runs_side_by_side(workflow):
    events = []
    result = workflow.run(events.append)
    assert [path.name for path in result.trajectories] == ["alloy-300K.h5", "alloy-600K.h5"]
    assert sorted(path.name for path in workflow.folder.iterdir()) == ["alloy-300K.h5", "alloy-600K.h5"]
    assert [len(event.payload) for event in events[:3]] == [1, 2, 2]
    assert events[-1].done == events[-1].total == pytest.approx(2 * 0.22)
    assert {run.status for run in events[-1].payload} == {"complete"}
    for path, trajectory in result.trajectories.items():
        assert (open_trajectory(path).positions == trajectory.positions).all()
    assert set(result.diffusions) | set(result.problems) == set(result.trajectories)
    assert len(result.arrhenius.points) == len(result.diffusions)
    events.clear()
    again = workflow.run(events.append)
    assert [event.message for event in events] == [f"{path} is there already." for path in result.trajectories][::-1]
    assert list(again.trajectories) == list(result.trajectories)
    other = replace(workflow, runs=[replace(SETTINGS, seed=5)])
    with pytest.raises(CheckpointError, match="another run"):
        other.run()


def test_a_run_that_was_closed_goes_on_to_the_same_bits(workflow, tmp_path):
    whole = replace(workflow, folder=tmp_path / "whole").run()
    steps = workflow.steps()
    while next(steps).done < 0.2:
        pass
    steps.close()
    assert not list(workflow.folder.glob("*.h5"))
    resumed = workflow.run()
    for path, trajectory in resumed.trajectories.items():
        undisturbed = whole.trajectories[tmp_path / "whole" / path.name]
        assert trajectory.positions.tobytes() == undisturbed.positions.tobytes()


def test_a_structure_is_relaxed_once_for_all_runs(workflow):
    relaxing = replace(workflow, relax="cell", name="run")
    steps = relaxing.steps()
    events = [next(steps)]
    while events[-1].stage == "relaxing":
        events.append(next(steps))
    steps.close()
    assert len(list(workflow.folder.glob("run.relaxed-cell-*.json"))) == 1
    events.clear()
    result = relaxing.run(events.append)
    assert {event.stage for event in events} == {"simulating"}
    assert "Relaxed positions and cell" in " ".join(result.trajectories[relaxing.path(300)].provenance["structure"])
