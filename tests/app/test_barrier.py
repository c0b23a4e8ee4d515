"""The relaxed barrier on the page: a real job in a process of its own, both profiles, cancel."""

from __future__ import annotations

import pytest
from ase import Atoms

from pesviz.app.explore.barrier import BarrierView
from pesviz.app.jobs import JobManager, JobSpec
from pesviz.app.state import State
from pesviz.structure import Crystal
from pesviz.workflows.scan import scan
from tests.waiting import TIMEOUT_S, wait_until


@pytest.fixture(scope="module")
def landscape():
    """A channel whose cell is as large as its supercell: frozen and relaxed barrier are both 0.2 eV along c."""
    atoms = Atoms("OLi", scaled_positions=[[0, 0, 0], [0.5, 0.5, 0.5]], cell=[6.6, 6.8, 7.0], pbc=True)
    return scan(Crystal(atoms, "Li", (1,), "channel"), "toy-channel-1d", spacing=0.5)


@pytest.fixture
def jobs(tmp_path):
    manager = JobManager(slots=1, folder=tmp_path)
    yield manager
    manager.close()


@pytest.fixture
def view(landscape, jobs):
    state = State()
    shown = BarrierView(state, jobs, "me")
    assert not shown.layout.visible
    state.show(landscape, "job:1")
    assert shown.layout.visible
    return shown


def finish(view):
    """Poll until the job is over."""

    def over() -> bool:
        view.poll()
        return not view.busy

    wait_until(over, "the barrier")


def test_both_profiles_are_shown(view):
    view.run()
    assert view.busy
    assert view.start.disabled
    assert view.cancel.visible
    finish(view)
    assert view.result is not None, view.text.object
    assert view.result.barrier == pytest.approx(0.2, abs=2e-3)
    assert view.result.frozen_barrier == pytest.approx(0.2, abs=1e-3)
    assert "Frozen 0.200 eV, relaxed 0.200 eV" in view.text.object
    assert "no vacancy is needed" in view.text.object
    assert {line.name for line in view.plot.object.renderers} >= {"frozen", "relaxed"}
    assert view.plot.visible
    assert not view.start.disabled
    before = view.plot.object
    view.state.dark = True
    assert view.plot.object is not before


def test_another_result_takes_it_away(view, landscape):
    view.run()
    job = view._job
    view.state.ion = 0
    assert not view.busy
    assert job.last.stage == "cancelled"
    assert not view.plot.visible
    assert not view.text.visible
    view.state.is_preview = True
    assert not view.layout.visible


def test_cancel_stops_at_once(view, jobs):
    view.run()
    process = view._job.process
    view.stop()
    assert not view.busy
    assert process.wait(timeout=TIMEOUT_S) != 0
    assert jobs.running == 0


def test_a_failure_is_said_in_place(view, landscape, jobs):
    spec = JobSpec("result", "", "ase:ase.calculators.lj:LennardJones", task="barrier")
    view.run()
    view.stop()
    view._job = jobs.submit(spec, b"", owner="me")
    finish(view)
    assert "import path" in view.text.object
    assert view.result is None
