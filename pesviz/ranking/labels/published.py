"""Label sets of the literature: OBELiX, KAHLE2020, LASKOWSKI2023."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd

from pesviz.dynamics.analysis.conductivity import nernst_einstein_factor
from pesviz.ranking.labels.datasets import DATASETS
from pesviz.ranking.labels.label_set import LabelSet, conductivities, label_table, number_text, read_table


def read_obelix(folder: Path | str) -> LabelSet:
    """Read OBELiX: measured conductivities at room temperature, some of them upper bounds.

    Raises
    ------
    LabelsError
        The table is missing or has other columns.
    """
    folder = Path(folder)
    sigma_column = "Ionic conductivity (S cm-1)"
    raw = read_table(folder / "all.csv", ("ID", "Reduced Composition", sigma_column), "OBELiX")
    sigma, is_bound = conductivities(raw[sigma_column])
    table = label_table(
        {
            "formula": raw["Reduced Composition"].to_numpy(),
            "sigma": sigma,
            "upper_bound": is_bound,
            "icsd": [number_text(v) for v in raw.get("ICSD ID", [""] * len(raw))],
            "group": raw["Family"].to_numpy() if "Family" in raw else [""] * len(raw),
        },
        raw["ID"],
    )
    notes = (f"{int(table['upper_bound'].sum())} of {len(table)} conductivities are upper bounds.",)
    return LabelSet("obelix", DATASETS["obelix"].title, table, 300.0, "experiment", folder, notes)


def read_kahle2020(folder: Path | str) -> LabelSet:
    """Read KAHLE2020: diffusion coefficients at 1000 K as conductivities by Nernst–Einstein (Eq. 6).

    Of a structure that appears twice the smaller cell counts. Negative coefficients (noise about zero) are kept: the
    weights take their errors into account.

    Parameters
    ----------
    folder
        Folder with kahle.csv, which has the columns stru_label, src_id, structure (pymatgen JSON), group,
        diffusion_mean_cm2_s and diffusion_sem_cm2_s.

    Raises
    ------
    LabelsError
        The table is missing or has other columns.
    """
    folder = Path(folder)
    columns = ("stru_label", "src_id", "structure", "group", "diffusion_mean_cm2_s", "diffusion_sem_cm2_s")
    raw = read_table(folder / "kahle.csv", columns, "KAHLE2020")
    factors, sizes = [], []
    for text in raw["structure"]:
        structure = json.loads(text)
        lithium = sum(s["occu"] for site in structure["sites"] for s in site["species"] if s["element"] == "Li")
        volume = abs(float(np.linalg.det(np.array(structure["lattice"]["matrix"], dtype=float))))
        factors.append(nernst_einstein_factor(1.0, lithium / volume * 1e24, 1000.0))
        sizes.append(len(structure["sites"]))
    factor = np.array(factors)
    table = label_table(
        {
            "formula": raw["stru_label"].to_numpy(),
            "sigma": raw["diffusion_mean_cm2_s"].astype(float).to_numpy() * factor,
            "sigma_error": raw["diffusion_sem_cm2_s"].astype(float).to_numpy() * factor,
            "icsd": [source if int(source) > 0 else "" for source in raw["src_id"]],
            "group": raw["group"].to_numpy(),
        },
        [
            source if int(source) > 0 else label
            for source, label in zip(raw["src_id"], raw["stru_label"], strict=True)
        ],
    )
    order = np.argsort(sizes, kind="stable")
    table = table.iloc[order]
    table = table[~table.index.duplicated()].sort_index()
    return LabelSet("kahle2020", DATASETS["kahle2020"].title, table, 1000.0, "kahle2020", folder)


def read_laskowski2023(path: Path | str) -> LabelSet:
    """Read LASKOWSKI2023: measured room-temperature conductivities, ids are ICSD numbers.

    Parameters
    ----------
    path
        A CSV with columns "Structure", "σ(RT)(S cm-1)", "Ea (eV)", "space group" and "ICSD Entry", or the folder
        that holds it as laskowski.csv. Of several rows with one ICSD number the first counts; rows without a number
        are named by their row, "row-17".

    Raises
    ------
    LabelsError
        The table is missing or has other columns.
    """
    path = Path(path)
    path = path / "laskowski.csv" if path.is_dir() else path
    sigma_column = "σ(RT)(S cm-1)"
    raw = read_table(path, ("Structure", sigma_column, "Ea (eV)", "space group", "ICSD Entry"), "LASKOWSKI2023")
    sigma, is_bound = conductivities(raw[sigma_column])
    icsd = [number_text(v) if number_text(v).isdigit() else "" for v in raw["ICSD Entry"]]
    table = label_table(
        {
            "formula": raw["Structure"].to_numpy(),
            "sigma": sigma,
            "upper_bound": is_bound,
            "e_a": pd.to_numeric(raw["Ea (eV)"], errors="coerce").to_numpy(),
            "icsd": icsd,
            "group": raw["space group"].to_numpy(),
        },
        [number or f"row-{n + 1}" for n, number in enumerate(icsd)],
    )
    is_duplicate = table.index.duplicated()
    notes = (
        (f"{int(is_duplicate.sum())} rows repeat an ICSD number and were left out.",) if is_duplicate.any() else ()
    )
    title = DATASETS["laskowski2023"].title
    return LabelSet("laskowski2023", title, table[~is_duplicate], 300.0, "experiment", path.parent, notes)


READERS: dict[str, Callable[[Path], LabelSet]] = {
    "obelix": read_obelix,
    "kahle2020": read_kahle2020,
    "laskowski2023": read_laskowski2023,
}
"""Reader of each label set by its name."""
