"""Teaching structures that come with pesviz: literature cells and sites, each with its reference."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

import yaml
from pymatgen.core import Lattice, Structure

from pesviz.errors import StructureReadError


@dataclass(frozen=True)
class GalleryEntry:
    """One structure of the gallery.

    Parameters
    ----------
    key
        Its name in `load("gallery:KEY")`.
    title
        Title.
    space_group
        Hermann–Mauguin symbol in plain text.
    cell
        a, b, c in Å, α, β, γ in degrees.
    sites
        Symbol and fractional coordinates of the asymmetric unit.
    mobile
        Mobile species.
    why
        Why it is in the gallery, half a sentence.
    ref
        Reference of the structure.
    paper_xi
        Ξ that the paper reports for the material (Table I), None where it does not.
    relax_first
        Whether its positions should be relaxed before a scan.
    complete
        Whether `sites` are all atoms of the cell, in the setting of the source, and not an asymmetric unit.
    """

    key: str
    title: str
    space_group: str
    cell: tuple[float, float, float, float, float, float]
    sites: tuple[tuple[str, float, float, float], ...]
    mobile: str
    why: str
    ref: str
    paper_xi: float | None = None
    relax_first: bool = False
    complete: bool = False

    def structure(self) -> Structure:
        """Return the conventional cell."""
        symbols = [site[0] for site in self.sites]
        coordinates = [site[1:] for site in self.sites]
        if self.complete:
            return Structure(Lattice.from_parameters(*self.cell), symbols, coordinates)
        return Structure.from_spacegroup(
            self.space_group, Lattice.from_parameters(*self.cell), symbols, coordinates, tol=1e-3
        )


@lru_cache(maxsize=1)
def gallery() -> tuple[GalleryEntry, ...]:
    """Return all entries in the order in which they are shown."""
    text = files("pesviz.structure").joinpath("gallery.yaml").read_text(encoding="utf-8")
    return tuple(
        GalleryEntry(**(item | {"cell": tuple(item["cell"]), "sites": tuple(tuple(s) for s in item["sites"])}))
        for item in yaml.safe_load(text)
    )


def gallery_entry(key: str) -> GalleryEntry:
    """Return one entry.

    Raises
    ------
    StructureReadError
        There is no such entry.
    """
    for entry in gallery():
        if entry.key.lower() == key.strip().lower():
            return entry
    keys = ", ".join(entry.key for entry in gallery())
    raise StructureReadError(f"The gallery has no {key!r}.", f"Choose one of: {keys}.")
