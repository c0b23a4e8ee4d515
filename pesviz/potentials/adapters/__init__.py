"""Potentials of other packages behind `EnergyModel`."""
