"""The dashboard as a user meets it, in headless Chromium; nothing may leave this machine."""

from __future__ import annotations

import re

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import expect

from tests.browser import START_TIMEOUT_S, choose, keep, open_page, picture, place, settle, until
from tests.waiting import wait_until

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
    box = place(page.locator(STAGE))
    clip = {"x": box["x"] + 80, "y": box["y"] + 110, "width": box["width"] - 180, "height": box["height"] - 190}
    return picture(page, clip)


def ready(page, text: str = "LiCl (wurtzite)") -> None:
    """Wait until a result is on the screen: its title, and atoms and surface at rest."""
    page.locator(".caption h1", has_text=text).wait_for(timeout=START_TIMEOUT_S * 1000)
    page.wait_for_function(f"() => ({MODEL})('Viewer')?.webgl === true")
    settle(page)


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
    """Drag the threshold from one energy to another (0–4 eV over the slider), and wait until the server knows."""
    box = place(page.locator(RANGE))
    at = lambda t: box["x"] + 9 + (box["width"] - 18) * t / 4  # noqa: E731
    y = box["y"] + box["height"] / 2
    page.mouse.move(at(start), y)
    page.mouse.down()
    for k in range(1, steps + 1):
        page.mouse.move(at(start + (end - start) * k / steps), y)
    page.mouse.up()
    page.wait_for_function(
        f"(end) => {{ const bar = ({MODEL})('ThresholdBar');"
        " return Math.abs(bar.value - end) < 0.03 && bar.value_throttled === bar.value }",
        arg=end,
    )


def test_a_gallery_item_is_there_and_the_slider_moves_surface_and_marker(server, browser):
    with open_page(browser, server.url, width=1440, height=900) as page:
        ready(page)
        scrolls = page.evaluate(
            "[document.documentElement.scrollHeight > innerHeight, document.documentElement.scrollWidth > innerWidth]"
        )
        assert scrolls == [False, False]
        assert place(page.locator(STAGE))["width"] >= 0.6 * 1440
        page.locator(".pv-bar .number").fill("0.3")
        page.keyboard.press("Enter")
        until(page, lambda: marker(page) == pytest.approx(0.3, abs=2e-3), "the marker follows")
        settle(page)
        before = pixels(page)
        keep(page, "page-gallery")
        drag(page, 0.3, 1.5)
        settle(page)
        after = pixels(page)
        changed = (np.abs(after - before).max(axis=2) > 24).mean()
        assert changed > 0.02, f"only {changed:.1%} of the stage changed"
        until(page, lambda: marker(page) == pytest.approx(1.5, abs=0.06), "the marker follows")
        number = page.locator(".pv-bar .number")
        until(page, lambda: float(number.input_value()) == pytest.approx(marker(page), abs=1e-3))
        keep(page, "page-dragged")


def silent(page) -> None:
    """Wait until the server has answered everything: nothing came for sixty frames in a row."""
    page.wait_for_function(
        "() => { window.__quiet = window.__bytes === window.__seen ? (window.__quiet ?? 0) + 1 : 0;"
        " window.__seen = window.__bytes; return window.__quiet >= 60 }"
    )


def test_the_server_sends_next_to_nothing_while_the_slider_moves(server, browser):
    count = """(() => { window.__bytes = 0; const WS = window.WebSocket
      window.WebSocket = class extends WS { constructor(...a) { super(...a)
        this.addEventListener("message", (m) => {
          window.__bytes += m.data.length ?? m.data.byteLength ?? 0 }) } } })()"""
    with open_page(browser, server.url, width=1440, height=900, init=count) as page:
        ready(page)
        silent(page)
        page.evaluate("window.__bytes = 0")
        steps = 40
        drag(page, 0.2, 1.2, steps)
        silent(page)
        assert 0 < page.evaluate("window.__bytes") / steps <= 300


def test_keys_ticks_and_address(server, browser):
    with open_page(browser, server.url, width=1440, height=900) as page:
        ready(page)
        value = lambda: page.evaluate(f"() => ({MODEL})('ThresholdBar').value")  # noqa: E731
        page.locator(STAGE).click(position={"x": 200, "y": 500})
        start = value()
        page.keyboard.press("1")
        one = until(page, lambda: value() != start and value(), "key 1")
        page.keyboard.press("ArrowRight")
        until(page, lambda: value() > one > 0, "arrow")
        page.keyboard.press("1")
        until(page, lambda: value() == one, "key 1 again")
        page.keyboard.press("3")
        until(page, lambda: value() > one, "key 3")
        page.locator(".tick[data-value='0.5']").click()
        until(page, lambda: value() == pytest.approx(0.5), "tick at 0.5 eV")
        page.wait_for_url(re.compile(r"s=gallery%3ALiCl-wurtzite.*t=0\.5|t=0\.5.*s=gallery%3ALiCl-wurtzite"))
        page.keyboard.press("m")
        page.locator(".pv-main.presenter").wait_for()
        settle(page)
        keep(page, "page-presenter")
        page.keyboard.press("m")
        expect(page.locator(".pv-main.presenter")).to_have_count(0)
        page.locator(STAGE).click(position={"x": 200, "y": 500})  # away from buttons, which take the space bar
        page.keyboard.press("p")
        page.wait_for_function(
            f"() => {{ const bar = ({MODEL})('ThresholdBar'); return bar.playing && bar.value > 0 }}"
        )
        page.keyboard.press(" ")
        page.wait_for_function(f"() => !({MODEL})('ThresholdBar').playing")
        pause = value()
        assert 0 < pause < 4
        page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
        assert value() == pause


def test_an_address_brings_back_the_picture(server, browser):
    address = f"{server.url}?s=gallery:LiFePO4&field=pes&cells=2&ion=2&t=0.812"
    with open_page(browser, address, width=1280, height=720) as page:
        ready(page, "LiFePO₄")
        viewer = lambda: page.evaluate(f"() => {{ const v = ({MODEL})('Viewer'); return [v.cells, v.level] }}")  # noqa: E731
        until(page, lambda: viewer() == [2, pytest.approx(0.812)])
        expect(page.locator(".pv-bar .number")).to_have_value("0.812")
        expect(page.get_by_text("Li 2", exact=True)).to_be_visible()


def test_dark_mode_follows_the_system_and_the_button(server, browser):
    with open_page(browser, server.url, width=1440, height=900, dark=True) as page:
        ready(page)
        page.wait_for_function(f"() => ({MODEL})('Viewer').dark === true")
        until(page, lambda: pixels(page)[-3:, -3:].mean() < 60, "a dark corner")
        keep(page, "page-dark")
        page.get_by_label("Toggle theme").click()
        page.wait_for_function(f"() => ({MODEL})('Viewer').dark === false")
        until(page, lambda: pixels(page)[-3:, -3:].mean() > 200, "a light corner")


def test_a_phone_shows_crystal_slider_and_numbers_without_the_drawer(server, browser):
    with open_page(browser, server.url, width=390, height=844) as page:
        ready(page)
        page.wait_for_function(f"() => ({MODEL})('Page').sidebar_open === false")
        page.wait_for_function("() => document.documentElement.scrollWidth <= innerWidth")
        box = place(page.locator(RANGE))
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 390
        assert box["y"] + box["height"] < 844
        keep(page, "page-phone")


def run_button(page):
    return page.locator(".test-run button")


def cancel_button(page):
    return page.locator(".test-cancel button")


def choose_potential(page, title: str) -> None:
    page.locator(".test-potential").get_by_role("combobox").click()
    choose(page, page.get_by_role("menuitem", name=re.compile(f"^{title}")).first)


def upload(page, name: str, data: bytes) -> None:
    page.locator("input[type=file]").set_input_files({"name": name, "mimeType": "text/plain", "buffer": data})


def test_an_uploaded_cif_is_scanned_to_the_end(server, browser):
    with open_page(browser, server.url, width=1440, height=900) as page:
        ready(page)
        upload(page, "rock salt.cif", LICL)
        page.get_by_text("8 atoms, 4 × Li mobile").wait_for()
        expect(page.locator(".caption h1")).to_have_text("LiCl")
        choose_potential(page, "Toy: network")
        run_button(page).click()
        page.locator(".line", has_text="Toy: network").wait_for()
        page.get_by_text("= S₁ · S₂").wait_for()
        page.get_by_text("Recent results").wait_for()
        run_button(page).wait_for()
        keep(page, "page-uploaded")


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("nonsense.cif", b"\x00\x01 this is no crystal", ""),
        ("empty.cif", b"", ""),
        ("half.cif", HALF_OCCUPIED, "occupied"),
        ("no-ion.cif", LICL.replace(b"Li", b"Ar").replace(b"Cl", b"Kr"), "mobile"),
    ],
)
def test_nonsense_gets_a_sentence_and_a_remedy_in_place(server, browser, name, data, words):
    with open_page(browser, server.url, width=1440, height=900) as page:
        ready(page)
        upload(page, name, data)
        alert = page.locator(".test-structure-alert")
        expect(alert).to_have_text(re.compile(rf"\S.*{words}", re.DOTALL))
        expect(alert.get_by_role("paragraph")).to_have_text(re.compile(r"\w.*\.$"))  # the remedy
        expect(alert).not_to_contain_text("Traceback")
        keep(page, f"page-{name.split('.')[0]}")


def start_long_scan(page) -> None:
    """Start a scan of minutes: a real potential on a fine grid."""
    page.get_by_role("button", name=re.compile("LiFePO₄")).click()
    ready(page, "LiFePO₄")
    page.get_by_text("Cell, relaxation, grid").click()
    page.locator(".test-spacing input").fill("0.1")
    page.keyboard.press("Tab")
    run_button(page).click()
    cancel_button(page).wait_for()


def test_cancel_stops_the_process(server, browser):
    with open_page(browser, server.url, width=1440, height=900) as page:
        ready(page)
        start_long_scan(page)
        until(page, server.workers, "a worker")
        cancel_button(page).click()
        until(page, lambda: not server.workers(), "no worker")
        run_button(page).wait_for()


def test_closing_a_tab_stops_its_job_and_leaves_the_other_tab_alone(server, browser):
    with open_page(browser, server.url, width=1440, height=900) as other:
        ready(other)
        start_long_scan(other)
        with open_page(browser, server.url, width=1280, height=720) as page:
            ready(page)
            expect(page.locator(".caption h1")).not_to_contain_text("LiFePO₄")
            start_long_scan(page)
            until(page, lambda: len(server.workers()) == 2, "two workers")
        until(other, lambda: len(server.workers()) == 1, "one worker")
        expect(cancel_button(other)).to_be_visible()
        cancel_button(other).click()
        run_button(other).wait_for()
    wait_until(lambda: not server.workers(), "the job that estimates what a scan will cost ends with its tab too")


def test_partial_occupancy_is_mended_by_a_button(server, browser):
    with open_page(browser, server.url, width=1440, height=900) as page:
        ready(page)
        upload(page, "half.cif", HALF_OCCUPIED)
        button = page.locator(".test-arrange button")
        before = button.text_content()
        button.click()
        expect(button).not_to_have_text(before)
        expect(page.get_by_role("alert")).to_have_count(0)
        choose_potential(page, "Toy: network")
        run_button(page).click()
        page.locator(".line", has_text="Toy: network").wait_for()
        keep(page, "page-arranged")


NO_WEBGL = """const original = HTMLCanvasElement.prototype.getContext
HTMLCanvasElement.prototype.getContext = function (kind, ...rest) {
  return /webgl/.test(kind) ? null : original.call(this, kind, ...rest) }"""


def test_without_webgl_the_server_draws_the_whole_view(server, browser):
    with open_page(browser, server.url, width=1280, height=720, init=NO_WEBGL) as page:
        page.get_by_text("no WebGL: the server draws").wait_for(timeout=START_TIMEOUT_S * 1000)
        image = page.locator(".pv-picture img")
        image.wait_for()
        before = image.get_attribute("src")
        drag(page, 0.5, 1.5)
        until(page, lambda: image.get_attribute("src") != before, "another picture")
        assert pixels(page).std() > 5
        keep(page, "page-no-webgl")


def test_the_picture_for_print_is_large(server, browser):
    with open_page(browser, server.url, width=1440, height=900) as page:
        ready(page)
        page.get_by_role("tab", name="Export").click()
        page.get_by_role("combobox", name="What to download").click()
        choose(page, page.get_by_text(re.compile("^Picture for print")).first)
        with page.expect_download() as waiting:
            page.get_by_role("button", name="Download", exact=True).click()
        image = Image.open(waiting.value.path())
        assert image.size == (2400, 1800)
        assert np.asarray(image.convert("RGB")).std() > 5
