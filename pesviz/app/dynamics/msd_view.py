"""The MSD of a run: figure, linear or logarithmic, with windows and fit interval to set."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from typing import Any

import numpy as np
import panel as pn
import panel_material_ui as pmui
from bokeh.models import BoxAnnotation

from pesviz.app.controls.live_figure import LiveFigure
from pesviz.app.document import with_lock
from pesviz.app.dynamics import texts
from pesviz.dynamics import Diffusion, MSDSettings
from pesviz.figures.msd import msd_figure
from pesviz.presentation.javascript import call
from pesviz.presentation.palette import palette

REST_MS = 250
"""A dragged interval that has not moved for this long is analysed."""


class MSDFigure:
    """A figure on the page that is changed in place, so that a drag goes on while another analysis arrives.

    Parameters
    ----------
    log
        Both axes logarithmic.
    dark
        Dark colours.
    on_interval
        Called with both ends (ps) when the fit interval is dragged in the figure.
    """

    def __init__(self, *, log: bool, dark: bool, on_interval: Callable[[float, float], None]) -> None:
        self._on_interval, self._busy = on_interval, False
        self.live = LiveFigure(msd_figure, result=None, log=log, legend=False, dark=dark)
        self.figure = self.live.figure
        self.band = self.figure.select_one(BoxAnnotation)
        self.band.update(name="fit interval", editable=True, resizable="x", movable="x", line_width=10)
        for end in ("left", "right"):  # the line is wide enough to grasp, and unseen
            self.band.on_change(end, self._drag)

    def show(self, result: Diffusion | None, *, dark: bool) -> None:
        """Show a run, or none; the document has to be locked."""
        self._busy = True
        self.live.update(result=result, dark=dark)
        colour = palette(dark=dark).connected
        self.band.update(hover_fill_color=colour, hover_fill_alpha=0.22 if dark else 0.14)
        self._busy = False

    def _drag(self, _attribute: str, _old: Any, _new: Any) -> None:
        if not self._busy:
            low, high = sorted((float(self.band.left), float(self.band.right)))
            self._on_interval(low, high)


class MSDView:
    """The figure with its controls.

    Parameters
    ----------
    on_temperature
        Called when another run is to be shown.
    on_settings
        Called when windows or fit interval were set, see `settings`.
    text_css, layout_css
        Styles of texts and of the page's frame.
    dark
        Dark colours.
    """

    def __init__(
        self,
        on_temperature: Callable[[], None],
        on_settings: Callable[[], None],
        text_css: str,
        layout_css: str,
        *,
        dark: bool,
    ) -> None:
        self._on_temperature, self._on_settings, self._dark = on_temperature, on_settings, dark
        self._busy = False
        self._timer: Any = None
        self._result: Diffusion | None = None
        self.figures = {log: MSDFigure(log=log, dark=dark, on_interval=self._drag) for log in (False, True)}
        self.temperature = pmui.RadioButtonGroup(
            options={"–": 0.0}, value=0.0, size="small", margin=0, description="Run whose MSD is shown",
            sx={"& .MuiToggleButton-root": {"whiteSpace": "nowrap", "fontSize": 12.5, "py": "2px"}},
        )  # fmt: skip
        self.scale = pmui.Switch(label="log–log", value=False, size="small", margin=0, css_classes=["test-scale"])
        self.window = pmui.FloatInput(
            label="Window, ps", value=15.0, start=0.2, end=1000.0, step=1.0, size="small", width=110, margin=0,
            description="Length of the windows that D is the mean over; 15 ps in the paper",
        )  # fmt: skip
        self.fit = pmui.RangeSlider(
            label="Fit from – to, ps", start=0.0, end=15.0, step=0.1, value=(1.0, 15.0), size="small",
            sizing_mode="stretch_width", margin=(4, 22, 0, 14), css_classes=["test-fit"],
        )  # fmt: skip
        self.fit.jscallback(
            value=call("fit_interval.follow", "source", "[linear, log]"),
            args={"linear": self.figures[False].band, "log": self.figures[True].band},
        )
        self.plot = pn.pane.Bokeh(self.figure.figure, sizing_mode="stretch_width", margin=0)
        self.temperature.param.watch(lambda _: None if self._busy else self._on_temperature(), "value")
        self.scale.param.watch(lambda _: self._rescale(), "value")
        self.fit.param.watch(lambda _: self._set(), "value_throttled")
        self.window.param.watch(lambda _: self._set(), "value")
        controls = pn.Row(
            self.temperature, self.scale, self.window, css_classes=["pv-dyn-controls"], stylesheets=[layout_css],
            margin=0, sizing_mode="stretch_width",
        )  # fmt: skip
        legend = pn.pane.HTML(texts.LEGEND, sizing_mode="stretch_width", margin=0, stylesheets=[text_css])
        self.layout = pn.Column(controls, legend, self.plot, self.fit, margin=0)

    @property
    def figure(self) -> MSDFigure:
        """The figure on the page."""
        return self.figures[bool(self.scale.value)]

    def offer(self, temperatures: dict[str, float]) -> None:
        """Offer the runs of another candidate, by their names; the hottest one is chosen."""
        self._busy = True
        self.temperature.param.update(options=temperatures, value=list(temperatures.values())[-1])
        self._busy = False

    def show(self, result: Diffusion | None) -> None:
        """Show a run, or none."""
        self._result = result
        if result is not None:
            end, interval = round(result.settings.window, 3), result.settings.fit
            if end != self.fit.end or not np.allclose(self.fit.value, interval, rtol=0, atol=1e-6):
                self._busy = True  # never the value it has: a drag that goes on would be thrown back
                self.fit.param.update(end=end, value=(round(interval[0], 3), round(interval[1], 3)))
                self._busy = False
        self.draw()

    def draw(self) -> None:
        """Draw the run in the figure on the page, with the document locked."""
        with_lock(self.figure.show, self._result, dark=self._dark)

    def colour(self, *, dark: bool) -> None:
        """Use light or dark colours."""
        self._dark = dark
        self.draw()

    def settings(self, before: MSDSettings) -> MSDSettings:
        """Return the settings of the controls.

        Raises
        ------
        PesvizError
            They are not possible.
        """
        window = float(self.window.value)
        low, high = (round(float(value), 3) for value in self.fit.value)
        if window != before.window:
            high = window if high >= min(before.window, self.fit.end) else min(high, window)
            low = low if low < high else min(MSDSettings().fit[0], 0.25 * high)  # else the paper's, where it fits
        return MSDSettings(window=window, fit=(low, high))

    def _set(self) -> None:
        if not self._busy:
            self._on_settings()

    def _drag(self, low: float, high: float) -> None:
        """Follow the fit interval while it is dragged in the figure; analyse again when it rests."""
        if self._result is None:
            return
        least = max(self.fit.step, 2 * self._result.frame_interval)
        low = min(max(0.0, round(low, 1)), self.fit.end - least)
        high = max(min(round(high, 1), self.fit.end), low + least)
        self._busy = True
        self.fit.value = (low, high)
        self._busy = False
        document = pn.state.curdoc
        if document is None:
            self._on_settings()
            return
        if self._timer is not None:
            with contextlib.suppress(ValueError):  # it has run
                document.remove_timeout_callback(self._timer)
        self._timer = document.add_timeout_callback(self._on_settings, REST_MS)

    def _rescale(self) -> None:
        self.plot.object = self.figure.figure
        self.draw()
