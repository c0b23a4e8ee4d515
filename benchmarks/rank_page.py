"""The page "Rank" with a large campaign: how long it takes to open and to filter.

    python benchmarks/rank_page.py [--rows 10000] [--json FILE] [--keep FOLDER]

The database is written by the campaign's own `ResultsWriter` (ase.db, SQLite), with a result file for each row; the
page is served as `pesviz serve` serves it, and the times are what a person sees in headless Chromium: from the click
on "Rank" until rows are in the table, and from Enter in the filter until its rows stand there.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np
from ase import Atoms

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))


def write_campaign(folder: Path, rows: int, *, seed: int = 0) -> float:
    """Write a campaign of made-up numbers through the real writer; return the seconds it took."""
    from pesviz.landscape import Landscape
    from pesviz.pes import ScanSettings, scan_steps
    from pesviz.screening.jobs import load_model
    from pesviz.screening.writer import ResultsWriter
    from pesviz.structure import load

    start = time.monotonic()
    writer = ResultsWriter(folder)
    field = folder / "fields" / "first.h5"
    *_, last = scan_steps(load("gallery:Li3N"), load_model("toy-network-3d", "cpu"), ScanSettings())
    Landscape(last.pes).save(field, level_map=False)
    random = np.random.default_rng(seed)
    atoms = Atoms("LiCl", positions=[[0, 0, 0], [2.5, 0, 0]], cell=[5, 5, 5], pbc=True)
    summary: dict[str, Any] = {"warnings": []}
    others, anions = ("Si", "P", "Ge", "Sn", "B", "Al"), ("S", "O", "Cl", "N", "Br", "I")
    with writer._transaction() as database:  # noqa: SLF001 - one transaction: it is the page that is measured here
        from pesviz.screening.keys import to_pairs

        for i in range(rows):
            s1, s2 = random.beta(0.4, 1.2, 2)
            e1d = float(random.gamma(2.0, 0.5))
            formula = f"Li{1 + i % 9}{others[i % 6]}{anions[(i // 6) % 6]}{2 + i % 5}"
            columns = {
                "xi": s1 * s2, "s1": s1, "s2": s2, "mpe": e1d, "fv_conn_0p5": 0.02 * s1, "fv_disc_0p5": 0.1 * s2,
                "e1d": e1d, "e2d": e1d * 1.2, "e3d": e1d * 1.5 if i % 7 else None, "n_points": 20_000.0 + i,
                "n_evaluated": 4_000.0, "seconds": float(random.gamma(2.0, 20.0)), "potential": "m3gnet-mp-2021",
                "source_id": f"mp-{100_000 + i}", "status": "done", "formula": formula, "mobile": "Li",
                "smearing": "paper", "settings": "p0", "structure": f"s{i:020d}", "source": f"mp:mp-{100_000 + i}",
                "fields": f"fields/s{i:020d}-p0.h5",
            }  # fmt: skip
            bare = atoms.repeat((1 + i % 5, 1 + i % 3, 1))
            database.write(bare, key_value_pairs=to_pairs(columns), data=summary)
            os.link(field, folder / columns["fields"])  # a real file for each row, as in a real campaign
    field.unlink()
    writer.close()
    return time.monotonic() - start


def measure(folder: Path, repeats: int) -> dict[str, Any]:
    """Open the page and filter, several times."""
    from tests.app.conftest import free_port
    from tests.browser import launch_browser, open_page

    port = free_port()
    code = (
        "from pathlib import Path; from pesviz.app.server import serve\n"
        f"serve(port={port}, results=Path({str(folder)!r}), jobs=1)"
    )
    server = subprocess.Popen(
        [sys.executable, "-c", code], cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    url = f"http://localhost:{port}/app"
    opening, filtering, sorting = [], [], []
    try:
        for _ in range(300):
            try:
                urllib.request.urlopen(url, timeout=30).read()
                break
            except OSError:
                time.sleep(0.2)
        with launch_browser() as browser:
            for _ in range(repeats):
                with open_page(browser, url, width=1440, height=900) as page:
                    page.wait_for_timeout(5000)  # the explorer is there and quiet
                    start = time.monotonic()
                    page.get_by_role("button", name="Rank", exact=True).click()
                    page.locator(".tabulator-row .formula").first.wait_for(timeout=60_000)
                    opening.append(time.monotonic() - start)
                    page.wait_for_timeout(2500)
                    field = page.get_by_label("Filter, for example")
                    for n, text in enumerate(("xi > 0.25 and atoms < 50", 'has("S") and mpe < 0.4', "s1 > 0.9")):
                        field.fill(text)
                        start = time.monotonic()
                        field.press("Enter")
                        before = page.evaluate(_SAID)
                        page.wait_for_function(f"(old) => {{ const now = ({_SAID})(); return now && now !== old }}",
                                               arg=before if n else "", polling=15, timeout=30_000)  # fmt: skip
                        filtering.append(time.monotonic() - start)
                        page.wait_for_timeout(900)
                    first = page.locator(".tabulator-row .formula").first
                    old = first.text_content()
                    start = time.monotonic()
                    page.locator(".tabulator-col[tabulator-field=mpe]").click()
                    page.wait_for_function(f"(old) => ({_FIRST})() !== old", arg=old, polling=15, timeout=30_000)
                    sorting.append(time.monotonic() - start)
    finally:
        server.terminate()
        server.wait(20)
    return {
        "open_s": round(median(opening), 3), "open_worst_s": round(max(opening), 3),
        "filter_s": round(median(filtering), 3), "filter_worst_s": round(max(filtering), 3),
        "sort_s": round(median(sorting), 3), "repeats": repeats, "load": round(os.getloadavg()[0], 1),
    }  # fmt: skip


_DEEP = (
    "const all = (root, what) => { const found = root.querySelector(what); if (found) return found;"
    " for (const e of root.querySelectorAll('*')) if (e.shadowRoot) {"
    " const f = all(e.shadowRoot, what); if (f) return f } return null };"
)
_SAID = f"() => {{ {_DEEP} return all(document, '.rows')?.textContent ?? '' }}"
_FIRST = f"() => {{ {_DEEP} return all(document, '.tabulator-row .formula')?.textContent ?? '' }}"


def main() -> None:
    """Run it."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--rows", type=int, default=10_000)
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--keep", type=Path, help="use the campaign in this folder, made if need be")
    parser.add_argument("--json", type=Path)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="pesviz-rank-") as temporary:
        folder = given.keep or Path(temporary) / "campaign"
        wrote = None if (folder / "results.db").is_file() else round(write_campaign(folder, given.rows), 1)
        found = {"rows": given.rows, "written_s": wrote, **measure(folder, given.repeats)}
    print(json.dumps(found, indent=1))
    if given.json:
        given.json.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
