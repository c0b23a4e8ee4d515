"""Several candidates beside each other: σ of each, selected against random, method against method."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from html import escape
from typing import Any

import panel as pn
import panel_material_ui as pmui

from pesviz.app.dynamics.analysis import Analysis
from pesviz.dynamics.analysis.diffusion import SIGNIFICANT
from pesviz.figures.backends import to_bokeh
from pesviz.figures.conductivities import ConductivityPoint, conductivities
from pesviz.figures.conductivity_distributions import distributions
from pesviz.figures.diffusivity_methods import Pair, diffusivity_methods

LEAST = 3
"""Structures in each group before a distribution is drawn."""
FITS = {
    "windows": "fit of windows",
    "windows_from_0": "windows from 0 ps",
    "windows_from_5": "windows from 5 ps",
    "whole": "one fit over the run",
}


def points_of(analyses: Sequence[Analysis]) -> list[ConductivityPoint]:
    """Return the conductivities of candidates."""
    names = Counter(analysis.system.title for analysis in analyses)
    points = []
    for analysis in analyses:
        title = analysis.system.title
        name = f"{title} · {analysis.system.potential}" if names[title] > 1 else title
        for temperature, result in analysis.results.items():
            if result.conductivity is None or result.melted:
                continue
            sigma = result.conductivity.sigma
            error = sigma.sem or 0.0
            certain = result.diffusive and sigma.mean > SIGNIFICANT * error
            points.append(
                ConductivityPoint(name, temperature, sigma.mean, error, certain=certain, group=analysis.system.group)
            )
    return points


def pairs_of(analyses: Sequence[Analysis], x: str, y: str) -> list[Pair]:
    """Return diffusivities by two methods."""
    if not x.startswith("potential:") and not y.startswith("potential:"):
        return [
            Pair(
                f"{a.system.title}, {t:g} K",
                r.alternatives[x].mean,
                r.alternatives[y].mean,
                r.alternatives[x].sem or 0.0,
                r.alternatives[y].sem or 0.0,
            )
            for a in analyses
            for t, r in a.results.items()
            if x in r.alternatives and y in r.alternatives and r.diffusive
        ]
    by_potential: dict[tuple[str, float], dict[str, Any]] = defaultdict(dict)
    for a in analyses:
        for t, r in a.results.items():
            by_potential[a.system.title, t][a.system.potential] = r
    first, second = x.removeprefix("potential:"), y.removeprefix("potential:")
    return [
        Pair(
            f"{title}, {t:g} K",
            results[first].d.mean,
            results[second].d.mean,
            results[first].d.sem or 0.0,
            results[second].d.sem or 0.0,
        )
        for (title, t), results in by_potential.items()
        if first in results and second in results
    ]


def methods_of(analyses: Sequence[Analysis]) -> dict[str, str]:
    """Return the methods that can be compared, by the words for them; potentials of the same structures first."""
    potentials: dict[str, set[str]] = defaultdict(set)
    for a in analyses:
        potentials[a.system.title].add(a.system.potential)
    several = {name for names in potentials.values() if len(names) > 1 for name in names}
    methods = {name or "other program": f"potential:{name}" for name in sorted(several)}
    return methods | {words: name for name, words in FITS.items()}


class Compare:
    """The three comparisons; only the one on the page is drawn."""

    def __init__(self, text_css: str, *, dark: bool) -> None:
        self._dark, self._analyses = dark, list[Analysis]()
        self._css = text_css
        small: dict[str, Any] = {"size": "small", "width": 200, "margin": (4, 8)}
        self.temperature = pmui.Select(label="Temperature", options={"–": 0.0}, value=0.0, **small)
        self.x = pmui.Select(label="Method on x", options={"–": ""}, value="", **small)
        self.y = pmui.Select(label="Method on y", options={"–": ""}, value="", **small)
        methods = pn.Row(self.x, self.y)
        self._parts: dict[str, tuple[list[Any], Callable[[], pn.viewable.Viewable]]] = {
            "Conductivity": ([], self._conductivities),
            "Selected vs random": ([self.temperature], self._distributions),
            "Method vs method": ([methods], self._methods),
        }
        self.switch = pmui.RadioButtonGroup(
            options=list(self._parts), value=next(iter(self._parts)), size="small", margin=(4, 0),
            description="What is compared",
            sx={"& .MuiToggleButton-root": {"fontSize": 12.5, "py": "3px", "px": "9px", "whiteSpace": "nowrap"}},
        )  # fmt: skip
        self.holder = pn.Column(sizing_mode="stretch_width", margin=0)
        for widget in (self.switch, self.x, self.y, self.temperature):
            widget.param.watch(lambda _: self._draw(), "value")
        self.layout = pn.Column(self.switch, self.holder, sizing_mode="stretch_width", margin=0)
        self._busy = False

    def show(self, analyses: Sequence[Analysis]) -> None:
        """Show candidates."""
        self._analyses = list(analyses)
        self._busy = True
        heat = sorted({t for a in self._analyses for t in a.results})
        if heat:
            self.temperature.options = {f"{t:g} K": t for t in heat}
            if self.temperature.value not in heat:
                self.temperature.value = heat[-1]
        methods = methods_of(self._analyses)
        names = list(methods.values())
        first, second = (names[0], names[1]) if names[0].startswith("potential:") else ("windows", "whole")
        for widget, name in ((self.x, first), (self.y, second)):
            value = widget.value if widget.value in names else name
            widget.param.update(options=methods, value=value)
        self._busy = False
        self._draw()

    def colour(self, *, dark: bool) -> None:
        """Use light or dark colours."""
        self._dark = dark
        self._draw()

    def _draw(self) -> None:
        if not self._busy:
            controls, draw = self._parts[self.switch.value]
            self.holder[:] = [*controls, draw()]

    def _conductivities(self) -> pn.viewable.Viewable:
        points = points_of(self._analyses)
        if points:
            return self._plot(conductivities(points, dark=self._dark))
        return self._empty("Nothing to compare yet.", "Start runs at the left, or serve a folder of runs.")

    def _distributions(self) -> pn.viewable.Viewable:
        points = [p for p in points_of(self._analyses) if p.temperature == self.temperature.value and p.mean > 0]
        counts = Counter(point.group for point in points)
        if all(counts[group] >= LEAST for group in ("selected", "random")):
            return self._plot(distributions(points, dark=self._dark))
        return self._empty(
            "Do selected structures conduct better than random ones?",
            f"This needs σ > 0 of at least {LEAST} structures in each group at one temperature (now "
            f"{counts['selected']} selected, {counts['random']} random). Write runs into folders named "
            "selected and random, and serve the folder above them: "
            "`pesviz md mp:ID --out runs/random`, `pesviz serve runs`.",
        )

    def _methods(self) -> pn.viewable.Viewable:
        pairs = [p for p in pairs_of(self._analyses, self.x.value, self.y.value) if p.x > 0 and p.y > 0]
        if pairs:
            x, y = (self._title(widget) for widget in (self.x, self.y))
            return self._plot(diffusivity_methods(pairs, x, y, dark=self._dark), 420)
        return self._empty(
            "No run has both.",
            "Choose two fits, or run the same structure at the same temperature with another potential.",
        )

    @staticmethod
    def _title(widget: Any) -> str:
        return next((title for title, name in widget.options.items() if name == widget.value), str(widget.value))

    @staticmethod
    def _plot(figure: Any, width: int = 860) -> pn.pane.Bokeh:
        plot = to_bokeh(figure)
        plot.max_width = width
        return pn.pane.Bokeh(plot, sizing_mode="stretch_width", margin=(6, 4))

    def _empty(self, title: str, text: str) -> pn.pane.HTML:
        body = re.sub(r"`([^`]+)`", r"<code>\1</code>", escape(text))
        html = f'<div class="empty"><b>{escape(title)}</b><br>{body}</div>'
        return pn.pane.HTML(html, sizing_mode="stretch_width", margin=(10, 4), max_width=760, stylesheets=[self._css])
