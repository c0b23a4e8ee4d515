"""matgl: the reference energy, networks with three-body terms, and what is refused."""

from __future__ import annotations

import json
import shutil
import warnings

import numpy as np
import pytest
from ase.io import read

from pesviz.errors import PotentialError
from pesviz.potentials import list_potentials, potential
from pesviz.potentials.adapters.ase_calculator import CalculatorModel
from pesviz.potentials.adapters.matgl import MatglModel
from tests.potentials.crystals import free_positions, sodium_chloride_like

matgl = pytest.importorskip("matgl", reason="the extra `matgl` is not installed")

TENSORNET = "TensorNet-MatPES-PBE-v2025.1-PES"


@pytest.fixture(scope="module")
def folder(shared_data):
    return shared_data / "matgl" / TENSORNET


def own_energies(model, framework, positions):
    atoms = framework.copy()
    atoms.append("Li")
    atoms.calc = model.calculator()
    energies = []
    for position in positions:
        atoms.positions[-1] = position
        energies.append(float(atoms.get_potential_energy()))
    return energies


def save_random(tmp_path, network, **options):
    """Save a potential with random weights as matgl does."""
    from matgl.apps.pes import Potential

    target = tmp_path / "random-PES"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        Potential(network, element_refs=np.linspace(-1, 1, len(network.element_types)), **options).save(target)
    return target


def test_wurtzite_lithium_chloride_has_the_reference_energy(shared_data, folder):
    model = potential(f"matgl:{folder}", device="cpu")
    atoms = read(shared_data / "structures" / "LiCl-wurtzite.cif")
    (energy,) = model.energies(atoms[1:], 3, atoms.positions[:1])
    assert energy == pytest.approx(-14.0833, abs=2e-4)  # matgl's own calculator gives -14.08341 here
    assert energy == pytest.approx(own_energies(model, atoms[1:], atoms.positions[:1])[0], abs=1e-5)


def test_a_name_is_looked_for_in_the_weights_folders(shared_data, monkeypatch):
    monkeypatch.setenv("PESVIZ_WEIGHTS", str(shared_data))
    model = potential(f"matgl:{TENSORNET}", device="cpu")
    assert isinstance(model, MatglModel)
    assert (model.name, model.info.web, len(model.elements)) == (f"matgl:{TENSORNET}", False, 89)
    assert len(model.info.weights_sha256) == 64


def test_a_network_with_angles_agrees_with_matgls_own_calculator(tmp_path):
    import torch
    from matgl.models import M3GNet

    torch.manual_seed(3)
    network = M3GNet(element_types=("Li", "O", "Cl"), is_intensive=False)
    model = potential(f"matgl:{save_random(tmp_path, network, data_std=100.0)}", device="cpu")
    assert isinstance(model, MatglModel)
    framework = sodium_chloride_like()[1:]
    positions = free_positions(framework, 6)
    energies = model.energies(framework, 3, positions)
    assert np.ptp(energies) > 1e-3
    np.testing.assert_allclose(energies, own_energies(model, framework, positions), atol=1e-4)


def test_a_network_that_wants_more_than_bonds_goes_through_its_calculator(tmp_path):
    from matgl.models import CHGNet

    network = CHGNet(element_types=("Li", "O", "Cl"), is_intensive=False)
    model = potential(f"matgl:{save_random(tmp_path, network)}", device="cpu")
    assert isinstance(model, CalculatorModel)
    framework = sodium_chloride_like()[1:]
    assert np.isfinite(model.energies(framework, 3, free_positions(framework, 2))).all()


def test_a_potential_with_its_own_repulsion_goes_through_its_calculator(tmp_path):
    from matgl.models import TensorNet

    network = TensorNet(element_types=("Li", "Cl"), is_intensive=False, units=8)
    model = potential(f"matgl:{save_random(tmp_path, network, calc_repuls=True)}", device="cpu")
    assert isinstance(model, CalculatorModel)


def test_an_old_m3gnet_is_refused_with_the_reason(tmp_path):
    from matgl.models import M3GNet

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        target = save_random(tmp_path, M3GNet(element_types=("Li", "Cl"), is_intensive=False))
    potential(f"matgl:{target}", device="cpu")
    description = json.loads((target / "model.json").read_text())
    description["kwargs"]["model"]["@model_version"] = 1
    (target / "model.json").write_text(json.dumps(description))
    with pytest.raises(PotentialError, match=r"other end of each edge.*m3gnet-mp-2021"):
        potential(f"matgl:{target}", device="cpu")


def test_the_refitted_m3gnet_is_refused_by_its_name_too(tmp_path):
    from matgl.models import M3GNet

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        target = save_random(tmp_path, M3GNet(element_types=("Li", "Cl"), is_intensive=False))
    target.rename(tmp_path / "M3GNet-MP-2021.2.8-PES")
    with pytest.raises(PotentialError, match=r"evaluates 'M3GNet-MP-2021\.2\.8-PES' wrongly"):
        potential(f"matgl:{tmp_path / 'M3GNet-MP-2021.2.8-PES'}", device="cpu")


def test_what_cannot_be_loaded_says_why(tmp_path):
    from matgl.models import TensorNet

    with pytest.raises(PotentialError, match="names no potential"):
        potential("matgl:")
    with pytest.raises(PotentialError, match=r"no folder '\./no/such/folder'"):
        potential("matgl:./no/such/folder", device="cpu")
    copy = save_random(tmp_path, TensorNet(element_types=("Li", "Cl"), is_intensive=False, units=8))
    (copy / "state.pt").write_bytes(b"nonsense")
    with pytest.raises(PotentialError, match="matgl cannot load"):
        potential(f"matgl:{copy}", device="cpu")
    (copy / "model.json").write_text("[]")
    with pytest.raises(PotentialError, match="does not describe a model"):
        potential(f"matgl:{copy}", device="cpu")


def test_a_model_that_is_no_potential_is_refused(tmp_path):
    from matgl.models import MEGNet

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        MEGNet().save(tmp_path / "megnet")
    with pytest.raises(PotentialError, match="not an interatomic potential"):
        potential(f"matgl:{tmp_path / 'megnet'}", device="cpu")


def listed() -> dict:
    return {s.info.name: s for s in list_potentials() if s.info.name.startswith("matgl:")}


def test_models_in_the_folders_of_weights_are_listed_refused_ones_with_the_reason(shared_data, tmp_path, monkeypatch):
    from matgl.models import MEGNet

    monkeypatch.setenv("PESVIZ_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("PESVIZ_WEIGHTS", str(tmp_path))
    assert not listed()
    monkeypatch.setenv("PESVIZ_WEIGHTS", f"{tmp_path}:{shared_data}")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        MEGNet().save(tmp_path / "megnet")
    old = tmp_path / "M3GNet-old"
    shutil.copytree(shared_data / "matgl" / TENSORNET, old)
    description = json.loads((old / "model.json").read_text())
    description["kwargs"]["model"] |= {"@class": "M3GNet", "@model_version": 1}
    (old / "model.json").write_text(json.dumps(description))
    found = listed()
    assert set(found) == {f"matgl:{TENSORNET}", "matgl:M3GNet-old"}, "a model of another quantity is no potential"
    assert found[f"matgl:{TENSORNET}"].installed
    assert len(found[f"matgl:{TENSORNET}"].info.elements) == 89
    assert not found["matgl:M3GNet-old"].installed
    assert "other end of each edge" in found["matgl:M3GNet-old"].hint
