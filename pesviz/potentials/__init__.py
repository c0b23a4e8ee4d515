"""Potentials behind one interface, in one registry."""

from pesviz.potentials.model import EnergyModel, PotentialInfo

__all__ = ["EnergyModel", "PotentialInfo"]
