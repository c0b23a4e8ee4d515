"""Results with every descriptor: a real campaign, files, a table."""

from __future__ import annotations

import shutil

import numpy as np
import pytest

from pesviz.cli import main
from pesviz.errors import ResultReadError
from pesviz.ranking.features import is_descriptor
from pesviz.screening.database import ResultsDatabase
from pesviz.screening.ranked import CACHE, MODELS, read_models, read_results, write_models


@pytest.fixture(scope="module")
def campaign(tmp_path_factory):
    folder = tmp_path_factory.mktemp("campaign")
    toys = ["--potential", "toy-network-3d,toy-channel-1d", "--spacing", "0.6", "--labels", "none"]
    assert main(["screen", "gallery:Li3N", "gallery:LiCl-wurtzite", *toys, "--out", str(folder)]) == 0
    return folder


def test_a_campaign(campaign):
    table = read_results(campaign)
    database = ResultsDatabase(campaign)
    assert len(table) == len(database.table()) == 4
    assert sum(is_descriptor(c) for c in table.columns) == 106
    for _, row in table.iterrows():
        landscape = database.landscape(int(row["id"]))
        assert row["mpe"] == pytest.approx(landscape.mpe)
        assert row["fv_conn_0p3"] == pytest.approx(float(landscape.free_volume(0.3)))
    assert (campaign / CACHE).is_file()
    np.testing.assert_allclose(read_results(campaign / "results.db")["fvw_disc_1p0"], table["fvw_disc_1p0"])


def test_its_files_alone_and_a_table(campaign, tmp_path):
    shutil.copytree(campaign / "fields", tmp_path / "fields")
    files = read_results(tmp_path / "fields")
    np.testing.assert_allclose(sorted(files["xi"]), sorted(read_results(campaign)["xi"]))
    files.to_csv(tmp_path / "table.csv", index=False)
    np.testing.assert_allclose(read_results(tmp_path / "table.csv")["xi"], files["xi"])
    with pytest.raises(ResultReadError, match="There is no"):
        read_results(tmp_path / "nowhere")


def test_columns_of_models_are_kept_beside_a_campaign(campaign, tmp_path):
    from pesviz.app.rank.columns import COLUMNS
    from pesviz.app.rank.source import CampaignSource

    folder = shutil.copytree(campaign, tmp_path / "campaign")
    source = CampaignSource(folder, None)
    before = source.revision
    assert not [name for name in source.table() if name.startswith("model_")]
    table = read_results(folder)
    first, second = table.iloc[:3], table.iloc[2:]
    assert write_models(folder, first.assign(model_l2_pes=[0.25, 0.5, 0.75])) == folder / MODELS
    write_models(folder / "results.db", second.assign(model_l2_pes=[0.125, 1.0]))
    write_models(folder, table.assign(model_catboost_both=0.5))
    kept = read_models(folder).loc[table["id"]]
    assert kept["model_l2_pes"].tolist() == [0.25, 0.5, 0.125, 1.0]
    assert set(kept["model_catboost_both"]) == {0.5}
    assert source.revision != before
    shown = source.table()
    assert shown.loc[table["id"], "model_l2_pes"].tolist() == [0.25, 0.5, 0.125, 1.0]
    assert {"model_l2_pes", "model_catboost_both"} <= set(COLUMNS)
    with pytest.raises(ResultReadError, match="no column of a model"):
        write_models(folder, table)
    assert read_models(tmp_path).empty
