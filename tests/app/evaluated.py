"""Results of a few structures with labels, for the page "Evaluate"."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np

from pesviz.landscape import Landscape
from tests.app.landscapes import channel

N = 12
COLUMNS = {"id": "Name", "sigma": "IC (S/cm)"}


def write_results(folder: Path) -> Path:
    """Channels s0 … s11 whose barrier falls; only s0, without a path, conducts against the rule."""
    folder.mkdir(parents=True)
    for i in range(N):
        barrier = 1.2 if i == 0 else 1.0 - 0.08 * i
        made = channel(barrier=barrier)
        pes = made.pes
        energies = pes.energies.copy()
        energies[:, 1, :, 0] = energies[:, 0, :, 0] + 0.04 * (N - i) + (3.0 if i == 0 else 0.0)
        crystal = replace(pes.crystal, name=f"s{i}", source=f"s{i}.cif")
        Landscape(replace(pes, energies=energies.astype(np.float32), crystal=crystal)).save(folder / f"s{i}.h5")
    return folder


def write_labels(path: Path) -> Path:
    """Conductivities that rise with the number, but s0's is the highest; one bound."""
    rows = ["Name,IC (S/cm),Ea (eV)"]
    for i in range(N):
        sigma = "1e-2" if i == 0 else "<1e-10" if i == 1 else f"{10 ** (-9 + 0.6 * i):.3e}"
        rows.append(f"s{i},{sigma},{1 - 0.06 * i:.2f}")
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return path
