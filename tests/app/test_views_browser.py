"""Path and slice of the dashboard in headless Chromium: bottleneck, plane, threshold's line, picked atoms."""

from __future__ import annotations

import io

import numpy as np
import pytest
from PIL import Image

import pesviz
from pesviz.app.theme import asset
from pesviz.landscape.words import way
from tests.app.test_page import MODEL, RANGE, ready
from tests.app.test_viewer_browser import FIND
from tests.browser import keep, opened

pytestmark = pytest.mark.browser


def at_rest(page) -> None:
    page.wait_for_function(FIND, timeout=30_000)
    page.wait_for_function("() => !viewer.statistics.moving && viewer.statistics.lod === 0", timeout=20_000)


def line(page) -> str:
    return page.locator(".pv-level").get_attribute("d") or ""


def test_a_click_on_the_bottleneck_flies_there_and_lights_its_neighbours(server, browser):
    found = way(pesviz.open(asset("gallery/LiFePO4.h5")))
    with opened(browser, f"{server.url}?s=gallery:LiFePO4", width=1440, height=900) as page:
        ready(page, "LiFePO₄")
        page.get_by_role("tab", name="Path").click()
        page.locator(".hint", has_text="hops from site to site along [010]").wait_for()
        at_rest(page)
        before = np.asarray(Image.open(io.BytesIO(page.locator(".pv-stage").screenshot())).convert("RGB")).astype(int)
        # The diamond: where Bokeh's own scales put the bottleneck.
        x, y = page.evaluate(
            """() => { for (const m of Bokeh.documents[0]._all_models.values()) if (m.name === "bottleneck") {
              const {x, y} = m.data_source.data
              for (const f of Bokeh.documents[0]._all_models.values()) {
                if (f.type !== "Figure" || !f.renderers.includes(m)) continue
                const view = Bokeh.index.find_one(f), box = view.el.getBoundingClientRect()
                return [box.x + view.frame.x_scale.compute(x[0]), box.y + view.frame.y_scale.compute(y[0])] } } }"""
        )
        page.mouse.click(x, y)
        page.wait_for_function("() => viewer.options.highlight.length > 0", timeout=10_000)
        page.wait_for_timeout(700)
        at_rest(page)
        assert page.evaluate("viewer.options.highlight") == list(found.near)
        np.testing.assert_allclose(page.evaluate("viewer.view.state.target"), found.path.bottleneck_point, atol=1e-3)
        assert page.evaluate("viewer.path.marker.visible")
        after = np.asarray(Image.open(io.BytesIO(page.locator(".pv-stage").screenshot())).convert("RGB")).astype(int)
        assert (np.abs(after - before).max(axis=-1) > 40).mean() > 0.05
        keep(page, "page-bottleneck")


def test_a_slice_lies_in_the_viewer_and_its_threshold_line_follows_the_slider(server, browser):
    with opened(browser, f"{server.url}?s=gallery:Li3N&t=1.0", width=1440, height=900) as page:
        ready(page, "α-Li₃N")
        page.get_by_role("tab", name="Slice").click()
        page.locator(".hint", has_text="Level map on (001)").wait_for()
        page.wait_for_function("() => document.querySelector('body') && true")
        page.wait_for_timeout(800)
        low = line(page)
        assert len(low) > 200
        assert "NaN" not in low
        corners = page.evaluate(f"({MODEL})('Viewer').plane.corners")
        assert np.array(corners)[:, 2] == pytest.approx(0.5)
        page.locator(RANGE).focus()
        for _ in range(3):
            page.keyboard.press("Shift+ArrowRight")
        page.wait_for_timeout(200)
        assert line(page) not in {"", low}
        keep(page, "page-slice")
        page.get_by_label("h k l").fill("1 1 0")
        page.keyboard.press("Enter")
        page.locator(".hint", has_text="Level map on (110)").wait_for()
        page.get_by_label("h k l").fill("0 0 0")
        page.keyboard.press("Enter")
        page.locator(".hint", has_text="(000) is no plane.").wait_for()
        page.get_by_role("tab", name="Path").click()
        page.wait_for_function(f"() => !({MODEL})('Viewer').plane.corners")


def test_a_plane_through_three_picked_atoms(server, browser):
    with opened(browser, f"{server.url}?s=gallery:LiCoO2", width=1440, height=900) as page:
        ready(page, "LiCoO₂")
        page.get_by_role("tab", name="Slice").click()
        page.get_by_role("combobox", name="plane").click()
        page.get_by_role("menuitem", name="three atoms").click()
        page.locator(".hint", has_text="Click three atoms in the viewer.").wait_for()
        at_rest(page)
        places = page.evaluate(
            """() => { viewer.view.apply(); const box = viewer.canvas.getBoundingClientRect()
              const seen = {}
              for (const image of viewer.crystal.drawn) {
                const p = image.position.clone().project(viewer.view.camera)
                const x = box.x + (p.x + 1) / 2 * box.width, y = box.y + (1 - p.y) / 2 * box.height
                const top = document.elementFromPoint(x, y)
                if (y > 220 && y < 760 && x > 340 && x < 1000) seen[image.atom.index] ??= [x, y]
              }
              return Object.values(seen) }"""
        )
        picked = 0
        for x, y in places:
            page.mouse.click(x, y)
            page.wait_for_timeout(250)
            picked = len(page.evaluate(f"({MODEL})('Viewer').highlight"))
            if picked == 3:
                break
        assert picked == 3
        page.locator(".hint", has_text="on the plane of three atoms").wait_for(timeout=5000)
        assert len(page.evaluate(f"({MODEL})('Viewer').plane.corners")) >= 3
        keep(page, "page-slice-atoms")
