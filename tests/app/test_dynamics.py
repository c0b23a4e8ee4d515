"""The page "Dynamics" without a browser: the example's numbers, points left out, real runs as jobs, density."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from ase import Atoms
from bokeh.models import GlyphRenderer

from pesviz.app.context import Context
from pesviz.app.dynamics.analysis import Analysis
from pesviz.app.dynamics.compare import methods_of, pairs_of, points_of
from pesviz.app.dynamics.page import DynamicsPage
from pesviz.app.dynamics.runs import example, system_of, systems_in
from pesviz.app.dynamics.start import RANK, _BatchJob, crystal_bytes, temperatures_in
from pesviz.app.dynamics.texts import headline, run_row, with_error
from pesviz.app.jobs import JobManager, JobSpec
from pesviz.app.page_context import PageContext
from pesviz.app.state import State
from pesviz.app.with_density import DENSITY
from pesviz.dynamics import MSDSettings, Trajectory, analyse_diffusion, open_trajectory
from pesviz.errors import SettingsError
from pesviz.figures.arrhenius import arrhenius_figure
from pesviz.figures.backends import to_bokeh
from pesviz.figures.conductivities import ConductivityPoint, conductivities
from pesviz.figures.conductivity_distributions import distributions
from pesviz.figures.diffusivity_methods import diffusivity_methods
from pesviz.figures.msd import msd_figure
from pesviz.structure import Crystal
from tests.waiting import TIMEOUT_S, wait_until

pytestmark = pytest.mark.skipif(not example(), reason="assets/dynamics is not there")


@pytest.fixture
def context(tmp_path):
    made = Context(jobs=JobManager(slots=1, folder=tmp_path / "jobs"))
    yield made
    made.jobs.close()


@pytest.fixture
def shown():
    return []


@pytest.fixture
def page(context, shown):
    return DynamicsPage(PageContext(context, "me", lambda *what: shown.append(what)), dark=False)


@pytest.fixture
def conductor():
    return next(system for system in example() if system.title.startswith("Li₂Te"))


def columns(figure, name: str) -> dict:
    """Data of a part of a Bokeh figure."""
    return figure.select_one({"name": name, "type": GlyphRenderer}).data_source.data


def walk(d_cm2_s: float, temperature: float, name: str, potential: str = "walk", seed: int = 0) -> Trajectory:
    """Ions that walk at random with a known diffusivity, in a resting framework."""
    rng = np.random.default_rng(seed + round(temperature))
    steps = rng.normal(size=(1200, 12, 3)) * np.sqrt(2 * d_cm2_s * 1e4 * 0.1)
    steps[0] = 0
    positions = np.concatenate([np.cumsum(steps, axis=0), np.zeros((1200, 4, 3))], axis=1)
    positions += rng.uniform(0, 10, size=(1, 16, 3))
    return Trajectory(
        positions, 10 * np.eye(3), np.array([3] * 12 + [8] * 4), 0.1, temperature, "Li", f"{name} {temperature:g} K",
        provenance={"potential": {"name": potential}},
    )  # fmt: skip


def test_the_example_is_shown_with_its_numbers(page, conductor):
    assert page.analysis.system is conductor
    assert page.cards.items[0]["badge"] == "6.4 mS/cm"
    assert page.cards.items[1]["badge"] == "not diffusive"
    fit = page.analysis.fit
    assert fit.activation_energy.mean == pytest.approx(0.294, abs=0.001)
    for part in ("0.294", "± 0.035 eV", "6.4 <small>mS/cm", "2.5 to 16 mS/cm", "1.18", "0.28", "3 of 3"):
        assert part in page.headline.object
    assert len(page.rows) == 3
    assert page.rows[0][1].object.count('class="light good"') == 3


def test_what_cannot_be_concluded_is_said(page):
    page.choose("example-Li3OCl")
    assert "cannot be concluded" in page.headline.object
    assert "No temperature shows diffusion" in page.headline.object
    assert "left out: not diffusive" in page.rows[0][1].object
    assert list(page.arrhenius.object.select({"name": "line"})) == []


def test_a_point_left_out_changes_the_energy_and_stays(page):
    before = page.analysis.fit.activation_energy.mean
    page.count(600.0, counts=False)
    fit = page.analysis.fit
    assert fit.activation_energy.mean != pytest.approx(before, abs=1e-3)
    assert [point.excluded for point in fit.points] == ["by hand", "", ""]
    assert "Two temperatures" in page.headline.object
    assert columns(page.arrhenius.object, "points")["temperature"].tolist() == [800.0, 1000.0]
    assert columns(page.arrhenius.object, "excluded")["temperature"].tolist() == [600.0]
    page.count(600.0, counts=True)
    assert page.analysis.fit.activation_energy.mean == pytest.approx(before)


def test_a_click_on_a_point_leaves_it_out(page):
    dots = page.arrhenius.object.select_one({"name": "points", "type": GlyphRenderer}).data_source
    dots.selected.indices = [1]
    assert page.analysis.counts == {600.0: True, 800.0: False, 1000.0: True}


def test_another_fit_interval_gives_another_diffusivity(page):
    before = page.analysis.results[1000.0].d.mean
    page.msd.fit.value = (5.0, 12.0)
    page._analyse()
    after = page.analysis.results[1000.0]
    assert after.settings.fit == (5.0, 12.0)
    assert after.d.mean != pytest.approx(before, rel=1e-3)
    assert (page.msd.figure.band.left, page.msd.figure.band.right) == (5.0, 12.0)
    page.msd.window.value = 10.0  # the interval ends with the window
    assert page.analysis.results[1000.0].settings.fit == (5.0, 10.0)
    assert page.analysis.results[1000.0].n_windows == 4
    page.msd.window.value = 4.0  # it lies outside: the paper's beginning
    assert page.analysis.results[1000.0].settings.fit == (1.0, 4.0)
    assert page.analysis.results[1000.0].n_windows == 11


def test_the_interval_can_be_dragged_in_the_plot(page):
    page.msd.figure.band.left = 4.03
    assert page.msd.fit.value == (4.0, 15.0)
    assert page.analysis.results[1000.0].settings.fit == (4.0, 15.0)
    page.msd.scale.value = True
    assert page.msd.figure.band.left == 4.0
    page.msd.figure.band.update(left=3.0, right=99.0)  # out of the window
    assert page.analysis.results[1000.0].settings.fit == (3.0, 15.0)
    page.msd.figure.band.left = 16.0  # past the other end
    assert page.analysis.results[1000.0].settings.fit == (14.8, 15.0)


def test_a_run_is_downloaded_as_the_command_writes_it(page, tmp_path):
    assert page.download.filename == "Li2Te_1000_K.h5"
    path = tmp_path / page.download.filename
    path.write_bytes(page._file().getvalue())
    again = analyse_diffusion(open_trajectory(path))
    assert again.d.mean == page.analysis.results[1000.0].d.mean


def test_what_does_not_diffuse_has_an_upper_bound(page):
    page.choose("example-Li3OCl")
    row = run_row(page.analysis, 800.0)
    sigma = page.analysis.results[800.0].conductivity.sigma
    assert f"σ &lt; {(sigma.mean + 2 * sigma.sem) * 1e3:.0f} mS/cm" in row


def test_the_logarithmic_figure_shows_the_same_run(page):
    linear = page.msd.plot.object
    end = columns(linear, "mobile")["mobile"][-1]
    page.msd.scale.value = True
    logarithmic = page.msd.plot.object
    assert logarithmic is page.msd.figures[True].figure is not linear
    assert type(logarithmic.y_scale).__name__ == "LogScale"
    curve = columns(logarithmic, "mobile")
    assert min(curve["time"]) > 0
    assert curve["mobile"][-1] == end


def test_density_goes_to_the_explorer_with_its_correlation(page, shown):
    page.show_density()
    landscape, source = shown[0]
    assert source == "gallery:Li2Te"
    assert 0.3 < landscape.comparison.spearman_level_map < 0.7
    assert f"{landscape.comparison.spearman_level_map:.2f}" in page.density_text.object
    field = landscape.field(DENSITY, cells=2)
    assert field.shape == tuple(2 * n for n in landscape.pes.grid.shape)
    assert field.min() == pytest.approx(0, abs=1e-6)
    assert np.isfinite(field).all()
    state = State()
    state.show(landscape, source, kind=DENSITY)
    plain = replace(page.analysis, settings=MSDSettings())  # another analysis leaves the state alone
    assert plain.fit is not page.analysis.fit
    assert state.kind == DENSITY


def test_dark_colours_reach_every_figure(page):
    page.colour(dark=True)
    papers = [page.msd.plot.object.background_fill_color]
    papers += [page.arrhenius.object.background_fill_color, page.compare.holder[0].object.background_fill_color]
    assert set(papers) == {"#14171a"}


def test_comparisons_are_drawn_when_they_are_chosen(page):
    compare = page.compare
    compare.switch.value = "Selected vs random"
    assert compare.holder[0] is compare.temperature
    assert "0 selected, 0 random" in compare.holder[1].object
    compare.switch.value = "Method vs method"
    assert columns(compare.holder[1].object, "pairs")["name"][0].startswith("Li₂Te")
    assert compare.holder[1].object.xaxis.axis_label == "D, fit of windows (cm²/s)"
    compare.y.value = "windows_from_0"
    assert compare.holder[1].object.yaxis.axis_label == "D, windows from 0 ps (cm²/s)"
    compare.switch.value = "Conductivity"
    assert len(compare.holder[0].object.select({"name": "conductivities", "type": GlyphRenderer})) == 3


def test_a_folder_of_runs_is_grouped_by_structure_potential_and_kind(tmp_path):
    for group, d in (("selected", 1e-5), ("random", 1e-6)):
        for name in ("LiA", "LiB", "LiC"):
            for potential in ("one", "two"):
                for kelvin in (600.0, 900.0):
                    run = walk(d, kelvin, name, potential, seed=hash(name) % 97)
                    run.save(tmp_path / group / potential / f"{name}-{kelvin:g}K.h5")
    found = systems_in(tmp_path)
    assert len(found) == 12
    assert {system.group for system in found} == {"selected", "random"}
    assert all(system.temperatures == (600.0, 900.0) for system in found)
    analyses = [Analysis(system) for system in found]
    points = points_of(analyses)
    assert len(points) == 24
    hot = [point for point in points if point.temperature == 900.0]
    assert {part.label.split()[0] for part in distributions(hot) if part.label} == {"selected", "random"}
    names = methods_of(analyses)
    assert list(names)[:2] == ["one", "two"]
    pairs = pairs_of([a for a in analyses if a.system.group == "selected"], names["one"], names["two"])
    assert len(pairs) == 6
    for pair in pairs:
        assert pair.x == pytest.approx(pair.y)
        assert pair.x == pytest.approx(1e-5, rel=0.5)
    assert len(columns(to_bokeh(diffusivity_methods(pairs, "one", "two")), "pairs")["x"]) == 6
    assert systems_in(None) == ()


def test_uncertain_conductivities_are_hollow_upper_bounds():
    points = [ConductivityPoint("A", 600, 1e-3, 1e-4), ConductivityPoint("B", 600, -2e-4, 1e-4, certain=False)]
    figure = to_bokeh(conductivities(points))
    assert points[1].bound == pytest.approx(2e-4)
    bound = figure.select_one({"name": "upper bounds", "type": GlyphRenderer})
    assert bound.glyph.fill_color == "#ffffff"
    assert list(bound.data_source.data["candidate"]) == ["B"]
    assert "not diffusive" in bound.data_source.data["value"][0]
    assert list(columns(figure, "conductivities")["candidate"]) == ["A"]


@pytest.mark.parametrize(
    ("mean", "error", "said"),
    [
        (1.234e-5, 2.1e-7, "(1.234 ± 0.021) · 10<sup>−5</sup> cm²/s"),
        (0.25, 0.031, "0.250 ± 0.031 cm²/s"),
        (-2e-7, 1e-7, "(−2.0 ± 1.0) · 10<sup>−7</sup> cm²/s"),
        (3.3e-6, None, "3.30 · 10<sup>−6</sup> cm²/s"),
    ],
)
def test_numbers_have_the_digits_of_their_errors(mean, error, said):
    assert with_error(mean, error, "cm²/s") == said


@pytest.mark.parametrize("text", ["", "hot", "5", "300 9000", "1 2 3 4 5 6 7 8 9"])
def test_nonsense_temperatures_are_refused(text):
    with pytest.raises(SettingsError):
        temperatures_in(text)


def test_temperatures_are_read_in_any_order():
    assert temperatures_in("1000, 600 K; 800.5") == (600.0, 800.5, 1000.0)


CRYSTAL = Crystal(
    Atoms("OLi", scaled_positions=[[0, 0, 0], [0.5, 0.5, 0.5]], cell=[6.6, 6.8, 7.0], pbc=True), "Li", (1,), "channel"
)


def wait(page):
    def over() -> bool:
        page.start.poll()
        return not page.start.busy

    wait_until(over, "the runs")


def test_runs_of_the_explorers_structure_go_to_their_end(context):
    page = DynamicsPage(PageContext(context, "me", lambda *_: None, lambda: CRYSTAL), dark=False)
    start = page.start
    assert start.structure.value == "gallery:Li2Te"
    start.structure.value = "shown"
    start.temperatures.value, start.potential.value = "300 500", "toy-channel-1d"
    start.time.value, start.equilibration.value = 1.0, 0.1
    start.start()
    assert start.cancel.visible
    assert not start.run.visible
    wait(page)
    assert page.analysis.system.origin == "session"
    assert page.analysis.system.temperatures == (300.0, 500.0)
    assert page.cards.items[0]["title"] == "channel"
    assert page.analysis.results[500.0].n_frames == 51
    assert start.run.visible
    assert all(len(lights) == 3 for lights in page.analysis.lights.values())
    assert run_row(page.analysis, 300.0)
    assert headline(page.analysis)


def test_rows_of_the_rank_table_are_run_one_after_the_other(context):
    page_context = PageContext(context, "me", lambda *_: None)
    page_context.shared.crystals = (CRYSTAL, replace(CRYSTAL, name="another", source="elsewhere.cif"))
    page = DynamicsPage(page_context, dark=False)
    page.enter()
    start = page.start
    assert start.structure.value == RANK
    assert next(iter(start.structure.options)) == "2 rows of Rank: Li₂O₂, Li₂O₂"
    start.temperatures.value, start.potential.value = "300", "toy-channel-1d"
    start.time.value, start.equilibration.value = 0.4, 0.0
    start.start()
    assert "waits" in start.text.object
    wait(page)
    assert {system.source for system in page_context.shared.systems} == {CRYSTAL.source, "elsewhere.cif"}
    assert [item["title"] for item in page.cards.items[:2]] == ["another", "channel"]
    page.enter()  # rows are offered once more, but what a person chose since stands
    start.structure.value = "gallery:Li2Te"
    page.enter()
    assert start.structure.value == "gallery:Li2Te"


def test_a_run_that_explodes_says_why(context):
    page = DynamicsPage(PageContext(context, "me", lambda *_: None), dark=False)
    start = page.start
    assert start.structure.value == "gallery:Li2Te"  # whose ions are no channel's
    start.temperatures.value, start.potential.value = "300", "toy-channel-1d"
    start.time.value = 1.0
    start.start()
    wait(page)
    assert page.analysis.results == {}
    row = page.rows[0][1].object
    assert 'class="light bad"' in row
    assert "Stopped at" in row
    assert "of the equilibration, exploded: " in row
    assert "too few frames" in row
    assert page.cards.items[0]["badge"] == "stopped early"
    assert "0 of 1 temperatures count" in page.headline.object
    assert len(columns(page.msd.plot.object, "mobile")["time"]) == 0
    assert not page.density.visible
    page.choose("example-Li2Te")
    assert len(columns(page.msd.plot.object, "mobile")["time"]) > 10


def test_too_many_rows_are_refused(context):
    page_context = PageContext(context, "me", lambda *_: None)
    page = DynamicsPage(page_context, dark=False)
    page_context.shared.crystals = (CRYSTAL,) * 13
    page.enter()
    page.start._guarded(page.start.start)
    assert "13 structures are too many" in page.start.error.title
    assert not page.start.busy


def test_one_job_that_ends_early_does_not_stop_the_others(context):
    page_context = PageContext(context, "me", lambda *_: None)
    page = DynamicsPage(page_context, dark=False)
    page_context.shared.crystals = (CRYSTAL, replace(CRYSTAL, source="elsewhere.cif"))
    page.enter()
    start = page.start
    start.temperatures.value, start.potential.value = "300", "toy-channel-1d"
    start.time.value, start.equilibration.value = 0.4, 0.0
    start.start()
    context.jobs.cancel(start._batch[0].job)
    wait(page)
    assert [system.source for system in page_context.shared.systems] == ["elsewhere.cif"]
    assert "cancelled" in start.text.object
    assert start.run.visible


def test_cancel_stops_the_process(page):
    page.start.temperatures.value, page.start.potential.value = "300", "toy-network-3d"
    page.start.time.value = 900.0
    page.start.start()
    job = page.start._batch[0].job
    page.start.stop()
    assert not page.start.busy
    assert job.process.wait(timeout=TIMEOUT_S) != 0
    assert page.start.run.visible


def test_an_impossible_run_says_so_in_place(page):
    page.start.temperatures.value = "hot"
    page.start._guarded(page.start.start)
    assert page.start.error.visible
    assert not page.start.busy
    page.start.temperatures.value, page.start.potential.value = "300", "toy-channel-1d"
    page.start.timestep.value = 0.0001
    spec = JobSpec("crystal", "x", "ase:os:system", task="md", temperatures=(300.0,))
    page.start._batch = [_BatchJob(page._context.server.jobs.submit(spec, crystal_bytes(CRYSTAL), owner="me"), "x")]
    wait(page)
    assert "import path" in page.start.error.title


def test_files_of_a_job_make_a_system(tmp_path):
    paths = [walk(1e-5, kelvin, "LiX").save(tmp_path / f"run-{kelvin:g}K.h5") for kelvin in (500.0, 700.0, 900.0)]
    analysis = Analysis(system_of(paths, "key"))
    assert analysis.system.potential == "walk"
    assert analysis.fit.dof == 1
    assert len(columns(to_bokeh(arrhenius_figure(analysis.fit)), "extrapolated")["D"]) == 1
    figure = to_bokeh(msd_figure(analysis.results[900.0], log=True))
    assert len(columns(figure, "windows")["xs"]) == analysis.results[900.0].n_windows
