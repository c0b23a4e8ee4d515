"""The page "Dynamics" as a user meets it, in headless Chromium."""

from __future__ import annotations

import re
import time
from contextlib import contextmanager

import numpy as np
import pytest

from pesviz.app.dynamics.runs import example
from tests.browser import choose, keep, opened

pytestmark = [pytest.mark.browser, pytest.mark.skipif(not example(), reason="assets/dynamics is not there")]


@contextmanager
def dynamics(browser, server, *, width=1440, height=900, dark=False):
    """Open the page by its address and wait for the example."""
    with opened(browser, f"{server.url}?page=dynamics", width=width, height=height, dark=dark) as page:
        page.get_by_text("Mean squared displacement").wait_for(timeout=120_000)
        page.locator("#loader").wait_for(state="hidden", timeout=60_000)
        page.locator(".tiles b", has_text="0.294").wait_for(timeout=60_000)
        page.wait_for_timeout(600)
        yield page


def tile(page, name: str) -> str:
    return page.locator(".tile", has_text=name).inner_text()


def wait_until(page, condition) -> None:
    """Wait until the page has followed, however busy the machine is."""
    for _ in range(600):
        if condition():
            return
        page.wait_for_timeout(100)
    pytest.fail("the page did not follow within a minute")


def wait_for_band(page, left: float, right: float) -> None:
    """Wait until the fit interval is painted between these ends, ps."""
    page.wait_for_function(
        "([left, right]) => [...Bokeh.documents[0]._all_models.values()].some((m) => m.type === 'BoxAnnotation' &&"
        " m.name === 'fit interval' && Math.abs(m.left - left) < 1e-6 && Math.abs(m.right - right) < 1e-6)",
        arg=[left, right],
        timeout=60_000,
    )


def scales(page) -> list[str]:
    """Kinds of y axes of the plots on the page that show the MSD."""
    return page.evaluate(
        "() => Array.from(Bokeh.documents[0]._all_models.values()).filter((m) => m.type === 'Figure'"
        " && m.renderers.some((r) => r.name === 'framework') && Bokeh.index.find_one(m)?.shadow_el?.isConnected)"
        ".map((m) => m.y_scale.type)"
    )


def click_point(page, temperature: float) -> None:
    """Click on a point of the Arrhenius plot."""
    place = page.evaluate(
        "(t) => { for (const m of Bokeh.documents[0]._all_models.values()) if (m.type === 'Figure') {"
        " const r = m.renderers.find((r) => r.name === 'points'); const view = Bokeh.index.find_one(m);"
        " if (!r || !view?.shadow_el?.isConnected) continue; const d = r.data_source.data;"
        " const i = Array.from(d.temperature).indexOf(t); const box = view.shadow_el.host.getBoundingClientRect();"
        " return [box.x + view.frame.x_scale.compute(d.x[i]), box.y + view.frame.y_scale.compute(d.y[i])] } }",
        temperature,
    )
    page.mouse.click(*place)


@pytest.mark.parametrize(
    ("width", "height", "dark"), [(1440, 900, False), (1440, 900, True), (1280, 720, False), (390, 844, False)]
)
def test_the_example_is_shown_with_its_numbers(server, browser, width, height, dark):
    with dynamics(browser, server, width=width, height=height, dark=dark) as page:
        assert page.locator("h1", has_text="Li₂Te").last.is_visible()
        assert "± 0.035 eV" in tile(page, "± 0.035")
        assert "6.4 mS/cm" in tile(page, "σ(300 K)")
        assert "1.18" in tile(page, "χ²/df")
        assert page.locator(".light.good").count() == 9
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert scales(page) == ["LinearScale"]
        keep(page, f"dynamics-{width}{'-dark' if dark else ''}")
        if dark:
            paper = page.evaluate("() => getComputedStyle(document.body).backgroundColor")
            assert np.mean([int(part) for part in re.findall(r"\d+", paper)[:3]]) < 60


def test_axes_fit_interval_and_points_answer(server, browser):
    with dynamics(browser, server) as page:
        page.get_by_label("log–log").click()
        wait_until(page, lambda: scales(page) == ["LogScale"])
        facts = page.locator(".facts")
        before, energy = facts.inner_text(), tile(page, "eV")
        shown = [h for h in page.get_by_role("slider").all() if h.get_attribute("aria-valuemax") == "15"]
        handle = shown[0]
        for _ in range(30):
            handle.press("ArrowRight")
        page.wait_for_function("(was) => !document.body.innerText.includes(was)", arg="fitted 1 to 15 ps")
        facts.get_by_text(re.compile(r"fitted 4 to 15 ps")).wait_for(timeout=60_000)
        assert facts.inner_text() != before
        wait_for_band(page, 4.0, 15.0)
        wait_until(page, lambda: tile(page, "eV") != energy)

        before = tile(page, "eV")
        click_point(page, 800.0)
        page.get_by_text("left out: by hand").first.wait_for(timeout=30_000)
        page.get_by_text("2 of 3 temperatures count").wait_for(timeout=30_000)
        wait_until(page, lambda: tile(page, "eV") != before)
        assert not page.get_by_role("checkbox", name="800 K").is_checked()
        page.get_by_role("checkbox", name="800 K").check()
        page.get_by_text("3 of 3 temperatures count").wait_for(timeout=30_000)
        wait_until(page, lambda: tile(page, "eV") == before)


def choose_option(page, label: str, option: str) -> None:
    page.get_by_role("combobox", name=label).last.click()
    choose(page, page.get_by_role("menuitem", name=re.compile(f"^{option}")).last)


def put(page, label: str, text: str) -> None:
    """Type a number as a person does; the field rewrites itself when it is entered, so it is looked at afterwards."""
    field = page.get_by_label(label)
    for _ in range(5):
        field.click()
        field.press("Control+a")
        field.press_sequentially(text)
        field.press("Tab")
        if float(field.input_value()) == float(text):
            return
    raise AssertionError(f"{label} is {field.input_value()}")


def test_a_short_run_goes_to_its_end_and_another_is_cancelled(server, browser):
    with dynamics(browser, server) as page:
        choose_option(page, "Potential", "CHGNet")
        page.get_by_label("Temperatures, K").fill("300 500")
        put(page, "Length, ps", "500")
        put(page, "Step, fs", "5")
        page.get_by_role("button", name="Start runs").click()
        page.get_by_text(re.compile(r"ns/day")).wait_for(timeout=120_000)
        keep(page, "dynamics-running")
        assert server.workers()
        page.get_by_role("button", name="Cancel runs").click()
        end = time.monotonic() + 15
        while server.workers() and time.monotonic() < end:
            time.sleep(0.05)
        assert not server.workers()
        page.get_by_role("button", name="Start runs").wait_for(timeout=20_000)
        page.get_by_label("Temperatures, K").fill("300")
        put(page, "Length, ps", "0.2")
        put(page, "Warm-up, ps", "0.02")
        page.get_by_role("button", name="Start runs").click()
        page.get_by_text("Just run: 12 atoms, 0.2 ps each").wait_for(timeout=180_000)
        assert page.get_by_text("chgnet · 300 K").is_visible()
        keep(page, "dynamics-session")


def test_the_density_is_shown_in_the_explorer(server, browser):
    with dynamics(browser, server) as page:
        page.get_by_role("button", name="Show density").click()
        page.get_by_text(re.compile(r"Rank correlation with the frozen level map 0\.48")).first.wait_for(
            timeout=30_000
        )
        page.locator(".caption h1", has_text="Li₂Te").wait_for(timeout=30_000)
        pressed = page.get_by_role("button", name="Density", exact=True)
        assert pressed.get_attribute("aria-pressed") == "true"
        page.wait_for_timeout(800)
        keep(page, "dynamics-density")
