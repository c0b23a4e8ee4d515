"""Units and constants in one place. Energies are in eV, lengths in Å, times in fs, temperatures in K."""

from __future__ import annotations

from ase import units as _ase

UNITS: dict[str, str] = {
    "energy": "eV",
    "length": "Å",
    "volume": "Å³",
    "time": "fs",
    "temperature": "K",
    "diffusivity": "cm²/s",
    "conductivity": "S/cm",
}

BOLTZMANN_EV_K: float = _ase.kB
"""Boltzmann constant, eV/K."""

ELEMENTARY_CHARGE_C: float = _ase._e  # noqa: SLF001 - ASE's only name for the SI value
"""Elementary charge, C."""
