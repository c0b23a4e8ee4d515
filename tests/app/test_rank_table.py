"""The table without a browser: columns, filter, selection, downloads; scatter, curves, rows of one structure."""

from __future__ import annotations

import json

import numpy as np
import pandas as pd
import pytest
from bokeh.models import GlyphRenderer

from pesviz.app.rank.beside import with_agreement, with_spread
from pesviz.app.rank.columns import COLUMNS, formatter, ordered
from pesviz.app.rank.curves import MOST, CurvesView, Line
from pesviz.app.rank.scatter import Scatter
from pesviz.app.rank.table import RankTable
from pesviz.app.store import curves
from pesviz.screening.keys import ESTIMATES
from tests.app.landscapes import channel


def frame(n: int = 6, **more) -> pd.DataFrame:
    """Rows of a campaign: Ξ falls, MPE rises; every third has a conductivity, the last row failed."""
    i = np.arange(n)
    table = pd.DataFrame(
        {
            "id": i + 1, "source_id": [f"m{k}" for k in i], "formula": "Li3N", "xi": 0.9 - 0.1 * i, "s1": 0.95,
            "s2": 0.9, "mpe": 0.1 * (i + 1), "e1d": 0.1 * (i + 1), "e2d": 0.2, "e3d": np.nan, "fv_conn_0p5": 0.02,
            "fv_disc_0p5": 0.1, "potential": "toy", "n_atoms": 4 + i, "seconds": 3.0, "status": "done", "error": "",
            "realisation": np.nan, "settings": "p1", "structure": [f"s{k}" for k in i],
            "sigma": np.where(i % 3 == 0, 10.0 ** -(i + 2.0), np.nan), "upper_bound": i == 3,
        }
    )  # fmt: skip
    table = table.assign(limit=np.nan, **dict.fromkeys(ESTIMATES, np.nan))
    table.loc[n - 1, ["xi", "s1", "s2", "mpe", "e1d", "e2d"]] = np.nan
    table.loc[n - 1, ["status", "error"]] = ["failed", "It has no cell."]
    return table.assign(**more).set_index("id", drop=False).rename_axis("row")


class Heard:
    """What the table says."""

    def __init__(self) -> None:
        self.views, self.selection, self.opened = 0, None, None
        self.table = RankTable(self._viewed, lambda rows: setattr(self, "chosen", rows),
                               lambda row: setattr(self, "opened", row), "")  # fmt: skip

    def _viewed(self) -> None:
        self.views += 1


@pytest.fixture
def heard():
    made = Heard()
    made.table.show(frame(), "campaign")
    return made


def test_every_column_of_the_issue_is_there_with_its_meaning(heard):
    tabulator = heard.table.tabulator
    wanted = ["formula", "xi", "s1", "s2", "fv_conn_0p5", "fv_disc_0p5", "mpe", "e1d", "e2d", "e3d", "potential",
              "n_atoms", "seconds", "sigma"]  # fmt: skip
    for name in wanted:
        assert name in tabulator.value.columns, name
        assert len(tabulator.header_tooltips[name]) > 15, name
    assert set(wanted) - set(tabulator.hidden_columns) == set(wanted) - {"e3d"}  # nobody knows an E_3D here
    assert "status" not in tabulator.hidden_columns  # one failed
    assert list(tabulator.value.columns).index("sigma") == list(tabulator.value.columns).index("xi") + 1


def test_the_potential_comes_first_where_there_are_several():
    one, two = frame(), frame(potential=["toy", "other", "toy", "other", "toy", ""])
    assert ordered(one).index("potential") > ordered(one).index("mpe")
    assert ordered(two).index("potential") < ordered(two).index("xi")


def test_columns_are_chosen_by_their_names(heard):
    table = heard.table
    table.columns.value = ["formula", "xi"]
    assert {"s1", "mpe", "sigma", "status"} <= set(table.tabulator.hidden_columns)
    assert not {"formula", "xi"} & set(table.tabulator.hidden_columns)
    table.show(frame(7), "campaign")  # a row comes: the choice stays
    assert "s1" in table.tabulator.hidden_columns


def test_a_filter_lets_rows_through_and_a_wrong_one_changes_nothing(heard):
    table = heard.table
    table.filter.value = "xi > 0.65"
    assert table.view["source_id"].tolist() == ["m0", "m1", "m2"]
    assert len(table.tabulator.value) == 3
    assert "3 of 6 rows" in table.message.object
    views = heard.views
    table.filter.value = "xi > > 0.65"
    assert "cannot be read" in table.message.object
    assert table.filter.error_state
    assert len(table.tabulator.value) == 3
    assert heard.views == views
    table.filter.value = ""
    assert len(table.tabulator.value) == 6
    assert not table.filter.error_state
    assert table.message.object == ""


def test_a_selection_survives_filters_sorting_and_new_rows(heard):
    table = heard.table
    table.tabulator.selection = [1, 4]
    assert heard.chosen == [2, 5]
    table.filter.value = "xi > 0.65"
    assert table.tabulator.selection == [1]
    table.tabulator.selection = [1, 0]
    assert heard.chosen == [5, 2, 1]  # row 5 is still selected, behind the filter
    table.filter.value = ""
    assert sorted(table.tabulator.selection) == [0, 1, 4]
    table.show(pd.concat([frame(7).loc[[7]].assign(xi=0.99), frame()]), "campaign")
    assert sorted(table.tabulator.selection) == [1, 2, 5]
    table.show(frame().drop(index=5), "campaign")  # a row goes
    assert table.selection == [2, 1]


def test_downloads_hold_what_the_filter_lets_through(heard):
    table = heard.table
    table.filter.value = "atoms < 7"
    csv = pd.read_csv(table._csv(), index_col="id")
    assert csv.index.tolist() == [1, 2, 3]
    pd.testing.assert_series_equal(csv["xi"], table.view["xi"], check_names=False, check_index=False)
    found = json.loads(table._json().read())
    assert [row["id"] for row in found] == [1, 2, 3]
    assert found[1]["sigma"] is None
    assert found[0]["sigma"] == pytest.approx(0.01)
    assert [button.filename for button in table.downloads] == ["campaign.csv", "campaign.json"]


def test_a_click_on_a_formula_opens_its_row(heard):
    from panel.models.tabulator import TableEditEvent

    heard.table.filter.value = "xi < 0.85"
    event = TableEditEvent(None, "formula", 0, pre=False)
    heard.table._handle_click(event)
    assert heard.opened == 2


def test_texts_of_files_are_escaped_in_cells():
    for name in ("source_id", "potential", "group", "error", "status"):
        assert "<%=" not in formatter(name).template.replace("<%= _.escape", ""), name
    assert "_.escape(value)" in formatter("formula").template


def test_energy_limited_scans_say_above_what(heard):
    for name in ("mpe", "e1d", "e2d", "e3d"):
        assert "&gt; <%= up_to %>" in formatter(name).template
        assert f"≈ <%= {name}_estimate.toFixed(1) %>" in formatter(name).template
    assert "&gt; <%= up_to %>" not in formatter("xi").template
    assert "≈ <%= xi_estimate.toFixed(2) %>" in formatter("xi").template
    assert "&lt; <%= xi_below %>" in formatter("xi").template
    assert set(COLUMNS) >= {"up_to", *ESTIMATES}


# -- scatter and curves -----------------------------------------------------------------------------------------


@pytest.fixture
def plot():
    selections = []
    scatter = Scatter(selections.append, "", dark=False)
    scatter.show(frame(), [])
    scatter.selections = selections
    return scatter


def points(plot, name: str) -> dict:
    """Data of the points of one kind."""
    return plot.pane.object.select_one({"name": name, "type": GlyphRenderer}).data_source.data


def test_points_are_the_rows_that_have_both_values(plot):
    assert (plot.x.value, plot.y.value) == ("xi", "sigma")
    assert plot.log["y"].value
    assert list(points(plot, "values")["id"]) == [1]
    assert list(points(plot, "upper bounds")["id"]) == [4]
    assert "2 of 6 rows have both" in plot.message.object
    plot.y.value = "mpe"
    assert list(points(plot, "values")["id"]) == [1, 2, 3, 4, 5]
    assert "ρ = <b>−1.00</b>" in plot.message.object  # one falls, the other rises
    assert not plot.log["y"].value


def test_points_and_rows_select_each_other(plot):
    plot.y.value = "mpe"
    source = plot.points.sources[0]
    source.selected.indices = [0, 2]
    assert plot.selections == [[1, 3]]
    plot.select([2, 6])  # row 6 has no point
    assert source.selected.indices == [1]
    assert plot.selections == [[1, 3]]
    source.selected.indices = [4]
    assert plot.selections[-1] == [6, 5]  # what has no point here stays selected


def test_other_rows_change_the_points_in_place(plot):
    plot.y.value = "mpe"
    plot.select([2, 4])
    before, end = plot.pane.object, plot.pane.object.x_range.end
    plot.show(frame().drop(index=1), [2, 4])  # the largest Ξ
    assert plot.pane.object is before
    assert list(points(plot, "values")["id"]) == [2, 3, 4, 5]
    assert plot.points.selected == [2, 4]
    assert plot.pane.object.x_range.end < end


def test_a_scale_changes_and_the_colours(plot):
    before = plot.pane.object
    plot.log["x"].value = True
    assert type(plot.pane.object.x_scale).__name__ == "LogScale"
    assert plot.pane.object is not before
    plot.colour(dark=True)
    assert type(plot.pane.object.x_scale).__name__ == "LogScale"
    assert plot.pane.object.background_fill_color == "#14171a"


def test_curves_of_several_rows_lie_over_each_other():
    view = CurvesView("", dark=False)
    assert "Nothing selected" in view.legend.object
    assert not view.pane.visible
    landscape = channel()
    lines = [Line("Li3N", f"m{i}", 0.5, 0.4, curves(landscape)) for i in range(3)]
    view.show(lines, "2 without fields.")
    renderers = list(view.pane.object.select(GlyphRenderer))
    assert len(renderers) == 6
    volumes = next(iter(view.pane.object.select({"name": "connected", "type": GlyphRenderer}))).data_source.data
    np.testing.assert_allclose(volumes["free_volume"], np.maximum(curves(landscape).connected, 1e-9))
    colours = {r.glyph.line_color for r in renderers}
    assert len(colours) == 3
    assert "2 without fields" in view.legend.object
    view.colour(dark=True)
    assert colours.isdisjoint({r.glyph.line_color for r in view.pane.object.select(GlyphRenderer)})
    assert MOST == 8


# -- beside the rows --------------------------------------------------------------------------------------------


def test_realisations_have_a_median_a_spread_and_one_that_is_typical():
    table = frame(5, realisation=[1, 2, 3, np.nan, np.nan], source_id=["d", "d", "d", "o", "x"],
                  xi=[0.1, 0.6, 0.2, 0.5, np.nan])  # fmt: skip
    found = with_spread(table)
    assert found.index.tolist() == table.index.tolist()
    assert found["xi_median"].tolist()[:3] == pytest.approx([0.2] * 3)
    low, high = np.quantile([0.1, 0.6, 0.2], [0.16, 0.84])
    assert found["xi_spread"].iloc[0] == pytest.approx((high - low) / 2)
    assert found["typical"].tolist() == [False, False, True, True, True]
    assert np.isnan(found["xi_median"].iloc[3])
    assert "typical" not in with_spread(frame())


def test_potentials_agree_or_not():
    table = frame(7, source_id=["a", "b", "c", "a", "b", "c", "x"], potential=[*"mmmkkk", ""],
                  xi=[0.9, 0.5, 0.3, 0.1, 0.4, 0.2, np.nan], settings=[*"mmmkkk", ""])  # fmt: skip
    found, words = with_agreement(table)
    assert found["xi_disagreement"].tolist()[:4] == pytest.approx([0.8, 0.1, 0.1, 0.8])
    assert found["xi_mean"].iloc[0] == pytest.approx(0.5)
    assert "<b>−0.50</b> (3 structures)" in words  # ranks 3 2 1 and 1 3 2
    alone, nothing = with_agreement(frame())
    assert nothing == ""
    assert "xi_mean" not in alone
