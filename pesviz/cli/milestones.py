"""The line that is printed at each milestone of a scan."""

from __future__ import annotations

from math import isfinite
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pesviz.pes import ScanProgress
    from pesviz.workflows.landscape_steps import LandscapeEstimate


def milestone_line(estimate: LandscapeEstimate, step: ScanProgress) -> str:
    """Return the line of a milestone: MPE and free volumes, and how much they changed since the last one."""
    from pesviz.landscape.descriptors import THRESHOLD_EV

    def change_text(change: float, digits: int) -> str:
        return f" ({change:+.{digits}f})".replace("-", "−") if isfinite(change) else ""

    landscape, limit = estimate.landscape, estimate.limit
    exact = estimate.final and landscape.up_to is None
    reached = limit is not None and isfinite(landscape.xi)
    about = "" if exact or (limit is not None and estimate.mpe < limit) else "≈ "
    mpe = f"{about}{estimate.mpe:.{2 if about else 3}f} eV" if isfinite(estimate.mpe) else "not finite"
    parts = [f"MPE {mpe}{change_text(estimate.mpe_change, 3)}"]
    for kind, value, change in (
        ("connected", estimate.connected, estimate.connected_change),
        ("disconnected", estimate.disconnected, estimate.disconnected_change),
    ):
        sign = "" if exact or reached else "≈ "
        parts.append(f"{kind} FV({THRESHOLD_EV} eV) {sign}{value:.4f}{change_text(change, 4)}")
    what = f"{step.done:,} energies ({100 * estimate.share:.3g} %)"
    if step.milestone == "limit":
        final = f"; Ξ {landscape.xi_estimate:.3f} and FV({THRESHOLD_EV} eV) are final" if reached else ""
        return f"Every point below {limit:g} eV is known after {what}: {', '.join(parts)}{final}."
    return f"After {what}: {', '.join(parts)}"
