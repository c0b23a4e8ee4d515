"""Potentials to choose from, in groups that say what their Ξ is worth."""

from __future__ import annotations

from typing import Any

import panel_material_ui as pmui

from pesviz.potentials import PotentialInfo, PotentialStatus, default_potential, list_potentials

AS_IN_THE_PAPER = "Ξ as in the paper"
RELATIVE = "Ξ is a relative score"
NO_CHEMISTRY = "Toys for teaching: no chemistry"


def potential_select(**options: Any) -> tuple[pmui.Select, dict[str, str]]:
    """Return a menu of the potentials that the page may use, and what is said of each by name."""
    offered = [status for status in list_potentials() if status.info.web]
    groups: dict[str, dict[str, str]] = {AS_IN_THE_PAPER: {}, RELATIVE: {}, NO_CHEMISTRY: {}}
    for status in offered:
        groups[_group(status.info)][_label(status)] = status.info.name
    select = pmui.Select(
        label="Potential",
        groups={name: members for name, members in groups.items() if members},
        disabled_options=[status.info.name for status in offered if not status.installed],
        value=default_potential(),
        **options,
    )
    missing = next((s.hint for s in offered if s.info.xi_calibrated and not s.installed), "")
    papers = f" The paper's own potential is not installed. {missing}" if missing else ""
    return select, {s.info.name: s.info.xi_note + papers if s.installed else s.hint for s in offered}


def _group(info: PotentialInfo) -> str:
    if info.name.startswith("toy-"):
        return NO_CHEMISTRY
    return AS_IN_THE_PAPER if info.xi_calibrated else RELATIVE


def _label(status: PotentialStatus) -> str:
    return status.info.title if status.installed else f"{status.info.title}, not installed"
