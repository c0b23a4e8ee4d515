"""The page "Rank" as a user meets it, in headless Chromium, with a campaign of toy landscapes."""

from __future__ import annotations

import re
from contextlib import contextmanager
from dataclasses import replace

import pandas as pd
import pytest
from playwright.sync_api import expect

from pesviz.pes import ScanSettings
from pesviz.screening import ResultsDatabase
from pesviz.screening.campaign import Campaign
from pesviz.screening.planning import CampaignOptions
from pesviz.screening.sources import expand
from tests.app.test_rank import screen
from tests.browser import START_TIMEOUT_S, choose, keep, open_page, place, steady, until
from tests.screening.crystals import TOY, write_crystals
from tests.screening.test_campaign import HERE
from tests.waiting import delete_folder

pytestmark = pytest.mark.browser
NAME = "toys-for-rank"
PAIR = """() => { const all = (root) => [...root.querySelectorAll("*")].flatMap((el) => [
    ...(el.pesvizViewer && el.getBoundingClientRect().width ? [el.pesvizViewer] : []),
    ...(el.shadowRoot ? all(el.shadowRoot) : [])]);
  return all(document) }"""
"""The viewers that can be seen."""
TURNED = "() => pair.map((v) => JSON.stringify(v.view.state.direction))"


@pytest.fixture(scope="module")
def campaign(server, tmp_path_factory):
    """A campaign of four structures and one that cannot be read, in the folder that the server offers."""
    named = write_crystals(tmp_path_factory.mktemp("rank") / "in", 4)
    (named / "broken.cif").write_text("no crystal")
    folder = server.folder / "results" / NAME
    screen(folder, named)
    (folder / "labels.csv").write_text("id,formula,sigma,upper_bound,label_temperature\nc0,LiO,0.001,False,300\n")
    yield folder
    delete_folder(folder)


def select(page, name: str, option: str) -> None:
    box = page.locator(f".test-{name}").get_by_role("combobox")
    box.click()
    choose(page, page.get_by_role("menuitem", name=option, exact=True))
    expect(box).to_have_text(option)


@contextmanager
def rank(browser, server, *, width=1440, height=900, dark=False):
    """Open the page by its address, on the campaign."""
    with open_page(browser, f"{server.url}?page=rank", width=width, height=height, dark=dark) as page:
        cells = page.locator(".tabulator-row .formula")
        cells.first.wait_for(timeout=START_TIMEOUT_S * 1000)
        page.locator("#loader").wait_for(state="hidden")
        title = page.locator(".pv-rank-title h1")
        if NAME not in steady(page, title.inner_text):
            select(page, "results", NAME)
        expect(title).to_contain_text(NAME)
        page.locator(".tabulator-row", has_text="broken").wait_for()
        yield page


def names(page) -> list[str]:
    """Names in the table, from the top."""
    return page.locator(".tabulator-row .tabulator-cell[tabulator-field=source_id]").all_inner_texts()


def named(page, expected: list[str]) -> None:
    """Wait for the names in the table."""
    page.wait_for_function(
        """(wanted) => {
          const cells = ".tabulator-row .tabulator-cell[tabulator-field=source_id]";
          const all = (root) => [...root.querySelectorAll(cells)]
            .concat(...[...root.querySelectorAll("*")].filter((e) => e.shadowRoot).map((e) => all(e.shadowRoot)));
          return JSON.stringify(all(document).map((c) => c.innerText.trim())) === JSON.stringify(wanted) }""",
        arg=expected,
    )


def tick(page, name: str) -> None:
    box = page.locator(".tabulator-row", has_text=name).locator("input[type=checkbox]")
    box.click()
    page.locator(".tabulator-row.tabulator-selected", has_text=name).wait_for()


def ranked(folder) -> list[str]:
    return ResultsDatabase(folder).table()["source_id"].tolist()


@pytest.mark.parametrize(
    ("width", "height", "dark"), [(1440, 900, False), (1440, 900, True), (1280, 720, False), (390, 844, False)]
)
def test_the_table_stands_with_its_bars_and_units(server, browser, campaign, width, height, dark):
    with rank(browser, server, width=width, height=height, dark=dark) as page:
        named(page, ranked(campaign))
        bars = page.locator(".tabulator-row .bar i")
        widths = [float(re.sub("px", "", style)) for style in bars.evaluate_all("all => all.map(e => e.style.width)")]
        xi = ResultsDatabase(campaign).table()["xi"].dropna()
        assert widths == pytest.approx((56 * xi).tolist(), abs=0.01)
        until(page, lambda: page.evaluate("document.documentElement.scrollWidth") <= width, "no scrolling sideways")
        page.get_by_text("4 results · 1 failed").wait_for()
        keep(page, f"rank-{width}{'-dark' if dark else ''}")


def test_stopped_structures_stand_below_with_what_is_predicted(server, browser, campaign, tmp_path, monkeypatch):
    monkeypatch.setenv("PYTHONPATH", str(HERE))
    monkeypatch.syspath_prepend(str(HERE))
    folder = server.folder / "results" / "stopped-for-rank"
    crystals = list(expand([str(write_crystals(tmp_path / "in", 1))]))
    limited = CampaignOptions((TOY,), ScanSettings(r_min=0.4, spacing=0.2, up_to=0.25))
    list(Campaign(folder, limited).run(crystals))
    scan = replace(limited.scan, up_to=0.6)
    raced = replace(limited, potentials=("ase:crystals:counted",), at_least=0.25, scan=scan)
    list(Campaign(folder, raced).run(crystals))
    try:
        with rank(browser, server) as page:
            select(page, "results", folder.name)
            row = page.locator(".tabulator-row", has_text="< 0.25")
            expect(row).to_have_text(re.compile(r"< 0\.25\s*≈ 0\.0.*stopped", re.DOTALL))
            limit = row.locator("[title^='Ξ <']").first
            expect(limit).to_have_attribute("title", re.compile(r"^Ξ < 0\.25 \(stopped after"))
            done = page.locator(".tabulator-row", has_text=TOY)
            expect(done).to_contain_text("0.200")
            expect(done).to_have_text(re.compile(r"≈ 0\.[34]"))
            keep(page, "rank-stopped")
    finally:
        delete_folder(folder)


def test_filter_sort_columns_and_downloads(server, browser, campaign, tmp_path):
    with rank(browser, server) as page:
        ascending = ranked(campaign)
        page.locator(".tabulator-col[tabulator-field=source_id]").click()
        named(page, sorted(ascending))
        field = page.get_by_label("Filter, for example")
        field.fill('has("Li") and name != "c1"')
        field.press("Enter")
        named(page, ["c0", "c2", "c3"])
        page.get_by_text("3 of 5 rows").wait_for()
        with page.expect_download() as download:
            page.locator(".test-csv").get_by_text("CSV", exact=True).click()
        download.value.save_as(tmp_path / "table.csv")
        table = pd.read_csv(tmp_path / "table.csv")
        assert set(table["source_id"]) == {"c0", "c2", "c3"}
        assert table.set_index("source_id").loc["c0", "sigma"] == 0.001
        # a formula opens the row that it stands in, however the table is sorted and filtered
        field.fill("xi >")
        field.press("Enter")
        page.get_by_role("alert").filter(has_text="filter").wait_for()
        named(page, ["c0", "c2", "c3"])
        page.locator(".test-columns button").click()
        page.get_by_role("button", name="Mobile ion").click()
        page.locator(".tabulator-col[tabulator-field=mobile]").wait_for()
        page.locator(".tabulator-row", has_text="c3").locator(".formula").click()
        page.locator(".caption", has_text="c3").wait_for()
        page.wait_for_url(re.compile(rf"{NAME}(%2F|/)fields"))
        until(page, lambda: "page=" not in page.url or "page=explore" in page.url, "the explorer's address")


def test_rows_and_points_select_each_other_and_two_are_compared(server, browser, campaign):
    with rank(browser, server) as page:
        tick(page, "c0")
        tick(page, "c2")
        expect(page.locator(".lines b")).to_have_text(["Li2O2", "Li2O2"])
        select(page, "y", "MPE (eV)")
        where = """() => { for (const m of Bokeh.documents[0]._all_models.values()) if (m.type === 'Figure') {
          const r = m.renderers.find((r) => r.name === 'values'); const view = Bokeh.index.find_one(m);
          if (!r || !view?.shadow_el?.isConnected || m.below[0].axis_label !== 'Ξ'
              || m.left[0].axis_label !== 'MPE (eV)') continue;
          const d = r.data_source.data, i = Array.from(d.name).indexOf('c3');
          if (r.data_source.selected.indices.length !== 2) continue;
          const box = view.shadow_el.host.getBoundingClientRect();
          return [box.x + view.frame.x_scale.compute(d.x[i]), box.y + view.frame.y_scale.compute(d.y[i])] } }"""
        page.mouse.click(*steady(page, lambda: page.evaluate(where)))
        expect(page.locator(".lines b")).to_have_count(1)
        page.locator(".tabulator-row.tabulator-selected", has_text="c3").wait_for()
        expect(page.locator(".tabulator-row.tabulator-selected")).to_have_count(1)
        keep(page, "rank-selected")

        tick(page, "c0")
        page.locator(".test-compare button").click()
        page.wait_for_function(f"() => {{ window.pair = ({PAIR})(); return pair.length === 2 }}")
        page.wait_for_function("() => pair.every((v) => !v.statistics.moving)")
        before = steady(page, lambda: page.evaluate(TURNED))
        assert before[0] == before[1]
        stage = place(page.locator(".pv-rank-side .pv-viewer").first)
        middle = (stage["x"] + stage["width"] / 2, stage["y"] + stage["height"] / 2)
        page.mouse.move(*middle)
        page.mouse.down()
        page.mouse.move(middle[0] + 120, middle[1] + 40, steps=6)
        page.mouse.up()
        page.wait_for_function(
            f"(before) => {{ const now = ({TURNED})(); return now[0] === now[1] && now[0] !== before }}",
            arg=before[0],
        )  # fmt: skip
        page.keyboard.press("1")
        mpe = ResultsDatabase(campaign).table().set_index("source_id").loc["c3", "mpe"]
        for side in (0, 1):
            page.get_by_label(f"isosurface of the energy at {mpe:.3f} electronvolts").nth(side).wait_for()
        keep(page, "rank-compare")
        page.locator(".test-back button").click()
        page.locator(".tabulator-row", has_text="broken").wait_for()


def test_a_row_comes_while_the_page_is_open(server, browser, campaign, tmp_path):
    with rank(browser, server) as page:
        extra = write_crystals(tmp_path / "in", 1, first=1.4)
        (extra / "c0.vasp").rename(extra / "fresh.vasp")
        screen(campaign, extra)
        page.locator(".tabulator-row", has_text="fresh").wait_for()
        page.get_by_text("5 results · 1 failed").wait_for()
        expect(page.locator(".pv-rank-title")).to_contain_text(TOY)
