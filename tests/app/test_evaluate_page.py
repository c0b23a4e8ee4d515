"""The page "Evaluate" as a user meets it, in headless Chromium."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.app.evaluated import N, write_labels, write_results
from tests.browser import START_TIMEOUT_S, choose, keep, open_page, settle, steady
from tests.waiting import delete_folder

pytestmark = pytest.mark.browser
DOT = (
    "(id) => { for (const m of Bokeh.documents[0]._all_models.values()) if (m.type === 'Figure') {"
    " const r = m.renderers.find((r) => r.glyph?.type === 'Scatter' && r.data_source.data.source_id"
    " && Array.from(r.data_source.data.id).includes(id));"
    " const view = Bokeh.index.find_one(m); if (!r || !view?.shadow_el?.isConnected) continue;"
    " const d = r.data_source.data; const i = Array.from(d.id).indexOf(id);"
    " const box = view.shadow_el.host.getBoundingClientRect();"
    " return [box.x + view.frame.x_scale.compute(d.x[i]), box.y + view.frame.y_scale.compute(d.y[i])] } }"
)
"""Where a structure stands on the screen."""


@pytest.fixture
def measured(server, tmp_path):
    """Results in the folder that is served, and labels of them."""
    folder = write_results(server.folder / "results" / "measured")
    yield write_labels(tmp_path / "measured.csv")
    delete_folder(folder)


def test_labels_scores_an_outlier_and_its_isosurface(server, browser, measured, tmp_path):
    with open_page(browser, f"{server.url}?page=evaluate", width=1440, height=900) as page:
        page.locator(".test-labels").get_by_role("combobox").click(timeout=START_TIMEOUT_S * 1000)
        choose(page, page.get_by_role("menuitem", name="A CSV of your own"))
        page.locator(".test-labels-file input[type=file]").set_input_files(str(measured))
        page.get_by_text(f"{N} structures with result and label").wait_for(timeout=START_TIMEOUT_S * 1000)
        page.locator(".tile", has_text="Random guess").wait_for()
        expect(page.locator(".tile", has_text="Ξ")).to_have_count(1)
        keep(page, "evaluate-scores")

        # A row of the sorted table is another descriptor for the plot.
        rows = page.locator(".tabulator").first
        rows.get_by_text("MPE", exact=True).first.wait_for()
        column = rows.locator(".tabulator-col", has_text="Descriptor")
        column.click()
        expect(column).to_have_attribute("aria-sort", re.compile("ascending|descending"))
        row = rows.locator(".tabulator-row").first
        name = steady(page, lambda: row.locator("span[title]").first.get_attribute("title"))
        row.click()
        page.wait_for_function(
            "(name) => Array.from(Bokeh.documents[0]._all_models.values()).some((m) => m.type === 'LinearAxis' || "
            "m.type === 'LogAxis' ? String(m.axis_label).startsWith(name) : false)",
            arg=name,
        )  # fmt: skip

        # The best conductor has no path: click it, see its isosurface, open it in the explorer.
        page.mouse.click(*steady(page, lambda: page.evaluate(DOT, "s0")))
        page.get_by_text(re.compile(r"places too (low|high)|as its conductivity does")).wait_for()
        page.get_by_text("1.0·10−2 S/cm").first.wait_for()
        settle(page)
        keep(page, "evaluate-outlier")
        with page.expect_download() as downloading:
            page.get_by_role("button", name="CSV").last.click()
        downloading.value.save_as(tmp_path / "structures.csv")
        assert len((tmp_path / "structures.csv").read_text(encoding="utf-8").splitlines()) == N + 1
        page.locator(".test-fit-thresholds button").click()
        page.get_by_text("Score on structures not seen").wait_for(timeout=START_TIMEOUT_S * 1000)
        page.locator(".test-open button").click()
        page.locator(".caption h1", has_text="LiF").wait_for()
        page.wait_for_function("() => location.search.includes('s0.h5')")
        keep(page, "evaluate-explorer")
