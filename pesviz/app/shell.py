"""What stands round the views: the bar, the drawer, the main column and their styles."""

from __future__ import annotations

from pathlib import Path

import panel as pn
import panel_material_ui as pmui
from panel.util import edit_readonly

from pesviz.app.explore.inputs import Inputs
from pesviz.app.explore.numbers import Numbers
from pesviz.app.explore.stage import NARROW_PADDING, PADDING, Stage
from pesviz.app.page_context import EXPLORE, PageContext, View
from pesviz.app.pages import pages
from pesviz.app.theme import THEME, asset

_HERE = Path(__file__).parent
ROOT_CSS, PAGE_CSS, LAYOUT_CSS, TEXT_CSS = (
    (_HERE / f"{name}.css").read_text("utf-8") for name in ("root", "page", "layout", "text")
)

_CHOSEN = {
    "& .MuiToggleButton-root[aria-pressed=true]": {
        "backgroundColor": "var(--pv-accent) !important",
        "color": "var(--pv-paper) !important",
    }
}
"""The page that is shown has the colours of every other choice; in the bar Panel would make it white."""


class Shell:
    """The page round the views of one session."""

    def __init__(self, stage: Stage, numbers: Numbers, inputs: Inputs, context: PageContext, *, dark: bool) -> None:
        self._stage, self._numbers, self._context, self._dark = stage, numbers, context, dark
        self._pages = pages()
        self._views: dict[str, View] = {}
        self._drawer = True
        self.main = pn.Column(
            stage.layout,
            stage.bar,
            numbers.layout,
            css_classes=["pv-main"],
            sizing_mode="stretch_both",
            margin=0,
        )
        for part in (self.main, stage.layout, *stage.layout.select(pn.Row), *stage.layout.select(pn.Column)):
            part.stylesheets = [*part.stylesheets, LAYOUT_CSS]
        for root in (self.main, inputs.layout):
            for pane in root.select(pn.pane.HTML):
                pane.stylesheets = [*pane.stylesheets, TEXT_CSS]
        self.other = pn.Column(css_classes=["pv-other"], sizing_mode="stretch_both", margin=0, visible=False)
        self.other.stylesheets = [LAYOUT_CSS]
        self.switch = pmui.RadioButtonGroup(
            options={"Explore": EXPLORE} | {page.title: name for name, page in self._pages.items()},
            value=EXPLORE,
            size="small",
            button_type="primary",
            sx={"& .MuiToggleButton-root": {"textTransform": "none", "whiteSpace": "nowrap", "py": "3px"}} | _CHOSEN,
            css_classes=["pv-pages"],
            margin=(0, 8),
            visible=bool(self._pages),
        )
        self.switch.param.watch(lambda event: self._show(event.old, event.new), "value")
        pn.config.global_css = [ROOT_CSS]
        self.page = pmui.Page(
            title="pesviz",
            logo=asset("logo.svg"),
            favicon=asset("logo.svg"),
            main=[self.main, self.other],
            header=[self.switch],
            sidebar=[inputs.layout],
            sidebar_width=264,
            sidebar_resizable=False,
            theme_config=THEME,
            busy_indicator=None,
            stylesheets=[PAGE_CSS],
            dark_theme=dark,
            meta_description="Potential energy landscapes of mobile ions in crystals",
        )
        with edit_readonly(self.page):
            self.page.busy = False  # not the server's business to tell with every event

    def go(self, name: str) -> None:
        """Go to a page; names that there are not are ignored."""
        if name == EXPLORE or name in self._pages:
            self.switch.value = name

    def _show(self, old: str, new: str) -> None:
        if old in self._views:
            self._views[old].leave()
        explore = new == EXPLORE
        if old == EXPLORE:
            self._drawer = self.page.sidebar_open
        if not explore:
            if new not in self._views:
                self._views[new] = self._pages[new].build(self._context, self._dark)
            view = self._views[new]
            self.other[:] = [view.layout]
            view.enter()
        classes = [name for name in self.main.css_classes if name != "pv-away"]
        self.main.css_classes = classes if explore else [*classes, "pv-away"]
        self.other.visible = not explore
        self.page.sidebar_open = explore and self._drawer

    def colour(self, *, dark: bool) -> None:
        """Use light or dark colours on the other pages."""
        self._dark = dark
        for view in self._views.values():
            view.colour(dark=dark)

    def narrow(self, narrow: bool) -> None:
        """Fold the drawer on a phone; the caption stands above the viewer there, not over it."""
        if self.switch.value == EXPLORE:
            self.page.sidebar_open = not narrow
        else:  # the other pages have no drawer
            self._drawer = not narrow
        self._stage.viewer.padding = list(NARROW_PADDING if narrow else PADDING)

    def present(self, on: bool) -> None:
        """Show only the viewer, the slider, the curve and three numbers, in larger type; or everything again."""
        self.page.sidebar_open = not on
        self._stage.bar.presenter = on
        for part in (self.main, self._stage.caption, self._numbers.readout, self._numbers.summary):
            classes = [name for name in part.css_classes if name != "presenter"]
            part.css_classes = [*classes, "presenter"] if on else classes
