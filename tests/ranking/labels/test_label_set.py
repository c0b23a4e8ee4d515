"""Readers of labelled data, on the real data sets and on small files."""

from __future__ import annotations

import json

import numpy as np
import pytest

from pesviz.errors import LabelsError
from pesviz.ranking.labels.label_set import parse_conductivity, read_csv, subset
from pesviz.ranking.labels.published import read_kahle2020, read_laskowski2023, read_obelix
from pesviz.ranking.labels.sources import labels
from tests.golden import REFERENCE


@pytest.mark.parametrize(
    ("text", "value", "bound"),
    [
        ("1.3e-4", 1.3e-4, False),
        ("<1E-10", 1e-10, True),
        ("< 1e-8", 1e-8, True),
        ("≤0.5", 0.5, True),
        (0.2, 0.2, False),
    ],
)
def test_a_conductivity_or_its_bound(text, value, bound):
    assert parse_conductivity(text) == (value, bound)


def test_nothing_and_nonsense():
    assert np.isnan(parse_conductivity("")[0])
    with pytest.raises(LabelsError, match="not a conductivity"):
        parse_conductivity("high")
    with pytest.raises(LabelsError):
        parse_conductivity(">1e-3")


def test_obelix():
    found = read_obelix(REFERENCE / "obelix")
    assert len(found) == 599
    assert found.n_bounds == 37
    row = found.table.loc["jqc"]
    assert (row["formula"], row["sigma"], row["icsd"], row["group"]) == (
        "Li7BiO6", 1.58489e-06, "155950", "hexaoxometalates"
    )  # fmt: skip
    assert found.table.loc["47i", "upper_bound"]
    assert found.table.loc["47i", "sigma"] == 1e-10
    assert (found.temperature, found.rule) == (300.0, "experiment")
    assert len(subset(found, ["jqc", "47i"])) == 2


def test_kahle2020_by_hand(shared_data):
    found = read_kahle2020(shared_data / "kahle2020")
    assert len(found) == 116
    # CsLi2I3: D and its error from the table; σ = n e² D / (k_B T) with n of its own cell
    import pandas as pd

    raw = pd.read_csv(shared_data / "kahle2020" / "kahle.csv").set_index("src_id").loc[245988]
    structure = json.loads(raw["structure"])
    volume = abs(np.linalg.det(structure["lattice"]["matrix"])) * 1e-24  # cm³
    lithium = sum(site["species"][0]["element"] == "Li" for site in structure["sites"])
    sigma = lithium / volume * 1.602176634e-19**2 * raw["diffusion_mean_cm2_s"] / (1.380649e-23 * 1000)
    assert found.table.loc["245988", "sigma"] == pytest.approx(sigma, rel=1e-6)
    relative = raw["diffusion_sem_cm2_s"] / raw["diffusion_mean_cm2_s"]
    assert found.table.loc["245988", "sigma_error"] == pytest.approx(sigma * relative, rel=1e-6)
    assert (found.table["sigma"] < 0).sum() == 34
    assert "Li20Ge2P4S24" in found.table.index  # it has no number of its own


def test_kahle2020_keeps_the_smaller_of_two_cells(tmp_path):
    def structure(n):
        sites = [{"species": [{"element": "Li", "occu": 1}]}] * n
        return json.dumps({"lattice": {"matrix": [[n, 0, 0], [0, 1, 0], [0, 0, 1]]}, "sites": sites}).replace(
            '"', '""'
        )

    head = "stru_label,src_id,structure,group,diffusion_mean_cm2_s,diffusion_sem_cm2_s\n"
    rows = [f'Li{n},419852,"{structure(n)}",group_A,{d},1e-6\n' for n, d in ((4, "2e-5"), (2, "1e-5"), (3, "3e-5"))]
    (tmp_path / "kahle.csv").write_text(head + "".join(rows), encoding="utf-8")
    found = read_kahle2020(tmp_path)
    assert found.table["formula"].tolist() == ["Li2"]


def test_laskowski2023(tmp_path):
    path = tmp_path / "laskowski.csv"
    path.write_text(
        "Structure,σ(RT)(S cm-1),Ea (eV),space group,ICSD Entry\n"
        "Li7BiO6,1.6e-6,0.6,P -1,155950\n"
        "Li3N,1.2e-3,,P6/mmm,156890.0\n"
        "Li3N,9e-4,0.3,P6/mmm,156890\n"
        "LiX,<1e-10,,P1,n/a\n",
        encoding="utf-8",
    )
    found = read_laskowski2023(tmp_path)
    assert found.table.index.tolist() == ["155950", "156890", "row-4"]
    assert found.table.loc["155950", "e_a"] == 0.6
    assert np.isnan(found.table.loc["156890", "e_a"])
    assert found.table["upper_bound"].tolist() == [False, False, True]
    assert "1 rows repeat" in found.notes[0]
    path.write_text("Structure,sigma\nLi3N,1\n", encoding="utf-8")
    with pytest.raises(LabelsError, match="σ"):
        read_laskowski2023(path)


def test_any_csv_by_mapping(tmp_path):
    path = tmp_path / "mine.csv"
    path.write_text("name,cond,err,formula\na,1e-3,1e-4,Li3N\nb,<1e-9,,LiF\nc,,,Li2O\n", encoding="utf-8")
    found = read_csv(path, {"id": "name", "sigma": "cond", "sigma_error": "err"})
    assert found.table.index.tolist() == ["a", "b"]  # c has no conductivity
    assert found.table["formula"].tolist() == ["Li3N", "LiF"]
    assert found.table["sigma_error"].iloc[0] == 1e-4
    assert found.n_bounds == 1
    assert labels(str(path), {"id": "name", "sigma": "cond"}).name == "mine"
    with pytest.raises(LabelsError, match="no column 'sigma'"):
        read_csv(path, {"id": "name"})
    with pytest.raises(LabelsError, match="no column volume"):
        read_csv(path, {"volume": "cond"})
    path.write_text("id,sigma\na,1\na,2\n", encoding="utf-8")
    with pytest.raises(LabelsError, match="more than once"):
        read_csv(path)


def test_by_name(monkeypatch, tmp_path):
    monkeypatch.setenv("PESVIZ_DATA", str(REFERENCE))
    assert len(labels("OBELiX")) == 599
    monkeypatch.setenv("PESVIZ_DATA", str(tmp_path))
    monkeypatch.setenv("PESVIZ_CACHE", str(tmp_path))
    with pytest.raises(LabelsError, match="not here") as caught:
        labels("obelix")
    assert "pesviz data get obelix" in caught.value.remedy
    with pytest.raises(LabelsError, match="no data set 'nist'"):
        labels("nist")
    with pytest.raises(LabelsError, match="There is no file"):
        labels(str(tmp_path / "none.csv"))
