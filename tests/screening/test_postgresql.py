"""The same code with the index on a real PostgreSQL server, started here."""

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

import pytest

from pesviz.errors import CampaignError, ResultReadError
from pesviz.pes import ScanSettings
from pesviz.screening import ResultsDatabase
from pesviz.screening.campaign import Campaign
from pesviz.screening.keys import DESCRIPTORS
from pesviz.screening.planning import CampaignOptions
from pesviz.screening.sources import expand
from tests.screening.crystals import TOY, write_crystals


def binary(name):
    """Path of a program of PostgreSQL; skips with a reason where there is none, and fails in CI."""
    installed = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"))
    path = str(installed[-1]) if installed else shutil.which(name)
    if path is None:
        reason = "no PostgreSQL server (on Debian: apt-get install postgresql)"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    return path


@pytest.fixture(scope="module")
def server():
    """Address of a server of our own, in a folder of our own, without the network."""
    initdb, pg_ctl = binary("initdb"), binary("pg_ctl")
    pytest.importorskip("ase_db_backends", reason="the extra 'postgresql' is not installed")
    with tempfile.TemporaryDirectory(prefix="pesviz-pg-", dir="/tmp") as name:
        folder = Path(name)
        as_user = []
        if os.getuid() == 0:  # the server refuses to run as root
            shutil.chown(folder, "postgres")
            as_user = ["runuser", "-u", "postgres", "--"]
        data = folder / "data"

        def call(*command):
            return subprocess.run([*as_user, *command], check=True, capture_output=True, text=True, cwd=folder)

        call(initdb, "-D", data, "-A", "trust", "-U", "pesviz", "--no-sync")
        settings = f"-c listen_addresses='' -c unix_socket_directories={folder} -c fsync=off"
        subprocess.run(
            [*as_user, pg_ctl, "-D", data, "-w", "-o", settings, "-l", folder / "log", "start"],
            check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=folder,
        )  # fmt: skip
        folder.chmod(0o755)
        try:
            yield f"postgresql://pesviz@/postgres?host={folder}"
        finally:
            call(pg_ctl, "-D", data, "-m", "immediate", "stop")


def run(folder, named, address, **options):
    campaign = Campaign(folder, CampaignOptions((TOY,), ScanSettings(r_min=0.4), **options), database=address)
    *_, last = campaign.run(list(expand([str(named)])))
    return last


def test_a_campaign_on_a_server_is_the_same_campaign(tmp_path, server):
    import ase.db

    named = write_crystals(tmp_path / "in", 3)
    (named / "broken.cif").write_text("no crystal")
    run(tmp_path / "file", named, None)
    last = run(tmp_path / "out", named, server)
    assert (last.done, last.failed) == (3, 1)
    assert not (tmp_path / "out/results.db").exists()
    by_folder, by_address = ResultsDatabase(tmp_path / "out"), ResultsDatabase(server)
    columns = [*DESCRIPTORS, "source_id", "status", "formula", "n_atoms", "structure", "settings", "error", "fields"]
    table = by_folder.table()
    assert table[columns].equals(ResultsDatabase(tmp_path / "file").table()[columns])
    assert by_address.table().equals(table)
    row = table.iloc[0]
    assert by_address.landscape(row["id"]).xi == row["xi"]  # finds the fields where the campaign wrote them
    assert by_address.atoms(row["id"]).get_chemical_formula() == "LiO"
    assert {r.source_id for r in ase.db.connect(server).select("xi>0.25,mpe<0.3")} == {"c0", "c1", "c2"}

    revision = by_address.revision
    again = run(tmp_path / "out", named, server)
    assert again.reused == 4
    assert by_address.revision == revision
    # another setting, and a structure that was mended
    (named / "broken.cif").unlink()
    shutil.copy(named / "c0.vasp", named / "broken.cif")
    run(tmp_path / "out", named, server, smearing="paper")
    assert by_address.revision != revision
    table = by_address.table()
    assert len(table) == 6 == len(ResultsDatabase(server).table())  # the broken one is gone: it is c0 now
    named = table.set_index(["source_id", "smearing"])["also"]
    assert (named["c0", "none"], named["broken", "paper"]) == ("", "c0")
    run(tmp_path / "out", tmp_path / "in", server)
    assert set(by_address.table()["also"]) == {"", "broken", "c0"}
    # the fields need not lie where the campaign wrote them
    (tmp_path / "out").rename(tmp_path / "moved")
    assert ResultsDatabase(server, tmp_path / "moved").landscape(row["id"]).xi == row["xi"]


def test_no_password_is_kept_or_shown(tmp_path, server):
    address = server.replace("pesviz@", "pesviz:secret@")
    options = CampaignOptions((TOY,), ScanSettings(r_min=0.4))
    campaign = Campaign(tmp_path / "out", options, database=address, arguments=["--database", address])
    *_, last = campaign.run(list(expand([str(write_crystals(tmp_path / "in", 1))])))
    assert last.total == 1
    said = (tmp_path / "out/campaign.json").read_text()
    assert "--database" in said
    assert "secret" not in said
    assert "secret" not in ResultsDatabase(address).title


def test_a_server_that_does_not_answer_is_said(tmp_path):
    address = f"postgresql://pesviz:secret@/nothing?host={tmp_path}"
    with pytest.raises((ResultReadError, CampaignError)) as error:
        run(tmp_path / "out", write_crystals(tmp_path / "in", 1), address)
    assert "secret" not in str(error.value)
    assert "does not respond" in str(error.value)
