"""Any ASE calculator by name."""

from __future__ import annotations

import numpy as np
import pytest

from pesviz.errors import PotentialError
from pesviz.potentials import list_potentials, potential
from tests.potentials.crystals import free_positions, sodium_chloride_like


def test_lennard_jones_by_name_gives_its_energies():
    from ase.calculators.lj import LennardJones

    framework = sodium_chloride_like()[1:]
    positions = free_positions(framework, 4)
    energies = potential("ase:ase.calculators.lj:LennardJones").energies(framework, 3, positions)
    for energy, position in zip(energies, positions, strict=True):
        atoms = framework.copy()
        atoms.append("Li")
        atoms.positions[-1] = position
        atoms.calc = LennardJones()
        assert energy == pytest.approx(atoms.get_potential_energy(), abs=1e-12)


def test_a_calculator_of_ones_own(tmp_path, monkeypatch):
    (tmp_path / "mine.py").write_text(
        "from ase.calculators.morse import MorsePotential\n__version__ = '3.1'\n"
        "def make():\n    return MorsePotential(epsilon=0.2)\n"
    )
    monkeypatch.syspath_prepend(tmp_path)
    model = potential("ase:mine:make")
    assert (model.name, model.version, model.info.web) == ("ase:mine:make", "3.1", False)
    framework = sodium_chloride_like()[1:]
    assert np.isfinite(model.energies(framework, 3, free_positions(framework, 2))).all()


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("ase:", "does not name a module"),
        ("ase:ase.calculators.lj", "does not name a module"),
        ("ase:no_such_module_here:make", "cannot be imported"),
        ("ase:ase.calculators.lj:LenardJones", "has no 'LenardJones'"),
        ("ase:ase.build:bulk", "without arguments failed"),
        ("ase:collections:OrderedDict", "not an ASE calculator"),
    ],
)
def test_what_cannot_work_says_why(name, words):
    with pytest.raises(PotentialError, match=words):
        potential(name)


def test_calculators_are_never_listed_for_the_web():
    assert not any(status.info.name.startswith("ase:") for status in list_potentials())
