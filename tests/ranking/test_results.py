"""Results from files, tables and a campaign's rows."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from pesviz.errors import ResultReadError
from pesviz.landscape import open_landscape
from pesviz.landscape.descriptors import XiCalibration
from pesviz.ranking.results import NO_SCAN, groups, read_table, table_of_files, with_descriptors
from tests.dynamics.walks import random_walk
from tests.ranking.landscapes import channel, landscape


@pytest.fixture
def folder(tmp_path):
    for name, barrier in (("a", 0.3), ("b", 0.9)):
        landscape(channel(barrier)).save(tmp_path / "deep" / f"{name}.h5", level_map=False)
    return tmp_path


def test_a_folder_of_results(folder):
    table = table_of_files(folder)
    assert table["source_id"].tolist() == ["a", "b"]
    np.testing.assert_allclose(table["mpe"], [0.3, 0.9])
    assert (table["e2d"] == np.inf).all()
    assert (folder / "descriptors.csv").is_file()


def test_what_was_computed_once_is_not_computed_again(folder):
    first = table_of_files(folder)
    (folder / "deep" / "b.h5").write_bytes(b"not HDF5 any more")
    opened = []
    again = table_of_files(folder, progress=lambda name, *_: opened.append(name))
    assert opened == []
    pd.testing.assert_frame_equal(again[first.columns], first, check_exact=False)
    (folder / "descriptors.csv").write_text("mark,xi\nx,1\n", encoding="utf-8")  # something else of that name
    assert np.isnan(table_of_files(folder)["xi"].iloc[1])


def test_files_that_are_no_scans_are_left_out_with_a_note(folder, tmp_path):
    random_walk(0, n_frames=20).save(folder / "LiX-500K.h5")
    table = table_of_files(folder)
    assert table["status"].tolist() == [NO_SCAN, "done", "done"]
    parts, notes = groups(table)
    assert [rows["source_id"].tolist() for rows in parts.values()] == [["a", "b"]]
    assert notes == ["1 file holds no result of a scan: left out (LiX-500K.h5)."]
    (folder / "runs").mkdir()
    (folder / "LiX-500K.h5").rename(folder / "runs" / "LiX-500K.h5")
    with pytest.raises(ResultReadError, match="None of the 1 HDF5 files"):
        table_of_files(folder / "runs")


def test_other_thresholds_of_xi(folder):
    plain, other = table_of_files(folder), table_of_files(folder, calibration=XiCalibration(2.6, 1.9))
    assert (other["xi"] > plain["xi"]).all()


def test_rows_that_failed_keep_what_they_have(folder):
    base = pd.DataFrame(
        {
            "id": [1, 2, 3],
            "source_id": ["a", "b", "c"],
            "status": ["done", "failed", "done"],
            "xi": [0.5, np.nan, 0.7],
            "mpe": [1.0, np.nan, np.nan],
        }
    )

    def opened(row):
        return open_landscape(folder / "deep" / f"{row['source_id']}.h5")

    table = with_descriptors(base, opened)
    assert table.loc[0, "mpe"] == pytest.approx(0.3)  # the landscape's
    assert table.loc[2, "xi"] == 0.7  # there is no landscape c: the row's own
    assert table.loc[2, "mpe"] == np.inf  # a finished row without a barrier has none below what is known
    assert np.isnan(table.loc[1, "mpe"])


def test_a_csv_of_anyone(tmp_path):
    path = tmp_path / "mine.csv"
    path.write_text("source_id,potential,xi,mpe,e1d\n007,toy,0.5,,inf\nb,toy,0.1,0.4,0.2\n", encoding="utf-8")
    table = read_table(path)
    assert table["source_id"].tolist() == ["007", "b"]
    assert table["mpe"].tolist() == [np.inf, 0.4]
    assert table["e1d"].tolist() == [np.inf, 0.2]
    with pytest.raises(ResultReadError):
        read_table(tmp_path / "none.csv")
    with pytest.raises(ResultReadError, match="holds no results"):
        table_of_files(tmp_path)


def test_one_group_a_potential_with_the_commonest_settings():
    table = pd.DataFrame(
        {
            "source_id": list("abcabx"),
            "potential": ["m", "m", "m", "c", "c", "c"],
            "settings": ["1", "1", "2", "1", "1", "1"],
            "status": ["done"] * 5 + ["failed"],
        }
    )
    parts, notes = groups(table)
    assert {name: rows["source_id"].tolist() for name, rows in parts.items()} == {"c": ["a", "b"], "m": ["a", "b"]}
    assert any("1 result is not done" in note for note in notes)
    assert not any("stopped" in note for note in notes)
    table.loc[[1, 5], "status"] = "stopped"
    parts, notes = groups(table)
    assert parts["m"]["source_id"].tolist() == ["a"]
    assert notes[0] == "2 structures were stopped for a low Ξ and left out: the scores are those of the others alone."
    assert not any("not done" in note for note in notes)
    assert any("1 results of m with other settings" in note for note in notes)
    assert list(groups(table, "c")[0]) == ["c"]
    with pytest.raises(ResultReadError, match="no finished results of x"):
        groups(table, "x")
