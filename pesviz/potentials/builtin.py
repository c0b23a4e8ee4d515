"""Registration of pesviz's own potentials; each is imported when it is loaded."""

from __future__ import annotations

from collections.abc import Iterable
from importlib.util import find_spec

from pesviz.potentials.cards import CHGNET, M3GNET, SEVENNETS
from pesviz.potentials.model import EnergyModel
from pesviz.potentials.registry import PotentialStatus, register, register_family
from pesviz.potentials.toy import AMPLITUDES, ToyModel, toy_info
from pesviz.potentials.weights import M3GNET_MP_2021, find_weights, install_hint


def _needs(module: str, command: str) -> str:
    return "" if find_spec(module) is not None else f"Install it with `{command}`."


@register(M3GNET, missing=lambda: "" if find_weights(M3GNET_MP_2021) else install_hint(M3GNET.name))
def _m3gnet(device: str) -> EnergyModel:
    from pesviz.potentials.networks.m3gnet import M3GNetModel

    return M3GNetModel(device)


@register(CHGNET, missing=lambda: _needs("chgnet", "pip install chgnet"))
def _chgnet(device: str) -> EnergyModel:
    from pesviz.potentials.networks.chgnet import CHGNetModel

    return CHGNetModel(device)


def _register_sevennets() -> None:
    for info, _, _ in SEVENNETS.values():

        @register(info, missing=lambda: _needs("sevenn", "pip install 'pesviz[sevennet]'"))
        def _sevennet(device: str, name: str = info.name) -> EnergyModel:
            from pesviz.potentials.networks.sevennet import SevenNetModel

            return SevenNetModel(name, device)


_register_sevennets()


def _register_toys() -> None:
    for name in AMPLITUDES:

        @register(toy_info(name))
        def _toy(device: str, name: str = name) -> EnergyModel:  # noqa: ARG001 - numpy on the CPU is enough
            return ToyModel(name)


_register_toys()


@register_family("ase", "ase:module:callable")
def _ase(suffix: str, device: str) -> EnergyModel:  # noqa: ARG001 - the calculator chooses its own device
    from pesviz.potentials.adapters.ase_calculator import calculator_from_path

    return calculator_from_path(suffix)


def _local_matgl() -> Iterable[PotentialStatus]:
    from pesviz.potentials.adapters.matgl_folders import local_models

    return local_models()


@register_family("matgl", "matgl:NAME|PATH", local_members=_local_matgl)
def _matgl(suffix: str, device: str) -> EnergyModel:
    from pesviz.potentials.adapters.matgl import load_matgl

    return load_matgl(suffix, device)
