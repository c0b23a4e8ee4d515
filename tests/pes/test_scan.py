"""The scan: numbers, order, previews, limits, cancel, kill and resume."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from ase.calculators.calculator import Calculator

import pesviz
from pesviz.errors import CheckpointError, ScanTooLargeError, SettingsError, UnknownElementError
from pesviz.landscape import Landscape
from pesviz.pes import ScanSettings, estimate, scan_steps
from pesviz.potentials import EnergyModel, potential
from pesviz.structure import load
from tests.adaptive import GALLERY
from tests.golden import golden
from tests.tabulated import Tabulated

SLOW = """
import sys, time
from pathlib import Path
import pesviz.pes.checkpoint
from pesviz.pes import ScanSettings, scan_steps
from pesviz.potentials import potential
from pesviz.structure import load

pesviz.pes.checkpoint.INTERVAL_S = 0.0

class Slow(type(potential("toy-network-3d"))):
    def evaluate(self, state, positions):
        time.sleep(0.04)
        return super().evaluate(state, positions)
    def chunk_size(self, framework):
        return 16

folder, structure, limit = sys.argv[1:]
settings = ScanSettings(up_to=float(limit) if limit else None)
for step in scan_steps(load(structure), Slow("toy-network-3d"), settings, Path(folder)):
    print(step.done, step.milestone, flush=True)
"""


class Small(type(potential("toy-network-3d"))):  # a real toy, in chunks as small as those of the killed scan
    def chunk_size(self, framework):
        return 16


def result(crystal, model, settings=None, **options):
    *_, last = scan_steps(crystal, model, settings or ScanSettings(**options))
    return last.pes


def test_energies_are_those_of_the_potential():
    crystal, model = load("gallery:Li3N"), potential("toy-network-3d")
    pes = result(crystal, model, spacing=0.5, symmetry=False)
    for n, atom in enumerate(crystal.mobile_indices):
        direct = model.energies(crystal.framework(atom), 3, pes.grid.positions())
        free = ~pes.masked[n].ravel()
        assert pes.minimum_energies[n] == pytest.approx(direct[free].min())
        assert pes.energies[n].ravel()[free] == pytest.approx((direct - direct[free].min())[free], abs=1e-6)
        assert (pes.energies[n][pes.masked[n]] == pes.energies[n].max()).all()
    assert pes.energies.dtype == np.float32
    assert pes.n_evaluated == (~pes.masked).sum()


def test_coarse_points_first_and_honest_progress():
    crystal = load("gallery:Li3N")
    steps = list(scan_steps(crystal, Small("toy-network-3d"), ScanSettings(symmetry=False)))
    done = [s.done for s in steps]
    assert done == sorted(done)
    assert steps[-1].done == steps[-1].total == steps[-1].pes.n_evaluated
    assert all(s.pes is None for s in steps[:-1])
    assert [s.milestone for s in steps if s.milestone] == ["picture"] * 3 + ["end"]
    first = [s.done / steps[-1].total for s in steps if s.milestone == "picture"]
    assert first[0] < 0.05
    assert first[1] < 0.2
    assert steps[-1].seconds_left == 0
    assert steps[5].points_per_second > 0


def test_previews_sharpen():
    crystal = load("gallery:Li3N")
    previews = []
    for step in scan_steps(crystal, potential("toy-network-3d")):
        if step.milestone == "picture":
            previews.append(step.preview().energies)
    final = step.pes.energies
    free = ~step.pes.masked
    off = [np.abs(preview - final)[free].mean() for preview in previews]
    assert off[0] > off[1] > off[2] == 0
    assert off[1] < 0.1 * final[free].mean()


def test_a_preview_is_a_whole_landscape_that_says_what_it_is():
    step = next(iter(scan_steps(load("gallery:Li3N"), potential("toy-network-3d"))))
    preview = step.preview()
    assert "preview" in preview.warnings[0].lower()
    assert 0 <= Landscape(preview).xi_estimate <= 1
    assert np.isnan(Landscape(preview).xi), "nothing is exact yet"


def test_energy_limited_scan_equals_the_full_one_below_the_limit():
    crystal, model = golden("licl").crystal, Tabulated(golden("licl").pes())
    full = Landscape(result(crystal, model), "paper")
    limited = Landscape(result(crystal, model, up_to=0.6), "paper")
    assert limited.pes.n_evaluated <= 0.2 * full.pes.n_evaluated
    at = np.array([0.1, 0.2, 0.3, 0.4, 0.5, 0.54])
    for kind in ("connected", "disconnected"):
        assert np.array_equal(limited.free_volume(at, kind), full.free_volume(at, kind))
        assert np.isnan(limited.free_volume(1.0, kind))
    assert limited.xi == full.xi
    assert limited.mpe == pytest.approx(full.mpe, abs=1e-5)
    assert limited.percolation.e_3d is None
    assert full.percolation.e_3d > 0.6
    assert limited.pes.predicted[limited.pes.energies >= 0.6].any()
    assert not limited.pes.predicted[limited.pes.energies < 0.6].any()
    assert limited.percolation_estimate.e_3d == pytest.approx(full.percolation.e_3d, abs=0.1)
    plain = limited.to_dict()
    assert plain["fv"]["connected"][-1] is None
    assert plain["fv"]["connected_estimate"][-1] == pytest.approx(full.free_volume(4.0), rel=0.1)
    assert plain["E_3D_estimate_eV"] == limited.percolation_estimate.e_3d
    assert "mpe_estimate_eV" not in plain, "it is known"
    report = plain["adaptive"]
    assert report["limit_eV"] == 0.6
    assert report["n_evaluated"] == limited.pes.n_evaluated < report["n_unique"] == full.pes.n_evaluated
    assert report["n_audited"] > 0


@pytest.mark.parametrize("key", ["Li3N", "Li3OCl", "LiF"])
def test_a_barrier_above_the_limit_is_not_a_number(key):
    known = pesviz.open(GALLERY / f"{key}.h5").pes
    crystal, model = known.crystal, Tabulated(known)
    full, limited = Landscape(result(crystal, model)), Landscape(result(crystal, model, up_to=0.6))
    assert full.mpe > 0.6
    assert limited.mpe == np.inf
    said = limited.to_dict()
    assert said["mpe_eV"] is None
    assert said["percolation"]["E_1D_eV"] is None
    assert said["beyond"] == dict.fromkeys(("mpe_eV", "E_1D_eV", "E_2D_eV", "E_3D_eV"), "> 0.6 eV")
    assert full.to_dict()["beyond"] == {}
    low = full.pes.energies < 0.599
    assert np.abs(limited.pes.energies - full.pes.energies, where=low, out=np.zeros(low.shape)).max() < 1e-5
    assert not (limited.pes.energies < 0.599)[~low].any()
    assert limited.xi == pytest.approx(full.xi, abs=1e-9)
    limited.check_threshold(1.0)  # predicted
    limited.check_threshold(0.6)
    full.check_threshold(4.0)


def test_estimate_without_a_potential():
    crystal = load("gallery:Li3N")
    n_points, n_unique = estimate(crystal)
    pes = result(crystal, potential("toy-network-3d"))
    assert (n_points, n_unique) == (pes.n_points, pes.n_evaluated)


def test_too_large_scans_say_how_long_they_would_take():
    crystal, model = load("gallery:Li3N"), potential("toy-network-3d")
    with pytest.raises(ScanTooLargeError, match=r"\(limit 100\) and would take .*--force"):
        next(iter(scan_steps(crystal, model, ScanSettings(max_points=100))))
    assert result(crystal, model, max_points=100, force=True).n_evaluated > 100


def test_every_point_masked():
    with pytest.raises(SettingsError, match="smaller R_min"):
        next(iter(scan_steps(load("gallery:LiF"), potential("toy-network-3d"), ScanSettings(r_min=4.0))))


class OnlySodium(EnergyModel):
    info = Small("toy-network-3d").info.__class__("na", "Sodium only", "1", frozenset({11}))

    def energies(self, framework, mobile_number, positions):
        raise AssertionError("never reached")

    def calculator(self) -> Calculator:
        raise AssertionError("never reached")


def test_unknown_elements_are_named():
    with pytest.raises(UnknownElementError, match="Li, N"):
        next(iter(scan_steps(load("gallery:Li3N"), OnlySodium())))


def test_a_site_far_from_the_minimum_is_reported():
    pes = result(load("gallery:LiF"), potential("toy-channel-1d"), spacing=0.5)
    assert not pes.warnings
    shifted = load("gallery:LiF")
    shifted.atoms.positions[0] += [0.9, 0.5, 0.3]
    warnings = result(shifted, potential("toy-network-3d"), spacing=0.5).warnings
    assert any("from the site" in w and "relax" in w for w in warnings)


def test_killed_and_resumed_to_the_last_bit(tmp_path):
    folder = tmp_path / "checkpoint"
    process = subprocess.Popen(
        [sys.executable, "-c", SLOW, str(folder), "gallery:Li3N", ""],
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONPATH": "."},
    )
    for line in process.stdout:
        if int(line.split()[0]) > 60:
            break
    process.send_signal(signal.SIGKILL)
    process.wait()
    chunks = len(list(folder.glob("chunk-*.npz")))
    assert chunks >= 3
    (folder / "chunk-000001.npz").write_bytes(b"torn")  # a torn chunk is computed anew
    (folder / "chunk-000999.part").write_bytes(b"left behind")
    crystal = load("gallery:Li3N")
    *_, resumed = scan_steps(crystal, Small("toy-network-3d"), ScanSettings(), folder)
    whole = result(crystal, Small("toy-network-3d"))
    assert np.array_equal(resumed.pes.energies, whole.energies)
    assert np.array_equal(resumed.pes.minimum_energies, whole.minimum_energies)
    assert resumed.pes.n_evaluated == whole.n_evaluated


def test_an_adaptive_scan_killed_in_a_round_resumes_to_the_last_bit(tmp_path):
    folder = tmp_path / "checkpoint"
    process = subprocess.Popen(
        [sys.executable, "-c", SLOW, str(folder), "gallery:LiCl-wurtzite", "0.1"],
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONPATH": "."},
    )
    pictures = 0
    for line in process.stdout:
        pictures += "picture" in line
        if pictures == 3 and "picture" not in line:  # a round has begun and is not complete
            break
    process.send_signal(signal.SIGKILL)
    process.wait()
    crystal, settings = load("gallery:LiCl-wurtzite"), ScanSettings(up_to=0.1)
    *_, whole = scan_steps(crystal, Small("toy-network-3d"), settings)
    assert sum(len(np.load(path)["energies"]) for path in folder.glob("chunk-*.npz")) < whole.pes.n_evaluated
    *_, resumed = scan_steps(crystal, Small("toy-network-3d"), settings, folder)
    assert np.array_equal(resumed.pes.energies, whole.pes.energies)
    assert np.array_equal(resumed.pes.predicted, whole.pes.predicted)
    assert resumed.pes.provenance["adaptive"] == whole.pes.provenance["adaptive"]


def test_a_checkpoint_of_another_scan_is_refused(tmp_path):
    crystal, model = load("gallery:Li3N"), potential("toy-network-3d")
    next(iter(scan_steps(crystal, model, ScanSettings(), tmp_path)))
    with pytest.raises(CheckpointError, match="another structure, potential or settings"):
        next(iter(scan_steps(crystal, model, ScanSettings(r_min=1.0), tmp_path)))
    with pytest.raises(CheckpointError):
        next(iter(scan_steps(crystal, potential("toy-plane-2d"), ScanSettings(), tmp_path)))
    # Another limit of points is the same scan.
    next(iter(scan_steps(crystal, model, ScanSettings(max_points=10**6), tmp_path)))


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full to stand for a full disk")
def test_a_full_disk_stops_with_a_sentence(tmp_path, monkeypatch):
    opened = Path.open
    monkeypatch.setattr("pesviz.pes.checkpoint.INTERVAL_S", 0.0)

    def full(self, mode="r", *args, **kwargs):
        return opened(
            Path("/dev/full") if self.suffix == ".part" and "chunk" in self.name else self, mode, *args, **kwargs
        )

    monkeypatch.setattr(Path, "open", full)
    with pytest.raises(CheckpointError, match=r"No space left.*last finished chunk") as caught:
        list(scan_steps(load("gallery:Li3N"), potential("toy-network-3d"), ScanSettings(), tmp_path))
    assert caught.value.__cause__.errno == errno.ENOSPC


def test_closing_the_generator_cancels():
    steps = scan_steps(load("gallery:Li3N"), Small("toy-network-3d"))
    next(steps)
    steps.close()
    with pytest.raises(StopIteration):
        next(steps)
