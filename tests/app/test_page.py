"""The dashboard as a user meets it, in headless Chromium; nothing may leave this machine."""

from __future__ import annotations

import io
import re
import time

import numpy as np
import pytest
from PIL import Image

from tests.browser import choose, keep, opened

pytestmark = pytest.mark.browser

STAGE = ".pv-stage"
RANGE = "input[type=range].range"
LICL = b"""data_LiCl
_symmetry_space_group_name_H-M 'P 1'
_cell_length_a 5.13
_cell_length_b 5.13
_cell_length_c 5.13
_cell_angle_alpha 90
_cell_angle_beta 90
_cell_angle_gamma 90
loop_
_atom_site_label
_atom_site_type_symbol
_atom_site_fract_x
_atom_site_fract_y
_atom_site_fract_z
Li1 Li 0 0 0
Li2 Li 0.5 0.5 0
Li3 Li 0.5 0 0.5
Li4 Li 0 0.5 0.5
Cl1 Cl 0.5 0.5 0.5
Cl2 Cl 0 0 0.5
Cl3 Cl 0 0.5 0
Cl4 Cl 0.5 0 0
"""
HALF_OCCUPIED = LICL.replace(b"_atom_site_fract_z\n", b"_atom_site_fract_z\n_atom_site_occupancy\n").replace(
    b"Li1 Li 0 0 0\n", b"Li1 Li 0 0 0 0.5\n"
)
HALF_OCCUPIED = re.sub(rb"^((?:Li[234]|Cl\d) .*)$", rb"\1 1.0", HALF_OCCUPIED, flags=re.MULTILINE)
MODELS = "Bokeh.documents[0]._all_models.values()"
MODEL = f"(name) => {{ for (const m of {MODELS}) if (m.class_name === name) return m.data }}"


def pixels(page) -> np.ndarray:
    """Pixels of the stage without what lies over it."""
    box = page.locator(STAGE).bounding_box()
    clip = {"x": box["x"] + 80, "y": box["y"] + 110, "width": box["width"] - 180, "height": box["height"] - 190}
    return np.asarray(Image.open(io.BytesIO(page.screenshot(clip=clip))).convert("RGB")).astype(int)


def ready(page, text: str = "LiCl (wurtzite)", seconds: float = 180) -> None:
    """Wait until a result is on the screen: its title, and atoms and surface drawn."""
    page.locator(".caption h1", has_text=text).wait_for(timeout=seconds * 1000)
    page.wait_for_function(f"() => ({MODEL})('Viewer')?.webgl === true", timeout=seconds * 1000)
    page.wait_for_timeout(600)


def marker(page) -> float:
    """Where the marker of the curves stands, eV: its place on the screen, by the scale of the plot."""
    return page.evaluate(
        f"() => {{ for (const m of {MODELS}) if (m.type === 'Figure' && m.y_scale.type === 'LogScale') {{"
        " const {shadow_el, frame} = Bokeh.index.find_one(m);"
        " const line = shadow_el.querySelector('.pv-marks .line');"
        " const x = new DOMMatrix(getComputedStyle(line).transform).m41;"
        " return frame.x_scale.invert(x + 0.8) } }"
    )


def drag(page, start: float, end: float, steps: int = 12) -> None:
    """Drag the threshold from one energy to another (0–4 eV over the slider)."""
    box = page.locator(RANGE).bounding_box()
    at = lambda t: box["x"] + 9 + (box["width"] - 18) * t / 4  # noqa: E731
    y = box["y"] + box["height"] / 2
    page.mouse.move(at(start), y)
    page.mouse.down()
    for k in range(1, steps + 1):
        page.mouse.move(at(start + (end - start) * k / steps), y)
        page.wait_for_timeout(20)
    page.mouse.up()
    page.wait_for_timeout(500)


def test_a_gallery_item_is_there_and_the_slider_moves_surface_and_marker(server, browser):
    with opened(browser, server.url, width=1440, height=900) as page:
        ready(page)
        scrolls = page.evaluate(
            "[document.documentElement.scrollHeight > innerHeight, document.documentElement.scrollWidth > innerWidth]"
        )
        assert scrolls == [False, False]
        assert page.locator(STAGE).bounding_box()["width"] >= 0.6 * 1440
        page.locator(".pv-bar .number").fill("0.3")
        page.keyboard.press("Enter")
        page.wait_for_timeout(600)
        before, at = pixels(page), marker(page)
        assert at == pytest.approx(0.3, abs=2e-3)
        keep(page, "page-gallery")
        drag(page, 0.3, 1.5)
        after = pixels(page)
        changed = (np.abs(after - before).max(axis=2) > 24).mean()
        assert changed > 0.02, f"only {changed:.1%} of the stage changed"
        assert marker(page) == pytest.approx(1.5, abs=0.06)
        assert float(page.locator(".pv-bar .number").input_value()) == pytest.approx(marker(page), abs=1e-3)
        keep(page, "page-dragged")


def test_the_server_sends_next_to_nothing_while_the_slider_moves(server, browser):
    count = """(() => { window.__bytes = 0; const WS = window.WebSocket
      window.WebSocket = class extends WS { constructor(...a) { super(...a)
        this.addEventListener("message", (m) => {
          window.__bytes += m.data.length ?? m.data.byteLength ?? 0 }) } } })()"""
    with opened(browser, server.url, width=1440, height=900, init=count) as page:
        ready(page)
        page.wait_for_timeout(1500)
        page.evaluate("window.__bytes = 0")
        steps = 40
        drag(page, 0.2, 1.2, steps)
        page.wait_for_timeout(1500)
        assert page.evaluate("window.__bytes") / steps <= 300


def test_keys_ticks_and_address(server, browser):
    with opened(browser, server.url, width=1440, height=900) as page:
        ready(page)
        value = lambda: page.evaluate(f"() => ({MODEL})('ThresholdBar').value")  # noqa: E731
        page.locator(STAGE).click(position={"x": 200, "y": 500})
        page.keyboard.press("1")
        one = value()
        page.keyboard.press("2")
        assert value() >= one > 0
        page.keyboard.press("ArrowRight")
        assert value() > one
        page.get_by_role("button", name=re.compile("0.5 eV: the threshold at which")).first.click()
        assert value() == pytest.approx(0.5)
        page.wait_for_timeout(900)
        assert "s=gallery%3ALiCl-wurtzite" in page.url
        assert "t=0.5" in page.url
        page.keyboard.press("m")
        page.locator(".pv-main.presenter").wait_for(timeout=60_000)
        page.wait_for_timeout(500)
        keep(page, "page-presenter")
        page.keyboard.press("m")
        page.keyboard.press("p")
        page.wait_for_timeout(800)
        page.keyboard.press(" ")
        stopped = value()
        assert 0 < stopped < 1.5
        page.wait_for_timeout(300)
        assert value() == stopped


def test_an_address_brings_back_the_picture(server, browser):
    address = f"{server.url}?s=gallery:LiFePO4&field=pes&cells=2&ion=2&t=0.812"
    with opened(browser, address, width=1280, height=720) as page:
        ready(page, "LiFePO₄")
        viewer = page.evaluate(f"() => {{ const v = ({MODEL})('Viewer'); return [v.cells, v.level] }}")
        assert viewer == [2, pytest.approx(0.812)]
        assert page.get_by_label("Energy threshold in electronvolts, as a number").input_value() == "0.812"
        assert page.get_by_text("Li 2", exact=True).is_visible()


def test_dark_mode_follows_the_system_and_the_button(server, browser):
    with opened(browser, server.url, width=1440, height=900, dark=True) as page:
        ready(page)
        page.wait_for_function(f"() => ({MODEL})('Viewer').dark === true", timeout=8000)
        page.wait_for_timeout(800)
        corner = pixels(page)[-3:, -3:].mean()
        assert corner < 60
        keep(page, "page-dark")
        page.get_by_label("Toggle theme").click()
        page.wait_for_function(f"() => ({MODEL})('Viewer').dark === false", timeout=8000)
        page.wait_for_timeout(800)
        assert pixels(page)[-3:, -3:].mean() > 200


def test_a_phone_shows_crystal_slider_and_numbers_without_the_drawer(server, browser):
    with opened(browser, server.url, width=390, height=844) as page:
        ready(page)
        page.wait_for_function(f"() => ({MODEL})('Page').sidebar_open === false", timeout=8000)
        page.wait_for_timeout(600)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        box = page.locator(RANGE).bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 390
        assert box["y"] + box["height"] < 844
        keep(page, "page-phone")


def choose_potential(page, title: str) -> None:
    page.get_by_role("combobox", name="Potential").click()
    choose(page, page.get_by_role("menuitem", name=re.compile(f"^{title}")).first)


def upload(page, name: str, data: bytes) -> None:
    page.locator("input[type=file]").set_input_files({"name": name, "mimeType": "text/plain", "buffer": data})


def test_an_uploaded_cif_is_scanned_to_the_end(server, browser):
    with opened(browser, server.url, width=1440, height=900) as page:
        ready(page)
        upload(page, "rock salt.cif", LICL)
        page.get_by_text("8 atoms, 4 × Li mobile").wait_for(timeout=180_000)
        assert page.locator(".caption h1").inner_text() == "LiCl"
        choose_potential(page, "Toy: network")
        page.get_by_role("button", name="Run scan").click()
        page.locator(".line", has_text="Toy: network").wait_for(timeout=120_000)
        page.get_by_text("= S₁ · S₂").wait_for(timeout=180_000)
        page.get_by_text("Recent results").wait_for()
        page.get_by_role("button", name="Run scan").wait_for(timeout=90_000)
        page.wait_for_timeout(500)
        keep(page, "page-uploaded")


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("nonsense.cif", b"\x00\x01 this is no crystal", "remedy"),
        ("empty.cif", b"", "remedy"),
        ("half.cif", HALF_OCCUPIED, "occupied"),
        ("no-ion.cif", LICL.replace(b"Li", b"Ar").replace(b"Cl", b"Kr"), "mobile"),
    ],
)
def test_nonsense_gets_a_sentence_and_a_remedy_in_place(server, browser, name, data, words):
    with opened(browser, server.url, width=1440, height=900) as page:
        ready(page)
        upload(page, name, data)
        alert = page.get_by_role("alert").first
        alert.wait_for(timeout=180_000)
        said = alert.inner_text()
        assert len(said.split(".")) >= 2
        assert "Traceback" not in said
        if words != "remedy":
            assert words in said
        keep(page, f"page-{name.split('.')[0]}")


def start_long_scan(page) -> None:
    """Start a scan of minutes: a real potential on a fine grid."""
    page.get_by_role("button", name=re.compile("LiFePO₄")).click()
    ready(page, "LiFePO₄")
    page.get_by_text("Cell, relaxation, grid").click()
    page.get_by_label("Grid spacing").fill("0.1")
    page.keyboard.press("Tab")
    page.get_by_role("button", name="Run scan").click()
    page.get_by_text("Cancel").wait_for(timeout=60_000)


def test_cancel_stops_the_process(server, browser):
    with opened(browser, server.url, width=1440, height=900) as page:
        ready(page)
        start_long_scan(page)
        page.wait_for_timeout(1000)
        assert server.workers()
        page.get_by_text("Cancel").click()
        end = time.monotonic() + 15  # it takes well below a second where the cores are not busy with other tests
        while server.workers() and time.monotonic() < end:
            time.sleep(0.02)
        assert not server.workers()
        page.get_by_role("button", name="Run scan").wait_for(timeout=60_000)


def test_closing_a_tab_stops_its_job_and_leaves_the_other_tab_alone(server, browser):
    with opened(browser, server.url, width=1440, height=900) as other:
        ready(other)
        start_long_scan(other)
        with opened(browser, server.url, width=1280, height=720) as page:
            ready(page)
            assert "LiFePO₄" not in page.locator(".caption h1").inner_text()
            start_long_scan(page)
            page.wait_for_timeout(1500)
            assert len(server.workers()) == 2
        end = time.monotonic() + 15
        while len(server.workers()) > 1 and time.monotonic() < end:
            time.sleep(0.2)
        assert len(server.workers()) == 1
        assert other.get_by_text("Cancel").is_visible()
        other.get_by_text("Cancel").click()
        other.get_by_role("button", name="Run scan").wait_for(timeout=60_000)
    end = time.monotonic() + 15  # the job that estimates what a scan will cost ends with its tab too
    while server.workers() and time.monotonic() < end:
        time.sleep(0.2)
    assert not server.workers()


def test_partial_occupancy_is_mended_by_a_button(server, browser):
    with opened(browser, server.url, width=1440, height=900) as page:
        ready(page)
        upload(page, "half.cif", HALF_OCCUPIED)
        page.get_by_role("button", name="Draw an ordered arrangement").click(timeout=180_000)
        page.get_by_role("button", name="Draw another (this is arrangement 1)").wait_for(timeout=180_000)
        assert page.get_by_role("alert").count() == 0
        choose_potential(page, "Toy: network")
        page.get_by_role("button", name="Run scan").click()
        page.locator(".line", has_text="Toy: network").wait_for(timeout=120_000)
        keep(page, "page-arranged")


NO_WEBGL = """const original = HTMLCanvasElement.prototype.getContext
HTMLCanvasElement.prototype.getContext = function (kind, ...rest) {
  return /webgl/.test(kind) ? null : original.call(this, kind, ...rest) }"""


def test_without_webgl_the_server_draws_the_whole_view(server, browser):
    with opened(browser, server.url, width=1280, height=720, init=NO_WEBGL) as page:
        page.get_by_text("no WebGL: the server draws").wait_for(timeout=180_000)
        picture = page.locator(".pv-picture img")
        picture.wait_for(timeout=180_000)
        before = picture.get_attribute("src")
        drag(page, 0.5, 1.5)
        end = time.monotonic() + 20
        while picture.get_attribute("src") == before and time.monotonic() < end:
            page.wait_for_timeout(100)
        assert picture.get_attribute("src") != before
        assert pixels(page).std() > 5
        keep(page, "page-no-webgl")


def test_the_picture_for_print_is_large(server, browser):
    with opened(browser, server.url, width=1440, height=900) as page:
        ready(page)
        page.get_by_role("tab", name="Export").click()
        page.get_by_role("combobox", name="What to download").click()
        page.get_by_text(re.compile("^Picture for print")).first.click()
        with page.expect_download(timeout=180_000) as waiting:
            page.get_by_role("button", name="Download", exact=True).click()
        picture = Image.open(waiting.value.path())
        assert picture.size == (2400, 1800)
        assert np.asarray(picture.convert("RGB")).std() > 5
