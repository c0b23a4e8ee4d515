"""pesviz's own potentials: what is known of each without loading it, and how to load it."""

from __future__ import annotations

from importlib.util import find_spec

from pesviz.potentials.model import EnergyModel, PotentialInfo
from pesviz.potentials.registry import register, register_family
from pesviz.potentials.toy import AMPLITUDES, ToyModel, toy_info
from pesviz.potentials.weights import M3GNET_MP_2021, find_weights, install_hint

MATERIALS_PROJECT_ELEMENTS: frozenset[int] = frozenset(range(1, 95)) - {84, 85, 86, 87, 88}
"""The 89 elements of the Materials Project's training sets: H to Pu without Po, At, Rn, Fr, Ra."""

CHGNET = PotentialInfo(
    name="chgnet",
    title="CHGNet",
    version="0.3.0",
    elements=MATERIALS_PROJECT_ELEMENTS,
    licence="BSD-3-Clause-LBNL (modified)",
    citation="B. Deng et al., Nature Machine Intelligence 5, 1031 (2023), doi:10.1038/s42256-023-00716-3",
    parameters=412_525,
    weights_sha256="d14ab7c0f093efe64b60a7bcd540bca10e74fb7f46c86108a079af60524659d1",
)

M3GNET = PotentialInfo(
    name="m3gnet-mp-2021",
    title="M3GNet (original)",
    version="MP-2021.2.8-EFS",
    elements=MATERIALS_PROJECT_ELEMENTS,
    licence="BSD-3-Clause",
    citation="C. Chen & S. P. Ong, Nature Computational Science 2, 718 (2022), doi:10.1038/s43588-022-00349-3",
    xi_note="The thresholds of Ξ (Eq. 4) were tuned with this potential: Ξ means what the paper means by it.",
    xi_calibrated=True,
    parameters=227_549,
    weights_sha256=next(file.sha256 for file in M3GNET_MP_2021.files if ".data-" in file.name),
)


def _needs(module: str, command: str) -> str:
    return "" if find_spec(module) is not None else f"Install it with `{command}`."


@register(M3GNET, missing=lambda: "" if find_weights(M3GNET_MP_2021) else install_hint(M3GNET.name))
def _m3gnet(device: str) -> EnergyModel:
    from pesviz.potentials.m3gnet_tf import M3GNetModel

    return M3GNetModel(device)


@register(CHGNET, missing=lambda: _needs("chgnet", "pip install chgnet"))
def _chgnet(device: str) -> EnergyModel:
    from pesviz.potentials.chgnet import CHGNetModel

    return CHGNetModel(device)


def _register_toys() -> None:
    for name in AMPLITUDES:

        @register(toy_info(name))
        def _toy(device: str, name: str = name) -> EnergyModel:  # noqa: ARG001 - numpy on the CPU is enough
            return ToyModel(name)


_register_toys()


@register_family("ase", "ase:module:callable")
def _ase(rest: str, device: str) -> EnergyModel:  # noqa: ARG001 - the calculator chooses its own device
    from pesviz.potentials.ase_calculator import calculator_from_path

    return calculator_from_path(rest)
