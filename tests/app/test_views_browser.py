"""Path and slice of the dashboard in headless Chromium: bottleneck, plane, threshold's line, picked atoms."""

from __future__ import annotations

import json
import re

import numpy as np
import pytest
from playwright.sync_api import expect

import pesviz
from pesviz.app.theme import asset
from pesviz.presentation.hops import named_hops
from pesviz.presentation.terms import describe_path
from tests.app.test_page import MODEL, RANGE, ready
from tests.browser import choose, keep, open_page, picture, place, settle, until

pytestmark = pytest.mark.browser


PLACE = """(chosen) => {
  viewer.view.apply()
  const box = viewer.canvas.getBoundingClientRect()
  const places = viewer.crystal.drawn.map((image) => {
    const p = image.position.clone().project(viewer.view.camera)
    return [box.x + (p.x + 1) / 2 * box.width, box.y + (1 - p.y) / 2 * box.height, ...image.fractional]
  })
  const covers = (x, y) => {
    let top = document.elementFromPoint(x, y)
    for (let inner = top; inner?.shadowRoot; ) {
      inner = inner.shadowRoot.elementFromPoint(x, y)
      if (inner === top) break
      top = inner
    }
    return top
  }
  const isNew = (at) => !chosen.some((other) => String(other) === String(at))
  return places.find(([x, y, ...at], n) => y > 220 && y < 700 && isNew(at) &&
    places.every(([u, v], m) => m === n || Math.hypot(u - x, v - y) > 40) && covers(x, y) === viewer.canvas) }"""
"""Where an atom can be clicked: apart from the others, not among the chosen, with nothing over the canvas."""


def line(page) -> str:
    return page.locator(".pv-level").get_attribute("d") or ""


def test_a_click_on_the_bottleneck_flies_there_and_lights_its_neighbours(server, browser):
    found = describe_path(pesviz.open(asset("gallery/LiFePO4.h5")))
    with open_page(browser, f"{server.url}?s=gallery:LiFePO4", width=1440, height=900) as page:
        ready(page, "LiFePO₄")
        page.get_by_role("tab", name="Path").click()
        page.locator(".hint", has_text="hops from site to site along [010]").wait_for()
        settle(page)
        stage = place(page.locator(".pv-stage"))
        before = picture(page, stage)
        # The diamond: where Bokeh's own scales put the bottleneck.
        x, y = page.wait_for_function(
            """() => { for (const m of Bokeh.documents[0]._all_models.values()) if (m.name === "bottleneck") {
              const {length: x, energy: y} = m.data_source.data
              for (const f of Bokeh.documents[0]._all_models.values()) {
                if (f.type !== "Figure" || !f.renderers.includes(m)) continue
                const view = Bokeh.index.find_one(f), box = view?.el.getBoundingClientRect()
                if (!box?.width || !x.length) continue
                return [box.x + view.frame.x_scale.compute(x[0]), box.y + view.frame.y_scale.compute(y[0])] } } }"""
        ).json_value()
        page.mouse.click(x, y)
        page.wait_for_function("() => viewer.options.surroundings.atoms?.length > 0")
        page.wait_for_function("() => viewer.path.marker.visible")
        there = pytest.approx(found.path.bottleneck_point, abs=1e-3)
        until(page, lambda: page.evaluate("viewer.view.state.target") == there, "the view of the bottleneck")
        settle(page)
        assert page.evaluate("viewer.options.surroundings") == found.surroundings
        after = picture(page, stage)
        assert (np.abs(after - before).max(axis=-1) > 40).mean() > 0.05
        keep(page, "page-bottleneck")
        # The other way round: the pointer on the tube is a dot on the profile, and a hop is a path like any other.
        page.get_by_role("combobox", name="way").click()
        hop = named_hops(pesviz.open(asset("gallery/LiFePO4.h5")))[1]
        choose(page, page.get_by_role("menuitem", name=hop.label))
        page.locator(".hint", has_text="Li 2 → Li 1").wait_for()
        page.wait_for_function("() => viewer.options.surroundings.point === undefined && !viewer.path.marker.visible")
        expect(page.locator(".pv-here")).to_have_css("visibility", "hidden")
        page.get_by_role("button", name="Reset the view").click()
        away = pytest.approx([0.5] * 3, abs=1e-3)
        until(page, lambda: page.evaluate("viewer.view.state.target") == away, "the whole cell in view")
        settle(page)
        page.mouse.move(700, 300)
        page.wait_for_function("() => viewer.caster")
        page.mouse.move(
            *page.evaluate(
                """() => { viewer.view.apply(); const box = viewer.canvas.getBoundingClientRect()
                  for (let f = 0.1; f < 0.95; f += 0.05) {
                    const p = viewer.path.curve.getPoint(f).project(viewer.view.camera)
                    const x = (p.x + 1) / 2 * box.width, y = (1 - p.y) / 2 * box.height
                    viewer.caster.setFromCamera(p.clone().setZ(0.5), viewer.view.camera)
                    const atom = viewer.crystal.hit(viewer.caster.ray), path = viewer.path.hit(viewer.caster.ray)
                    const near = atom?.position.clone().sub(viewer.caster.ray.origin).dot(viewer.caster.ray.direction)
                    if (path && (!atom || path.along < near)) return [box.x + x, box.y + y] } }"""
            )
        )
        page.wait_for_function("() => viewer.path.marker.visible && viewer.options.marker > 0")
        page.wait_for_function("() => viewer.overlay.tip.textContent.includes('Å along the path')")
        expect(page.locator(".pv-here")).to_have_css("visibility", "visible")


def test_a_slice_lies_in_the_viewer_and_its_threshold_line_follows_the_slider(server, browser):
    with open_page(browser, f"{server.url}?s=gallery:Li3N&t=1.0", width=1440, height=900) as page:
        ready(page, "α-Li₃N")
        page.get_by_role("tab", name="Slice").click()
        page.locator(".hint", has_text="Level map on (001)").wait_for()
        low = until(page, lambda: len(line(page)) > 200 and line(page), "the line of the threshold")
        assert "NaN" not in low
        corners = page.wait_for_function(f"() => ({MODEL})('Viewer').plane.corners").json_value()
        assert np.array(corners)[:, 2] == pytest.approx(0.5)
        page.locator(RANGE).focus()
        for _ in range(3):
            page.keyboard.press("Shift+ArrowRight")
        until(page, lambda: line(page) not in {"", low}, "another line")
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
    with open_page(browser, f"{server.url}?s=gallery:LiCoO2", width=1440, height=900) as page:
        ready(page, "LiCoO₂")
        page.get_by_role("tab", name="Slice").click()
        page.get_by_role("combobox", name="plane").click()
        choose(page, page.get_by_role("menuitem", name="three atoms"))
        page.locator(".hint", has_text="Click three atoms in the viewer.").wait_for()
        settle(page)
        chosen = []
        for number in range(1, 4):
            x, y, *at = page.wait_for_function(PLACE, arg=chosen).json_value()
            page.mouse.click(x, y)
            page.wait_for_function("(at) => String(viewer.picked?.fractional) === String(at)", arg=at)
            chosen.append(at)
            if number < 3:
                page.locator(".hint", has_text=re.compile("So far: " + ", ".join([r"\w+ \d+"] * number))).wait_for()
        page.locator(".hint", has_text="on the plane of three atoms").wait_for()
        page.wait_for_function("() => viewer.options.plane.corners?.length >= 3")
        corners = np.array(page.evaluate("viewer.options.plane.corners"))
        chosen = np.array(chosen)
        normal = np.cross(chosen[1] - chosen[0], chosen[2] - chosen[0])
        assert (corners - chosen[0]) @ normal == pytest.approx(0, abs=1e-4), "through the images that were clicked"
        settle(page)
        keep(page, "page-slice-atoms")


@pytest.mark.parametrize(("choice", "name"), [("Live page", "LiCl.html"), ("Figure for a paper", "LiCl-figure.svg")])
def test_what_the_export_tab_hands_out(server, browser, choice, name):
    with open_page(browser, f"{server.url}?s=gallery:LiCl-wurtzite&t=0.3", width=1440, height=900) as page:
        ready(page)
        page.get_by_role("tab", name="Export").click()
        page.get_by_role("combobox", name="What to download").click()
        choose(page, page.get_by_text(re.compile(f"^{choice}")).first)
        with page.expect_download() as waiting:
            page.get_by_role("button", name="Download", exact=True).click()
        assert waiting.value.suggested_filename == name
        text = waiting.value.path().read_text(encoding="utf-8")
    if name.endswith("html"):
        data = json.loads(re.search(r'id="pesviz-result">(.*?)</script>', text, re.DOTALL)[1])
        assert data["level"] == pytest.approx(0.3)
        assert data["name"] == "LiCl"
    else:
        assert "<svg" in text
