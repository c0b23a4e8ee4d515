"""The page: puts the views round the state, and moves results, jobs and the address between them."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from html import escape
from pathlib import Path
from typing import Any

import panel as pn
import panel_material_ui as pmui
from panel.io.resources import LOCAL_DIST

from pesviz.app import store as results
from pesviz.app import texts
from pesviz.app.context import Context, default_context
from pesviz.app.explore.barrier import BarrierView
from pesviz.app.explore.cost_line import CostLine
from pesviz.app.explore.display import Display
from pesviz.app.explore.exports import Exports
from pesviz.app.explore.inputs import Choice, Inputs
from pesviz.app.explore.numbers import Numbers
from pesviz.app.explore.path import PathView
from pesviz.app.explore.slice import SliceView
from pesviz.app.explore.stage import Stage
from pesviz.app.jobs import JobSpec, JobStatus
from pesviz.app.opening import Opener
from pesviz.app.page_context import EXPLORE, PageContext
from pesviz.app.query import from_query
from pesviz.app.runs import Listener, Runs
from pesviz.app.sessions import end_with_tab
from pesviz.app.shell import Shell
from pesviz.app.state import State
from pesviz.app.with_density import DENSITY, LandscapeWithDensity
from pesviz.errors import PesvizError, StructureReadError
from pesviz.landscape import Landscape
from pesviz.landscape.layout import landscape_bytes
from pesviz.presentation.names import formula_unicode
from pesviz.structure import Crystal, propose_mobile

FIRST = "LiCl-wurtzite"
"""Gallery item that a fresh page shows."""


class Dashboard:
    """One session of the dashboard.

    Parameters
    ----------
    context
        What the server's sessions share.
    query
        The address's query, by name.
    session
        The session's id, which owns its jobs.
    """

    def __init__(self, context: Context, query: dict[str, str], session: str) -> None:
        self.context, self.session = context, session
        self.state = State(dark=pn.config.theme == "dark", **from_query(query))
        self.stage = Stage(self.state)
        self.path = PathView(self.stage.viewer, self.stage.bar, dark=self.state.dark)
        self.path.layout.append(BarrierView(self.state, context.jobs, session).layout)
        section = SliceView(self.state, self.stage.viewer, self.stage.bar)
        exports = Exports(self.state).layout
        self.numbers = Numbers(self.stage.bar, self.path.layout, section, exports, dark=self.state.dark)
        self.inputs = Inputs(context.store.gallery_cards(), context.store.result_cards(), context.max_upload_mb)
        self.gallery = {card.key: card for card in context.store.gallery_cards()}
        self.finished: dict[str, Path] = {}
        self.runs = Runs(
            context.jobs,
            session,
            Listener(
                status=self._status,
                structure=self._structure,
                preview=self._preview,
                result=self._result,
                failure=self._failed,
            ),
        )
        self.cost = CostLine(context, session, self.inputs)
        self.chosen: Choice | None = None
        self._earlier: tuple[Landscape, str] | None = None  # the result that a scan goes on from
        self._opener = Opener(partial(self.errors, "run"))
        self._rate = 0.0
        self._following = True
        self._reading: Choice | None = None
        page_context = PageContext(context, session, self._explore, lambda: self.state.crystal, go=self.go)
        self.shell = Shell(self.stage, self.numbers, self.inputs, page_context, dark=self.state.dark)
        self.page = self.shell.page
        self.display = Display(self.state, self.stage, self.numbers, self.path, self.cost, self.gallery)
        self._wire()
        self._start(query)
        self.display.live = self._opener.beside = True
        # Once the explorer is drawn: what is hidden before never is, and the page would wait for it.
        pn.state.onload(lambda: self.shell.go(query.get("page", EXPLORE)))

    def _wire(self) -> None:
        inputs, state, stage, display = self.inputs, self.state, self.stage, self.display
        inputs.gallery.on_choice(partial(self._guarded, self.choose_gallery))
        inputs.results.on_choice(partial(self._guarded, self.choose_result))
        inputs.upload.on_upload(lambda data, name: self._guarded(self.choose_upload, data, name))
        inputs.mp_id.param.watch(lambda event: self._guarded(self.choose_mp, event.new), "value")
        inputs.arrange.on_click(lambda _: self._guarded(self.arrange))
        inputs.run.on_click(lambda _: self._guarded(self.run, where="run"))
        inputs.everything.on_click(lambda _: self._guarded(self.run_everything, where="run"))
        inputs.cancel.on_click(lambda _: self.runs.cancel())
        stage.address.param.watch(lambda event: self.shell.narrow(event.new), "narrow")
        stage.address.param.watch(lambda event: self.page.param.update(dark_theme=event.new == "dark"), "preferred")
        stage.viewer.param.watch(lambda _: self.display.measure_later(), "webgl")
        stage.viewer.param.watch(
            lambda _: self.display.measure_later() if stage.viewer.webgl is False else None, "camera"
        )
        state.param.watch(lambda *_: display.redraw(), ["landscape", "kind", "ion", "cells"])
        state.param.watch(lambda *_: display.measure_later(), ["threshold"])
        state.param.watch(lambda event: self.shell.present(event.new), "presenter")
        self.page.param.watch(lambda event: self._colour(dark=event.new), "dark_theme")

    def _start(self, query: dict[str, str]) -> None:
        """Show what the address asks for, or the first gallery item."""
        self.stage.bar.ticks = texts.ticks(None)
        if "camera" in query:
            with contextlib.suppress(ValueError):
                camera = json.loads(query["camera"])
                if isinstance(camera, dict):
                    self.stage.viewer.camera = camera
        kind, _, key = query.get("s", "").partition(":")
        with self.errors("structure"):
            if kind == "result":
                self.choose_result(key)
                return
            cards = self.inputs.results.items
            if not kind and cards:
                self.choose_result(cards[0]["key"])
                return
            self.choose_gallery(key if kind == "gallery" else FIRST)

    # -- choosing -----------------------------------------------------------------------------------------------

    def choose_gallery(self, key: str) -> None:
        """Choose a gallery item and show its precomputed result, or its structure.

        Raises
        ------
        PesvizError
            There is no such item.
        """
        from pesviz.structure import load

        if key not in self.gallery:
            raise StructureReadError(f"The gallery has no item {key!r}.", "Choose one from the list.")
        self._following = False
        self.inputs.gallery.value, self.inputs.results.value = key, ""
        self.inputs.arrange.visible = False
        path = self.context.store.gallery_path(key)
        if path.is_file():
            landscape = self._open(path, f"gallery:{key}")
            self._choose(Choice("gallery", key), landscape.pes.crystal, landscape)
        else:
            crystal = load(f"gallery:{key}")
            self.display.show_structure(crystal)
            self._choose(Choice("gallery", key), crystal)

    def choose_result(self, key: str) -> None:
        """Show a stored result, or one of this session's; a run scans its structure."""
        self._following = False
        path = self.finished.get(key) or self.context.store.result_path(key)
        self.inputs.gallery.value, self.inputs.results.value = "", key
        self.inputs.arrange.visible = False
        landscape = self._open(path, f"result:{key}")
        self._choose_crystal(landscape)

    def _choose(self, choice: Choice, crystal: Crystal, landscape: Landscape | None = None) -> None:
        """Let Run take a structure, and say what that costs."""
        self.chosen = choice
        detail = f"{len(crystal.atoms)} atoms, {len(crystal.mobile_indices)} × {crystal.mobile_species} mobile"
        species = propose_mobile(crystal.atoms)
        self.inputs.allow_run()
        self.inputs.show_chosen(formula_unicode(crystal.formula), detail, species, crystal.mobile_species)
        self.cost.follow(results.crystal_bytes(crystal), landscape)

    def _choose_crystal(self, landscape: Landscape) -> None:
        """Let Run take the structure of a result."""
        crystal = landscape.pes.crystal
        self._choose(Choice("crystal", crystal.name, results.crystal_bytes(crystal)), crystal, landscape)

    def _refuse(self, reason: str) -> None:
        """Let Run take nothing, and say why."""
        self.chosen = None
        self.cost.follow(None)
        self.inputs.allow_run(reason)

    def choose_upload(self, data: bytes | None, name: str) -> None:
        """Let a job read uploaded bytes (None: there were too many), and show the structure."""
        if data is None:
            raise StructureReadError(
                f"The file is larger than {self.context.max_upload_mb} MB.", "Give one frame of the structure only."
            )
        self._inspect(Choice("upload", name, data))

    def choose_mp(self, key: str) -> None:
        """Let a job fetch a structure of the Materials Project."""
        if key.strip():
            self._inspect(Choice("mp", key.strip()))

    def arrange(self) -> None:
        """Draw an ordered arrangement of the structure whose sites are partially occupied, or another one."""
        if self._reading is not None:
            last = self._reading.arrangement
            self._inspect(replace(self._reading, arrangement=0 if last is None else last + 1))

    def _inspect(self, choice: Choice) -> None:
        self._following = True
        self.inputs.gallery.value = self.inputs.results.value = ""
        self.inputs.arrange.visible = choice.arrangement is not None
        self._reading = choice  # chosen once it is read
        self._refuse(f"Nothing to scan: {choice.key} was not read to its end.")
        as_given = {"mobile": None, "primitive": False, "supercell": (1, 1, 1)}
        self.runs.submit(choice.spec(self.inputs, task="inspect", **as_given), choice.data)

    def go(self, page: str) -> None:
        """Go to a page, by its name in the address."""
        self.shell.go(page)

    def _explore(self, landscape: Landscape, source: str) -> None:
        """Show a result of another page."""
        self._following = False
        self.inputs.gallery.value = self.inputs.results.value = ""
        dense = isinstance(landscape, LandscapeWithDensity)
        self.state.show(landscape, source, **({"kind": DENSITY, "ion": None} if dense else {}))
        self.stage.show_notice(escape(landscape.words) if isinstance(landscape, LandscapeWithDensity) else "")
        self._choose_crystal(landscape)
        self.shell.go(EXPLORE)

    # -- jobs ---------------------------------------------------------------------------------------------------

    def run(self) -> None:
        """Start the scan that the inputs describe."""
        if self.chosen is not None:
            self._begin(self.chosen.spec(self.inputs), self.chosen.data)

    def run_everything(self) -> None:
        """Go on from the shown result, which has a limit and stays on the screen, to the whole landscape."""
        landscape = self.state.landscape
        if landscape is None or self.state.is_preview:
            return
        name = str(landscape.pes.potential.get("name", ""))
        spec = JobSpec("result", self.state.source, name, everything=True, smearing=landscape.smearing)
        self._begin(spec, landscape_bytes(landscape, level_map=False), (landscape, self.state.source))

    def _begin(self, spec: JobSpec, data: bytes | None, earlier: tuple[Landscape, str] | None = None) -> None:
        """Start a scan, which needs all cores."""
        self.cost.stop()
        self._following, self._earlier, self._rate = True, earlier, 0.0
        self.runs.submit(spec, data)

    def _status(self, status: JobStatus) -> None:
        self.state.status = status
        self.inputs.show_status(status)
        if status.stage == "scanning":
            self._rate = status.points_per_second
        if not status.final:
            return
        self.stage.show_notice("")
        self._opener.void()
        if status.stage == "done" or not self._following:
            return
        if self._earlier is not None:
            self.state.show(*self._earlier)
            self._earlier = None
        elif status.stage == "cancelled" and self.chosen and self.chosen.kind == "gallery":
            self.choose_gallery(self.chosen.key)
        if self.chosen is not None:
            self.cost.update()

    def _failed(self, error: PesvizError, spec: JobSpec) -> None:
        """Say what went wrong; a structure that was not read cannot be scanned, nor is the one before."""
        if spec.task == "scan" or not self._following:
            self._show_error(error, "run" if spec.task == "scan" else "structure")
        else:
            self._fail(error, "structure")

    def _structure(self, value: dict[str, Any], spec: JobSpec) -> None:
        """Show a structure that a job has read, and how large its scan would be."""
        if not self._following:
            return
        scanning = spec.task == "scan"
        crystal = Crystal.from_dict(value)
        if not scanning and spec.arrangement is not None:
            self.inputs.arrange.label = f"Draw another (this is arrangement {spec.arrangement + 1})"
        self.display.show_structure(crystal, scanning=scanning)
        if not scanning and self._reading is not None:
            self._choose(self._reading, crystal)
        points = f"{value['n_unique']:,} energies for {value['n_points']:,} points".replace(",", "\u202f")
        self.stage.show_notice(points if scanning else f"{points}. Ready: press Run scan.")

    def _preview(self, path: Path) -> None:
        if self._following:
            self._opener.open(path, self._show_preview, preview=True)

    def _show_preview(self, landscape: Landscape) -> None:
        if not self._following:
            return
        self.state.show(landscape, "job", is_preview=True)
        limit, sharpens = landscape.up_to, "it sharpens while the scan runs"
        self.stage.show_notice(f"exact below {limit:g} eV; above it {sharpens}" if limit else f"preview; {sharpens}")

    def _result(self, path: Path) -> None:
        self._earlier = None
        self._opener.open(path, partial(self._show_result, path))

    def _show_result(self, path: Path, landscape: Landscape) -> None:
        """Show a finished scan and list it."""
        key = f"job-{len(self.finished) + 1}"
        self.finished[key] = path
        potential, n_atoms = str(landscape.pes.potential.get("name", "")), len(landscape.pes.crystal.atoms)
        if self._rate > 0:
            self.context.speeds.record(potential, n_atoms, 1 / self._rate)
        self.inputs.results.items = [results.card_of(key, landscape).to_dict(), *self.inputs.results.items]
        if self._following:
            self.inputs.results.value = key
            self.inputs.show_error(None)
            self.state.show(landscape, f"job:{key}")
        else:
            self.stage.show_notice("The scan is done: it is listed under Recent results.")
        self.inputs.results.visible = self.inputs.results_title.visible = True
        self.cost.update()

    # -- showing ------------------------------------------------------------------------------------------------

    def _open(self, path: Path, source: str) -> Landscape:
        """Open a result and show it."""
        landscape = results.open_result(path)
        self.inputs.show_error(None)
        if isinstance(self.state.landscape, LandscapeWithDensity):
            self.stage.show_notice("")
        self.state.show(landscape, source)
        return landscape

    def _colour(self, *, dark: bool) -> None:
        """Use light or dark colours."""
        self.display.colour(dark=dark)
        self.display.later(self.shell.colour, dark=dark)

    # -- errors -------------------------------------------------------------------------------------------------

    @contextlib.contextmanager
    def errors(self, where: str) -> Iterator[None]:
        """Show errors of the block where they happened."""
        try:
            yield
        except PesvizError as error:
            self._fail(error, where)

    def _fail(self, error: PesvizError, where: str) -> None:
        self._show_error(error, where)
        if where == "structure":
            self._refuse(f"Nothing to scan: {error.problem}")

    def _show_error(self, error: PesvizError, where: str) -> None:
        self.state.error = error
        self.inputs.show_error(error, where=where)
        self.page.sidebar_open = True

    def _guarded(self, action: Any, *arguments: Any, where: str = "structure") -> None:
        self.inputs.show_error(None)
        with self.errors(where):
            action(*arguments)


def build_page(context: Context | None = None) -> pmui.Page:
    """Build the page of one session."""
    context = context or default_context()
    if pn.state.cookies.get("pesviz-scheme") == "dark":
        pn.config.theme = "dark"
    document = pn.state.curdoc
    if document is not None:
        # Panel says so when it makes the page. A browser that answers late gets a session without a page of its own,
        # whose styles would be asked of a CDN.
        document.template_variables.setdefault("dist_url", LOCAL_DIST)
    session = document.session_context.id if document is not None and document.session_context else "none"
    query = {name: values[0].decode("utf-8", "replace") for name, values in pn.state.session_args.items()}
    dashboard = Dashboard(context, query, session)
    if "Mobi" in (pn.state.headers or {}).get("User-Agent", ""):  # a phone: its drawer is folded from the start
        dashboard.shell.narrow(narrow=True)
    pn.state.on_session_destroyed(lambda _: context.jobs.release(session))
    if document is not None:
        pn.state.onload(partial(end_with_tab, document))
    return dashboard.page
