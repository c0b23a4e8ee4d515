"""`pesviz scan` as a person or a script sees it: real processes where streams, exit status or signals matter."""

from __future__ import annotations

import contextlib
import json
import os
import pty
import re
import signal
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from pesviz import open as open_result
from pesviz.cli import main
from pesviz.cli.scan import parse_supercell
from pesviz.errors import SettingsError
from tests.waiting import TIMEOUT_S, wait_until

# One framework atom at the origin of a primitive orthorhombic cell: E = Σ A (1 + cos 2πs) / 2 (potentials/toy.py), so
# MPE = E_1D = 0.2 eV along c, the longest axis; E_2D = 0.3 eV with b; E_3D = 0.4 eV with a.
CELL = """hand-solved
1.0
2.6 0.0 0.0
0.0 3.2 0.0
0.0 0.0 4.0
Li O
1 1
Direct
0.5 0.5 0.5
0.0 0.0 0.0
"""
TOY = ["--potential", "toy-network-3d", "--r-min", "0.4"]

SLOW = '''"""A calculator that takes its time, counts its calls and chatters on stdout, past Python's own too."""
import os, time
from ase.calculators.calculator import Calculator, all_changes
import numpy as np

class Slow(Calculator):
    implemented_properties = ["energy"]
    def calculate(self, atoms=None, properties=None, system_changes=all_changes):
        super().calculate(atoms, properties, system_changes)
        print("chatter from Python")
        os.write(1, b"chatter from below Python\\n")
        with open("calls", "a") as file:
            file.write("x")
        time.sleep(float(os.environ.get("SLOW_S", "0")))
        self.results["energy"] = float(np.cos(2 * np.pi * atoms.get_scaled_positions()[-1]).sum())
'''


@pytest.fixture
def folder(tmp_path, monkeypatch) -> Path:
    """A folder with a crystal solved by hand, as working directory."""
    (tmp_path / "crystal.vasp").write_text(CELL, encoding="utf-8")
    (tmp_path / "slow_calculator.py").write_text(SLOW, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def start(*arguments: str, **environment: str) -> subprocess.Popen[str]:
    """Start `pesviz` with the current folder on PYTHONPATH."""
    return subprocess.Popen(
        [sys.executable, "-c", "import sys; from pesviz.cli import main; sys.exit(main())", *arguments],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        env={**os.environ, "PYTHONPATH": str(Path.cwd()), **environment},
    )  # fmt: skip


def run(*arguments: str, **environment: str) -> tuple[int, str, str]:
    """Run `pesviz` to its end and return exit status, stdout, stderr."""
    process = start(*arguments, **environment)
    out, err = process.communicate(timeout=TIMEOUT_S)
    return process.returncode, out, err


def test_json_is_the_hand_solved_result(folder, capsys):
    assert main(["scan", "crystal.vasp", *TOY, "--json"]) == 0
    result = json.loads(capsys.readouterr().out)
    assert result["formula"] == "Li2O2"
    assert result["n_atoms"] == 2
    assert result["mobile"] == {"species": "Li", "indices": [0]}
    assert (result["potential"]["name"], result["potential"]["version"]) == ("toy-network-3d", "1")
    assert result["grid"]["shape"] == [11, 13, 16]
    assert result["n_points"] == 11 * 13 * 16
    assert 0 < result["n_evaluated"] < result["n_points"]
    assert set(result["seconds"]) >= {"total", "scan", "level_map"}
    # The saddles lie half a grid step off at most: E is lower by A (1 − cos π/N) / 2 < 2 % there.
    assert result["mpe_eV"] == pytest.approx(0.2, rel=0.02)
    percolation = result["percolation"]
    assert percolation["E_1D_eV"] == pytest.approx(result["mpe_eV"], abs=1e-6)
    assert percolation["E_2D_eV"] == pytest.approx(0.3, rel=0.03)
    assert percolation["E_3D_eV"] == pytest.approx(0.4, rel=0.03)
    assert percolation["directions"]["1D"] == [[0, 0, 1]]
    assert len(result["fv"]["thresholds_eV"]) == len(result["fv"]["connected"]) == len(result["fv"]["disconnected"])
    assert result["smearing"] == "none"
    assert result["warnings"] == []


def test_with_json_stdout_is_one_object_whatever_libraries_print(folder):
    status, out, err = run(
        "scan", "crystal.vasp", "-p", "ase:slow_calculator:Slow", "--spacing", "1", "--r-min", "0.4", "--json"
    )
    assert status == 0, err
    assert out.count("\n") == 1
    assert json.loads(out)["potential"]["name"] == "ase:slow_calculator:Slow"
    assert "chatter from Python" in err
    assert "chatter from below Python" in err
    assert "Traceback" not in err


def test_the_table_alone_is_on_stdout(folder):
    status, out, err = run(
        "scan", "crystal.vasp", "-p", "ase:slow_calculator:Slow", "--spacing", "1", "--r-min", "0.4"
    )
    assert status == 0, err
    assert "chatter" not in out
    assert out.startswith("Structure")
    for word in ("MPE", "E_1D", "Ξ", "FV connected"):
        assert word in out
    assert "Scanning" in err


def test_a_terminal_shows_a_live_bar(folder):
    terminal, end = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-c", "import sys; from pesviz.cli import main; sys.exit(main())",
         "scan", "crystal.vasp", "-p", "ase:slow_calculator:Slow", "--spacing", "0.6", "--r-min", "0.4", "--json"],
        stdout=subprocess.PIPE, stderr=end, text=True,
        env={**os.environ, "PYTHONPATH": str(folder), "TERM": "xterm", "COLUMNS": "110", "SLOW_S": "0.02"},
    )  # fmt: skip
    os.close(end)
    shown = b""
    with contextlib.suppress(OSError):  # Linux's way to say that the other end was closed
        while piece := os.read(terminal, 65536):
            shown += piece
    out, _ = process.communicate(timeout=TIMEOUT_S)
    os.close(terminal)
    assert process.returncode == 0
    assert json.loads(out)["n_evaluated"] > 0
    assert re.search(r"Scanning .*\d+ of \d+ points, [\d,]+ points/s, \d+ s left", shown.decode())


def test_out_writes_what_json_says(folder, capsys):
    assert main(["scan", "crystal.vasp", *TOY, "--json", "--out", "results"]) == 0
    said = json.loads(capsys.readouterr().out)
    kept = open_result("results")
    assert kept.to_dict() == said
    assert [path.name for path in Path("results").iterdir()] == ["crystal.h5"]


def test_smearing_symmetry_and_limits_reach_the_scan(folder, capsys):
    def scanned(*options: str) -> dict:
        assert main(["scan", "crystal.vasp", *TOY, "--json", *options]) == 0
        return json.loads(capsys.readouterr().out)

    plain, every = scanned(), scanned("--no-symmetry")
    assert every["n_evaluated"] > plain["n_evaluated"]
    assert every["mpe_eV"] == pytest.approx(plain["mpe_eV"], abs=2e-4)
    paper = scanned("--smearing", "paper")
    assert paper["smearing"] == "paper"
    assert paper["fv"]["connected"] != plain["fv"]["connected"]
    limited = scanned("--up-to", "0.25")
    assert limited["up_to_eV"] == 0.25
    assert limited["xi"] is None
    assert limited["percolation"]["E_3D_eV"] is None
    assert limited["mpe_eV"] == pytest.approx(plain["mpe_eV"], abs=1e-6)
    double = scanned("--supercell", "1x1x2")
    assert double["n_atoms"] == 4
    assert double["grid"]["shape"] == [11, 13, 32]
    assert scanned("--supercell", "1x1x2", "--primitive")["n_atoms"] == 4


def test_relaxing_first_is_noted(folder, capsys):
    assert main(["scan", "crystal.vasp", *TOY, "--relax", "positions", "--out", "results"]) == 0
    assert "Relaxed positions" in capsys.readouterr().out
    assert any("Relaxed positions" in note for note in open_result("results").pes.crystal.notes)
    assert [path.name for path in Path("results").iterdir()] == ["crystal.h5"]


def _interrupt(process: subprocess.Popen[str], checkpoint: Path, number: signal.Signals) -> None:
    """Send a signal once the second finished chunk is on disk."""
    wait_until(lambda: len(list(checkpoint.glob("chunk-*.npz"))) >= 2, "two chunks on disk", process)
    process.send_signal(number)


@pytest.mark.parametrize(("number", "status"), [(signal.SIGINT, 130), (signal.SIGKILL, -signal.SIGKILL)])
def test_a_stopped_scan_goes_on_and_gives_the_same_numbers(folder, number, status):
    command = (
        "scan",
        "crystal.vasp",
        "-p",
        "ase:slow_calculator:Slow",
        "--spacing",
        "0.5",
        "--r-min",
        "0.4",
        "--json",
    )
    process = start(*command, "--out", "stopped", SLOW_S="0.05")
    _interrupt(process, Path("stopped/crystal.checkpoint"), number)
    out, err = process.communicate(timeout=TIMEOUT_S)
    assert process.returncode == status
    assert out == ""
    assert "Traceback" not in err
    if number == signal.SIGINT:
        assert "the same command goes on from there" in err
    chunks = {path: path.stat().st_mtime_ns for path in Path("stopped/crystal.checkpoint").glob("chunk-*.npz")}
    assert chunks

    Path("calls").unlink()
    resumed_status, resumed, err = run(*command, "--out", "stopped")
    assert resumed_status == 0, err
    calls_resumed = len(Path("calls").read_text(encoding="utf-8"))
    assert not Path("stopped/crystal.checkpoint").exists()

    Path("calls").unlink()
    fresh_status, fresh, err = run(*command, "--out", "fresh")
    assert fresh_status == 0, err
    assert calls_resumed < len(Path("calls").read_text(encoding="utf-8")), "finished points were computed again"
    same, again = json.loads(resumed), json.loads(fresh)
    for summary in (same, again):  # what the clock says differs
        del summary["seconds"], summary["provenance"]["date"]
    assert same == again
    np.testing.assert_array_equal(open_result("stopped").pes.energies, open_result("fresh").pes.energies)


def test_a_checkpoint_of_another_scan_is_refused(folder):
    slow = ("scan", "crystal.vasp", "-p", "ase:slow_calculator:Slow", "--r-min", "0.4", "--out", "results")
    process = start(*slow, "--spacing", "0.5", SLOW_S="0.05")
    _interrupt(process, Path("results/crystal.checkpoint"), signal.SIGINT)
    process.communicate(timeout=TIMEOUT_S)
    status, out, err = run(*slow, "--spacing", "0.6")
    assert status == 2
    assert out == ""
    assert "belongs to a scan with another structure, potential or settings" in err


HALF = """data_half
_cell_length_a 4
_cell_length_b 4
_cell_length_c 4
_cell_angle_alpha 90
_cell_angle_beta 90
_cell_angle_gamma 90
_symmetry_space_group_name_H-M 'P 1'
loop_
_atom_site_label
_atom_site_type_symbol
_atom_site_fract_x
_atom_site_fract_y
_atom_site_fract_z
_atom_site_occupancy
Li1 Li 0.5 0.5 0.5 1.0
Cl1 Cl 0 0 0 0.5
Br1 Br 0 0 0 0.5
"""
HEAD = "x\n1.0\n5 0 0\n0 5 0\n0 0 5\n"
BAD: dict[str, tuple[str, bytes, list[str], str]] = {
    "empty": ("empty.cif", b"", [], "empty.cif is empty."),
    "garbage": ("garbage.cif", bytes(range(256)) * 8, [], "binary file"),
    "prose": ("prose.cif", b"Dear colleague, here is the structure.\n", [], "holds no structure"),
    "no mobile ion": ("inert.vasp", f"{HEAD}Ar Ne\n1 1\nDirect\n0 0 0\n.5 .5 .5\n".encode(), [], "as a mobile ion"),
    "not this mobile ion": ("crystal.vasp", CELL.encode(), ["--mobile", "Na"], "has no Na"),
    "unknown element": (
        "rare.vasp", f"{HEAD}Li Po\n1 1\nDirect\n0 0 0\n.5 .5 .5\n".encode(), ["-p", "chgnet"], "does not know Po"
    ),
    "overlap": ("near.vasp", f"{HEAD}Li Cl\n1 1\nDirect\n0 0 0\n.05 0 0\n".encode(), [], "0.25 Å apart"),
    "molecule": ("water.xyz", b"3\n\nO 0 0 0\nH 0.96 0 0\nH -0.24 0.93 0\n", [], "not periodic"),
    "slab": (
        "slab.vasp", b"x\n1.0\n4 0 0\n0 4 0\n0 0 40\nLi O\n1 1\nDirect\n.5 .5 .5\n0 0 .46\n", [], "slab"
    ),
    "partial occupancy": ("half.cif", HALF.encode(), [], "Cl"),
    "too large": ("crystal.vasp", CELL.encode(), [*TOY, "--max-points", "10"], "This scan has 2,288 points"),
    "absent": ("crystal.vasp", CELL.encode(), ["-p", "no-such-potential"], "There is no potential"),
    "plug-in absent": ("crystal.vasp", CELL.encode(), ["-p", "ase:no_such:thing"], "cannot be imported"),
    "spacing": ("crystal.vasp", CELL.encode(), ["--spacing", "-1"], "spacing of -1"),
    "supercell": ("crystal.vasp", CELL.encode(), ["--supercell", "2x"], "'2x' is not a supercell"),
    "device": ("crystal.vasp", CELL.encode(), [*TOY, "--device", "tpu"], "There is no device 'tpu'"),
}  # fmt: skip


@pytest.mark.parametrize("case", BAD)
def test_bad_input_gets_a_sentence_and_a_remedy(case, tmp_path, monkeypatch, capsys):
    name, content, options, expected = BAD[case]
    monkeypatch.chdir(tmp_path)
    Path(name).write_bytes(content)
    assert main(["scan", name, *options, "--json"]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    problem = said.err.splitlines()[-1]
    assert problem.startswith("Error: ")
    assert expected in problem
    assert problem.rstrip().endswith((".", "?"))
    assert problem.count(". ") >= 1, "a remedy follows the problem"
    assert "Traceback" not in said.err


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["scan"], "Missing argument 'FILE'"),
        (["scan", "absent.cif"], "absent.cif cannot be read"),
        (["scan", "."], "is a folder"),
        (["scan", "x.cif", "--no-such-option"], "No such option"),
        (["scan", "x.cif", "--smearing", "much"], "--smearing"),
        (["no-such-command"], "No such command"),
    ],
)
def test_wrong_usage_leaves_with_2_and_without_traceback(arguments, expected, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    status, out, err = run(*arguments)
    assert status == 2
    assert out == ""
    assert expected in err
    assert "Traceback" not in err
    assert err.count("Error: ") == 1


def test_force_scans_above_the_limit(folder, capsys):
    assert main(["scan", "crystal.vasp", *TOY, "--max-points", "10", "--force", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["n_points"] == 2288


def test_realisations_of_a_disordered_structure(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    Path("half.cif").write_text(HALF, encoding="utf-8")
    arguments = ["scan", "half.cif", *TOY, "--disorder", "2", "--supercell", "2x1x1", "--spacing", "0.5"]

    def drawn(*more: str) -> dict:
        assert main([*arguments, "--json", *more]) == 0
        return json.loads(capsys.readouterr().out)

    first, again = drawn("--seed", "3"), drawn("--seed", "3", "--out", "results")
    assert first["xi_mean"] == again["xi_mean"]
    assert len(first["realisations"]) == 2
    assert all(each["n_atoms"] == 4 for each in first["realisations"])
    values = [each["xi"] for each in first["realisations"]]
    assert first["xi_mean"] == pytest.approx(np.mean(values))
    assert first["xi_std"] == pytest.approx(np.std(values, ddof=1))
    assert sorted(path.name for path in Path("results").iterdir()) == ["half-1.h5", "half-2.h5"]


@pytest.mark.parametrize("text", ["2x1x1", "2 1 1", "2,1,1", "2×1×1"])
def test_supercell_is_read_as_people_write_it(text):
    assert parse_supercell(text) == (2, 1, 1)


@pytest.mark.parametrize("text", ["2", "2x2", "0x1x1", "-1x1x1", "axbxc", "2x1x1x1", ""])
def test_anything_else_is_no_supercell(text):
    with pytest.raises(SettingsError, match="is not a supercell"):
        parse_supercell(text)


def test_each_pass_says_what_it_knows_and_how_much_that_moved(folder):
    status, _, err = run("scan", "crystal.vasp", *TOY)
    assert status == 0, err
    lines = [line for line in err.splitlines() if line.startswith("After ")]
    assert len(lines) == 4, "three passes and the result"
    assert [int(line.split()[1].replace(",", "")) for line in lines] == sorted(
        int(line.split()[1].replace(",", "")) for line in lines
    )
    assert all("MPE" in line and "connected FV(0.5 eV)" in line for line in lines)
    assert "≈" in lines[0]
    assert "≈" not in lines[-1]
    assert re.search(r"MPE \d\.\d{3} eV \([+−]\d\.\d{3}\)", lines[-1])


def test_numbers_above_the_limit_are_marked(folder):
    _, _, err = run("scan", "crystal.vasp", *TOY, "--up-to", "0.15")
    last = [line for line in err.splitlines() if line.startswith("After ")][-1]
    assert "MPE ≈ 0." in last
    assert "connected FV(0.5 eV) ≈ " in last


def test_contradictions_are_refused_before_anything_is_loaded(folder, capsys):
    for options, words in (
        (["--everything", "--up-to", "0.6"], "contradict"),
        (["--everything", "--until", "mpe"], "contradict"),
        (["--at-most", "2"], "--until"),
        (["--until", "mpe", "--up-to", "5"], "--at-most"),
        (["--up-to", "-1"], "positive"),
        (["--up-to", "nan"], "positive"),
        (["--until", "mpe", "--at-most", "0"], "at-most|highest limit"),
        (["--ions", "7"], "no mobile ion 7"),
    ):
        assert main(["scan", "crystal.vasp", *TOY, *options]) == 2, options
        assert re.search(words, capsys.readouterr().err), options


def test_a_long_scan_is_adaptive_and_says_so(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr("pesviz.pes.cost.LONG_SCAN_S", 0.0)
    command = ["scan", "gallery:LiCl-wurtzite", *TOY, "--out", str(tmp_path), "--json"]
    assert main(command) == 0
    out, err = capsys.readouterr()
    assert "scanning adaptively, every point below 0.6 eV first" in err
    assert "--everything" in err
    first = json.loads(out)
    assert first["n_evaluated"] <= first["adaptive"]["n_unique"]
    monkeypatch.setattr("pesviz.pes.cost.LONG_SCAN_S", 60.0)
    assert main(["scan", "gallery:LiCl-wurtzite", *TOY, "--json"]) == 0
    out, err = capsys.readouterr()
    assert "adaptively" not in err
    assert "adaptive" not in json.loads(out), "less than a minute: everything, as the paper does"


def test_everything_goes_on_from_an_earlier_result(tmp_path, capsys):
    command = ["scan", "gallery:LiCl-wurtzite", *TOY, "--out", str(tmp_path), "--json"]
    assert main([*command, "--up-to", "0.1"]) == 0
    limited = json.loads(capsys.readouterr().out)
    assert limited["up_to_eV"] == 0.1
    assert limited["adaptive"]["limit_eV"] == 0.1
    assert {"n_unique", "n_evaluated", "n_audited", "margin_eV", "rms_error_low_eV"} <= set(limited["adaptive"])
    assert main([*command, "--everything"]) == 0
    out, err = capsys.readouterr()
    assert f"Going on from the {limited['n_evaluated']:,} energies" in err
    whole = json.loads(out)
    assert whole["up_to_eV"] is None
    assert whole["n_evaluated"] == limited["adaptive"]["n_unique"]
    (path,) = tmp_path.glob("*.h5")
    assert open_result(path).up_to is None


def test_a_lower_limit_does_not_take_away_what_is_known(tmp_path, capsys):
    command = ["scan", "gallery:LiCl-wurtzite", *TOY, "--out", str(tmp_path), "--json"]
    assert main([*command, "--everything"]) == 0
    whole = json.loads(capsys.readouterr().out)
    (path,) = tmp_path.glob("*.h5")
    before = path.read_bytes()
    assert main([*command, "--up-to", "0.1"]) == 0
    out, err = capsys.readouterr()
    assert "answers this" in err
    assert json.loads(out)["mpe_eV"] == whole["mpe_eV"]
    assert path.read_bytes() == before


def test_until_an_energy_is_known(tmp_path, capsys):
    command = ["scan", "gallery:LiCl-wurtzite", *TOY, "--json", "--until", "3d", "--up-to", "0.03"]
    assert main(command) == 0
    result = json.loads(capsys.readouterr().out)
    assert main(["scan", "gallery:LiCl-wurtzite", *TOY, "--json"]) == 0
    whole = json.loads(capsys.readouterr().out)
    assert result["percolation"]["E_3D_eV"] == pytest.approx(whole["percolation"]["E_3D_eV"], abs=1e-6)
    assert "E_3D_estimate_eV" not in result


def test_some_ions_only(folder, capsys):
    assert main(["scan", "gallery:Li3N", *TOY, "--json", "--ions", "0", "2"]) == 0
    result = json.loads(capsys.readouterr().out)
    assert len(result["mobile"]["indices"]) == 2
    assert main(["scan", "gallery:Li3N", *TOY, "--ions", "0"]) == 0
    assert "theirs alone" in " ".join(capsys.readouterr().out.split())


def test_two_processes_give_what_one_gives(folder):
    one, two = (run("scan", "crystal.vasp", *TOY, "--workers", n, "--json")[1] for n in ("1", "2"))
    first, second = json.loads(one), json.loads(two)
    assert [result["provenance"]["processes"] for result in (first, second)] == [1, 2]
    for result in (first, second):
        del result["seconds"], result["provenance"]
    assert first == second
    status, _, err = run("scan", "crystal.vasp", *TOY, "--workers", "none")
    assert status == 2
    assert "1 or more, or auto" in err


def test_an_energy_limited_scan_says_where_it_ended(tmp_path, capsys):
    (tmp_path / "POSCAR").write_text(CELL)
    command = ["scan", str(tmp_path / "POSCAR"), "--mobile", "Li", *TOY, "--up-to", "0.35"]
    assert main(command) == 0
    said = capsys.readouterr().out
    assert re.search(r"E_2D +0\.296 eV", said)
    assert re.search(r"E_3D +≈ 0\.\d+ eV", said)
    assert re.search(r"4\.0 +≈ [01]\.\d+ +≈ [01]\.\d+", said)
    assert re.search(r"Ξ +≈ [01]\.\d+", said)
    assert "predicted; the scan ended at 0.35 eV" in said
    assert main([*command, "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["beyond"]["E_3D_eV"] == "> 0.35 eV"
    assert set(found["beyond"]) == {"E_3D_eV", "xi"}
    assert found["up_to_eV"] == 0.35


def test_the_report_says_what_symmetry_saved(tmp_path, capsys):
    (tmp_path / "POSCAR").write_text(CELL)
    command = ["scan", str(tmp_path / "POSCAR"), "--mobile", "Li", *TOY]
    assert main(command) == 0
    said = " ".join(capsys.readouterr().out.split())
    assert "8 operations of the crystal and 8 of the framework without the ion fit the grid" in said
    assert "(tolerance 0.001 Å)" in said
    assert re.search(r"Points ([\d,]+), of which ([\d,]+) energies were evaluated \(\d+ %\), [\d,]+ saved", said)
    assert main([*command, "--no-symmetry"]) == 0
    assert re.search(r"Symmetry +not used", capsys.readouterr().out)
