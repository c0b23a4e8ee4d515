"""Typeset text."""

from __future__ import annotations

import pytest

from pesviz.presentation import numbers


@pytest.mark.parametrize(
    ("value", "text"),
    [(0.0, "0 %"), (0.065216, "6.5 %"), (0.130919, "13 %"), (0.0087, "0.87 %"), (1.0, "100 %"), (1e-7, "< 0.001 %")],
)
def test_fractions_have_two_digits(value, text):
    assert numbers.fraction(value) == text


def test_energies_and_durations_carry_units():
    assert numbers.energy(0.22846) == "0.228 eV"
    assert numbers.energy(16.8823) == "16.9 eV"
    assert numbers.energy(None) == numbers.energy(float("inf")) == "–"
    assert [numbers.duration(s) for s in (0.2, 12, 600, 7200, None)] == [
        "less than 1 s", "12 s", "10 min", "2.0 h", "unknown",
    ]  # fmt: skip


def test_directions_carry_overbars():
    assert numbers.direction([0, 1, 0]) == "[010]"
    assert numbers.direction([1, -1, 0]) == "[11̅0]"
