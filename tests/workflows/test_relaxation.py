"""The relaxed structure of an unfinished scan on disk."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pesviz import load, potential
from pesviz.pes import ScanSettings
from pesviz.pes.identity import scan_key
from pesviz.workflows.progress import run
from pesviz.workflows.relaxation import RelaxedStructure, relaxation_steps


def test_a_relaxed_structure_is_exact_to_the_last_bit(tmp_path, rng):
    given, model, settings = load("gallery:LiF"), potential("toy-network-3d"), ScanSettings()
    atoms = given.atoms.copy()
    atoms.positions += rng.normal(scale=0.1, size=atoms.positions.shape)
    atoms.set_cell(atoms.cell.array * 1.0123456789, scale_atoms=False)
    relaxed = replace(given, atoms=atoms, notes=("Relaxed.",))
    result = tmp_path / "new" / "LiF.h5"
    file = RelaxedStructure.beside(result, given, model, settings, "cell")
    assert file.read(given) is None
    file.write(relaxed)
    again = RelaxedStructure.beside(result, given, model, settings, "cell").read(given)
    assert again.notes == ("Relaxed.",)
    assert scan_key(again, model.info, settings) == scan_key(relaxed, model.info, settings)
    for other in (
        RelaxedStructure.beside(result, given, model, settings, "positions"),
        RelaxedStructure.beside(result, relaxed, model, settings, "cell"),
    ):
        assert other.read(given) is None, "another relaxation, or another structure to begin with"
    file.discard()
    assert list(result.parent.iterdir()) == []


def test_a_structure_is_relaxed_once(tmp_path):
    from ase.build import bulk
    from ase.calculators.emt import EMT

    from pesviz.potentials.adapters.ase_calculator import model_of_calculator
    from pesviz.structure.crystal import Crystal

    atoms = bulk("Cu", cubic=True, a=3.7)
    atoms.numbers[0] = 47
    crystal, model = Crystal(atoms, "Ag", (0,)), model_of_calculator(EMT())
    file = RelaxedStructure.beside(tmp_path / "alloy.h5", crystal, model, ScanSettings(), "cell")
    events = []
    relaxed = run(relaxation_steps(crystal, model, "cell", file), events.append)
    assert {event.stage for event in events} == {"relaxing"}
    assert events[-1].payload.converged
    assert events[-1].payload.crystal is relaxed
    again = run(relaxation_steps(crystal, model, "cell", file), pytest.fail)
    assert again.atoms.positions.tobytes() == relaxed.atoms.positions.tobytes()
    assert run(relaxation_steps(crystal, model, "none"), pytest.fail) is crystal
