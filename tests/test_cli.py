"""The commands beside `scan`: potentials, gallery, serve, export, and what all of them share."""

from __future__ import annotations

import contextlib
import io
import json
import os
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

import pesviz
from pesviz.cli import main
from pesviz.cli.console import duration, reserved_stdout
from pesviz.cli.serve import read_password
from pesviz.errors import SettingsError
from pesviz.potentials import default_potential, list_potentials
from tests.waiting import TIMEOUT_S, wait_until

TOY = ["--potential", "toy-network-3d", "--spacing", "0.5"]


@pytest.fixture(scope="module")
def results(tmp_path_factory) -> Path:
    """A folder with one small result."""
    folder = tmp_path_factory.mktemp("results")
    with contextlib.redirect_stdout(io.StringIO()):
        assert main(["scan", "gallery:Li3N", *TOY, "--out", str(folder)]) == 0
    return folder


def test_version(capsys):
    assert main(["--version"]) == 0
    assert capsys.readouterr().out == f"pesviz {pesviz.__version__}\n"


def test_without_a_command_the_help_lists_them(capsys):
    assert main([]) == 0
    said = capsys.readouterr().out
    for command in ("scan", "serve", "export", "potentials", "gallery"):
        assert f"\n  {command} " in said


@pytest.mark.parametrize("command", ["scan", "serve", "export", "potentials", "gallery"])
def test_every_command_explains_itself(command, capsys):
    assert main([command, "--help"]) == 0
    assert "Usage: pesviz " in capsys.readouterr().out


def test_potentials_lists_every_one_with_what_it_is_worth(capsys):
    assert main(["potentials"]) == 0
    said = capsys.readouterr().out
    for status in list_potentials():
        assert status.info.name in said
        assert status.info.citation in said
        assert status.info.xi_note in said
        assert f"{status.info.parameters:,}" in said or not status.info.parameters
    assert "yes (default)" in said
    assert "ase:module:callable" in said


def test_potentials_as_json(capsys):
    assert main(["potentials", "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert said["default"] == default_potential()
    assert [each["name"] for each in said["potentials"]] == [status.info.name for status in list_potentials()]
    (chgnet,) = (each for each in said["potentials"] if each["name"] == "chgnet")
    assert chgnet["installed"]
    assert len(chgnet["elements"]) == 89
    assert 84 not in chgnet["elements"]


def test_install_from_a_mirror(shared_data, tmp_path, monkeypatch, capsys):
    mirror = tmp_path / "mirror" / "pretrained" / "MP-2021.2.8-EFS"
    mirror.mkdir(parents=True)
    weights = shared_data / "m3gnet-mp-2021.2.8-efs"
    for file in weights.iterdir():
        target = mirror.parent.parent if file.name == "LICENSE" else mirror
        (target / file.name).write_bytes(file.read_bytes())
    monkeypatch.setenv("PESVIZ_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("PESVIZ_WEIGHTS", "")
    with serving(tmp_path / "mirror") as address:
        monkeypatch.setenv("PESVIZ_WEIGHTS_URL", address)
        assert main(["potentials", "install", "m3gnet-mp-2021"]) == 0
    folder = Path(capsys.readouterr().out.strip())
    assert folder.is_relative_to(tmp_path / "cache")
    assert (folder / "LICENSE").is_file()
    assert default_potential() == "m3gnet-mp-2021"
    assert main(["potentials", "install", "m3gnet-mp-2021"]) == 0
    assert "installed already" in capsys.readouterr().err


@contextlib.contextmanager
def serving(folder: Path) -> Iterator[str]:
    """Serve a folder's files over HTTP on this machine."""
    port = free_port()
    server = subprocess.Popen(
        [sys.executable, "-m", "http.server", str(port), "--bind", "127.0.0.1", "--directory", str(folder)],
        stderr=subprocess.DEVNULL,
    )
    try:
        answer(f"http://127.0.0.1:{port}/", server)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(10)


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def answer(url: str, server: subprocess.Popen) -> str:
    """What a server that has just been started answers."""

    def text() -> str:
        try:
            with urllib.request.urlopen(url, timeout=TIMEOUT_S) as response:
                return str(response.read().decode())
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            return ""

    return str(wait_until(text, f"an answer from {url}", server))


def test_gallery_lists_its_structures(capsys):
    from pesviz.structure import gallery

    assert main(["gallery"]) == 0
    said = capsys.readouterr().out
    assert all(entry.key in said for entry in gallery())


def test_gallery_builds_what_is_asked(tmp_path, capsys):
    assert main(["gallery", "build", "LiF", "-p", "toy-network-3d", "--out", str(tmp_path / "built")]) == 0
    assert capsys.readouterr().out.startswith("LiF")
    built = pesviz.open(tmp_path / "built")
    index = json.loads((tmp_path / "built" / "index.json").read_text(encoding="utf-8"))
    assert list(index) == ["LiF"]
    assert index["LiF"]["mpe_eV"] == pytest.approx(built.mpe, abs=1e-4)


def test_gallery_refuses_unknown_keys(tmp_path, capsys):
    assert main(["gallery", "build", "Unobtainium", "--out", str(tmp_path)]) == 2
    assert "The gallery has no Unobtainium. Its keys are " in capsys.readouterr().err


def test_export_writes_each_file(results, tmp_path, capsys):
    files = [tmp_path / "field.cube", tmp_path / "curves.csv"]
    assert main(["export", str(results), *map(str, files)]) == 0
    assert capsys.readouterr().out.split() == [str(file) for file in files]
    assert all(file.stat().st_size > 100 for file in files)
    surface = tmp_path / "surface.stl"
    assert main(["export", str(results / "Li3N.h5"), str(surface), "--threshold", "0.1", "--cells", "2"]) == 0
    assert surface.stat().st_size > 100


def test_export_writes_figures_and_a_film(results, tmp_path, capsys):
    files = [tmp_path / "all.svg", tmp_path / "film.gif"]
    assert main(["export", str(results), *map(str, files), "--threshold", "0.2", "--seconds", "0.2"]) == 0
    one = tmp_path / "slice.png"
    assert main(["export", str(results), str(one), "--what", "slice", "--plane", "1", "1", "0"]) == 0
    said = capsys.readouterr()
    assert said.out.split() == [str(file) for file in (*files, one)]
    assert "Filming" in said.err
    assert all(file.stat().st_size > 5000 for file in (*files, one))


def test_export_writes_a_page_beside_the_result(results, capsys):
    assert main(["export", str(results / "Li3N.h5"), "--html"]) == 0
    page = results / "Li3N.html"
    assert capsys.readouterr().out.split() == [str(page)]
    assert page.read_text(encoding="utf-8").startswith("<!doctype html>")


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["absent", "x.cube"], "There is no file or folder absent."),
        (["{results}", "x.docx"], "has no suffix of a known format"),
        (["{results}", "a.file/x.svg"], "a.file: "),
        (["{results}", "a.file/x.cube"], "a.file: "),
        (["{results}", "x.stl"], "A surface needs a threshold."),
        (["{results}", "x.cube", "--ion", "99"], "There is no mobile ion 99."),
        (["{results}", "x.png", "--ion", "99"], "There is no mobile ion 99."),
        (["{results}", "x.svg", "--what", "scene"], "made of pixels"),
        (["{results}", "x.gif", "--what", "path"], "A film cannot show “path”."),
        (["{results}"], "name at least one FILE, or give --html"),
    ],
)
def test_export_says_what_is_wrong(arguments, expected, results, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.file").touch()
    assert main(["export", *(word.format(results=results) for word in arguments)]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert expected in said.err


def test_serve_answers_until_ctrl_c(results, tmp_path):
    port = free_port()
    server = subprocess.Popen(
        [sys.executable, "-c", "import sys; from pesviz.cli import main; sys.exit(main())",
         "serve", str(results), "--port", str(port)],
        cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        env={key: value for key, value in os.environ.items() if key != "PESVIZ_PASSWORD"},
    )  # fmt: skip
    try:
        assert "pesviz" in answer(f"http://127.0.0.1:{port}/app", server)
        second = subprocess.run(
            [sys.executable, "-c", "import sys; from pesviz.cli import main; sys.exit(main())",
             "serve", "--port", str(port)],
            capture_output=True, text=True, check=False, timeout=TIMEOUT_S,
        )  # fmt: skip
        assert second.returncode == 2
        assert f"Port {port} on 127.0.0.1 is taken" in second.stderr
        assert "Traceback" not in second.stderr
        server.send_signal(signal.SIGINT)
        said, _ = server.communicate(timeout=TIMEOUT_S)
    finally:
        server.kill()
    assert server.returncode in {0, 130}
    assert "Traceback" not in said


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["--address", "0.0.0.0"], "Others could reach the dashboard on 0.0.0.0 without a password."),
        (["no-such-folder"], "There is no file or folder no-such-folder."),
        (["--password-file", "absent.txt"], "The password file absent.txt cannot be read"),
        (["--port", "0"], "--port"),
    ],
)
def test_serve_refuses_what_is_not_safe_or_not_there(arguments, expected, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("PESVIZ_PASSWORD", raising=False)
    assert main(["serve", *arguments]) == 2
    assert expected in capsys.readouterr().err


def test_password_files(tmp_path):
    file = tmp_path / "password"
    file.write_text("open sesame\n", encoding="utf-8")
    assert read_password(file) == "open sesame"
    file.write_text('{"ada": "analytical"}', encoding="utf-8")
    assert read_password(file) == file
    for content in ("", "two\nlines", "{}", '{"ada": ""}', '{"ada": 1', '{"ada": {"deep": "x"}}'):
        file.write_text(content, encoding="utf-8")
        with pytest.raises(SettingsError):
            read_password(file)
    file.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(SettingsError, match="it is no text"):
        read_password(file)


def test_memory_that_runs_out_is_said_in_words(monkeypatch, capsys):
    import pesviz.landscape

    def too_much(_path: Path) -> None:
        raise MemoryError

    monkeypatch.setattr(pesviz.landscape, "open_landscape", too_much)
    assert main(["export", "result.h5", "x.cube"]) == 2
    assert "The memory ran out." in capsys.readouterr().err


def test_an_error_of_ours_keeps_its_traceback(monkeypatch):
    import pesviz.landscape

    def wrong(_path: Path) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(pesviz.landscape, "open_landscape", wrong)
    with pytest.raises(ZeroDivisionError):
        main(["export", "result.h5", "x.cube"])


def test_reserved_stdout_of_someone_who_captures(capsys):
    with reserved_stdout() as stdout:
        print("chatter")
        print("result", file=stdout)
    said = capsys.readouterr()
    assert (said.out, said.err) == ("result\n", "chatter\n")


def test_reserved_stdout_of_a_process():
    code = (
        "import ctypes, os; from pesviz.cli.console import reserved_stdout\n"
        "print('before')\n"
        "with reserved_stdout() as out:\n"
        "    ctypes.CDLL(None).puts(b'buffered in C'); os.write(1, b'unbuffered\\n'); print('Å', file=out)\n"
        "print('after')\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, check=True, env={**os.environ, "PYTHONIOENCODING": "ascii"}
    )
    assert done.stdout.decode() == "before\nÅ\nafter\n"
    assert set(done.stderr.decode().splitlines()) == {"buffered in C", "unbuffered"}


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(0.2, "0 s"), (59.4, "59 s"), (59.6, "1 min 00 s"), (200, "3 min 20 s"), (7500, "2 h 05 min")],
)
def test_durations_in_words(seconds, text):
    assert duration(seconds) == text
