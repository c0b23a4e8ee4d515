"""Reading results: live, cheap, and clear about what is not there."""

import threading

import ase.db
import numpy as np
import pytest

from pesviz.errors import ResultReadError
from pesviz.screening import ResultsDatabase
from pesviz.screening.keys import COLUMNS, to_pairs
from pesviz.screening.statistics import comparison, rank_correlation, structures
from tests.screening.crystals import atoms


def add(folder, n=1, **values):
    """Write rows as the campaign does; returns the database."""
    database = ase.db.connect(folder / "results.db", use_lock_file=False)
    for i in range(n):
        row = {
            "source_id": f"m{i}",
            "status": "done",
            "xi": 0.5,
            "structure": f"s{i}",
            "settings": "p1",
            "potential": "a",
        }
        database.write(atoms(), key_value_pairs=to_pairs(row | values))
    return database


def test_every_column_is_always_there(tmp_path):
    add(tmp_path)
    table = ResultsDatabase(tmp_path).table()
    assert tuple(table.columns) == COLUMNS
    row = table.iloc[0]
    assert (row["n_atoms"], row["error"], row["fields"]) == (2, "", "")
    assert np.isnan(row["mpe"])
    assert ResultsDatabase(tmp_path / "results.db").table().equals(table)


def test_the_best_come_first_and_those_without_a_number_last(tmp_path):
    for xi in (0.2, None, 0.9):
        add(tmp_path, xi=xi)
    assert ResultsDatabase(tmp_path).table()["xi"].fillna(-1).tolist() == [0.9, 0.2, -1]


def test_stopped_rows_come_after_all_that_are_done_and_before_the_rest(tmp_path):
    for status, xi in (("failed", None), ("stopped", None), ("done", None), ("skipped", None), ("done", 0.1)):
        add(tmp_path, status=status, xi=xi)
    found = ResultsDatabase(tmp_path).table()
    assert found["status"].tolist() == ["done", "done", "stopped", "failed", "skipped"]
    assert found["xi"].fillna(-1).tolist()[:2] == [0.1, -1]


def test_an_energy_above_the_limit_counts_as_the_highest_of_its_realisations(tmp_path):
    rows = {
        "a": [(0.6, 0.1, None), (0.6, 0.2, None), (0.6, None, 0.7)],  # the median is exact
        "b": [(0.6, 0.1, None), (0.6, None, 0.8), (0.6, None, 0.9)],  # it is not
        "c": [(None, 1.5, None), (None, 0.7, None), (0.6, 0.3, None)],  # exact, but above the third's limit
    }
    for name, realisations in rows.items():
        for n, (limit, mpe, estimate) in enumerate(realisations, start=1):
            values = {"limit": limit, "mpe": mpe, "mpe_estimate": estimate, "xi": 0.5, "e1d": 0.1}
            add(tmp_path, source_id=name, realisation=n, structure=f"{name}{n}", **values)
    found = structures(ResultsDatabase(tmp_path).table()).set_index("source_id")
    assert found.loc["a", "mpe"] == 0.2
    assert np.isnan(found.loc["a", ["mpe_estimate", "mpe_spread"]].astype(float)).all()
    assert np.isnan(found.loc[["b", "c"], "mpe"]).all()
    assert found.loc["b", "mpe_estimate"] == 0.8
    assert found.loc["c", "mpe_estimate"] == 0.7
    assert found["e1d"].tolist() == [0.1] * 3
    assert found["e2d"].isna().all()


def test_the_table_follows_what_is_written_changed_and_deleted(tmp_path):
    database = add(tmp_path, 3)
    results = ResultsDatabase(tmp_path)
    assert len(results.table()) == 3
    seen = results.revision
    assert results.revision == seen
    add(tmp_path, source_id="new", xi=0.7)
    assert results.revision != seen
    assert results.table()["source_id"].tolist()[0] == "new"
    database.update(1, xi=0.8)
    assert results.table()["id"].tolist()[0] == 1
    database.delete([2])
    assert sorted(results.table()["id"]) == [1, 3, 4]
    assert results.table().equals(ResultsDatabase(tmp_path).table())


def test_watch_tells_of_rows_as_they_come(tmp_path):
    add(tmp_path)
    revisions = ResultsDatabase(tmp_path).watch(0.02)
    first = next(revisions)
    add(tmp_path)
    second = next(revisions)
    assert second != first
    writer = threading.Thread(target=add, args=(tmp_path,))
    writer.start()
    assert next(revisions) != second
    writer.join()


def test_what_is_not_there_is_said(tmp_path):
    with pytest.raises(ResultReadError, match="holds no campaign"):
        ResultsDatabase(tmp_path)
    add(tmp_path, error="It has no cell.", status="failed")
    results = ResultsDatabase(tmp_path)
    with pytest.raises(ResultReadError, match="no row 9"):
        results.landscape(9)
    with pytest.raises(ResultReadError, match="It has no cell"):
        results.landscape(1)
    (tmp_path / "results.db").write_bytes(b"something else entirely" * 100)
    with pytest.raises(ResultReadError, match="cannot be read"):
        ResultsDatabase(tmp_path).table()
    assert results.progress() is None


def test_statistics_by_hand(tmp_path):
    for realisation, xi in enumerate([0.1, 0.2, 0.6], start=1):
        add(tmp_path, source_id="drawn", xi=xi, realisation=realisation, structure=f"s{realisation}")
    for potential, values in {"a": [0.9, 0.5, 0.3], "b": [0.1, 0.4, 0.2]}.items():
        for i, xi in enumerate(values):
            add(tmp_path, source_id=f"o{i}", xi=xi, potential=potential, settings=f"p{potential}", structure=f"t{i}")
    add(tmp_path, source_id="o0", xi=0.7, potential="a", settings="pa", structure="another cell of that name")
    table = ResultsDatabase(tmp_path).table()
    found = structures(table)
    drawn = found[found["source_id"] == "drawn"].iloc[0]
    assert (drawn["xi"], drawn["n_realisations"]) == (0.2, 3)
    assert drawn["xi_spread"] == pytest.approx(
        (np.quantile([0.1, 0.2, 0.6], 0.84) - np.quantile([0.1, 0.2, 0.6], 0.16)) / 2
    )
    assert (found["source_id"] == "o0").sum() == 3
    assert found[found["source_id"] == "o1"]["xi_spread"].isna().all()
    kept = table[table["structure"] != "another cell of that name"]
    compared = comparison(kept).set_index("source_id")
    assert compared.loc["o0", ["xi a", "xi b", "n_potentials"]].tolist() == [0.9, 0.1, 2]
    assert compared.loc["o0", "xi_disagreement"] == pytest.approx(0.8)
    assert compared.loc["o0", "xi_mean"] == pytest.approx(0.5)
    assert np.isnan(compared.loc["drawn", "xi_disagreement"])
    # ranks of (0.9, 0.5, 0.3) and (0.1, 0.4, 0.2): 3 2 1 and 1 3 2, so ρ = 1 − 6·(4 + 1 + 1)/(3·8) = −0.5
    assert rank_correlation(comparison(kept)).loc["a", "b"] == pytest.approx(-0.5)
    assert structures(table.iloc[:0]).empty
    assert comparison(table.iloc[:0]).empty
