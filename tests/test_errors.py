"""Errors: each kind has a code of its own, which stays when its sentences change."""

from __future__ import annotations

import importlib
import pkgutil
import re

import pytest

import pesviz
from pesviz.errors import PesvizError


def kinds(base: type[PesvizError] = PesvizError) -> list[type[PesvizError]]:
    """A class of errors and all that derive from it."""
    return [base, *(kind for derived in base.__subclasses__() for kind in kinds(derived))]


@pytest.fixture(scope="module")
def all_kinds() -> list[type[PesvizError]]:
    for module in pkgutil.walk_packages(pesviz.__path__, "pesviz."):
        source = module.module_finder.find_spec(module.name).loader.get_source(module.name)
        if re.search(r"^class \w+\(.*Error\b.*\):", source, re.MULTILINE):
            importlib.import_module(module.name)
    return [kind for kind in kinds() if kind.__module__.startswith("pesviz.")]


def test_every_kind_has_a_code_of_its_own(all_kinds):
    assert len(all_kinds) > 20
    codes = [vars(kind).get("code") for kind in all_kinds]
    assert all(re.fullmatch(r"[a-z]+(-[a-z]+)*", code or "") for code in codes), codes
    assert len(set(codes)) == len(codes)


def test_an_error_is_its_problem_and_its_remedy():
    error = PesvizError("It is wet.", "Dry it.")
    assert str(error) == "It is wet. Dry it."
    assert error.code == "problem"
