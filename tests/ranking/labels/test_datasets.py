"""Data sets: found, fetched over HTTP, and their structures written as files."""

from __future__ import annotations

import functools
import http.server
import io
import tarfile
import threading

import pytest

from pesviz.errors import LabelsError, NetworkError
from pesviz.ranking.labels.datasets import find_dataset
from pesviz.ranking.labels.downloads import fetch, unpack_cifs
from pesviz.ranking.labels.sources import labels
from pesviz.ranking.labels.structures import label_sources, write_structures

CIF = "data_x\n"


@pytest.fixture
def server(tmp_path):
    folder = tmp_path / "site"
    folder.mkdir()

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *_):
            pass

    served = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(folder)))
    threading.Thread(target=served.serve_forever, daemon=True).start()
    yield folder, f"http://127.0.0.1:{served.server_port}"
    served.shutdown()
    served.server_close()


def _archive(names):
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w:gz") as made:
        for name in names:
            entry = tarfile.TarInfo(name)
            entry.size = len(CIF)
            made.addfile(entry, io.BytesIO(CIF.encode()))
    return buffer.getvalue()


def test_fetched_and_found(server, tmp_path, monkeypatch):
    folder, address = server
    monkeypatch.setenv("PESVIZ_CACHE", str(tmp_path / "cache"))
    monkeypatch.delenv("PESVIZ_DATA", raising=False)
    (folder / "all.csv").write_text(
        "ID,Reduced Composition,Ionic conductivity (S cm-1)\nabc,Li3N,<1E-10\n", encoding="utf-8"
    )
    (folder / "all_cifs.tar.gz").write_bytes(_archive(["cifs/abc.cif", "../../evil.cif", "notes.txt"]))
    assert find_dataset("obelix") is None
    where = fetch("obelix", address=address)
    assert find_dataset("obelix") == where
    # Names in an archive are no paths.
    assert sorted(p.name for p in (where / "cifs").iterdir()) == ["abc.cif", "evil.cif"]
    assert not (tmp_path / "evil.cif").exists()
    assert labels("obelix").n_bounds == 1
    assert "CC-BY" in (where / "SOURCE.txt").read_text(encoding="utf-8")


def test_what_is_not_the_data_set_replaces_nothing(server, tmp_path, monkeypatch):
    folder, address = server
    monkeypatch.setenv("PESVIZ_CACHE", str(tmp_path / "cache"))
    with pytest.raises(NetworkError):
        fetch("obelix", address=address)
    (folder / "all.csv").write_text("something,else\n1,2\n", encoding="utf-8")
    (folder / "all_cifs.tar.gz").write_bytes(_archive(["a.cif"]))
    with pytest.raises(LabelsError, match="no column 'ID'"):
        fetch("obelix", address=address)
    assert list((tmp_path / "cache" / "data").iterdir()) == []
    with pytest.raises(LabelsError, match="does not download"):
        fetch("kahle2020")
    for broken in (b"no archive", _archive(["readme.txt"])):
        with pytest.raises(LabelsError):
            unpack_cifs(broken, tmp_path)


def test_structures_of_kahle2020(shared_data, tmp_path):
    sources = dict(label_sources("kahle2020", shared_data / "kahle2020"))
    assert len(sources) == 116
    written, left_out = write_structures("kahle2020", tmp_path, max_atoms=8, folder=shared_data / "kahle2020")
    assert sorted(path.stem for path in written) == ["245988", "34003", "416888", "61199"]
    assert len(left_out["more than 8 atoms in the primitive cell"]) == 112
    from pesviz.structure import load

    assert load(tmp_path / "245988.cif").formula == "CsLi2I3"
    with pytest.raises(LabelsError, match="without structures"):
        list(label_sources("laskowski2023"))
