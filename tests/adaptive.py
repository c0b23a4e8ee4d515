"""Results as adaptive scans leave them, made from whole ones: exact below a limit, predicted above it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np

from pesviz.landscape import Landscape, open_landscape

GALLERY = Path(__file__).resolve().parents[1] / "assets" / "gallery"
ERROR_EV = 0.05
"""Standard deviation of the predicted energies."""


def predict_above(whole: Landscape, limit: float) -> Landscape:
    """Replace the energies at and above a limit by predictions with errors, none of them below the limit."""
    pes = whole.pes
    predicted = (pes.energies >= limit) & ~pes.masked
    noise = np.random.default_rng(7).normal(0.0, ERROR_EV, pes.energies.shape).astype(np.float32)
    energies = np.where(predicted, np.maximum(pes.energies + noise, np.float32(limit)), pes.energies)
    for ion, masked in enumerate(pes.masked):
        energies[ion][masked] = energies[ion][~masked].max()
    settings = replace(pes.settings, up_to=limit or None)
    n_evaluated = int(pes.n_evaluated * (1 - predicted.mean()))
    made = replace(
        pes, energies=energies, predicted=predicted, limit=limit, settings=settings, n_evaluated=n_evaluated
    )
    return Landscape(made)


def infinite_above(whole: Landscape, limit: float) -> Landscape:
    """Make the energies at and above a limit infinite, as energy-limited scans before predictions did."""
    pes = whole.pes
    energies = np.where(pes.energies < limit, pes.energies, np.float32(np.inf))
    return Landscape(replace(pes, energies=energies, limit=limit, settings=replace(pes.settings, up_to=limit)))


def adaptive(name: str, limit: float = 0.6) -> Landscape:
    """Return an item of the gallery with predictions above a limit."""
    return predict_above(open_landscape(GALLERY / f"{name}.h5"), limit)
