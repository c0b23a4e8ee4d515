"""Scans as a user starts them: what they cost, why Run is disabled, and from a limit to the whole landscape."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

import pesviz
from pesviz.app.jobs import JobManager, JobSpec
from tests.app.test_jobs import wait
from tests.app.test_page import LICL, choose_potential, ready, run_button, upload
from tests.browser import keep, open_page

pytestmark = pytest.mark.browser

COST = ".hint.cost"
WHOLE = re.compile("^(?!.*(exact below|partly)).*Toy: network")


def test_a_failed_upload_disables_run_and_a_good_one_says_what_it_costs(server, browser):
    with open_page(browser, server.url, width=1440, height=900) as page:
        ready(page)
        run = run_button(page)
        expect(run).to_be_enabled()
        expect(page.locator(COST)).to_have_text(re.compile(r"energies|^About"))
        upload(page, "nonsense.cif", b"\x00\x01 this is no crystal")
        page.locator(COST, has_text="Nothing to scan: ").wait_for()
        expect(run).to_be_disabled()
        expect(page.locator(".chosen")).to_have_count(0)
        keep(page, "page-run-disabled")
        upload(page, "rock salt.cif", LICL)
        page.get_by_text("8 atoms, 4 × Li mobile").wait_for()
        choose_potential(page, "Toy: network")
        page.locator(COST, has_text=re.compile("^About .* s")).wait_for()
        expect(run).to_be_enabled()
        keep(page, "page-cost")


def test_a_result_with_a_limit_is_scanned_to_its_end(server, browser, tmp_path):
    manager = JobManager(folder=tmp_path)
    spec = JobSpec("gallery", "Li3N", "toy-network-3d", spacing=0.3, up_to=0.02)
    job = manager.submit(spec)
    assert wait(manager, job, "done").stage == "done"
    pesviz.open(job.result).save(server.folder / "results" / "limited.h5")
    manager.close()
    with open_page(browser, f"{server.url}?s=result:limited.h5", width=1440, height=900) as page:
        ready(page, "Li₃N")
        line = page.locator(".caption .line")
        expect(line).to_contain_text("exact below 0.02 eV")
        everything = page.locator(".test-everything button")
        everything.wait_for()
        keep(page, "page-scan-everything")
        everything.click()
        expect(line).to_contain_text("Toy: network")  # the earlier result stays
        page.get_by_text("Recent results").wait_for()
        page.locator(".caption .line", has_text=WHOLE).wait_for()
        run_button(page).wait_for()
        expect(everything).to_be_hidden()
        keep(page, "page-everything")
