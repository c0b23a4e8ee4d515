"""Racing: structures are stopped as soon as Ξ is too low, and nothing else is."""

from dataclasses import replace

import numpy as np
import pytest

from pesviz.errors import ResultReadError, SettingsError
from pesviz.pes import ScanSettings
from pesviz.screening import ResultsDatabase
from pesviz.screening.keys import DESCRIPTORS
from pesviz.screening.planning import CampaignOptions
from pesviz.screening.sources import ReadingOptions
from tests.screening.crystals import TOY, write_crystals, write_disordered
from tests.screening.test_campaign import HERE, SCAN, Noting, run

NARROW = "ase:crystals:counted"
"""Wells of ±1 eV along each axis: 1.7 % of the cell lie below 0.5 eV, so that S₂ is 0.002."""
LIMITED = replace(SCAN, up_to=0.6, spacing=0.2)


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """One crystal, and the calculators on the path."""
    monkeypatch.setenv("PYTHONPATH", str(HERE))
    monkeypatch.syspath_prepend(str(HERE))
    return write_crystals(tmp_path / "in", 1)


def race(tmp_path, folder, at_least, *potentials):
    return run(tmp_path / "out", folder, scan=LIMITED, at_least=at_least, potentials=potentials or (NARROW,))


def test_a_stopped_structure_has_an_estimate_and_ranks_below_all_that_are_done(tmp_path, folder):
    (folder / "broken.cif").write_text("no crystal")
    last, table = race(tmp_path, folder, 0.25, NARROW, TOY)
    assert (last.done, last.stopped, last.failed, last.ended, last.at_least) == (1, 1, 1, 3, 0.25)
    assert list(table["status"]) == ["done", "stopped", "failed"]
    row = table.iloc[1]
    assert np.isnan([row[name] for name in (*DESCRIPTORS, "limit", "mpe_estimate", "e1d_estimate")]).all()
    assert row["xi_below"] == 0.25
    assert row["xi_estimate"] < 0.05
    assert 0 < row["n_evaluated"] < row["n_points"]
    assert row["seconds"] > 0
    assert row["fields"] == ""
    assert row["error"].startswith("Ξ < 0.25 (stopped after ")
    assert row["error"].endswith(" % of the energies)")
    results = ResultsDatabase(tmp_path / "out")
    assert results.progress() == last
    assert list(results.structures()["potential"]) == [TOY]
    with pytest.raises(ResultReadError, match="stopped after"):
        results.landscape(int(row["id"]))
    assert len(results.atoms(int(row["id"]))) == 2
    assert not list((tmp_path / "out/checkpoints").iterdir())
    assert len(list((tmp_path / "out/fields").glob("*.h5"))) == 1


def test_a_stopped_row_is_known_for_the_same_value_and_higher_ones(tmp_path, folder):
    _, first = race(tmp_path, folder, 0.25)
    for at_least in (0.25, 0.5):
        last, again = race(tmp_path, folder, at_least)
        assert (last.stopped, last.reused) == (1, 1)
        assert again.equals(first)
    last, lower = race(tmp_path, folder, 0.1)
    assert (last.stopped, last.reused) == (1, 0)
    assert lower["id"].equals(first["id"])
    assert lower["xi_below"][0] == 0.1
    last, scanned = race(tmp_path, folder, None)
    assert (last.done, last.stopped, last.reused) == (1, 0, 0)
    assert scanned["id"].equals(first["id"])
    assert scanned["xi"][0] < 0.1
    assert np.isnan(scanned["xi_below"][0])
    assert scanned["error"][0] == ""
    assert scanned["settings"].equals(first["settings"]), "a race changes no number"
    last, raced = race(tmp_path, folder, 0.25)
    assert (last.done, last.reused) == (1, 1), "what is done is not stopped any more"
    assert raced.equals(scanned)


def test_a_row_that_is_done_is_out_of_the_race(tmp_path, folder):
    """A higher limit is not asked of a structure whose Ξ is known to be too low, and no row loses what it knows."""
    _, done = race(tmp_path, folder, None)
    higher = replace(LIMITED, up_to=1.0)
    last, table = run(tmp_path / "out", folder, scan=higher, at_least=0.25, potentials=(NARROW,))
    assert (last.done, last.reused) == (1, 1)
    assert table.equals(done)
    _, shallow = run(tmp_path / "low", folder, scan=replace(LIMITED, up_to=0.3), potentials=(NARROW,))
    assert np.isnan(shallow["xi"][0])
    last, table = run(tmp_path / "low", folder, scan=LIMITED, at_least=0.25, potentials=(NARROW,))
    assert (last.done, last.stopped, table["limit"][0]) == (1, 0, 0.6)


def test_realisations_are_never_stopped(tmp_path):
    pool = Noting()
    options = {"reading": ReadingOptions("Li", primitive=True, disorder=2, seed=5)}
    run(
        tmp_path / "out", write_disordered(tmp_path / "in"), pool=pool, at_least=1.0, **options,
        scan=ScanSettings(spacing=0.6, up_to=0.6),
    )  # fmt: skip
    assert [job.at_least for job in pool.jobs] == [None, None]


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"scan": ScanSettings()}, "cannot be stopped early"),
        ({"scan": ScanSettings(up_to=0.4)}, "every point below 0.5 eV"),
        ({"scan": ScanSettings(up_to=0.5), "smearing": "paper"}, "every point below 0.54 eV"),
        ({"scan": ScanSettings(until="mpe", at_most=0.3)}, "the first limit of this scan is 0.3 eV"),
        ({"scan": ScanSettings(up_to=0.6), "at_least": 1.5}, "not possible"),
        ({"scan": ScanSettings(up_to=0.6), "at_least": -0.1}, "not possible"),
    ],
)
def test_races_that_no_scan_can_decide_are_refused(options, said):
    with pytest.raises(SettingsError, match=said):
        CampaignOptions((TOY,), **{"at_least": 0.25, **options})


def test_races_that_a_scan_can_decide_are_taken():
    for scan in (ScanSettings(up_to=0.54), ScanSettings(until="mpe"), ScanSettings(until="3d", up_to=0.6)):
        CampaignOptions((TOY,), scan, smearing="paper", at_least=0.25)
    CampaignOptions((TOY,), ScanSettings(up_to=0.5), at_least=0.25)


def test_the_papers_potential_stops_a_poor_conductor_early(tmp_path, shared_data):
    """LiSi2N3 and LiScO2 of OBELiX: Ξ < 0.001 by whole scans; Li3N: 0.13, Li3P: 0.40."""
    sources = [shared_data / f"obelix/cifs/{name}.cif" for name in ("tka", "sg0", "11b")]
    _, table = run(
        tmp_path / "out", *sources, scan=ScanSettings(up_to=0.6), at_least=0.25, potentials=("m3gnet-mp-2021",),
        reading=ReadingOptions("Li", primitive=True), device="cpu",
    )  # fmt: skip
    found = table.set_index("source_id")
    assert found["status"].to_dict() == {"11b": "done", "tka": "stopped", "sg0": "stopped"}
    assert found.loc["11b", "xi"] == pytest.approx(0.399, abs=0.002)
    assert (found.loc[["tka", "sg0"], "xi_estimate"] < 0.01).all()
    assert (found.loc[["tka", "sg0"], "n_evaluated"] < 200).all()
