"""A session that a browser opens late, when the one that came with its page is gone already."""

from __future__ import annotations

import json

import pytest
from bokeh.client import pull_session

import pesviz.app.page  # noqa: F401 - the models of the page have to be known here too

pytestmark = pytest.mark.browser


def test_a_browser_that_answers_late_asks_no_cdn(server):
    session = pull_session(url=server.url, arguments={"page": "rank"})
    try:
        said = json.dumps(session.document.to_json(), default=str)
    finally:
        session.close()
    assert "static/extensions/panel/" in said
    assert "cdn.holoviz.org" not in said
