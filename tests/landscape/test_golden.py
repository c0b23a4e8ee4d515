"""The released code's results, from its own surfaces and from a scan with the paper's potential."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from pesviz.landscape import Landscape
from pesviz.landscape.level_map import centred_level_map, face_minimum
from pesviz.pes import scan_steps
from pesviz.potentials import potential
from tests.golden import NAMES, Golden, golden
from tests.tabulated import Tabulated


@pytest.fixture(scope="module", params=NAMES)
def reference(request) -> Golden:
    return golden(request.param)


def check_descriptors(landscape: Landscape, numbers: dict[str, Any], *, mpe: float, fv: float, xi: float) -> None:
    assert landscape.mpe == pytest.approx(numbers["mpe"], abs=mpe)
    for kind in ("connected", "disconnected"):
        expected = numbers[f"fv_0p5_{kind}_union"]
        assert float(landscape.free_volume(0.5, kind)) == pytest.approx(expected, abs=fv)
    assert landscape.xi == pytest.approx(numbers["Xi"], abs=xi)


def test_level_map_of_the_golden_surfaces(reference):
    for energies, levels, barrier in zip(reference.pes().energies, reference.levels, reference.barriers, strict=True):
        level = centred_level_map(energies, reference.grid.steps)
        expected = levels - levels.min()
        difference = level - expected
        assert difference.max() <= 2e-6, "never above the reference"
        # Above 6 eV the released code no longer searches, and writes the highest energy.
        searched = expected < expected.max()
        assert level[~searched].min() > 5.9
        assert difference[searched].min() >= -0.1, "the reference raises its level in steps of 0.1 eV"
        assert face_minimum(level) == pytest.approx(float(barrier), abs=1e-6)


def test_descriptors_of_the_golden_surfaces(reference):
    landscape = Landscape(reference.pes(), smearing="paper")
    check_descriptors(landscape, reference.descriptors, mpe=1e-6, fv=1e-3, xi=1e-3)


def test_one_dimensional_percolation_is_the_mpe(reference):
    landscape = Landscape(reference.pes())
    for percolation, mpe in zip(landscape.percolation_per_ion, landscape.mpe_per_ion, strict=True):
        assert percolation.e_1d == mpe


def test_a_scan_of_the_golden_surfaces(reference):
    """Mask, symmetry and grid of a scan leave the descriptors of the surfaces as they are."""
    *_, last = scan_steps(reference.crystal, Tabulated(reference.pes()))
    unmasked = ~last.pes.masked
    assert np.abs(last.pes.energies - reference.pes().energies)[unmasked].max() <= 1e-3
    check_descriptors(Landscape(last.pes, smearing="paper"), reference.descriptors, mpe=1e-3, fv=1e-3, xi=2e-3)


def test_a_scan_with_the_papers_potential(reference, papers_potential):
    *_, last = scan_steps(reference.crystal, potential(papers_potential, device="cpu"))
    unmasked = ~last.pes.masked
    assert np.abs(last.pes.energies - reference.pes().energies)[unmasked].max() <= 1e-3
    check_descriptors(Landscape(last.pes, smearing="paper"), reference.descriptors, mpe=1e-3, fv=1e-3, xi=2e-3)


def test_the_reference_values_of_wurtzite_licl():
    reference = golden("licl")
    *_, last = scan_steps(reference.crystal, Tabulated(reference.pes()))
    landscape = Landscape(last.pes, smearing="paper")
    assert last.pes.n_evaluated == 1952
    assert landscape.mpe == pytest.approx(0.22846, abs=1e-5)
    assert float(landscape.free_volume(0.5, "connected")) == pytest.approx(0.065216, abs=1e-6)
    assert float(landscape.free_volume(0.5, "disconnected")) == pytest.approx(0.130919, abs=1e-6)
    assert landscape.xi == pytest.approx(0.934964, abs=1e-6)
