"""Campaigns: what is computed once, what a kill, a full disk and a bad structure do to them."""

import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import ase.db
import numpy as np
import pytest
from ase import Atoms
from ase.io import write

from pesviz.errors import CampaignError, PotentialError, SettingsError
from pesviz.pes import ScanSettings
from pesviz.pes.identity import settings_key
from pesviz.potentials.model import PotentialInfo
from pesviz.screening import ResultsDatabase
from pesviz.screening.campaign import Campaign
from pesviz.screening.keys import DESCRIPTORS
from pesviz.screening.planning import COMPILE_PAYS, CampaignOptions, cost_of, pays_to_compile
from pesviz.screening.pools import ThisProcess
from pesviz.screening.sources import ReadingOptions, expand
from pesviz.structure import Crystal
from tests.screening.crystals import SLOW_S, TOY, atoms, write_crystals, write_disordered
from tests.waiting import TIMEOUT_S, wait_until

HERE = Path(__file__).parent
SCAN = ScanSettings(r_min=0.4)


def run(folder, *named, pool=None, **options):
    """Run a campaign to its end; returns the last report and the table."""
    options.setdefault("scan", SCAN)
    options.setdefault("potentials", (TOY,))
    campaign = Campaign(Path(folder), CampaignOptions(**options))
    *_, last = campaign.run(list(expand([str(n) for n in named])), pool)
    return last, ResultsDatabase(folder).table()


def test_rows_hold_what_can_be_solved_by_hand(tmp_path):
    last, table = run(tmp_path / "out", write_crystals(tmp_path / "in", 3))
    assert (last.done, last.failed, last.total, last.state, last.seconds_left) == (3, 0, 3, "finished", 0.0)
    assert list(table["status"]) == ["done"] * 3
    for name, energy in {"mpe": 0.2, "e1d": 0.2, "e2d": 0.3, "e3d": 0.4}.items():
        assert np.allclose(table[name], energy, atol=0.02), name
    assert (table["xi"] == table["s1"] * table["s2"]).all()
    assert (table["n_evaluated"] <= table["n_points"]).all()
    results = ResultsDatabase(tmp_path / "out")
    row = table.iloc[0]
    landscape = results.landscape(row["id"])
    assert landscape.xi == row["xi"]
    assert float(landscape.free_volume(0.5)) == row["fv_conn_0p5"]
    assert results.progress() == last


class Noting(ThisProcess):
    """Notes the jobs that it is given."""

    def __init__(self):
        self.jobs = []

    def run(self, jobs):
        self.jobs = list(jobs)
        return super().run(self.jobs)


def test_networks_are_compiled_where_the_campaign_is_long_enough(tmp_path, monkeypatch):
    assert not pays_to_compile(0.99 * COMPILE_PAYS, 1)
    assert pays_to_compile(COMPILE_PAYS, 1)
    assert not pays_to_compile(COMPILE_PAYS, 2), "two workers compile for half as much work each"
    crystals = write_crystals(tmp_path / "in", 2)

    def compiled(folder, **options):
        pool = Noting()
        assert run(tmp_path / folder, crystals, pool=pool, **options)[0].done == 2
        return {job.compile for job in pool.jobs}

    assert compiled("short") == {False}
    assert compiled("asked", compile="on") == {True}, "a toy has no compiled form: evaluated as it is"
    monkeypatch.setattr("pesviz.screening.planning.COMPILE_PAYS", 1.0)
    assert compiled("long") == {True}
    assert compiled("forbidden", compile="off") == {False}
    with pytest.raises(SettingsError, match="auto, on or off"):
        CampaignOptions(compile="maybe")


def test_ase_db_answers(tmp_path):
    run(tmp_path / "out", write_crystals(tmp_path / "in", 2))
    command = [
        Path(sys.executable).with_name("ase"),
        "db",
        tmp_path / "out/results.db",
        "xi>0.25,mpe<0.3",
        "-c",
        "+xi",
    ]
    answer = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert "Rows: 2" in answer
    assert "LiO" in answer
    keys = answer.partition("Keys:")[2]
    for key in (
        "xi", "s1", "s2", "mpe", "fv_conn_0p5", "fv_disc_0p5", "e1d", "e2d", "e3d", "potential", "source_id",
        "n_points", "n_evaluated", "seconds", "status",
    ):  # fmt: skip
        assert f"{key}," in keys or f"{key}\n" in keys, key


def test_nothing_is_computed_twice(tmp_path):
    folder = write_crystals(tmp_path / "in", 2)
    _, before = run(tmp_path / "out", folder)
    stamps = {p: p.stat().st_mtime_ns for p in (tmp_path / "out/fields").iterdir()}
    last, after = run(tmp_path / "out", folder)
    assert (last.reused, last.done) == (2, 2)
    assert after.equals(before)
    assert {p: p.stat().st_mtime_ns for p in (tmp_path / "out/fields").iterdir()} == stamps
    _, changed = run(tmp_path / "out", folder, scan=ScanSettings(r_min=0.5))
    assert len(changed) == 4
    assert changed["settings"].nunique() == 2


def test_one_structure_under_two_names_is_one_row(tmp_path):
    folder = write_crystals(tmp_path / "in", 1)
    turned = atoms()
    turned.rotate(30, "z", rotate_cell=True)
    turned = turned[[1, 0]]
    write(folder / "turned.cif", turned)
    last, table = run(tmp_path / "out", folder)
    assert (last.total, list(table["source_id"]), list(table["also"])) == (1, ["c0"], ["turned"])


def test_another_smearing_evaluates_nothing(tmp_path, monkeypatch):
    monkeypatch.setenv("PYTHONPATH", str(HERE))
    monkeypatch.syspath_prepend(str(HERE))
    monkeypatch.setenv("CALLS", str(tmp_path / "calls"))
    folder = write_crystals(tmp_path / "in", 1)
    options = {"potentials": ("ase:crystals:counted",), "scan": ScanSettings(r_min=0.4, spacing=0.6)}
    run(tmp_path / "out", folder, **options)
    calls = (tmp_path / "calls").stat().st_size
    _, table = run(tmp_path / "out", folder, smearing="paper", **options)
    assert (tmp_path / "calls").stat().st_size == calls
    assert sorted(table["smearing"]) == ["none", "paper"]
    plain, smeared = (table[table["smearing"] == s].iloc[0] for s in ("none", "paper"))
    around = ResultsDatabase(tmp_path / "out").landscape(plain["id"]).free_volume(np.arange(0.46, 0.55, 0.02))
    assert smeared["fv_conn_0p5"] == pytest.approx(around.mean())
    assert plain["n_evaluated"] == smeared["n_evaluated"]
    assert ResultsDatabase(tmp_path / "out").landscape(smeared["id"]).smearing == "paper"


def test_bad_structures_are_rows_with_their_error(tmp_path):
    folder = write_crystals(tmp_path / "in", 1)
    (folder / "broken.cif").write_text("no crystal")
    write(folder / "molecule.xyz", Atoms("LiF", [[0, 0, 0], [0, 0, 1.6]]))
    write(folder / "tight.vasp", atoms(0.3), format="vasp")
    last, table = run(tmp_path / "out", folder, scan=ScanSettings(r_min=5))  # c0 has no point left
    assert (last.done, last.failed) == (0, 4)
    errors = dict(zip(table["source_id"], table["error"], strict=True))
    assert set(errors) == {"c0", "broken", "molecule", "tight"}
    assert all(len(error) > 20 for error in errors.values())
    assert "R_min" in errors["c0"]
    last, again = run(tmp_path / "out", folder, scan=ScanSettings(r_min=5))
    assert last.reused == 4
    assert again.equals(table)
    with pytest.raises(Exception, match="broken"):
        ResultsDatabase(tmp_path / "out").landscape(int(table.set_index("source_id").loc["broken", "id"]))
    # what was mended is taken
    write(folder / "broken.cif", atoms(1.2))
    _, mended = run(tmp_path / "out", folder)
    assert mended.set_index("source_id").loc["broken", "status"] == "done"


def test_failed_rows_are_tried_again_when_asked(tmp_path):
    folder = write_crystals(tmp_path / "in", 1)
    options = {"scan": ScanSettings(r_min=5)}
    _, first = run(tmp_path / "out", folder, **options)
    last, second = run(tmp_path / "out", folder, retry=True, **options)
    assert (last.reused, last.failed) == (0, 1)
    assert list(first["id"]) == list(second["id"])


def test_scans_above_the_limit_are_skipped_until_it_rises(tmp_path):
    folder = write_crystals(tmp_path / "in", 2)
    n = run(tmp_path / "count", folder)[1]["n_evaluated"].sort_values().tolist()
    limited = ScanSettings(r_min=0.4, max_points=int(n[0]))
    last, table = run(tmp_path / "out", folder, scan=limited)
    assert (last.done, last.skipped) == (1, 1)
    assert "limit" in table.set_index("status").loc["skipped", "error"]
    assert run(tmp_path / "out", folder, scan=limited)[0].reused == 2
    last, table = run(tmp_path / "out", folder)
    assert (last.done, last.skipped, last.reused, len(table)) == (2, 0, 1, 2)


def test_order_limits_and_what_is_left_out(tmp_path):
    folder = write_crystals(tmp_path / "in", 3)
    write(folder / "large.vasp", atoms().repeat((2, 1, 1)), format="vasp", direct=True, sort=True)
    write_disordered(folder)
    options = CampaignOptions((TOY,), SCAN, limit=2, max_atoms=2, ordered_only=True)
    campaign = Campaign(tmp_path / "out", options)
    list(campaign.run(list(expand([str(folder)]))))
    assert sorted(ResultsDatabase(tmp_path / "out").table()["source_id"]) == ["c0", "c1"]
    assert campaign.left_out == {"partially occupied": 1, "more than 2 atoms": 1, "beyond the limit": 1}
    _, primitive = run(tmp_path / "out2", folder / "large.vasp", reading=ReadingOptions(primitive=True))
    assert list(primitive["n_atoms"]) == [2]


def test_cheapest_first(tmp_path):
    folder = write_crystals(tmp_path / "in", 3)
    _, table = run(tmp_path / "out", folder / "c2.vasp", folder / "c0.vasp", folder / "c1.vasp")
    assert list(table.sort_values("id")["source_id"]) == ["c0", "c1", "c2"]
    crystals = [Crystal(atoms(s), "Li", (0,)) for s in (1.0, 1.08)]
    assert cost_of(crystals[0], SCAN)[1] < cost_of(crystals[1], SCAN)[1]


def test_limited_scans_have_no_numbers_above_their_limit(tmp_path):
    folder = write_crystals(tmp_path / "in", 1)
    _, table = run(tmp_path / "out", folder, scan=ScanSettings(r_min=0.4, up_to=0.25))
    row = table.iloc[0]
    assert row["status"] == "done"
    assert row["mpe"] == pytest.approx(0.2, abs=0.02)
    assert np.isnan([row["xi"], row["e3d"], row["fv_conn_0p5"]]).all()


def test_realisations_give_median_and_spread(tmp_path):
    last, table = run(
        tmp_path / "out",
        write_disordered(tmp_path / "in"),
        reading=ReadingOptions("Li", primitive=True, disorder=3, seed=5),
        scan=ScanSettings(spacing=0.6),
    )
    assert last.done == len(table) == 3
    assert sorted(table["realisation"]) == [1, 2, 3]
    (row,) = ResultsDatabase(tmp_path / "out").structures().to_dict("records")
    assert row["n_realisations"] == 3
    assert row["xi"] == np.median(table["xi"])
    width = np.quantile(table["mpe"], 0.84) - np.quantile(table["mpe"], 0.16)
    assert row["mpe_spread"] == pytest.approx(width / 2)


def test_several_potentials_are_compared(tmp_path):
    names = ("toy-network-3d", "toy-plane-2d", "toy-channel-1d")
    last, table = run(tmp_path / "out", write_crystals(tmp_path / "in", 4), potentials=names)
    assert last.done == 12
    results = ResultsDatabase(tmp_path / "out")
    compared = results.comparison()
    xi = table.pivot_table(index="source_id", columns="potential", values="xi").loc[compared["source_id"]]
    assert np.allclose(compared["xi_mean"], xi.mean(axis=1))
    assert np.allclose(compared["xi_disagreement"], xi.max(axis=1) - xi.min(axis=1))
    ranks = xi.rank().corr()
    found = results.rank_correlation()
    assert set(found) == set(names)
    assert np.allclose(found.loc[names, names], ranks.loc[names, names])


def test_hashes_know_a_structure_again_and_tell_settings_apart():
    from pesviz.potentials.cards import CHGNET, M3GNET

    base = Crystal(atoms(), "Li", (0,))
    noisy = atoms()
    noisy.positions += 1e-13
    assert base.identity() == Crystal(noisy, "Li", (0,)).identity()
    assert base.identity() == Crystal(atoms()[[1, 0]], "Li", (1,)).identity()
    assert base.identity() != Crystal(atoms(1.01), "Li", (0,)).identity()
    assert base.identity() != Crystal(atoms(), "O", (1,)).identity()
    hashes = {
        settings_key(info, scan, smearing)
        for info in (CHGNET, M3GNET)
        for scan in (ScanSettings(), ScanSettings(r_min=0.6))
        for smearing in ("none", "paper")
    }
    assert len(hashes) == 8
    info = PotentialInfo("toy", "Toy", "1", frozenset({3}))
    assert settings_key(info, ScanSettings(), "none") == "p4dfd798499dc119b091c", "rows of older campaigns stay known"
    whole = settings_key(CHGNET, ScanSettings(), "none")
    for limits in ({"max_points": 9}, {"up_to": 0.6}, {"until": "mpe", "at_most": 1.0}):
        assert settings_key(CHGNET, ScanSettings(**limits), "none") == whole, limits


def test_two_campaigns_never_write_one_folder(tmp_path):
    first = Campaign(tmp_path / "out", CampaignOptions((TOY,)))
    with pytest.raises(CampaignError, match="Another campaign"):
        Campaign(tmp_path / "out", CampaignOptions((TOY,)))
    list(first.run([]))
    list(Campaign(tmp_path / "out", CampaignOptions((TOY,))).run([]))


@pytest.mark.parametrize(
    "options", [{"smearing": "x"}, {"order": "x"}, {"potentials": ()}, {"potentials": (TOY, TOY)}]
)
def test_wrong_options_are_refused(options):
    with pytest.raises(SettingsError):
        CampaignOptions(**options)


def test_an_unknown_potential_is_said_before_anything_starts(tmp_path):
    with pytest.raises(PotentialError, match="toy-nothing"):
        run(tmp_path / "out", write_crystals(tmp_path / "in", 1), potentials=("toy-nothing",))
    assert ResultsDatabase(tmp_path / "out").progress().state == "broken"


PESVIZ = Path(sys.executable).with_name("pesviz")
COMMAND = [PESVIZ, "screen", "in", "--out", "out", "--r-min", "0.4", "--spacing", "0.3", "--everything"]


def environment(tmp_path, **more):
    return os.environ | {"PYTHONPATH": str(HERE), "CALLS": str(tmp_path / "calls"), "SLOW_S": SLOW_S} | more


def started(tmp_path, *arguments, **more):
    command = [*COMMAND, "-p", "ase:crystals:counted", *arguments]
    return subprocess.Popen(
        command, cwd=tmp_path, env=environment(tmp_path, **more), stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        text=True, start_new_session=True,
    )  # fmt: skip


def ended(process):
    out, err = process.communicate(timeout=TIMEOUT_S)
    return process.returncode, out, err


def go_on(tmp_path, monkeypatch):
    """The same campaign, here and at full speed."""
    monkeypatch.syspath_prepend(str(HERE))
    monkeypatch.setenv("CALLS", str(tmp_path / "calls"))
    scan = ScanSettings(r_min=0.4, spacing=0.3)
    return run(tmp_path / "out", tmp_path / "in", potentials=("ase:crystals:counted",), scan=scan)


def integrity(folder):
    with sqlite3.connect(folder / "results.db") as connection:
        return connection.execute("PRAGMA integrity_check").fetchone()[0]


def test_killed_and_started_again_loses_at_most_the_running_chunk(tmp_path, monkeypatch):
    write_crystals(tmp_path / "in", 3)
    process = started(tmp_path)
    database = tmp_path / "out/results.db"
    wait_until(lambda: database.exists() and list(tmp_path.glob("out/checkpoints/*/chunk-*.npz"))
             and list(tmp_path.glob("out/fields/s*.h5")))  # fmt: skip
    process.kill()
    process.communicate()
    assert integrity(tmp_path / "out") == "ok"
    _, table = go_on(tmp_path, monkeypatch)
    assert list(table["status"]) == ["done"] * 3
    assert not list((tmp_path / "out/checkpoints").iterdir())
    chunk = 64 + 1 / float(SLOW_S)  # that which was running, of one framework atom, and those of the last second
    sites = 3  # each scan looks at the ion's own site once more at its end
    calls = (tmp_path / "calls").stat().st_size
    assert calls <= table["n_evaluated"].sum() + chunk + sites + 1
    shutil.rmtree(tmp_path / "out")
    _, whole = go_on(tmp_path, monkeypatch)
    same = [*DESCRIPTORS, "n_points", "n_evaluated", "structure", "settings"]
    assert whole[same].equals(table[same])


@pytest.mark.parametrize("workers", ["1", "2"])
def test_interrupted_is_consistent(tmp_path, monkeypatch, workers):
    write_crystals(tmp_path / "in", 2)
    process = started(tmp_path, "--workers", workers)
    wait_until(lambda: list(tmp_path.glob("out/checkpoints/*/chunk-*.npz")))
    os.killpg(process.pid, signal.SIGINT)  # as a terminal does: the workers get it too
    code, _, err = ended(process)
    assert code == 130, err
    assert "goes on from there" in err
    assert "Traceback" not in err
    assert integrity(tmp_path / "out") == "ok"
    assert ResultsDatabase(tmp_path / "out").progress().state == "stopped"
    last, table = go_on(tmp_path, monkeypatch)
    assert (last.done, len(table)) == (2, 2)


def test_a_full_disk_stops_with_a_clear_message(tmp_path):
    """A real full disk: a tmpfs of 450 kB, filled by the campaign itself."""
    small = tmp_path / "small"
    small.mkdir()
    script = f"""
mount -t tmpfs -o size=450k tmpfs {small} || exit 77
{PESVIZ} screen in --out {small}/out --r-min 0.4 --spacing 0.15 --everything -p {TOY}
echo "exit $?"
{sys.executable} - <<'END'
import sqlite3
connection = sqlite3.connect("{small}/out/results.db")
print("integrity", connection.execute("PRAGMA integrity_check").fetchone()[0])
print("rows", connection.execute("SELECT COUNT(*) FROM systems").fetchone()[0])
END
ls {small}/out/fields/.*.part 2>/dev/null && echo "left behind"
ls {small}/out/fields/s*.h5 | wc -l
mount -o remount,size=50m {small}
{PESVIZ} screen in --out {small}/out --r-min 0.4 --spacing 0.15 --everything -p {TOY} --json
"""
    write_crystals(tmp_path / "in", 6, first=1.2)
    command = ["unshare", "--mount", "--map-root-user", "sh", "-c", script]
    if shutil.which("unshare") is None:
        pytest.skip("no unshare here: no disk of our own to fill")
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False, timeout=TIMEOUT_S)
    if done.returncode == 77 or "unshare failed" in done.stderr:
        pytest.skip(f"no disk of our own to fill here: {done.stderr.strip()[:120]}")
    assert "exit 2" in done.stdout, done.stdout + done.stderr
    assert "The disk of" in done.stderr
    assert "is full" in done.stderr
    assert "Traceback" not in done.stderr
    assert "integrity ok" in done.stdout
    assert "left behind" not in done.stdout
    rows = int(done.stdout.partition("rows ")[2].split()[0])
    assert 0 < rows < 6
    found = json.loads(done.stdout.strip().splitlines()[-1])["rows"]
    assert [row["status"] for row in found] == ["done"] * 6


def test_a_full_disk_of_a_worker_is_no_structures_fault(tmp_path, monkeypatch):
    """/dev/full answers every write as a full disk does; here it is where fields are put together."""
    from pesviz.screening import jobs

    write_crystals(tmp_path / "in", 1)

    def full(landscape, *, level_maps):
        with Path("/dev/full").open("wb", buffering=0) as file:
            file.write(b"x")

    monkeypatch.setattr(jobs, "_as_bytes", full)
    with pytest.raises(CampaignError, match="disk is full"):
        run(tmp_path / "out", tmp_path / "in")
    assert ResultsDatabase(tmp_path / "out").table().empty
    monkeypatch.undo()
    assert run(tmp_path / "out", tmp_path / "in")[0].done == 1


def test_rows_survive_whatever_else_writes_the_database(tmp_path):
    run(tmp_path / "out", write_crystals(tmp_path / "in", 2))
    results = ResultsDatabase(tmp_path / "out")
    assert len(results.table()) == 2
    ase.db.connect(tmp_path / "out/results.db").delete([1])
    assert len(results.table()) == 1
    last, table = run(tmp_path / "out", tmp_path / "in")
    assert (last.reused, len(table), len(results.table())) == (1, 2, 2)
