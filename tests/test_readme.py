"""README's examples run as they stand, its commands exist, and its links lead somewhere."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.waiting import TIMEOUT_S

ROOT = Path(__file__).resolve().parent.parent
PAGES = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").glob("*.md"))]


def _blocks(page: Path, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", page.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)


def _run(command: list[str], folder: Path) -> subprocess.CompletedProcess[str]:
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    return subprocess.run(
        command,
        cwd=folder,
        env={**os.environ, "PATH": path},
        capture_output=True,
        text=True,
        check=False,
        timeout=TIMEOUT_S,
    )


@pytest.fixture(scope="module")
def command_line(tmp_path_factory) -> tuple[Path, subprocess.CompletedProcess[str], str]:
    """The folder in which README's command lines ran, what came of them, and the lines."""
    folder = tmp_path_factory.mktemp("readme")
    (block,) = _blocks(ROOT / "README.md", "bash")
    return folder, _run(["bash", "-e", "-o", "pipefail", "-c", block], folder), block


def test_the_python_example(tmp_path):
    (block,) = _blocks(ROOT / "README.md", "python")
    assert len([line for line in block.splitlines() if line.strip()]) <= 5
    done = _run([sys.executable, "-c", block], tmp_path)
    assert done.returncode == 0, done.stderr
    said = re.search(r"Li3N: MPE (\d\.\d{3}) eV, Ξ (\d\.\d{3})", done.stdout)
    assert 1.0 < float(said[1]) < 2.0, (
        "α-Li₃N percolates between 1 and 2 eV with each default potential (docs/benchmarks.md)"
    )
    assert 0.0 <= float(said[2]) <= 1.0


def test_the_command_line_example(command_line):
    import json

    folder, done, block = command_line
    assert done.returncode == 0, done.stderr
    assert len(block.splitlines()) == 5
    result = json.loads((folder / "Li3N.json").read_text(encoding="utf-8"))
    assert result["formula"] == "Li3N"
    assert (folder / "Li3N.cube").read_text(encoding="utf-8").splitlines()[0]
    assert (folder / "curves.csv").stat().st_size > 0


def test_results_are_read_without_pesviz(command_line):
    folder, done, _ = command_line
    assert done.returncode == 0, done.stderr
    (block,) = _blocks(ROOT / "docs/results.md", "python")
    assert "pesviz" not in block
    read = _run([sys.executable, "-c", block], folder)
    assert read.returncode == 0, read.stderr
    assert read.stdout.startswith("Li3N 1.")


def test_the_two_commands_are_goals_of_make():
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    goals = set(re.findall(r"^make (\w+)$", text, re.MULTILINE))
    assert goals == {"serve", "test"}
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert all(re.search(rf"^{goal}:", makefile, re.MULTILINE) for goal in goals)


def test_ci_types_what_readme_says():
    assert re.search(r"^make test\b", (ROOT / ".ci/run").read_text(encoding="utf-8"), re.MULTILINE)


def test_every_potential_of_the_table_exists():
    from pesviz.potentials import list_potentials
    from pesviz.potentials.registry import name_patterns

    text = (ROOT / "README.md").read_text(encoding="utf-8")
    table = text.split("## Potentials")[1].split("##")[0]
    rows = [row.split("|")[1] for row in table.splitlines() if row.startswith("| `")]
    named = {name for row in rows for name in re.findall(r"`([^`]+)`", row)}
    families = tuple(f"{pattern.partition(':')[0]}:" for pattern in name_patterns())
    known = {status.info.name for status in list_potentials()}
    assert {name for name in named if not name.startswith(families)} <= known
    assert {"m3gnet-mp-2021", "chgnet"} <= named


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page):
    targets = re.findall(r"\]\(([^)\s]+)\)", page.read_text(encoding="utf-8"))
    local = [target.split("#")[0] for target in targets if not re.match(r"[a-z]+://", target)]
    missing = [target for target in local if target and not (page.parent / target).exists()]
    assert missing == []
