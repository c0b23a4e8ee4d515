"""Potentials behind one interface, in one registry."""

from pesviz.potentials.model import EnergyModel, PotentialInfo
from pesviz.potentials.registry import (
    PotentialStatus,
    default_potential,
    list_potentials,
    potential,
    register,
    register_family,
)

__all__ = [
    "EnergyModel",
    "PotentialInfo",
    "PotentialStatus",
    "default_potential",
    "list_potentials",
    "potential",
    "register",
    "register_family",
]
