"""Partial occupancy: refused with the sites named, or replaced by ordered realisations."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from ase import Atoms
from pymatgen.core import PeriodicSite, Structure

from pesviz.errors import DisorderError

TOLERANCE = 1e-3
CLASH_A = 1.0
"""Split positions closer than this are never occupied together, Å."""


def disordered_sites(structure: Structure) -> list[PeriodicSite]:
    """Return the sites that are not occupied by exactly one element.

    Parameters
    ----------
    structure
        What was read.
    """
    return [site for site in structure if not site.is_ordered]


def refuse_disorder(structure: Structure) -> None:
    """Raise where sites are partially occupied.

    Raises
    ------
    DisorderError
        It names the kinds of sites.
    """
    sites = disordered_sites(structure)
    if not sites:
        return
    kinds = list(dict.fromkeys(_describe(site) for site in sites))
    shown = "; ".join(kinds[:4]) + (f"; and {len(kinds) - 4} more kinds" if len(kinds) > 4 else "")
    raise DisorderError(
        f"{len(sites)} of {len(structure)} sites are partially occupied ({shown}): there is no single arrangement.",
        "Draw ordered realisations (--disorder N, load_realisations), or give an ordered structure.",
    )


def _describe(site: PeriodicSite) -> str:
    occupied = " + ".join(f"{float(n):.3g} {e.symbol}" for e, n in _elements(site).items())
    return f"{site.label}: {occupied}" if site.label and site.label != site.species_string else occupied


def _elements(site: PeriodicSite) -> dict:
    found: dict = {}
    for species, amount in site.species.items():
        element = getattr(species, "element", species)
        found[element] = found.get(element, 0.0) + amount
    return found


def realisations(structure: Structure, n: int, seed: int = 0) -> list[tuple[Atoms, tuple[str, ...]]]:
    """Draw ordered realisations of a partially occupied structure.

    Sites with the same occupancy form a group; each group gets the whole numbers of atoms nearest to its
    composition, on sites drawn at random such that split positions are not occupied together.

    Parameters
    ----------
    structure
        Possibly disordered.
    n
        Number of realisations.
    seed
        Same seed, same realisations.

    Returns
    -------
    list of (ase.Atoms, notes)
        Atoms and what was done, one sentence each.

    Raises
    ------
    DisorderError
        No arrangement without clashing atoms was found.
    """
    if not disordered_sites(structure):
        from pesviz.structure.reading import to_atoms

        return [(to_atoms(structure), ())] * n
    rng = np.random.default_rng(seed)
    distances = structure.distance_matrix
    groups: dict[tuple, list[int]] = {}
    for index, site in enumerate(structure):
        key = tuple(sorted((e.Z, round(float(x), 4)) for e, x in _elements(site).items()))
        groups.setdefault(key, []).append(index)
    counts = {key: _whole_numbers(key, len(sites)) for key, sites in groups.items()}
    drawn = [_draw(structure, groups, counts, distances, rng) for _ in range(n)]
    wanted, placed = structure.composition, drawn[0].get_chemical_formula()
    note = (
        f"Ordered realisation {{}} of {n} (seed {seed}): partial occupancies of {wanted.formula} rounded to "
        f"{placed}, sites drawn at random."
    )
    return [(atoms, (note.format(i + 1),)) for i, atoms in enumerate(drawn)]


def _whole_numbers(key: tuple, n_sites: int) -> list[tuple[int, int]]:
    """Numbers of atoms of each element on a group of sites, by the largest remainder."""
    exact = np.array([x * n_sites for _, x in key])
    whole = np.floor(exact + 1e-6).astype(int)
    missing = min(round(float(exact.sum())), n_sites) - int(whole.sum())
    for i in np.argsort(-(exact - whole), kind="stable")[: max(0, missing)]:
        whole[i] += 1
    return [(z, int(k)) for (z, _), k in zip(key, whole, strict=True)]


def _draw(
    structure: Structure,
    groups: dict[tuple, list[int]],
    counts: dict[tuple, list[tuple[int, int]]],
    distances: np.ndarray,
    rng: np.random.Generator,
    attempts: int = 200,
) -> Atoms:
    """Place atoms at random, groups with the least freedom first."""
    order: Sequence[tuple] = sorted(groups, key=lambda key: len(groups[key]) - sum(k for _, k in counts[key]))
    for attempt in range(attempts):
        # After many failures closer pairs are allowed: crowded sublattices leave no other arrangement.
        clash = CLASH_A if attempt < attempts // 2 else CLASH_A / 1.8
        occupied: dict[int, int] = {}
        for key in order:
            sites = [int(i) for i in rng.permutation(groups[key])]
            for number, amount in counts[key]:
                for _ in range(amount):
                    free = [i for i in sites if i not in occupied]
                    fitting = [i for i in free if all(distances[i, j] >= clash for j in occupied)]
                    if not fitting:
                        break
                    occupied[fitting[0]] = number
                else:
                    continue
                break
            else:
                continue
            break
        else:
            chosen = sorted(occupied)
            return Atoms(
                numbers=[occupied[i] for i in chosen],
                scaled_positions=structure.frac_coords[chosen],
                cell=structure.lattice.matrix,
                pbc=True,
            )
    raise DisorderError(
        f"No ordered arrangement without atoms closer than {CLASH_A / 1.8:.2f} Å was found.",
        "Give an ordered structure, or a supercell in which the occupancies are whole numbers.",
    )
