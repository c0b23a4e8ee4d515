"""Measure the live isosurface: slider event to new pixels, updates per second, bytes from the server per movement.

    python benchmarks/viewer.py --json

drives a real `panel serve` page in headless Chromium with software GL, with a real pointer, and opens gallery items
in the dashboard itself: the time until the surface is drawn and the slider moves it (`page_s`, the median item).
With `--url` it measures another page, for example a running dashboard:
`--url http://localhost:5006/app --slider "input.range"`.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import math
import os
import shutil
import socket
import statistics
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))
from browser import FLAGS, is_local  # noqa: E402 - the tests' flags are the ones to measure with

WATCH = """
(() => {
  // An update of the surface ends in an upload of triangle indices and draw calls; its picture is done when a pixel
  // can be read back, which waits for the (software) GPU.
  const S = window.__watch = {event: 0, fresh: false, pending: false, painted: 0, last: null}
  const P = WebGL2RenderingContext.prototype
  for (const name of ["bufferData", "bufferSubData"]) {
    const original = P[name]
    P[name] = function (target, ...rest) {
      if (target === this.ELEMENT_ARRAY_BUFFER) S.fresh = true
      return original.call(this, target, ...rest)
    }
  }
  for (const name of ["drawElements", "drawArrays", "drawElementsInstanced", "drawArraysInstanced"]) {
    const original = P[name]
    P[name] = function (...rest) {
      const result = original.apply(this, rest)
      if (S.fresh && !S.pending) {
        S.pending = true
        queueMicrotask(() => {
          this.readPixels(0, 0, 1, 1, this.RGBA, this.UNSIGNED_BYTE, new Uint8Array(4))
          S.last = performance.now() - S.event
          S.pending = S.fresh = false
          S.painted++
          S.notify?.(S.last)
        })
      }
      return result
    }
  }
  // the time at which the browser got the event, before it reached the page
  window.addEventListener("pointermove", (e) => { S.event = e.timeStamp }, true)
})()
"""
ITEMS = ("LiCl-wurtzite", "Li3N", "LiFePO4", "Na3PS4", "LiCoO2")
"""Gallery items whose opening is timed."""
READY = """() => {
  const find = (root) => { for (const el of root.querySelectorAll("*")) {
    if (el.pesvizViewer) return el.pesvizViewer
    const inside = el.shadowRoot && find(el.shadowRoot)
    if (inside) return inside } }
  window.__viewer = find(document)
  return Boolean(window.__viewer?.field && window.__viewer.statistics.triangles)
}"""


@contextmanager
def served(command: list[str], path: str, **variables: str) -> Iterator[str]:
    """Run a server, given the words of its command, on a free port; yields the address of a page on it."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = subprocess.Popen(
        [*command, "--port", str(port), "--address", "127.0.0.1"],
        cwd=ROOT,
        env=os.environ | {"OMP_NUM_THREADS": "1"} | variables,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    url = f"http://127.0.0.1:{port}/{path}"
    try:
        for _ in range(240):
            try:
                urllib.request.urlopen(url, timeout=20).read(1)
                break
            except OSError:
                time.sleep(0.25)
        else:
            raise SystemExit("the benchmark's server does not answer")
        yield url
    finally:
        server.terminate()
        server.wait()


async def opening(url: str) -> float:
    """Open gallery items, each in a new browser without a cache; return the median time to a live surface, s."""
    from playwright.async_api import async_playwright

    times = []
    async with async_playwright() as playwright:
        for item in ITEMS:
            browser = await playwright.chromium.launch(executable_path=shutil.which("chromium"), args=list(FLAGS))
            page = await browser.new_page(viewport={"width": 1440, "height": 900})
            await page.add_init_script(WATCH)
            start = time.perf_counter()
            await page.goto(f"{url}?s=gallery:{item}")
            await page.wait_for_function(READY, timeout=120_000)
            painted = await page.evaluate("() => __watch.painted")
            await page.keyboard.press("ArrowRight")
            await page.wait_for_function("(before) => __watch.painted > before", arg=painted, timeout=120_000)
            times.append(time.perf_counter() - start)
            await browser.close()
    return statistics.median(times)


async def measure(url: str, slider: str, moves: int, seconds: float) -> dict[str, Any]:
    """Drive a page and return the figures."""
    from playwright.async_api import async_playwright

    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=shutil.which("chromium"), args=list(FLAGS))
        page = await browser.new_page(viewport={"width": 1440, "height": 900})
        await page.route("**/*", lambda route: route.continue_() if is_local(route.request.url) else route.abort())
        received: list[int] = []
        page.on("websocket", lambda ws: ws.on("framereceived", lambda data: received.append(len(data))))
        await page.add_init_script(WATCH)
        await page.goto(url)
        await page.wait_for_function(READY, timeout=60_000)
        await page.wait_for_timeout(3000)
        handle = await page.locator(slider).first.bounding_box()
        assert handle is not None, f"no slider at {slider!r}"
        track = await page.locator(".noUi-base").first.bounding_box() if "noUi" in slider else handle
        assert track is not None
        x, y = (handle["x"] + handle["width"] / 2, handle["y"] + handle["height"] / 2)
        if "noUi" not in slider:
            x = track["x"] + 0.3 * track["width"]
        await page.mouse.move(x, y)
        await page.mouse.down()

        def at(fraction: float) -> float:
            return float(track["x"] + fraction * track["width"])

        async def move(fraction: float) -> float | None:  # None: no new picture within three seconds
            before = await page.evaluate("() => __watch.painted")
            await page.mouse.move(at(fraction), y)
            return await page.evaluate(  # a promise, because polling would take time from the page
                """(before) => __watch.painted > before ? __watch.last : new Promise((done) => {
                  const late = setTimeout(() => { __watch.notify = null; done(null) }, 3000)
                  __watch.notify = (ms) => { clearTimeout(late); __watch.notify = null; done(ms) }
                })""",
                before,
            )

        for warm in range(12):
            await move(0.2 + 0.03 * (warm % 5))
        received.clear()
        latencies = [t for i in range(moves) if (t := await move(0.08 + 0.55 * ((i * 0.381966) % 1.0))) is not None]
        await page.wait_for_timeout(500)
        per_move = sum(received) / max(1, moves)
        painted = await page.evaluate("() => __watch.painted")
        start, step, under_way = time.perf_counter(), 0, set()
        while time.perf_counter() - start < seconds:  # as a hand does: without waiting for the page
            step += 1
            task = asyncio.create_task(page.mouse.move(at(0.35 + 0.25 * math.sin(0.06 * step)), y))
            under_way.add(task)
            task.add_done_callback(under_way.discard)
            await asyncio.sleep(1 / 60)
        elapsed = time.perf_counter() - start
        rate = (await page.evaluate("() => __watch.painted") - painted) / elapsed
        await asyncio.gather(*under_way)
        await page.mouse.up()
        shape = await page.evaluate("() => __viewer.field.dims.map((n) => n * __viewer.field.repeat)")
        statistics_ = await page.evaluate("() => __viewer.statistics")
        await browser.close()
    if not latencies:
        raise SystemExit("no movement of the slider changed the picture")
    ordered = sorted(latencies)
    return {
        "latency_ms_median": round(statistics.median(ordered), 1),
        "latency_ms_p95": round(ordered[math.ceil(0.95 * len(ordered)) - 1], 1),
        "updates_per_s": round(rate, 1),
        "bytes_per_move": round(per_move, 1),
        "field_shape": shape,
        "moves": len(latencies),
        "missed": moves - len(latencies),
        "pointer_events_per_s": round(step / elapsed, 1),  # what the driver managed to send; updates cannot exceed it
        "software_gl": statistics_["software"],
        "quality_step": statistics_["step"],
    }


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", action="store_true", help="print one JSON object and nothing else")
    parser.add_argument("--url", help="measure this page instead of the benchmark's own")
    parser.add_argument(
        "--slider", default=".noUi-handle", help="CSS selector of the slider (shadow roots are pierced)"
    )
    parser.add_argument("--points", type=int, default=81, help="grid points along each axis of the benchmark's field")
    parser.add_argument("--moves", type=int, default=60, help="movements to time one by one")
    parser.add_argument("--seconds", type=float, default=5.0, help="how long to drag without pause")
    a = parser.parse_args()
    if a.url:
        figures = asyncio.run(measure(a.url, a.slider, a.moves, a.seconds))
    else:
        app = str(ROOT / "benchmarks" / "viewer_app.py")
        own = [sys.executable, "-m", "panel", "serve", app, "--log-level", "error"]
        with served(own, "viewer_app", PESVIZ_BENCHMARK_POINTS=str(a.points)) as url:
            figures = asyncio.run(measure(url, a.slider, a.moves, a.seconds))
        dashboard = [sys.executable, "-c", "import sys; from pesviz.cli import main; sys.exit(main())", "serve"]
        with served(dashboard, "app") as url:
            figures["page_s"] = round(asyncio.run(opening(url)), 1)
    if a.json:
        print(json.dumps(figures))
    else:
        for name, value in figures.items():
            print(f"{name:>20}  {value}")


if __name__ == "__main__":
    main()
