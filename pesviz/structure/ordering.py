"""Partial occupancy: refused with the sites named, or replaced by ordered realisations."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
from ase import Atoms
from ase.data import covalent_radii
from pymatgen.core import PeriodicSite, Structure

from pesviz.errors import DisorderError, SettingsError
from pesviz.structure.readers.files import to_atoms

Occupancy: TypeAlias = tuple[tuple[int, float], ...]
"""Atomic numbers and the share of a site that each occupies."""

CLOSENESS = (0.75, 0.6, 0.5, 0.4, 0.3)
"""Closest approach of drawn atoms, in sums of covalent radii; the smaller values are tried one after the other."""
LEAST_A = 0.6
"""No two atoms are put closer than this, Å."""
ATTEMPTS = 30
"""Attempts at each closeness."""


def disordered_sites(structure: Structure) -> list[PeriodicSite]:
    """Return the sites that are not occupied by exactly one element."""
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
    names = "; ".join(kinds[:4]) + (f"; and {len(kinds) - 4} more" if len(kinds) > 4 else "")
    are = "is" if len(sites) == 1 else "are"
    raise DisorderError(
        f"{len(sites)} of {len(structure)} sites {are} partially occupied ({names}): there is no single arrangement.",
        "Draw ordered realisations (`--disorder N`, `load(…, disorder=N)`), or give an ordered structure.",
    )


def _describe(site: PeriodicSite) -> str:
    occupancy = " + ".join(f"{float(n):.3g} {e.symbol}" for e, n in elements_of(site).items())
    return f"{site.label}: {occupancy}" if site.label and site.label != site.species_string else occupancy


def elements_of(site: PeriodicSite) -> dict[Any, float]:
    """Return the elements of a site without charges, and the share of it that each occupies."""
    shares: dict[Any, float] = {}
    for species, amount in site.species.items():
        element = getattr(species, "element", species)
        shares[element] = shares.get(element, 0.0) + amount
    return shares


def realisations(structure: Structure, n: int, seed: int = 0) -> list[tuple[Atoms, tuple[str, ...]]]:
    """Draw ordered realisations of a partially occupied structure.

    Sites with the same occupancy form a group. The whole numbers of atoms are those nearest to the composition:
    each group is rounded such that the totals of the elements come out right. The atoms are then put on sites drawn
    at random, one after the other, never two on split positions. Enumeration and Ewald ranking (pymatgen's
    `OrderDisorderedStructureTransformation`) do not scale to cells of hundreds of partially occupied sites, and the
    lowest-energy arrangement does not represent the disorder.

    Returns
    -------
    list of (ase.Atoms, notes)
        Atoms and notes, one sentence each. Exact repeats are drawn again; a note counts those that remain.

    Raises
    ------
    DisorderError
        No arrangement without clashing atoms was found.
    SettingsError
        n is not positive, or the seed is negative.
    """
    if n < 1 or seed < 0:
        raise SettingsError(
            f"{n} realisations with the seed {seed} are not possible.", "Give a positive number and a seed from 0 up."
        )
    if not disordered_sites(structure):
        return [(to_atoms(structure), ("The structure is ordered already.",))] * n
    plan = _Plan.of(structure)
    rng = np.random.default_rng(seed)
    arrangements: set[tuple[int, ...]] = set()
    samples = []
    repeats = 0
    for _ in range(n):
        for _attempt in range(20):
            numbers = _draw(plan, rng)
            if tuple(numbers) not in arrangements:
                break
        else:
            repeats += 1
        arrangements.add(tuple(numbers))
        samples.append(_atoms(structure, numbers))
    nominal, actual = structure.composition.element_composition.formula, samples[0].get_chemical_formula()
    notes = [f"partial occupancies of {nominal} rounded to {actual}, sites drawn at random"]
    if repeats:
        notes.append(f"{repeats} repeat others, for lack of different arrangements in this cell")
    text = "; ".join(notes)
    return [
        (atoms, (f"Ordered realisation {i + 1} of {n} (seed {seed}): {text}.",)) for i, atoms in enumerate(samples)
    ]


@dataclass(frozen=True)
class _Plan:
    """Number of atoms of each element on each group of sites, and the distances between sites.

    Parameters
    ----------
    groups
        Indices of the sites of each group, those with the fewest vacancies first.
    counts
        For each group, atomic number and number of atoms.
    distances
        Between all sites with the nearest image, shape (n_sites, n_sites), Å.
    free
        Whether a site may be occupied in more than one way, shape (n_sites,).
    """

    groups: list[list[int]]
    counts: list[list[tuple[int, int]]]
    distances: np.ndarray
    free: np.ndarray

    @classmethod
    def of(cls, structure: Structure) -> _Plan:
        """Group the sites of a structure and round their occupancies."""
        sites_of: dict[Occupancy, list[int]] = {}
        for index, site in enumerate(structure):
            key = tuple(sorted((e.Z, round(float(x), 4)) for e, x in elements_of(site).items()))
            sites_of.setdefault(key, []).append(index)
        counts = whole_numbers([(key, len(sites)) for key, sites in sites_of.items()])
        pairs = sorted(
            zip(sites_of.values(), counts, strict=True), key=lambda pair: len(pair[0]) - sum(k for _, k in pair[1])
        )
        free = np.array([not site.is_ordered for site in structure])
        return cls([sites for sites, _ in pairs], [c for _, c in pairs], structure.distance_matrix, free)


def whole_numbers(groups: Sequence[tuple[Occupancy, int]]) -> list[list[tuple[int, int]]]:
    """Round occupancies to whole numbers of atoms, keeping the elements' totals as near as possible.

    Parameters
    ----------
    groups
        Occupancy (atomic number and fraction, sorted) and number of sites of each group.

    Returns
    -------
    list
        For each group, atomic number and number of atoms; groups without vacancies are filled.
    """
    exact = {(g, z): x * n for g, (key, n) in enumerate(groups) for z, x in key}
    whole = {at: int(np.floor(amount + 1e-3)) for at, amount in exact.items()}
    totals: dict[int, float] = {}
    for (_, z), amount in exact.items():
        totals[z] = totals.get(z, 0.0) + amount
    missing = {z: round(total) - sum(k for (_, y), k in whole.items() if y == z) for z, total in totals.items()}

    def remainder(at: tuple[int, int]) -> float:
        return exact[at] - whole[at]

    for g, (key, n) in enumerate(
        groups
    ):  # groups without vacancies are filled in every case, even against the totals
        if sum(x for _, x in key) * n < n - 1e-2 * n:
            continue
        for _ in range(n - sum(whole[g, z] for z, _ in key)):
            z = max((z for z, _ in key), key=lambda z: (missing[z] > 0, remainder((g, z))))
            whole[g, z] += 1
            missing[z] -= 1
    for at in sorted(exact, key=remainder, reverse=True):
        g, z = at
        key, n = groups[g]
        if missing[z] > 0 and remainder(at) > 1e-3 and sum(whole[g, y] for y, _ in key) < n:
            whole[at] += 1
            missing[z] -= 1
    return [[(z, whole[g, z]) for z, _ in key] for g, (key, _) in enumerate(groups)]


def _draw(plan: _Plan, rng: np.random.Generator) -> np.ndarray:
    """Return the atomic number on each site, 0 for a vacancy.

    The smallest allowed distance decreases step by step, because published split positions are often crowded. At each
    distance the sites are drawn uniformly first, then such that the fewest others become unusable.
    """
    for scale in CLOSENESS:
        for attempt in range(ATTEMPTS):
            numbers = _place(plan, rng, scale, least_crowded=attempt >= ATTEMPTS // 2)
            if numbers is not None:
                return numbers
    raise DisorderError(
        f"No ordered arrangement with all atoms at least {LEAST_A} Å apart was found.",
        "Give an ordered structure, or correct the occupancies: they put too many atoms on sites that overlap.",
    )


def _place(plan: _Plan, rng: np.random.Generator, scale: float, *, least_crowded: bool) -> np.ndarray | None:
    """Place the atoms one after the other; None where no usable site is left for one."""
    numbers = np.zeros(len(plan.distances), dtype=int)
    present = sorted({z for counts in plan.counts for z, _ in counts})
    reach = {(y, z): max(scale * (covalent_radii[y] + covalent_radii[z]), LEAST_A) for y in present for z in present}
    too_close = {z: np.zeros(len(numbers), dtype=bool) for z in present}
    for sites, counts in zip(plan.groups, plan.counts, strict=True):
        group = np.array(sites)
        if not plan.free[group[0]]:  # sites with one element, full: no choice
            numbers[group] = counts[0][0]
            for z in present:
                near = plan.distances[group] < reach[counts[0][0], z]
                too_close[z] |= near.any(axis=0) & plan.free
            continue
        for number in rng.permutation(np.repeat([z for z, _ in counts], [k for _, k in counts])):
            usable = group[(numbers[group] == 0) & ~too_close[int(number)][group]]
            if not len(usable):
                return None
            if least_crowded:
                close = plan.distances[np.ix_(usable, usable)] < reach[int(number), int(number)]
                crowding = close.sum(axis=1)
                usable = usable[crowding == crowding.min()]
            site = int(rng.choice(usable))
            numbers[site] = number
            for z in present:
                near = plan.distances[site] < reach[int(number), z]
                near[site] = False
                too_close[z] |= near
    return numbers


def _atoms(structure: Structure, numbers: np.ndarray) -> Atoms:
    sites = np.flatnonzero(numbers)
    return Atoms(
        numbers=numbers[sites],
        scaled_positions=structure.frac_coords[sites],
        cell=structure.lattice.matrix,
        pbc=True,
    )
