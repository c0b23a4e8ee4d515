"""Figures of molecular dynamics: Arrhenius plot, conductivities and methods, by hand."""

from __future__ import annotations

import holoviews as hv
import numpy as np
import pytest

from pesviz.dynamics.analysis.arrhenius import ArrheniusPoint, arrhenius
from pesviz.dynamics.analysis.conductivity import Estimate
from pesviz.figures.arrhenius import LOWEST, arrhenius_figure
from pesviz.figures.backends import save_figure, to_bokeh, to_matplotlib
from pesviz.figures.conductivities import ConductivityPoint, conductivities
from pesviz.figures.conductivity_distributions import distributions
from pesviz.figures.diffusivity_methods import Pair, diffusivity_methods


def point(temperature: float, d: float, error: float, excluded: str = "") -> ArrheniusPoint:
    return ArrheniusPoint(temperature, Estimate(d, error, 4), excluded=excluded)


@pytest.fixture
def figure():
    """Two points on a line, one excluded, one below zero."""
    points = [point(500, 1e-6, 5e-7), point(1000, 1e-4, 1e-5), point(800, 1e-5, 1e-6, "by hand"),
              point(400, -1e-9, 1e-9, "not diffusive")]  # fmt: skip
    return arrhenius_figure(arrhenius(points))


def scatters(figure) -> dict[tuple, hv.Scatter]:
    """Points by their temperatures."""
    return {
        tuple(part.dimension_values("temperature")): part
        for part in figure
        if isinstance(part, hv.Scatter) and "temperature" in part
    }


def test_points_stand_at_their_temperatures_with_their_errors(figure):
    parts = scatters(figure)
    assert set(parts) == {(500.0, 1000.0), (800.0,), (400.0,)}
    np.testing.assert_allclose(parts[500.0, 1000.0].dimension_values("inverse_temperature"), [2.0, 1.0])
    assert parts[800.0,].dimension_values("status")[0] == "left out: by hand; click to count it"
    (below,) = parts[400.0,].dimension_values("D")
    assert LOWEST <= below <= 1e-6  # drawn below all positive ones
    bars = next(part for part in figure if isinstance(part, hv.ErrorBars) and len(part) == 2)
    np.testing.assert_allclose(bars.dimension_values("above"), [5e-7, 1e-5])


def test_the_line_ends_in_the_extrapolation_and_the_second_axis_has_the_temperatures(figure):
    page = to_bokeh(figure)
    assert page.above[0].major_label_overrides[1.0] == "1000"
    assert page.above[0].major_label_overrides[1000 / 300] == "300"
    assert page.select({"name": "line"})
    assert page.y_range.end > 1.1e-4
    axes = to_matplotlib(figure).axes[0]
    assert axes.get_yscale() == "log"
    (top,) = axes.child_axes
    assert {label.get_text() for label in top.get_xticklabels()} == {"300", "400", "500", "800", "1000"}


def test_candidates_stand_in_the_order_of_their_conductivities(tmp_path):
    points = [
        ConductivityPoint("slow", 600, 1e-5, 1e-6),
        ConductivityPoint("fast", 600, 1e-2, 1e-3),
        ConductivityPoint("fast", 900, 5e-2, 1e-3),
        ConductivityPoint("none", 600, -1e-5, 1e-5, certain=False),
    ]
    page = to_bokeh(conductivities(points))
    names = page.yaxis[0].major_label_overrides
    assert [names[place] for place in sorted(names)] == ["none", "slow", "fast"]
    assert page.x_range.end > 5.1e-2
    assert save_figure(conductivities(points), tmp_path / "sigma.pdf").read_bytes().startswith(b"%PDF")


def test_shares_of_a_distribution_add_up():
    rng = np.random.default_rng(1)
    points = [
        ConductivityPoint(f"{group}{i}", 600, 10 ** rng.uniform(-6, -2), 0.0, group=group)
        for group in ("selected", "random")
        for i in range(25)
    ]
    for part in distributions(points):
        if isinstance(part, hv.Curve):
            assert part.dimension_values("share")[::2].sum() == pytest.approx(1.0)


def test_pairs_of_methods_share_one_scale():
    pairs = [Pair("A, 600 K", 1e-6, 2e-6, 1e-7, 1e-7), Pair("B, 600 K", 1e-4, 9e-5), Pair("C, 600 K", -1e-9, 1e-8)]
    page = to_bokeh(diffusivity_methods(pairs, "one", "two"))
    assert (page.x_range.start, page.x_range.end) == (page.y_range.start, page.y_range.end)
    assert page.xaxis.axis_label == "D, one (cm²/s)"
    dots = next(part for part in diffusivity_methods(pairs, "one", "two") if isinstance(part, hv.Scatter))
    assert list(dots.dimension_values("name")) == ["A, 600 K", "B, 600 K"]
