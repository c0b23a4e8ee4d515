"""The scan workflow: files, resuming, limits; and `pesviz.scan`."""

from __future__ import annotations

import numpy as np
import pytest

from pesviz import open as open_result
from pesviz.errors import PotentialError, SettingsError
from pesviz.pes import ScanSettings
from pesviz.pes.cost import DEFAULT_LIMIT_EV, ScanCost
from pesviz.potentials import potential
from pesviz.structure import load
from pesviz.workflows.landscape_steps import ScanStep
from pesviz.workflows.scan import ScanWorkflow, scan
from tests.workflows.toys import Counting, Small, crystal


def notes(events) -> list[str]:
    return [event.message for event in events if event.stage == "note"]


def test_the_result_is_written_and_the_checkpoint_is_gone(tmp_path):
    result, events = tmp_path / "new" / "toy.h5", []
    landscape = ScanWorkflow(crystal(), Small("toy-network-3d"), result=result).run(events.append)
    assert [path.name for path in result.parent.iterdir()] == ["toy.h5"]
    assert open_result(result).mpe == landscape.mpe == pytest.approx(0.2, abs=0.01)
    steps = [event for event in events if isinstance(event.payload, ScanStep)]
    assert steps[-1].payload.estimate.landscape is landscape
    assert steps[-1].done == steps[-1].total == landscape.pes.n_evaluated
    assert events[0].stage == "scanning"
    assert "Li2Cl2 with " in events[0].message or "LiCl with " in events[0].message


def test_a_result_that_answers_is_not_evaluated_again(tmp_path):
    result, events = tmp_path / "toy.h5", []
    first = ScanWorkflow(crystal(), Small("toy-network-3d"), result=result).run()
    model = Counting()
    again = ScanWorkflow(crystal(), model, ScanSettings(up_to=0.3), result=result).run(events.append)
    assert model.n_energies == 0
    assert again.mpe == first.mpe
    assert any("nothing is to be evaluated" in note for note in notes(events))


def test_a_lower_limit_is_gone_on_from(tmp_path):
    entry, result, events = load("gallery:LiCl-wurtzite"), tmp_path / "LiCl.h5", []
    first = ScanWorkflow(entry, Small("toy-network-3d"), ScanSettings(up_to=0.1), result=result).run()
    model = Counting()
    whole = ScanWorkflow(entry, model, result=result).run(events.append)
    assert any("Going on from the" in note for note in notes(events))
    assert whole.up_to is None
    assert model.n_energies < whole.pes.n_evaluated
    np.testing.assert_array_equal(whole.pes.energies, scan(entry, Small("toy-network-3d")).pes.energies)
    assert first.up_to == 0.1


def test_a_scan_that_was_closed_goes_on_to_the_same_bits(tmp_path):
    whole = ScanWorkflow(crystal(), Counting()).run()
    workflow = ScanWorkflow(crystal(), Counting(), result=tmp_path / "toy.h5")
    steps = workflow.steps()
    while not (isinstance((event := next(steps)).payload, ScanStep) and event.done > 100):
        pass
    steps.close()
    assert not workflow.result.exists()
    assert (tmp_path / "toy.checkpoint").is_dir()
    model = Counting()
    landscape = ScanWorkflow(crystal(), model, result=tmp_path / "toy.h5").run()
    assert 0 < model.n_energies <= whole.pes.n_evaluated - 100 + 1  # one more looks at the ion's own site
    assert landscape.pes.energies.tobytes() == whole.pes.energies.tobytes()
    assert [path.name for path in tmp_path.iterdir()] == ["toy.h5"]


def test_a_checkpoint_may_be_left_to_the_caller(tmp_path):
    folder = tmp_path / "chunks"
    steps = ScanWorkflow(crystal(), Small("toy-network-3d"), checkpoint=folder, keep_checkpoint=True).steps()
    while not isinstance((event := next(steps)).payload, ScanStep) or event.done < 100:
        pass
    steps.close()
    ScanWorkflow(crystal(), Small("toy-network-3d"), checkpoint=folder, keep_checkpoint=True).run()
    assert any(folder.iterdir())
    ScanWorkflow(crystal(), Small("toy-network-3d"), checkpoint=folder).run()
    assert not folder.exists()


def test_a_long_scan_is_given_a_limit(monkeypatch):
    entry, events = load("gallery:LiCl-wurtzite"), []
    monkeypatch.setattr("pesviz.pes.cost.LONG_SCAN_S", 0.0)
    workflow = ScanWorkflow(entry, Small("toy-network-3d"), limit_long_scans=True)
    landscape = workflow.run(events.append)
    (cost,) = (event.payload for event in events if isinstance(event.payload, ScanCost))
    assert cost.is_long
    assert landscape.pes.settings.up_to == DEFAULT_LIMIT_EV
    monkeypatch.setattr("pesviz.pes.cost.LONG_SCAN_S", 1e9)
    assert workflow.run().pes.settings.up_to is None
    events.clear()
    ScanWorkflow(entry, Small("toy-network-3d"), ScanSettings(up_to=0.1), limit_long_scans=True).run(events.append)
    assert "estimating" not in {event.stage for event in events}


def test_a_loaded_model_is_taken_as_it_is():
    model = potential("toy-channel-1d")
    landscape = scan(crystal(), model, up_to=0.3)
    assert landscape.pes.potential["name"] == "toy-channel-1d"


def test_some_ions_and_their_note():
    landscape = scan("gallery:Li3N", "toy-network-3d", ions=(1,))
    assert landscape.pes.n_ions == 1
    assert "ion 1 of 3 Li was scanned" in landscape.pes.crystal.notes[-1]


def test_an_ase_calculator_is_a_potential():
    from ase.calculators.lj import LennardJones

    landscape = scan(crystal(), LennardJones(sigma=1.0, rc=3.0), up_to=0.3)
    assert landscape.pes.potential["title"] == "LennardJones (ASE)"
    with pytest.raises(PotentialError, match="no potential"):
        scan(crystal(), 3.5)


def test_nonsense_in_python_is_a_sentence_too():
    for options in ({"up_to": "0.6"}, {"at_most": 1.0}, {"up_to": 2.0, "until": "mpe", "at_most": 1.0}):
        with pytest.raises(SettingsError):
            scan(crystal(), "toy-network-3d", **options)
