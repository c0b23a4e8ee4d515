"""Data of pesviz's own potentials, available without loading them."""

from __future__ import annotations

from dataclasses import replace

from pesviz.potentials.model import PotentialInfo
from pesviz.potentials.weights import M3GNET_MP_2021

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
    xi_note="The thresholds of Ξ (Eq. 4) were tuned with this potential: Ξ is that of the paper.",
    xi_calibrated=True,
    parameters=227_549,
    weights_sha256=next(file.sha256 for file in M3GNET_MP_2021.files if ".data-" in file.name),
)

_SEVENNET = PotentialInfo(
    name="sevennet-0",
    title="SevenNet-0",
    version="11Jul2024",
    elements=MATERIALS_PROJECT_ELEMENTS,
    licence="MIT",
    citation="Y. Park et al., J. Chem. Theory Comput. 20, 4857 (2024), doi:10.1021/acs.jctc.4c00190",
    parameters=842_623,
    weights_sha256="7052cb42b7b3be42b40b97fa0d21077a48c54b5548948fc4dcf346629f813c36",
)

_SEVENNET_MF = replace(
    _SEVENNET,
    name="sevennet-mf-0-pbe",
    title="SevenNet-MF-0 (PBE)",
    version="MF-0",
    citation="J. Kim et al., J. Am. Chem. Soc. 147, 1042 (2025), doi:10.1021/jacs.4c14455",
    parameters=846_168,
    weights_sha256="81791329b37d445f46b531578c182c41792d98c7814222c9e5dde276402225fd",
)

SEVENNETS: dict[str, tuple[PotentialInfo, str, str]] = {
    "sevennet-0": (_SEVENNET, "SevenNet_0__11Jul2024/checkpoint_sevennet_0.pth", ""),
    "sevennet-0-22may2024": (
        replace(
            _SEVENNET,
            name="sevennet-0-22may2024",
            title="SevenNet-0 (May 2024)",
            version="22May2024",
            weights_sha256="5d389fafd512e6ae2830d74d0b66ffc49a55d3832653ff8e7bf7f1343013c1d1",
        ),
        "SevenNet_0__22May2024/checkpoint_sevennet_0.pth",
        "",
    ),
    "sevennet-l3i5": (
        replace(
            _SEVENNET,
            name="sevennet-l3i5",
            title="SevenNet-l3i5",
            version="l3i5",
            parameters=1_171_327,
            weights_sha256="a7ff190d41efe5b8317a03d20a468e4036a1a3e64e0b14fdbab64ac3f4bfc09d",
        ),
        "SevenNet_l3i5/checkpoint_l3i5.pth",
        "",
    ),
    "sevennet-mf-0-pbe": (_SEVENNET_MF, "SevenNet_MF_0/checkpoint_sevennet_mf_0.pth", "PBE"),
    "sevennet-mf-0-r2scan": (
        replace(_SEVENNET_MF, name="sevennet-mf-0-r2scan", title="SevenNet-MF-0 (r²SCAN)"),
        "SevenNet_MF_0/checkpoint_sevennet_mf_0.pth",
        "R2SCAN",
    ),
}
"""Data of each set of weights in the `sevenn` wheel, its file there, and its fidelity ("" for one alone)."""
