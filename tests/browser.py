"""Debian's Chromium under Playwright: one browser for a test session, and nothing beyond this machine.

Tests run on busy machines, so that a browser test waits for the condition that its next line needs, never for a time:
`expect(...)` for what the page says, `until` for what Python can ask, `settle` for the 3-D view, `place` for where
something stands and `picture` for what it looks like. Time limits only end tests that fail; they are long.
"""

from __future__ import annotations

import io
import os
import shutil
import time
import urllib.parse
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import expect

FLAGS = (
    "--no-sandbox",
    "--use-gl=angle",
    "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",
    "--ignore-gpu-blocklist",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--disable-quic",
)
"""Software GL, and no network requests of Chromium's own."""
LOCAL = {"localhost", "127.0.0.1", "::1"}
ARTEFACTS = Path(__file__).resolve().parent.parent / "test-artifacts"
TIMEOUT_S = 120
"""For everything that a page does."""
START_TIMEOUT_S = 240
"""For a page to load from a server that is busy."""

AT_REST = """() => {
  const find = (root) => { for (const el of root.querySelectorAll("*")) {
    if (el.pesvizViewer && el.getBoundingClientRect().width) return el.pesvizViewer
    const inside = el.shadowRoot && find(el.shadowRoot)
    if (inside) return inside } }
  const viewer = find(document)
  if (!viewer) return false
  window.viewer = viewer
  if (viewer.fineCost !== 0) { viewer.fineCost = 0; viewer.set({}) }
  const {moving, lod, ratio} = viewer.statistics
  return !moving && !lod && ratio >= 2
}"""
"""Whether the first visible viewer rests in its best quality. Costs are set to 0, or slow machines leave it out."""

expect.set_options(timeout=TIMEOUT_S * 1000)


def chromium_path() -> str | None:
    """Path of an installed Chromium, or None."""
    return shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


def require_chromium() -> str:
    """Path of Chromium; skips with a reason where there is none, and fails in CI."""
    path = chromium_path()
    if path is None:
        reason = "no Chromium on PATH (on Debian: apt-get install chromium)"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    return path


def is_local(url: str) -> bool:
    """Whether a request stays on this machine."""
    return url.startswith(("data:", "blob:", "about:", "file:")) or urllib.parse.urlparse(url).hostname in LOCAL


@contextmanager
def launch_browser() -> Iterator[Any]:
    """A headless Chromium with software GL, as a Playwright browser."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=require_chromium(), args=list(FLAGS))
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def open_page(
    browser: Any,
    url: str,
    *,
    width: int = 1280,
    height: int = 800,
    dark: bool = False,
    offline: bool = False,
    motion: bool = False,
    init: str = "",
    allowed_errors: tuple[str, ...] = (),
) -> Iterator[Any]:
    """A page in a fresh profile. Fails on leaving if it asked for anything outside or complained.

    Parameters
    ----------
    browser
        From `launch_browser`.
    url
        What to open.
    width, height
        Size of the window, CSS pixels.
    dark
        Whether the person prefers dark colours.
    offline
        Whether to switch the network off, for pages from disk.
    motion
        Whether the camera flies; by default the person prefers reduced motion, and it jumps.
    init
        JavaScript to run before the page's own.
    allowed_errors
        Parts of console errors that are expected.
    """
    context = browser.new_context(
        viewport={"width": width, "height": height},
        color_scheme="dark" if dark else "light",
        reduced_motion="no-preference" if motion else "reduce",
        offline=offline,
        accept_downloads=True,
    )
    context.set_default_timeout(TIMEOUT_S * 1000)
    outside: list[str] = []
    complaints: list[str] = []

    def guard(route: Any) -> None:
        if is_local(route.request.url):
            route.continue_()
        else:
            outside.append(route.request.url)
            route.abort()

    def record_console(message: Any) -> None:
        if message.type == "error" and not any(part in message.text for part in allowed_errors):
            complaints.append(message.text[:400])

    context.route("**/*", guard)
    page = context.new_page()
    page.on("console", record_console)
    page.on("pageerror", lambda error: complaints.append(str(error)[:400]))
    if init:
        page.add_init_script(init)
    try:
        page.goto(url, wait_until="load", timeout=START_TIMEOUT_S * 1000)
        yield page
    finally:
        context.close()
    assert not outside, f"requests that leave this machine: {outside}"
    assert not complaints, f"the browser complained: {complaints}"


def until(page: Any, condition: Callable[[], Any], what: str = "", seconds: float = TIMEOUT_S) -> Any:
    """Ask until a condition holds, and return its value; the page goes on meanwhile."""
    end = time.monotonic() + seconds
    while not (value := condition()):
        assert time.monotonic() < end, f"not within {seconds} s: {what or condition}"
        page.wait_for_timeout(50)
    return value


def settle(page: Any) -> None:
    """Wait until the viewer, then `window.viewer`, rests in its best quality, and no menu is open or fading."""
    page.wait_for_function(AT_REST)
    expect(page.locator(".MuiPopover-root:visible, .MuiMenu-root:visible")).to_have_count(0)


def choose(page: Any, choice: Any) -> None:
    """Click a choice of an open menu and wait until the menu is gone: while it fades, it takes the next click."""
    choice.click()
    expect(page.locator(".MuiPopover-root:visible, .MuiMenu-root:visible")).to_have_count(0)


def place(locator: Any) -> dict[str, float]:
    """Where something stands on the screen, once it no longer moves: x, y, width, height."""
    handle = locator.element_handle()
    handle.wait_for_element_state("stable")
    return dict(handle.bounding_box())


def steady(page: Any, measure: Callable[[], Any]) -> Any:
    """What is measured on a page (not None), once two measurements in a row, frames apart, are the same."""

    def same() -> Any:
        value = measure()
        page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
        return (value,) if value is not None and measure() == value else None

    return until(page, same, "the same twice")[0]


def picture(page: Any, clip: dict[str, float] | None = None) -> np.ndarray:
    """What the page looks like, once two pictures in a row are the same: rows, columns, RGB."""
    previous, end = b"", time.monotonic() + TIMEOUT_S
    while (png := page.screenshot(clip=clip)) != previous:
        assert time.monotonic() < end, "the page does not come to rest"
        previous = png
    return np.asarray(Image.open(io.BytesIO(png)).convert("RGB")).astype(int)


def keep(page: Any, name: str) -> bytes:
    """Take a picture of a page, keep it in test-artifacts/ and return it as PNG bytes."""
    ARTEFACTS.mkdir(exist_ok=True)
    return bytes(page.screenshot(path=str(ARTEFACTS / f"{name}.png")))
