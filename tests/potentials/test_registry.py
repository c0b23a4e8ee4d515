"""The registry: names, messages, laziness, plug-ins."""

from __future__ import annotations

import subprocess
import sys
from importlib.metadata import EntryPoint

import pytest

from pesviz.errors import PotentialError, SettingsError
from pesviz.potentials import (
    EnergyModel,
    PotentialInfo,
    default_potential,
    list_potentials,
    potential,
    register,
    registry,
)
from pesviz.potentials.toy import ToyModel


def test_list_has_the_built_in_potentials_once_each():
    names = [status.info.name for status in list_potentials()]
    assert {"chgnet", "toy-channel-1d", "toy-plane-2d", "toy-network-3d"} <= set(names)
    assert len(names) == len(set(names))


def test_toys_are_offered_on_the_web_page_and_always_installed():
    toys = [status for status in list_potentials() if status.info.name.startswith("toy-")]
    assert len(toys) == 3
    assert all(status.installed and status.info.web and not status.hint for status in toys)


def test_listing_loads_no_heavy_library():
    code = (
        "import sys; from pesviz.potentials import list_potentials, default_potential; list_potentials();"
        "default_potential(); "
        "print(sorted({'torch', 'chgnet', 'sevenn', 'matgl', 'pymatgen', 'e3nn'} & set(sys.modules)))"
    )
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert shown.stdout.strip() == "[]"


def test_unknown_name_suggests_the_closest():
    with pytest.raises(PotentialError, match="Did you mean chgnet"):
        potential("chgnett")
    with pytest.raises(PotentialError, match="toy-channel-1d"):
        potential("toy-chanel-1d")


def test_unknown_device_is_refused_before_anything_is_loaded():
    with pytest.raises(SettingsError, match="no device 'tpu'"):
        potential("toy-channel-1d", device="tpu")


def test_auto_is_the_default_potential():
    model = potential("auto", device="cpu")
    assert model.name == default_potential()


def test_a_missing_package_names_the_command(monkeypatch):
    info = PotentialInfo(name="needs-more", title="Needs more", version="1", elements=frozenset({3}))
    monkeypatch.setattr(registry, "_ENTRIES", dict(registry._ENTRIES))

    @register(info, missing=lambda: "Install it with `pip install pesviz[more]`.")
    def _load(device: str) -> EnergyModel:
        raise AssertionError(device)

    with pytest.raises(PotentialError, match=r"not installed.*pip install pesviz\[more\]"):
        potential("needs-more")
    (status,) = [s for s in list_potentials() if s.info.name == "needs-more"]
    assert not status.installed


def test_entry_points_of_other_packages_are_read(monkeypatch, tmp_path):
    (tmp_path / "someones_potential.py").write_text(
        "from pesviz.potentials import PotentialInfo, register\n"
        "from pesviz.potentials.toy import ToyModel\n"
        "INFO = PotentialInfo(name='theirs', title='Theirs', version='7', elements=frozenset({3}))\n"
        "@register(INFO)\n"
        "def load(device):\n"
        "    return ToyModel('toy-plane-2d')\n"
    )
    monkeypatch.syspath_prepend(tmp_path)
    points = [
        EntryPoint("theirs", "someones_potential:load", registry.ENTRY_POINT_GROUP),
        EntryPoint("broken", "no_such_module_at_all:load", registry.ENTRY_POINT_GROUP),
    ]
    monkeypatch.setattr(registry, "entry_points", lambda group: points)
    monkeypatch.setattr(registry, "_ENTRIES", dict(registry._ENTRIES))
    monkeypatch.setattr(registry, "_PLUGIN_ERRORS", {})
    monkeypatch.setattr(registry, "_PLUGINS_LOADED", [])
    assert "theirs" in [status.info.name for status in list_potentials()]
    assert isinstance(potential("theirs"), ToyModel)
    with pytest.raises(PotentialError, match=r"plug-in.*no_such_module_at_all"):
        potential("broken")
