"""The choice of the mobile ions: as given, or proposed from the elements."""

from __future__ import annotations

from ase import Atoms
from ase.data import atomic_numbers

from pesviz.errors import NoMobileIonError

CONDUCTING_SPECIES = (
    "Li",
    "Na",
    "K",
    "Ag",
    "Cu",
    "Mg",
    "Zn",
    "Ca",
    "Al",
    "Rb",
    "Cs",
    "H",
    "F",
    "O",
    "Cl",
    "Br",
    "I",
    "S",
)
"""Species that conduct in known solids, the likeliest first: small cations before anions."""

_ANIONS = ("F", "O", "Cl", "Br", "I", "S", "H")


def propose_mobile(atoms: Atoms) -> list[str]:
    """Return the species that could be mobile, the best proposal first.

    Returns
    -------
    list of str
        Chemical symbols. Oxygen, sulphur and halides come last: they conduct only where no cation does. A crystal
        of one element has no mobile ion.
    """
    present = set(atoms.get_chemical_symbols())
    if len(present) < 2:
        return []
    return [symbol for symbol in CONDUCTING_SPECIES if symbol in present]


def choose_mobile(atoms: Atoms, mobile: str | None = None) -> tuple[str, tuple[int, ...]]:
    """Return the mobile species and the sites of its ions.

    Parameters
    ----------
    atoms
        The crystal.
    mobile
        Chemical symbol; the best proposal by default.

    Returns
    -------
    symbol
        Chemical symbol.
    indices
        Indices in `atoms`, ascending.

    Raises
    ------
    NoMobileIonError
        There is no such species, or none that could be mobile.
    """
    symbols = atoms.get_chemical_symbols()
    present = ", ".join(sorted(set(symbols), key=symbols.index))
    if mobile is None:
        candidates = propose_mobile(atoms)
        if not candidates:
            raise NoMobileIonError(
                f"None of the elements of this structure ({present}) is known as a mobile ion.",
                "Name the mobile species yourself (--mobile), or choose another structure.",
            )
        mobile = candidates[0]
    symbol = mobile.strip().capitalize()
    if symbol not in atomic_numbers or symbol == "X":
        raise NoMobileIonError(f"{mobile!r} is not a chemical element.", f"Choose one of: {present}.")
    indices = tuple(i for i, s in enumerate(symbols) if s == symbol)
    if not indices:
        raise NoMobileIonError(f"The structure has no {symbol}.", f"Choose one of its elements: {present}.")
    if len(indices) == len(symbols):
        raise NoMobileIonError(
            f"Every atom is {symbol}: without a framework there is nothing to scan.",
            "Choose a structure with at least two elements.",
        )
    return symbol, indices
