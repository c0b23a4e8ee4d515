"""What `panel serve app.py` serves."""

import panel as pn

from pesviz.app.explore.page import build_page

pn.extension("tabulator")
build_page().servable()
