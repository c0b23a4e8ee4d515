"""The page "Rank" without a browser: campaigns, folders of results, the gallery; selection, comparison, progress."""

from __future__ import annotations

import shutil
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

import pesviz
from pesviz.app.context import Context
from pesviz.app.dynamics.runs import example
from pesviz.app.dynamics.shared import SharedSelection
from pesviz.app.jobs import JobManager
from pesviz.app.page_context import PageContext
from pesviz.app.rank.dynamics import with_dynamics
from pesviz.app.rank.page import RankPage
from pesviz.app.rank.progress import progress_line
from pesviz.app.rank.source import GALLERY, FilesSource, sources
from pesviz.io.assets import asset
from pesviz.pes import ScanSettings
from pesviz.screening import ResultsDatabase
from pesviz.screening.campaign import Campaign
from pesviz.screening.planning import CampaignOptions
from pesviz.screening.progress import CampaignProgress
from pesviz.screening.sources import expand
from tests.app.landscapes import channel
from tests.screening.crystals import TOY, write_crystals, write_disordered


def screen(folder, named, *potentials, **scan):
    """Run a campaign to its end."""
    options = CampaignOptions(potentials or (TOY,), ScanSettings(**{"r_min": 0.4, "spacing": 0.5, **scan}))
    list(Campaign(folder, options).run(list(expand([str(named)]))))


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    """A folder with a campaign of three structures and one that cannot be read, and one result file."""
    folder = tmp_path_factory.mktemp("rank")
    named = write_crystals(folder / "in", 3)
    (named / "broken.cif").write_text("no crystal")
    screen(folder / "results/campaign", named)
    (folder / "results/campaign/labels.csv").write_text(
        "id,formula,sigma,sigma_error,upper_bound,label_temperature,group\n"
        "c0,LiO,0.001,,False,300,oxide\nc2,LiO,1e-9,,True,300,oxide\n"
    )
    channel().save(folder / "results/run/result.h5")
    return folder


class Seen:
    """What the page told the dashboard."""

    def __init__(self, results, jobs) -> None:
        self.shown, self.went = [], []
        self.context = Context(results=results, jobs=JobManager(slots=1, folder=jobs))
        self.shared = SharedSelection()
        self.page_context = PageContext(
            self.context, "me", lambda *what: self.shown.append(what), go=self.went.append, shared=self.shared
        )

    def page(self) -> RankPage:
        return RankPage(self.page_context, dark=False)


@pytest.fixture
def seen(tmp_path, place):
    made = Seen(place / "results", tmp_path / "jobs")
    yield made
    made.context.jobs.close()


def row(page, name: str) -> int:
    frame = page.table.frame
    return int(frame.index[frame["source_id"] == name][0])


def test_a_campaign_is_ranked_with_what_is_known(seen):
    page = seen.page()
    assert list(page.choice.options) == ["campaign", "results", "Gallery"]
    frame = page.table.frame
    assert frame["source_id"].tolist()[-1] == "broken"
    assert frame["xi"].dropna().is_monotonic_decreasing
    assert frame.loc[row(page, "c0"), "sigma"] == 0.001
    for words in ("campaign", "3 results", "1 failed", TOY, "2 with a known conductivity at 300 K"):
        assert words in page.title.object
    assert page.progress.object == ""  # it has ended
    assert "rank your own" not in page.title.object


def test_selected_rows_are_drawn_compared_and_opened(seen, place):
    page = seen.page()
    one, two, broken = (row(page, name) for name in ("c0", "c2", "broken"))
    assert not page.compare_button.visible
    page.table.select([one, broken])
    assert page.selected.object == "<h2>Free volumes of 2 selected</h2>"
    assert page.curves.legend.object.count("<span><i") == 1
    assert "1 without fields" in page.curves.legend.object
    page.table.select([broken, one, two])
    assert page.compare_button.label == "Compare last two"
    page.enter_compare()
    assert "pv-rank-away" in page.work.css_classes
    assert ["c0" in page.compare.captions[0].object, "c2" in page.compare.captions[1].object] == [True, True]
    assert all(viewer.field for viewer in page.compare.viewers)
    assert [tick["label"][:3] for tick in page.compare.bar.ticks if tick["key"]] == ["MPE", "MPE"]
    page.compare.kind.value = "pes"
    page._open_side(1)
    landscape, address = seen.shown[-1]
    assert landscape.pes.crystal.name == "c2"
    assert seen.context.store.result_path(address.removeprefix("result:")).is_file()  # the address brings it back
    page.leave_compare()
    assert "pv-rank-away" not in page.work.css_classes
    page.open(broken)
    assert f"Row {broken} has no fields" in page.error.object
    assert len(seen.shown) == 1


def test_a_row_opens_in_the_explorer_as_it_was_computed(seen, place):
    page = seen.page()
    page.open(row(page, "c1"))
    landscape, _ = seen.shown[-1]
    assert landscape.xi == page.table.frame.loc[row(page, "c1"), "xi"]


def test_selected_rows_go_to_dynamics(seen):
    page = seen.page()
    page.table.select([row(page, "c0"), row(page, "c1")])
    page.simulate()
    assert [crystal.name for crystal in seen.shared.crystals] == ["c0", "c1"]
    assert seen.went == ["dynamics"]


def test_other_results_and_the_gallery_are_ranked_too(seen, place):
    page = seen.page()
    page.choice.value = str(place / "results")
    assert set(page.table.frame["source_id"]) == {"run"}  # the campaign's rows are listed with it
    found = page.table.frame.set_index("source_id").loc["run"]
    assert found["mpe"] == pytest.approx(0.4)
    page.choice.value = GALLERY
    frame = page.table.frame.set_index("source_id")
    landscape = pesviz.open(asset("gallery/Li3N.h5"))
    assert frame.loc["Li3N", "xi"] == pytest.approx(landscape.xi)
    assert frame.loc["Li3N", "fv_conn_0p5"] == pytest.approx(float(landscape.free_volume(0.5)))
    page.open(row(page, "Li3N"))
    assert seen.shown[-1][1] == "gallery:Li3N"
    before = page.source
    page.choose("/etc")  # what is not listed is not opened
    assert page.source is before


@pytest.mark.skipif(not example(), reason="assets/dynamics is not there")
def test_molecular_dynamics_stands_beside_the_rows(tmp_path):
    seen = Seen(None, tmp_path / "jobs")
    try:
        page = seen.page()
        assert "rank your own" in page.title.object
        frame = page.table.frame.set_index("source_id")
        fit = seen.shared.analysis_of(example()[0]).fit
        assert frame.loc["Li2Te", "e_a"] == fit.activation_energy.mean
        assert frame.loc["Li2Te", "sigma_300K"] == fit.sigma().mean
        assert "600, 800, 1000 K" in frame.loc["Li2Te", "md"]
        assert np.isnan(frame.loc["Li3OCl", "e_a"])
        assert "No temperature shows diffusion" in frame.loc["Li3OCl", "md"]
        assert frame.loc["Li3N", "md"] == ""
        assert {"sigma_300K", "e_a"} <= set(page.scatter.x.options.values())
        seen.shared.overrides[example()[0].key] = {600.0: False}  # left out on the page Dynamics
        page.enter()
        again = page.table.frame.set_index("source_id").loc["Li2Te", "e_a"]
        assert again != fit.activation_energy.mean
    finally:
        seen.context.jobs.close()


@pytest.mark.skipif(not example(), reason="assets/dynamics is not there")
def test_runs_belong_to_the_structure_they_began_with(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    run = replace(example()[0], source=str(tmp_path / "all.csv"))
    other = replace(run, potential="another")
    columns = {"formula": "Li2Te", "potential": "m3gnet-mp-2021", "source": "all.csv"}
    rows = pd.DataFrame([{**columns, "source_id": name} for name in (run.name, "else")], index=[4, 7])
    found = with_dynamics(rows, (other, run), SharedSelection())
    assert np.isfinite(found.at[4, "e_a"])
    assert found.at[4, "md"].startswith(run.potential)  # the newest has another potential than the row
    assert np.isnan(found.at[7, "e_a"])  # another structure of the same file
    alone = with_dynamics(rows.loc[[7]], (run,), SharedSelection())
    assert np.isfinite(alone.at[7, "e_a"])
    for changed in ({"formula": "Li2S"}, {"source": "other/all.csv"}, {"source": "gallery:Li2Te"}):
        assert "e_a" not in with_dynamics(rows.assign(**changed), (run,), SharedSelection())


def test_rows_that_come_are_seen_and_the_selection_stays(seen, tmp_path, place):
    shutil.copytree(place / "results/campaign", tmp_path / "live")
    page = Seen(tmp_path / "live", tmp_path / "jobs2").page()
    page.table.select([row(page, "c1")])
    page.table.filter.value = 'status == "done"'
    before = len(page.table.view)
    named = write_crystals(tmp_path / "more", 1, first=1.3)
    (named / "c0.vasp").rename(named / "new.vasp")
    screen(tmp_path / "live", named)
    page.poll()
    assert len(page.table.view) == before + 1
    assert "new" in set(page.table.view["source_id"])
    assert page.table.selection == [row(page, "c1")]
    assert "4 results" in page.title.object


def test_several_potentials_and_realisations(tmp_path, place):
    screen(tmp_path / "two", place / "in", TOY, "toy-channel-1d")
    page = Seen(tmp_path / "two", tmp_path / "jobs2").page()
    frame = page.table.frame
    results = ResultsDatabase(tmp_path / "two").comparison().set_index("source_id")
    got = frame[frame["source_id"] == "c1"]
    assert got["xi_mean"].tolist() == [results.loc["c1", "xi_mean"]] * 2
    assert "Rank correlation of Ξ" in page.title.object
    assert "(3 structures)" in page.title.object
    assert list(page.table.tabulator.value.columns)[2] == "potential"
    assert not page.medians.visible
    page.table.select(got["id"].tolist())
    assert all(f"c1 · {name}" in page.curves.legend.object for name in (TOY, "toy-channel-1d"))


def test_stopped_structures_are_told_apart(tmp_path, monkeypatch):
    from tests.screening.test_campaign import HERE

    monkeypatch.setenv("PYTHONPATH", str(HERE))
    monkeypatch.syspath_prepend(str(HERE))
    options = CampaignOptions(
        ("ase:crystals:counted", TOY), ScanSettings(r_min=0.4, spacing=0.2, up_to=0.6), at_least=0.25
    )
    list(Campaign(tmp_path / "race", options).run(list(expand([str(write_crystals(tmp_path / "in", 1))]))))
    page = Seen(tmp_path / "race", tmp_path / "jobs2").page()
    frame = page.table.frame
    assert frame["status"].tolist() == ["done", "stopped"]
    assert "1 results · 1 stopped" in page.title.object
    assert "status" not in page.table.tabulator.hidden_columns
    assert {"xi_below", "xi_estimate", "error"} <= set(page.table.tabulator.value.columns)
    stopped = int(frame.index[1])
    page.table.select([stopped])
    assert "1 without fields (failed, skipped or stopped)" in page.curves.legend.object
    page.open(stopped)
    assert "stopped after" in page.error.object
    page.table.filter.value = "xi < 0.5"  # exact numbers only
    assert page.table.view.empty
    page.table.filter.value = "xi_estimate < 0.5"
    assert page.table.view.index.tolist() == [stopped]


def test_one_row_a_structure(tmp_path):
    from pesviz.screening.sources import ReadingOptions

    options = CampaignOptions(
        (TOY,), ScanSettings(spacing=0.6), reading=ReadingOptions("Li", primitive=True, disorder=3, seed=5)
    )
    source = list(expand([str(write_disordered(tmp_path / "in"))]))
    list(Campaign(tmp_path / "drawn", options).run(source))
    page = Seen(tmp_path / "drawn", tmp_path / "jobs2").page()
    assert page.medians.visible
    assert len(page.table.frame) == 3
    page.medians.value = True
    assert len(page.table.frame) == 1
    (kept,) = page.table.frame.to_dict("records")
    assert kept["xi"] == pytest.approx(kept["xi_median"])
    assert kept["draws"] == 3


def test_folders_are_listed_and_files_that_are_no_results_say_so(tmp_path, place):
    assert sources(None) == {}
    assert sources(tmp_path / "nothing") == {}
    assert sources(place / "results/campaign") == {"campaign": place / "results/campaign"}
    (tmp_path / "x").mkdir()
    (tmp_path / "x/a.h5").write_bytes(b"no HDF5")
    found = FilesSource("x", tmp_path / "x").table()
    assert found["status"].tolist() == ["failed"]


@pytest.mark.parametrize(
    ("changes", "said", "unsaid"),
    [
        (
            {},
            ["Running", "5</b> of 20 rows", "120 points/s", "2 min left", "now Li3N", "best Ξ <b>0.930</b> mp-12"],
            [],
        ),
        ({"state": "reading", "message": "3 of 9 structures read"}, ["Reading structures", "3 of 9"], []),
        ({"state": "stopped"}, ["start the same command again"], ["points/s"]),
        ({"updated": 10.0}, ["start the same command again"], ["left"]),  # killed: it says nothing any more
        ({"state": "broken", "message": "The disk is full."}, ["Broke off", "disk is full"], []),
        ({"failed": 2}, ["2 failed"], []),
    ],
)
def test_progress_is_told_in_one_line(changes, said, unsaid):
    report = CampaignProgress(
        **{"total": 20, "done": 5 - changes.get("failed", 0), "running": ("Li3N",), "points_per_second": 120.0,
           "seconds_left": 125.0, "best_xi": 0.93, "best": "mp-12", "state": "running", "updated": 1000.0, **changes}
    )  # fmt: skip
    line = progress_line(report, now=1005.0)
    assert all(words in line for words in said), line
    assert not any(words in line for words in unsaid), line


def test_stopped_structures_count_in_the_line_of_progress():
    report = CampaignProgress(total=20, done=3, stopped=5, at_least=0.25, state="running", updated=1000.0)
    line = progress_line(report, now=1005.0)
    assert "<b>8</b> of 20 rows" in line
    assert "5 stopped below Ξ 0.25" in line


def test_a_campaign_that_ended_says_nothing():
    assert progress_line(None) == ""
    assert progress_line(CampaignProgress(state="finished")) == ""
