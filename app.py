"""What `panel serve app.py` serves."""

import panel as pn

from pesviz.app.page import build_page

pn.extension("tabulator")
build_page().servable()
