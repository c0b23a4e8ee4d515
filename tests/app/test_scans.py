"""What the page does round scans, without a browser: what Run takes, what stays on the screen."""

from __future__ import annotations

import pytest

from pesviz.app.context import Context
from pesviz.app.explore.page import Dashboard
from pesviz.app.jobs import JobManager
from tests.app.test_page import LICL
from tests.waiting import wait_until


@pytest.fixture
def dashboard(tmp_path):
    jobs = JobManager(slots=1, folder=tmp_path / "jobs")
    yield Dashboard(Context(jobs=jobs), {}, "session")
    jobs.close()


def follow(dashboard: Dashboard) -> None:
    """Poll the running job until it is over."""

    def over() -> bool:
        dashboard.runs.poll()
        return not dashboard.runs.busy

    wait_until(over, "the job")


def test_a_gallery_item_says_how_many_energies_then_how_long(dashboard):
    inputs = dashboard.inputs
    assert not inputs.run.disabled
    assert "1\u202f952 energies" in inputs.cost.object
    dashboard.context.speeds.record(inputs.potential.value, 10, 0.01)
    dashboard.cost.update()
    assert "About" in inputs.cost.object
    inputs.reach.value = "everything"
    assert inputs.spec("gallery", "x").everything
    inputs.reach.value = "0.6"
    assert inputs.spec("gallery", "x").up_to == 0.6


def test_a_failed_upload_takes_the_structure_before_from_run(dashboard):
    inputs = dashboard.inputs
    dashboard._guarded(dashboard.choose_upload, b"nonsense", "bad.cif")
    follow(dashboard)
    assert inputs.run.disabled
    assert "Nothing to scan: bad.cif" in inputs.cost.object
    assert inputs.structure_error.visible
    dashboard.run()
    assert not dashboard.runs.busy
    dashboard._guarded(dashboard.choose_gallery, "Li3N")
    assert not inputs.run.disabled
    assert dashboard.chosen.key == "Li3N"
    assert "Li₃N" in inputs.chosen.object


def test_too_many_bytes_and_a_cancelled_reading_disable_run_too(dashboard):
    inputs = dashboard.inputs
    dashboard._guarded(dashboard.choose_upload, None, "upload")
    assert inputs.run.disabled
    assert "larger than" in inputs.cost.object
    dashboard._guarded(dashboard.choose_upload, LICL, "rock salt.cif")
    dashboard.runs.cancel()
    assert inputs.run.disabled
    dashboard._guarded(dashboard.choose_upload, LICL, "rock salt.cif")
    follow(dashboard)
    assert not inputs.run.disabled
    assert "Estimating" in inputs.cost.object


def test_a_failure_of_a_structure_that_nobody_waits_for_changes_nothing(dashboard):
    dashboard._guarded(dashboard.choose_upload, b"nonsense", "bad.cif")
    dashboard._guarded(dashboard.choose_gallery, "Li3N")
    follow(dashboard)
    assert dashboard.chosen.key == "Li3N"
    assert not dashboard.inputs.run.disabled


def test_run_takes_the_structure_of_a_result_that_is_shown(dashboard, adaptive_landscape, tmp_path):
    dashboard.finished["job-1"] = adaptive_landscape.save(tmp_path / "result.h5")
    dashboard.choose_result("job-1")
    assert dashboard.chosen.kind == "crystal"
    assert b'"numbers"' in dashboard.chosen.data


@pytest.mark.parametrize("end", ["cancelled", "failed"])
def test_the_earlier_result_comes_back(dashboard, adaptive_landscape, tmp_path, end):
    dashboard.finished["job-1"] = adaptive_landscape.save(tmp_path / "result.h5")
    dashboard.choose_result("job-1")
    shown = dashboard.state.landscape
    assert dashboard.inputs.everything.visible
    assert dashboard.inputs.everything.label.startswith("Scan everything · ")
    dashboard.run_everything()
    assert not dashboard.inputs.everything.visible
    dashboard._show_preview(adaptive_landscape)
    assert dashboard.state.is_preview
    if end == "cancelled":
        dashboard.runs.cancel()
    else:
        (dashboard.runs._job.folder / "upload.dat").write_bytes(b"")
        follow(dashboard)
        assert dashboard.inputs.run_error.visible
    assert dashboard.state.landscape is shown
    assert not dashboard.state.is_preview
    assert dashboard.inputs.everything.visible
