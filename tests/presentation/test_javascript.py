"""Scripts for Bokeh's callbacks, and what Python and JavaScript must agree on (pesviz/app/js/test reads the same)."""

from __future__ import annotations

import base64
import gzip
import json
import re

import numpy as np
import pytest

from pesviz.export.html import packed
from pesviz.presentation.javascript import FOLDER, call, script
from pesviz.presentation.numbers import fraction
from pesviz.presentation.packing import pack_field
from tests.browser import open_page

PACKAGE = FOLDER.parents[1]


def test_a_call_holds_no_module_syntax():
    """Bokeh would load code with `export default` as a module, which tick formatters and `jscallback` cannot."""
    assert "export function percent" in script("format")
    assert "export " not in call("format.percent", "tick")


@pytest.mark.parametrize("file", sorted((FOLDER / "bokeh").glob("*.js")), ids=lambda file: file.stem)
def test_scripts_need_nothing_else(file):
    """A call puts the text of its script into a function: there it can neither import nor export anything."""
    lines = file.read_text("utf-8").splitlines()
    assert [line for line in lines if line.startswith("import ")] == []
    assert [line for line in lines if line.startswith("export ") and not line.startswith("export function ")] == []


def test_all_calls_of_the_package_have_their_functions():
    modules = [path for path in PACKAGE.rglob("*.py") if "node_modules" not in path.parts]
    calls = {name for path in modules for name in re.findall(r'\bcall\(\s*"(\w+\.\w+)"', path.read_text("utf-8"))}
    assert len(calls) > 5
    for name in calls:
        assert name.split(".")[1] in call(name)


def test_a_function_that_is_not_exported_is_refused():
    with pytest.raises(ValueError, match="exports no function nonsense"):
        call("format.nonsense")


def test_a_script_that_does_not_exist_is_refused():
    with pytest.raises(FileNotFoundError):
        call("nonsense.percent")


@pytest.mark.browser
def test_calls_run_in_the_browser(browser):
    with open_page(browser, "about:blank") as page:
        assert page.evaluate(call("format.percent", 0.5)) == "50 %"
        assert page.evaluate(f"const tick = 0.001; {call('format.percent', 'tick')}") == "0.1 %"
        assert page.evaluate(call("format.energy", 0.75, 0.5, "true")) == "≈ 0.75 eV (predicted)"


def test_fractions_are_written_as_the_tests_of_the_viewer_expect():
    cases = json.loads((FOLDER / "test" / "fractions.json").read_text("utf-8"))
    assert {value: fraction(float(value)) for value in cases} == cases


@pytest.mark.parametrize("name", ["one", "tiled"])
def test_fields_are_packed_as_the_tests_of_the_viewer_expect(name):
    reference = json.loads((FOLDER / "test" / "packed.json").read_text("utf-8"))[name]
    values = np.reshape(reference["values"], reference["dims"], order="F")
    cell = np.array(reference["cell"])
    assert pack_field(values, cell, cells=reference["cells"]) == base64.b64decode(reference["blob"])


def test_fields_of_a_page_are_packed_as_the_tests_of_the_viewer_expect():
    reference = json.loads((FOLDER / "test" / "packed.json").read_text("utf-8"))["one"]
    values = np.reshape(reference["values"], reference["dims"], order="F")
    for_page = packed(values, np.array(reference["cell"]))
    assert gzip.decompress(base64.b64decode(for_page)) == gzip.decompress(base64.b64decode(reference["page"]))
