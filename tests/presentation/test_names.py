"""Names as they are printed."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pesviz.presentation.names import (
    formula_html,
    formula_unicode,
    space_group,
    space_group_html,
)
from pesviz.structure import gallery, load


def test_formulae():
    assert formula_unicode("Li10Ge(PS6)2") == "Li₁₀Ge(PS₆)₂"
    assert formula_html("Li10Ge(PS6)2") == "Li<sub>10</sub>Ge(PS<sub>6</sub>)<sub>2</sub>"
    assert formula_html("Li0.5Cl") == "Li<sub>0.5</sub>Cl"


def test_symbols():
    assert space_group_html("P6_3mc") == "<i>P</i>6<sub>3</sub><i>mc</i>"
    assert space_group_html("Fm-3m") == '<i>Fm</i><span style="text-decoration:overline">3</span><i>m</i>'
    assert space_group_html("P6/mmm") == "<i>P</i>6/<i>mmm</i>"


@given(st.text(max_size=30))
def test_no_foreign_markup_survives(text):
    for made in (formula_html(text), space_group_html(text)):
        bare = re.sub(r'</?(sub|i)>|<span style="text-decoration:overline">|</span>', "", made)
        assert "<" not in bare
        assert ">" not in bare


@pytest.mark.parametrize("entry", gallery(), ids=lambda entry: entry.key)
def test_the_gallery_has_the_space_groups_it_names(entry):
    assert space_group(load(f"gallery:{entry.key}", mobile=entry.mobile).atoms) == entry.space_group
