"""Scans as a user starts them: what they cost, why Run is disabled, and from a limit to the whole landscape."""

from __future__ import annotations

import re

import pytest

import pesviz
from pesviz.app.jobs import JobManager, JobSpec
from tests.app.test_jobs import wait
from tests.app.test_page import LICL, choose_potential, ready, upload
from tests.browser import keep, opened

pytestmark = pytest.mark.browser

COST = ".hint.cost"


def test_a_failed_upload_disables_run_and_a_good_one_says_what_it_costs(server, browser):
    with opened(browser, server.url, width=1440, height=900) as page:
        ready(page)
        run = page.get_by_role("button", name="Run scan")
        assert run.is_enabled()
        assert re.search(r"energies|^About", page.locator(COST).inner_text())
        upload(page, "nonsense.cif", b"\x00\x01 this is no crystal")
        page.locator(COST, has_text="Nothing to scan: ").wait_for(timeout=180_000)
        run.wait_for()
        assert run.is_disabled()
        assert page.locator(".chosen").count() == 0
        keep(page, "page-run-disabled")
        upload(page, "rock salt.cif", LICL)
        page.get_by_text("8 atoms, 4 × Li mobile").wait_for(timeout=180_000)
        choose_potential(page, "Toy: network")
        page.locator(COST, has_text=re.compile("^About .* s")).wait_for(timeout=180_000)
        assert run.is_enabled()
        keep(page, "page-cost")


def test_a_result_with_a_limit_is_scanned_to_its_end(server, browser, tmp_path):
    manager = JobManager(folder=tmp_path)
    spec = JobSpec("gallery", "Li3N", "toy-network-3d", spacing=0.3, up_to=0.02)
    job = manager.submit(spec)
    assert wait(manager, job, "done").stage == "done"
    pesviz.open(job.result).save(server.folder / "results" / "limited.h5")
    manager.close()
    with opened(browser, f"{server.url}?s=result:limited.h5", width=1440, height=900) as page:
        ready(page, "Li₃N")
        line = page.locator(".caption .line")
        assert "exact below 0.02 eV" in line.inner_text()
        everything = page.get_by_role("button", name=re.compile("^Scan everything"))
        everything.wait_for()
        keep(page, "page-scan-everything")
        everything.click()
        page.get_by_text("Cancel").wait_for(timeout=60_000)
        assert "Toy: network" in line.inner_text(), "the earlier result stays"
        page.get_by_text("Recent results").wait_for()
        page.locator(".caption .line", has_text=re.compile("^(?!.*(exact below|partly)).*Toy: network")).wait_for(
            timeout=180_000
        )
        page.get_by_role("button", name="Run scan").wait_for(timeout=60_000)
        assert everything.count() == 0
        keep(page, "page-everything")
