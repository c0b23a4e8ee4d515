"""Scripts for Bokeh's callbacks: a call is one JavaScript expression that any callback can hold."""

from __future__ import annotations

import pytest

from pesviz.presentation.javascript import call, script
from tests.browser import opened


def test_a_call_holds_no_module_syntax():
    """Bokeh would load code with `export default` as a module, which tick formatters and `jscallback` cannot."""
    assert "export function percent" in script("format")
    assert "export " not in call("format.percent", "tick")


def test_a_function_that_is_not_exported_is_refused():
    with pytest.raises(ValueError, match="exports no function nonsense"):
        call("format.nonsense")


def test_a_script_that_does_not_exist_is_refused():
    with pytest.raises(FileNotFoundError):
        call("nonsense.percent")


@pytest.mark.browser
def test_calls_run_in_the_browser(browser):
    with opened(browser, "about:blank") as page:
        assert page.evaluate(call("format.percent", 0.5)) == "50 %"
        assert page.evaluate(f"const tick = 0.001; {call('format.percent', 'tick')}") == "0.1 %"
        assert page.evaluate(call("format.energy", 0.75, 0.5, "true")) == "≈ 0.75 eV (predicted)"
