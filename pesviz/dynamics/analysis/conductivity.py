"""Conductivity from diffusivity: Nernst–Einstein (Eq. 6)."""

from __future__ import annotations

from dataclasses import dataclass

from pesviz.errors import SettingsError
from pesviz.units import BOLTZMANN_EV_K, ELEMENTARY_CHARGE_C

CM2_S_PER_A2_PS = 1e-4
"""1 Å²/ps in cm²/s."""

FORMAL_CHARGES: dict[str, int] = {
    **dict.fromkeys(("H", "Li", "Na", "K", "Rb", "Cs", "Cu", "Ag"), 1),
    **dict.fromkeys(("Mg", "Ca", "Zn"), 2),
    "Al": 3,
    **dict.fromkeys(("F", "Cl", "Br", "I"), -1),
    **dict.fromkeys(("O", "S"), -2),
}
"""Charges of the ions that `propose_mobile` proposes, in elementary charges."""


@dataclass(frozen=True)
class Estimate:
    """A number with its error.

    Parameters
    ----------
    mean
        The value.
    sem
        Standard error; None where it is unknown.
    n
        Number of independent samples.
    """

    mean: float
    sem: float | None
    n: int

    def times(self, factor: float) -> Estimate:
        """Return the estimate in other units."""
        return Estimate(self.mean * factor, None if self.sem is None else self.sem * abs(factor), self.n)

    def to_dict(self) -> dict[str, float | None]:
        """Return mean and error as plain values."""
        return {"mean": self.mean, "sem": self.sem}


@dataclass(frozen=True)
class Conductivity:
    """Ionic conductivity by Nernst–Einstein, with the quantities behind it.

    Parameters
    ----------
    sigma
        σ, S/cm.
    charge
        Charge of the carrier, elementary charges.
    carrier_density
        Number of carriers per volume, cm⁻³.
    temperature
        K.
    """

    sigma: Estimate
    charge: float
    carrier_density: float
    temperature: float


def formal_charge(symbol: str) -> int:
    """Return the formal charge of an ion, elementary charges.

    Raises
    ------
    SettingsError
        The ion is not in `FORMAL_CHARGES`.
    """
    if symbol not in FORMAL_CHARGES:
        raise SettingsError(f"The charge of mobile {symbol} is not known.", "Give it, for example --charge 2.")
    return FORMAL_CHARGES[symbol]


def nernst_einstein_factor(charge: float, carrier_density: float, temperature: float) -> float:
    """Return σ/D = n q² / (k_B T) (Eq. 6).

    Parameters
    ----------
    charge
        q, elementary charges.
    carrier_density
        n, cm⁻³.
    temperature
        T, K.

    Returns
    -------
    float
        S·s/cm³: times D in cm²/s it is σ in S/cm.
    """
    return carrier_density * charge**2 * ELEMENTARY_CHARGE_C / (BOLTZMANN_EV_K * temperature)


def conductivity(
    diffusivity: Estimate, *, charge: float, n_carriers: int, volume: float, temperature: float
) -> Conductivity:
    """Ionic conductivity from a diffusivity (Eq. 6).

    Parameters
    ----------
    diffusivity
        D, cm²/s.
    charge
        q, elementary charges.
    n_carriers
        Mobile ions in the cell.
    volume
        Volume of the cell, Å³.
    temperature
        T, K.

    Returns
    -------
    Conductivity
        Conductivity with the error that follows from that of D.
    """
    density = n_carriers / volume * 1e24
    factor = nernst_einstein_factor(charge, density, temperature)
    return Conductivity(diffusivity.times(factor), charge, density, temperature)
