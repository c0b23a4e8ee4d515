"""What a fresh machine gets: the same dependencies for everyone, and a wheel with everything in it."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def test_conda_users_get_the_same_dependencies():
    environment = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))
    conda = [entry for entry in environment["dependencies"] if isinstance(entry, str)]
    (pip,) = (entry["pip"] for entry in environment["dependencies"] if isinstance(entry, dict))
    assert f"python{PROJECT['requires-python']}" in conda
    assert pip[-1] == "-e ."
    assert sorted(pip[:-1]) == sorted(PROJECT["dependencies"])
    assert pip[0].startswith("torch"), "torch comes first, so that nothing else chooses its build"


def test_make_installs_a_torch_that_the_project_allows():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    chosen = re.search(r"^TORCH \?= torch==(\S+)$", makefile, re.MULTILINE)
    (lower,) = (entry.removeprefix("torch>=") for entry in PROJECT["dependencies"] if entry.startswith("torch>="))
    assert [int(n) for n in chosen[1].split(".")] >= [int(n) for n in lower.split(".")]


@pytest.mark.skipif(not shutil.which("make"), reason="make is not installed")
@pytest.mark.parametrize("goal", ["serve", "test", "lint"])
def test_make_installs_torch_before_pesviz(goal, tmp_path):
    shown = subprocess.run(
        ["make", "-n", "VENV=new", f"PYTHON={sys.executable}", "-f", ROOT / "Makefile", goal],
        cwd=_files_of_make(tmp_path), capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    installs = [line for line in shown.splitlines() if " install " in line]
    assert "torch==" in installs[0]
    assert "-e" in installs[1]


def test_the_choice_of_python_says_what_is_missing(tmp_path):
    old = tmp_path / "old-python"
    old.write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
    old.chmod(0o755)
    found = subprocess.run([ROOT / ".ci/find-python", old], capture_output=True, text=True, check=False)
    assert found.returncode == 1
    assert found.stdout == ""
    assert "Python 3.11 or newer" in found.stderr
    assert str(old) in found.stderr


def test_the_choice_of_python_takes_one_that_fits():
    found = subprocess.run([ROOT / ".ci/find-python", sys.executable], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == sys.executable


def test_without_node_its_checks_are_skipped_with_a_reason():
    shown = subprocess.run(
        ["/bin/sh", ROOT / ".ci/npm", "lint", "types"],
        env={"PATH": "/nowhere"}, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert shown.stdout == "npm run lint types: skipped: no Node.js (npm) here\n"


@pytest.mark.skipif(not shutil.which("npm"), reason="no Node.js (npm) here")
@pytest.mark.parametrize(("ci", "status"), [({}, 0), ({"CI": "true"}, 1)])
def test_only_ci_needs_the_registry_of_node(tmp_path, ci, status):
    """A newcomer without network can run the Python tests; CI must not pass without those of the viewer."""
    sources = tmp_path / "pesviz/app/js"
    sources.mkdir(parents=True)
    (tmp_path / ".ci").mkdir()
    shutil.copy(ROOT / ".ci/npm", tmp_path / ".ci/npm")
    for name in ("package.json", "package-lock.json"):
        shutil.copy(ROOT / "pesviz/app/js" / name, sources / name)
    environment = {name: value for name, value in os.environ.items() if name != "CI"} | ci
    unreachable = {
        "npm_config_registry": "http://127.0.0.1:9/", "npm_config_fetch_retries": "0",
        "npm_config_replace_registry_host": "always", "npm_config_cache": str(tmp_path / "cache"),
    }  # fmt: skip
    run = subprocess.run(
        [tmp_path / ".ci/npm", "test"], env=environment | unreachable, capture_output=True, text=True, check=False
    )
    assert run.returncode == status
    assert ("skipped: npm ci could not fetch Node's packages" in run.stdout) == (status == 0)


def _files_of_make(folder: Path) -> Path:
    (folder / "pyproject.toml").touch()
    return folder


@pytest.fixture(scope="module")
def wheel(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder],
        cwd=ROOT, check=True, capture_output=True,
    )  # fmt: skip
    (built,) = folder.glob("*.whl")
    return built


def test_the_wheel_holds_all_that_the_package_reads(wheel):
    held = set(zipfile.ZipFile(wheel).namelist())
    code = {path.relative_to(ROOT).as_posix() for path in (ROOT / "pesviz").rglob("*.py")}
    assert {path for path in code if "node_modules" not in path} <= held
    assets = {f"pesviz/{path.relative_to(ROOT).as_posix()}" for path in _tracked("assets")}
    assert "pesviz/assets/logo.svg" in assets
    assert assets <= held
    beside = {
        path.relative_to(ROOT).as_posix()
        for path in _tracked("pesviz")
        if path.suffix != ".py" and not _builds_the_bundle(path.relative_to(ROOT).as_posix())
    }
    assert {
        "pesviz/app/js/bundle.js", "pesviz/app/js/bokeh/format.js", "pesviz/structure/gallery.yaml"
    } <= beside  # fmt: skip
    assert beside <= held


def test_the_wheel_holds_nothing_else(wheel):
    held = zipfile.ZipFile(wheel).namelist()
    outside = [name for name in held if not re.match(r"pesviz(-[\d.]+\.dist-info)?/", name)]
    assert outside == []
    assert not [name for name in held if "node_modules" in name or _builds_the_bundle(name) or "__pycache__" in name]


def _builds_the_bundle(name: str) -> bool:
    """Whether a file is a source of the bundle, its test, or the settings of Node's tools."""
    return re.match(r"pesviz/app/js/(src/|test/|[^/]+\.json$|[^/]+\.config\.js$)", name) is not None


def _tracked(folder: str) -> list[Path]:
    """Files under version control, so that what happens to lie about is not asked for."""
    listed = subprocess.run(["git", "ls-files", "-z", folder], cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode != 0:
        pytest.skip("not a git checkout: which files belong to the project is not known")
    return [ROOT / name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()]


def test_pip_install_gives_the_command(wheel, tmp_path):
    target = tmp_path / "site"
    subprocess.run(
        [sys.executable, "-m", "pip", "install", "-q", "--no-deps", "--no-index", "--target", target, wheel],
        check=True, capture_output=True,
    )  # fmt: skip
    clean = {**os.environ, "PYTHONPATH": str(target)}
    script = next((target / "bin").glob("pesviz*"))
    said = subprocess.run([script, "--version"], cwd=tmp_path, env=clean, capture_output=True, text=True, check=True)
    assert said.stdout == f"pesviz {PROJECT['version']}\n"
    code = (
        "import pesviz; from pesviz.app.theme import asset; from pesviz.structure import gallery; "
        "print(pesviz.__file__, asset('logo.svg').is_file(), len(gallery()))"
    )
    where, logo, entries = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, env=clean, capture_output=True, text=True, check=True
    ).stdout.split()
    assert Path(where).is_relative_to(target)
    assert logo == "True"
    assert int(entries) >= 11


@pytest.mark.parametrize(
    ("code", "limit"), [("import pesviz", 150), ("from pesviz.cli import main; main(['--help'])", 300)]
)
def test_start_imports_little_and_nothing_heavy(code, limit):
    listing = (
        f"import sys; before = set(sys.modules); {code}\n"
        "print(len(set(sys.modules) - before), *sorted(set(sys.modules) & "
        "{'torch', 'numpy', 'scipy', 'ase', 'pymatgen', 'panel', 'h5py', 'pyvista'}))"
    )
    output = subprocess.run([sys.executable, "-c", listing], capture_output=True, text=True, check=True).stdout
    count, *heavy = output.splitlines()[-1].split()
    assert heavy == []
    assert int(count) <= limit
