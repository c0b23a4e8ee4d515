"""Room-temperature labels extrapolated from diffusivities at several temperatures, with the quality of the fit."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from pesviz.dynamics.analysis.arrhenius import POOR_P, ROOM_TEMPERATURE, ArrheniusFit, ArrheniusPoint, arrhenius
from pesviz.dynamics.analysis.conductivity import Estimate
from pesviz.ranking.labels.label_set import LabelSet, label_table, read_table


@dataclass(frozen=True)
class FitQuality:
    """Requirements on an Arrhenius fit whose extrapolation serves as a label."""

    min_temperatures: int = 3
    min_p: float = POOR_P
    max_log10_error: float = 1.0

    def problem(self, fit: ArrheniusFit, temperature: float) -> str:
        """Return why a fit does not meet the requirements, "" where it does.

        Parameters
        ----------
        fit
            The fit.
        temperature
            Temperature of the label, K.
        """
        n_temperatures = len({point.temperature for point in fit.used})
        if n_temperatures < self.min_temperatures:
            return f"{n_temperatures} of at least {self.min_temperatures} temperatures"
        if fit.p_value is not None and fit.p_value < self.min_p:
            return f"p = {fit.p_value:.2g}: no straight line"
        energy = fit.activation_energy
        if energy is None or energy.mean <= 0:
            return "D does not rise with temperature"
        sigma = fit.sigma(temperature)
        if sigma is None or sigma.log10_sem > self.max_log10_error:
            return "error of the extrapolation too large" if sigma else "carrier density not known"
        return ""


def extrapolated_labels(
    path: Path | str, *, temperature: float = ROOM_TEMPERATURE, quality: FitQuality | None = None
) -> LabelSet:
    """Extrapolate multi-temperature diffusivities to room temperature.

    Parameters
    ----------
    path
        A CSV with one row a structure and temperature, columns id, temperature_K, D_cm2_s, D_sem_cm2_s,
        carriers_per_cm3; optional formula, charge (elementary charges, 1 by default) and icsd.
    temperature
        Temperature of the labels, K.
    quality
        Requirements on the fits; `FitQuality()` by default.

    Returns
    -------
    LabelSet
        Rule "extrapolated"; the table also has p_value, n_temperatures and log10_error. The notes list what was left
        out, with the reason.

    Raises
    ------
    LabelsError
        The file or a column is missing.
    """
    path, quality = Path(path), quality or FitQuality()
    raw = read_table(
        path, ("id", "temperature_K", "D_cm2_s", "D_sem_cm2_s", "carriers_per_cm3"), "several temperatures"
    )
    rows, left_out = [], []
    for key, entry in raw.groupby("id", sort=True):
        fit = arrhenius([_point(row) for row in entry.to_dict("records")])
        problem = quality.problem(fit, temperature)
        if problem:
            left_out.append(f"{key} ({problem})")
            continue
        rows.append(_row(str(key), entry, fit, temperature))
    extra = ("p_value", "n_temperatures", "log10_error")
    columns = ["id", "formula", "icsd", "sigma", "sigma_error", "e_a", "e_a_error", *extra]
    frame = pd.DataFrame(rows, columns=columns)
    table = label_table({c: frame[c].to_numpy() for c in columns if c != "id" and c not in extra}, frame["id"])
    table = table.join(frame.set_index("id")[list(extra)])
    notes = (f"Left out: {'; '.join(left_out)}.",) if left_out else ()
    return LabelSet(path.stem, f"{path.name}, extrapolated to {temperature:g} K", table, temperature, "extrapolated",
                    path.parent, notes)  # fmt: skip


def _point(row: dict[str, str]) -> ArrheniusPoint:
    error = float(row["D_sem_cm2_s"]) if row["D_sem_cm2_s"] else None
    return ArrheniusPoint(
        float(row["temperature_K"]),
        Estimate(float(row["D_cm2_s"]), error, 1),
        charge=float(row.get("charge") or 1.0),
        carrier_density=float(row["carriers_per_cm3"]),
    )


def _row(key: str, entry: pd.DataFrame, fit: ArrheniusFit, temperature: float) -> list[object]:
    sigma, energy = fit.sigma(temperature), fit.activation_energy
    assert sigma is not None  # checked by FitQuality # noqa: S101
    assert energy is not None  # noqa: S101
    first = entry.iloc[0]
    return [
        key,
        first.get("formula", ""),
        first.get("icsd", ""),
        sigma.mean,
        sigma.mean * sigma.log10_sem * np.log(10),
        energy.mean,
        energy.sem,
        np.nan if fit.p_value is None else fit.p_value,
        len({point.temperature for point in fit.used}),
        sigma.log10_sem,
    ]
