"""Debian's Chromium under Playwright: one browser for a test session, and nothing beyond this machine."""

from __future__ import annotations

import os
import shutil
import urllib.parse
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

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
def launched() -> Iterator[Any]:
    """A headless Chromium with software GL, as a Playwright browser."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=require_chromium(), args=list(FLAGS))
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def opened(
    browser: Any,
    url: str,
    *,
    width: int = 1280,
    height: int = 800,
    dark: bool = False,
    offline: bool = False,
    init: str = "",
    allowed_errors: tuple[str, ...] = (),
) -> Iterator[Any]:
    """A page in a fresh profile. Fails on leaving if it asked for anything outside or complained.

    Parameters
    ----------
    browser
        From `launched`.
    url
        What to open.
    width, height
        Size of the window, CSS pixels.
    dark
        Whether the person prefers dark colours.
    offline
        Whether to switch the network off, for pages from disk.
    init
        JavaScript to run before the page's own.
    allowed_errors
        Parts of console errors that are expected.
    """
    context = browser.new_context(
        viewport={"width": width, "height": height},
        color_scheme="dark" if dark else "light",
        offline=offline,
        accept_downloads=True,
    )
    outside: list[str] = []
    complaints: list[str] = []

    def guard(route: Any) -> None:
        if is_local(route.request.url):
            route.continue_()
        else:
            outside.append(route.request.url)
            route.abort()

    def heard(message: Any) -> None:
        if message.type == "error" and not any(part in message.text for part in allowed_errors):
            complaints.append(message.text[:400])

    context.route("**/*", guard)
    page = context.new_page()
    page.on("console", heard)
    page.on("pageerror", lambda error: complaints.append(str(error)[:400]))
    if init:
        page.add_init_script(init)
    try:
        page.goto(url, wait_until="load", timeout=120_000)  # other tests use the machine too
        yield page
    finally:
        context.close()
    assert not outside, f"requests that leave this machine: {outside}"
    assert not complaints, f"the browser complained: {complaints}"


def choose(page: Any, choice: Any) -> None:
    """Click a choice of an open menu and wait until the menu is gone: while it fades, it takes the next click."""
    from playwright.sync_api import expect

    choice.click()
    expect(page.locator(".MuiPopover-root:visible, .MuiMenu-root:visible")).to_have_count(0, timeout=30_000)


def keep(page: Any, name: str) -> bytes:
    """Take a picture of a page, keep it in test-artifacts/ and return it as PNG bytes."""
    ARTEFACTS.mkdir(exist_ok=True)
    return bytes(page.screenshot(path=str(ARTEFACTS / f"{name}.png")))
