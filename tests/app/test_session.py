"""A session that a browser opens late, when the one that came with its page is gone already."""

from __future__ import annotations

import json
import urllib.request
from concurrent.futures import ThreadPoolExecutor

import pytest
from bokeh.client import pull_session

import pesviz.app.explore.page  # noqa: F401 - the models of the page have to be known here too
from tests.waiting import TIMEOUT_S

pytestmark = pytest.mark.browser


def test_the_root_leads_to_the_page_with_its_query(server):
    root = server.url.removesuffix("/app")
    for query in ("", "?s=gallery%3ALi3N&t=0.7"):
        with urllib.request.urlopen(f"{root}/{query}", timeout=TIMEOUT_S) as answer:
            assert answer.url == f"{server.url}{query}"
            assert b"pesviz" in answer.read()


def test_a_browser_that_answers_late_asks_no_cdn(server):
    def session_document() -> str:
        session = pull_session(url=server.url, arguments={"page": "rank"})
        try:
            return json.dumps(session.document.to_json(), default=str)
        finally:
            session.close()

    with ThreadPoolExecutor(1) as thread:  # Playwright's event loop may run in this one
        said = thread.submit(session_document).result()
    assert "static/extensions/panel/" in said
    assert "cdn.holoviz.org" not in said
