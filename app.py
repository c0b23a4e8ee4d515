"""What `panel serve app.py` serves."""

import panel as pn

from pesviz.app.page import build_page

pn.extension()
build_page().servable()
