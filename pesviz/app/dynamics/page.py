"""The page "Dynamics": does it really conduct? Runs, MSD, Arrhenius, health, comparisons."""

from __future__ import annotations

import contextlib
import io
import re
import tempfile
from functools import partial
from html import escape
from pathlib import Path
from typing import Any

import numpy as np
import panel as pn
import panel_material_ui as pmui

from pesviz.app.controls import Cards
from pesviz.app.dynamics import texts
from pesviz.app.dynamics.compare import Compare
from pesviz.app.dynamics.runs import Analysis, System, scan_of, system_of
from pesviz.app.dynamics.start import StartRuns
from pesviz.app.page_context import PageContext
from pesviz.app.store import Card
from pesviz.app.with_density import with_density
from pesviz.dynamics import Diffusion, MSDSettings, Trajectory
from pesviz.errors import PesvizError
from pesviz.figures.arrhenius import arrhenius_figure
from pesviz.figures.msd import MSDFigure

_HERE = Path(__file__).parent
REST_MS = 250
"""A dragged interval that rests for this long is analysed."""
LAYOUT_CSS = (_HERE / "layout.css").read_text("utf-8")
TEXT_CSS = (_HERE.parent / "text.css").read_text("utf-8") + (_HERE / "text.css").read_text("utf-8")
_ORIGINS = {"example": "example", "results": "from the folder", "session": "just run"}
_FOLLOW = (
    "const [low, high] = source.data?.value ?? source.value;"
    "for (const band of [linear, log]) band.setv({left: Math.max(low, 1e-3), right: high}, {sync: false})"
)


class DynamicsPage:
    """Molecular dynamics of candidates.

    Parameters
    ----------
    context
        What the page may do.
    dark
        Dark colours.
    """

    def __init__(self, context: PageContext, dark: bool) -> None:
        self._context, self._dark = context, dark
        self._shared = context.shared
        self._systems: dict[str, System] = {}
        self._busy = False
        self.analysis: Analysis | None = None
        self._drag: Any = None
        self.msd = {
            log: MSDFigure(log=log, legend=False, dark=dark, on_interval=self._dragged) for log in (False, True)
        }
        self._build()
        self._refresh()

    def _build(self) -> None:
        text: dict[str, Any] = {"sizing_mode": "stretch_width", "margin": 0, "stylesheets": [TEXT_CSS]}
        self.cards = Cards(items=[], caption="Candidates", sizing_mode="stretch_width")
        self.cards.on_choice(self.choose)
        self.start = StartRuns(self._context, self._arrived)
        for pane in self.start.layout.select(pn.pane.HTML):
            pane.stylesheets = [TEXT_CSS]
        self.title, self.headline, self.details, self.error = (pn.pane.HTML("", **text) for _ in range(4))
        self.temperature = pmui.RadioButtonGroup(
            options={"–": 0.0},
            value=0.0,
            size="small",
            margin=0,
            description="Run whose MSD is shown",
            sx={"& .MuiToggleButton-root": {"whiteSpace": "nowrap", "fontSize": 12.5, "py": "2px"}},
        )
        self.scale = pmui.Switch(label="log–log", value=False, size="small", margin=0, css_classes=["test-scale"])
        self.fit = pmui.RangeSlider(
            label="Fit from – to, ps",
            start=0.0,
            end=15.0,
            step=0.1,
            value=(1.0, 15.0),
            size="small",
            sizing_mode="stretch_width",
            margin=(4, 22, 0, 14),
            css_classes=["test-fit"],
        )
        self.window = pmui.FloatInput(
            label="Window, ps",
            value=15.0,
            start=0.2,
            end=1000.0,
            step=1.0,
            size="small",
            width=110,
            margin=0,
            description="Length of the windows that D is the mean over; 15 ps in the paper",
        )
        self.density = pmui.Button(
            label="Show density",
            icon="blur_on",
            variant="outlined",
            size="small",
            margin=(8, 0),
            css_classes=["test-density"],
            description="Show density: where the mobile ions were, over the level map, in the explorer",
        )
        self.density_text = pn.pane.HTML("", **text)
        self.download = pmui.FileDownload(
            callback=self._file,
            auto=True,
            label="Run (.h5)",
            filename="run.h5",
            variant="outlined",
            size="small",
            margin=(8, 0, 8, 8),
            description="Download the run shown: pesviz msd and pesviz arrhenius read it, and any HDF5 reader",
        )
        self.fit.jscallback(value=_FOLLOW, args={"linear": self.msd[False].band, "log": self.msd[True].band})
        self.plot = pn.pane.Bokeh(self.msd[False].figure, sizing_mode="stretch_width", margin=0)
        self.legend = pn.pane.HTML(texts.LEGEND, **text)
        self.arrhenius = pn.pane.Bokeh(None, sizing_mode="stretch_width", margin=0)
        self.rows = pn.Column(sizing_mode="stretch_width", margin=(8, 0))
        self.compare = Compare(TEXT_CSS, dark=self._dark)
        self.temperature.param.watch(lambda _: self._show_run(), "value")
        self.scale.param.watch(lambda event: self._rescale(log=event.new), "value")
        self.fit.param.watch(lambda _: self._adjust(), "value_throttled")
        self.window.param.watch(lambda _: self._adjust(), "value")
        self.density.on_click(lambda _: self.show_density())
        self.layout = self._arranged()

    def _arranged(self) -> pn.viewable.Viewable:
        def heading(text: str, tip: str = "") -> pn.pane.HTML:
            return pn.pane.HTML(
                f'<h2 title="{escape(tip)}">{text}</h2>',
                margin=(14, 0, 4, 0),
                sizing_mode="stretch_width",
                stylesheets=[TEXT_CSS],
            )

        def box(*parts: Any, name: str, kind: type = pn.Column, **options: Any) -> Any:
            return kind(
                *parts, css_classes=[name], stylesheets=[LAYOUT_CSS], margin=0, sizing_mode="stretch_width", **options
            )

        candidates = box(heading("Candidates"), self.cards, name="pv-dyn-list")
        new = box(heading("New runs"), self.start.layout, name="pv-dyn-new")
        left = pn.Column(
            heading("Mean squared displacement", texts.TERMS["msd"]),
            box(self.temperature, self.scale, self.window, name="pv-dyn-controls", kind=pn.Row),
            self.legend,
            self.plot,
            self.fit,
            margin=0,
        )
        right = pn.Column(
            heading("Arrhenius: click a point to leave it out", texts.TERMS["arrhenius"]), self.arrhenius, margin=0
        )
        body = box(
            self.title,
            self.error,
            self.headline,
            box(left, right, name="pv-dyn-plots"),
            box(
                pn.Column(heading("Runs"), self.rows, margin=0),
                pn.Column(
                    heading("The run shown"),
                    self.details,
                    pn.Row(self.density, self.download, margin=0),
                    self.density_text,
                    margin=0,
                ),
                name="pv-dyn-plots",
            ),
            heading("Candidates compared"),
            self.compare.layout,
            name="pv-dyn-body",
        )
        return box(candidates, new, body, name="pv-dyn")

    # -- the page's duties --------------------------------------------------------------------------------------

    def colour(self, *, dark: bool) -> None:
        """Use light or dark colours."""
        self._dark = dark
        for figure in self.msd.values():
            figure.colour(dark=dark)
        self._show_fit()
        self.compare.colour(dark=dark)

    def enter(self) -> None:
        """Look again what there is, and follow a run that goes on."""
        self._refresh()
        self.start.start_polling()
        self.start.offer_new_rows()

    def leave(self) -> None:
        """Go on watching the runs: the next one begins when somebody looks at the queue."""

    # -- what is shown ------------------------------------------------------------------------------------------

    def _refresh(self) -> None:
        """List candidates, newest first, and show the one chosen before, or the first."""
        found = self._shared.known(self._context.server.results)
        self._systems = {system.key: system for system in found}
        analyses = [self._shared.analysed(system) for system in found]
        self.cards.items = [_card(analysis).to_dict() for analysis in analyses]
        self.compare.show(analyses)
        if found and self.cards.value not in self._systems:
            self.choose(found[0].key)
        elif not found:
            self.title.object = (
                '<div class="empty"><b>No runs yet.</b><br>Start some at the left, or serve a folder that '
                "<code>pesviz md</code> wrote.</div>"
            )

    def choose(self, key: str) -> None:
        """Show a candidate.

        Parameters
        ----------
        key
            Of its card; others are ignored.
        """
        system = self._systems.get(key)
        if system is None:
            return
        self.cards.value = key
        self.analysis = self._shared.analysed(system)
        heat = {f"{t:g} K": t for t in self.analysis.results} or {"no run to show": 0.0}
        self._busy = True
        self.temperature.param.update(options=heat, value=list(heat.values())[-1])
        self._busy = False
        how = f"<code>{escape(system.command)}</code>" if system.command else escape(system.potential)
        first = system.trajectories[0]
        length = max(run.duration for run in system.trajectories)
        note = " Short runs: no reference values." if system.origin == "example" else ""
        self.title.object = (
            f'<h1>{escape(system.title)}</h1><p class="sub">{_ORIGINS[system.origin].capitalize()}: {first.n_atoms} '
            f"atoms, {length:.3g} ps each.{note} {how}</p>"
        )
        if system.source.startswith("gallery:"):
            self.start.offer(system.source)
        self.density_text.object = ""
        self._show_fit()
        self._show_run()

    def _show_run(self) -> None:
        """Show the MSD of the chosen temperature."""
        if self._busy or self.analysis is None:
            return
        temperature = self.temperature.value
        result = self.analysis.results.get(temperature)
        self.density.visible = self.download.visible = result is not None
        if result is None:
            self.details.object = '<p class="sub">No run is long enough for a diffusivity.</p>'
            self._later(self._draw_msd, None)
            return
        end, interval = round(result.settings.window, 3), result.settings.fit
        if end != self.fit.end or not np.allclose(self.fit.value, interval, rtol=0, atol=1e-6):
            self._busy = True  # never what stands there already: a hand that moves on would be thrown back
            self.fit.param.update(end=end, value=(round(interval[0], 3), round(interval[1], 3)))
            self._busy = False
        self.download.filename = f"{re.sub(r'[^A-Za-z0-9]+', '_', self._run().name).strip('_') or 'run'}.h5"
        self.details.object = texts.run_details(result, self.analysis.lights[temperature])
        self._later(self._draw_msd, result)

    def _draw_msd(self, result: Diffusion | None) -> None:
        for figure in self.msd.values():
            if result is None:
                figure.clear()
            else:
                figure.update(result)

    def _show_fit(self) -> None:
        """Show the answer, the Arrhenius plot and the rows of runs."""
        analysis = self.analysis
        if analysis is None:
            return
        self.headline.object = texts.headline(analysis)
        self.arrhenius.visible = bool(analysis.fit.points)
        self.arrhenius.object = arrhenius_figure(analysis.fit, dark=self._dark, height=348, on_pick=self._picked)
        self.rows[:] = [self._row(analysis, temperature) for temperature in analysis.lights]

    def _row(self, analysis: Analysis, temperature: float) -> pn.Row:
        counts = analysis.counts.get(temperature)
        box = pmui.Checkbox(
            label=f"{temperature:g} K", value=bool(counts), size="small", width=104, margin=0, disabled=counts is None
        )
        box.param.watch(lambda event: self.count(temperature, counts=event.new), "value")
        text = pn.pane.HTML(
            texts.run_row(analysis, temperature), sizing_mode="stretch_width", margin=0, stylesheets=[TEXT_CSS]
        )
        return pn.Row(
            box, text, css_classes=["pv-dyn-run"], stylesheets=[LAYOUT_CSS], margin=0, sizing_mode="stretch_width"
        )

    def _picked(self, temperature: float) -> None:
        """Turn a point that was clicked."""
        if self.analysis is not None:
            counts = not self.analysis.counts.get(temperature, False)
            self._later(partial(self.count, temperature, counts=counts))

    def count(self, temperature: float, *, counts: bool) -> None:
        """Let a temperature count in the fit, or leave it out.

        Parameters
        ----------
        temperature
            K.
        counts
            Whether it is to count; what cannot count (D not positive) stays left out, with the reason.
        """
        if self.analysis is None:
            return
        system = self.analysis.system
        self._shared.chosen.setdefault(system.key, {})[temperature] = counts
        self.analysis = self._shared.analysed(system)
        self._show_fit()
        self._renew_card()

    def _renew_card(self) -> None:
        if self.analysis is None:
            return
        card = _card(self.analysis).to_dict()
        self.cards.items = [card if item["key"] == card["key"] else item for item in self.cards.items]

    def _adjust(self) -> None:
        """Analyse again with the windows and the fit interval that are set."""
        if self._busy or self.analysis is None:
            return
        self.error.object = ""
        window = float(self.window.value)
        low, high = (round(float(value), 3) for value in self.fit.value)
        if window != self._shared.settings.window:
            high = window if high >= min(self._shared.settings.window, self.fit.end) else min(high, window)
            low = low if low < high else min(MSDSettings().fit[0], 0.25 * high)  # else the paper's, where it fits
        try:
            settings = MSDSettings(window=window, fit=(low, high))
        except PesvizError as error:
            self.error.object = f'<p class="sub" role="alert">{escape(error.problem)} {escape(error.remedy)}</p>'
            return
        self._shared.settings = settings
        self.analysis = self._shared.analysed(self.analysis.system)
        self._show_fit()
        self._show_run()
        self.cards.items = [_card(self._shared.analysed(system)).to_dict() for system in self._systems.values()]
        self.compare.show([self._shared.analysed(system) for system in self._systems.values()])

    def _dragged(self, low: float, high: float) -> None:
        """Follow the fit interval while it is dragged in the plot; analyse again when it rests."""
        least = max(self.fit.step, 2 * self._run().frame_interval)
        low = min(max(0.0, round(low, 1)), self.fit.end - least)
        high = max(min(round(high, 1), self.fit.end), low + least)
        self._busy = True
        self.fit.value = (low, high)
        self._busy = False
        document = pn.state.curdoc
        if document is None:
            self._adjust()
            return
        if self._drag is not None:
            with contextlib.suppress(ValueError):  # it has run
                document.remove_timeout_callback(self._drag)
        self._drag = document.add_timeout_callback(self._adjust, REST_MS)

    def _rescale(self, *, log: bool) -> None:
        self.plot.object = self.msd[log].figure

    def _arrived(self, paths: list[Path], name: str) -> None:
        """Show runs that have ended."""
        self._shared.systems.append(system_of(paths, f"session-{name}"))
        self.cards.value = ""
        self._refresh()

    def _run(self) -> Trajectory:
        """Return the run that is shown."""
        runs = self.analysis.system.trajectories if self.analysis is not None else ()
        return next(run for run in runs if run.temperature == self.temperature.value)

    def _file(self) -> io.BytesIO:
        """Return the run that is shown, as `pesviz md` writes it."""
        with tempfile.TemporaryDirectory() as folder:
            return io.BytesIO(self._run().save(Path(folder) / "run.h5").read_bytes())

    def show_density(self) -> None:
        """Show in the explorer where the ions of the chosen run have been, over the scan of the same crystal."""
        analysis = self.analysis
        if analysis is None:
            return
        run = self._run()
        try:
            landscape, source = scan_of(analysis.system, self._context.server.store)
            found = with_density(landscape, run)
        except PesvizError as error:
            self.density_text.object = (
                f'<p class="sub" role="alert">{escape(error.problem)} {escape(error.remedy)}</p>'
            )
            return
        self.density_text.object = f'<p class="sub">{escape(found.words)}</p>'
        self._context.show(found, source)

    @staticmethod
    def _later(action: Any, *arguments: Any) -> None:
        """Change Bokeh's own models with the document locked."""
        if pn.state.curdoc is not None:
            pn.state.execute(partial(action, *arguments), schedule=True)
        else:
            action(*arguments)


def _card(analysis: Analysis) -> Card:
    """Return a candidate's card: σ(300 K) where it can be concluded."""
    system, fit = analysis.system, analysis.fit
    heat = ", ".join(f"{t:g}" for t in system.temperatures)
    sigma = fit.sigma()
    badge = "one temperature" if fit.used else "not diffusive" if fit.points else "stopped early"
    badge = f"{sigma.mean * 1e3:.2g} mS/cm" if sigma else badge
    return Card(system.key, system.title, f"{system.potential or 'other program'} · {heat} K", badge)
