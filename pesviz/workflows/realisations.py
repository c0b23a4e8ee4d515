"""Several ordered realisations of one disordered structure: mean and spread of their numbers."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from pesviz.landscape.landscape import Landscape


def spread(landscapes: Sequence[Landscape]) -> dict[str, float | None]:
    """Return mean and sample standard deviation over realisations; None where a value is unknown or infinite."""
    out: dict[str, float | None] = {}
    for key, unit in (("xi", ""), ("mpe", "_eV")):
        values = np.array([getattr(landscape, key) for landscape in landscapes])
        known = bool(np.isfinite(values).all())
        out[f"{key}_mean{unit}"] = float(values.mean()) if known else None
        out[f"{key}_std{unit}"] = float(values.std(ddof=1)) if known else None
    return out
