"""Checkpoints: the plan of chunks they keep, and what they leave alone."""

from __future__ import annotations

import json

import numpy as np
import pytest

from pesviz.errors import CheckpointError
from pesviz.pes import ScanSettings, scan_steps
from pesviz.pes.checkpoint import Checkpoint
from pesviz.pes.identity import scan_key
from pesviz.potentials import potential
from pesviz.structure import load


@pytest.fixture(autouse=True)
def every_chunk_at_once(monkeypatch):
    """Chunks go to disk as they come, so that tests need not wait a second for them."""
    monkeypatch.setattr("pesviz.pes.checkpoint.INTERVAL_S", 0.0)


Toy = type(potential("toy-network-3d"))


class Chunks(Toy):
    """A real toy with a chunk size of its own that counts what it evaluates."""

    def __init__(self, size: int) -> None:
        super().__init__("toy-network-3d")
        self.size, self.evaluated = size, 0

    def chunk_size(self, framework):
        return self.size

    def evaluate(self, state, positions):
        self.evaluated += len(positions)
        return super().evaluate(state, positions)


def test_a_resumed_scan_keeps_the_chunks_of_the_first(tmp_path):
    crystal, first = load("gallery:Li3N"), Chunks(16)
    steps = scan_steps(crystal, first, ScanSettings(), tmp_path)
    done = [next(steps).done for _ in range(8)][-1]
    steps.close()
    second = Chunks(50)  # another machine, another best size
    *_, last = scan_steps(crystal, second, ScanSettings(), tmp_path)
    rest, sites = last.pes.n_evaluated - done, last.pes.provenance["unique_ions"]
    assert second.evaluated == rest + sites, "nothing but the rest, and each site's own energy"
    *_, whole = scan_steps(crystal, Chunks(16), ScanSettings())
    assert np.array_equal(last.pes.energies, whole.pes.energies)


def test_the_key_tells_apart_what_changes_energies():
    crystal, info = load("gallery:Li3N"), potential("toy-network-3d").info
    key = scan_key(crystal, info, ScanSettings())
    moved = load("gallery:Li3N")
    moved.atoms.positions[0, 0] += 1e-12
    assert key == scan_key(load("gallery:Li3N"), info, ScanSettings(max_points=5, force=True))
    assert key == scan_key(load("gallery:Li3N"), info, ScanSettings(up_to=0.6)), "limits share their energies"
    others = [
        scan_key(moved, info, ScanSettings()),
        scan_key(crystal, potential("toy-plane-2d").info, ScanSettings()),
        *(
            scan_key(crystal, info, ScanSettings(**o))
            for o in ({"spacing": 0.3}, {"symmetry": False}, {"r_min": 1.0})
        ),
    ]
    assert len({key, *others}) == 6


def test_discarding_leaves_other_files_alone(tmp_path):
    checkpoint = Checkpoint(tmp_path / "scan", "key", {0: 4})
    indices = np.array([[0, 1], [0, 2]])
    checkpoint.write(indices, np.array([1.0, 2.0]))
    ((points, energies),) = checkpoint.energies()
    assert np.array_equal(points, indices)
    assert energies.tolist() == [1.0, 2.0]
    (tmp_path / "scan" / "notes.txt").write_text("mine")
    checkpoint.discard()
    assert [p.name for p in (tmp_path / "scan").iterdir()] == ["notes.txt"]
    empty = Checkpoint(tmp_path / "other", "key", {0: 4})
    empty.discard()
    assert not (tmp_path / "other").exists()


def test_a_torn_header_is_no_checkpoint_of_this_scan(tmp_path):
    (tmp_path / "scan.json").write_text("{")
    with pytest.raises(CheckpointError, match="start anew"):
        Checkpoint(tmp_path, "key", {0: 4})


def test_another_device_goes_on_and_is_noted(tmp_path):
    crystal, settings = load("gallery:Li3N"), ScanSettings()
    steps = scan_steps(crystal, Chunks(16), settings, tmp_path)
    done = [next(steps).done for _ in range(5)][-1]
    steps.close()
    elsewhere = Chunks(16)
    elsewhere.device = "cuda:1"  # as a toy on a GPU would call it
    *_, last = scan_steps(crystal, elsewhere, settings, tmp_path)
    assert elsewhere.evaluated < last.pes.n_evaluated, "the chunks of the other device are kept"
    assert done + elsewhere.evaluated == last.pes.n_evaluated + last.pes.provenance["unique_ions"]
    assert last.pes.provenance["devices"] == ["cpu", "cuda"]
    assert any("cpu and cuda" in warning for warning in last.pes.warnings)
    *_, again = scan_steps(crystal, Chunks(16), settings, tmp_path)
    assert again.pes.provenance["devices"] == ["cpu", "cuda"], "whoever comes later is told, too"
    *_, alone = scan_steps(crystal, Chunks(16), settings)
    assert alone.pes.provenance["devices"] == ["cpu"]
    assert not any("last digits" in warning for warning in alone.pes.warnings)


def test_a_checkpoint_from_before_devices_were_noted(tmp_path):
    Checkpoint(tmp_path, "key", {0: 4}, ["cpu"]).write(np.array([[0, 1]]), np.array([1.0]))
    header = tmp_path / "scan.json"
    described = json.loads(header.read_text())
    del described["devices"]
    header.write_text(json.dumps(described))
    assert Checkpoint(tmp_path, "key", {0: 8}, ["cpu"]).devices == ("cpu",)
    assert json.loads(header.read_text())["devices"] == ["cpu"]
    assert Checkpoint(tmp_path, "key", {0: 8}, ["cpu"]).chunk_sizes == {0: 4}


def test_chunks_wait_for_each_other_and_go_into_one_file(tmp_path, monkeypatch):
    monkeypatch.setattr("pesviz.pes.checkpoint.INTERVAL_S", 3600.0)
    checkpoint = Checkpoint(tmp_path, "key", {0: 4})
    for n in range(3):
        checkpoint.write(np.array([[0, n]]), np.array([float(n)]))
    assert list(tmp_path.glob("chunk-*")) == [], "a short scan writes nothing"
    checkpoint.flush()
    ((points, energies),) = Checkpoint(tmp_path, "key", {0: 4}).energies()
    assert points[:, 1].tolist() == energies.tolist() == [0, 1, 2]


def test_a_cancelled_scan_keeps_what_waits(tmp_path, monkeypatch):
    monkeypatch.setattr("pesviz.pes.checkpoint.INTERVAL_S", 3600.0)
    crystal = load("gallery:Li3N")
    steps = scan_steps(crystal, Chunks(16), ScanSettings(), tmp_path)
    done = [next(steps).done for _ in range(8)][-1]
    steps.close()
    second = Chunks(16)
    *_, last = scan_steps(crystal, second, ScanSettings(), tmp_path)
    assert second.evaluated == last.pes.n_evaluated - done + last.pes.provenance["unique_ions"]


@pytest.mark.parametrize(
    "content",
    [
        "",
        "[1, 2]",
        "{}",
        '{"key": "key"}',
        '{"key": "key", "chunk_sizes": []}',
        '{"key": "key", "chunk_sizes": [[0, 0]]}',
    ],
)
def test_a_damaged_header_is_named_as_such(tmp_path, content):
    (tmp_path / "scan.json").write_text(content)
    with pytest.raises(CheckpointError, match=r"damaged.*start anew"):
        Checkpoint(tmp_path, "key", {0: 4})


def test_damaged_chunks_are_evaluated_anew(tmp_path):
    crystal = load("gallery:Li3N")
    steps = scan_steps(crystal, Chunks(16), ScanSettings(), tmp_path)
    _ = [next(steps).done for _ in range(8)]
    steps.close()
    np.savez(tmp_path / "chunk-000001.npz", indices=np.array([[0, 10**9]]), energies=np.array([1.0]))
    np.savez(tmp_path / "chunk-000002.npz", indices=np.array([[0, 3]]), energies=np.array([np.nan]))
    np.savez(tmp_path / "chunk-000003.npz", indices=np.array([["a", "b"]]), energies=np.array([1.0]))
    (tmp_path / "chunk-abc.npz").write_bytes(b"what is this")
    *_, last = scan_steps(crystal, Chunks(16), ScanSettings(), tmp_path)
    *_, whole = scan_steps(crystal, Chunks(16), ScanSettings())
    assert np.array_equal(last.pes.energies, whole.pes.energies)


def test_a_killed_scan_goes_on_from_the_earlier_result_it_began_with(tmp_path):
    entry, settings = load("gallery:LiCl-wurtzite"), ScanSettings(up_to=0.2)
    *_, first = scan_steps(entry, Chunks(16), ScanSettings(up_to=0.1))
    *_, undisturbed = scan_steps(entry, Chunks(16), settings, known=first.pes)
    steps = scan_steps(entry, Chunks(16), settings, tmp_path, known=first.pes)
    for step in steps:
        if step.done > first.pes.n_evaluated + 50:
            break
    steps.close()
    *_, resumed = scan_steps(entry, Chunks(16), settings, tmp_path)  # the file of the earlier result may be gone
    assert np.array_equal(resumed.pes.energies, undisturbed.pes.energies)
    assert np.array_equal(resumed.pes.predicted, undisturbed.pes.predicted)
