"""The page "Dynamics" as a user meets it, in headless Chromium."""

from __future__ import annotations

import re
from contextlib import contextmanager

import numpy as np
import pytest
from playwright.sync_api import expect

from pesviz.app.dynamics.runs import example
from tests.browser import START_TIMEOUT_S, choose, keep, open_page, settle, steady, until

pytestmark = [pytest.mark.browser, pytest.mark.skipif(not example(), reason="assets/dynamics is not there")]


@contextmanager
def dynamics(browser, server, *, width=1440, height=900, dark=False):
    """Open the page by its address and wait for the example."""
    with open_page(browser, f"{server.url}?page=dynamics", width=width, height=height, dark=dark) as page:
        page.locator(".tiles b", has_text="0.294").wait_for(timeout=START_TIMEOUT_S * 1000)
        page.locator("#loader").wait_for(state="hidden")
        until(page, lambda: scales(page), "the plot of the MSD")
        yield page


def tile(page, name: str):
    return page.locator(".tile", has_text=name)


def wait_for_band(page, left: float, right: float) -> None:
    """Wait until the fit interval is painted between these ends, ps."""
    page.wait_for_function(
        "([left, right]) => [...Bokeh.documents[0]._all_models.values()].some((m) => m.type === 'BoxAnnotation' &&"
        " m.name === 'fit interval' && Math.abs(m.left - left) < 1e-6 && Math.abs(m.right - right) < 1e-6)",
        arg=[left, right],
    )


def paper(page) -> float:
    """Mean of red, green and blue of the page's background."""
    colour = page.evaluate("() => getComputedStyle(document.body).backgroundColor")
    return float(np.mean([int(part) for part in re.findall(r"\d+", colour)[:3]]))


def scales(page) -> list[str]:
    """Kinds of y axes of the plots on the page that show the MSD."""
    return page.evaluate(
        "() => Array.from(Bokeh.documents[0]._all_models.values()).filter((m) => m.type === 'Figure'"
        " && m.renderers.some((r) => r.name === 'framework') && Bokeh.index.find_one(m)?.shadow_el?.isConnected)"
        ".map((m) => m.y_scale.type)"
    )


def click_point(page, temperature: float) -> None:
    """Click on a point of the Arrhenius plot."""
    where = (
        "(t) => { for (const m of Bokeh.documents[0]._all_models.values()) if (m.type === 'Figure') {"
        " const r = m.renderers.find((r) => r.name === 'points'); const view = Bokeh.index.find_one(m);"
        " if (!r || !view?.shadow_el?.isConnected) continue; const d = r.data_source.data;"
        " const i = Array.from(d.temperature).indexOf(t); const box = view.shadow_el.host.getBoundingClientRect();"
        " const {x_scale, y_scale} = view.frame;"
        " return [box.x + x_scale.compute(d.inverse_temperature[i]), box.y + y_scale.compute(d.D[i])] } }"
    )
    page.mouse.click(*steady(page, lambda: page.evaluate(where, temperature)))


@pytest.mark.parametrize(
    ("width", "height", "dark"), [(1440, 900, False), (1440, 900, True), (1280, 720, False), (390, 844, False)]
)
def test_the_example_is_shown_with_its_numbers(server, browser, width, height, dark):
    with dynamics(browser, server, width=width, height=height, dark=dark) as page:
        expect(page.locator("h1", has_text="Li₂Te").last).to_be_visible()
        expect(tile(page, "± 0.035")).to_contain_text("± 0.035 eV")
        expect(tile(page, "σ(300 K)")).to_contain_text("6.4 mS/cm")
        expect(tile(page, "χ²/df")).to_contain_text("1.18")
        expect(page.locator(".light.good")).to_have_count(9)
        until(page, lambda: page.evaluate("document.documentElement.scrollWidth") <= width, "no scrolling sideways")
        until(page, lambda: scales(page) == ["LinearScale"], "a linear axis")
        keep(page, f"dynamics-{width}{'-dark' if dark else ''}")
        if dark:
            until(page, lambda: paper(page) < 60, "dark paper")


def test_axes_fit_interval_and_points_answer(server, browser):
    with dynamics(browser, server) as page:
        page.locator(".test-scale").get_by_role("switch").or_(page.locator(".test-scale input")).first.click()
        until(page, lambda: scales(page) == ["LogScale"], "a logarithmic axis")
        facts, energy = page.locator(".facts"), tile(page, "eV")
        before = energy.text_content()
        handle = page.locator(".test-fit input[type=range]").first
        for k in range(1, 31):
            handle.press("ArrowRight")
            expect(handle).to_have_value(f"{1 + k / 10:g}")
        facts.get_by_text(re.compile(r"fitted 4 to 15 ps")).wait_for()
        wait_for_band(page, 4.0, 15.0)
        expect(energy).not_to_have_text(before)

        before = energy.text_content()
        click_point(page, 800.0)
        page.get_by_text("2 of 3 temperatures count").wait_for()
        expect(energy).not_to_have_text(before)
        box = page.get_by_role("checkbox", name="800 K")
        expect(box).not_to_be_checked()
        box.check()
        page.get_by_text("3 of 3 temperatures count").wait_for()
        expect(energy).to_have_text(before)


def put(page, name: str, text: str) -> None:
    """Type a number as a person does; the field rewrites itself when it is entered, so it is read afterwards."""
    field = page.locator(f".test-md-{name} input")

    def entered() -> bool:
        field.click()
        field.press("Control+a")
        field.press_sequentially(text)
        field.press("Tab")
        return float(steady(page, field.input_value)) == float(text)

    until(page, entered, f"{text} in {name}")


def test_a_short_run_goes_to_its_end_and_another_is_cancelled(server, browser):
    with dynamics(browser, server) as page:
        page.locator(".test-md-potential").get_by_role("combobox").click()
        choose(page, page.get_by_role("menuitem", name=re.compile("^CHGNet")).last)
        temperatures, run = page.locator(".test-md-temperatures input"), page.locator(".test-md-run button")
        temperatures.fill("300 500")
        put(page, "time", "500")
        put(page, "step", "5")
        run.click()
        page.get_by_text(re.compile(r"ns/day")).wait_for(timeout=START_TIMEOUT_S * 1000)
        keep(page, "dynamics-running")
        assert server.workers()
        page.locator(".test-md-cancel button").click()
        until(page, lambda: not server.workers(), "no worker")
        run.wait_for()
        temperatures.fill("300")
        put(page, "time", "0.2")
        put(page, "warm-up", "0.02")
        run.click()
        page.get_by_text("12 atoms, 0.2 ps each").wait_for(timeout=START_TIMEOUT_S * 1000)
        page.get_by_text("chgnet · 300 K").wait_for()
        keep(page, "dynamics-session")


def test_the_density_is_shown_in_the_explorer(server, browser):
    with dynamics(browser, server) as page:
        page.locator(".test-density button").click()
        page.locator(".caption h1", has_text="Li₂Te").wait_for()
        density = page.get_by_role("button", name="Density", exact=True)
        expect(density).to_have_attribute("aria-pressed", "true")
        page.get_by_text(re.compile(r"0\.48")).first.wait_for()
        settle(page)
        keep(page, "dynamics-density")
