"""Texts about a result: explanations of terms, named energies, descriptions of paths; for dashboard and exports."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np

from pesviz.landscape.landscape import Landscape
from pesviz.landscape.paths.path import EasiestPath, NearAtom, PercolationPath, easiest_path, ion_path
from pesviz.presentation import numbers
from pesviz.structure import gallery

HIGHEST = 4.0
"""Highest threshold of sliders and curves, eV."""
NEAR = 3.2
"""Framework atoms within this distance of the bottleneck are named, Å."""
MOST_NEAR = 6
"""Largest number of them that viewers highlight."""

TERMS: dict[str, str] = {
    "level_map": "Level map: the lowest energy that suffices for an ion to move from its site to a point (Eq. 1).",
    "pes": "Potential energy surface: energy of one ion at each point of the frozen framework, above its minimum.",
    "mpe": "Minimal percolation energy: the lowest threshold at which an ion's connected region reaches the face of "
    "the 2×2×2 cell, that is, its own image in the next cell (Eq. 2).",
    "e_1d": "E₁D: the lowest threshold at which the regions of all mobile ions together cross the crystal in one "
    "direction; never above the MPE.",
    "e_2d": "E₂D: the lowest threshold at which they cross the crystal in two independent directions.",
    "e_3d": "E₃D: the lowest threshold at which they cross the crystal in three independent directions.",
    "xi": "Ξ = S₁·S₂, between 0 (poor) and 1 (promising): a descriptor of ionic conduction from the two free volumes "
    "at 0.5 eV (Eq. 4).",
    "s1": "S₁ = s₁₀(2.00 + log₁₀ FV connected at 0.5 eV), s₁₀(x) = 1/(1 + exp(−10 x)): large where a "
    "wide connected path exists (Eq. 4)",
    "s2": "S₂ = s₁₀(1.15 + log₁₀ FV disconnected at 0.5 eV): large where much of the cell has a low energy (Eq. 4)",
    "paper_xi": "Ξ of Table I of the paper for the same material, in the cell of the Materials Project and with the "
    "smearing of the released code; the value here is for the literature cell of the gallery.",
    "stage": "From the energies computed so far; the others are predicted. The change of a number since the last "
    "estimate indicates how much it may still change.",
    "half": "0.5 eV: the threshold at which Ξ takes its free volumes (Eq. 4).",
}


def percolation(landscape: Landscape, ion: int | None = None) -> list[dict[str, Any]]:
    """Return the openings for the live readout: dim, energy (eV), directions (text).

    The energies rise, and the last one below a threshold describes what is open there; dimensions that never open
    come last, without energy. Openings above the limit of an adaptive scan are predicted.

    Parameters
    ----------
    landscape
        The result.
    ion
        Number of the ion; None for all together.
    """
    result = landscape.percolation_estimate if ion is None else landscape.percolation_estimate_per_ion[ion]
    out: list[dict[str, Any]] = []
    for opening in result.openings:
        vectors = " and ".join(numbers.direction(vector) for vector in opening.directions)
        joint = ("along", "in the plane of")[opening.dimension - 1] if opening.dimension < 3 else ""
        if opening.dimension == 2 and len(opening.directions) != 2:
            joint = "in the planes of"  # several separate ones
        text = f"{joint} {vectors}" if opening.dimension < 3 else ""
        out.append({"dim": opening.dimension, "energy": opening.energy, "directions": text})
    missing = (dim for dim, value in enumerate(result.energies, 1) if value is None)
    return out + [{"dim": dim, "energy": None, "directions": ""} for dim in missing]


def ticks(landscape: Landscape | None) -> list[dict[str, Any]]:
    """Return the named energies on the slider; those that coincide share a tick, predicted ones carry "≈"."""
    top = slider_end(landscape)
    labels: list[tuple[float, str, str, str]] = [(0.5, "0.5", TERMS["half"], "")] if top >= 0.5 else []
    if landscape is not None:
        labels += [
            (value, f"≈ {energy.label}", f"{energy.tip} {_predicted(landscape)}", energy.key)
            if energy.exact is None
            else (value, energy.label, energy.tip, energy.key)
            for energy in named_energies(landscape)
            if (value := energy.value) is not None and value <= top
        ]
    marks: list[dict[str, Any]] = []
    for value, label, title, key in sorted(labels, key=lambda item: item[0]):
        if marks and abs(marks[-1]["value"] - value) < 1e-4:
            last = marks[-1]
            last.update(
                label=f"{last['label']} = {label.removeprefix('≈ ')}",
                title=f"{last['title']}\n{title}",
                key=last["key"] + key,
            )
        else:
            marks.append({"value": _above(value), "label": label, "title": title, "key": key})
    return marks


def slider_end(landscape: Landscape | None) -> float:
    """Return the highest threshold of the slider, eV: 4, or the limit of a scan without predictions."""
    if landscape is None or landscape.up_to is None or landscape.pes.predicted_above is not None:
        return HIGHEST
    return min(HIGHEST, landscape.up_to)


def no_path(landscape: Landscape, ion: int | None = None) -> str:
    """Return a sentence: why there is no percolation path, and the predicted energy.

    Parameters
    ----------
    landscape
        The result.
    ion
        Number of the ion; None for all together.
    """
    if landscape.up_to is None:
        return "Nothing percolates below the highest evaluated energy: there is no path to show."
    beginning = f"Nothing percolates below {landscape.up_to:g} eV, where this scan ended"
    if landscape.up_to == 0:  # a preview
        beginning = "No path yet, as nothing is exact so far"
    estimates = landscape.percolation_estimate if ion is None else landscape.percolation_estimate_per_ion[ion]
    if estimates.e_1d is None:
        return f"{beginning}: there is no path to show."
    return f"{beginning}; predicted: E₁D {numbers.estimate(estimates.e_1d, landscape.up_to)}."


def mpe_text(landscape: Landscape) -> str:
    """Return the MPE with its unit; "≈" before a predicted value, "> 0.6 eV" where nothing is predicted."""
    return numbers.energy(landscape.mpe, landscape.up_to, landscape.summary.mpe_estimate)


def xi_text(landscape: Landscape) -> str:
    """Return Ξ; "≈" before a predicted value, "not known" where nothing is predicted."""
    if math.isfinite(landscape.xi):
        return numbers.score(landscape.xi)
    estimate = landscape.summary.xi_estimate
    return "not known" if estimate is None else f"≈ {estimate:.2f}"


def prediction_note(landscape: Landscape) -> str:
    """Return which values of a result are predicted, for the header of an exported file; empty where none is."""
    limit = landscape.pes.predicted_above
    if limit is None:
        return ""
    if limit == 0:  # a preview
        return "values are partly predicted by a surrogate"
    return f"values at or above {limit:g} eV are partly predicted by a surrogate; below it all are evaluated"


def _predicted(landscape: Landscape) -> str:
    return f"Predicted: the scan ended at {landscape.up_to:g} eV." if landscape.up_to else "Predicted so far."


@dataclass(frozen=True)
class NamedEnergy:
    """One of the energies MPE, E_1D, E_2D and E_3D.

    Parameters
    ----------
    label, plain
        Symbol (HTML), and its name.
    tip
        Explanation.
    key
        Key that sets the threshold to it, or empty.
    exact
        Exact value, eV; None where nothing opens below the limit of the scan.
    estimate
        Predicted value, eV; None where it is exact or nothing is predicted.
    """

    label: str
    plain: str
    tip: str
    key: str
    exact: float | None
    estimate: float | None

    @property
    def value(self) -> float | None:
        """The exact value, else the predicted one, eV."""
        return self.estimate if self.exact is None else self.exact


def named_energies(landscape: Landscape) -> list[NamedEnergy]:
    """Return MPE, E_1D, E_2D and E_3D, with predictions for those above the limit of the scan."""
    row = landscape.summary.to_row()
    return [
        NamedEnergy(label, plain, TERMS[term], key, row[name], row[f"{name}_estimate"])
        for label, plain, term, key, name in (
            ("MPE", "Minimal percolation energy", "mpe", "", "mpe"),
            ("E<sub>1D</sub>", "One-dimensional percolation energy", "e_1d", "1", "e1d"),
            ("E<sub>2D</sub>", "Two-dimensional percolation energy", "e_2d", "2", "e2d"),
            ("E<sub>3D</sub>", "Three-dimensional percolation energy", "e_3d", "3", "e3d"),
        )
    ]


def _above(value: float) -> float:
    """Round an energy up to 0.1 meV, so that at the tick the landscape is open."""
    return math.ceil(value * 1e4 - 1e-6) / 1e4


def summary(landscape: Landscape | None) -> dict[str, Any]:
    """Return the content of the summary next to the viewer."""
    if landscape is None:
        return {}
    energies = [_chip(landscape, energy) for energy in named_energies(landscape)]
    if not math.isfinite(landscape.xi):
        unknown = f"Ξ needs the free volumes at 0.5 eV; this scan ended at {landscape.up_to:g} eV."
        if landscape.up_to == 0:
            unknown = "Ξ needs the free volumes at 0.5 eV, which are not exact yet."
        if (estimate := landscape.summary.xi_estimate) is not None:
            unknown += f" Predicted: Ξ ≈ {estimate:.2f}."
        return {"energies": energies, "xi": None, "unknown": unknown}
    connected, disconnected = (float(landscape.free_volume([0.5], kind)[0]) for kind in ("connected", "disconnected"))
    s1, s2 = landscape.s1, landscape.s2
    xi = {
        "value": landscape.xi,
        "tip": TERMS["xi"],
        "note": landscape.pes.potential.get("xi_note", ""),
        "factors": [
            {"label": "S₁", "value": s1, "tip": TERMS["s1"],
             "why": f"Connected free volume at 0.5 eV: {numbers.fraction(connected)} of the cell "
             "(S₁ = ½ at 1 %)."},
            {"label": "S₂", "value": s2, "tip": TERMS["s2"],
             "why": f"Disconnected free volume at 0.5 eV: {numbers.fraction(disconnected)} of the cell "
             "(S₂ = ½ at 7.1 %)."},
        ],
    }  # fmt: skip
    paper = _paper_xi(landscape.pes.crystal.source)
    if paper is not None:
        xi |= {"paper": f"{paper:.3f}", "paper_tip": TERMS["paper_xi"]}
    return {"energies": energies, "xi": xi}


def _chip(landscape: Landscape, energy: NamedEnergy) -> dict[str, Any]:
    """Return the entry of a named energy in the summary; a click sets the slider to its exact or predicted value."""
    value = energy.value
    nothing = "none" if landscape.up_to is None else numbers.energy(None, landscape.up_to, energy.estimate)
    reachable = value is not None and (energy.exact is not None or value <= slider_end(landscape))
    return {
        "label": energy.label,
        "plain": energy.plain,
        "value": _above(value) if value is not None and reachable else None,
        "text": nothing if energy.exact is None else numbers.energy(energy.exact),
        "tip": energy.tip if energy.estimate is None else f"{energy.tip} {_predicted(landscape)}",
    }


def _paper_xi(source: str) -> float | None:
    """Return the Ξ that the paper reports for a structure of the gallery, None where it reports none."""
    kind, _, key = source.partition(":")
    return next((entry.paper_xi for entry in gallery() if kind == "gallery" and entry.key == key), None)


def provenance(landscape: Landscape, *, preview: bool) -> str:
    """Return the line with potential, grid and structure of the result that is shown, plain text."""
    pes = landscape.pes
    name = f"{pes.potential.get('title') or pes.potential.get('name', '')} {pes.potential.get('version', '')}".strip()
    limit = pes.predicted_above
    count, exactness = f"{pes.n_evaluated:,} energies", ""
    if limit is not None:
        count += f" of {pes.n_points:,} points"
        exactness = f"exact below {limit:g} eV, predicted above; " if limit > 0 else "partly predicted; "
    shape = "×".join(str(n) for n in pes.grid.shape)
    parts = [
        name,
        f"grid {shape}, ≤ {pes.settings.spacing:g} Å",
        exactness + count.replace(",", "\u202f"),
        pes.crystal.source or pes.crystal.name,
        *(note for note in pes.crystal.notes if not note.startswith("From the gallery")),
    ]
    if landscape.up_to is not None and limit is None:
        parts.insert(2, f"known up to {landscape.up_to:g} eV")
    if landscape.smearing != "none":
        parts.append(f"smearing: {landscape.smearing}")
    if preview:
        parts.insert(0, "preview")
    return " · ".join(part for part in parts if part)


@dataclass(frozen=True, eq=False)
class DescribedPath:
    """A percolation path with its description.

    Parameters
    ----------
    path
        The path.
    near
        Framework atoms around the bottleneck, the nearest first, at most six.
    sentence
        Direction, barrier and bottleneck (HTML).
    start, at_bottleneck
        Numbers of the ion that starts and of the one that passes the bottleneck.
    single
        Whether one ion moves along the whole path; else ions hop one after the other, each into the site of the next.
    """

    path: PercolationPath
    near: tuple[NearAtom, ...]
    sentence: str
    start: int
    at_bottleneck: int
    single: bool = True

    @property
    def tube(self) -> dict[str, Any]:
        """The path with rounded corners for display: points (fractional), energies (eV)."""
        points, energies = self.path.smooth(spacing=0.1)
        return {"points": points.round(4).tolist(), "energies": energies.round(4).tolist()}

    @property
    def surroundings(self) -> dict[str, Any]:
        """The bottleneck and the atoms around it in the form of the viewers: fractional coordinates, indices."""
        return {
            "point": [round(x, 5) for x in self.path.bottleneck_point],
            "atoms": [[atom.index, *(round(x, 5) for x in atom.fractional)] for atom in self.near],
        }


def describe_path(landscape: Landscape, ion: int | None = None) -> DescribedPath | None:
    """Return the path of an ion, or that on which all ions together first cross the crystal.

    Parameters
    ----------
    landscape
        The result.
    ion
        Number of the ion; None for all together.
    """
    pes = landscape.pes
    crystal = pes.crystal
    if ion is None:
        lowest_ion = int(np.argmin(landscape.mpe_per_ion))
        easiest = easiest_path(pes, lowest_ion, landscape.percolation.e_1d)
    else:
        own_path = ion_path(pes, ion)
        easiest = None if own_path is None else EasiestPath(own_path, ion, ion, single=True)
    if easiest is None:
        return None
    path = easiest.path
    near = path.surroundings(crystal, crystal.mobile_indices[easiest.at_bottleneck], NEAR)
    symbol = crystal.mobile_species
    subject = f"{symbol} {easiest.start + 1} moves" if easiest.single else f"{symbol} hops from site to site"
    sentence = (
        f"{subject} along {numbers.direction(path.lattice_vector)}: <b>{numbers.energy(path.barrier)}</b> barrier, "
        f"{path.length:.2f} Å. Around the bottleneck: {around(near)}."
    )
    return DescribedPath(path, near[:MOST_NEAR], sentence, easiest.start, easiest.at_bottleneck, easiest.single)


def tube(landscape: Landscape, ion: int | None = None) -> dict[str, Any]:
    """Return the path for viewers and pictures: points (fractional, rounded corners), energies (eV); {} for none.

    Parameters
    ----------
    landscape
        The result.
    ion
        Number of the ion; None for all together.
    """
    description = describe_path(landscape, ion)
    return description.tube if description else {}


def around(near: tuple[NearAtom, ...]) -> str:
    """Return the list of the nearest atoms around a point as text."""
    return ", ".join(f"{atom.symbol} at {atom.distance:.2f} Å" for atom in near[:4]) or f"no atom within {NEAR} Å"
