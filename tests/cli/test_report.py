"""The tables that `pesviz scan` prints of results that are exact below a limit."""

from __future__ import annotations

import io
import re

from rich.console import Console

from pesviz.cli.report import report
from pesviz.landscape import Landscape
from tests.adaptive import infinite_above


def printed(landscape: Landscape) -> str:
    console = Console(width=120, record=True, file=io.StringIO())
    console.print(report(landscape))
    return console.export_text()


def test_the_report_marks_what_is_predicted(closed_landscape):
    text = printed(closed_landscape)
    assert re.search(r"MPE +≈ 1\.4 eV \(predicted; the scan ended at 0\.6 eV\)", text)
    assert re.search(r"\n +0\.5 +0\.0\d+ +0\.0\d+", text)
    assert re.search(r"\n +0\.7 +≈ 0\.0\d+ +≈ 0\.1\d+", text)
    assert "exact below 0.6 eV" in text
    assert "not scanned" not in text


def test_results_that_predict_nothing_print_as_before(closed_landscape):
    text = printed(infinite_above(closed_landscape, 0.6))
    assert re.search(r"MPE +> 0\.6 eV, where this scan ended", text)
    assert re.search(r"> 0\.6 +not scanned +not scanned", text)
    assert "≈" not in text
