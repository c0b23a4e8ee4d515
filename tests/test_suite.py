"""Rules that the tests themselves keep: none waits for a time, and limits in browsers are long."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

TESTS = Path(__file__).parent
PAUSES = {"sleep", "wait_for_timeout"}
HELPERS = {"browser.py", "waiting.py"}
"""They ask again and again, with pauses in between."""
SHORTEST_MS = 60_000


def calls() -> Iterator[tuple[str, ast.Call]]:
    """All calls in the tests, each with file and line."""
    for path in sorted(TESTS.rglob("*.py")):
        name = path.relative_to(TESTS).as_posix()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                yield f"tests/{name}:{node.lineno}", node


def test_no_test_waits_for_a_time():
    """A slow potential may take its time (SLOW_S and the like); a test waits for a condition."""
    pauses = [
        place
        for place, call in calls()
        if isinstance(call.func, ast.Attribute) and call.func.attr in PAUSES and "environ" not in ast.dump(call)
    ]
    elsewhere = [place for place in pauses if place.partition(":")[0].removeprefix("tests/") not in HELPERS]
    assert len(pauses) == 2
    assert elsewhere == [], "wait for a condition: tests.waiting.wait_until, tests.browser.until, expect(...)"


def test_browsers_get_time():
    """Playwright counts in ms; a limit only ends a test that fails."""
    browser_files = {
        path.relative_to(TESTS.parent).as_posix()
        for path in TESTS.rglob("*.py")
        if "browser" in path.read_text(encoding="utf-8")
    }
    short = [
        place
        for place, call in calls()
        if place.partition(":")[0] in browser_files
        for keyword in call.keywords
        if keyword.arg == "timeout" and isinstance(keyword.value, ast.Constant) and keyword.value.value < SHORTEST_MS
    ]
    assert short == []
