"""Limits of a campaign: what a row knows answers later requests, and what it does not know is predicted."""

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from pesviz.pes import ScanSettings
from pesviz.screening import ResultsDatabase
from pesviz.screening.keys import DESCRIPTORS, ESTIMATES, row_answers
from pesviz.screening.planning import cost_of
from pesviz.structure import Crystal
from tests.screening.crystals import atoms, write_crystals
from tests.screening.test_campaign import HERE, SCAN, run

LIMITED = replace(SCAN, up_to=0.25)


def test_above_its_limit_a_row_has_estimates_and_no_numbers(tmp_path):
    _, table = run(tmp_path / "out", write_crystals(tmp_path / "in", 1), scan=LIMITED)
    row = table.iloc[0]
    assert row["limit"] == 0.25
    assert row["mpe"] == pytest.approx(0.2, abs=0.02)
    assert np.isnan(row["mpe_estimate"]), "the exact one is known"
    assert np.isnan([row[name] for name in ("xi", "s1", "s2", "fv_conn_0p5", "fv_disc_0p5", "e2d", "e3d")]).all()
    assert row["e2d_estimate"] == pytest.approx(0.3, abs=0.05)
    assert row["e3d_estimate"] == pytest.approx(0.4, abs=0.05)
    assert 0 <= row["xi_estimate"] <= 1
    landscape = ResultsDatabase(tmp_path / "out").landscape(row["id"])
    assert landscape.up_to == 0.25
    assert landscape.xi_estimate == row["xi_estimate"]
    command = [Path(sys.executable).with_name("ase"), "db", tmp_path / "out/results.db", "limit<0.3,e3d_estimate>0.3"]
    assert "Rows: 1" in subprocess.run(command, capture_output=True, text=True, check=True).stdout


@pytest.mark.parametrize("scan", [LIMITED, replace(SCAN, until="3d"), replace(SCAN, up_to=0.6, max_points=10**7)])
def test_a_row_that_knows_everything_answers_every_limit(tmp_path, scan):
    folder = write_crystals(tmp_path / "in", 2)
    _, before = run(tmp_path / "out", folder)
    last, after = run(tmp_path / "out", folder, scan=scan)
    assert (last.reused, last.total) == (2, 2)
    assert after.equals(before)


def counted(monkeypatch, tmp_path):
    monkeypatch.setenv("PYTHONPATH", str(HERE))
    monkeypatch.syspath_prepend(str(HERE))
    monkeypatch.setenv("CALLS", str(tmp_path / "calls"))
    return lambda: (tmp_path / "calls").stat().st_size


def test_a_higher_limit_goes_on_from_the_energies_of_the_row(tmp_path, monkeypatch):
    calls = counted(monkeypatch, tmp_path)
    folder, potential = write_crystals(tmp_path / "in", 1), ("ase:crystals:counted",)
    _, low = run(tmp_path / "out", folder, potentials=potential, scan=replace(SCAN, up_to=0.4))
    _, high = run(tmp_path / "out", folder, potentials=potential, scan=replace(SCAN, up_to=0.8))
    assert len(high) == 1
    assert (low["limit"][0], high["limit"][0]) == (0.4, 0.8)
    assert high["id"].equals(low["id"])
    assert ResultsDatabase(tmp_path / "out").landscape(high["id"][0]).up_to == 0.8
    assert high["n_evaluated"][0] > low["n_evaluated"][0]
    sites = 2  # each scan looks at the ion's own site once more at its end
    assert calls() <= high["n_evaluated"][0] + sites + 2
    before = calls()
    last, again = run(tmp_path / "out", folder, potentials=potential, scan=replace(SCAN, up_to=0.6))
    assert last.reused == 1
    assert again.equals(high)
    assert calls() == before
    _, whole = run(tmp_path / "out", folder, potentials=potential)
    assert np.isnan(whole["limit"][0])
    assert whole[list(ESTIMATES)].isna().all(axis=None)
    monkeypatch.delenv("CALLS")
    _, anew = run(tmp_path / "anew", folder, potentials=potential)
    for name in DESCRIPTORS:
        assert whole[name][0] == pytest.approx(anew[name][0], abs=1e-5), name


def test_another_smearing_goes_on_from_the_energies_too(tmp_path, monkeypatch):
    calls = counted(monkeypatch, tmp_path)
    folder, potential = write_crystals(tmp_path / "in", 1), ("ase:crystals:counted",)
    run(tmp_path / "out", folder, potentials=potential, scan=replace(SCAN, up_to=0.6))
    before = calls()
    _, same = run(tmp_path / "out", folder, potentials=potential, scan=replace(SCAN, up_to=0.6), smearing="paper")
    assert calls() == before
    assert len(same) == 2
    _, higher = run(tmp_path / "out", folder, potentials=potential, scan=replace(SCAN, up_to=1.0), smearing="paper")
    smeared = higher[higher["smearing"] == "paper"].iloc[0]
    assert smeared["limit"] == 1.0
    assert calls() - before < smeared["n_evaluated"] / 2


def test_a_question_is_answered_by_its_energy(tmp_path):
    folder = write_crystals(tmp_path / "in", 1)
    _, table = run(tmp_path / "out", folder, scan=replace(SCAN, until="2d", up_to=0.25))
    assert table["e2d"][0] == pytest.approx(0.3, abs=0.02)
    assert 0.3 < table["limit"][0] < 0.6
    last, again = run(tmp_path / "out", folder, scan=replace(SCAN, until="mpe", up_to=0.25))
    assert last.reused == 1
    assert again.equals(table)
    assert run(tmp_path / "out", folder, scan=replace(SCAN, until="3d", up_to=0.25))[0].reused == 0


@pytest.mark.parametrize(
    ("numbers", "options", "enough"),
    [
        ({}, {}, True),
        ({"limit": np.nan}, {"up_to": 0.6}, True),
        ({"limit": 0.6}, {}, False),
        ({"limit": 0.6}, {"up_to": 0.6}, True),
        ({"limit": 0.6}, {"up_to": 0.61}, False),
        ({"limit": 0.6, "mpe": 0.5}, {"until": "mpe"}, True),
        ({"limit": 0.3, "mpe": 0.2}, {"until": "mpe"}, False),  # the first limit of --until is 0.6
        ({"limit": 0.3, "mpe": 0.2}, {"until": "mpe", "up_to": 0.3}, True),
        ({"limit": 0.6, "mpe": np.inf}, {"until": "mpe"}, False),
        ({"limit": 0.6, "e1d": 0.5, "e3d": None}, {"until": "3d"}, False),
        ({"limit": 1.0, "e3d": None}, {"until": "3d", "at_most": 1.0}, True),
    ],
)
def test_what_a_row_has_to_know(numbers, options, enough):
    assert row_answers(numbers, ScanSettings(**options)) is enough


def test_first_limits():
    found = [
        ScanSettings(**o).first_limit for o in ({"up_to": 1.0}, {"until": "mpe"}, {"until": "mpe", "at_most": 0.2})
    ]
    assert found == [1.0, 0.6, 0.2]


def test_a_limited_scan_is_expected_to_cost_a_part():
    crystal = Crystal(atoms(), "Li", (0,))
    whole, limited, asking = (
        cost_of(crystal, replace(SCAN, **options))[1] for options in ({}, {"up_to": 0.6}, {"until": "mpe"})
    )
    assert limited < asking < whole / 5
