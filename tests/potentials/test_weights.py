"""Weights: where they are found, and their installation from a real local server."""

from __future__ import annotations

import functools
import http.server
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

import pytest

from pesviz.errors import NetworkError, PotentialError
from pesviz.potentials import default_potential, list_potentials, potential
from pesviz.potentials.weights import (
    M3GNET_MP_2021,
    WEIGHT_SETS,
    WeightFile,
    WeightSet,
    find_weights,
    install,
    is_intact,
    require_weights,
)


@pytest.fixture
def empty_cache(monkeypatch, tmp_path):
    """No weights anywhere: an empty cache, and no folder named."""
    monkeypatch.setenv("PESVIZ_CACHE", str(tmp_path / "cache"))
    monkeypatch.delenv("PESVIZ_WEIGHTS", raising=False)
    monkeypatch.delenv("PESVIZ_WEIGHTS_URL", raising=False)
    return tmp_path / "cache"


CONTENTS = {"net.json": b"{}", "net.index": bytes(range(256)), "net.data": bytes(5000), "LICENSE": b"BSD 3-Clause"}
NET = WeightSet(
    "net", "net-1", "http://127.0.0.1:9",
    tuple(WeightFile(name, f"pretrained/{name}", sha256(data).hexdigest()) for name, data in CONTENTS.items()),
)  # fmt: skip
"""A small set of weights."""


def write_net(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in CONTENTS.items():
        (folder / name).write_bytes(data)


@contextmanager
def serving(root: Path) -> Iterator[str]:
    """A local HTTP server of a folder."""

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, format, *args):  # noqa: A002
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(root)))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture
def upstream(monkeypatch, tmp_path):
    """Address and folder of a server that has the small set, which can be installed."""
    monkeypatch.setitem(WEIGHT_SETS, "net", NET)
    write_net(tmp_path / "upstream" / "pretrained")
    with serving(tmp_path / "upstream") as address:
        yield address, tmp_path / "upstream"


@pytest.fixture
def mirror(shared_data, tmp_path):
    """Address of a server laid out as the upstream repository of the paper's potential."""
    for file in M3GNET_MP_2021.files:
        target = tmp_path / "mirror" / file.path
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(shared_data / "m3gnet-mp-2021.2.8-efs" / file.name, target)
    with serving(tmp_path / "mirror") as address:
        yield address


def status(name: str):
    return next(s for s in list_potentials() if s.info.name == name)


def test_install_verifies_and_makes_it_the_default(empty_cache, mirror):
    assert not status("m3gnet-mp-2021").installed
    assert "pesviz potentials install m3gnet-mp-2021" in status("m3gnet-mp-2021").hint
    assert default_potential() == "chgnet"
    with pytest.raises(PotentialError, match="not installed"):
        potential("m3gnet-mp-2021")
    seen: list[str] = []
    folder = install("m3gnet-mp-2021", address=mirror, progress=lambda name, i, n: seen.append(f"{i}/{n} {name}"))
    assert folder.is_relative_to(empty_cache)
    assert (folder / "LICENSE").read_text().startswith("BSD 3-Clause")
    assert len(seen) == 4
    assert status("m3gnet-mp-2021").installed
    assert default_potential() == "m3gnet-mp-2021"
    assert potential("auto", device="cpu").name == "m3gnet-mp-2021"
    assert [path.name for path in folder.parent.iterdir()] == [folder.name]


def test_a_second_install_replaces_the_first(empty_cache, upstream):
    folder = install("net", address=upstream[0])
    assert require_weights(NET) == folder
    assert is_intact("net")
    (folder / "net.index").write_bytes(b"spoilt")
    assert not is_intact("net")
    with pytest.raises(PotentialError, match="SHA-256 differs"):
        require_weights(NET)
    install("net", address=upstream[0])
    assert require_weights(NET) == folder


def test_the_command_replaces_damaged_weights(empty_cache, mirror, monkeypatch, capsys):
    from pesviz.cli import main

    monkeypatch.setenv("PESVIZ_WEIGHTS_URL", mirror)
    command = ["potentials", "install", "m3gnet-mp-2021"]
    assert main(command) == 0
    folder = Path(capsys.readouterr().out.strip())
    assert main(command) == 0
    assert "installed already" in capsys.readouterr().err
    (folder / "m3gnet.index").write_bytes(b"spoilt")
    assert main(command) == 0
    assert require_weights(M3GNET_MP_2021) == folder


def test_a_wrong_file_installs_nothing(empty_cache, upstream):
    address, root = upstream
    data = root / NET.files[2].path
    data.write_bytes(data.read_bytes()[:-1])
    with pytest.raises(PotentialError, match=r"SHA-256 differs.*Nothing was installed"):
        install("net", address=address)
    assert find_weights(NET) is None
    assert list((empty_cache / "weights").iterdir()) == []


def test_a_file_that_is_not_there_says_so(empty_cache, upstream):
    address, root = upstream
    (root / NET.files[1].path).unlink()
    with pytest.raises(NetworkError, match=r"net\.index cannot be fetched.*PESVIZ_WEIGHTS"):
        install("net", address=address)


def test_without_network_the_remedy_is_another_machine(empty_cache, monkeypatch):
    monkeypatch.setenv("PESVIZ_WEIGHTS_URL", "http://127.0.0.1:9")
    with pytest.raises(NetworkError, match=r"cannot be fetched.*copy the files from another machine"):
        install("m3gnet-mp-2021")


def test_other_schemes_are_refused(empty_cache):
    with pytest.raises(NetworkError, match="not a web address"):
        install("m3gnet-mp-2021", address="file:///etc")


def test_what_has_no_weights_to_install(empty_cache):
    with pytest.raises(PotentialError, match="no weights to install for 'chgnet'"):
        install("chgnet")


def test_a_cache_that_cannot_be_written(monkeypatch, tmp_path, upstream):
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("PESVIZ_CACHE", str(tmp_path / "file"))
    with pytest.raises(PotentialError, match="PESVIZ_CACHE"):
        install("net", address=upstream[0])


@pytest.mark.parametrize("inside", [".", NET.folder])
def test_named_folders_come_first_and_in_order(empty_cache, monkeypatch, tmp_path, inside):
    folder = tmp_path / "mine" / inside
    write_net(folder)
    write_net(tmp_path / "later")
    monkeypatch.setenv("PESVIZ_WEIGHTS", f"{tmp_path / 'nothing'}:{tmp_path / 'mine'}:{tmp_path / 'later'}")
    assert find_weights(NET) == Path(folder)
    assert require_weights(NET) == Path(folder)
