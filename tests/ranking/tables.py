"""Labels and results whose scores are known beforehand."""

from __future__ import annotations

import numpy as np
import pandas as pd

from pesviz.ranking.labels.label_set import LabelSet, label_table


def labelled(n: int = 40, n_bounds: int = 4) -> LabelSet:
    """Conductivities from 1e-9 to 1e-1 S/cm, the lowest ones upper bounds."""
    sigma = np.logspace(-9, -1, n)
    table = label_table(
        {
            "formula": [f"Li{i + 1}Cl" for i in range(n)],
            "sigma": sigma,
            "upper_bound": np.arange(n) < n_bounds,
            "e_a": np.linspace(1.0, 0.1, n),
            "icsd": [str(1000 + i) for i in range(n)],
        },
        [f"s{i}" for i in range(n)],
    )
    return LabelSet("made", "made by hand", table, 300.0, "experiment")


def results(labels: LabelSet, noise: float = 0.0, seed: int = 0) -> pd.DataFrame:
    """Descriptors: xi rises with the conductivity (with noise), mpe falls with it, fv_disc_0p5 knows nothing."""
    rng = np.random.default_rng(seed)
    log = np.log10(labels.table["sigma"].to_numpy()) + noise * rng.normal(size=len(labels))
    x = (log - log.min()) / np.ptp(log)
    table = pd.DataFrame(
        {
            "source_id": labels.table.index,
            "formula": labels.table["formula"].to_numpy(),
            "potential": "toy",
            "status": "done",
            "xi": x,
            "mpe": 2 - x,
            "fv_conn_0p1": 10 ** (-3 + x),
            "fv_conn_0p5": 10 ** (-2.5 + x),
            "fv_disc_0p5": rng.random(len(labels)),
            "fv_conn_0p5_error": 1e-4,
        }
    )
    return table.sample(frac=1, random_state=seed)
