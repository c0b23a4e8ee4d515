"""The barrier workflow, on a crystal whose barriers are solved by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pesviz.dynamics.neb.barrier import NEBSettings, open_neb
from pesviz.errors import BarrierError
from pesviz.landscape import Landscape
from pesviz.potentials import potential
from pesviz.structure import load
from pesviz.workflows.barrier import BarrierWorkflow, barrier_file, checkpoint_file, easiest_ion
from pesviz.workflows.scan import scan
from tests.dynamics import gates

NAME = "ase:tests.dynamics.gates:Gates"


@pytest.fixture(scope="module")
def landscape() -> Landscape:
    return Landscape(gates.surface())


def test_the_barrier_is_written_once(landscape, tmp_path):
    events, file = [], tmp_path / "barrier.json"
    workflow = BarrierWorkflow(landscape, potential(NAME), NEBSettings(images=3, fmax=0.01), file)
    barrier = workflow.run(events.append)
    assert barrier.barrier == pytest.approx(gates.RELAXED, abs=2e-3)
    assert open_neb(file).barrier == barrier.barrier
    assert [path.name for path in tmp_path.iterdir()] == ["barrier.json"]
    assert [event.message for event in events if event.stage == "note"] == [f"35 atoms, 5 images. {barrier.place}"]
    assert events[-1].payload.result.barrier == barrier.barrier
    events.clear()
    assert workflow.run(events.append).barrier == barrier.barrier
    assert [event.message for event in events] == [f"{file} is there already."]
    other = replace(workflow, settings=NEBSettings(images=5))
    with pytest.raises(BarrierError, match="another barrier"):
        other.run()


def test_a_band_that_was_closed_goes_on(landscape, tmp_path):
    settings = NEBSettings(images=3)
    whole = BarrierWorkflow(landscape, potential(NAME), settings, tmp_path / "whole.json").run()
    workflow = BarrierWorkflow(landscape, potential(NAME), settings, tmp_path / "parts.json")
    steps = workflow.steps()
    while (event := next(steps)).payload is None or event.payload.stage != "band":
        pass
    steps.close()
    assert checkpoint_file(workflow.result).is_file()
    assert not workflow.result.exists()
    resumed = workflow.run()
    assert resumed.total_energies.tobytes() == whole.total_energies.tobytes()
    assert not checkpoint_file(workflow.result).exists()


def test_the_ion_with_the_lowest_barrier():
    landscape = scan(load("gallery:Li3N", mobile="Li"), "toy-network-3d", spacing=0.4)
    energies = [percolation.e_1d for percolation in landscape.percolation_per_ion]
    assert energies[easiest_ion(landscape)] == min(energies)


def test_a_barrier_lies_beside_its_scan(landscape, tmp_path):
    scan_file = landscape.save(tmp_path / "gates.h5")
    assert barrier_file(scan_file, landscape, NEBSettings()) == tmp_path / "gates-neb-ion0.json"
    settings = NEBSettings(ion=2, hop="bottleneck", direction=(0, 0, 1))
    assert barrier_file(tmp_path, landscape, settings) == tmp_path / "gates-neb-ion2-bottleneck-to0_0_1.json"
