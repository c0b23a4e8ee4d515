"""The stand-alone page as a file: what it holds, how large it is, that nothing in it asks for anything."""

from __future__ import annotations

import base64
import gzip
import json
import re
from html.parser import HTMLParser
from pathlib import Path

import numpy as np
import pytest
from ase import Atoms

import pesviz
from pesviz.errors import SettingsError
from pesviz.export import write
from pesviz.export.html import page_data
from pesviz.landscape import Landscape
from pesviz.landscape.level_map import LevelMaps
from pesviz.landscape.periodic_field import clip_walls
from pesviz.pes import PES, Grid, ScanSettings
from pesviz.presentation.packing import unpack_field
from pesviz.structure import Crystal
from tests.adaptive import infinite_above

GALLERY = Path(__file__).resolve().parents[2] / "assets" / "gallery"
LIMIT = 5_000_000
"""Bytes that the page of an 81³ field may have."""


class Reader(HTMLParser):
    """Elements with their attributes, and the text of the element with the data."""

    def __init__(self) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict]] = []
        self.data = ""
        self._inside = False

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))
        self._inside = dict(attrs).get("id") == "pesviz-result"

    def handle_endtag(self, tag):
        self._inside = False

    def handle_data(self, data):
        if self._inside:
            self.data += data


def read(path: Path) -> Reader:
    reader = Reader()
    reader.feed(path.read_text(encoding="utf-8"))
    return reader


def field(page: dict, kind: str, ion: int | None) -> np.ndarray:
    """A field of the page, undone by NumPy in place of the page's JavaScript."""
    data = next(f["data"] for f in page["fields"] if (f["kind"], f["ion"]) == (kind, ion))
    packed = gzip.decompress(base64.b64decode(data))
    start = 12 + int.from_bytes(packed[8:12], "little")
    n = (len(packed) - start) // 2
    low, high = (np.frombuffer(packed, dtype=np.uint8, offset=o, count=n) for o in (start, start + n))
    samples = np.cumsum(low + 256 * high.astype(np.int64)) % 65536
    return unpack_field(packed[:start] + samples.astype("<u2").tobytes()).values


@pytest.fixture(scope="module")
def phosphate():
    return pesviz.open(GALLERY / "LiFePO4.h5")


@pytest.fixture(scope="module")
def written(phosphate, tmp_path_factory):
    path = tmp_path_factory.mktemp("html") / "LiFePO4.html"
    assert write(phosphate, path) == (path,)
    return path


def test_the_fields_are_those_of_the_result(written, phosphate):
    page = json.loads(read(written).data)
    assert page["offered"] == [0, 1, 2, 3]
    for kind in ("level_map", "pes"):
        for ion in (None, 2):
            mine = clip_walls(phosphate.field(kind, ion))
            np.testing.assert_allclose(field(page, kind, ion), mine, atol=6.0 / 65535)


def test_numbers_curves_and_paths_are_those_of_the_result(written, phosphate):
    page = json.loads(read(written).data)
    x, y = (np.array(page["curves"][name], dtype=float) for name in ("thresholds", "connected"))
    np.testing.assert_allclose(y, phosphate.free_volume(x, "connected"), rtol=1e-5)
    joint, own = page["paths"][0], page["paths"][1]
    assert joint["ion"] is None
    assert max(joint["path"]["energies"]) == pytest.approx(phosphate.percolation.e_1d, abs=1e-4)
    assert "along [010]" in joint["path"]["text"]
    assert max(own["path"]["energies"]) == pytest.approx(phosphate.percolation_per_ion[0].e_1d, abs=1e-4)
    assert page["title"] == "LiFePO₄ (triphylite)"
    assert page["provenance"].startswith("M3GNet (original) MP-2021.2.8-EFS · grid 42×25×19")


def test_nothing_in_the_page_comes_from_elsewhere(written):
    reader = read(written)
    for tag, attributes in reader.elements:
        for name in ("src", "href", "action", "data"):
            assert attributes.get(name, "data:").startswith(("data:", "#")), (tag, attributes)
    policy = next(a["content"] for t, a in reader.elements if a.get("http-equiv") == "Content-Security-Policy")
    assert "default-src 'none'" in policy
    assert not re.search(r"https?:|connect-src|font-src", policy)


def test_the_same_result_is_the_same_file(written, phosphate, tmp_path):
    again = tmp_path / "again.html"
    write(phosphate, again)
    assert again.read_bytes() == written.read_bytes()


def noise(rng: np.random.Generator, n: int) -> Landscape:
    """A result whose fields no compressor makes smaller."""
    atoms = Atoms("LiCl", scaled_positions=[[0, 0, 0], [0.5, 0.5, 0.5]], cell=[20.0] * 3, pbc=True)
    energies = rng.uniform(0.0, 6.0, (1, n, n, n)).astype(np.float32)
    energies[0, 0, 0, 0] = 0.0
    pes = PES(
        Crystal(atoms, "Li", (0,), "noise"), Grid(np.eye(3) * 20.0, (n, n, n)), energies,
        np.zeros(energies.shape, dtype=bool), np.array([0.0]), {"name": "noise"}, ScanSettings(), n**3, 0.1,
    )  # fmt: skip
    levels = rng.uniform(0.0, 6.0, (1, 2 * n, 2 * n, 2 * n)).astype(np.float32)
    return Landscape(pes, "none", LevelMaps(levels, (1.0,), 0.0))


def test_a_field_of_81_points_a_side_stays_below_five_megabytes_even_where_nothing_compresses(rng, tmp_path):
    path = tmp_path / "noise.html"
    write(noise(rng, 81), path)
    assert 3_000_000 < path.stat().st_size < LIMIT


def test_names_cannot_leave_their_place(phosphate, tmp_path):
    """A file's name may hold anything; the page shows it and runs nothing."""
    from dataclasses import replace

    nasty = '</script><img src=x onerror="alert(1)">'
    crystal = replace(phosphate.pes.crystal, name=nasty, source=nasty, notes=(nasty,))
    hostile = replace(phosphate, pes=replace(phosphate.pes, crystal=crystal))
    path = tmp_path / "hostile.html"
    write(hostile, path)
    reader = read(path)
    assert not [tag for tag, _ in reader.elements if tag == "img"]
    page = json.loads(reader.data)
    assert "&lt;img" in page["subtitle"]
    assert "<img" not in page["subtitle"]
    assert nasty in page["provenance"], "plain text: the page writes it as text"


def test_above_the_limit_of_a_scan_that_predicts_nothing_the_page_has_no_number(closed_landscape, tmp_path):
    limited = infinite_above(closed_landscape, 0.4)
    data = page_data(limited, 0.4)
    assert (data["end"], data["limit"], data["predicted"]) == (0.4, 0.4, False)
    above = [f for t, f in zip(data["curves"]["thresholds"], data["curves"]["connected"], strict=True) if t > 0.401]
    assert set(above) == {None}
    assert {chip["text"] for chip in data["summary"]["energies"]} == {"> 0.4 eV"}
    assert {chip["value"] for chip in data["summary"]["energies"]} == {None}
    assert data["summary"]["xi"] is None
    assert "0.4 eV" in data["paths"][0]["no_path"]
    write(limited, tmp_path / "limited.html")  # opens at its end, not at 0.5 eV
    with pytest.raises(SettingsError, match=r"ended at 0\.4 eV"):
        write(limited, tmp_path / "no.html", threshold=0.5)


def test_above_the_limit_the_page_has_estimates_under_names_of_their_own(closed_landscape, tmp_path):
    data = page_data(closed_landscape, 0.9)
    assert (data["end"], data["limit"], data["predicted"]) == (4.0, 0.6, True)
    curves = {name: np.array(values, dtype=float) for name, values in data["curves"].items()}
    above = curves["thresholds"] > 0.6 + 1e-9
    assert np.isnan(curves["connected"]).tolist() == above.tolist()
    np.testing.assert_array_equal(curves["connected_estimate"][~above], curves["connected"][~above])
    assert np.isfinite(curves["disconnected_estimate"]).all()
    assert data["mpe"] is None
    assert data["mpe_estimate"] == pytest.approx(closed_landscape.mpe_estimate)
    assert data["summary"]["energies"][0]["text"] == "≈ 1.4 eV"
    assert data["paths"][0]["no_path"].endswith("predicted: E₁D ≈ 1.4 eV.")
    write(closed_landscape, tmp_path / "page.html", threshold=0.9)


def test_a_threshold_beyond_the_slider_is_refused(phosphate, tmp_path):
    with pytest.raises(SettingsError, match="does not reach 7 eV"):
        write(phosphate, tmp_path / "x.html", threshold=7)
