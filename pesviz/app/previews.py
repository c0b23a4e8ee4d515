"""Previews of a scan that already knows something: what is exact stays exact while the rest sharpens."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from pesviz.landscape import Landscape, analyse
from pesviz.pes import PES


def with_known(landscape: Landscape, known: PES | None) -> Landscape:
    """Return a preview in which all that was known before is exact.

    Parameters
    ----------
    landscape
        The preview.
    known
        Landscape of the same scan that is exact below a limit; None for none.

    Returns
    -------
    Landscape
        Exact below the limit of `known`, its predictions not below that; the preview itself where it says all this
        already.
    """
    pes = landscape.pes
    if known is None or known.limit is None or pes.limit is None or pes.predicted is None or pes.limit >= known.limit:
        return landscape
    known_predicted = np.zeros(known.masked.shape, dtype=bool) if known.predicted is None else known.predicted
    minima = np.minimum(pes.minimum_energies, known.minimum_energies)
    own, earlier = ((x.minimum_energies - minima)[:, None, None, None] for x in (pes, known))
    missing = pes.predicted & ~known_predicted & ~known.masked
    energies = np.where(missing, known.energies + earlier, pes.energies + own)
    predicted = pes.predicted & ~missing
    energies = np.where(predicted, np.maximum(energies, known.limit), energies).astype(np.float32)
    for ion, masked in enumerate(pes.masked):
        energies[ion][masked] = energies[ion][~masked].max()
    merged = replace(
        pes, energies=energies, minimum_energies=minima, predicted=predicted, limit=known.limit,
        n_evaluated=max(pes.n_evaluated, known.n_evaluated),
    )  # fmt: skip
    return analyse(merged, landscape.smearing)
