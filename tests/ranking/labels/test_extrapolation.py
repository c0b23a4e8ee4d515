"""Room-temperature labels from several temperatures: exact on a perfect line, refused where the fit is poor."""

from __future__ import annotations

import numpy as np
import pytest

from pesviz.dynamics.analysis.conductivity import nernst_einstein_factor
from pesviz.ranking.labels.extrapolation import FitQuality, extrapolated_labels
from pesviz.ranking.labels.weights import weights_of
from pesviz.units import BOLTZMANN_EV_K


def _rows(key, energy, temperatures, factors=None, error=0.05):
    rows = []
    for t, factor in zip(temperatures, factors or [1.0] * len(temperatures), strict=True):
        d = 1e-3 * np.exp(-energy / (BOLTZMANN_EV_K * t)) * factor
        rows.append(f"{key},{t},{d:.12e},{error * d:.12e},2e22,Li3N\n")
    return "".join(rows)


def test_extrapolated_labels(tmp_path):
    path = tmp_path / "several.csv"
    head = "id,temperature_K,D_cm2_s,D_sem_cm2_s,carriers_per_cm3,formula\n"
    hot = (600, 800, 1000, 1200)
    path.write_text(
        head
        + _rows("good", 0.2, hot)
        + _rows("two", 0.2, hot[:2])
        + _rows("bent", 0.2, hot, (1, 3, 0.3, 1))
        + _rows("vague", 0.2, (990, 1000, 1010), error=0.9),
        encoding="utf-8",
    )
    found = extrapolated_labels(path)
    assert found.table.index.tolist() == ["good"]
    row = found.table.loc["good"]
    expected = nernst_einstein_factor(1.0, 2e22, 300) * 1e-3 * np.exp(-0.2 / (BOLTZMANN_EV_K * 300))
    assert row["sigma"] == pytest.approx(expected, rel=1e-6)
    assert row["e_a"] == pytest.approx(0.2)
    assert row["p_value"] == pytest.approx(1.0)
    assert row["sigma_error"] == pytest.approx(row["sigma"] * row["log10_error"] * np.log(10))
    (note,) = found.notes
    assert "two (2 of at least 3 temperatures)" in note
    assert "bent (p = " in note
    assert "vague (error" in note
    assert weights_of(found).loc["good", "good"] > 0.9
    assert len(extrapolated_labels(path, quality=FitQuality(min_temperatures=2))) == 2
