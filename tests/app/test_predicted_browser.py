"""The dashboard over a result that is exact below a limit and predicted above it, in headless Chromium."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.app.test_page import RANGE, ready
from tests.browser import keep, open_page, place, until

pytestmark = pytest.mark.browser


def test_the_slider_goes_on_into_a_hatched_range_where_every_number_carries_the_sign(
    server, browser, closed_landscape
):
    closed_landscape.save(server.folder / "results" / "predicted.h5")
    with open_page(browser, f"{server.url}?s=result:predicted.h5&t=0.5", width=1440, height=900) as page:
        ready(page, "Li₃N")
        expect(page.locator(".caption .line")).to_contain_text("exact below 0.6 eV, predicted above")
        band, slider = page.locator("div.predicted"), place(page.locator(RANGE))
        expect(band).to_have_text("predicted")
        assert "repeating-linear-gradient" in band.evaluate("node => getComputedStyle(node).backgroundImage")
        at = lambda energy: slider["x"] + 9 + energy / 4 * (slider["width"] - 18)  # noqa: E731
        assert place(band)["x"] == pytest.approx(at(0.6), abs=2)
        numbers = page.locator("output.number")
        assert not any("≈" in text for text in numbers.all_inner_texts())
        assert page.locator(".tick .label").all_inner_texts()[0] == "0.5"
        assert all(text.startswith("≈ ") for text in page.locator(".tick .label").all_inner_texts()[1:])
        middle = slider["y"] + slider["height"] / 2
        page.mouse.move(at(0.5), middle)
        page.mouse.down()
        for step in range(1, 11):
            page.mouse.move(at(0.5 + 0.05 * step), middle)
        page.mouse.up()
        page.locator(".hint", has_text="predicted: ≈").wait_for()
        until(page, lambda: all(text.startswith("≈ ") for text in numbers.all_inner_texts()), "≈ at every number")
        expect(page.locator(".state output")).to_have_text("not connected (predicted)")
        expect(page.locator(RANGE)).to_have_attribute("aria-valuetext", re.compile("predicted$"))
        expect(page.locator(".chip .value")).to_have_text(["≈ 1.4 eV", "≈ 1.4 eV", "≈ 1.5 eV", "≈ 1.5 eV"])
        keep(page, "page-predicted")
        page.get_by_role("tab", name="Path").click()
        page.locator(".hint", has_text="predicted: E₁D ≈ 1.4 eV").wait_for()
