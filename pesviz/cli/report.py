"""The tables that `pesviz scan` prints of a landscape."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from rich.box import SIMPLE_HEAD
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from pesviz.landscape.descriptors import THRESHOLD_EV
from pesviz.landscape.free_volume import STANDARD_THRESHOLDS, Kind
from pesviz.presentation import numbers

if TYPE_CHECKING:
    from pesviz.landscape import Landscape
    from pesviz.pes import PES


def report(landscape: Landscape) -> RenderableType:
    """Return a landscape as tables: structure and scan, results, and free volumes."""
    parts: list[RenderableType] = [_summary(landscape), _curves(landscape)]
    parts += [Text(f"Note: {text}", style="yellow") for text in landscape.warnings]
    return Group(*parts)


def _summary(landscape: Landscape) -> Table:
    pes, crystal = landscape.pes, landscape.pes.crystal
    table = Table.grid(padding=(0, 2))
    table.add_column(style="bold", no_wrap=True)
    table.add_column()
    n_ions = pes.n_ions
    prefix = f"{crystal.name}: " if crystal.name else ""
    table.add_row("Structure", f"{prefix}{crystal.formula}, {len(crystal.atoms)} atoms")
    table.add_row("Mobile ions", f"{n_ions} {crystal.mobile_species}")
    table.add_row("Potential", f"{pes.potential.get('title', '')} {pes.potential.get('version', '')}")
    steps = " × ".join(f"{step:.3f}" for step in pes.grid.spacing)
    table.add_row("Grid", f"{' × '.join(str(n) for n in pes.grid.shape)}, steps {steps} Å")
    table.add_row("Points", f"{pes.n_points:,}, of which {pes.n_evaluated:,} energies were evaluated{_saved(pes)}")
    if pes.predicted_above is not None:
        table.add_row("Limit", f"exact below {pes.predicted_above:g} eV; above it, energies are partly predicted")
    table.add_row("Symmetry", _symmetry(pes))
    seconds = landscape.seconds
    table.add_row("Time", f"{seconds['scan']:.1f} s scan, {seconds['level_map']:.1f} s level maps")
    for note in crystal.notes:
        table.add_row("", note)
    percolation, row = landscape.percolation, landscape.summary.to_row()
    table.add_row("MPE", _energy(row["mpe"], landscape, row["mpe_estimate"]))
    for name, energy in (("1D", percolation.e_1d), ("2D", percolation.e_2d), ("3D", percolation.e_3d)):
        where = ""
        if energy is not None:
            vectors = percolation.directions[name]
            where = "  along " + ", ".join(f"[{' '.join(str(int(n)) for n in vector)}]" for vector in vectors)
        table.add_row(f"E_{name}", f"{_energy(energy, landscape, row[f'e{name.lower()}_estimate'])}{where}")
    smearing = " (smearing of the paper's code)" if landscape.smearing == "paper" else ""
    if np.isfinite(landscape.xi):
        table.add_row(
            "Ξ", f"{landscape.xi:.3f} = S₁ {landscape.s1:.3f} × S₂ {landscape.s2:.3f}, at {THRESHOLD_EV} eV{smearing}"
        )
    elif row["xi_estimate"] is not None:
        table.add_row("Ξ", f"≈ {row['xi_estimate']:.2f} ({_predicted(landscape)}, below the energy it needs)")
    else:
        table.add_row("Ξ", "not known: the scan ended below the energy it needs")
    if not pes.potential.get("xi_calibrated"):
        table.add_row("", str(pes.potential.get("xi_note", "")))
    return table


def _saved(pes: PES) -> str:
    share = 100 * pes.n_evaluated / max(1, pes.n_points)
    return f" ({share:.2g} %), {pes.n_points - pes.n_evaluated:,} saved"


def _symmetry(pes: PES) -> str:
    """Return the symmetry operations that were used, and their accuracy."""
    provenance = pes.provenance
    if not pes.settings.symmetry or "symmetry_operations" not in provenance:
        return "not used"
    per_ion = " or ".join(str(n) for n in sorted(set(provenance["symmetry_operations_per_unique_ion"])))
    return (
        f"{provenance['symmetry_operations']} operations of the crystal and {per_ion} of the framework without the "
        f"ion fit the grid; they map atoms onto atoms to {provenance['symmetry_deviation_A']:.1g} Å "
        f"(tolerance {provenance['symmetry_tolerance_A']:g} Å)"
    )


def _predicted(landscape: Landscape) -> str:
    return f"predicted; the scan ended at {landscape.up_to:g} eV"


def _energy(value: float | None, landscape: Landscape, estimate: float | None) -> str:
    if value is not None and np.isfinite(value):
        return f"{value:.3f} eV"
    limit = landscape.up_to
    if estimate is not None:
        return f"{numbers.estimate(estimate, limit)} ({_predicted(landscape)})"
    return "none below the highest evaluated energy" if limit is None else f"> {limit:g} eV, where this scan ended"


def _curves(landscape: Landscape) -> Table:
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    for head in ("Threshold (eV)", "FV connected", "FV disconnected"):
        table.add_column(head, justify="right")
    connected = landscape.free_volume(STANDARD_THRESHOLDS, "connected")
    disconnected = landscape.free_volume(STANDARD_THRESHOLDS, "disconnected")
    is_known = ~np.isnan(connected)
    for threshold, *volumes in zip(
        STANDARD_THRESHOLDS[is_known], connected[is_known], disconnected[is_known], strict=True
    ):
        table.add_row(f"{threshold:.1f}", *(f"{volume:.4f}" for volume in volumes))
    if is_known.all():
        return table
    if landscape.pes.predicted_above is None:
        table.add_row(f"> {landscape.up_to:g}", "not scanned", "not scanned")
        return table
    above = STANDARD_THRESHOLDS[~is_known]
    kinds: tuple[Kind, ...] = ("connected", "disconnected")
    for threshold, *volumes in zip(above, *(landscape.free_volume_estimate(above, k) for k in kinds), strict=True):
        table.add_row(f"{threshold:.1f}", *(f"≈ {volume:.3f}" for volume in volumes), style="dim")
    table.caption = f"≈: {_predicted(landscape)}"
    return table
