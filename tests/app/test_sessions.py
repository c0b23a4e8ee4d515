"""A page whose session is made by the websocket alone, because its browser was slow, asks no other server."""

from __future__ import annotations

import panel as pn
from bokeh.document import Document
from bokeh.models import ImportedStyleSheet
from panel.io.state import set_curdoc

from pesviz.app.context import Context
from pesviz.app.explore.page import build_page


def test_a_session_without_html_asks_no_other_server():
    document = Document()
    pn.extension("tabulator")
    with set_curdoc(document):
        build_page(Context()).server_doc(document, title="pesviz")
    addresses = {sheet.url for root in document.roots for sheet in root.select({"type": ImportedStyleSheet})}
    assert addresses
    assert not [address for address in addresses if "//" in address]
