"""The page "Dynamics": does it really conduct? Runs, MSD, Arrhenius, health, comparisons."""

from __future__ import annotations

import io
import re
import tempfile
from html import escape
from pathlib import Path
from typing import Any

import panel as pn
import panel_material_ui as pmui

from pesviz.app.controls import Cards
from pesviz.app.document import with_lock
from pesviz.app.dynamics import texts
from pesviz.app.dynamics.analysis import Analysis
from pesviz.app.dynamics.compare import Compare
from pesviz.app.dynamics.msd_view import MSDView
from pesviz.app.dynamics.runs import System, scan_of, system_of
from pesviz.app.dynamics.start import StartRuns
from pesviz.app.page_context import PageContext
from pesviz.app.store import Card
from pesviz.app.with_density import with_density
from pesviz.dynamics import Trajectory
from pesviz.errors import PesvizError
from pesviz.figures.arrhenius import arrhenius_figure
from pesviz.figures.backends import to_bokeh
from pesviz.figures.point_links import on_click

_HERE = Path(__file__).parent
LAYOUT_CSS = (_HERE / "layout.css").read_text("utf-8")
TEXT_CSS = (_HERE.parent / "text.css").read_text("utf-8") + (_HERE / "text.css").read_text("utf-8")
_ORIGINS = {"example": "example", "results": "from the folder", "session": "just run"}


class DynamicsPage:
    """Molecular dynamics of candidates."""

    def __init__(self, context: PageContext, dark: bool) -> None:
        self._context, self._dark = context, dark
        self._shared = context.shared
        self._systems: dict[str, System] = {}
        self.analysis: Analysis | None = None
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
        self.msd = MSDView(self._show_run, self._analyse, TEXT_CSS, LAYOUT_CSS, dark=self._dark)
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
        self.arrhenius = pn.pane.Bokeh(None, sizing_mode="stretch_width", margin=0)
        self.rows = pn.Column(sizing_mode="stretch_width", margin=(8, 0))
        self.compare = Compare(TEXT_CSS, dark=self._dark)
        self.density.on_click(lambda _: self.show_density())
        self.layout = self._arrange()

    def _arrange(self) -> pn.viewable.Viewable:
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
        left = pn.Column(heading("Mean squared displacement", texts.TERMS["msd"]), self.msd.layout, margin=0)
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
        self.msd.colour(dark=dark)
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
        systems = self._shared.all_systems(self._context.server.results)
        self._systems = {system.key: system for system in systems}
        analyses = [self._shared.analysis_of(system) for system in systems]
        self.cards.items = [_card(analysis).to_dict() for analysis in analyses]
        self.compare.show(analyses)
        if systems and self.cards.value not in self._systems:
            self.choose(systems[0].key)
        elif not systems:
            self.title.object = (
                '<div class="empty"><b>No runs yet.</b><br>Start some at the left, or serve a folder that '
                "<code>pesviz md</code> wrote.</div>"
            )

    def choose(self, key: str) -> None:
        """Show a candidate."""
        system = self._systems.get(key)
        if system is None:
            return
        self.cards.value = key
        self.analysis = self._shared.analysis_of(system)
        self.msd.offer({f"{t:g} K": t for t in self.analysis.results} or {"no run to show": 0.0})
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
        if self.analysis is None:
            return
        temperature = self.msd.temperature.value
        result = self.analysis.results.get(temperature)
        self.density.visible = self.download.visible = result is not None
        self.msd.show(result)
        if result is None:
            self.details.object = '<p class="sub">No run is long enough for a diffusivity.</p>'
            return
        self.download.filename = f"{re.sub(r'[^A-Za-z0-9]+', '_', self._run().name).strip('_') or 'run'}.h5"
        self.details.object = texts.run_details(result, self.analysis.lights[temperature])

    def _show_fit(self) -> None:
        """Show the answer, the Arrhenius plot and the rows of runs."""
        analysis = self.analysis
        if analysis is None:
            return
        self.headline.object = texts.headline(analysis)
        self.arrhenius.visible = bool(analysis.fit.points)
        if analysis.fit.points:
            figure = to_bokeh(arrhenius_figure(analysis.fit, dark=self._dark, height=348))
            on_click(figure, "temperature", self._toggle)
            self.arrhenius.object = figure
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

    def _toggle(self, temperature: float) -> None:
        """Count a point in the fit, or leave it out."""
        if self.analysis is not None:
            with_lock(self.count, temperature, counts=not self.analysis.counts.get(temperature, False))

    def count(self, temperature: float, *, counts: bool) -> None:
        """Let a temperature count in the fit, or leave it out."""
        if self.analysis is None:
            return
        system = self.analysis.system
        self._shared.overrides.setdefault(system.key, {})[temperature] = counts
        self.analysis = self._shared.analysis_of(system)
        self._show_fit()
        self._renew_card()

    def _renew_card(self) -> None:
        if self.analysis is None:
            return
        card = _card(self.analysis).to_dict()
        self.cards.items = [card if item["key"] == card["key"] else item for item in self.cards.items]

    def _analyse(self) -> None:
        """Analyse again with the windows and the fit interval that are set."""
        if self.analysis is None:
            return
        self.error.object = ""
        try:
            self._shared.settings = self.msd.settings(self._shared.settings)
        except PesvizError as error:
            self.error.object = f'<p class="sub" role="alert">{escape(error.problem)} {escape(error.remedy)}</p>'
            return
        self.analysis = self._shared.analysis_of(self.analysis.system)
        self._show_fit()
        self._show_run()
        analyses = [self._shared.analysis_of(system) for system in self._systems.values()]
        self.cards.items = [_card(analysis).to_dict() for analysis in analyses]
        self.compare.show(analyses)

    def _arrived(self, paths: list[Path], name: str) -> None:
        """Show runs that have ended."""
        self._shared.systems.append(system_of(paths, f"session-{name}"))
        self.cards.value = ""
        self._refresh()

    def _run(self) -> Trajectory:
        """Return the run that is shown."""
        runs = self.analysis.system.trajectories if self.analysis is not None else ()
        return next(run for run in runs if run.temperature == self.msd.temperature.value)

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
            overlay = with_density(landscape, run)
        except PesvizError as error:
            self.density_text.object = (
                f'<p class="sub" role="alert">{escape(error.problem)} {escape(error.remedy)}</p>'
            )
            return
        self.density_text.object = f'<p class="sub">{escape(overlay.words)}</p>'
        self._context.show(overlay, source)


def _card(analysis: Analysis) -> Card:
    """Return a candidate's card: σ(300 K) where it can be concluded."""
    system, fit = analysis.system, analysis.fit
    heat = ", ".join(f"{t:g}" for t in system.temperatures)
    sigma = fit.sigma()
    badge = "one temperature" if fit.used else "not diffusive" if fit.points else "stopped early"
    badge = f"{sigma.mean * 1e3:.2g} mS/cm" if sigma else badge
    return Card(system.key, system.title, f"{system.potential or 'other program'} · {heat} K", badge)
