"""The stand-alone page as a person meets it: opened from disk with the network off."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pytest
from playwright.sync_api import expect
from scipy.ndimage import map_coordinates

import pesviz
from pesviz.export import write
from pesviz.landscape.periodic_field import clip_walls
from pesviz.presentation.hops import named_hops
from pesviz.presentation.slices import lattice_plane
from tests.browser import keep, open_page, picture, place, settle, until

pytestmark = pytest.mark.browser

GALLERY = Path(__file__).resolve().parents[2] / "assets" / "gallery"
VIEW = "document.querySelector('.view').pesvizViewer"


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    folder = tmp_path_factory.mktemp("pages")
    for key in ("LiFePO4", "Li3N"):
        write(pesviz.open(GALLERY / f"{key}.h5"), folder / f"{key}.html")
    return folder


@contextmanager
def shown(browser, path: Path, **options) -> Iterator:
    """The page from disk, at rest. `open_page` fails on requests that leave the machine; here none is allowed."""
    with open_page(browser, path.as_uri(), offline=True, **options) as page:
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.wait_for_selector("#result[data-ready]")
        settle(page)
        yield page
        assert [url for url in asked if not url.startswith(("blob:", "data:"))] == []


def pixels(page, selector: str) -> np.ndarray:
    page.locator(selector).scroll_into_view_if_needed()
    return picture(page, place(page.locator(selector)))


def level(page) -> float:
    return page.evaluate(f"{VIEW}.options.level")


def state(page):
    return page.locator(".state output")


def test_the_slider_moves_surface_numbers_and_marker(browser, pages):
    with shown(browser, pages / "Li3N.html", width=1440, height=900) as page:
        assert page.evaluate("document.documentElement.scrollHeight") <= 900, "nothing scrolls"
        assert place(page.locator(".stage"))["width"] >= 0.6 * 1440
        expect(page.locator(".caption h1")).to_have_text("α-Li₃N")
        expect(state(page)).to_have_text("not connected")
        before, curve = pixels(page, ".view"), page.locator(".chart .marker").first.get_attribute("x1")
        thumb = place(page.locator(".range"))
        y = thumb["y"] + thumb["height"] / 2
        at = lambda energy: thumb["x"] + 9 + energy / 4 * (thumb["width"] - 18)  # noqa: E731
        page.mouse.move(at(0.5), y)
        page.mouse.down()
        for energy in np.linspace(0.55, 1.5, 12):
            page.mouse.move(at(energy), y)
        page.mouse.up()
        until(page, lambda: level(page) == pytest.approx(1.5, abs=0.02), "the level follows")
        settle(page)
        expect(state(page)).to_have_text("connected in 2D in the plane of [100] and [010]")
        after = pixels(page, ".view")
        assert (np.abs(after - before).max(axis=-1) > 40).mean() > 0.02
        expect(page.locator(".chart .marker").first).not_to_have_attribute("x1", curve)
        page.keyboard.press("3")
        expect(state(page)).to_have_text("connected in 3D")
        page.keyboard.press("ArrowLeft")
        expect(state(page)).to_have_text(re.compile("^connected in 2D"))
        keep(page, "html-li3n")


def test_ticks_chips_and_the_curve_set_the_threshold(browser, pages):
    landscape = pesviz.open(GALLERY / "LiFePO4.h5")
    with shown(browser, pages / "LiFePO4.html") as page:
        page.locator(".tick", has_text="E1D").first.click()
        until(page, lambda: level(page) == pytest.approx(landscape.percolation.e_1d, abs=2e-4), "E_1D")
        expect(state(page)).to_have_text("connected in 1D along [010]")
        page.locator(".chip", has_text="E3D").click()
        until(page, lambda: level(page) == pytest.approx(landscape.percolation.e_3d, abs=2e-4), "E_3D")
        number = page.locator(".connected .number")
        before = number.text_content()
        box = place(page.locator(".plot.volumes .chart"))
        page.mouse.click(box["x"] + 60 + 0.25 * (box["width"] - 72), box["y"] + 80)
        until(page, lambda: 0.2 < level(page) < 1.3, "the energy that was clicked")
        expect(number).not_to_have_text(before)
        connected = number.inner_text()
        expected = float(landscape.free_volume([level(page)], "connected")[0])
        assert float(connected.split()[0]) == pytest.approx(100 * expected, rel=0.1)


def test_the_profile_and_the_viewer_are_linked(browser, pages):
    with shown(browser, pages / "LiFePO4.html") as page:
        chart = place(page.locator(".path .chart"))
        page.mouse.move(chart["x"] + 60 + 0.5 * (chart["width"] - 72), chart["y"] + 60)
        page.wait_for_function(f"() => {VIEW}.path.marker.visible")
        half = pytest.approx(0.5, abs=0.01)
        until(page, lambda: page.evaluate(f"{VIEW}.options.marker") == half, "the marker half way")
        expect(page.locator(".path .tip")).to_contain_text("Å")
        page.mouse.move(10, 300)
        page.wait_for_function(f"() => !{VIEW}.path.marker.visible")
        before = page.evaluate(f"{VIEW}.view.state")
        page.locator(".bottleneck").click()
        page.wait_for_function(f"(old) => {VIEW}.view.state.distance < 0.9 * old", arg=before["distance"])
        result = page.evaluate("JSON.parse(document.querySelector('#pesviz-result').textContent)")
        bottleneck = result["paths"][0]["path"]["bottleneck"]
        there = pytest.approx(bottleneck["surroundings"]["point"], abs=1e-3)
        until(page, lambda: page.evaluate(f"{VIEW}.view.state.target") == there, "the view of the bottleneck")
        until(page, lambda: page.evaluate(f"{VIEW}.options.surroundings") == bottleneck["surroundings"])
        settle(page)
        keep(page, "html-bottleneck")


def test_slices_are_those_of_python(browser, pages):
    landscape = pesviz.open(GALLERY / "Li3N.h5")
    cell = landscape.pes.crystal.cell
    values = clip_walls(landscape.field("level_map")).astype(float)
    with shown(browser, pages / "Li3N.html", width=1440, height=900) as page:
        assert not page.evaluate(f"{VIEW}.options.plane.corners")
        page.locator(".slice summary").click()
        page.wait_for_function(f"() => {VIEW}.options.plane.corners?.length >= 3")
        page.get_by_label("Plane", exact=True).select_option(label="(110)")
        page.get_by_label("Offset in interplanar distances").fill("0.3")
        view = "document.querySelector('.slice > div').pesvizSlice"
        found = page.evaluate(
            f"(() => {{ const {{plane, samples}} = {view}.shown;"
            " return {...plane, nx: samples.nx, ny: samples.ny, values: Array.from(samples.values)} })()"
        )
        plane = lattice_plane(cell, (1, 1, 0), 0.3).with_ratio(found["size"][0] / found["size"][1])
        assert found["size"] == pytest.approx(plane.size)
        np.testing.assert_allclose(found["origin"], plane.origin, atol=1e-6)
        x, y = (np.linspace(-s / 2, s / 2, n) for s, n in zip(plane.size, (found["nx"], found["ny"]), strict=True))
        points = plane.points(np.stack(np.meshgrid(x, y), axis=-1)) @ np.linalg.inv(cell)
        at = np.moveaxis(points * values.shape, -1, 0)
        expected = map_coordinates(values, at, order=1, mode="grid-wrap")
        mine = np.reshape(found["values"], expected.shape)
        np.testing.assert_allclose(mine, expected, atol=2e-4)  # 16 bits over 6 eV
        line = page.locator(".cut .level").get_attribute("d")
        page.keyboard.press("2")
        until(page, lambda: page.locator(".cut .level").get_attribute("d") not in {"", line}, "another line")
        corners = np.array(page.evaluate(f"{VIEW}.options.plane.corners"))
        np.testing.assert_allclose(corners[:, :2].sum(axis=1), 0.3, atol=1e-6)
        keep(page, "html-slice")
        page.locator(".slice summary").click()
        page.wait_for_function(f"() => !{VIEW}.options.plane.corners")


def test_a_plane_through_three_atoms_of_the_page(browser, pages):
    with shown(browser, pages / "LiFePO4.html", width=1440, height=900) as page:
        page.locator(".slice summary").click()
        page.get_by_label("Plane", exact=True).select_option(label="three atoms")
        expect(page.locator(".slice .hint")).to_contain_text("Click three atoms")
        settle(page)
        places = page.evaluate(
            f"""() => {{ const v = {VIEW}; v.view.apply(); const box = v.canvas.getBoundingClientRect()
              const all = v.crystal.drawn.map((image) => {{
                const p = image.position.clone().project(v.view.camera)
                return [box.x + (p.x + 1) / 2 * box.width, box.y + (1 - p.y) / 2 * box.height, image.fractional]
              }})
              return all.filter(([x, y], n) => y > 160 && y < 700 &&
                all.every(([u, w], m) => m === n || Math.hypot(u - x, w - y) > 40)) }}"""
        )
        for x, y, at in places[:3]:
            page.mouse.click(x, y)
            page.wait_for_function(f"(at) => String({VIEW}.picked?.fractional) === String(at)", arg=at)
        page.locator(".slice .hint", has_text="the plane of three atoms").wait_for()
        corners = np.array(page.evaluate(f"{VIEW}.options.plane.corners"))
        a, b, c = (np.array(at) for *_, at in places[:3])
        np.testing.assert_allclose((corners - a) @ np.cross(b - a, c - a), 0, atol=1e-6)


def test_hops_can_be_chosen_in_the_page(browser, pages):
    landscape = pesviz.open(GALLERY / "LiFePO4.h5")
    hop = named_hops(landscape)[1]
    with shown(browser, pages / "LiFePO4.html") as page:
        page.get_by_label("Path", exact=True).select_option(label=hop.label)
        expect(page.locator(".path .hint")).to_contain_text("Li 2 → Li 1")
        points = page.evaluate(f"{VIEW}.options.path.points")
        np.testing.assert_allclose(points[0], hop.path.path.points[0], atol=1e-4)
        page.get_by_label("Which ion").select_option(label="Li 3")
        page.wait_for_function(f"() => {VIEW}.options.path.points.length !== {len(points)}")
        expect(state(page)).to_have_text("Li 3 alone: not connected")
        page.keyboard.press("3")
        expect(state(page)).to_have_text(re.compile("^Li 3 alone: connected in"))


def test_field_ion_and_colours_can_be_chosen(browser, pages):
    with shown(browser, pages / "LiFePO4.html") as page:
        total = f"{VIEW}.field.grid.data.reduce((sum, x) => sum + x)"
        sums = {page.evaluate(total)}
        page.get_by_role("button", name="PES").click()
        page.wait_for_function(f"(old) => {total} !== old", arg=min(sums))
        sums.add(page.evaluate(total))
        triangles = page.evaluate(f"{VIEW}.statistics.triangles")
        page.get_by_label("Which ion").select_option(label="Li 2")
        page.wait_for_function(f"(old) => {VIEW}.statistics.triangles < old", arg=triangles)
        assert page.evaluate(total) not in sums
        expect(page.locator(".path .hint")).to_contain_text("Li 2 moves along")
        light = pixels(page, ".view")
        page.get_by_role("button", name="Light or dark").click()
        until(page, lambda: pixels(page, ".view").mean() < light.mean() - 100, "a dark view")


@pytest.mark.parametrize(("width", "height", "dark"), [(1280, 720, True), (390, 844, False)])
def test_other_screens(browser, pages, width, height, dark):
    with shown(browser, pages / "LiFePO4.html", width=width, height=height, dark=dark) as page:
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        slider, view = place(page.locator(".range")), place(page.locator(".view"))
        assert slider["y"] + slider["height"] <= height, "the slider is on the first screen"
        assert view["width"] >= 0.6 * width
        assert view["height"] >= 0.4 * height
        body = pixels(page, ".side").mean()
        assert body < 90 if dark else body > 200
        keep(page, f"html-{width}")


def test_a_browser_without_webgl_still_gets_the_numbers(browser, pages):
    init = """HTMLCanvasElement.prototype.getContext = new Proxy(HTMLCanvasElement.prototype.getContext, {
      apply: (f, self, args) => args[0].startsWith("webgl") ? null : Reflect.apply(f, self, args)})"""
    with open_page(browser, (pages / "Li3N.html").as_uri(), offline=True, init=init) as page:
        page.wait_for_selector("#result[data-ready]")
        expect(page.locator(".message")).to_contain_text("no WebGL")
        page.keyboard.press("3")
        expect(state(page)).to_have_text("connected in 3D")


def test_above_the_limit_every_number_carries_the_sign(browser, closed_landscape, tmp_path):
    write(closed_landscape, tmp_path / "predicted.html", threshold=0.5)
    with shown(browser, tmp_path / "predicted.html", width=1440, height=900) as page:
        band, slider = place(page.locator("div.predicted")), place(page.locator(".range"))
        expect(page.locator("div.predicted")).to_have_text("predicted")
        assert band["x"] - slider["x"] == pytest.approx(9 + 0.6 / 4 * (slider["width"] - 18), abs=2)
        numbers = page.locator("output.number")
        assert not any("≈" in text for text in numbers.all_inner_texts())
        page.locator(".tick", has_text="≈ E").first.locator(".label").click()
        until(page, lambda: level(page) > 1.3, "the level of the tick")
        until(page, lambda: all(text.startswith("≈ ") for text in numbers.all_inner_texts()), "≈ at every number")
        expect(state(page)).to_have_text(re.compile(r"\(predicted\)$"))
        expect(page.locator(".chip .value").first).to_have_text("≈ 1.4 eV")
        expect(page.locator(".chart .opening text", has_text="predicted")).to_have_count(1)
        assert page.locator(".chart .line.predicted.connected").get_attribute("d")
        expect(page.locator(".path .hint")).to_contain_text("predicted: E₁D ≈ 1.4 eV")
